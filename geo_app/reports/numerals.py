"""Numbers in a text, in digits and words of both languages, and the numbers that count nobody: dates, ages, times, money, law, ordinals."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = dict(
    zip(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(1, 20),
        strict=True,
    )
)
_TENS = dict(zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True))
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 10**9, "k": 1_000, "m": 1_000_000}
_ARABIC = {
    "واحد": 1, "واحده": 1, "ثلاثه": 3, "ثلاث": 3, "اربعه": 4, "اربع": 4, "خمسه": 5, "خمس": 5, "سته": 6, "ست": 6, "سبعه": 7, "سبع": 7, "ثمانيه": 8, "ثماني": 8,
    "ثمان": 8, "تسعه": 9, "تسع": 9, "عشره": 10, "عشر": 10, "عشرون": 20, "عشرين": 20, "ثلاثون": 30, "ثلاثين": 30, "اربعون": 40, "اربعين": 40, "خمسون": 50, "خمسين": 50,
    "ستون": 60, "ستين": 60, "سبعون": 70, "سبعين": 70, "ثمانون": 80, "ثمانين": 80, "تسعون": 90, "تسعين": 90, "ميه": 100, "مايه": 100, "مييه": 100, "ميتي": 200, "ميتا": 200,
    "ميتان": 200, "ميتين": 200, "مايتين": 200, "ثلاثميه": 300, "اربعميه": 400, "خمسميه": 500, "اثنا": 2, "اثني": 2, "اثنان": 2, "اثنين": 2, "اثنتان": 2, "اثنتين": 2,
}  # fmt: skip
_ARABIC_SCALES = {
    "الف": 1_000,
    "الفا": 1_000,
    "الفي": 2_000,
    "الفين": 2_000,
    "الفان": 2_000,
    "مليوني": 2_000_000,
    "مليونا": 1_000_000,
    "الاف": 1_000,
    "مليون": 1_000_000,
    "ملايين": 1_000_000,
    "مليار": 10**9,
}
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?!\d)|\d+(?:\.\d+)?)"
_SMALL = "|".join([*_UNITS, *_TENS])
_WORD = (
    rf"(?:(?:{'|'.join(_TENS)})[- ](?:{'|'.join(list(_UNITS)[:9])})|{_SMALL}|(?:a|an|half a|a half|one and a half)(?= (?:dozen|hundred|thousand|million)\b))"
)
_SCALE = r"(?:dozen|hundred|thousand|million|billion)"
_ENGLISH = rf"\b(?:(?:{_DIGITS})(?: ?(?:million|billion|thousand|hundred)\b|[km]\b| [MK](?-i:(?<=[MK]))(?![\w.]))?|{_WORD}(?:[ -]{_SCALE})*(?: and (?:{_WORD})(?! {_SCALE})(?=[ -]))?)(?![\w])"
_AR_WORD = "|".join(sorted(_ARABIC, key=len, reverse=True))
_AR_SCALE = "|".join(sorted(_ARABIC_SCALES, key=len, reverse=True))
_AR_TOKEN = rf"(?:{_AR_WORD}|{_AR_SCALE})"
_ARABIC_NUMBER = rf"(?<![\w])(?:و|ب|ل|ال)?(?:{_DIGITS} (?:{_AR_SCALE})(?![\w])(?: و{_DIGITS}(?![\w]))?|(?:{_AR_TOKEN})(?: و?(?:{_AR_TOKEN}|عشر|عشره|ميه|ميه|مايه)(?![\w]))*)(?![\w])"
_NUMBER = re.compile(rf"{_ARABIC_NUMBER}|{_ENGLISH}|(?<![\w])(?:و|ب|ل|ال)(?:{_DIGITS})(?![\w])", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:-|to|and|or|الي|حتي|و|او)\s*", re.IGNORECASE)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?|"
    r"(?:كانون الثاني|كانون الاول|تشرين الاول|تشرين الثاني|شباط|اذار|نيسان|ايار|حزيران|تموز|اب|ايلول|يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر)"
)
_UNIT = (
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|km|kms|kilomet(?:er|re)s?|miles?|met(?:er|re)s?|meters?|(?-i:(?<=[ ])m)|kg|kilograms?|kilos?|tons?|tonnes?|litres?|liters?|feet|"
    r"square|acres?|hectares?|degrees?|dollars?|usd|euros?|pounds?|lira|liras|cents?|pages?|vetoes|veto|points?|minutes|times|rounds|kilotons?|mm|cm|floors?|storeys?|"
    r"عام|عاما|اعوام|سنه|سنوات|شهر|شهرا|اشهر|شهور|اسبوع|اسابيع|يوم|يوما|ايام|ساعه|ساعات|دقيقه|دقايق|كيلومتر|كيلومترا|كيلومترات|كم|متر|مترا|امتار|كغ|طن|طنا|اطنان|دولار|دولارا|ليره|يورو|صفحه|صفحات|مره|مرات)"
)
_NOBODY = re.compile(
    rf"""(?ix)
    (?: https?://\S+ | www\.\S+ | [$€£] \s* {_DIGITS} (?:\s*(?:million|billion|thousand|m|bn|k)\b)?
      | \b(?:{_DIGITS}|{_WORD}) - (?:year|month|week|day|hour|minute|bed|page|point|story|storey|member|man|person|mile|km|kilomet(?:er|re)|met(?:er|re)|strong|tier|seat|ton)s?\b
      | \b(?:{_DIGITS}|{_WORD}) [ -]? (?:years?|months?|weeks?|days?)[ -]olds?\b
      | \bas\ (?:young|old|early|late|far|little)\ as\ (?:{_DIGITS}|{_WORD}) | \b(?:aged?|ages|age\ of|aged\ between) \s+ (?:{_DIGITS}|{_WORD}) (?:\s*(?:-|to|and)\s*(?:{_DIGITS}|{_WORD}))?
      | \b(?:{_DIGITS}|{_WORD}|several|few) (?:\s*(?:-|to|or|and)\s*(?:{_DIGITS}|{_WORD}))? (?:\ and\ a\ half)? [ -]? (?:\w+\ )?? {_UNIT} \b (?!\ (?:were|was|have|had)\ (?:killed|dead|injured|wounded))
      | \b(?:resolutions?|res\.|no\.?|nos\.?|number|articles?|art\.|chapters?|section|paragraph|para\.?|page|p\.|protocols?|law|decree|phase|round|version|vol\.?|issue|highway|road|route|room|hall|sector|brigade|division|battalion|regiment|flight|unit|camp|channel|top|group|figure|table|annex|box|part|s/res/)\ \#?\s* [\dIVX]+ (?:\s*(?:,|and|&)\s*\d+)* (?:\s*\(\d+\))?
      | (?:القرار|قرار|رقم|الماده|ماده|الفصل|صفحه|القرارين|الفقره|الفرقه|اللواء)\ (?:(?!تجاوز|بلغ|وصل|ارتفع|يتجاوز)\w+\ )?\(?\d+\)? (?:\s*و\s*\d+)?
      | \b\d{{1,2}} [:.h] \d{{2}} (?:\ ?(?:am|pm|a\.m\.|p\.m\.|gmt|utc))? \b (?!\ (?:million|billion|thousand))(?<!\d\.\d\d)
      | \b\d{{1,2}}\ ?(?:am|pm|a\.m\.|p\.m\.)
      | \b\d+(?:st|nd|rd|th)\b | \b(?:{_DIGITS})\ ?(?:x|×)\ ?\d+
      | \+?\d[\d\-() ]{{8,}}\d
      | \b(?:g|p|m|t|s|su|sa|mi|kab|b|f|ak|rpg|tow|bm|kh|il|cap|r2)-?\d+\w*
      | \[\d{{1,3}}\] | (?<=[a-z])\d+\b | \b\d+(?=[a-z]{{2,}}\b)(?!k\b|m\b)
      | \bone\ (?:of(?!\ (?:them|whom)\ (?:was\ )?an?\b)|by\ one|another|side|day|hand|time|family|more|point|who|that|place|case|area|reason|way|and(?=\ (?:a\ half|only)))\b | \bno\ one\b | \b(?:any|every|each|this|that|the|which|only|as|some|another)\ one\b(?!\ (?:woman|man|child|person|civilian|girl|boy|soldier|fighter|medic|journalist|nurse|doctor|other)) | \bone's\b
      | \b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b | \b(?:in|at)\ least\ one\ of
      | \bhalf\ of\b | \btwo[- ](?:thirds|fold|way|day|month|week|year|state)\b | \bone-(?:third|fifth|half|quarter|sided|time|year|day|month|way)\b
    )"""
)
_DATE = re.compile(
    rf"""(?ix)
    (?: \b\d{{4}}-\d{{1,2}}-\d{{1,2}} (?:[T ]\d{{1,2}}:\d{{2}}(?::\d{{2}})?)? | \b\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}\b | \b\d{{1,2}}/\d{{4}}\b
      | \b\d{{1,2}} (?:st|nd|rd|th)? (?:\s*(?:-|and|to|,)\s*\d{{1,2}}(?:st|nd|rd|th)?)? (?:\ of)? [ -] (?:{_MONTH})\b (?:(?:,?\ |-)\d{{4}}\b)?
      | \b(?:{_MONTH})\ \d{{1,2}}(?:st|nd|rd|th)?(?![\d,]\d) (?:\s*(?:-|and|to)\s*\d{{1,2}}\b(?!,?\d))? (?:,?\ \d{{4}}\b)? (?!\ (?:people|civilians|children|were|killed|,\d))
      | \b(?:{_MONTH})(?:\ of)?,?\ \d{{4}}\b
      | \b(?:\d{{1,2}})\s*(?:من\s+)?(?:{_MONTH})(?:\s*[/(]\s*(?:{_MONTH})\)?)?(?:\s*(?:من\ عام|عام|لعام)?\s*\d{{4}})?
      | (?:{_MONTH})(?:\s*[/(]\s*(?:{_MONTH})\)?)?\s*(?:من\ عام|عام|لعام)?\s*\d{{4}}
      | (?<=\bin\ )20[0-3]\d\b | (?<=\bsince\ )20[0-3]\d\b | \b(?:19[4-9]\d|20[0-3]\d)(?:\s*[-/]\s*(?:19|20)?\d{{2}})?\b (?!\ (?:civilians|people|children|persons|women|men|deaths|killed|were\ killed|attacks|victims|individuals|others|مدني|شخص|طفل|قتيل|ضحيه|حاله))(?!,\d{{3}})
    )"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number.

    Attributes:
        start, end: its span.
        low, high: its value; a range has two.
        percent: it is a percentage.
        vague: it is words only.
        own: the noun itself says the number (an Arabic dual, "one woman" in Arabic).
    """

    start: int
    end: int
    low: float
    high: float
    percent: bool = False
    vague: bool = False
    own: bool = False


def _plain_value(word: str) -> float | None:
    """Return the value of one word or digit group of English that is added to what stands before it; None for other words."""
    bare = word.replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", bare):
        return float(bare)
    joined = re.fullmatch(r"(\d+(?:\.\d+)?)([km])", bare)
    if joined is not None:
        return float(joined.group(1)) * _SCALES[joined.group(2)]
    if word == "half":
        return 0.5
    return _UNITS.get(word, _TENS.get(word))


def _english(text: str) -> float | None:
    """Return the value of a number in English words, with or without digits."""
    total, current = 0.0, 0.0
    for word in re.split(r"[ -]+", text.lower()):
        value = _plain_value(word)
        if value is not None:
            current += value
        elif word in {"m", "k"} and current:
            current *= _SCALES[word]
        elif word in {"a", "an"}:
            current += 0.0 if current else 1.0
        elif word in _SCALES:
            current = (current or 1.0) * _SCALES[word]
            if _SCALES[word] >= _THOUSAND:
                total, current = total + current, 0.0
        elif word != "and":
            return None
    return total + current


_THOUSAND = 1_000


def _half(text: str) -> str:
    return re.sub(r"^(?:half a|a half)\b", "half", text, flags=re.IGNORECASE)


def _arabic(text: str) -> float | None:
    total, current = 0.0, 0.0
    for word in text.split():
        bare = word.replace(",", "")
        for prefix in ("", "و", "ب", "ل", "ال"):
            if bare.startswith(prefix):
                rest = bare[len(prefix) :]
                if re.fullmatch(r"\d+(?:\.\d+)?", rest):
                    current += float(rest)
                    break
                if rest in {"ميه", "مايه", "مييه"} and 2 < current < 10:  # noqa: PLR2004 - three to nine hundred
                    current *= 100
                    break
                if rest in _ARABIC:
                    current += _ARABIC[rest]
                    break
                if rest in _ARABIC_SCALES:
                    scale = _ARABIC_SCALES[rest]
                    total += (current or 1.0) * scale if scale not in {2_000, 2_000_000} or not current else current * scale / 2
                    current = 0.0
                    break
        else:
            return None
    return total + current


def value_of(text: str) -> float | None:
    """Return the value of a number as it is written (folded); None where it is none."""
    grouped = re.sub(r"(?<=\d) (?=\d{3}\b)", "", text.strip())
    if re.search("[\u0600-\u06ff]", grouped):
        return _arabic(grouped)
    return _english(_half(grouped))


_VAGUE = re.compile(
    r"\bmost of (?:the|its) (?:local )?(?:population|residents|inhabitants)\b|\b(?:(?:tens|hundreds|scores|dozens) of (?:thousands|millions)|dozens|scores|hundreds|thousands|millions|tens(?= of\b))\b|"
    r"(?<!\w)(?:و|ب)?(?:ال)?(?:عشرات|ميات|ميات|الاف|ملايين)(?!\w)(?: (?:ال)?(?:الاف|ملايين))?",
    re.IGNORECASE,
)


_OWN = re.compile(
    r"(?<!\w)(?:و|ب|ل)?(?P<two>(?:طفل(?:ان|ين|تان|تين)|سيدت(?:ان|ين)|امرات(?:ان|ين)|شخص(?:ان|ين)|مدنيان|رجل(?:ان|ين)|مسعف(?:ان|ين)|صحفيان|اعلاميان|شاب(?:ان|ين)|عنصران|جنديان|قتيل(?:ان|ين)|شهيد(?:ان|ين)|فتات(?:ان|ين)|مجزرت(?:ان|ين)|هجومان|مدرست(?:ان|ين)))(?!\w)"
    r"|(?<!\w)(?:و|ب|ل)?(?P<one>(?:امراه|سيده|طفله?|مدنيا?|شخصا?|رجلا?|فتاه|مسعفا?|صحفيا?) واحده?)(?!\w)"
)


def masked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text with every number that counts nobody blanked out, and the spans of its dates."""
    dates = [found.span() for found in _DATE.finditer(text)]
    out = list(text)
    for start, end in dates:
        out[start:end] = "\x00" * (end - start)
    for found in _NOBODY.finditer("".join(out)):
        out[found.start() : found.end()] = [("\x01" if sign.isalnum() else sign) for sign in out[found.start() : found.end()]]
    return "".join(out), dates


def numerals(text: str, hidden: str) -> list[Numeral]:
    """Return the numbers of a folded text in order; ``hidden`` is what ``masked`` returned of it."""
    found: list[Numeral] = []
    for one in _NUMBER.finditer(hidden):
        start, end = one.span()
        while start < end and not hidden[start].isalnum():
            start += 1
        lead = re.match(r"(?:و|ب|ل|ال)(?=\d)", hidden[start:end])
        start += lead.end() if lead else 0
        if re.fullmatch(r"(?:و|ب|ل|ال)?(?:الاف|ملايين)", text[start:end]):
            continue
        value = value_of(text[start:end])
        if value is None or (value == 0 and text[start:end] != "0"):
            continue
        percent = re.match(r"\s*(?:%|per ?cent\b|percent\b|بالميه|في الميه|بالمايه|بالمييه)", text[end:], re.IGNORECASE) is not None
        found.append(Numeral(start=start, end=end, low=value, high=value, percent=percent))
    ranged = _ranges(text, found)
    taken = [(one.start, one.end) for one in ranged]
    for one in _OWN.finditer(hidden):
        name = "two" if one.group("two") else "one"
        value = 2.0 if name == "two" else 1.0
        ranged = [other for other in ranged if not (other.start < one.end(name) and one.start(name) < other.end)]
        ranged.append(Numeral(start=one.start(name), end=one.end(name), low=value, high=value, own=True))
    for one in re.finditer(r"\b(?:along with|together with|and|with) (?:their|her|his) (?P<one>mother|father|wife|husband)\b(?! and)", hidden, re.IGNORECASE):
        ranged.append(Numeral(start=one.start("one"), end=one.end("one"), low=1.0, high=1.0, own=True))
    taken = [(one.start, one.end) for one in ranged]
    for one in _VAGUE.finditer(hidden):
        if not any(start < one.end() and one.start() < end for start, end in taken):
            lead = re.match(r"(?:و|ب)(?=ال|عشر|مي|الاف|ملا)", one.group())
            ranged.append(Numeral(start=one.start() + (lead.end() if lead else 0), end=one.end(), low=float("nan"), high=float("nan"), vague=True))
    return sorted(ranged, key=lambda one: one.start)


def _ranges(text: str, found: list[Numeral]) -> list[Numeral]:
    """Join two numbers that are the ends of one range ("10-15", "between 10 and 15")."""
    out: list[Numeral] = []
    at = 0
    while at < len(found):
        one = found[at]
        if at + 1 < len(found):
            other = found[at + 1]
            between = text[one.end : other.start]
            led = re.search(r"\b(?:between|from)\s+(?:\w+\s+)?$|(?:بين|من)\s+$", text[max(0, one.start - 24) : one.start], re.IGNORECASE) is not None
            dashed = re.fullmatch(r"\s?(?:-|to|or|الي|او)\s?", between, re.IGNORECASE) is not None
            if _RANGE.fullmatch(between) and other.high > one.low and not one.vague and (dashed or led) and one.percent == (one.percent and other.percent):
                out.append(Numeral(start=one.start, end=other.end, low=one.low, high=other.high, percent=other.percent))
                at += 2
                continue
        out.append(one)
        at += 1
    return out
