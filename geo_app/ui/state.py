"""The only module that touches session state: names of widgets, what was picked on the map, and clearing filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from geo_app.words.catalogue import Language

MAP_KEY = "map"
FILTERS = ("perpetrators", "attribution", "from", "to", "areas", "class", "events", "targets", "sources", "precision")
_PICKED = "picked_places"
_PICKED_FLOW = "picked_displacement"


def language() -> Language:
    """Return the language of the session; English until issue 6 brings the switch."""
    return "en"


def clear_filters() -> None:
    """Forget every filter, so that widgets start anew."""
    for name in FILTERS:
        st.session_state.pop(name, None)
    forget_picked()


def remember_picked() -> None:
    """Keep what was clicked on the map (a trigger lives for one run only)."""
    result = st.session_state.get(MAP_KEY)
    picked = result.get("picked") if result is not None else None
    if isinstance(picked, list):
        st.session_state[_PICKED] = [int(place) for place in picked]
        st.session_state.pop(_PICKED_FLOW, None)
    elif isinstance(picked, dict) and "displacement" in picked:
        st.session_state[_PICKED_FLOW] = str(picked["displacement"])
        st.session_state.pop(_PICKED, None)


def forget_picked() -> None:
    """Forget what was clicked: another data set has other places."""
    st.session_state.pop(_PICKED, None)
    st.session_state.pop(_PICKED_FLOW, None)


def picked_places() -> list[int]:
    """Return the positions of the places last clicked, empty where none was."""
    return list(st.session_state.get(_PICKED, []))


def picked_displacement() -> str:
    """Return the displacement statement last clicked, empty where none was."""
    return str(st.session_state.get(_PICKED_FLOW, ""))
