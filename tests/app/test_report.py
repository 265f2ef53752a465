"""The page that reads a report, without a browser: paste, look, correct, store; nothing counts before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo_app.dataset.workspace import load_workspace
from geo_app.errors import BadUseError
from geo_app.importing.imports import undo
from geo_app.importing.reported import Decided, accept
from geo_app.reports.document import Document
from geo_app.reports.read import read_report
from geo_app.reports.records import Source
from geo_app.store.audit import audit
from geo_app.store.chain import EventKind, events
from geo_app.store.workspace import open_workspace

PAGE = Path(__file__).resolve().parent.parent.parent / "geo_app" / "ui" / "pages" / "report_page.py"
TEXT = (
    "SNHR: Russian forces killed 900 civilians in 2017\n\nRussian forces killed at least 900 civilians, including 210 children, in 2017, the Syrian Network for Human Rights says. "
    "The offensive displaced more than 40,000 people. On 4 May 2017 an airstrike by Russian warplanes killed 12 civilians, 5 of them children, in Saraqib. Russia denied the strikes."
)
SOURCE = Source(publisher="Syrian Network for Human Rights", origin="Syrian Network for Human Rights", origin_id="snhr", title="A report")


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of their own."""
    st.cache_data.clear()
    monkeypatch.setenv("GEO_APP_HOME", str(tmp_path))
    monkeypatch.delenv("GEO_APP_WORKSPACE", raising=False)


@pytest.fixture
def report(geocoder):
    """A short report as read."""
    return read_report(Document(text=TEXT, file="report.txt"), geocoder)


def pasted() -> AppTest:
    """The page after a text was pasted."""
    app = AppTest.from_file(str(PAGE), default_timeout=60).run()
    app.text_area[0].set_value(TEXT).run()
    assert not app.exception
    return app


def test_a_pasted_report_is_read_and_nothing_is_stored(tmp_path) -> None:
    """The page says how much it read, guesses the origin, and the workspace stays unmade."""
    app = pasted()
    assert "Figures read: 5" in " ".join(one.value for one in app.markdown)
    assert [box.value for box in app.selectbox if box.label.startswith("Whose count")] == ["snhr"]
    assert not list(tmp_path.rglob("*.sqlite"))


def test_storing_needs_a_name_and_says_what_was_stored() -> None:
    """Without a name it asks for one; with one, all accepted drafts are stored and the page says where."""
    app = pasted()
    (press,) = [button for button in app.button if button.key == "report_store"]
    press.click().run()
    assert [one.value for one in app.error]
    (who,) = [field for field in app.text_input if field.label == "Your name"] or [app.text_input[-1]]
    who.set_value("Rima").run()
    next(button for button in app.button if button.key == "report_store").click().run()
    assert not app.exception
    assert "Stored" in " ".join(one.value for one in app.success)


def test_accepted_drafts_become_records_that_walk_back(report, tmp_path) -> None:
    """A total, its part, people moved and an incident with its children: each with its words and their place in the report; the audit is whole."""
    workspace = open_workspace(tmp_path / "team.sqlite")
    accept(workspace, report, Decided(accepted=dict(enumerate(report.drafts))), SOURCE, who="Rima")
    data = load_workspace(workspace)
    totals = data.tallies.set_index("victim_class")
    assert totals.loc["civilians", "value_min"] == 900
    assert totals.loc["children", "part_of"] == totals.loc["civilians", "tally_id"]
    start, end = int(totals.loc["civilians", "char_start"]), int(totals.loc["civilians", "char_end"])
    assert "900" in TEXT[start:end]
    assert data.displacement["persons_min"].tolist() == [40_000]
    incident = data.accounts.iloc[0]
    assert (incident["killed_min"], incident["killed_children"], str(incident["date_start"])[:10]) == (12, 5, "2017-05-04")
    assert data.statements["kind"].tolist() == ["denial"]
    with workspace.reading() as connection:
        assert audit(connection) == []


def test_corrections_and_rejections_are_history(report, tmp_path) -> None:
    """What a person changed stands beside what was read; what they rejected is kept with its words and counts nowhere."""
    workspace = open_workspace(tmp_path / "team.sqlite")
    first = next(at for at, draft in enumerate(report.drafts) if draft.value_min == 900)
    corrected = replace(report.drafts[first], value_min=901.0)
    accept(workspace, report, Decided(accepted={first: corrected}, rejected=(first + 1,)), SOURCE, who="Rima")
    with workspace.reading() as connection:
        (event,) = [one for one in events(connection) if one.kind is EventKind.READ]
    assert event.payload is not None
    assert event.payload["corrected"][str(first)]["value_min"] == {"read": 900, "corrected": 901}
    assert event.payload["rejected"][str(first + 1)]["value_min"] == 210
    assert load_workspace(workspace).tallies["value_min"].tolist() == [901]


def test_the_same_report_again_adds_nothing_and_undo_takes_it_back(report, tmp_path) -> None:
    """Accepting twice stores once; taking the batch back leaves nothing of it."""
    workspace = open_workspace(tmp_path / "team.sqlite")
    tallies = {at: draft for at, draft in enumerate(report.drafts) if draft.kind == "tally"}
    (first,) = accept(workspace, report, Decided(accepted=tallies), SOURCE, who="Rima")
    (again,) = accept(workspace, report, Decided(accepted=tallies), SOURCE, who="Rima")
    assert (first.new, again.again) == (2, True)
    undo(workspace, first.batch, who="Rima")
    with pytest.raises(Exception, match="holds no record"):
        load_workspace(workspace)


def test_nothing_accepted_is_not_stored(report, tmp_path) -> None:
    """A click without a draft is refused in a sentence."""
    with pytest.raises(BadUseError, match="No draft is accepted"):
        accept(open_workspace(tmp_path / "team.sqlite"), report, Decided(accepted={}), SOURCE, who="Rima")
