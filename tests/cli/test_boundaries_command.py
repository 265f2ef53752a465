"""``geo-app boundaries`` and what its layers change in other commands, as a person in an empty folder uses them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geo_app.cli import main as cli
from geo_app.errors import ExitCode
from tests.made_layers import quarters, swapped


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in and an empty home."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("GEO_APP_HOME", str(tmp_path / "home"))
    return work


@pytest.fixture
def added(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Districts were added; what was said."""
    quarters().to_file(folder / "districts.geojson")
    assert cli.run(["boundaries", "add", "districts.geojson", "--publisher", "Made", "--version", "v1", "--licence", "CC0"]) == ExitCode.DONE
    return capsys.readouterr().out


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    """The JSON of a command that is done."""
    assert cli.run([*arguments, "--json"]) == ExitCode.DONE
    return json.loads(capsys.readouterr().out)


def test_add_says_what_was_read_and_list_what_is_in_use(added: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Level, repairs and source; the bundled governorates stay."""
    assert "Read as 56 districts by the P-codes in pcode." in added
    assert "Added 56 districts (Made, v1)." in added
    layers = answer(capsys, "boundaries", "list")["layers"]
    assert [(one["level"], one["units"], one["publisher"], one["licence"]) for one in layers] == [
        ("governorate", 15, "Natural Earth", "PDDL-1.0"),
        ("district", 56, "Made", "CC0"),
    ]
    assert layers[1]["repaired"]
    assert cli.run(["boundaries", "list"]) == ExitCode.DONE
    assert "No layer of subdistricts" in capsys.readouterr().out


def test_districts_filter_and_group(added: str, capsys: pytest.CaptureFixture[str]) -> None:
    """``--area`` takes a district in any case; ``--by district`` adds up; ``--by governorate`` is ``--by area``."""
    whole = answer(capsys, "totals", "--by", "district")
    assert sum(row["incidents"] for row in whole["rows"]) == whole["incidents"]
    top = max((row for row in whole["rows"] if row["known"] == "unit"), key=lambda row: row["incidents"])
    part = answer(capsys, "totals", "--area", top["area"].lower())
    assert part["incidents"] == top["incidents"]
    assert part["straddling"] > 0
    assert answer(capsys, "totals", "--by", "governorate")["rows"] == answer(capsys, "totals", "--by", "area")["rows"]


def test_a_choropleth_names_its_boundaries(added: str, folder: Path) -> None:
    """The SVG holds the numbers of its classes, the source of both layers, and what is beside."""
    assert cli.run(["map", "--layer", "choropleth", "--level", "district", "--out", "x.svg"]) == ExitCode.DONE
    text = (folder / "x.svg").read_text(encoding="utf-8")
    for line in ("Incidents per district", "10–29", "no record here", "known to a larger area only", "districts: Made (v1)", "Natural Earth"):
        assert line in text
    assert cli.run(["map", "--layer", "choropleth", "--level", "district", "--measure", "killed", "--out", "x.html"]) == ExitCode.DONE
    assert "no figure of deaths" in (folder / "x.html").read_text(encoding="utf-8")


def test_remove_brings_back_what_was(added: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the layer, its areas and its table are a sentence each."""
    assert cli.run(["boundaries", "remove", "district"]) == ExitCode.DONE
    for arguments in (
        ["totals", "--area", "SY0201"],
        ["totals", "--by", "district"],
        ["map", "--layer", "choropleth", "--level", "district", "--out", "x.svg"],
    ):
        assert cli.run(arguments) == ExitCode.BAD_USE
        assert "boundaries add" in capsys.readouterr().err
    assert cli.run(["boundaries", "remove", "district"]) == ExitCode.NOTHING_MATCHED


def test_a_damaged_layer_is_said_and_the_answer_given(added: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence on standard error; totals are those without the layer."""
    next((tmp_path / "home").rglob("district.parquet")).write_bytes(b"PAR1 no PAR1")
    assert cli.run(["totals", "--json"]) == ExitCode.DONE
    said = capsys.readouterr()
    assert json.loads(said.out)["incidents"] > 400
    assert said.err.count("\n") == 1
    assert "damaged" in said.err


def test_a_refused_file_changes_nothing(added: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The reason, exit code 3, and the layer that was there stays."""
    swapped(quarters()).to_file(folder / "swapped.geojson")
    assert cli.run(["boundaries", "add", "swapped.geojson"]) == ExitCode.BAD_INPUT_FILE
    assert "exchanged" in capsys.readouterr().err
    assert cli.run(["boundaries", "add", "nothing.geojson"]) == ExitCode.BAD_INPUT_FILE
    capsys.readouterr()
    assert answer(capsys, "boundaries", "list")["layers"][1]["publisher"] == "Made"
