"""What a reader of one publisher's files is: how it knows them, and what their columns hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pandas as pd

from geo_app.readers.convert.given import Given, texts
from geo_app.vocabulary import RowKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo_app.readers.findings import Findings

Fixed = dict[str, pd.Series]
"""Columns of ``ACCOUNTS`` that a publisher's codebook decides."""
Fields = tuple[Given, Fixed]
_SYRIA = frozenset({"sy", "syr", "760", "652"})
"""ISO 3166-1 codes, and the number of Gleditsch and Ward that UCDP uses."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Publisher:
    """A reader of incidents (or victims) of one publisher.

    Attributes:
        name: as commands take it; ``title``: as people know it; ``version``: of the reader, kept with every batch.
        knows: True where a header is this publisher's (cells as ``key`` makes them).
        needs: columns that are read, as ``key`` makes them, that of the id first; those a file lacks are empty.
        fields: the columns of ``needs`` → the rows by field, and what the codebook decides.
        row: what a row is.
        coverage: what the publisher says of its coverage, for every product.
        foreign: the columns of ``needs`` → True where a row is of another country than Syria (see ``at_home``); None: all rows are of Syria.
        headerless: True where cells are a record of a file without a header; its columns are then ``columns``, in that order.
    """

    name: str
    title: str
    version: str
    knows: Callable[[frozenset[str]], bool]
    needs: Sequence[str]
    fields: Callable[[pd.DataFrame], Fields]
    row: RowKind = RowKind.INCIDENT
    coverage: str = "Coverage not stated: nothing is known of what this file leaves out."
    foreign: Callable[[pd.DataFrame], np.ndarray] | None = None
    headerless: Callable[[Sequence[str]], bool] | None = None
    columns: Sequence[str] = ()


class Located(Protocol):
    """Whatever can tell rows of another country."""

    @property
    def foreign(self) -> Callable[[pd.DataFrame], np.ndarray] | None:
        """See ``Publisher``."""


def key(header: str) -> str:
    """Return a header in lower case without the marks that exports change."""
    return " ".join(header.strip().lower().replace("\ufeff", "").split())


def given(frame: pd.DataFrame, columns: Mapping[str, str | pd.Series], headers: Mapping[str, str] | None = None) -> Given:
    """Return rows by field.

    Args:
        frame: the file's columns.
        columns: field → the name of its column, or its cells.
        headers: field → what the column is called in findings, where ``columns`` holds cells.
    """
    cells = {field: frame[source] if isinstance(source, str) else source for field, source in columns.items()}
    names = {field: source for field, source in columns.items() if isinstance(source, str)}
    return Given(cells=pd.DataFrame(cells, index=frame.index), headers={**names, **(headers or {})})


def each(cells: pd.Series, of: Callable[[str], str]) -> pd.Series:
    """Return what ``of`` makes of each cell; it is asked once a distinct cell."""
    codes, uniques = pd.factorize(cells)
    made = np.array([of(str(cell)) for cell in uniques] or [""], dtype=object)
    return texts(made[codes], cells.index)


def coded(cells: pd.Series, words: Mapping[str, str]) -> pd.Series:
    """Return the word of each cell's code, compared without case and outer spaces; the empty string where ``words`` has none."""
    return each(cells, lambda cell: str(words.get(cell.strip().lower(), "")))


def first_filled(frame: pd.DataFrame, names: Sequence[str]) -> pd.Series:
    """Return for each row the first of the named cells that is not empty."""
    out = frame[names[0]]
    for name in names[1:]:
        out = out.where(out.str.strip() != "", frame[name])
    return out


def elsewhere(countries: pd.Series) -> np.ndarray:
    """Return True where a cell names a country, or its ISO 3166-1 code, and Syria is not among what it names."""

    def away(cell: str) -> bool:
        name = cell.strip().lower()
        return bool(name) and name not in _SYRIA and "syria" not in name

    codes, uniques = pd.factorize(countries)
    found: np.ndarray = np.array([away(str(cell)) for cell in uniques] or [False])[codes]
    return found


def at_home(reader: Located, frame: pd.DataFrame, findings: Findings) -> pd.DataFrame:
    """Return the rows of Syria; those of another country are reported as refused."""
    if reader.foreign is None or frame.empty:
        return frame
    away = reader.foreign(frame)
    findings.add(frame.index.to_numpy()[away], "", "", "is of another country than Syria", refused=True)
    return frame[~away] if away.any() else frame
