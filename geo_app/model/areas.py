"""Levels of areas and what an OCHA P-code says of itself."""

from __future__ import annotations

import re

LEVELS = ("governorate", "district", "subdistrict")
"""From large to small. A place table has a column for each: ``admin1``, ``admin2``, ``admin3``."""
_PCODE = re.compile(r"SY(\d{2}){1,3}")


def is_pcode(code: str) -> bool:
    """True for P-codes of governorates (SY07), districts (SY0702) and subdistricts (SY070201)."""
    return _PCODE.fullmatch(code) is not None


def level_of(pcode: str) -> str:
    """Return the level of a P-code; the empty string for anything else."""
    return LEVELS[len(pcode) // 2 - 2] if is_pcode(pcode) else ""


def column_of(level: str) -> str:
    """Return the column of the place table that holds units of ``level``."""
    return f"admin{LEVELS.index(level) + 1}"


def parent_of(pcode: str, level: str) -> str:
    """Return the P-code's unit of a larger (or its own) level; the empty string where it is no P-code or a larger unit."""
    size = 4 + 2 * LEVELS.index(level)
    return pcode[:size] if is_pcode(pcode) and len(pcode) >= size else ""
