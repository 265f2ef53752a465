"""Parties side by side: what stands in a cell, what is said of its window and parts, and what is never inferred. All totals here are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from geo_app.dataset.relations import Relations, relate
from geo_app.dataset.select import select
from geo_app.dataset.tallies import tallies_of
from geo_app.measures.compared import Compared, Shown, compared
from geo_app.measures.supported import supported
from geo_app.model.dates import EVERY_DAY, Window
from geo_app.model.question import Question
from geo_app.model.selection import Selection
from geo_app.readers.canonical import read_canonical
from geo_app.render.compare import Comparison, build_comparison, differ_in_words, ordinal
from geo_app.render.scene import build_scene
from geo_app.tables.published import TALLIES
from geo_app.vocabulary import Perpetrator
from tests.conftest import raw_table

RUSSIA, ISIS, TURKEY = Perpetrator.RUSSIAN_FORCES, Perpetrator.ISIS, Perpetrator.TURKISH_FORCES
TEN, FORTY = ("2015-09-30", "2016-07-31"), ("2013-04-09", "2016-07-31")
BASE = {
    "measure": "killed",
    "victim_class": "civilians",
    "unit": "persons",
    "basis": "documented",
    "attribution": "sole",
    "bound": "at_least",
    "area_pcodes": "SY",
    "area_basis": "place_of_death",
    "origin_ids": "snhr",
    "source_publisher": "Example",
    "source_title": "Table of parties",
    "source_url": "https://example.org/table",
}


def total(name: str, party: str, low: int | str, window: tuple[str, str] = TEN, **more: Any) -> dict[str, Any]:
    """One published total."""
    start, end = window
    days = {"window_start": start, "window_end": end, "window_start_resolved": start, "window_end_resolved": end}
    return {**BASE, "tally_id": name, "perpetrators": party, "value_min": low, **days, **more}


def rank(name: str, party: str, place: int, area: str, **more: Any) -> dict[str, Any]:
    """A place in an order of governorates, without a number."""
    return total(name, party, place, unit="rank", bound="rank_only", value_max=place, area_pcodes=area, **more)


def related(*rows: dict[str, Any]) -> Relations:
    """Return how totals stand to one another."""
    reading = read_canonical(raw_table(list(rows)), TALLIES)
    assert reading.rejections == (), reading.rejections
    return relate(tallies_of(reading.records))


def asked(*rows: dict[str, Any], parties: tuple[Perpetrator, ...] = (RUSSIA, ISIS), **how: Any) -> Compared:
    """Return parties side by side."""
    return compared(related(*rows), parties, how.pop("window", EVERY_DAY), **how)


def cells(found: Compared, key: str) -> list[Any]:
    """Return the cells of a row, in the order of the parties."""
    return list(next(row for row in (*found.rows, *found.governorates) if row.key == key).cells)


@pytest.fixture
def worded(make_dataset):
    """Put a comparison into words, beside one incident."""

    def make(*rows: dict[str, Any], parties: tuple[Perpetrator, ...] = (RUSSIA, ISIS), language: str = "en", **how: Any) -> Comparison:
        frame = read_canonical(raw_table(list(rows)), TALLIES).records
        dataset = replace(make_dataset([{"incident_id": "a", "perpetrators": "isis", "killed_min": 3, "bound": "at_least"}]), tallies=frame)
        chosen = Selection(perpetrators=parties, window=how.get("window", EVERY_DAY))
        scene = build_scene(select(dataset, chosen), layers=("heat",), language=language)
        return build_comparison(scene, compared(dataset.relations, parties, how.pop("window", EVERY_DAY), **how))

    return make


def test_windows_that_differ_are_said_in_months() -> None:
    """Ten months beside forty: the row says so; equal windows say nothing."""
    found = asked(total("r", RUSSIA, 2704), total("i", ISIS, 2686, FORTY))
    row = found.rows[0]
    assert [cell.span.months for cell in row.cells] == [10, 40]
    assert differ_in_words(row) == "windows differ: 10 months against 40"
    assert differ_in_words(asked(total("r", RUSSIA, 5), total("i", ISIS, 6)).rows[0]) == ""


def test_windows_of_equal_length_at_other_times_differ_too() -> None:
    """The same number of months in another year is another window."""
    row = asked(total("r", RUSSIA, 5, ("2016-01-01", "2016-01-31")), total("i", ISIS, 6, ("2017-01-01", "2017-01-31"))).rows[0]
    assert differ_in_words(row) == "windows differ"


def test_a_window_that_is_not_known_is_never_equal_to_another() -> None:
    """An end that only words limit makes the window unknown."""
    row = asked(total("r", RUSSIA, 5, window_ends_known="start"), total("i", ISIS, 6)).rows[0]
    assert differ_in_words(row) == "windows differ or are not known, in months: not known against 10"


def test_a_party_without_a_total_is_not_published_and_never_zero(worded) -> None:
    """No row: the cell says so in words; where one table has other parties it names the table."""
    what = worded(total("r", RUSSIA, 5), total("i", ISIS, 6), parties=(RUSSIA, ISIS, TURKEY))
    cell = what.rows[0].cells[2]
    assert (cell.kind, cell.figure) == ("lacking", "not published")
    assert cell.notes == ("this table has no row for Turkish forces: [1]",)
    assert all(one.figure != "0" for row in what.rows for one in row.cells)
    assert {one.figure for one in what.rows[5].cells} == {"not published"}


def test_a_joint_total_is_in_no_column(worded) -> None:
    """What two parties are named for together is told below the table and given to neither."""
    what = worded(total("r", RUSSIA, 5), total("both", f"{RUSSIA};{ISIS}", 900, attribution="joint"))
    assert what.rows[0].cells[0].figure == "5"
    assert (what.rows[0].cells[1].kind, what.rows[0].cells[1].figure) == ("jointly", "only together with others")
    assert all("900" not in cell.figure for row in (*what.rows, *what.governorates) for cell in row.cells)
    assert what.governorates == ()
    assert any("in no party’s column" in note and "at least 900" in note for note in what.notes)


def test_a_rank_is_shown_as_a_rank(worded) -> None:
    """ "1st" stands where only an order is published, with no number beside it and none inferred."""
    what = worded(total("r", RUSSIA, 100), rank("r1", RUSSIA, 1, "SY02"), rank("r2", RUSSIA, 2, "SY07"))
    assert [(row.label, row.cells[0].figure, row.cells[0].bound) for row in what.governorates] == [("Aleppo", "1st", ""), ("Idlib", "2nd", "")]
    assert {row.cells[0].notes for row in what.governorates} == {("a rank, no number",)}
    assert what.areas[0] == "no part and whole"


@pytest.mark.parametrize(("place", "said"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (21, "21st"), (113, "113th")])
def test_ordinals(place: int, said: str) -> None:
    """Places in an order as they are read."""
    assert ordinal(place) == said


def test_nothing_is_added_across_origins() -> None:
    """Two origins of apart windows: each picture has its own figure only, the one with most cells first."""
    rows = (
        total("a", RUSSIA, 10, ("2016-01-01", "2016-01-31")),
        total("b", RUSSIA, 7, ("2017-01-01", "2017-01-31"), origin_ids="sohr", source_url="https://example.org/other"),
        total("c", ISIS, 4, ("2016-01-01", "2016-01-31")),
    )
    found = asked(*rows)
    assert found.origins == (("snhr", 2), ("sohr", 1))
    assert [cell.at_least for cell in cells(found, "civilians")] == [10, 4]
    other = asked(*rows, origin="sohr")
    assert [(cell.kind, cell.at_least) for cell in cells(other, "civilians")] == [("total", 7), ("none", None)]


def test_totals_of_one_origin_that_count_nobody_twice_are_added_and_said(worded) -> None:
    """Two months of one page: at least their sum, in two windows with gaps, with the largest single total; or one total as published."""
    rows = (total("a", RUSSIA, 10, ("2016-01-01", "2016-01-31"), bound="stated"), total("b", RUSSIA, 7, ("2016-03-01", "2016-03-31")))
    cell = worded(*rows).rows[0].cells[0]
    assert (cell.bound, cell.figure) == ("at least", "17")
    assert cell.window == "1 Jan 2016 – 31 Mar 2016, in 2 windows with gaps"
    assert cell.notes == ("2 totals added (civilians)", "largest single total: 10, 1 Jan 2016 – 31 Jan 2016")
    single = worded(*rows, shown=Shown.PRINTED).rows[0].cells[0]
    assert (single.bound, single.figure, single.notes) == ("stated", "10", ("its totals together: at least 17",))


def test_parts_say_how_much_of_their_whole_they_hold(worded) -> None:
    """Children and women of one page and window hold n of m; of another window there is no share; the rest is not inferred."""
    whole, parts = total("w", RUSSIA, 100), [total("c", RUSSIA, 20, victim_class="children"), total("f", RUSSIA, 15, victim_class="women")]
    assert worded(whole, *parts).classes[0] == "parts shown hold 35 of 100"
    later = total("c", RUSSIA, 20, ("2015-09-30", "2016-12-31"), victim_class="children")
    assert worded(total("w", RUSSIA, 100), later).classes[0] == "parts and whole are not of one count and window: no share"


def test_governorates_say_how_much_of_the_country_they_hold(worded) -> None:
    """Two governorates beside the country: n of m; a governorate that is not published is not listed as zero."""
    rows = (total("w", RUSSIA, 100), total("a", RUSSIA, 30, area_pcodes="SY02"), total("b", RUSSIA, 20, area_pcodes="SY07"))
    what = worded(*rows)
    assert what.areas[0] == "parts shown hold 50 of 100"
    assert [row.label for row in what.governorates] == ["Aleppo", "Idlib"]


def test_a_total_of_less_than_its_row_says_so(worded) -> None:
    """A figure of one governorate, or of one means, in a row of the whole is marked."""
    what = worded(total("r", RUSSIA, 8, area_pcodes="SY11"), total("i", ISIS, 6, means="airstrike"))
    assert what.rows[0].cells[0].notes == ("in Raqqa only",)
    assert what.rows[0].cells[1].notes == ("civilians killed (airstrike)",)


def test_totals_beyond_the_dates_are_in_no_cell(worded) -> None:
    """A total that reaches out of the dates asked for is not shown as if it were of them; its cell says that there are others."""
    what = worded(total("r", RUSSIA, 8, FORTY), total("i", ISIS, 6), window=Window(start=date(2015, 1, 1)))
    assert [(cell.kind, cell.figure) for cell in what.rows[0].cells] == [("outside", "for other dates only"), ("total", "6")]


def test_an_approximate_figure_stays_about(worded) -> None:
    """ "About 679" is shown as such and as no "at least"."""
    cell = worded(total("r", RUSSIA, 679, bound="about", value_max=679), total("i", ISIS, 6)).rows[0].cells[0]
    assert (cell.kind, cell.bound, cell.figure) == ("approximate", "about", "679")


def test_every_picture_says_that_sizes_must_not_be_compared(worded) -> None:
    """The coverage of the incidents, the sample sentence and the sources are on it, in both languages."""
    for language, said in (("en", "sizes of parties must not be compared"), ("ar", "لا تجوز مقارنة أحجام الأطراف")):
        what = worded(total("r", RUSSIA, 8), total("i", ISIS, 6), language=language)
        assert said in what.notes[-1]
        assert "A test." in what.notes
        assert what.sources[0].startswith("[1] Example: Table of parties")


def test_leaving_totals_aside_changes_no_answer(bundled) -> None:
    """Comparing asks only the totals that name a party; the bundled totals as a whole give the same bounds."""
    for party in (RUSSIA, ISIS, Perpetrator.SYRIAN_GOVERNMENT):
        found = compared(bundled.relations, (party, TURKEY), EVERY_DAY, origin="snhr")
        for key, question in (("civilians", Question(perpetrators=(party,))), ("children", Question(perpetrators=(party,), victim_class="children"))):
            whole = next(one for one in supported(bundled.relations, question) if one.origin == "snhr")
            cell = cells(found, key)[0]
            assert (cell.at_least, set(cell.of)) == (whole.at_least, set(whole.used))


def test_the_bundled_totals_give_the_published_comparison(bundled) -> None:
    """To July 2016 the cells are those of the report that compares Russian forces with ISIS, each with its own window."""
    found = compared(bundled.relations, (RUSSIA, ISIS), Window(end=date(2016, 7, 31)))
    assert [[cell.at_least for cell in row.cells] for row in found.rows[:5]] == [[2704, 2686], [746, 368], [514, 323], [28, 34], [10, 57]]
    assert {differ_in_words(row) for row in found.rows[:5]} == {"windows differ: 10 months against 40"}
    assert [(share.parts, share.whole) for share in found.classes] == [(1260, 2704), (691, 2686)]
