"""A geographic file of a stranger, parsed alone: run in a child process with limits, never imported by geo_app outside such a child.

``python -I -m geo_app.readers.polygons_child KIND INPUT OUTPUT``: writes Arrow IPC with one binary column of WKB and otherwise text, or says in
one JSON object on standard output why it cannot. Only shapefiles meet GDAL, under fixed names and with its other drivers switched off; the other
formats are read by code that knows no links, no other files and no network.
"""

from __future__ import annotations

import json
import math
import os
import re
import sqlite3
import struct
import sys
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from geo_app.readers.parse_refusal import RefusedError, refuse
from geo_app.readers.parse_text import CODE_PAGES, code_page_of

WKB = "__wkb__"
MAX_VERTICES = 6_000_000
MAX_COLUMNS = 400
MAX_UNZIPPED = 600 * 2**20
MAX_RATIO = 200
MAX_MEMBERS = 300
_SAMPLE = 2**20
MEMORY, CPU_SECONDS = 4 * 2**30, 60
Rows = tuple[list[bytes | None], dict[str, list[str]], str, list[str]]
"""WKB, columns of text, the coordinate system as text ("" where the file states none), notes."""
_OFF = (
    "OGR_VRT,GDALG,WFS,OAPIF,OGCAPI,CSW,HTTP,GML,KML,LIBKML,GPX,GeoRSS,SQLite,GPKG,CSV,GeoJSON,GeoJSONSeq,ESRIJSON,TopoJSON,JSONFG,Carto,AmigoCloud,NGW,"
    "PLSCENES,Elasticsearch,EEDA,PDF,PGDUMP,PGeo,ODBC,MSSQLSpatial,MySQL,PostgreSQL,ODS,XLSX,OSM,MapInfo File,S57,DGN,DXF,OpenFileGDB,FlatGeobuf,MVT,MBTiles,"
    "PMTiles,ADBC,GTFS,VFK,LVBAG,EDIGEO,GPSBabel,SXF,Selafin,JML,VDV,MapML,MiraMonVector,AVCBin,AVCE00,AIVector,OGR_PDS,PDS4,VICAR,OGR_GMT,WAsP,Idrisi,PCIDSK"
)
ENVIRONMENT = {
    "OGR_SKIP": _OFF,
    "GDAL_DRIVER_PATH": "disable",
    "GDAL_HTTP_PROXY": "127.0.0.1:9",
    "GDAL_HTTPS_PROXY": "127.0.0.1:9",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "none",
    "PROJ_NETWORK": "OFF",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a file may hold: ``features`` rows, ``text`` signs a cell (longer ones are cut); ``what`` it should be, for the sentence."""

    features: int = 6_000
    text: int = 400
    what: str = "Give one level of boundaries of Syria."


POLYGONS = Limits()


def cell_text(value: Any, limits: Limits) -> str:  # noqa: ANN401 - a cell of any file
    """Return a cell as text: empty for null, whole floats without ".0", what nests not at all."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)) or isinstance(value, dict | list | bytes):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).encode("utf-8", "replace").decode()[: limits.text]


def _too_many(count: int, limits: Limits) -> None:
    if count > limits.features:
        refuse(f"It holds {count:,} rows, more than {limits.features:,}.", limits.what)


# GeoJSON


def _never(name: str) -> NoReturn:
    refuse(f"It is not JSON: {name} stands where a number should.", "Export it as GeoJSON again.")


def _features(text: str) -> tuple[list[Any], dict[str, Any]]:
    try:
        whole = json.loads(text, parse_constant=_never)
    except json.JSONDecodeError:
        lines = [line for line in text.lstrip("\x1e").splitlines() if line.strip(" \x1e")]
        if len(lines) < 2 or not all(line.lstrip(" \x1e").startswith("{") and line.rstrip().endswith("}") for line in lines):  # noqa: PLR2004
            refuse("It is not JSON.", "Export it as GeoJSON again.")
        whole = {"type": "FeatureCollection", "features": [json.loads(line.lstrip(" \x1e"), parse_constant=_never) for line in lines]}
    kind = whole.get("type") if isinstance(whole, dict) else None
    if kind == "Topology":
        refuse("It is TopoJSON.", "Export it as GeoJSON.")
    if kind == "Feature":
        return [whole], whole
    if kind != "FeatureCollection" or not isinstance(whole.get("features"), list):
        refuse("It is JSON, and no GeoJSON collection of features.", "Export it as GeoJSON.")
    return whole["features"], whole


def read_geojson(path: Path, limits: Limits = POLYGONS) -> Rows:
    """Read GeoJSON (one collection, or a feature a line). A ``crs`` that is a link is dropped; a named one is kept."""
    import shapely  # noqa: PLC0415 - after the limits are set
    from shapely.geometry import shape  # noqa: PLC0415

    data = path.read_bytes()
    try:
        text = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
        features, whole = _features(text)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        refuse("It is not JSON.", "Export it as GeoJSON again.")
    _too_many(len(features), limits)
    geometries: list[bytes | None] = []
    rows: list[dict[str, Any]] = []
    unread = 0
    for feature in features:
        one = feature if isinstance(feature, dict) else {}
        properties = one.get("properties")
        rows.append(properties if isinstance(properties, dict) else {})
        geometry = one.get("geometry")
        try:
            geometries.append(shapely.to_wkb(shape(geometry)) if geometry else None)
        except Exception:  # noqa: BLE001 - whatever is wrong with it, this row has no polygon
            geometries.append(None)
            unread += 1
    names = list(dict.fromkeys(name for row in rows for name in row))[:MAX_COLUMNS]
    columns = {cell_text(name, limits): [cell_text(row.get(name), limits) for row in rows] for name in names}
    notes = [f"{unread} rows whose geometry could not be read"] if unread else []
    crs, link = _crs_of_geojson(whole.get("crs"))
    return geometries, columns, crs, notes + link


def _crs_of_geojson(stated: Any) -> tuple[str, list[str]]:  # noqa: ANN401 - any JSON
    if stated is None:
        return "OGC:CRS84", []
    properties = stated.get("properties") if isinstance(stated, dict) else None
    name = properties.get("name") if isinstance(properties, dict) and stated.get("type") == "name" else None
    if isinstance(name, str) and re.fullmatch(r"[\w:. /-]{1,80}", name):
        return name, []
    return "OGC:CRS84", ["a coordinate system given as a link was not followed"]


# GeoPackage


def _geopackage_wkb(blob: Any) -> bytes | None:  # noqa: ANN401 - a cell
    """Return the WKB inside a GeoPackage geometry (OGC 12-128r18, clause 2.1.3)."""
    if not isinstance(blob, bytes) or len(blob) < 13 or blob[:2] != b"GP":  # noqa: PLR2004 - the shortest header and WKB
        return None
    envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}.get(blob[3] >> 1 & 7)
    return None if envelope is None or blob[3] & 0x10 else blob[8 + envelope :]


def _authorise(action: int, first: str | None, *_: str | None) -> int:
    allowed = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
    if action == sqlite3.SQLITE_FUNCTION or action in allowed or (action == sqlite3.SQLITE_PRAGMA and first in {"trusted_schema", "table_info"}):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _geopackage_tables(base: sqlite3.Connection) -> list[tuple[str, str, int]]:
    found = base.execute("SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns").fetchmany(MAX_COLUMNS)
    plain = {n for n, sql in base.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'") if "virtual" not in str(sql)[:20].lower()}
    return [(str(t), str(c), int(s)) for t, c, s in found if t in plain]


def _truth(value: Any) -> str:  # noqa: ANN401 - a cell
    """Return a yes or no as such: SQLite keeps them as 1 and 0, which would be counts."""
    return "" if value is None else "TRUE" if value else "FALSE"


def read_geopackage(path: Path, limits: Limits = POLYGONS) -> Rows:
    """Read the one table of polygons in a GeoPackage, by SQLite itself: only plain tables, only reading."""
    base = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    base.execute("PRAGMA trusted_schema = OFF")
    base.set_authorizer(_authorise)
    base.text_factory = lambda raw: raw.decode("utf-8", "replace")
    try:
        tables = _geopackage_tables(base)
        if len(tables) != 1:
            listed = ", ".join(t for t, _, _ in tables[:6])
            refuse(f"It holds {len(tables)} layers ({listed}).", "Export the one layer of boundaries to a file of its own.")
        table, column, srs = tables[0]
        stated = base.execute("SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?", (srs,)).fetchone()
        cursor = base.execute(f"SELECT * FROM {_quoted(table)}")  # noqa: S608 - a quoted name of the file's own table
        rows = cursor.fetchmany(limits.features + 1)
        truths = {str(name) for _, name, kind, *_ in base.execute(f"PRAGMA table_info({_quoted(table)})") if str(kind).upper() == "BOOLEAN"}
    except sqlite3.Error:
        refuse("It is no GeoPackage, or a damaged one.", "Export it again.")
    _too_many(len(rows), limits)
    names = [str(part[0]) for part in cursor.description][:MAX_COLUMNS]
    at = names.index(column) if column in names else refuse("Its table has no geometry.", "Export it again.")
    columns = {name: [_truth(row[i]) if name in truths else cell_text(row[i], limits) for row in rows] for i, name in enumerate(names) if i != at}
    crs = ""
    if stated is not None and srs > 0:
        crs = f"{stated[0]}:{stated[1]}" if str(stated[0]).upper() == "EPSG" else str(stated[2])
    return [_geopackage_wkb(row[at]) for row in rows], columns, crs, []


# Parquet


def _geometry_column(file: Any) -> tuple[str, str]:  # noqa: ANN401 - a ParquetFile
    """Return the geometry column and its coordinate system: as GeoParquet's metadata say, else the column of binary values with such a name."""
    stated = json.loads((file.schema_arrow.metadata or {}).get(b"geo", b"{}"))
    if isinstance(stated, dict) and isinstance(stated.get("columns"), dict):
        primary = str(stated.get("primary_column", "geometry"))
        about = stated["columns"].get(primary, {})
        if str(about.get("encoding", "WKB")).upper() != "WKB":
            refuse("Its geometries are not WKB.", "Export it as GeoParquet with WKB geometries.")
        crs = about.get("crs", "OGC:CRS84")
        return primary, json.dumps(crs) if isinstance(crs, dict) else str(crs or "")
    binary = [field.name for field in file.schema_arrow if str(field.type) in {"binary", "large_binary", "binary_view"}]
    likely = [name for name in binary if re.search(r"geom|wkb|shape", name, re.IGNORECASE)] or binary
    if len(likely) != 1:
        refuse("It has no column of geometries (WKB).", "Export it as GeoParquet.")
    return likely[0], ""


def read_parquet(path: Path, limits: Limits = POLYGONS) -> Rows:
    """Read GeoParquet, or Parquet with one column of WKB."""
    import pyarrow as pa  # noqa: PLC0415 - after the limits are set
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        file = pq.ParquetFile(path, thrift_string_size_limit=2**27, thrift_container_size_limit=10**6, page_checksum_verification=True)
        _too_many(file.metadata.num_rows, limits)
        size = sum(file.metadata.row_group(i).total_byte_size for i in range(file.metadata.num_row_groups))
        if size > MAX_UNZIPPED:
            refuse("It is too large when unpacked.", "Simplify the boundaries first.")
        column, crs = _geometry_column(file)
        flat = [f.name for f in file.schema_arrow if not pa.types.is_nested(f.type) and not isinstance(f.type, pa.BaseExtensionType)]
        table = file.read(columns=[*dict.fromkeys([column, *flat[:MAX_COLUMNS]])])
        table.validate(full=True)
    except (pa.ArrowException, OSError, ValueError):
        refuse("It is no Parquet file, or a damaged one.", "Export it again.")
    cells = {name: table[name].to_pylist() for name in table.column_names if name != column}
    return table[column].to_pylist(), {name: [cell_text(v, limits) for v in values] for name, values in cells.items()}, crs, []


# Shapefile


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        data = member.read(MAX_UNZIPPED + 1)
    if len(data) > MAX_UNZIPPED:
        refuse("It is too large when unpacked.", "Simplify the boundaries first.")
    return data


def _parts(path: Path, limits: Limits) -> tuple[dict[str, bytes], int]:
    """Return the files of the one shapefile in the archive by ending, and how many features its header promises by its index."""
    try:
        archive = zipfile.ZipFile(path)
        infos = [i for i in archive.infolist() if not i.is_dir() and "__MACOSX" not in i.filename and not Path(i.filename).name.startswith(".")]
    except (zipfile.BadZipFile, ValueError, OSError):
        refuse("It is not a zip file, or a damaged one.", "Zip the .shp, .dbf, .shx and .prj files together again.")
    if len(infos) > MAX_MEMBERS or any(i.file_size > MAX_UNZIPPED or i.file_size > MAX_RATIO * max(i.compress_size, 1024) for i in infos):
        refuse("It unpacks to too much.", "Zip the .shp, .dbf, .shx and .prj files of one level only.")
    shapes = [i.filename for i in infos if i.filename.lower().endswith(".shp")]
    if len(shapes) != 1:
        names = ", ".join(Path(n).name for n in shapes[:6]) or "none"
        refuse(f"It holds {len(shapes)} shapefiles ({names}).", "Zip the .shp, .dbf, .shx and .prj files of one level only.")
    stem = shapes[0][:-4].lower()
    try:
        parts = {i.filename[-4:].lower(): _member(archive, i.filename) for i in infos if i.filename[:-4].lower() == stem}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError):
        refuse("It is a damaged or locked zip file.", "Zip the .shp, .dbf, .shx and .prj files together again.")
    if ".dbf" not in parts:
        refuse("Its .dbf file with the names is missing.", "Zip the .shp, .dbf, .shx and .prj files together.")
    return parts, _checked(parts[".shp"], parts[".dbf"], limits)


def _checked(shp: bytes, dbf: bytes, limits: Limits) -> int:
    """Return how many rows the table has; refuse files that are shorter than their headers say."""
    cut = ("It is cut short, or lies about its length.", "Export it again.")
    if len(shp) < 100 or len(dbf) < 32 or struct.unpack(">i", shp[:4])[0] != 9994:  # noqa: PLR2004 - the formats' headers
        refuse("It is no shapefile.", "Export it again.")
    length, (rows, head, size) = struct.unpack(">i", shp[24:28])[0] * 2, struct.unpack("<IHH", dbf[4:12])
    if length > len(shp) or head + rows * size > len(dbf) + 1:
        refuse(*cut)
    at, records = 100, 0
    while at + 8 <= length:
        words = struct.unpack(">i", shp[at + 4 : at + 8])[0]
        at, records = at + 8 + words * 2, records + 1
        if words < 2 or at > length:  # noqa: PLR2004 - a record's type alone takes two words
            refuse(*cut)
    if records != rows:
        refuse(*cut)
    _too_many(rows, limits)
    return int(rows)


def _encoding(parts: dict[str, bytes]) -> tuple[str, list[str]]:
    """Return the encoding of the table: as the .cpg says, else UTF-8 where it is, else the code page in which it reads as words (with a note)."""
    stated = parts.get(".cpg", b"").decode("ascii", "ignore").strip()
    if re.fullmatch(r"[\w-]{2,20}", stated):
        known = {"1256": "cp1256", "65001": "utf-8", "1252": "cp1252"}.get(stated, stated)
        try:
            b"".decode(known)
        except LookupError:
            pass
        else:
            return known, []
    table = parts[".dbf"][struct.unpack("<H", parts[".dbf"][8:10])[0] :]
    try:
        table.decode("utf-8")
    except UnicodeDecodeError:
        name = code_page_of(table[:_SAMPLE]) or "cp1256"
        return name, [f"the text states no encoding and was read as {CODE_PAGES[name]}"]
    return "utf-8", []


def read_shapefile(path: Path, limits: Limits = POLYGONS) -> Rows:
    """Read the one shapefile of a zip file, its parts unpacked beside it under names of ours."""
    parts, rows = _parts(path, limits)
    encoding, notes = _encoding(parts)
    for ending in (".shp", ".shx", ".dbf", ".prj"):
        if ending in parts:
            path.with_name(f"layer{ending}").write_bytes(parts[ending])
    if ".shx" not in parts:
        os.environ["SHAPE_RESTORE_SHX"] = "YES"
    import pyogrio.raw  # noqa: PLC0415 - after drivers are switched off

    try:
        about, _, shapes, fields = pyogrio.raw.read(path.with_name("layer.shp"), encoding=encoding.replace("iso8859_6", "ISO-8859-6"), datetime_as_string=True)
    except Exception:  # noqa: BLE001 - whatever GDAL says of it
        refuse("It is no shapefile, or a damaged one.", "Export it again.")
    if len(shapes) != rows:
        refuse("It is cut short, or lies about its length.", "Export it again.")
    names = [str(name) for name in about["fields"]]
    columns = {name: [cell_text(v.item() if hasattr(v, "item") else v, limits) for v in values] for name, values in zip(names, fields, strict=True)}
    return list(shapes), columns, str(about["crs"] or ""), notes


READERS = {"geojson": read_geojson, "geopackage": read_geopackage, "parquet": read_parquet, "shapefile": read_shapefile}


def limit_process() -> None:
    """Limit this process's memory and processor time, where the system can."""
    try:
        import resource  # noqa: PLC0415 - not on Windows, where the wall clock of the parent remains
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):  # macOS refuses some
            resource.setrlimit(what, (most, most))


def _write(rows: Rows, out: Path) -> None:
    import numpy as np  # noqa: PLC0415 - after the limits are set
    import pyarrow as pa  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    wkb, columns, crs, notes = rows
    shapes = shapely.from_wkb(np.array(wkb, dtype=object), on_invalid="ignore")
    vertices = int(shapely.get_num_coordinates(shapes).sum())
    if vertices > MAX_VERTICES:
        refuse(f"Its borders have {vertices:,} points, more than {MAX_VERTICES:,}.", "Simplify the boundaries first.")
    unread = sum(w is not None for w in wkb) - sum(s is not None for s in shapes)
    if unread:
        notes = [*notes, f"{unread} rows whose geometry could not be read"]
    columns.pop(WKB, None)
    table = pa.table({WKB: pa.array(list(shapely.to_wkb(shapes)), type=pa.binary()), **{k: pa.array(v, type=pa.string()) for k, v in columns.items()}})
    table = table.replace_schema_metadata({"crs": crs, "notes": json.dumps(notes)})
    with pa.OSFile(str(out), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)


def main(kind: str, path: Path, out: Path) -> None:
    """Read ``path`` under limits and write its rows to ``out``; or say why not."""
    os.environ.update(ENVIRONMENT)
    limit_process()
    try:
        _write(READERS[kind](path), out)
    except RefusedError as refused:
        sys.stdout.write(json.dumps({"sentence": refused.sentence, "remedy": refused.remedy}))
    except MemoryError:
        sys.stdout.write(json.dumps({"sentence": "It needs more memory than a file of boundaries may.", "remedy": "Simplify the boundaries first."}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
