"""Displacement statements over time: bars of one statement each by month, spans that are not divided, points of rounds. No sums."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import streamlit as st

from geo_app.render.displaced import figure_of, route_of
from geo_app.render.published import window_of
from geo_app.render.style import DISPLACEMENT, INK, MUTED
from geo_app.ui.plain import plain
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from geo_app.measures.moved_by_month import Months
    from geo_app.render.displaced import Statements

_ROW, _LINE, _LONG, _MOST = 64, 30, 60, 80
_SHAPES = {"at_least": "triangle-up", "at_most": "triangle-down"}


def _cut(text: str, most: int = _LONG) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _told(told: Statements, ids: pd.Series) -> list[Any]:
    return [told.row(str(one)) for one in ids]


def _tips(language: Language, *more: tuple[str, str]) -> list[alt.Tooltip]:
    fields = (("figure", "column.moved.figure"), ("route", "moved.ends"), ("window", "column.window"), ("teller", "column.moved.teller"), *more)
    return [alt.Tooltip(f"{name}:N", title=say(key, language)) for name, key in fields]


def months_chart(months: Months, told: Statements, language: Language) -> None:
    """Show the largest single statement of each month, tellers below one another under one scale; a month without one stays empty."""
    st.markdown(f"##### {say('moved.months', language)}")
    table = months.months
    numbered = table[table["persons"].notna()]
    if numbered.empty:
        st.caption(say("moved.months.none", language))
    else:
        st.caption(say("moved.months.note", language))
        st.altair_chart(_months(numbered, told, language), width="stretch")
    gaps = table[table["persons"].isna()]
    if len(gaps):
        named = [say("moved.months.gap.one", language, month=f"{row.month:%Y-%m}", teller=plain(told.teller(str(row.teller)))) for row in gaps.itertuples()]
        st.caption(say("moved.months.gap", language, list="; ".join(named)))


def _months(numbered: pd.DataFrame, told: Statements, language: Language) -> alt.FacetChart:
    rows = _told(told, numbered["displacement_id"])
    shown = pd.DataFrame(
        {
            "start": numbered["month"] + pd.Timedelta(days=2),
            "middle": numbered["month"] + pd.Timedelta(days=14),
            "end": numbered["month"] + pd.offsets.MonthEnd(0) - pd.Timedelta(days=2),
            "persons": numbered["persons"].astype("int64"),
            "shape": [_SHAPES.get(bound, "circle") for bound in numbered["bound"]],
            "teller": [_cut(told.teller(code), 34) for code in numbered["teller"]],
            "figure": [figure_of(row, language) for row in rows],
            "route": [route_of(row) for row in rows],
            "window": [window_of(row, language) for row in rows],
            "statements": numbered["statements"].to_numpy(),
        }
    )
    order = shown.groupby("teller")["persons"].max().sort_values(ascending=False).index.tolist()
    first, last = shown["start"].min() - pd.Timedelta(days=45), shown["end"].max() + pd.Timedelta(days=45)
    across = alt.Scale(domain=[first.isoformat(), last.isoformat()], nice=False)
    tips = [*_tips(language), alt.Tooltip("statements:Q", title=say("column.moved.count", language))]
    up = alt.Y("persons:Q", title=None, axis=alt.Axis(tickCount=2, format="~s"))
    base = alt.Chart(shown)
    bars = base.mark_bar(color=DISPLACEMENT, opacity=0.75).encode(x=alt.X("start:T", title=None, scale=across), x2="end:T", y=up, tooltip=tips)
    heads = base.mark_point(filled=True, size=55, color=DISPLACEMENT, opacity=1).encode(
        x=alt.X("middle:T", title=None, scale=across), y=up, shape=alt.Shape("shape:N", scale=None, legend=None), tooltip=tips
    )
    header = alt.Header(title=None, labelAngle=0, labelAlign="left", labelOrient="top", labelAnchor="start", labelFontWeight="bold", labelPadding=2)
    return alt.layer(bars, heads).properties(height=_ROW, width=1000).facet(row=alt.Row("teller:N", sort=order, header=header), spacing=8)


def spans_chart(months: Months, told: Statements, language: Language) -> None:
    """Show what reaches over several months as lines over its window, one a statement, under one another."""
    st.markdown(f"##### {say('moved.spans', language)}")
    st.caption(say("moved.spans.note", language, n=len(months.spanning), undated=len(months.undated)))
    spanning = months.spanning.head(_MOST)
    if spanning.empty:
        return
    rows = spanning.to_dict("records")
    start, end = spanning["window_start_resolved"], spanning["window_end_resolved"]
    middle = start.min() + (end.max() - start.min()) / 2
    shown = pd.DataFrame(
        {
            "id": spanning["displacement_id"].to_numpy(),
            "start": start.to_numpy(),
            "end": end.to_numpy(),
            "late": (start > middle).to_numpy(),
            "label": [say("moved.spans.line", language, figure=figure_of(row, language), teller=_cut(told.teller_of(row), 40)) for row in rows],
            "figure": [figure_of(row, language) for row in rows],
            "teller": [told.teller_of(row) for row in rows],
            "route": [route_of(row) for row in rows],
            "window": [window_of(row, language) for row in rows],
        }
    )
    down = alt.Y("id:N", sort=shown["id"].tolist(), axis=None)
    base = alt.Chart(shown).encode(y=down, tooltip=_tips(language))
    lines = base.mark_rule(strokeWidth=5, color=DISPLACEMENT, opacity=0.75).encode(x=alt.X("start:T", title=None), x2="end:T")
    early = base.transform_filter("!datum.late").mark_text(align="left", dy=-10, color=INK, fontSize=12).encode(x="start:T", text="label:N")
    late = base.transform_filter("datum.late").mark_text(align="right", dy=-10, color=INK, fontSize=12).encode(x="end:T", text="label:N")
    chart = alt.layer(lines, early, late).properties(height=_LINE * len(shown) + 20)
    with st.container(height=min(_LINE * len(shown) + 90, 460), border=False):
        st.altair_chart(chart, width="stretch")


def rounds_chart(table: pd.DataFrame, told: Statements, language: Language) -> None:
    """Show how many were staying or in need as of a day: points, and a line through the rounds of one series."""
    st.markdown(f"##### {say('moved.rounds.head', language)}")
    numbered = table[table["persons"].notna()]
    if numbered.empty:
        st.caption(say("moved.rounds.none", language))
        return
    st.caption(say("moved.rounds.note", language))
    rows = _told(told, numbered["displacement_id"])
    shown = pd.DataFrame(
        {
            "series": numbered["series"].to_numpy(),
            "day": numbered["day"].to_numpy(),
            "persons": numbered["persons"].astype("int64").to_numpy(),
            "shape": [_SHAPES.get(bound, "circle") for bound in numbered["bound"]],
            "figure": [figure_of(row, language) for row in rows],
            "teller": [told.teller_of(row) for row in rows],
            "route": [route_of(row) for row in rows],
            "window": [window_of(row, language) for row in rows],
        }
    )
    names = {
        one: say("moved.series", language, area=_cut(found["route"].iloc[-1] or say("flow.not.stated", language), 54), teller=found["teller"].iloc[-1])
        for one, found in shown.groupby("series")
    }
    shown["name"] = shown["series"].map(names)
    colour = alt.Color("name:N", title=None, scale=alt.Scale(scheme="tableau20"), legend=alt.Legend(orient="bottom", columns=2, labelLimit=520, symbolLimit=40))
    base = alt.Chart(shown).encode(
        x=alt.X("day:T", title=None),
        y=alt.Y("persons:Q", title=say("legend.persons", language, bound="", n="").strip()),
        color=colour,
        detail="series:N",
        tooltip=_tips(language),
    )
    points = base.mark_point(filled=True, size=80, opacity=1, stroke=MUTED).encode(shape=alt.Shape("shape:N", scale=None, legend=None))
    st.altair_chart(alt.layer(base.mark_line(strokeWidth=1.5), points).properties(height=420), width="stretch")
