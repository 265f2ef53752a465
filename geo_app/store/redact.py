"""Forgetting: a person's words erased from every version of every record, every remark and every payload; hashes stay, without the salt to guess by."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo_app.errors import BadUseError
from geo_app.store.chain import EventKind, append
from geo_app.store.effective import typed_records
from geo_app.store.schema import BATCH, EVENT, RECORD_TABLES, RECORDS, REMARK, WITHDRAWAL
from geo_app.tables.columns import Kind
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
    """Return what finds the words whole, in any case and with any spaces between them."""
    parts = [re.escape(part) for part in words.split()]
    if len("".join(words.split())) < _SHORTEST:
        raise BadUseError("These words are too short to be redacted.", remedy="Give the name or number in full.")
    return re.compile(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)", re.IGNORECASE)


def _keys(connection: sa.Connection, pattern: re.Pattern[str]) -> dict[str, str]:
    """Return every key that holds the words → one that says nothing: the same for all versions, accounts and events that name it."""
    found: set[str] = set()
    for table in RECORD_TABLES:
        records = RECORDS[table.name]
        for name in (column.name for column in table.columns if column.kind is Kind.IDENTIFIER):
            found |= {key for (key,) in connection.execute(sa.select(records.c[name]).distinct()) if key and pattern.search(key)}
    return {key: f"redacted:{secrets.token_hex(6)}" for key in sorted(found)}


def _records(connection: sa.Connection, table: Table, pattern: re.Pattern[str], keys: dict[str, str], event: int) -> list[int]:
    """Erase the words in every text of every version of a record and return the numbers of those that held them. Codes, days and figures stay."""
    records = RECORDS[table.name]
    names = [column.name for column in table.columns if column.kind is Kind.IDENTIFIER]
    texts = [column.name for column in table.columns if column.kind is Kind.TEXT] + ["source_id"]
    query = sa.select(records.c.id, *(records.c[name] for name in (*names, *texts)))
    hits: list[tuple[int, dict[str, str]]] = []
    for row in connection.execute(query.execution_options(yield_per=20_000)):
        cells = dict(zip((*names, *texts), row[1:], strict=True))
        changed = {name: keys[cells[name]] for name in names if cells[name] in keys}
        changed |= {name: pattern.sub(ERASED, cells[name]) for name in texts if cells[name] and pattern.search(cells[name])}
        if changed:
            hits.append((row[0], changed))
    for number, values in hits:
        connection.execute(records.update().where(records.c.id == number).values(**values, salt=None, redacted_by=event))
        stored = connection.execute(sa.select(*(records.c[name] for name in table.names)).where(records.c.id == number)).one()
        digest = content_digests(typed_records([tuple(stored)], table), table)[0]
        connection.execute(records.update().where(records.c.id == number).values(content_digest=digest))
    return [number for number, _ in hits]


def _remarks(connection: sa.Connection, pattern: re.Pattern[str]) -> int:
    found = [
        (row.id, {name: pattern.sub(ERASED, getattr(row, name)) for name in ("column", "value", "reason")})
        for row in connection.execute(sa.select(REMARK))
        if any(pattern.search(text) for text in (row.column, row.value, row.reason))
    ]
    for number, values in found:
        connection.execute(REMARK.update().where(REMARK.c.id == number).values(**values))
    return len(found)


def _without(value: Any, pattern: re.Pattern[str], keys: dict[str, str]) -> Any:  # noqa: ANN401 - any JSON value
    """Return a JSON value with the words erased inside its texts; what it does to the workspace stays."""
    if isinstance(value, str):
        return keys.get(value) or pattern.sub(ERASED, value)
    if isinstance(value, list):
        return [_without(one, pattern, keys) for one in value]
    if isinstance(value, dict):
        return {_without(name, pattern, keys): _without(one, pattern, keys) for name, one in value.items()}
    return value


def _events(connection: sa.Connection, pattern: re.Pattern[str], keys: dict[str, str]) -> list[int]:
    """Erase the words in payloads, batches and withdrawals, and return the numbers of the events that held them."""
    found = []
    for row in connection.execute(sa.select(EVENT.c.seq, EVENT.c.payload)).all():
        before = json.loads(row.payload) if row.payload else None
        after = _without(before, pattern, keys)
        if after != before:
            text = json.dumps(after, ensure_ascii=False, sort_keys=True)
            connection.execute(EVENT.update().where(EVENT.c.seq == row.seq).values(payload=text, salt=None))
            found.append(row.seq)
    for batch in connection.execute(sa.select(BATCH.c.id, BATCH.c.file, BATCH.c.mapping)).all():
        mapping = json.dumps(_without(json.loads(batch.mapping), pattern, keys), ensure_ascii=False, sort_keys=True)
        connection.execute(BATCH.update().where(BATCH.c.id == batch.id).values(file=pattern.sub(ERASED, batch.file), mapping=mapping))
    for old, new in keys.items():
        connection.execute(WITHDRAWAL.update().where(WITHDRAWAL.c.key == old).values(key=new))
    return found


def redact(connection: sa.Connection, words: str, *, who: str, why: str) -> Redacted:
    """Erase ``words`` (whole, in any case, with any spaces between them) wherever the workspace holds them. Call it in a writing transaction, then ``purge``.

    What was done stays done: undoings, retractions, merges and corrections keep their effect. The event that records it holds no word of what was
    erased. Keys that held the words become ``redacted:…``. Names of those who work with the workspace (``who``) and of data sets stay.

    Raises:
        BadUseError: the words are too short to be meant.
    """
    pattern = _pattern(words)
    keys = _keys(connection, pattern)
    reached = _events(connection, pattern, keys)
    remarks = _remarks(connection, pattern)
    event = int(connection.execute(sa.select(sa.func.max(EVENT.c.seq))).scalar() or 0) + 1
    records = {table.name: _records(connection, table, pattern, keys, event) for table in RECORD_TABLES}
    append(connection, EventKind.REDACT, who=who, payload={"why": pattern.sub(ERASED, why), "records": records, "events": reached})
    return Redacted(records=sum(len(numbers) for numbers in records.values()), remarks=remarks, events=len(reached))


def purge(engine: sa.Engine) -> bool:
    """Remove what a database still holds of erased rows in free pages and logs. Call it outside any transaction.

    Returns False where it could not be done now, because somebody else has the database open.
    """
    raw = engine.raw_connection()
    try:
        if engine.dialect.name == "sqlite":
            raw.cursor().execute("VACUUM")
            busy = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy[0]
        raw.driver_connection.autocommit = True  # type: ignore[union-attr]
        for table in ("event", "remark", "batch", *RECORDS):
            raw.cursor().execute(f'VACUUM FULL "{table}"')
    except engine.dialect.loaded_dbapi.Error:
        return False
    finally:
        raw.invalidate()
    return True
