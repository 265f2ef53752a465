"""Single dates in a text: days, months and years, with the year that a date without one belongs to."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo_app.reports.document import Document

_MONTHS_EN = (
    {name.lower(): at for at, name in enumerate(calendar.month_name) if name}
    | {name.lower(): at for at, name in enumerate(calendar.month_abbr) if name}
    | {"sept": 9}
)
_MONTHS_AR = {
    "كانون الثاني": 1, "يناير": 1, "شباط": 2, "فبراير": 2, "اذار": 3, "مارس": 3, "نيسان": 4, "ابريل": 4, "ايار": 5, "مايو": 5, "حزيران": 6, "يونيو": 6,
    "تموز": 7, "يوليو": 7, "اب": 8, "اغسطس": 8, "ايلول": 9, "سبتمبر": 9, "تشرين الاول": 10, "اكتوبر": 10, "تشرين الثاني": 11, "نوفمبر": 11, "كانون الاول": 12, "ديسمبر": 12,
}  # fmt: skip
MONTH = "|".join(sorted([*_MONTHS_EN, *_MONTHS_AR], key=len, reverse=True))
DAY_MONTH = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of| من)?[ -](?P<m>{MONTH})\b\.?(?:\s*[/(]\s*(?:{MONTH})\)?)?(?:(?:,? | من عام | عام |-)(?P<y>\d{{4}}))?",
    re.IGNORECASE,
)
MONTH_DAY = re.compile(rf"\b(?P<m>{MONTH})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|,\d{{3}})(?:,? (?P<y>\d{{4}}))?", re.IGNORECASE)
MONTH_YEAR = re.compile(
    rf"(?:(?<!\w)|(?<=(?<!\w)و))(?:(?P<part>early|mid|late|the end of|end of|the beginning of|beginning of|the start of|نهايه|بدايه|منتصف|اواخر|اوايل|مطلع)[ -])?(?:شهر )?(?P<m>{MONTH})\b\.?(?:\s*[/(]\s*(?:{MONTH})\)?)?(?:(?: of)?,?\s*(?:من عام|عام|لعام|من العام)?\s*(?P<y>(?:19|20)\d\d))?(?!\d)",
    re.IGNORECASE,
)
ISO = re.compile(r"(?<![\d.])(20\d\d)([-./])(\d{2})\2(\d{2})(?![\d.]\d)")
NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](20\d\d)(?!\d)")
YEAR = re.compile(r"(?<![\w,.])(?:the year |(?:in|of) |عام |سنه |العام )?(20[012]\d)(?!\d|,\d{3})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Days that a text names: ``start, end`` (None: not said), the span of its words, and the rule by which they were resolved ("" as printed)."""

    start: date | None
    end: date | None
    at: int
    to: int
    basis: str = "stated"
    is_span: bool = False


def _month_days(year: int, month: int, part: str = "") -> tuple[date, date]:
    last = calendar.monthrange(year, month)[1]
    first, final = 1, last
    if re.search(r"early|beginning|start|بدايه|اوايل|مطلع", part):
        final = 10
    elif re.search(r"mid|منتصف", part):
        first, final = 11, 20
    elif re.search(r"late|اواخر", part):
        first = 21
    return date(year, month, first), date(year, month, final)


def number_of(month: str) -> int:
    """Return the number of a month by its name in either language; 0 where it is none."""
    return _MONTHS_EN.get(month.lower()) or _MONTHS_AR.get(month, 0)


_HEADER = 60
_MONTHS = 12


def printed_date(document: Document) -> tuple[date | None, tuple[int, int]]:
    """Return the day on which a text says that it was published, and its span: a full date among its first lines; None where it prints none."""
    text = document.folded.text
    head = text[:700]
    for line in re.finditer(r"[^\n]+", head):
        words = line.group().strip()
        lead = len(line.group()) - len(line.group().lstrip())
        full = [one for pattern in (ISO, DAY_MONTH, MONTH_DAY, NUMERIC) for one in pattern.finditer(words)]
        for one in full:
            day = full_day(one, text)
            if day is None:
                continue
            set_off = re.search(r"(?:[|:,;()\-]|^)\s*$", words[: one.start()]) is not None and re.match(r"\s*(?:$|[|,;()\-])", words[one.end() :]) is not None
            named = re.search(r"publish|posted|updated|date|as (?:of|at)\b|نشر|تاريخ", words[: one.start()][-40:], re.IGNORECASE) is not None
            alone = len(words) <= _HEADER or one.start() <= _HEADER or set_off or named
            told = re.search(r"(?:since|between|until|from|on|in|منذ|حتي|بين)\s+(?:the )?$", words[: one.start()], re.IGNORECASE) is not None
            whole = len(words) - (one.end() - one.start()) <= len("Published on ")
            if alone and (named or whole or not told):
                return day, (line.start() + lead + one.start(), line.start() + lead + one.end())
    return None, (0, 0)


def _month_of_report(document: Document) -> tuple[int, int] | None:
    """Return the year and month that stand in the title of a monthly report; None where it names none, or two."""
    titles = [one for one in document.sentences if one.title]
    found = {
        (int(one.group("y")), number_of(one.group("m")))
        for line in titles
        for one in MONTH_YEAR.finditer(document.folded.text, line.start, line.end)
        if one.group("y")
    }
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=8)
def _day_first(text: str) -> bool | None:
    """Return the order of a text's numeric dates where one of them proves it ("14/08/2025"); None where none does, or two contradict."""
    proven = {int(one.group(1)) > _MONTHS for one in NUMERIC.finditer(text) if max(int(one.group(1)), int(one.group(2))) > _MONTHS}
    return proven.pop() if len(proven) == 1 else None


def full_day(found: re.Match[str], text: str) -> date | None:
    """Return the day of a match of a full date; None where it lacks a year, is no day, or nothing in ``text`` proves its order."""
    try:
        if found.re is ISO:
            return date(int(found.group(1)), int(found.group(3)), int(found.group(4)))
        if found.re is NUMERIC:
            first, second, year = (int(part) for part in found.groups())
            day_first = _day_first(text)
            if day_first is None and first != second:
                return None
            return date(year, second, first) if day_first else date(year, first, second)
        said = found.group("y")
        return date(int(said), number_of(found.group("m")), int(found.group("d"))) if said else None
    except (ValueError, TypeError):
        return None


class Dates:
    """The days of one document: its printed date and the years that its own dates name resolve what lacks one."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.printed, self.printed_at = printed_date(document)
        self._month = _month_of_report(document) if self.printed is None else None
        self._years = sorted({int(one) for one in re.findall(r"(?<!\d)(20[12]\d)(?!\d)", document.folded.text)})

    def year_for(self, month: int, day: int = 1) -> tuple[int | None, str]:
        """Return the year of a date that prints none: the last such day before the printed date; else the only year that the text names."""
        if self.printed is not None:
            year = self.printed.year if (month, day) <= (self.printed.month, self.printed.day) else self.printed.year - 1
            return year, f"year from the date of the text, {self.printed.isoformat()}"
        if self._month is not None:
            year = self._month[0] if month <= self._month[1] else self._month[0] - 1
            return year, f"year from the month that heads the text, {self._month[0]}-{self._month[1]:02d}"
        same = self._same_day(month, day)
        if same is not None:
            return same, f"year from the same day elsewhere in the text, {same}"
        if len(self._years) == 1:
            return self._years[0], f"year from the only one that the text names, {self._years[0]}"
        return None, "the year is not printed"

    def _same_day(self, month: int, day: int) -> int | None:
        """Return the year that the text prints with the same day, or with an earlier day of the same span of months."""
        text = self.document.folded.text
        years = {
            int(found.group("y"))
            for pattern in (DAY_MONTH, MONTH_DAY)
            for found in pattern.finditer(text)
            if found.group("y") and number_of(found.group("m")) == month and int(found.group("d")) == day
        }
        return years.pop() if len(years) == 1 else None

    def single(self, start: int, end: int) -> list[When]:
        """Return the single days, months and years named in a stretch of folded text, in order; of those over one another the more exact."""
        out: list[When] = []
        for one in self._every(start, end):
            if not any(other.at < one.to and one.at < other.to for other in out):
                out.append(one)
        return sorted(out, key=lambda one: one.at)

    def _every(self, start: int, end: int) -> Iterator[When]:
        """Yield all dates, the more exact kinds first."""
        text = self.document.folded.text
        for pattern in (ISO, NUMERIC):
            for found in pattern.finditer(text, start, end):
                day = full_day(found, text)
                if day is not None:
                    yield When(start=day, end=day, at=found.start(), to=found.end())
        for pattern in (DAY_MONTH, MONTH_DAY):
            for found in pattern.finditer(text, start, end):
                yield from self._day_of(found)
        for found in MONTH_YEAR.finditer(text, start, end):
            yield from self._month_of(found, text)
        for found in YEAR.finditer(text, start, end):
            year = int(found.group(1))
            yield When(start=date(year, 1, 1), end=date(year, 12, 31), at=found.start(1), to=found.end())

    def _day_of(self, found: re.Match[str]) -> list[When]:
        month, day = number_of(found.group("m")), int(found.group("d"))
        if not 1 <= day <= 31:  # noqa: PLR2004 - days
            return []
        year, basis = (int(found.group("y")), "stated") if found.group("y") else self.year_for(month, day)
        try:
            one = date(year, month, day) if year else None
        except ValueError:
            return []
        return [When(start=one, end=one, at=found.start(), to=found.end(), basis=basis)]

    def _month_of(self, found: re.Match[str], text: str) -> list[When]:
        name = found.group("m")
        if name.lower() in {"may", "mar", "march", "sat", "dec", "sep", "oct", "jan", "jun", "اب"} and not found.group("y"):
            led = re.search(
                r"(?:\bin|\bsince|\bduring|\buntil|\bof|\bfor|\bfrom|\bto|\band|last|شهر|في|اذار)\s+$",
                text[max(0, found.start("m") - 10) : found.start("m")],
                re.IGNORECASE,
            )
            if led is None or (not text[found.start("m")].isupper() and name.isascii()):
                return []
        if name.isascii() and not text[found.start("m")].isupper():
            return []
        month = number_of(name)
        year, basis = (int(found.group("y")), "stated") if found.group("y") else self.year_for(month)
        if year is None:
            return [When(start=None, end=None, at=found.start("m"), to=found.end(), basis=basis)]
        part = (found.group("part") or "").lower()
        first, last = _month_days(year, month, part)
        if re.search(r"end of|نهايه", part):
            first = last
        return [When(start=first, end=last, at=found.start(), to=found.end(), basis=basis)]
