"""Displacement: published statements about people moved, kind by kind, one by one; nothing is added up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from geo_app.measures.flows import statements_in
from geo_app.measures.largest_statement import largest_statement
from geo_app.measures.moved_by_month import moved_by_month
from geo_app.measures.rounds import rounds
from geo_app.model.areas import LEVELS
from geo_app.render.displaced import days_of, figure_of, route_of
from geo_app.render.phrases import number
from geo_app.ui import state
from geo_app.ui.cache import moved_payload_for, statements_of, subset_of
from geo_app.ui.displacement_charts import months_chart, rounds_chart, spans_chart
from geo_app.ui.displacement_parts import card, ends, offer_csv, parties, statement_list
from geo_app.ui.download import offer_map
from geo_app.ui.filters import MapLook, displacement_sidebar
from geo_app.ui.map_component import draw_map
from geo_app.ui.plain import plain, show_error
from geo_app.ui.upload import data_in_use
from geo_app.vocabulary import DisplacementKind
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    import pandas as pd

    from geo_app.dataset.frozen import Dataset
    from geo_app.model.selection import Selection
    from geo_app.render.displaced import Statements

_MOVING = (DisplacementKind.FLOW, DisplacementKind.RETURN)


def _figures(told: Statements, frame: pd.DataFrame, language: Language) -> None:
    """Show how many statements of a kind there are and the largest single one; ``frame`` holds that kind only."""
    best = largest_statement(frame, ["kind"]).to_dict("records")[0]
    count, largest = st.columns([1, 4])
    count.metric(say("moved.count", language), number(len(frame)))
    with largest:
        st.caption(say("moved.largest", language))
        known = best["with_number"] > 0
        st.markdown(f"#### {plain(figure_of(best, language))}" if known else f"#### {say('moved.largest.none', language)}")
        if known:
            facts = (route_of(best, language), days_of(best, language), told.teller_of(best), told.attributed(best))
            st.caption(plain(" · ".join(part for part in facts if part)))
            for mark in told.marks(best):
                st.caption(plain(mark))
    claims = frame[frame["claimed_by"] != ""]
    if len(claims) and not best["claimed_by"]:
        claim = largest_statement(claims, ["kind"]).to_dict("records")[0]
        said = say("moved.claims", language, n=number(len(claims)), figure=figure_of(claim, language), marks=" ".join(told.marks(claim)))
        st.caption(plain(said))
    without = best["statements"] - best["with_number"]
    if without:
        st.caption(say("moved.without.number", language, n=number(int(without)), all=number(len(frame))))


def _kind(told: Statements, every: pd.DataFrame, latest: pd.DataFrame, kind: DisplacementKind, language: Language) -> None:
    """Show one kind: ``every`` statement that answers, ``latest`` without the earlier rounds of series."""
    of_kind, counted = every[every["kind"] == kind], latest[latest["kind"] == kind]
    if of_kind.empty:
        st.caption(say("moved.nothing", language))
        return
    if len(counted):
        _figures(told, counted, language)
    if len(of_kind) > len(counted):
        st.caption(say("moved.rounds", language, n=number(len(of_kind) - len(counted))))
    if kind in _MOVING:
        months = moved_by_month(every, kind)
        months_chart(months, told, language)
        spans_chart(months, told, language)
    else:
        rounds_chart(rounds(every, (kind,)), len(of_kind), told, language)
    ends(told, counted, kind, language)
    parties(told, counted, kind, language)
    st.markdown(f"##### {say('moved.list', language)}")
    statement_list(told, of_kind, language, key=f"moved_{kind}")


def _picked(told: Statements, shown: set[str], language: Language) -> None:
    rows = [row for one in state.picked_displacement() if one in shown and (row := told.row(one)) is not None]
    if not rows:
        st.caption(say("moved.map.click", language))
        return
    st.subheader(say("moved.picked", language))
    for row in rows:
        with st.expander(plain(f"{say(str(row['kind']), language)}: {figure_of(row, language)}"), expanded=len(rows) == 1):
            card(told, row, language)


def _told_twice(told: Statements, shown: set[str]) -> None:
    for pair in told.twice:
        if shown & set(pair):
            st.info(plain(told.told_twice(pair)), icon=":material/content_copy:")


def _body(dataset: Dataset, chosen: Selection, language: Language) -> None:
    st.title(say("moved.head", language))
    st.caption(say("app.data", language, title=plain(dataset.title)))
    st.markdown(say("moved.rule", language))
    if dataset.displacement.empty:
        st.info(say("moved.no.table", language), icon=":material/moving:")
        return
    told = statements_of(dataset, language)
    every, beside = statements_in(dataset, chosen, every_round=True)
    latest = statements_in(dataset, chosen)[0]
    shown = {*every["displacement_id"], *beside["displacement_id"]}
    _told_twice(told, shown)
    if every.empty and beside.empty:
        st.info(say("moved.empty", language), icon=":material/filter_alt_off:")
        return
    draw_map(dataset, moved_payload_for(dataset, chosen, language), key=state.MOVED_MAP_KEY, on_pick=partial(state.remember_picked, state.MOVED_MAP_KEY))
    _picked(told, shown, language)
    counts = latest["kind"].value_counts()
    labels = [say("moved.tab", language, kind=say(str(kind), language).capitalize(), n=number(int(counts.get(kind, 0)))) for kind in DisplacementKind]
    for tab, kind in zip(st.tabs(labels), DisplacementKind, strict=True):
        with tab:
            _kind(told, every, latest, kind, language)
    if len(beside):
        st.subheader(say("moved.jointly.head", language))
        st.caption(say("moved.jointly", language, n=number(len(beside))))
        statement_list(told, beside, language, key="moved_beside")
    replaced = int((dataset.displacement["superseded_by"] != "").sum())
    if replaced:
        st.caption(say("moved.replaced", language, n=number(replaced)))
    offer_csv(told, every, beside, language)
    look = MapLook(measure="incidents", level=LEVELS[0])
    offer_map(subset_of(dataset, chosen), look, language, among=("displacement",), key=state.MOVED_MAP_KEY)
    st.caption(say("displacement.coverage", language))


def render() -> None:
    """Show the page."""
    language = state.language()
    state.enter("displacement")
    with st.sidebar:
        dataset, problem = data_in_use(language)
        chosen = displacement_sidebar(dataset, language)
    if problem is not None:
        show_error(problem)
        return
    if chosen is None:
        st.error(f"{say('app.bad.window', language)} {say('app.bad.window.remedy', language)}", icon=":material/event_busy:")
        return
    _body(dataset, chosen, language)


if __name__ == "__main__":
    render()
