"""The house stands as drawn: layers, budgets, style, types, and documents in step with the code."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from geo_app.render.phrases import word_for
from geo_app.vocabulary import Attribution, DisplacementKind, EventType, GeocodeMethod, OpenReason, Perpetrator, Precision, Strength, Target, VictimClass
from geo_app.words.catalogue import keys, say

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "geo_app"
MODULES = sorted(p for p in PACKAGE.rglob("*.py"))
MODULE_LINES, FUNCTION_LINES, ENTRY_LINES = 400, 60, 15


def test_imports_go_down_only() -> None:
    """All import-linter contracts hold."""
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None) == EXIT_STATUS_SUCCESS


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_budgets(path: Path) -> None:
    """No module beyond 400 lines, no function beyond 60; ``__init__`` files are empty."""
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MODULE_LINES
    if path.name == "__init__.py":
        assert text == ""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < FUNCTION_LINES, f"{node.name} is too long"


def test_the_entry_script_is_short() -> None:
    """``streamlit_app.py`` only starts the app."""
    assert len((ROOT / "streamlit_app.py").read_text(encoding="utf-8").splitlines()) <= ENTRY_LINES


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a tool of this environment at the root."""
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)


def test_ruff() -> None:
    """Style and formatting."""
    checked = run("ruff", "check", "--no-cache", ".")
    assert checked.returncode == 0, checked.stdout
    formatted = run("ruff", "format", "--no-cache", "--check", ".")
    assert formatted.returncode == 0, formatted.stdout


def test_mypy() -> None:
    """Types, strictly."""
    checked = run("mypy")
    assert checked.returncode == 0, checked.stdout


def test_architecture_names_every_module() -> None:
    """ARCHITECTURE.md lists exactly the modules there are."""
    listed = set(re.findall(r"^- `geo_app/([\w/]+\.py)`", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"), flags=re.MULTILINE))
    there = {str(p.relative_to(PACKAGE)) for p in MODULES if p.name != "__init__.py"}
    assert listed == there


def test_schema_document_is_generated() -> None:
    """docs/schema.md is what ``scripts/build_docs.py`` writes."""
    checked = subprocess.run([sys.executable, "scripts/build_docs.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_every_code_has_words() -> None:
    """Each code of each vocabulary has its label, in both languages."""
    for code in [*Perpetrator, *Attribution, *Strength, *VictimClass, *DisplacementKind]:
        assert say(str(code)) != say(str(code), "ar")
    for key in [*map(str, OpenReason), f"method.{GeocodeMethod.DECIDED}"]:
        assert say(key) != say(key, "ar")
    for kind, codes in (("event", EventType), ("target", Target), ("precision", Precision)):
        for code in codes:
            assert word_for(kind, str(code)) != word_for(kind, str(code), "ar")


def test_every_word_that_is_asked_for_is_in_the_catalogue() -> None:
    """No key in the code is missing from the catalogue."""
    asked = set()
    for path in MODULES:
        asked |= set(re.findall(r"\bsay\(\s*\"([\w.]+)\"", path.read_text(encoding="utf-8")))
    assert asked <= set(keys())


def test_requirements_are_hashed_and_name_no_index() -> None:
    """Every pinned requirement has hashes, and no file names a registry."""
    for name in ("app.txt", "dev.txt", "build.txt"):
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        pins = re.findall(r"^[A-Za-z0-9][\w.-]*==\S+", text, flags=re.MULTILINE)
        blocks = re.split(r"^(?=[A-Za-z0-9][\w.-]*==)", text, flags=re.MULTILINE)[1:]
        assert pins
        assert all("--hash=sha256:" in block for block in blocks)
        assert not re.search(r"https?://|--index-url|--extra-index-url|--find-links|file:", text)


@pytest.mark.parametrize("word", ["/wor" + "k/", "fa" + "rm-", "pypi" + ".org", "registry." + "npmjs"])
def test_nothing_committed_names_this_machine_or_a_registry(word: str) -> None:
    """No path of a machine and no registry host stands in any committed file."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        if name and path.is_file() and path.stat().st_size < 2_000_000:
            assert word.encode() not in path.read_bytes(), name
