"""The map: figures, map, months, and the incidents behind them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from geo_app.measures.totals import toll
from geo_app.render import phrases
from geo_app.render.details import day_of
from geo_app.ui import state
from geo_app.ui.cache import payload_for, subset_of
from geo_app.ui.charts import timeline
from geo_app.ui.download import offer_map
from geo_app.ui.filters import sidebar
from geo_app.ui.map_component import draw_map
from geo_app.ui.plain import plain, show_error
from geo_app.ui.tables import accounts_of, area_table, beside_table, displacement_table, incidents_of, party_table
from geo_app.ui.upload import data_in_use
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo_app.dataset.frozen import Dataset
    from geo_app.dataset.select import Subset
    from geo_app.ui.filters import MapLook


def _figures(subset: Subset, language: Language) -> None:
    coverage, deaths = subset.coverage, toll(subset, subset.selection.victim_class)
    columns = st.columns([1, 1.6, 1, 1, 1])
    columns[0].metric(say("app.incidents", language), phrases.number(coverage.incidents))
    killed = phrases.number(deaths.at_least) if deaths.at_least is not None else say("app.killed.none", language)
    victims = say(str(subset.selection.victim_class), language)
    columns[1].metric(say("app.killed", language, victims=victims), killed, help=phrases.toll_in_words(deaths, language))
    columns[2].metric(say("app.mapped", language), phrases.number(coverage.mapped))
    columns[3].metric(say("app.area", language), phrases.number(coverage.area))
    columns[4].metric(say("app.unmapped", language), phrases.number(coverage.unmapped))
    beside = phrases.beside_in_words(coverage, deaths, language)
    if beside:
        st.caption(" ".join(beside))


def _empty(dataset: Dataset, language: Language) -> None:
    days = dataset.incidents[["day_start", "day_end"]]
    start, end = phrases.in_words(day_of(days["day_start"].min()), language), phrases.in_words(day_of(days["day_end"].max()), language)
    st.info(f"{say('app.empty', language)} {say('app.empty.remedy', language, start=start, end=end)}", icon=":material/filter_alt_off:")


def _picked(subset: Subset, language: Language) -> None:
    moved = state.picked_displacement()
    if moved:
        st.subheader(say("layer.displacement", language))
        displacement_table(subset, language, moved)
        return
    places = [p for p in state.picked_places() if p < len(subset.dataset.places)]
    here = subset.events & np.isin(subset.dataset.incidents["place"].to_numpy(), places)
    if not here.any():
        st.caption(say("app.click", language))
        return
    place = subset.dataset.places[places[0]]
    st.subheader(say("app.chosen", language, place=plain(place.name or place.query)))
    st.caption(plain(place.explanation))
    accounts_of(subset, here, language)


def _lists(subset: Subset, look: MapLook, language: Language) -> None:
    labels = ("app.table", "app.area.table", "app.party.table", "app.beside.table", "app.displacement.table")
    by_level = partial(area_table, level=look.level)
    shows: tuple[Callable[[Subset, Language], None], ...] = (incidents_of, by_level, party_table, beside_table, displacement_table)
    for tab, show in zip(st.tabs([say(label, language) for label in labels]), shows, strict=True):
        with tab:
            show(subset, language)


def _body(dataset: Dataset, subset: Subset, look: MapLook, language: Language) -> None:
    coverage = subset.coverage
    for problem in dataset.problems:
        st.warning(plain(problem), icon=":material/warning:")
    st.caption(say("app.data", language, title=plain(dataset.title)))
    _figures(subset, language)
    if coverage.incidents == 0:
        _empty(dataset, language)
    elif coverage.mapped == 0:
        st.info(say("app.nothing.mapped", language), icon=":material/location_off:")
    payload = payload_for(dataset, subset.selection, look.measure, language, look.level)
    draw_map(dataset, payload, key=state.MAP_KEY, on_pick=state.remember_picked)
    _picked(subset, language)
    if coverage.incidents:
        timeline(subset, language)
    _lists(subset, look, language)
    offer_map(subset, look, language)
    st.caption(f"**{say('about.coverage', language)}** {plain(dataset.coverage)}")


def render() -> None:
    """Show the page."""
    language = state.language()
    state.enter("map")
    with st.sidebar:
        dataset, problem = data_in_use(language)
        chosen, look = sidebar(dataset, language)
    if problem is not None:
        show_error(problem)
        return
    if chosen is None:
        st.error(f"{say('app.bad.window', language)} {say('app.bad.window.remedy', language)}", icon=":material/event_busy:")
        return
    _body(dataset, subset_of(dataset, chosen), look, language)


if __name__ == "__main__":
    render()
