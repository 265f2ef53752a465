"""Polygon files as people have them: GeoJSON, GeoPackage, zipped shapefile, GeoParquet → rows of text with geometries, parsed under limits."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pyarrow as pa
import pyproj
import shapely

from geo_app.errors import BadFileError

if TYPE_CHECKING:
    import numpy as np

MAX_BYTES = 300 * 2**20
SECONDS = 90
_WKB = "__wkb__"
_CHILD = "geo_app.readers.polygons_child"
_KINDS = {
    ".geojson": "geojson",
    ".json": "geojson",
    ".geojsonl": "geojson",
    ".gpkg": "geopackage",
    ".zip": "shapefile",
    ".parquet": "parquet",
    ".geoparquet": "parquet",
}
_FORMATS = "GeoJSON (.geojson), GeoPackage (.gpkg), a zipped shapefile (.zip) or GeoParquet (.parquet)"


@dataclass(frozen=True, eq=False, kw_only=True)
class PolygonFile:
    """A file as it stands: ``rows`` (every column text, empty for null; geometries as given, of any kind, None where there is none).

    Attributes:
        file: its name without a folder.
        sha256: of its bytes, hex.
        crs: the coordinate system it states, None where it states none or one that nobody knows.
        notes: what the reader had to leave or guess, as clauses.
    """

    file: str
    sha256: str
    rows: gpd.GeoDataFrame
    crs: pyproj.CRS | None
    notes: tuple[str, ...]


def _looks_like(kind: str, data: bytes) -> bool:
    """Return True where the first bytes are those of the format that the file's name promises."""
    if kind == "geojson":
        return data[:2] in {b"\xff\xfe", b"\xfe\xff"} or data.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n\x1e").startswith(b"{")
    if kind == "geopackage":
        return data.startswith(b"SQLite format 3\x00")
    if kind == "shapefile":
        return data.startswith(b"PK\x03\x04")
    return data.startswith(b"PAR1") and data.endswith(b"PAR1")


def _kind(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix == ".shp":
        raise BadFileError(f"{path.name} is one part of a shapefile.", remedy="Zip the .shp, .dbf, .shx and .prj files together and give the .zip.")
    if suffix not in _KINDS:
        raise BadFileError(f"The name {path.name} does not say a format that is read.", remedy=f"Give {_FORMATS}.")
    return _KINDS[suffix]


def _known(stated: str) -> pyproj.CRS | None:
    """Return the stated coordinate system; PROJ is only given codes, WKT and PROJJSON, no file names."""
    if not stated.strip() or "+init" in stated or "@" in stated:
        return None
    try:
        return pyproj.CRS.from_user_input(json.loads(stated) if stated.startswith("{") else stated)
    except (pyproj.exceptions.CRSError, ValueError):
        return None


def child_environment() -> dict[str, str]:
    """Return nothing of this process's environment (proxies, GDAL settings, credentials) but what Windows cannot start a process without."""
    return {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if os.name == "nt" and name in os.environ}


def _parsed(kind: str, data: bytes, name: str) -> pa.Table:
    with tempfile.TemporaryDirectory(prefix="geo_app_") as folder:
        given, out = Path(folder) / "given", Path(folder) / "rows.arrow"
        given.write_bytes(data)
        command = [sys.executable, "-I", "-m", _CHILD, kind, str(given), str(out)]
        try:
            done = subprocess.run(command, cwd=folder, env=child_environment(), capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
        except subprocess.TimeoutExpired as error:
            raise BadFileError(f"{name} takes longer than {SECONDS} seconds to read.", remedy="Simplify the boundaries first.") from error
        if done.stdout:
            said = json.loads(done.stdout)
            raise BadFileError(f"{name} cannot be read. {said['sentence']}", remedy=said["remedy"])
        if done.returncode != 0 or not out.is_file():
            raise BadFileError(f"{name} cannot be read: it is damaged, or takes more than a file of boundaries may.", remedy="Export it again.")
        with pa.OSFile(str(out), "rb") as file:
            return pa.ipc.open_file(file).read_all()


def read_polygons(path: Path) -> PolygonFile:
    """Return the rows of the polygon file at ``path``, parsed in a child process under limits of memory, time and size.

    Raises:
        BadFileError: it does not exist, is no format that is read, is not what its name says, is damaged, or is too large.
    """
    kind = _kind(path)
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        raise BadFileError(f"{path.name} cannot be opened.", remedy="Check its name and that you may read it.") from error
    if size > MAX_BYTES:
        raise BadFileError(f"{path.name} is larger than {MAX_BYTES // 2**20} MiB.", remedy="Simplify the boundaries first.")
    if not _looks_like(kind, data):
        raise BadFileError(f"{path.name} is not what its name says.", remedy=f"Give {_FORMATS}.")
    table = _parsed(kind, data, path.name)
    stated = {key.decode(): value.decode() for key, value in (table.schema.metadata or {}).items()}
    shapes: np.ndarray = shapely.from_wkb(table[_WKB].to_numpy(zero_copy_only=False), on_invalid="ignore")
    crs = _known(stated["crs"])
    notes = json.loads(stated["notes"])
    if crs is None and stated["crs"]:
        notes.append("the stated coordinate system is not one that is known")
    # The name of the geometry column must not meet a column of the file.
    texts = table.drop_columns([_WKB]).to_pandas().astype(object).rename(columns={"geometry": "geometry_text"})
    rows = gpd.GeoDataFrame(texts, geometry=list(shapes))
    return PolygonFile(file=path.name, sha256=hashlib.sha256(data).hexdigest(), rows=rows, crs=crs, notes=tuple(notes))
