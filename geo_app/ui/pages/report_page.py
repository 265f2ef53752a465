"""Read a report: drop or paste it, see its drafts with their words, correct, accept or reject them, store what is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo_app.dataset.load import load_origin_names
from geo_app.errors import GeoAppError
from geo_app.render.phrases import number
from geo_app.ui import state
from geo_app.ui.cache import opened
from geo_app.ui.go import go_to_figures
from geo_app.ui.plain import plain, show_error
from geo_app.ui.report_parts import drafts_table, source_form, statements_table, words_of
from geo_app.ui.reports import report_of
from geo_app.ui.storing_report import store_drafts
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from geo_app.reports.drafts import Draft, Report
    from geo_app.reports.records import Source

MOST_MB = 100


def _given(language: Language) -> tuple[str, bytes] | None:
    file = st.file_uploader(say("report.file", language), max_upload_size=MOST_MB, key=state.report_key("file"))
    if file is not None:
        return file.name, file.getvalue()
    pasted = st.text_area(say("report.paste", language), key=state.report_key("pasted"), height=160, max_chars=2_000_000)
    return ("pasted.txt", pasted.encode()) if pasted.strip() else None


def _store_row(report: Report, accepted: dict[int, Draft], rejected: tuple[int, ...], source: Source, language: Language) -> None:
    name, keep, leave = st.columns([1.3, 1.3, 0.8], vertical_alignment="bottom")
    name.text_input(say("add.who", language), value=state.who(), key=state.WHO_KEY, max_chars=80)
    label = say("report.store", language, n=number(len(accepted))) if accepted else say("report.store.none", language)
    pressed = keep.button(label, type="primary", disabled=not accepted, key="report_store", width="stretch", icon=":material/save:")
    leave.button(say("report.leave", language), on_click=state.forget_report, key="report_leave", width="stretch", icon=":material/close:")
    if pressed:
        store_drafts(report, accepted, rejected, source, language)
        st.rerun()
    if state.problem():
        st.error(plain(state.problem()), icon=":material/error:")


def _page(given: tuple[str, bytes], language: Language) -> None:
    report, text = report_of(*given)
    figures = sum(draft.kind != "statement" for draft in report.drafts)
    if not report.drafts:
        st.info(say("report.none", language), icon=":material/search_off:")
        return
    st.write(say("report.found", language, figures=figures, statements=len(report.drafts) - figures))
    with st.container(border=True):
        source = source_form(report, load_origin_names(), language)
    accepted: dict[int, Draft] = {}
    rejected: tuple[int, ...] = ()
    if figures:
        accepted, rejected = drafts_table(report, language)
    said, _ = statements_table(report, language)
    _store_row(report, {**accepted, **said}, rejected, source, language)
    if figures:
        with st.container(border=True):
            words_of(report, text, language)


def render() -> None:
    """Show the page."""
    language = state.language()
    state.enter("report")
    with st.sidebar:
        st.title(say("app.title", language))
        st.caption(say("app.subtitle", language))
        workspace = opened()
        st.caption(say("data.into", language, name=plain(workspace.name)) if workspace else say("data.into.new", language))
        st.caption(say("report.help", language))
    sentence, _ = state.outcome()
    if sentence:
        st.success(plain(sentence), icon=":material/check_circle:")
        if st.button(say("page.figures", language), key="report_see", icon=":material/bar_chart:"):
            go_to_figures()
    st.subheader(say("report.title", language), anchor=False)
    given = _given(language)
    if given is None:
        st.caption(say("report.help", language))
        return
    try:
        _page(given, language)
    except GeoAppError as error:
        show_error(error)


if __name__ == "__main__":
    render()
