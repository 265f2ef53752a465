"""How two spellings of a name agree: the same letters, sounds or consonants, or all but one of them."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA, Indel

from geo_app.gazetteer.keys import TYPO_FROM, as_typed
from geo_app.names import clean, fine_keys, is_arabic, loose_skeleton, skeleton, words


class Tier(IntEnum):
    """What two spellings share, worst first."""

    ONE_OFF = 0
    LOOSE = 1
    BONES = 2
    FINE = 3
    LETTERS = 4


_RANK = (0.0, 0.1, 2.3, 3.7, 3.9)
_EDITS = 2
"""More wrong letters than these are not told apart."""
_SHORT_COSTS = (0.0, 2.0, 2.0, 1.3)
"""By consonants; none at all is compared by vowels alone."""


class Spelling(NamedTuple):
    """How well two spellings agree.

    Attributes:
        same_script: False where one is Arabic and one Latin: Arabic leaves short vowels out, so vowels say nothing.
        vowels: 0 to 1, how much the sounds with their vowels differ; 0 in two scripts.
        letters: 0 to 1, how much the letters as written differ; 0 in two scripts. ``edits``: how many differ, spaces and articles aside; -1 in
            two scripts.
        length: consonants the shorter one has: short names are shared by many.
        initial: True where the first sounds differ.
        rank: which of two spellings of one place is the better, in the proportions of the fitted weights; it decides nothing else.
    """

    tier: Tier
    same_script: bool
    vowels: float
    letters: float
    length: int
    initial: bool
    edits: int
    rank: float


class _Keys(NamedTuple):
    fine: str
    bones: str
    loose: str


@lru_cache(maxsize=200_000)
def _keys(text: str) -> tuple[tuple[_Keys, ...], str, tuple[str, str], bool]:
    found = tuple(_Keys(fine, skeleton(fine), loose_skeleton(skeleton(fine))) for fine in fine_keys(text) if fine)
    return found, clean(text).casefold(), as_typed(text), is_arabic(text)


def _one_off(a: _Keys, b: _Keys) -> bool:
    if min(len(a.loose), len(b.loose)) >= TYPO_FROM - 1 and max(len(a.loose), len(b.loose)) >= TYPO_FROM:
        return OSA.distance(a.loose, b.loose, score_cutoff=1) <= 1
    return OSA.distance(a.fine.replace(" ", ""), b.fine.replace(" ", ""), score_cutoff=1) <= 1


def _tier(a: _Keys, b: _Keys, *, near: bool) -> Tier | None:
    """``near``: whether a wrong letter may be forgiven (both in one script)."""
    if a.fine == b.fine:
        return Tier.FINE
    if a.bones and a.bones == b.bones:
        return Tier.BONES
    if a.loose and a.loose == b.loose:
        return Tier.LOOSE
    return Tier.ONE_OFF if near and _one_off(a, b) else None


def _edits(ours: tuple[str, str], theirs: tuple[str, str]) -> int:
    bare = OSA.distance(ours[0], theirs[0], score_cutoff=_EDITS)
    if ours[0] == ours[1] and theirs[0] == theirs[1]:
        return int(bare)
    return int(min(bare, OSA.distance(ours[1], theirs[1], score_cutoff=_EDITS)))


def _apart(text: str) -> bool:
    """True for letters that stand alone ("b a b"): together they would be a name, but nobody wrote one."""
    parts = words(text)
    return len(parts) > 1 and all(len(part) == 1 for part in parts)


def _rank(tier: Tier, vowels: float, letters: float, length: int, edits: int) -> float:
    rank = _RANK[tier] - 4.5 * vowels - 1.3 * letters - (0.3 if edits < 0 else 0.0)
    if tier < Tier.FINE:
        rank += 1.7 if edits == 1 else 1.2 if edits == 2 else 0.0  # noqa: PLR2004 - as the weights have it
        rank -= _SHORT_COSTS[length] if length < len(_SHORT_COSTS) else 0.0
    return rank


def compare(asked: str, name: str, *, arabic: bool) -> Spelling | None:
    """Return how ``asked`` (in Arabic script or not) and a gazetteer's ``name`` agree; None where they do not."""
    ours, letters, typed, _ = _keys(asked)
    theirs, plain, their_typed, script = _keys(name)
    same = script == arabic
    if letters == plain or (same and typed[0] and typed[0] == their_typed[0] and not _apart(asked)):
        return Spelling(Tier.LETTERS, same, 0.0, 0.0, len(ours[0].bones) if ours else 0, initial=False, edits=0, rank=_RANK[Tier.LETTERS])
    edits = _edits(typed, their_typed) if same else -1
    typo = edits == 1 and min(len(typed[0]), len(their_typed[0])) >= TYPO_FROM - 1
    best: tuple[Tier, float, _Keys, _Keys] | None = None
    for a in ours:
        for b in theirs:
            tier = _tier(a, b, near=same)
            if tier is None:
                tier = Tier.ONE_OFF if typo else None
            if tier is None or (best is not None and tier < best[0]):
                continue
            vowels = 1.0 - Indel.normalized_similarity(a.fine, b.fine) if same else 0.0
            if best is None or tier > best[0] or vowels < best[1]:
                best = (tier, vowels, a, b)
    if best is None:
        return None
    tier, vowels, a, b = best
    length = min(len(a.bones), len(b.bones))
    apart = 1.0 - OSA.normalized_similarity(letters, plain) if same else 0.0
    return Spelling(tier, same, vowels, apart, length, a.fine[0] != b.fine[0], edits, _rank(tier, vowels, apart, length, edits))
