"""The app without a browser: what it shows for data, for nothing, for mistakes, and what it would send to a browser."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo_app.boundaries import own
from geo_app.boundaries.add import layer_of_file
from tests.made_layers import quarters

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def app() -> AppTest:
    """The app as a first visitor sees it."""
    st.cache_data.clear()
    return AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()


def metrics(app: AppTest) -> dict[str, str]:
    """The figures on top by their label."""
    return {m.label: m.value for m in app.metric}


def test_it_opens_on_the_bundled_data(app: AppTest) -> None:
    """Figures, three counts that add up, and no error."""
    assert not app.exception
    assert not app.error
    shown = metrics(app)
    number = {label: int(value.replace(",", "")) for label, value in shown.items()}
    assert number["Mapped"] + number["Area only"] + number["Not mapped"] == number["Incidents"] > 400


def test_a_perpetrator_filter_changes_the_figures_and_says_what_stands_beside(app: AppTest) -> None:
    """One party: fewer incidents, and the contested are counted beside them."""
    before = metrics(app)["Incidents"]
    app.multiselect(key="perpetrators").set_value(["russian_forces"]).run()
    assert not app.exception
    assert metrics(app)["Incidents"] != before
    assert any("contested or alternative" in caption.value for caption in app.caption)


def test_an_empty_selection_says_what_to_do(app: AppTest) -> None:
    """Nothing matches: a sentence with a remedy, no empty frame, no error."""
    app.multiselect(key="perpetrators").set_value(["transitional_authorities"]).run()
    assert not app.exception
    assert metrics(app)["Incidents"] == "0"
    assert any("Clear a filter" in info.value for info in app.info)


def test_a_window_that_ends_before_it_starts_is_a_sentence(app: AppTest) -> None:
    """The mistake is said, and the page lives on."""
    app.date_input(key="from").set_value(date(2016, 5, 1))
    app.date_input(key="to").set_value(date(2016, 4, 1)).run()
    assert not app.exception
    assert any("before the first" in error.value for error in app.error)
    assert metrics(app) == {}
    app.date_input(key="to").set_value(None).run()
    assert int(metrics(app)["Incidents"].replace(",", "")) > 100


def test_clearing_filters_starts_anew(app: AppTest) -> None:
    """The button brings the first figures back."""
    before = metrics(app)
    app.multiselect(key="perpetrators").set_value(["isis"]).run()
    app.button[0].click().run()
    assert metrics(app) == before
    assert app.multiselect(key="perpetrators").value == []
    assert app.radio(key="measure").set_value("killed").run().multiselect(key="perpetrators").value == []


@pytest.fixture
def districts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home with a layer of districts."""
    monkeypatch.setenv("GEO_APP_HOME", str(tmp_path))
    rows = quarters()
    rows.to_file(tmp_path / "districts.geojson")
    own.keep(layer_of_file(tmp_path / "districts.geojson", publisher="Made", version="v1"), day=date(2026, 1, 1))


def test_without_districts_the_sidebar_says_how_to_add_them(app: AppTest) -> None:
    """One caption; no filter that could not work."""
    assert any("geo-app boundaries add" in caption.value for caption in app.caption)
    assert "districts" not in [widget.key for widget in app.multiselect]


def test_a_district_filters_and_colours(districts: None, app: AppTest) -> None:
    """Where districts are loaded, they filter, narrow a chosen governorate, and can be coloured and tabled."""
    everything = int(metrics(app)["Incidents"].replace(",", ""))
    app.multiselect(key="areas").set_value(["SY07"]).run()
    governorate = int(metrics(app)["Incidents"])
    app.multiselect(key="districts").set_value(["SY0700", "SY0702"]).run()
    assert not app.exception
    assert 0 < int(metrics(app)["Incidents"]) < governorate < everything
    assert any("may lie, in another area" in caption.value for caption in app.caption)
    app.selectbox(key="level").set_value("district").run()
    assert not app.exception
    sent = [json.loads(element.proto.json) for element in app.get("bidi_component") if element.proto.json]
    shading = next(data["shading"] for data in sent if "shading" in data)
    assert shading["heading"].startswith("Incidents per district")
    assert any("District" in table.value.columns for table in app.dataframe)


def test_a_damaged_layer_is_a_warning(districts: None, tmp_path: Path) -> None:
    """The app opens with the governorates and says what is left out."""
    next(tmp_path.rglob("district.parquet")).write_bytes(b"no")
    shown = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    assert not shown.exception
    assert any("damaged" in warning.value for warning in shown.warning)


def test_the_methods_page_opens() -> None:
    """Coverage statement and rules stand on a page of their own."""
    shown = AppTest.from_file(str(ROOT / "geo_app" / "ui" / "pages" / "methods_page.py"), default_timeout=60).run()
    assert not shown.exception
    assert any("not a census" in text.value for text in shown.markdown)


def test_nothing_the_browser_is_sent_names_another_host(app: AppTest) -> None:
    """Leak test without a browser: the map's data hold no address but those of sources in popups."""
    sent = [element.proto for element in app.get("bidi_component")]
    assert sent
    for proto in sent:
        data = json.loads(proto.json) if proto.json else {}
        for surface in data.get("surfaces", []):
            assert surface["png"].startswith("data:image/png;base64,")
        rest = {key: value for key, value in data.items() if key != "panels"}
        assert "http" not in json.dumps(rest)
