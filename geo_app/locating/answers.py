"""The places a reading can end in, each with a sentence that a documenter can check."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo_app.locating.choose import LARGE_TOWN, RURAL_DAMASCUS, Choice, may_hold
from geo_app.model.places import Candidate, Place
from geo_app.names import fine_key
from geo_app.vocabulary import GeocodeMethod, PlaceKind, Precision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo_app.gazetteer.entries import Entry
    from geo_app.gazetteer.governorates import Governorates
    from geo_app.gazetteer.index import NameMatch
    from geo_app.locating.phrases import Mention

COUNTRYSIDE_M = 15_000.0
SURROUNDINGS_M = 8_000.0
BLURRED_M = 12_000.0
SITE_AS_POINT_M = 1_500.0
VAGUE_M = 4_500.0
"""A village with a radius beyond this was not found in any list; a ``LARGE_TOWN`` may be that large."""
_CAMP = re.compile(r"\bcamps?\b", re.IGNORECASE)


def not_found(query: str, *, why: str) -> Place:
    """Return "unknown" with the reason."""
    return Place(query=query, precision=Precision.UNKNOWN, method=GeocodeMethod.NONE, score=0.0, explanation=why)


def at_country(query: str) -> Place:
    """Return the country as a whole: counted beside the map, drawn nowhere."""
    return Place(
        query=query,
        precision=Precision.COUNTRY,
        method=GeocodeMethod.STATED_AREA,
        score=1.0,
        name="Syria",
        name_ar="سوريا",
        explanation="The text names the country only.",
    )


def at_governorates(query: str, codes: tuple[str, ...], governorates: Governorates, *, why: str) -> Place:
    """Return a fill of one governorate, or "several areas"."""
    names = [governorates.names[code] for code in codes if code in governorates.names]
    return Place(
        query=query,
        precision=Precision.GOVERNORATE,
        method=GeocodeMethod.STATED_AREA,
        score=0.95,
        name=", ".join(name for name, _ in names) + (" governorate" if len(names) == 1 else " governorates"),
        name_ar="، ".join(arabic for _, arabic in names),
        area_pcodes=codes,
        explanation=why,
    )


def _candidates(matches: tuple[NameMatch, ...]) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(
            place_id=m.entry.place_id,
            name=m.entry.name,
            name_ar=m.entry.name_ar,
            admin1_pcode=m.entry.admin1_pcode,
            latitude=m.entry.latitude,
            longitude=m.entry.longitude,
            score=round(min(max(m.score, 0.0), 1.0), 3),
        )
        for m in matches
    )


def _where(entry: Entry, governorates: Governorates) -> str:
    name = governorates.names.get(entry.admin1_pcode, ("several governorates", ""))[0]
    return f"{entry.name} ({name})"


def undecided(query: str, choice: Choice, allowed: tuple[str, ...], governorates: Governorates) -> Place:
    """Return the stated governorate where one is stated, else "unknown"; the rivals are its candidates."""
    rivals = [_where(m.entry, governorates) for m in choice.matches]
    if choice.contradicts:
        stated = " / ".join(governorates.names[c][0] for c in allowed)
        why = f"“{choice.mention.whole}” is known only as {rivals[0]}, but {stated} is stated: left at the stated governorate."
    else:
        why = f"“{choice.mention.whole}” may be {' or '.join(rivals[:3])}: not decided."
    shared = {m.entry.admin1_pcode for m in choice.matches}
    codes = allowed or (tuple(shared) if len(shared) == 1 and all(shared) else ())
    return Place(
        query=query,
        precision=Precision.GOVERNORATE if codes else Precision.UNKNOWN,
        method=GeocodeMethod.AMBIGUOUS,
        score=0.3,
        name=", ".join(governorates.names[c][0] for c in codes) + (" governorate" if codes else ""),
        area_pcodes=codes,
        explanation=why,
        candidates=_candidates(choice.matches),
    )


def _only_a_part(mention: Mention, match: NameMatch) -> bool:
    """True where a point of the compass stands before a name that has none of its own."""
    return mention.directed and not any(ch.isupper() for ch in fine_key(match.matched))


_How = tuple[Precision, float, GeocodeMethod, str]


def _surroundings(choice: Choice, entry: Entry) -> _How | None:
    """Return the circle that the words around the name ask for; None where they mean the place itself."""
    mention, radius = choice.mention, entry.radius_m
    rules = (
        (mention.km is not None, (mention.km or 0) * 1000, f"the text says {mention.km or 0:g} km from it, so it lies somewhere within that distance"),
        (mention.countryside, COUNTRYSIDE_M, "the text says its countryside, not the town"),
        (mention.around and entry.kind is PlaceKind.SETTLEMENT, BLURRED_M, "the text says a road, district or area of that name"),
        (mention.near, SURROUNDINGS_M, "the text says its surroundings, not the place itself"),
        (_only_a_part(mention, choice.matches[0]), SURROUNDINGS_M, "the text says one side of it"),
        (choice.blurred, BLURRED_M, f"“{choice.unread}” is not in the gazetteer, so only its surroundings are known"),
    )
    for applies, wider, clause in rules:
        if applies:
            method = GeocodeMethod.NAME_IN_AREA if choice.blurred else GeocodeMethod.DIRECTION
            return Precision.NEAR, radius + wider, method, clause
    return None


def _own_place(choice: Choice, entry: Entry) -> _How:
    """Return how exactly an entry itself is known."""
    radius = entry.radius_m
    if entry.borrowed and entry.kind is PlaceKind.SITE and _CAMP.search(entry.name):
        return Precision.NEAR, radius + SURROUNDINGS_M, GeocodeMethod.PARENT, "its own position is not known, and camps lie outside towns"
    if entry.borrowed:
        return Precision.SETTLEMENT, radius, GeocodeMethod.PARENT, "its own position is not known, so it stands at its town"
    if radius > VAGUE_M and entry.population < LARGE_TOWN:
        return Precision.NEAR, radius, GeocodeMethod.NAME, f"its position is known to about {radius / 1000:g} km only"
    if choice.unread:
        return Precision.SETTLEMENT, radius, GeocodeMethod.PARENT, f"“{choice.unread}” has no entry of its own, so it stands at its town"
    if entry.kind is PlaceKind.SETTLEMENT:
        return Precision.SETTLEMENT, radius, GeocodeMethod.NAME, "known to the town or village"
    if entry.kind is PlaceKind.SITE and radius > SITE_AS_POINT_M:
        return Precision.SETTLEMENT, radius, GeocodeMethod.NAME, "known to the site"
    return Precision.NEIGHBOURHOOD, radius, GeocodeMethod.NAME, "known to the quarter or site"


def _how_exact(choice: Choice, entry: Entry) -> _How:
    """Return precision, radius in metres, method and the clause that says why."""
    if entry.kind is PlaceKind.REGION:
        return Precision.REGION, entry.radius_m, GeocodeMethod.NAME, "a region, drawn as a circle that holds it"
    return _surroundings(choice, entry) or _own_place(choice, entry)


def at_match(query: str, choice: Choice, governorates: Governorates, entries: Mapping[str, Entry], *, stated: tuple[str, ...]) -> Place:
    """Return the place of the first match, as exact as the words around the name allow.

    A quarter whose position is borrowed is named with its town. A stated "Damascus" beside a place of Rural Damascus is said in the sentence.
    """
    match = choice.matches[0]
    entry = match.entry
    precision, radius, method, clause = _how_exact(choice, entry)
    parent = entries.get(entry.parent)
    name = f"{entry.name}, {parent.name}" if parent is not None and entry.kind is not PlaceKind.SETTLEMENT else entry.name
    spelled = "" if match.matched.casefold() == entry.name.casefold() else f" (written “{match.matched}”)"
    note = ""
    if stated and entry.admin1_pcode and entry.admin1_pcode not in stated and may_hold(entry.admin1_pcode, stated):
        note = " “Damascus” is stated; the place lies in Rural Damascus." if entry.admin1_pcode == RURAL_DAMASCUS else ""
    if entry.admin1_pcode:
        codes: tuple[str, ...] = (entry.admin1_pcode,)
    else:
        codes = stated
    return Place(
        query=query,
        precision=precision,
        method=method,
        score=round(min(match.score, 0.99 if precision in {Precision.NEAR, Precision.REGION} else 1.0), 3),
        name=name,
        name_ar=entry.name_ar,
        place_id=entry.place_id,
        latitude=entry.latitude,
        longitude=entry.longitude,
        uncertainty_m=radius,
        area_pcodes=codes,
        explanation=f"“{choice.mention.whole}” is {_where(entry, governorates)}{spelled}: {clause}.{note}",
        candidates=_candidates(choice.matches[1:]),
    )
