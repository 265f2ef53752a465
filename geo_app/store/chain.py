"""The history of a workspace: rows that are only added, each holding the hash of the one before, so that none can be changed or left out unseen."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo_app.store.schema import EVENT, META

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = "head"
"""In ``META``: number and digest of the last event, so that a history cut off at its end is seen."""
START = bytes(32)
"""What the first event holds in place of a digest before it."""


class EventKind(StrEnum):
    """What can happen to a workspace."""

    IMPORT = "import"
    UNDO = "undo"
    CORRECT = "correct"
    RETRACT = "retract"
    MERGE = "merge"
    KEEP_APART = "keep_apart"
    REDACT = "redact"
    DECIDE = "decide"
    READ = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One row of the history: ``payload`` is what was done (None: redacted), ``subject`` the batch or event it is about ("" for none)."""

    seq: int
    at: str
    who: str
    kind: EventKind
    subject: str
    payload: dict[str, Any] | None


def now() -> str:
    """Return this moment in UTC, ISO 8601 to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def payload_digest(salt: bytes, payload: str) -> bytes:
    """Return the digest of a payload; with a salt that is erased with it, nobody can find it by trying."""
    return hashlib.sha256(salt + payload.encode()).digest()


def event_digest(previous: bytes, seq: int, said: tuple[str, ...], payload: bytes) -> bytes:
    """Return the digest of an event: of the digest before it, its place, its words and the digest of its payload."""
    parts = [previous.hex(), str(seq), *said, payload.hex()]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).digest()


def append(connection: sa.Connection, kind: EventKind, *, who: str, subject: str = "", payload: dict[str, Any], at: str = "") -> int:
    """Add an event at the end of the history and return its number. Call it in a writing transaction."""
    last = connection.execute(sa.select(EVENT.c.seq, EVENT.c.digest).order_by(EVENT.c.seq.desc()).limit(1)).first()
    seq, previous = (last.seq + 1, bytes(last.digest)) if last else (1, START)
    at = at or now()
    # What a terminal or an old archive hands over may hold bytes that are no text.
    who, subject = (word.encode("utf-8", "replace").decode() for word in (who, subject))
    text, salt = json.dumps(payload, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace").decode(), secrets.token_bytes(16)
    sealed = payload_digest(salt, text)
    digest = event_digest(previous, seq, (at, who, str(kind), subject), sealed)
    head = f"{seq}:{digest.hex()}"
    if not connection.execute(META.update().where(META.c.name == _HEAD).values(value=head)).rowcount:
        connection.execute(META.insert().values(name=_HEAD, value=head))
    connection.execute(
        EVENT.insert().values(
            seq=seq, at=at, who=who, kind=str(kind), subject=subject, payload=text, salt=salt, payload_digest=sealed, previous=previous, digest=digest
        )
    )
    return seq


def events(connection: sa.Connection) -> Iterator[Event]:
    """Yield the history, first event first."""
    for row in connection.execute(sa.select(EVENT).order_by(EVENT.c.seq)):
        payload = json.loads(row.payload) if row.payload is not None else None
        yield Event(seq=row.seq, at=row.at, who=row.who, kind=EventKind(row.kind), subject=row.subject, payload=payload)


def undone(history: list[Event]) -> set[int]:
    """Return the numbers of the events that are undone: an undoing that was itself undone undoes nothing."""
    dead: set[int] = set()
    for event in reversed(history):
        if event.kind is EventKind.UNDO and event.seq not in dead and event.payload is not None:
            dead.add(int(event.payload["event"]))
    return dead


def standing(history: list[Event]) -> list[Event]:
    """Return the events that are not undone and are no undoings."""
    dead = undone(history)
    return [event for event in history if event.seq not in dead and event.kind is not EventKind.UNDO]


def flaws(connection: sa.Connection) -> Iterator[str]:
    """Yield a sentence for every event that does not fit the chain; none where the history is whole."""
    previous, expected = START, 1
    erased = {seq for event in events(connection) if event.kind is EventKind.REDACT for seq in (event.payload or {}).get("events", ())}
    for row in connection.execute(sa.select(EVENT).order_by(EVENT.c.seq)):
        if row.seq != expected:
            yield f"Event {expected} is missing."
        if bytes(row.previous) != previous:
            yield f"Event {row.seq} does not follow the one before it."
        proven = row.payload is not None and row.salt is not None and payload_digest(bytes(row.salt), row.payload) == bytes(row.payload_digest)
        if not proven and not (row.salt is None and row.payload is not None and row.seq in erased):
            yield f"The content of event {row.seq} was changed."
        if event_digest(bytes(row.previous), row.seq, (row.at, row.who, row.kind, row.subject), bytes(row.payload_digest)) != bytes(row.digest):
            yield f"Event {row.seq} was changed."
        previous, expected = bytes(row.digest), row.seq + 1
    head = connection.execute(sa.select(META.c.value).where(META.c.name == _HEAD)).scalar()
    if head is not None and head != f"{expected - 1}:{previous.hex()}":
        yield f"Events after {expected - 1} are missing."
