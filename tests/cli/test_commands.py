"""The command line as a person in an empty folder uses it: answers, files, sentences, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geo_app.cli import main as cli
from geo_app.errors import ExitCode

WINTER = ["--perpetrator", "russian_forces", "--from", "2015-09-30", "--to", "2020-03-31"]


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every command runs in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_totals_json_adds_up(capsys: pytest.CaptureFixture[str]) -> None:
    """One object: title with its hedge, three counts that add up, the toll with what has no figure, rows that sum to it."""
    assert cli.run(["totals", *WINTER, "--by", "area", "--json"]) == ExitCode.DONE
    answer = json.loads(capsys.readouterr().out)
    assert answer["mapped"] + answer["area"] + answer["unmapped"] == answer["incidents"] > 0
    assert sum(row["incidents"] for row in answer["rows"]) == answer["incidents"]
    assert sum(row["killed_at_least"] or 0 for row in answer["rows"]) == answer["killed"]["at_least"]
    assert "attributed" in answer["title"]
    assert "solely or jointly" in answer["title"]


@pytest.mark.parametrize("by", ["perpetrator", "area", "month"])
def test_totals_as_a_table(by: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every grouping prints with the coverage statement under it."""
    assert cli.run(["totals", "--by", by]) == ExitCode.DONE
    assert "not a census" in capsys.readouterr().out


KEYS = [
    "query",
    "name",
    "name_ar",
    "latitude",
    "longitude",
    "precision",
    "uncertainty_m",
    "admin1_pcode",
    "admin2_pcode",
    "admin3_pcode",
    "method",
    "score",
    "explanation",
    "candidates",
]


def test_geocode_json_has_the_promised_keys_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    """One object a line and a query, in the order asked."""
    assert cli.run(["geocode", "Deir Ez-Zour", "تدمر", "--json"]) == ExitCode.DONE
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [list(line) for line in lines] == [KEYS, KEYS]
    assert [line["name"] for line in lines] == ["Deir Ezzor", "Palmyra"]


def test_geocode_reads_a_file_with_governorates(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The column governorate is a hint of its row."""
    (empty_folder / "places.csv").write_text("query,governorate\nSaraqib,Idlib\nSaraqib,Aleppo\n", encoding="utf-8")
    assert cli.run(["geocode", "--file", "places.csv", "--json"]) == ExitCode.DONE
    precisions = [json.loads(line)["precision"] for line in capsys.readouterr().out.splitlines()]
    assert precisions == ["settlement", "governorate"]


@pytest.mark.parametrize("layer", ["heat", "points", "areas", "displacement"])
def test_map_writes_each_layer(layer: str, empty_folder: Path) -> None:
    """Each layer becomes a PNG of A4 at 300 dpi, and nothing else is left in the folder."""
    assert cli.run(["map", *WINTER, "--layer", layer, "--out", "x.png"]) == ExitCode.DONE
    data = (empty_folder / "x.png").read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (3507, 2481)
    assert [p.name for p in empty_folder.iterdir()] == ["x.png"]


@pytest.mark.parametrize("ending", ["svg", "pdf", "html"])
def test_map_writes_each_format_the_same_twice(ending: str, empty_folder: Path) -> None:
    """The same selection gives the same bytes."""
    for name in ("a", "b"):
        assert cli.run(["map", *WINTER, "--layer", "heat", "--measure", "killed", "--out", f"{name}.{ending}"]) == ExitCode.DONE
    assert (empty_folder / f"a.{ending}").read_bytes() == (empty_folder / f"b.{ending}").read_bytes()


def test_check_says_what_would_be_taken(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Good rows are counted, bad ones listed with their reason, open places shown; the exit code is 0 while anything can be read."""
    (empty_folder / "mine.csv").write_text(
        "incident_id,date_start,place_as_reported,killed_min\na,2016-05-01,Saraqib,3\nb,2016-05-40,Saraqib,3\nc,2016-05-02,Nowhere-at-all,\n", encoding="utf-8"
    )
    assert cli.run(["check", "mine.csv", "--json"]) == ExitCode.DONE
    answer = json.loads(capsys.readouterr().out)
    batch, rows = answer["batch"], answer["rows"]
    assert answer["status"] == "ok"
    assert (batch["accepted"], batch["warned"], batch["refused"]) == (2, 1, 1)
    assert (batch["mapped"], batch["area"], batch["unmapped"]) == (1, 0, 1)
    assert [(row["row"], row["status"]) for row in rows] == [(2, "accepted"), (3, "refused"), (4, "warned")]
    assert "not a day of the calendar" in rows[1]["reasons"][0]
    assert "Nowhere-at-all" in rows[2]["reasons"][0]
    assert (rows[0]["source_id"], rows[0]["date_start"], rows[0]["killed_min"], rows[0]["bound"], rows[0]["place"]) == (
        "a",
        "2016-05-01",
        3,
        "stated",
        "Saraqib",
    )


def test_check_reports_a_governorate_that_disagrees(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Coordinates in Damascus under "Aleppo" are kept, and reported."""
    (empty_folder / "mine.csv").write_text(
        "incident_id,date_start,place_as_reported,governorate_as_reported,latitude,longitude\na,2016-05-01,Aleppo,Aleppo,33.5101,36.2912\n", encoding="utf-8"
    )
    assert cli.run(["check", "mine.csv", "--json"]) == ExitCode.DONE
    [row] = json.loads(capsys.readouterr().out)["rows"]
    assert row["status"] == "warned"
    assert row["reasons"] == ["place “Aleppo”: states the governorate Aleppo and lies in Damascus: both are kept, a person decides"]


def test_doctor_finds_everything_in_place(capsys: pytest.CaptureFixture[str]) -> None:
    """Versions, files with their hashes, the map library and the P-codes."""
    assert cli.run(["doctor"]) == ExitCode.DONE
    assert "SY14 Quneitra" in capsys.readouterr().out


WRONG = {
    "nothing matched": (["totals", "--from", "2030-01-01"], ExitCode.NOTHING_MATCHED),
    "no place found": (["geocode", "Baghdad"], ExitCode.NOTHING_MATCHED),
    "an unknown party": (["totals", "--perpetrator", "martians"], ExitCode.BAD_USE),
    "a window that ends before it starts": (["totals", "--from", "2016-02-01", "--to", "2016-01-01"], ExitCode.BAD_USE),
    "a day that does not exist": (["totals", "--from", "2016-02-30"], ExitCode.BAD_USE),
    "a format nobody knows": (["map", "--out", "x.docx"], ExitCode.BAD_USE),
    "a folder that does not exist": (["map", "--out", "nowhere/x.svg"], ExitCode.BAD_USE),
    "no query": (["geocode"], ExitCode.BAD_USE),
    "a governorate nobody knows": (["geocode", "Idlib", "--governorate", "Bavaria"], ExitCode.BAD_USE),
    "a file that is not there": (["check", "nothing.csv"], ExitCode.BAD_INPUT_FILE),
    "a command nobody knows": (["dance"], ExitCode.BAD_USE),
}


@pytest.mark.parametrize("case", WRONG)
def test_errors_are_one_sentence_and_an_exit_code(case: str, capsys: pytest.CaptureFixture[str], empty_folder: Path) -> None:
    """No traceback, no path of the machine, the promised exit code, and no file left behind."""
    arguments, code = WRONG[case]
    assert cli.run(arguments) == code
    said = capsys.readouterr().err
    assert said.strip()
    assert "Traceback" not in said
    assert str(empty_folder) not in said
    assert list(empty_folder.iterdir()) == []


def test_a_defect_is_exit_code_4_and_no_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What we did wrong is said as such."""
    monkeypatch.setattr("geo_app.cli.totals_command.chosen_dataset", lambda _: 1 / 0)
    assert cli.run(["totals"]) == ExitCode.DEFECT
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_geocode_says_what_is_wrong_with_its_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A header without rows, and texts beside a file, are one sentence each with their exit code."""
    (tmp_path / "q.csv").write_text("query\n", encoding="utf-8")
    assert cli.run(["geocode", "--file", str(tmp_path / "q.csv")]) == ExitCode.BAD_INPUT_FILE
    assert "a header and no rows" in capsys.readouterr().err
    assert cli.run(["geocode", "Saraqib", "--file", str(tmp_path / "q.csv")]) == ExitCode.BAD_USE
    assert "both given" in capsys.readouterr().err


def test_geocode_reads_arabic_and_district_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One place in several columns: the other script and the district settle what the text alone leaves open."""
    rows = "query,governorate,arabic,district\nSuran,,,A'zaz\n,Idlib,سراقب,\nSalma,,سلمى,\n"
    (tmp_path / "q.csv").write_text(rows, encoding="utf-8")
    assert cli.run(["geocode", "--file", str(tmp_path / "q.csv"), "--json"]) == ExitCode.DONE
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["name"] for answer in answers] == ["Suran (Aleppo)", "Saraqib", "Salma"]
    assert answers[0]["admin2_pcode"] == "SY0204"
    assert "Both scripts name it" in answers[2]["explanation"]
