"""Place text → place, with its precision, a score and a sentence; or no place, with the candidates. Offline, the same answer in any order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from geo_app.gazetteer.foreign import country_of, is_country_abroad
from geo_app.gazetteer.spelling import Tier
from geo_app.gazetteer.units import DISTRICT_CODE, GOVERNORATE_CODE, SUBDISTRICT_CODE
from geo_app.locating.answers import at_country, at_governorates, at_match, at_unit, candidate_of, not_found, undecided
from geo_app.locating.choose import SURE, UNDECIDED, Names, Stated, choose, code_of, inside
from geo_app.locating.hold import hold_all, metres_between
from geo_app.locating.patterns import LIST_FROM
from geo_app.locating.phrases import Mention, is_country, is_nothing, mentions
from geo_app.locating.score import may_hold
from geo_app.locating.several import ends_of_road, joined_by_and, listed, place_near_road, several, split_places, words_of_road
from geo_app.model.places import Place
from geo_app.names import clean, is_arabic
from geo_app.vocabulary import MAPPED, GeocodeMethod, PlaceKind, Precision

MAX_TEXT = 400
"""Characters of a place text that are read; reports need fewer, and the time per text stays bounded."""
MAX_RAW = 4 * MAX_TEXT
"""Marks and spaces that cleaning takes away count for as much again."""
PAIR = 2
MOST_BESIDE = 4
_LATIN = re.compile(r"[A-Za-z]{2}")
_LINES = re.compile(r"\s*[\n\r\t\v\f]+\s*")
_DOUBT = re.compile(r" Not certain \(\d+ %\)\.")
_JOINS = re.compile(r"[,،;/\-–—&+|]|\s(?:and|or|et|y|и)\s|\sو|بين|between|طريق|أوتوستراد|اوتوستراد|road|highway", re.IGNORECASE)
"""What texts of more than one place have somewhere."""
_BESIDE = re.compile(r"\s*[,،;]\s*|\s+[-–—]+\s+")
CERTAIN = 0.95
TWO_TOWNS_M = 10_000.0
"""Two names farther apart than this, joined by a slash, are two places and not two names of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Geocoder(Names):
    """What texts are read by, ready to answer. ``load_geocoder`` builds the one over the gazetteers in use."""

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
        text, arabic, governorate = text[:MAX_RAW], arabic[:MAX_RAW], governorate[:MAX_TEXT]
        stated = self.governorates.find_all(governorate) if governorate.strip() else ()
        within = self._within(district, stated)
        stated = stated or tuple(sorted({code[:GOVERNORATE_CODE] for code in within}))
        text = _LINES.sub(", ", text.strip())
        latin, script = _scripts_of(text) if not text.isascii() and is_arabic(text) and _LATIN.search(text) else ("", "")
        if latin and script and not arabic.strip():
            text, arabic = latin, script
        first = self._read(clean(text)[:MAX_TEXT], stated, within)
        if governorate.strip() and not self.governorates.find_all(governorate):
            first = replace(first, explanation=f"{first.explanation} The stated governorate “{clean(governorate)[:40]}” is not known.")
        if not arabic.strip() or clean(arabic) == clean(text):
            return first
        return agreed(first, self._read(clean(arabic)[:MAX_TEXT], stated, within))

    def _within(self, district: str, stated: tuple[str, ...]) -> tuple[str, ...]:
        text = clean(district[:MAX_TEXT])
        if not text:
            return ()
        if text in self.units.names:
            return (text,)
        return self.units.find(text, digits=DISTRICT_CODE, within=stated) or self.units.find(text, digits=SUBDISTRICT_CODE, within=stated)

    def _read(self, text: str, stated: tuple[str, ...], within: tuple[str, ...] = ()) -> Place:
        if is_nothing(text):
            if stated:
                return at_governorates(text, stated, self.governorates, why="Only the governorate is stated.")
            return not_found(text, why="No place is stated.")
        if is_country(text):
            return at_country(text)
        if not _JOINS.search(text):
            return self._named(text, stated, within)
        spread = self._with_commas(text)
        return self._list(spread, stated) or self._named(spread, stated, within)

    def _with_commas(self, text: str) -> str:
        """Put commas for the slashes or dashes of a list from coarse to fine: "Rif Dimashq / Eastern Ghouta / Irbin"."""
        parts = [part.strip() for part in split_places(text)]
        coarse = len(parts) > PAIR or (len(parts) == PAIR and is_country(parts[0]))
        return ", ".join(part for part in parts if not is_country(part)) if coarse and (is_country(parts[0]) or self._area_name(parts[0])) else text

    def _area_name(self, text: str) -> bool:
        return any(code_of(mention, self.governorates) for mention in mentions(text))

    def _named(self, text: str, stated: tuple[str, ...], within: tuple[str, ...]) -> Place:
        ways = (self._region, self._road, self._towns_beside) if _JOINS.search(text) else (self._region,)
        for way in ways:
            found = way(text, stated)
            if found is not None:
                return found
        whole = self._one(text, stated, within)
        if whole.latitude is not None and not whole.candidates and whole.score >= CERTAIN:
            return whole
        parts = several(text) if _JOINS.search(text) else (text,)
        if not parts:
            return whole
        if len(parts) == 1:
            return whole if parts[0] == text else self._one(parts[0], stated, within)
        found_all = [self._one(part, stated, within) for part in parts]
        return hold_all(found_all, query=text) if all(place.area_pcodes for place in found_all) else whole

    def _list(self, text: str, stated: tuple[str, ...]) -> Place | None:
        """Return what holds a list of three or more towns or governorates ("Harasta, Hamuriya, Douma"); None where fewer of its items are places.

        What an item alone leaves open the governorates of the others settle.
        """
        items = listed(text)
        codes = [self.governorates.find(item) for item in items]
        if items and all(codes):
            return at_governorates(text, tuple(sorted(set(codes))), self.governorates, why="The text names these governorates.")
        items = tuple(item for item, code in zip(items, codes, strict=True) if not code)
        if len(items) < LIST_FROM:
            return None
        found = [self._one(item, stated) for item in items]
        common = tuple(sorted({code for place in found if place.precision in MAPPED for code in place.area_pcodes}))
        found = [place if place.precision in MAPPED else self._one(item, stated or common) for item, place in zip(items, found, strict=True)]
        placed = [place for place in found if place.latitude is not None and place.precision in MAPPED]
        if len(placed) < LIST_FROM or (not joined_by_and(text) and self._coarse_to_fine(placed)):
            return None
        return hold_all(placed, query=text)

    def _coarse_to_fine(self, placed: list[Place]) -> bool:
        """True where the items are one place from coarse to fine or back ("Hama, Suran, Maardes"), and not so near that a circle holds them all."""
        if all(metres_between(a, b) <= TWO_TOWNS_M for a in placed for b in placed):
            return False
        entries = [self.entries[place.place_id] for place in placed if place.place_id in self.entries]
        return any(inside(a, b, self) for a in entries for b in entries if a is not b)

    def _road(self, text: str, stated: tuple[str, ...]) -> Place | None:
        """Return the circle or areas that hold both ends of a road or of "between A and B"; None where the text is none or an end is not known."""
        beside = place_near_road(text)
        if beside:
            place = self._one(beside, stated)
            if place.latitude is not None:
                return replace(place, query=text)
        ends = ends_of_road(text)
        if not ends:
            words = words_of_road(text)
            cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
            ends = next((cut for cut in cuts if all(self._sure_town(part, stated) for part in cut)), ())
        found = [self._one(end, stated) for end in ends]
        return hold_all(found, query=text) if found and all(place.area_pcodes for place in found) else None

    def _sure_town(self, text: str, stated: tuple[str, ...]) -> bool:
        place = self._one(text, stated)
        return place.precision is Precision.SETTLEMENT and place.score >= SURE

    def _towns_beside(self, text: str, stated: tuple[str, ...]) -> Place | None:
        """Return what holds two or more towns joined by a slash, a dash or a comma ("Saraqib, Binnish"); None where one only says where the other is."""
        parts = [part.strip() for part in _BESIDE.split(text) if part.strip()]
        loose = len(parts) > 1 and ";" not in text
        parts = parts if len(parts) > 1 else [part.strip() for part in split_places(text)]
        if len(parts) > PAIR and self.governorates.find(parts[-1]) and not stated:
            stated, parts = (self.governorates.find(parts[-1]),), parts[:-1]
        if not PAIR <= len(parts) <= MOST_BESIDE or any(self.governorates.find(part) for part in parts if len(parts) == PAIR):
            return None if loose or len(parts) != PAIR or not all(self.governorates.find(part) for part in parts) else self._governorates(text, parts)
        if any(m.facility or m.quarter or m.countryside or m.near for part in parts for m in mentions(part)):
            return None
        sides = [self._one(part, stated) for part in parts]
        if any(side.precision is not Precision.SETTLEMENT or side.score < SURE or side.place_id not in self.entries for side in sides):
            return None
        entries = [self.entries[side.place_id] for side in sides]
        apart = len({e.place_id for e in entries}) == len(entries) and all(e.kind is PlaceKind.SETTLEMENT for e in entries)
        if not apart or (loose and any(inside(a, b, self) for a in entries for b in entries if a is not b)):
            return None
        return hold_all(sides, query=text)

    def _governorates(self, text: str, parts: list[str]) -> Place:
        codes = tuple(sorted({self.governorates.find(part) for part in parts}))
        return at_governorates(text, codes, self.governorates, why="The text names these governorates.")

    def _one(self, text: str, stated: tuple[str, ...], within: tuple[str, ...] = ()) -> Place:
        named = mentions(text)
        abroad = next((m.whole for m in named if is_country_abroad(m.whole)), "")
        if abroad:
            return not_found(text, why=f"The text names another country ({abroad}).")
        if (
            len(named) > 1
            and not named[-1].near
            and country_of(named[-1].whole)
            and not any(m.spelling.tier >= Tier.FINE for m in self.index.lookup(named[-1].whole))
        ):
            return not_found(text, why=f"The text names a place in another country ({country_of(named[-1].whole)}).")
        said = self.stated_in(named)
        allowed = stated or said
        unit = self._unit(text, named, allowed)
        return unit if unit is not None else self._answer(text, named, allowed, within)

    def _answer(self, text: str, named: tuple[Mention, ...], allowed: tuple[str, ...], within: tuple[str, ...]) -> Place:
        choice = choose(named, self, Stated(governorates=allowed, within=within))
        country = next((country for m in named if (country := country_of(m.whole))), "") if not allowed else ""
        if country and (choice is None or choice.options[0].match.spelling.tier < Tier.LETTERS):
            return not_found(text, why=f"The text names a place in another country ({country}).")
        if country and choice is not None and not choice.entry.reported:
            choice = replace(choice, probability=min(choice.probability, UNDECIDED), abroad=country)
        if choice is None:
            return self._area_of(text, named, allowed)
        if not choice.decided:
            return undecided(text, choice, allowed, self)
        return at_match(text, choice, self, stated=allowed)

    def _region(self, text: str, stated: tuple[str, ...]) -> Place | None:
        """Return the region whose very name the whole text is: "northern Syria", "Jabal al-Zawiya"; its words are not taken apart."""
        named = mentions(text)
        if self.governorates.find(text) or any(self._unit_codes(m, stated) for m in named):
            return None
        matches = self.index.lookup(text)
        found = [m for m in matches if m.entry.kind is PlaceKind.REGION and m.spelling.tier >= Tier.FINE and may_hold(m.entry, stated)]
        if not found or any(m.spelling.tier > found[0].spelling.tier and m.entry.kind is not PlaceKind.REGION for m in matches):
            return None
        mention = Mention(whole=text, core=text, name=text)
        return self._answer(text, (mention,), stated, ())

    def _unit_codes(self, mention: Mention, allowed: tuple[str, ...]) -> tuple[str, ...]:
        if not mention.unit or mention.near or mention.km is not None:
            return ()
        for text in (mention.core, mention.name):
            codes = self.units.find(text, digits=mention.unit, within=allowed)
            named = {m.entry.place_id for m in self.index.lookup(text) if m.spelling.tier >= Tier.FINE and may_hold(m.entry, allowed)}
            seats = tuple(code for code, seat in self.units.seats.items() if len(code) == mention.unit and seat in named)
            found = codes if len(codes) == 1 else seats
            if len(found) == 1:
                return found
        return ()

    def _unit(self, text: str, named: tuple[Mention, ...], allowed: tuple[str, ...]) -> Place | None:
        """Return the district or subdistrict that a name of the text is by its own words, or the place inside it that the text names as well.

        None where there is no such unit, or a quarter of that name is meant ("Jobar district, Damascus").
        """
        first = next((m for m in named if not (m.governorate and code_of(m, self.governorates))), None)
        unit = next((m for m in named if self._unit_codes(m, allowed)), None)
        if unit is None:
            return None
        codes = self._unit_codes(unit, allowed)
        others = tuple(m for m in named if m is not unit and not code_of(m, self.governorates) and not self._unit_codes(m, allowed))
        choice = choose(others, self, Stated(governorates=allowed, within=codes)) if others else None
        if choice is not None and choice.decided and choice.entry.admin1_pcode in {codes[0][:GOVERNORATE_CODE], ""}:
            return at_match(text, choice, self, stated=allowed)
        if unit is not first and others:
            return None
        return at_unit(text, codes[0], self.units, seat=self.entries.get(self.units.seats.get(codes[0], "")))

    def stated_in(self, named: tuple[Mention, ...]) -> tuple[str, ...]:
        """Return the governorates that the text itself gives beside a finer place, or marks with a word such as "province"."""
        codes: set[str] = set()
        first: set[str] = set()
        for position, mention in enumerate(named):
            code = "" if mention.village else code_of(mention, self.governorates)
            first_of_more = position == 0 and len(named) > 1 and not (mention.city or mention.near or mention.facility or mention.quarter)
            if code and (mention.governorate or mention.countryside or position > 0 or first_of_more):
                (first if first_of_more and not (mention.governorate or mention.countryside) else codes).add(code)
        return tuple(sorted(codes or first))

    def _area_of(self, text: str, named: tuple[Mention, ...], allowed: tuple[str, ...]) -> Place:
        codes = allowed or tuple(sorted({c for m in named if (c := code_of(m, self.governorates))}))
        if not codes:
            return not_found(text, why="No place could be read in this text.")
        area_only = all(code_of(m, self.governorates) for m in named)
        why = "The text names the governorate." if area_only else "Only the governorate could be read in this text."
        return at_governorates(text, codes, self.governorates, why=why)


def _scripts_of(text: str) -> tuple[str, str]:
    """Return the Latin and the Arabic half of a text that gives one place in both scripts; two empty strings where it mixes or has one only."""
    halves = re.fullmatch(r"([^\u0600-\u06ff]*[A-Za-z][^\u0600-\u06ff]*?)\s*[-/(,،|]*\s*([\u0600-\u06ff][^A-Za-z]*)", text)
    if halves:
        return halves[1].strip(" -/(,|"), halves[2].strip(" -/),،|")
    halves = re.fullmatch(r"([\u0600-\u06ff][^A-Za-z]*?)\s*[-/(,،|]*\s*([^\u0600-\u06ff]*[A-Za-z][^\u0600-\u06ff]*)", text)
    return (halves[2].strip(" -/),|"), halves[1].strip(" -/(,،|")) if halves else ("", "")


def agreed(first: Place, second: Place) -> Place:
    """Return what the readings of two scripts support together: the finer of two that agree, surer than either; else the surer one.

    Two confident readings of different places are not decided: both become candidates, and what is shown is the area they share, if any.
    """
    if first.latitude is None or second.latitude is None:
        return first if first.latitude is not None or (second.latitude is None and first.score >= second.score) else second
    better, other = (first, second) if first.score >= second.score else (second, first)
    if metres_between(first, second) <= max(TWO_TOWNS_M, min(first.uncertainty_m or 0.0, second.uncertainty_m or 0.0)):
        score = 1.0 - (1.0 - first.score) * (1.0 - second.score)
        why = _DOUBT.sub("", better.explanation)
        return replace(better, query=first.query, score=round(score, 3), explanation=f"{why} Both scripts name it.", candidates=())
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
