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


def _without_contradicted_zeros(accounts: pd.DataFrame) -> pd.DataFrame:
    """Leave out an account's 0 where another account of the incident reports deaths: in figures, approximately or in words."""
    reports = (
        accounts["bound"].isin([Bound.VAGUE, Bound.ABOUT]) | (accounts["killed_min"] > 0).fillna(value=False) | (accounts["killed_max"] > 0).fillna(value=False)
    )
    deadly = set(accounts.loc[reports, "incident"])
    zero = (accounts["killed_min"] == 0).fillna(value=False) & ~reports
    return accounts[~(zero & accounts["incident"].isin(deadly))]


def _envelope(accounts: pd.DataFrame) -> pd.DataFrame:
    """Return ``min, max, about, highest`` by incident for the accounts of one class."""
    accounts = _without_contradicted_zeros(accounts)
    lower = accounts[accounts["bound"].isin(_LOWER) & accounts["killed_min"].notna()]
    upper = accounts[accounts["bound"].isin(_UPPER) & accounts["killed_max"].notna()]
    open_above = set(accounts.loc[accounts["bound"].isin(_OPEN), "incident"])
    about = accounts[accounts["bound"] == Bound.ABOUT]
    highest = accounts.assign(stated=accounts[["killed_min", "killed_max"]].max(axis=1)).groupby("incident")["stated"].max()
    out = pd.DataFrame({"min": lower.groupby("incident")["killed_min"].min(), "max": upper.groupby("incident")["killed_max"].max(), "highest": highest})
    out["about"] = about.groupby("incident")["killed_min"].min()
    out.loc[out.index.isin(open_above), "max"] = pd.NA
    # An upper bound alone ("up to 60") leaves the minimum unknown; it never becomes 0.
    return out.astype("Int64")


def _with_civilians(accounts: pd.DataFrame) -> pd.DataFrame:
    """Add a row that counts civilians for each account that counts others too and says how many of its dead were civilians.

    Its number is of the same kind as the whole's: "at least 12, 9 of them civilians" supports at least 9; one from a range is a stated number.
    """
    named = accounts[accounts["killed_civilians"].notna() & (accounts["killed_class"] != VictimClass.CIVILIANS)]
    if named.empty:
        return accounts
    opened = named["bound"].isin(_OPEN)
    own = named.assign(
        killed_class=str(VictimClass.CIVILIANS),
        killed_min=named["killed_civilians"],
        killed_max=named["killed_civilians"].mask(opened),
        bound=named["bound"]
        .where(opened & (named["bound"] == Bound.ABOUT), str(Bound.STATED))
        .mask(opened & (named["bound"] != Bound.ABOUT), str(Bound.AT_LEAST)),
        **{column: pd.array([pd.NA] * len(named), dtype="Int64") for column in _PART_COLUMNS.values()},
    )
    return pd.concat([accounts, own])


def fold_figures(accounts: pd.DataFrame, incidents: int) -> pd.DataFrame:
    """Return the figures of each incident: columns ``min_C, max_C, about_C, highest_C`` (Int64, NA is not known) for each class C.

    Args:
        accounts: the accounts table with ``incident``, the position of each account's incident.
        incidents: how many incidents there are.

    A civilian, mixed or partial figure is also a lower bound for ``people``; maxima never cross classes. A part (children, medics …) takes the
    lowest number stated by any account; its maximum is known only where every account that states it is closed.
    """
    counting = _with_civilians(accounts[current_accounts(accounts)])
    out = pd.DataFrame(index=pd.RangeIndex(incidents))
    for victim_class in WHOLE_CLASSES:
        envelope = _envelope(counting[counting["killed_class"] == victim_class]).reindex(out.index)
        for part in ("min", "max", "about", "highest"):
            out[f"{part}_{victim_class}"] = envelope[part]
    subsets = [f"min_{c}" for c in WHOLE_CLASSES]
    out["min_people"] = out[subsets].max(axis=1).astype("Int64")
    out["highest_people"] = out[[f"highest_{c}" for c in WHOLE_CLASSES]].max(axis=1).astype("Int64")
    for victim_class, column in _PART_COLUMNS.items():
        stated = counting[counting[column].notna() & (counting["bound"] != Bound.ABOUT)]
        is_closed = stated["bound"].isin([Bound.STATED, Bound.BETWEEN])
        open_above = set(stated.loc[~is_closed, "incident"])
        highest = stated.groupby("incident")[column].max().reindex(out.index).astype("Int64")
        out[f"min_{victim_class}"] = stated.groupby("incident")[column].min().reindex(out.index).astype("Int64")
        out[f"max_{victim_class}"] = highest.mask(np.asarray(out.index.isin(open_above)))
        out[f"about_{victim_class}"] = pd.Series(pd.NA, index=out.index, dtype="Int64")
        out[f"highest_{victim_class}"] = highest
    # Whoever is counted in a part is one of the people killed.
    parts = [f"min_{c}" for c in _PART_COLUMNS]
    out["min_people"] = out[["min_people", *parts]].max(axis=1).astype("Int64")
    out["highest_people"] = out[["highest_people", *(f"highest_{c}" for c in _PART_COLUMNS)]].max(axis=1).astype("Int64")
    crossed = (out["max_people"] < out["min_people"]).fillna(value=False)
    out.loc[crossed, "max_people"] = pd.NA
    return out
