"""``geo-app read`` and ``geo-app totals --tallies`` as a person types them."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from geo_app.cli.main import geo_app as cli

TEXT = "تقرير\n\nقتلت القوات الروسية ما لا يقل عن 120 مدنياً بينهم 30 طفلاً في إدلب في عام 2016.\n"


def run(*words: str):
    """Run a command."""
    return CliRunner().invoke(cli, list(words), catch_exceptions=False)


def test_one_object_a_line(tmp_path) -> None:
    """``--json`` prints one object a draft, with offsets that give back the number."""
    file = tmp_path / "r.txt"
    file.write_text(TEXT, encoding="utf-8")
    lines = [json.loads(line) for line in run("read", str(file), "--json").output.splitlines()]
    assert [(one["kind"], one["value_min"], one["bound"], one["perpetrators"], one["part_of"]) for one in lines] == [
        ("tally", 120, "at_least", ["russian_forces"], None),
        ("tally", 30, "at_least", ["russian_forces"], 0),
    ]
    assert [TEXT[one["num_start"] : one["num_end"]] for one in lines] == ["120", "30"]


def test_the_source_and_the_text(tmp_path) -> None:
    """``--source`` says first what the report says of itself; ``--text`` prints what the offsets refer to."""
    file = tmp_path / "r.html"
    file.write_text("<html><body><p>ISIS killed 4 people.</p></body></html>", encoding="utf-8")
    first = json.loads(run("read", str(file), "--json", "--source").output.splitlines()[0])
    assert (first["kind"], first["language"], first["drafts"]) == ("source", "en", 1)
    assert run("read", str(file), "--text").output.strip() == "ISIS killed 4 people."


def test_a_table_says_that_nothing_is_stored(tmp_path) -> None:
    """Without options a person reads a table, and that drafts count nowhere."""
    file = tmp_path / "r.txt"
    file.write_text("At least 31 people were killed in Israeli airstrikes near Masyaf. Israel denied it.", encoding="utf-8")
    said = run("read", str(file)).output
    assert "at least 31" in said
    assert "Israeli forces" in said
    assert "nothing is stored" in said


@pytest.mark.parametrize("as_json", [False, True])
def test_totals_beside_tallies(as_json) -> None:
    """Incidents and published totals answer one question side by side, origin by origin, never added."""
    words = ["totals", "--workspace", "bundled", "--perpetrator", "russian_forces", "--to", "2019-09-30", "--class", "civilians", "--tallies"]
    done = run(*words, *(["--json"] if as_json else []))
    assert done.exit_code == 0
    if as_json:
        bounds = {one["origin"]: one["at_least"] for one in json.loads(done.output)["tallies"]}
        assert (bounds["snhr"], bounds["sohr"]) == (6686, 7988)
    else:
        assert "Syrian Network for Human Rights: at least 6,686" in done.output
        assert "never added" in done.output
