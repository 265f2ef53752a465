"""Place text → place, with its precision, a score and a sentence; or no place, with the candidates. Offline, the same answer in any order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo_app.gazetteer.entries import load_base_entries
from geo_app.gazetteer.governorates import Governorates, load_governorate_names
from geo_app.gazetteer.index import NameIndex
from geo_app.locating.answers import at_country, at_governorates, at_match, not_found, undecided
from geo_app.locating.choose import choose, code_of
from geo_app.locating.hold import hold_all, metres_between
from geo_app.locating.phrases import LIST_FROM, Mention, is_country, is_foreign, is_nothing, listed, mentions, several
from geo_app.names import clean
from geo_app.vocabulary import MAPPED

if TYPE_CHECKING:
    from geo_app.gazetteer.entries import Entry
    from geo_app.model.places import Place

MAX_TEXT = 400
"""Characters of a place text that are read; reports need fewer, and the time per text stays bounded."""
TWO_TOWNS_M = 10_000.0
"""Two names farther apart than this, joined by a slash, are two places and not two names of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Geocoder:
    """A gazetteer ready to answer. ``load_geocoder`` builds the one that comes with geo_app."""

    index: NameIndex
    governorates: Governorates
    entries: dict[str, Entry]

    def geocode(self, text: str, *, governorate: str = "", arabic: str = "") -> Place:
        """Return the place that ``text`` names.

        Args:
            text: a place as a report writes it, in English or Arabic; may name several places, directions and areas.
            governorate: the stated governorate: a P-code or a name in any spelling, several joined by ``;``. Never silently contradicted.
            arabic: the same place in Arabic script, asked where ``text`` finds no point.

        Returns:
            The place; ``precision`` unknown with candidates where several are equally likely, without where the gazetteer has no such name.
        """
        stated = self.governorates.find_all(governorate) if governorate.strip() else ()
        first = self._read(clean(text)[:MAX_TEXT], stated)
        if first.latitude is not None or not arabic.strip():
            return first
        second = self._read(clean(arabic)[:MAX_TEXT], stated)
        return second if second.latitude is not None else first

    def _read(self, text: str, stated: tuple[str, ...]) -> Place:
        if is_nothing(text):
            if stated:
                return at_governorates(text, stated, self.governorates, why="Only the governorate is stated.")
            return not_found(text, why="No place is stated.")
        if is_country(text):
            return at_country(text)
        towns = self._towns_of_list(text, stated)
        return hold_all(towns, query=text) if towns else self._named(text, stated)

    def _named(self, text: str, stated: tuple[str, ...]) -> Place:
        sides = [self._one(part.strip(), stated) for part in text.split("/") if part.strip()]
        if len(sides) > 1 and all(side.precision in MAPPED and side.score >= 1 for side in sides) and metres_between(sides[0], sides[-1]) > TWO_TOWNS_M:
            return hold_all(sides, query=text)
        whole = self._one(text, stated)
        if whole.latitude is not None and not whole.candidates and whole.score >= 1:
            return whole
        parts = several(text)
        if not parts:
            return whole
        if len(parts) == 1:
            return whole if parts[0] == text else self._one(parts[0], stated)
        found = [self._one(part, stated) for part in parts]
        return hold_all(found, query=text) if all(place.area_pcodes for place in found) else whole

    def _towns_of_list(self, text: str, stated: tuple[str, ...]) -> list[Place]:
        """Return the places of a list of towns ("Harasta, Hamuriya, Douma"); nothing where fewer than three of its items are places."""
        found = [self._one(item, stated) for item in listed(text) if not self.governorates.find(item)]
        placed = [place for place in found if place.latitude is not None and place.precision in MAPPED]
        return placed if len(placed) >= LIST_FROM else []

    def _one(self, text: str, stated: tuple[str, ...]) -> Place:
        named = mentions(text)
        abroad = next((m.whole for m in named if is_foreign(m.whole)), "")
        if abroad:
            return not_found(text, why=f"The text names another country ({abroad}).")
        inside = self._stated_in_text(named)
        allowed = stated or inside
        choice = choose(named, self.index, self.governorates, allowed=allowed)
        if choice is None:
            return self._area_of(text, named, allowed)
        if not choice.decided:
            return undecided(text, choice, allowed, self.governorates)
        return at_match(text, choice, self.governorates, self.entries, stated=stated)

    def _stated_in_text(self, named: tuple[Mention, ...]) -> tuple[str, ...]:
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


def load_geocoder() -> Geocoder:
    """Return a geocoder over the gazetteer that comes with geo_app."""
    entries = load_base_entries()
    return Geocoder(index=NameIndex.of(entries), governorates=load_governorate_names(), entries={e.place_id: e for e in entries})
