"""The displacement page without a browser, in English and in Arabic."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo_app.ui import state
from geo_app.words.catalogue import LANGUAGES, Language, say

PAGE = Path(__file__).resolve().parent.parent.parent / "geo_app" / "ui" / "pages" / "displacement_page.py"


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Language:
    """The language of the session."""
    monkeypatch.setattr(state, "language", lambda: request.param)
    return request.param


@pytest.fixture
def app(language: Language) -> AppTest:
    """The page as a first visitor sees it."""
    st.cache_data.clear()
    return AppTest.from_file(str(PAGE), default_timeout=60).run()


def test_the_page_opens_with_kinds_apart_and_says_that_nothing_is_added(app: AppTest, language: Language) -> None:
    """Four kinds, each with its count; the rule on top; no error."""
    assert not app.exception
    assert not app.error
    assert len(app.tabs) == 4
    assert [tab.label.split(" (")[0] for tab in app.tabs] == [say(kind, language).capitalize() for kind in ("flow", "stock", "return", "in_need")]
    assert [metric.label for metric in app.metric] == [say("moved.count", language)] * 4
    assert say("moved.rule", language) in [text.value for text in app.markdown]


def test_the_3_3_million_are_said_to_be_one_fact(app: AppTest, language: Language) -> None:
    """A note names both statements, and no figure of the page is their sum."""
    notes = [note.value.replace("\\", "") for note in app.info]
    assert any("S003-D-33A" in note and "S003-D-33B" in note for note in notes)
    assert not any("6,600,000" in text.value for text in [*app.markdown, *app.caption])


def test_a_chosen_party_gets_what_is_attributed_to_it_alone(app: AppTest, language: Language) -> None:
    """Fewer statements; what names it jointly or is contradicted stands in a list of its own."""
    before = int(app.metric[0].value)
    app.multiselect(key="perpetrators").set_value(["russian_forces"]).run()
    assert not app.exception
    assert int(app.metric[0].value) < before
    assert say("moved.jointly.head", language) in [heading.value for heading in app.subheader]
    figures = [text.value.replace("\\", "") for text in app.markdown if text.value.startswith("#### ")]
    assert not any("3,300,000" in figure for figure in figures)


def test_a_figure_that_was_clicked_shows_its_source(app: AppTest, language: Language) -> None:
    """Publisher, title, address and relations of the statement."""
    app.session_state["picked_displacement"] = ["AF-OCHA2-all"]
    app.run()
    assert not app.exception
    said = "\n".join(text.value for text in [*app.markdown, *app.caption]).replace("\\", "")
    assert say("moved.card", language) in said
    assert "reliefweb.int" in said
    assert "AF-RT-all" in said


def test_filters_that_leave_nothing_say_so(app: AppTest, language: Language) -> None:
    """A sentence with a remedy instead of empty charts."""
    app.multiselect(key="perpetrators").set_value(["transitional_authorities"]).run()
    assert not app.exception
    assert say("moved.empty", language) in [note.value for note in app.info]


def test_a_statement_in_the_data_cannot_bring_markup_into_the_page(app: AppTest, language: Language) -> None:
    """Texts of the data are escaped: no caption holds a bare address that markdown would make a link of."""
    app.session_state["picked_displacement"] = ["AF-OCHA2-all"]
    app.run()
    assert not any("https://" in text.value for text in [*app.markdown, *app.caption])
