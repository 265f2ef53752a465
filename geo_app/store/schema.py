"""The tables of a workspace (SQLAlchemy Core). Rows are only ever added; what takes one back is another row. Migrations: ``store/migrations``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo_app.tables.columns import Kind
from geo_app.tables.incidents import ACCOUNTS
from geo_app.tables.published import DISPLACEMENT, STATEMENTS, TALLIES

if TYPE_CHECKING:
    from geo_app.tables.columns import Column, Table

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s",
    }
)
RECORD_TABLES: tuple[Table, ...] = (ACCOUNTS, TALLIES, DISPLACEMENT, STATEMENTS)
"""Canonical tables whose rows a workspace holds."""

META = sa.Table("meta", METADATA, sa.Column("name", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False))

BATCH = sa.Table(
    "batch",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False, doc="1, 2, 3 … in the order of their commits"),
    sa.Column("dataset", sa.Text, nullable=False, doc="whose list; ids are compared within it"),
    sa.Column("holds", sa.Text, nullable=False, doc="canonical table of its records"),
    sa.Column("reader", sa.Text, nullable=False),
    sa.Column("reader_version", sa.Text, nullable=False),
    sa.Column("mapping", sa.Text, nullable=False, doc="how the file was read, JSON"),
    sa.Column("file", sa.Text, nullable=False, doc="name without a folder"),
    sa.Column("sha256", sa.Text, nullable=False, doc="of the file's bytes"),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("at", sa.Text, nullable=False, doc="UTC, ISO 8601"),
    sa.Column("who", sa.Text, nullable=False),
    *(
        sa.Column(name, sa.Integer, nullable=False)
        for name in ("rows", "accepted", "warned", "refused", "new", "changed", "identical", "conflicting", "withdrawn")
    ),
    sa.Column("seal", sa.LargeBinary, nullable=False, doc="hash over the seals of its records"),
    sa.Index("ix_batch_sha256", "sha256"),
)

EVENT = sa.Table(
    "event",
    METADATA,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False, doc="1, 2, 3 … without a gap"),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False, doc="a batch, an event or nothing"),
    sa.Column("payload", sa.Text, doc="JSON; null where it was redacted"),
    sa.Column("salt", sa.LargeBinary, doc="null where the payload was redacted"),
    sa.Column("payload_digest", sa.LargeBinary, nullable=False, doc="of salt and payload: stays when they go"),
    sa.Column("previous", sa.LargeBinary, nullable=False, doc="digest of the event before"),
    sa.Column("digest", sa.LargeBinary, nullable=False),
)

REMARK = sa.Table(
    "remark",
    METADATA,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False),
    sa.Column("batch_id", sa.Integer, sa.ForeignKey("batch.id"), nullable=False, index=True),
    sa.Column("row", sa.Integer, nullable=False, doc="in the file; 0 for the file as a whole"),
    sa.Column("column", sa.Text, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("refused", sa.Boolean, nullable=False),
)

WITHDRAWAL = sa.Table(
    "withdrawal",
    METADATA,
    sa.Column("batch_id", sa.Integer, sa.ForeignKey("batch.id"), primary_key=True),
    sa.Column("holds", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True, doc="the record that the whole list no longer holds"),
)

BACKUP = sa.Table("backup", METADATA, sa.Column("path", sa.Text, primary_key=True), sa.Column("at", sa.Text, nullable=False))


def _column(column: Column) -> sa.Column[Any]:
    """Return the column of a workspace: days are ISO text, counts whole numbers; null is not known."""
    kinds: dict[Kind, sa.types.TypeEngine[Any]] = {Kind.COUNT: sa.Integer(), Kind.NUMBER: sa.Double()}
    return sa.Column(column.name, kinds.get(column.kind, sa.Text()))


def _records(table: Table) -> sa.Table:
    return sa.Table(
        table.name,
        METADATA,
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False),
        sa.Column("batch_id", sa.Integer, sa.ForeignKey("batch.id"), nullable=False, index=True),
        sa.Column("source_row", sa.Integer, nullable=False, doc="row in the file"),
        sa.Column("source_id", sa.Text, doc="id in the list"),
        sa.Column("content_digest", sa.LargeBinary, nullable=False, doc="of the canonical columns: tables.digests"),
        sa.Column("salt", sa.LargeBinary, doc="null where the record was redacted"),
        sa.Column("seal", sa.LargeBinary, nullable=False, doc="of salt, key and content: stays when they go"),
        sa.Column("redacted_by", sa.Integer, doc="the event that redacted it"),
        *(_column(column) for column in table.columns),
    )


RECORDS: dict[str, sa.Table] = {table.name: _records(table) for table in RECORD_TABLES}
"""The records of every import, by canonical table; every version of a record is a row of its own."""

SIGHTINGS: dict[str, sa.Table] = {
    table.name: sa.Table(
        f"{table.name}_sighting",
        METADATA,
        sa.Column("batch_id", sa.Integer, sa.ForeignKey("batch.id"), primary_key=True),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, doc="a record that the batch holds too, unchanged"),
    )
    for table in RECORD_TABLES
}
"""Which batches hold a record unchanged that another one brought: undoing that one must not lose it."""
