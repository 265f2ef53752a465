"""The wheel carries everything: it answers without the checkout beside it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def test_a_wheel_answers_without_the_checkout(tmp_path: Path) -> None:
    """Built, unpacked elsewhere and run from there, it finds its data, its drawing code and its entry script."""
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "there")
    code = (
        "import geo_app, pathlib, sys; assert pathlib.Path(geo_app.__file__ or list(geo_app.__path__)[0]).is_relative_to(sys.argv[1]);"
        "from geo_app.ui.server import entry_script; assert entry_script().is_relative_to(sys.argv[1]);"
        "from geo_app.render.webmap.assets import script, style_sheet; assert script() and style_sheet();"
        "from geo_app.cli.main import run; sys.exit(run(['totals']))"
    )
    there = str(tmp_path / "there")
    ran = subprocess.run([sys.executable, "-c", code, there], cwd=there, env={"PYTHONPATH": there, "PATH": ""}, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "not a census" in ran.stdout
