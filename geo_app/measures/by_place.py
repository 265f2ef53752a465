"""Incidents and deaths by distinct place: what points, circles and fills are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo_app.measures.totals import counted_figures

if TYPE_CHECKING:
    from geo_app.dataset.select import Subset


def by_place(subset: Subset) -> pd.DataFrame:
    """Return one row per place with at least one event or counted figure, most incidents first.

    Columns: ``place`` (position in ``dataset.places``), ``incidents``, ``killed_at_least`` (NA where no event there has a figure),
    ``with_figure``, ``without_figure``.
    """
    figures, enters, _ = counted_figures(subset, subset.selection.victim_class)
    places = len(subset.dataset.places)
    at = subset.dataset.incidents["place"].to_numpy()
    events, counted = subset.events, enters
    killed = np.bincount(at[counted], weights=figures[counted], minlength=places)
    table = pd.DataFrame(
        {
            "place": np.arange(places),
            "incidents": np.bincount(at[events], minlength=places),
            "killed_at_least": killed.astype(np.int64),
            "with_figure": np.bincount(at[counted], minlength=places),
        }
    )
    unknown = events & subset.dataset.incidents[f"min_{subset.selection.victim_class}"].isna().to_numpy()
    table["without_figure"] = np.bincount(at[unknown], minlength=places)
    table = table[(table["incidents"] > 0) | (table["with_figure"] > 0)].astype("Int64")
    table.loc[table["with_figure"] == 0, "killed_at_least"] = pd.NA
    return table.sort_values(["incidents", "place"], ascending=[False, True], ignore_index=True)
