"""Names of governorates in the spellings of reports → P-codes, and the towns that share those names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from geo_app.gazetteer.units import read_units
from geo_app.names import clean, fine_key, skeleton
from geo_app.vocabulary import GOVERNORATES

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORDS = re.compile(r"\b(?:governorates?|provinces?|muhafazat?|mohafazat|region|gov|prov)\b\.?|محافظة", re.IGNORECASE)
_RURAL = re.compile(r"\b(?:countryside|suburbs?|rural|rif|reef|border)\b|(?<!\w)(?:ال)?ريف(?!\w)", re.IGNORECASE)
_REMEMBERED = 20_000
_ALIKE = 0.8
_SEVERAL = re.compile(r"\s*(?:[;,،/|]|\band\b)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Governorates:
    """Governorates by name.

    ``by_key``: fine key → P-code; ``by_bones``: skeleton → (fine key, P-code); ``seats``: P-code → place_id of the town of the same name;
    ``names``: P-code → (en, ar).
    """

    by_key: Mapping[str, str]
    by_bones: Mapping[str, tuple[str, str]]
    seats: Mapping[str, str]
    names: Mapping[str, tuple[str, str]]
    _asked: dict[str, str] = field(default_factory=dict)

    def find(self, text: str) -> str:
        """Return the P-code that ``text`` names, the empty string where it names none."""
        known = self._asked.get(text)
        if known is None:
            if len(self._asked) >= _REMEMBERED:
                self._asked.clear()
            known = self._asked[text] = self._find(text)
        return known

    def _find(self, text: str) -> str:
        key = fine_key(_WORDS.sub(" ", clean(text)))
        found = self.by_key.get(key)
        if found is not None:
            return found
        name, code = self.by_bones.get(skeleton(key), ("", ""))
        # "Hallaba" has the consonants of Halab, and is a village.
        return code if name and Indel.normalized_similarity(key, name) >= _ALIKE else ""

    def find_all(self, text: str) -> tuple[str, ...]:
        """Return the P-codes of all governorates in a cell such as "Latakia; Tartus", sorted; names it does not know are left out."""
        if text.strip().upper() in self.names:
            return (text.strip().upper(),)
        whole = self.find(text) or self.find(_RURAL.sub(" ", clean(text)))
        if whole:
            return (whole,)
        return tuple(sorted({code for part in _SEVERAL.split(clean(text)) if (code := part if part in self.names else self.find(part))}))


def load_governorate_names() -> Governorates:
    """Return the names of the 14 governorates from ``boundaries/area_names.csv``."""
    rows = [row for row in read_units() if row["pcode"] in GOVERNORATES]
    by_key: dict[str, str] = {}
    by_bones: dict[str, tuple[str, str]] = {}
    for row in rows:
        for name in (row["name"], row["name_ar"], row["iso"], *row["other_names"].split("|")):
            key = fine_key(name)
            if key:
                by_key.setdefault(key, row["pcode"])
                if len(skeleton(key)) > 2:  # noqa: PLR2004 - two consonants (Homs, Hama) name too many things
                    by_bones.setdefault(skeleton(key), (key, row["pcode"]))
    return Governorates(
        by_key=by_key,
        by_bones=by_bones,
        seats={r["pcode"]: r["seat_id"] for r in rows if r["seat_id"]},
        names={r["pcode"]: (r["name"], r["name_ar"]) for r in rows},
    )
