"""Incidents and deaths by unit of a layer; what no unit can be given stands in rows of its own, so that the rows add up at every level."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo_app.dataset.frozen import SEVERAL
from geo_app.errors import BadUseError
from geo_app.measures.totals import counted_figures
from geo_app.model.areas import LEVELS, column_of

if TYPE_CHECKING:
    from geo_app.dataset.frozen import Dataset
    from geo_app.dataset.select import Subset

UNPLACED = "unplaced"
UNIT, LARGER, NOWHERE = "unit", "larger", "nowhere"


def area_of_places(dataset: Dataset, level: str) -> tuple[np.ndarray, np.ndarray]:
    """Return each place's area in a partition by ``level``, and what it is: a ``UNIT``, a ``LARGER`` unit that alone is known, or ``NOWHERE``.

    Raises:
        BadUseError: no layer of ``level`` is in use.
    """
    if level not in dataset.layers:
        raise BadUseError(f"No layer of {level}s is in use.", remedy="Add one: geo-app boundaries add FILE.")
    table = dataset.place_table
    known = set(dataset.layers[level].units["unit_id"])
    units = table[column_of(level)].to_numpy().astype(str)
    units = np.where(np.isin(units, list(known)) | (level == LEVELS[0]), units, "")
    kinds = np.where(units == "", LARGER, UNIT)
    for larger in reversed(LEVELS[: LEVELS.index(level)]):
        units = np.where(units == "", table[column_of(larger)].to_numpy().astype(str), units)
    nowhere = (units == "") | (units == SEVERAL)
    return np.where(units == "", UNPLACED, units), np.where(nowhere, NOWHERE, kinds)


def by_area(subset: Subset, level: str = "governorate") -> pd.DataFrame:
    """Return one row per unit of ``level`` with anything in it, in code order, then larger units for what is known to them only, ``several``, ``unplaced``.

    Columns: ``area`` (unit, larger unit, ``several``, ``unplaced``), ``known`` (``unit``, ``larger``, ``nowhere``), ``incidents`` (events),
    ``mapped``, ``area_only``, ``killed_at_least`` (NA where no incident there has a figure), ``with_figure``. Each number adds up to the
    subset's total.

    Raises:
        BadUseError: no layer of ``level`` is in use.
    """
    dataset = subset.dataset
    place = dataset.incidents["place"].to_numpy()
    units, known = area_of_places(dataset, level)
    category = dataset.place_category()[place]
    figures, enters, _ = counted_figures(subset, subset.selection.victim_class)
    frame = pd.DataFrame(
        {
            "area": units[place],
            "known": known[place],
            "incidents": subset.events,
            "mapped": subset.events & (category == 0),
            "area_only": subset.events & (category == 1),
            "killed_at_least": figures,
            "with_figure": enters,
        }
    )[subset.certain]
    numbers = ["incidents", "mapped", "area_only", "killed_at_least", "with_figure"]
    out = frame.groupby(["area", "known"], sort=True)[numbers].sum().astype("Int64").reset_index()
    out.loc[out["with_figure"] == 0, "killed_at_least"] = pd.NA
    last = out["known"].map({UNIT: 0, LARGER: 1, NOWHERE: 2}).astype(int) + (out["area"] == UNPLACED).astype(int)
    return out.assign(last=last).sort_values(["last", "area"], ignore_index=True).drop(columns="last")
