"""Which gazetteer entry the mentions of a text mean: names, the governorate, the city beside a quarter; or nobody can tell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pyproj import Geod

from geo_app.vocabulary import PlaceKind

if TYPE_CHECKING:
    from geo_app.gazetteer.entries import Entry
    from geo_app.gazetteer.governorates import Governorates
    from geo_app.gazetteer.index import NameIndex, NameMatch
    from geo_app.locating.phrases import Mention

SURE_ALONE = 0.86
EXACT, IN_AREA = 0.97, 0.03
SURE_SPELLING = 0.985
SURE_IN_AREA = 0.72
SAME_SPOT_M = 10_000.0
CLOSE_CALL = 0.05
CLOSE_TO_LETTERS = 0.01
"""A name written letter for letter is meant rather than one that only folds to the same sounds."""
LARGER_BY = 8
"""A homonym this many times more populous is meant where nothing else is said."""
LARGE_TOWN = 40_000
"""Between a village and quarters of cities that share its name nobody can tell; a town of this size is meant."""
DAMASCUS, RURAL_DAMASCUS = "SY01", "SY03"
_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The mention a text turns on and its matches, best first. ``decided`` is False where several are equally likely.

    ``blurred``: a finer name before the mention is not in the gazetteer, so that only the surroundings are known; the name is in ``unread``.
    ``contradicts``: the match lies outside the stated governorate.
    """

    mention: Mention
    matches: tuple[NameMatch, ...]
    decided: bool
    blurred: bool = False
    unread: str = ""
    contradicts: bool = False


def code_of(mention: Mention, governorates: Governorates) -> str:
    """Return the P-code of the governorate whose name the mention is, the empty string where it is none."""
    return governorates.find(mention.whole) or governorates.find(mention.name)


def may_hold(pcode: str, allowed: tuple[str, ...]) -> bool:
    """True where an entry's governorate agrees with the stated ones. "Damascus" is often said for Rural Damascus: that pair may differ."""
    if not allowed or not pcode or pcode in allowed:
        return True
    return DAMASCUS in allowed and pcode == RURAL_DAMASCUS


def _apart(a: Entry, b: Entry) -> float:
    return float(_GEOD.inv(a.longitude, a.latitude, b.longitude, b.latitude)[2])


def _matches(mention: Mention, index: NameIndex) -> tuple[NameMatch, ...]:
    """Look the whole segment up before its bare name: "Tariq al-Bab" has a road in it."""
    best: dict[str, NameMatch] = {}
    for rank, text in enumerate(dict.fromkeys((mention.whole, mention.core, mention.name, *mention.others))):
        if not text or (rank == 0 and not mention.name):
            continue
        for match in index.lookup(text):
            kept = match if rank == 0 else replace(match, score=match.score - 0.01)
            if match.entry.place_id not in best or kept.score > best[match.entry.place_id].score:
                best[match.entry.place_id] = kept
        if best and rank <= 1 and max(m.score for m in best.values()) >= SURE_SPELLING:
            break
    return tuple(sorted(best.values(), key=lambda m: (-m.score, -m.entry.population, m.entry.place_id)))


def _fits(mention: Mention, match: NameMatch) -> float:
    """Return the match's score after the type words beside the name: a quarter is not a village, a city not a quarter."""
    kind, score = match.entry.kind, match.score
    if mention.quarter and kind is PlaceKind.SETTLEMENT:
        score -= 0.04
    if mention.city and kind is not PlaceKind.SETTLEMENT:
        score -= 0.06
    if not mention.quarter and kind is PlaceKind.NEIGHBOURHOOD:
        score -= 0.005
    if mention.countryside and kind is PlaceKind.REGION:
        score += 0.03
    return score


def _ranked(mention: Mention, position: int, index: NameIndex, allowed: tuple[str, ...], named: dict[str, set[int]]) -> list[NameMatch]:
    cities = {town for town, positions in named.items() if positions - {position}}
    ranked = []
    for match in _matches(mention, index):
        score = _fits(mention, match)
        entry = match.entry
        if entry.parent and entry.parent in cities:
            score += 0.08
        elif entry.kind is PlaceKind.NEIGHBOURHOOD and not allowed and cities:
            score -= 0.15
        if not may_hold(entry.admin1_pcode, allowed):
            score -= 0.5
        elif allowed and entry.admin1_pcode in allowed:
            score += IN_AREA
        ranked.append(replace(match, score=score))
    return sorted(ranked, key=lambda m: (-m.score, -m.entry.population, m.entry.place_id))


def _decide(ranked: list[NameMatch], threshold: float) -> tuple[tuple[NameMatch, ...], bool]:
    """Return the matches worth showing and whether the first is meant."""
    good = [m for m in ranked if m.score >= threshold]
    if not good:
        return (), False
    top = good[0]
    close = CLOSE_CALL if top.score < 1 else CLOSE_TO_LETTERS
    rivals = [m for m in good[1:] if m.score > top.score - close and _apart(m.entry, top.entry) > SAME_SPOT_M]
    if not rivals:
        return (top, *good[1:5]), True
    if all(m.entry.kind is PlaceKind.REGION for m in (top, *rivals)):
        # Of regions that share a name the widest holds the others: Ghouta is Eastern and Western Ghouta.
        widest = max((top, *rivals), key=lambda m: m.entry.radius_m)
        if all(_apart(widest.entry, m.entry) <= widest.entry.radius_m for m in rivals):
            return (widest, *[m for m in good if m is not widest][:4]), True
    # Between homonyms a town stands before a quarter or site of another town, and a city before a village.
    towns = [m for m in (top, *rivals) if m.entry.kind is PlaceKind.SETTLEMENT]
    if len(towns) == 1 and (towns[0].entry.population >= LARGE_TOWN or all(m.entry.kind is not PlaceKind.NEIGHBOURHOOD for m in (top, *rivals))):
        return (towns[0], *[m for m in good if m is not towns[0]][:4]), True
    if len(towns) > 1:
        by_size = sorted(towns, key=lambda m: -m.entry.population)
        if by_size[0].entry.population >= LARGER_BY * max(by_size[1].entry.population, 1000):
            return (by_size[0], *[m for m in good if m is not by_size[0]][:4]), True
    return tuple(good[:5]), False


def _is_area_name(mention: Mention, governorates: Governorates, position: int) -> bool:
    """True where the mention is a governorate said as context, not the town of that name."""
    code = code_of(mention, governorates)
    if not code:
        return False
    return mention.governorate or mention.countryside or code not in governorates.seats or (position > 0 and not mention.city)


def choose(mentions: tuple[Mention, ...], index: NameIndex, governorates: Governorates, *, allowed: tuple[str, ...]) -> Choice | None:
    """Return the choice for one place text; None where no name of it is in the gazetteer, or only governorates are named.

    ``allowed`` are the governorates stated; an entry elsewhere is chosen only as a contradiction that the answer reports.
    """
    cities = _cities(mentions, index, governorates, allowed)
    threshold = SURE_IN_AREA if allowed else SURE_ALONE
    unread: list[str] = []
    quarter_unread = False
    contradiction: Choice | None = None
    for position, mention in enumerate(mentions):
        if _is_area_name(mention, governorates, position):
            region = [m for m in _matches(mention, index) if m.entry.kind is PlaceKind.REGION and m.score >= SURE_ALONE]
            if region and not mention.governorate:
                return Choice(mention=mention, matches=tuple(region[:1]), decided=True)
            if (
                mention.governorate
                or mention.countryside
                or not (unread and quarter_unread and _seat(mention, governorates) in {m.entry.place_id for m in _matches(mention, index)})
            ):
                continue
        ranked = _ranked(mention, position, index, allowed, cities)
        matches, decided = _decide(ranked, threshold)
        elsewhere = max((m.score + 0.5 for m in ranked if not may_hold(m.entry.admin1_pcode, allowed)), default=0.0)
        if matches and elsewhere >= EXACT > matches[0].score - IN_AREA:
            # A weak resemblance inside does not stand against the name itself outside.
            matches = ()
        if matches:
            blurred = bool(unread) and not quarter_unread and matches[0].entry.kind is PlaceKind.SETTLEMENT
            return Choice(mention=mention, matches=matches, decided=decided, blurred=blurred, unread=", ".join(unread))
        outside = [m for m in ranked if m.score + 0.5 >= SURE_ALONE and not may_hold(m.entry.admin1_pcode, allowed)]
        if outside and contradiction is None:
            contradiction = Choice(mention=mention, matches=tuple(outside[:5]), decided=False, contradicts=True)
        unread.append(mention.whole)
        quarter_unread = quarter_unread or mention.quarter or mention.facility
    return contradiction


def _seat(mention: Mention, governorates: Governorates) -> str:
    return governorates.seats.get(code_of(mention, governorates), "")


def _cities(mentions: tuple[Mention, ...], index: NameIndex, governorates: Governorates, allowed: tuple[str, ...]) -> dict[str, set[int]]:
    """Return the towns that may be the parents of quarters: place_id → positions of the mentions that name it.

    A town that shares its name with a stated governorate is named by none of them (position -1). A quarter's name that also resembles a
    town's does not make that town its city: see ``_ranked``.
    """
    found: dict[str, set[int]] = {governorates.seats[code]: {-1} for code in allowed if code in governorates.seats}
    for position, mention in enumerate(mentions):
        for match in _matches(mention, index):
            if match.entry.kind is PlaceKind.SETTLEMENT and match.score >= SURE_ALONE and may_hold(match.entry.admin1_pcode, allowed):
                found.setdefault(match.entry.place_id, set()).add(position)
    return found
