"""What a revision of a workspace was computed into, kept beside the person's caches: disposable, keyed by the workspace and the revision."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from geo_app.readers.own import cache_folder

if TYPE_CHECKING:
    from pathlib import Path


def snapshot_folder(workspace: str) -> Path:
    """Return the folder of the snapshots of a workspace (by its id); it may not exist."""
    return cache_folder("snapshots") / workspace


def drop_snapshots(workspace: str) -> None:
    """Remove all snapshots of a workspace."""
    shutil.rmtree(snapshot_folder(workspace), ignore_errors=True)
