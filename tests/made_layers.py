"""Boundary files and layers made of the bundled governorates, so that no test needs what may not be bundled."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from geo_app.boundaries.add import layer_from
from geo_app.boundaries.layers import UNDOF, Layer, load_governorates
from geo_app.readers.polygons import PolygonFile


def governorates() -> gpd.GeoDataFrame:
    """The 14 governorates without the UNDOF zone."""
    units = load_governorates().units
    return units[units["unit_id"] != UNDOF].reset_index(drop=True)


def quarters() -> gpd.GeoDataFrame:
    """Every governorate cut into up to four parts by the middle of its bounds: ``pcode, name, name_ar, parent`` as districts."""
    rows = []
    for unit in governorates().itertuples():
        west, south, east, north = unit.geometry.bounds
        x, y = (west + east) / 2, (south + north) / 2
        corners = [(west, south, x, y), (x, south, east, y), (west, y, x, north), (x, y, east, north)]
        for at, corner in enumerate(corners):
            shape = unit.geometry.intersection(shapely.box(*corner))
            parts = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"]
            if parts:
                rows.append((f"{unit.pcode}{at:02d}", f"{unit.name} part {at + 1}", f"{unit.name_ar} {at + 1}", unit.pcode, shapely.MultiPolygon(parts)))
    return gpd.GeoDataFrame(rows, columns=["pcode", "name", "name_ar", "parent", "geometry"], crs=4326)


def layer_of(rows: gpd.GeoDataFrame, **how: str) -> Layer:
    """Rows as the layer that adding them as a file would give."""
    texts = rows.astype({c: str for c in rows.columns if c != "geometry"})
    return layer_from(PolygonFile(file="made.geojson", sha256="0" * 64, rows=texts, crs=rows.crs, notes=()), **how).layer


def quarter_layer() -> Layer:
    """The quarters as a layer of districts."""
    return layer_of(quarters(), publisher="Made", version="for tests", licence="none")


def swapped(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Rows with latitude and longitude exchanged."""
    return rows.set_geometry(gpd.GeoSeries(shapely.transform(rows.geometry.to_numpy(), lambda c: np.asarray(c)[:, ::-1]), crs=rows.crs))


def geoboundaries() -> gpd.GeoDataFrame:
    """Governorates in geoBoundaries' columns."""
    units = governorates()
    return gpd.GeoDataFrame(
        {
            "shapeName": units["name"],
            "shapeISO": units["iso"],
            "shapeID": [f"SYR-ADM1-3_0_0-B{n}" for n in range(14)],
            "shapeGroup": "SYR",
            "shapeType": "ADM1",
        },
        geometry=units.geometry,
        crs=4326,
    )


def gadm() -> gpd.GeoDataFrame:
    """Governorates in GADM's columns."""
    units = governorates()
    return gpd.GeoDataFrame(
        {
            "GID_1": [f"SYR.{n + 1}_1" for n in range(14)],
            "GID_0": "SYR",
            "COUNTRY": "Syria",
            "NAME_1": units["name"],
            "VARNAME_1": "NA",
            "NL_NAME_1": units["name_ar"],
            "HASC_1": units["iso"].str.replace("-", "."),
        },
        geometry=units.geometry,
        crs=4326,
    )


def natural_earth() -> gpd.GeoDataFrame:
    """Governorates and the UNDOF zone in Natural Earth's columns, with a province of a neighbour."""
    units = load_governorates().units
    iso = units["iso"].where(units["iso"] != "", "SY-X01~")
    own = gpd.GeoDataFrame(
        {"iso_3166_2": iso, "name": units["name"], "name_ar": units["name_ar"], "code_hasc": iso.str.replace("-", "."), "admin": "Syria"},
        geometry=units.geometry,
        crs=4326,
    )
    own.loc[units["unit_id"] == UNDOF, "name"] = "UNDOF Zone"
    adana = {"iso_3166_2": "TR-01", "name": "Adana", "name_ar": "أضنة", "code_hasc": "TR.AA", "admin": "Turkey", "geometry": shapely.box(35, 37.4, 36, 38)}
    return gpd.GeoDataFrame([*own.to_dict("records"), adana], crs=4326)


def write_shapefile(rows: gpd.GeoDataFrame, folder: Path) -> Path:
    """Rows as a zipped shapefile in ``folder``."""
    import zipfile

    parts = folder / "parts"
    parts.mkdir()
    rows.to_file(parts / "units.shp", encoding="utf-8")
    with zipfile.ZipFile(folder / "units.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(parts.iterdir()):
            archive.write(path, f"some folder/{path.name}")
    return folder / "units.zip"
