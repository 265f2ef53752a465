"""Published totals: how two stand to one another, what an origin supports, what contradicts, as tables of cases (design §5, rules 9 to 12)."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo_app.dataset.relations import class_facet, relate
from geo_app.dataset.tallies import tallies_of
from geo_app.measures.consistent import Contradiction, contradictions
from geo_app.measures.supported import Role, heaviest, supported
from geo_app.model.dates import Window
from geo_app.model.question import Question
from geo_app.render.published import line_in_words, relation_in_words
from geo_app.tables.published import TALLIES
from geo_app.tables.schema import typed
from geo_app.vocabulary import Perpetrator

BASE = {
    "measure": "killed",
    "victim_class": "civilians",
    "basis": "documented",
    "perpetrators": "russian_forces",
    "attribution": "sole",
    "window_start_resolved": "2016-01-01",
    "window_end_resolved": "2016-12-31",
    "area_pcodes": "SY",
    "value_min": "100",
    "unit": "persons",
    "bound": "at_least",
    "origin_ids": "snhr",
    "source_publisher": "SNHR",
    "source_title": "A report",
}


def made(*rows: dict[str, str]):
    """Return totals that differ from one another in what a case says."""
    filled = [{"tally_id": f"t{at}", **BASE, **row} for at, row in enumerate(rows)]
    text = pd.DataFrame([{name: row.get(name, "") for name in TALLIES.names} for row in filled], dtype="str")
    return tallies_of(typed(text, TALLIES))


RELATIONS = [
    # (what it shows, the one, the other, what the one is to the other)
    ("the same question and number", {}, {}, "restates"),
    ("the same question, another number", {}, {"value_min": "120"}, "conflicts"),
    ("the same number, another bound", {}, {"bound": "about", "value_max": "100"}, "conflicts"),
    ("a month within a year", {}, {"window_start_resolved": "2016-03-01", "window_end_resolved": "2016-03-31"}, "contains"),
    ("a year around a month", {"window_start_resolved": "2016-03-01", "window_end_resolved": "2016-03-31"}, {}, "within"),
    ("two years apart", {}, {"window_start_resolved": "2017-01-01", "window_end_resolved": "2017-12-31"}, "disjoint"),
    ("windows that share a day, without a total that says so", {}, {"window_start_resolved": "2016-12-31", "window_end_resolved": "2017-12-31"}, "overlaps"),
    ("an open end, in a text of later years", {}, {"window_end_resolved": "", "source_date": "2019-05-05"}, "unknown"),
    ("published before the other begins", {}, {"window_start_resolved": "2014-01-01", "window_end_resolved": "", "source_date": "2015-05-05"}, "disjoint"),
    ("a governorate in the country", {}, {"area_pcodes": "SY07"}, "contains"),
    ("two governorates apart", {"area_pcodes": "SY02"}, {"area_pcodes": "SY07"}, "disjoint"),
    ("two governorates and one of them", {"area_pcodes": "SY02;SY07"}, {"area_pcodes": "SY07"}, "contains"),
    ("no area stated lies in the country", {}, {"area_pcodes": ""}, "contains"),
    ("no area stated holds no governorate", {"area_pcodes": ""}, {"area_pcodes": "SY07"}, "unknown"),
    ("a town is not its governorate", {"area_pcodes": "SY02", "note": "area inside the governorate(s) coded, not the whole"}, {"area_pcodes": "SY02"}, "within"),
    ("children among civilians", {}, {"victim_class": "children"}, "contains"),
    ("civilians among people", {"victim_class": "people"}, {}, "contains"),
    ("children and women: women are adult", {"victim_class": "children"}, {"victim_class": "women"}, "disjoint"),
    ("medics cut across", {}, {"victim_class": "medical"}, "overlaps"),
    ("civilians and fighters", {}, {"victim_class": "fighters"}, "disjoint"),
    ("any means holds one", {}, {"means": "chemical"}, "contains"),
    ("two means may have killed the same", {"means": "airstrike"}, {"means": "barrel_bomb"}, "unknown"),
    ("no party singled out holds one", {"perpetrators": "", "attribution": "all_parties"}, {}, "contains"),
    ("two parties of one table", {}, {"perpetrators": "isis"}, "disjoint"),
    ("two parties of two pages", {}, {"perpetrators": "isis", "source_title": "Another"}, "unknown"),
    ("a sum of two parties holds one", {"perpetrators": "russian_forces;syrian_government", "attribution": "combined"}, {}, "contains"),
    ("acted together is not one of them", {"perpetrators": "russian_forces;syrian_government", "attribution": "joint"}, {}, "disjoint"),
    ("together and alone, on two pages", {"perpetrators": "russian_forces;syrian_government", "attribution": "joint"}, {"source_title": "B"}, "unknown"),
    ("killed and injured are not compared", {}, {"measure": "injured"}, "unknown"),
    ("alleged and documented are not compared", {}, {"basis": "alleged", "origin_ids": "airwars"}, "unknown"),
    ("a percentage is no number to compare", {}, {"unit": "percent", "bound": "percent_of", "value_min": "40"}, "unknown"),
    ("the publisher says it is a part", {}, {"part_of": "t0", "victim_class": "medical"}, "contains"),
    ("the publisher says they disagree", {}, {"conflicts_with": "t0", "origin_ids": "sohr", "source_title": "B", "window_end_resolved": "2016-06-30"}, "conflicts"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "relation"), [case[1:] for case in RELATIONS], ids=[case[0] for case in RELATIONS])
def test_relations(one, other, relation):
    """What one total is to another follows from windows, areas, parties and classes, and is said in a sentence."""
    relations = relate(made(one, other))
    assert str(relations.between(0, 1)) == relation
    assert all(relation_in_words(relations, 0, 1, language) for language in ("en", "ar"))


def test_relations_are_each_others_mirror():
    """What contains is contained; all others are the same both ways."""
    rows = [one for case in RELATIONS for one in case[1:3]]
    relations = relate(made(*rows))
    mirror = {"contains": "within", "within": "contains"}
    for left, right in combinations(range(len(rows)), 2):
        one = str(relations.between(left, right))
        assert str(relations.between(right, left)) == mirror.get(one, one)


def test_consecutive_years_that_add_up_are_apart():
    """Years that share an end day count nobody twice where the page's own total is their sum, and only there."""
    years = [
        {"window_start_resolved": f"{y}-09-30", "window_end_resolved": f"{y + 1}-09-30", "value_min": n} for y, n in ((2015, "60"), (2016, "40"), (2017, "20"))
    ]
    whole = {"window_start_resolved": "2015-09-30", "window_end_resolved": "2018-09-30"}
    adds = relate(made(*years, {**whole, "value_min": "120"}))
    misses = relate(made(*years, {**whole, "value_min": "121"}))
    assert [str(adds.between(0, 1)), str(adds.between(1, 2))] == ["disjoint", "disjoint"]
    assert str(misses.between(0, 1)) == "overlaps"


def asked(**kw) -> Question:
    """Return how many civilians Russian forces killed, as a case varies it."""
    return Question(**{"perpetrators": (Perpetrator.RUSSIAN_FORCES,), **kw})


BOUNDS = [
    # (what it shows, totals, question, bound)
    ("one total", [{}], asked(), 100),
    ("two years add up", [{}, {"window_start_resolved": "2017-01-01", "window_end_resolved": "2017-12-31", "value_min": "50"}], asked(), 150),
    ("a part does not add to its whole", [{}, {"victim_class": "children", "value_min": "30"}], asked(), 100),
    ("B and C overlap, A is apart from both: 160, not 220", [
        {},
        {"window_start_resolved": "2017-01-01", "window_end_resolved": "2017-06-30", "value_min": "60"},
        {"window_start_resolved": "2017-04-01", "window_end_resolved": "2017-09-30", "value_min": "60"},
    ], asked(), 160),
    ("an approximate figure feeds no bound", [{"bound": "about"}], asked(), None),
    ("at most gives no lowest", [{"bound": "at_most", "value_min": "", "value_max": "90"}], asked(), None),
    ("a total of two acting together is not one party's", [{"perpetrators": "russian_forces;syrian_government", "attribution": "joint"}], asked(), None),
    ("a window that reaches outside is left out", [{}], asked(window=Window(end=date(2016, 6, 30))), None),
    ("the last day belongs to it", [{}], asked(window=Window(end=date(2016, 12, 31))), 100),
    ("children are a bound for civilians", [{"victim_class": "children", "value_min": "30"}], asked(), 30),
    ("civilians are none for children", [{}], asked(victim_class="children"), None),
    ("two relays of one fact count once", [{}, {"source_publisher": "A newspaper", "source_title": "B"}], asked(), 100),
    ("alleged is not documented", [{"basis": "alleged"}], asked(), None),
    ("two governorates of one page add up", [{"area_pcodes": "SY02", "value_min": "40"}, {"area_pcodes": "SY07", "value_min": "25"}], asked(), 65),
    ("a question about a governorate takes no total of the country", [{}], asked(areas=("SY07",)), None),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "question", "bound"), [case[1:] for case in BOUNDS], ids=[case[0] for case in BOUNDS])
def test_best_supported_lower_bound(rows, question, bound):
    """The bound of an origin is the heaviest set of totals that count nobody twice within the question."""
    relations = relate(made(*rows))
    found = supported(relations, question)
    assert (found[0].at_least if found else None) == bound
    assert all(line_in_words(line, relations, language) for one in found for line in one.lines for language in ("en", "ar"))


def test_origins_stand_side_by_side():
    """Two origins give two bounds, the higher first; nothing chooses or adds."""
    found = supported(relate(made({}, {"origin_ids": "sohr", "value_min": "300", "source_title": "B"})), asked())
    assert [(one.origin, one.at_least) for one in found] == [("sohr", 300), ("snhr", 100)]


def test_totals_without_an_origin_are_never_added():
    """Where nobody known is named, nothing says that two totals are not one."""
    later = {"window_start_resolved": "2017-01-01", "window_end_resolved": "2017-12-31", "value_min": "90"}
    found = supported(relate(made({"origin_ids": ""}, {"origin_ids": "", **later})), asked())
    assert [(one.origin, one.at_least) for one in found] == [("", 100)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 50), min_size=1, max_size=8), st.data())
def test_heaviest_is_what_trying_everything_finds(weights, data):
    """The heaviest set of pairwise disjoint totals weighs what the best of all subsets weighs."""
    n = len(weights)
    apart = np.zeros((n, n), dtype=bool)
    for left, right in combinations(range(n), 2):
        apart[left, right] = apart[right, left] = data.draw(st.booleans())
    subsets = (one for size in range(n + 1) for one in combinations(range(n), size))
    best = max(sum(weights[at] for at in one) for one in subsets if all(apart[a, b] for a, b in combinations(one, 2)))
    chosen = heaviest(np.array(weights, dtype=float), apart)
    assert sum(weights[at] for at in chosen) == best
    assert all(apart[a, b] for a, b in combinations(chosen, 2))


CONTRADICTIONS = [
    ("a part above its whole", [{}, {"victim_class": "children", "value_min": "130"}], Contradiction.PART_EXCEEDS),
    ("a longer window with a lower total", [{}, {"window_end_resolved": "2016-06-30", "value_min": "150", "source_title": "B"}], Contradiction.SHRINKS),
    ("parts that add up to more", [{}, {"area_pcodes": "SY02", "value_min": "70", "part_of": "t0"}, {"area_pcodes": "SY07", "value_min": "60", "part_of": "t0"}], Contradiction.MARGIN_EXCEEDS),
    ("two relays with two bounds", [{}, {"bound": "about", "source_publisher": "B", "source_title": "B"}], Contradiction.RELAY_BOUND),
    ("two relays with two numbers", [{}, {"value_min": "110", "source_publisher": "B", "source_title": "B"}], Contradiction.RELAY_VALUE),
    ("two relays with two windows", [{}, {"window_end_resolved": "2016-11-30", "source_publisher": "B", "source_title": "B"}], Contradiction.RELAY_WINDOW),
    ("two origins that differ", [{}, {"value_min": "180", "origin_ids": "sohr", "source_title": "B"}], Contradiction.ORIGINS_DIFFER),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "kind"), [case[1:] for case in CONTRADICTIONS], ids=[case[0] for case in CONTRADICTIONS])
def test_contradictions(rows, kind):
    """What was published is checked against itself; each contradiction names its totals."""
    assert kind in {one.kind for one in contradictions(relate(made(*rows)))}


def test_sound_totals_contradict_nothing():
    """A whole, its parts and a later total that is higher are no contradiction."""
    rows = [{}, {"victim_class": "children", "value_min": "30"}, {"window_end_resolved": "2017-12-31", "value_min": "140", "source_title": "B"}]
    assert contradictions(relate(made(*rows))) == ()


CLASSES = [("children", "civilians", 1), ("civilians", "children", 2), ("women", "children", 4), ("medical", "civilians", 3), ("children;women", "civilians", 1), ("children;women", "women", 2), ("other", "civilians", 5)]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "state"), CLASSES)
def test_classes(one, other, state):
    """Children and women are within civilians, medics cut across, a class we do not know is compared with none."""
    assert class_facet(f"{one}|", f"{other}|") == state


class TestBundled:
    """The totals that come with geo_app."""

    def test_russian_forces_to_september_2019(self, bundled):
        """SNHR supports 6,686 and not the 10,516 of its four totals added; SOHR's 7,988 stands beside it, not instead of it."""
        found = {one.origin: one for one in supported(bundled.relations, asked(window=Window(end=date(2019, 9, 30))))}
        ids = bundled.relations.tallies.frame["tally_id"]
        assert found["snhr"].at_least == 6686
        assert [ids.iloc[at] for at in found["snhr"].used] == ["S003-RU-CIV"]
        assert found["sohr"].at_least == 7988
        january = bundled.relations.tallies.positions["S002-RU-CIV"]
        assert str(bundled.relations.between(january, bundled.relations.tallies.positions["S003-RU-CIV"])) == "within"

    def test_two_relays_are_one_origin_with_a_bound_conflict(self, bundled):
        """2,686 "no less than" and 2,686 "an estimated" are one origin's; 2,704 is told twice with one bound."""
        at = bundled.relations.tallies.positions
        assert str(bundled.relations.between(at["S001-IS-CIV"], at["S000-IS-CIV"])) == "conflicts"
        assert str(bundled.relations.between(at["S001-RU-CIV"], at["S000-RU-CIV"])) == "restates"
        bounds = {one.of for one in contradictions(bundled.relations) if one.kind is Contradiction.RELAY_BOUND}
        assert (at["S000-IS-CIV"], at["S001-IS-CIV"]) in bounds

    def test_a_ranking_supports_nothing(self, bundled):
        """A rank is never a number of people."""
        lines = [line for one in supported(bundled.relations, asked(areas=("SY02",))) for line in one.lines]
        at = bundled.relations.tallies.positions["S003-RANK-ALEPPO"]
        assert all(line.role is not Role.USED for line in lines if line.at == at)
