"""Where: names of places in a text, as the geocoder knows them, with how exactly each is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo_app.reports.triggers import triggers
from geo_app.vocabulary import Precision

if TYPE_CHECKING:
    from geo_app.locating.decided import PlaceFinder
    from geo_app.model.places import Place
    from geo_app.reports.document import Document

_CAP = r"(?:al-|Al-|al |el-|El-|ash-|as-|at-|an-)?[A-Z][\w'\u00c0-\u024f]*(?:-[\w']+)*"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May\b|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_TYPE = r"(?:neighbou?rhoods?|districts?|villages?|towns?|city|cities|provinces?|governorates?|countryside|suburbs?|camps?|regions?|areas?|subdistricts?|county|canton|refugee camp)"
_SIDE = r"(?:north(?:[- ]?(?:west|east))?(?:ern)?|south(?:[- ]?(?:west|east))?(?:ern)?|east(?:ern)?|west(?:ern)?|central|rural|rebel-held|opposition-held|government-held|regime-held|besieged|Kurdish-held|ISIS-held|the|embattled|neighbou?ring|nearby|ancient|historic)"
_PREPOSITION = r"(?:in|at|on|over|near|of|across|inside|around|outside|throughout|from|to|towards?|into|within|north of|south of|east of|west of|hit|struck|targeted|targeting|bombed|shelled|stormed)"
_ENGLISH = re.compile(
    rf"(?<![\w])(?P<prep>{_PREPOSITION}|(?<=[A-Za-z] )and|(?<=[a-z]),|{_TYPE} of) (?P<lead>(?:(?:{_SIDE}|{_TYPE}|of|parts of|several|small|two) )*)(?P<name>{_CAP}(?:[ -]{_CAP}){{0,3}}(?:(?:'s)? (?:{_SIDE} )?{_TYPE})?(?:,? (?:in|of|near) (?!{_MONTH})(?:{_SIDE} )*{_CAP}(?:[ -]{_CAP}){{0,2}}(?: {_TYPE})?)?)"
)
_ARABIC_WORD = "[\u0621-\u064a][\u0600-\u06ff]+"
_ARABIC_TYPES = r"(?:مدينه|مدينتي|بلده|بلدتي|قريه|قريتي|محافظه|محافظتي|ريف|ريفي|حي|احياء|مخيم|منطقه|ناحيه|غوطه|الغوطه)"
_ARABIC_TYPE = re.compile(rf"{_ARABIC_TYPES} ")
_ARABIC_LED = re.compile(
    rf"(?<!\w)(?:في|علي|من|قرب|الي|استهدفت?|طال|شرق|غرب|شمال|جنوب|عند|باتجاه) (?=(?:ال)?{_ARABIC_WORD})|(?<!\w)(?:ب|ل|و)?(?={_ARABIC_TYPES} )"
)
_ARABIC_STOP = re.compile(
    r"في|من|علي|وهي|وهو|التي|الذي|بعد|قبل|خلال|امس|اليوم|مساء|صباح|يوم|ان|قد|كما|حيث|اثر|جراء|نتيجه|و|عن|الي|مع|بقصف|وقال|واوضح|منذ|حتي|بينهم|ما"
)
_NO_NAME = re.compile(
    r"حينه|حينها|نوع\b.*|جروح|سبب\w*|اسم|عدد|هذه|هذا|ذلك|تلك|حاله|قبل|بعد|كل|عام|اقل|اكثر|الاقل|المدنيين|قوات|غارات|قصف|هجوم|جميع|مختلف|انحاء|البلاد|المنطقه|المدينه|البلده|القريه"
)
_ORDINAL = re.compile(r"اولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|تاسعا|عاشرا")
_MOST_WORDS = 5
_LABEL = 32
"""Letters: the longest label of an item that is asked for a place."""
_NOT_PLACES = re.compile(
    r"^(?:[A-Z]{3,}s?|NGOs|Tahrir|Hay|Hay'at|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Euphrates|Tigris|Lebanese|Iraqi|Jordanian|Iranian|Israeli|American|British|French|German|Chinese|Egyptian|Saudi|Muslim|Christian|Shiite|Sunni|AFP|AP|Monitor|The|This|That|These|Those|Its|His|Her|Their|Our|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Russian|Russia|Turkey|"
    r"Turkish|Iran|Israel|Lebanon|Jordan|Iraq|Europe|European|United|Security|Islamic|ISIS|IS|ISIL|Syrians|Assad|Human|World|Geneva|Astana|Moscow|Washington|London|Paris|Beirut|Ankara|Istanbul|Brussels|New|Reuters|AFP|SNHR|SOHR|UN|U|US|"
    r"Amnesty|Facebook|Twitter|Observatory|Network|Friday's|President|Minister|General|Colonel|Mr|Dr|Sochi|Rome|Arab|Britain|France|Germany|America|Kurdish|Arabic|English|Ramadan|Eid|Christmas|Western|International|Independent)\b"
)


_UNKNOWN_BUT_PLACE = re.compile(r"in|near|at|outside|inside|around", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"Network|Observatory|Council|Minist|Committee|Agency|Cent(?:er|re)|Report|Watch|Nations|Army|Front|State|Party|Court|Commission|University|Hospital|School|Force|Group|News|Press|Group|Programme|Program|Fund|Office|Union|Charter|Act\b|Agreement|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mediterranean|Middle East|Europe|Egypt|Switzerland|Germany|Britain|London|Cairo|Doha|Riyadh|Vienna"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place named in the text: its words' span in the folded text, whether the country is meant, and what the geocoder makes of it."""

    start: int
    end: int
    words: str
    place: Place | None = None
    country: bool = False


_COUNTRY = re.compile(
    r"(?<!\w)(?:in|across|throughout|inside|over|of|all of|في|عموم|انحاء|داخل) (?:all of |the whole of |whole of |mainland |all |عموم |جميع انحاء )?(?:Syria|سوريا|سوريه)(?![\w'-])"
)


_COMPASS = re.compile(
    r"\b(?:in|across|throughout|over|of|to|on|into) the ((?:north|south)[- ]?(?:west|east))(?! (?:of|Syria|\w*side))(?=[\s,.;:)]|$)(?! [A-Z])"
)
_COMPASS_ARABIC = re.compile(r"(?<!\w)(?:شمال|جنوب|شرق)ي?(?: (?:و)?(?:شرق|غرب)ي?)? (?:سوريا|سوريه|البلاد)(?!\w)")


class Gazetteer:
    """The places of one document: every distinct text is geocoded once."""

    def __init__(self, document: Document, finder: PlaceFinder) -> None:
        self.document = document
        self._finder = finder
        self._known: dict[str, Place | None] = {}

    def find(self, words: str) -> Place | None:
        """Return the place that a few words mean; None where none is found, or only the country."""
        if words not in self._known:
            place = self._finder.geocode(words)
            self._known[words] = place if place.precision not in (Precision.UNKNOWN, Precision.COUNTRY) and place.name else None
        return self._known[words]

    def mentions(self, start: int, end: int) -> list[Where]:
        """Return the places named in a stretch of folded text, in order."""
        text = self.document.folded.text
        found = [
            Where(start=one.start(), end=one.end(), words=self._words(one.start(), one.end()).split(maxsplit=1)[-1], country=True)
            for one in _COUNTRY.finditer(text, start, end)
        ]
        for one in _COMPASS.finditer(text, start, end):
            words = f"{one.group(1)} Syria"
            found.append(Where(start=one.start(1), end=one.end(1), words=words, place=self.find(words)))
        found += self._arabic(text, start, end) if self.document.arabic else self._english(text, start, end)
        return sorted(found, key=lambda one: one.start)

    def _words(self, start: int, end: int) -> str:
        first, last = self.document.folded.back(start, end)
        return " ".join(self.document.text[first:last].split())

    def _english(self, text: str, start: int, end: int) -> list[Where]:
        out = []
        for one in _ENGLISH.finditer(text, start, end):
            name = one.group("name")
            compass = re.search(r"north|south|east|west", one.group("lead"))
            if _NOT_PLACES.match(name) or re.match(r"Syrian\b", name) or (re.match(r"Syria\b", name) and not compass):
                continue
            first = one.start("lead") if one.group("lead").strip() else one.start("name")
            found = False
            for begin, stop in (
                (first, one.end("name")),
                (one.start("name"), one.end("name")),
                (one.start("name"), one.start("name") + len(re.split(r",? (?:in|of|near) ", name)[0])),
            ):
                place = self.find(self._words(begin, stop))
                if place is not None:
                    out.append(Where(start=begin, end=stop, words=self._words(begin, stop), place=place))
                    found = True
                    break
            if not found and _UNKNOWN_BUT_PLACE.fullmatch(one.group("prep")) and not _ORGANISATION.search(name) and not self._names_more(text, one.end("name")):
                out.append(Where(start=one.start("name"), end=one.end("name"), words=self._words(one.start("name"), one.end("name"))))
        return out

    @staticmethod
    def _names_more(text: str, at: int) -> bool:
        """Return True where a name goes on as somebody's ("in Smith's report", "in Reuters said")."""
        return re.match(r"'s\b| (?:said|says|told|reported|announced|which said)\b", text[at : at + 16]) is not None

    def _arabic(self, text: str, start: int, end: int) -> list[Where]:
        out = []
        for one in _COMPASS_ARABIC.finditer(text, start, end):
            words = self._words(one.start(), one.end()).replace("البلاد", "سوريا")
            out.append(Where(start=one.start(), end=one.end(), words=words, place=self.find(words)))
        for led in _ARABIC_LED.finditer(text[start:end]):
            at = start + led.end()
            if any(one.start <= at < one.end for one in out):
                continue
            found = self._arabic_name(text, at, end)
            if found is not None:
                out.append(found)
        return out

    def _arabic_name(self, text: str, at: int, end: int) -> Where | None:
        """Return the longest name that begins at a position; a bare one has at most two words and must be sure."""
        words: list[tuple[int, int]] = []
        for one in re.finditer(r"[^\s,.;:()\"\[\]]+", text[at : min(end, at + 70)]):
            between = text[at + (words[-1][1] - at) : at + one.start()] if words else ""
            if (words and between.strip()) or (words and _ARABIC_STOP.fullmatch(one.group())) or len(words) == _MOST_WORDS:
                break
            words.append((at + one.start(), at + one.end()))
        typed = _ARABIC_TYPE.match(text, at) is not None and re.match(r"\w+ (?:ل(?!ل)|ب(?:ال|عض))", text[at : at + 20]) is None
        for many in range(len(words), 0, -1):
            last = words[many - 1][1]
            if not typed and many > 2:  # noqa: PLR2004 - a bare name has one or two words
                continue
            if triggers(text, at, last) or _NO_NAME.fullmatch(text[at:last]):
                continue
            place = self.find(self._words(at, last))
            if place is not None and place.score >= (0.3 if typed else 0.8):
                return Where(start=at, end=last, words=self._words(at, last), place=place)
        return None

    def label(self, start: int, end: int) -> Where | None:
        """Return the place that labels an item of a list ("Daraa: 967 civilians"); None where its label is none."""
        text = self.document.folded.text
        lead = re.match(r"[\s*•▪●·-]*(?:\d{1,2}[.)]\s*)?(?:(?:in|محافظه|في)\s+)?", text[start:end])
        first = start + (lead.end() if lead else 0)
        colon = text.find(":", first, end)
        bracket = text.find("(", first, end)
        last = min((at for at in (colon, bracket) if at >= 0), default=-1)
        if colon < 0 or not first < last <= first + _LABEL or _ORDINAL.fullmatch(text[first:last].strip()) or _NOT_PLACES.match(text[first:last]):
            return None
        words = self._words(first, last)
        place = self.find(words)
        sure = place is not None and place.score >= (0.8 if self.document.arabic else 0.5)
        return Where(start=first, end=last, words=words, place=place) if sure else None

    def line(self, start: int, end: int) -> Where | None:
        """Return the place that a line of a card says: the first of its parts that is found ("Zardana (Idlib governorate, Syria)")."""
        text = self.document.folded.text
        for stop in (end, *(one.start() + start for one in re.finditer(r"[(,/.|]", text[start:end]))):
            words = self._words(start, stop).strip()
            place = self.find(words) if words else None
            if place is not None:
                return Where(start=start, end=stop, words=words, place=place)
        return None

    def before(self, at: int) -> Where | None:
        """Return the place whose name ends at a position ("Saraqib" of "Saraqib (14,127)"); None where none does."""
        text = self.document.folded.text
        words = [(one.start(), one.end()) for one in re.finditer(r"[^\s,.;:()]+", text[max(0, at - 60) : at])][-3:]
        base = max(0, at - 60)
        for first, _ in words:
            begin = base + first
            begin += 1 if text[begin : begin + 1] == "و" and len(words) else 0
            place = self.find(self._words(begin, at).strip())
            if place is not None:
                return Where(start=begin, end=at, words=self._words(begin, at).strip(), place=place)
        return None
