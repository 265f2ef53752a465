"""What holds in a workspace now: of every record the latest version that stands, without what was withdrawn, retracted or undone, as corrected."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
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
_FEW = 5_000
"""Records that are looked up by their ids instead of passing over the table."""


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
    by = gone[gone["by"].isin(stands.batches)].groupby("key")["by"].max()
    withdrawn = latest["key"].map(by.to_dict()).astype("float64").fillna(0) > latest[BATCH_ID].astype("float64")
    return latest[~withdrawn & ~latest["key"].isin(stands.retracted)]


def current_digests(connection: sa.Connection, table: Table, stands: Standing) -> pd.DataFrame:
    """Return key, record, batch, digest and ``dataset`` of what was stored and stands, retracted or not, to compare a new file with."""
    datasets = {row.id: row.dataset for row in connection.execute(sa.select(BATCH.c.id, BATCH.c.dataset).where(BATCH.c.holds == table.name))}
    only = Standing(
        history=stands.history,
        batches=stands.batches & frozenset(datasets),
        corrections=(),
        retracted=frozenset(),
        merged=(),
        apart=frozenset(),
    )
    found = _versions(connection, table, only) if only.batches else pd.DataFrame(columns=["key", RECORD_ID, BATCH_ID, DIGEST])
    return found.assign(dataset=found[BATCH_ID].map(datasets))


def typed_records(rows: Iterable[Sequence[Any]], table: Table) -> pd.DataFrame:
    """Return rows of a record table (canonical columns in their order) with the table's types."""
    return typed_columns(list(zip(*rows, strict=True)) or [()] * len(table.columns), table)


def typed_columns(columns: Sequence[Sequence[Any]], table: Table) -> pd.DataFrame:
    """Return columns of cells as a database holds them (the canonical ones in their order) with the table's types."""
    out: dict[str, Any] = {}
    for column, cells in zip(table.columns, columns, strict=True):
        if column.kind is Kind.DATE:
            days = pc.fill_null(pa.array(cells, type=pa.string()), "NaT").to_numpy(zero_copy_only=False)
            out[column.name] = days.astype("datetime64[s]")
        elif column.kind in {Kind.COUNT, Kind.NUMBER}:
            kind = pa.int64() if column.kind is Kind.COUNT else pa.float64()
            out[column.name] = pd.array(pa.array(cells, type=kind), dtype="Int64" if column.kind is Kind.COUNT else "Float64")
        else:
            out[column.name] = pd.array(pc.fill_null(pa.array(cells, type=pa.large_string()), ""), dtype="str")
    return pd.DataFrame(out)


def read_records(connection: sa.Connection, table: Table, ids: np.ndarray) -> pd.DataFrame:
    """Return the records of these ids with the table's types, index: record id, rising."""
    records = RECORDS[table.name]
    query = sa.select(records.c.id, *(records.c[column.name] for column in table.columns)).order_by(records.c.id)
    total = int(connection.execute(sa.select(sa.func.count()).select_from(records)).scalar_one())
    # Most often nearly all stored versions hold: one pass over the table is then faster than a million look-ups.
    wanted = None if len(ids) == total else set(ids.tolist())
    few = len(ids) < total // 10 and len(ids) < _FEW
    if few:
        query = query.where(records.c.id.in_([int(number) for number in ids]))
    parts: list[pd.DataFrame] = []
    found: list[int] = []
    cursor = connection.execute(query.execution_options(yield_per=_FETCHED))
    for partition in cursor.partitions():
        rows = partition if wanted is None or few else [row for row in partition if row[0] in wanted]
        if rows:
            numbers, *columns = zip(*rows, strict=True)
            found += numbers
            parts.append(typed_columns(columns, table))
    frame = pd.concat(parts, ignore_index=True) if parts else typed_records([], table)
    frame.index = pd.Index(found, name=RECORD_ID, dtype="int64")
    return frame


def as_corrected(one: pd.DataFrame, table: Table, values: dict[str, Any]) -> pd.DataFrame:
    """Return a row with other values (as ``plain_value`` writes them) in the table's types; None is not known."""
    kinds = {column.name: column.kind for column in table.columns}
    out = one.copy()
    for name, value in values.items():
        if kinds[name] is Kind.DATE:
            out[name] = pd.Series([pd.Timestamp(value) if value else pd.NaT], index=out.index).astype("datetime64[s]")
        elif kinds[name] in {Kind.COUNT, Kind.NUMBER}:
            out[name] = pd.array([pd.NA if value is None else value], dtype="Int64" if kinds[name] is Kind.COUNT else "Float64")
        elif kinds[name] is Kind.CODES:
            out[name] = pd.array([";".join(sorted({part.strip() for part in (value or "").split(";") if part.strip()}))], dtype="str")
        else:
            out[name] = pd.array([value or ""], dtype="str")
    return out


def plain_value(value: Any) -> Any:  # noqa: ANN401 - a cell
    """Return a cell as JSON holds it: ISO days, numbers, text; None for what is not known."""
    if value is None or value is pd.NA or value is pd.NaT or value != value or value == "":  # noqa: PLR0124 - NaN
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value.item() if hasattr(value, "item") else value


def _as_before(value: Any) -> str | None:  # noqa: ANN401 - a cell
    return None if value is None or str(value) in {"<NA>", "NaT", ""} else str(value)


def before_of(row: pd.Series, names: Iterable[str]) -> dict[str, str | None]:
    """Return what cells of a record hold before they are corrected, as a correction keeps it."""
    return {name: _as_before(row[name]) for name in names}


def _corrected(frame: pd.DataFrame, table: Table, corrections: Iterable[Event]) -> pd.DataFrame:
    """Return the records as corrected. A correction holds while its cells are what they were when it was made: a newer version of the list wins."""
    at = {key: position for position, key in enumerate(frame[table.key])}
    for event in corrections:
        payload = event.payload or {}
        if payload.get("holds") != table.name or payload["record"] not in at:
            continue
        row = frame.index[at[payload["record"]]]
        if any(_as_before(frame.loc[row, name]) != value for name, value in payload["before"].items()):
            continue
        corrected = as_corrected(frame.loc[[row]], table, payload["values"])
        for name in payload["values"]:
            frame.loc[row, name] = corrected.loc[row, name]
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


@dataclass(frozen=True, eq=False, kw_only=True)
class Effective:
    """The records of a canonical table that hold now, with its columns and types, and a digest of each (see ``tables.digests``), in the same order."""

    table: Table
    frame: pd.DataFrame
    digests: list[bytes]


def effective_of(connection: sa.Connection, table: Table, stands: Standing | None = None) -> Effective:
    """Return the records of a canonical table that hold now, in the order of their storing; incidents that were merged share their id."""
    stands = stands or standing_of(connection)
    versions = _versions(connection, table, stands)
    stored = dict(zip(versions[RECORD_ID].tolist(), versions[DIGEST].tolist(), strict=True))
    frame = read_records(connection, table, versions[RECORD_ID].to_numpy())
    before = frame.copy(deep=False)
    touched = {str((event.payload or {})["record"]) for event in stands.corrections}
    frame = _corrected(frame, table, stands.corrections) if touched else frame
    merged = merged_into(stands.merged) if table is ACCOUNTS and stands.merged else {}
    changed = frame[table.key].isin(touched) | (before["incident_id"].isin(merged) if merged else False)
    if merged:
        frame["incident_id"] = frame["incident_id"].replace(merged)
    digests = [bytes(stored[number]) for number in frame.index.tolist()]
    at = np.flatnonzero(np.asarray(changed))
    for position, digest in zip(at, content_digests(frame.iloc[at], table), strict=True):
        digests[position] = digest
    return Effective(table=table, frame=frame.reset_index(drop=True), digests=digests)


def effective(connection: sa.Connection, table: Table, stands: Standing | None = None) -> pd.DataFrame:
    """Return the frame of ``effective_of``."""
    return effective_of(connection, table, stands).frame


def fingerprint_of(found: Iterable[Effective]) -> str:
    """Return a hash of effective records, whatever their order and whatever history led to them: undoing restores it."""
    digest = hashlib.sha256()
    for one in found:
        digest.update(one.table.name.encode())
        digest.update(b"".join(sorted(one.digests)))
    return digest.hexdigest()
