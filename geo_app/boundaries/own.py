"""Layers that a person added: kept in their data folder, one Parquet file a level with everything in it, and a readable copy of what it says."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from geo_app.boundaries.layers import WGS84, Layer
from geo_app.boundaries.matching import UNIT_COLUMNS
from geo_app.errors import NothingMatchedError
from geo_app.model.areas import LEVELS
from geo_app.readers.own import data_folder, made, write_whole

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from geo_app.boundaries.add import Added

FOLDER = "boundaries"
_ABOUT = b"geo_app"
_WKB = "geometry_wkb"
Signature = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Kept:
    """A layer of the person's own, what was repaired in it, and the day it was added."""

    layer: Layer
    repaired: tuple[str, ...]
    added: str


def _path(level: str) -> Path:
    return data_folder(FOLDER) / f"{level}.parquet"


def signature() -> Signature:
    """Return what changes whenever an own layer is added, replaced or removed."""
    found = []
    for level in LEVELS:
        try:
            state = _path(level).stat()
        except OSError:
            continue
        found.append((level, state.st_mtime_ns, state.st_size))
    return tuple(found)


def keep(added: Added, *, day: date) -> None:
    """Keep the layer in place of an earlier one of its level. One file is the whole of it, so that it is kept whole or not at all.

    Raises:
        BadUseError: the folder cannot be written to.
    """
    layer = added.layer
    about = {
        "level": layer.level,
        "units": len(layer.units),
        "publisher": layer.publisher,
        "version": layer.version,
        "licence": layer.licence,
        "sha256": layer.sha256,
        "is_whole": layer.is_whole,
        "added": day.isoformat(),
        "repaired": list(added.repaired),
    }
    columns = {name: pa.array(layer.units[name].astype(str), type=pa.string()) for name in UNIT_COLUMNS}
    wkb = pa.array(list(shapely.to_wkb(layer.units.geometry.to_numpy())), type=pa.binary())
    table = pa.table({**columns, _WKB: wkb}).replace_schema_metadata({_ABOUT: json.dumps(about).encode()})
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd", write_page_checksum=True)
    made(data_folder(FOLDER))
    write_whole(_path(layer.level), out.getvalue())
    write_whole(_path(layer.level).with_suffix(".json"), (json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode())


def _read(path: Path, level: str) -> Kept:
    table = pq.read_table(pa.BufferReader(path.read_bytes()), page_checksum_verification=True)
    about = json.loads(table.schema.metadata[_ABOUT])
    shapes = shapely.from_wkb(table[_WKB].to_numpy(zero_copy_only=False))
    units = gpd.GeoDataFrame(table.select(list(UNIT_COLUMNS)).to_pandas().astype(object), geometry=list(shapes), crs=WGS84)
    sound = about["level"] == level and len(units) == about["units"] and units["unit_id"].is_unique and units.geometry.notna().all()
    if not sound or not units.geom_type.isin(["Polygon", "MultiPolygon"]).all():
        raise ValueError(level)
    facts = {key: str(about[key]) for key in ("level", "publisher", "version", "licence", "sha256")}
    layer = Layer(**facts, units=units, is_whole=bool(about["is_whole"]), is_own=True)
    return Kept(layer=layer, repaired=tuple(map(str, about["repaired"])), added=str(about["added"]))


def own_layers() -> tuple[dict[str, Kept], tuple[str, ...]]:
    """Return the person's layers by level, and a sentence for each that is damaged and left out."""
    kept, problems = {}, []
    for level in LEVELS:
        try:
            kept[level] = _read(_path(level), level)
        except FileNotFoundError:
            continue
        except (OSError, ValueError, KeyError, TypeError, pa.ArrowException, shapely.errors.ShapelyError):
            problems.append(f"Your own layer of {level}s is damaged and left out; add it again with `geo-app boundaries add FILE`.")
    return kept, tuple(problems)


def remove(level: str) -> None:
    """Remove the person's layer of ``level``, also where it is damaged.

    Raises:
        NothingMatchedError: there is none.
    """
    path = _path(level)
    if not path.exists():
        raise NothingMatchedError(f"You have added no layer of {level}s.", remedy="`geo-app boundaries list` says what is in use.")
    path.unlink()
    path.with_suffix(".json").unlink(missing_ok=True)
