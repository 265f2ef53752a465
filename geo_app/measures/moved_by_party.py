"""Displacement statements by whom they hold responsible, exactly as stated: a joint attribution stays joint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo_app.measures.disagreeing import contradicted
from geo_app.measures.largest_statement import largest_statement

if TYPE_CHECKING:
    import pandas as pd


def moved_by_party(frame: pd.DataFrame, everything: pd.DataFrame) -> pd.DataFrame:
    """Return the largest single statement for each ``kind``, ``attribution``, ``perpetrators`` (joined by ``;``) and whether it is ``contradicted``.

    Args:
        frame: the statements to group; none of them is in two groups.
        everything: all statements, so that a contradiction outside of ``frame`` is seen too.
    """
    disputed = contradicted(everything)
    marked = frame.assign(contradicted=frame["displacement_id"].isin(list(disputed)))
    return largest_statement(marked, ["kind", "attribution", "perpetrators", "contradicted"])
