"""The sidebar: widgets in, one frozen selection out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from geo_app.dataset.areas import narrowed
from geo_app.model.areas import LEVELS
from geo_app.model.dates import EVERY_DAY, Window
from geo_app.model.selection import Selection
from geo_app.render.details import day_of
from geo_app.render.phrases import word_for
from geo_app.ui.state import ANY, clear_filters
from geo_app.vocabulary import AREA_ONLY, MAPPED, Attribution, EventType, Perpetrator, Precision, Target, VictimClass
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from datetime import date

    from geo_app.dataset.frozen import Dataset

PRECISIONS = (*MAPPED, *AREA_ONLY)


def _window(dataset: Dataset, language: Language) -> Window | None:
    days = dataset.incidents[["day_start", "day_end"]]
    first, last = (day_of(days["day_start"].min()), day_of(days["day_end"].max())) if len(days) else (day_of(14975), day_of(20800))
    start: date | None = st.date_input(say("app.from", language), value=None, min_value=first, max_value=last, key="from", format="YYYY-MM-DD")
    end: date | None = st.date_input(say("app.to", language), value=None, min_value=first, max_value=last, key="to", format="YYYY-MM-DD")
    if start and end and end < start:
        return None
    return Window(start=start, end=end)


def _sources(dataset: Dataset, language: Language) -> tuple[str, ...]:
    names = dataset.origins
    order = sorted(names, key=lambda one: names[one].casefold())
    return tuple(sorted(st.multiselect(say("app.sources", language), order, format_func=names.__getitem__, key="sources")))


def _more(dataset: Dataset, language: Language) -> dict[str, object]:
    with st.expander(say("app.more", language)):
        victims = st.selectbox(say("app.class", language), tuple(VictimClass), format_func=partial(say, language=language), key="class")
        events = st.multiselect(say("app.events", language), tuple(EventType), format_func=partial(word_for, "event", language=language), key="events")
        targets = st.multiselect(say("app.targets", language), tuple(Target), format_func=partial(word_for, "target", language=language), key="targets")
        sources = _sources(dataset, language)
        precision = st.selectbox(
            say("app.precision", language),
            (ANY, *PRECISIONS),
            format_func=lambda p: say("app.precision.any", language) if p == ANY else word_for("precision", str(p), language),
            key="precision",
        )
    return {
        "victim_class": victims or VictimClass.PEOPLE,
        "event_types": tuple(sorted(events)),
        "targets": tuple(sorted(targets)),
        "sources": sources,
        "min_precision": Precision(precision) if precision and precision != ANY else None,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLook:
    """What surfaces weigh and choropleths count, and whose areas a choropleth colours."""

    measure: str
    level: str


def _areas(dataset: Dataset, language: Language) -> tuple[str, ...]:
    """Draw a filter for every loaded level; say how to add one where only governorates are loaded."""
    at = 0 if language == "en" else 1
    names = dataset.area_names
    chosen = list(
        st.multiselect(say("app.areas", language), list(dataset.governorates.names), format_func=lambda code: names[code][at], placeholder="", key="areas")
    )
    for level, layer in dataset.finer.items():
        parents = dict(zip(layer.units["unit_id"], layer.units["admin1"], strict=True))
        labels = {unit: f"{name[at]} ({names[parents[unit]][at]})" if parents[unit] in names else name[at] for unit, name in layer.names.items()}
        chosen += st.multiselect(
            say(f"app.{level}s", language),
            sorted(labels, key=lambda unit, labels=labels: labels[unit]),  # type: ignore[misc]
            format_func=lambda unit, labels=labels: labels.get(unit, unit),  # type: ignore[misc]
            placeholder="",
            help=say("app.finer.help", language),
            key=f"{level}s",
        )
    if not dataset.finer:
        st.caption(say("app.finer.none", language))
    return narrowed(dataset, tuple(sorted(set(chosen))))


def _look(dataset: Dataset, language: Language) -> MapLook:
    measure = st.radio(
        say("app.measure", language), ("incidents", "killed"), format_func=lambda m: say(f"app.measure.{m}", language), horizontal=True, key="measure"
    )
    level = LEVELS[0]
    if dataset.finer:
        level = st.selectbox(say("app.level", language), list(dataset.layers), format_func=lambda one: say(f"level.{one}", language).capitalize(), key="level")
    return MapLook(measure=str(measure), level=str(level or LEVELS[0]))


def _who(language: Language) -> tuple[tuple[Perpetrator, ...], Attribution | None]:
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
        (ANY, *Attribution),
        format_func=lambda a: say("app.attribution.any", language) if a == ANY else say(str(a), language),
        key="attribution",
    )
    return tuple(p for p in Perpetrator if p in perpetrators), Attribution(attribution) if attribution and attribution != ANY else None


def displacement_sidebar(dataset: Dataset, language: Language) -> Selection | None:
    """Draw the filters that apply to displacement statements; return the selection, None while the dates are the wrong way round."""
    perpetrators, how = _who(language)
    window = _window(dataset, language)
    areas = _areas(dataset, language)
    sources = _sources(dataset, language)
    chosen = Selection(perpetrators=perpetrators, attribution=how, window=window or EVERY_DAY, areas=areas, sources=sources)
    st.button(say("app.reset", language), on_click=clear_filters, width="stretch", disabled=chosen == Selection())
    st.caption(say("moved.filters.note", language))
    return chosen if window is not None else None


def sidebar(dataset: Dataset, language: Language) -> tuple[Selection | None, MapLook]:
    """Draw the filters; return the selection (None while the dates are the wrong way round) and what the map's layers weigh and colour."""
    perpetrators, how = _who(language)
    window = _window(dataset, language)
    areas = _areas(dataset, language)
    more = _more(dataset, language)
    chosen = Selection(
        perpetrators=perpetrators,
        attribution=how,
        window=window or EVERY_DAY,
        areas=areas,
        **more,  # type: ignore[arg-type]
    )
    st.button(say("app.reset", language), on_click=clear_filters, width="stretch", disabled=chosen == Selection())
    st.divider()
    look = _look(dataset, language)
    return chosen if window is not None else None, look
