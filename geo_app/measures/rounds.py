"""How many were staying or in need, as of a day: one point a statement, a line only through the rounds of one series. Never summed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = ("series", "round", "day", "persons", "bound", "displacement_id")


def rounds(frame: pd.DataFrame, kinds: Sequence[str]) -> pd.DataFrame:
    """Return the statements of ``kinds`` that have a last day, a point each.

    Columns: ``series`` (one for each series, kind and pair of ends; a statement of no series is its own), ``round`` (1, 2 … within it),
    ``day`` (last day of the window), ``persons`` (NA where no number is given: a gap, never 0), ``bound``, ``displacement_id``.
    """
    found = frame[frame["kind"].isin(list(kinds)) & frame["window_end_resolved"].notna()]
    named = found["series_id"] + "|" + found["kind"] + "|" + found["origin_pcodes"] + "|" + found["destination_pcodes"]
    out = pd.DataFrame(
        {
            "series": named.where(found["series_id"] != "", found["displacement_id"]),
            "day": found["window_end_resolved"],
            "persons": found["persons_min"].fillna(found["persons_max"]),
            "bound": found["bound"],
            "displacement_id": found["displacement_id"],
        }
    ).sort_values(["series", "day", "displacement_id"], ignore_index=True)
    out["round"] = out.groupby("series").cumcount() + 1
    return out[list(COLUMNS)]
