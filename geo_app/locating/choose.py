"""Which gazetteer entry the mentions of a text mean: each name's options with their probabilities, the finest mention that is decided first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo_app.gazetteer.spelling import Tier
from geo_app.gazetteer.units import DISTRICT_CODE, SUBDISTRICT_CODE
from geo_app.locating.score import (
    DAMASCUS,
    RURAL_DAMASCUS,
    SAME_SPOT_M,
    Context,
    Crowd,
    Option,
    evidence,
    evidence_of_none,
    may_hold,
    probabilities,
    rough_metres_between,
    together,
    weigh,
)
from geo_app.vocabulary import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo_app.gazetteer.entries import Entry
    from geo_app.gazetteer.governorates import Governorates
    from geo_app.gazetteer.index import NameIndex
    from geo_app.gazetteer.units import Units
    from geo_app.locating.phrases import Mention

POINT_FROM = 0.5
"""Below this probability nobody can tell: the answer is an area that surely holds the place, or none, with the candidates."""
NEARLY, RIVAL = 0.65, 0.15
UNDECIDED = 0.49
BELOW_SURE = 0.79
SURE = 0.8
"""From here on an answer is confident; below it the app asks a person."""
SHOWN = 5
_OF_GOVERNORATE = 3
_WELL_KNOWN = 5
_LIKELY_FROM = 0.25
_WORTH_SHOWING = 0.03
_ALIKE = 0.05
_LIKELY_BESIDE = 4
"""Options of a mention that may tell where another one lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """All that place texts are read by: ``entries``: place_id → entry of ``index``."""

    index: NameIndex
    governorates: Governorates
    units: Units
    entries: Mapping[str, Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The mention a text turns on and its options, the likeliest first.

    Attributes:
        probability: that the place lies within 10 km of the first option.
        blurred: a finer name before the mention is not in the gazetteer, so that only the surroundings are known; it is in ``unread``.
        abroad: another country in which a place of this very name lies; empty where none is known.
    """

    mention: Mention
    options: tuple[Option, ...]
    probability: float
    blurred: bool = False
    unread: str = ""
    abroad: str = ""

    @property
    def decided(self) -> bool:
        """True where one place is likelier than all else together."""
        return self.probability >= POINT_FROM

    @property
    def entry(self) -> Entry:
        """The likeliest entry."""
        return self.options[0].entry


def code_of(mention: Mention, governorates: Governorates) -> str:
    """Return the P-code of the governorate whose name the mention is, the empty string where it is none."""
    return governorates.find(mention.whole) or governorates.find(mention.name)


def options_of(mention: Mention, index: NameIndex) -> tuple[Option, ...]:
    """Return the entries a mention may name, each by the best of its texts. The whole segment comes first: "Tariq al-Bab" has a road in it."""
    best: dict[str, Option] = {}
    texts = dict.fromkeys((mention.whole, mention.core, mention.name))
    variants = [*enumerate(texts), *((3, other) for other in mention.others)]
    if mention.plain:
        variants.insert(1, (0, mention.plain))
    for variant, text in variants:
        if not text:
            continue
        for match in index.lookup(text):
            if not mention.name and not (match.entry.kind is PlaceKind.REGION and match.spelling.tier >= Tier.FINE):
                continue  # type words alone are a name only where a region bears it: "Badia"
            known = best.get(match.entry.place_id)
            if known is None or match.spelling.rank > known.match.spelling.rank + 0.05:
                best[match.entry.place_id] = Option(match=match, variant=variant)
        if variant == 1 and any(o.match.spelling.tier >= Tier.FINE for o in best.values()):
            break
    return tuple(best.values())


def weighed(mention: Mention, found: tuple[Option, ...], position: int, context: Context) -> tuple[Option, ...]:
    """Return the options with their probabilities, the likeliest first."""
    crowd = Crowd.of(found, context)
    scores = [weigh(evidence(mention, option, crowd, position, context)) for option in found]
    shares = probabilities(scores, weigh(evidence_of_none(mention, found, position, context)))
    likely = [option._replace(probability=share) for option, share in zip(found, shares, strict=True)]
    return tuple(sorted(likely, key=lambda o: (-o.probability, -o.entry.population, o.entry.place_id)))


def _named_area(mention: Mention, governorates: Governorates, position: int) -> bool:
    """True where the mention is a governorate said as context, not the town of that name."""
    code = "" if mention.village else code_of(mention, governorates)
    if not code:
        return False
    return mention.governorate or mention.countryside or code not in governorates.seats or (position > 0 and not mention.city)


def _spelled_alike(option: Option) -> bool:
    how = option.match.spelling
    return how.tier >= Tier.FINE or (how.tier is Tier.BONES and how.same_script and how.vowels <= _ALIKE)


def _beside(found: list[tuple[Option, ...]], stated: tuple[str, ...], names: Names) -> tuple[tuple[int, Entry], ...]:
    """Return the entries that mentions may name, for one another's sake; a stated governorate names its seat too (position -1)."""
    seats = {names.governorates.seats[code] for code in stated if code in names.governorates.seats}
    beside = [(-1, names.entries[place_id]) for place_id in sorted(seats) if place_id in names.entries]
    for position, options in enumerate(found):
        good = [o for o in options if o.match.spelling.tier >= Tier.BONES and o.entry.kind is not PlaceKind.NEIGHBOURHOOD and may_hold(o.entry, stated)]
        good.sort(key=lambda o: (-o.match.spelling.rank, -o.entry.population, o.entry.place_id))
        beside += [(position, o.entry) for o in good[:_LIKELY_BESIDE]]
    return tuple(beside)


def _units_said(mentions: tuple[Mention, ...], units: Units, stated: tuple[str, ...]) -> tuple[str, ...]:
    codes: set[str] = set()
    for mention in mentions:
        for digits in (SUBDISTRICT_CODE, DISTRICT_CODE):
            if mention.unit == digits or (mention.countryside and not mention.governorate):
                codes |= set(units.find(mention.name, digits=digits, within=stated))
    return tuple(sorted(codes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What the source or the text states: ``governorates`` by P-code, and districts or subdistricts (``within``)."""

    governorates: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


def context_of(mentions: tuple[Mention, ...], found: list[tuple[Option, ...]], names: Names, stated: Stated) -> Context:
    """Return what the mentions of a text and the source say of one another."""
    said = stated.within or (_units_said(mentions, names.units, stated.governorates) if len(mentions) > 1 else ())
    beside = _beside(found, stated.governorates, names)
    return Context(stated=stated.governorates, units=said, beside=beside)


def choose(mentions: tuple[Mention, ...], names: Names, stated: Stated) -> Choice | None:
    """Return the choice for one place text; None where no name of it is in the gazetteer, or only governorates are named.

    The first mention that is decided, or a later one that lies inside it (lists also run from coarse to fine); where none is decided, the
    mention with the likeliest option.
    """
    found = [options_of(mention, names.index) for mention in mentions]
    context = context_of(mentions, found, names, stated)
    areas = {at for at, mention in enumerate(mentions) if _named_area(mention, names.governorates, at)}
    unread = _Unread(towns=[() if at in areas else tuple(o.entry for o in options if _is_town(o)) for at, options in enumerate(found)])
    best: Choice | None = None
    decided: Choice | None = None
    for position, mention in enumerate(mentions):
        choice = _choice_of(mention, found, position, context, names, unread)
        if choice is None:
            continue
        if choice.decided and (decided is None or _finer(choice, decided, names)):
            decided = choice
        elif decided is None and (best is None or choice.probability > best.probability):
            best = choice
    if decided is not None:
        finest = _finest_unread(mentions, decided, names)
        if finest:
            return replace(decided, blurred=True, unread=finest) if decided.entry.seat_level < _OF_GOVERNORATE else None
    if decided is not None and best is not None and best.probability >= _LIKELY_FROM and _only_says_where(decided, best, names):
        return best
    return decided or best


def _finest_unread(mentions: tuple[Mention, ...], decided: Choice, names: Names) -> str:
    """Return the last name of a text that runs from a governorate down to a name no gazetteer holds: "Raqqa - Suluk - Bteiman"; empty where it does not."""
    last = mentions[-1]
    coarse_first = len(mentions) > 1 and bool(code_of(mentions[0], names.governorates)) and not code_of(last, names.governorates)
    plain = bool(last.name) and not (last.near or last.countryside or last.facility or last.quarter or last.unit)
    return last.whole if coarse_first and plain and decided.mention is not last else ""


def _only_says_where(decided: Choice, open_before: Choice, names: Names) -> bool:
    """True where what is decided is a seat said behind a name that is open: "Madaya, Damascus" is not in Damascus city."""
    entry = decided.entry
    return (
        entry.seat_level > 1
        and not decided.mention.city
        and not inside(open_before.entry, entry, names)
        and rough_metres_between(open_before.entry, entry) > SAME_SPOT_M
    )


def _is_town(option: Option) -> bool:
    return option.entry.kind is PlaceKind.SETTLEMENT and option.match.spelling.tier >= Tier.FINE


class _Unread:
    """Names before the decided one that no gazetteer holds; ``towns``: the towns that each mention names, governorates aside."""

    def __init__(self, towns: list[tuple[Entry, ...]]) -> None:
        self.towns = towns
        self.texts: list[str] = []
        self.finer = False
        self.side = False
        self.village = False

    def add(self, mention: Mention) -> None:
        if mention.unit and not mention.village:
            return  # a district or subdistrict says where, and is no finer name
        self.side = self.side or (mention.directed and not mention.name)
        part = (mention.quarter or mention.facility) and not (mention.village or mention.unit)
        self.village = self.village or mention.village or bool(mention.unit)
        self.finer = (self.finer or (part and not self.side)) and not self.village
        self.texts.append(mention.whole)


def _choice_of(mention: Mention, found: list[tuple[Option, ...]], position: int, context: Context, names: Names, unread: _Unread) -> Choice | None:
    """Return the choice for one mention; None where it is a governorate said as context or in no gazetteer, which ``unread`` then notes."""
    own = found[position]
    towns = tuple(town for later in unread.towns[position + 1 :] for town in later)
    if _named_area(mention, names.governorates, position):
        region = tuple(o for o in own if o.entry.kind is PlaceKind.REGION and _spelled_alike(o))
        if region and not mention.governorate:
            likely = weighed(mention, region, position, context)
            return Choice(mention=mention, options=likely[:SHOWN], probability=together(likely, likely[0]))
        if mention.governorate or mention.countryside or not (unread.texts and unread.finer):
            return None
    if not own or _named_after_elsewhere(mention, own, towns):
        unread.add(mention)
        return None
    own = _sites_by_name(mention, own, context.stated)
    likely = weighed(mention, own, position, context)
    top = _whole_name(likely, _widest_of_regions(likely))
    shown = (top, *(o for o in likely if o is not top and o.probability >= _WORTH_SHOWING))[:SHOWN]
    sure = _capped(together(likely, top), top, likely, position, context)
    blurred = bool(unread.texts) and not unread.finer and top.entry.kind is PlaceKind.SETTLEMENT
    choice = Choice(mention=mention, options=shown, probability=sure, blurred=blurred, unread=", ".join(unread.texts))
    if not choice.decided and sum(o.probability for o in likely) < POINT_FROM:
        unread.add(mention)
    return choice


def _capped(sure: float, top: Option, likely: tuple[Option, ...], position: int, context: Context) -> float:
    """Return the probability, held below what would decide, or be sure, where a rule of the house says that nobody can."""
    if _two_bearers(top, likely):
        return min(sure, UNDECIDED)
    if top.match.spelling.tier < Tier.FINE and any(_well_known_elsewhere(o, context) for o in likely):
        return min(sure, UNDECIDED)
    entry = top.entry
    named = any(other.place_id == entry.parent for at, other in context.beside if at != position)
    if entry.kind is not PlaceKind.NEIGHBOURHOOD or named:
        return sure
    # A quarter whose city nothing names: every city has a Zahraa.
    same = [o for o in likely if o is not top and o.match.spelling.tier >= Tier.FINE and o.probability >= RIVAL * top.probability]
    rivals = any(rough_metres_between(o.entry, entry) > SAME_SPOT_M and may_hold(o.entry, context.stated) for o in same)
    return min(sure, UNDECIDED if rivals else BELOW_SURE)


def _well_known_elsewhere(option: Option, context: Context) -> bool:
    """True for a well-known town of this very name outside the stated governorate: "Hama" in Idlib is not a village that sounds a little like it."""
    entry = option.entry
    known = entry.seat_level > 1 or entry.reported >= _WELL_KNOWN
    return option.match.spelling.tier >= Tier.FINE and known and bool(context.stated) and not may_hold(entry, context.stated)


def inside(fine: Entry, wide: Entry, names: Names) -> bool:
    """Return True where one entry lies in what the other, said beside it, stands for: a quarter's city, a village's seat, a region."""
    if fine.parent:
        return fine.parent == wide.place_id
    if wide.kind is PlaceKind.REGION:
        return fine.kind is not PlaceKind.REGION and rough_metres_between(fine, wide) <= wide.radius_m
    seats = names.units.seats
    codes = (fine.admin3_pcode, fine.admin2_pcode, fine.admin1_pcode, DAMASCUS if fine.admin1_pcode == RURAL_DAMASCUS else "")
    return fine.place_id != wide.place_id and any(code and seats.get(code) == wide.place_id for code in codes)


def _finer(later: Choice, first: Choice, names: Names) -> bool:
    """True where a later mention is the place itself and the first only says where it is: "Idlib - Hish - Kafr Sajna"."""
    said = first.mention
    if said.near or said.km is not None or later.mention.near or later.mention.countryside or later.probability < SURE:
        return False
    return inside(later.entry, first.entry, names) and not inside(first.entry, later.entry, names)


def _named_after_elsewhere(mention: Mention, own: tuple[Option, ...], towns: tuple[Entry, ...]) -> bool:
    """True where a facility or quarter is known only far from the towns named after it: "Sham Hospital, Kafr Nabl" is not in Damascus."""
    exact = [o for o in own if o.match.spelling.tier >= Tier.FINE]
    if any(not o.entry.parent and (o.variant == 0 or o.entry.kind is PlaceKind.SITE) for o in exact):
        return False
    if not (mention.facility or mention.quarter or (exact and all(o.entry.parent for o in exact))):
        return False
    exact = exact or [o for o in own if o.variant > 0 and o.match.spelling.tier >= Tier.BONES]
    return bool(exact) and bool(towns) and all(rough_metres_between(o.entry, town) > SAME_SPOT_M for o in exact for town in towns)


def _two_bearers(top: Option, likely: tuple[Option, ...]) -> bool:
    """True where another place bears the name nearly as likely: which of two villages is meant is a person's to say."""
    reach = max(SAME_SPOT_M, top.entry.radius_m)
    return any(o.probability >= NEARLY * top.probability and rough_metres_between(o.entry, top.entry) > reach for o in likely if o is not top)


def _sites_by_name(mention: Mention, own: tuple[Option, ...], stated: tuple[str, ...]) -> tuple[Option, ...]:
    """Leave only entries that bear a facility's whole name where any does: "Damascus International Airport" is not the city."""
    whole = tuple(o for o in own if o.variant == 0 and o.match.spelling.tier >= Tier.FINE and may_hold(o.entry, stated))
    return whole if mention.facility and whole else own


def _whole_name(likely: tuple[Option, ...], top: Option) -> Option:
    """Return the option near the top one that bears the whole segment as its name: "Daraa al-Balad" is a quarter, not Daraa."""
    if top.variant == 0:
        return top
    whole = [o for o in likely if o.variant == 0 and o.match.spelling.tier >= Tier.FINE and rough_metres_between(o.entry, top.entry) <= SAME_SPOT_M]
    return whole[0] if whole else top


def _widest_of_regions(likely: tuple[Option, ...]) -> Option:
    """Return the likeliest option; of regions that share a name the widest, which holds the others: Ghouta is Eastern and Western Ghouta."""
    top = likely[0]
    if top.entry.kind is not PlaceKind.REGION:
        return top
    rivals = [o for o in likely if o.entry.kind is PlaceKind.REGION and o.probability >= top.probability / 2]
    return max(rivals, key=lambda o: (o.entry.radius_m, o.probability))
