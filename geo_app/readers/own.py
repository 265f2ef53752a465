"""The folders of the person at this machine, what they added or decided; and writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import platformdirs

from geo_app.errors import BadUseError

HOME = "GEO_APP_HOME"
"""An environment variable: the one folder that holds everything of a person's own, instead of the system's usual places."""


def _root(usual: Path, name: str) -> Path:
    chosen = os.environ.get(HOME, "").strip()
    return Path(chosen) / name if chosen else usual


def data_folder(name: str) -> Path:
    """Return the folder for ``name`` (gazetteers, boundaries, decisions) in the person's data folder; it may not exist yet."""
    return _root(platformdirs.user_data_path("geo_app", appauthor=False), "data") / name


def cache_folder(name: str) -> Path:
    """Return the folder for what can be made anew at any time; it may not exist yet."""
    return _root(platformdirs.user_cache_path("geo_app", appauthor=False), "cache") / name


def made(folder: Path) -> Path:
    """Return ``folder``, made where it is missing.

    Raises:
        BadUseError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadUseError("The folder for your own data cannot be written to.", remedy=f"Set {HOME} to a folder that you may write to.") from error
    return folder


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` by way of a temporary file beside it, so that a half-written product never stands there.

    Raises:
        BadUseError: the folder does not exist or may not be written to.
    """
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:40]}.", delete=False) as file:
            temporary = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise BadUseError(f"{path.name} cannot be written there.", remedy="Choose a folder that exists and that you may write to.") from error
