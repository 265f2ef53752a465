"""Names → entries: exact spellings first, then consonant skeletons, then skeletons one letter away. Never a scan of all names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from geo_app.names import fine_key, is_arabic, loose_skeleton, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo_app.gazetteer.entries import Entry

SAME_LETTERS = 1.0
SAME_SPELLING = 0.985
SAME_SKELETON = 0.93
LOOSE_SKELETON = 0.88
ONE_LETTER = 0.80
_SHORT = 3
_VOWELS_AGREE = 0.045
"""Skeletons of up to three consonants (Hama, Marea, Erbil and Arbin) say too little: their vowels must agree as well, in one script."""
_TYPO_FROM = 4
_VOWELS_MATTER = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMatch:
    """An entry, the name of it that matched, and how well (0 to 1) the two spellings agree."""

    entry: Entry
    matched: str
    score: float


@dataclass(frozen=True, slots=True)
class _Name:
    entry: int
    text: str
    fine: str


def _without_one(bones: str) -> set[str]:
    return {bones[:i] + bones[i + 1 :] for i in range(len(bones))}


@dataclass(frozen=True, slots=True)
class NameIndex:
    """All names of a gazetteer by their keys. Build it with ``NameIndex.of``; ask it with ``lookup``."""

    entries: tuple[Entry, ...]
    _fine: dict[str, list[_Name]] = field(default_factory=lambda: defaultdict(list))
    _bones: dict[str, list[_Name]] = field(default_factory=lambda: defaultdict(list))
    _loose: dict[str, list[_Name]] = field(default_factory=lambda: defaultdict(list))
    _one_off: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> NameIndex:
        """Return the index of ``entries``; their order breaks no tie (scores and population do)."""
        index = cls(tuple(entries))
        for position, entry in enumerate(index.entries):
            for text in entry.names:
                index._add(position, text)
        return index

    def _add(self, position: int, text: str) -> None:
        fine = fine_key(text)
        bones = skeleton(fine)
        if not bones and not fine:
            return
        name = _Name(position, text, fine)
        self._fine[fine].append(name)
        self._bones[bones].append(name)
        loose = loose_skeleton(bones)
        self._loose[loose].append(name)
        if len(loose) >= _TYPO_FROM:
            for shorter in _without_one(loose):
                self._one_off[shorter].add(loose)

    def _score(self, base: float, fine: str, name: _Name, *, vowels: bool) -> float:
        alike = float(Indel.normalized_similarity(fine, name.fine))
        if not vowels:
            # Arabic leaves its short vowels out: only a name in the same script can be held to them.
            return base - 0.02
        return base - _VOWELS_MATTER * (1 - alike)

    def lookup(self, text: str) -> list[NameMatch]:
        """Return the entries that ``text`` may name, best score first, one match an entry; empty where nothing is near."""
        fine = fine_key(text)
        bones = skeleton(fine)
        loose = loose_skeleton(bones)
        if not bones:
            return self._best(dict.fromkeys(self._fine.get(fine, ()), SAME_SPELLING))
        arabic = is_arabic(text)
        found: dict[_Name, float] = dict.fromkeys(self._fine.get(fine, ()), SAME_SPELLING)
        for table, key, base in ((self._bones, bones, SAME_SKELETON), (self._loose, loose, LOOSE_SKELETON)):
            for name in table.get(key, ()):
                same_script = is_arabic(name.text) == arabic
                if base == LOOSE_SKELETON and not same_script:
                    # Without vowels Baghdad and الباغوز have the same loose bones.
                    continue
                score = self._score(base, fine, name, vowels=same_script)
                if len(bones) <= _SHORT and not (same_script and score > base - _VOWELS_AGREE):
                    continue
                found[name] = max(found.get(name, 0.0), score)
        if not found:
            found = self._typos(loose, fine, arabic=arabic)
        plain = text.casefold()
        for name in found:
            if name.text.casefold() == plain:
                found[name] = SAME_LETTERS
        return self._best(found)

    def _typos(self, loose: str, fine: str, *, arabic: bool) -> dict[_Name, float]:
        """Return names one letter away, in the same script only: across scripts there are no vowels to check them by."""
        if len(loose) < _TYPO_FROM:
            return {}
        near = [name for bones in self._neighbours(loose) for name in self._loose.get(bones, ())]
        return {name: self._score(ONE_LETTER, fine, name, vowels=True) for name in near if is_arabic(name.text) == arabic}

    def _neighbours(self, loose: str) -> set[str]:
        near = set(self._one_off.get(loose, ()))
        for shorter in _without_one(loose):
            if shorter in self._loose:
                near.add(shorter)
            near |= self._one_off.get(shorter, set())
        return {n for n in near if n and n[0] == loose[0]}

    def _best(self, found: dict[_Name, float]) -> list[NameMatch]:
        best: dict[int, NameMatch] = {}
        for name, score in found.items():
            if name.entry not in best or score > best[name.entry].score:
                best[name.entry] = NameMatch(entry=self.entries[name.entry], matched=name.text, score=score)
        return sorted(best.values(), key=lambda m: (-m.score, -m.entry.population, m.entry.place_id))
