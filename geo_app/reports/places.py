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
_TYPE = r"(?:neighbou?rhoods?|districts?|villages?|towns?|city|cities|provinces?|governorates?|countryside|suburbs?|camps?|regions?|areas?|subdistricts?|county|canton|refugee camp)"
_SIDE = r"(?:north(?:ern|west(?:ern)?|east(?:ern)?)?|south(?:ern|west(?:ern)?|east(?:ern)?)?|east(?:ern)?|west(?:ern)?|central|rural|rebel-held|opposition-held|government-held|regime-held|besieged|Kurdish-held|ISIS-held|the|embattled|neighbou?ring|nearby|ancient|historic)"
_PREPOSITION = r"(?:in|at|on|over|near|of|across|inside|around|outside|throughout|from|to|towards?|into|within|north of|south of|east of|west of|hit|struck|targeted|targeting|bombed|shelled|stormed)"
_ENGLISH = re.compile(
    rf"(?<![\w])(?P<prep>{_PREPOSITION}|(?<=[A-Za-z] )and|(?<=[a-z]),) (?P<lead>(?:(?:{_SIDE}|{_TYPE}|of|parts of|several|small|two) )*)(?P<name>{_CAP}(?:[ -]{_CAP}){{0,3}}(?:(?:'s)? (?:{_SIDE} )?{_TYPE})?(?:,? (?:in|of|near) (?:{_SIDE} )*{_CAP}(?:[ -]{_CAP}){{0,2}}(?: {_TYPE})?)?)"
)
_ARABIC_WORD = "[\u0621-\u064a][\u0600-\u06ff]+"
_ARABIC = re.compile(
    rf"(?<!\w)(?:(?P<prep>في|علي|استهدف(?:ت)?|من|الي|قرب|باتجاه|شرق|غرب|شمال|جنوب|علي) )?(?P<type>(?:ب|ل)?(?:مدين(?:ه|تي)|بلد(?:ه|تي|ات)|قري(?:ه|تي)|محافظ(?:ه|تي|ات)|ريف|حي|احياء|مخيم|منطقه|ناحيه|غوطه|الغوطه) )?(?P<name>{_ARABIC_WORD}(?: {_ARABIC_WORD}){{0,3}})"
)
_NOT_PLACES = re.compile(
    r"^(?:The|This|That|These|Those|Its|His|Her|Their|Our|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Russian|Russia|Turkey|"
    r"Turkish|Iran|Israel|Lebanon|Jordan|Iraq|Europe|European|United|Security|Islamic|ISIS|IS|ISIL|Syrians|Assad|Human|World|Geneva|Astana|Moscow|Washington|London|Paris|Beirut|Ankara|Istanbul|Brussels|New|Reuters|AFP|SNHR|SOHR|UN|U|US|"
    r"Amnesty|Facebook|Twitter|Observatory|Network|Friday's|President|Minister|General|Colonel|Mr|Dr|Sochi|Rome|Arab|Britain|France|Germany|America|Kurdish|Arabic|English|Ramadan|Eid|Christmas|Western|International|Independent)\b"
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
            for begin, stop in (
                (first, one.end("name")),
                (one.start("name"), one.end("name")),
                (one.start("name"), one.start("name") + len(re.split(r",? (?:in|of|near) ", name)[0])),
            ):
                place = self.find(self._words(begin, stop))
                if place is not None:
                    out.append(Where(start=begin, end=stop, words=self._words(begin, stop), place=place))
                    break
        return out

    def _arabic(self, text: str, start: int, end: int) -> list[Where]:
        out: list[Where] = []
        for led in re.finditer(
            rf"(?<!\w)(?:في|علي|من|قرب|ب|الي|استهدفت?|طال|شرق|غرب|شمال|جنوب|عند) ?(?=(?:ال)?{_ARABIC_WORD})|(?<!\w)(?:ب|ل|و)?(?=(?:مدينه|مدينتي|بلده|بلدتي|قريه|قريتي|محافظه|محافظتي|ريف|حي|مخيم|منطقه|ناحيه) )",
            text[start:end],
        ):
            at = start + led.end()
            if any(one.start <= at < one.end for one in out):
                continue
            words = [(at + one.start(), at + one.end()) for one in re.finditer(r"[^\s,.;:()\"]+", text[at : min(end, at + 70)])][:5]
            stop = next((n for n, (first, last) in enumerate(words) if n and (text[last : last + 1] in {",", ".", ";", ":"})), len(words) - 1)
            for many in range(min(stop + 1, 5), 0, -1):
                begin, last = at, words[many - 1][1]
                typed = re.match(r"(?:مدينه|مدينتي|بلده|قريه|محافظه|ريف|حي|مخيم|منطقه|ناحيه|الغوطه) ", text[begin:last])
                if not typed and many > 2:  # noqa: PLR2004 - a bare name has one or two words
                    continue
                place = self.find(self._words(begin, last))
                if ":" in text[begin:last] or triggers(text, begin, last):
                    continue
                if place is not None and place.score >= (0.3 if typed else 0.8):
                    out.append(Where(start=begin, end=last, words=self._words(begin, last), place=place))
                    break
        return out
