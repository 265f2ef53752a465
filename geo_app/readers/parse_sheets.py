"""A workbook of a stranger (XLSX, XLSM, XLSB, ODS) → the rows of its sheets. Runs in the parsing child; nothing is computed or followed."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from geo_app.readers.parse_refusal import RefusedError, refuse
from geo_app.readers.parse_text import MAX_CELL, MAX_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_UNPACKED = 1_000 * 2**20
MAX_MEMBERS = 2_000
MAX_ROWS = 1_048_576
MAX_RATIO = 400
_PEEK = 2**20


def guard(path: Path) -> None:
    """Refuse a package that unpacks to too much, is nested, or holds a document type (XML's way to reach other files)."""
    with zipfile.ZipFile(path) as package:
        members = package.infolist()
        size = sum(m.file_size for m in members)
        if len(members) > MAX_MEMBERS or size > MAX_UNPACKED or any(m.file_size > MAX_RATIO * max(m.compress_size, 4096) for m in members):
            refuse("It unpacks to more than a table can be.", "Save the one sheet as CSV UTF-8.")
        for member in members:
            if member.filename.lower().endswith((".xml", ".rels")):
                with package.open(member) as part:
                    start = part.read(_PEEK)
                if b"<!DOCTYPE" in start or b"<\0!\0D\0" in start or b"\0<\0!\0D" in start:
                    refuse("It holds a document type, which spreadsheets do not need.", "Save it anew with your spreadsheet program.")


def _text(cell: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:  # noqa: PLR2004 - beyond it a float no longer counts
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)[: MAX_CELL + 1]


def rows_of_sheets(path: Path) -> list[tuple[str, Iterator[tuple[int, list[str]]]]]:
    """Return name and rows (number in the sheet, cells as text) of every sheet with cells, in the book's order; blank rows are left out."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - after the limits are set

    try:
        guard(path)
        book = CalamineWorkbook.from_path(str(path))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    except (CalamineError, ValueError, OSError, zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError) as error:
        raise RefusedError("It cannot be read as a spreadsheet: it is damaged or locked.", "Save it anew without a password, or as CSV UTF-8.") from error
    found = []
    for sheet in sheets:
        if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_COLUMNS:
            refuse(f"It has a sheet of more than {MAX_ROWS:,} rows or {MAX_COLUMNS:,} columns.", "Save the table alone as CSV UTF-8.")
        with suppress(StopIteration):
            rows = _rows(sheet)
            first = next(rows)
            found.append((str(sheet.name), _again(first, rows)))
    if not found:
        refuse("It is empty.", "Choose a file with a header row and at least one record.")
    return found


def _again(first: tuple[int, list[str]], rest: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    yield first
    yield from rest


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:  # noqa: ANN401 - a calamine sheet
    start = sheet.start or (0, 0)
    width = sheet.total_width
    for number, cells in enumerate(sheet.iter_rows(), start=start[0] + 1):
        texts = [_text(cell) for cell in cells]
        if any(text and not text.isspace() for text in texts):
            yield number, texts + [""] * (width - len(texts))
