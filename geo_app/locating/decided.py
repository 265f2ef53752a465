"""A geocoder that asks a person's decisions first, and the place that a decision means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from pyproj import Geod

from geo_app.locating.geocode import MAX_TEXT
from geo_app.locating.load import load_geocoder
from geo_app.locating.standing import fold
from geo_app.model.decisions import NO_DECISIONS, key_of
from geo_app.model.places import Candidate, Place
from geo_app.names import clean
from geo_app.readers.decisions import decisions_path, read_lines
from geo_app.vocabulary import CIRCLES, AnswerKind, GeocodeMethod, PlaceKind, Precision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo_app.gazetteer.entries import Entry
    from geo_app.gazetteer.governorates import Governorates
    from geo_app.gazetteer.index import NameIndex
    from geo_app.locating.geocode import Geocoder
    from geo_app.model.decisions import Answer, Decision, Decisions

MOVED_M = 10_000.0
"""An entry that stands farther than this from where it was when decided is another place under the same id."""
_GEOD = Geod(ellps="WGS84")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_KIND = {
    PlaceKind.SETTLEMENT: "the town or village",
    PlaceKind.NEIGHBOURHOOD: "the quarter",
    PlaceKind.SITE: "the site",
    PlaceKind.REGION: "the region",
}
_BY_LENGTH = {4: Precision.GOVERNORATE, 6: Precision.DISTRICT, 8: Precision.SUBDISTRICT}
_RIVALS = 2


class PlaceFinder(Protocol):
    """What everything that places texts asks: the matcher alone, or decisions before it."""

    @property
    def governorates(self) -> Governorates:
        """Names of governorates."""

    @property
    def entries(self) -> Mapping[str, Entry]:
        """Entries of the gazetteer by ``place_id``."""

    def geocode(self, text: str, *, governorate: str = "", arabic: str = "", district: str = "") -> Place:
        """Return the place that ``text`` names."""


def day_in_words(when: str) -> str:
    """Return the day of an instant, as "3 March 2026"."""
    day = datetime.fromisoformat(when)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def entry_of(answer: Answer, entries: Mapping[str, Entry]) -> Entry | None:
    """Return the gazetteer's entry of a ``place``; None where it has none of that id, or another place under it."""
    entry = entries.get(answer.place_id)
    if entry is None or answer.latitude is None or answer.longitude is None:
        return entry
    moved = float(_GEOD.inv(answer.longitude, answer.latitude, entry.longitude, entry.latitude)[2])
    return entry if moved <= MOVED_M else None


def _named(codes: tuple[str, ...], governorates: Governorates) -> str:
    return " / ".join(governorates.names[code][0] if code in governorates.names else code for code in codes)


def _not_the_others(name: str, place_id: str, rivals: tuple[Candidate, ...], governorates: Governorates) -> str:
    others = []
    for rival in rivals:
        if rival.place_id == place_id:
            continue
        where = _named((rival.admin1_pcode,), governorates) if rival.admin1_pcode else "several governorates"
        others.append(f"the one in {where}" if rival.name.casefold() == name.casefold() else f"{rival.name} ({where})")
    shown = list(dict.fromkeys(others))[:_RIVALS]
    return f", not {' or '.join(shown)}" if shown else ""


def _point_in_words(answer: Answer, entry: Entry | None, governorates: Governorates) -> str:
    name = answer.name or f"{answer.latitude:g}, {answer.longitude:g}"
    where = f" in {_named(answer.area_pcodes, governorates)}" if answer.area_pcodes else ""
    if answer.precision in CIRCLES:
        return f"somewhere within {(answer.radius_m or 0) / 1000:g} km of {name}{where}"
    if entry is None:
        return f"{name}{where}, at coordinates of their own" if answer.kind is AnswerKind.POINT else f"{name}{where}"
    return f"{name}, {_KIND[entry.kind]}{where}"


def _sentence(decision: Decision, what: str) -> str:
    reason = f" Reason given: {decision.why}" if decision.why.strip() else ""
    return f"Decided by {decision.who} on {day_in_words(decision.when)}: {what}.{reason}"


def _area(decision: Decision, query: str, governorates: Governorates) -> Place:
    codes = decision.answer.area_pcodes
    one = codes[0] if len(codes) == 1 else ""
    precision = _BY_LENGTH[len(one)] if one else Precision.GOVERNORATE
    held = decision.answer.governorates
    name = _named(held, governorates)
    unit = one if one and precision is not Precision.GOVERNORATE else ""
    what = f"the {precision} {one} in {name}" if unit else f"{name} governorate{'s' if len(held) > 1 else ''}, and no finer place"
    return Place(
        query=query,
        precision=precision,
        method=GeocodeMethod.DECIDED,
        score=1.0,
        name=unit or f"{name} governorate{'s' if len(held) > 1 else ''}",
        name_ar="" if unit else "، ".join(governorates.names[code][1] for code in held if code in governorates.names),
        area_pcodes=held,
        admin2_pcode=unit[:6],
        admin3_pcode=unit if precision is Precision.SUBDISTRICT else "",
        explanation=_sentence(decision, what),
    )


def place_of(decision: Decision, *, query: str, finder: PlaceFinder, stated: tuple[str, ...] = (), rivals: tuple[Candidate, ...] = ()) -> Place:
    """Return the place that ``decision`` makes of ``query``.

    Args:
        decision: what stands.
        query: the text as asked.
        finder: for the entries of the gazetteer as they are today, and the names of governorates.
        stated: P-codes of the governorates stated beside the text; where the answer lies in none of them, the sentence says so.
        rivals: what else the text may have meant: named in the sentence, and kept as candidates.

    Returns:
        The place, method ``decided``, score 1; ``unknown`` where it was decided to be nowhere or not to be known.
    """
    answer, governorates = decision.answer, finder.governorates
    if answer.kind in {AnswerKind.NOWHERE, AnswerKind.UNKNOWN}:
        what = "not a place in Syria" if answer.kind is AnswerKind.NOWHERE else "the place cannot be known"
        why = _sentence(decision, what)
        return Place(query=query, precision=Precision.UNKNOWN, method=GeocodeMethod.DECIDED, score=1.0, explanation=why, candidates=rivals)
    beside = f"; {_named(stated, governorates)} is stated" if stated and answer.governorates and not set(answer.governorates) & set(stated) else ""
    if answer.kind is AnswerKind.AREA:
        return _area(decision, query, governorates)
    entry = entry_of(answer, finder.entries) if answer.kind is AnswerKind.PLACE else None
    what = _point_in_words(answer, entry, governorates) + _not_the_others(answer.name, answer.place_id, rivals, governorates) + beside
    return Place(
        query=query,
        precision=answer.precision or Precision.UNKNOWN,
        method=GeocodeMethod.DECIDED,
        score=1.0,
        name=answer.name or query,
        name_ar=answer.name_ar,
        place_id=answer.place_id,
        latitude=entry.latitude if entry and answer.precision not in CIRCLES else answer.latitude,
        longitude=entry.longitude if entry and answer.precision not in CIRCLES else answer.longitude,
        uncertainty_m=answer.radius_m,
        area_pcodes=answer.area_pcodes,
        explanation=_sentence(decision, what),
        candidates=tuple(rival for rival in rivals if rival.place_id != answer.place_id),
    )


def with_coordinates(text: str, latitude: float, longitude: float) -> str:
    """Return the text that a decision on a row with coordinates of its own is about: its words and its point."""
    return f"{text} [{latitude:.5f}, {longitude:.5f}]".strip()


def _as_candidate(place: Place) -> tuple[Candidate, ...]:
    if not place.place_id or place.latitude is None or place.longitude is None:
        return ()
    return (
        Candidate(
            place_id=place.place_id,
            name=place.name,
            name_ar=place.name_ar,
            admin1_pcode=place.admin1_pcode,
            latitude=place.latitude,
            longitude=place.longitude,
            score=place.score,
        ),
    )


def all_candidates(place: Place) -> tuple[Candidate, ...]:
    """Return what a text may mean: the place that was found, where it is an entry, and its rivals, each entry once."""
    by_id = {candidate.place_id: candidate for candidate in (*place.candidates, *_as_candidate(place))}
    order = dict.fromkeys(candidate.place_id for candidate in (*_as_candidate(place), *place.candidates))
    return tuple(by_id[place_id] for place_id in order)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedGeocoder:
    """``matcher`` with ``decisions`` before it: where a person decided, that is the answer; everything else the matcher answers."""

    matcher: Geocoder
    decisions: Decisions = NO_DECISIONS

    @property
    def governorates(self) -> Governorates:
        """Names of governorates."""
        return self.matcher.governorates

    @property
    def entries(self) -> Mapping[str, Entry]:
        """Entries of the gazetteer by ``place_id``."""
        return self.matcher.entries

    @property
    def index(self) -> NameIndex:
        """Names of the gazetteer."""
        return self.matcher.index

    def geocode(self, text: str, *, governorate: str = "", arabic: str = "", district: str = "") -> Place:
        """Return the place that ``text`` names (see ``Geocoder.geocode``), or that it was decided to be.

        A decision on the text with this stated governorate comes first, then one on the text alone. The latter never contradicts a stated
        governorate: it yields to the matcher unless its place lies there. A decision on ``arabic`` is asked where ``text`` finds no point.
        """
        if not self.decisions.current:
            return self.matcher.geocode(text, governorate=governorate, arabic=arabic, district=district)
        stated = self.stated(governorate)
        decision = self.decision_on(text, stated)
        if decision is not None:
            return self.place_for(decision, text, stated)
        found = self.matcher.geocode(text, governorate=governorate, arabic=arabic, district=district)
        decision = self.decision_on(arabic, stated) if found.latitude is None else None
        return self.place_for(decision, arabic, stated) if decision is not None else found

    def stated(self, governorate: str) -> tuple[str, ...]:
        """Return the P-codes of a cell that states governorates, sorted."""
        return tuple(sorted(self.governorates.find_all(governorate))) if governorate.strip() else ()

    def decision_on(self, text: str, stated: tuple[str, ...]) -> Decision | None:
        """Return the decision that applies to ``text`` beside the stated governorates; None where the matcher is to answer."""
        key = key_of(text, stated)
        decision = self.decisions.current.get(key)
        if decision is not None or not stated:
            return decision
        general = self.decisions.current.get((key[0], ()))
        if general is None:
            return None
        inside = general.answer.governorates
        return general if inside and set(inside) <= set(stated) else None

    def settled(self, text: str, stated: tuple[str, ...]) -> Place | None:
        """Return the place decided for a row with coordinates of its own (``text`` as ``with_coordinates`` writes it); None where none is."""
        decision = self.decision_on(text, stated) if self.decisions.current else None
        return place_of(decision, query=text, finder=self, stated=stated) if decision is not None else None

    def place_for(self, decision: Decision, text: str, stated: tuple[str, ...]) -> Place:
        """Return the place that ``decision`` makes of ``text``; its sentence names what else the text may have meant."""
        found = self.matcher.geocode(text, governorate=";".join(stated))
        return place_of(decision, query=clean(text)[:MAX_TEXT], finder=self, stated=stated, rivals=all_candidates(found))


def load_decisions() -> Decisions:
    """Return the decisions of the person at this machine that stand.

    Raises:
        BadUseError: their file is there and may not be read.
    """
    return fold(read_lines(decisions_path()).lines)


def load_decided_geocoder(decisions: Decisions | None = None) -> DecidedGeocoder:
    """Return the geocoder that everything uses: the gazetteer's, with ``decisions`` before it (None: those of the person at this machine)."""
    return DecidedGeocoder(matcher=load_geocoder(), decisions=load_decisions() if decisions is None else decisions)
