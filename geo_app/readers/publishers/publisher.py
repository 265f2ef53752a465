"""What a reader of one publisher's files is: how it knows them, and what their columns hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo_app.readers.convert.given import Given
from geo_app.vocabulary import RowKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Fixed = dict[str, pd.Series]
"""Columns of ``ACCOUNTS`` that a publisher's codebook decides."""
Fields = tuple[Given, Fixed]


@dataclass(frozen=True, eq=False, kw_only=True)
class Publisher:
    """A reader of incidents (or victims) of one publisher.

    Attributes:
        name: as commands take it; ``title``: as people know it; ``version``: of the reader, kept with every batch.
        knows: True where a header is this publisher's (cells as ``key`` makes them).
        needs: columns that are read, as ``key`` makes them; those a file lacks are empty.
        fields: the columns of ``needs`` → the rows by field, and what the codebook decides.
        row: what a row is.
        coverage: what the publisher says of its coverage, for every product.
    """

    name: str
    title: str
    version: str
    knows: Callable[[frozenset[str]], bool]
    needs: Sequence[str]
    fields: Callable[[pd.DataFrame], Fields]
    row: RowKind = RowKind.INCIDENT
    coverage: str = "Coverage not stated: nothing is known of what this file leaves out."


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
