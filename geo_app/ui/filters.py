"""The sidebar: widgets in, one frozen selection out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from geo_app.errors import BadUseError
from geo_app.model.dates import Window
from geo_app.model.selection import Selection
from geo_app.render.details import day_of
from geo_app.render.phrases import word_for
from geo_app.render.scene import LAYERS
from geo_app.ui.state import clear_filters
from geo_app.vocabulary import AREA_ONLY, MAPPED, Attribution, EventType, Perpetrator, Precision, Target, VictimClass
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from datetime import date

    from geo_app.dataset.frozen import Dataset

PRECISIONS = (*MAPPED, *AREA_ONLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the selection is shown: the measure of surfaces and the layers, in drawing order."""

    measure: str
    layers: tuple[str, ...]


def _window(dataset: Dataset, language: Language) -> Window:
    days = dataset.incidents[["day_start", "day_end"]]
    first, last = (day_of(days["day_start"].min()), day_of(days["day_end"].max())) if len(days) else (day_of(14975), day_of(20800))
    left, right = st.columns(2)
    start: date | None = left.date_input(say("app.from", language), value=None, min_value=first, max_value=last, key="from", format="YYYY-MM-DD")
    end: date | None = right.date_input(say("app.to", language), value=None, min_value=first, max_value=last, key="to", format="YYYY-MM-DD")
    if start and end and end < start:
        raise BadUseError(say("app.bad.window", language), remedy=say("app.bad.window.remedy", language))
    return Window(start=start, end=end)


def _more(dataset: Dataset, language: Language) -> dict[str, object]:
    with st.expander(say("app.more", language)):
        victims = st.selectbox(say("app.class", language), tuple(VictimClass), format_func=partial(say, language=language), key="class")
        events = st.multiselect(say("app.events", language), tuple(EventType), format_func=partial(word_for, "event", language=language), key="events")
        targets = st.multiselect(say("app.targets", language), tuple(Target), format_func=partial(word_for, "target", language=language), key="targets")
        sources = st.multiselect(
            say("app.sources", language),
            sorted(dataset.origins, key=lambda o: dataset.origins[o].casefold()),
            format_func=dataset.origins.__getitem__,
            key="sources",
        )
        precision = st.selectbox(
            say("app.precision", language),
            (None, *PRECISIONS),
            format_func=lambda p: say("app.precision.any", language) if p is None else word_for("precision", str(p), language),
            key="precision",
        )
    return {
        "victim_class": victims or VictimClass.PEOPLE,
        "event_types": tuple(sorted(events)),
        "targets": tuple(sorted(targets)),
        "sources": tuple(sorted(sources)),
        "min_precision": Precision(precision) if precision else None,
    }


def sidebar(dataset: Dataset, language: Language) -> tuple[Selection, Look]:
    """Draw the filters and return what they say.

    Raises:
        BadUseError: the window ends before it starts.
    """
    st.subheader(say("app.filters", language))
    perpetrators = st.multiselect(
        say("app.perpetrators", language),
        tuple(Perpetrator),
        format_func=partial(say, language=language),
        placeholder=say("app.all", language),
        help=say("app.perpetrators.help", language),
        key="perpetrators",
    )
    attribution = st.selectbox(
        say("app.attribution", language),
        (None, *Attribution),
        format_func=lambda a: say("app.attribution.any", language) if a is None else say(str(a), language),
        key="attribution",
    )
    window = _window(dataset, language)
    names = dataset.governorates.names
    areas = st.multiselect(
        say("app.areas", language), list(names), format_func=lambda code: names[code][0 if language == "en" else 1], placeholder="", key="areas"
    )
    more = _more(dataset, language)
    chosen = Selection(
        perpetrators=tuple(p for p in Perpetrator if p in perpetrators),
        attribution=Attribution(attribution) if attribution else None,
        window=window,
        areas=tuple(sorted(areas)),
        **more,  # type: ignore[arg-type]
    )
    st.button(say("app.reset", language), on_click=clear_filters, width="stretch", disabled=chosen == Selection())
    st.divider()
    measure = st.radio(
        say("app.measure", language), ("incidents", "killed"), format_func=lambda m: say(f"app.measure.{m}", language), horizontal=True, key="measure"
    )
    layers = st.pills(
        say("app.layers", language),
        LAYERS,
        selection_mode="multi",
        default=("heat", "points", "areas"),
        format_func=lambda m: say(f"layer.{m}", language),
        key="layers",
    )
    return chosen, Look(measure=str(measure), layers=tuple(layer for layer in LAYERS if layer in layers))
