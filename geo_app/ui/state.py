"""The only module that touches session state: names of widgets, what was picked on the map, and clearing filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from geo_app.vocabulary import Perpetrator, VictimClass

if TYPE_CHECKING:
    from geo_app.model.decisions import Decision, Key
    from geo_app.words.catalogue import Language

MAP_KEY = "map"
UPLOAD_KEY = "upload"
TEXT_KEY, WHO_KEY, WHY_KEY, SEARCH_KEY, REASON_KEY = "review_text", "review_who", "review_why", "review_search", "review_reason"
POINT_KEY, POINT_NAME_KEY, RADIUS_KEY = "review_point", "review_point_name", "review_radius"
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
_OWN_FILE = "own_file"
_WHO = "who"
_DECIDED = "decided"
_PROBLEM = "review_problem"
_POSITION = "review_position"


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


def remember_own_file() -> None:
    """Keep what was just given to the uploader, or forget what was taken out of it: its widget lives on one page, the file for the session."""
    given = st.session_state.get(UPLOAD_KEY)
    forget_own_file()
    if given is not None:
        st.session_state[_OWN_FILE] = (given.name, given.getvalue())


def own_file() -> tuple[str, bytes] | None:
    """Return name and bytes of the person's own file; None where they look at the data that come with geo_app."""
    kept: tuple[str, bytes] | None = st.session_state.get(_OWN_FILE)
    return kept


def forget_own_file() -> None:
    """Go back to the data that come with geo_app."""
    st.session_state.pop(_OWN_FILE, None)
    forget_picked()


def who() -> str:
    """Return the name that the person gave in this session; empty where they gave none."""
    typed = st.session_state.get(WHO_KEY)
    if isinstance(typed, str):
        st.session_state[_WHO] = " ".join(typed.split())
    return str(st.session_state.get(_WHO, ""))


def why_typed() -> str:
    """Return the reason typed beside a decision."""
    return " ".join(str(st.session_state.get(WHY_KEY) or "").split())


def search_typed() -> str:
    """Return the other spelling that was typed."""
    return str(st.session_state.get(SEARCH_KEY) or "").strip()


def point_typed() -> tuple[str, str, float]:
    """Return the coordinates as typed, the name beside them, and the metres within which the place is known."""
    name = " ".join(str(st.session_state.get(POINT_NAME_KEY) or "").split())
    return str(st.session_state.get(POINT_KEY) or ""), name, float(st.session_state.get(RADIUS_KEY) or 1000.0)


def remember_decided(decision: Decision | None) -> None:
    """Keep what was decided last, for the line that says so and offers to take it back (None: nothing), and empty the fields beside it."""
    st.session_state[_DECIDED] = decision
    st.session_state.pop(_PROBLEM, None)
    for name in (WHY_KEY, SEARCH_KEY, POINT_KEY, POINT_NAME_KEY):
        st.session_state[name] = ""


def come_back_to(decision: Decision) -> None:
    """Show the text of a decision that was taken back."""
    st.session_state[TEXT_KEY] = text_id(decision.key)


def text_id(key: Key) -> str:
    """Return how the list of texts names a text beside its stated governorates."""
    return f"{key[0]}|{';'.join(key[1])}"


def decided_last() -> Decision | None:
    """Return what was decided last in this session."""
    found: Decision | None = st.session_state.get(_DECIDED)
    return found


def remember_problem(sentence: str | None) -> None:
    """Keep what went wrong with a click, in a sentence, until the next click."""
    st.session_state[_PROBLEM] = sentence


def problem() -> str:
    """Return what went wrong with the last click; empty where nothing did."""
    return str(st.session_state.get(_PROBLEM) or "")


def chosen_text(ids: list[str]) -> int:
    """Return the position of the text under review; where it has left the list, of the one that took its place."""
    chosen = st.session_state.get(TEXT_KEY)
    at = ids.index(chosen) if chosen in ids else min(int(st.session_state.get(_POSITION, 0)), len(ids) - 1)
    st.session_state[TEXT_KEY], st.session_state[_POSITION] = ids[at], at
    return at
