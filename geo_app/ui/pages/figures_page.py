"""Figures: what incident records and published totals support for a question, beside one another and never added."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo_app.measures.totals import toll
from geo_app.model.dates import EVERY_DAY, Window
from geo_app.model.question import Question
from geo_app.model.selection import Selection
from geo_app.render import phrases
from geo_app.render import published as words
from geo_app.render.windows import window_rows, without_window
from geo_app.ui import state
from geo_app.ui.cache import subset_of
from geo_app.ui.figures_parts import all_totals, contradicting, denials, one_total
from geo_app.ui.plain import plain, show_error
from geo_app.ui.totals import contradictions_of, supported_of
from geo_app.ui.upload import data_in_use
from geo_app.ui.windows_chart import draw_windows
from geo_app.vocabulary import Perpetrator, VictimClass
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from geo_app.dataset.frozen import Dataset
    from geo_app.measures.supported import Supported

_CARDS = 4
_OURS = {"medical": VictimClass.MEDICS}
"""Classes of published totals that incidents call otherwise."""


def _window(language: Language) -> Window | None:
    start: date | None = st.date_input(say("app.from", language), value=None, key="figures_from", format="YYYY-MM-DD", min_value="2011-01-01")
    end: date | None = st.date_input(say("app.to", language), value=None, key="figures_to", format="YYYY-MM-DD", min_value="2011-01-01")
    return None if start and end and end < start else Window(start=start, end=end)


def _of_whom(frame: pd.DataFrame, measure: str, language: Language) -> tuple[str, str, str]:
    """Draw whose harm, and of which facilities, the measure is; return victim class, facility and unit, the ones in most totals first."""
    rows = frame[frame["measure"] == measure]
    unit = str(rows["unit"].replace({"cases": "persons"}).mode().iloc[0])
    rows = rows[rows["unit"].replace({"cases": "persons"}) == unit]
    classes, kinds = (list(rows[name].value_counts().index) for name in ("victim_class", "facility"))
    victims, facility = (classes or [""])[0], ""
    if len(classes) > 1 or (classes and classes[0]):
        first = classes.index("civilians") if "civilians" in classes else 0
        named = partial(words.class_in_words, language=language)
        victims = st.selectbox(
            say("figures.class", language),
            classes,
            index=first,
            format_func=lambda one: named(one) or say("figures.class.any", language),
            key=f"figures_class_{measure}",
        )
    if kinds != [""]:
        kinds = ["", *(kind for kind in kinds if kind)]
        facility = st.selectbox(
            say("figures.facility", language),
            kinds,
            format_func=lambda one: words.code_in_words(one, language) if one else say("figures.facility.any", language),
            key=f"figures_facility_{measure}",
        )
    return str(victims or ""), str(facility or ""), unit


def _question(dataset: Dataset, language: Language) -> Question | None:
    """Draw the question in the sidebar; None while the dates are the wrong way round."""
    frame = dataset.tallies
    st.subheader(say("app.filters", language))
    measures = list(frame["measure"].value_counts().index)
    measure = st.selectbox(say("figures.measure", language), measures, format_func=partial(words.measure_in_words, language=language), key="figures_measure")
    measure = str(measure or measures[0])
    victims, facility, unit = _of_whom(frame, measure, language)
    parties = st.multiselect(
        say("app.perpetrators", language),
        tuple(Perpetrator),
        format_func=partial(say, language=language),
        placeholder=say("app.all", language),
        key="figures_parties",
    )
    window = _window(language)
    at = 0 if language == "en" else 1
    areas = st.multiselect(
        say("app.areas", language),
        list(dataset.governorates.names),
        format_func=lambda code: dataset.area_names[code][at],
        placeholder="",
        key="figures_areas",
    )
    if window is None:
        return None
    chosen = tuple(party for party in Perpetrator if party in parties)
    return Question(measure=measure, victim_class=victims, perpetrators=chosen, window=window, areas=tuple(sorted(areas)), facility=facility, unit=unit)


def _card(place: Any, title: str, figure: str, note: str) -> None:  # noqa: ANN401 - a container of Streamlit
    with place.container(border=True, height="stretch"):
        st.caption(plain(title))
        st.markdown(f"### {plain(figure)}")
        st.caption(plain(note))


def _ours(place: Any, dataset: Dataset, question: Question, language: Language) -> None:  # noqa: ANN401 - as above
    """Show what the incident records support for the same question, where they can answer it."""
    title = say("figures.ours", language)
    victims = _OURS.get(question.victim_class, question.victim_class)
    if question.measure != "killed" or victims not in set(VictimClass) or question.facility:
        _card(place, title, say("figures.ours.none", language), say("figures.ours.other", language))
        return
    chosen = Selection(perpetrators=question.perpetrators, window=question.window, areas=question.areas, victim_class=VictimClass(victims))
    subset = subset_of(dataset, chosen)
    deaths = toll(subset, chosen.victim_class)
    figure = say("app.killed.none", language) if deaths.at_least is None else say("figures.at_least", language, n=phrases.number(deaths.at_least, language))
    note = say("figures.ours.note", language, n=phrases.number(deaths.with_figure, language), without=phrases.number(deaths.without_figure, language))
    _card(place, title, figure, " ".join((note + ".", *phrases.beside_in_words(subset.coverage, deaths, language))))


def _cards(dataset: Dataset, question: Question, found: tuple[Supported, ...], language: Language) -> None:
    """Show incidents and origins side by side, and who has totals that support nothing here."""
    bounded = [one for one in found if one.at_least is not None]
    places = [place for start in range(0, len(bounded) + 1, _CARDS) for place in st.columns(_CARDS)[: len(bounded) + 1 - start]]
    _ours(places[0], dataset, question, language)
    for place, one in zip(places[1:], bounded, strict=False):
        note = say("figures.origin.note", language, used=len(one.used), n=len(one.lines))
        if one.publishers > 1:
            note += say("figures.origin.publishers", language, n=one.publishers)
        figure = say("figures.at_least", language, n=phrases.number(one.at_least or 0, language))
        _card(place, words.origin_in_words(one.origin, dataset.origins, language), figure, note)
    without = [words.origin_in_words(one.origin, dataset.origins, language) for one in found if one.at_least is None]
    if without:
        st.caption(plain(say("figures.without", language, names=", ".join(without))))
    st.caption(say("supported.beside", language))


def _body(dataset: Dataset, question: Question, language: Language) -> None:
    found = supported_of(dataset, question)
    asked = say("window.all", language) if question.window == EVERY_DAY else phrases.window_in_words(question.window, language)
    st.title(say("page.figures", language))
    title = words.question_in_words(question, language)
    st.subheader(plain(f"{title[:1].upper()}{title[1:]} · {asked}"))
    st.markdown(say("figures.lead", language))
    _cards(dataset, question, found, language)
    if not found:
        st.info(say("no.totals", language), icon=":material/filter_alt_off:")
        denials(dataset, question, language)
        return
    findings = contradictions_of(dataset)
    against = {at for finding in findings for at in finding.of}
    rows = window_rows(dataset, question, found, against, language)
    st.subheader(say("figures.chart", language))
    denials(dataset, question, language)
    st.caption(say("figures.legend", language))
    draw_windows(rows, question.window, language)
    windowless = without_window(rows)
    if windowless:
        st.markdown(f"**{say('figures.no.window', language)}**")
        st.markdown("\n".join(f"- {plain(line)}" for line in windowless))
    if rows.more:
        st.caption(say("figures.chart.more", language, n=len(rows.rows), more=rows.more))
    one_total(dataset, question, found, language)
    contradicting(dataset, findings, {line.at for one in found for line in one.lines}, language)
    all_totals(dataset, question, found, language)
    st.caption(f"**{say('about.coverage', language)}** {plain(dataset.coverage)}")
    if dataset.is_sample:
        st.caption(say("map.sample", language))


def render() -> None:
    """Show the page."""
    language = state.language()
    state.enter("figures")
    with st.sidebar:
        dataset, problem = data_in_use(language)
        empty = problem is not None or dataset.tallies.empty
        question = None if empty else _question(dataset, language)
    if problem is not None:
        show_error(problem)
    elif empty:
        st.info(say("no.totals", language), icon=":material/filter_alt_off:")
    elif question is None:
        st.error(f"{say('app.bad.window', language)} {say('app.bad.window.remedy', language)}", icon=":material/event_busy:")
    else:
        _body(dataset, question, language)


if __name__ == "__main__":
    render()
