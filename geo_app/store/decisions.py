"""Decisions on place texts in a workspace: events of its history, so that a whole team's maps place a text as one of them decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo_app.model.decisions import Decision
from geo_app.readers.decisions import Line, as_object, from_object
from geo_app.store.chain import EventKind, append, events, standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    import sqlalchemy as sa


def decision_lines(connection: sa.Connection) -> tuple[Line, ...]:
    """Return the lines of decisions that stand in the history, oldest first."""
    alive = standing(list(events(connection)))
    return tuple(from_object(event.payload["line"]) for event in alive if event.kind is EventKind.DECIDE and event.payload is not None)


def keep_decisions(connection: sa.Connection, lines: Sequence[Line]) -> None:
    """Add lines to the history. Call it in a writing transaction."""
    for line in lines:
        append(connection, EventKind.DECIDE, who=line.who, subject="", payload={"line": as_object(line)})


def what_of(payload: dict[str, object]) -> str:
    """Return the line of an event in a few words, for the history."""
    line = from_object(payload["line"])  # type: ignore[arg-type]
    return (
        f"“{line.text}” is {line.answer.name or ';'.join(line.answer.area_pcodes) or line.answer.kind}"
        if isinstance(line, Decision)
        else f"“{line.text}”: taken back"
    )
