"""Rows of a polygon file → units keyed by OCHA P-code: by their codes, by name within their governorate, by the ground they cover."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo_app.boundaries.layers import METRES, UNDOF, WGS84, load_governorates
from geo_app.boundaries.official import OfficialUnit, pcode_of_name, units_within
from geo_app.model.areas import is_pcode, level_of, parent_of
from geo_app.names import fine_key

if TYPE_CHECKING:
    from geo_app.boundaries.columns import Recognised

_SAME_GROUND = 0.5
_MOST = 0.5
UNIT_COLUMNS = ("unit_id", "pcode", "iso", "name", "name_ar", "kind", "admin1", "admin2")


def _text(rows: gpd.GeoDataFrame, header: str) -> pd.Series:
    if not header:
        return pd.Series("", index=rows.index, dtype=object)
    return rows[header].astype(object).map(lambda v: " ".join(str(v).split()))


def governorate_by_ground(shapes: gpd.GeoSeries) -> np.ndarray:
    """Return for every polygon (EPSG:4326) the bundled governorate that holds most of it; empty where none holds any."""
    layer = load_governorates()
    known = layer.in_metres[layer.units["pcode"] != ""]
    given = np.asarray(shapes.to_crs(METRES).array)
    left, right = shapely.STRtree(np.asarray(known.geometry.array)).query(given, predicate="intersects")
    shared = shapely.area(shapely.intersection(given[left], np.asarray(known.geometry.array)[right]))
    table = pd.DataFrame({"unit": left, "pcode": known["pcode"].to_numpy()[right], "shared": shared}).sort_values("shared")
    found = np.full(len(given), "", dtype=object)
    last = table.drop_duplicates("unit", keep="last")
    found[last["unit"].to_numpy()] = last["pcode"].to_numpy()
    return found


def _own_id(level: str, governorate: str, name: str, code: str) -> str:
    """Return a unit's id of ours, the same whenever the same unit is added again."""
    key = f"{governorate}|{fine_key(name) or code}"
    return f"own-{level}-{hashlib.sha256(key.encode()).hexdigest()[:10]}"


def _official(names: tuple[str, ...], code: str, level: str, governorate: str) -> OfficialUnit | None:
    units = units_within(level, governorate)
    iso = code.upper().replace(".", "-")
    found = next((u for u in units if u.iso and u.iso == iso), None)
    if found is not None:
        return found
    pcode = pcode_of_name(names, units)
    return next((u for u in units if u.pcode == pcode), None)


def _covers(shape: shapely.Geometry, pcode: str) -> bool:
    """Return True where a polygon (EPSG:4326) and a bundled governorate are much the same ground."""
    units = load_governorates().in_metres
    mine = gpd.GeoSeries([shape], crs=WGS84).to_crs(METRES).iloc[0]
    theirs = units.geometry[units["pcode"] == pcode].iloc[0]
    return bool(mine.intersection(theirs).area / mine.union(theirs).area >= _SAME_GROUND)


def _pcodes(raw: pd.Series, found: Recognised, ground: np.ndarray, said: list[str]) -> pd.Series:
    """Return the P-codes that the code column states, empty where it states none; codes without "SY" only where the ground agrees with all."""
    codes = raw.str.upper()
    if not found.bare:
        return codes.where(codes.map(is_pcode), "")
    full = "SY" + codes
    agrees = bool((full.str[:4] == pd.Series(ground, index=raw.index)).mean() > _MOST) if found.level != "governorate" else True
    if agrees:
        said.append(f"The codes in “{found.code}” were read as P-codes without SY; they fit the governorates that hold the units.")
    return full if agrees else pd.Series("", index=raw.index, dtype=object)


def units_of(rows: gpd.GeoDataFrame, found: Recognised) -> tuple[gpd.GeoDataFrame, list[str]]:
    """Return the units of ``rows`` (valid polygons, EPSG:4326): ``UNIT_COLUMNS`` and geometry, in row order, and what was done.

    ``admin1``: P-code of the governorate, by P-code, else by the ground; ``admin2``: P-code of a subdistrict's district; ``pcode`` is empty where
    none is known, and then ``unit_id`` is an id of ours. Names are those of the file; where it has none, the official ones.
    """
    level, said = found.level, list[str]()
    latin, arabic, raw = _text(rows, found.name), _text(rows, found.name_ar), _text(rows, found.code)
    ground = governorate_by_ground(rows.geometry)
    stated = _pcodes(raw, found, ground, said)
    records, by_name, by_ground = [], 0, 0
    for at, shape in enumerate(rows.geometry):
        name, name_ar, code, pcode = latin.iloc[at], arabic.iloc[at], raw.iloc[at], stated.iloc[at]
        inside = "" if level == "governorate" else str(ground[at])
        zone = level == "governorate" and "UNDOF" in name.upper()
        match = None if zone else _official((name, name_ar), code, level, parent_of(pcode, "governorate") or inside)
        if not pcode and match is not None:
            pcode, by_name = match.pcode, by_name + 1
        elif not pcode and not zone and level == "governorate" and ground[at] and _covers(shape, str(ground[at])):
            pcode, by_ground = str(ground[at]), by_ground + 1
        official = next((u for u in units_within(level, "") if u.pcode == pcode), None)
        name = name or (official.names[0] if official else "") or name_ar or code
        records.append(
            {
                "unit_id": UNDOF if zone else pcode or _own_id(level, inside, name, code),
                "pcode": "" if zone else pcode,
                "iso": official.iso if official else "",
                "name": name,
                "name_ar": name_ar or (official.name_ar if official else "") or name,
                "kind": "zone" if zone else level,
                "admin1": parent_of(pcode, "governorate") or inside,
                "admin2": parent_of(pcode, "district") if level == "subdistrict" else "",
            }
        )
    if by_name:
        said.append(f"Matched {by_name} of {len(rows)} units to P-codes by name or ISO code.")
    if by_ground:
        said.append(f"Matched {by_ground} of {len(rows)} units to P-codes by the ground they cover.")
    units = gpd.GeoDataFrame(records, columns=list(UNIT_COLUMNS), geometry=list(rows.geometry), crs=WGS84)
    ours = int(((units["pcode"] == "") & (units["unit_id"] != UNDOF)).sum())
    if ours and level != "governorate":
        said.append(f"Units without a P-code: {ours}; they have ids of their own, made of their names and governorates.")
    elsewhere = int(((units["pcode"] != "") & (ground != "") & (units["admin1"] != ground)).sum()) if level != "governorate" else 0
    if elsewhere:
        said.append(f"Units that lie mostly in another bundled governorate than their P-code says: {elsewhere}; the P-code was kept.")
    wrong = sorted({code for code in units["pcode"] if code and level_of(code) != level})
    if wrong:
        raise ValueError(wrong)
    return units, said
