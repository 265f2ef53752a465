"""Checks of raw text against a canonical table (pandera), one named reason a cell, and the conversion of what passed."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import pandera.pandas as pa

from geo_app.tables.columns import Column, Kind, Table

if TYPE_CHECKING:
    from collections.abc import Callable

_IDENTIFIER = r"^[^\s;|]{1,120}$"
_CODE_LIST_SEPARATOR = ";"
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _in_range(column: Column, text: str) -> bool:
    if not _NUMBER.fullmatch(text):
        return False
    value = float(text)
    low = column.low if column.low is not None else float("-inf")
    high = column.high if column.high is not None else float("inf")
    return low <= value <= high


def _is_count(column: Column, text: str) -> bool:
    return text.isascii() and text.isdigit() and (len(text) == 1 or text[0] != "0") and _in_range(column, text)


def _all_codes(column: Column, text: str) -> bool:
    return all(part.strip() in column.codes for part in text.split(_CODE_LIST_SEPARATOR)) if column.codes else True


def _judge(column: Column) -> tuple[Callable[[str], bool], str] | None:
    """Return the test of one non-empty cell and the reason where it fails; None where every text will do."""
    span = f" from {column.low:g} to {column.high:g}" if column.low is not None and column.high is not None else ""
    some = ", ".join(column.codes[:14]) + (" …" if len(column.codes) > 14 else "")  # noqa: PLR2004 - what fits a line
    if column.kind is Kind.DATE:
        return _is_day, "not a day of the calendar written YYYY-MM-DD"
    if column.kind is Kind.COUNT:
        return lambda text: _is_count(column, text), f"not a whole number in plain digits{span}; leave it empty where no figure is known"
    if column.kind is Kind.NUMBER:
        return lambda text: _in_range(column, text), f"not a number{span}"
    if column.kind is Kind.CODE:
        return lambda text: text in column.codes, f"not one of the words of this column: {some}"
    if column.kind is Kind.CODES and column.codes:
        return lambda text: _all_codes(column, text), f"not a list, joined by ';', of the words of this column: {some}"
    return None


def flaw_of_cell(column: Column, text: str) -> str:
    """Return why ``text`` cannot stand in a column of a canonical table; the empty string where it can."""
    if text == "":
        return "it cannot be empty" if column.required else ""
    judge = _judge(column)
    return "" if judge is None or judge[0](text) else judge[1]


def text_schema(table: Table) -> pa.DataFrameSchema:
    """Return the pandera schema of ``table`` over raw text (all columns ``str``; an empty cell is the empty string).

    The ``check`` of a failure case is the reason a person reads.
    """
    columns = {}
    for column in table.columns:
        checks = []
        judge = _judge(column)
        if judge is not None:
            test, reason = judge
            checks.append(pa.Check(lambda text, test=test: text == "" or test(text), element_wise=True, error=reason))
        if column.required:
            checks.append(pa.Check(lambda text: text != "", element_wise=True, error="empty, and a record cannot do without it"))
        if column.kind is Kind.IDENTIFIER:
            reason = "not an identifier (no spaces, ';' or '|', at most 120 characters)"
            checks.append(pa.Check.str_matches(rf"^$|{_IDENTIFIER}", error=reason))
        columns[column.name] = pa.Column(str, checks)
    return pa.DataFrameSchema(columns, strict=False)


def typed(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return a checked text frame with the table's types.

    Dates become ``datetime64[s]`` (NaT is not known), counts ``Int64`` and numbers ``Float64`` (NA is not known); code lists are sorted,
    spaces and repeats removed; all other columns stay text, where the empty string is not known.
    """
    out: dict[str, Any] = {}
    for column in table.columns:
        cells = frame[column.name]
        if column.kind is Kind.DATE:
            out[column.name] = pd.to_datetime(cells.where(cells != ""), format="%Y-%m-%d").astype("datetime64[s]")
        elif column.kind in {Kind.COUNT, Kind.NUMBER}:
            numbers = pd.to_numeric(cells.where(cells != ""), errors="raise")
            out[column.name] = numbers.astype("Int64") if column.kind is Kind.COUNT else numbers.astype("Float64")
        elif column.kind is Kind.CODES:
            out[column.name] = cells.map(lambda text: ";".join(sorted({p.strip() for p in text.split(";") if p.strip()})))
        else:
            out[column.name] = cells
    return pd.DataFrame(out, index=frame.index)


def nothing(table: Table) -> pd.DataFrame:
    """Return a table without rows, with the table's columns and types."""
    return typed(pd.DataFrame({name: pd.Series(dtype="str") for name in table.names}), table)
