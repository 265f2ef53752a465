"""The history of a workspace as the pages show it: batches with their state, events in words, remarks of a batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo_app.store.chain import Event, EventKind, events, undone
from geo_app.store.schema import BATCH, REMARK
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from geo_app.store.workspace import Workspace

REMARKS = ("row", "column", "value", "reason", "refused")


@dataclass(frozen=True, eq=False, kw_only=True)
class BatchLine:
    """A batch: its row of ``BATCH`` without seal and mapping, the number of its event, and the event that took it back (None: it stands)."""

    about: dict[str, Any]
    event: int
    undone_by: Event | None


@dataclass(frozen=True, eq=False, kw_only=True)
class History:
    """Batches, and what else people did (corrections, retractions, merges, two events kept apart), newest first, each with what took it back."""

    batches: tuple[BatchLine, ...]
    changes: tuple[tuple[Event, Event | None], ...]


_CHANGES = (EventKind.CORRECT, EventKind.RETRACT, EventKind.MERGE, EventKind.KEEP_APART, EventKind.REDACT, EventKind.READ)


def history_of(workspace: Workspace) -> History:
    """Return the history of a workspace."""
    shown = [column for column in BATCH.c if column.name not in {"seal", "mapping"}]
    with workspace.reading() as connection:
        found = list(events(connection))
        rows = {str(row["id"]): dict(row) for row in connection.execute(sa.select(*shown)).mappings()}
    dead = undone(found)
    takers = {int(e.payload["event"]): e for e in found if e.kind is EventKind.UNDO and e.payload is not None and e.seq not in dead}
    batches = [
        BatchLine(about=rows[event.subject], event=event.seq, undone_by=takers.get(event.seq))
        for event in found
        if event.kind is EventKind.IMPORT and event.subject in rows
    ]
    changes = [(event, takers.get(event.seq)) for event in found if event.kind in _CHANGES]
    return History(batches=tuple(reversed(batches)), changes=tuple(reversed(changes)))


def remarks_of(workspace: Workspace, batch: int) -> list[tuple[Any, ...]]:
    """Return what was said of the rows of a batch: row, column, value, reason, refused."""
    wanted = [REMARK.c[name] for name in REMARKS]
    with workspace.reading() as connection:
        return [tuple(row) for row in connection.execute(sa.select(*wanted).where(REMARK.c.batch_id == batch).order_by(REMARK.c.row, REMARK.c.id))]


def moment(at: str) -> str:
    """Return a moment of the history to the minute, in UTC."""
    return f"{at[:10]} {at[11:16]} UTC"


def in_words(event: Event, language: Language) -> str:
    """Return what an event did, in words (text of data in it: make it plain before markdown)."""
    payload = event.payload
    if payload is None:
        return say("event.redacted", language)
    why = f" ({payload['why']})" if payload.get("why") else ""
    if event.kind is EventKind.CORRECT:
        cells = "; ".join(f"{name}: {payload['before'].get(name) or '–'} → {value if value is not None else '–'}" for name, value in payload["values"].items())
        return f"{payload['record']}: {cells}{why}"
    if event.kind in {EventKind.MERGE, EventKind.KEEP_APART}:
        return " + ".join(payload["incidents"]) + why
    if event.kind is EventKind.READ:
        counts = (len(payload["accepted"]), len(payload["corrected"]), len(payload["rejected"]))
        return say("event.read.what", language, title=payload["title"], accepted=counts[0], corrected=counts[1], rejected=counts[2])
    return str(payload.get("record", "")) + why
