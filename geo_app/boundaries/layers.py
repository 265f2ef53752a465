"""Boundary layers and the context around them, as they come with geo_app. What a person adds to them: ``in_use``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Transformer

from geo_app.readers.bundled import bundled, bundled_resource

WGS84 = "EPSG:4326"
METRES = "EPSG:32637"
"""UTM zone 37 north: metres, inside density, distance and print only."""
UNDOF = "UNDOF"
MOST_DRAWN = 8_000
"""A layer with more points than this is drawn generalised; places are joined to it as it is."""
DRAWN_DEGREES = 0.004


@lru_cache(maxsize=1)
def to_metres() -> Transformer:
    """Return the transformer from (longitude, latitude) in degrees, EPSG:4326, to (x, y) in metres, EPSG:32637."""
    return Transformer.from_crs(WGS84, METRES, always_xy=True)


@dataclass(frozen=True, eq=False, kw_only=True)
class Layer:
    """One level of boundaries.

    Attributes:
        units: ``unit_id, pcode, iso, name, name_ar, kind, geometry`` in EPSG:4326 (longitude, latitude), in ``unit_id`` order. The zone
            between the lines of the Golan is a unit of its own (``UNDOF``) without a P-code. Layers below governorates also have ``admin1``
            and ``admin2``, the larger units that hold them (P-codes; empty: not known).
        publisher, version, licence, sha256: as every map prints them.
        is_whole: False where it covers a part of the country only, so that a place outside it has no unit of this level.
        is_own: a person added it.
    """

    level: str
    units: gpd.GeoDataFrame
    publisher: str
    version: str
    licence: str
    sha256: str
    is_whole: bool = True
    is_own: bool = False

    @cached_property
    def drawn(self) -> gpd.GeoDataFrame:
        """The units as maps draw them: generalised as a coverage where they are very detailed (EPSG:4326)."""
        shapes = self.units.geometry.to_numpy()
        if int(shapely.get_num_coordinates(shapes).sum()) <= MOST_DRAWN:
            return self.units
        simple = shapely.coverage_simplify(shapes, DRAWN_DEGREES)
        kept = np.where(shapely.is_empty(simple), shapes, simple)
        return self.units.set_geometry(gpd.GeoSeries(list(kept), index=self.units.index, crs=self.units.crs))

    @cached_property
    def larger_in_metres(self) -> gpd.GeoSeries | None:
        """The drawn units joined by governorate (EPSG:32637), so that lines of two publishers do not run beside each other; None for a part."""
        if not self.is_whole or "admin1" not in self.units or (self.units["admin1"] == "").any():
            return None
        return self.drawn_in_metres.dissolve("admin1").geometry

    @cached_property
    def drawn_in_metres(self) -> gpd.GeoDataFrame:
        """``drawn`` in EPSG:32637."""
        return self.drawn.to_crs(METRES)

    @cached_property
    def in_metres(self) -> gpd.GeoDataFrame:
        """The units in EPSG:32637."""
        return self.units.to_crs(METRES)

    @cached_property
    def names(self) -> dict[str, tuple[str, str]]:
        """Unit → English and Arabic name: every unit but the UNDOF zone, which is no administrative one."""
        units = self.units[self.units["unit_id"] != UNDOF]
        return {u: (en, ar) for u, en, ar in zip(units["unit_id"], units["name"], units["name_ar"], strict=True)}


@lru_cache(maxsize=1)
def load_governorates() -> Layer:
    """Return the bundled 14 governorates and the UNDOF zone (Natural Earth)."""
    resource = bundled_resource("boundaries", "governorates.geojson")
    units = gpd.read_file(bundled("boundaries", "governorates.geojson")).fillna({"pcode": "", "iso": ""})
    return Layer(
        level="governorate",
        units=units,
        publisher=resource["sources"][0]["title"],
        version=resource["version"],
        licence=resource["licenses"][0]["name"],
        sha256=resource["hash"].removeprefix("sha256:"),
    )


@lru_cache(maxsize=1)
def load_context() -> gpd.GeoDataFrame:
    """Return the neighbours cut by Syria's coverage and the Golan as a unit of its own: ``unit_id, name, name_ar, kind, geometry``."""
    return gpd.read_file(bundled("boundaries", "context.geojson"))
