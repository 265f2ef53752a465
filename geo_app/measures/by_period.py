"""Incidents and deaths by month and perpetrator. Only what lies certainly within one month has a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo_app.dataset.claims import ATTRIBUTIONS, parties_of
from geo_app.measures.totals import counted_figures
from geo_app.vocabulary import Attribution

if TYPE_CHECKING:
    from geo_app.dataset.select import Subset

JOINT = "joint"


def _series(mask: int, attribution: Attribution) -> str:
    if attribution is Attribution.SOLE:
        return str(parties_of(mask)[0])
    return str(attribution)


def by_month(subset: Subset) -> tuple[pd.DataFrame, int]:
    """Return the monthly table and how many events span months and are in none of its rows.

    Columns: ``month`` (first day, datetime64), ``series`` (a party acting alone, else ``joint``, ``alternative``, ``contested`` or
    ``unknown``), ``incidents``, ``killed_at_least`` (0 where no incident of the month has a figure: see ``with_figure``), ``with_figure``.
    """
    incidents = subset.dataset.incidents
    figures, enters, _ = counted_figures(subset, subset.selection.victim_class)
    start = incidents["day_start"].to_numpy().astype("datetime64[D]").astype("datetime64[M]")
    end = incidents["day_end"].to_numpy().astype("datetime64[D]").astype("datetime64[M]")
    dated = subset.certain & (start == end)
    hows = [ATTRIBUTIONS[code] for code in incidents["attribution"][dated]]
    frame = pd.DataFrame(
        {
            "month": start[dated].astype("datetime64[s]"),
            "series": [_series(int(mask), how) for mask, how in zip(incidents["perpetrators"][dated], hows, strict=True)],
            "incidents": subset.events[dated].astype(np.int64),
            "killed_at_least": figures[dated],
            "with_figure": enters[dated].astype(np.int64),
        }
    )
    out = frame.groupby(["month", "series"], sort=True, as_index=False).sum()
    return out, int(np.count_nonzero(subset.events & ~dated))
