"""The monthly timeline, stacked by perpetrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import streamlit as st

from geo_app.measures.by_period import by_month
from geo_app.render.style import GROUP_COLOURS, PERPETRATOR_COLOURS, colour_of
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from geo_app.dataset.select import Subset


def timeline(subset: Subset, language: Language) -> None:
    """Show incidents by month; joint, alternative, contested and unknown are series of their own."""
    table, spanning = by_month(subset)
    st.subheader(say("app.timeline", language))
    if table.empty:
        st.caption(say("app.timeline.note", language, n=spanning))
        return
    order = [s for s in [*map(str, PERPETRATOR_COLOURS), *GROUP_COLOURS] if s in set(table["series"])]
    labels = {series: say(series, language) for series in order}
    shown = table.assign(party=table["series"].map(labels), rank=table["series"].map(order.index))
    chart = (
        alt.Chart(shown)
        .mark_bar(binSpacing=0)
        .encode(
            x=alt.X("yearmonth(month):T", title=None),
            y=alt.Y("incidents:Q", title=say("column.incidents", language), axis=alt.Axis(tickMinStep=1)),
            color=alt.Color(
                "party:N",
                title=None,
                scale=alt.Scale(domain=[labels[s] for s in order], range=[colour_of(s) for s in order]),
                legend=alt.Legend(orient="bottom", columns=4, labelLimit=260),
            ),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("yearmonth(month):T", title=say("column.date", language)),
                alt.Tooltip("party:N", title=say("column.party", language)),
                alt.Tooltip("incidents:Q", title=say("column.incidents", language)),
            ],
        )
        .properties(height=330)
    )
    st.altair_chart(chart, width="stretch")
    if spanning:
        st.caption(say("app.timeline.note", language, n=spanning))
    if subset.dataset.is_sample:
        st.caption(say("map.sample", language))
