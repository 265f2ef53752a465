"""What published totals contradict: parts above their whole, longer windows with lower totals, margins that do not add up, relays that differ.

Nothing is repaired: each contradiction names the totals, so that a person can look at their pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from geo_app.dataset.relations import HOLDS, IN, SAME, same_number
from geo_app.dataset.tallies import has_number, units
from geo_app.vocabulary import Bound, Facet, TallyRelation

if TYPE_CHECKING:
    from geo_app.dataset.relations import Relations


class Contradiction(StrEnum):
    """What does not fit."""

    PART_EXCEEDS = "part_exceeds"
    SHRINKS = "shrinks"
    MARGIN_EXCEEDS = "margin_exceeds"
    RELAY_BOUND = "relay_bound"
    RELAY_VALUE = "relay_value"
    RELAY_WINDOW = "relay_window"
    ORIGINS_DIFFER = "origins_differ"
    MARKED = "marked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One contradiction: ``of`` the positions of the totals (the whole or the longer window first), ``numbers`` the two figures compared."""

    kind: Contradiction
    of: tuple[int, ...]
    numbers: tuple[float, float]


def _exceeds(relations: Relations, found: list[Finding]) -> None:
    """Add parts above a whole of the same origin that is closed above, or printed as a bare number, or on the same page."""
    tallies = relations.tallies
    bound = tallies.frame["bound"].to_numpy(dtype=object)
    within = list(TallyRelation).index(TallyRelation.CONTAINS) == relations.codes.T
    numbers = has_number(tallies)
    same_origin = (tallies.origin[:, None] == tallies.origin[None, :]) & (tallies.origin[:, None] >= 0)
    top = np.where(np.isnan(tallies.high), tallies.low, tallies.high)
    above = within & same_origin & numbers[:, None] & numbers[None, :] & (tallies.low[:, None] > top[None, :])
    for part, whole in zip(*np.nonzero(above), strict=True):
        if bound[whole] in (Bound.ABOUT, Bound.VAGUE):
            continue
        shorter = relations.facets[Facet.WINDOW][part, whole] == IN and relations.said[part, whole] == SAME
        alike = all(relations.facets[facet][part, whole] == SAME for facet in Facet if facet is not Facet.WINDOW)
        kind = Contradiction.SHRINKS if shorter and alike else Contradiction.PART_EXCEEDS
        found.append(Finding(kind=kind, of=(int(whole), int(part)), numbers=(float(top[whole]), float(tallies.low[part]))))


def _margins(relations: Relations, found: list[Finding]) -> None:
    """Add wholes whose pairwise disjoint parts, as one page prints them, add up to more."""
    tallies = relations.tallies
    numbers = has_number(tallies)
    for whole in range(len(tallies)):
        if not numbers[whole] or tallies.frame["bound"].iloc[whole] not in (Bound.STATED, Bound.AT_LEAST, Bound.BETWEEN, Bound.AT_MOST):
            continue
        parts = np.flatnonzero((tallies.page == tallies.page[whole]) & (relations.said[:, whole] == IN) & numbers)
        for facet in (Facet.AREA, Facet.WINDOW, Facet.PERPETRATORS, Facet.VICTIM_CLASS):
            others = [one for one in Facet if one is not facet]
            row = [at for at in parts if relations.facets[facet][at, whole] != SAME and all(relations.facets[one][at, whole] == SAME for one in others)]
            apart = len(row) > 1 and bool((relations.disjoint[np.ix_(row, row)] | np.eye(len(row), dtype=bool)).all())
            top = tallies.high[whole] if not np.isnan(tallies.high[whole]) else tallies.low[whole]
            total = float(np.nansum(tallies.low[row])) if apart else 0.0
            if apart and total > top:
                found.append(Finding(kind=Contradiction.MARGIN_EXCEEDS, of=(whole, *map(int, row)), numbers=(float(top), total)))


def _relays(relations: Relations, found: list[Finding]) -> None:
    """Add pairs that answer one question otherwise: one origin relayed with another bound, number or window; two origins that differ."""
    tallies = relations.tallies
    conflicts = np.triu(relations.codes == list(TallyRelation).index(TallyRelation.CONFLICTS), 1)
    marked = tallies.frame["conflicts_with"].fillna("").astype("str").to_numpy(dtype=object)
    ids = tallies.frame["tally_id"].to_numpy(dtype=object)
    for left, right in zip(*np.nonzero(conflicts), strict=True):
        said = ids[right] in str(marked[left]).split(";") or ids[left] in str(marked[right]).split(";")
        one_origin = tallies.origin[left] == tallies.origin[right] and tallies.origin[left] >= 0
        low = (float(tallies.low[left]), float(tallies.low[right]))
        if not one_origin:
            kind = Contradiction.MARKED if said else Contradiction.ORIGINS_DIFFER
        elif low[0] == low[1]:
            kind = Contradiction.RELAY_BOUND
        else:
            kind = Contradiction.RELAY_VALUE
        found.append(Finding(kind=kind, of=(int(left), int(right)), numbers=low))


def _windows(relations: Relations, found: list[Finding]) -> None:
    """Add pairs in which one origin's number is printed for two windows by two publishers."""
    tallies = relations.tallies
    publisher = tallies.codes("source_publisher")
    alike = (tallies.origin[:, None] == tallies.origin[None, :]) & (tallies.origin[:, None] >= 0) & same_number(tallies)
    alike &= (publisher[:, None] != publisher[None, :]) & (units(tallies)[:, None] == units(tallies)[None, :])
    for facet, state in relations.facets.items():
        alike &= (state == SAME) if facet is not Facet.WINDOW else np.isin(state, (IN, HOLDS))
    large = np.nan_to_num(tallies.low, nan=0.0) >= _TELLING
    for left, right in zip(*np.nonzero(np.triu(alike & large[:, None], 1)), strict=True):
        found.append(Finding(kind=Contradiction.RELAY_WINDOW, of=(int(left), int(right)), numbers=(float(tallies.low[left]), float(tallies.low[right]))))


_TELLING = 100
"""Numbers below it repeat by chance in other windows."""


def contradictions(relations: Relations) -> tuple[Finding, ...]:
    """Return what the totals contradict, by kind, then by position."""
    found: list[Finding] = []
    if len(relations.tallies):
        _exceeds(relations, found)
        _margins(relations, found)
        _relays(relations, found)
        _windows(relations, found)
    order = list(Contradiction)
    return tuple(sorted(set(found), key=lambda one: (order.index(one.kind), one.of)))
