"""Boundary layers and the context around them, as they come with geo_app."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import geopandas as gpd
from pyproj import Transformer

from geo_app.readers.bundled import bundled, bundled_resource

WGS84 = "EPSG:4326"
METRES = "EPSG:32637"
"""UTM zone 37 north: metres, inside density, distance and print only."""
UNDOF = "UNDOF"


@lru_cache(maxsize=1)
def to_metres() -> Transformer:
    """Return the transformer from (longitude, latitude) in degrees, EPSG:4326, to (x, y) in metres, EPSG:32637."""
    return Transformer.from_crs(WGS84, METRES, always_xy=True)


@dataclass(frozen=True, eq=False, kw_only=True)
class Layer:
    """One level of boundaries.

    Attributes:
        units: ``unit_id, pcode, iso, name, name_ar, kind, geometry`` in EPSG:4326 (longitude, latitude), in ``unit_id`` order. The zone
            between the lines of the Golan is a unit of its own (``UNDOF``) without a P-code.
        publisher, version, licence, sha256: as every map prints them.
    """

    level: str
    units: gpd.GeoDataFrame
    publisher: str
    version: str
    licence: str
    sha256: str

    @cached_property
    def in_metres(self) -> gpd.GeoDataFrame:
        """The units in EPSG:32637."""
        return self.units.to_crs(METRES)

    @cached_property
    def names(self) -> dict[str, tuple[str, str]]:
        """P-code → English and Arabic name."""
        units = self.units[self.units["pcode"] != ""]
        return {p: (en, ar) for p, en, ar in zip(units["pcode"], units["name"], units["name_ar"], strict=True)}


def load_governorates() -> Layer:
    """Return the 14 governorates and the UNDOF zone (Natural Earth)."""
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


def load_context() -> gpd.GeoDataFrame:
    """Return the neighbours cut by Syria's coverage and the Golan as a unit of its own: ``unit_id, name, name_ar, kind, geometry``."""
    return gpd.read_file(bundled("boundaries", "context.geojson"))
