"""The lands around Syria, cut by the governorates that are in use: no ground twice, and none that belongs to nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geo_app.boundaries.layers import METRES, WGS84, load_context, load_governorates

if TYPE_CHECKING:
    from geo_app.boundaries.layers import Layer

GOLAN = "GOLAN"
_MOSTLY = 0.5
NEAR_M = 20_000.0
_TOUCHES_M = 50.0
"""What the bundled country has beyond another one belongs to the neighbour it touches; to the sea where it touches none."""


def has_golan(context: gpd.GeoDataFrame) -> bool:
    """Return True where the Golan is a unit of its own, in no governorate."""
    return GOLAN in set(context["unit_id"])


def context_of(layer: Layer) -> gpd.GeoDataFrame:
    """Return the bundled context cut by ``layer``: see ``load_context``. The Golan stays a unit where the layer leaves most of it out."""
    context = load_context()
    if not layer.is_own:
        return context
    country = shapely.union_all(layer.drawn_in_metres.geometry.to_numpy())
    around = context.to_crs(METRES)
    shapes = dict(zip(around["unit_id"], around.geometry, strict=True))
    golan = shapes.get(GOLAN)
    left = shapely.union_all(load_governorates().in_metres.geometry.to_numpy())
    if golan is not None and golan.intersection(country).area > _MOSTLY * golan.area:
        left = left.union(shapes.pop(GOLAN))
    near = {unit: shape for unit, shape in shapes.items() if unit != GOLAN and shape.distance(country) <= NEAR_M}
    for sliver in shapely.get_parts(left.difference(country)):
        touching = {unit: sliver.buffer(_TOUCHES_M).intersection(shape).area for unit, shape in near.items()}
        most = max(touching, key=lambda unit: touching[unit])
        if touching[most] > 0:
            shapes[most] = shapes[most].union(sliver)
    rows = context[context["unit_id"].isin(list(shapes))].reset_index(drop=True)
    # Only what lies near is touched: farther lands do not survive a projection that is not theirs.
    near = {unit: _polygons(shapes[unit].difference(country)) for unit in (*near, GOLAN) if unit in shapes}
    cut = gpd.GeoSeries(list(near.values()), index=list(near), crs=METRES).to_crs(WGS84)
    polygons = [cut[unit] if unit in near else shape for unit, shape in zip(rows["unit_id"], rows.geometry, strict=True)]
    return rows.set_geometry(gpd.GeoSeries(polygons, index=rows.index, crs=WGS84))


def _polygons(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(shapely.make_valid(shape, method="structure", keep_collapsed=False))
    kept = parts[np.array([p.geom_type == "Polygon" for p in parts], dtype=bool)]
    return shapely.MultiPolygon(list(kept))
