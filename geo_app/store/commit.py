"""Staged records → one batch in a workspace, in one transaction: what is new or changed is added, what is identical is seen again, nothing is replaced."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import sqlalchemy as sa

from geo_app.store.chain import EventKind, append, now
from geo_app.store.effective import BATCH_ID, DIGEST, RECORD_ID, current_digests, read_records, standing_of
from geo_app.store.schema import BATCH, RECORDS, REMARK, SIGHTINGS, WITHDRAWAL
from geo_app.store.workspace import insert_many
from geo_app.tables.columns import Kind
from geo_app.vocabulary import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geo_app.tables.columns import Table

SALT = 16
_FAR_DAYS = 31
_WHERE = (
    "place_as_reported",
    "place_ar",
    "area_as_reported",
    "origin_as_reported",
    "destination_as_reported",
    "governorate_as_reported",
    "district_as_reported",
    "latitude",
)
"""What says where a record of any table was, the most particular first."""
"""Days apart from which on an id that also names another place is taken for another record's."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Incoming:
    """What is to be stored: records of one canonical table in parts, and what is known of their file (see ``BATCH``).

    ``refused_keys``: keys of refused rows: the file still holds these records, however badly.
    ``parts`` can be called several times; each part has the table's columns and ``content_digest``, ``source_id``, ``source_row``.
    """

    table: Table
    dataset: str
    reader: str
    reader_version: str
    mapping: dict[str, Any]
    file: str
    sha256: str
    size: int
    rows: int
    accepted: int
    warned: int
    refused: int
    complete: bool
    remarks: pd.DataFrame
    refused_keys: frozenset[str]
    parts: Callable[[], Iterable[pd.DataFrame]]


@dataclass(frozen=True, eq=False, kw_only=True)
class Difference:
    """What a file changes against what is stored.

    Attributes:
        new: how many of its records are not stored.
        known: of the records that are, what becomes of each, by key.
        record_ids: key → the stored record that holds.
        moved: (key, column, stored, in the file) of changed records, at most some thousand.
        missing: keys that the workspace holds of the data set and the file does not; a complete file withdraws them.
        retracted: keys of the file that were retracted in the workspace: they stay so.
        overtaken: keys whose corrected cells the file changes: their corrections no longer hold.
    """

    new: int
    known: dict[str, Change]
    record_ids: dict[str, int]
    moved: tuple[tuple[str, str, str, str], ...]
    missing: tuple[str, ...]
    retracted: tuple[str, ...] = ()
    overtaken: tuple[str, ...] = ()

    def count(self, change: Change) -> int:
        """Return how many records of the file change so."""
        return self.new if change is Change.NEW else sum(one is change for one in self.known.values())

    def is_as(self, other: Difference) -> bool:
        """Return True where both say the same of every record."""
        return (self.new, self.known, self.record_ids, self.missing) == (other.new, other.known, other.record_ids, other.missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """The batch that was stored, or the one that holds the very same file already (``again``)."""

    batch: int
    new: int
    changed: int
    identical: int
    conflicting: int
    withdrawn: int
    again: bool = False


_MOST_MOVED = 2_000


def difference(connection: sa.Connection, incoming: Incoming) -> Difference:
    """Return what ``incoming`` would change in the workspace as it is now."""
    table = incoming.table
    stands = standing_of(connection)
    held = current_digests(connection, table, stands)
    mine = held["dataset"] == incoming.dataset
    others = set(held.loc[~mine, "key"])
    held = held[mine]
    stored = dict(zip(held["key"], zip(held[DIGEST], held[RECORD_ID], strict=True), strict=True))
    known: dict[str, Change] = {}
    new = 0
    for part in incoming.parts():
        if not stored and not others:
            new += len(part)
            continue
        for key, digest in zip(part[table.key], part[DIGEST], strict=True):
            before = stored.get(key)
            if key in others:
                known[key] = Change.CONFLICTING
            elif before is None:
                new += 1
            else:
                known[key] = Change.IDENTICAL if bytes(before[0]) == digest else Change.CHANGED
    record_ids = {key: int(stored[key][1]) for key in known if key in stored}
    moved: list[tuple[str, str, str, str]] = []
    if any(one is Change.CHANGED for one in known.values()):
        moved = _compare(connection, incoming, known, record_ids)
    missing = tuple(sorted(key for key in stored if key not in known and key not in incoming.refused_keys))
    cells = {(key, column) for key, column, _, _ in moved}
    corrected = [event.payload or {} for event in stands.corrections]
    overtaken = {said["record"] for said in corrected if said["holds"] == table.name and any((said["record"], name) in cells for name in said["values"])}
    return Difference(
        new=new,
        known=known,
        record_ids=record_ids,
        moved=tuple(moved[:_MOST_MOVED]),
        missing=missing,
        retracted=tuple(sorted(stands.retracted & known.keys())),
        overtaken=tuple(sorted(overtaken)),
    )


def _compare(connection: sa.Connection, incoming: Incoming, change: dict[str, Change], record_ids: dict[str, int]) -> list[tuple[str, str, str, str]]:
    """Return what changes in the changed records, and mark as conflicting those that are another record with the same id."""
    table = incoming.table
    changed = {key for key, one in change.items() if one is Change.CHANGED}
    before = read_records(connection, table, np.array([record_ids[key] for key in changed])).set_index(table.key, drop=False)
    moved: list[tuple[str, str, str, str]] = []
    for part in incoming.parts():
        mine = part[part[table.key].isin(changed)].set_index(table.key, drop=False)
        for key in mine.index:
            old, new = before.loc[key], mine.loc[key]
            if _is_other(old, new):
                change[key] = Change.CONFLICTING
                continue
            for column in table.names:
                was, now_ = _shown(old[column]), _shown(new[column])
                if was != now_:
                    moved.append((key, column, was, now_))
    return moved


def _is_other(old: pd.Series, new: pd.Series) -> bool:
    """True where two versions are of another time and of another place: an id that two lists use, not a correction."""
    first, last = ("date_start", "date_end") if "date_start" in old.index else ("window_start_resolved", "window_end_resolved")
    apart = (new[first] - old[last]).days > _FAR_DAYS or (old[first] - new[last]).days > _FAR_DAYS
    wheres = [tuple(_shown(one[name]).casefold().strip() for name in _WHERE if name in one.index) for one in (old, new)]
    named = [next((word for word in where if word), "") for where in wheres]
    return bool(apart and named[0] != named[1])


def _shown(value: Any) -> str:  # noqa: ANN401 - a cell
    if value is pd.NA or value is None or value is pd.NaT or value != value:  # noqa: PLR0124 - NaN
        return ""
    return str(value.date()) if isinstance(value, pd.Timestamp) else str(value)


def same_file(connection: sa.Connection, incoming: Incoming) -> int | None:
    """Return the batch that stands and holds the very same bytes, read in the same way; None where there is none."""
    rows = connection.execute(sa.select(BATCH.c.id, BATCH.c.mapping, BATCH.c.reader_version).where(BATCH.c.sha256 == incoming.sha256)).all()
    stands = standing_of(connection).batches if rows else frozenset()
    mapping = _as_json(incoming.mapping)
    return next((row.id for row in rows if row.id in stands and row.mapping == mapping and row.reader_version == incoming.reader_version), None)


def _as_json(mapping: dict[str, Any]) -> str:
    return json.dumps(mapping, ensure_ascii=False, sort_keys=True)


def seal_of(salt: bytes, key: str, content: bytes) -> bytes:
    """Return the seal of a record: it proves key and content while the salt is there, and tells nothing of them when it is gone."""
    return hashlib.blake2b(salt + content + key.encode(), digest_size=16).digest()


def _cells(part: pd.DataFrame, table: Table) -> list[list[Any]]:
    """Return the canonical columns of a part as lists of what a database holds: ISO days, numbers, text; None for what is not known."""
    return [_of_column(part[column.name], column.kind) for column in table.columns]


def _of_column(cells: pd.Series, kind: Kind) -> list[Any]:
    if kind in {Kind.DATE, Kind.COUNT, Kind.NUMBER}:
        if not cells.notna().any():
            return [None] * len(cells)
        # Few distinct values: each is turned into a Python object once.
        codes, uniques = pd.factorize(cells)
        made = [str(value)[:10] if kind is Kind.DATE else int(value) if kind is Kind.COUNT else float(value) for value in uniques]
        return [None if code < 0 else made[code] for code in codes.tolist()]
    return [cell or None for cell in cells.tolist()]


_HEAD = ("id", "batch_id", "source_row", "source_id", DIGEST, "salt", "seal")


def _rows(incoming: Incoming, left: set[str], batch: int, first: int, seals: hashlib.blake2b) -> Iterator[tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]]:
    """Yield names and rows of each part to add (all records but those of the keys in ``left``), numbered from ``first``; their seals go into ``seals``.

    Columns that are empty throughout a part are left out of it: the database fills them with null.
    """
    table, at = incoming.table, first
    for whole in incoming.parts():
        part = whole[~whole[table.key].isin(left)] if left else whole
        if not len(part):
            continue
        columns = {name: cells for name, cells in zip(table.names, _cells(part, table), strict=True) if any(cell is not None for cell in cells)}
        salts = secrets.token_bytes(SALT * len(part))
        digests = part[DIGEST].tolist()
        sealed = [seal_of(salts[SALT * n : SALT * (n + 1)], key, digest) for n, (key, digest) in enumerate(zip(part[table.key], digests, strict=True))]
        seals.update(b"".join(sealed))
        head = (
            range(at, at + len(part)),
            repeat(batch),
            part["source_row"].tolist(),
            [source or None for source in part["source_id"].tolist()],
            digests,
            (salts[SALT * n : SALT * (n + 1)] for n in range(len(part))),
            sealed,
        )
        at += len(part)
        yield (*_HEAD, *columns), zip(*head, *columns.values())  # noqa: B905 - the batch number repeats without end


def _next(connection: sa.Connection, column: sa.Column[Any]) -> int:
    return int(connection.execute(sa.select(sa.func.max(column))).scalar() or 0) + 1


def commit(connection: sa.Connection, incoming: Incoming, *, who: str, expected: Difference | None = None) -> Committed:
    """Store a batch within the transaction of ``connection`` (see ``Workspace.writing``).

    The difference is taken anew, because another import may have come in between; ``expected`` is what the person agreed to: where the two differ in
    anything but the order, ``ChangedError`` is raised and nothing is stored.

    Raises:
        ChangedError: the workspace is no longer what was previewed.
    """
    found = difference(connection, incoming)
    again = same_file(connection, incoming)
    if again is not None and not found.new and not found.count(Change.CHANGED):
        return Committed(batch=again, new=0, changed=0, identical=incoming.accepted, conflicting=0, withdrawn=0, again=True)
    if expected is not None and not found.is_as(expected):
        raise ChangedError
    batch, first = _next(connection, BATCH.c.id), _next(connection, RECORDS[incoming.table.name].c.id)
    kinds = [found.count(change) for change in (Change.NEW, Change.CHANGED, Change.IDENTICAL, Change.CONFLICTING)]
    left = {key for key, change in found.known.items() if change is not Change.CHANGED}
    withdrawn = found.missing if incoming.complete else ()
    at, seals = now(), hashlib.blake2b(digest_size=32)
    about = {
        **{
            name: getattr(incoming, name) for name in ("dataset", "reader", "reader_version", "file", "sha256", "size", "rows", "accepted", "warned", "refused")
        },
        **dict(zip(("new", "changed", "identical", "conflicting"), kinds, strict=True)),
    }
    placeholder = {
        "id": batch,
        "holds": incoming.table.name,
        "mapping": _as_json(incoming.mapping),
        "at": at,
        "who": who,
        "withdrawn": len(withdrawn),
        "seal": b"",
    }
    connection.execute(BATCH.insert().values(**about, **placeholder))
    for names, rows in _rows(incoming, left, batch, first, seals):
        insert_many(connection, RECORDS[incoming.table.name], names, rows)
    seen = [(batch, found.record_ids[key]) for key, change in found.known.items() if change is Change.IDENTICAL]
    insert_many(connection, SIGHTINGS[incoming.table.name], (BATCH_ID, RECORD_ID), seen)
    insert_many(connection, WITHDRAWAL, (BATCH_ID, "holds", "key"), [(batch, incoming.table.name, key) for key in withdrawn])
    _remarks(connection, batch, incoming, found)
    seal = seals.digest()
    connection.execute(BATCH.update().where(BATCH.c.id == batch).values(seal=seal))
    payload = {**about, "batch": batch, "holds": incoming.table.name, "withdrawn": len(withdrawn), "seal": seal.hex()}
    append(connection, EventKind.IMPORT, who=who, subject=str(batch), payload=payload, at=at)
    return Committed(batch=batch, new=kinds[0], changed=kinds[1], identical=kinds[2], conflicting=kinds[3], withdrawn=len(withdrawn))


def _remarks(connection: sa.Connection, batch: int, incoming: Incoming, found: Difference) -> None:
    first = _next(connection, REMARK.c.id)
    said = incoming.remarks
    columns = [said[name].tolist() for name in ("row", "column", "value", "reason", "refused")]
    rows = [
        (first + at, batch, int(row), column, value, reason, bool(refused))
        for at, (row, column, value, reason, refused) in enumerate(zip(*columns, strict=True))
    ]
    reason = "has the id of another record that is stored: another list? Give it a data set of its own"
    others = [key for key, change in found.known.items() if change is Change.CONFLICTING]
    rows += [(first + len(rows) + at, batch, 0, incoming.table.key, key[:80], reason, True) for at, key in enumerate(others)]
    insert_many(connection, REMARK, ("id", BATCH_ID, "row", "column", "value", "reason", "refused"), rows)


class ChangedError(Exception):
    """The workspace is no longer what was previewed: somebody else stored or undid something in between."""
