"""The review page without a browser: what waits, one click, what it did, and taking it back."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo_app.readers.decisions import decisions_path, read_lines

ROOT = Path(__file__).resolve().parent.parent.parent
HEADER = "incident_id,date_start,place_as_reported,governorate_as_reported,perpetrators,source_publisher\n"
OWN = HEADER + (
    "a,2016-05-01,Al-Hamra,,isis,SNHR\nb,2016-05-02,Al-Hamra,,,SOHR\n"
    "c,2016-05-02,Darayya,Damascus,,SOHR\nd,2016-05-03,Zyxwvut,,,SOHR\ne,2016-05-04,Saraqib,Idlib,,SOHR\n"
)


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page over a file of a person's own, in a home of its own."""
    st.cache_data.clear()
    monkeypatch.setenv("GEO_APP_HOME", str(tmp_path))
    test = AppTest.from_file(str(ROOT / "geo_app" / "ui" / "pages" / "review_page.py"), default_timeout=60)
    test.session_state["own_file"] = ("own.csv", OWN.encode())
    return test.run()


def labels(app: AppTest) -> list[str]:
    """Return what the buttons say."""
    return [button.label for button in app.button]


def test_what_waits_stands_in_order_with_its_candidates(app: AppTest) -> None:
    """Most incidents first; the progress counts texts and incidents; each candidate is a button."""
    assert not app.exception
    assert app.subheader[0].value == "Texts to decide: 3 · incidents left: 4"
    assert app.radio[0].options == ["Al\\-Hamra", "Zyxwvut", "Darayya"]
    assert app.header[0].value == "Al\\-Hamra"
    assert sum("Hamra" in label for label in labels(app)) >= 2
    assert any("may be" in text.value for text in app.markdown)
    hanging = next(table.value for table in app.dataframe if "Publisher" in table.value.columns)
    assert hanging["Publisher"].tolist() == ["SNHR", "SOHR"]


def test_nothing_is_kept_without_a_name(app: AppTest) -> None:
    """The click is answered by a sentence, and the file of decisions does not exist."""
    app.button(key="review_choose_2").click().run()
    assert any("Write your name first" in error.value for error in app.error)
    assert not decisions_path().exists()


def test_one_click_decides_and_one_takes_it_back(app: AppTest) -> None:
    """The text leaves the list, the next one comes up, the sentence says who decided; undone, it waits again."""
    app.text_input(key="review_who").set_value("Amal")
    app.text_input(key="review_why").set_value("seen on the page")
    app.button(key="review_choose_2").click().run()
    assert not app.exception
    assert app.subheader[0].value == "Texts to decide: 2 · incidents left: 2"
    assert "Decided by Amal" in app.success[0].value
    assert app.header[0].value == "Zyxwvut"
    assert app.text_input(key="review_why").value == ""
    kept = read_lines(decisions_path()).lines
    assert [(line.text, line.who, line.why) for line in kept] == [("Al-Hamra", "Amal", "seen on the page")]
    app.button(key="review_undo_last").click().run()
    assert app.subheader[0].value == "Texts to decide: 3 · incidents left: 4"
    assert app.header[0].value == "Al\\-Hamra"
    assert not app.success
    assert len(read_lines(decisions_path()).lines) == 2


def test_a_disagreement_offers_both_sides(app: AppTest) -> None:
    """“Damascus” said for Darayya: keep the stated, or take the polygon's; settled, it waits no more."""
    app.text_input(key="review_who").set_value("Amal")
    app.radio(key="review_text").set_value("darayya|SY01").run()
    assert "Keep Damascus, as stated" in labels(app)
    app.button(key="review_take").click().run()
    assert read_lines(decisions_path()).lines[0].answer.area_pcodes == ("SY03",)
    assert "Darayya" not in app.radio[0].options


@pytest.mark.parametrize(("key", "kind"), [("review_nowhere", "nowhere"), ("review_unknown", "unknown")])
def test_not_a_place_and_not_to_be_known(app: AppTest, key: str, kind: str) -> None:
    """Both are one click."""
    app.text_input(key="review_who").set_value("Amal")
    app.button(key=key).click().run()
    assert str(read_lines(decisions_path()).lines[0].answer.kind) == kind
    assert app.subheader[0].value == "Texts to decide: 2 · incidents left: 2"


def test_another_spelling_and_coordinates(app: AppTest) -> None:
    """A search in Arabic adds a button; coordinates of one's own are kept with their radius; bad ones are a sentence."""
    app.text_input(key="review_who").set_value("Amal")
    app.radio(key="review_text").set_value("zyxwvut|").run()
    app.text_input(key="review_search").set_value("سراقب").run()
    assert any("Saraqib" in label for label in labels(app))
    app.text_input(key="review_point").set_value("36.63 north")
    app.button(key="review_use_point").click().run()
    assert any("latitude and longitude" in error.value for error in app.error)
    app.text_input(key="review_point").set_value("35.93, 36.63")
    app.button(key="review_use_point").click().run()
    assert not app.error
    answer = read_lines(decisions_path()).lines[0].answer
    assert (answer.latitude, answer.longitude, answer.radius_m, answer.area_pcodes) == (35.93, 36.63, 1000.0, ("SY07",))


def test_hostile_text_stays_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Markup in places, publishers and reasons reaches markdown only with every mark escaped."""
    monkeypatch.setenv("GEO_APP_HOME", str(tmp_path))
    app = AppTest.from_file(str(ROOT / "geo_app" / "ui" / "pages" / "review_page.py"), default_timeout=60)
    bad = "![x](http://x.y) **b** $a$ <b>"
    app.session_state["own_file"] = ("own.csv", (HEADER + f"a,2016-05-01,{bad},,,{bad}\n").encode())
    app.run()
    app.text_input(key="review_who").set_value(bad)
    app.button(key="review_unknown").click().run()
    assert not app.exception
    shown = [element.value for element in (*app.markdown, *app.success, *app.caption, *app.header)]
    assert any("Decided by" in text for text in shown)
    for text in shown:
        assert "](" not in text
        assert "**b**" not in text
        assert "http://" not in text.replace("\\", "")


def test_where_nothing_waits_the_page_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence and what to do next."""
    monkeypatch.setenv("GEO_APP_HOME", str(tmp_path))
    app = AppTest.from_file(str(ROOT / "geo_app" / "ui" / "pages" / "review_page.py"), default_timeout=60)
    app.session_state["own_file"] = ("own.csv", (HEADER + "a,2016-05-01,Saraqib,Idlib,,SOHR\n").encode())
    app.run()
    assert not app.exception
    assert any("No place text waits" in success.value for success in app.success)


def test_the_map_page_shows_the_same_file_and_the_decision(app: AppTest) -> None:
    """The file is kept for the session: the map page counts it, and one more incident pair is mapped once it is decided."""
    app.text_input(key="review_who").set_value("Amal")
    app.button(key="review_choose_1").click().run()
    map_page = AppTest.from_file(str(ROOT / "geo_app" / "ui" / "pages" / "map_page.py"), default_timeout=60)
    map_page.session_state["own_file"] = ("own.csv", OWN.encode())
    map_page.run()
    assert not map_page.exception
    figures = {metric.label: metric.value for metric in map_page.metric}
    assert (figures["Incidents"], figures["Mapped"], figures["Not mapped"]) == ("5", "4", "1")
    next(button for button in map_page.button if button.label.startswith("Back to the data")).click().run()
    assert int({metric.label: metric.value for metric in map_page.metric}["Incidents"]) > 400
