"""The parts of the review page: the text under review, what it may be decided to be, and what hangs on it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from geo_app.locating.decided import all_candidates
from geo_app.locating.settle import area_answer, entry_answer, settled_answer
from geo_app.model.decisions import Answer
from geo_app.render.locator import Mark, Town, locator_svg
from geo_app.render.phrases import in_words
from geo_app.ui import state
from geo_app.ui.decide import decide, decide_point
from geo_app.ui.plain import plain
from geo_app.vocabulary import GOVERNORATES, AnswerKind, OpenReason, PlaceKind
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo_app.dataset.frozen import Dataset
    from geo_app.locating.decided import DecidedGeocoder
    from geo_app.locating.review import OpenText
    from geo_app.model.places import Candidate

_MOST = 5
_HITS = 4
_RADII_KM = (0.15, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0)
_USUAL_KM = 1.0


def _name(codes: tuple[str, ...], dataset: Dataset, language: Language) -> str:
    names = dataset.governorates.names
    return " / ".join(names[code][0 if language == "en" else 1] if code in names else code for code in codes)


def heading(one: OpenText, dataset: Dataset, language: Language) -> None:
    """Show the text large, what is stated beside it, and what the geocoder makes of it."""
    st.header(plain(one.text[:400]), anchor=False)
    beside = say("review.stated", language, names=plain(_name(one.stated, dataset, language))) if one.stated else say("review.stated.none", language)
    arabic = f" · {say('review.arabic', language, text=plain(one.arabic))}" if one.arabic and one.arabic != one.text else ""
    st.markdown(f"{beside}{arabic}  \n{plain(one.place.explanation)}")


def _mark(number: int, candidate: Candidate, geocoder: DecidedGeocoder, language: Language) -> Mark:
    entry = geocoder.entries.get(candidate.place_id)
    return Mark(
        number=str(number),
        name=candidate.name_ar if language == "ar" and candidate.name_ar else candidate.name,
        latitude=candidate.latitude,
        longitude=candidate.longitude,
        radius_m=entry.radius_m if entry else 0.0,
    )


def _picture(one: OpenText, candidates: tuple[Candidate, ...], dataset: Dataset, geocoder: DecidedGeocoder, language: Language) -> None:
    marks = [_mark(at, candidate, geocoder, language) for at, candidate in enumerate(candidates, start=1)]
    if not marks and one.place.latitude is not None and one.place.longitude is not None:
        marks = [Mark(number="•", name="", latitude=one.place.latitude, longitude=one.place.longitude, radius_m=one.place.uncertainty_m or 0.0)]
    towns = [
        Town(name=(e.name_ar if language == "ar" and e.name_ar else e.name), latitude=e.latitude, longitude=e.longitude, weight=e.population)
        for e in geocoder.entries.values()
        if e.kind is PlaceKind.SETTLEMENT and e.population
    ]
    svg = locator_svg(dataset.governorates, dataset.context, marks, towns=towns, stated=one.stated, language=language)
    st.image(svg, caption=say("review.map", language), width="stretch")


def _button(label: str, one: OpenText, answer: Callable[[], Answer], language: Language, *, key: str, kind: str = "secondary") -> None:
    look: Any = kind
    st.button(label, on_click=decide, args=(one, answer, language), key=key, width="stretch", type=look)


def _candidate_buttons(
    one: OpenText, candidates: tuple[Candidate, ...], dataset: Dataset, geocoder: DecidedGeocoder, language: Language, *, first: int = 1
) -> None:
    for number, candidate in enumerate(candidates, start=first):
        entry = geocoder.entries.get(candidate.place_id)
        same = one.reason is OpenReason.DISAGREEMENT and candidate.place_id == one.place.place_id
        if entry is None or same:  # both sides of a disagreement have buttons of their own
            continue
        where = _name((candidate.admin1_pcode,), dataset, language) if candidate.admin1_pcode else say("review.several", language)
        names = " · ".join(dict.fromkeys(n for n in (candidate.name, candidate.name_ar) if n))
        key = "review.candidate.alone" if f"({where})" in names else "review.candidate"
        label = say(key, language, number=number, name=plain(names), where=plain(where))
        _button(label, one, partial(entry_answer, geocoder, one.text, entry), language, key=f"review_choose_{number}")


def _sides(one: OpenText, dataset: Dataset, language: Language) -> None:
    """Offer both sides of a disagreement: the place stays, the governorate it counts in is chosen."""
    if one.reason is not OpenReason.DISAGREEMENT or one.found not in GOVERNORATES:
        return
    known = one.stated or one.place.area_pcodes
    if len(known) == 1:
        label = say("review.keep.stated", language, name=plain(_name(known, dataset, language)))
        _button(label, one, partial(settled_answer, one.place, known[0]), language, key="review_keep")
    label = say("review.take.found", language, name=plain(_name((one.found,), dataset, language)))
    _button(label, one, partial(settled_answer, one.place, one.found), language, key="review_take")


def _searched(text: str, candidates: tuple[Candidate, ...], geocoder: DecidedGeocoder) -> tuple[Candidate, ...]:
    """Return what the gazetteer has for another spelling, without those that stand above it already."""
    there = {candidate.place_id for candidate in candidates}
    return tuple(hit for hit in all_candidates(geocoder.matcher.geocode(text)) if hit.place_id not in there)[:_HITS]


def _other(one: OpenText, dataset: Dataset, language: Language) -> None:
    """Offer the governorate only, nowhere, and unknown."""
    codes = one.stated or one.place.area_pcodes
    if codes:
        label = say("review.only", language, name=plain(_name(codes, dataset, language)))
        _button(label, one, partial(area_answer, codes), language, key="review_only")
    _button(say("review.nowhere", language), one, lambda: Answer(kind=AnswerKind.NOWHERE), language, key="review_nowhere")
    _button(say("review.unknown", language), one, lambda: Answer(kind=AnswerKind.UNKNOWN), language, key="review_unknown")
    with st.expander(say("review.only.choose", language)):
        names = dataset.governorates.names
        code = st.selectbox(
            say("app.areas", language), list(names), format_func=lambda c: names[c][0 if language == "en" else 1], index=None, key="review_governorate"
        )
        if code:
            label = say("review.only", language, name=plain(_name((code,), dataset, language)))
            _button(label, one, partial(area_answer, (code,)), language, key="review_only_chosen")


def _own_point(one: OpenText, dataset: Dataset, language: Language) -> None:
    with st.expander(say("review.point", language)):
        st.text_input(say("review.point.pair", language), key=state.POINT_KEY, placeholder="35.93, 36.63")
        st.text_input(say("review.point.name", language), key=state.POINT_NAME_KEY)
        st.selectbox(
            say("review.point.radius", language),
            [km * 1000 for km in _RADII_KM],
            index=_RADII_KM.index(_USUAL_KM),
            format_func=lambda metres: say("review.km", language, km=metres / 1000),
            key=state.RADIUS_KEY,
        )
        st.button(say("review.point.use", language), on_click=decide_point, args=(one, dataset.governorates, language), key="review_use_point", width="stretch")


def _hanging(one: OpenText, dataset: Dataset, language: Language) -> None:
    """List the accounts that hold the text: day, party, source."""
    st.markdown(f"**{say('review.hanging', language)}**")
    rows = dataset.accounts.iloc[list(one.rows)]
    table = pd.DataFrame(
        {
            say("column.date", language): [in_words(day.date(), language) for day in rows["date_start"]],
            say("column.party", language): [
                say("list.and", language).join(say(code, language) for code in codes.split(";")) if codes else say("popup.no.party", language)
                for codes in rows["perpetrators"]
            ],
            say("column.publisher", language): rows["source_publisher"].to_numpy(),
            say("column.title", language): rows["source_title"].to_numpy(),
            say("column.id", language): rows["incident_id"].to_numpy(),
        }
    )
    st.dataframe(table, hide_index=True)


def answers(one: OpenText, dataset: Dataset, geocoder: DecidedGeocoder, language: Language) -> None:
    """Show the candidates on a small map, a button for each, and everything else that a text can be decided to be."""
    candidates = all_candidates(one.place)[:_MOST]
    searched = state.search_typed()
    hits = _searched(searched, candidates, geocoder) if searched else ()
    picture, buttons = st.columns([1.2, 1], gap="small")
    with buttons:
        words = say("review.why", language)
        st.text_input(words, key=state.WHY_KEY, max_chars=300, placeholder=words, label_visibility="collapsed")
        _sides(one, dataset, language)
        if candidates:
            _candidate_buttons(one, candidates, dataset, geocoder, language)
        elif one.reason is not OpenReason.DISAGREEMENT:
            st.caption(say("review.nothing", language))
        _candidate_buttons(one, hits, dataset, geocoder, language, first=len(candidates) + 1)
        st.text_input(say("review.search", language), key=state.SEARCH_KEY, max_chars=200)
        if searched and not hits:
            st.caption(say("review.search.none", language))
        _other(one, dataset, language)
        _own_point(one, dataset, language)
    with picture:
        _picture(one, (*candidates, *hits), dataset, geocoder, language)
        _hanging(one, dataset, language)
