"""Names of governorates in the spellings of reports → P-codes, and the towns that share those names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo_app.gazetteer.units import read_units
from geo_app.names import clean, fine_key, skeleton
from geo_app.vocabulary import GOVERNORATES

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORDS = re.compile(r"\b(?:governorate|province|muhafazat?|mohafazat|region)\b|محافظة", re.IGNORECASE)
_REMEMBERED = 20_000
_SEVERAL = re.compile(r"\s*(?:[;,،/|]|\band\b)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Governorates:
    """``by_key``: fine key or skeleton → P-code; ``seats``: P-code → place_id of the town of the same name; ``names``: P-code → (en, ar)."""

    by_key: Mapping[str, str]
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
        return self.by_key.get(key) or self.by_key.get("~" + skeleton(key), "")

    def find_all(self, text: str) -> tuple[str, ...]:
        """Return the P-codes of all governorates in a cell such as "Latakia; Tartus", sorted; names it does not know are left out."""
        if text in self.names:
            return (text,)
        whole = self.find(text)
        if whole:
            return (whole,)
        return tuple(sorted({code for part in _SEVERAL.split(clean(text)) if (code := part if part in self.names else self.find(part))}))


def load_governorate_names() -> Governorates:
    """Return the names of the 14 governorates from ``boundaries/area_names.csv``."""
    rows = [row for row in read_units() if row["pcode"] in GOVERNORATES]
    by_key: dict[str, str] = {}
    for row in rows:
        for name in (row["name"], row["name_ar"], row["iso"], *row["other_names"].split("|")):
            key = fine_key(name)
            if key:
                by_key.setdefault(key, row["pcode"])
                bones = skeleton(key)
                if len(bones) > 2:  # noqa: PLR2004 - two consonants (Homs, Hama) name too many things
                    by_key.setdefault("~" + bones, row["pcode"])
    return Governorates(
        by_key=by_key,
        seats={r["pcode"]: r["seat_id"] for r in rows if r["seat_id"]},
        names={r["pcode"]: (r["name"], r["name_ar"]) for r in rows},
    )
