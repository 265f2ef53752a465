"""What holds in a workspace now: of every record the latest version that stands, without what was withdrawn, retracted or undone, as corrected."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import sqlalchemy as sa

from geo_app.store.chain import Event, EventKind, events, standing
from geo_app.store.schema import BATCH, RECORDS, SIGHTINGS, WITHDRAWAL
from geo_app.tables.columns import Kind
from geo_app.tables.digests import content_digests
from geo_app.tables.incidents import ACCOUNTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo_app.tables.columns import Table

RECORD_ID, BATCH_ID, DIGEST = "record_id", "batch_id", "content_digest"
_FETCHED = 50_000


@dataclass(frozen=True, eq=False, kw_only=True)
class Standing:
    """What of the history stands: batches by number, corrections, retracted records, merged incidents."""

    history: tuple[Event, ...]
    batches: frozenset[int]
    corrections: tuple[Event, ...]
    retracted: frozenset[str]
    merged: tuple[tuple[str, ...], ...]
    apart: frozenset[frozenset[str]]


def standing_of(connection: sa.Connection) -> Standing:
    """Return what of the history stands."""
    history = list(events(connection))
    alive = standing(history)

    def of(kind: EventKind) -> list[Event]:
        return [event for event in alive if event.kind is kind and event.payload is not None]

    return Standing(
        history=tuple(history),
        batches=frozenset(int(event.subject) for event in alive if event.kind is EventKind.IMPORT),
        corrections=tuple(of(EventKind.CORRECT)),
        retracted=frozenset(str((event.payload or {})["record"]) for event in of(EventKind.RETRACT)),
        merged=tuple(tuple((event.payload or {})["incidents"]) for event in of(EventKind.MERGE)),
        apart=frozenset(frozenset((event.payload or {})["incidents"]) for event in of(EventKind.KEEP_APART)),
    )


def _versions(connection: sa.Connection, table: Table, stands: Standing) -> pd.DataFrame:
    """Return of every key the version that stands: ``key``, ``record_id``, ``batch_id`` (that holds it), ``content_digest``."""
    records, sightings = RECORDS[table.name], SIGHTINGS[table.name]
    key = records.c[table.key]
    own = sa.select(key.label("key"), records.c.id.label(RECORD_ID), records.c.batch_id, records.c.content_digest)
    seen = sa.select(key.label("key"), records.c.id.label(RECORD_ID), sightings.c.batch_id, records.c.content_digest).join(
        sightings, sightings.c.record_id == records.c.id
    )
    rows: list[tuple[Any, ...]] = [tuple(row) for query in (own, seen) for row in connection.execute(query)]
    frame = pd.DataFrame(rows, columns=["key", RECORD_ID, BATCH_ID, DIGEST])
    frame = frame[frame[BATCH_ID].isin(stands.batches)]
    latest = frame.sort_values([BATCH_ID, RECORD_ID], kind="stable").drop_duplicates("key", keep="last")
    gone = pd.DataFrame(
        [tuple(row) for row in connection.execute(sa.select(WITHDRAWAL.c.key, WITHDRAWAL.c.batch_id).where(WITHDRAWAL.c.holds == table.name))],
        columns=["key", "by"],
    )
    gone = gone[gone["by"].isin(stands.batches)].groupby("key")["by"].max()
    withdrawn = latest["key"].map(gone.to_dict()).astype("float64").fillna(0) > latest[BATCH_ID].astype("float64")
    return latest[~withdrawn & ~latest["key"].isin(stands.retracted)]


def current_digests(connection: sa.Connection, table: Table, dataset: str, stands: Standing) -> pd.DataFrame:
    """Return key, record, batch and digest of what holds of one data set, to compare a new file with."""
    mine = set(connection.execute(sa.select(BATCH.c.id).where((BATCH.c.dataset == dataset) & (BATCH.c.holds == table.name))).scalars())
    only = Standing(history=stands.history, batches=stands.batches & mine, corrections=(), retracted=frozenset(), merged=(), apart=frozenset())
    return _versions(connection, table, only) if only.batches else pd.DataFrame(columns=["key", RECORD_ID, BATCH_ID, DIGEST])


def typed_records(rows: Iterable[Sequence[Any]], table: Table) -> pd.DataFrame:
    """Return rows of a record table (canonical columns in their order) with the table's types."""
    columns = list(zip(*rows, strict=True)) or [()] * len(table.columns)
    out: dict[str, Any] = {}
    for column, cells in zip(table.columns, columns, strict=True):
        if column.kind is Kind.DATE:
            out[column.name] = np.array([cell or "NaT" for cell in cells], dtype="datetime64[s]")
        elif column.kind is Kind.COUNT:
            out[column.name] = pd.array(cells, dtype="Int64")
        elif column.kind is Kind.NUMBER:
            out[column.name] = pd.array(cells, dtype="Float64")
        else:
            out[column.name] = pd.array([cell or "" for cell in cells], dtype="str")
    return pd.DataFrame(out)


def read_records(connection: sa.Connection, table: Table, ids: np.ndarray) -> pd.DataFrame:
    """Return the records of these ids (sorted) with the table's types, index: record id."""
    records = RECORDS[table.name]
    wanted = set(ids.tolist())
    query = sa.select(records.c.id, *(records.c[column.name] for column in table.columns)).order_by(records.c.id)
    parts, found = [], []
    result = connection.execution_options(yield_per=_FETCHED).execute(query)
    for partition in result.partitions():
        kept = [tuple(row) for row in partition if row[0] in wanted]
        found += [row[0] for row in kept]
        if kept:
            parts.append(typed_records([row[1:] for row in kept], table))
    frame = pd.concat(parts, ignore_index=True) if parts else typed_records([], table)
    frame.index = pd.Index(found, name=RECORD_ID, dtype="int64")
    return frame


def _corrected(frame: pd.DataFrame, table: Table, corrections: Iterable[Event]) -> pd.DataFrame:
    at = {key: position for position, key in enumerate(frame[table.key])}
    for event in corrections:
        payload = event.payload or {}
        if payload.get("holds") != table.name or payload["record"] not in at:
            continue
        row = frame.index[at[payload["record"]]]
        kinds = {column.name: column.kind for column in table.columns}
        for name, value in payload["values"].items():
            if kinds[name] is Kind.DATE:
                frame.loc[row, name] = pd.Timestamp(value) if value else pd.NaT
            else:
                frame.loc[row, name] = value if value is not None else (pd.NA if kinds[name] in {Kind.COUNT, Kind.NUMBER} else "")
    return frame


def merged_into(groups: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Return incident → the incident it is one with: the first named of all that were merged with one another."""
    lead: dict[str, str] = {}

    def find(name: str) -> str:
        while lead.get(name, name) != name:
            name = lead[name]
        return name

    for group in groups:
        first = find(group[0])
        for other in group[1:]:
            lead[find(other)] = first
    return {name: find(name) for name in lead}


def effective(connection: sa.Connection, table: Table, stands: Standing | None = None) -> pd.DataFrame:
    """Return the records of a canonical table that hold now, with its columns and types, by key; incidents that were merged share their id."""
    stands = stands or standing_of(connection)
    versions = _versions(connection, table, stands)
    frame = read_records(connection, table, versions[RECORD_ID].to_numpy())
    frame = _corrected(frame, table, stands.corrections)
    if table is ACCOUNTS and stands.merged:
        frame["incident_id"] = frame["incident_id"].replace(merged_into(stands.merged))
    return frame.sort_values(table.key, kind="stable", ignore_index=True)


def fingerprint_of(frames: dict[str, pd.DataFrame], tables: Sequence[Table]) -> str:
    """Return a hash of the effective records, whatever their order and whatever history led to them: undoing restores it."""
    digest = hashlib.sha256()
    for table in tables:
        digest.update(table.name.encode())
        for one in sorted(content_digests(frames[table.name], table)):
            digest.update(one)
    return digest.hexdigest()
