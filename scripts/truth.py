"""Located place texts of the real files (not part of the repository), for fitting and for the benchmark."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SYRIA = (32.2, 37.5, 35.4, 42.5)


@dataclass(frozen=True, slots=True)
class Text:
    """A place text, WGS 84 degrees of where it is, its governorate's P-code, and its weight (incidents)."""

    text: str
    latitude: float
    longitude: float
    governorate: str
    weight: float


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _archive(folder: Path) -> Iterator[tuple[str, str, str]]:
    for row in _rows(folder / "incidents" / "syrian_archive_russian_attacks_2016.csv"):
        yield row["location_en"], row["lat"], row["lon"]
        yield row["location_ar"], row["lat"], row["lon"]
    for row in _rows(folder / "incidents" / "syrian_archive_violations_2017.csv"):
        yield row["Neighborhood"], row["Latitude"], row["Longitude"]
    for row in _rows(folder / "incidents" / "syrian_archive_chemical_incidents_2012_2018.csv"):
        yield row["location"].split(":")[-1], row["latitude"], row["longitude"]


def governorates_of(folder: Path, points: list[tuple[float, float]]) -> list[str]:
    """Return the P-code of the governorate (COD-AB) that holds each (latitude, longitude); empty outside."""
    units = gpd.read_parquet(folder / "boundaries" / "codab_v02_syr_admin1.parquet").to_crs(4326)
    frame = gpd.GeoDataFrame(geometry=gpd.points_from_xy([p[1] for p in points], [p[0] for p in points]), crs=4326)
    joined = frame.sjoin(units[["adm1_pcode", "geometry"]], how="left")
    return joined[~joined.index.duplicated()]["adm1_pcode"].fillna("").tolist()


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def archive_texts(folder: Path) -> list[Text]:
    """Return Syrian Archive's distinct place texts and points; the weight is how many rows have them."""
    places: dict[tuple[str, float, float], list[tuple[float, float]]] = defaultdict(list)
    south, north, west, east = SYRIA
    for text, latitude, longitude in _archive(folder):
        at = _number(latitude), _number(longitude)
        if text.strip() and south <= at[0] <= north and west <= at[1] <= east:
            places[text.strip(), round(at[0], 2), round(at[1], 2)].append(at)
    points = [(sum(a for a, _ in p) / len(p), sum(b for _, b in p) / len(p)) for p in places.values()]
    found = governorates_of(folder, points)
    return [Text(key[0], *point, code, len(held)) for (key, held), point, code in zip(places.items(), points, found, strict=True) if code]


def list_texts(folder: Path) -> list[Text]:
    """Return the names of an official list of villages, in both scripts, without the words in brackets that tell homonyms apart."""
    texts = []
    for row in _rows(folder / "gazetteer" / "gazetteer_syrian_archive_ocha_places.csv"):
        if row["kind"] != "ocha_community" or not row["lat"] or not row["adm1_pcode"]:
            continue
        english = re.sub(r"\s*\(.*\)$|\s+-\s+.*$", "", row["name_en"]).strip()
        arabic = re.sub(r"\s*[-_].*$", "", row["name_ar"]).strip()
        texts += [Text(name, float(row["lat"]), float(row["lon"]), row["adm1_pcode"], 1.0) for name in (english, arabic) if name]
    return texts
