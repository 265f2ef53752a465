"""A cell with a date → the span of days it means, or why none. Day and month are never guessed: a file proves their order, or a person says it."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel import Locale
from hijridate import Hijri

from geo_app.names import fold_word
from geo_app.readers.values.plain import Unread, is_missing, plain
from geo_app.vocabulary import DatePrecision

if TYPE_CHECKING:
    from collections.abc import Iterable

FIRST_LIKELY = date(2011, 1, 1)
"""Before it a date is kept with a doubt: the conflict that this is about began in 2011."""
_EARLIEST = date(1900, 1, 1)
_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = (40_179, 60_000)
"""Serial days of spreadsheets that are taken for dates: 1 January 2010 to 2064."""
_HIJRI_YEARS = range(1390, 1500)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})")
_SHORT = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}")
_STAMP = re.compile(r"(.{6,}?)(?:T|,? )(\d{1,2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*(am|pm|ص|م)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?", re.IGNORECASE)
_YEAR = re.compile(r"(?:in |during |عام |سنة )?(\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})/(\d{4})")
YEAR = "year"
"""The kind of dates that begin with their year."""
_DASH = r"\s*(?:-|–|—|to|until|through|and|الى|إلى|حتى)\s*"
_WORD_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]([^\d,]{2,20}?)[ ,-]+(\d{4})\s*[مم]?", re.IGNORECASE)
_DAY_WORD = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.IGNORECASE)
_WORD_MONTH = re.compile(r"(?:in |during |شهر )?([^\d,]{2,20}?)[ ,/-]+(\d{4})")
_PART_OF = (
    (re.compile(r"(?:early|(?:the )?(?:beginning|start) of|أوائل|بداية|مطلع)[ -]+(.*)", re.IGNORECASE), 1, 10),
    (re.compile(r"(?:mid|(?:the )?middle of|منتصف|أواسط)[ -]+(.*)", re.IGNORECASE), 11, 20),
    (re.compile(r"(?:late|(?:the )?end of|أواخر|نهاية)[ -]+(.*)", re.IGNORECASE), 21, 31),
)
_DAYS_OF_MONTH = re.compile(rf"(?:from |between )?(\d{{1,2}}){_DASH}(\d{{1,2}})(?:st|nd|rd|th)?[ -]([^\d,]{{2,20}}?)[ ,-]+(\d{{4}})", re.IGNORECASE)
_OPEN_END = re.compile(r"(?:before|until|by|after|since|from|prior to|no later than|قبل|بعد|منذ|حتى)\b.*", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:from |between |من |بين )?(.{4,30}?)(?:/|\s+(?:-|–|—|to|until|through|and|الى|إلى|حتى|و)\s*| ?[–—] ?)(.{4,30})", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:يوم )?([^\d\W]{3,12})\.?[,،]? (?=\S)")
_HERE = ZoneInfo("Asia/Damascus")
_MONTHS_OF_HIJRI = ("محرم", "صفر", "ربيع", "جمادى", "جمادي", "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذي القعدة", "ذو الحجة", "ذي الحجة")


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """First and last possible day, both included (None where the cell is empty), how exactly, and a doubt to show ("" for none)."""

    start: date | None = None
    end: date | None = None
    precision: DatePrecision | None = None
    doubt: str = ""


@cache
def _months() -> dict[str, int]:
    """Return folded month names → number: English, Levantine Arabic (CLDR ``ar_SY``), Egyptian Arabic (CLDR ``ar``) and their usual variants."""
    found: dict[str, int] = {}
    for locale, widths in (("en", ("wide", "abbreviated")), ("ar", ("wide",)), ("ar_SY", ("wide",)), ("fr", ("wide",))):
        for width in widths:
            for number, name in Locale.parse(locale).months["format"][width].items():
                found[_folded(str(name))] = number
    extra = {"sept": 9, "تشرين اول": 10, "تشرين ثاني": 11, "كانون اول": 12, "كانون ثاني": 1, "تشرين 1": 10, "تشرين 2": 11, "كانون 1": 12, "كانون 2": 1}
    return found | {_folded(name): number for name, number in extra.items()}


def _folded(name: str) -> str:
    return " ".join(fold_word(word) if not word.isascii() else word.lower().rstrip(".") for word in name.replace("ال", " ").split())


@cache
def _weekdays() -> dict[str, int]:
    """Return folded names of the days of the week → number (Monday is 0), in English and Arabic."""
    found: dict[str, int] = {}
    for locale, widths in (("en", ("wide", "abbreviated")), ("ar", ("wide",))):
        for width in widths:
            found |= {_folded(str(name)): number for number, name in Locale.parse(locale).days["format"][width].items()}
    return found | {"tues": 1, "thur": 3, "thurs": 3}


def _without_weekday(text: str) -> tuple[str, int | None]:
    """Return a date without the day of the week before it, and that day's number; the text itself where none stands there."""
    found = _WEEKDAY.match(text)
    number = _weekdays().get(_folded(found.group(1))) if found else None
    return (text, None) if found is None or number is None else (text[found.end() :], number)


def _month(name: str) -> int | None:
    """Return the number of a month; of two names for one ("نيسان/أبريل") that of both."""
    found = {_months().get(_folded(part.strip())) for part in re.split(r"[/()]", name) if part.strip()}
    return found.pop() if len(found) == 1 else None


def _month_span(year: int, month: int, first: int = 1, last: int = 31) -> tuple[date, date]:
    return date(year, month, first), date(year, month, min(last, calendar.monthrange(year, month)[1]))


def _day(year: int, month: int, day: int) -> Days | Unread:
    try:
        one = date(year, month, day)
    except ValueError:
        return Unread("is no day of the calendar")
    return Days(start=one, end=one, precision=DatePrecision.DAY)


def _hijri(year: int, month: int, day: int) -> Unread:
    try:
        means = Hijri(year, month, day).to_gregorian()
        proposal = f"; it is about {date(means.year, means.month, means.day).isoformat()}: write that if it is meant"
    except (ValueError, OverflowError):
        proposal = ""
    return Unread(f"is in the Hijri calendar, whose days differ by country{proposal}")


def _two(first: int, second: int, year: int, sign: str, *, day_first: bool | None) -> Days | Unread:
    """Return a date of two numbers and a year; with dots the day stands first."""
    if first == second:
        return _day(year, first, second)
    if sign == "." or day_first:
        day, month = first, second
    elif day_first is False:
        day, month = second, first
    else:
        return Unread("can be read as day/month or month/day and no date of the file decides: say which (--dates day-first or month-first)")
    if month > 12 >= day:  # noqa: PLR2004 - months
        return Unread("has the other order of day and month than the rest of the file; write it as year-month-day")
    return _day(year, month, day)


def _numbers(text: str, *, day_first: bool | None) -> Days | Unread | None:
    """Return a date written in numbers alone; None where it is not."""
    found = _ISO.fullmatch(text) or _YEAR_FIRST.fullmatch(text)
    if found is not None:
        year, month, day = (int(part) for part in found.groups())
        return _hijri(year, month, day) if year in _HIJRI_YEARS else _day(year, month, day)
    found = _NUMERIC.fullmatch(text)
    if found is not None:
        first, second, year = int(found.group(1)), int(found.group(3)), int(found.group(4))
        return _hijri(year, second, first) if year in _HIJRI_YEARS else _two(first, second, year, found.group(2), day_first=day_first)
    if _SHORT.fullmatch(text):
        return Unread("has a year of two digits; write it as year-month-day")
    found = re.fullmatch(r"(20[012]\d)([01]\d)([0-3]\d)", text)
    if found is not None:
        year, month, day = (int(part) for part in found.groups())
        return _doubted(_day(year, month, day), "read as year, month and day")
    found = re.fullmatch(r"(\d{5})(?:\.\d+)?", text)
    if found is not None and _SERIALS[0] <= int(found.group(1)) < _SERIALS[1]:
        one = _SERIAL_ZERO + timedelta(days=int(found.group(1)))
        return Days(start=one, end=one, precision=DatePrecision.DAY, doubt=f"is a spreadsheet's serial number, read as {one.isoformat()}")
    return None


def _doubted(days: Days | Unread, doubt: str) -> Days | Unread:
    return replace(days, doubt=doubt) if isinstance(days, Days) else days


def _words(text: str) -> Days | Unread | None:
    """Return a day written with the name of its month; None where it is none."""
    found = _WORD_DAY.fullmatch(text)
    day, name, year = found.groups() if found else (None, None, None)
    if found is None:
        found = _DAY_WORD.fullmatch(text)
        name, day, year = found.groups() if found else (None, None, None)
    if found is None or name is None or year is None or day is None:
        return None
    month = _month(name)
    if month is None:
        return Unread("is in the Hijri calendar; write its Gregorian day") if _is_hijri(text) else None
    return _hijri(int(year), month, int(day)) if int(year) in _HIJRI_YEARS else _day(int(year), month, int(day))


def _is_hijri(text: str) -> bool:
    return any(month in text for month in _MONTHS_OF_HIJRI) or bool(re.search(r"\b1[34]\d\d\b", text)) or text.rstrip().endswith(("هـ", "AH"))


def _coarse(text: str) -> Days | Unread | None:
    """Return a part of a month, a month or a year; None where it is none."""
    for pattern, first, last in _PART_OF:
        found = pattern.fullmatch(text)
        month = _coarse(found.group(1)) if found else None
        if isinstance(month, Days) and month.start is not None and month.precision is DatePrecision.MONTH:
            start, end = _month_span(month.start.year, month.start.month, first, last)
            return Days(start=start, end=end, precision=DatePrecision.DAYS, doubt=f"read as {start.isoformat()} to {end.isoformat()}")
    year = month_number = None
    if found := _YEAR_MONTH.fullmatch(text):
        year, month_number = int(found.group(1)), int(found.group(2))
    elif found := _MONTH_YEAR.fullmatch(text):
        month_number, year = int(found.group(1)), int(found.group(2))
    elif (found := _WORD_MONTH.fullmatch(text)) and _month(found.group(1)):
        year, month_number = int(found.group(2)), _month(found.group(1))
    if year is not None and month_number is not None and 1 <= month_number <= 12 and year >= _EARLIEST.year:  # noqa: PLR2004 - months
        start, end = _month_span(year, month_number)
        return Days(start=start, end=end, precision=DatePrecision.MONTH, doubt="names a month, not a day: the whole month is kept")
    found = _YEAR.fullmatch(text)
    if found is not None and int(found.group(1)) >= _EARLIEST.year:
        year = int(found.group(1))
        return Days(start=date(year, 1, 1), end=date(year, 12, 31), precision=DatePrecision.YEAR, doubt="names a year, not a day: the whole year is kept")
    return None


def _span(text: str, *, day_first: bool | None) -> Days | Unread | None:
    """Return the days between two dates; None where the cell holds no two."""
    first: Days | Unread | None
    last: Days | Unread | None
    found = _DAYS_OF_MONTH.fullmatch(text)
    if found is not None and _month(found.group(3)):
        first, last = (_day(int(found.group(4)), _month(found.group(3)) or 0, int(found.group(at))) for at in (1, 2))
    else:
        between = _BETWEEN.fullmatch(text)
        if between is None:
            return None
        last = _one(between.group(2), day_first=day_first)
        start = between.group(1)
        if isinstance(last, Days) and last.end is not None and not re.search(r"\d{4}", start):
            start = f"{start} {last.end.year}"
        first = _one(start, day_first=day_first)
    if not isinstance(first, Days) or not isinstance(last, Days) or first.start is None or last.end is None:
        return None
    if last.end < first.start:
        return Unread("ends before it starts")
    precision = DatePrecision.DAY if last.end == first.start else DatePrecision.DAYS
    return Days(start=first.start, end=last.end, precision=precision, doubt=f"read as {first.start.isoformat()} to {last.end.isoformat()}")


def _one(text: str, *, day_first: bool | None) -> Days | Unread | None:
    return _numbers(text, day_first=day_first) or _words(text) or _coarse(text)


@dataclass(frozen=True, slots=True)
class _Clock:
    """The time of a time stamp and how far its zone is from UTC (None: it states no zone)."""

    time: time
    zone: str
    offset: timedelta | None


def _stamped(text: str) -> tuple[str, _Clock | None]:
    """Return a time stamp's day and its time; the text itself where it is none."""
    found = _STAMP.fullmatch(text)
    if found is None or int(found.group(3)) > 59 or int(found.group(2)) > 23:  # noqa: PLR2004 - minutes, hours
        return text, None
    zone = found.group(5) or ""
    numbers = re.fullmatch(r"([+-])(\d{2}):?(\d{2})", zone)
    offset = timedelta() if zone else None
    if numbers is not None:
        offset = (-1 if numbers.group(1) == "-" else 1) * timedelta(hours=int(numbers.group(2)), minutes=int(numbers.group(3)))
    return found.group(1), _Clock(time(int(found.group(2)), int(found.group(3))), zone, offset)


def _elsewhere(day: date, clock: _Clock | None) -> str:
    """Return the doubt that the day of a time stamp with a zone was another one in Damascus; "" where it was the same.

    Midnight within three hours of UTC is how programs write a day without a time, and says nothing of the zone.
    """
    if clock is None or clock.offset is None or abs(clock.offset) >= timedelta(hours=24):
        return ""
    if clock.time == time() and abs(clock.offset) <= timedelta(hours=3):
        return ""
    there = datetime.combine(day, clock.time, tzinfo=timezone(clock.offset)).astimezone(_HERE).date()
    if there == day:
        return ""
    return f"has a time in another zone ({clock.zone}): the day there is kept; in Damascus it was {there.isoformat()}"


def read_days(cell: str, *, today: date, day_first: bool | None = None) -> Days | Unread:
    """Return the days that a cell means.

    Args:
        cell: ISO 8601, numbers with a year of four digits, month names in English, French and Arabic (Levantine and Egyptian), months, years,
            parts of months, ranges, or a spreadsheet's serial number.
        today: what lies after it is refused.
        day_first: the order of day and month that the file proves or a person said; None where neither.

    Hijri dates, relative words, and what only says "before" or "since" are ``Unread`` with the reason. Empty: no days.
    """
    text = plain(cell)
    if is_missing(text):
        return Days()
    text, clock = _stamped(text)
    text, weekday = _without_weekday(text)
    found = _one(text, day_first=day_first) or _span(text, day_first=day_first)
    if found is None:
        return Unread(_why_not(text))
    if isinstance(found, Unread):
        return found
    doubt = _elsewhere(found.start, clock) if found.start is not None and found.start == found.end else ""
    if weekday is not None and found.start is not None and found.start == found.end and found.start.weekday() != weekday:
        doubt = "names a day of the week on which that date did not fall: check it"
    return _likely(found, today, doubt)


def _why_not(text: str) -> str:
    if _OPEN_END.fullmatch(text):
        return "says only before or after which day; give the first and the last possible day"
    if _is_hijri(text):
        return "is in the Hijri calendar, whose days differ by country; write its Gregorian day"
    return "is not a date that can be read; write it as year-month-day"


def _likely(days: Days, today: date, doubt: str) -> Days | Unread:
    """Return the days with a doubt of their time zone or of being before the conflict; refuse the future and what is before 1900."""
    if days.start is not None and days.start > today:
        return Unread("lies in the future")
    if days.start is not None and days.start < _EARLIEST:
        return Unread("lies before 1900")
    if not doubt and not days.doubt and days.start is not None and days.start < FIRST_LIKELY:
        doubt = "lies before 2011"
    return replace(days, doubt=doubt) if doubt else days


def _is_day(year: int, month: int, day: int) -> bool:
    return _EARLIEST.year <= year <= date.max.year and year not in _HIJRI_YEARS and isinstance(_day(year, month, day), Days)


def proven_order(cells: Iterable[str]) -> tuple[bool | None, frozenset[str]]:
    """Return the order of day and month that the dates of a column prove, and the kinds of dates that are doubtful all the same.

    True: the day stands first; False: the month does; None: they prove neither, or both. Doubtful are dates like 3/4/2016 (``/``) where other cells of
    the column are true dates or of another shape: a spreadsheet program that took some texts for dates may have exchanged their day and month; those
    with dots (``.``) where one of them has its month first; and those that begin with the year (``year``) where such a one has its day second.
    """
    firsts = seconds = others = dots = False
    swapped = usual = 0
    for cell in cells:
        text = _stamped(plain(cell))[0]
        found = _NUMERIC.fullmatch(text)
        if found is None:
            others |= bool(text)
            year, one, other = (int(part) for part in led.groups()) if (led := _YEAR_FIRST.fullmatch(text)) else (0, 0, 0)
            swapped += one > 12 >= other and _is_day(year, other, one)  # noqa: PLR2004 - months
            usual += other > 12 >= one  # noqa: PLR2004 - as above
            continue
        one, other, year = int(found.group(1)), int(found.group(3)), int(found.group(4))
        # A date that is itself refused proves nothing.
        day_first, month_first = one > 12 >= other and _is_day(year, other, one), other > 12 >= one and _is_day(year, one, other)  # noqa: PLR2004 - as above
        if found.group(2) == ".":
            others = True
            dots |= month_first
        else:
            firsts |= day_first
            seconds |= month_first
    order = None if firsts == seconds else firsts
    doubtful = {"/": others and order is not None, ".": dots, YEAR: swapped > 1 or swapped > usual}
    return order, frozenset(kind for kind, is_so in doubtful.items() if is_so)


def is_ambiguous(cell: str, kinds: frozenset[str]) -> bool:
    """Return True where a date in numbers of one of these kinds (see ``proven_order``) could be read in both orders of day and month."""
    text = _stamped(plain(cell))[0]
    found, led = _NUMERIC.fullmatch(text), _YEAR_FIRST.fullmatch(text)
    if found is not None:
        kind, one, other = "." if found.group(2) == "." else "/", found.group(1), found.group(3)
    elif led is not None:
        kind, one, other = YEAR, led.group(2), led.group(3)
    else:
        return False
    return kind in kinds and int(one) != int(other) and int(one) <= 12 >= int(other)  # noqa: PLR2004 - months
