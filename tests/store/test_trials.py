"""Imports that are killed, refused by the disk, or run two at a time (``make soak`` runs the full counts)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="trials fork processes, which this system cannot")


def trials(folder: Path, **counts: int) -> dict[str, dict[str, int]]:
    """Run trials in a process of their own and return what they counted."""
    asked = [f"--{name}={count}" for name, count in counts.items()]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "GEO_APP_HOME": str(folder / "home")}
    done = subprocess.run(
        [sys.executable, "tests/store/trials.py", str(folder), *asked], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, dict[str, int]] = json.loads(done.stdout)
    return found


def test_a_killed_import_is_stored_wholly_or_not_at_all(tmp_path: Path) -> None:
    """Forty kills at random instants, three in four while it writes: none lost, none half, the audit whole each time."""
    count = int(os.environ.get("GEO_APP_KILLS", "40"))
    found = trials(tmp_path, kills=count, seed=11)["kills"]
    assert found["before"] + found["after"] == count
    assert found["half"] == found["broken"] == 0
    assert found["killed"] > count / 3


def test_an_import_on_a_full_disk_stores_nothing_and_says_so(tmp_path: Path) -> None:
    """Writes that fail at random points leave the workspace as it was, and the person gets a sentence."""
    count = int(os.environ.get("GEO_APP_REFUSALS", "12"))
    found = trials(tmp_path, refusals=count, seed=12)["refusals"]
    assert found["before"] + found["after"] == count
    assert found["half"] == found["broken"] == found["died"] == 0
    assert found["refused"] > 0


def test_two_importers_at_once_are_both_stored(tmp_path: Path) -> None:
    """Writers wait for one another; no batch is lost, and the order does not matter."""
    count = int(os.environ.get("GEO_APP_PAIRS", "5"))
    found = trials(tmp_path, pairs=count, seed=13)["pairs"]
    assert found == {"both": count, "lost": 0, "broken": 0, "unlike": 0}
