"""Names → entries, by exact spelling, by consonants, and by either with one letter wrong. Never a scan of all names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo_app.gazetteer.keys import BONES, FINE, LOOSE, NEAR, TYPED, hashed, keys_of, near_keys, typed_keys
from geo_app.gazetteer.spelling import Spelling, Tier, compare
from geo_app.names import fine_keys, is_arabic, loose_skeleton, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo_app.gazetteer.entries import Entry

_REMEMBERED = 20_000
_LONGEST = 60
"""Letters of a name; a longer text is no name with a wrong letter."""
_FEW = 2
_MOST = 400
"""Names one look-up compares; more than these share a key only where the key says nothing."""


class NameMatch(NamedTuple):
    """An entry, the name of it that matched, whether that is one of its two main names, and how the spellings agree."""

    entry: Entry
    matched: str
    main: bool
    spelling: Spelling


@dataclass(frozen=True, slots=True)
class NameIndex:
    """All names of a gazetteer by their keys. Build it with ``NameIndex.of``; ask it with ``lookup``.

    ``hashes`` (sorted) and ``holders`` are parallel: a key and the position in ``names`` of a name that has it. ``owners``: position in
    ``entries`` for each name. ``listed``: entries that come from a person's lists.
    """

    entries: tuple[Entry, ...]
    names: tuple[str, ...]
    owners: tuple[int, ...]
    hashes: np.ndarray
    holders: np.ndarray
    listed: int = 0
    _asked: dict[str, tuple[NameMatch, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> NameIndex:
        """Return the index of ``entries``; their order breaks no tie."""
        kept = tuple(entries)
        names = [(at, text) for at, entry in enumerate(kept) for text in entry.names]
        hashes: list[int] = []
        holders: list[int] = []
        for position, (_, text) in enumerate(names):
            keys = keys_of(text)
            hashes += keys
            holders += [position] * len(keys)
        order = np.argsort(np.array(hashes, dtype=np.uint32), kind="stable")
        return cls(
            entries=kept,
            names=tuple(text for _, text in names),
            owners=tuple(at for at, _ in names),
            hashes=np.array(hashes, dtype=np.uint32)[order],
            holders=np.array(holders, dtype=np.int32)[order],
            listed=sum(entry.listed for entry in kept),
        )

    def _holding(self, keys: list[int]) -> set[int]:
        asked = np.array(keys, dtype=np.uint32)
        left = self.hashes.searchsorted(asked, "left").tolist()
        right = self.hashes.searchsorted(asked, "right").tolist()
        found: set[int] = set()
        for begin, end in zip(left, right, strict=True):
            if begin < end:
                found.update(self.holders[begin : min(end, begin + _MOST)].tolist())
        return found

    def lookup(self, text: str) -> tuple[NameMatch, ...]:
        """Return the entries that ``text`` may name with the best spelling of each, in the order of the entries; empty where nothing is near.

        Spellings with a letter wrong are looked at only where none has all its sounds.
        """
        known = self._asked.get(text)
        if known is None:
            if len(self._asked) >= _REMEMBERED:
                self._asked.clear()
            known = self._asked[text] = self._lookup(text)
        return known

    def _lookup(self, text: str) -> tuple[NameMatch, ...]:
        fines = [fine for fine in fine_keys(text) if fine]
        if not fines:
            return ()
        arabic = is_arabic(text)
        found: dict[int, NameMatch] = {}
        self._compare(text, self._holding([hashed(FINE, fine) for fine in fines]), found, arabic=arabic)
        exact = bool(found)
        bones = [skeleton(fine) for fine in fines]
        keys = [hashed(kind, b if kind == BONES else loose_skeleton(b)) for b in bones if b for kind in (BONES, LOOSE)]
        if not exact:
            keys += [hashed(NEAR, key) for fine, b in zip(fines, bones, strict=True) for key in near_keys(fine, loose_skeleton(b))]
            keys += [hashed(TYPED, key) for key in typed_keys(text[:_LONGEST])]
        self._compare(text, self._holding(keys), found, arabic=arabic)
        same = any(match.spelling.tier >= Tier.FINE and match.spelling.same_script for match in found.values())
        return tuple(found[at] for at in sorted(found) if not (same and _says_nothing(found[at].spelling)))

    def _compare(self, text: str, positions: set[int], found: dict[int, NameMatch], *, arabic: bool) -> None:
        """Add to ``found`` the best spelling of each entry; one that is spelled exactly is not looked at again."""
        exact = {at for at, match in found.items() if match.spelling.tier >= Tier.FINE}
        for position in sorted(positions):
            at = self.owners[position]
            if at in exact:
                continue
            name = self.names[position]
            spelling = compare(text, name, arabic=arabic)
            if spelling is None:
                continue
            known = found.get(at)
            if known is None or spelling.rank > known.spelling.rank:
                entry = self.entries[at]
                found[at] = NameMatch(entry=entry, matched=name, main=name == entry.name_ar or entry.name.startswith(name), spelling=spelling)


def _says_nothing(spelling: Spelling) -> bool:
    """True for two consonants in the other script, whose vowels nobody writes: they are nothing beside the name itself."""
    return spelling.tier < Tier.FINE and not spelling.same_script and spelling.length <= _FEW
