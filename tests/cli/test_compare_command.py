"""``geo-app compare`` as a person in an empty folder uses it."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo_app.cli import main as cli
from geo_app.errors import ExitCode

TWO = ["compare", "--perpetrator", "russian_forces", "--perpetrator", "isis"]


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every command runs in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_picture_and_its_figures(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The file is written, and what it says is printed: figures with bound and window, windows that differ, sources."""
    assert cli.run([*TWO, "--to", "2016-07-31", "--out", "two.svg"]) == ExitCode.DONE
    said = capsys.readouterr().out
    assert "at least 2,704 (30 Sept 2015 – 31 Jul 2016)" in said
    assert "windows differ: 10 months against 40" in said
    assert "sizes of parties must not be compared" in said
    picture = (tmp_path / "two.svg").read_text(encoding="utf-8")
    for text in ("2,704", "2,686", "at least", "windows differ: 10 months against 40", "[1]", "fingerprint", "do not imply endorsement", "Boundaries:"):
        assert text in picture


def test_the_same_command_gives_the_same_bytes(tmp_path: Path) -> None:
    """Twice the same picture."""
    for name in ("a.pdf", "b.pdf"):
        assert cli.run([*TWO, "--single", "--language", "ar", "--out", name]) == ExitCode.DONE
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([*TWO, "--out", "x.html"], "does not say a format"),
        ([*TWO[:3], "--out", "x.png"], "cannot stand side by side"),
        ([*TWO, "--origin", "nobody", "--out", "x.png"], "Use one of snhr"),
        ([*TWO, "--from", "2020-01-01", "--to", "2019-01-01", "--out", "x.png"], "--to lies before --from"),
    ],
)
def test_mistakes_are_sentences(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What is wrong, what to do, exit code 2, and no file."""
    assert cli.run(arguments) == ExitCode.BAD_USE
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_nothing_published_is_exit_code_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Parties that no total names: a sentence with a remedy, no picture of zeros."""
    assert cli.run(["compare", "--perpetrator", "israeli_forces", "--perpetrator", "transitional_authorities", "--out", "x.png"]) == ExitCode.NOTHING_MATCHED
    assert "No published total" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
