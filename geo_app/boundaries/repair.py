"""Polygons as they are given → valid polygons in EPSG:4326 that fit one another, with one sentence for every kind of repair."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geo_app.boundaries.layers import METRES, WGS84, load_context, load_governorates
from geo_app.errors import BadFileError

if TYPE_CHECKING:
    from collections.abc import Callable

    from shapely.geometry.base import BaseGeometry

    from geo_app.readers.polygons import PolygonFile

DEGREES = (180.0, 90.0)
AROUND_M = 10_000.0
GAP_DEGREES = 0.001
"""Gaps up to some 100 m between units are slips of digitising, not ground that belongs to nobody."""
MOST_OVERLAP = 0.01
MOST_OVERLAP_OF_UNIT = 0.25
_CHANGED = 0.02
_MOST = 0.8
_SAMPLED = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """The worst pair of units that lie over one another: positions, and the shared part of the smaller; ``share`` of the whole area."""

    first: int
    second: int
    of_smaller: float
    share: float


@lru_cache(maxsize=1)
def syria() -> BaseGeometry:
    """Return Syria with the Golan in metres (EPSG:32637)."""
    context = load_context()
    golan = context[context["unit_id"] == "GOLAN"].to_crs(METRES).geometry
    return shapely.union_all([*load_governorates().in_metres.geometry, *golan])


def _corners(shapes: np.ndarray) -> np.ndarray:
    """Return some thousands of the points that the shapes are made of (degrees)."""
    points: np.ndarray = shapely.get_coordinates(shapes)
    points = points[np.isfinite(points).all(axis=1)]
    return points[:: max(len(points) // _SAMPLED, 1)]


def _share_in_syria(points: np.ndarray) -> float:
    if not len(points):
        return 0.0
    around = gpd.GeoSeries([syria().buffer(AROUND_M)], crs=METRES).to_crs(WGS84).iloc[0]
    shapely.prepare(around)
    return float(np.asarray(shapely.contains_xy(around, points[:, 0], points[:, 1])).mean())


def in_degrees(given: PolygonFile) -> tuple[gpd.GeoDataFrame, list[str]]:
    """Return the rows in EPSG:4326 (longitude, latitude) and what was done.

    Raises:
        BadFileError: latitude and longitude are exchanged; no coordinate system is stated and the numbers are no degrees.
    """
    rows, said = given.rows, []
    if given.crs is None:
        bounds = rows.total_bounds
        if not (np.abs(bounds[[0, 2]]) <= DEGREES[0]).all() or not (np.abs(bounds[[1, 3]]) <= DEGREES[1]).all():
            raise BadFileError(f"{given.file} states no coordinate system, and its numbers are no degrees.", remedy="Export it in WGS 84 (EPSG:4326).")
        rows = rows.set_crs(WGS84, allow_override=True)
        said.append("No coordinate system is stated; the numbers were taken as degrees (WGS 84).")
    else:
        rows = rows.set_crs(given.crs, allow_override=True)
        if not given.crs.is_geographic:
            said.append(f"Reprojected from {given.crs.name} to WGS 84 degrees.")
        rows = rows.to_crs(WGS84)
    points = _corners(np.asarray(rows.geometry.array))
    if _share_in_syria(points) < 1 - _MOST and _share_in_syria(points[:, ::-1]) > _MOST:
        raise BadFileError(
            f"In {given.file} latitude and longitude are exchanged: its points fit Syria the other way round.",
            remedy="Export it with longitude first, then latitude.",
        )
    return rows, said


def _polygons_of(shape: BaseGeometry | None) -> BaseGeometry | None:
    """Return the polygons among the parts of any geometry, as one; None where there is none."""
    if shape is None or shape.is_empty:
        return None
    parts = [p for p in shapely.get_parts(shape, return_index=False) if p is not None]
    flat = [q for p in parts for q in (shapely.get_parts(p) if p.geom_type.startswith(("Multi", "Geometry")) else [p])]
    areas = [q for q in flat if q.geom_type == "Polygon" and not q.is_empty and q.area > 0]
    if not areas:
        return None
    return areas[0] if len(areas) == 1 else shapely.MultiPolygon(areas)


def polygons_only(rows: gpd.GeoDataFrame, *, file: str) -> tuple[gpd.GeoDataFrame, list[str]]:
    """Return the rows that are polygons, valid and flat, and what was done.

    Raises:
        BadFileError: none is.
    """
    said = []
    given = shapely.force_2d(np.asarray(rows.geometry.array))
    finite = np.array([g is not None and not g.is_empty and bool(np.isfinite(g.bounds).all()) for g in given], dtype=bool)
    shapes = given.astype(object)
    shapes[~finite] = None
    kept = np.array([_polygons_of(g) for g in shapes], dtype=object)
    there = np.array([g is not None for g in kept], dtype=bool)
    if not there.any():
        kinds = sorted({str(g.geom_type).removeprefix("Multi") for g in shapes if g is not None})
        raise BadFileError(f"{file} holds no polygons{f', only {kinds[0]}s' if len(kinds) == 1 else ''}.", remedy="Give a file with the outlines of areas.")
    if not there.all():
        said.append(f"Left out {_rows(int((~there).sum()))} without a polygon.")
    invalid = np.array([g is not None and not g.is_valid for g in kept], dtype=bool)
    if invalid.any():
        mended = [_polygons_of(shapely.make_valid(g, method="structure", keep_collapsed=False)) for g in kept[invalid]]
        kept[invalid] = np.array(mended, dtype=object)
        said.append(f"Mended the rings of {_rows(int(invalid.sum()))} that crossed or touched themselves.")
    there = np.array([g is not None for g in kept], dtype=bool)
    return rows[there].set_geometry(gpd.GeoSeries(list(kept[there]), index=rows.index[there], crs=rows.crs)).reset_index(drop=True), said


def worst_overlap(units: gpd.GeoDataFrame) -> Overlap | None:
    """Return the worst overlap between units and how much of the whole area lies in overlaps; None where there is none."""
    shapes = np.asarray(units.to_crs(METRES).geometry.array)
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = left < right
    left, right = left[pairs], right[pairs]
    shared = shapely.area(shapely.intersection(shapes[left], shapes[right]))
    if not len(shared) or shared.max() <= 0:
        return None
    sizes = shapely.area(shapes)
    of_smaller = shared / np.minimum(sizes[left], sizes[right])
    at = int(of_smaller.argmax())
    return Overlap(first=int(left[at]), second=int(right[at]), of_smaller=float(of_smaller[at]), share=float(shared.sum() / sizes.sum()))


def fitted(units: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, list[str]]:
    """Return the units with slips between neighbours closed, so that every point has one unit, and what was done."""
    shapes = np.asarray(units.geometry.array)
    if bool(shapely.coverage_is_valid(shapes)):
        return units, []
    edges = int(np.count_nonzero(~shapely.is_empty(shapely.coverage_invalid_edges(shapes))))
    # shapely 2.2 has it, its type stubs not yet.
    clean: Callable[..., np.ndarray] = getattr(shapely, "coverage_clean")  # noqa: B009
    found = [_polygons_of(g) for g in clean(shapes, gap_width=GAP_DEGREES)]
    cleaned = np.array(found, dtype=object)
    same = all(g is not None for g in found) and bool((np.abs(shapely.area(cleaned) / shapely.area(shapes) - 1) <= _CHANGED).all())
    if not same:
        return units, [f"The borders of {_rows(edges, 'unit')} do not meet those of their neighbours; they were left as they are."]
    out = units.set_geometry(gpd.GeoSeries(list(cleaned), index=units.index, crs=units.crs))
    return out, [f"Closed small gaps and overlaps along the borders of {_rows(edges, 'unit')}."]


def _rows(count: int, word: str = "row") -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
