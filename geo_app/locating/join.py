"""Points → units of a boundary layer, once per distinct place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geo_app.boundaries.layers import METRES, WGS84

if TYPE_CHECKING:
    from geo_app.boundaries.layers import Layer

BORDER_TOLERANCE_M = 5_000.0
"""A point this little outside is taken to be inside: the bundled border is generalised (Kobani, Azaz and Albu Kamal lie on it)."""
GAP_TOLERANCE_M = 50.0


def units_of_points(longitudes: np.ndarray, latitudes: np.ndarray, layer: Layer) -> np.ndarray:
    """Return the ``unit_id`` that holds each point (degrees, WGS 84), the empty string where none does.

    A point on a shared border belongs to the first unit in ``unit_id`` order; one outside all units belongs to the nearest within
    ``BORDER_TOLERANCE_M``, or within ``GAP_TOLERANCE_M`` where the layer covers a part of the country only: there the land beyond its edge is
    other units' ground, not a generalised border. NaN points belong to none.
    """
    units = layer.units
    found = np.full(len(longitudes), "", dtype=object)
    known = ~(np.isnan(longitudes) | np.isnan(latitudes))
    for unit, shape in zip(units["unit_id"], units.geometry, strict=True):
        shapely.prepare(shape)
        west, south, east, north = shape.bounds
        open_rows = np.flatnonzero(known & (found == "") & (longitudes >= west) & (longitudes <= east) & (latitudes >= south) & (latitudes <= north))
        inside = shapely.intersects_xy(shape, longitudes[open_rows], latitudes[open_rows])
        found[open_rows[inside]] = unit
    outside = np.flatnonzero(known & (found == ""))
    if len(outside):
        reach = BORDER_TOLERANCE_M if layer.is_whole else GAP_TOLERANCE_M
        points = gpd.GeoDataFrame({"at": outside}, geometry=gpd.points_from_xy(longitudes[outside], latitudes[outside], crs=WGS84), crs=WGS84).to_crs(METRES)
        near = points.sjoin_nearest(layer.in_metres[["unit_id", "geometry"]], max_distance=reach).sort_values(["at", "unit_id"]).drop_duplicates("at")
        found[near["at"].to_numpy()] = near["unit_id"].to_numpy()
    return found


def inside_layer(longitudes: np.ndarray, latitudes: np.ndarray, layer: Layer) -> np.ndarray:
    """Return True for each point (degrees, WGS 84) that lies in a unit of the layer or on its border, without any tolerance; NaN points lie in none."""
    known = ~(np.isnan(longitudes) | np.isnan(latitudes))
    inside = np.zeros(len(longitudes), dtype=bool)
    for shape in layer.units.geometry:
        shapely.prepare(shape)
        open_rows = np.flatnonzero(known & ~inside)
        inside[open_rows] = shapely.intersects_xy(shape, longitudes[open_rows], latitudes[open_rows])
    return inside
