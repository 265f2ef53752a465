"""Forgetting: a person's words erased from every version of every record, every remark and every payload; hashes stay, without the salt to guess by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo_app.errors import BadUseError
from geo_app.store.chain import EventKind, append
from geo_app.store.effective import typed_records
from geo_app.store.schema import BATCH, EVENT, RECORD_TABLES, RECORDS, REMARK
from geo_app.tables.digests import content_digests

if TYPE_CHECKING:
    from geo_app.tables.columns import Table

ERASED = "[redacted]"
_SHORTEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """How many records, remarks and events a redaction reached."""

    records: int
    remarks: int
    events: int

    @property
    def any(self) -> bool:
        """True where something was found."""
        return bool(self.records or self.remarks or self.events)


def _pattern(words: str) -> re.Pattern[str]:
    parts = [re.escape(part) for part in words.split()]
    if len("".join(words.split())) < _SHORTEST:
        raise BadUseError("These words are too short to be redacted.", remedy="Give the name or number in full.")
    return re.compile(r"\s+".join(parts), re.IGNORECASE)


def _records(connection: sa.Connection, table: Table, pattern: re.Pattern[str], event: int) -> int:
    """Erase the words in every text of every version of a record; a key that holds them becomes one that says nothing."""
    records = RECORDS[table.name]
    texts = [column.name for column in table.columns if isinstance(records.c[column.name].type, sa.Text)] + ["source_id"]
    query = sa.select(records.c.id, *(records.c[name] for name in texts))
    hits: list[tuple[int, dict[str, str]]] = []
    for row in connection.execute(query.execution_options(yield_per=20_000)):
        changed = {name: value for name, value in zip(texts, row[1:], strict=True) if value and pattern.search(value)}
        if changed:
            hits.append((row[0], {name: _erased(name, value, pattern, row[0], table) for name, value in changed.items()}))
    for number, values in hits:
        connection.execute(records.update().where(records.c.id == number).values(**values, salt=None, redacted_by=event))
        cells = connection.execute(sa.select(*(records.c[name] for name in table.names)).where(records.c.id == number)).one()
        digest = content_digests(typed_records([tuple(cells)], table), table)[0]
        connection.execute(records.update().where(records.c.id == number).values(content_digest=digest))
    return len(hits)


def _erased(name: str, value: str, pattern: re.Pattern[str], number: int, table: Table) -> str:
    if name in {table.key, "incident_id"}:
        return f"redacted:{number}"
    return pattern.sub(ERASED, value)


def _remarks(connection: sa.Connection, pattern: re.Pattern[str]) -> int:
    found = [
        (row.id, {name: pattern.sub(ERASED, getattr(row, name)) for name in ("column", "value", "reason")})
        for row in connection.execute(sa.select(REMARK))
        if any(pattern.search(text) for text in (row.column, row.value, row.reason))
    ]
    for number, values in found:
        connection.execute(REMARK.update().where(REMARK.c.id == number).values(**values))
    return len(found)


def _events(connection: sa.Connection, pattern: re.Pattern[str]) -> int:
    found = [row.seq for row in connection.execute(sa.select(EVENT.c.seq, EVENT.c.payload)) if row.payload and _holds(row.payload, pattern)]
    for seq in found:
        connection.execute(EVENT.update().where(EVENT.c.seq == seq).values(payload=None, salt=None))
    for row in connection.execute(sa.select(BATCH.c.id, BATCH.c.file, BATCH.c.mapping)).all():
        values: dict[str, Any] = {name: pattern.sub(ERASED, getattr(row, name)) for name in ("file", "mapping") if pattern.search(getattr(row, name))}
        if values:
            connection.execute(BATCH.update().where(BATCH.c.id == row.id).values(**values))
    return len(found)


def _holds(payload: str, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.search(payload))


def redact(connection: sa.Connection, words: str, *, who: str, why: str) -> Redacted:
    """Erase ``words`` (any case, any spaces between them) wherever the workspace holds them. Call it in a writing transaction, then ``purge``.

    The event that records it holds no word of what was erased. Keys that held the words become ``redacted:n``.

    Raises:
        BadUseError: the words are too short to be meant.
    """
    pattern = _pattern(words)
    reached = {"events": _events(connection, pattern), "remarks": _remarks(connection, pattern)}
    event = append(connection, EventKind.REDACT, who=who, payload={"why": why if not pattern.search(why) else ERASED})
    records = sum(_records(connection, table, pattern, event) for table in RECORD_TABLES)
    return Redacted(records=records, **reached)


def purge(engine: sa.Engine) -> None:
    """Remove what a database still holds of erased rows in free pages and logs. Call it outside any transaction."""
    raw = engine.raw_connection()
    try:
        if engine.dialect.name == "sqlite":
            for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                raw.cursor().execute(statement)
        else:
            raw.driver_connection.autocommit = True  # type: ignore[union-attr]
            for table in ("event", "remark", "batch", *RECORDS):
                raw.cursor().execute(f'VACUUM FULL "{table}"')
    finally:
        raw.invalidate()
