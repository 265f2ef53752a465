"""Displacement over time, by ends and by party, in a documenter's words: nothing is added, divided or given to one party that shares it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from geo_app.dataset.frozen import Dataset
from geo_app.measures.by_ends import by_ends
from geo_app.measures.disagreeing import contradicted, told_twice
from geo_app.measures.flows import displacement_in, statements_in
from geo_app.measures.largest_statement import largest_statement
from geo_app.measures.moved_by_month import moved_by_month
from geo_app.measures.moved_by_party import moved_by_party
from geo_app.measures.rounds import rounds
from geo_app.model.selection import Selection
from geo_app.vocabulary import DisplacementKind, Perpetrator
from tests.conftest import Row, raw_table

_JUNE = {"kind": "flow", "window_start_resolved": "2018-06-01", "window_end_resolved": "2018-06-30", "bound": "stated", "origin_ids": "ocha"}
Make = Callable[..., pd.DataFrame]


@pytest.fixture(scope="session")
def moved(bundled: Dataset) -> Make:
    """Write displacement statements as rows; what a row does not say is as in a statement of June 2018 by OCHA."""
    from geo_app.readers.canonical import read_canonical
    from geo_app.tables.published import DISPLACEMENT

    def make(*rows: Row) -> pd.DataFrame:
        filled: list[dict[str, Any]] = [{**dict.fromkeys(DISPLACEMENT.names, ""), "displacement_id": f"D{at}", **_JUNE, **row} for at, row in enumerate(rows)]
        reading = read_canonical(raw_table(filled), DISPLACEMENT)
        assert reading.rejections == (), reading.rejections
        return reading.records

    return make


def persons(table: pd.DataFrame) -> list[int | None]:
    """The numbers of a table, None where it has none."""
    return [None if pd.isna(one) else int(one) for one in table["persons"]]


CASES: list[tuple[str, list[Row], list[int | None], int]] = [
    ("a statement of June is June's", [{"persons_min": "100", "persons_max": "100"}], [100], 0),
    ("a statement over three months is in no month", [{"persons_min": "900", "window_end_resolved": "2018-08-31"}], [], 1),
    ("a statement without days is in no month", [{"persons_min": "900", "window_start_resolved": "", "window_end_resolved": ""}], [], 0),
    ("persons not known are a gap, not 0", [{"bound": "vague", "bound_word": "most of the population"}], [None], 0),
    ("households are not persons", [{"households": "500", "bound": "at_least"}], [None], 0),
    ("per cent are not persons", [{"percent": "61", "bound": "percent_of"}], [None], 0),
    ("two statements of one origin are not added", [{"persons_min": "100"}, {"persons_min": "70"}], [100], 0),
    ("two origins are not added and stand side by side", [{"persons_min": "100"}, {"persons_min": "70", "origin_ids": "unhcr"}], [100, 70], 0),
    (
        "two sites that relay one origin are one",
        [{"persons_min": "100", "source_publisher": "ReliefWeb"}, {"persons_min": "90", "source_publisher": "UNICEF"}],
        [100],
        0,
    ),
    ("'at most' does not outdo a smaller finding", [{"persons_max": "900", "bound": "at_most"}, {"persons_min": "70", "bound": "at_least"}], [70], 0),
    (
        "of the rounds of a count the latest in the month stands, even where it is smaller",
        [
            {"persons_min": "160", "series_id": "s", "window_end_resolved": "2018-06-20"},
            {"persons_min": "150", "series_id": "s", "window_end_resolved": "2018-06-28"},
        ],
        [150],
        0,
    ),
]


@pytest.mark.parametrize(("says", "rows", "expected", "spanning"), CASES, ids=[case[0] for case in CASES])
def test_months(says: str, rows: list[Row], expected: list[int | None], spanning: int, moved: Make) -> None:
    """The largest single statement of each month and origin; unknown stays unknown, long windows stay whole."""
    found = moved_by_month(moved(*rows), "flow")
    assert persons(found.months) == expected
    assert len(found.spanning) == spanning


def test_kinds_are_never_mixed_in_a_month(moved: Make) -> None:
    """People who returned do not stand among people displaced."""
    table = moved({"persons_min": "100"}, {"persons_min": "800", "kind": "return"})
    assert persons(moved_by_month(table, "flow").months) == [100]
    assert persons(moved_by_month(table, "return").months) == [800]


def test_rounds_of_a_stock_are_points_of_one_line_and_never_summed(moved: Make) -> None:
    """Three rounds of one series are three points; the figures are those printed."""
    rows = [
        {"kind": "stock", "series_id": "s", "persons_min": n, "window_end_resolved": f"2018-06-{day}"} for n, day in (("10", "05"), ("30", "15"), ("20", "25"))
    ]
    table = rounds(moved(*rows), ("stock",))
    assert len(set(table["series"])) == 1
    assert table["round"].tolist() == [1, 2, 3]
    assert persons(table) == [10, 30, 20]


def test_a_round_without_a_number_is_a_gap_in_the_line(moved: Make) -> None:
    """The middle round is in words only: its point has no height."""
    rows = [
        {"kind": "stock", "series_id": "s", "persons_min": n, "window_end_resolved": f"2018-06-{day}"} for n, day in (("10", "05"), ("", "15"), ("20", "25"))
    ]
    assert persons(rounds(moved(*rows), ("stock",))) == [10, None, 20]


def test_stocks_of_two_places_are_two_lines(moved: Make) -> None:
    """One series that tells of two governorates is not joined into one line."""
    rows = [{"kind": "stock", "series_id": "s", "persons_min": "10", "destination_pcodes": code} for code in ("SY02", "SY07")]
    assert rounds(moved(*rows), ("stock",))["series"].nunique() == 2


def test_a_cell_of_the_table_of_ends_shows_the_largest_statement_and_counts_the_others(moved: Make) -> None:
    """Two statements from Aleppo to Idlib: the larger one, of two."""
    cells = by_ends(moved(*({"origin_pcodes": "SY02", "destination_pcodes": "SY07", "persons_min": n} for n in ("40", "70"))), "flow").cells
    assert persons(cells) == [70]
    assert cells["statements"].tolist() == [2]


ENDS = [("SY02", "SY07", "cells"), ("SY02", "SY07;SY08", "several"), ("", "SY07;SY08", "no_origin"), ("SY02", "", "no_destination"), ("SY", "", "neither")]


@pytest.mark.parametrize(("origin", "destination", "where"), ENDS)
def test_an_end_that_is_missing_or_several_is_neither_guessed_nor_divided(origin: str, destination: str, where: str, moved: Make) -> None:
    """Each statement stands in exactly one of the lists; "Syria" is no governorate."""
    found = by_ends(moved({"origin_pcodes": origin, "destination_pcodes": destination, "persons_min": "5"}), "flow")
    assert {name: len(getattr(found, name)) for name in ("cells", "several", "no_origin", "no_destination", "neither")} == {
        name: int(name == where) for name in ("cells", "several", "no_origin", "no_destination", "neither")
    }


@pytest.mark.parametrize("kind", list(DisplacementKind))
def test_no_statement_is_lost_among_ends_or_months(kind: DisplacementKind, bundled: Dataset) -> None:
    """Cells and lists hold every statement of a kind once; so do months, spans and what has no days, where rounds are left out."""
    latest, _ = statements_in(bundled, Selection())
    ends = by_ends(latest, kind)
    lists = [ends.several, ends.no_origin, ends.no_destination, ends.neither]
    assert int(ends.cells["statements"].sum()) + sum(map(len, lists)) == int((latest["kind"] == kind).sum())
    months = moved_by_month(latest, kind)
    assert int(months.months["statements"].sum()) + len(months.spanning) + len(months.undated) == int((latest["kind"] == kind).sum())


def test_a_joint_statement_is_given_to_no_party_alone(bundled: Dataset, moved: Make) -> None:
    """Asked for one of two parties named together, it does not answer and stands beside."""
    joint = moved({"perpetrators": "russian_forces;syrian_government", "attribution": "joint", "persons_min": "9"})
    alone, beside = statements_in(replace(bundled, displacement=joint), Selection(perpetrators=(Perpetrator.RUSSIAN_FORCES,)))
    assert (len(alone), len(beside)) == (0, 1)
    assert moved_by_party(joint, joint)["perpetrators"].tolist() == ["russian_forces;syrian_government"]


def test_the_3_3_million_are_one_fact_told_twice(bundled: Dataset) -> None:
    """Same document, same number: the two statements are a pair, and each contradicts the other on the parties."""
    assert told_twice(bundled.displacement) == (("S003-D-33A", "S003-D-33B"),)
    disputed = contradicted(bundled.displacement)
    assert disputed["S003-D-33A"] == ("S003-D-33B",)
    assert disputed["S003-D-33B"] == ("S003-D-33A",)


def test_a_silent_statement_contradicts_nobody(moved: Make) -> None:
    """A figure that disagrees and names no party leaves the attribution of the other as it is."""
    table = moved({"perpetrators": "isis", "attribution": "sole", "conflicts_with": "D1"}, {"conflicts_with": "D0", "attribution": "unknown"})
    assert contradicted(table) == {}


def test_a_claim_stands_behind_findings(bundled: Dataset) -> None:
    """1.3 million returned is a ministry's claim: the largest single statement of returns is another."""
    latest, _ = statements_in(bundled, Selection())
    best = largest_statement(latest[latest["kind"] == "return"], ["kind"]).iloc[0]
    assert best["claimed_by"] == ""
    assert best["persons"] < 1_300_000


def test_earlier_rounds_are_listed_only_where_they_are_asked_for(bundled: Dataset) -> None:
    """The map and every figure have the latest round; the list of the page has all of them."""
    latest, _ = displacement_in(bundled, Selection())
    every, _ = statements_in(bundled, Selection(), every_round=True)
    assert set(latest["displacement_id"]) < set(every["displacement_id"])
    assert (every["superseded_by"] == "").all()
