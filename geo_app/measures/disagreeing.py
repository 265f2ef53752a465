"""Displacement statements that tell one fact twice, and those that are contradicted on whom they hold responsible."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_SAME = ("kind", "source_publisher", "source_title", "report_file")


def _rows(everything: pd.DataFrame) -> dict[str, Mapping[Any, Any]]:
    return {str(row["displacement_id"]): row for row in everything.to_dict("records")}


def _persons(row: Mapping[Any, Any]) -> int | None:
    known = [row[end] for end in ("persons_min", "persons_max") if not pd.isna(row[end])]
    return int(known[0]) if known else None


def told_twice(everything: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """Return pairs of statements (their ids) that tell one fact: marked as conflicting, of one kind and document, with one number of persons."""
    rows = _rows(everything)
    pairs = set()
    for one, row in rows.items():
        for other in filter(None, str(row["conflicts_with"]).split(";")):
            twin = rows.get(other)
            if twin is not None and all(row[name] == twin[name] for name in _SAME) and _persons(row) is not None and _persons(row) == _persons(twin):
                pairs.add((min(one, other), max(one, other)))
    return tuple(sorted(pairs))


def contradicted(everything: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Return for each statement that names parties the conflicting ones (their ids) that name other parties; a silent one contradicts nobody."""
    parties = dict(zip(everything["displacement_id"], everything["perpetrators"], strict=True))
    found = {
        one: tuple(other for other in cell.split(";") if parties.get(other, "") not in {"", parties[one]})
        for one, cell in zip(everything["displacement_id"], everything["conflicts_with"], strict=True)
        if parties[one]
    }
    return {one: others for one, others in found.items() if others}
