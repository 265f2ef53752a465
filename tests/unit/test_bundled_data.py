"""The data that come with geo_app are what they say they are."""

from __future__ import annotations

import re

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo_app.boundaries.layers import load_governorates
from geo_app.dataset.select import select
from geo_app.model.selection import Selection
from geo_app.readers.bundled import bundled as bundled_file
from geo_app.readers.bundled import datapackage, sha256
from geo_app.readers.canonical import read_canonical
from geo_app.readers.delimited import read_delimited_file
from geo_app.tables.registry import TABLES

PINNED = {
    "SY01": ("SY-DI", "Damascus"), "SY02": ("SY-HL", "Aleppo"), "SY03": ("SY-RD", "Rural Damascus"), "SY04": ("SY-HI", "Homs"),
    "SY05": ("SY-HM", "Hama"), "SY06": ("SY-LA", "Latakia"), "SY07": ("SY-ID", "Idlib"), "SY08": ("SY-HA", "Hasakah"),
    "SY09": ("SY-DY", "Deir Ezzor"), "SY10": ("SY-TA", "Tartus"), "SY11": ("SY-RA", "Raqqa"), "SY12": ("SY-DR", "Daraa"),
    "SY13": ("SY-SU", "Suwayda"), "SY14": ("SY-QU", "Quneitra"),
}  # fmt: skip
INSIDE = {"SY02": (37.16, 36.20), "SY06": (35.79, 35.53), "SY09": (40.14, 35.34), "SY01": (36.29, 33.51), "SY07": (36.63, 35.93)}


def frame(name: str) -> pd.DataFrame:
    """Read one bundled table; every row of it must be sound."""
    folder = "boundaries" if name in {"places", "area_names", "foreign_places"} else "incidents"
    reading = read_canonical(read_delimited_file(bundled_file(folder, f"{name}.csv")), TABLES[name])
    assert reading.rejections == ()
    assert reading.ignored_columns == ()
    return reading.records


@pytest.mark.parametrize("name", TABLES)
def test_every_row_fits_its_columns(name: str) -> None:
    """No bundled row is refused, no column is unknown."""
    assert len(frame(name)) > 0


def test_the_fourteen_governorates_have_their_codes() -> None:
    """P-code, ISO code and name of all 14 are pinned; FIPS codes would make Latakia SY02."""
    units = load_governorates().units
    found = {p: (iso, name) for p, iso, name in zip(units["pcode"], units["iso"], units["name"], strict=True) if p}
    assert found == PINNED
    shapes = units.set_index("unit_id").geometry
    for pcode, (longitude, latitude) in INSIDE.items():
        assert shapes[pcode].contains(shapely.Point(longitude, latitude))


def test_governorates_are_a_valid_coverage() -> None:
    """No gaps, no overlaps, and the UNDOF zone is a unit without a P-code."""
    units = load_governorates().units
    assert bool(shapely.coverage_is_valid(units.geometry.to_numpy()))
    assert list(units.loc[units["pcode"] == "", "unit_id"]) == ["UNDOF"]


def test_neighbours_are_cut_by_the_coverage_and_the_golan_lies_in_none() -> None:
    """The context overlaps Syria nowhere (to a millionth of a square degree, 1 hectare), and the Golan is a unit of its own."""
    context = gpd.read_file(bundled_file("boundaries", "context.geojson")).set_index("unit_id").geometry
    syria = load_governorates().units.union_all()
    assert all(shape.intersection(syria).area < 1e-6 for shape in context)
    others = shapely.union_all([shape for unit, shape in context.items() if unit != "GOLAN"])
    assert context["GOLAN"].intersection(others).area < 1e-6
    assert context.to_crs(32637)["GOLAN"].area / 1e6 == pytest.approx(1150, rel=0.1)


@pytest.mark.parametrize("folder", ["boundaries", "incidents"])
def test_datapackages_hold_the_hashes_of_their_files(folder: str) -> None:
    """Each resource names source, licence and version, and its hash is the file's."""
    for resource in datapackage(folder)["resources"]:
        assert resource["hash"] == f"sha256:{sha256(bundled_file(folder, resource['path']))}", resource["path"]
        assert resource["licenses"]
        assert resource["sources"]
        assert resource["version"]


def test_most_incidents_have_a_place_and_the_rest_is_explained(bundled) -> None:
    """At least 85 % are mapped or known to an area; every place carries its sentence."""
    coverage = select(bundled, Selection()).coverage
    assert (coverage.mapped + coverage.area) / coverage.incidents >= 0.85
    assert all(place.explanation for place in bundled.places)


def test_the_sample_ends_with_8_december_2024() -> None:
    """The bundled incidents are of the time before the change of authorities, and the coverage statement says so."""
    assert frame("accounts")["date_end"].max() <= pd.Timestamp("2024-12-31")
    assert frame("accounts")["date_start"].max() <= pd.Timestamp("2024-12-08")
    assert "8 December 2024" in datapackage("incidents")["coverage"]


def test_references_between_tables_resolve() -> None:
    """Origins, relations, parts and parents name rows that exist."""
    accounts, tallies, displacement = frame("accounts"), frame("tallies"), frame("displacement")
    origins = set(frame("origins")["origin_id"])
    for table in (accounts, tallies, displacement, frame("statements")):
        assert {o for ids in table["origin_ids"] for o in ids.split(";") if o} <= origins
    relations = frame("incident_relations")
    assert set(relations["whole_incident_id"]) | set(relations["part_incident_id"]) <= set(accounts["incident_id"])
    for table, key in ((tallies, "tally_id"), (displacement, "displacement_id")):
        named = {part for cell in table["part_of"] for part in cell.split(";") if part}
        assert named <= set(table[key])
    places = frame("places")
    assert {p for p in places["parent_id"] if p} <= set(places["place_id"])


def test_every_account_names_its_page() -> None:
    """Every number walks to its source: publisher and address stand in every row that has a figure."""
    accounts = frame("accounts")
    with_figure = accounts[accounts["killed_min"].notna() | accounts["killed_max"].notna()]
    assert (with_figure["source_publisher"] != "").all()
    assert with_figure.loc[with_figure["source_url"] != "", "source_url"].map(lambda url: bool(re.match(r"^https?://", url))).all()


def test_neutral_words_in_our_own_columns() -> None:
    """Our own remarks use no partisan word for a party (quotations of sources stand in their own columns)."""
    partisan = re.compile(r"\b(?:regime|terrorist gangs?|martyrs?|assadist|takfiri)\b", re.IGNORECASE)
    for name in ("accounts", "tallies", "displacement", "incident_relations"):
        table = frame(name)
        for column in {"evidence", "note", "reason"} & set(table.columns):
            ours = table[column].str.replace(r"[\"“'][^\"”']*[\"”']", "", regex=True)
            assert not ours.str.contains(partisan).any(), (name, column, list(ours[ours.str.contains(partisan)])[:3])


def test_the_gazetteers_points_lie_in_their_governorates() -> None:
    """Every point lies within 12 km of the governorate its row names: our border is generalised, a wrong homonym is farther."""
    places = frame("places")
    placed = places[places["latitude"].notna() & (places["admin1_pcode"] != "") & (places["kind"] != "region")]
    shapes = load_governorates().in_metres.set_index("unit_id").geometry
    points = gpd.GeoSeries(gpd.points_from_xy(placed["longitude"].astype(float), placed["latitude"].astype(float)), crs=4326).to_crs(32637)
    far = [
        (name, round(shapes[code].distance(point) / 1000))
        for name, code, point in zip(placed["name"], placed["admin1_pcode"], points, strict=True)
        if shapes[code].distance(point) > 12_000 and code != "SY14"
    ]
    assert far == []
