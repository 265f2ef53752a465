"""Whether a workspace is whole: the database's own check, the chain of its history, the seals of its batches, the digests of its records."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa
import sqlalchemy as sa

from geo_app.store.chain import EventKind, events, flaws
from geo_app.store.commit import seal_of
from geo_app.store.effective import typed_records
from geo_app.store.schema import BATCH, RECORD_TABLES, RECORDS, SIGHTINGS, WITHDRAWAL
from geo_app.tables.digests import content_digests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo_app.tables.columns import Table

_FETCHED = 50_000


def _database(connection: sa.Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        for (said,) in connection.exec_driver_sql("PRAGMA integrity_check").all():
            if said != "ok":
                yield f"The database is damaged: {said}."
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            yield "The database holds rows of a batch that is not there."


def _batches(connection: sa.Connection) -> Iterator[str]:
    """Compare the list of batches with what the history says of them."""
    said = {int(event.subject): event.payload for event in events(connection) if event.kind is EventKind.IMPORT}
    stored = {row.id: row for row in connection.execute(sa.select(BATCH))}
    for batch in sorted(said.keys() - stored.keys()):
        yield f"Batch {batch} is in the history and not in the workspace."
    for batch in sorted(stored.keys() - said.keys()):
        yield f"Batch {batch} is in the workspace and not in the history."
    for batch in sorted(stored.keys() & said.keys()):
        payload = said[batch]
        if payload is not None and (payload["seal"] != bytes(stored[batch].seal).hex() or payload["sha256"] != stored[batch].sha256):
            yield f"Batch {batch} is not what the history says of it."


def _erased(connection: sa.Connection, table: Table) -> set[tuple[int, int]]:
    """Return (event, record) of every record that a redaction says it reached."""
    done = [event for event in events(connection) if event.kind is EventKind.REDACT and event.payload is not None]
    return {(event.seq, number) for event in done for number in (event.payload or {}).get("records", {}).get(table.name, ())}


def _counts(connection: sa.Connection) -> Iterator[str]:
    """Compare how many records each batch sees again and withdraws with what it says."""
    for row in connection.execute(sa.select(BATCH.c.id, BATCH.c.holds, BATCH.c.identical, BATCH.c.withdrawn)).all():
        seen = SIGHTINGS[row.holds]
        sightings = connection.execute(sa.select(sa.func.count()).select_from(seen).where(seen.c.batch_id == row.id)).scalar_one()
        withdrawn = connection.execute(sa.select(sa.func.count()).select_from(WITHDRAWAL).where(WITHDRAWAL.c.batch_id == row.id)).scalar_one()
        if (sightings, withdrawn) != (row.identical, row.withdrawn):
            yield f"Batch {row.id} has lost or gained what it holds too or withdraws."


def _records(connection: sa.Connection, table: Table) -> Iterator[str]:
    """Recompute the digest and the seal of every record, and the seal of every batch from those of its records."""
    records, erased = RECORDS[table.name], _erased(connection, table)
    head = (records.c.id, records.c.batch_id, records.c.content_digest, records.c.salt, records.c.seal, records.c.redacted_by)
    query = sa.select(*head, *(records.c[name] for name in table.names)).order_by(records.c.id)
    seals: dict[int, hashlib.blake2b] = {}
    key_at = table.names.index(table.key)
    for partition in connection.execute(query.execution_options(yield_per=_FETCHED)).partitions():
        rows = [tuple(row) for row in partition]
        made = content_digests(typed_records([row[len(head) :] for row in rows], table), table)
        for row, digest in zip(rows, made, strict=True):
            number, batch, stored, salt, seal, redacted = row[: len(head)]
            seals.setdefault(batch, hashlib.blake2b(digest_size=32)).update(bytes(seal))
            sealed = (redacted, number) in erased or (salt is not None and seal_of(bytes(salt), str(row[len(head) + key_at]), digest) == bytes(seal))
            if digest != bytes(stored) or not sealed:
                yield f"Record {number} of {table.name} (batch {batch}) was changed."
    wanted = connection.execute(sa.select(BATCH.c.id, BATCH.c.seal).where(BATCH.c.holds == table.name))
    for batch, seal in wanted:
        made_of = seals.get(batch, hashlib.blake2b(digest_size=32))
        if made_of.digest() != bytes(seal):
            yield f"Batch {batch} has lost or gained records."


def audit(connection: sa.Connection) -> list[str]:
    """Return a sentence for everything that is not as it was stored; none where the workspace is whole."""
    found = list(_database(connection))
    checks: list[Callable[[sa.Connection], Iterator[str]]] = [flaws, _batches, _counts, *(partial(_records, table=table) for table in RECORD_TABLES)]
    for check in checks:
        try:
            found += check(connection)
        except (ValueError, TypeError, KeyError, AttributeError, pa.ArrowException) as error:
            # What was stored by us converts; what does not was written by something else.
            found.append(f"Something in the workspace is not what geo_app stores ({type(error).__name__}).")
    return found
