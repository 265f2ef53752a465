"""What a number is tied to in its sentence: the word that says what happened, or one that says that nobody was harmed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo_app.reports.triggers import Trigger, cost, triggers

if TYPE_CHECKING:
    from geo_app.reports.document import Sentence
    from geo_app.reports.nouns import Counted
    from geo_app.reports.numerals import Numeral

_HARMLESS = re.compile(
    r"(?<![\w])(?:releas(?:ed?|ing)|freed|rescued|pardoned|amnest(?:y|ied)|deliver(?:ed|y|ies|ing)?|receiv(?:ed|ing)|deployed|sent|train(?:ed|ing)|population(?: of)?|home to|inhabited|populated|sign(?:ed|atories)|voted|vote|votes|joined|"
    r"reinforcements|vaccinat(?:ed|ion)|fund(?:ing|ed)?|donat\w+|hired|employ(?:s|ed)?|cost|worth|seats|elected|interviewed|spoke|survey(?:ed)?|depend(?:s|ed)?|rel(?:y|ies|ied) on|testimon(?:y|ies)|witnesses|participants?|respondents|reach(?:ed|ing)? (?:with|by)|interviews?(?: with)?|told|described|recounted|provid(?:ed|ing)|"
    r"kits|trucks|convoys?|aged|capacity|estimates? that|fighters in|strength|comprised|made up|recruit\w*|enrol\w*|attend\w*|paid|sanction(?:ed|s)?|surviv(?:ed|ors)|convicted|prosecuted|tried|members of (?:the )?(?:council|parliament)|"
    r"اطلاق سراح|افراج|الافراج|اطلق(?:ت)? سراح|توزيع|مساعدات لـ?|شارك|تعداد|عدد سكان(?:ها)?|ارسال|تدريب|شهود|مقابل(?:ه|ات))(?![\w])",
    re.IGNORECASE,
)
TOO_FAR, SURE = 8.0, 1.6
"""Costs: a number farther from every word than the first is tied to none; one nearer than the second is tied directly."""
STRUCK = frozenset({"hit", "damaged"})
_OF_PERSONS = {"killed": -0.1, "injured": -0.1, "killed_or_injured": -0.1, "arrests": 1.3, "missing": 1.3}
"""How directly a noun that says itself what happened ties its number: "14 wounded" surely, "300 detainees" less than "released" beside it."""
_OTHER_WORDS = frozenset({"was", "others", "has", "civilians", "this", "across", "victims", "is", "as", "his", "its"})
_SMALL_WORDS = frozenset(
    [
        "and",
        "the",
        "was",
        "were",
        "are",
        "have",
        "had",
        "has",
        "been",
        "from",
        "with",
        "near",
        "during",
        "after",
        "when",
        "while",
        "who",
        "including",
        "killed",
        "injured",
        "wounded",
        "dead",
        "died",
        "hurt",
        "more",
        "others",
        "people",
        "also",
        "over",
        "into",
        "inside",
        "outside",
        "since",
        "because",
        "across",
        "among",
        "around",
        "before",
        "between",
        "for",
        "its",
        "last",
        "other",
        "than",
        "that",
        "their",
        "them",
        "they",
        "this",
        "those",
        "under",
        "until",
        "upon",
        "which",
        "would",
        "lost",
    ]
)
_GOES_ON = re.compile(
    r"في|من|علي|الي|بينهم|منهم|منها|اخرين|اخرون|خلال|جراء|نتيجه|اثر|بعد|قتلوا|مع|حتي|قبل|عن|ب.*|و.*|ل.*|ا?خر.*|منذ|عند|كانوا|ضمن|داخل|قرب|شرق|غرب|شمال|جنوب"
)


def ties_of(text: str, sentence: Sentence) -> list[Trigger]:
    """Return the words of a sentence that a number may be tied to; those that tell of no harm have no name."""
    harmless = [Trigger(name="", start=one.start(), end=one.end()) for one in _HARMLESS.finditer(text, sentence.start, sentence.end)]
    return [*triggers(text, sentence.start, sentence.end), *harmless]


def tie_of(text: str, found: list[Trigger], numeral: Numeral, noun: Counted) -> tuple[Trigger | None, float]:
    """Return the word that a number is tied to most directly, and how directly."""
    best: tuple[Trigger | None, float] = (None, TOO_FAR)
    persons = noun.bare or bool(noun.noun.victim_class)
    for one in found:
        if persons and one.name in STRUCK:
            continue
        if not one.name and one.start < numeral.end and one.end > numeral.start:
            continue
        if one.start < noun.end and one.end > numeral.start:
            if noun.noun.measure or one.name in STRUCK:
                continue
            far = _OF_PERSONS.get(one.name, 0.6)
        else:
            far = cost(text, one, numeral.start, max(noun.end, numeral.end))
        if far < best[1]:
            best = (one, far)
    return best


def names_a_thing(text: str, numeral: Numeral, sentence: Sentence) -> bool:
    """Return True where a number is followed by a noun that we do not know ("three trucks")."""
    after = text[numeral.end : min(sentence.end, numeral.end + 30)]
    two = re.match(r"\s+(?P<first>[a-z-]{3,})\s+(?P<second>[a-z][\w-]+s)\b", after)
    if two is not None and two.group("first") not in _SMALL_WORDS and two.group("second") not in _OTHER_WORDS:
        return True
    found = re.match(r"\s+(?:of\s+)?(?P<word>[a-z][\w-]{2,}|[\u0621-\u064a]{3,})", after)
    if found is None:
        return False
    word = found.group("word")
    if word.isascii():
        return re.fullmatch(r"\w+(?:s|ies|tons|percent|cases?)", word) is not None and word not in {
            "was",
            "others",
            "has",
            "civilians",
            "this",
            "across",
            "victims",
            "is",
            "as",
            "his",
            "its",
        }
    return _GOES_ON.fullmatch(word) is None
