"""Geographic files of a stranger with points → rows of text, longitude and latitude first. Runs in the parsing child."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Self

from geo_app.readers.parse_refusal import refuse
from geo_app.readers.polygons_child import Limits, _crs_of_geojson, read_geopackage, read_parquet, read_shapefile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGITUDE, LATITUDE = "geometry longitude", "geometry latitude"
"""Names of the columns that stand for the geometry of a row."""
POINTS = Limits(features=1_048_576, text=100_001, what="Split it into parts.")
_FEW = 2
_WGS84 = ("OGC:CRS84", "EPSG:4326", "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "urn:ogc:def:crs:OGC::CRS84", "CRS84", "WGS84")
Grid = tuple[list[str], "Iterator[tuple[int, str, list[str]]]", list[str]]
"""Header, then rows (number, flaw, cells), then notes."""


class _Written(float):
    """A number that remembers how it was written, so that nothing of it is rounded."""

    text: str

    def __new__(cls, text: str) -> Self:
        value = super().__new__(cls, text)
        value.text = text
        return value


def _as_text(value: Any) -> str:  # noqa: ANN401 - any JSON value
    if value is None:
        return ""
    if isinstance(value, _Written):
        return value.text
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)[: POINTS.text]
    return str(value)[: POINTS.text]


class _Twice(dict[str, Any]):
    """An object that gives one name two values: nothing says which is meant."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _Twice(found)


def _constant(name: str) -> str:
    return name


def _parsed(text: str) -> tuple[list[Any], dict[str, Any], list[str]]:
    def load(part: str) -> Any:  # noqa: ANN401 - any JSON value
        return json.loads(part, parse_float=_Written, parse_constant=_constant, object_pairs_hook=_object)

    try:
        whole = load(text)
    except json.JSONDecodeError:
        lines = [line.lstrip(" \x1e") for line in text.splitlines() if line.strip(" \x1e")]
        if len(lines) < _FEW or not all(line.startswith("{") and line.rstrip().endswith("}") for line in lines):
            refuse("It is not JSON.", "Export it as GeoJSON again.")
        return [load(line) for line in lines], {}, ["the file holds one feature a line"]
    kind = whole.get("type") if isinstance(whole, dict) else None
    if kind == "Topology":
        refuse("It is TopoJSON.", "Export it as GeoJSON.")
    if isinstance(whole, dict) and "geometryType" in whole:
        refuse("It is Esri JSON.", "Export it as GeoJSON.")
    if kind == "Feature":
        return [whole], whole, []
    if kind != "FeatureCollection" or not isinstance(whole.get("features"), list):
        refuse("It is JSON, and no GeoJSON collection of features.", "Export it as GeoJSON.")
    return whole["features"], whole, []


def _ordinate(value: Any) -> bool:  # noqa: ANN401 - as above
    return isinstance(value, int | float) and not isinstance(value, bool)


def _point(geometry: Any) -> tuple[str, str, str]:  # noqa: ANN401 - as above
    """Return longitude, latitude and what is wrong with a geometry."""
    if geometry is None:
        return "", "", ""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    at = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind == "MultiPoint" and isinstance(at, list) and len(at) == 1:
        kind, at = "Point", at[0]
    if kind != "Point" or not isinstance(at, list) or len(at) < _FEW or not all(_ordinate(v) for v in at[:2]):
        return "", "", "" if kind == "Point" and at == [] else f"its geometry ({str(kind)[:20]}) is no point"
    return _as_text(at[0]), _as_text(at[1]), ""


def rows_of_geojson(path: Path) -> Grid:
    """Return the features of GeoJSON (a collection, or a feature a line) as rows numbered from 2, as a table of them would be."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
        features, whole, notes = _parsed(text)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError, ValueError):
        refuse("It is not JSON.", "Export it as GeoJSON again.")
    if not features:
        refuse("It is empty.", "Choose a file with at least one record.")
    if len(features) > POINTS.features:
        refuse(f"It holds more than {POINTS.features:,} features.", POINTS.what)
    crs, link = _crs_of_geojson(whole.get("crs"))
    if crs not in _WGS84:
        refuse("It states a coordinate system other than longitude and latitude, which GeoJSON does not have.", "Export it in EPSG:4326.")
    features = [_with_id(feature) for feature in features]
    names = list(dict.fromkeys(str(n) for f in features if isinstance(f, dict) and isinstance(f.get("properties"), dict) for n in f["properties"]))[:2000]
    return [LONGITUDE, LATITUDE, *names], _features(features, names), notes + link


def _with_id(feature: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Return a feature whose own ``id`` stands among its properties, where they have none (RFC 7946, 3.2)."""
    has_own = isinstance(feature, dict) and isinstance(feature.get("properties"), dict) and feature.get("id") is not None
    if has_own and not any(str(name).strip().lower() == "id" for name in feature["properties"]):
        feature["properties"]["id"] = feature["id"]
    return feature


def _features(features: list[Any], names: list[str]) -> Iterator[tuple[int, str, list[str]]]:
    for number, feature in enumerate(features, start=2):
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            yield number, "has no properties, so that nothing is known of it", ["", "", *("" for _ in names)]
            continue
        longitude, latitude, flaw = _point(feature.get("geometry"))
        cells = [longitude, latitude, *(_as_text(feature["properties"].get(name)) for name in names)]
        if isinstance(feature["properties"], _Twice):
            flaw = "has two values of one name: nothing says which is meant"
        if any("\0" in cell for cell in cells):
            flaw = "holds NUL, which is no text"
        if any("\ud800" <= ch <= "\udfff" for cell in cells if not cell.isascii() for ch in cell):
            flaw = "holds half a sign (a lone surrogate), which is no text"
        yield number, flaw, cells


def _transformed(x: float, y: float, change: Any) -> tuple[str, str]:  # noqa: ANN401 - a pyproj transformer
    if change is not None and math.isfinite(x) and math.isfinite(y):
        x, y = change.transform(x, y)
        return f"{x:.7f}", f"{y:.7f}"
    return repr(x), repr(y)


def _change(crs: str, notes: list[str]) -> Any:  # noqa: ANN401 - a pyproj transformer or None
    import pyproj  # noqa: PLC0415 - after the limits are set

    try:
        stated = pyproj.CRS.from_user_input(json.loads(crs) if crs.startswith("{") else crs) if crs.strip() and "+init" not in crs else None
    except (pyproj.exceptions.CRSError, ValueError):
        stated = None
    if stated is None:
        notes.append("the file states no coordinate system that is known: its numbers were taken for degrees (WGS 84)")
        return None
    return None if stated.equals(pyproj.CRS.from_epsg(4326), ignore_axis_order=True) else pyproj.Transformer.from_crs(stated, 4326, always_xy=True)


def rows_of_layer(kind: str, path: Path) -> Grid:
    """Return the records of a GeoPackage, Parquet or zipped shapefile with their points in degrees (WGS 84)."""
    import numpy as np  # noqa: PLC0415 - after the limits are set
    import shapely  # noqa: PLC0415

    wkb, columns, crs, notes = {"geopackage": read_geopackage, "parquet": read_parquet, "shapefile": read_shapefile}[kind](path, POINTS)
    notes = list(notes)
    shapes = shapely.from_wkb(np.array(wkb, dtype=object), on_invalid="ignore")
    change = _change(crs, notes)

    def rows() -> Iterator[tuple[int, str, list[str]]]:
        for number, (shape, cells) in enumerate(zip(shapes, zip(*columns.values(), strict=True), strict=True), start=2):
            flaw, at = "", ("", "")
            if shape is not None and shape.geom_type == "Point" and not shape.is_empty:
                at = _transformed(shape.x, shape.y, change)
            elif shape is not None and not shape.is_empty:
                flaw = f"its geometry ({shape.geom_type}) is no point"
            elif wkb[number - 2] is not None:
                flaw = "its geometry has no coordinates"
            yield number, flaw, [*at, *cells]

    return [LONGITUDE, LATITUDE, *columns], rows(), notes
