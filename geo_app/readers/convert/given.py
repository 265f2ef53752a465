"""The cells of one sheet by field, and reading each distinct cell once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa

from geo_app.readers.values.plain import Unread

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo_app.readers.findings import Findings

Read = TypeVar("Read")


@dataclass(frozen=True, eq=False, kw_only=True)
class Given:
    """Some rows of a list: ``cells`` (text, a column a field, index: row number in the file) and ``headers``: field → header in the file."""

    cells: pd.DataFrame
    headers: Mapping[str, str]

    @property
    def rows(self) -> np.ndarray:
        """Row numbers in the file."""
        return self.cells.index.to_numpy()

    def has(self, field: str) -> bool:
        """Return True where the file has a column for ``field``."""
        return field in self.cells.columns

    def column(self, field: str) -> pd.Series:
        """Return the cells of ``field``; empty text where the file has no such column."""
        return self.cells[field] if field in self.cells.columns else constant("", self.cells.index)

    def header(self, field: str) -> str:
        """Return what the column of ``field`` is called in the file."""
        return self.headers.get(field, field)


@dataclass(frozen=True, eq=False, kw_only=True)
class Distinct:
    """The distinct cells of a column, what each was read as (or ``Unread``), and for every row the position of its cell."""

    codes: np.ndarray
    cells: list[str]
    readings: list[Any]

    def take(self, of: Callable[[Any], Any], dtype: str) -> np.ndarray:
        """Return for every row what ``of`` makes of its value; it is asked once a distinct cell."""
        made = np.array([of(value) for value in self.readings] or [None], dtype=dtype)
        taken: np.ndarray = made[self.codes]
        return taken

    def where(self, test: Callable[[Any], bool]) -> np.ndarray:
        """Return for every row whether its value passes ``test``."""
        return self.take(test, "bool")


def constant(text: str, index: pd.Index) -> pd.Series:
    """Return a column that holds ``text`` in every row."""
    return pd.Series(pd.array(pa.repeat(pa.scalar(text, pa.large_string()), len(index)), dtype="str"), index=index)


def texts(values: np.ndarray | Sequence[str], index: pd.Index) -> pd.Series:
    """Return a column of text."""
    return pd.Series(pd.array(values, dtype="str"), index=index)


def read_each(given: Given, field: str, read: Callable[[str], Read | Unread], findings: Findings | None = None) -> Distinct:
    """Read each distinct cell of a column once, and report what could not be read (refused) and every doubt (a warning)."""
    codes, uniques = pd.factorize(given.column(field))
    cells = [str(cell) for cell in uniques]
    found = Distinct(codes=codes, cells=cells, readings=[read(cell) for cell in cells])
    if findings is not None:
        report(given, field, found, findings)
    return found


def report(given: Given, field: str, found: Distinct, findings: Findings, skip: np.ndarray | None = None) -> None:
    """Report the unread and doubtful cells of a column, but for the rows in ``skip``."""
    reasons = [value.reason if isinstance(value, Unread) else getattr(value, "doubt", "") for value in found.readings]
    if not any(reasons):
        return
    refused = np.array([isinstance(value, Unread) for value in found.readings])
    reason = np.array(reasons, dtype=object)
    rows = np.flatnonzero(np.array([bool(r) for r in reasons])[found.codes] & (True if skip is None else ~skip))
    at = found.codes[rows]
    findings.add(given.rows[rows], given.header(field), np.array(found.cells, dtype=object)[at], reason[at], refused=refused[at])
