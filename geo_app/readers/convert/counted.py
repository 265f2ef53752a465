"""Numbers of persons: minima and maxima with their bounds, never more exact than their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo_app.readers.convert.given import Distinct, constant, read_each, texts
from geo_app.readers.headers import Field
from geo_app.readers.values.counts import Count, read_count
from geo_app.readers.values.plain import plain
from geo_app.vocabulary import Bound

if TYPE_CHECKING:
    from geo_app.readers.convert.given import Given
    from geo_app.readers.findings import Findings

PARTS = (
    Field.KILLED_CHILDREN,
    Field.KILLED_WOMEN,
    Field.KILLED_MEDICS,
    Field.KILLED_MEDIA,
    Field.KILLED_CIVIL_DEFENCE,
)
_NO_FIGURE = "gives no figure: counted as not known, never as 0"


def _low(found: Distinct) -> np.ndarray:
    return found.take(lambda v: v.low if isinstance(v, Count) and v.low is not None else np.nan, "float64")


def _high(found: Distinct) -> np.ndarray:
    return found.take(lambda v: v.high if isinstance(v, Count) and v.high is not None else np.nan, "float64")


def _bound(found: Distinct) -> np.ndarray:
    return found.take(lambda v: str(v.bound or "") if isinstance(v, Count) else "", "object")


def whole(values: np.ndarray, index: pd.Index) -> pd.Series:
    """Return numbers as ``Int64``; NaN is not known."""
    known = ~np.isnan(values)
    return pd.Series(np.where(known, values, 0).astype("int64"), index=index, dtype="Int64").where(known)


def _only(count: Count) -> int | float:
    """Return the one number of a part's cell; its minimum where it is open."""
    return count.low if count.low is not None and count.bound is not Bound.ABOUT else np.nan


def read_killed(given: Given, findings: Findings) -> dict[str, pd.Series]:
    """Return ``killed_min``, ``killed_max``, ``bound``, ``bound_word`` (see ``ACCOUNTS``) and report rows without a figure."""
    index = given.cells.index
    found = read_each(given, Field.KILLED, read_count, findings)
    low, high, bound = _low(found), _high(found), _bound(found)
    word = found.take(lambda v: v.word if isinstance(v, Count) else "", "object")
    if given.has(Field.KILLED_MIN) or given.has(Field.KILLED_MAX):
        best = np.where(np.isnan(low), "", low)
        low, high, bound = _spanned(given, low, high, bound, findings)
        word = np.where((word == "") & (best != "") & (bound == Bound.BETWEEN), [f"best estimate: {b}".removesuffix(".0") for b in best], word)
    figure = ~np.isnan(low) | ~np.isnan(high) | (bound != "")
    if given.has(Field.KILLED) or given.has(Field.KILLED_MIN):
        field = Field.KILLED if given.has(Field.KILLED) else Field.KILLED_MIN
        blank = read_each(given, field, plain).where(lambda text: text == "")
        silent = ~figure & blank
        findings.add(given.rows[silent], given.header(field), "", _NO_FIGURE, refused=False)
    return {"killed_min": whole(low, index), "killed_max": whole(high, index), "bound": texts(bound, index), "bound_word": texts(word, index)}


def _spanned(given: Given, low: np.ndarray, high: np.ndarray, bound: np.ndarray, findings: Findings) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return figures whose ends stand in columns of their own; a row that fills neither keeps its single number."""
    lowest = _low(read_each(given, Field.KILLED_MIN, read_count, findings)) if given.has(Field.KILLED_MIN) else np.full(len(low), np.nan)
    highest = _high(read_each(given, Field.KILLED_MAX, read_count, findings)) if given.has(Field.KILLED_MAX) else np.full(len(low), np.nan)
    has_low, has_high = ~np.isnan(lowest), ~np.isnan(highest)
    backwards = has_low & has_high & (lowest > highest)
    findings.add(given.rows[backwards], given.header(Field.KILLED_MAX), "", "the most is less than the fewest", refused=True)
    kinds = np.select(
        [has_low & has_high & (lowest == highest), has_low & has_high, has_low, has_high],
        [Bound.STATED, Bound.BETWEEN, Bound.AT_LEAST, Bound.AT_MOST],
        default="",
    ).astype(object)
    either = has_low | has_high
    return np.where(either, lowest, low), np.where(either, highest, high), np.where(either, kinds, bound)


def read_parts(given: Given, figures: dict[str, pd.Series], findings: Findings) -> dict[str, pd.Series]:
    """Return the parts of the killed (children, women, …) and report parts without a whole, and more women and children than killed."""
    index = given.cells.index
    out = {
        str(f): whole(read_each(given, f, read_count, findings).take(lambda v: _only(v) if isinstance(v, Count) else np.nan, "float64"), index) for f in PARTS
    }
    most = figures["killed_max"].astype("Float64")
    for f in PARTS:
        beyond = (out[str(f)].astype("Float64") > most).fillna(value=False).to_numpy(dtype=bool)
        findings.add(
            given.rows[beyond], given.header(f), given.column(f).to_numpy()[beyond], "is more than the killed: the part is left out, check both", refused=False
        )
        out[str(f)] = out[str(f)].mask(beyond)
    named = [f for f in (Field.KILLED_WOMEN, Field.KILLED_CHILDREN) if given.has(f)]
    if named:
        sums = pd.concat([out[str(f)] for f in named], axis=1).sum(axis=1, min_count=1).astype("Float64")
        more = (sums > most).fillna(value=False).to_numpy(dtype=bool)
        findings.add(
            given.rows[more], given.header(named[0]), "", "women and children together are more than the killed: both are kept, check them", refused=False
        )
        alone = (sums.notna() & (figures["bound"] == "")).to_numpy(dtype=bool)
        words = np.array([f"gives parts without a whole: how many were killed is not known, at least {n:.0f}" for n in sums[alone]], dtype=object)
        findings.add(given.rows[alone], given.header(named[0]), "", words, refused=False)
    return out


def read_civilians(given: Given, figures: dict[str, pd.Series], killed_class: str, findings: Findings) -> dict[str, pd.Series]:
    """Return ``killed_class`` and ``killed_civilians``; where a list counts civilians only, they are its figure."""
    index = given.cells.index
    civilians = read_each(given, Field.KILLED_CIVILIANS, read_count, findings)
    numbers = civilians.take(lambda v: _only(v) if isinstance(v, Count) else np.nan, "float64")
    alone = (figures["bound"] == "").to_numpy() & (_bound(civilians) != "")
    for name, values in (("killed_min", _low(civilians)), ("killed_max", _high(civilians))):
        figures[name] = figures[name].mask(alone, whole(values, index))
    figures["bound"] = figures["bound"].mask(alone, texts(_bound(civilians), index))
    figures["bound_word"] = figures["bound_word"].mask(alone, texts(civilians.take(lambda v: v.word if isinstance(v, Count) else "", "object"), index))
    speaks = (figures["bound"] != "").to_numpy()
    classes = constant("", index).mask(speaks, killed_class).mask(alone, "civilians")
    parts = whole(np.where(alone, np.nan, numbers), index)
    beyond = (parts.astype("Float64") > figures["killed_max"].astype("Float64")).fillna(value=False).to_numpy(dtype=bool)
    findings.add(given.rows[beyond], given.header(Field.KILLED_CIVILIANS), "", "is more than the killed: the part is left out, check both", refused=False)
    return {"killed_class": classes, "killed_civilians": parts.mask(beyond)}


def read_injured(given: Given, findings: Findings) -> dict[str, pd.Series]:
    """Return ``injured_min`` and ``injured_max``."""
    index = given.cells.index
    found = read_each(given, Field.INJURED, read_count, findings)
    low, high = _low(found), _high(found)
    if given.has(Field.INJURED_MIN) or given.has(Field.INJURED_MAX):
        least, most = (read_each(given, f, read_count, findings) for f in (Field.INJURED_MIN, Field.INJURED_MAX))
        low = np.where(np.isnan(_low(least)), low, _low(least))
        high = np.where(np.isnan(_high(most)), high, _high(most))
    backwards = low > high
    findings.add(given.rows[backwards], given.header(Field.INJURED), "", "the most injured are less than the fewest: left out", refused=False)
    return {"injured_min": whole(np.where(backwards, np.nan, low), index), "injured_max": whole(np.where(backwards, np.nan, high), index)}
