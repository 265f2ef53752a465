"""The commands of a workspace, as a documenter types them in an empty folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from geo_app.cli import main as cli
from geo_app.errors import ExitCode

LIST = "id,date,governorate,town,perpetrator,killed\nA1,2016-03-15,Aleppo,Aleppo,Russian forces,12\nA2,2016-04-01,Idlib,Idlib,ISIS,at least 5\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, an empty home, no workspace named."""
    monkeypatch.setenv("GEO_APP_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("GEO_APP_WORKSPACE", raising=False)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    Path("list.csv").write_text(LIST, encoding="utf-8")
    return tmp_path / "work"


def answer(capsys: pytest.CaptureFixture[str], *command: str, code: int = ExitCode.DONE) -> Any:
    """Run a command with ``--json`` and return its object."""
    assert cli.run([*command, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_import_look_undo(capsys: pytest.CaptureFixture[str]) -> None:
    """What is imported is what the other commands are about from then on, until it is taken back."""
    dry = answer(capsys, "import", "list.csv", "--dry-run")
    assert (dry["status"], dry["batch"]["changes"]["new"], dry["batch"]["batch"]) == ("ok", 2, None)
    done = answer(capsys, "import", "list.csv")
    assert done["batch"]["batch"] == 1
    assert [row["status"] for row in done["rows"]] == ["accepted", "warned"]
    totals = answer(capsys, "totals")
    assert totals["killed"]["at_least"] == 17
    again = answer(capsys, "import", "list.csv")
    assert again["batch"]["committed"]["again"] is True
    assert cli.run(["undo", "1", "--why", "a trial"]) == ExitCode.DONE
    capsys.readouterr()
    assert cli.run(["totals"]) == ExitCode.NOTHING_MATCHED
    assert "holds no record" in capsys.readouterr().err
    found = answer(capsys, "history")
    assert [(e["kind"], e["undone"]) for e in found["events"]] == [("import", True), ("undo", False)]
    assert answer(capsys, "audit")["whole"] is True
    bundled = answer(capsys, "totals", "--workspace", "bundled")
    assert bundled["killed"]["at_least"] > 1000


def test_a_workspace_is_named_by_an_option_or_the_environment(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workspaces know nothing of one another."""
    answer(capsys, "import", "list.csv", "--workspace", "team.sqlite")
    assert answer(capsys, "totals", "--workspace", "team.sqlite")["killed"]["at_least"] == 17
    monkeypatch.setenv("GEO_APP_WORKSPACE", "team.sqlite")
    assert answer(capsys, "totals")["killed"]["at_least"] == 17
    assert cli.run(["history", "--workspace", "nowhere.sqlite"]) == ExitCode.BAD_USE
    assert "There is no workspace nowhere.sqlite." in capsys.readouterr().err


def test_every_command_takes_a_workspace() -> None:
    """No command refuses ``--workspace``, not even those that open none."""

    def names(command: Any) -> list[Any]:
        return [one for sub in command.commands.values() for one in names(sub)] if hasattr(command, "commands") else [command]

    for command in names(cli.geo_app):
        assert any("--workspace" in parameter.opts for parameter in command.params), command.name


def test_a_hostile_file_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """Refused with an object and a sentence, nothing made, no path and no traceback."""
    Path("x.geojson").write_text('<OGRVRTDataSource><OGRVRTLayer name="p"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>')
    assert cli.run(["import", "x.geojson", "--json"]) == ExitCode.BAD_INPUT_FILE
    said = capsys.readouterr()
    assert json.loads(said.out)["status"] == "refused"
    assert "web page or XML" in said.err
    assert "Traceback" not in said.err
    assert "/" not in said.err.replace("CSV UTF-8, XLSX", "")


def test_corrections_merges_and_retractions(capsys: pytest.CaptureFixture[str]) -> None:
    """Each is an event with a reason, shown in the history and undone by its number."""
    answer(capsys, "import", "list.csv")
    assert cli.run(["correct", "own:A1", "killed_min=14", "killed_max=14", "--why", "hospital list"]) == ExitCode.DONE
    assert answer(capsys, "totals")["killed"]["at_least"] == 19 if capsys.readouterr() else False
    assert cli.run(["correct", "own:A1", "killed_min", "--why", "x"]) == ExitCode.BAD_USE
    assert cli.run(["merge", "own:A1", "own:A2", "--why", "one strike"]) == ExitCode.DONE
    assert cli.run(["undo", "3", "--event"]) == ExitCode.DONE
    assert cli.run(["retract", "own:A2", "--why", "wrong"]) == ExitCode.DONE
    capsys.readouterr()
    assert answer(capsys, "totals")["killed"]["at_least"] == 14
    assert cli.run(["history"]) == ExitCode.DONE
    told = capsys.readouterr().out
    assert "killed_min: 12 → 14" in told
    assert "undone" in told


def test_backup_and_redact(capsys: pytest.CaptureFixture[str]) -> None:
    """A copy is made once, a redaction says what it reached, words that stand nowhere are said to."""
    answer(capsys, "import", "list.csv")
    assert cli.run(["backup", "copy.sqlite"]) == ExitCode.DONE
    assert cli.run(["backup", "copy.sqlite"]) == ExitCode.BAD_USE
    assert cli.run(["redact", "Russian forces", "--why", "a trial"]) == ExitCode.DONE
    told = capsys.readouterr().out
    assert "The backup copy.sqlite: 1 records" in told
    assert b"Russian forces" not in Path("copy.sqlite").read_bytes()
    assert cli.run(["redact", "Nobody At All", "--why", "x"]) == ExitCode.NOTHING_MATCHED
    capsys.readouterr()
    assert answer(capsys, "audit")["whole"] is True


def test_a_profile_is_saved_and_used(capsys: pytest.CaptureFixture[str]) -> None:
    """How one file was read is how the next one is."""
    Path("months.csv").write_text("id,date,town,killed\n1,03/04/2016,Idlib,2\n", encoding="utf-8")
    answer(capsys, "import", "months.csv", "--dates", "day-first", "--save-mapping", "ours.json")
    Path("next.csv").write_text("id,date,town,killed\n2,05/06/2016,Idlib,2\n", encoding="utf-8")
    [row] = answer(capsys, "check", "next.csv", "--mapping", "ours.json")["rows"]
    assert row["date_start"] == "2016-06-05"
    Path("bad.json").write_text("{}", encoding="utf-8")
    assert cli.run(["check", "next.csv", "--mapping", "bad.json"]) == ExitCode.BAD_INPUT_FILE


def test_a_team_shares_its_decisions_on_places(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What one decides in a workspace places the text for everybody who opens it, and can be taken back there."""
    Path("list.csv").write_text("id,date,town,killed\n1,2016-03-15,Zyxwvutville,2\n", encoding="utf-8")
    answer(capsys, "import", "list.csv", "--workspace", "team.sqlite")
    assert answer(capsys, "totals", "--workspace", "team.sqlite")["unmapped"] == 1
    Path("t.csv").write_text('text,choice\nZyxwvutville,"35.86,36.80"\n', encoding="utf-8")
    assert cli.run(["review", "--apply", "t.csv", "--who", "Amal", "--workspace", "team.sqlite"]) == ExitCode.DONE
    monkeypatch.setenv("GEO_APP_HOME", str(tmp_path / "another person"))
    capsys.readouterr()
    assert answer(capsys, "totals", "--workspace", "team.sqlite")["mapped"] == 1
    assert cli.run(["decisions", "undo", "Zyxwvutville", "--workspace", "team.sqlite"]) == ExitCode.DONE
    capsys.readouterr()
    assert answer(capsys, "totals", "--workspace", "team.sqlite")["unmapped"] == 1


def test_possible_duplicates_are_listed_with_reasons_and_answered_once(capsys: pytest.CaptureFixture[str]) -> None:
    """Two lists tell of one strike: the pair is proposed, merged by its ids, and not proposed again."""
    answer(capsys, "import", "list.csv")
    Path("other.csv").write_text("id,date,governorate,town,perpetrator,killed\nB9,2016-03-15,Aleppo,Aleppo,Russian forces,12\n", encoding="utf-8")
    answer(capsys, "import", "other.csv", "--dataset", "other")
    [pair] = answer(capsys, "duplicates")["pairs"]
    assert {pair["a"], pair["b"]} == {"own:A1", "other:B9"}
    assert "The same day." in pair["reasons"]
    assert cli.run(["merge", pair["a"], pair["b"]]) == ExitCode.DONE
    capsys.readouterr()
    assert answer(capsys, "duplicates")["pairs"] == []
    assert answer(capsys, "totals")["killed"]["at_least"] == 17


def test_what_is_not_public_is_in_no_file_that_leaves_the_machine(capsys: pytest.CaptureFixture[str]) -> None:
    """Restricted, confidential and embargoed records are left out of a map and counted beside it; names, telephones and stories are in none."""
    header = "id,date,governorate,town,perpetrator,killed,confidentiality,embargo_until,victim_names,description,witness_phone\n"
    rows = (
        "P1,2016-03-15,Aleppo,Aleppo,ISIS,1,public,,Somebody One,Told by witness A. H. of +963 944 123 450,\n",
        "P2,2016-03-16,Homs,Palmyra,ISIS,2,restricted,,Somebody Two,Secret story,+963944123456\n",
        "P3,2016-03-17,Idlib,Saraqib,ISIS,4,public,2099-01-01,Somebody Three,Embargoed story,\n",
        "P4,2016-03-18,Daraa,Daraa,ISIS,8,,,Somebody Four,Story,\n",
    )
    Path("closed.csv").write_text(header + "".join(rows), encoding="utf-8")
    answer(capsys, "import", "closed.csv")
    for name in ("map.html", "map.svg"):
        assert cli.run(["map", "--layer", "points", "--out", name]) == ExitCode.DONE
        text = Path(name).read_text(encoding="utf-8")
        assert name == "map.svg" or "2 that are not public" in text
        for word in ("Somebody", "+963", "Secret story", "Embargoed", "Told by", "own:P2", "own:P3", "witness"):
            assert word not in text, (name, word)
    capsys.readouterr()
    assert cli.run(["map", "--layer", "points", "--with-closed", "--out", "all.html"]) == ExitCode.DONE
    assert answer(capsys, "totals")["killed"]["at_least"] == 15 if capsys.readouterr() else False


def test_a_file_of_which_nothing_can_be_stored_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    """Every row refused: one object with all reasons, a sentence, the exit code of a bad file, and no batch."""
    Path("bad.csv").write_text("id,date,town,killed\n1,someday,Idlib,2\n", encoding="utf-8")
    said = answer(capsys, "import", "bad.csv", code=ExitCode.BAD_INPUT_FILE)
    assert (said["status"], said["rows"][0]["status"]) == ("refused", "refused")
    assert answer(capsys, "history")["batches"] == []
