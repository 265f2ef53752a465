"""What people decided place texts to be, on this machine and in a workspace, as one; and keeping a decision where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo_app.locating.decided import DecidedGeocoder, load_decided_geocoder
from geo_app.locating.standing import fold
from geo_app.readers.decisions import append_lines, decisions_path, read_lines
from geo_app.store.decisions import decision_lines, keep_decisions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo_app.model.decisions import Decisions
    from geo_app.readers.decisions import Line
    from geo_app.store.workspace import Workspace


def decisions_known(workspace: Workspace | None) -> Decisions:
    """Return the decisions that stand: those of the person at this machine and, before them where both decide a text, those of the workspace.

    Raises:
        BadUseError: the person's own are there and may not be read.
    """
    own = read_lines(decisions_path()).lines
    if workspace is None:
        return fold(own)
    with workspace.reading() as connection:
        shared = decision_lines(connection)
    # A team's answer wins over one person's, whenever each was given: the same map on every desk.
    return fold((*own, *shared))


def geocoder_for(workspace: Workspace | None) -> DecidedGeocoder:
    """Return the geocoder with all decisions that are known before it."""
    return load_decided_geocoder(decisions_known(workspace))


def keep(workspace: Workspace | None, lines: Sequence[Line]) -> None:
    """Keep decisions or undoings: in the history of the workspace, else in the file of the person at this machine.

    Raises:
        BadUseError: they cannot be kept.
    """
    if workspace is None:
        append_lines(decisions_path(), lines)
        return
    with workspace.writing() as connection:
        keep_decisions(connection, lines)
