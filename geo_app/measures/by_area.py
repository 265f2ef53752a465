"""Incidents and deaths by governorate; what no governorate can be given stands in rows of its own, so that the rows add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo_app.dataset.frozen import SEVERAL
from geo_app.measures.totals import counted_figures

if TYPE_CHECKING:
    from geo_app.dataset.select import Subset

UNPLACED = "unplaced"


def by_area(subset: Subset) -> pd.DataFrame:
    """Return one row per unit with anything in it, in code order, then ``several`` and ``unplaced``.

    Columns: ``area`` (P-code, ``UNDOF``, ``several``, ``unplaced``), ``incidents`` (events), ``mapped``, ``area_only``, ``killed_at_least``
    (NA where no incident there has a figure), ``with_figure``. Each column but ``area`` adds up to the subset's total.
    """
    dataset = subset.dataset
    place = dataset.incidents["place"].to_numpy()
    units = dataset.place_table["admin1"].to_numpy()[place].astype(str)
    units = np.where(units == "", UNPLACED, units)
    category = dataset.place_category()[place]
    figures, enters, _ = counted_figures(subset, subset.selection.victim_class)
    frame = pd.DataFrame(
        {
            "area": units,
            "incidents": subset.events,
            "mapped": subset.events & (category == 0),
            "area_only": subset.events & (category == 1),
            "killed_at_least": figures,
            "with_figure": enters,
        }
    )[subset.certain]
    out = frame.groupby("area", sort=True).sum().astype("Int64").reset_index()
    out.loc[out["with_figure"] == 0, "killed_at_least"] = pd.NA
    last = out["area"].map({SEVERAL: 1, UNPLACED: 2}).fillna(0)
    return out.assign(last=last).sort_values(["last", "area"], ignore_index=True).drop(columns="last")
