"""The days of each row: one column of dates, or a first and a last day."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo_app.readers.convert.given import Distinct, read_each, report
from geo_app.readers.headers import Field
from geo_app.readers.values.days import Days, is_ambiguous, read_days
from geo_app.vocabulary import DatePrecision

if TYPE_CHECKING:
    from datetime import date

    from geo_app.readers.convert.given import Given
    from geo_app.readers.findings import Findings

DATE_FIELDS = (Field.DATE, Field.DATE_START, Field.DATE_END)
_EMPTY = "is empty: a record needs a date, if only a year"


def _starts(found: Distinct) -> np.ndarray:
    return found.take(lambda v: np.datetime64(v.start) if isinstance(v, Days) and v.start else np.datetime64("NaT"), "datetime64[s]")


def _ends(found: Distinct) -> np.ndarray:
    return found.take(lambda v: np.datetime64(v.end) if isinstance(v, Days) and v.end else np.datetime64("NaT"), "datetime64[s]")


def _precisions(found: Distinct) -> np.ndarray:
    return found.take(lambda v: str(v.precision or "") if isinstance(v, Days) else "", "object")


def _report_mixed(given: Given, kinds: frozenset[str], findings: Findings) -> None:
    for field in DATE_FIELDS:
        if given.has(field):
            found = read_each(given, field, partial(is_ambiguous, kinds=kinds))
            rows = np.flatnonzero(found.where(bool))
            reason = "could be read with day and month exchanged, and the column mixes dates of several kinds: check it"
            findings.add(given.rows[rows], given.header(field), given.column(field).to_numpy()[rows], reason, refused=False)


def read_when(given: Given, *, today: date, day_first: bool | None, mixed: frozenset[str], findings: Findings) -> dict[str, pd.Series]:
    """Return ``date_start``, ``date_end`` (both included, NaT where refused) and ``date_precision``; every row without a day is reported as refused.

    ``mixed``: the kinds of dates whose order of day and month is doubtful (see ``proven_order``).
    """
    read = partial(read_days, today=today, day_first=day_first)
    index = given.cells.index
    if mixed:
        _report_mixed(given, mixed, findings)
    if given.has(Field.DATE):
        found = read_each(given, Field.DATE, read, findings)
        start, end, precision = _starts(found), _ends(found), _precisions(found)
    else:
        start = end = np.full(len(index), np.datetime64("NaT"), dtype="datetime64[s]")
        precision = np.full(len(index), "", dtype=object)
    if given.has(Field.DATE_START):
        first = read_each(given, Field.DATE_START, read, findings)
        last = read_each(given, Field.DATE_END, read)
        report(given, Field.DATE_END, last, findings)
        given_start = ~np.isnat(_starts(first))
        start = np.where(given_start, _starts(first), start)
        lasts = np.where(np.isnat(_ends(last)), _ends(first), _ends(last))
        end = np.where(given_start, lasts, end)
        one = start == end
        precision = np.where(given_start, np.where(one, DatePrecision.DAY, DatePrecision.DAYS), precision)
        coarse = _precisions(first)
        same = given_start & np.isnat(_ends(last)) & (coarse != "")
        precision = np.where(same, coarse, precision)
    refused = findings.refused()
    silent = np.isnat(start) & ~np.isin(given.rows, refused)
    where = Field.DATE if given.has(Field.DATE) else Field.DATE_START
    findings.add(given.rows[silent], given.header(where), "", _EMPTY, refused=True)
    return {
        "date_start": pd.Series(start, index=index),
        "date_end": pd.Series(end, index=index),
        "date_precision": pd.Series(pd.array(precision, dtype="str"), index=index),
    }
