"""Waiting for a list to be read or stored: how far it is, and the button that stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo_app.ui import state
from geo_app.ui.plain import plain
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo_app.ui.reading import Read, Reading, Task, Watched

_AT_ONCE, _LOOK = 0.3, 0.25


def wait_for(reading: Reading, name: str, language: Language, *, on_stop: Callable[[Reading], None]) -> Read:
    """Return what was read of the file ``name``; what takes longer shows a bar and a button that calls ``on_stop``.

    A rerun of the page waits for the same reading again; one that the page no longer waits for is stopped.

    Raises:
        BadFileError: it cannot be read, or was stopped.
    """
    if not reading.wait(_AT_ONCE):
        before = state.reading_before(reading)
        if before is not None:
            before.stop()
        box = st.empty()
        with box.container(border=True):
            says = say("add.reading", language, file=plain(name))
            bar = st.progress(0.0, text=says)
            st.button(say("add.stop", language), on_click=on_stop, args=(reading,), key=f"stop_{id(reading)}", icon=":material/stop_circle:")
        while not reading.wait(_LOOK):
            bar.progress(reading.part, text=says)
        box.empty()
    return reading.result()


def wait_stored(storing: Watched, language: Language) -> None:
    """Wait until a list is stored or its storing was stopped; what takes longer shows a bar and a button that stops it."""
    if storing.wait(_AT_ONCE):
        return
    box = st.empty()
    with box.container(border=True):
        bar = st.progress(0.0, text=say("add.storing", language))
        st.button(say("add.stop", language), on_click=storing.stop, key="stop_storing", icon=":material/stop_circle:")
    while not storing.wait(_LOOK):
        bar.progress(storing.part, text=say("add.storing", language))
    box.empty()


def wait_out(task: Task, says: str) -> None:
    """Wait until a task has ended; meanwhile ``says`` stands on the page with the seconds, and the person may leave the page."""
    if task.wait(_AT_ONCE):
        return
    box = st.empty()
    with st.spinner(says, show_time=True):
        while not task.wait(_LOOK):
            box.empty()  # a call at which Streamlit can end this run for another
