"""Windows of published totals as bars on one time axis: a chart an origin, drawn by the browser from what the page sends it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import streamlit as st

from geo_app.render.phrases import in_words
from geo_app.render.style import INK
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from datetime import date

    from geo_app.model.dates import Window
    from geo_app.render.windows import OriginRows, WindowRow, WindowRows

_USED, _PALE, _CONFLICT, _ASKED = "#1f4068", "#b9c6d6", "#c2410c", "#8a8577"
_LABELS = 330
"""Pixels of the labels, the same in every chart so that the time axes stand under one another."""
_STEP, _BAR = 24, 12
_ROOM = 0.16
"""Part of the axis that is left free for figures beside the bars."""
_LONGEST = 52
_INSIDE = {"en": "↳ ", "ar": "↲ "}
_FIRST = {"en": "\u200b", "ar": "\u200f"}
"""Browsers trim labels: a character without width before the indent keeps it, and says which way the label is read."""


def _label(row: WindowRow, position: int, language: Language) -> str:
    """Return a label, indented as deep as its total lies in others, and unlike every other (by characters without width)."""
    text = row.label if len(row.label) <= _LONGEST - 3 * row.depth else row.label[: _LONGEST - 3 * row.depth].rstrip() + "…"
    unlike = "\u200b" * position
    indent = chr(0x2003) * (2 * (row.depth - 1)) + (_INSIDE[language] if row.depth else "")
    return _FIRST[language] + indent + text + unlike


def _fade(row: WindowRow) -> str:
    return {(True, True): "whole", (True, False): "end", (False, True): "start", (False, False): "both"}[row.start_known, row.end_known]


def _frame(rows: tuple[WindowRow, ...], language: Language) -> pd.DataFrame:
    table = []
    for position, row in enumerate(rows):
        if row.start is None or row.end is None:
            continue
        marks = " ".join(say(key, language) for key, is_so in (("role.used", row.used), ("figures.mark.conflict", row.contradicted)) if is_so)
        said = " – ".join((in_words(row.start, language) + ("" if row.start_known else " ?"), in_words(row.end, language) + ("" if row.end_known else " ?")))
        table.append(
            {
                "label": _label(row, position, language),
                "start": pd.Timestamp(row.start),
                # The last day is included, and a window of one day is seen.
                "end": pd.Timestamp(row.end + timedelta(days=1)),
                "value": f"{'' if row.end_known else '? '}{row.value}",
                "before": "" if row.start_known else "?",
                "fade": _fade(row),
                "used": row.used,
                "contradicted": row.contradicted,
                "what": row.label,
                "window": said,
                "marks": marks,
            }
        )
    return pd.DataFrame(table)


def _gradient(colour: str, fade: str) -> Any:  # noqa: ANN401 - what altair takes for a colour
    """Return a colour that fades towards the ends that are not known."""
    if fade == "whole":
        return colour
    clear = f"{colour}14"
    stops = {
        "end": ((0, colour), (0.45, colour), (1, clear)),
        "start": ((0, clear), (0.55, colour), (1, colour)),
        "both": ((0, clear), (0.5, colour), (1, clear)),
    }
    return alt.Gradient(gradient="linear", stops=[alt.GradientStop(color=c, offset=o) for o, c in stops[fade]], x1=0, x2=1, y1=0, y2=0)  # type: ignore[no-untyped-call]


def _bars(frame: pd.DataFrame, x: alt.X, y: alt.Y, language: Language) -> list[alt.Chart]:
    tooltip = [
        alt.Tooltip("value:N", title=say("figures.column.total", language)),
        alt.Tooltip("what:N", title=say("figures.column.of", language)),
        alt.Tooltip("window:N", title=say("column.window", language)),
        alt.Tooltip("marks:N", title=say("figures.column.role", language)),
    ]
    layers = []
    for (fade, used), part in frame.groupby(["fade", "used"], sort=True):
        colour = _gradient(_USED if used else _PALE, str(fade))
        layers.append(alt.Chart(part).mark_bar(height=_BAR, cornerRadius=2, color=colour, minBandSize=2).encode(x=x, x2="end:T", y=y, tooltip=tooltip))
    return layers


def _chart(origin: OriginRows, axis: tuple[date, date], asked: Window, language: Language) -> Any | None:  # noqa: ANN401 - a chart of layers; altair names it otherwise in every version
    frame = _frame(origin.rows, language)
    if frame.empty:
        return None
    right = language == "ar"
    labels = alt.Axis(
        title=None, orient="right" if right else "left", labelAlign="right" if right else "left", labelPadding=_LABELS, minExtent=_LABELS, maxExtent=_LABELS,
        labelLimit=_LABELS,
        labelColor=INK, domain=False, ticks=False, labelFontSize=12,
    )  # fmt: skip
    y = alt.Y("label:N", sort=list(frame["label"]), axis=labels)
    x = alt.X("start:T", title=None, scale=alt.Scale(domain=[str(day) for day in axis]), axis=alt.Axis(format="%Y", tickCount="year", gridOpacity=0.5))
    layers: list[alt.Chart] = []
    days = [day for day in (asked.start, asked.end) if day is not None]
    if days:
        lines = pd.DataFrame({"start": [pd.Timestamp(day) for day in days]})
        layers.append(alt.Chart(lines).mark_rule(strokeDash=[4, 3], color=_ASKED).encode(x=x))
    layers += _bars(frame, x, y, language)
    shown = alt.Chart(frame)
    layers.append(shown.mark_text(align="left", dx=6, fontSize=12, fontWeight="bold").encode(x=alt.X("end:T"), y=y, text="value:N"))
    layers.append(shown.mark_text(align="right", dx=-4, fontSize=12, fontWeight="bold").encode(x=x, y=y, text="before:N"))
    marked = frame[frame["contradicted"]]
    if len(marked):
        layers.append(alt.Chart(marked).mark_point(shape="diamond", filled=True, size=90, color=_CONFLICT, opacity=1, dx=0).encode(x=x, y=y))
    title = alt.TitleParams(origin.heading, anchor="end" if right else "start", frame="bounds", fontSize=14, offset=2)
    return alt.layer(*layers).properties(height=alt.Step(_STEP), title=title)


def draw_windows(rows: WindowRows, asked: Window, language: Language) -> None:
    """Draw a chart for every origin over one time axis, and say which totals have no window."""
    placed = [row for row in rows.rows if row.start is not None and row.end is not None]
    if placed:
        first, last = min(row.start for row in placed if row.start), max(row.end for row in placed if row.end)
        margin = timedelta(days=max(20, (last - first).days // 40))
        axis = (first - margin, last + timedelta(days=max(60, int((last - first).days * _ROOM))))
        for origin in rows.origins:
            chart = _chart(origin, axis, asked, language)
            if chart is not None:
                st.altair_chart(chart, width="stretch")
