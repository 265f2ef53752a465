"""What the web map is made of besides data: Leaflet (from ``folium-offline``), our drawing code, and the ground. Nothing comes from a network."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely

from geo_app.errors import MissingDataError
from geo_app.render.furniture import TOWNS

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from geo_app.dataset.frozen import Dataset

_HERE = Path(__file__).resolve().parent
_LEAFLET = "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet"
_SHA256 = {
    f"{_LEAFLET}.js": "a7aef147d0d4833c9895c5c20dc8bc51e7383e3c450dda8a0dac1c8713661f9e",
    f"{_LEAFLET}.css": "1773dea1910a75efc32ceff8df72d3237efbfff8f28b61860cc69b76f1707080",
}
"""folium's own addresses of the two files, as keys only, and the hashes of the texts that stand for them."""
_DIGITS = 4


@lru_cache(maxsize=1)
def leaflet() -> tuple[str, str]:
    """Return Leaflet's script and style sheet.

    Raises:
        MissingDataError: the pinned package does not hold the two files we know.
    """
    remedy = "Install geo_app again with its pinned requirements."
    found = importlib.util.find_spec("offlinefolium")
    if found is None or found.origin is None:
        raise MissingDataError("The package folium-offline is not installed.", remedy=remedy)
    # Read as text: importing the package loads 3.5 MB of scripts that are not needed.
    tree = ast.parse((Path(found.origin).parent / "elements.py").read_text(encoding="utf-8"))
    texts = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript) and isinstance(node.value, ast.Constant):
            key = node.targets[0].slice
            if isinstance(key, ast.Constant) and key.value in _SHA256:
                texts[str(key.value)] = str(node.value.value)
    for address, expected in _SHA256.items():
        if hashlib.sha256(texts.get(address, "").encode()).hexdigest() != expected:
            raise MissingDataError("The map library is not the one geo_app was tested with.", remedy=remedy)
    return texts[f"{_LEAFLET}.js"], texts[f"{_LEAFLET}.css"]


def script() -> str:
    """Return our drawing code."""
    return (_HERE / "scene.js").read_text(encoding="utf-8")


def style_sheet() -> str:
    """Return our style sheet."""
    return (_HERE / "scene.css").read_text(encoding="utf-8")


def for_script(value: object) -> str:
    """Return JSON that is safe inside a script element: no ``<``, ``>``, ``&`` or line separators that could end it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _collection(frame: gpd.GeoDataFrame) -> dict[str, Any]:
    features = []
    for unit, shape in zip(frame["unit_id"], frame.geometry, strict=True):
        rounded = shapely.set_precision(shape, 10**-_DIGITS, mode="pointwise")
        features.append({"type": "Feature", "properties": {"unit_id": unit}, "geometry": json.loads(shapely.to_geojson(rounded))})
    return {"type": "FeatureCollection", "features": features}


def _within(units: gpd.GeoDataFrame, country: BaseGeometry) -> gpd.GeoDataFrame:
    """Return the units cut at the country's outline: layers of two publishers differ along the border."""
    cut = shapely.intersection(units.geometry.to_numpy(), country)
    areas = [shapely.union_all([part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]) for shape in cut]
    return units.set_geometry(areas, crs=units.crs)


@lru_cache(maxsize=4)
def ground(dataset: Dataset, levels: tuple[str, ...] = ()) -> str:
    """Return the script that puts the ground (governorates, outline, neighbours, towns; units of finer ``levels``) where the drawing code finds it."""
    units = dataset.governorates.drawn
    outline = shapely.set_precision(units.union_all(), 10**-_DIGITS, mode="pointwise")
    base = {
        "governorates": _collection(units[["unit_id", "geometry"]]),
        "context": _collection(dataset.context[["unit_id", "geometry"]]),
        "outline": json.loads(shapely.to_geojson(outline)),
        "towns": TOWNS,
        "finer": {level: _collection(_within(dataset.finer[level].drawn, units.union_all())) for level in levels if level in dataset.finer},
    }
    return f"globalThis.geoApp = Object.assign(globalThis.geoApp || {{}}, {{ base: {for_script(base)} }});"
