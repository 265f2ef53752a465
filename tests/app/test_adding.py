"""The pages of the workspace without a browser: a file is dropped, looked through, stored, taken back; pairs are answered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo_app.importing import imports
from geo_app.importing.stage import Watch
from geo_app.readers.headers import Field
from geo_app.readers.own import cache_folder
from geo_app.readers.profiles import mapping_as_object
from geo_app.store.effective import effective
from geo_app.store.workspace import default_path, open_workspace
from geo_app.tables.incidents import ACCOUNTS
from geo_app.ui import cache, state
from geo_app.vocabulary import Change, RowKind
from geo_app.words.catalogue import say

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = ROOT / "geo_app" / "ui" / "pages"
ENGLISH = (
    "id,date,place,governorate,perpetrator,killed,victim_names,source\n"
    "1,2016-05-01,Saraqib,Idlib,Russian forces,3,Somebody,SNHR\n2,2016-05-02,Idlib,Idlib,ISIS,,Somebody,SNHR\n"
    "3,2016-06-02,Al-Hamra,,The Grey Band,2,,SNHR\n4,never,Idlib,Idlib,ISIS,4,,SNHR\n"
)
ARABIC = "الرقم,التاريخ,المحافظة,المدينة,الجهة المسؤولة,عدد القتلى\n1,2016-05-01,إدلب,سراقب,القوات الروسية,3\n2,2016-05-02,حلب,حلب,داعش,2\n"
TWICE = (
    "id,date,place,governorate,perpetrator,killed,source\n"
    "1,2016-05-01,Saraqib,Idlib,Russian forces,13,SNHR\n2,2016-05-01,Saraqib,Idlib,Russian forces,13,SOHR\n3,2017-05-01,Aleppo,Aleppo,ISIS,2,SOHR\n"
)


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of their own."""
    st.cache_data.clear()
    monkeypatch.setenv("GEO_APP_HOME", str(tmp_path))
    monkeypatch.delenv("GEO_APP_WORKSPACE", raising=False)


def page(name: str) -> AppTest:
    """Open a page."""
    return AppTest.from_file(str(PAGES / f"{name}_page.py"), default_timeout=60).run()


def dropped(text: str | bytes, name: str = "own.csv") -> AppTest:
    """The page that adds data after a file was dropped on it."""
    app = page("add")
    app.file_uploader[0].set_value((name, text.encode() if isinstance(text, str) else text, "text/csv")).run()
    assert not app.exception
    return app


def question(app: AppTest, kind: str, name: str):
    """Return a question of the page by its name."""
    return next(widget for widget in getattr(app, kind) if (widget.key or "").startswith(f"add_{name}"))


def shown(app: AppTest) -> dict[str, str]:
    """Return the figures of a page by their label."""
    return {metric.label: metric.value for metric in app.metric}


def stored(text: str, name: str = "own.csv") -> AppTest:
    """The page that adds data after a file was stored."""
    app = dropped(text, name)
    app.text_input(key="review_who").set_value("Amal").run()
    app.button(key="add_store").click().run()
    assert not app.exception
    assert any("is stored as batch" in success.value for success in app.success)
    return app


def unpacked() -> list[Path]:
    """Return what lies unpacked on the disk."""
    folder = cache_folder("reading")
    return list(folder.iterdir()) if folder.is_dir() else []


def test_a_file_is_understood_and_nothing_is_stored() -> None:
    """Title, counts by treatment, refusals with their reason, dropped names, what changes; no workspace is made by looking."""
    app = dropped(ENGLISH)
    figures = shown(app)
    assert (figures["Can be stored"], figures["Refused"], figures["New"]) == ("3", "1", "3")
    assert any("A spreadsheet, one row of which is an incident" in text.value for text in app.markdown)
    refused = next(table.value for table in app.dataframe if "never" in table.value.get("Value", []).tolist())
    assert refused["Row"].tolist() == [5]
    assert any("victim\\_names" in widget.label for widget in app.multiselect)
    assert not default_path().exists()


def test_store_shows_in_batches_and_is_undone_and_restored() -> None:
    """Stored with a name, listed with its counts, taken back with a reason, restored; the records follow."""
    app = dropped(ENGLISH)
    app.button(key="add_store").click().run()
    assert any("Write your name first" in error.value for error in app.error)
    assert not default_path().exists()
    stored(ENGLISH)
    batches = page("batches")
    assert not batches.exception
    assert batches.dataframe[0].value["State"].tolist() == ["stands"]
    assert shown(batches)["New"] == "3"
    batches.text_input(key="review_who").set_value("Amal")
    batches.text_input(key="undo_why").set_value("wrong list")
    assert batches.button(key="undo_1").disabled
    batches.checkbox(key="sure_1").check().run()
    batches.button(key="undo_1").click().run()
    assert batches.dataframe[0].value["State"].tolist() == ["taken back"]
    assert any("Reason: wrong list" in info.value for info in batches.info)
    workspace = open_workspace(default_path())
    with workspace.reading() as connection:
        assert effective(connection, ACCOUNTS).empty
    batches.button(key="restore_1").click().run()
    assert batches.dataframe[0].value["State"].tolist() == ["stands"]
    with workspace.reading() as connection:
        assert len(effective(connection, ACCOUNTS)) == 3
    workspace.close()


def test_the_map_is_about_the_workspace_and_can_be_about_the_bundled_incidents() -> None:
    """What was stored is what the map counts; the sidebar says so and switches."""
    stored(ENGLISH)
    app = page("map")
    assert not app.exception
    assert shown(app)["Incidents"] == "3"
    assert app.radio(key="data_in_use").value == "workspace"
    app.radio(key="data_in_use").set_value("bundled").run()
    assert int(shown(app)["Incidents"]) > 400


def test_arabic_headers_are_understood() -> None:
    """The columns are found by their Arabic headers."""
    app = dropped(ARABIC)
    assert shown(app)["Can be stored"] == "2"
    assert question(app, "selectbox", "column_place").value == "المدينة"


@pytest.mark.parametrize("content", [b"id,date,place\n", b"\x7fELF\x02\x01\x01" + bytes(2000), b"", b'{"type": "FeatureCollection", "features": ['])
def test_a_hostile_file_is_one_sentence(content: bytes) -> None:
    """A sentence and a way out; nothing lies on the disk."""
    app = dropped(content, "![x](http://x.y).csv")
    assert len(app.error) == 1
    assert "](" not in app.error[0].value
    assert unpacked() == []


def test_ambiguous_dates_ask_and_others_do_not() -> None:
    """Where no date proves the order, the page asks; the answer makes the rows readable."""
    assert not [widget for widget in dropped(ENGLISH).radio if (widget.key or "").startswith("add_dates")]
    app = dropped("id,date,place,governorate\n1,3/4/2016,Saraqib,Idlib\n2,5/6/2016,Saraqib,Idlib\n")
    assert shown(app)["Refused"] == "2"
    question(app, "radio", "dates").set_value("day").run()
    assert shown(app)["Can be stored"] == "2"
    assert any("3 Apr 2016 – 5 Jun 2016" in caption.value for caption in app.caption)


def test_exchanged_coordinates_ask() -> None:
    """The question comes only where points fit Syria exchanged."""
    app = dropped("id,date,place,lat,lon\n1,2016-04-03,Saraqib,36.8,35.86\n")
    question(app, "checkbox", "exchanged").check().run()
    assert any("1 mapped" in caption.value for caption in app.caption)


def test_cancel_leaves_nothing() -> None:
    """No workspace, no unpacked file, an empty page."""
    app = dropped(ENGLISH + "5,2016-07-02,Idlib,Idlib,ISIS,4,,SNHR\n")
    assert unpacked()
    app.button(key="add_cancel").click().run()
    assert not app.exception
    assert not app.metric
    assert unpacked() == []
    assert not default_path().exists()


def test_a_party_that_is_not_in_the_list_can_be_chosen() -> None:
    """Its words are asked about; the choice goes into the figures by party."""
    app = dropped(ENGLISH)
    party = question(app, "selectbox", "party_The Grey Band")
    assert party.value is None
    party.set_value("armed_opposition").run()
    table = next(table.value for table in app.dataframe if "Attributed to" in table.value.columns)
    assert "Armed opposition" in table["Attributed to"].tolist()


def test_names_are_kept_only_on_purpose() -> None:
    """Names are dropped unless a person keeps their column; kept, they stand in the description."""
    app = dropped(ENGLISH)
    question(app, "multiselect", "personal").set_value(["victim_names"]).run()
    app.text_input(key="review_who").set_value("Amal").run()
    app.button(key="add_store").click().run()
    workspace = open_workspace(default_path())
    with workspace.reading() as connection:
        told = effective(connection, ACCOUNTS)["description"].tolist()
    workspace.close()
    assert any("Somebody" in text for text in told)


def test_the_answers_survive_a_visit_to_another_page() -> None:
    """The widgets are gone with the page; the file and the answers are not."""
    app = dropped("id,date,place,governorate\n1,3/4/2016,Saraqib,Idlib\n2,5/6/2016,Zyxwvut,Idlib\n")
    question(app, "radio", "dates").set_value("day").run()
    kept = {name: app.session_state[name] for name in ("added", "added_answers")}
    back = AppTest.from_file(str(PAGES / "add_page.py"), default_timeout=60)
    for name, value in kept.items():
        back.session_state[name] = value
    back.run()
    assert not back.exception
    assert shown(back)["Can be stored"] == "2"
    assert question(back, "radio", "dates").value == "day"
    question(back, "radio", "dates").set_value("open").run()
    assert shown(back)["Refused"] == "2"


def test_what_a_row_is_decides_what_is_counted() -> None:
    """Victims are grouped into incidents; a published total is never stored as an incident."""
    app = dropped("name,date,place,governorate,age\nA,2016-05-01,Saraqib,Idlib,3\nB,2016-05-01,Saraqib,Idlib,30\n")
    assert question(app, "selectbox", "row").value == RowKind.VICTIM
    assert shown(app)["Incidents proposed"] == "1"
    other = dropped(ENGLISH)
    question(other, "selectbox", "row").set_value(RowKind.TOTAL).run()
    assert not other.exception
    if not other.button(key="add_store").disabled:
        other.text_input(key="review_who").set_value("Amal").run()
        other.button(key="add_store").click().run()
        workspace = open_workspace(default_path())
        with workspace.reading() as connection:
            assert effective(connection, ACCOUNTS).empty
        workspace.close()


def test_a_new_version_says_what_changes() -> None:
    """New, changed, identical and missing records, and the cells that change; the whole list withdraws what is gone."""
    stored(ENGLISH)
    app = dropped(ENGLISH.replace("Russian forces,3", "Russian forces,5").replace("2,2016-05-02", "9,2016-05-02"))
    figures = shown(app)
    assert (figures["New"], figures["Changed"], figures["Identical"], figures["Not in the file"]) == ("1", "1", "1", "1")
    moved = next(table.value for table in app.dataframe if "Stored" in table.value.columns)
    assert ("3", "5") in list(zip(moved["Stored"], moved["In the file"], strict=True))
    question(app, "checkbox", "complete").check().run()
    assert any("will be withdrawn" in caption.value for caption in app.caption)


def test_columns_nobody_understands_are_mapped_by_hand() -> None:
    """A file of unknown headers is a sentence and a choice of columns; once chosen, it is read."""
    app = dropped("foo,bar\n2016-05-01,Saraqib\n2016-05-02,Idlib\n")
    assert any("no columns that say when and where" in warning.value for warning in app.warning)
    assert not app.error
    question(app, "selectbox", "column_date_").set_value("foo").run()
    question(app, "selectbox", "column_place_").set_value("bar").run()
    assert not app.exception
    assert shown(app)["Can be stored"] == "2"


def test_answers_are_loaded_from_a_profile() -> None:
    """A profile answers the questions; what is none is a sentence."""
    app = dropped("id,date,place,governorate\n1,3/4/2016,Saraqib,Idlib\n")
    question(app, "radio", "dates").set_value("month").run()
    base, mapping = app.session_state["added_answers"]

    again = dropped("id,date,place,governorate\n7,5/6/2017,Saraqib,Idlib\n")
    question(again, "file_uploader", "profile").set_value(("p.json", json.dumps(mapping_as_object(mapping)).encode(), "application/json")).run()
    assert question(again, "radio", "dates").value == "month"
    assert shown(again)["Can be stored"] == "1"
    question(again, "file_uploader", "profile").set_value(("p.json", b"[1]", "application/json")).run()
    assert any("no file of saved answers" in error.value for error in again.error)
    assert base != mapping


def test_pairs_are_answered_once_and_taken_back() -> None:
    """A pair is shown with its reasons and both sides; said to be one, the workspace counts one incident less; taken back, it waits again."""
    stored(TWICE)
    app = page("duplicates")
    assert not app.exception
    assert app.subheader[0].value == "Pairs to answer: 1"
    assert sum("**Date:** 1 May 2016" in text.value for text in app.markdown) == 2
    app.button(key="pair_same").click().run()
    assert any("Write your name first" in error.value for error in app.error)
    app.text_input(key="review_who").set_value("Amal").run()
    app.button(key="pair_same").click().run()
    assert app.subheader[0].value == "Pairs to answer: 0"
    assert shown(page("map"))["Incidents"] == "2"
    app.button(key="pair_undo").click().run()
    assert app.subheader[0].value == "Pairs to answer: 1"
    app.button(key="pair_apart").click().run()
    assert app.subheader[0].value == "Pairs to answer: 0"
    assert page("duplicates").subheader[0].value == "Pairs to answer: 0"
    batches = page("batches")
    assert any(text.value.startswith("**Two events:**") for text in batches.markdown)


def test_a_workspace_of_the_environment_is_opened_or_said_to_be_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A named workspace is the one in use: empty, it is said so, and no bundled figure stands in for it."""
    monkeypatch.setenv("GEO_APP_WORKSPACE", str(tmp_path / "team.sqlite"))
    app = page("map")
    assert any("holds no record" in error.value for error in app.error)
    assert not app.metric
    stored(ENGLISH)
    assert not default_path().exists()
    assert shown(page("map"))["Incidents"] == "3"


def test_one_dataset_is_shared_until_the_workspace_changes() -> None:
    """Two asks give the very same dataset; after an undo it is another."""
    stored(ENGLISH)
    first = cache.workspace_dataset()
    assert first is not None
    assert cache.workspace_dataset() is first
    stored(TWICE, "other.csv")
    assert cache.workspace_dataset() is not first


def test_hostile_text_stays_text() -> None:
    """Markup in headers, cells, file names and reasons reaches markdown only with every mark escaped."""
    bad = "![x](http://x.y) **b** $a$ <b>"
    rows = f"1,2016-05-01,{bad},Idlib,{bad},1\n2,2016-05-01,Saraqib,Idlib,ISIS,1\n"
    app = dropped(f"id,date,place,governorate,perpetrator,{bad}\n{rows}", f"{bad}.csv".replace("/", ""))
    app.text_input(key="review_who").set_value(bad).run()
    app.button(key="add_store").click().run()
    batches = page("batches")
    for one in (app, batches):
        assert not one.exception
        for element in (*one.markdown, *one.success, *one.caption, *one.subheader, *one.info, *one.error):
            assert "](" not in element.value
            assert "**b**" not in element.value


def test_every_field_row_and_change_has_words() -> None:
    """Labels in both languages for all that a person can choose."""
    names = [f"field.{one}" for one in Field] + [f"row.{one}" for one in RowKind] + [f"row.why.{one}" for one in RowKind]
    names += [f"change.{one}" for one in Change if one is not Change.WITHDRAWN]
    for name in names:
        assert say(name) != say(name, "ar")


def test_the_pages_speak_arabic(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page opens in Arabic, with a file, with stored data and without."""
    stored(TWICE)
    monkeypatch.setattr(state, "language", lambda: "ar")
    assert any("أضف قائمة" in heading.value for heading in page("add").subheader)
    assert "يمكن حفظها" in shown(dropped(ARABIC))
    assert any("أزواج للإجابة" in heading.value for heading in page("duplicates").subheader)
    assert any("الدفعات المحفوظة" in heading.value for heading in page("batches").subheader)


def test_storing_can_be_stopped_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A storing that is stopped half-way says so; the workspace is as it was, and the file is still there to be stored."""
    real = imports.store
    app = dropped(ENGLISH)
    app.text_input(key="review_who").set_value("Amal").run()
    monkeypatch.setattr(imports, "store", lambda workspace, staged, **said: real(workspace, staged, **{**said, "watch": Watch(cancelled=lambda: True)}))
    app.button(key="add_store").click().run()
    assert not app.exception
    assert any("stopped" in error.value for error in app.error)
    workspace = open_workspace(default_path())
    with workspace.reading() as connection:
        assert effective(connection, ACCOUNTS).empty
    workspace.close()
    monkeypatch.setattr(imports, "store", real)
    app.button(key="add_store").click().run()
    assert any("is stored as batch 1" in success.value for success in app.success)
