"""Bytes of a spreadsheet (XLSX, XLSM, ODS) → header and rows of text, a table a sheet. Nothing is computed or followed."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from geo_app.errors import BadFileError
from geo_app.readers.delimited import MAX_BYTES, MAX_CELL, RawTable

MAX_UNPACKED = 600 * 1024 * 1024
MAX_MEMBERS = 2_000
MAX_ROWS = 1_000_000
ZIP_MAGIC = b"PK\x03\x04"


def is_sheet(data: bytes) -> bool:
    """Return True where the bytes are a zipped spreadsheet, whatever the file is called."""
    if not data.startswith(ZIP_MAGIC):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
    except zipfile.BadZipFile:
        return False
    return "xl/workbook.xml" in names or "xl/workbook.bin" in names or "content.xml" in names


def _guard(data: bytes, file: str) -> None:
    if len(data) > MAX_BYTES:
        raise BadFileError(f"{file} is larger than {MAX_BYTES // 2**20} MiB.", remedy="Split it into parts.")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = package.infolist()
        if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
            raise BadFileError(f"{file} unpacks to more than a table can be.", remedy="Save the one sheet as CSV UTF-8.")
        for member in members:
            if member.filename.endswith((".xml", ".rels")):
                with package.open(member) as part:
                    if b"<!DOCTYPE" in part.read(1024):
                        raise BadFileError(
                            f"{file} holds a document type, which spreadsheets do not need.", remedy="Save it anew with your spreadsheet program."
                        )


def _text(cell: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:  # noqa: PLR2004 - beyond it a float no longer counts
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time().isoformat() == "00:00:00" else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)[:MAX_CELL]


def read_sheets(data: bytes, *, file: str) -> tuple[RawTable, ...]:
    """Return the cells of every sheet with cells, as text, in the book's order; blank rows are left out, row numbers are the sheet's.

    Raises:
        BadFileError: the bytes are no spreadsheet, unpack to too much, or hold no cell.
    """
    if not is_sheet(data):
        raise BadFileError(f"{file} is not a spreadsheet.", remedy="Save it as XLSX or as CSV UTF-8.")
    _guard(data, file)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    except (CalamineError, ValueError, OSError) as error:
        raise BadFileError(f"{file} cannot be read as a spreadsheet.", remedy="Save it anew, or as CSV UTF-8.") from error
    found = []
    for sheet in sheets:
        if sheet.total_height > MAX_ROWS:
            raise BadFileError(f"{file} has more than {MAX_ROWS:,} rows.", remedy="Split it into parts.")
        rows = [(number, tuple(_text(cell) for cell in cells)) for number, cells in enumerate(sheet.to_python(skip_empty_area=False), start=1)]
        filled = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
        if filled:
            header = tuple(cell.strip().lower() for cell in filled[0][1])
            found.append(RawTable(file=file, header=header, rows=tuple(cells for _, cells in filled[1:]), numbers=tuple(number for number, _ in filled[1:])))
    if not found:
        raise BadFileError(f"{file} is empty.", remedy="Choose a file with a header row and at least one record.")
    return tuple(found)
