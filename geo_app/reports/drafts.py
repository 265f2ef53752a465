"""What was read out of a report, as values: a draft is a proposal with its words, and enters nothing until a person accepts it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from geo_app.vocabulary import Attribution, Bound, Perpetrator


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Code-point offsets into the text as it is, end excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One figure, event, movement or statement that a report tells.

    Attributes:
        kind: ``incident``, ``tally``, ``displacement`` or ``statement``.
        measure: what is counted (``killed``, ``attacks_on_facilities`` …); of displacement its kind (``flow``, ``stock``, ``return``, ``in_need``);
            of a statement what is said (``denial`` …).
        victim_class, victim_sub: who is counted; several classes of one figure joined by ``;``; empty where no persons are.
        means, facility: by what, and what was hit; empty where not said.
        perpetrators, attribution: whom the text holds responsible, and how it names them; nobody where it names nobody for this figure.
        window_start, window_end: days, both included; None where the text does not say.
        window_words, window_basis: its words, and how they were resolved.
        area: the place in the text's words; ``area_precision``, ``area_pcodes``, ``place_name``: what the geocoder makes of them.
        value_min, value_max: numbers; None where open or in words only. Percentages have ``unit`` "percent".
        bound, bound_word, bound_scope: the kind of number; its word; whether it stands before this number ("own") or its whole ("inherited").
        part_of: position among the drafts of the figure that holds this one.
        spans: field → where its words stand; ``number`` and ``phrase`` always.
        also: further places where the same fact is told.
        quote: at most 25 words around the number, as they stand.
        confidence: 0 to 1, from how directly the words are tied to one another.
        undecided: what the text leaves open, a sentence each.
        speaker: whose claim it is, where the text says so.
    """

    kind: str
    measure: str
    victim_class: str = ""
    victim_sub: str = ""
    means: str = ""
    facility: str = ""
    perpetrators: tuple[Perpetrator, ...] = ()
    attribution: Attribution | None = None
    window_start: date | None = None
    window_end: date | None = None
    window_words: str = ""
    window_basis: str = ""
    area: str = ""
    area_precision: str = ""
    area_pcodes: tuple[str, ...] = ()
    place_name: str = ""
    value_min: float | None = None
    value_max: float | None = None
    unit: str = "persons"
    bound: Bound | None = None
    bound_word: str = ""
    bound_scope: str = ""
    part_of: int | None = None
    spans: dict[str, Span] = field(default_factory=dict)
    also: tuple[Span, ...] = ()
    quote: str = ""
    confidence: float = 0.5
    undecided: tuple[str, ...] = ()
    speaker: str = ""
    in_title: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report as read: what it says of itself, and its drafts in the order of the text."""

    file: str
    sha256: str
    title: str
    publisher: str
    printed: date | None
    relays: tuple[str, ...]
    language: str
    drafts: tuple[Draft, ...]
