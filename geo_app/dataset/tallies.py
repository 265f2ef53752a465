"""Published totals → arrays of codes in which they can be compared: what is counted, of whom, by whom, where and from when to when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo_app.vocabulary import COUNTRY_CODE, GOVERNORATES, Bound, Perpetrator

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo_app.model.question import Question

FAR = 1_000_000
"""Days beyond any date: a window's outer end where nothing says when it ends."""
EVERYWHERE = np.uint32((1 << (len(GOVERNORATES) + 1)) - 1)
"""All governorates, and the ground between them (UNDOF)."""
PART_OF_AREA = "area inside the governorate(s) coded"
"""How a note begins of a total that is about less than the governorates it is coded to."""
WINDOWLESS = ("", "none")
_DOCUMENTED = ("documented", "stated", "")
_UNITS = {"cases": "persons"}
ANYBODY = "all_parties"


@dataclass(frozen=True, eq=False, kw_only=True)
class Tallies:
    """Published totals, position = row number of ``frame`` (columns of ``TALLIES``).

    Attributes:
        outer_start, outer_end, inner_start, inner_end: days since 1970 that the window lies within for certain, and that it holds for certain
            (both ends included); the inner one is empty (its start after its end) where nothing is certain.
        outer_area, inner_area: bit masks of governorates, likewise.
        parties: bit masks in the order of ``Perpetrator``.
        low, high: the number, NaN where it has no such end.
        origin: code of the origin that a total goes back to; -1 where it is not known.
        page: code of the document it stands in.
        part_of, nested_in: position of the total that the publisher says holds it, -1 where it says none.
    """

    frame: pd.DataFrame
    outer_start: np.ndarray
    outer_end: np.ndarray
    inner_start: np.ndarray
    inner_end: np.ndarray
    outer_area: np.ndarray
    inner_area: np.ndarray
    parties: np.ndarray
    low: np.ndarray
    high: np.ndarray
    origin: np.ndarray
    origin_names: tuple[str, ...]
    page: np.ndarray
    part_of: np.ndarray
    nested_in: np.ndarray

    def __len__(self) -> int:
        return len(self.frame)

    def codes(self, *columns: str) -> np.ndarray:
        """Return a code per row: equal where the cells of ``columns`` are; -1 where all of them are empty."""
        joined = self.frame[list(columns)].fillna("").astype("str").agg("\x1f".join, axis=1)
        found = pd.factorize(joined)[0]
        return np.where((joined.str.replace("\x1f", "") == "").to_numpy(), -1, found)

    @cached_property
    def positions(self) -> dict[str, int]:
        """Id → position."""
        return {str(name): at for at, name in enumerate(self.frame["tally_id"])}

    def only(self, keep: np.ndarray) -> Tallies:
        """Return the totals of a mask or of positions; what they name outside of it is named no more."""
        return tallies_of(self.frame[keep] if keep.dtype == bool else self.frame.iloc[keep])


def _days(dates: pd.Series) -> np.ndarray:
    """Return days since 1970 as floats, NaN where there is none."""
    stamps = pd.to_datetime(dates, errors="coerce").to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(stamps), np.nan, stamps.astype("int64"))


def _windows(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    start, end, printed = (_days(frame[name]) for name in ("window_start_resolved", "window_end_resolved", "source_date"))
    # A total cannot count what happened after it was published.
    latest = np.where(np.isnan(printed), FAR, printed)
    outer_start = np.where(np.isnan(start), -FAR, start)
    outer_end = np.where(np.isnan(end), np.maximum(latest, outer_start), end)
    known = frame["window_ends_known"] if "window_ends_known" in frame else pd.Series("", index=frame.index)
    sure_start = ~np.isnan(start) & known.isin(["", "both", "start"]).to_numpy()
    sure_end = ~np.isnan(end) & known.isin(["", "both", "end"]).to_numpy()
    inner_start, inner_end = np.where(sure_start & sure_end, start, FAR), np.where(sure_start & sure_end, end, -FAR)
    return tuple(one.astype(np.int32) for one in (outer_start, outer_end, inner_start, inner_end))  # type: ignore[return-value]


def _mask(cell: str, bits: dict[str, int]) -> int:
    return sum(bits.get(code, 0) for code in set(cell.split(";")))


def _masks(cells: pd.Series, bits: dict[str, int]) -> np.ndarray:
    known = {cell: _mask(cell, bits) for cell in cells.unique()}
    return cells.map(known).to_numpy(dtype=np.uint32)


def area_mask(pcodes: str) -> int:
    """Return the governorates of a cell as bits; ``SY`` is all of them and the ground between."""
    bits = {code: 1 << at for at, code in enumerate(GOVERNORATES)}
    return _mask(pcodes, {**bits, COUNTRY_CODE: int(EVERYWHERE)})


def _areas(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    cells = frame["area_pcodes"].fillna("").astype("str")
    stated = cells.map({cell: area_mask(cell) for cell in cells.unique()}).to_numpy(dtype=np.uint32)
    inside = frame["note"].fillna("").astype("str").str.contains(PART_OF_AREA, regex=False).to_numpy()
    return np.where(stated == 0, EVERYWHERE, stated), np.where(inside, np.uint32(0), stated)


def origins_of(frame: pd.DataFrame) -> pd.Series:
    """Return whom each total goes back to: its known origins; without one, nobody (an empty cell): publishers are not origins."""
    return frame["origin_ids"].fillna("").astype("str").map(lambda cell: ";".join(sorted(set(cell.split(";")) - {""})))


def _named(frame: pd.DataFrame, column: str, positions: dict[str, int]) -> np.ndarray:
    return frame[column].fillna("").astype("str").map(lambda name: positions.get(name, -1)).to_numpy(dtype=np.int64)


def tallies_of(frame: pd.DataFrame) -> Tallies:
    """Return the totals of a table of ``TALLIES`` (typed), in its order."""
    frame = frame.reset_index(drop=True)
    names = origins_of(frame)
    codes, uniques = pd.factorize(names)
    positions = {str(name): at for at, name in enumerate(frame["tally_id"])}
    outer_start, outer_end, inner_start, inner_end = _windows(frame)
    outer_area, inner_area = _areas(frame)
    pages = frame[["source_url", "source_title", "source_publisher", "report_file"]].fillna("").astype("str").agg("\x1f".join, axis=1)
    return Tallies(
        frame=frame,
        outer_start=outer_start,
        outer_end=outer_end,
        inner_start=inner_start,
        inner_end=inner_end,
        outer_area=outer_area,
        inner_area=inner_area,
        parties=_masks(frame["perpetrators"].fillna("").astype("str"), {str(party): 1 << at for at, party in enumerate(Perpetrator)}),
        low=frame["value_min"].astype("float64").to_numpy(),
        high=frame["value_max"].astype("float64").to_numpy(),
        origin=np.where((names == "").to_numpy(), -1, codes),
        origin_names=tuple(str(one) for one in uniques),
        page=pd.factorize(pages)[0],
        part_of=_named(frame, "part_of", positions),
        nested_in=_named(frame, "nested_in", positions),
    )


def units(tallies: Tallies) -> np.ndarray:
    """Return what the numbers are of: ``cases`` of arrest are persons."""
    out: np.ndarray = tallies.frame["unit"].fillna("").astype("str").replace(_UNITS).to_numpy(dtype=object)
    return out


def is_documented(tallies: Tallies) -> np.ndarray:
    """Return True where a total rests on what was documented, or where its publisher says nothing else."""
    out: np.ndarray = tallies.frame["basis"].fillna("").isin(_DOCUMENTED).to_numpy()
    return out


def has_number(tallies: Tallies) -> np.ndarray:
    """Return True where a total is a number of things: no percentage, rank or words."""
    words = [Bound.PERCENT_OF, Bound.RANK_ONLY, Bound.VAGUE]
    plain = ~tallies.frame["bound"].isin(words).to_numpy() & ~np.isin(units(tallies), ("percent", "rank"))
    out: np.ndarray = plain & ~(np.isnan(tallies.low) & np.isnan(tallies.high))
    return out


def as_tally(question: Question, tallies: Tallies) -> Tallies:
    """Return a question as if it were a published total: days that it leaves open hold every window."""
    row = {name: [""] for name in tallies.frame.columns} | {
        "tally_id": ["?"],
        "measure": [question.measure],
        "victim_class": [question.victim_class],
        "means": [";".join(question.means)],
        "facility": [question.facility],
        "perpetrators": [";".join(question.perpetrators)],
        "attribution": [ANYBODY if not question.perpetrators else "sole" if len(question.perpetrators) == 1 else "combined"],
        "area_pcodes": [";".join(question.areas) or COUNTRY_CODE],
        "unit": [question.unit],
        "value_min": [np.nan],
        "value_max": [np.nan],
    }
    for name, day in (("window_start_resolved", question.window.start), ("window_end_resolved", question.window.end)):
        row[name] = [pd.Timestamp(day) if day is not None else pd.NaT]
    row["source_date"] = [pd.NaT]
    asked = tallies_of(pd.DataFrame(row))
    low = asked.outer_start if question.window.start is not None else np.array([-FAR], dtype=np.int32)
    high = asked.outer_end if question.window.end is not None else np.array([FAR], dtype=np.int32)
    return replace(asked, inner_start=low, inner_end=high, outer_start=low, outer_end=high)


def table_by_pair(left: np.ndarray, right: np.ndarray, judge: Callable[[str, str], int]) -> np.ndarray:
    """Return ``judge`` of every pair of words, asked once for each distinct pair: (len(left), len(right)) of int8."""
    codes_left, words_left = pd.factorize(left)
    codes_right, words_right = pd.factorize(right)
    judged = np.array([[judge(str(a), str(b)) for b in words_right] for a in words_left], dtype=np.int8).reshape(len(words_left), len(words_right))
    out: np.ndarray = judged[codes_left][:, codes_right]
    return out
