"""A number in a sentence → what it counts: whom, or which kind of event or building."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo_app.reports.lexicon import CLASS_PATTERNS, FACILITY_PATTERNS, MEANS, MEASURE_PATTERNS, Noun

if TYPE_CHECKING:
    from geo_app.reports.numerals import Numeral

_STOP = re.compile(
    r"[.;:!?()\"\d]|\b(?:in|on|at|by|from|to|with|who|whom|which|that|were|was|are|is|have|had|has|been|being|killed|(?:injured|wounded|displaced|detained)(?! (?:people|persons|civilians|families|residents|children|women|syrians|individuals|others))|dead|died|arrested|fled|targeted|struck|during|since|between|"
    r"after|before|when|while|as|including|among|for|into|over|under|through|against|near|where|because|due|had|be|may|could|would|remain|live|need|left|lost|said|say|says|reported|it|they|he|she|today|yesterday|across|"
    r"following|inside|outside|of(?! (?:the|them|a|an|its|their|this|arbitrary|enforced|arrest|attack|white|civil|syrian|attacks?|forced|medical|these|those|vital|detention|violence|media)\b)|but|so|plus|than|without|within|"
    r"mostly|mainly|mon|tue|sun)\b|(?<!\w)(?:في|من(?! (?:الكوادر|كوادر|عناصر|(?:ال)?مدني|(?:ال)?اطفال|(?:ال)?نساء|افراد|متطوعي|(?:ال)?ذكور|(?:ال)?ضحايا|(?:ال)?اناث|(?:ال)?نازحين|قوات|مقاتلي|مسلحي))|علي|الي|عن|مع|بينهم|بينها|منهم|منها|خلال|منذ|جراء|نتيجه|اثر|بعد|قبل|بسبب|قتلوا|قضوا|اصيبوا|كانوا|الذين|التي|الذي|علي يد|حتي|اثناء|عندما|ممن|لقوا|فروا|نزحوا)(?!\w)",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|&|\band\b|\bor\b|\bas well as\b|\bو(?=\w))\s*", re.IGNORECASE)
_FEMALE = re.compile(r"\b(?:female|women|woman)\b", re.IGNORECASE)
_LONGEST = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a number counts, with the span of its words; ``bare`` where the number stands alone."""

    noun: Noun
    start: int
    end: int
    bare: bool = False


def _last(patterns: tuple[tuple[re.Pattern[str], object], ...], text: str) -> tuple[int, int, object] | None:
    """Return the match that ends last (of equal ends the longest)."""
    best: tuple[int, int, object] | None = None
    for pattern, value in patterns:
        for found in pattern.finditer(text):
            if best is None or (found.end(), -found.start()) > (best[1], -best[0]):
                best = (found.start(), found.end(), value)
    return best


def _phrase(text: str, start: int, end: int) -> str:
    """Return the words after a number that may name what it counts."""
    after = text[start : min(end, start + _LONGEST)]
    stop = _STOP.search(after)
    return after[: stop.start()] if stop else after


def facility_in(text: str) -> tuple[str, int]:
    """Return the kinds of facilities named in a few words (joined by ``;``) and where the last of them ends; "" and 0 where none is."""
    found: list[tuple[int, int, str]] = []
    for pattern, name in FACILITY_PATTERNS:
        for one in pattern.finditer(text):
            if not any(start <= one.start() and one.end() <= end for start, end, _ in found):
                found.append((one.start(), one.end(), name))
    kept = [one for one in found if not any(other is not one and other[0] <= one[0] and one[1] <= other[1] for other in found)]
    names = list(dict.fromkeys(name for _, _, name in sorted(kept)))
    if "vital facilities" in names:
        names = ["vital facilities"]
    return ";".join(names), max((end for _, end, _ in kept), default=0)


def means_in(text: str) -> str:
    """Return the first means that a few words name, by the order of particularity; "" where none is."""
    return next((name for name, pattern in MEANS if pattern.search(text)), "")


ARMED = {"cluster_munition": "cluster_munition_attacks", "incendiary": "incendiary_attacks", "chemical": "chemical_attacks"}
_OBJECT = re.compile(
    r"\s*(?:that |which )?(?:on|against|targeting|targeted|hitting|hit|striking|affecting|upon|of|علي|ضد|استهدفت|استهداف|طالت)\s+\[?", re.IGNORECASE
)
_WITH = re.compile(r"\s*(?:with|using|involving|by|ب|باستخدام)\s*", re.IGNORECASE)


def _of_event(noun: Noun, text: str, at: int, end: int) -> tuple[Noun, int]:
    """Return an event noun with the facility it was on and the means it was made with, and where that ends."""
    led = _OBJECT.match(text, at, end)
    if led is not None:
        object_of = re.split(
            r"[.;:()]|,? (?:including|since|between|during|in|by|carried|were|was|and at least|منذ|في|بينها|منها)\b",
            text[led.end() : min(end, led.end() + 100)],
            maxsplit=1,
        )[0]
        facility, stop = facility_in(object_of)
        if facility:
            return replace(noun, measure="attacks_on_facilities", facility=facility), led.end() + stop
    armed = _WITH.match(text, at, end)
    means = means_in(text[armed.end() : armed.end() + 40]) if armed is not None else ""
    if means in ARMED:
        return replace(noun, measure=ARMED[means], means=means), at
    return noun, at


_OF_THESE = re.compile(
    r"\s+(?:of|from|among)\s+(?:the|those|these)\s+(dead|slain|killed|victims|wounded|injured|casualties|deaths|fatalities|(?:newly )?displaced)\b|"
    r"\s+من (القتلي|الضحايا|الجرحي|الشهداء|المصابين)(?!\w)(?! ال?مدني)",
    re.IGNORECASE,
)
_WHO_WERE = re.compile(r"\s*(?:were|are|being|هم)?\s*(?:من )?(civilians?|children|women|men|مدني(?:ين|ون)|اطفال|نساء)(?!\w)", re.IGNORECASE)
_LEAD = re.compile(
    r"\s+(?:of\s+|من\s+)?(?:the\s+|our\s+|their\s+|them\s+(?:a\s+|an\s+)?|its\s+|those\s+|whom\s+(?:was\s+)?(?:a\s+|an\s+)?|his\s+|these\s+)?(?:(?:were|are|was)\s+(?:also\s+|all\s+)?"
    r"(?=(?:children|women|men|civilians?|fighters|soldiers|members|medic|journalist|media|girls|boys|minors|female|male|humanitarian|aid|health)))?",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(r"\s+the number of(?= )|\s+عدد(?= ال\w)(?=\s)|\s+عدد (?:من|الذين) (?=قتلوا|قضوا)(?:قتلوا|قضوا)(?: من)?(?= )", re.IGNORECASE)
"""A verb before its subject: "brings to 1,101 the number of civilians whose …"."""
_PERCENT = re.compile(r"\s*(?:%|per ?cent|percent|بالم[اي]?يه|في الم[اي]?يه)\s*", re.IGNORECASE)
_POPULATION = re.compile(r"population|residents|inhabitants|سكان", re.IGNORECASE)
_THE_DEAD = re.compile(r"victims|dead|toll|deaths|fatalities|casualties|ضحايا|قتلي|وفيات", re.IGNORECASE)
_PAIR = re.compile(r"\s*\S+(?:\s\S+)?\s+(?:and|&)\s+\S+(?:\s\S+){1,2}|\s*[\w-]+ \w+ و\w+(?: \w+)?", re.IGNORECASE)
_PEOPLES = re.compile(r"\s*(?:(?:young|other|more|innocent|elderly|unarmed) )?(?:[A-Z]\w+ )?[A-Z]\w{3,}s\b(?!\w)")


def _of_these(text: str, at: int, end: int) -> Counted | None:
    """Return "15 of the dead", "30 of the wounded were children"."""
    found = _OF_THESE.match(text, at, end)
    if found is None:
        return None
    said = _WHO_WERE.match(text, found.end(), end)
    victim = next((kind.victim_class for pattern, kind in CLASS_PATTERNS if said is not None and pattern.fullmatch(said.group(1))), "people")
    moved, hurt = (re.search(words, found.group(), re.IGNORECASE) for words in ("displaced", "wounded|injured|جرحي|مصاب"))
    measure = "flow" if moved else "injured" if hurt else "killed"
    return Counted(noun=Noun(victim_class=victim, measure=measure), start=at, end=said.end() if said else found.end())


def _elliptic(text: str, at: int, begin: int, end: int) -> Counted | None:
    """Return attacks that are not named again: "125 with incendiary weapons", "201 on schools"."""
    armed = re.compile(r"\s+(?:with|using|involving)\s+", re.IGNORECASE).match(text, at, end)
    means = means_in(text[armed.end() : armed.end() + 30]) if armed is not None else ""
    if armed is not None and means in ARMED:
        return Counted(noun=Noun(measure=ARMED[means], unit="attacks", means=means), start=begin, end=armed.end())
    on = re.compile(r"\s+(?:on|against|targeting|علي|ضد)\s+", re.IGNORECASE).match(text, at, end)
    facility, stop = facility_in(_phrase(text, on.end(), end)) if on is not None else ("", 0)
    if on is not None and facility:
        return Counted(noun=Noun(measure="attacks_on_facilities", unit="attacks", facility=facility), start=begin, end=on.end() + stop)
    return None


def _share_of(text: str, phrase: str, begin: int) -> Counted | None:
    """Return what a percentage is of, where it is of people or of the dead."""
    if _POPULATION.search(phrase):
        return Counted(noun=Noun(victim_class="people"), start=begin, end=begin + len(phrase.rstrip()))
    near = re.split(r"[\n\d.]", text[begin : begin + 34])[0]
    if _THE_DEAD.search(near) or re.match(r"(?:of )?(?:all )?(?:the )?(?:dead|killed|wounded|injured)\b", text[begin : begin + 20], re.IGNORECASE):
        victim = "civilians" if "civilian" in text[begin : begin + 40].lower() else "people"
        return Counted(noun=Noun(measure="killed", victim_class=victim), start=begin, end=begin + 1)
    return None


def _named(text: str, phrase: str, first: str, begin: int, end: int) -> Counted | None:
    """Return what the words after a number name; a bare one where they name nothing."""
    every = (CLASS_PATTERNS, MEASURE_PATTERNS, FACILITY_PATTERNS)
    if not any(_last(patterns, first) for patterns in every):
        peoples = _PEOPLES.match(first)
        if peoples is not None and text[begin : begin + 1] != "\n":
            return Counted(noun=Noun(victim_class="people"), start=begin, end=begin + peoples.end())
        # "medical and Civil Defense personnel": the noun stands after the second adjective.
        pair = _PAIR.match(phrase)
        if pair is None or not any(_last(patterns, pair.group()) for patterns in every):
            return Counted(noun=Noun(), start=begin, end=begin, bare=True)
        first = pair.group()
    return _head(text, first, begin, end, whole=phrase)


def counted(text: str, numeral: Numeral, end: int) -> Counted | None:
    """Return what a number counts by the words after it, up to ``end``; a bare one where they name nothing; None where they name what is no harm."""
    at = numeral.end
    if numeral.vague and text[numeral.start : numeral.start + 4].lower() == "most":
        return Counted(noun=Noun(victim_class="people"), start=numeral.start, end=numeral.end)
    if numeral.percent and (sign := _PERCENT.match(text, at, end)) is not None:
        at = sign.end()
    number_of = _NUMBER_OF.match(text, at, end)
    if number_of is not None:
        at = number_of.end()
    these = _of_these(text, at, end)
    if these is not None:
        return these
    lead = _LEAD.match(text, at, end)
    begin = numeral.start if numeral.own else lead.end() if lead else at
    elliptic = _elliptic(text, at, begin, end)
    if elliptic is not None:
        return elliptic
    phrase = _phrase(text, begin, end)
    share = _share_of(text, phrase, begin) if numeral.percent else None
    return share or _named(text, phrase, phrase if numeral.percent else _AND.split(phrase)[0], begin, end)


def _head(text: str, first: str, begin: int, end: int, *, whole: str) -> Counted | None:
    person, event, place = (_last(patterns, first) for patterns in (CLASS_PATTERNS, MEASURE_PATTERNS, FACILITY_PATTERNS))
    if event is not None and (person is None or event[1] >= person[1]) and (place is None or event[1] >= place[1]):
        noun = event[2]
        if not isinstance(noun, Noun):
            raise TypeError(noun)
        if noun.victim_class:
            said = _last(CLASS_PATTERNS, first[: event[0]])
            victim = said[2].victim_class if said is not None and isinstance(said[2], Noun) else _class_in(first[event[0] : event[1]])
            noun = replace(noun, victim_class=victim or noun.victim_class)
        finished, stop = _of_event(noun, text, begin + event[1], end) if noun.measure in {"attacks", "incidents"} else (noun, begin + event[1])
        return Counted(noun=finished, start=begin, end=stop)
    if place is not None and (person is None or place[1] > person[1] or place[0] <= person[0]):
        names, stop = facility_in(whole if whole.startswith(first) else first)
        return Counted(noun=Noun(measure="facilities", unit="facilities", facility=names), start=begin, end=begin + stop)
    if person is None or not isinstance(person[2], Noun):
        return Counted(noun=Noun(), start=begin, end=begin, bare=True)
    return _persons(text, first, (begin, end), person[1], person[2])


def _class_in(words: str) -> str:
    low = words.lower()
    return "civilians" if "civilian" in low else "children" if "child" in low else ""


_SPECIAL = (("medical", re.compile(r"\bmedical\b", re.IGNORECASE)), ("civil_defence", re.compile(r"civil[- ]defen[cs]e|white helmets", re.IGNORECASE)))
_ADJECTIVE = re.compile(r"\b(civilian|child|female|male)\b|(?<!\w)(مدنيا?)(?!\w)", re.IGNORECASE)
_MEMBERS = re.compile(r"members?|workers?|staff|من افراد$", re.IGNORECASE)
_MEMBER_OF = re.compile(r"\s+(?:of|from|in)\s+(?:the\s+)?(?:\w+\s+){0,3}?", re.IGNORECASE)
_RESCUE = re.compile(r"white helmets|civil[- ]defen[cs]e|rescue", re.IGNORECASE)
_NEAR = 30


def _member_class(after: str) -> str:
    """Return the class of what somebody is a member of ("members of the Civil Defence"); "" where it is none, or a family."""
    if re.match(
        r"\s+(?:of|from|in)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}?(?:army|military|security|forces|militias?|gendarmerie|battalions?|brigades?|factions?)\b",
        after,
        re.IGNORECASE,
    ):
        return "fighters"
    for pattern, other in CLASS_PATTERNS:
        found = pattern.search(after)
        if found and found.start() < _NEAR and other.victim_class != "people" and not re.search(r"famil", after[: found.end()], re.IGNORECASE):
            return other.victim_class
    return ""


def _classes(words: str, noun: Noun, after: str) -> list[str]:
    """Return the victim classes that the words of a noun say, with what they are members of."""
    special = [name for name, pattern in _SPECIAL if pattern.search(words)]
    if noun.victim_class in {"people", "fighters"} and special:
        return special
    if noun.victim_class == "civil_defence" and re.search(r"\bmedical\b(?= and)", words, re.IGNORECASE):
        return ["medical", "civil_defence"]
    if noun.victim_class != "people":
        return [noun.victim_class]
    said = _ADJECTIVE.search(words)
    if said is not None:
        return [{"child": "children", "female": "women", "male": "men"}.get(said.group().lower(), "civilians")]
    member = _member_class(after) if _MEMBERS.search(words) and _MEMBER_OF.match(after) else ""
    if member:
        return [member]
    return ["civilians"] if re.match(r"\s+(?:من )?(?:ال)?مدني(?:ين|ون)(?!\w)", after) else ["people"]


def _persons(text: str, first: str, between: tuple[int, int], stop: int, noun: Noun) -> Counted:
    begin, end = between
    words = first[:stop]
    after = text[begin + stop : min(end, begin + stop + 60)]
    if noun.victim_class == "medical" and _FEMALE.search(first):
        noun = replace(noun, sub=f"women {words.split()[-1].lower()}" if len(first.split()) > 1 else "women")
    classes = _classes(words if noun.victim_class == "people" else first, noun, after)
    if re.fullmatch(r"(?:\w+ )*volunteers?", words.strip(), re.IGNORECASE):
        classes = ["civil_defence"] if _RESCUE.search(text[max(0, begin - 300) : begin + 200]) else ["people"]
    if re.match(r",\s*(?:both )?(?:civilians and (?:fighters|combatants|soldiers)|(?:fighters|combatants) and civilians)", after, re.IGNORECASE):
        classes = ["fighters_and_civilians"]
    also = re.match(r"\s+and (?:women|children)\b|\s+و(?:ال)?(?:نساء|اطفال)(?!\w)", after, re.IGNORECASE)
    if also is not None and noun.victim_class in {"children", "women"}:
        return Counted(noun=replace(noun, victim_class="children;women"), start=begin, end=begin + stop + also.end())
    return Counted(noun=replace(noun, victim_class=";".join(classes)), start=begin, end=begin + stop)
