"""Single cells as documenters type them → numbers, days, degrees and parties; or a reason why not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo_app.readers.values.counts import Count, read_count
from geo_app.readers.values.days import Days, is_ambiguous, proven_order, read_days
from geo_app.readers.values.degrees import Degrees, read_degrees, read_pair
from geo_app.readers.values.kinds import read_event_type, read_target
from geo_app.readers.values.parties import ALIASES, read_parties
from geo_app.readers.values.plain import Unread

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("cell", "low", "high", "bound"),
    [
        ("12", 12, 12, "stated"),
        ("0", 0, 0, "stated"),
        ("007", 7, 7, "stated"),
        ("12.0", 12, 12, "stated"),
        ("1,083", 1083, 1083, "stated"),
        ("1 083", 1083, 1083, "stated"),
        ("1\u202f083", 1083, 1083, "stated"),
        ("1.083", 1083, 1083, "stated"),
        ("1'083", 1083, 1083, "stated"),
        ("١٠", 10, 10, "stated"),
        ("۱۲", 12, 12, "stated"),
        ("١٬٠٨٣", 1083, 1083, "stated"),
        ("12 civilians", 12, 12, "stated"),
        ("١٢ قتيلاً", 12, 12, "stated"),
        ("10-15", 10, 15, "between"),
        ("10 – 15", 10, 15, "between"),
        ("10 to 15", 10, 15, "between"),
        ("between 10 and 15", 10, 15, "between"),
        ("بين ١٠ و١٥", 10, 15, "between"),
        ("at least 10", 10, None, "at_least"),
        ("no less than 2,704 civilians", 2704, None, "at_least"),
        ("10+", 10, None, "at_least"),
        ("على الأقل 10", 10, None, "at_least"),
        ("ما لا يقل عن ١٠", 10, None, "at_least"),
        ("more than 10", 11, None, "at_least"),
        (">10", 11, None, "at_least"),
        ("أكثر من 10", 11, None, "at_least"),
        ("up to 60", None, 60, "at_most"),
        ("less than 10", None, 9, "at_most"),
        ("~20", 20, 20, "about"),
        ("about 20", 20, 20, "about"),
        ("حوالي ٢٠", 20, 20, "about"),
        ("10?", 10, 10, "about"),
        ("dozens", None, None, "vague"),
        ("several families", None, None, "vague"),
        ("العشرات", None, None, "vague"),
        ("", None, None, None),
        ("n/a", None, None, None),
        ("unknown", None, None, None),
        ("غير معروف", None, None, None),
        ("-", None, None, None),
    ],
)
def test_counts(cell: str, low: int | None, high: int | None, bound: str | None) -> None:
    """A number keeps its bound; what is not known is no number, and never 0."""
    found = read_count(cell)
    assert isinstance(found, Count), found
    assert (found.low, found.high, found.bound) == (low, high, bound)
    assert bool(found.doubt) == (bound not in {"stated", None} or cell in {"1.083", "1'083", "12 civilians", "١٢ قتيلاً"} or (bound is None and cell != ""))


@pytest.mark.parametrize(
    "cell",
    [
        "-3",
        "3.5",
        "1,08",
        "1O",
        "l2",
        "1²",
        "14[3]",
        "12*",
        "Ⅻ",
        "½",
        "0x0C",
        "12+20",
        "$12",
        "inf",
        "1e3",
        "99999999",
        "TRUE",
        "15-Oct",
        "2016-10-15",
        "15-10",
        "1٢",
        "[4]",
    ],
)
def test_what_is_no_count(cell: str) -> None:
    """Whatever can be read in two ways, or is no number of persons, is refused with a reason."""
    found = read_count(cell)
    assert isinstance(found, Unread), found
    assert found.reason


@pytest.mark.parametrize(
    ("cell", "start", "end", "precision"),
    [
        ("2016-03-15", "2016-03-15", "2016-03-15", "day"),
        ("2016/3/5", "2016-03-05", "2016-03-05", "day"),
        ("15.03.2016", "2016-03-15", "2016-03-15", "day"),
        ("05/05/2016", "2016-05-05", "2016-05-05", "day"),
        ("15 March 2016", "2016-03-15", "2016-03-15", "day"),
        ("March 15, 2016", "2016-03-15", "2016-03-15", "day"),
        ("30 Sept. 2015", "2015-09-30", "2015-09-30", "day"),
        ("15 آذار 2016", "2016-03-15", "2016-03-15", "day"),
        ("10 كانون الثاني 2016", "2016-01-10", "2016-01-10", "day"),
        ("10 كانون الأول 2016", "2016-12-10", "2016-12-10", "day"),
        ("10 تشرين الأول 2016", "2016-10-10", "2016-10-10", "day"),
        ("١٥ مارس ٢٠١٦", "2016-03-15", "2016-03-15", "day"),
        ("15 نيسان/أبريل 2016", "2016-04-15", "2016-04-15", "day"),
        ("42444", "2016-03-15", "2016-03-15", "day"),
        ("2016-03-15 00:00:00", "2016-03-15", "2016-03-15", "day"),
        ("\u200f2016-03-15\u200f", "2016-03-15", "2016-03-15", "day"),
        ("Tuesday, 15 March 2016", "2016-03-15", "2016-03-15", "day"),
        ("Tue 2016-03-15", "2016-03-15", "2016-03-15", "day"),
        ("الثلاثاء 15 آذار 2016", "2016-03-15", "2016-03-15", "day"),
        ("يوم الثلاثاء، 15 آذار 2016", "2016-03-15", "2016-03-15", "day"),
        ("12-15 March 2016", "2016-03-12", "2016-03-15", "days"),
        ("2016-03-12 to 2016-03-15", "2016-03-12", "2016-03-15", "days"),
        ("28 February - 2 March 2016", "2016-02-28", "2016-03-02", "days"),
        ("early March 2016", "2016-03-01", "2016-03-10", "days"),
        ("end of July 2016", "2016-07-21", "2016-07-31", "days"),
        ("نهاية تموز 2016", "2016-07-21", "2016-07-31", "days"),
        ("July 2016", "2016-07-01", "2016-07-31", "month"),
        ("آذار 2016", "2016-03-01", "2016-03-31", "month"),
        ("2016-02", "2016-02-01", "2016-02-29", "month"),
        ("2012", "2012-01-01", "2012-12-31", "year"),
    ],
)
def test_days(cell: str, start: str, end: str, precision: str) -> None:
    """A date keeps its span and how exactly it is known."""
    found = read_days(cell, today=TODAY)
    assert isinstance(found, Days), found
    assert (str(found.start), str(found.end), found.precision) == (start, end, precision)
    assert precision == "day" or found.doubt


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("03/04/2016", "day/month or month/day"),
        ("2016-13-01", "no day of the calendar"),
        ("2015-02-29", "no day of the calendar"),
        ("1437-06-10", "2016-03-19"),
        ("١٠/٦/١٤٣٧", "Hijri"),
        ("10 جمادى الآخرة 1437", "Hijri"),
        ("2031-05-01", "future"),
        ("0016-03-15", "before 1900"),
        ("15/03/16", "two digits"),
        ("yesterday", "not a date"),
        ("Yesterday 5 May 2016", "not a date"),
        ("before 2016-03-15", "only before or after"),
        ("since April 2019", "only before or after"),
        ("2016-03-15/2016-03-12", "ends before"),
        ("1458000000", "not a date"),
        ("2016-03-15T24:00", "not a date"),
    ],
)
def test_what_is_no_date(cell: str, says: str) -> None:
    """What cannot be read, or only by guessing, is refused with the reason, and a Hijri date with the day it is about."""
    found = read_days(cell, today=TODAY)
    assert isinstance(found, Unread), found
    assert says in found.reason


@pytest.mark.parametrize(
    ("cell", "doubt"),
    [
        ("Tuesday 15 March 2016", ""),
        ("Monday 15 March 2016", "day of the week"),
        ("الأحد 15 آذار 2016", "day of the week"),
        ("2016-03-15T22:30:00Z", "in Damascus it was 2016-03-16"),
        ("2016-03-15T21:30:00Z", ""),
        ("2016-07-15T21:30:00Z", "in Damascus it was 2016-07-16"),
        ("2016-03-15T00:00:00Z", ""),
        ("2016-03-15T00:00:00+03:00", ""),
        ("2016-03-15T00:00:00+08:00", "in Damascus it was 2016-03-14"),
        ("2016-03-15T18:00:00-05:00", "in Damascus it was 2016-03-16"),
        ("2016-03-15T10:00:00+01:00", ""),
    ],
)
def test_a_day_that_its_own_cell_contradicts_is_doubtful(cell: str, doubt: str) -> None:
    """A day of the week that does not fit, and an hour of another zone that was another day in Damascus, are said."""
    found = read_days(cell, today=TODAY)
    assert isinstance(found, Days)
    assert (doubt in found.doubt) if doubt else not found.doubt
    assert str(found.start) == ("2016-07-15" if "07-15" in cell else "2016-03-15")


def test_the_order_of_day_and_month_is_proven_by_the_file_or_asked_for() -> None:
    """One 25/12 decides for the whole column, both orders decide nothing, and a mixed column is a weak proof."""
    none: frozenset[str] = frozenset()
    assert proven_order(["25/12/2016", "03/04/2016"]) == (True, none)
    assert proven_order(["12/25/2016"]) == (False, none)
    assert proven_order(["03/04/2016"]) == (None, none)
    assert proven_order(["31/02/2016", "03/04/2016"]) == (None, none)
    assert proven_order(["25/12/2016", "12/25/2016"]) == (None, none)
    assert proven_order(["25/12/2016", "2016-03-15"]) == (True, {"/"})
    assert proven_order(["12.25.2016", "03.04.2016"]) == (None, {"."})
    assert proven_order(["25.12.2016", "03.04.2016"]) == (None, none)
    assert proven_order(["2016-25-12", "2016-05-06"]) == (None, {"year"})
    assert proven_order(["2016-25-12", "2016-05-26"]) == (None, none)
    assert [is_ambiguous(cell, frozenset({"."})) for cell in ("03.04.2016", "03/04/2016", "13.04.2016", "04.04.2016")] == [True, False, False, False]
    assert is_ambiguous("2016-05-06", frozenset({"year"}))
    assert str(read_days("03/04/2016", today=TODAY, day_first=True).start) == "2016-04-03"  # type: ignore[union-attr]
    assert str(read_days("03/04/2016", today=TODAY, day_first=False).start) == "2016-03-04"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("cell", "value"),
    [("35.1234", 35.1234), ("35,1234", 35.1234), ("٣٥٫١٢٣٤", 35.1234), ("36.2N", 36.2), ("35°12'30\"N", 35.208333), ("", None), ("-35.2", -35.2)],
)
def test_degrees(cell: str, value: float | None) -> None:
    """Degrees in the ways that spreadsheets, phones and maps write them."""
    found = read_degrees(cell, most=90)
    assert isinstance(found, Degrees)
    assert found.value == value


@pytest.mark.parametrize("cell", ["abc", "91", "3595084", "351234", "inf", "nan°", "35°70'00\""])
def test_what_are_no_degrees(cell: str) -> None:
    """Metres, scaled numbers and words are refused, not moved to Africa."""
    assert isinstance(read_degrees(cell, most=90), Unread)


def test_both_coordinates_in_one_cell() -> None:
    """Latitude first, as maps copy them."""
    assert read_pair("35.95, 38.99") == (35.95, 38.99)
    assert read_pair("35.95") is None


@pytest.mark.parametrize(
    ("cell", "codes", "attribution"),
    [
        ("Syrian regime", ["syrian_government"], "sole"),
        ("قوات النظام السوري", ["syrian_government"], "sole"),
        ("Russian forces", ["russian_forces"], "sole"),
        ("داعش", ["isis"], "sole"),
        ("قسد", ["sdf"], "sole"),
        ("Syrian-Russian alliance", ["syrian_government", "russian_forces"], "joint"),
        ("Syrian regime and Russia", ["syrian_government", "russian_forces"], "joint"),
        ("قوات النظام السوري وروسيا", ["syrian_government", "russian_forces"], "joint"),
        ("Syrian or Russian Forces", ["syrian_government", "russian_forces"], "alternative"),
        ("Russia / Syrian regime", ["syrian_government", "russian_forces"], "alternative"),
        ("unknown", [], "unknown"),
        ("terrorists", [], "unknown"),
        ("unidentified gunmen", [], "unknown"),
        ("جهة مجهولة", [], "unknown"),
        ("Some unheard-of brigade", [], "unknown"),
        ("", [], "unknown"),
    ],
)
def test_parties(cell: str, codes: list[str], attribution: str) -> None:
    """Several parties joined by "and" are joint, by "or" alternative; nobody named is nobody, whoever wrote it."""
    found = read_parties(cell)
    assert (list(found.codes), found.attribution) == (codes, attribution)
    assert bool(found.doubt) == (attribution == "alternative" or "brigade" in cell)


def test_a_hedge_is_kept_for_every_party() -> None:
    """ "Alleged" and "suspected" make a belief of a statement, whoever it is about."""
    for names in ALIASES.values():
        assert read_parties(f"alleged {names[0]}").hedged
        assert read_parties(f"alleged {names[0]}").codes == read_parties(names[0]).codes


def test_means_and_targets() -> None:
    """The most particular word of a cell decides; what is not recognised is ``other``, nothing is ``unknown``."""
    assert [read_event_type(t) for t in ("Airstrike with cluster munition", "برميل متفجر", "قصف مدفعي", "knife", "")] == [
        "cluster_munition",
        "barrel_bomb",
        "shelling",
        "other",
        "unknown",
    ]
    assert [read_target(t) for t in ("Field hospital", "مدرسة", "marketplace", "bus", "")] == ["hospital", "school", "market", "other", "unknown"]


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No cell is an exception, and no number comes out of a cell without a digit."""
    count = read_count(text)
    assert isinstance(count, Count | Unread)
    if isinstance(count, Count) and (count.low is not None or count.high is not None):
        assert any(ch.isdecimal() for ch in text)
    assert isinstance(read_days(text, today=TODAY), Days | Unread)
    assert isinstance(read_degrees(text, most=180), Degrees | Unread)
    read_parties(text)


@given(st.integers(0, 200_000))
def test_every_whole_number_is_itself(number: int) -> None:
    """A count is never changed, with or without thousands marks, in Latin or Arabic digits."""
    arabic = str(number).translate({ord(str(d)): "٠١٢٣٤٥٦٧٨٩"[d] for d in range(10)})
    for text in (str(number), f"{number:,}", arabic, f"{number}.0"):
        found = read_count(text)
        assert isinstance(found, Count)
        assert (found.low, found.high) == (number, number)


@given(st.dates(date(2011, 1, 1), TODAY))
def test_every_day_is_itself(day: date) -> None:
    """A day written with its year first, or with the name of its month, is that day."""
    for text in (day.isoformat(), day.strftime("%d %B %Y"), day.strftime("%B %d, %Y"), day.strftime("%d.%m.%Y")):
        found = read_days(text, today=TODAY)
        assert isinstance(found, Days), (text, found)
        assert (found.start, found.end) == (day, day)
