"""How likely each gazetteer entry is what a mention means: evidence in words, one weight a piece, probabilities over the entries and "none of these".

A conditional logit: the weights in ``weights.py`` are fitted by ``scripts/fit_geocoder.py`` to place texts whose truth is known, with signs
that a documenter would expect (a better spelling, the stated governorate, the city beside a quarter never count against an entry).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, exp, log10, radians
from typing import TYPE_CHECKING, NamedTuple

from geo_app.gazetteer.spelling import Tier
from geo_app.locating.weights import WEIGHTS
from geo_app.vocabulary import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo_app.gazetteer.entries import Entry
    from geo_app.gazetteer.index import NameMatch
    from geo_app.locating.phrases import Mention

SAME_SPOT_M = 10_000.0
"""Entries this close are one answer for a documenter; their probabilities add up."""
BESIDE_M = 30_000.0
"""How near a place named beside another usually lies."""
DAMASCUS, RURAL_DAMASCUS = "SY01", "SY03"
_SHORT, _SHORTER, _LONG = 3, 2, 10
_M_PER_DEGREE = 111_200.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known beside the mention.

    Attributes:
        stated: P-codes of governorates that the source or the text states; ``units`` of districts and subdistricts.
        beside: entries that the other mentions of the text name, each with its mention's position.
    """

    stated: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    beside: tuple[tuple[int, Entry], ...] = ()


class Option(NamedTuple):
    """One entry that a mention may mean, by which of its texts (0 the whole segment, then without type words), and how likely it is."""

    match: NameMatch
    variant: int
    probability: float = 0.0

    @property
    def entry(self) -> Entry:
        """The gazetteer entry."""
        return self.match.entry


def rough_metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the distance of two points (latitude, longitude in degrees) in metres, good to 1 % inside Syria."""
    north = (a[0] - b[0]) * _M_PER_DEGREE
    east = (a[1] - b[1]) * _M_PER_DEGREE * cos(radians((a[0] + b[0]) / 2))
    return float((north * north + east * east) ** 0.5)


def rough_metres_between(a: Entry, b: Entry) -> float:
    """Return the distance of two entries in metres, good to 1 % inside Syria."""
    return rough_metres((a.latitude, a.longitude), (b.latitude, b.longitude))


def may_hold(entry: Entry, stated: tuple[str, ...]) -> bool:
    """True where an entry's governorate agrees with the stated ones. "Damascus" is often said for Rural Damascus: that pair may differ."""
    if not stated or not entry.admin1_pcode or entry.admin1_pcode in stated:
        return True
    return DAMASCUS in stated and entry.admin1_pcode == RURAL_DAMASCUS


def _of_spelling(match: NameMatch, variant: int) -> dict[str, float]:
    how = match.spelling
    tier = how.tier
    found = {"any": 1.0, "vowels": how.vowels, "letters": how.letters}
    if variant:
        found["stripped"] = 1.0
    if not how.same_script:
        found["two_scripts"] = 1.0
    if tier >= Tier.BONES:
        found["bones"] = 1.0
    if tier >= Tier.FINE:
        found["fine"] = 1.0
        found["same_letters"] = float(tier is Tier.LETTERS)
        return found
    if how.length <= _SHORT:
        found["short" if how.length == _SHORT else "shorter"] = 1.0
    if 1 <= how.edits <= 2:  # noqa: PLR2004 - as it says
        found["one_letter" if how.edits == 1 else "two_letters"] = 1.0
    if tier is Tier.ONE_OFF:
        found["initial"] = float(how.initial)
    return found


def _of_kind(mention: Mention, entry: Entry, position: int, context: Context) -> dict[str, float]:
    kind = entry.kind
    beside = [other for at, other in context.beside if at != position]
    if kind is PlaceKind.SETTLEMENT:
        near = any(other.place_id != entry.place_id and rough_metres_between(entry, other) <= BESIDE_M for other in beside)
        return {"near_other": float(near), "quarter_not": float(mention.quarter)}
    in_city = bool(entry.parent) and any(other.place_id == entry.parent for other in beside)
    quarter = kind is PlaceKind.NEIGHBOURHOOD
    named = mention.quarter or mention.facility
    return {
        "quarter_of_city": float(in_city),
        "quarter_alone": float(quarter and not in_city),
        "quarter_unsaid": float(quarter and not named and not in_city),
        "quarter_said": float(mention.quarter and quarter),
        "site": float(kind is PlaceKind.SITE),
        "site_said": float(kind is PlaceKind.SITE and mention.facility),
        "village_not": float(mention.village),
        "region": float(kind is PlaceKind.REGION),
        "near_other": float(not in_city and any(other.place_id != entry.place_id and rough_metres_between(entry, other) <= BESIDE_M for other in beside)),
    }


def _of_area(entry: Entry, context: Context) -> dict[str, float]:
    found = {}
    if context.stated:
        inside = may_hold(entry, context.stated)
        border = not inside and any(code in entry.border_pcodes for code in context.stated)
        found["stated"] = float(inside and bool(entry.admin1_pcode))
        found["over_border"] = float(border)
        found["contradicts"] = float(not inside and not border)
    if context.units and entry.admin3_pcode:
        found["in_unit"] = float(entry.admin3_pcode.startswith(context.units))
    return found


@dataclass(frozen=True, slots=True)
class Crowd:
    """What the options of one mention have among them: a name spelled exactly, letter for letter, or as the whole segment."""

    exact: bool
    letters: bool
    whole: bool

    @classmethod
    def of(cls, options: Sequence[Option], context: Context) -> Crowd:
        """Return what stands among ``options``."""
        exact = [o for o in options if o.match.spelling.tier >= Tier.FINE]
        return cls(
            exact=bool(exact),
            letters=any(o.match.spelling.tier is Tier.LETTERS for o in exact),
            whole=any(o.variant == 0 and may_hold(o.entry, context.stated) for o in exact),
        )


@lru_cache(maxsize=32768)
def _prior(population: int, reported: int, seat_level: int) -> dict[str, float]:
    return {"population": log10(1 + population), "reported": log10(1 + reported), "seat": float(seat_level > 0)}


def evidence(mention: Mention, option: Option, crowd: Crowd, position: int, context: Context) -> dict[str, float]:
    """Return what speaks for and against one of the options, by the names of ``weights.WEIGHTS``; what is missing is 0."""
    entry, tier = option.entry, option.match.spelling.tier
    found = (
        _of_spelling(option.match, option.variant) | _of_kind(mention, entry, position, context) | _prior(entry.population, entry.reported, entry.seat_level)
    )
    if context.stated or context.units:
        found |= _of_area(entry, context)
    found["beside_whole"] = float(crowd.whole and option.variant > 0)
    found["beside_letters"] = float(crowd.letters and tier < Tier.LETTERS)
    found["beside_exact"] = float(crowd.exact and tier < Tier.FINE)
    found["listed"] = float(entry.listed)
    if option.match.spelling.edits == 1 and tier < Tier.FINE:
        # A wrong letter is likelier in a name that is written often, and says more in a long one.
        found["one_letter_of_known"] = float(bool(entry.reported or entry.seat_level))
        found["one_letter_of_many"] = float(min(len(option.match.matched), _LONG) - _SHORT)
    return found


def evidence_of_none(mention: Mention, options: Sequence[Option], position: int, context: Context) -> dict[str, float]:
    """Return what speaks for "none of these": the gazetteer lacks many villages, and a name that several places share has more bearers."""
    bearers = sum(option.match.spelling.tier >= Tier.BONES and may_hold(option.entry, context.stated) for option in options)
    known = max(options, key=lambda option: option.match.spelling.rank, default=None)
    return {
        "none_reported": log10(1 + known.entry.reported) if known else 0.0,
        "none_seat": float(known is not None and known.entry.seat_level > 0),
        "none_common": log10(max(1, bearers)),
        "none": 1.0,
        "none_stated": float(bool(context.stated)),
        "none_beside": float(any(at != position for at, _ in context.beside)),
        "none_quarter": float(mention.quarter or mention.facility),
        "none_short": float(len(mention.name) <= _SHORT + 1),
        "none_of_many": float(len(mention.name.split()) >= _SHORT),
    }


def weigh(found: Mapping[str, float], weights: Mapping[str, float] = WEIGHTS) -> float:
    """Return the sum of evidence times weight."""
    total = 0.0
    for name, value in found.items():
        if value:
            total += value * weights[name]
    return total


def probabilities(scores: Sequence[float], none: float) -> list[float]:
    """Return the probability of each option; what is missing to 1 is that of "none of these"."""
    top = max((*scores, none))
    parts = [exp(score - top) for score in scores]
    total = sum(parts) + exp(none - top)
    return [part / total for part in parts]


def together(options: Sequence[Option], chosen: Option) -> float:
    """Return the probability that the place lies within ``SAME_SPOT_M`` of the chosen option, or inside it where it is wider."""
    reach = max(SAME_SPOT_M, chosen.entry.radius_m if chosen.entry.kind is PlaceKind.REGION else 0.0)
    return min(1.0, sum(o.probability for o in options if o is chosen or rough_metres_between(o.entry, chosen.entry) <= reach))
