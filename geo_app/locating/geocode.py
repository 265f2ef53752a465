"""Place text → place, with its precision, a score and a sentence; or no place, with the candidates. Offline, the same answer in any order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo_app.gazetteer.entries import load_base_entries
from geo_app.gazetteer.governorates import Governorates, load_governorate_names
from geo_app.gazetteer.index import NameIndex
from geo_app.gazetteer.spelling import Tier
from geo_app.gazetteer.units import DISTRICT_CODE, SUBDISTRICT_CODE, Units, load_units
from geo_app.locating.answers import at_country, at_governorates, at_match, at_unit, candidate_of, not_found, undecided
from geo_app.locating.choose import SURE, Names, Stated, choose, code_of, options_of
from geo_app.locating.hold import hold_all, metres_between
from geo_app.locating.phrases import LIST_FROM, Mention, is_country, is_foreign, is_nothing, listed, mentions, several, split_places
from geo_app.locating.score import may_hold
from geo_app.model.places import Place
from geo_app.names import clean
from geo_app.vocabulary import MAPPED, GeocodeMethod, PlaceKind, Precision

if TYPE_CHECKING:
    from geo_app.gazetteer.entries import Entry

MAX_TEXT = 400
"""Characters of a place text that are read; reports need fewer, and the time per text stays bounded."""
PAIR = 2
_COMMA = re.compile(r"\s*[,،;]\s*")
CERTAIN = 0.95
TWO_TOWNS_M = 10_000.0
"""Two names farther apart than this, joined by a slash, are two places and not two names of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Geocoder:
    """A gazetteer ready to answer. ``load_geocoder`` builds the one that comes with geo_app."""

    index: NameIndex
    governorates: Governorates
    units: Units
    entries: dict[str, Entry]

    @property
    def names(self) -> Names:
        """All that texts are read by."""
        return Names(index=self.index, governorates=self.governorates, units=self.units, entries=self.entries)

    def geocode(self, text: str, *, governorate: str = "", arabic: str = "", district: str = "") -> Place:
        """Return the place that ``text`` names.

        Args:
            text: a place as a report writes it, in English or Arabic; may name several places, directions and areas.
            governorate: the stated governorate: a P-code or a name in any spelling, several joined by ``;``. Never silently contradicted.
            arabic: the same place in the other script; where both find a place and agree, the answer is surer than either.
            district: the stated district or subdistrict: a P-code or a name; only ranks homonyms.

        Returns:
            The place; ``precision`` unknown with candidates where several are equally likely, without where the gazetteer has no such name.
        """
        stated = self.governorates.find_all(governorate) if governorate.strip() else ()
        within = self._within(district, stated)
        first = self._read(clean(text)[:MAX_TEXT], stated, within)
        if not arabic.strip() or clean(arabic) == clean(text):
            return first
        return agreed(first, self._read(clean(arabic)[:MAX_TEXT], stated, within))

    def _within(self, district: str, stated: tuple[str, ...]) -> tuple[str, ...]:
        text = clean(district)
        if not text:
            return ()
        if text in self.units.names:
            return (text,)
        return self.units.find(text, digits=SUBDISTRICT_CODE, within=stated) or self.units.find(text, digits=DISTRICT_CODE, within=stated)

    def _read(self, text: str, stated: tuple[str, ...], within: tuple[str, ...] = ()) -> Place:
        if is_nothing(text):
            if stated:
                return at_governorates(text, stated, self.governorates, why="Only the governorate is stated.")
            return not_found(text, why="No place is stated.")
        if is_country(text):
            return at_country(text)
        towns = self._towns_of_list(text, stated)
        return hold_all(towns, query=text) if towns else self._named(text, stated, within)

    def _named(self, text: str, stated: tuple[str, ...], within: tuple[str, ...]) -> Place:
        region = self._region(text, stated)
        if region is not None:
            return region
        sides = [self._one(part.strip(), stated, within) for part in split_places(text) if part.strip()]
        if len(sides) > 1 and all(side.precision in MAPPED and side.score >= SURE for side in sides) and metres_between(sides[0], sides[-1]) > TWO_TOWNS_M:
            return hold_all(sides, query=text)
        pair = self._two_towns(text, stated)
        if pair:
            return hold_all(pair, query=text)
        whole = self._one(text, stated, within)
        if whole.latitude is not None and not whole.candidates and whole.score >= CERTAIN:
            return whole
        parts = several(text)
        if not parts:
            return whole
        if len(parts) == 1:
            return whole if parts[0] == text else self._one(parts[0], stated, within)
        found = [self._one(part, stated, within) for part in parts]
        return hold_all(found, query=text) if all(place.area_pcodes for place in found) else whole

    def _towns_of_list(self, text: str, stated: tuple[str, ...]) -> list[Place]:
        """Return the places of a list of towns ("Harasta, Hamuriya, Douma"); nothing where fewer than three of its items are places."""
        found = [self._one(item, stated) for item in listed(text) if not self.governorates.find(item)]
        placed = [place for place in found if place.latitude is not None and place.precision in MAPPED]
        return placed if len(placed) >= LIST_FROM else []

    def _one(self, text: str, stated: tuple[str, ...], within: tuple[str, ...] = ()) -> Place:
        named = mentions(text)
        abroad = next((m.whole for m in named if is_foreign(m.whole)), "")
        if abroad:
            return not_found(text, why=f"The text names another country ({abroad}).")
        inside = self.stated_in(named)
        allowed = stated or inside
        unit = self._unit(text, named, allowed)
        if unit is not None:
            return unit
        return self._answer(text, named, allowed, within)

    def _answer(self, text: str, named: tuple[Mention, ...], allowed: tuple[str, ...], within: tuple[str, ...]) -> Place:
        choice = choose(named, self.names, Stated(governorates=allowed, within=within))
        if choice is None:
            return self._area_of(text, named, allowed)
        if not choice.decided:
            return undecided(text, choice, allowed, self.names)
        return at_match(text, choice, self.names, stated=allowed)

    def _two_towns(self, text: str, stated: tuple[str, ...]) -> list[Place]:
        """Return the places of two towns joined by a comma ("Saraqib, Binnish"); nothing where the second only says where the first lies."""
        parts = [part.strip() for part in _COMMA.split(text) if part.strip()]
        if len(parts) != PAIR or any(self.governorates.find(part) for part in parts) or any(m.facility or m.quarter for p in parts for m in mentions(p)):
            return []
        sides = [self._one(part, stated) for part in parts]
        if any(side.precision is not Precision.SETTLEMENT or side.score < SURE or side.place_id not in self.entries for side in sides):
            return []
        first, second = (self.entries[side.place_id] for side in sides)
        if PlaceKind.SETTLEMENT not in {first.kind} & {second.kind} or second.seat_level > 1 or self.units.seats.get(first.admin3_pcode) == second.place_id:
            return []
        return sides if metres_between(*sides) > TWO_TOWNS_M else []

    def _region(self, text: str, stated: tuple[str, ...]) -> Place | None:
        """Return the region whose very name the whole text is: "northern Syria", "Jabal al-Zawiya"; its words are not taken apart."""
        found = [m for m in self.index.lookup(text) if m.entry.kind is PlaceKind.REGION and m.spelling.tier >= Tier.FINE and may_hold(m.entry, stated)]
        if not found or any(m.spelling.tier > found[0].spelling.tier and m.entry.kind is not PlaceKind.REGION for m in self.index.lookup(text)):
            return None
        mention = Mention(whole=text, core=text, name=text)
        return self._answer(text, (mention,), stated, ())

    def _unit(self, text: str, named: tuple[Mention, ...], allowed: tuple[str, ...]) -> Place | None:
        """Return the district or subdistrict where the first name of the text is one by its own words and no quarter of that name is meant."""
        first = next((m for m in named if not (m.governorate and code_of(m, self.governorates))), None)
        if first is None or not first.unit or first.near or first.km is not None:
            return None
        codes = self.units.find(first.name, digits=first.unit, within=allowed)
        if len(codes) != 1:
            return None
        if first.unit == DISTRICT_CODE and any(o.entry.kind is PlaceKind.NEIGHBOURHOOD for o in options_of(first, self.index)):
            return None
        return at_unit(text, codes[0], self.units, seat=self.entries.get(self.units.seats.get(codes[0], "")))

    def stated_in(self, named: tuple[Mention, ...]) -> tuple[str, ...]:
        """Return the governorates that the text itself gives beside a finer place, or marks with a word such as "province"."""
        codes = set()
        for position, mention in enumerate(named):
            code = code_of(mention, self.governorates)
            if code and (mention.governorate or mention.countryside or position > 0):
                codes.add(code)
        return tuple(sorted(codes))

    def _area_of(self, text: str, named: tuple[Mention, ...], allowed: tuple[str, ...]) -> Place:
        codes = allowed or tuple(sorted({c for m in named if (c := code_of(m, self.governorates))}))
        if not codes:
            return not_found(text, why="No name in this text is in the gazetteer.")
        area_only = all(code_of(m, self.governorates) for m in named)
        why = "The text names the governorate." if area_only else "The governorate is stated; no finer name in this text is in the gazetteer."
        return at_governorates(text, codes, self.governorates, why=why)


def agreed(first: Place, second: Place) -> Place:
    """Return what the readings of two scripts support together: the finer of two that agree, surer than either; else the surer one.

    Two confident readings of different places are not decided: both become candidates, and what is shown is the area they share, if any.
    """
    if first.latitude is None or second.latitude is None:
        return first if first.latitude is not None or (second.latitude is None and first.score >= second.score) else second
    better, other = (first, second) if first.score >= second.score else (second, first)
    if metres_between(first, second) <= max(TWO_TOWNS_M, min(first.uncertainty_m or 0.0, second.uncertainty_m or 0.0)):
        score = 1.0 - (1.0 - first.score) * (1.0 - second.score)
        return replace(better, query=first.query, score=round(score, 3), explanation=f"{better.explanation} Both scripts name it.", candidates=())
    if other.score < SURE:
        return better
    codes = tuple(sorted(set(first.area_pcodes) & set(second.area_pcodes)))
    return Place(
        query=first.query,
        precision=Precision.GOVERNORATE if codes else Precision.UNKNOWN,
        method=GeocodeMethod.AMBIGUOUS,
        score=0.4,
        name=first.name,
        area_pcodes=codes,
        explanation=f"The two scripts name two places, {first.name} and {second.name}: not decided.",
        candidates=(candidate_of(first), candidate_of(second)),
    )


def build_geocoder(entries: tuple[Entry, ...]) -> Geocoder:
    """Return a geocoder over these entries."""
    index = NameIndex.of(entries)
    return Geocoder(index=index, governorates=load_governorate_names(), units=load_units(), entries={e.place_id: e for e in index.entries})


def load_geocoder() -> Geocoder:
    """Return a geocoder over the gazetteer that comes with geo_app."""
    return build_geocoder(load_base_entries())
