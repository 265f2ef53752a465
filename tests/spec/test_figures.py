"""From accounts to an incident's figures: design §5, rules 1 and 2, as a table of cases."""

from __future__ import annotations

import pandas as pd
import pytest

CASES = {
    "one bare number is minimum and maximum": (
        [{"killed_min": 10, "killed_max": 10, "bound": "stated", "killed_class": "people"}],
        {"min_people": 10, "max_people": 10},
    ),
    "at least 10 stays at least 10, with no maximum": (
        [{"killed_min": 10, "bound": "at_least", "killed_class": "civilians"}],
        {"min_civilians": 10, "max_civilians": None, "highest_civilians": 10},
    ),
    "civilians among the killed are a figure for civilians of the same kind": (
        [{"killed_min": 12, "bound": "at_least", "killed_class": "people", "killed_civilians": 9}],
        {"min_people": 12, "min_civilians": 9, "max_civilians": None},
    ),
    "civilians among an estimate are a stated number, the range stays the whole's": (
        [{"killed_min": 5, "killed_max": 14, "bound": "between", "killed_class": "people", "killed_civilians": 4}],
        {"min_people": 5, "max_people": 14, "min_civilians": 4, "max_civilians": 4},
    ),
    "up to 60 gives a maximum and no minimum": (
        [{"killed_max": 60, "bound": "at_most", "killed_class": "civilians"}],
        {"min_civilians": None, "max_civilians": 60, "min_people": None},
    ),
    "dozens is no number": (
        [{"bound": "vague", "bound_word": "dozens"}],
        {"min_people": None, "max_people": None, "about_people": None},
    ),
    "about 20 never feeds an at least": (
        [{"killed_min": 20, "killed_max": 20, "bound": "about", "killed_class": "people"}],
        {"min_people": None, "max_people": None, "about_people": 20},
    ),
    "of two accounts the lowest minimum and the highest maximum remain": (
        [
            {"killed_min": 8, "killed_max": 8, "bound": "stated", "killed_class": "people", "source_publisher": "A"},
            {"killed_min": 12, "killed_max": 15, "bound": "between", "killed_class": "people", "source_publisher": "B"},
        ],
        {"min_people": 8, "max_people": 15},
    ),
    "one open account leaves the maximum unknown": (
        [
            {"killed_min": 8, "killed_max": 8, "bound": "stated", "killed_class": "people"},
            {"killed_min": 12, "bound": "at_least", "killed_class": "people"},
        ],
        {"min_people": 8, "max_people": None, "highest_people": 12},
    ),
    "one account's 0 gives way while another reports deaths": (
        [
            {"killed_min": 0, "killed_max": 0, "bound": "stated", "killed_class": "people"},
            {"killed_min": 5, "killed_max": 5, "bound": "stated", "killed_class": "people"},
        ],
        {"min_people": 5, "max_people": 5},
    ),
    "a 0 that nobody contradicts stays 0": (
        [{"killed_min": 0, "killed_max": 0, "bound": "stated", "killed_class": "people"}],
        {"min_people": 0, "max_people": 0},
    ),
    "an account without a figure changes nothing": (
        [{"killed_min": 5, "killed_max": 5, "bound": "stated", "killed_class": "people"}, {"injured_min": 9}],
        {"min_people": 5, "max_people": 5},
    ),
    "civilians are a lower bound for people, maxima do not cross": (
        [{"killed_min": 7, "killed_max": 7, "bound": "stated", "killed_class": "civilians"}],
        {"min_people": 7, "max_people": None, "min_civilians": 7, "max_civilians": 7},
    ),
    "people say nothing of civilians": (
        [{"killed_min": 30, "killed_max": 30, "bound": "stated", "killed_class": "people"}],
        {"min_people": 30, "min_civilians": None},
    ),
    "a higher civilian minimum lifts the minimum of people": (
        [
            {"killed_min": 8, "killed_max": 8, "bound": "stated", "killed_class": "people"},
            {"killed_min": 10, "bound": "at_least", "killed_class": "civilians"},
        ],
        {"min_people": 10, "max_people": None, "min_civilians": 10},
    ),
    "fighters and civilians together are people, not civilians": (
        [{"killed_min": 9, "killed_max": 9, "bound": "stated", "killed_class": "fighters_and_civilians"}],
        {"min_people": 9, "min_civilians": None, "min_fighters_and_civilians": 9},
    ),
    "a superseded account decides nothing": (
        [
            {"killed_min": 3, "killed_max": 3, "bound": "stated", "killed_class": "people", "standing": "superseded"},
            {"killed_min": 11, "killed_max": 11, "bound": "stated", "killed_class": "people"},
        ],
        {"min_people": 11, "max_people": 11},
    ),
    "a relay of an origin that speaks for itself gives no bound": (
        [
            {"killed_max": 60, "bound": "at_most", "killed_class": "people", "origin_ids": "hrw"},
            {"killed_min": 60, "bound": "at_least", "killed_class": "people", "origin_ids": "hrw", "standing": "relay"},
        ],
        {"min_people": None, "max_people": 60},
    ),
    "of one origin the later page supersedes the earlier": (
        [
            {"killed_min": 20, "killed_max": 20, "bound": "stated", "killed_class": "people", "origin_ids": "sohr", "source_date": "2016-05-01"},
            {"killed_min": 26, "killed_max": 26, "bound": "stated", "killed_class": "people", "origin_ids": "sohr", "source_date": "2016-05-03"},
        ],
        {"min_people": 26, "max_people": 26},
    ),
    "children of an open count have a minimum and no maximum": (
        [{"killed_min": 10, "bound": "at_least", "killed_class": "civilians", "killed_children": 4}],
        {"min_children": 4, "max_children": None},
    ),
    "an open account of children leaves their maximum unknown beside a closed one": (
        [
            {"killed_min": 30, "bound": "at_least", "killed_class": "people", "killed_children": 7},
            {"killed_min": 20, "killed_max": 20, "bound": "stated", "killed_class": "people", "killed_children": 3},
        ],
        {"min_children": 3, "max_children": None, "highest_children": 7},
    ),
    "whoever is counted as a child is one of the people": (
        [{"killed_children": 14}],
        {"min_children": 14, "min_people": 14},
    ),
    "a 0 gives way to dozens said in words": (
        [{"killed_min": 0, "killed_max": 0, "bound": "stated", "killed_class": "people"}, {"bound": "vague", "bound_word": "dozens"}],
        {"min_people": None, "max_people": None},
    ),
    "a 0 gives way to about 30": (
        [
            {"killed_min": 0, "killed_max": 0, "bound": "stated", "killed_class": "people"},
            {"killed_min": 30, "killed_max": 30, "bound": "about", "killed_class": "people"},
        ],
        {"min_people": None, "about_people": 30},
    ),
    "dozens in words leave the maximum of a number unknown": (
        [{"killed_min": 5, "killed_max": 5, "bound": "stated", "killed_class": "people"}, {"bound": "vague", "bound_word": "dozens"}],
        {"min_people": 5, "max_people": None},
    ),
    "children of a closed count have both": (
        [{"killed_min": 10, "killed_max": 10, "bound": "stated", "killed_class": "civilians", "killed_children": 4}],
        {"min_children": 4, "max_children": 4},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_figures_of_an_incident(case: str, make_dataset) -> None:
    """The envelope of an incident's accounts keeps every bound and invents none."""
    rows, expected = CASES[case]
    incident = make_dataset([{"incident_id": "one", **row} for row in rows]).incidents.iloc[0]
    found = {name: None if pd.isna(incident[name]) else int(incident[name]) for name in expected}
    assert found == expected
