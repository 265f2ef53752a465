"""Displacement statements by month and by who tells: the largest single one, never a sum, and nothing divided over months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo_app.measures.flows import latest_rounds
from geo_app.measures.largest_statement import largest_statement

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False, kw_only=True)
class Months:
    """Statements of one kind over time.

    Attributes:
        months: the largest single statement of each ``month`` (its first day) and ``teller`` whose whole window lies in that month, with
            ``persons`` (NA: nobody gave a number; a gap, never 0), ``statements`` and ``with_number``.
        spanning: statements whose window reaches over several months; they are in no month.
        undated: statements without both days of their window; they are in no month.
    """

    months: pd.DataFrame
    spanning: pd.DataFrame
    undated: pd.DataFrame


def teller_of(frame: pd.DataFrame) -> pd.Series:
    """Return who tells each statement: its origins, so that sites that relay one are one; the publisher where no origin is known."""
    return frame["origin_ids"].where(frame["origin_ids"] != "", "@" + frame["source_publisher"])


def moved_by_month(frame: pd.DataFrame, kind: str) -> Months:
    """Return the statements of one kind by month. Of the rounds of a cumulative series only a teller's latest in a month counts there."""
    of_kind = frame[frame["kind"] == kind]
    start, end = (of_kind[f"window_{side}_resolved"].astype("datetime64[s]").dt.to_period("M") for side in ("start", "end"))
    dated = start.notna() & end.notna()
    within = dated & (start == end)
    inside = of_kind[within].assign(month=start[within].dt.to_timestamp(), teller=teller_of(of_kind[within]))
    return Months(
        months=largest_statement(latest_rounds(inside, apart=("month", "teller")), ["month", "teller"]),
        spanning=latest_rounds(of_kind[dated & ~within]).sort_values(["window_start_resolved", "window_end_resolved", "displacement_id"]),
        undated=of_kind[~dated],
    )
