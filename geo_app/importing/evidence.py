"""Which accounts may tell of one event: pairs near in time and place, their evidence, and what each piece of it weighs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo_app.importing.comparable import zones_of
from geo_app.vocabulary import EventType, Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo_app.importing.comparable import Facts

WINDOW_DAYS = 2
"""Windows that lie further apart than this are never compared: publishers differ by the day of death, of burial and of the report."""
REACH_M = 20_000.0
"""Points further apart than this are never compared."""
AREA_KM = 50.0
"""The radius that stands for an area: most governorates lie within 50 km of their middle."""
MOST_MET = 1_000
"""A row meets at most so many later ones by one key, the nearest in days: no list of incidents has more, one with a stand-in date may."""
PAIRS_AT_ONCE = 250_000
_CELL = 0.25  # degrees; at 37.4° north 22 km, so that points within REACH_M lie in touching cells
_M_PER_DEGREE = 111_200.0
_UNUSUAL = 7.0  # log2 of a number from which on it is no more unusual: 127 killed
_ROUND = 10
_E, _T = EventType, Target
_KIN = (
    {_E.AIRSTRIKE, _E.BARREL_BOMB, _E.MISSILE, _E.CLUSTER_MUNITION, _E.INCENDIARY, _E.DRONE, _E.CHEMICAL},
    {_E.SHELLING, _E.MISSILE, _E.CLUSTER_MUNITION, _E.INCENDIARY, _E.CHEMICAL, _E.GROUND_OPERATION},
    {_E.CAR_BOMB, _E.IED, _E.LANDMINE},
    {_E.SMALL_ARMS, _E.EXECUTION, _E.MASSACRE, _E.RAID, _E.GROUND_OPERATION, _E.ABDUCTION, _E.SIEGE},
    {_T.RESIDENTIAL, _T.HOUSE},
    {_T.HOSPITAL, _T.MEDICAL_POINT},
)
"""Words that two sources use of one thing."""


class Weight(NamedTuple):
    """What one piece of evidence adds to the log-odds, for each unit of it, and why."""

    value: float
    because: str


WEIGHTS: Mapping[str, Weight] = {
    "start": Weight(2.8, "One day, one spot, nothing else known of either."),
    "crowd": Weight(-0.8, "Doubling of 1 + incidents a day in the governorate in that month: where much happens, much meets by chance."),
    "days_apart": Weight(-1.5, "A day between the windows: a strike at night, a count by the day of death."),
    "wide_window": Weight(-0.7, "Doubling of the wider window: what is dated loosely meets much by chance."),
    "wide_place": Weight(-0.5, "Doubling of 1 km + both radii (an area: 50 km): what is placed loosely meets much by chance."),
    "beyond": Weight(-1.1, "Doubling of 1 km + metres beyond both radii: other places, unless a source errs."),
    "same_parties": Weight(0.5, "The same parties named."),
    "some_parties": Weight(0.1, "A party in common, and another: sources name joint parties by halves."),
    "other_parties": Weight(-2.1, "No party in common: sources contradict one another, so it excludes nothing."),
    "same_figure": Weight(0.6, "Doubling of the number both say (half for a round one): a chance for 3, hardly for 73."),
    "figures_apart": Weight(-0.95, "Doubling between the nearest numbers the two support: tolls grow, but seldom manifold."),
    "same_parts": Weight(0.7, "Doubling of an equal number of children, women, medics …"),
    "parts_apart": Weight(-0.2, "Doubling between them; later accounts identify more."),
    "same_injured": Weight(0.7, "Doubling of an equal number of injured (half for a round one)."),
    "same_means": Weight(0.6, "The same means of harm."),
    "other_means": Weight(-1.5, "Means that are no two words for one."),
    "same_target": Weight(0.9, "The same target."),
    "other_target": Weight(-1.5, "Two targets: two strikes, or one described by its neighbours."),
    "same_page": Weight(-2.0, "One page is no second account; it may list two events or cite two origins of one."),
    "same_publisher": Weight(-1.0, "A publisher keeps its own list free of repetitions, and writes again of the same event."),
    "same_words": Weight(2.0, "Descriptions of the same words (share above one half). Set by hand: the bundled accounts have none."),
}
"""Log-odds, written by hand from what ``benchmarks/duplicates.py`` fits, rounded; it prints both side by side."""


def _meet(left: np.ndarray, left_key: np.ndarray, right: np.ndarray, right_key: np.ndarray, until: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield pairs of a left row and a right row after it with the same key, before ``until`` of the left row, some at a time."""
    n = len(until) + 1
    keyed = right_key * n + right
    order = np.argsort(keyed)
    right, keyed = right[order], keyed[order]
    low = np.searchsorted(keyed, left_key * n + left + 1)
    counts = np.clip(np.searchsorted(keyed, left_key * n + until[left]) - low, 0, MOST_MET)
    left, low, counts = left[counts > 0], low[counts > 0], counts[counts > 0]
    reached = np.cumsum(counts)
    begin = 0
    while begin < len(left):
        done = reached[begin - 1] if begin else 0
        stop = max(begin + 1, int(np.searchsorted(reached, done + PAIRS_AT_ONCE, side="right")))
        some = counts[begin:stop]
        within = np.arange(some.sum()) - np.repeat(reached[begin:stop] - some - done, some)
        yield np.repeat(left[begin:stop], some), right[np.repeat(low[begin:stop], some) + within]
        begin = stop


def blocks(facts: Facts) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield positions (first, second) of all pairs to compare, at most some ``PAIRS_AT_ONCE`` at a time; several governorates repeat a pair.

    Windows lie at most ``WINDOW_DAYS`` apart. Two points lie at most ``REACH_M`` apart; an area meets all that lies in its governorates.
    Accounts of one incident are no pair. Where more than ``MOST_MET`` rows share a cell or governorate within the window, the rest are not met.
    """
    until = np.searchsorted(facts.start, facts.end + WINDOW_DAYS, side="right")
    points = np.flatnonzero(facts.is_point)
    wide = 1 << 12
    cell = np.floor(facts.latitude[points] / _CELL).astype(np.int64) * wide + np.floor(facts.longitude[points] / _CELL).astype(np.int64) + (wide << 11)
    rows, zones = zones_of(facts.governorates)
    area = ~facts.is_point[rows]
    steps = [north * wide + east for north in (-1, 0, 1) for east in (-1, 0, 1)]
    parts = [_meet(points, cell + step, points, cell, until) for step in steps]
    parts += [_meet(rows[area], zones[area], rows, zones, until), _meet(rows[~area], zones[~area], rows[area], zones[area], until)]
    for part in parts:
        for first, second in part:
            keep = facts.incident[first] != facts.incident[second]
            both = facts.is_point[first] & facts.is_point[second]
            keep[both] &= metres_between(facts, first[both], second[both]) <= REACH_M
            if keep.any():
                yield first[keep], second[keep]


def metres_between(facts: Facts, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return distances in metres, good to 1 % inside Syria; NaN where one has no point."""
    north = (facts.latitude[first] - facts.latitude[second]) * _M_PER_DEGREE
    middle = np.radians((facts.latitude[first] + facts.latitude[second]) / 2)
    east = (facts.longitude[first] - facts.longitude[second]) * _M_PER_DEGREE * np.cos(middle)
    metres: np.ndarray = np.hypot(north, east)
    return metres


def _unusual(number: np.ndarray) -> np.ndarray:
    """Return how unlikely a number is to be met twice by chance: its doublings, half for a round one, 0 for 0 and not known."""
    doublings = np.minimum(np.log2(1 + np.nan_to_num(number)), _UNUSUAL)
    unusual: np.ndarray = np.where(np.nan_to_num(number) % _ROUND == 0, doublings / 2, doublings)
    return unusual


def _clash(vocabulary: type[EventType | Target]) -> np.ndarray:
    words = list(vocabulary)
    return np.array([[a is not b and not any({a, b} <= kin for kin in _KIN) for b in words] for a in words])


def _of_codes(name: str, a: np.ndarray, b: np.ndarray, vocabulary: type[EventType | Target]) -> dict[str, np.ndarray]:
    known = (a >= 0) & (b >= 0)
    return {f"same_{name}": known & (a == b), f"other_{name}": known & _clash(vocabulary)[a, b]}


def _of_figures(facts: Facts, a: np.ndarray, b: np.ndarray) -> dict[str, np.ndarray]:
    """Compare the killed; where classes of victims differ, the smaller class is a lower bound only, so no upper end contradicts."""
    same_class = facts.victims[a] == facts.victims[b]
    low = np.fmax(facts.low[a], facts.low[b])
    high = np.where(same_class, np.minimum(facts.high[a], facts.high[b]), np.maximum(facts.high[a], facts.high[b]))
    both = ~(np.isnan(facts.figure[a]) | np.isnan(facts.figure[b]))
    apart = np.log2((1 + np.nan_to_num(low)) / (1 + np.nan_to_num(high, posinf=0.0)))
    parts_a, parts_b = facts.parts[a], facts.parts[b]
    told = ~(np.isnan(parts_a) | np.isnan(parts_b))
    return {
        "same_figure": np.where(both & (facts.figure[a] == facts.figure[b]), _unusual(facts.figure[a]), 0.0),
        "figures_apart": np.where(both & np.isfinite(high), np.clip(apart, 0.0, 4.0), 0.0),
        "same_parts": np.where(told & (parts_a == parts_b), np.log2(1 + np.nan_to_num(parts_a)), 0.0).sum(axis=1),
        "parts_apart": np.where(told, np.abs(np.log2((1 + np.nan_to_num(parts_a)) / (1 + np.nan_to_num(parts_b)))), 0.0).max(axis=1),
        "same_injured": np.where(facts.injured[a] == facts.injured[b], _unusual(facts.injured[a]), 0.0),
    }


def evidence(facts: Facts, first: np.ndarray, second: np.ndarray) -> dict[str, np.ndarray]:
    """Return every piece of evidence in ``WEIGHTS`` but the words of descriptions for pairs of positions, in its unit."""
    a, b = first, second
    span = np.maximum(facts.end[a] - facts.start[a], facts.end[b] - facts.start[b])
    metres = metres_between(facts, a, b)
    pointed = np.isfinite(metres)
    radii = np.nan_to_num(facts.radius[a]) + np.nan_to_num(facts.radius[b])
    shared = facts.parties[a] & facts.parties[b]
    named = (facts.parties[a] > 0) & (facts.parties[b] > 0)
    equal = facts.parties[a] == facts.parties[b]
    same_page = (facts.page[a] >= 0) & (facts.page[a] == facts.page[b])
    found = {
        "start": np.ones(len(a)),
        "crowd": np.log2(1 + np.maximum(facts.crowd[a], facts.crowd[b])),
        "days_apart": np.maximum(facts.start[b] - facts.end[a], 0),
        "wide_window": np.log2(1 + span),
        "wide_place": np.where(pointed, np.log2(1 + radii / 1000), np.log2(1 + AREA_KM)),
        "beyond": np.where(pointed, np.log2(1 + np.maximum(np.nan_to_num(metres) - radii, 0.0) / 1000), 0.0),
        "same_parties": named & equal,
        "some_parties": named & ~equal & (shared > 0),
        "other_parties": named & (shared == 0),
        **_of_figures(facts, a, b),
        **_of_codes("means", facts.means[a], facts.means[b], EventType),
        **_of_codes("target", facts.target[a], facts.target[b], Target),
        "same_page": same_page,
        "same_publisher": ~same_page & (facts.publisher[a] >= 0) & (facts.publisher[a] == facts.publisher[b]),
    }
    return {name: values.astype(float) for name, values in found.items()}


def score_of(found: Mapping[str, np.ndarray], weights: Mapping[str, float]) -> np.ndarray:
    """Return the scores of evidence, 0 to 1."""
    logit = np.add.reduce([weights[name] * values for name, values in found.items()])
    scores: np.ndarray = 1 / (1 + np.exp(-logit))
    return scores
