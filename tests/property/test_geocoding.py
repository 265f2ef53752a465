"""Whatever a cell holds, the geocoder answers: no exception, bounded time, the same in any order, never against the stated governorate in silence."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo_app.locating.geocode import Geocoder
from geo_app.locating.load import load_geocoder
from geo_app.names import clean, fine_keys
from geo_app.vocabulary import CIRCLES, FILLS, GOVERNORATES, MAPPED, Precision

WORDS = st.sampled_from(
    ["Aleppo", "حلب", "Idlib", "ريف", "countryside", "5 km", "east of", "شرق", "قرية", "village", "and", "و", "/", ",", "،", "-", "between", "بين", "road",
     "طريق",
     "Saraqib", "سراقب", "district", "ناحية", "مخيم", "camp", "ب", "ال", "near", "قرب", "(", ")", ":", "محافظة", "Syria", "سوريا", "7", "٧", "hospital", "'s"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=12).map(" ".join), st.lists(WORDS, max_size=8).map("".join))
NAUGHTY = [
    "", " ", "\x00", "\u202e\u202d", "a\u0300" * 200, "\ufeff", "🏥🏥", "ﷺ", "\ud800", "' OR 1=1 --", "<script>alert(1)</script>", "${7*7}", "=1+1",
    "../../etc/passwd",
    "NaN", "inf", "0", "٠", "-", "—", "()", "((((", ",،;/", "km", "5 km", "5 km of", "km of km", "between and", "بين و", "the", "al-", "ال", "و", "ريف", "حي",
    "ناحية",
]  # fmt: skip
HUGE = {
    "one letter": "a" * 1_000_000,
    "words": "Aleppo " * 100_000,
    "commas": "، " * 50_000,
    "slashes": "/" * 50_000,
    "and": "Aleppo and " * 20_000,
    "between": "between " * 20_000,
    "dashes": "a-" * 50_000,
    "Arabic": "حلب " * 50_000,
    "of": "of the city of " * 10_000,
    "digits": "1" * 100_000 + " km east of Raqqa",
    "combining": "a" + "\u0301" * 200_000,
}
SECONDS = 1.0
"""Far above what a text takes (under a millisecond), far below what a person would call hanging; machines are shared."""


@pytest.fixture(scope="module")
def fresh() -> Geocoder:
    """A geocoder that has answered nothing yet."""
    return load_geocoder()


@settings(max_examples=400, deadline=None)
@given(text=TEXTS, governorate=st.one_of(st.just(""), st.sampled_from(GOVERNORATES), st.text(max_size=12)), arabic=st.one_of(st.just(""), TEXTS))
def test_any_text_has_an_answer(text: str, governorate: str, arabic: str, fresh: Geocoder) -> None:
    """Every answer has a precision that fits its point, a score from 0 to 1, and a sentence."""
    place = fresh.geocode(text, governorate=governorate, arabic=arabic)
    assert 0.0 <= place.score <= 1.0
    assert place.explanation.endswith((".", ")"))
    assert (place.latitude is None) == (place.longitude is None)
    if place.precision in (*MAPPED, *CIRCLES):
        assert place.latitude is not None
        assert place.uncertainty_m
        assert place.uncertainty_m > 0
    if place.precision in {Precision.UNKNOWN, Precision.COUNTRY, Precision.GOVERNORATE}:
        assert place.latitude is None
    if place.precision in FILLS:
        assert place.area_pcodes


@settings(max_examples=200, deadline=None)
@given(texts=st.lists(TEXTS, min_size=2, max_size=6))
def test_the_order_of_questions_changes_nothing(texts: list[str], fresh: Geocoder) -> None:
    """The same answer whatever was asked before."""
    first = [fresh.geocode(text) for text in texts]
    assert [fresh.geocode(text) for text in reversed(texts)] == first[::-1]


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, governorate=st.sampled_from(GOVERNORATES))
def test_a_stated_governorate_is_kept_or_contradicted_openly(text: str, governorate: str, fresh: Geocoder) -> None:
    """A place elsewhere says so in its sentence."""
    place = fresh.geocode(text, governorate=governorate)
    if place.place_id and place.admin1_pcode and place.admin1_pcode != governorate:
        assert "is stated" in place.explanation


@pytest.mark.parametrize("text", NAUGHTY, ids=repr)
def test_naughty_strings(text: str, fresh: Geocoder) -> None:
    """Nothing of what breaks other programs is a place, and nothing of it is an error."""
    assert fresh.geocode(text).precision not in MAPPED


@pytest.mark.parametrize("kind", HUGE)
def test_a_cell_of_a_megabyte_takes_no_longer(kind: str, fresh: Geocoder) -> None:
    """The time of one cell is bounded, in every field."""
    text = HUGE[kind]
    began = time.perf_counter()
    fresh.geocode(text)
    fresh.geocode("Saraqib", governorate=text)
    fresh.geocode("Saraqib", arabic=text, district=text)
    assert time.perf_counter() - began < 3 * SECONDS


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=60))
def test_keys_do_not_depend_on_how_a_text_was_cleaned(text: str) -> None:
    """Cleaning twice is cleaning once, and a name has at least one key."""
    assert clean(clean(text)) == clean(text)
    assert fine_keys(text)
    assert fine_keys(clean(text)) == fine_keys(text)
