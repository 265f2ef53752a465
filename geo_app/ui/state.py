"""The only module that touches session state: names of widgets, what was picked on the map, and clearing filters."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo_app.model.mapping import Mapping
from geo_app.vocabulary import Perpetrator, VictimClass

if TYPE_CHECKING:
    from geo_app.model.decisions import Decision, Key
    from geo_app.words.catalogue import Language

MAP_KEY = "map"
MOVED_MAP_KEY = "moved_map"
UPLOAD_KEY = "upload"
TEXT_KEY, WHO_KEY, WHY_KEY, SEARCH_KEY, REASON_KEY = "review_text", "review_who", "review_why", "review_search", "review_reason"
DATA_KEY, UNDO_WHY_KEY = "data_in_use", "undo_why"
WORKSPACE, BUNDLED = "workspace", "bundled"
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
_HELD = (*FILTERS, "figures_from", "figures_to", "figures_measure", "figures_parties", "figures_areas", "compare_from", "compare_to", "compare_parties")
_PICKED = "picked_places"
_REPORT_ROUND = "report_round"
_PICKED_FLOW = "picked_displacement"
_OWN_FILE = "own_file"
_OWN_MAPPING = "own_file_mapping"
_CHOICE = "data_choice"
_ADDED, _ANSWERS, _ROUND, _VERSION = "added", "added_answers", "added_round", "added_version"
_READING, _STORING = "added_reading", "added_storing"
_PAGE = "page"
_OUTCOME, _SKIPPED, _PAIR = "outcome", "pairs_skipped", "pair_answered"
_WHO = "who"
_DECIDED = "decided"
_PROBLEM = "review_problem"
_POSITION = "review_position"


def hold_filters() -> None:
    """Keep what the filters hold while another page is open: Streamlit forgets the value of a widget that a page does not draw."""
    for name in _HELD:
        if name in st.session_state:
            st.session_state[name] = st.session_state[name]


def language() -> Language:
    """Return the language of the session; English until issue 6 brings the switch."""
    return "en"


def clear_filters() -> None:
    """Set every filter to what filters nothing; a key that is only forgotten would leave the browser's widget as it was."""
    for name, nothing in FILTERS.items():
        st.session_state[name] = list(nothing) if isinstance(nothing, list) else nothing
    forget_picked()


def remember_picked(key: str = MAP_KEY) -> None:
    """Keep what was clicked on the map (a trigger lives for one run only)."""
    result = st.session_state.get(key)
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


def map_look(layers: tuple[str, ...], key: str = MAP_KEY) -> tuple[tuple[str, ...], Perpetrator | None]:
    """Return the layers that are switched on in the map and the party whose panel it shows (None: all that was asked for)."""
    result = st.session_state.get(key)
    look = result.get("look") if result is not None else None
    if not isinstance(look, dict):
        return tuple(layer for layer in layers if key != MAP_KEY or layer not in {"displacement", "choropleth"}), None
    off = look.get("off") or []
    panel = look.get("panel")
    return tuple(layer for layer in layers if layer not in off), Perpetrator(panel) if panel in set(Perpetrator) else None


def remember_own_file() -> None:
    """Keep what was just given to the uploader, or forget what was taken out of it: its widget lives on one page, the file for the session."""
    given = st.session_state.get(UPLOAD_KEY)
    forget_own_file()
    clear_filters()
    if given is not None:
        st.session_state[_OWN_FILE] = (given.name, given.getvalue())


def own_file() -> tuple[str, bytes] | None:
    """Return name and bytes of the person's own file; None where they look at the data that come with geo_app."""
    kept: tuple[str, bytes] | None = st.session_state.get(_OWN_FILE)
    return kept


def own_mapping() -> Mapping:
    """Return how the person's own file is read; what they leave open is found out."""
    kept: Mapping = st.session_state.get(_OWN_MAPPING) or Mapping()
    return kept


def look_at(name: str, data: bytes, mapping: Mapping) -> None:
    """Make a file the one that the map and the review page are about, read as ``mapping`` says."""
    st.session_state[_OWN_FILE], st.session_state[_OWN_MAPPING] = (name, data), mapping
    forget_picked()


def forget_own_file() -> None:
    """Go back to the data that are stored."""
    st.session_state.pop(_OWN_FILE, None)
    st.session_state.pop(_OWN_MAPPING, None)
    forget_picked()


def data_choice() -> str:
    """Return ``workspace`` or ``bundled`` where the person chose between them in this session; empty where they did not."""
    return str(st.session_state.get(_CHOICE, ""))


def forget_data_choice() -> None:
    """Look at the workspace again: something was stored in it."""
    st.session_state.pop(_CHOICE, None)


def remember_data_choice() -> None:
    """Keep the choice between the workspace and the bundled incidents; filters of the one may not fit the other."""
    st.session_state[_CHOICE] = st.session_state.get(DATA_KEY) or ""
    forget_own_file()
    clear_filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A file on its way into the workspace: name, bytes and their SHA-256."""

    name: str
    data: bytes
    sha256: str


def uploader_key() -> str:
    """Return the key of the uploader of the page that adds data; a new one empties it."""
    return f"add_file_{st.session_state.get(_ROUND, 0)}"


def add_key(name: str) -> str:
    """Return the key of a question about the file; another file or a loaded profile makes all of them new."""
    file = added()
    return f"add_{name}_{file.sha256[:8] if file else ''}_{st.session_state.get(_VERSION, 0)}"


def remember_added() -> None:
    """Keep the file that was just given to the page that adds data; where it was taken out, forget it."""
    given = st.session_state.get(uploader_key())
    st.session_state.pop(_ANSWERS, None)
    st.session_state.pop(_OUTCOME, None)
    st.session_state.pop(_PROBLEM, None)
    if given is None:
        st.session_state.pop(_ADDED, None)
        return
    data = given.getvalue()
    st.session_state[_ADDED] = Added(name=given.name, data=data, sha256=hashlib.sha256(data).hexdigest())


def added() -> Added | None:
    """Return the file on its way into the workspace; None where there is none."""
    kept: Added | None = st.session_state.get(_ADDED)
    return kept


def forget_added() -> None:
    """Forget the file and everything that was said of it."""
    for name in (_ADDED, _ANSWERS, _READING, _PROBLEM):
        st.session_state.pop(name, None)
    st.session_state[_ROUND] = int(st.session_state.get(_ROUND, 0)) + 1


def answers_before(widget: str) -> Mapping:
    """Return what the questions start from: the answers so far where ``widget`` is new on the page (one comes back, or loads a profile)."""
    base, last = st.session_state.get(_ANSWERS) or (Mapping(), Mapping())
    if widget not in st.session_state and base != last:
        st.session_state[_ANSWERS] = (last, last)
        return last
    return base


def remember_answers(base: Mapping, mapping: Mapping) -> None:
    """Keep what the questions started from and what they are answered with."""
    st.session_state[_ANSWERS] = (base, mapping)


def given_profile() -> bytes | None:
    """Return the bytes of the profile that was just given; None where it was taken out."""
    given = st.session_state.get(add_key("profile"))
    return bytes(given.getvalue()) if given is not None else None


def load_answers(mapping: Mapping) -> None:
    """Start the questions from a profile; their widgets are made anew, the file stays."""
    st.session_state[_ANSWERS] = (mapping, mapping)
    st.session_state[_VERSION] = int(st.session_state.get(_VERSION, 0)) + 1


def reading_before(now: Any) -> Any:  # noqa: ANN401 - a Reading; state knows none of the machinery
    """Keep which reading the page waits for and return the one before it, where that is another."""
    before = st.session_state.get(_READING)
    st.session_state[_READING] = now
    return before if before is not now else None


def remember_storing(task: Any) -> None:  # noqa: ANN401 - a task; state knows none of the machinery
    """Keep the storing that runs; None: none does."""
    st.session_state[_STORING] = task


def report_key(name: str) -> str:
    """Return the key of a widget of the page that reads a report; leaving a report makes all of them new."""
    return f"report_{name}_{st.session_state.get(_REPORT_ROUND, 0)}"


def forget_report() -> None:
    """Forget the report on the page and everything that was said of it."""
    st.session_state[_REPORT_ROUND] = st.session_state.get(_REPORT_ROUND, 0) + 1
    for name in (_PROBLEM, _OUTCOME):
        st.session_state.pop(name, None)


def storing() -> Any:  # noqa: ANN401 - as above
    """Return the storing that runs; None where none does."""
    return st.session_state.get(_STORING)


def enter(page: str) -> None:
    """Forget what was said of the last click where it was on another page."""
    if st.session_state.get(_PAGE, page) != page:
        for name in (_OUTCOME, _PROBLEM, _PAIR):
            st.session_state.pop(name, None)
    st.session_state[_PAGE] = page


def remember_outcome(sentence: str, number: int = 0) -> None:
    """Keep what was done last on the pages of the workspace, for the line that says so, with the batch or event it made; empty: nothing."""
    st.session_state[_OUTCOME] = (sentence, number)
    st.session_state.pop(_PROBLEM, None)


def outcome() -> tuple[str, int]:
    """Return what was done last, and the number of the batch or event it made."""
    kept: tuple[str, int] = st.session_state.get(_OUTCOME) or ("", 0)
    return kept


def undo_why() -> str:
    """Return the reason typed for taking something back."""
    return " ".join(str(st.session_state.get(UNDO_WHY_KEY) or "").split())


def remember_pair(event: int) -> None:
    """Keep the number of the event that answered a pair last (0: none to take back)."""
    st.session_state[_PAIR] = event
    st.session_state.pop(_PROBLEM, None)


def pair_answered() -> int:
    """Return the number of the event that answered a pair last in this session."""
    return int(st.session_state.get(_PAIR, 0))


def skip_pair(pair: tuple[str, str]) -> None:
    """Put a pair behind the others for this session."""
    st.session_state[_SKIPPED] = [*skipped_pairs(), pair]


def skipped_pairs() -> list[tuple[str, str]]:
    """Return the pairs put behind the others, in that order."""
    return list(st.session_state.get(_SKIPPED, []))


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
