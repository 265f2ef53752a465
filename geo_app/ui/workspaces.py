"""Which workspace the app is about: the one of the environment, else the person's own; and what of it stands."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo_app.dataset.workspace import revision_of as last_event
from geo_app.errors import BadUseError
from geo_app.store.chain import EventKind, standing
from geo_app.store.effective import Standing, standing_of
from geo_app.store.workspace import VARIABLE, default_path

if TYPE_CHECKING:
    from geo_app.store.workspace import Workspace

_CONTENT = (EventKind.IMPORT, EventKind.CORRECT, EventKind.RETRACT, EventKind.REDACT)


def is_named() -> bool:
    """Return True where the environment names the workspace: then nothing else stands in for it."""
    return bool(os.environ.get(VARIABLE, "").strip())


def address() -> str:
    """Return the address of the workspace in use; it may not exist yet."""
    return os.environ.get(VARIABLE, "").strip() or str(default_path())


def revision_of(workspace: Workspace) -> tuple[str, str]:
    """Return which workspace it is and the digest of its last event ("" where nothing has happened): one cheap question.

    Raises:
        BadUseError: it cannot be reached.
    """
    try:
        return last_event(workspace)
    except sa.exc.DatabaseError as error:
        raise BadUseError(f"{workspace.name} cannot be read.", remedy="Check that its file or server is still there, then reload the page.") from error


def standing_now(workspace: Workspace) -> tuple[Standing, tuple[int, ...]]:
    """Return what stands without any merge, and the numbers of the events that decide which records there are."""
    with workspace.reading() as connection:
        stands = standing_of(connection)
    alive = standing(list(stands.history))
    return replace(stands, merged=()), tuple(event.seq for event in alive if event.kind in _CONTENT)
