"""Records that hold, or may repeat, one another: what counts once (design §5, rule 5)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True, slots=True, kw_only=True)
class Families:
    """Relations between incidents by position: ``parts``: whole → its parts; ``overlaps``: pairs that may be one event."""

    parts: dict[int, tuple[int, ...]] = field(default_factory=dict)
    overlaps: tuple[tuple[int, int], ...] = ()


def families_of(relations: list[tuple[str, str, str]], positions: dict[str, int]) -> Families:
    """Return the families of (whole, part, relation) rows; rows that name an unknown incident are left out."""
    parts: dict[int, list[int]] = defaultdict(list)
    overlaps = []
    for whole, part, relation in relations:
        if whole in positions and part in positions and whole != part:
            if relation == "part_of":
                parts[positions[whole]].append(positions[part])
            else:
                overlaps.append((positions[whole], positions[part]))
    return Families(parts={whole: tuple(sorted(found)) for whole, found in parts.items()}, overlaps=tuple(sorted(overlaps)))


def _descendants(families: Families, whole: int, seen: set[int]) -> list[int]:
    found = []
    for part in families.parts.get(whole, ()):
        if part not in seen:
            seen.add(part)
            found += [part, *_descendants(families, part, seen)]
    return found


def folded_events(families: Families, chosen: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return True for chosen records that are no event of their own: wholes with a chosen part, and the lighter of two that may be one.

    Args:
        families: the relations.
        chosen: boolean mask over all incidents.
        weights: figure per incident that decides between two possible repeats (0 where unknown); ties go to the earlier record.
    """
    folded = np.zeros(len(chosen), dtype=bool)
    for whole in families.parts:
        folded[whole] = chosen[whole] and any(chosen[part] for part in _descendants(families, whole, {whole}))
    for a, b in families.overlaps:
        if chosen[a] and chosen[b] and not (folded[a] or folded[b]):
            folded[b if weights[a] >= weights[b] else a] = True
    return folded


def _entering(families: Families, record: int, enters: np.ndarray) -> set[int]:
    """Return the records by which ``record`` is in a sum: itself, a whole that holds it, or its parts."""
    if enters[record]:
        return {record}
    wholes = {whole for whole in families.parts if enters[whole] and record in _descendants(families, whole, {whole})}
    return wholes or {part for part in _descendants(families, record, {record}) if enters[part]}


def related(families: Families, chosen: np.ndarray) -> np.ndarray:
    """Return True for records that hold, are held by, or may repeat a chosen one."""
    found = np.zeros(len(chosen), dtype=bool)
    for whole in families.parts:
        below = _descendants(families, whole, {whole})
        found[whole] |= any(chosen[part] for part in below)
        if chosen[whole]:
            found[below] = True
    for a, b in families.overlaps:
        found[a] |= chosen[b]
        found[b] |= chosen[a]
    return found


def counted_once(families: Families, chosen: np.ndarray, figures: np.ndarray) -> tuple[np.ndarray, int]:
    """Return which chosen records' figures enter a sum, and how many families were collapsed.

    A family of a whole and its parts counts as max(whole, sum of parts); of two that may be one, the larger.

    Args:
        families: the relations.
        chosen: boolean mask over all incidents.
        figures: minimum per incident, 0 where unknown.
    """
    enters = chosen.copy()
    collapsed = 0
    wholes = sorted((w for w in families.parts if chosen[w]), key=lambda w: len(_descendants(families, w, {w})))
    for whole in wholes:
        below = [part for part in _descendants(families, whole, {whole}) if chosen[part]]
        if not below:
            continue
        collapsed += 1
        if figures[whole] > sum(int(figures[part]) for part in below if enters[part]):
            enters[below] = False
        else:
            enters[whole] = False
    for a, b in families.overlaps:
        if not (chosen[a] and chosen[b]):
            continue
        one, other = _entering(families, a, enters), _entering(families, b, enters)
        if not one or not other or one & other:
            continue
        collapsed += 1
        lighter = other if sum(int(figures[x]) for x in one) >= sum(int(figures[x]) for x in other) else one
        enters[sorted(lighter)] = False
    return enters, collapsed
