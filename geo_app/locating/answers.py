"""The places a reading can end in, each with a sentence that a documenter can check."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyproj import Geod

from geo_app.gazetteer.spelling import Tier
from geo_app.gazetteer.units import DISTRICT_CODE, GOVERNORATE_CODE
from geo_app.locating.choose import SURE, Choice, Names
from geo_app.locating.score import Option, may_hold
from geo_app.model.places import Candidate, Place
from geo_app.names import fine_key
from geo_app.vocabulary import MAPPED, GeocodeMethod, PlaceKind, Precision

if TYPE_CHECKING:
    from geo_app.gazetteer.entries import Entry
    from geo_app.gazetteer.governorates import Governorates
    from geo_app.gazetteer.units import Units
    from geo_app.locating.phrases import Mention

LARGE_TOWN = 40_000
SIDE_M = 4_000.0
"""How far from a place "north of it" is taken to be, in a circle of ``SURROUNDINGS_M`` around the place's own."""
SUBDISTRICT_M = 15_000.0
_GEOD = Geod(ellps="WGS84")
AMBIGUOUS_FROM = 0.1
"""An option less likely than this is not worth a person's time."""
SHARED_FROM = 0.85
STATED_ONLY = 0.9
COUNTRYSIDE_M = 15_000.0
SURROUNDINGS_M = 8_000.0
BLURRED_M = 12_000.0
SITE_AS_POINT_M = 1_500.0
VAGUE_M = 4_500.0
"""A village with a radius beyond this was not found in any list; a ``LARGE_TOWN`` may be that large."""
_BRACKETS = re.compile(r"\s*\([^)]*\)$")
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


def at_unit(query: str, pcode: str, units: Units, *, seat: Entry | None, score: float = 0.9, why: str = "") -> Place:
    """Return a district or subdistrict: a fill where its layer is loaded, else of its governorate; its point is the seat's, for a list or a label."""
    district = len(pcode) == DISTRICT_CODE
    name, arabic = units.names[pcode]
    level = "district" if district else "subdistrict"
    return Place(
        query=query,
        precision=Precision.DISTRICT if district else Precision.SUBDISTRICT,
        method=GeocodeMethod.STATED_AREA,
        score=score,
        name=f"{name} {level}",
        name_ar=f"{'منطقة' if district else 'ناحية'} {arabic}",
        latitude=seat.latitude if seat and not district else None,
        longitude=seat.longitude if seat and not district else None,
        uncertainty_m=SUBDISTRICT_M if seat and not district else None,
        area_pcodes=(pcode[:GOVERNORATE_CODE],),
        admin2_pcode=pcode[:DISTRICT_CODE],
        admin3_pcode="" if district else pcode,
        explanation=why or f"The text names the {level} {name} ({units.names[pcode[:GOVERNORATE_CODE]][0]}), not a place in it.",
    )


def _candidates(options: tuple[Option, ...]) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(
            place_id=o.entry.place_id,
            name=o.entry.name,
            name_ar=o.entry.name_ar,
            admin1_pcode=o.entry.admin1_pcode,
            latitude=o.entry.latitude,
            longitude=o.entry.longitude,
            score=round(o.probability, 3),
        )
        for o in options
    )


def candidate_of(place: Place) -> Candidate:
    """Return a placed place as a candidate."""
    return Candidate(
        place_id=place.place_id,
        name=place.name,
        name_ar=place.name_ar,
        admin1_pcode=place.admin1_pcode,
        latitude=place.latitude or 0.0,
        longitude=place.longitude or 0.0,
        score=place.score,
    )


def _where(entry: Entry, names: Names) -> str:
    """Return an entry with what tells it from its homonyms: the city of a quarter, else subdistrict and governorate."""
    governorate = names.governorates.names.get(entry.admin1_pcode, ("several governorates", ""))[0]
    parent = names.entries.get(entry.parent)
    if parent is not None:
        return f"{entry.name.removesuffix(f' ({parent.name})')} in {parent.name}"
    subdistrict = names.units.names.get(entry.admin3_pcode, ("", ""))[0]
    name = _BRACKETS.sub("", entry.name)
    said = {fine_key(name), fine_key(governorate)}
    near = f"{subdistrict} subdistrict, " if subdistrict and fine_key(subdistrict) not in said else ""
    return f"{name} ({near}{governorate})"


def undecided(query: str, choice: Choice, stated: tuple[str, ...], names: Names) -> Place:
    """Return the smallest sure area (the stated governorates, or the one all likely options share), else "unknown"; the options are its candidates."""
    likely = tuple(o for o in choice.options if o.probability >= AMBIGUOUS_FROM)
    rivals = [_where(o.entry, names) for o in likely or choice.options[:1]]
    top = choice.options[0]
    said = " / ".join(names.governorates.names[c][0] for c in stated)
    if stated and not may_hold(top.entry, stated):
        why = f"No “{choice.mention.whole}” is known in {said}, which is stated; the likeliest elsewhere is {rivals[0]}: left at the stated governorate."
    elif choice.abroad:
        why = f"“{choice.mention.whole}” may be {rivals[0]} or a place in another country ({choice.abroad}): not decided."
    elif len(rivals) > 1:
        why = f"“{choice.mention.whole}” may be {' or '.join(rivals[:3])}: not decided."
    elif likely:
        why = f"“{choice.mention.whole}” may be {rivals[0]}, but the spelling or what stands beside it is not enough to be sure: not decided."
    else:
        why = f"“{choice.mention.whole}” is in no gazetteer, and no name in one comes near it."
    shared = {o.entry.admin1_pcode for o in likely}
    sure = sum(o.probability for o in likely) >= SHARED_FROM and len(shared) == 1 and all(shared)
    codes = stated or (tuple(shared) if sure else ())
    return Place(
        query=query,
        precision=Precision.GOVERNORATE if codes else Precision.UNKNOWN,
        method=GeocodeMethod.AMBIGUOUS if likely else GeocodeMethod.STATED_AREA if codes else GeocodeMethod.NONE,
        score=round(choice.probability if likely else (STATED_ONLY if codes else 0.0), 3),
        name=", ".join(names.governorates.names[c][0] for c in codes) + (" governorate" if codes else ""),
        name_ar="، ".join(names.governorates.names[c][1] for c in codes),
        area_pcodes=codes,
        explanation=why,
        candidates=_candidates(likely),
    )


def _only_a_part(mention: Mention, matched: str) -> bool:
    """True where a point of the compass stands before a name that has none of its own."""
    return mention.directed and not any(ch.isupper() for ch in fine_key(matched))


_How = tuple[Precision, float, GeocodeMethod, str]


def _distance(mention: Mention, radius: float) -> tuple[bool, float, str]:
    """Return the rule for a stated distance: with a direction the circle stands there and holds what "about" leaves open, else around the place."""
    km = mention.km or 0.0
    if mention.bearing is None:
        return mention.km is not None, radius + km * 1000, f"the text says {km:g} km from it, so it lies somewhere within that distance"
    wide = max(3_000.0, 0.5 * km * 1000) + radius / 2
    return mention.km is not None, wide, f"the text says {km:g} km in that direction, so it lies somewhere around that spot"


def _side(mention: Mention) -> str:
    if mention.bearing is None:
        return "the text says its surroundings, not the place itself"
    return f"the text says a side of it and no distance, so it is drawn {SIDE_M / 1000:g} km to that side"


def _surroundings(choice: Choice, entry: Entry) -> _How | None:
    """Return the circle that the words around the name ask for; None where they mean the place itself."""
    mention, radius = choice.mention, entry.radius_m
    rules = (
        _distance(mention, radius),
        (mention.countryside, radius + COUNTRYSIDE_M, "the text says its countryside, not the town"),
        (mention.around and entry.kind is PlaceKind.SETTLEMENT, radius + BLURRED_M, "the text says a road, district or area of that name"),
        (mention.near, radius + SURROUNDINGS_M, _side(mention)),
        (_only_a_part(mention, choice.options[0].match.matched), radius + SURROUNDINGS_M, "the text says one side of it"),
        (choice.blurred, radius + BLURRED_M, f"“{choice.unread}” is not in the gazetteer, so only its surroundings are known"),
    )
    for applies, reach, clause in rules:
        if applies:
            method = GeocodeMethod.NAME_IN_AREA if choice.blurred else GeocodeMethod.DIRECTION
            return Precision.NEAR, reach, method, clause
    return None


def _where_drawn(mention: Mention, entry: Entry, precision: Precision) -> tuple[float, float]:
    """Return (longitude, latitude) of the answer's centre: the entry's, moved where the text gives a direction from it."""
    if precision is not Precision.NEAR or mention.bearing is None:
        return entry.longitude, entry.latitude
    metres = mention.km * 1000 if mention.km is not None else SIDE_M
    longitude, latitude, _ = _GEOD.fwd(entry.longitude, entry.latitude, mention.bearing, metres)
    return round(float(longitude), 4), round(float(latitude), 4)


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


def _stated_elsewhere(entry: Entry, stated: tuple[str, ...], names: Names) -> str:
    """Return the clause that says openly where a place lies outside the governorate that a source states."""
    if not stated or not entry.admin1_pcode or entry.admin1_pcode in stated:
        return ""
    said = " / ".join(names.governorates.names[code][0] for code in stated)
    return f" {said} is stated; the place lies in {names.governorates.names[entry.admin1_pcode][0]}: please check."


def at_match(query: str, choice: Choice, names: Names, *, stated: tuple[str, ...]) -> Place:
    """Return the place of the likeliest option, as exact as the words around the name allow.

    A quarter whose position is borrowed is named with its town. Where the place lies outside the stated governorate its sentence says so.
    """
    option = choice.options[0]
    entry = option.entry
    precision, radius, method, clause = _how_exact(choice, entry)
    longitude, latitude = _where_drawn(choice.mention, entry, precision)
    parent = names.entries.get(entry.parent)
    name = f"{entry.name}, {parent.name}" if parent is not None and entry.kind is not PlaceKind.SETTLEMENT else entry.name
    matched = option.match.matched
    spelled = f" (by its spelling “{matched}”)" if option.match.spelling.tier < Tier.FINE else ""
    unsure = f" Not certain ({round(100 * choice.probability)} %)." if choice.probability < SURE else ""
    return Place(
        query=query,
        precision=precision,
        method=method,
        score=round(choice.probability, 3),
        name=name,
        name_ar=entry.name_ar,
        place_id=entry.place_id,
        latitude=latitude,
        longitude=longitude,
        uncertainty_m=radius,
        area_pcodes=(entry.admin1_pcode,) if entry.admin1_pcode else stated,
        admin2_pcode=entry.admin2_pcode if precision in MAPPED else "",
        admin3_pcode=entry.admin3_pcode if precision in MAPPED else "",
        explanation=f"“{choice.mention.whole}” is {_where(entry, names)}{spelled}: {clause}.{_stated_elsewhere(entry, stated, names)}{unsure}",
        candidates=_candidates(tuple(o for o in choice.options[1:] if o.probability >= AMBIGUOUS_FROM)),
    )
