"""Tables that were pasted under one another: a second header with its columns in another order makes what stands below it unreadable."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from geo_app.readers.headers import Field, field_of, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from geo_app.readers.sheet import Part

_HEADER = "is a header of other columns than the first: the rows below it are not read"
_BELOW = "stands below a second header with other columns: give that table as a file or sheet of its own"


def _is_other(row: Sequence[str], columns: Sequence[tuple[str, str]]) -> bool:
    """Return True where a row of headers has another one in some column than the first header has there; ``columns``: field, header."""
    return any(folded(cell) != folded(header) and field_of(cell) not in {None, field} for cell, (field, header) in zip(row, columns, strict=True))


def below_other_headers(parts: Iterable[Part], fields: Mapping[str, str]) -> Iterator[Part]:
    """Yield the parts with the rows between a second, different header and the next header like the first as flawed."""
    columns = list(fields.items())
    when = next(fields[name] for name in (str(Field.DATE), str(Field.DATE_START)) if name in fields)
    below = False
    for part in parts:
        dates = part.cells[when]
        headers = np.flatnonzero(dates.isin([cell for cell in dates.unique() if cell and field_of(cell)]).to_numpy(dtype=bool))
        if not len(headers) and not below:
            yield part
            continue
        flaws = np.full(len(part.cells), "", dtype=object)
        starts = [*headers, len(part.cells)]
        flaws[: starts[0]] = _BELOW if below else ""
        for at, end in pairwise(starts):
            below = _is_other([str(part.cells[header].iloc[at]) for _, header in columns], columns)
            if below:
                flaws[at], flaws[at + 1 : end] = _HEADER, _BELOW
        yield _flawed(part, part.cells.index, flaws)


def _flawed(part: Part, index: pd.Index, flaws: np.ndarray) -> Part:
    """Return the part with further flaws; a row that had one keeps it."""
    new = (flaws != "") & ~np.isin(index.to_numpy(), part.flawed)
    return replace(part, flawed=np.concatenate([part.flawed, index.to_numpy()[new]]), flaws=np.concatenate([part.flaws, flaws[new]]))
