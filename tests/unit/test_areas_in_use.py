"""Records known to a district or subdistrict: filled, coloured and chosen at the smallest loaded level that holds them, at their governorate else."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely

from geo_app.dataset.build import describe_places
from geo_app.dataset.frozen import Dataset
from geo_app.dataset.select import select
from geo_app.measures.by_area import by_area
from geo_app.model.selection import Selection
from geo_app.render.furniture import anchor_of
from geo_app.render.scene import build_scene
from geo_app.vocabulary import Precision
from tests.made_layers import quarter_layer


def known_to(dataset: Dataset, precision: Precision, **codes: str) -> Dataset:
    """The dataset with its first incident known to an area only."""
    at = int(dataset.incidents["place"].iloc[0])
    area = replace(
        dataset.places[at],
        precision=precision,
        latitude=None,
        longitude=None,
        uncertainty_m=None,
        area_pcodes=("SY02",),
        **({"admin2_pcode": "", "admin3_pcode": ""} | codes),
    )
    places = (*dataset.places[:at], area, *dataset.places[at + 1 :])
    return replace(dataset, places=places, place_table=describe_places(places, dataset.governorates, dataset.finer))


@pytest.fixture
def one(make_dataset):
    """One incident; with or without a layer of districts."""
    return lambda **layers: make_dataset([{"incident_id": "a", "place_as_reported": "Aleppo", "governorate_as_reported": ""}], **layers)


CASES = {
    "a district, loaded": (Precision.DISTRICT, {"admin2_pcode": "SY0203"}, True, ("district", "SY0203")),
    "a district, not loaded": (Precision.DISTRICT, {"admin2_pcode": "SY0203"}, False, ("governorate", "SY02")),
    "a district that the layer does not have": (Precision.DISTRICT, {"admin2_pcode": "SY0298"}, True, ("governorate", "SY02")),
    "a subdistrict in a loaded district": (Precision.SUBDISTRICT, {"admin3_pcode": "SY020301"}, True, ("district", "SY0203")),
    "a governorate": (Precision.GOVERNORATE, {}, True, ("governorate", "SY02")),
}


@pytest.mark.parametrize("case", CASES)
def test_an_area_is_filled_at_the_smallest_loaded_level(case: str, one) -> None:
    """The fill, the row of the table and the number's place are those of one unit; the map names the layer."""
    precision, codes, loaded, (level, unit) = CASES[case]
    layer = quarter_layer()
    dataset = known_to(one(**({"finer": {"district": layer}} if loaded else {})), precision, **codes)
    scene = build_scene(select(dataset, Selection()), layers=("areas",))
    assert [(fill.level, fill.unit_id, fill.incidents) for fill in scene.panels[0].fills] == [(level, unit, 1)]
    assert scene.levels[-1] == level
    assert list(by_area(select(dataset, Selection()), "governorate")["area"]) == ["SY02"]
    if loaded:
        row = by_area(select(dataset, Selection()), "district").iloc[0]
        assert (row["area"], row["known"]) == (unit, "unit" if level == "district" else "larger")
        longitude, latitude = anchor_of(dataset, level, unit)
        shapes = dataset.layers[level].units.set_index("unit_id").geometry
        assert level == "governorate" or shapes[unit].contains(shapely.Point(longitude, latitude))


def test_a_record_known_to_a_district_is_chosen_by_it_alone(one) -> None:
    """It lies in its district for certain and in no other; a record known to the governorate may lie in each."""
    layers = {"finer": {"district": quarter_layer()}}
    district = known_to(one(**layers), Precision.DISTRICT, admin2_pcode="SY0203")
    governorate = known_to(one(**layers), Precision.GOVERNORATE)
    for dataset, area, certain, straddling in (
        (district, "SY0203", 1, 0),
        (district, "SY0201", 0, 0),
        (governorate, "SY0201", 0, 1),
        (governorate, "SY0701", 0, 0),
        (district, "SY02", 1, 0),
    ):
        coverage = select(dataset, Selection(areas=(area,))).coverage
        assert (coverage.incidents, coverage.straddling) == (certain, straddling)
