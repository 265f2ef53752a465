"""All incidents by unit of a layer as classes with fixed numeric breaks; what is not known to a unit is counted beside, never spread."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo_app.measures.by_area import LARGER, UNIT, area_of_places, by_area
from geo_app.render.phrases import number
from geo_app.render.style import CHOROPLETH, CHOROPLETH_BREAKS
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from geo_app.dataset.select import Subset

NO_RECORD, NO_FIGURE = -1, -2
"""In place of a class: no incident in the unit; incidents, and none with a figure above 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shade:
    """One unit: its class (position in the colours, ``NO_RECORD`` or ``NO_FIGURE``), what is in it, and the places that lie in it."""

    unit_id: str
    name: str
    shade: int
    incidents: int
    killed: int | None
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choropleth:
    """Every unit of ``level``. ``larger, nowhere``: incidents known to a larger unit only, and to none or several."""

    level: str
    shades: tuple[Shade, ...]
    larger: int
    nowhere: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shading:
    """The legend of a choropleth: colours with their numbers from low to high, the signs beside them, and its notes."""

    heading: str
    classes: tuple[tuple[str, str], ...]
    no_record: str
    no_figure: str
    notes: tuple[str, ...]


def _class(incidents: int, value: int | None, breaks: tuple[int, ...]) -> int:
    if incidents == 0:
        return NO_RECORD
    return int(np.searchsorted(breaks, value, side="right")) - 1 if value is not None and value >= breaks[0] else NO_FIGURE


def choropleth(subset: Subset, level: str, measure: str, language: Language) -> Choropleth:
    """Return the choropleth of the events of ``subset`` by unit of ``level``: mapped ones and those known to an area of that level alike.

    Raises:
        BadUseError: no layer of ``level`` is in use.
    """
    dataset = subset.dataset
    table = by_area(subset, level)
    units, known = area_of_places(dataset, level)
    place = dataset.incidents["place"].to_numpy()
    filled = np.unique(place[subset.events])
    filled = filled[known[filled] == UNIT]
    inside: dict[str, list[int]] = {}
    for at in filled.tolist():
        inside.setdefault(str(units[at]), []).append(at)
    rows = {row["area"]: row for row in table[table["known"] == UNIT].to_dict("records")}
    column = 0 if language == "en" else 1
    layer = dataset.layers[level]
    shades = []
    for unit, *names in layer.units[["unit_id", "name", "name_ar"]].itertuples(index=False):
        row = rows.get(unit)
        incidents = int(row["incidents"]) if row else 0
        killed = int(row["killed_at_least"]) if row and not pd.isna(row["killed_at_least"]) else None
        shade = _class(incidents, incidents if measure == "incidents" else killed, CHOROPLETH_BREAKS[measure])
        shades.append(Shade(unit_id=unit, name=str(names[column]), shade=shade, incidents=incidents, killed=killed, places=tuple(inside.get(unit, ()))))
    return Choropleth(
        level=level,
        shades=tuple(shades),
        larger=int(table.loc[table["known"] == LARGER, "incidents"].sum()),
        nowhere=int(table.loc[~table["known"].isin([UNIT, LARGER]), "incidents"].sum()),
    )


def _labels(breaks: tuple[int, ...]) -> list[str]:
    ends = [number(low) if high == low + 1 else f"{number(low)}–{number(high - 1)}" for low, high in pairwise(breaks)]
    return [*ends, f"{number(breaks[-1])}+"]


def shading_of(drawn: Choropleth, subset: Subset, measure: str, language: Language) -> Shading:
    """Return the legend: numbers that are the same for every party, and what is in no unit."""
    victims = say(str(subset.selection.victim_class), language).capitalize()
    level = say(f"level.{drawn.level}", language)
    inside = sum(shade.incidents for shade in drawn.shades)
    notes = [say("choropleth.within", language, n=number(inside), all=number(subset.coverage.incidents), level=level)]
    if drawn.larger or drawn.nowhere:
        notes.append(say("choropleth.beside", language, larger=number(drawn.larger), nowhere=number(drawn.nowhere)))
    notes.append(say("choropleth.counts", language))
    return Shading(
        heading=say(f"choropleth.{measure}", language, level=level, victims=victims),
        classes=tuple(zip(CHOROPLETH, _labels(CHOROPLETH_BREAKS[measure]), strict=True)),
        no_record=say("choropleth.no.record", language),
        no_figure=say("choropleth.no.figure", language) if measure == "killed" else "",
        notes=tuple(notes),
    )
