"""Totals over incidents: design §5, rules 5 to 7, as tables of cases."""

from __future__ import annotations

from datetime import date

import pytest

from geo_app.dataset.select import select
from geo_app.measures.by_period import by_month
from geo_app.measures.totals import toll
from geo_app.model.dates import Window
from geo_app.model.selection import Selection
from geo_app.vocabulary import VictimClass


def killed(number: int) -> dict[str, object]:
    """A bare number of people."""
    return {"killed_min": number, "killed_max": number, "bound": "stated", "killed_class": "people"}


FAMILIES = {
    "a whole and its parts count as the larger: the whole": ({"w": 120, "a": 40, "b": 50}, [("w", "a", "part_of"), ("w", "b", "part_of")], 120, 2),
    "a whole and its parts count as the larger: the parts": ({"w": 80, "a": 40, "b": 50}, [("w", "a", "part_of"), ("w", "b", "part_of")], 90, 2),
    "a part of a part counts once": ({"w": 100, "a": 60, "b": 25}, [("w", "a", "part_of"), ("a", "b", "part_of")], 100, 1),
    "of two that may be one the larger": ({"a": 30, "b": 45}, [("a", "b", "may_overlap")], 45, 1),
    "a possible repeat of a part that its whole already holds": ({"w": 100, "a": 30, "b": 30}, [("w", "a", "part_of"), ("a", "b", "may_overlap")], 100, 1),
    "a possible repeat of a whole that its parts stand for": ({"w": 10, "a": 10, "b": 10}, [("w", "a", "part_of"), ("w", "b", "may_overlap")], 10, 2),
    "unrelated records add up": ({"a": 30, "b": 45}, [], 75, 2),
}


@pytest.mark.parametrize("case", FAMILIES)
def test_families_count_once(case: str, make_dataset) -> None:
    """Parts never add to their whole, and a possible repeat never adds to what it may repeat."""
    figures, relations, total, events = FAMILIES[case]
    dataset = make_dataset([{"incident_id": name, **killed(n)} for name, n in figures.items()], tuple(relations))
    subset = select(dataset, Selection())
    assert toll(subset, VictimClass.PEOPLE).at_least == total
    assert subset.coverage.incidents == events


def test_jableh_and_tartus_on_23_may_2016_are_not_counted_twice(bundled) -> None:
    """The bundled whole, its two towns and the hospital in one of them enter a sum once."""
    window = Window(start=date(2016, 5, 23), end=date(2016, 5, 23))
    subset = select(bundled, Selection(window=window, areas=("SY06", "SY10", "UNDOF")))
    both = select(bundled, Selection(window=window))
    ids = bundled.incidents["incident_id"]
    mine = both.certain & ids.str.contains("jableh|tartus").to_numpy()
    naive = int(bundled.incidents["min_people"][mine].sum())
    counted = toll(both, VictimClass.PEOPLE, within=mine).at_least
    highest = int(bundled.incidents["highest_people"][mine].max())
    assert counted is not None
    assert counted < naive
    assert counted <= highest
    assert subset.coverage.incidents >= 1


def test_an_unknown_is_counted_beside_the_total_and_never_0(make_dataset) -> None:
    """An incident without a figure adds nothing to the sum and one to what is not known."""
    dataset = make_dataset([{"incident_id": "a", **killed(10)}, {"incident_id": "b"}, {"incident_id": "c", "bound": "vague"}])
    total = toll(select(dataset, Selection()), VictimClass.PEOPLE)
    assert (total.at_least, total.with_figure, total.without_figure, total.at_most) == (10, 1, 2, None)


def test_a_selection_without_any_figure_has_no_total(make_dataset) -> None:
    """No figure at all is "not known", not "at least 0"."""
    assert toll(select(make_dataset([{"incident_id": "a"}]), Selection()), VictimClass.PEOPLE).at_least is None


def test_a_maximum_needs_every_incident_closed(make_dataset) -> None:
    """One incident open above leaves the sum open above."""
    closed = [{"incident_id": "a", **killed(10)}, {"incident_id": "b", **killed(5)}]
    open_one = {"incident_id": "c", "killed_min": 1, "bound": "at_least", "killed_class": "people"}
    assert toll(select(make_dataset(closed), Selection()), VictimClass.PEOPLE).at_most == 15
    assert toll(select(make_dataset([*closed, open_one]), Selection()), VictimClass.PEOPLE).at_most is None


DATES = {
    "a day inside": ("2012-06-10", "2012-06-10", True, False),
    "the first day of the window": ("2012-06-01", "2012-06-01", True, False),
    "the last day of the window": ("2012-06-30", "2012-06-30", True, False),
    "the day before": ("2012-05-31", "2012-05-31", False, False),
    "the day after": ("2012-07-01", "2012-07-01", False, False),
    "the month itself": ("2012-06-01", "2012-06-30", True, False),
    "a span that reaches out": ("2012-06-28", "2012-07-02", False, True),
    "the whole year": ("2012-01-01", "2012-12-31", False, True),
}


@pytest.mark.parametrize("case", DATES)
def test_a_date_filter_has_two_answers(case: str, make_dataset) -> None:
    """Only what lies certainly within the window is counted; what only may is "up to n more"."""
    start, end, certain, possible = DATES[case]
    dataset = make_dataset([{"incident_id": "a", "date_start": start, "date_end": end, **killed(3)}])
    coverage = select(dataset, Selection(window=Window(start=date(2012, 6, 1), end=date(2012, 6, 30)))).coverage
    assert (coverage.incidents, coverage.possible) == (int(certain), int(possible))


def test_an_incident_of_a_year_counts_in_no_month(make_dataset) -> None:
    """An incident dated 2012 is in none of its twelve months, and the table says that one is missing."""
    dataset = make_dataset([{"incident_id": "a", "date_start": "2012-01-01", "date_end": "2012-12-31", "date_precision": "year", **killed(3)}])
    table, spanning = by_month(select(dataset, Selection()))
    assert (len(table), spanning) == (0, 1)


def test_a_collapsed_family_has_no_maximum(make_dataset) -> None:
    """The record that enters the sum need not be the one with the highest maximum, so none is claimed."""
    rows = [
        {"incident_id": "w", "killed_min": 5, "killed_max": 50, "bound": "between", "killed_class": "people"},
        {"incident_id": "a", "killed_min": 10, "killed_max": 12, "bound": "between", "killed_class": "people"},
    ]
    total = toll(select(make_dataset(rows, (("w", "a", "part_of"),)), Selection()), VictimClass.PEOPLE)
    assert (total.at_least, total.at_most) == (10, None)


def test_figures_and_gaps_are_all_incidents(bundled) -> None:
    """Incidents with a figure and without one are all there are, for every class."""
    subset = select(bundled, Selection())
    for victim_class in VictimClass:
        total = toll(subset, victim_class)
        assert total.with_figure + total.without_figure == subset.coverage.incidents


def test_a_whole_whose_parts_are_counted_is_no_further_incident(make_dataset) -> None:
    """ "Up to n more" leaves out what is already counted in parts."""
    rows = [
        {"incident_id": "w", "date_start": "2012-06-28", "date_end": "2012-07-02", **killed(9)},
        {"incident_id": "a", "date_start": "2012-06-29", **killed(4)},
    ]
    june = Selection(window=Window(start=date(2012, 6, 1), end=date(2012, 6, 30)))
    coverage = select(make_dataset(rows, (("w", "a", "part_of"),)), june).coverage
    assert (coverage.incidents, coverage.possible) == (1, 0)


def test_a_record_in_two_governorates_is_in_a_filter_of_both_and_beside_a_filter_of_one(make_dataset) -> None:
    """Choosing all its areas counts it; choosing one counts it beside."""
    dataset = make_dataset([{"incident_id": "a", "place_as_reported": "Latakia and Deir Ezzor", "governorate_as_reported": "Latakia; Deir Ezzor"}])
    both, one = (select(dataset, Selection(areas=areas)).coverage for areas in (("SY06", "SY09"), ("SY06",)))
    assert (both.incidents, both.straddling) == (1, 0)
    assert (one.incidents, one.straddling) == (0, 1)


def test_the_class_of_victims_moves_no_incident(bundled) -> None:
    """Whose deaths are counted changes figures, never which incidents are shown."""
    events = [select(bundled, Selection(victim_class=victim_class)).events for victim_class in VictimClass]
    assert all((one == events[0]).all() for one in events)
