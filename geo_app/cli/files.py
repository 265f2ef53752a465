"""Writing a product to disk: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from geo_app.errors import BadUseError


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
