"""Boundary files as people have them: what becomes of each, which repairs are said, and why some are refused."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo_app.boundaries import own
from geo_app.boundaries.add import Added, layer_from, layer_of_file
from geo_app.boundaries.columns import recognise
from geo_app.boundaries.in_use import load_layers
from geo_app.boundaries.layers import METRES, load_governorates
from geo_app.errors import BadFileError, BadUseError, GeoAppError, NothingMatchedError
from geo_app.importing.stage import stage
from geo_app.readers.polygons import PolygonFile
from geo_app.vocabulary import GOVERNORATES
from tests.made_layers import gadm, geoboundaries, governorates, layer_of, natural_earth, quarter_layer, quarters, swapped, write_shapefile

DAY = date(2026, 1, 1)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for what a person adds."""
    monkeypatch.setenv("GEO_APP_HOME", str(tmp_path / "own"))
    return tmp_path


def added(rows: gpd.GeoDataFrame, **how: str) -> Added:
    """What adding ``rows`` gives, without a file."""
    texts = rows.assign(**{c: rows[c].fillna("").astype(str) for c in rows.columns if c != "geometry"})
    return layer_from(PolygonFile(file="made.geojson", sha256="0" * 64, rows=texts, crs=rows.crs, notes=()), **how)


# What is read


def _arabic_columns() -> gpd.GeoDataFrame:
    rows = quarters().rename(columns={"name_ar": "منطقة", "pcode": "الرمز"}).drop(columns="name").to_crs(METRES)
    return rows.assign(محافظة="س", الرمز=rows["الرمز"].str[2:])


ACCEPTED: dict[str, tuple[Callable[[], gpd.GeoDataFrame], str, int, str]] = {
    "geoBoundaries, ISO codes": (geoboundaries, "governorate", 14, "ISO codes"),
    "geoBoundaries, names only": (lambda: geoboundaries().assign(shapeISO=""), "governorate", 14, "type ADM1"),
    "GADM": (gadm, "governorate", 14, "HASC_1"),
    "Natural Earth with a neighbour's province": (natural_earth, "governorate", 15, "Kept the 15 of 16 rows"),
    "COD-AB's first columns": (
        lambda: quarters().rename(columns={"pcode": "PCODE", "name": "NAME_EN", "name_ar": "NAME_AR", "parent": "ADM1_PCODE"}),
        "district",
        len(quarters()),
        "P-codes in PCODE",
    ),
    "COD-AB's second columns": (
        lambda: quarters().rename(columns={"pcode": "adm2_pcode", "name": "adm2_name", "name_ar": "adm2_name1", "parent": "adm1_pcode"}),
        "district",
        len(quarters()),
        "P-codes in adm2_pcode",
    ),
    "Arabic columns, metres, codes without SY": (_arabic_columns, "district", len(quarters()), "read as P-codes without SY"),
    "governorates without codes, level by their number": (lambda: governorates()[["name", "geometry"]], "governorate", 14, "number of its units"),
    "governorates under names that nobody knows": (
        lambda: governorates()[["geometry"]].assign(name=list("ABCDEFGHIJKLMN")),
        "governorate",
        14,
        "by the ground",
    ),
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_what_is_recognised(case: str) -> None:
    """Level, units and how they were matched, for the columns of every usual publisher."""
    make, level, units, says = ACCEPTED[case]
    found = added(make())
    assert (found.layer.level, len(found.layer.units)) == (level, units)
    assert says in " ".join(found.repaired)
    if level == "governorate":
        assert set(found.layer.units["pcode"]) - {""} == set(GOVERNORATES)
        whole = found.layer.units.merge(load_governorates().units, on="pcode")
        assert all(mine.equals(theirs) for mine, theirs in zip(whole["geometry_x"], whole["geometry_y"], strict=True))
    else:
        assert set(found.layer.units["pcode"]) == set(quarters()["pcode"])
        assert set(found.layer.units["admin1"]) == set(GOVERNORATES)


def test_units_without_codes_get_ids_of_their_own_that_stay() -> None:
    """Districts that nobody has a code for are used all the same, under an id made of name and governorate, in any order of rows."""
    rows = quarters()[["name", "geometry"]]
    first = added(rows, level="district").layer.units
    again = added(rows.iloc[::-1], level="district").layer.units
    assert set(first["pcode"]) == {""}
    assert first["unit_id"].str.startswith("own-district-").all()
    assert list(first["unit_id"]) == list(again["unit_id"])
    assert (first["admin1"] == first["name"].map(dict(zip(quarters()["name"], quarters()["parent"], strict=True)))).mean() > 0.95


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".zip", ".parquet", "bare.parquet"])
def test_every_format_gives_the_same_layer(suffix: str, tmp_path: Path) -> None:
    """GeoJSON, GeoPackage, zipped shapefile in a folder, GeoParquet, and Parquet with WKB and no metadata."""
    rows, path = quarters(), tmp_path / f"units{suffix}"
    if suffix == ".zip":
        path = write_shapefile(rows, tmp_path)
    elif suffix == "bare.parquet":
        import pandas as pd

        pd.DataFrame(rows.drop(columns="geometry").assign(geom=shapely.to_wkb(rows.geometry.to_numpy()))).to_parquet(path)
    elif suffix == ".parquet":
        rows.to_parquet(path)
    else:
        rows.to_file(path)
    found = layer_of_file(path).layer
    expected = quarter_layer()
    assert list(found.units["unit_id"]) == list(expected.units["unit_id"])
    assert list(found.units["name_ar"]) == list(expected.units["name_ar"])
    assert np.allclose(found.in_metres.area, expected.in_metres.area, rtol=1e-6)


# What is repaired


def _with(at: int, shape: shapely.Geometry | None, rows: gpd.GeoDataFrame | None = None) -> gpd.GeoDataFrame:
    rows = quarters() if rows is None else rows
    shapes = list(rows.geometry)
    shapes[at] = shape
    return rows.set_geometry(gpd.GeoSeries(shapes, crs=4326))


def _split() -> gpd.GeoDataFrame:
    rows = quarters()
    west, south, east, north = rows.geometry[5].bounds
    half = shapely.box(west, south, (west + east) / 2, north)
    one, two = rows.iloc[[5]].copy(), rows.iloc[[5]].copy()
    one = one.set_geometry(gpd.GeoSeries([rows.geometry[5].intersection(half)], index=one.index, crs=4326))
    two = two.set_geometry(gpd.GeoSeries([rows.geometry[5].difference(half)], index=two.index, crs=4326))
    return gpd.GeoDataFrame([*rows.drop(index=5).to_dict("records"), *one.to_dict("records"), *two.to_dict("records")], crs=4326)


def _spike() -> shapely.Geometry:
    ring = list(max(shapely.get_parts(quarters().geometry[5]), key=shapely.area).exterior.coords)
    return shapely.Polygon([*ring[:3], ring[1], *ring[3:]])


REPAIRED: dict[str, tuple[Callable[[], gpd.GeoDataFrame], str]] = {
    "rows without a polygon": (lambda: _with(5, None), "Left out 1 row without a polygon"),
    "a line among the polygons": (lambda: _with(5, shapely.LineString([(36, 34), (37, 35)])), "Left out 1 row"),
    "rings that cross themselves": (lambda: _with(5, _spike()), "Mended the rings of 1 row"),
    "a unit in two rows": (_split, "Joined 2 rows into 1 units"),
    "slivers between neighbours": (lambda: _with(5, quarters().geometry[5].buffer(0.0002)), "Closed small gaps and overlaps"),
    "another coordinate system": (lambda: quarters().to_crs(3857), "Reprojected from WGS 84 / Pseudo-Mercator"),
    "a part of the country": (lambda: quarters().iloc[:9], "It covers"),
    "names with spaces": (lambda: quarters().assign(name="  Aleppo   part  " + quarters()["pcode"]), "Read as"),
    "heights": (lambda: quarters().set_geometry(gpd.GeoSeries(shapely.force_3d(quarters().geometry.to_numpy(), 5.0), crs=4326)), "Read as"),
}


@pytest.mark.parametrize("case", REPAIRED)
def test_what_is_repaired_is_said(case: str) -> None:
    """One sentence a kind of repair; what comes out is a flat, valid coverage with trimmed names and one row a unit."""
    make, says = REPAIRED[case]
    found = added(make())
    units = found.layer.units
    assert says in " ".join(found.repaired)
    assert all(sentence.endswith(".") for sentence in found.repaired)
    assert units["unit_id"].is_unique
    assert units.geometry.is_valid.all()
    assert not units.geometry.has_z.any()
    assert units.geom_type.isin(["Polygon", "MultiPolygon"]).all()
    assert bool(shapely.coverage_is_valid(units.geometry.to_numpy()))
    assert (units["name"] == units["name"].str.split().str.join(" ")).all()


# What is refused


def _foreign() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"name": ["Konya"], "pcode": ["SY0101"]}, geometry=[shapely.box(32, 37.2, 34, 38.8)], crs=4326)


REFUSED: dict[str, tuple[Callable[[], gpd.GeoDataFrame], str, str]] = {
    "exchanged axes": (lambda: swapped(quarters()), "", "latitude and longitude are exchanged"),
    "another country": (_foreign, "", "lies in Syria"),
    "one unit beyond the border": (
        lambda: gpd.GeoDataFrame(
            [*quarters().to_dict("records"), {"pcode": "SY1499", "name": "Elsewhere", "geometry": shapely.box(38, 37.2, 38.4, 37.5)}], crs=4326
        ),
        "",
        "Elsewhere in made.geojson lies outside Syria",
    ),
    "overlapping units": (lambda: _with(5, quarters().geometry[5].buffer(0.3)), "", "lie over one another"),
    "points only": (lambda: quarters().set_geometry(quarters().geometry.representative_point()), "", "no polygons, only Points"),
    "no names and no codes": (lambda: quarters()[["geometry"]].assign(area=1.5), "district", "no column of names or codes"),
    "levels in one column": (
        lambda: gpd.GeoDataFrame(
            [*quarters().iloc[4:].to_dict("records"), {"pcode": "SY01", "name": "Damascus", "geometry": governorates().geometry[0]}], crs=4326
        ),
        "",
        "mixes levels: governorate and district",
    ),
    "a level that is not shown": (lambda: quarters()[["name", "geometry"]].iloc[:9], "", "Nothing in made.geojson says which level"),
    "another level than was said": (quarters, "subdistrict", "holds districts by the P-codes in pcode, not subdistricts"),
    "governorates that are not all": (lambda: governorates().iloc[:6], "", "holds 6 of the 14 governorates"),
    "two names for one code": (lambda: quarters().assign(pcode=["SY0201", *quarters()["pcode"][1:]]), "", "are both SY0201"),
    "no coordinate system and no degrees": (lambda: quarters().to_crs(METRES).set_crs(None, allow_override=True), "", "states no coordinate system"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_with_its_reason(case: str) -> None:
    """A sentence that says why, and what to do."""
    make, level, says = REFUSED[case]
    with pytest.raises((BadFileError, BadUseError)) as error:
        added(make(), level=level)
    assert says in error.value.sentence
    assert error.value.remedy


VRT = '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "a VRT called GeoJSON": ("x.geojson", VRT.encode(), "not what its name says"),
    "a WFS description called GeoJSON": ("x.geojson", b"<OGRWFSDataSource><URL>http://127.0.0.1:9/</URL></OGRWFSDataSource>", "not what its name says"),
    "a VRT called GeoPackage": ("x.gpkg", VRT.encode(), "not what its name says"),
    "a GeoPackage that is only its first bytes": ("x.gpkg", b"SQLite format 3\x00" + b"\x00" * 100, "no GeoPackage"),
    "JSON called Parquet": ("x.parquet", b"{}", "not what its name says"),
    "Parquet that is only its marks": ("x.parquet", b"PAR1" + b"\xff" * 64 + b"PAR1", "no Parquet"),
    "a list": ("x.json", b"[1]", "not what its name says"),
    "JSON of another kind": ("x.json", b'{"type": "Topology"}', "TopoJSON"),
    "NaN": ("x.geojson", b'{"type": "FeatureCollection", "features": [NaN]}', "not JSON"),
    "JSON a million deep": ("x.geojson", b'{"type": "Feature", "a": ' + b"[" * 1_000_000, "not JSON"),
    "a part of a shapefile": ("x.shp", b"\x00\x00'\n", "one part of a shapefile"),
    "a zip of nothing we read": ("x.zip", b"PK\x03\x04" + b"\x00" * 40, "not a zip"),
    "a format that is not read": ("x.kml", b"<kml/>", "does not say a format"),
    "nothing": ("x.geojson", b"", "not what its name says"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_files_that_are_not_what_they_say(case: str, tmp_path: Path) -> None:
    """Refused by magic bytes or by a reader that follows no link; no path of the machine is said."""
    name, data, says = HOSTILE[case]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BadFileError, match=says) as error:
        layer_of_file(tmp_path / name)
    assert str(tmp_path) not in str(error.value)


def test_a_crs_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    """It is dropped, the numbers are taken as degrees, and both is said."""
    whole = json.loads(quarters().to_json())
    whole["crs"] = {"type": "link", "properties": {"href": "http://127.0.0.1:9/crs", "type": "proj4"}}
    (tmp_path / "x.geojson").write_text(json.dumps(whole), encoding="utf-8")
    found = layer_of_file(tmp_path / "x.geojson")
    assert "was not followed" in " ".join(found.repaired)


def test_a_geopackage_may_not_bring_virtual_tables(tmp_path: Path) -> None:
    """Only plain tables are read: a view or virtual table in its place is no layer."""
    quarters().to_file(tmp_path / "x.gpkg", layer="units")
    with sqlite3.connect(tmp_path / "x.gpkg") as base:
        base.execute("UPDATE gpkg_geometry_columns SET table_name = 'other'")
        base.execute("CREATE VIEW other AS SELECT 1 AS geom")
    base.close()
    with pytest.raises(BadFileError, match="holds 0 layers"):
        layer_of_file(tmp_path / "x.gpkg")


def test_a_zip_that_unpacks_to_too_much(tmp_path: Path) -> None:
    """A bomb is refused by its own directory, before it is unpacked."""
    import zipfile

    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.shp", b"\x00" * 50_000_000)
    with pytest.raises(BadFileError, match="unpacks to too much"):
        layer_of_file(tmp_path / "x.zip")


# How it is kept


def test_it_is_kept_whole_and_replaced_and_removed(home: Path) -> None:
    """What is kept is what was added; adding again replaces; after removing, the bundled layers are in use again."""
    assert list(load_layers().by_level) == ["governorate"]
    first = added(quarters(), publisher="One", version="1", licence="CC BY")
    own.keep(first, day=DAY)
    kept = load_layers().by_level["district"]
    assert (kept.publisher, kept.version, kept.licence, kept.is_own, kept.is_whole) == ("One", "1", "CC BY", True, True)
    assert kept.units.drop(columns="geometry").to_dict("records") == first.layer.units.drop(columns="geometry").to_dict("records")
    assert kept.units.geometry.geom_equals(first.layer.units.geometry).all()
    own.keep(added(quarters().iloc[:9], publisher="Two"), day=DAY)
    again = load_layers().by_level["district"]
    assert (again.publisher, len(again.units), again.is_whole) == ("Two", 9, False)
    own.remove("district")
    assert list(load_layers().by_level) == ["governorate"]
    with pytest.raises(NothingMatchedError):
        own.remove("district")
    assert list((home / "own").rglob("*.*")) == []


@pytest.mark.parametrize("how", ["cut", "flipped", "replaced", "empty", "another level"])
def test_a_damaged_layer_is_said_and_left_out(how: str, home: Path) -> None:
    """One sentence; everything else goes on with the bundled governorates."""
    own.keep(added(quarters()), day=DAY)
    path = next((home / "own").rglob("district.parquet"))
    data = bytearray(path.read_bytes())
    if how == "flipped":
        data[len(data) // 3] ^= 0xFF
    damaged = {"cut": bytes(data[:-40]), "flipped": bytes(data), "replaced": b"PAR1not parquetPAR1", "empty": b""}
    if how == "another level":
        shutil.copy(path, path.with_name("subdistrict.parquet"))
    else:
        path.write_bytes(damaged[how])
    found = load_layers()
    assert len(found.problems) == 1
    assert "add it again" in found.problems[0]
    assert list(found.by_level) == (["governorate", "district"] if how == "another level" else ["governorate"])


# What follows from it


def test_own_governorates_take_the_place_of_the_bundled_ones(home: Path) -> None:
    """Neighbours are cut by them, no ground is twice and none is lost; the Golan stays a unit of its own where they leave it out."""
    rows = governorates()
    at = rows.index[rows["pcode"] == "SY09"][0]
    smaller = _with(at, rows.geometry[at].difference(shapely.box(40.5, 34, 42.5, 34.8)), rows)
    own.keep(added(smaller, publisher="Mine"), day=DAY)
    found = load_layers()
    country = found.governorates.in_metres.union_all()
    around = found.context.to_crs(METRES)
    assert found.governorates.publisher == "Mine"
    assert "GOLAN" in set(found.context["unit_id"])
    assert around.geometry.intersection(country).area.sum() < 1e6
    iraq = found.context.geometry[found.context["unit_id"] == "IRQ"].iloc[0]
    assert iraq.contains(shapely.Point(40.7, 34.5))


def test_governorates_with_the_golan_have_it(home: Path) -> None:
    """A layer that counts the Golan to Quneitra leaves no second Golan beside it."""
    golan = load_layers().context
    shape = golan.geometry[golan["unit_id"] == "GOLAN"].iloc[0]
    rows = governorates()
    at = rows.index[rows["pcode"] == "SY14"][0]
    undof = load_governorates().units.geometry[load_governorates().units["unit_id"] == "UNDOF"].iloc[0]
    own.keep(added(_with(at, shapely.union_all([rows.geometry[at], undof, shape]).buffer(0), rows)), day=DAY)
    found = load_layers()
    assert "GOLAN" not in set(found.context["unit_id"])
    assert found.governorates.units.set_index("pcode").geometry["SY14"].contains(shapely.Point(35.75, 33.0))


def test_the_preview_asks_the_governorates_in_use(home: Path) -> None:
    """A point that another publisher's border puts elsewhere is reported against that border."""
    rows = governorates()
    homs, damascus = (rows.index[rows["pcode"] == code][0] for code in ("SY04", "SY01"))
    moved = _with(damascus, rows.geometry[homs], _with(homs, rows.geometry[damascus], rows))
    row = {
        "incident_id": "a",
        "date_start": "2016-05-01",
        "place_as_reported": "Tadmur",
        "governorate_as_reported": "Homs",
        "latitude": "34.56",
        "longitude": "38.27",
    }
    data = pd.DataFrame([row]).to_csv(index=False).encode()

    def said() -> list[str]:
        staged = stage(data, file="own.csv")
        staged.close()
        return staged.findings["reason"].tolist()

    assert said() == []
    own.keep(added(moved), day=DAY)
    assert said() == ["states the governorate Homs and lies in Damascus: both are kept, a person decides"]


# Real files


@pytest.mark.parametrize(
    ("name", "level", "units"),
    [
        ("boundaries/codab_v02_syr_admin1.parquet", "governorate", 14),
        ("boundaries/codab_v02_syr_admin2.parquet", "district", 62),
        ("boundaries/codab_v02_syr_admin3.parquet", "subdistrict", 272),
        ("boundaries/codab_2018_syr_admin1.parquet", "governorate", 14),
        ("boundaries/codab_2018_syr_admin2.parquet", "district", 62),
        ("boundaries/codab_v02_syr_admin1_simplified.geojson", "governorate", 14),
        ("boundaries/codab_v02_syr_admin3_simplified.geojson", "subdistrict", 272),
        ("traps/projected_epsg32637_districts_arabic_columns_invalid.geojson", "district", 6),
    ],
)
def test_real_files(name: str, level: str, units: int, shared_data: Path) -> None:
    """Official files of both schemas, and a projected one with Arabic columns and invalid rings: all units under their P-codes."""
    found = layer_of_file(shared_data / name).layer
    assert (found.level, len(found.units), int((found.units["pcode"] != "").sum())) == (level, units, units)
    assert found.units["name"].ne("").all()
    assert found.units["name_ar"].ne("").all()


def test_the_real_swapped_file_is_refused(shared_data: Path) -> None:
    """Latitude and longitude exchanged, said in so many words."""
    with pytest.raises(BadFileError, match="latitude and longitude are exchanged"):
        layer_of_file(shared_data / "traps/swapped_latlon_syrianarchive_geounits.geojson")


def test_bad_files_of_strangers_are_refused_in_a_sentence(shared_data: Path) -> None:
    """Not one of the bad GeoJSON and shapefiles is taken for boundaries, and not one is a crash."""
    bad = shared_data.parent / "badinputs"
    files = [*sorted((bad / "geojson_syntax").iterdir()), *sorted((bad / "shapefile").iterdir())]
    assert files
    for path in files:
        with pytest.raises(GeoAppError):
            layer_of_file(path)


def test_headers_in_other_words() -> None:
    """Names and codes are found by content where no header is known."""
    rows = quarters().rename(columns={"name": "bezeichnung", "name_ar": "باسم", "pcode": "key"}).drop(columns=["geometry", "parent"])
    found = recognise(rows)
    assert (found.name, found.name_ar, found.code, found.level) == ("bezeichnung", "باسم", "key", "district")
    assert layer_of(quarters().rename(columns={"name": "bezeichnung"})).units["name"].str.contains("part").all()
