"""A staged list into a workspace: what it would change, storing it, and taking a batch back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo_app.errors import BadUseError
from geo_app.importing.stage import Watch, stopped
from geo_app.readers.profiles import mapping_as_object
from geo_app.readers.values.ids import key_of, read_id
from geo_app.store.chain import EventKind, append, events, standing, undone
from geo_app.store.commit import ChangedError, Committed, Difference, Incoming, commit, difference

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from geo_app.importing.stage import Staged
    from geo_app.store.chain import Event
    from geo_app.store.workspace import Workspace

_TRIES = 5


def incoming_of(staged: Staged, watch: Watch | None = None) -> Incoming:
    """Return what of a staged list is to be stored; going through its parts is watched."""
    listed, seen = staged.listed, watch or Watch()

    def parts() -> Iterator[pd.DataFrame]:
        done = 0
        for part in staged.records():
            if seen.cancelled():
                raise stopped(staged.file)
            yield part
            done += len(part)
            seen.progress("storing", done / max(len(staged.accepted), 1))

    return Incoming(
        table=staged.table,
        dataset=listed.mapping.dataset,
        reader=listed.reader,
        reader_version=listed.version,
        mapping=mapping_as_object(listed.mapping),
        file=staged.file,
        sha256=staged.sha256,
        size=staged.size,
        rows=len(staged.rows),
        accepted=len(staged.accepted),
        warned=len(staged.warned),
        refused=len(staged.refused),
        complete=listed.mapping.complete,
        remarks=staged.findings,
        refused_keys=_refused_keys(staged),
        parts=parts,
    )


def _refused_keys(staged: Staged) -> frozenset[str]:
    """Return the keys that refused rows have or would have."""
    ids = {read_id(str(one)) for one in staged.ids[np.isin(staged.rows, staged.refused)]} - {""}
    dataset = staged.listed.mapping.dataset
    return frozenset({*ids, *(f"{dataset}:{key_of(one)}" for one in ids)})


def compared(workspace: Workspace, staged: Staged) -> Difference:
    """Return what a staged list would change in the workspace as it is now."""
    with workspace.reading() as connection:
        return difference(connection, incoming_of(staged))


def store(workspace: Workspace, staged: Staged, *, who: str, expected: Difference | None = None, watch: Watch | None = None) -> Committed:
    """Store a staged list: all of it, or nothing.

    Args:
        workspace: where.
        staged: what.
        who: who does it.
        expected: the difference that the person saw and agreed to; None: whatever it is now.
        watch: see ``stage.Watch``; a storing that is stopped leaves nothing.

    Raises:
        BadFileError: it was stopped.
        BadUseError: the workspace has changed since the person looked, or cannot be written to.
    """
    if not len(staged.accepted):
        raise BadUseError(f"Nothing of {staged.file} can be stored.", remedy="See why each row was refused.")
    incoming = incoming_of(staged, watch)
    try:
        with workspace.writing() as connection:
            return commit(connection, incoming, who=who, expected=expected)
    except ChangedError as error:
        raise BadUseError("The workspace has changed since you looked.", remedy="Look at what the file changes once more, then store it.") from error


def undo(workspace: Workspace, number: int, *, who: str, why: str = "", of_event: bool = False) -> Event:
    """Take back a batch (or, with ``of_event``, an event of the history) and return the event that is undone.

    Raises:
        BadUseError: there is no such batch or event, or it is undone already.
    """
    with workspace.writing() as connection:
        history = list(events(connection))
        dead = undone(history)
        what = "event" if of_event else "batch"
        wanted = (
            [event for event in history if event.seq == number]
            if of_event
            else [event for event in history if event.kind is EventKind.IMPORT and event.subject == str(number)]
        )
        if not wanted or wanted[0].kind is EventKind.REDACT:
            raise BadUseError(f"There is no {what} {number} that can be undone.", remedy="See them with geo-app history.")
        if wanted[0].seq in dead:
            raise BadUseError(f"The {what} {number} is undone already.", remedy="Nothing is left to do.")
        append(connection, EventKind.UNDO, who=who, subject=str(number), payload={"event": wanted[0].seq, "why": why})
        return wanted[0]


def standing_events(workspace: Workspace) -> list[Event]:
    """Return the events that stand."""
    with workspace.reading() as connection:
        return standing(list(events(connection)))
