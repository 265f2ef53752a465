"""Where an incident is: design §5, rule 4, and the three counts, as tables of cases."""

from __future__ import annotations

import pytest

from geo_app.dataset.select import select
from geo_app.measures.density import density
from geo_app.model.selection import Selection
from geo_app.render.scene import build_scene
from geo_app.vocabulary import Precision

ACCOUNTS_OF_ONE = {
    "the same town twice": (["Saraqib", "سراقب"], Precision.SETTLEMENT, "Saraqib"),
    "a quarter and its city: the quarter, which the city holds": (["Aleppo", "Tariq al-Bab, Aleppo"], Precision.NEIGHBOURHOOD, "Tariq al-Bab, Aleppo"),
    "a governorate and a town in it: the town": (["Idlib governorate", "Saraqib"], Precision.SETTLEMENT, "Saraqib"),
    "two towns: a circle that holds both": (["Saraqib", "Binnish"], Precision.NEAR, "Binnish – Saraqib"),
    "two ends of the country: only their governorates": (["Saraqib", "Albu Kamal"], Precision.GOVERNORATE, "Albu Kamal – Saraqib"),
}


@pytest.mark.parametrize("case", ACCOUNTS_OF_ONE)
def test_place_of_an_incident(case: str, make_dataset) -> None:
    """The smallest place that all accounts support is used, else the smallest area that holds them."""
    texts, precision, name = ACCOUNTS_OF_ONE[case]
    rows = [{"incident_id": "one", "place_as_reported": text, "governorate_as_reported": ""} for text in texts]
    dataset = make_dataset(rows)
    place = dataset.places[dataset.incidents["place"].iloc[0]]
    assert (place.precision, " – ".join(sorted(place.name.split(" – ")))) == (precision, name)


def test_a_circle_for_two_towns_holds_them_both(make_dataset) -> None:
    """The circle that stands for two towns reaches both of their radii."""
    from geo_app.locating.hold import metres_between

    rows = [{"incident_id": "one", "place_as_reported": text, "governorate_as_reported": ""} for text in ("Saraqib", "Binnish")]
    dataset = make_dataset(rows)
    circle = dataset.places[dataset.incidents["place"].iloc[0]]
    for town in (p for p in dataset.places if p.precision is Precision.SETTLEMENT):
        assert metres_between(circle, town) + (town.uncertainty_m or 0) <= (circle.uncertainty_m or 0)


LEVELS = {
    "Saraqib": (1, 0, 0),
    "Idlib countryside": (0, 1, 0),
    "Idlib province": (0, 1, 0),
    "near Saraqib": (0, 1, 0),
    "Eastern Ghouta": (0, 1, 0),
    "Syria": (0, 0, 1),
}


@pytest.mark.parametrize("text", LEVELS)
def test_three_counts(text: str, make_dataset) -> None:
    """Each incident is mapped, known to an area only, or not mapped, and only mapped ones are points or in a surface."""
    dataset = make_dataset([{"incident_id": "a", "place_as_reported": text, "governorate_as_reported": ""}])
    subset = select(dataset, Selection())
    coverage = subset.coverage
    assert (coverage.mapped, coverage.area, coverage.unmapped) == LEVELS[text]
    scene = build_scene(subset, layers=("heat", "points", "areas"))
    assert len(scene.panels[0].points) == coverage.mapped
    assert density(subset, of_deaths=False).total == pytest.approx(coverage.mapped)


def test_a_record_in_several_governorates_is_neither_split_nor_doubled(make_dataset) -> None:
    """It is counted once, as "several areas", and hatches no governorate."""
    dataset = make_dataset([{"incident_id": "a", "place_as_reported": "Latakia and Deir Ezzor", "governorate_as_reported": "Latakia; Deir Ezzor"}])
    scene = build_scene(select(dataset, Selection()), layers=("areas",))
    assert (scene.panels[0].several_areas, scene.panels[0].fills, scene.coverage.area) == (1, (), 1)


def test_coordinates_outside_syria_are_not_drawn_and_say_when_they_are_swapped(make_dataset) -> None:
    """Swapped latitude and longitude are reported, not repaired."""
    row = {"incident_id": "a", "latitude": "36.72", "longitude": "34.73"}
    dataset = make_dataset([row])
    place = dataset.places[dataset.incidents["place"].iloc[0]]
    assert place.precision is Precision.UNKNOWN
    assert "exchanged" in place.explanation


@pytest.mark.parametrize(
    ("latitude", "longitude", "precision"),
    [("35.93061", "36.63393", Precision.EXACT), ("35.93", "36.63", Precision.SETTLEMENT), ("35.9", "36.6", Precision.NEAR), ("36", "37", Precision.REGION)],
)
def test_coordinates_are_no_more_exact_than_their_digits(latitude: str, longitude: str, precision: Precision, make_dataset) -> None:
    """A pair rounded to a tenth of a degree is a circle, not a pin."""
    dataset = make_dataset([{"incident_id": "a", "latitude": latitude, "longitude": longitude}])
    assert dataset.places[dataset.incidents["place"].iloc[0]].precision is precision


def test_two_exact_points_apart_are_a_circle(make_dataset) -> None:
    """Two accounts 890 m apart, each known to 150 m, are not one of the two points."""
    rows = [{"incident_id": "one", "latitude": latitude, "longitude": "37.10000001"} for latitude in ("36.20000001", "36.20800001")]
    dataset = make_dataset(rows)
    place = dataset.places[dataset.incidents["place"].iloc[0]]
    assert place.precision is Precision.NEAR
    assert (place.uncertainty_m or 0) > 400


def test_a_point_abroad_is_not_mapped(make_dataset) -> None:
    """A point in Lebanon within Syria's bounds is not drawn, and its sentence says why."""
    dataset = make_dataset([{"incident_id": "a", "latitude": "33.90123", "longitude": "35.61234", "governorate_as_reported": ""}])
    coverage = select(dataset, Selection()).coverage
    assert (coverage.mapped, coverage.unmapped) == (0, 1)
    assert "outside the boundaries" in dataset.places[dataset.incidents["place"].iloc[0]].explanation
