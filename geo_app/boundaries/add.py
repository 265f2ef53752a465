"""A polygon file of a person → a boundary layer of Syria with a report of what was repaired, or a reason why it cannot be one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo_app.boundaries.columns import Recognised, recognise, syrian
from geo_app.boundaries.layers import METRES, UNDOF, Layer, load_governorates
from geo_app.boundaries.matching import units_of
from geo_app.boundaries.repair import MOST_OVERLAP, MOST_OVERLAP_OF_UNIT, fitted, in_degrees, polygons_only, syria, worst_overlap
from geo_app.errors import BadFileError, BadUseError
from geo_app.model.areas import LEVELS
from geo_app.readers.polygons import PolygonFile, read_polygons
from geo_app.vocabulary import GOVERNORATES

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

LEAST_IN_SYRIA = 0.9
"""Part of a layer's ground that must lie in Syria as bundled (with the Golan); OCHA's has 98.9 %."""
LEAST_OF_UNIT = 0.5
BORDER_M = 5_000.0
WHOLE = 0.97
"""A layer that covers this part of the country is taken to cover it all."""
_MOST = 0.5


@dataclass(frozen=True, eq=False, kw_only=True)
class Added:
    """A layer that may be kept, and what was done to make it one, a sentence each."""

    layer: Layer
    repaired: tuple[str, ...]


def _recognised(rows: gpd.GeoDataFrame, file: str, level: str) -> Recognised:
    texts = rows.drop(columns="geometry")
    found = recognise(texts, level)
    if found.mixed:
        raise BadFileError(f"{file} mixes levels: {' and '.join(found.mixed)}s stand in one column of codes.", remedy="Give one level a file.")
    if not found.level:
        raise BadUseError(f"Nothing in {file} says which level its {len(rows)} units are.", remedy=f"Say it: --level {'|'.join(LEVELS)}.")
    if level and found.level != level:
        raise BadUseError(f"{file} holds {found.level}s by {found.why}, not {level}s.", remedy=f"Leave --level out, or say --level {found.level}.")
    if not (found.name or found.name_ar or found.code):
        raise BadFileError(f"{file} has no column of names or codes that is recognised.", remedy="Name the columns name, name_ar and pcode.")
    return found


def _only_syria(rows: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, list[str]]:
    here = syrian(rows.drop(columns="geometry"))
    if here is None:
        return rows, []
    return rows[here].reset_index(drop=True), [f"Kept the {int(here.sum())} of {len(rows)} rows that are Syria's by their country column."]


def _dissolved(units: gpd.GeoDataFrame, file: str) -> tuple[gpd.GeoDataFrame, list[str]]:
    """Return one row a unit: parts of one unit in several rows become one.

    Raises:
        BadFileError: rows of one code have different names.
    """
    twice = units[units["unit_id"].duplicated(keep=False)]
    for unit, rows in twice.groupby("unit_id"):
        names = sorted(set(rows["name"]))
        if len(names) > 1:
            raise BadFileError(f"In {file}, {names[0]} and {names[1]} are both {unit}.", remedy="Correct their codes or names.")
    out = units.dissolve("unit_id", as_index=False, sort=True)[[*units.columns]] if len(twice) else units.sort_values("unit_id", ignore_index=True)
    return out, [f"Joined {len(twice)} rows into {twice['unit_id'].nunique()} units that stand in several rows."] if len(twice) else []


def _refuse_foreign(rows: gpd.GeoDataFrame, file: str) -> None:
    shapes = np.asarray(rows.to_crs(METRES).geometry.array)
    # Elsewhere on the globe a point may have no place in metres of Syria's zone: it is not in Syria either.
    there = shapes[np.isfinite(shapely.bounds(shapes)).all(axis=1)]
    inside = float(shapely.area(shapely.intersection(there, syria())).sum() / shapely.area(there).sum()) if len(there) else 0.0
    if inside < LEAST_IN_SYRIA:
        raise BadFileError(f"Only {inside:.0%} of the ground in {file} lies in Syria.", remedy="Give boundaries of Syria.")


def _refuse_strays(units: gpd.GeoDataFrame, file: str) -> None:
    shapes = np.asarray(units.to_crs(METRES).geometry.array)
    shares = shapely.area(shapely.intersection(shapes, syria().buffer(BORDER_M))) / shapely.area(shapes)
    if shares.min() < LEAST_OF_UNIT:
        raise BadFileError(f"{units['name'].iloc[int(shares.argmin())]} in {file} lies outside Syria.", remedy="Leave out what is not Syria.")


def _refuse_overlaps(units: gpd.GeoDataFrame, file: str) -> None:
    worst = worst_overlap(units)
    if worst is not None and (worst.share > MOST_OVERLAP or worst.of_smaller > MOST_OVERLAP_OF_UNIT):
        first, second = units["name"].iloc[worst.first], units["name"].iloc[worst.second]
        raise BadFileError(
            f"Units of {file} lie over one another: {first} and {second} share {worst.of_smaller:.0%} of the smaller.",
            remedy="Give one level of boundaries, each place in one unit.",
        )


def _refuse_unfit_governorates(units: gpd.GeoDataFrame, file: str) -> None:
    strange = units[(units["pcode"] == "") & (units["unit_id"] != UNDOF)]
    if len(strange):
        raise BadFileError(
            f"{strange['name'].iloc[0]} in {file} is none of the 14 governorates.", remedy="Give P-codes or the usual names, or another --level."
        )
    missing = [names[0] for code, names in load_governorates().names.items() if code in GOVERNORATES and code not in set(units["pcode"])]
    if missing:
        raise BadFileError(
            f"{file} holds {14 - len(missing)} of the 14 governorates ({', '.join(missing[:4])} missing).",
            remedy="A layer of governorates takes the place of the bundled one and must be whole.",
        )


def layer_from(given: PolygonFile, *, level: str = "", publisher: str = "", version: str = "", licence: str = "") -> Added:
    """Return the layer of a polygon file.

    Args:
        given: the file as read.
        level: what the person says it is; empty where the file shows it itself.
        publisher: as maps print it; the file's name where it is empty.
        version: as maps print it.
        licence: as ``boundaries list`` prints it.

    Raises:
        BadFileError: it cannot be a layer of Syria: exchanged axes, another country, overlapping units, no polygons, names or codes, several levels.
        BadUseError: its level is not shown and not said, or said otherwise than it is.
    """
    said = [f"Note: {note}." for note in given.notes]
    rows, done = in_degrees(given)
    said += done
    for step in (_only_syria, lambda r: polygons_only(r, file=given.file)):
        rows, done = step(rows)
        said += done
    _refuse_foreign(rows, given.file)
    found = _recognised(rows, given.file, level)
    said.append(f"Read as {len(rows)} {found.level}s by {found.why}.")
    units, done = units_of(rows, found)
    said += done
    units, done = _dissolved(units, given.file)
    said += done
    _refuse_strays(units, given.file)
    _refuse_overlaps(units, given.file)
    if found.level == "governorate":
        _refuse_unfit_governorates(units, given.file)
    units, done = fitted(units)
    said += done
    covered = shapely.area(np.asarray(units.to_crs(METRES).geometry.array)).sum() / load_governorates().in_metres.area.sum()
    if covered < WHOLE:
        said.append(f"It covers {covered:.1%} of the country; places elsewhere have no {found.level}.")
    layer = Layer(
        level=found.level,
        units=units,
        publisher=publisher or f"own file {given.file}",
        version=version or "version not stated",
        licence=licence or "not stated",
        sha256=given.sha256,
        is_whole=bool(covered >= WHOLE),
        is_own=True,
    )
    return Added(layer=layer, repaired=tuple(said))


def layer_of_file(path: Path, *, level: str = "", publisher: str = "", version: str = "", licence: str = "") -> Added:
    """Return the layer of the polygon file at ``path``: see ``read_polygons`` and ``layer_from``."""
    return layer_from(read_polygons(path), level=level, publisher=publisher, version=version, licence=licence)
