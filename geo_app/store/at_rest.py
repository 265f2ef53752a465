"""Whether what is stored on this machine lies on an encrypted disk, as far as the system tells."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

_BLOCKS = Path("/sys/dev/block")
_DEEPEST = 6


def _is_crypt(block: Path, depth: int = 0) -> bool:
    """Return True where a block device, or one that it is made of, is a dm-crypt mapping."""
    with suppress(OSError):
        if (block / "dm" / "uuid").read_text().startswith("CRYPT-"):
            return True
    with suppress(OSError):
        return depth < _DEEPEST and any(_is_crypt(slave, depth + 1) for slave in (block / "slaves").iterdir())
    return False


def disk_is_encrypted(path: Path) -> bool | None:
    """Return True or False where the system says whether the disk under ``path`` is encrypted; None where it does not say."""
    there = next((one for one in (path, *path.parents) if one.exists()), Path("/"))
    if sys.platform == "darwin":
        with suppress(OSError, subprocess.SubprocessError):
            said = subprocess.run(["/usr/bin/fdesetup", "status"], capture_output=True, text=True, timeout=10, check=False).stdout
            return True if "FileVault is On" in said else False if "FileVault is Off" in said else None
        return None
    if not sys.platform.startswith("linux"):
        return None
    device = there.stat().st_dev
    block = _BLOCKS / f"{os.major(device)}:{os.minor(device)}"
    if not block.exists():
        return None
    return _is_crypt(block.resolve())
