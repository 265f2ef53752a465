"""Proposals that two incidents are one event: what is proposed, what is not, in which words, and that nothing is compared beyond the window."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo_app.dataset.frozen import Dataset
from geo_app.importing.candidates import PROPOSED, Candidate, propose
from geo_app.importing.comparable import MOST_DAYS, WIDE_M, Whereabouts, facts_of, not_compared, whereabouts
from geo_app.importing.evidence import REACH_M, WEIGHTS, WINDOW_DAYS, blocks, metres_between

Row = dict[str, Any]
Propose = Callable[..., tuple[Candidate, ...]]
STRIKE: Row = {
    "incident_id": "a",
    "date_start": "2016-05-01",
    "place_as_reported": "Maarat al-Numan",
    "governorate_as_reported": "Idlib",
    "perpetrators": "russian_forces",
    "attribution": "sole",
    "strength": "stated",
    "event_type": "airstrike",
    "target": "market",
    "killed_min": 14,
    "killed_max": 14,
    "killed_class": "people",
    "bound": "stated",
    "source_publisher": "A newspaper",
    "source_url": "https://example.org/1",
}
AGAIN: Row = {**STRIKE, "incident_id": "b", "source_publisher": "A monitor", "source_url": "https://example.org/2"}
NO_PARTY: Row = {"perpetrators": "", "attribution": "unknown", "strength": ""}
NO_FIGURE: Row = {"killed_min": "", "killed_max": "", "killed_class": "", "bound": ""}
ONLY_GOVERNORATE: Row = {"place_as_reported": "", "governorate_as_reported": "Idlib", "area_pcodes": "SY07"}


def where_of(dataset: Dataset) -> Whereabouts:
    """Return the places of a dataset's accounts."""
    return whereabouts(dataset.places, dataset.accounts["place"].to_numpy(), dataset.place_table["found"].to_numpy())


@pytest.fixture(scope="session")
def proposed(make_dataset) -> Propose:
    """Propose pairs among account rows."""

    def among(rows: list[Row], **options: Any) -> tuple[Candidate, ...]:
        dataset = make_dataset(rows)
        return propose(dataset.accounts, where_of(dataset), **options)

    return among


@pytest.fixture(scope="session")
def score(proposed) -> Callable[[Row, Row], float]:
    """Return the score of two rows; 0 where they are not compared."""

    def of(first: Row, second: Row) -> float:
        found = proposed([first, second], threshold=0.001)
        return found[0].score if found else 0.0

    return of


PROPOSALS: dict[str, tuple[Row, bool]] = {
    "the same day, town and figures": ({}, True),
    "the day after, the same town and figures": ({"date_start": "2016-05-02"}, True),
    "the day before, the same town and figures": ({"date_start": "2016-04-30"}, True),
    "a week given for the same day": ({"date_start": "2016-04-28", "date_end": "2016-05-04"}, True),
    "three weeks apart": ({"date_start": "2016-05-22"}, False),
    "dated only to the year": ({"date_start": "2016-01-01", "date_end": "2016-12-31"}, False),
    "another town of the governorate": ({"place_as_reported": "Jisr al-Shughur"}, False),
    "the same town, another market of another governorate": ({"place_as_reported": "Raqqa", "governorate_as_reported": "Raqqa"}, False),
    "no party named": (NO_PARTY, True),
    "no figure": (NO_FIGURE, True),
    "another party, all else the same": ({"perpetrators": "syrian_government"}, True),
    "an early count of the same strike": ({"killed_min": 11, "killed_max": "", "bound": "at_least"}, True),
    "only the governorate known, the same figure and target": (ONLY_GOVERNORATE, True),
    "only the governorate known, no figure, party or target": ({**ONLY_GOVERNORATE, **NO_FIGURE, **NO_PARTY, "target": "", "event_type": ""}, False),
    "another target, means and figure": ({"target": "school", "event_type": "car_bomb", "killed_min": 3, "killed_max": 3}, False),
}


@pytest.mark.parametrize("case", PROPOSALS)
def test_what_is_proposed(case: str, proposed: Propose) -> None:
    """A second account of a strike on a market is proposed where a documenter would look twice, and not where one would not."""
    changed, expected = PROPOSALS[case]
    found = proposed([STRIKE, {**AGAIN, **changed}])
    assert [(one.a, one.b) for one in found] == ([("a", "b")] if expected else [])
    assert all(PROPOSED <= one.score <= 1 for one in found)


WEAKER: dict[str, tuple[Row, Row]] = {
    "two days apart is weaker than one": ({"date_start": "2016-05-02"}, {"date_start": "2016-05-03"}),
    "a wide window is weaker than the day": ({}, {"date_start": "2016-04-25", "date_end": "2016-05-09"}),
    "the governorate alone is weaker than the town": ({}, ONLY_GOVERNORATE),
    "a party named against none is weaker than the same": ({}, NO_PARTY),
    "another party is weaker than none": (NO_PARTY, {"perpetrators": "isis"}),
    "no number is weaker than the same number": ({}, NO_FIGURE),
    "a number twice as large is weaker than none": (NO_FIGURE, {"killed_min": 40, "killed_max": 40}),
    "another target is weaker than an unknown one": ({"target": "unknown"}, {"target": "school"}),
    "other means are weaker than unknown ones": ({"event_type": ""}, {"event_type": "car_bomb"}),
    "the same page is weaker than another": ({}, {"source_url": STRIKE["source_url"]}),
}


@pytest.mark.parametrize("case", WEAKER)
def test_what_is_weaker(case: str, score: Callable[[Row, Row], float]) -> None:
    """Of two second accounts of one strike, the second here scores lower."""
    stronger, weaker = WEAKER[case]
    assert score(STRIKE, {**AGAIN, **stronger}) > score(STRIKE, {**AGAIN, **weaker}) > 0


EQUAL: dict[str, tuple[Row, Row]] = {
    "a house in a residential area": ({"target": "house"}, {"target": "residential"}),
    "a barrel bomb is an airstrike": ({"event_type": "barrel_bomb"}, {"event_type": "airstrike"}),
}


@pytest.mark.parametrize("case", EQUAL)
def test_two_words_of_one_thing_do_not_contradict(case: str, score: Callable[[Row, Row], float]) -> None:
    """Words that sources use of one thing count as unknown, not against."""
    first, second = EQUAL[case]
    column = next(iter(first))
    assert score({**STRIKE, **first}, {**AGAIN, **second}) == score({**STRIKE, column: ""}, {**AGAIN, column: ""})


def test_an_unusual_number_says_more_than_a_common_or_round_one(score: Callable[[Row, Row], float]) -> None:
    """Both say 73 killed is stronger than both say 70, and than both say 3."""
    same = {n: score({**STRIKE, "killed_min": n, "killed_max": n}, {**AGAIN, "killed_min": n, "killed_max": n}) for n in (3, 70, 73)}
    assert same[73] > same[70]
    assert same[73] > same[3]


def test_children_and_women_support_a_pair(score: Callable[[Row, Row], float]) -> None:
    """The same number of children raises the score, another lowers it; so the injured."""
    of = {n: score({**STRIKE, "killed_children": 5}, {**AGAIN, "killed_children": n}) for n in (5, "", 1)}
    assert of[5] > of[""] > of[1]
    assert score({**STRIKE, "injured_min": 43}, {**AGAIN, "injured_min": 43}) > score(STRIKE, AGAIN)


def test_a_count_of_civilians_does_not_contradict_a_larger_one_of_people(score: Callable[[Row, Row], float]) -> None:
    """9 civilians and 30 people can both be right; 9 people and 30 people cannot."""
    nine, thirty = {"killed_min": 9, "killed_max": 9}, {"killed_min": 30, "killed_max": 30}
    civilians = score({**STRIKE, **nine, "killed_class": "civilians"}, {**AGAIN, **thirty})
    assert civilians > score({**STRIKE, **nine}, {**AGAIN, **thirty})


def test_two_strikes_on_one_town_on_one_day_score_low(score: Callable[[Row, Row], float]) -> None:
    """A market with 14 killed and a school with 3 are hardly one event, though day, town, party and means are the same."""
    assert score(STRIKE, {**AGAIN, "target": "school", "killed_min": 3, "killed_max": 3}) < PROPOSED


def test_a_contradicting_party_lowers_but_does_not_exclude(proposed: Propose) -> None:
    """One side's account and the other's of one strike are still proposed, and the reasons say that they disagree."""
    (same,) = proposed([STRIKE, AGAIN])
    (found,) = proposed([STRIKE, {**AGAIN, "perpetrators": "syrian_government"}])
    assert PROPOSED <= found.score < same.score
    assert "One names Russian forces, the other Syrian government (to 8 Dec 2024)." in found.reasons


def test_where_much_happens_much_meets_by_chance(proposed: Propose) -> None:
    """The same two accounts score lower in a governorate with several incidents every day of the month."""
    others = [
        {**STRIKE, "incident_id": f"other-{day}-{n}", "date_start": f"2016-05-{day:02d}", "place_as_reported": "Saraqib", "source_url": f"u{day}{n}"}
        for day in range(1, 17)
        for n in range(4)
    ]
    alone = proposed([STRIKE, AGAIN])[0]
    crowded = next(one for one in proposed([STRIKE, AGAIN, *others], threshold=0.01) if (one.a, one.b) == ("a", "b"))
    assert crowded.score < alone.score


SENTENCES: dict[str, tuple[Row, str]] = {
    "day": ({}, "The same day."),
    "days apart": ({"date_start": "2016-05-02"}, "One day apart."),
    "two days apart": ({"date_start": "2016-05-03"}, "Two days apart."),
    "window": ({"date_start": "2016-04-28", "date_end": "2016-05-04"}, "The dates overlap; one of them spans 7 days."),
    "party": ({}, "Both name Russian forces."),
    "no party": (NO_PARTY, "One names Russian forces, the other no party."),
    "figure": ({}, "Both say 14 killed."),
    "no figure": (NO_FIGURE, "One says 14 killed, the other gives no number."),
    "agreeing": ({"killed_min": 11, "killed_max": "", "bound": "at_least"}, "The numbers can both be right: 14 killed and at least 11 killed."),
    "differing": ({"killed_min": 5, "killed_max": 8, "bound": "between"}, "The numbers differ: 14 killed and 5 to 8 killed."),
    "classes": (
        {"killed_min": 9, "killed_max": 9, "killed_class": "civilians"},
        "The numbers can both be right: 14 killed (people) and 9 killed (civilians).",
    ),
    "about": ({"bound": "about"}, "The numbers can both be right: 14 killed and about 14 killed."),
    "children": ({"killed_children": 5}, "Both count 5 children among the killed."),
    "other children": ({"killed_children": 4}, "One counts 5 children among the killed, the other 4."),
    "means": ({}, "The same means: airstrike."),
    "other means": ({"event_type": "missile"}, "One has as means airstrike, the other missile."),
    "target": ({}, "The same target: market."),
    "page": ({"source_url": STRIKE["source_url"]}, "Both stand on one page, which is no second account of itself; it may list two events."),
    "publisher": ({"source_publisher": "A newspaper"}, "The same publisher tells of both."),
    "governorate": (ONLY_GOVERNORATE, "Of one only an area is known, and it may hold the other."),
}


@pytest.mark.parametrize("case", SENTENCES)
def test_reasons_are_sentences(case: str, proposed: Propose) -> None:
    """Each piece of evidence is told in words a documenter would use; all are sentences."""
    changed, sentence = SENTENCES[case]
    (found,) = proposed([{**STRIKE, "killed_children": 5}, {**AGAIN, **changed}], threshold=0.001)
    assert sentence in found.reasons
    assert all(re.fullmatch(r"[A-Z].*\.", one) for one in found.reasons)


def test_distances_are_told_in_metres_and_kilometres(proposed: Propose) -> None:
    """Coordinates 900 m and 12 km apart read so."""
    here = {**STRIKE, "latitude": 35.64, "longitude": 36.67}
    near = {**AGAIN, "latitude": 35.6481, "longitude": 36.67}
    far = {**AGAIN, "latitude": 35.748, "longitude": 36.67}
    for other, words in ((near, "900 m apart"), (far, "12 km apart")):
        (found,) = proposed([here, other], threshold=0.001)
        assert any(reason.startswith(words) for reason in found.reasons), found.reasons


def test_points_on_two_sides_of_a_border_meet(proposed: Propose) -> None:
    """Two points 1 km apart in two governorates are compared; governorates of Damascus and its countryside are one, as sources mix them."""
    hama, idlib = {"latitude": 35.43, "longitude": 36.66}, {"latitude": 35.44, "longitude": 36.66}
    assert proposed([{**STRIKE, **hama, "governorate_as_reported": "Hama"}, {**AGAIN, **idlib}])
    city, around = (
        {**ONLY_GOVERNORATE, "governorate_as_reported": name, "area_pcodes": code} for name, code in (("Damascus", "SY01"), ("Rural Damascus", "SY03"))
    )
    assert proposed([{**STRIKE, **city}, {**AGAIN, **around}])


def test_descriptions_of_the_same_words_support_a_pair(proposed: Propose) -> None:
    """Where both accounts carry a description of the same words the score rises and the reasons say so; other words change nothing."""
    told = "Warplanes struck the vegetable market at noon, and volunteers pulled people from under the stalls."
    plain, same, other = (proposed([{**STRIKE, "description": told}, {**AGAIN, "description": text}])[0] for text in ("", told, "xyz"))
    assert same.score > plain.score == other.score
    assert "The descriptions share most of their words." in same.reasons


def test_a_pair_of_incidents_is_proposed_once(proposed: Propose) -> None:
    """Two incidents of three accounts each are one pair, by their two accounts most alike."""
    rows = [{**STRIKE, "incident_id": name, "source_url": f"{name}{n}", "killed_min": 10 + n, "killed_max": 10 + n} for name in ("b", "a") for n in range(3)]
    (found,) = proposed(rows)
    assert (found.a, found.b) == ("a", "b")
    assert any(reason.startswith("Both say") for reason in found.reasons)


def test_what_a_person_has_answered_is_not_asked_again(proposed: Propose) -> None:
    """Settled pairs are left out in either order, also where ids are not in the list; other pairs stay."""
    rows = [STRIKE, AGAIN, {**AGAIN, "incident_id": "c", "source_url": "u3"}]
    found = proposed(rows, settled=[("b", "a"), ("a", "not there")])
    assert {(one.a, one.b) for one in found} == {("a", "c"), ("b", "c")}


def test_the_best_are_kept_where_there_are_too_many(proposed: Propose) -> None:
    """``most`` cuts at the end of the order."""
    rows = [{**AGAIN, "incident_id": f"i{n}", "source_url": f"u{n}", "killed_min": 14 + n // 2, "killed_max": 14 + n // 2} for n in range(8)]
    every = proposed(rows, threshold=0.001)
    assert proposed(rows, threshold=0.001, most=3) == every[:3]
    assert [one.score for one in every] == sorted((one.score for one in every), reverse=True)


def test_a_summary_of_several_events_proposes_nothing(proposed: Propose) -> None:
    """An account that sums several events is not compared where its incident has another."""
    elsewhere = {**AGAIN, "date_start": "2016-07-01"}
    assert proposed([STRIKE, elsewhere, {**AGAIN, "standing": "summary"}]) == ()
    assert proposed([STRIKE, elsewhere, AGAIN])


def test_what_cannot_be_compared_is_named(make_dataset) -> None:
    """Incidents dated only to a year or placed nowhere are named, so that nobody believes they were looked at."""
    nowhere = {"place_as_reported": "", "governorate_as_reported": ""}
    dataset = make_dataset([STRIKE, {**AGAIN, "date_end": "2017-04-30"}, {**AGAIN, **nowhere, "incident_id": "c"}])
    assert not_compared(dataset.accounts, where_of(dataset)) == ("b", "c")


def test_nothing_is_proposed_of_nothing(bundled: Dataset) -> None:
    """No accounts, one account, and accounts of one incident give no pair."""
    where = where_of(bundled)
    for rows in (np.zeros(0, dtype=int), np.array([0]), np.flatnonzero(bundled.accounts["incident"] == 0)):
        assert propose(bundled.accounts.iloc[rows], taken(where, rows)) == ()


def test_the_order_of_rows_makes_no_difference(bundled: Dataset) -> None:
    """The bundled accounts in any order give the same pairs, scores and reasons."""
    rows = np.random.default_rng(7).permutation(len(bundled.accounts))
    where = where_of(bundled)
    assert propose(bundled.accounts.iloc[rows], taken(where, rows)) == propose(bundled.accounts, where) != ()


def test_every_weight_has_its_reason_and_every_sign_is_of_common_sense() -> None:
    """What is equal never counts against a pair, what differs never for it; a page and its publisher are no second account."""
    for name, weight in WEIGHTS.items():
        assert weight.because.endswith((".", "…"))
        if name.startswith(("same_", "some_")) and name not in {"same_page", "same_publisher"}:
            assert weight.value > 0
        elif name != "start":
            assert weight.value < 0


def taken(where: Whereabouts, rows: np.ndarray) -> Whereabouts:
    """Return the whereabouts of some rows."""
    return Whereabouts(
        latitude=where.latitude[rows], longitude=where.longitude[rows], uncertainty_m=where.uncertainty_m[rows], governorates=where.governorates[rows]
    )


def may_meet(accounts: pd.DataFrame, where: Whereabouts, a: int, b: int) -> bool:
    """Decide slowly whether two rows are to be compared."""
    spans = [(accounts["date_start"].iloc[at], accounts["date_end"].iloc[at]) for at in (a, b)]
    gap = max((spans[1][0] - spans[0][1]).days, (spans[0][0] - spans[1][1]).days)
    if gap > WINDOW_DAYS or max((end - start).days for start, end in spans) >= MOST_DAYS:
        return False
    if all(where.uncertainty_m[at] <= WIDE_M for at in (a, b)):
        north, east = ((one[a] - one[b]) * 111_200 for one in (where.latitude, where.longitude))
        return bool(np.hypot(north, east * np.cos(np.radians((where.latitude[a] + where.latitude[b]) / 2))) <= REACH_M)
    mixed = [int(where.governorates[at]) | (3 << 30 if where.governorates[at] & 0b101 else 0) for at in (a, b)]
    return bool(mixed[0] & mixed[1])


DRAWS = st.lists(st.tuples(st.integers(0, 1082), st.integers(0, 9), st.sampled_from([0, 0, 0, 1, 6, 40]), st.integers(-3, 3)), min_size=2, max_size=25)


@settings(max_examples=60, deadline=None)
@given(drawn=DRAWS)
def test_what_is_compared_equals_a_slow_reference_and_pairs_are_apart_and_once(bundled: Dataset, drawn: list[tuple[int, int, int, int]]) -> None:
    """Any accounts on any days: the blocks hold exactly the pairs within days and area; no proposal repeats, joins itself or lies outside."""
    rows = np.array([row for row, *_ in drawn])
    where = taken(where_of(bundled), rows)
    where = Whereabouts(
        latitude=where.latitude + np.array([step for *_, step in drawn]) * 0.07,
        longitude=where.longitude,
        uncertainty_m=where.uncertainty_m,
        governorates=where.governorates,
    )
    names = [f"i{at:02d}" for at in range(len(rows))]
    start = pd.Timestamp("2016-05-01") + pd.to_timedelta([day for _, day, _, _ in drawn], unit="D").as_unit("s")
    end = start + pd.to_timedelta([span for _, _, span, _ in drawn], unit="D").as_unit("s")
    accounts = bundled.accounts.iloc[rows].reset_index(drop=True).assign(incident_id=names, account_id=names, date_start=start, date_end=end)
    facts = facts_of(accounts, where)
    met = {tuple(sorted((int(facts.row[a]), int(facts.row[b])))) for first, second in blocks(facts) for a, b in zip(first, second, strict=True)}
    assert met == {(a, b) for a, b in combinations(range(len(rows)), 2) if may_meet(accounts, where, a, b)}
    found = propose(accounts, where, threshold=0.001)
    pairs = [(one.a, one.b) for one in found]
    assert len(set(pairs)) == len(pairs)
    assert all(a < b for a, b in pairs)
    assert {(names.index(a), names.index(b)) for a, b in pairs} <= met


def test_distances_are_good_to_one_per_cent(bundled: Dataset) -> None:
    """The quick distance differs from the geodesic one by at most 1 %."""
    from pyproj import Geod

    facts = facts_of(bundled.accounts, where_of(bundled))
    at = np.flatnonzero(facts.is_point)
    first, second = at[:-1], at[1:]
    exact = Geod(ellps="WGS84").inv(facts.longitude[first], facts.latitude[first], facts.longitude[second], facts.latitude[second])[2]
    apart = np.asarray(exact) > 100
    assert np.abs(metres_between(facts, first, second)[apart] / np.asarray(exact)[apart] - 1).max() < 0.01
