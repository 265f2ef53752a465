"""Accounts of incidents: the canonical table and the rules that hold between its columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo_app.model.records import Rejection
from geo_app.readers.canonical import Reading, read_canonical
from geo_app.tables.incidents import ACCOUNTS
from geo_app.vocabulary import Attribution, Bound, DatePrecision, Standing, Strength

if TYPE_CHECKING:
    from geo_app.readers.delimited import RawTable

PARTS = ("killed_civilians", "killed_children", "killed_women", "killed_medics", "killed_media", "killed_civil_defence")


def completed(records: pd.DataFrame) -> pd.DataFrame:
    """Fill what an empty cell implies: one day, a plain number, a stated sole party, an account that counts."""
    out = records.copy()
    out["date_end"] = out["date_end"].fillna(out["date_start"])
    one_day = out["date_end"] == out["date_start"]
    implied = pd.Series(np.where(one_day, DatePrecision.DAY, DatePrecision.DAYS), index=out.index)
    out["date_precision"] = out["date_precision"].where(out["date_precision"] != "", implied)
    named = out["perpetrators"] != ""
    several = out["perpetrators"].str.contains(";")
    implied = pd.Series(np.where(~named, Attribution.UNKNOWN, np.where(several, Attribution.JOINT, Attribution.SOLE)), index=out.index)
    out["attribution"] = out["attribution"].where(out["attribution"] != "", implied)
    out["strength"] = out["strength"].where((out["strength"] != "") | ~named, Strength.STATED)
    out["standing"] = out["standing"].where(out["standing"] != "", Standing.COUNTS)
    out["bound"] = out["bound"].where((out["bound"] != "") | out["killed_min"].isna() | out["killed_max"].isna(), Bound.STATED)
    # A lone minimum without a bound word is a bare number.
    bare = (out["bound"] == "") & out["killed_min"].notna()
    out.loc[bare, "killed_max"] = out.loc[bare, "killed_min"]
    out.loc[bare, "bound"] = Bound.STATED
    has_figure = out["killed_min"].notna() | out["killed_max"].notna()
    speaks = has_figure | (out["bound"] == Bound.VAGUE)
    out.loc[speaks & (out["killed_class"] == ""), "killed_class"] = "people"
    running = out.groupby("incident_id").cumcount().add(1).astype(str).str.zfill(2)
    out["account_id"] = out["account_id"].where(out["account_id"] != "", out["incident_id"] + "." + running)
    return out


def contradictions(out: pd.DataFrame) -> list[tuple[pd.Series, str, str]]:
    """Return (rows, column, reason) for what two columns say against each other."""
    named, attribution = out["perpetrators"] != "", out["attribution"]
    several = out["perpetrators"].str.contains(";")
    low, high, bound = out["killed_min"], out["killed_max"], out["bound"]
    cases = [
        (out["date_end"] < out["date_start"], "date_end", "the last day lies before the first"),
        (named & (attribution == Attribution.UNKNOWN), "attribution", "is unknown although perpetrators are named"),
        (~named & (attribution != Attribution.UNKNOWN), "attribution", "names a way of attribution but no perpetrator"),
        (several & (attribution == Attribution.SOLE), "attribution", "is sole although several perpetrators are named"),
        (~several & attribution.isin([Attribution.JOINT, Attribution.ALTERNATIVE]), "attribution", "needs two or more perpetrators"),
        ((high < low).fillna(value=False), "killed_max", "is less than killed_min"),
        ((bound == Bound.AT_LEAST) & high.notna(), "killed_max", "must be empty where the bound is at_least"),
        ((bound == Bound.AT_MOST) & low.notna(), "killed_min", "must be empty where the bound is at_most"),
        (bound.isin(["", Bound.VAGUE]) & (low.notna() | high.notna()), "bound", "says there is no figure, but there is one"),
        (out["latitude"].isna() != out["longitude"].isna(), "longitude", "latitude and longitude must both be given or both be empty"),
    ]
    cases += [((out[part] > high).fillna(value=False), part, "is more than killed_max") for part in PARTS]
    return cases


def read_accounts(raw: RawTable) -> Reading:
    """Return the accounts of ``raw`` (columns and types of ``ACCOUNTS``, implied cells filled) and the rejections.

    Raises:
        BadFileError: the file has no ``incident_id`` or no ``date_start`` column.
    """
    reading = read_canonical(raw, ACCOUNTS)
    records = completed(reading.records)
    rejections = list(reading.rejections)
    bad = pd.Series(data=False, index=records.index)
    for wrong, column, reason in contradictions(records):
        for row in records.index[wrong & ~bad]:
            value = str(records.at[row, column]).replace(" 00:00:00", "")
            rejections.append(Rejection(file=raw.file, row=int(row), column=column, value=value, reason=reason))
        bad |= wrong
    rejections.sort(key=lambda r: r.row)
    return replace(reading, records=records[~bad], rejections=tuple(rejections))
