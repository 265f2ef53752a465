"""A cell that counts people → a number with its bound, or why it is none. "At least 10" never becomes 10, and "dozens" never a number."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from geo_app.readers.values.plain import Unread, is_missing, mixes_digits, plain
from geo_app.vocabulary import Bound

MOST = 200_000
_MOST_LIKELY = 2_000
_NUMBER = r"[1-9]\d{0,2}(?:[,٬،'’ ]\d{3})+|[1-9]\d{0,2}(?:\.\d{3})+|\d+(?:[.٫]0+)?"
_ONE = re.compile(rf"({_NUMBER})")
_NOUN = (
    r"(?:\s*(?:killed|dead|deaths?|fatalities|casualties|victims?|martyrs?|civilians?|people|persons?|individuals?|children|women|men|"
    r"قتيل(?:ا|اً)?|قتلى|شهيد(?:ا|اً)?|شهداء|مدني(?:ا|اً)?|مدنيين|مدنيون|شخص(?:ا|اً)?|أشخاص|ضحية|ضحايا|طفل(?:ا|اً)?|أطفال|نساء|امرأة))*"
)
_WHOLE = re.compile(rf"({_NUMBER})({_NOUN})", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?:from |من )?({_NUMBER})\s*(?:-|–|—|‑|−|to|or|até|à|الى|إلى|حتى|أو|او)\s*({_NUMBER})({_NOUN})|"
    rf"(?:between|بين)\s*({_NUMBER})\s*(?:-|–|and|to|و|الى|إلى)\s*({_NUMBER})({_NOUN})",
    re.IGNORECASE,
)
_AT_LEAST = (
    r"at least|no less than|no fewer than|not less than|min(?:imum)?(?: of)?|upwards of|>=|=>|≥|على الأقل|على الاقل|ما لا يقل عن|مالايقل عن|"
    r"لا يقل عن|بما لا يقل عن|au moins|mindestens|almeno|pelo menos|al menos|en az"
)
_MORE = r"more than|over|above|exceeding|>|أكثر من|اكثر من|ما يزيد على|ما يزيد عن|يزيد عن|plus de|mehr als|más de|más que"
_AT_MOST = r"at most|up to|no more than|not more than|as many as|max(?:imum)?(?: of)?|<=|=<|≤|حتى|لا يزيد عن|ما لا يزيد عن|على الأكثر|على الاكثر|jusqu'à|bis zu"
_LESS = r"less than|fewer than|under|below|<|أقل من|اقل من|moins de|weniger als|menos de"
_ABOUT = (
    r"about|around|approx(?:imately)?\.?|approximately|circa|ca?\.|roughly|nearly|almost|some|an estimated|estimated|~|≈|±|"
    r"حوالي|حوالى|نحو|قرابة|ما يقارب|تقريبا|تقريباً|environ|etwa|unos"
)
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_VAGUE_WORDS = "dozens?|scores|several|many|hundreds|tens|multiple|numerous|some|a few|few|a number|a large number|a couple|couple|unknown number|massacre"
_VAGUE = re.compile(
    rf"(?:at least |more than |over )?(?:(?:{_VAGUE_WORDS})(?: of)?(?: \w+){{0,4}}|(?:ال)?عشرات.*|(?:ال)?مئات.*|عدة.*|عدد.{{0,30}}|كثير.*|بضعة.*|العديد.*)",
    re.IGNORECASE,
)
_EXCEL_DATE = re.compile(rf"\d{{1,2}}[-/ ]{_MONTH}(?:[-/ ]\d{{2,4}})?|{_MONTH}[-/ ]\d{{1,4}}|\d{{4}}-\d{{2}}-\d{{2}}(?:[ T].*)?", re.IGNORECASE)
_BOUNDS = (
    (re.compile(rf"(?:{_AT_LEAST})\s*({_NUMBER}){_NOUN}", re.IGNORECASE), Bound.AT_LEAST, 0),
    (re.compile(rf"({_NUMBER})\s*(?:\+|or more|at least|فأكثر|على الأقل|على الاقل|and more){_NOUN}", re.IGNORECASE), Bound.AT_LEAST, 0),
    (re.compile(rf"(?:{_MORE})\s*({_NUMBER}){_NOUN}", re.IGNORECASE), Bound.AT_LEAST, 1),
    (re.compile(rf"(?:{_AT_MOST})\s*({_NUMBER}){_NOUN}", re.IGNORECASE), Bound.AT_MOST, 0),
    (re.compile(rf"({_NUMBER})\s*(?:or less|or fewer|at most|فأقل|على الأكثر){_NOUN}", re.IGNORECASE), Bound.AT_MOST, 0),
    (re.compile(rf"(?:{_LESS})\s*({_NUMBER}){_NOUN}", re.IGNORECASE), Bound.AT_MOST, -1),
    (re.compile(rf"(?:{_ABOUT})\s*({_NUMBER}){_NOUN}", re.IGNORECASE), Bound.ABOUT, 0),
    (re.compile(rf"({_NUMBER}){_NOUN}\s*(?:\?|\(\?\)|approx\.?|approximately|تقريبا|تقريباً|؟)", re.IGNORECASE), Bound.ABOUT, 0),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Fewest and most persons that a cell supports (None: open or not known), the kind of bound, its words, and a doubt to show ("" for none)."""

    low: int | None = None
    high: int | None = None
    bound: Bound | None = None
    word: str = ""
    doubt: str = ""


def _value(text: str) -> int:
    bare = re.sub(r"[.٫]0+$", "", text) if not re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text) else text
    return int(re.sub(r"\D", "", bare))


def _checked(count: Count, most: int = MOST) -> Count | Unread:
    numbers = [n for n in (count.low, count.high) if n is not None]
    if any(n > most for n in numbers):
        return Unread(f"counts more persons than one record can ({most:,}); check the figure")
    if most == MOST and any(n > _MOST_LIKELY for n in numbers) and not count.doubt:
        return replace(count, doubt="is more than any one event is known to have killed: check that it is one record and one number")
    if count.low is not None and count.high is not None and count.low > count.high:
        return Unread("is a range that runs backwards; write the smaller number first")
    return count


def _bounded(text: str) -> Count | None:
    for pattern, bound, step in _BOUNDS:
        found = pattern.fullmatch(text)
        if found is None:
            continue
        value = max(_value(found.group(1)) + step, 0)
        word = text.replace(found.group(1), "…")[:60]
        if bound is Bound.AT_LEAST:
            return Count(low=value, bound=bound, word=word, doubt=f"read as at least {value}")
        if bound is Bound.AT_MOST:
            return Count(high=value, bound=bound, word=word, doubt=f"read as at most {value}; the least is not known")
        return Count(low=value, high=value, bound=bound, word=word, doubt=f"read as about {value}, which enters no “at least”")
    return None


def _ranged(text: str) -> Count | Unread | None:
    found = _RANGE.fullmatch(text)
    if found is None:
        return None
    low, high = (_value(found.group(one) or found.group(other)) for one, other in ((1, 4), (2, 5)))
    return _checked(Count(low=low, high=high, bound=Bound.BETWEEN, word=text[:60], doubt=f"read as between {low} and {high}"), 10**9)


def read_count(cell: str, *, most: int = MOST) -> Count | Unread:
    """Return what a cell says of a number of persons.

    ``most``: figures beyond it are refused. Empty or "not known": a ``Count`` without numbers and bound. A number in words without a figure ("dozens"): bound ``vague``, no numbers.
    Whatever could be read in two ways (3.5, "1O", "14[3]", TRUE, "15-Oct", a sum, a negative) is ``Unread`` with its reason.
    """
    text = plain(cell)
    if is_missing(text):
        return Count(doubt=f"“{text}” is taken for not known, never for 0" if text else "")
    if mixes_digits(cell):
        return Unread("mixes Latin and Arabic digits in one number; write it in one of them")
    if text.isdecimal() and text.isascii():
        return _checked(Count(low=int(text[:15]), high=int(text[:15]), bound=Bound.STATED), most)
    found = _WHOLE.fullmatch(text)
    if found is not None:
        return _stated(found.group(1), noun=found.group(2).strip(), most=most)
    if _EXCEL_DATE.fullmatch(text):
        return Unread("is a date: a spreadsheet program may have turned a range like 10-15 into it; write “10 to 15”")
    said = _bounded(text) or _ranged(text)
    if said is None and _VAGUE.fullmatch(text) and not _ONE.search(text):
        return Count(bound=Bound.VAGUE, word=text[:60], doubt="is a number in words only: kept as words, counted as not known")
    return Unread(_why_not(text)) if said is None else said if isinstance(said, Unread) else _checked(said, most)


def _stated(number: str, *, noun: str, most: int) -> Count | Unread:
    value = _value(number)
    doubt = f"read as {value:,}: the point was taken for a thousands mark" if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", number) else ""
    if re.search(r"['’]", number):
        doubt = f"read as {value:,}: the apostrophe was taken for a thousands mark"
    if noun:
        doubt = doubt or f"read as {value:,}"
    return _checked(Count(low=value, high=value, bound=Bound.STATED, doubt=doubt), most)


def _why_not(text: str) -> str:
    if re.fullmatch(r"[-−–]\s*\d+(?:\.\d+)?", text):
        return "is negative; a number of persons cannot be"
    if re.fullmatch(r"\d+[.,٫]\d+", text):
        return "is a fraction; persons are counted whole"
    if text.upper() in {"TRUE", "FALSE", "YES", "NO"}:
        return "is yes or no, not a number of persons"
    return "is not a number of persons; write a whole number, “at least 10”, “10 to 15”, “about 20”, or leave it empty where none is known"
