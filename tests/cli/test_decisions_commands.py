"""``geo-app review`` and ``geo-app decisions`` as a person in an empty folder uses them, with a home of its own."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from geo_app.cli import main as cli
from geo_app.dataset.load import load_bundled
from geo_app.errors import ExitCode
from geo_app.model.decisions import NO_DECISIONS

QUERIES = "query,governorate,arabic\nAl-Hamra,,\nAl-Hamra,,\nSaraqib,,\n=cmd,,\nDarayya,Damascus,\nZyxwvut,,\n"


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every command runs in an empty folder and an empty home."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("GEO_APP_HOME", str(tmp_path / "home"))
    return folder


def filled_in(folder: Path, choices: dict[str, str]) -> None:
    """Fill in the column ``choice`` of todo.csv by text."""
    with (folder / "todo.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["choice"] = choices.get(row["text"], "")
    with (folder / "filled.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def geocoded(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    """Return what ``geo-app geocode --json`` says of one text."""
    capsys.readouterr()
    cli.run(["geocode", *arguments, "--json"])
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def test_review_by_csv_from_list_to_decision_to_undo(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The list names what waits, most rows first; choices are kept, refused one by one, answer from then on, and are taken back."""
    (empty_folder / "q.csv").write_text(QUERIES, encoding="utf-8")
    assert cli.run(["review", "q.csv"]) == ExitCode.DONE
    assert "4 texts wait" in capsys.readouterr().out
    assert cli.run(["review", "q.csv", "--out", "todo.csv"]) == ExitCode.DONE
    with (empty_folder / "todo.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["text"], row["rows"], row["reason"]) for row in rows] == [
        ("Al-Hamra", "2", "ambiguous"),
        ("'=cmd", "1", "unresolved"),
        ("Zyxwvut", "1", "unresolved"),
        ("Darayya", "1", "disagreement"),
    ]
    assert rows[0]["1_place_id"]
    assert rows[0]["2_governorate"]
    filled_in(empty_folder, {"Al-Hamra": "2", "'=cmd": "nowhere", "Zyxwvut": "77", "Darayya": "stated"})
    capsys.readouterr()
    assert cli.run(["review", "--apply", "filled.csv", "--who", "Amal"]) == ExitCode.DONE
    said = capsys.readouterr().out
    assert "4 rows, 3 decisions kept, 0 stood already, 1 refused" in said
    assert "no candidate 77" in said
    assert geocoded(capsys, "al-hamra")["method"] == "decided"
    assert geocoded(capsys, "Darayya", "--governorate", "Damascus")["admin1_pcode"] == "SY01"
    assert cli.run(["review", "q.csv"]) == ExitCode.DONE
    assert "1 texts wait" in capsys.readouterr().out
    assert cli.run(["decisions", "undo", "AL-HAMRA"]) == ExitCode.DONE
    assert "The geocoder answers again" in capsys.readouterr().out
    assert geocoded(capsys, "Al-Hamra")["method"] == "ambiguous"
    assert cli.run(["decisions", "undo", "Al-Hamra"]) == ExitCode.NOTHING_MATCHED
    assert cli.run(["decisions", "undo", "Darayya", "--governorate", "Damascus"]) == ExitCode.DONE


CHOICES = {
    "a place_id": ("gn:170892", "place"),
    "coordinates": ("35.93, 36.63", "point"),
    "a P-code": ("SY07", "area"),
    "nowhere": ("nowhere", "nowhere"),
    "unknown": ("UNKNOWN", "unknown"),
}


@pytest.mark.parametrize("case", CHOICES)
def test_what_a_choice_may_be(case: str, empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A place_id, coordinates, a P-code and two words become their kind of answer."""
    choice, kind = CHOICES[case]
    (empty_folder / "t.csv").write_text(f'text,choice\nZyxwvut,"{choice}"\n', encoding="utf-8")
    assert cli.run(["review", "--apply", "t.csv", "--who", "Amal"]) == ExitCode.DONE
    capsys.readouterr()
    assert cli.run(["decisions", "list", "--json"]) == ExitCode.DONE
    kept = json.loads(capsys.readouterr().out)
    assert (kept["text"], kept["answer"], kept["who"]) == ("Zyxwvut", kind, "Amal")


def test_bad_choices_are_refused_one_by_one(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each bad row has its reason; with none good, nothing is kept."""
    rows = ["A,gn:0", 'B,"36.63, 35.93"', "C,SY77", "D,found", ' ,"SY07"']
    (empty_folder / "t.csv").write_text("text,choice\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assert cli.run(["review", "--apply", "t.csv", "--who", "Amal"]) == ExitCode.NOTHING_MATCHED
    assert "5 refused" in capsys.readouterr().out
    assert cli.run(["decisions", "list"]) == ExitCode.NOTHING_MATCHED


def test_an_accounts_file_is_reviewed_by_incidents(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Three accounts of two incidents hang on one text; a row with coordinates that disagree waits by its text and point, and is settled."""
    header = "incident_id,date_start,place_as_reported,governorate_as_reported,latitude,longitude"
    rows = ["a,2016-05-01,Al-Hamra,,,", "a,2016-05-01,Al-Hamra,,,", "b,2016-05-02,Al-Hamra,,,", "c,2016-05-02,Camp,Damascus,33.40512,36.50233"]
    (empty_folder / "own.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    assert cli.run(["review", "own.csv", "--out", "todo.csv"]) == ExitCode.DONE
    assert "2 texts wait for a decision; 3 incidents" in capsys.readouterr().out
    with (empty_folder / "todo.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = [(row["text"], row["rows"], row["incidents"]) for row in csv.DictReader(file)]
    assert listed == [("Al-Hamra", "3", "2"), ("Camp [33.40512, 36.50233]", "1", "1")]
    filled_in(empty_folder, {"Camp [33.40512, 36.50233]": "found"})
    assert cli.run(["review", "--apply", "filled.csv", "--who", "Amal"]) == ExitCode.DONE
    capsys.readouterr()
    assert cli.run(["check", "own.csv", "--json"]) == ExitCode.DONE
    preview = json.loads(capsys.readouterr().out)
    assert not any("states the governorate" in reason for row in preview["rows"] for reason in row["reasons"])
    assert ["Al-Hamra" in "".join(row["reasons"]) for row in preview["rows"]] == [True, True, True, False]


def test_export_and_import_between_two_teams(empty_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What one team exports another imports: the same file comes out there; a conflict is refused unless --replace."""
    (empty_folder / "t.csv").write_text("text,choice\nZyxwvut,SY07\n=x,nowhere\n", encoding="utf-8")
    cli.run(["review", "--apply", "t.csv", "--who", "Amal"])
    assert cli.run(["decisions", "export", "a.csv"]) == ExitCode.DONE
    monkeypatch.setenv("GEO_APP_HOME", str(empty_folder.parent / "other"))
    assert cli.run(["decisions", "import", "a.csv"]) == ExitCode.DONE
    assert cli.run(["decisions", "export", "b.csv"]) == ExitCode.DONE
    assert (empty_folder / "a.csv").read_bytes() == (empty_folder / "b.csv").read_bytes()
    (empty_folder / "c.csv").write_text("text,area_pcodes,who\nZyxwvut,SY02,Basil\n", encoding="utf-8")
    capsys.readouterr()
    assert cli.run(["decisions", "import", "c.csv"]) == ExitCode.NOTHING_MATCHED
    assert "Amal decided otherwise (SY07)" in capsys.readouterr().out
    assert cli.run(["decisions", "import", "c.csv", "--replace"]) == ExitCode.DONE
    assert geocoded(capsys, "Zyxwvut")["admin1_pcode"] == "SY02"
    assert cli.run(["decisions", "undo", "Zyxwvut"]) == ExitCode.DONE
    assert "The decision by Amal before it stands again: SY07" in capsys.readouterr().out


WRONG = {
    "review of nothing": (["review"], ExitCode.BAD_USE),
    "review and apply at once": (["review", "x.csv", "--apply", "y.csv", "--who", "A"], ExitCode.BAD_USE),
    "nobody who chose": (["review", "--apply", "bad.csv"], ExitCode.BAD_USE),
    "no list": (["review", "--apply", "bad.csv", "--who", "A"], ExitCode.BAD_INPUT_FILE),
    "no places": (["review", "bad.csv"], ExitCode.BAD_INPUT_FILE),
    "a file that is not there": (["review", "none.csv"], ExitCode.BAD_INPUT_FILE),
    "another format": (["decisions", "export", "x.xlsx"], ExitCode.BAD_USE),
    "nothing to export": (["decisions", "export", "x.csv"], ExitCode.NOTHING_MATCHED),
    "no alias file": (["decisions", "import", "bad.csv"], ExitCode.BAD_INPUT_FILE),
    "a governorate nobody knows": (["decisions", "undo", "X", "--governorate", "Bavaria"], ExitCode.BAD_USE),
}


@pytest.mark.parametrize("case", WRONG)
def test_errors_are_one_sentence_and_an_exit_code(case: str, empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No traceback, no path of the machine, nothing left behind."""
    (empty_folder / "bad.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    arguments, code = WRONG[case]
    assert cli.run(arguments) == code
    said = capsys.readouterr().err
    assert said.strip()
    assert "Traceback" not in said
    assert str(empty_folder.parent) not in said
    assert [path.name for path in empty_folder.iterdir()] == ["bad.csv"]


def test_decisions_move_the_bundled_data_and_undoing_restores_them(empty_folder: Path) -> None:
    """Another place is another fingerprint; taken back, the data are what they were."""
    before = load_bundled()
    assert before.fingerprint == load_bundled(NO_DECISIONS).fingerprint
    account = before.accounts[before.accounts["place_as_reported"] == "three towns in northern Syria"].iloc[0]
    stated = account["area_pcodes"] or account["governorate_as_reported"]
    (empty_folder / "t.csv").write_text(f"text,governorate,choice\nthree towns in northern Syria,{stated},unknown\n", encoding="utf-8")
    assert cli.run(["review", "--apply", "t.csv", "--who", "Amal"]) == ExitCode.DONE
    after = load_bundled()
    assert after.fingerprint != before.fingerprint
    assert after.places[int(after.accounts.loc[account.name, "place"])].explanation.startswith("Decided by Amal")
    assert cli.run(["decisions", "undo", "three towns in northern Syria", "--governorate", stated]) == ExitCode.DONE
    assert load_bundled().fingerprint == before.fingerprint
