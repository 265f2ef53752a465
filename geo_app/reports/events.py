"""A number that counts events or buildings → what it measures, where its sentence tells of harm to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo_app.reports.lexicon import CLASS_PATTERNS, Noun
from geo_app.reports.nouns import ARMED, means_in
from geo_app.reports.ties import STRUCK
from geo_app.reports.triggers import Trigger, cost, triggers

if TYPE_CHECKING:
    from geo_app.reports.document import Sentence
    from geo_app.reports.numerals import Numeral

FEW = 5
"""Fewer air strikes or bombs are how one incident is told, not a total of them."""
_NEAR = 240
_COUNTED = re.compile(r"document|record|verif|at least|no fewer|وثق|سجل", re.IGNORECASE)


def _facilities(noun: Noun, text: str, numeral: Numeral, sentence: Sentence) -> Noun | None:
    near = [one for one in triggers(text, sentence.start, sentence.end) if one.name in STRUCK and abs(one.start - numeral.start) < _NEAR]
    if not near:
        return None
    if noun.facility in {"homes", "shops"}:
        nearest = min(near, key=lambda one: cost(text, one, numeral.start, numeral.end + 1))
        return Noun(measure="homes_destroyed", unit="homes", facility=noun.facility) if nearest.name == "damaged" else None
    return Noun(measure="attacks_on_facilities", unit="facilities", facility=noun.facility)


def _share(noun: Noun, text: str, numeral: Numeral, sentence: Sentence) -> Noun | None:
    """Return "90 percent of the attacks targeted civilians"; None for a percentage of attacks that says no victim."""
    hit = re.search(r"(?:targeted|hit|struck)\s+(\w+)", text[numeral.end : sentence.end])
    victim = next((kind.victim_class for pattern, kind in CLASS_PATTERNS if hit is not None and pattern.fullmatch(hit.group(1))), "")
    return Noun(measure="attacks", unit="attacks", means=noun.means, victim_class=victim) if victim else None


def _attacks(noun: Noun, text: str, numeral: Numeral, sentence: Sentence) -> Noun | None:
    means = means_in(text[max(sentence.start, numeral.start - 90) : numeral.start]) or noun.means
    if means in ARMED:
        return Noun(measure=ARMED[means], unit="attacks", means=means)
    if numeral.percent:
        return _share(noun, text, numeral, sentence)
    if numeral.vague or (numeral.low < FEW and not _COUNTED.search(text[sentence.start : sentence.end])):
        return None
    return Noun(measure="attacks", unit="attacks", means=noun.means)


def event_of(noun: Noun, text: str, numeral: Numeral, sentence: Sentence, trigger: Trigger | None) -> Noun | None:
    """Return an event or building that a number counts, as a measure; None where the sentence tells of no harm to it."""
    if noun.measure == "facilities":
        return _facilities(noun, text, numeral, sentence)
    if noun.measure == "locations":
        return Noun(measure="locations_hit", unit="locations") if trigger is not None and trigger.name == "hit" else None
    if noun.measure == "attacks" and not noun.facility:
        return _attacks(noun, text, numeral, sentence)
    if noun.measure in {"munitions", "incidents"} or (noun.measure == "barrel_bombs" and numeral.low < 2 * FEW):
        return None
    return noun
