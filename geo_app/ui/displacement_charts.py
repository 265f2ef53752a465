"""Displacement statements over time: bars of one statement each by month, spans that are not divided, points of rounds. No sums."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import streamlit as st

from geo_app.render.displaced import days_of, figure_of, route_of
from geo_app.render.style import DISPLACEMENT, INK, MUTED
from geo_app.ui.plain import plain
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from geo_app.measures.moved_by_month import Months
    from geo_app.render.displaced import Statements

_ROW, _LINE, _LONG, _MOST, _TELLERS = 84, 34, 60, 80, 14
_DAYS = alt.Axis(format="%Y-%m-%d", tickCount=7, labelOverlap=True)
_SHAPES = {"at_least": "triangle-up", "at_most": "triangle-down"}


def _cut(text: str, most: int = _LONG) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _whole(text: str, language: Language) -> str:
    """Return ``text`` so that a chart, which knows no direction, writes an Arabic sentence with Latin names in it from right to left."""
    return f"\u2067{text}\u2069" if language == "ar" else text


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
        _months(numbered, told, language)
    gaps = table[table["persons"].isna()]
    if len(gaps):
        named = [say("moved.months.gap.one", language, month=f"{row.month:%Y-%m}", teller=plain(told.teller(str(row.teller)))) for row in gaps.itertuples()]
        st.caption(say("moved.months.gap", language, list="; ".join(named)))


def _months(numbered: pd.DataFrame, told: Statements, language: Language) -> None:
    rows = _told(told, numbered["displacement_id"])
    shown = pd.DataFrame(
        {
            "start": numbered["month"] + pd.Timedelta(days=1),
            "middle": numbered["month"] + pd.Timedelta(days=14),
            "end": numbered["month"] + pd.offsets.MonthEnd(0) - pd.Timedelta(days=1),
            "persons": numbered["persons"].astype("int64"),
            "none": 0,
            "shape": [_SHAPES.get(bound, "circle") for bound in numbered["bound"]],
            "code": numbered["teller"],
            "teller": [told.teller(code) for code in numbered["teller"]],
            "figure": [figure_of(row, language) for row in rows],
            "route": [route_of(row, language) for row in rows],
            "window": [days_of(row, language) for row in rows],
            "statements": numbered["statements"].to_numpy(),
        }
    )
    order = shown.groupby("code")["persons"].max().sort_values(ascending=False).index.tolist()
    across = [(shown["start"].min() - pd.Timedelta(days=45)).isoformat(), (shown["end"].max() + pd.Timedelta(days=45)).isoformat()]
    if len(order) > _TELLERS:
        st.caption(say("moved.cut", language, n=_TELLERS, all=len(order)))
    with st.container(gap=None):
        for code in order[:_TELLERS]:
            st.altair_chart(_teller(shown[shown["code"] == code], across, int(shown["persons"].max()), language), width="stretch")


def _teller(shown: pd.DataFrame, across: list[str], most: int, language: Language) -> Any:  # noqa: ANN401 - what Altair makes of layers
    """Return one teller's months under the scales that all tellers share."""
    tips = [*_tips(language), alt.Tooltip("statements:Q", title=say("column.moved.count", language))]
    along = alt.Scale(domain=across, nice=False)
    axis = alt.Axis(format="%Y-%m", tickCount=9, labelOverlap=True, grid=True)
    up = alt.Y("persons:Q", title=None, scale=alt.Scale(domain=[0, most]), axis=alt.Axis(tickCount=2, format=",d", minExtent=60, maxExtent=60))
    base = alt.Chart(shown).encode(tooltip=tips)
    bars = base.mark_rect(color=DISPLACEMENT, opacity=0.7).encode(x=alt.X("start:T", title=None, scale=along, axis=axis), x2="end:T", y=up, y2="none:Q")
    heads = base.mark_point(filled=True, size=55, color=DISPLACEMENT, opacity=1).encode(
        x=alt.X("middle:T", title=None, scale=along, axis=axis), y=up, shape=alt.Shape("shape:N", scale=None, legend=None)
    )
    title = alt.Title(_whole(str(shown["teller"].iloc[0]), language), anchor="start", fontSize=12, offset=4, dx=60)
    return alt.layer(bars, heads).properties(height=_ROW + 30, title=title)


def _line(told: Statements, row: Any, language: Language) -> str:  # noqa: ANN401 - a row of the statements
    route = _cut(route_of(row, language)) or say("flow.not.stated", language)
    return _whole(say("moved.spans.line", language, figure=figure_of(row, language), route=route, teller=_cut(told.teller_of(row))), language)


def spans_chart(months: Months, told: Statements, language: Language) -> None:
    """Show what reaches over several months as lines over its window, one a statement, under one another."""
    st.markdown(f"##### {say('moved.spans', language)}")
    st.caption(say("moved.spans.note", language, n=len(months.spanning), undated=len(months.undated)))
    spanning = months.spanning.head(_MOST)
    if spanning.empty:
        return
    if len(months.spanning) > _MOST:
        st.caption(say("moved.cut", language, n=_MOST, all=len(months.spanning)))
    rows = spanning.to_dict("records")
    start, end = spanning["window_start_resolved"], spanning["window_end_resolved"]
    shown = pd.DataFrame(
        {
            "id": spanning["displacement_id"].to_numpy(),
            "start": start.to_numpy(),
            "end": end.to_numpy(),
            "label": [_line(told, row, language) for row in rows],
            "figure": [figure_of(row, language) for row in rows],
            "teller": [told.teller_of(row) for row in rows],
            "route": [route_of(row, language) for row in rows],
            "window": [days_of(row, language) for row in rows],
        }
    )
    down = alt.Y("id:N", sort=shown["id"].tolist(), axis=None)
    base = alt.Chart(shown).encode(y=down, tooltip=_tips(language))
    lines = base.mark_rule(strokeWidth=5, color=DISPLACEMENT, opacity=0.75).encode(x=alt.X("start:T", title=None, axis=_DAYS), x2="end:T")
    labels = base.mark_text(align="left", dy=-11, color=INK, fontSize=12, clip=True, limit=1000).encode(x=alt.value(0), text="label:N")
    chart = alt.layer(lines, labels).properties(height=_LINE * len(shown) + 50)
    with st.container(height=min(_LINE * len(shown) + 80, 480), border=False):
        st.altair_chart(chart, width="stretch")


def rounds_chart(table: pd.DataFrame, stated: int, told: Statements, language: Language) -> None:
    """Show how many were staying or in need as of a day: points, and a line through the rounds of one series; ``stated``: how many statements there are."""
    st.markdown(f"##### {say('moved.rounds.head', language)}")
    numbered = table[table["persons"].notna()]
    if stated > len(numbered):
        st.caption(say("moved.rounds.without", language, n=stated - len(numbered)))
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
            "route": [route_of(row, language) for row in rows],
            "window": [days_of(row, language) for row in rows],
        }
    )
    names = {
        one: _whole(
            say(
                "moved.series",
                language,
                area=_cut(found["route"].iloc[-1] or say("flow.not.stated", language), 54),
                teller=say("list.and", language).join(found["teller"].unique()),
            ),
            language,
        )
        for one, found in shown.groupby("series")
    }
    shown["name"] = shown["series"].map(names)
    colour = alt.Color(
        "name:N", title=None, scale=alt.Scale(scheme="tableau20"), legend=alt.Legend(orient="bottom", columns=1, labelLimit=780, symbolLimit=_MOST)
    )
    base = alt.Chart(shown).encode(
        x=alt.X("day:T", title=None, axis=_DAYS),
        y=alt.Y("persons:Q", title=say("moved.axis", language)),
        color=colour,
        detail="series:N",
        tooltip=_tips(language),
    )
    points = base.mark_point(filled=True, size=80, opacity=1, stroke=MUTED).encode(shape=alt.Shape("shape:N", scale=None, legend=None))
    st.altair_chart(alt.layer(base.mark_line(strokeWidth=1.5), points).properties(height=320 + 29 * len(set(names.values()))), width="stretch")
