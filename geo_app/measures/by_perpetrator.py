"""Incidents and deaths by who is held responsible. Joint action is a row of its own; contested and alternative enter no party's row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo_app.dataset.claims import ATTRIBUTIONS, parties_of
from geo_app.measures.totals import counted_figures
from geo_app.vocabulary import Attribution

if TYPE_CHECKING:
    from geo_app.dataset.select import Subset


def _group(mask: int, attribution: Attribution) -> str:
    if attribution in {Attribution.SOLE, Attribution.JOINT}:
        return ";".join(parties_of(mask))
    return str(attribution)


def by_perpetrator(subset: Subset) -> pd.DataFrame:
    """Return one row per party or set of parties that acted jointly, then ``alternative``, ``contested`` and ``unknown``.

    Columns: ``group`` (codes joined by ``;``, or the attribution), ``attribution``, ``incidents`` (events), ``killed_at_least`` (NA where
    none has a figure), ``with_figure``, ``weak`` (incidents that rest on belief or accusation only), ``denied`` (with a recorded denial).
    Rows add up to the subset; most incidents first within each kind.
    """
    incidents = subset.dataset.incidents
    figures, enters, _ = counted_figures(subset, subset.selection.victim_class)
    chosen = subset.certain
    hows = [ATTRIBUTIONS[code] for code in incidents["attribution"][chosen]]
    frame = pd.DataFrame(
        {
            "group": [_group(int(mask), how) for mask, how in zip(incidents["perpetrators"][chosen], hows, strict=True)],
            "attribution": [str(how) for how in hows],
            "incidents": subset.events[chosen],
            "killed_at_least": figures[chosen],
            "with_figure": enters[chosen],
            "weak": (incidents["weak"].to_numpy() & subset.events)[chosen],
            "denied": ((incidents["denied"].to_numpy() != 0) & subset.events)[chosen],
        }
    )
    out = frame.groupby(["attribution", "group"]).sum().astype("Int64").reset_index()
    out.loc[out["with_figure"] == 0, "killed_at_least"] = pd.NA
    out["order"] = out["attribution"].map({str(how): position for position, how in enumerate(ATTRIBUTIONS)})
    ordered = out.sort_values(["order", "incidents", "group"], ascending=[True, False, True], ignore_index=True)
    return ordered[["group", "attribution", "incidents", "killed_at_least", "with_figure", "weak", "denied"]]
