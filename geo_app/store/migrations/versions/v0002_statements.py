"""Statements beside totals and displacement; and which ends of a window are known.

A migration is a picture of its day: it names every column itself, and never changes when the schema of today does.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_LONG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_STATEMENTS = (
    "statement_id kind speaker origin_ids speaker_relayed_by about target_party subject area_as_reported quantity_words rank of paraphrase "
    "date_as_reported report_file char_start char_end note"
)


def _of_batch(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f(f"fk_{table}_batch_id"))


def upgrade() -> None:
    """Add the tables of statements, and a column to totals and displacement."""
    for table in ("tallies", "displacement"):
        op.add_column(table, sa.Column("window_ends_known", sa.Text()))
    op.create_table(
        "statements",
        sa.Column("id", _LONG, autoincrement=False, nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("source_row", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Text()),
        sa.Column("content_digest", sa.LargeBinary(), nullable=False),
        sa.Column("salt", sa.LargeBinary()),
        sa.Column("seal", sa.LargeBinary(), nullable=False),
        sa.Column("redacted_by", sa.Integer()),
        *(sa.Column(name, sa.Text()) for name in _STATEMENTS.split()),
        _of_batch("statements"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
    )
    op.create_index(op.f("ix_statements_batch_id"), "statements", ["batch_id"])
    op.create_table(
        "statements_sighting",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("record_id", _LONG, nullable=False),
        _of_batch("statements_sighting"),
        sa.PrimaryKeyConstraint("batch_id", "record_id", name=op.f("pk_statements_sighting")),
    )
