"""What a person decided a place text to be, and taking that back. Frozen; every decision has who, when and why."""

from __future__ import annotations

import hashlib
import re
from dataclasses import astuple, dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from geo_app.names import clean
from geo_app.vocabulary import AREA_ONLY, FILLS, MAPPED, AnswerKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo_app.vocabulary import Precision

Key = tuple[str, tuple[str, ...]]
"""A place text as compared, and the P-codes of the governorates stated beside it, sorted."""
UNIT = re.compile(r"SY(?:0[1-9]|1[0-4])(?:[0-9]{2}){0,2}")
"""P-codes of governorates, districts and subdistricts."""
_ADMIN1 = 4
_NORTH, _EAST = (32.0, 38.0), (35.0, 43.0)
_WIDEST_M = 250_000.0


def key_of(text: str, governorates: tuple[str, ...]) -> Key:
    """Return what makes two place texts equal: spelling marks, spaces and case do not, the stated governorates do."""
    return clean(text).casefold(), tuple(sorted(set(governorates)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a text was decided to be.

    Attributes:
        place_id: the gazetteer entry of a ``place``; empty otherwise.
        name, name_ar, latitude, longitude: of a ``place`` as the gazetteer had them that day, so that the decision outlives the entry; of a
            ``point`` as the person gave them. WGS 84 degrees (EPSG:4326).
        radius_m: metres around the point that hold the true place.
        precision: how exactly a ``place`` or ``point`` is meant; None for the other kinds.
        area_pcodes: the units of an ``area``; the governorate that a ``place`` or ``point`` counts in, empty where it spans several.
    """

    kind: AnswerKind
    place_id: str = ""
    name: str = ""
    name_ar: str = ""
    latitude: float | None = None
    longitude: float | None = None
    radius_m: float | None = None
    precision: Precision | None = None
    area_pcodes: tuple[str, ...] = ()

    @property
    def governorates(self) -> tuple[str, ...]:
        """The governorates of the answer, sorted."""
        return tuple(sorted({code[:_ADMIN1] for code in self.area_pcodes}))


def flaw_of(answer: Answer) -> str:
    """Return why ``answer`` cannot stand, as the end of a sentence; empty where it can."""
    if not all(UNIT.fullmatch(code) for code in answer.area_pcodes):
        return "names a P-code that is not one of Syria's"
    if answer.kind is AnswerKind.AREA:
        return "" if answer.area_pcodes else "is an area without a P-code"
    if answer.kind not in {AnswerKind.PLACE, AnswerKind.POINT}:
        return ""
    if answer.kind is AnswerKind.PLACE and not answer.place_id:
        return "is a place of the gazetteer without its place_id"
    if answer.latitude is None or answer.longitude is None:
        return "has no coordinates"
    if not (_NORTH[0] <= answer.latitude <= _NORTH[1] and _EAST[0] <= answer.longitude <= _EAST[1]):
        return "has coordinates outside Syria"
    if answer.radius_m is None or not 0 < answer.radius_m <= _WIDEST_M:
        return "has no radius in metres, or one that is wider than Syria"
    return "" if answer.precision in {*MAPPED, *AREA_ONLY} - {*FILLS} else "does not say how exactly the point is known"


def is_instant(text: str) -> bool:
    """True for an instant in UTC written in ISO 8601, such as ``2026-03-03T09:12:05Z``."""
    try:
        offset = datetime.fromisoformat(text).utcoffset()
    except ValueError:
        return False
    return offset is not None and not offset


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One person's choice for one place text.

    Attributes:
        text: as it was asked.
        governorates: P-codes of what is stated beside it, sorted; none where nothing is.
        when: instant in UTC, ISO 8601.
        taken_from: name of the alias file it came in; empty where it was decided here.
    """

    text: str
    governorates: tuple[str, ...]
    answer: Answer
    who: str
    when: str
    why: str = ""
    taken_from: str = ""

    @property
    def key(self) -> Key:
        """What equal texts have in common."""
        return key_of(self.text, self.governorates)

    @property
    def number(self) -> str:
        """A name for this decision: 16 hex digits of a hash of everything in it."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """One decision taken back; the one before it on the same text, if any, stands again. ``undoes`` is the decision's ``number``."""

    text: str
    governorates: tuple[str, ...]
    undoes: str
    who: str
    when: str

    @property
    def key(self) -> Key:
        """What equal texts have in common."""
        return key_of(self.text, self.governorates)


@dataclass(frozen=True, kw_only=True)
class Decisions:
    """The decisions that stand, by key, in order of keys."""

    current: Mapping[Key, Decision]

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of what stands, hex: undoing brings the earlier one back."""
        return hashlib.sha256("\n".join(decision.number for decision in self.current.values()).encode()).hexdigest()


NO_DECISIONS = Decisions(current={})
