"""A file with the canonical columns → checked records and rejections. One bad row never loses the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import pandera.pandas as pa

from geo_app.errors import BadFileError
from geo_app.model.records import Rejection
from geo_app.tables.schema import text_schema, typed

if TYPE_CHECKING:
    from geo_app.readers.delimited import RawTable
    from geo_app.tables.columns import Table

_SHOWN = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read: ``records`` with the table's types (index: row number in the file), what was refused, and what was left unread."""

    records: pd.DataFrame
    rejections: tuple[Rejection, ...]
    ignored_columns: tuple[str, ...]
    rows: int


def _frame(raw: RawTable, table: Table) -> tuple[pd.DataFrame, list[Rejection]]:
    width = len(raw.header)
    wanted = [(at, name) for at, name in enumerate(raw.header) if name in table.names]
    kept, numbers, refused = [], [], []
    for number, cells in zip(raw.numbers, raw.rows, strict=True):
        surplus = [cell for cell in cells[width:] if cell.strip()]
        if surplus or len(cells) < width:
            reason = f"has {len(cells)} cells where the header has {width}; a comma or quotation mark may be misplaced"
            refused.append(Rejection(file=raw.file, row=number, column="", value=(surplus or [""])[0][:_SHOWN], reason=reason))
            continue
        kept.append([cells[at].strip() for at, _ in wanted])
        numbers.append(number)
    frame = pd.DataFrame(kept, columns=[name for _, name in wanted], index=pd.Index(numbers, name="row"), dtype=str)
    return frame.reindex(columns=list(table.names), fill_value=""), refused


def _refusals(frame: pd.DataFrame, table: Table, file: str) -> list[Rejection]:
    try:
        text_schema(table).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        return [
            Rejection(file=file, row=int(row), column=str(column), value=str(value)[:_SHOWN], reason=str(reason))
            for row, column, value, reason in zip(cases["index"], cases["column"], cases["failure_case"], cases["check"], strict=True)
        ]
    return []


def _repeats(frame: pd.DataFrame, table: Table, file: str) -> list[Rejection]:
    if not table.key:
        return []
    twice = frame[table.key].duplicated(keep="first") & (frame[table.key] != "")
    reason = f"this {table.key} stands in an earlier row already"
    return [Rejection(file=file, row=int(n), column=table.key, value=str(frame.at[n, table.key]), reason=reason) for n in frame.index[twice]]


def read_canonical(raw: RawTable, table: Table) -> Reading:
    """Check ``raw`` against ``table`` and return the records that pass, each refusal with row, column, value and reason.

    Raises:
        BadFileError: essential columns are missing, so that the file is not this table at all.
    """
    missing = [name for name in table.essential if name not in raw.header]
    if missing:
        remedy = f"Name the columns as in docs/schema.md; a file of {table.name} needs at least {', '.join(table.essential)}."
        raise BadFileError(f"{raw.file} has no column {' and no column '.join(missing)}.", remedy=remedy)
    frame, refused = _frame(raw, table)
    refused += _refusals(frame, table, raw.file) + _repeats(frame, table, raw.file)
    bad = {rejection.row for rejection in refused}
    good = frame[~frame.index.isin(bad)]
    ignored = tuple(name for name in raw.header if name and name not in table.names)
    ordered = tuple(sorted(refused, key=lambda r: (r.row, table.names.index(r.column) if r.column else -1)))
    return Reading(records=typed(good, table), rejections=ordered, ignored_columns=ignored, rows=len(raw.rows))
