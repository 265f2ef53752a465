"""The best supported lower bound of published totals for a question: per origin the heaviest set of totals that count nobody twice (design §5, rule 11).

Origins stand side by side; nothing here adds them, or chooses among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from geo_app.dataset.relations import APART, HOLDS, IN, SAME, facets, joined
from geo_app.dataset.tallies import as_tally, has_number, units
from geo_app.vocabulary import Bound, Facet, TallyRelation

if TYPE_CHECKING:
    from geo_app.dataset.relations import Relations
    from geo_app.model.question import Question

_LEAST = (Bound.AT_LEAST, Bound.STATED, Bound.BETWEEN)
"""Bounds whose low end may feed an "at least"; an approximate figure never does (rule 1)."""
_SECONDS = 10.0


class Role(StrEnum):
    """What became of a total that a question touches."""

    USED = "used"
    RESTATES = "restates"
    CONFLICTS = "conflicts"
    EARLIER = "earlier"
    COUNTED = "counted"
    MAY_OVERLAP = "may_overlap"
    APPROXIMATE = "approximate"
    NO_NUMBER = "no_number"
    BASIS = "basis"
    WINDOW = "window"
    AREA = "area"
    JOINTLY = "jointly"
    NARROWER_UNKNOWN = "narrower_unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One total of a chain: ``at`` its position, ``role`` what became of it, ``because`` the position of the total that decides it (None: the question)."""

    at: int
    role: Role
    because: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supported:
    """What the totals of one origin support.

    Attributes:
        origin: its id (several joined by ``;``); empty where no known origin is named.
        at_least: the bound, None where no total of the origin gives one.
        lines: the totals used, then those left out, each with the reason.
        publishers: how many publishers relay it; they are one origin.
    """

    origin: str
    at_least: int | None
    lines: tuple[Line, ...]
    publishers: int

    @property
    def used(self) -> tuple[int, ...]:
        """Positions of the totals that add up to the bound."""
        return tuple(line.at for line in self.lines if line.role is Role.USED)


def heaviest(weights: np.ndarray, apart: np.ndarray) -> tuple[int, ...]:
    """Return the positions of the heaviest set that is pairwise ``apart``; of equal ones the one with fewest, then the first.

    Args:
        weights: whole numbers, none negative.
        apart: symmetric, True where two may stand together.
    """
    n = len(weights)
    if n == 0:
        return ()
    left, right = np.nonzero(np.triu(~apart, 1))
    # One unit of weight outweighs every preference: fewer totals first, then those that stand first.
    scale = float(4 * n * n)
    cost = -(weights * scale - 2 * n - np.arange(n) / n)
    if not len(left):
        return tuple(np.flatnonzero(weights > 0).tolist())
    rows = np.arange(len(left))
    pairs = coo_array((np.ones(2 * len(left)), (np.concatenate([rows, rows]), np.concatenate([left, right]))), shape=(len(left), n)).tocsr()
    found = milp(
        cost,
        integrality=np.ones(n, dtype=np.int8),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(pairs, -np.inf, 1.0),
        options={"mip_rel_gap": 0.0, "time_limit": _SECONDS},
    )
    if found.x is None:
        # Not solved in time: the heaviest alone is a bound too, only a lower one.
        return (int(np.argmax(weights)),)
    return tuple(np.flatnonzero(found.x > 0.5).tolist())  # noqa: PLR2004 - of 0 and 1


def _left_out(states: dict[Facet, np.ndarray], at: int, *, names_one: bool) -> Role | None:
    """Return why a total does not answer although it is about the same; None where it is about something else."""
    if states[Facet.MEASURE][at] != SAME or states[Facet.VICTIM_CLASS][at] not in (SAME, IN):
        return None
    if states[Facet.WINDOW][at] == APART or states[Facet.AREA][at] == APART:
        return None
    party = states[Facet.PERPETRATORS][at]
    if party in (HOLDS, APART) or states[Facet.MEANS][at] == HOLDS or states[Facet.FACILITY][at] == HOLDS:
        return None
    if party not in (SAME, IN):
        return Role.JOINTLY if names_one else None
    for facet, role in ((Facet.BASIS, Role.BASIS), (Facet.WINDOW, Role.WINDOW), (Facet.AREA, Role.AREA)):
        if states[facet][at] not in (SAME, IN):
            return role
    return Role.NARROWER_UNKNOWN


def _without_number(relations: Relations, at: int) -> Role | None:
    bound = str(relations.tallies.frame["bound"].iloc[at])
    if not has_number(relations.tallies)[at]:
        return Role.NO_NUMBER
    if bound not in _LEAST or np.isnan(relations.tallies.low[at]):
        return Role.APPROXIMATE
    return None


def _best_of(same: list[int], relations: Relations) -> int:
    """Return which of the totals of one origin that answer one question speaks for it: its own, then the latest, then the lowest."""
    frame = relations.tallies.frame
    names = relations.tallies.origin_names

    def rank(at: int) -> tuple[bool, float, float, str]:
        own = bool(frame["source_origin"].iloc[at]) and frame["source_origin"].iloc[at] == frame["source_publisher"].iloc[at]
        own = own or str(frame["source_publisher"].iloc[at]).casefold() in names
        day = frame["source_date"].iloc[at]
        return (not own, -(day.toordinal() if day == day else 0), relations.tallies.low[at], str(frame["tally_id"].iloc[at]))  # noqa: PLR0124 - not a time

    return min(same, key=rank)


def _collapsed(answering: list[int], relations: Relations) -> tuple[list[int], list[Line]]:
    """Return one total for every question that an origin answered, and the others with the reason."""
    kept: list[int] = []
    lines: list[Line] = []
    left = list(answering)
    again = {TallyRelation.RESTATES: Role.RESTATES, TallyRelation.CONFLICTS: Role.CONFLICTS}
    while left:
        first = left[0]
        group = [first, *(at for at in left[1:] if relations.between(first, at) in again)]
        best = _best_of(group, relations)
        kept.append(best)
        lines += [Line(at=at, role=again[relations.between(at, best)], because=best) for at in group if at != best and relations.between(at, best) in again]
        lines += [Line(at=at, role=Role.CONFLICTS, because=best) for at in group if at != best and relations.between(at, best) not in again]
        left = [at for at in left if at not in group]
    return kept, lines


def _why_not(at: int, used: tuple[int, ...], relations: Relations) -> Line:
    """Return why a total that answers is not part of the heaviest set."""
    series = relations.tallies.frame["series_id"].fillna("").astype("str")
    for other in used:
        relation = relations.between(at, other)
        if relation is TallyRelation.WITHIN:
            role = Role.EARLIER if series.iloc[at] and series.iloc[at] == series.iloc[other] else Role.COUNTED
            return Line(at=at, role=role, because=other)
    for other in used:
        if relations.between(at, other) is not TallyRelation.DISJOINT:
            return Line(at=at, role=Role.MAY_OVERLAP, because=other)
    return Line(at=at, role=Role.COUNTED)


def supported(relations: Relations, question: Question) -> tuple[Supported, ...]:
    """Return for every origin with a total about ``question`` what it supports, the highest bound first; origins without a bound last.

    A total answers where it is proven to lie within the question: its window (ends included), area, parties, class and means. Totals that name
    one of the parties only together with others, or whose window is not known well enough, stand among the lines with that reason.
    """
    tallies = relations.tallies
    if not len(tallies):
        return ()
    asked = as_tally(question, tallies)
    states = {facet: state[:, 0] for facet, state in facets(tallies, asked).items()}
    together = joined({facet: state[:, None] for facet, state in states.items()})[:, 0]
    names_one = (tallies.parties & asked.parties[0]) != 0
    about = (tallies.frame["measure"] == question.measure).to_numpy() & (units(tallies) == question.unit)
    out = []
    for code in sorted(set(tallies.origin[about].tolist())):
        mine = [int(at) for at in np.flatnonzero(about & (tallies.origin == code))]
        found = _of_origin(mine, states, together, names_one, relations)
        if found is not None:
            out.append(found)
    return tuple(sorted(out, key=lambda one: (one.at_least is None, -(one.at_least or 0), one.origin)))


def _of_origin(mine: list[int], states: dict[Facet, np.ndarray], together: np.ndarray, names_one: np.ndarray, relations: Relations) -> Supported | None:
    tallies = relations.tallies
    answering, lines = [], []
    for at in mine:
        inside = together[at] in (SAME, IN)
        role = _without_number(relations, at) if inside else _left_out(states, at, names_one=bool(names_one[at]))
        if inside and role is None:
            answering.append(at)
        elif role is not None:
            lines.append(Line(at=at, role=role))
    if not answering and not lines:
        return None
    kept, again = _collapsed(answering, relations)
    weights = np.array([tallies.low[at] for at in kept], dtype=float)
    apart = relations.disjoint[np.ix_(kept, kept)] if kept else np.zeros((0, 0), dtype=bool)
    # Without an origin nothing says that two totals are not one: each stands alone.
    if kept and tallies.origin[kept[0]] < 0:
        apart = np.zeros_like(apart)
    used = tuple(kept[at] for at in heaviest(weights, apart))
    left = [_why_not(at, used, relations) for at in kept if at not in used]
    every = (*(Line(at=at, role=Role.USED) for at in used), *left, *again, *lines)
    publishers = tallies.frame["source_publisher"].iloc[[line.at for line in every]]
    return Supported(
        origin=tallies.origin_names[tallies.origin[mine[0]]] if tallies.origin[mine[0]] >= 0 else "",
        at_least=int(sum(tallies.low[at] for at in used)) if used else None,
        lines=every,
        publishers=int(publishers[publishers != ""].nunique()),
    )
