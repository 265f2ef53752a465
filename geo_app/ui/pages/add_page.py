"""Add data: drop a file, see what it is, answer what only a person knows, see what would be stored, store it or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo_app.errors import BadFileError
from geo_app.render.phrases import number
from geo_app.ui import add_preview, state
from geo_app.ui.add_questions import by_hand, chosen_sheet, questions
from geo_app.ui.adding import begin_storing, cancel, finish_storing, stop, undo
from geo_app.ui.cache import difference_of, headers_of, opened, reading
from geo_app.ui.go import go_to_map, go_to_review
from geo_app.ui.plain import plain, show_error
from geo_app.ui.wait import wait_for, wait_stored
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from geo_app.model.mapping import Mapping
    from geo_app.ui.reading import Read
    from geo_app.ui.state import Added

MOST_MB = 200


def _read(file: Added, mapping: Mapping, language: Language) -> Read:
    """Return the list as ``mapping`` says; what takes longer shows how far it is and can be stopped.

    Raises:
        BadFileError: it cannot be read, or was stopped.
    """
    return wait_for(reading(file.name, file.data, file.sha256, mapping), file.name, language, on_stop=stop)


def _first(file: Added, base: Mapping, language: Language) -> Read | None:
    """Return the list as it proposes itself; where no reader understands its columns, ask for them (None: not answered yet).

    Raises:
        BadFileError: it is no table.
    """
    try:
        return _read(file, base, language)
    except BadFileError as error:
        sheets = headers_of(file.name, file.data, file.sha256)
        if not sheets:
            raise
        st.warning(plain(error.sentence), icon=":material/table_chart:")
        mapping = by_hand(sheets, base, language)
    if mapping is not None and mapping != base:
        state.remember_answers(mapping, mapping)
        st.rerun()
    return None


def _store_row(read: Read, language: Language) -> None:
    found = difference_of(read.staged)
    sound = add_preview.can_be_stored(read)
    if not sound:
        key = "add.not.incidents" if read.preview.records else "add.nothing"
        st.warning(say(key, language), icon=":material/block:")
    name, keep, leave = st.columns([1.3, 1.3, 0.8], vertical_alignment="bottom")
    name.text_input(say("add.who", language), value=state.who(), key=state.WHO_KEY, max_chars=80)
    records = read.preview.records
    label = say("add.store.one", language) if records == 1 else say("add.store", language, n=number(records))
    pressed = keep.button(label, type="primary", disabled=not sound, key="add_store", width="stretch", icon=":material/save:")
    leave.button(say("add.cancel", language), on_click=cancel, key="add_cancel", width="stretch", icon=":material/close:")
    if pressed and state.storing() is None:
        begin_storing(read, found, language)
    storing = state.storing()
    if storing is not None:
        wait_stored(storing, language)
        finish_storing(read, storing, language)
        st.rerun()
    if state.problem():
        st.error(plain(state.problem()), icon=":material/error:")


def _outcome(language: Language) -> None:
    """Say what was stored last, with the way to the map and the way back."""
    said, batch = state.outcome()
    if not said:
        return
    st.success(plain(said), icon=":material/check_circle:")
    look, back, _ = st.columns([1, 1, 2])
    if look.button(say("add.see", language), key="add_see", type="primary", width="stretch", icon=":material/map:"):
        go_to_map()
    if batch:
        says = say("batches.undone.said", language, batch=batch)
        back.button(say("add.undo", language), on_click=undo, args=(batch, says, language), key="add_undo", width="stretch", icon=":material/undo:")


def _page(file: Added, language: Language) -> None:
    base = state.answers_before(state.add_key("dataset"))
    left, right = st.columns([1, 1.75], gap="medium")
    with left:
        head = st.container()
        first = _first(file, base, language)
        if first is None:
            st.button(say("add.cancel", language), on_click=cancel, key="add_cancel", icon=":material/close:")
            return
        read = first
        st.markdown(f"**{say('add.questions', language)}**")
        changed = chosen_sheet(read.staged.listed, base, language)
        if changed != base:
            read, base = _read(file, changed, language), changed
        mapping = questions(read, base, language)
        state.remember_answers(base, mapping)
    with right:
        if mapping != base:
            read = _read(file, mapping, language)
    with head:
        add_preview.heading(read, language)
    with left:
        add_preview.unread(read, language)
    with right:
        add_preview.figures(read, language)
        _store_row(read, language)
        review = add_preview.tables(read, difference_of(read.staged), language)
    if review:
        state.look_at(file.name, file.data, mapping)
        go_to_review()


def render() -> None:
    """Show the page."""
    language = state.language()
    state.enter("add")
    with st.sidebar:
        st.title(say("app.title", language))
        st.caption(say("app.subtitle", language))
        workspace = opened()
        st.caption(say("data.into", language, name=plain(workspace.name)) if workspace else say("data.into.new", language))
        st.caption(say("add.help", language))
    file = state.added()
    _outcome(language)
    if file is None:
        st.subheader(say("add.title", language), anchor=False)
    st.file_uploader(
        say("add.file", language), max_upload_size=MOST_MB, on_change=state.remember_added, key=state.uploader_key(), help=say("add.file.help", language)
    )
    if file is None:
        st.caption(say("add.formats", language))
        return
    try:
        _page(file, language)
    except BadFileError as error:
        show_error(error)
        st.button(say("add.cancel", language), on_click=cancel, key="add_cancel_bad", icon=":material/close:")


if __name__ == "__main__":
    render()
