"""The first workspace: batches, their records, remarks and withdrawals, and the history.

A migration is a picture of its day: it names every column itself, and never changes when the schema of today does.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_LONG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_KINDS = {"t": sa.Text, "w": sa.Integer, "r": sa.Double}
_ACCOUNTS = (
    "account_id:t incident_id:t date_start:t date_end:t date_precision:t place_as_reported:t place_ar:t governorate_as_reported:t "
    "district_as_reported:t area_pcodes:t latitude:r longitude:r place_precision:t perpetrators:t attribution:t attributed_by:t strength:t "
    "perpetrator_as_reported:t event_type:t target:t killed_min:w killed_max:w killed_class:t bound:t bound_word:t killed_civilians:w "
    "killed_children:w killed_women:w killed_medics:w killed_media:w killed_civil_defence:w injured_min:w injured_max:w denied_by:t admitted_by:t "
    "standing:t source_publisher:t source_origin:t origin_ids:t source_title:t source_url:t source_date:t evidence:t description:t sensitivity:t "
    "embargo_until:t"
)
_TALLIES = (
    "tally_id:t measure:t victim_class:t victim_sub:t means:t facility:t basis:t perpetrators:t attribution:t perpetrator_as_reported:t "
    "window_start:t window_end:t window_as_reported:t window_start_resolved:t window_end_resolved:t window_basis:t area_as_reported:t "
    "area_pcodes:t area_basis:t value_min:r value_max:r unit:t bound:t bound_word:t bound_scope:t part_of:t nested_in:t conflicts_with:t "
    "series_id:t source_publisher:t source_origin:t origin_ids:t source_title:t source_url:t source_date:t report_file:t char_start:t char_end:t "
    "evidence:t note:t"
)
_DISPLACEMENT = (
    "displacement_id:t kind:t origin_as_reported:t destination_as_reported:t origin_pcodes:t destination_pcodes:t persons_min:w persons_max:w "
    "households:w percent:r bound:t bound_word:t window_start:t window_end:t window_as_reported:t window_start_resolved:t window_end_resolved:t "
    "window_basis:t perpetrators:t attribution:t cause_as_reported:t claimed_by:t part_of:t balance_of:t series_id:t superseded_by:t "
    "conflicts_with:t source_publisher:t source_origin:t origin_ids:t source_title:t source_url:t source_date:t report_file:t char_start:t "
    "char_end:t evidence:t note:t"
)
_COUNTS = ("rows", "accepted", "warned", "refused", "new", "changed", "identical", "conflicting", "withdrawn")


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _of_batch(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f(f"fk_{table}_batch_id"))


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _history() -> None:
    op.create_table("meta", *_text("name", "value"), _key("meta", "name"))
    op.create_table("backup", *_text("path", "at"), _key("backup", "path"))
    op.create_table(
        "event",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        *_text("at", "who", "kind", "subject"),
        sa.Column("payload", sa.Text()),
        sa.Column("salt", sa.LargeBinary()),
        *(sa.Column(name, sa.LargeBinary(), nullable=False) for name in ("payload_digest", "previous", "digest")),
        _key("event", "seq"),
    )
    op.create_table(
        "batch",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        *_text("dataset", "holds", "reader", "reader_version", "mapping", "file", "sha256"),
        sa.Column("size", sa.BigInteger(), nullable=False),
        *_text("at", "who"),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _COUNTS),
        sa.Column("seal", sa.LargeBinary(), nullable=False),
        _key("batch", "id"),
    )
    op.create_index(op.f("ix_batch_sha256"), "batch", ["sha256"])


def _records(table: str, columns: str) -> None:
    op.create_table(
        table,
        sa.Column("id", _LONG, autoincrement=False, nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("source_row", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Text()),
        sa.Column("content_digest", sa.LargeBinary(), nullable=False),
        sa.Column("salt", sa.LargeBinary()),
        sa.Column("seal", sa.LargeBinary(), nullable=False),
        sa.Column("redacted_by", sa.Integer()),
        *(sa.Column(name, _KINDS[kind]()) for name, kind in (part.split(":") for part in columns.split())),
        _of_batch(table),
        _key(table, "id"),
    )
    op.create_index(op.f(f"ix_{table}_batch_id"), table, ["batch_id"])
    seen = f"{table}_sighting"
    op.create_table(
        seen,
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("record_id", _LONG, nullable=False),
        _of_batch(seen),
        _key(seen, "batch_id", "record_id"),
    )


def upgrade() -> None:
    """Make all tables."""
    _history()
    for table, columns in (("accounts", _ACCOUNTS), ("tallies", _TALLIES), ("displacement", _DISPLACEMENT)):
        _records(table, columns)
    op.create_table(
        "remark",
        sa.Column("id", _LONG, autoincrement=False, nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        *_text("column", "value", "reason"),
        sa.Column("refused", sa.Boolean(), nullable=False),
        _of_batch("remark"),
        _key("remark", "id"),
    )
    op.create_index(op.f("ix_remark_batch_id"), "remark", ["batch_id"])
    op.create_table(
        "withdrawal",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        *_text("holds", "key"),
        _of_batch("withdrawal"),
        _key("withdrawal", "batch_id", "holds", "key"),
    )
