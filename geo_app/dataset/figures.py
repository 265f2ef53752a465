"""Figures of the accounts of an incident → one envelope per victim class (design §5, rules 1 and 2)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geo_app.vocabulary import WHOLE_CLASSES, Bound, Standing, VictimClass

_LOWER = (Bound.AT_LEAST, Bound.STATED, Bound.BETWEEN)
_UPPER = (Bound.AT_MOST, Bound.STATED, Bound.BETWEEN)
_OPEN = (Bound.AT_LEAST, Bound.VAGUE, Bound.ABOUT)
_PART_COLUMNS = {
    VictimClass.CHILDREN: "killed_children",
    VictimClass.WOMEN: "killed_women",
    VictimClass.MEDICS: "killed_medics",
    VictimClass.MEDIA: "killed_media",
    VictimClass.CIVIL_DEFENCE: "killed_civil_defence",
}


def current_accounts(accounts: pd.DataFrame) -> pd.Series:
    """Return True for the accounts whose figures count: standing ``counts``, and the latest of their origin where days are known.

    Where two accounts of one incident, class and single origin print a figure and both pages are dated, the later one supersedes.
    """
    counts = accounts["standing"] == Standing.COUNTS
    has_figure = accounts["killed_min"].notna() | accounts["killed_max"].notna()
    comparable = counts & has_figure & accounts["source_date"].notna() & (accounts["origin_ids"] != "") & ~accounts["origin_ids"].str.contains(";")
    keys = ["incident_id", "origin_ids", "killed_class"]
    latest = accounts[comparable].groupby(keys)["source_date"].transform("max")
    stale = accounts.loc[comparable, "source_date"] < latest
    return counts & ~stale.reindex(accounts.index, fill_value=False)


def _lowest_without_lone_zero(figures: pd.DataFrame) -> pd.Series:
    """Lowest minimum of each incident; one account's 0 gives way while others report deaths."""
    above = figures[figures["killed_min"] > 0].groupby("incident")["killed_min"].min()
    any_at_all = figures.groupby("incident")["killed_min"].min()
    return above.combine_first(any_at_all)


def _envelope(accounts: pd.DataFrame) -> pd.DataFrame:
    """Return ``min, max, about, highest`` by incident for the accounts of one class."""
    lower = accounts[accounts["bound"].isin(_LOWER) & accounts["killed_min"].notna()]
    upper = accounts[accounts["bound"].isin(_UPPER) & accounts["killed_max"].notna()]
    open_above = set(accounts.loc[accounts["bound"].isin(_OPEN), "incident"])
    about = accounts[accounts["bound"] == Bound.ABOUT]
    highest = accounts.assign(stated=accounts[["killed_min", "killed_max"]].max(axis=1)).groupby("incident")["stated"].max()
    out = pd.DataFrame({"min": _lowest_without_lone_zero(lower), "max": upper.groupby("incident")["killed_max"].max(), "highest": highest})
    out["about"] = about.groupby("incident")["killed_min"].min()
    out.loc[out.index.isin(open_above), "max"] = pd.NA
    # An upper bound alone ("up to 60") leaves the minimum unknown; it never becomes 0.
    return out.astype("Int64")


def fold_figures(accounts: pd.DataFrame, incidents: int) -> pd.DataFrame:
    """Return the figures of each incident: columns ``min_C, max_C, about_C, highest_C`` (Int64, NA is not known) for each class C.

    Args:
        accounts: the accounts table with ``incident``, the position of each account's incident.
        incidents: how many incidents there are.

    A civilian or mixed figure is also a lower bound for ``people``; maxima never cross classes. A part (children, medics …) takes the
    lowest number stated by any account; its maximum is known only where the account's own bound is closed.
    """
    counting = accounts[current_accounts(accounts)]
    out = pd.DataFrame(index=pd.RangeIndex(incidents))
    for victim_class in WHOLE_CLASSES:
        envelope = _envelope(counting[counting["killed_class"] == victim_class]).reindex(out.index)
        for part in ("min", "max", "about", "highest"):
            out[f"{part}_{victim_class}"] = envelope[part]
    subsets = [f"min_{c}" for c in WHOLE_CLASSES]
    out["min_people"] = out[subsets].max(axis=1).astype("Int64")
    out["highest_people"] = out[[f"highest_{c}" for c in WHOLE_CLASSES]].max(axis=1).astype("Int64")
    crossed = (out["max_people"] < out["min_people"]).fillna(value=False)
    out.loc[crossed, "max_people"] = pd.NA
    for victim_class, column in _PART_COLUMNS.items():
        stated = counting[counting[column].notna() & (counting["bound"] != Bound.ABOUT)]
        closed = stated[stated["bound"].isin([Bound.STATED, Bound.BETWEEN])]
        out[f"min_{victim_class}"] = stated.groupby("incident")[column].min().reindex(out.index).astype("Int64")
        ceiling = closed.groupby("incident")[column].max().reindex(out.index).astype("Int64")
        is_open = out.index.isin(set(stated["incident"]) - set(closed["incident"]))
        out[f"max_{victim_class}"] = ceiling.mask(np.asarray(is_open))
        out[f"about_{victim_class}"] = pd.Series(pd.NA, index=out.index, dtype="Int64")
        out[f"highest_{victim_class}"] = stated.groupby("incident")[column].max().reindex(out.index).astype("Int64")
    return out
