"""Which places lie in areas of any level, and which only may: a record known to a governorate lies in none of its districts for certain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geo_app.boundaries.layers import METRES, WGS84
from geo_app.dataset.frozen import PRECISIONS, SEVERAL
from geo_app.errors import BadUseError
from geo_app.model.areas import LEVELS, column_of, level_of
from geo_app.vocabulary import CIRCLES, MAPPED

if TYPE_CHECKING:
    from geo_app.boundaries.layers import Layer
    from geo_app.dataset.frozen import Dataset

INSIDE, STRADDLES = 1, 2


def by_level(dataset: Dataset, areas: tuple[str, ...]) -> dict[str, set[str]]:
    """Return the areas by the level of the layer that holds them.

    Raises:
        BadUseError: no layer in use holds one of them.
    """
    found: dict[str, set[str]] = {}
    for area in areas:
        level = dataset.level_of_area(area)
        if not level:
            raise _unknown(dataset, area)
        found.setdefault(level, set()).add(area)
    return found


def _unknown(dataset: Dataset, area: str) -> BadUseError:
    level = level_of(area)
    if level and level not in dataset.layers:
        return BadUseError(f"{area} is a {level}, and no layer of {level}s is in use.", remedy="Add one: geo-app boundaries add FILE.")
    if level and level != LEVELS[0]:
        return BadUseError(f"{area} is no {level} of the layer in use.", remedy=f"`geo-app totals --by {level}` lists those with incidents.")
    return BadUseError(f"{area} is not a governorate's P-code.", remedy="Use SY01 to SY14; `geo-app doctor` lists them.")


def _in_governorates(dataset: Dataset, wanted: set[str]) -> np.ndarray:
    admin1 = dataset.place_table["admin1"].to_numpy().astype(str)
    answer = np.isin(admin1, list(wanted)).astype(np.int8)
    for at in np.flatnonzero(admin1 == SEVERAL):
        codes = set(dataset.places[at].area_pcodes)
        answer[at] = INSIDE if codes <= wanted else STRADDLES if codes & wanted else 0
    return answer


def _candidates(layer: Layer) -> dict[str, set[str]]:
    """Return larger unit → the units of ``layer`` in it."""
    found: dict[str, set[str]] = {}
    for unit, *larger in layer.units[["unit_id", "admin1", "admin2"]].itertuples(index=False):
        for one in larger:
            if one:
                found.setdefault(str(one), set()).add(str(unit))
    return found


def _open(dataset: Dataset, at: int, units: dict[str, set[str]]) -> set[str]:
    """Return the units in which a place that is not known to their level may lie."""
    known = dataset.place_table[["admin2", "admin1"]].iloc[at]
    if known["admin2"] in units:
        return units[known["admin2"]]
    governorates = dataset.places[at].area_pcodes if known["admin1"] == SEVERAL else (known["admin1"],)
    return {unit for governorate in governorates for unit in units.get(str(governorate), set())}


def _reached(dataset: Dataset, layer: Layer, wanted: set[str], circles: np.ndarray) -> np.ndarray:
    """Return which of the circles (positions of places) touch one of the wanted units."""
    table = dataset.place_table.iloc[circles]
    centres = gpd.GeoSeries(gpd.points_from_xy(table["longitude"], table["latitude"]), crs=WGS84).to_crs(METRES)
    ground = layer.in_metres[layer.units["unit_id"].isin(list(wanted))].union_all()
    near: np.ndarray = shapely.distance(np.asarray(centres.array), ground) <= table["uncertainty_m"].fillna(0.0).to_numpy()
    return near


def _in_finer(dataset: Dataset, level: str, wanted: set[str]) -> np.ndarray:
    """Return the answer for units of a finer layer.

    A point is in the unit of its polygon or in none. A circle or area that is not known to this level may lie in a unit of the larger unit that
    it is known to; a circle only where it reaches it; and lies inside where all the units it may lie in are asked for.
    """
    layer, table = dataset.layers[level], dataset.place_table
    units = table[column_of(level)].to_numpy().astype(str)
    answer = np.isin(units, list(wanted)).astype(np.int8)
    kinds = table["precision"].to_numpy()
    vague = np.flatnonzero((units == "") & ~np.isin(kinds, [PRECISIONS.index(p) for p in MAPPED]))
    inside_of = _candidates(layer)
    for at in vague:
        may = _open(dataset, int(at), inside_of)
        if may & wanted:
            answer[at] = INSIDE if may <= wanted and layer.is_whole else STRADDLES
    circles = np.flatnonzero((answer == STRADDLES) & np.isin(kinds, [PRECISIONS.index(p) for p in CIRCLES]))
    if len(circles):
        answer[circles[~_reached(dataset, layer, wanted, circles)]] = 0
    return answer


def places_in(dataset: Dataset, areas: tuple[str, ...]) -> np.ndarray:
    """Return per place 0 outside the areas, ``INSIDE``, or ``STRADDLES`` where it lies, or may lie, in one of them and elsewhere.

    Raises:
        BadUseError: an area is no unit of a layer in use.
    """
    answers = [
        _in_governorates(dataset, wanted) if level == LEVELS[0] else _in_finer(dataset, level, wanted) for level, wanted in by_level(dataset, areas).items()
    ]
    answer = np.zeros(len(dataset.place_table), dtype=np.int8)
    for one in answers:
        answer = np.where((answer == INSIDE) | (one == INSIDE), INSIDE, np.maximum(answer, one)).astype(np.int8)
    return answer


def narrowed(dataset: Dataset, areas: tuple[str, ...]) -> tuple[str, ...]:
    """Return the areas without those of which a part is asked for as well: who chooses a governorate and a district in it means the district."""
    larger: set[str] = set()
    for layer in dataset.finer.values():
        mine = layer.units[layer.units["unit_id"].isin(areas)]
        larger |= {*mine["admin1"], *mine["admin2"]}
    return tuple(area for area in areas if area not in larger)
