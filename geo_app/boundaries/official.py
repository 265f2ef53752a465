"""The official units of Syria by name: P-codes, ISO 3166-2 codes and spellings of ``boundaries/area_names.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geo_app.model.areas import level_of
from geo_app.names import fine_key, skeleton
from geo_app.readers.bundled import bundled
from geo_app.readers.delimited import read_delimited_file

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONG_ENOUGH = 3
"""Shorter skeletons (Homs, Hama) name too many things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialUnit:
    """One unit: ``names`` are its spellings in both scripts, the commonest first."""

    pcode: str
    iso: str
    names: tuple[str, ...]
    name_ar: str


@lru_cache(maxsize=1)
def official_units() -> tuple[OfficialUnit, ...]:
    """Return the units that the bundled table names, of every level that it holds."""
    raw = read_delimited_file(bundled("boundaries", "area_names.csv"))
    units = []
    for cells in raw.rows:
        row = dict(zip(raw.header, cells, strict=False))
        if level_of(row.get("pcode", "")):
            names = (row.get("name", ""), row.get("name_ar", ""), *row.get("other_names", "").split("|"))
            known = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
            units.append(OfficialUnit(pcode=row["pcode"], iso=row.get("iso", ""), names=known, name_ar=row.get("name_ar", "")))
    return tuple(units)


def units_within(level: str, governorate: str) -> tuple[OfficialUnit, ...]:
    """Return the named units of ``level``; with ``governorate``, those of its own only."""
    return tuple(unit for unit in official_units() if level_of(unit.pcode) == level and unit.pcode.startswith(governorate))


def _keys(name: str) -> tuple[str, str]:
    key = fine_key(name)
    bones = skeleton(key)
    return key, bones if len(bones) >= _LONG_ENOUGH else ""


def _named(units: tuple[OfficialUnit, ...], wanted: set[str], part: int) -> list[str]:
    return [unit.pcode for unit in units if wanted & {_keys(name)[part] for name in unit.names} - {""}]


def pcode_of_name(names: Iterable[str], units: tuple[OfficialUnit, ...]) -> str:
    """Return the P-code of the one unit that a name fits, by its spelling, else by its consonants; empty where none or several do."""
    given = [_keys(name) for name in names if name]
    for part in (0, 1):
        found = _named(units, {keys[part] for keys in given} - {""}, part)
        if found:
            return found[0] if len(found) == 1 else ""
    return ""
