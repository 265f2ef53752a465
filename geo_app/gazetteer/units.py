"""Names of districts and subdistricts → P-codes."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo_app.names import fine_keys, skeleton
from geo_app.readers.bundled import bundled

if TYPE_CHECKING:
    from collections.abc import Mapping

GOVERNORATE_CODE, DISTRICT_CODE, SUBDISTRICT_CODE = 4, 6, 8
"""Characters of a P-code by level."""
_ENOUGH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """Districts and subdistricts by name.

    ``by_key``: fine key, or ``~`` and skeleton → P-codes; ``names``: P-code → (en, ar) of all units; ``seats``: P-code → place_id.
    """

    by_key: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, str]]
    seats: Mapping[str, str]

    def find(self, text: str, *, digits: int, within: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the P-codes of ``digits`` characters that ``text`` names, inside the units ``within`` where any are given; sorted."""
        codes: set[str] = set()
        for key in fine_keys(text):
            codes |= set(self.by_key.get(key, ()))
        if not codes:
            for key in fine_keys(text):
                codes |= set(self.by_key.get("~" + skeleton(key), ()))
        return tuple(sorted(c for c in codes if len(c) == digits and (not within or c.startswith(within))))


def read_units() -> list[dict[str, str]]:
    """Return the rows of ``boundaries/area_names.csv`` as text."""
    with bundled("boundaries", "area_names.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load_units() -> Units:
    """Return the districts and subdistricts of ``boundaries/area_names.csv``, and the names of all units."""
    rows = read_units()
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if len(row["pcode"]) == GOVERNORATE_CODE:
            continue
        for name in (row["name"], row["name_ar"], *row["other_names"].split("|")):
            for key in fine_keys(name):
                found[key].add(row["pcode"])
                if len(skeleton(key)) >= _ENOUGH:
                    found["~" + skeleton(key)].add(row["pcode"])
    found.pop("", None)
    return Units(
        by_key={key: tuple(sorted(codes)) for key, codes in found.items()},
        names={row["pcode"]: (row["name"], row["name_ar"]) for row in rows},
        seats={row["pcode"]: row["seat_id"] for row in rows if row["seat_id"]},
    )
