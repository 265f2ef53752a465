"""Forgetting a person's words in a workspace, its snapshots and the backups it knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo_app.errors import GeoAppError
from geo_app.store.backup import known_backups
from geo_app.store.redact import purge, redact
from geo_app.store.snapshot import drop_snapshots
from geo_app.store.workspace import open_workspace, workspace_id

if TYPE_CHECKING:
    from geo_app.store.redact import Redacted
    from geo_app.store.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What a redaction reached, in sentences; ``any``: whether it found the words."""

    any: bool
    lines: tuple[str, ...]


def _in(workspace: Workspace, words: str, who: str, why: str) -> tuple[Redacted, bool]:
    with workspace.writing() as connection:
        reached = redact(connection, words, who=who, why=why)
    return reached, purge(workspace.engine)


def forget(workspace: Workspace, words: str, *, who: str, why: str) -> Forgotten:
    """Erase ``words`` everywhere that the workspace reaches; a backup that cannot be opened is named.

    Raises:
        BadUseError: the words are too short, or the workspace cannot be written to.
    """
    with workspace.reading() as connection:
        backups, name = known_backups(connection), workspace_id(connection)
    drop_snapshots(name)
    reached, clean = _in(workspace, words, who, why)
    drop_snapshots(name)
    lines = [f"{workspace.name}: {reached.records} records, {reached.remarks} remarks, {reached.events} events."]
    if not clean:
        lines.append("Somebody has it open, so that its log still holds the words: close it on the other desks and run this once more.")
    found = reached.any
    for path in backups:
        if not path.is_file():
            lines.append(f"The backup {path.name} is no longer where it was made: erase the words in it yourself if it still exists.")
            continue
        try:
            copy = open_workspace(path, create=False)
            try:
                with copy.reading() as connection:
                    same = workspace_id(connection) == name
                if not same:
                    lines.append(f"The backup {path.name} is another workspace by now and was left alone.")
                    continue
                there, _ = _in(copy, words, who, why)
            finally:
                copy.close()
        except GeoAppError as error:
            lines.append(f"The backup {path.name} could not be reached: {error}")
            continue
        found = found or there.any
        lines.append(f"The backup {path.name}: {there.records} records, {there.remarks} remarks, {there.events} events.")
    return Forgotten(any=found, lines=tuple(lines))
