"""A grid of text → the sheet it is: which row is the header, which columns it names, and its rows in parts; what lies above or beside is said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo_app.errors import BadFileError
from geo_app.readers.headers import field_of, folded, recognised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geo_app.readers.tables_of import Grid, Parsed

_LOOKED_AT = 60
"""Rows among which the header is looked for."""
_LEAST = 2
"""Known headers that make a row a header."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Part:
    """Some rows: ``cells`` (text by column name; index: row in the file), and the rows that are not whole with their reasons."""

    cells: pd.DataFrame
    flawed: np.ndarray
    flaws: np.ndarray


@dataclass(frozen=True, eq=False, kw_only=True)
class Sheet:
    """A table in a file.

    Attributes:
        file: its name; ``name``: the sheet's, empty where there is one table.
        header: the header's cells as written; a second one of the same name is ``name (2)``, one without a name is ``(column 3)``.
        first: how many rows of the grid lie before its first record.
        twice: headers that stand more than once.
        notes: what was assumed, as clauses.
        rows: records, blank lines left out.
    """

    file: str
    name: str
    header: tuple[str, ...]
    first: int
    twice: tuple[str, ...]
    notes: tuple[str, ...]
    rows: int
    grid: Grid

    def record(self, number: int) -> list[str]:
        """Return the cells of the record at a position (0 is the first); empty text where there is none."""
        seen = 0
        for batch in self.grid.batches():
            at = self.first + number - seen
            if 0 <= at < batch.num_rows:
                return [batch.column(f"c{column}")[at].as_py() or "" for column in range(len(self.header))]
            seen += batch.num_rows
        return [""] * len(self.header)

    def without_first(self, note: str) -> Sheet:
        """Return the table without its first record, which is none."""
        return replace(self, first=self.first + 1, rows=self.rows - 1, notes=(*self.notes, note))

    def column(self, header: str) -> list[str]:
        """Return the distinct cells of one column."""
        name = f"c{self.header.index(header)}"
        found: dict[str, None] = {}
        seen = 0
        for batch in self.grid.batches():
            cells = batch.column(name).slice(max(self.first - seen, 0))
            seen += batch.num_rows
            found |= dict.fromkeys(text for text in pc.unique(cells).to_pylist() if text)
        return list(found)

    def parts(self, headers: Sequence[str]) -> Iterator[Part]:
        """Yield the records in file order with the columns of ``headers``."""
        seen = 0
        for batch in self.grid.batches():
            kept = batch.slice(max(self.first - seen, 0))
            seen += batch.num_rows
            if kept.num_rows:
                yield self._part(kept, headers)

    def _part(self, batch: pa.RecordBatch, headers: Sequence[str]) -> Part:
        numbers = batch.column("row").to_numpy()
        positions = [self.header.index(header) for header in headers]
        columns = {header: pc.fill_null(batch.column(f"c{at}"), "").cast(pa.large_string()) for header, at in zip(headers, positions, strict=True)}
        index = pd.Index(numbers, name="row")
        cells = pd.DataFrame({header: pd.Series(pd.array(column, dtype="str"), index=index) for header, column in columns.items()}, index=index)
        flaws = self._flaws(batch)
        flawed = np.flatnonzero(flaws != "")
        return Part(cells=cells, flawed=numbers[flawed], flaws=flaws[flawed])

    def _flaws(self, batch: pa.RecordBatch) -> np.ndarray:
        """Return for every row why it is not whole; the empty string where it is."""
        width = len(self.header)
        flaws: np.ndarray = pc.fill_null(batch.column("flaw"), "").to_numpy(zero_copy_only=False).astype(object)
        last = batch.column(f"c{width - 1}")
        if last.null_count:
            lengths = np.sum([batch.column(f"c{at}").is_valid().to_numpy(zero_copy_only=False) for at in range(width)], axis=0)
            short = last.is_null().to_numpy(zero_copy_only=False) & (flaws == "")
            flaws[short] = [f"has {n} cells where the header has {width}: a comma or quotation mark may be misplaced" for n in lengths[short]]
        for at in range(width, self.grid.width):
            surplus = pc.greater(pc.utf8_length(pc.utf8_trim_whitespace(pc.fill_null(batch.column(f"c{at}"), ""))), 0).to_numpy(zero_copy_only=False)
            flaws[surplus & (flaws == "")] = f"has more cells than the header's {width}: a comma or quotation mark may be misplaced"
        return flaws


def _head(grid: Grid) -> list[list[str | None]]:
    rows: list[list[str | None]] = []
    for batch in grid.batches():
        taken = batch.slice(0, _LOOKED_AT - len(rows))
        columns = [taken.column(f"c{at}").to_pylist() for at in range(grid.width)]
        rows += [list(row) for row in zip(*columns, strict=True)]
        if len(rows) >= _LOOKED_AT:
            break
    return rows


def _named(cells: Sequence[str | None]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return names that are all different, and those that stand more than once."""
    out: list[str] = []
    twice: list[str] = []
    seen: dict[str, int] = {}
    for at, cell in enumerate(cells, start=1):
        name = " ".join((cell or "").split()) or f"(column {at})"
        key = folded(name) or name
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            twice.append(name)
            name = f"{name} ({seen[key]})"
        out.append(name)
    return tuple(out), tuple(twice)


def _two_rows(upper: Sequence[str | None], lower: Sequence[str | None]) -> list[str] | None:
    """Return one header of two rows, where cells of the upper one span several columns; None where the lower row is a record.

    "Killed" over "total", "children", "women" becomes "Killed total", "Killed children", "Killed women": never the children of another group.
    """
    tops, subs = ([(cell or "").strip() for cell in row[: len(upper)]] for row in (upper, lower))
    under = [at for at, sub in enumerate(subs) if sub and at < len(tops) and not tops[at]]
    if not under or any(any(ch.isdigit() for ch in sub) for sub in subs):
        return None
    group, names = "", []
    for top, sub in zip(tops, subs, strict=True):
        group = top or group
        whole = f"{group} {sub}".strip()
        names.append(whole if not top or (sub and field_of(whole)) else top)
    return names if any(field_of(names[at]) for at in under) else None


def _width(cells: Sequence[str | None]) -> int:
    """Return how many cells a row has, the empty ones at its end among them where the file writes them."""
    return max((at for at, cell in enumerate(cells, start=1) if cell is not None), default=0)


def _no_header(_: Sequence[str]) -> tuple[str, ...] | None:
    return None


def _headerless(parsed: Parsed, grid: Grid, columns: tuple[str, ...]) -> Sheet:
    notes = (*grid.notes, "the file has no header: its columns were told by its first record")
    return Sheet(file=parsed.file, name=grid.sheet, header=columns, first=0, twice=(), notes=notes, rows=grid.rows, grid=grid)


def _sheet(parsed: Parsed, grid: Grid, knows: Callable[[Sequence[str]], int], names: Callable[[Sequence[str]], tuple[str, ...] | None]) -> tuple[int, Sheet]:
    head = _head(grid)
    told = names([cell or "" for cell in head[0]]) if head else None
    if told is not None:
        return knows(told), _headerless(parsed, grid, told)
    scores = [knows([cell or "" for cell in row]) for row in head]
    best = max(scores, default=0)
    at = scores.index(best) if best >= _LEAST else next((i for i, row in enumerate(head) if sum(bool(c and c.strip()) for c in row) >= _LEAST), 0)
    if not head:
        raise BadFileError(f"{parsed.file} is empty.", remedy="Choose a file with a header row and at least one record.")
    cells = head[at][: _width(head[at])]
    joined = _two_rows(cells, head[at + 1]) if best >= _LEAST and at + 1 < len(head) else None
    header, twice = _named(joined or cells)
    notes = [*grid.notes]
    if joined:
        notes.append("two rows of headers were joined")
    if at:
        notes.append(f"{at} lines above the header were left out" if at > 1 else "one line above the header was left out")
    first = at + (2 if joined else 1)
    return best, Sheet(file=parsed.file, name=grid.sheet, header=header, first=first, twice=twice, notes=tuple(notes), rows=grid.rows - first, grid=grid)


def sheets_of(
    parsed: Parsed, knows: Callable[[Sequence[str]], int] = recognised, names: Callable[[Sequence[str]], tuple[str, ...] | None] = _no_header
) -> tuple[Sheet, ...]:
    """Return the tables of a file, the one with most known headers first; what a workbook hides comes after what it shows.

    ``knows`` says how many of a row's cells are known headers, ``names`` what the columns of a file are that begins with a record instead of a header.
    """
    found = [_sheet(parsed, grid, knows, names) for grid in parsed.grids]

    def rank(at: int) -> tuple[bool, int, int, int]:
        known, sheet = found[at]
        return sheet.grid.hidden or known < _LEAST, -known, -sheet.rows if known else 0, at

    order = sorted(range(len(found)), key=rank)
    return tuple(found[at][1] for at in order)
