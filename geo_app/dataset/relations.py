"""How published totals stand to one another: which holds which, which are apart, which say the same (design §5, rule 10).

Every pair is compared facet by facet; a relation is only what all facets prove. What a publisher says of its own totals ("including", "since")
goes before what values prove.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo_app.dataset.tallies import ANYBODY, has_number, is_documented, table_by_pair, units
from geo_app.vocabulary import Facet, TallyRelation

if TYPE_CHECKING:
    from geo_app.dataset.tallies import Tallies

SAME, IN, HOLDS, CROSS, APART, OPEN = range(6)
"""How one total's facet stands to another's: the same, inside it, around it, crossing it, apart from it, not known."""
_BACK = np.array([SAME, HOLDS, IN, CROSS, APART, OPEN], dtype=np.int8)
FACETS = tuple(Facet)
RELATIONS: tuple[TallyRelation, ...] = tuple(TallyRelation)

_WHOLES = {
    "civilians": ("people",),
    "fighters": ("people",),
    "fighters_and_civilians": ("people",),
    "children": ("civilians", "people", "fighters_and_civilians"),
    "women": ("civilians", "people", "fighters_and_civilians"),
    "men": ("people", "fighters_and_civilians"),
    "medical": ("people", "fighters_and_civilians"),
    "media": ("people", "fighters_and_civilians"),
    "civil_defence": ("people", "fighters_and_civilians"),
    "aid_workers": ("people", "fighters_and_civilians"),
}
"""Classes and the classes that hold them: women are adult women; medics and media workers cut across the others."""
_HELD_TOO = {("civilians", "fighters_and_civilians"), ("fighters", "fighters_and_civilians")}
_NO_OVERLAP = {frozenset(pair) for pair in (("civilians", "fighters"), ("children", "women"), ("children", "men"), ("women", "men"))}


def _one_class(left: str, right: str) -> int:
    if left == right:
        return SAME
    if right in _WHOLES.get(left, ()) or (left, right) in _HELD_TOO:
        return IN
    if left in _WHOLES.get(right, ()) or (right, left) in _HELD_TOO:
        return HOLDS
    if frozenset((left, right)) in _NO_OVERLAP:
        return APART
    known = {*_WHOLES, "people"}
    return CROSS if left in known and right in known else OPEN


def class_facet(left: str, right: str) -> int:
    """Return how a class stands to another; both as ``victim_class|victim_sub``, a class may be several joined by ``;``."""
    (left, _, left_sub), (right, _, right_sub) = left.partition("|"), right.partition("|")
    if left == right and left_sub == right_sub:
        return SAME
    if not left or not right:
        return OPEN
    pairs = [[_one_class(a, b) for b in right.split(";")] for a in left.split(";")]
    inside = all(any(one in (SAME, IN) for one in row) for row in pairs)
    around = all(any(row[at] in (SAME, HOLDS) for row in pairs) for at in range(len(pairs[0])))
    found = SAME if inside and around else IN if inside else HOLDS if around else None
    if found is None:
        every = {one for row in pairs for one in row}
        found = APART if every == {APART} else OPEN if OPEN in every else CROSS
    if left_sub == right_sub or found in (APART, OPEN):
        return found
    # A narrower class of the source's own lies within its class; two of them are not compared.
    if left_sub and right_sub:
        return OPEN
    if left_sub:
        return IN if found in (SAME, IN) else OPEN
    return HOLDS if found in (SAME, HOLDS) else OPEN


def means_facet(left: str, right: str) -> int:
    """Return how means stand to means: none named holds all; different ones may have caused the same death."""
    a, b = set(left.split(";")) - {""}, set(right.split(";")) - {""}
    if a == b:
        return SAME
    if not a or (a > b and b):
        return HOLDS
    if not b or b > a:
        return IN
    return CROSS if a & b else OPEN


_ALL_FACILITIES = ("vital facilities", "vital civilian facilities", "civilian targets", "civil points")


def facility_facet(left: str, right: str) -> int:
    """Return how kinds of facilities stand to one another: "vital facilities" hold every civilian kind; one attack may hit two kinds."""
    if left == right or {left, right} <= set(_ALL_FACILITIES[:2]):
        return SAME
    if not left or (left in _ALL_FACILITIES and right and right not in _ALL_FACILITIES):
        return HOLDS
    if not right or (right in _ALL_FACILITIES and left not in _ALL_FACILITIES):
        return IN
    return means_facet(left, right)


def _from_sets(inner_left: np.ndarray, outer_left: np.ndarray, inner_right: np.ndarray, outer_right: np.ndarray) -> np.ndarray:
    """Return how areas stand to one another, from what each holds for certain and what each lies within for certain."""
    il, ol, ir, orr = inner_left[:, None], outer_left[:, None], inner_right[None, :], outer_right[None, :]
    out = np.full((len(inner_left), len(inner_right)), OPEN, dtype=np.int8)
    out[(il & ir) != 0] = CROSS
    out[(orr & ~il) == 0] = HOLDS
    out[(ol & ~ir) == 0] = IN
    out[(ol & orr) == 0] = APART
    out[((orr & ~il) == 0) & ((ol & ~ir) == 0)] = SAME
    return out


def _windows(left: Tallies, right: Tallies) -> np.ndarray:
    outer = [one[:, None] for one in (left.outer_start, left.outer_end, left.inner_start, left.inner_end)]
    other = [one[None, :] for one in (right.outer_start, right.outer_end, right.inner_start, right.inner_end)]
    (lo, hi, sure_lo, sure_hi), (lo2, hi2, sure_lo2, sure_hi2) = outer, other
    out = np.full((len(left), len(right)), OPEN, dtype=np.int8)
    both = (np.maximum(sure_lo, sure_lo2) <= np.minimum(sure_hi, sure_hi2)) & (sure_lo <= sure_hi) & (sure_lo2 <= sure_hi2)
    holds = (sure_lo <= lo2) & (sure_hi >= hi2)
    inside = (sure_lo2 <= lo) & (sure_hi2 >= hi)
    out[both] = CROSS
    out[holds] = HOLDS
    out[inside] = IN
    out[(hi < lo2) | (hi2 < lo)] = APART
    out[holds & inside] = SAME
    return out


def _parties(left: Tallies, right: Tallies, same_page: np.ndarray) -> np.ndarray:
    """Return how the parties of totals stand to one another: apart only within one table of one publisher."""

    def named(tallies: Tallies) -> np.ndarray:
        how, words = (tallies.frame[name].fillna("").astype("str") for name in ("attribution", "perpetrator_as_reported"))
        out: np.ndarray = (how + "|" + pd.Series(tallies.parties.astype(str), index=how.index) + "|" + words).to_numpy(dtype=object)
        return out

    return np.where(same_page, table_by_pair(named(left), named(right), _parties_of_one_page), table_by_pair(named(left), named(right), parties_facet))


def parties_facet(left: str, right: str, *, one_page: bool = False) -> int:
    """Return how one naming of parties stands to another; both as ``attribution|bits|words``."""
    (how, bits, words), (how2, bits2, words2) = left.split("|", 2), right.split("|", 2)
    a, b = int(bits), int(bits2)
    anybody, anybody2 = how == ANYBODY and not a, how2 == ANYBODY and not b
    if anybody or anybody2:
        return SAME if anybody and anybody2 else HOLDS if anybody else IN
    if how == how2 and a == b and (a or words == words2):
        return SAME
    if "unknown" in (how, how2) or "alternative" in (how, how2) or not a or not b:
        return OPEN
    if how == "combined" and b & ~a == 0 and how2 != "combined":
        return HOLDS
    if how2 == "combined" and a & ~b == 0 and how != "combined":
        return IN
    if how == how2 == "combined" and (b & ~a == 0 or a & ~b == 0):
        return HOLDS if b & ~a == 0 else IN
    if how == how2 == "combined" and a & b:
        return CROSS
    return APART if one_page and (not a & b or {how, how2} == {"sole", "joint"}) else OPEN


def _parties_of_one_page(left: str, right: str) -> int:
    return parties_facet(left, right, one_page=True)


def facets(left: Tallies, right: Tallies) -> dict[Facet, np.ndarray]:
    """Return facet → how each total of ``left`` stands in it to each of ``right``: arrays (len(left), len(right)) of ``SAME`` … ``OPEN``."""
    same_page = left.page[:, None] == right.page[None, :] if left is right else np.zeros((len(left), len(right)), dtype=bool)

    def cells(tallies: Tallies, *columns: str) -> np.ndarray:
        words = [tallies.frame[name].fillna("").astype("str").to_numpy(dtype=object) for name in columns]
        out: np.ndarray = reduce(lambda left, right: left + "|" + right, words)
        return out

    counted_left, counted_right = cells(left, "measure") + "|" + units(left), cells(right, "measure") + "|" + units(right)
    rests_left, rests_right = (np.where(is_documented(one), "documented", cells(one, "basis")) for one in (left, right))
    window, area = _windows(left, right), _from_sets(left.inner_area, left.outer_area, right.inner_area, right.outer_area)
    if left is right:
        words = left.codes("window_as_reported")
        alike = same_page & (words[:, None] == words[None, :]) & (words[:, None] >= 0)
        window[alike & (window == OPEN) & _equal(left.outer_start) & _equal(left.outer_end)] = SAME
        named = left.codes("area_as_reported")
        area[(area == OPEN) & same_page & (named[:, None] == named[None, :]) & _equal(left.outer_area)] = SAME
        window[np.eye(len(left), dtype=bool)] = SAME
        area[np.eye(len(left), dtype=bool)] = SAME
    origin_left, origin_right = cells(left, "area_basis") == "origin", cells(right, "area_basis") == "origin"
    area[(origin_left[:, None] != origin_right[None, :]) & (area != SAME)] = OPEN
    return {
        Facet.MEASURE: table_by_pair(counted_left, counted_right, _alike),
        Facet.BASIS: table_by_pair(rests_left, rests_right, _alike),
        Facet.WINDOW: window,
        Facet.AREA: area,
        Facet.PERPETRATORS: _parties(left, right, same_page),
        Facet.VICTIM_CLASS: table_by_pair(cells(left, "victim_class", "victim_sub"), cells(right, "victim_class", "victim_sub"), class_facet),
        Facet.MEANS: table_by_pair(cells(left, "means"), cells(right, "means"), means_facet),
        Facet.FACILITY: table_by_pair(cells(left, "facility"), cells(right, "facility"), facility_facet),
    }


def _alike(left: str, right: str) -> int:
    return SAME if left == right else OPEN


def _equal(values: np.ndarray) -> np.ndarray:
    out: np.ndarray = values[:, None] == values[None, :]
    return out


def joined(found: dict[Facet, np.ndarray]) -> np.ndarray:
    """Return what all facets prove together: ``SAME`` … ``OPEN``."""
    seen = np.zeros_like(next(iter(found.values())), dtype=np.uint8)
    for states in found.values():
        seen |= np.left_shift(np.uint8(1), states.astype(np.uint8))
    comparable = (found[Facet.MEASURE] == SAME) & (found[Facet.BASIS] == SAME)
    out: np.ndarray = _TOGETHER[seen]
    out[~comparable] = OPEN
    return out


def _together(seen: int) -> int:
    """Return what facets prove together of which these states (bits) were found."""
    has = {state for state in range(6) if seen >> state & 1}
    if APART in has:
        return APART
    if OPEN in has:
        return OPEN
    if CROSS in has or {IN, HOLDS} <= has:
        return CROSS
    return HOLDS if HOLDS in has else IN if IN in has else SAME


_TOGETHER = np.array([_together(seen) for seen in range(64)], dtype=np.int8)


@dataclass(frozen=True, eq=False, kw_only=True)
class Relations:
    """How every total stands to every other.

    Attributes:
        facets: per facet, ``SAME`` … ``OPEN``; ``proven``: of all facets together.
        said: what the publisher says of its own totals: ``IN`` or ``HOLDS``, ``SAME`` where it says nothing.
        codes: positions in ``RELATIONS``: row i, column j is what i is to j ("i contains j").
    """

    tallies: Tallies
    facets: dict[Facet, np.ndarray]
    proven: np.ndarray
    said: np.ndarray
    shared_day: np.ndarray
    codes: np.ndarray

    def between(self, left: int, right: int) -> TallyRelation:
        """Return what total ``left`` is to total ``right``."""
        return RELATIONS[int(self.codes[left, right])]

    @cached_property
    def disjoint(self) -> np.ndarray:
        """True where two totals are proven to count nobody twice."""
        out: np.ndarray = self.codes == RELATIONS.index(TallyRelation.DISJOINT)
        return out


def _said(tallies: Tallies) -> np.ndarray:
    """Return what publishers say of their totals, and what follows from it (a part of a part is a part)."""
    n = len(tallies)
    inside = np.zeros((n, n), dtype=bool)
    for whole in (tallies.part_of, tallies.nested_in):
        has = np.flatnonzero(whole >= 0)
        inside[has, whole[has]] = True
    above = [np.flatnonzero(inside[at]) for at in range(n)]
    for at in range(n):
        seen: set[int] = set()
        todo = list(above[at])
        while todo:
            one = int(todo.pop())
            if one not in seen and one != at:
                seen.add(one)
                todo.extend(above[one])
        inside[at, list(seen)] = True
    out = np.full((n, n), SAME, dtype=np.int8)
    out[inside] = IN
    out[inside.T & ~inside] = HOLDS
    return out


def _adds_up(starts: np.ndarray, ends: np.ndarray, values: np.ndarray, whole: int) -> list[int]:
    """Return consecutive windows, each beginning on the day the one before ends, that fill the ``whole`` and add up to it; else none."""
    todo: list[tuple[list[int], float]] = [([], 0.0)]
    while todo:
        chain, total = todo.pop()
        day = ends[chain[-1]] if chain else starts[whole]
        if chain and day == ends[whole]:
            if len(chain) > 1 and total == values[whole]:
                return chain
            continue
        following = np.flatnonzero((starts == day) & (ends > day) & (ends <= ends[whole]) & (total + values <= values[whole]))
        todo.extend(([*chain, int(one)], total + values[one]) for one in following if one != whole)
    return []


def _shared_days(tallies: Tallies, found: dict[Facet, np.ndarray]) -> np.ndarray:
    """Return True for pairs of consecutive windows of one page that share a day and that the page adds up to its own total (rule 10)."""
    n = len(tallies)
    out = np.zeros((n, n), dtype=bool)
    alike = _equal(tallies.page)
    for facet, state in found.items():
        alike &= (state == SAME) | (facet is Facet.WINDOW)
    known = (tallies.inner_start <= tallies.inner_end) & has_number(tallies)
    alike &= known[:, None] & known[None, :]
    touching = alike & (tallies.outer_end[:, None] == tallies.outer_start[None, :]) & (tallies.outer_start[:, None] < tallies.outer_start[None, :])
    values = np.where(np.isnan(tallies.low), tallies.high, tallies.low)
    groups = {tuple(np.flatnonzero(alike[at]).tolist()) for at in np.flatnonzero(touching.any(axis=1))}
    for group in sorted(groups):
        at = np.array(group)
        for whole in range(len(at)):
            chain = _adds_up(tallies.outer_start[at], tallies.outer_end[at], values[at], whole)
            for left, right in pairwise(chain):
                out[at[left], at[right]] = out[at[right], at[left]] = True
    return out


def _conflicting(tallies: Tallies) -> np.ndarray:
    n = len(tallies)
    out = np.zeros((n, n), dtype=bool)
    for at, cell in enumerate(tallies.frame["conflicts_with"].fillna("").astype("str")):
        for other in cell.split(";"):
            if other in tallies.positions:
                out[at, tallies.positions[other]] = out[tallies.positions[other], at] = True
    return out


def same_number(tallies: Tallies) -> np.ndarray:
    """Return True where two totals print the same number with the same bound."""
    bound = tallies.codes("bound")
    low, high = np.nan_to_num(tallies.low, nan=-1), np.nan_to_num(tallies.high, nan=-1)
    out: np.ndarray = _equal(low) & _equal(high) & _equal(bound)
    return out


def relate(tallies: Tallies) -> Relations:
    """Return how every total stands to every other: 2,000 of them in about a second."""
    found = facets(tallies, tallies)
    shared = _shared_days(tallies, found)
    found[Facet.WINDOW][shared] = APART
    proven = joined(found)
    said = _said(tallies)
    states = np.where(said != SAME, said, proven)
    numbers = has_number(tallies)
    codes = np.full(proven.shape, RELATIONS.index(TallyRelation.UNKNOWN), dtype=np.int8)
    for state, relation in (
        (IN, TallyRelation.WITHIN),
        (HOLDS, TallyRelation.CONTAINS),
        (CROSS, TallyRelation.OVERLAPS),
        (APART, TallyRelation.DISJOINT),
    ):
        codes[states == state] = RELATIONS.index(relation)
    # One origin that is relayed as having counted, and as having estimated, has still been asked one question.
    alike = same_number(tallies)
    relayed = _equal(tallies.origin) & (tallies.origin[:, None] >= 0) & (found[Facet.BASIS] != SAME) & _equal(np.nan_to_num(tallies.low, nan=-1))
    same = (states == SAME) | (relayed & (joined({**found, Facet.BASIS: np.zeros_like(proven)}) == SAME) & (said == SAME))
    codes[same & alike] = RELATIONS.index(TallyRelation.RESTATES)
    codes[same & ~alike & numbers[:, None] & numbers[None, :]] = RELATIONS.index(TallyRelation.CONFLICTS)
    codes[_conflicting(tallies)] = RELATIONS.index(TallyRelation.CONFLICTS)
    compared = numbers[:, None] & numbers[None, :]
    codes[~compared & (said == SAME) & ~same] = RELATIONS.index(TallyRelation.UNKNOWN)
    return Relations(tallies=tallies, facets=found, proven=proven, said=said, shared_day=shared, codes=codes)


def reasons(relations: Relations, left: int, right: int) -> tuple[tuple[Facet, int], ...]:
    """Return which facets decide what ``left`` is to ``right``, with their state; empty where the publisher says it or all are the same."""
    states = {facet: int(state[left, right]) for facet, state in relations.facets.items()}
    relation = relations.between(left, right)
    wanted = {
        TallyRelation.CONTAINS: (HOLDS,),
        TallyRelation.WITHIN: (IN,),
        TallyRelation.OVERLAPS: (CROSS, IN, HOLDS),
        TallyRelation.DISJOINT: (APART,),
        TallyRelation.UNKNOWN: (OPEN,),
    }.get(relation, ())
    return tuple((facet, state) for facet, state in states.items() if state in wanted)
