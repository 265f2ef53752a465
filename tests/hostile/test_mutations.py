"""Good files broken at random: read or refused in a sentence, never a death, a file elsewhere or a word to the network (``make soak``: 10,000 a format)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.skipif(not hasattr(os, "fork"), reason="trials fork processes, which this system cannot")
def test_broken_files_are_read_or_refused(tmp_path: Path) -> None:
    """Every format, its bytes flipped, cut, doubled and replaced."""
    count = int(os.environ.get("GEO_APP_MUTATIONS", "25"))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "GEO_APP_HOME": str(tmp_path / "home")}
    command = [sys.executable, "tests/hostile/mutations.py", str(tmp_path), f"--count={count}", "--seed=5"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert found.pop("files") == {"strange": 0}
    assert set(found) == {"csv", "geojson", "xlsx", "gpkg", "parquet", "zip"}
    for name, counts in found.items():
        assert counts["broke"] == counts["network"] == 0, (name, done.stderr[-2000:])
        assert counts["read"] + counts["refused"] == count
