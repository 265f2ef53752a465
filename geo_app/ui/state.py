"""The only module that touches session state: names of widgets, what was picked on the map, and clearing filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from geo_app.vocabulary import Perpetrator, VictimClass

if TYPE_CHECKING:
    from geo_app.words.catalogue import Language

MAP_KEY = "map"
ANY = "any"
FILTERS: dict[str, Any] = {
    "perpetrators": [],
    "attribution": ANY,
    "from": None,
    "to": None,
    "areas": [],
    "districts": [],
    "subdistricts": [],
    "class": VictimClass.PEOPLE,
    "events": [],
    "targets": [],
    "sources": [],
    "precision": ANY,
}
"""Widget keys of the filters and what each holds when it filters nothing."""
_PICKED = "picked_places"
_PICKED_FLOW = "picked_displacement"


def language() -> Language:
    """Return the language of the session; English until issue 6 brings the switch."""
    return "en"


def clear_filters() -> None:
    """Set every filter to what filters nothing; a key that is only forgotten would leave the browser's widget as it was."""
    for name, nothing in FILTERS.items():
        st.session_state[name] = list(nothing) if isinstance(nothing, list) else nothing
    forget_picked()


def remember_picked() -> None:
    """Keep what was clicked on the map (a trigger lives for one run only)."""
    result = st.session_state.get(MAP_KEY)
    picked = result.get("picked") if result is not None else None
    if isinstance(picked, list):
        st.session_state[_PICKED] = [int(place) for place in picked]
        st.session_state.pop(_PICKED_FLOW, None)
    elif isinstance(picked, dict) and "displacement" in picked:
        st.session_state[_PICKED_FLOW] = [str(one) for one in picked["displacement"]]
        st.session_state.pop(_PICKED, None)


def forget_picked() -> None:
    """Forget what was clicked: another data set has other places."""
    st.session_state.pop(_PICKED, None)
    st.session_state.pop(_PICKED_FLOW, None)


def picked_places() -> list[int]:
    """Return the positions of the places last clicked, empty where none was."""
    return list(st.session_state.get(_PICKED, []))


def picked_displacement() -> list[str]:
    """Return the displacement statements last clicked, empty where none was."""
    return list(st.session_state.get(_PICKED_FLOW, []))


def map_look(layers: tuple[str, ...]) -> tuple[tuple[str, ...], Perpetrator | None]:
    """Return the layers that are switched on in the map and the party whose panel it shows (None: all that was asked for)."""
    result = st.session_state.get(MAP_KEY)
    look = result.get("look") if result is not None else None
    if not isinstance(look, dict):
        return tuple(layer for layer in layers if layer not in {"displacement", "choropleth"}), None
    off = look.get("off") or []
    panel = look.get("panel")
    return tuple(layer for layer in layers if layer not in off), Perpetrator(panel) if panel in set(Perpetrator) else None
