"""The keys under which a name is found: hashes of its spelling, its consonants, and both with one letter left out."""

from __future__ import annotations

from zlib import crc32

from geo_app.names import fine_keys, loose_skeleton, name_words, skeleton, words

TYPO_FROM, TYPED_TO = 4, 12
"""Consonants (or letters as typed) below which one letter more or less says nothing; shorter names are found by their vowels as well."""
FINE, BONES, LOOSE, NEAR, TYPED = "f", "b", "l", "n", "t"


def hashed(kind: str, key: str) -> int:
    """Return the 32-bit hash of a key. Two keys may share one: what is found is compared as spelled before it counts."""
    return crc32((kind + key).encode())


def _shortened(key: str) -> set[str]:
    return {key[:at] + key[at + 1 :] for at in range(len(key))}


def near_keys(fine: str, loose: str) -> set[str]:
    """Return what two spellings one letter apart share: the key itself and the key less one letter."""
    key = loose if len(loose) >= TYPO_FROM else fine.replace(" ", "")
    return {key, *_shortened(key)} if len(key) >= TYPO_FROM else set()


def as_typed(text: str) -> tuple[str, str]:
    """Return the letters of a name as typed, unspaced, without and with its articles."""
    return "".join(name_words(text)), "".join(words(text))


def typed_keys(text: str) -> set[str]:
    """Return what two typings one letter apart share: the letters, and the letters less one."""
    return {key for typed in set(as_typed(text)) if TYPO_FROM <= len(typed) <= TYPED_TO for key in (typed, *_shortened(typed))}


def keys_of(text: str) -> set[int]:
    """Return all hashed keys of a name; empty where it has no letter."""
    found = set()
    for fine in fine_keys(text):
        if not fine:
            continue
        bones = skeleton(fine)
        loose = loose_skeleton(bones)
        found.add(FINE + fine)
        if bones:
            found |= {BONES + bones, LOOSE + loose}
        found |= {NEAR + key for key in near_keys(fine, loose)}
    return {crc32(key.encode()) for key in found} | {crc32((TYPED + key).encode()) for key in typed_keys(text)}
