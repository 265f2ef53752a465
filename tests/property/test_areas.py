"""Areas of every level against naive references, over made districts and subdistricts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo_app.boundaries.layers import Layer
from geo_app.dataset.areas import INSIDE, STRADDLES, narrowed, places_in
from geo_app.dataset.build import Ingredients, build_dataset
from geo_app.dataset.frozen import SEVERAL, Dataset
from geo_app.dataset.load import load_bundled
from geo_app.dataset.select import select
from geo_app.errors import BadUseError
from geo_app.locating.join import units_of_points
from geo_app.measures.by_area import by_area
from geo_app.measures.totals import toll
from geo_app.model.areas import LEVELS, level_of, parent_of
from geo_app.model.selection import Selection
from geo_app.render.choropleth import choropleth
from geo_app.vocabulary import FILLS, GOVERNORATES, MAPPED, VictimClass
from tests.made_layers import quarter_layer, quarters
from tests.property.test_selection import RELAXED, selections

QUARTERS = quarter_layer()
PARTIAL = replace(QUARTERS, units=QUARTERS.units.iloc[:9].reset_index(drop=True), is_whole=False)
POINTS = st.lists(st.tuples(st.floats(35.0, 43.0), st.floats(32.0, 38.0)), min_size=1, max_size=40)


def _subdistricts() -> Layer:
    """Every quarter as a subdistrict of the one district 00 of its governorate."""
    units = QUARTERS.units.assign(unit_id=QUARTERS.units["pcode"].str[:4] + "00" + QUARTERS.units["pcode"].str[4:])
    units = units.assign(pcode=units["unit_id"], admin2=units["unit_id"].str[:6], kind="subdistrict")
    return replace(QUARTERS, level="subdistrict", units=units, sha256="1" * 64)


@pytest.fixture(scope="session")
def layered(bundled: Dataset, geocoder) -> Dataset:
    """The bundled incidents over made districts and subdistricts."""
    made_of = Ingredients(
        title=bundled.title,
        as_of=bundled.as_of,
        coverage=bundled.coverage,
        is_sample=True,
        accounts=bundled.accounts.drop(columns=["incident", "start", "end", "place"]),
        relations=_no_relations(),
        displacement=bundled.displacement,
        tallies=bundled.tallies,
        statements=bundled.statements,
        origins=bundled.origins,
        governorates=bundled.governorates,
        context=bundled.context,
        finer={"district": QUARTERS, "subdistrict": _subdistricts()},
    )
    return build_dataset(made_of, geocoder)


def _no_relations():
    import pandas as pd

    from geo_app.tables.incidents import RELATIONS

    return pd.DataFrame(columns=list(RELATIONS.names), dtype=str)


@settings(max_examples=40, deadline=None)
@given(points=POINTS)
def test_the_join_to_districts_equals_brute_force(points: list[tuple[float, float]]) -> None:
    """A point inside a unit belongs to one that contains it; outside all, to the nearest by a whole layer's border, to none by a partial one's."""
    longitudes, latitudes = np.array([p[0] for p in points]), np.array([p[1] for p in points])
    for layer in (QUARTERS, PARTIAL):
        shapes = dict(zip(layer.units["unit_id"], layer.units.geometry, strict=True))
        for (longitude, latitude), unit in zip(points, units_of_points(longitudes, latitudes, layer), strict=True):
            holding = {u for u, shape in shapes.items() if shape.intersects(shapely.Point(longitude, latitude))}
            if holding:
                assert unit in holding
            elif unit:
                assert shapes[unit].distance(shapely.Point(longitude, latitude)) < (0.1 if layer.is_whole else 0.001)


@RELAXED
@given(chosen=selections(), level=st.sampled_from(LEVELS))
def test_rows_by_area_add_up_at_every_level(chosen: Selection, level: str, layered: Dataset) -> None:
    """Units, larger units that alone are known, several and unplaced: together they are the total, and so is what a choropleth shows and says."""
    subset = select(layered, chosen)
    table = by_area(subset, level)
    coverage = subset.coverage
    for column, total in (("incidents", coverage.incidents), ("mapped", coverage.mapped), ("area_only", coverage.area)):
        assert int(table[column].sum()) == total
    assert int(table["killed_at_least"].fillna(0).sum()) == (toll(subset, chosen.victim_class).at_least or 0)
    drawn = choropleth(subset, level, "incidents", "en")
    assert sum(shade.incidents for shade in drawn.shades) + drawn.larger + drawn.nowhere == coverage.incidents
    assert len(drawn.shades) == len(layered.layers[level].units)


@RELAXED
@given(unit=st.sampled_from(sorted(QUARTERS.units["unit_id"])))
def test_a_district_holds_the_points_in_its_polygon_and_may_hold_what_is_known_to_its_governorate(unit: str, layered: Dataset) -> None:
    """Points by the join; a district by its code; an area known to the governorate only may lie in it, one of another does not."""
    answer = places_in(layered, (unit,))
    for at, place in enumerate(layered.places):
        row = layered.place_table.iloc[at]
        if place.precision in MAPPED:
            assert (answer[at] == INSIDE) == (row["admin2"] == unit)
        elif place.admin2_pcode in set(QUARTERS.units["unit_id"]):
            assert answer[at] == (INSIDE if place.admin2_pcode == unit else 0)
        elif place.latitude is None or place.precision in FILLS:
            within = row["admin1"] == unit[:4] or (row["admin1"] == SEVERAL and unit[:4] in place.area_pcodes)
            assert answer[at] == (STRADDLES if within else 0)
        else:
            assert answer[at] in ({0, STRADDLES} if row["admin1"] in (unit[:4], SEVERAL) else {0})


@RELAXED
@given(governorate=st.sampled_from(GOVERNORATES))
def test_all_districts_of_a_governorate_hold_what_is_known_to_it(governorate: str, layered: Dataset) -> None:
    """Who asks for every part asks for the whole: an area known to the governorate lies inside for certain."""
    units = tuple(unit for unit in QUARTERS.units["unit_id"] if unit.startswith(governorate))
    parts, whole = places_in(layered, units), places_in(layered, (governorate,))
    areas = np.array([p.latitude is None for p in layered.places])
    assert np.array_equal(parts[areas], whole[areas])


def test_a_mixed_choice_is_the_union(layered: Dataset) -> None:
    """A governorate and a district elsewhere: inside where either holds it."""
    both = places_in(layered, ("SY0201", "SY07"))
    one, other = places_in(layered, ("SY0201",)), places_in(layered, ("SY07",))
    assert np.array_equal(both == INSIDE, (one == INSIDE) | (other == INSIDE))
    assert narrowed(layered, ("SY02", "SY0201", "SY07")) == ("SY0201", "SY07")


def test_an_area_of_no_layer_is_a_sentence(layered: Dataset, bundled: Dataset) -> None:
    """A level without a layer says how to add one; an unknown unit says so."""
    for dataset, area, says in (
        (bundled, "SY0201", "no layer of districts"),
        (layered, "SY0299", "is no district"),
        (layered, "Aleppo", "is not a governorate's"),
    ):
        with pytest.raises(BadUseError, match=says):
            select(dataset, Selection(areas=(area,)))
    with pytest.raises(BadUseError, match="No layer of districts"):
        by_area(select(bundled, Selection()), "district")


def test_layers_are_part_of_the_fingerprint(layered: Dataset, geocoder) -> None:
    """Another file of boundaries is another revision."""
    assert load_bundled().fingerprint != layered.fingerprint


@given(code=st.text(max_size=12))
def test_levels_of_codes(code: str) -> None:
    """Only P-codes have a level, and every larger unit of one is one."""
    level = level_of(code)
    for larger in LEVELS[: LEVELS.index(level) + 1] if level else ():
        assert level_of(parent_of(code, larger)) == larger
    assert bool(level) == bool(parent_of(code, LEVELS[0]))


def test_deaths_are_those_of_the_class(layered: Dataset) -> None:
    """By district as in total, for every class."""
    for victims in VictimClass:
        subset = select(layered, Selection(victim_class=victims))
        assert int(by_area(subset, "district")["killed_at_least"].fillna(0).sum()) == (toll(subset, victims).at_least or 0)


def test_the_quarters_are_what_the_tests_take_them_for() -> None:
    """Codes of districts, whole, all inside their governorates."""
    assert QUARTERS.is_whole
    assert set(quarters()["pcode"].map(level_of)) == {"district"}
