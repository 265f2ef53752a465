"""The join against a brute-force reference, and text that nobody should have to read."""

from __future__ import annotations

import numpy as np
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo_app.boundaries.layers import load_governorates
from geo_app.locating.join import units_of_points
from geo_app.locating.load import load_geocoder
from geo_app.names import fine_key, skeleton
from geo_app.vocabulary import Precision

LAYER = load_governorates()
GEOCODER = load_geocoder()
POINTS = st.lists(st.tuples(st.floats(35.0, 43.0), st.floats(32.0, 38.0)), min_size=1, max_size=40)


@settings(max_examples=40, deadline=None)
@given(points=POINTS)
def test_join_equals_brute_force(points: list[tuple[float, float]]) -> None:
    """A point inside a unit belongs to a unit that contains it; one far outside all belongs to none."""
    longitudes, latitudes = np.array([p[0] for p in points]), np.array([p[1] for p in points])
    found = units_of_points(longitudes, latitudes, LAYER)
    shapes = dict(zip(LAYER.units["unit_id"], LAYER.units.geometry, strict=True))
    for (longitude, latitude), unit in zip(points, found, strict=True):
        holding = {u for u, shape in shapes.items() if shape.intersects(shapely.Point(longitude, latitude))}
        if holding:
            assert unit in holding
        elif unit:
            assert shapes[unit].distance(shapely.Point(longitude, latitude)) < 0.1


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=120), governorate=st.sampled_from(["", "SY02", "Idlib", "دير الزور"]))
@example(text=",", governorate="")
@example(text="and, ,; (", governorate="SY02")
def test_any_text_is_answered(text: str, governorate: str) -> None:
    """No text raises; the answer has a sentence, a score from 0 to 1, and a point only with a radius."""
    place = GEOCODER.geocode(text, governorate=governorate)
    assert place.explanation
    assert 0 <= place.score <= 1
    assert (place.latitude is None) == (place.uncertainty_m is None)
    if place.precision in {Precision.GOVERNORATE, Precision.COUNTRY, Precision.UNKNOWN}:
        assert place.latitude is None


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=60))
def test_keys_are_stable(text: str) -> None:
    """Folding a key again changes nothing that matters: equal texts meet, and a skeleton holds no vowels but signs."""
    assert fine_key(text) == fine_key(" " + text + " ")
    assert not set(skeleton(fine_key(text))) & set("aiu")
