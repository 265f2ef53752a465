"""A workbook of a stranger (XLSX, XLSM, XLSB, ODS) → the rows of its sheets. Runs in the parsing child; nothing is computed or followed."""

from __future__ import annotations

import html
import re
import zipfile
from contextlib import suppress
from dataclasses import dataclass
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
_TEXT_PART = re.compile(r"xl/sharedStrings\.xml|xl/worksheets/[^/]+\.xml")
_RAISED = re.compile(rb'(<rPr>(?:(?!</rPr>)[\s\S]){0,2000}?<vertAlign val="(?:super|sub)script"/>(?:(?!</rPr>)[\s\S]){0,2000}?</rPr>\s*<t[^>]*>)([^<]*)(</t>)')
_FORMAT_WORDS = re.compile(rb'formatCode="([^"]*&quot;[^"]*)"')


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRows:
    """A sheet with cells: ``rows`` (number in the sheet, cells as text; blank rows left out), whether the book hides it, and what is to be said of it."""

    name: str
    rows: Iterator[tuple[int, list[str]]]
    hidden: bool
    notes: tuple[str, ...]


def _raised(found: re.Match[bytes]) -> bytes:
    return found.group(1) + b"[" + found.group(2) + b"]" + found.group(3)


def _with_marks(path: Path) -> Path:
    """Return a book in which raised and lowered signs stand in brackets ("12³" as "12[3]"): joined to a number they would be digits of it."""
    with zipfile.ZipFile(path) as package:
        held = {name: package.read(name) for name in package.namelist() if _TEXT_PART.fullmatch(name) and _has(package, name, b"vertAlign")}
        made = {name: marked for name, data in held.items() if (marked := _RAISED.sub(_raised, data)) != data}
        if not made:
            return path
        out = path.with_name("unpacked")
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in package.namelist():
                copy.writestr(name, made.get(name) or package.read(name))
    return out


def _has(package: zipfile.ZipFile, name: str, words: bytes) -> bool:
    """Return True where a part holds some words, read in pieces so that a large one is never held whole."""
    end = b""
    with package.open(name) as part:
        while piece := part.read(_PEEK):
            if words in end + piece:
                return True
            end = piece[-len(words) :]
    return False


def _notes(path: Path) -> tuple[str, ...]:
    """Return what is to be said of a whole book: days counted from 1904, words that only a number's format adds."""
    notes = []
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        if "xl/workbook.xml" in names and re.search(rb'date1904="(?:1|true)"', package.read("xl/workbook.xml")):
            notes.append("the workbook counts days from 1904: a date shown as a bare number is not read as it is meant, give such cells a date format")
        styles = package.read("xl/styles.xml") if "xl/styles.xml" in names else b""
    added = {html.unescape(text.decode("utf-8", "replace")) for text in _FORMAT_WORDS.findall(styles)}
    shown = sorted(word.strip() for part in added for word in re.findall(r'"([^"]*)"', part) if re.search(r"\w{2}|[~<>≥≤+]", word))
    if shown:
        notes.append(f"some cells show words that only their number format adds (“{shown[0][:30]}”): they are not read, write them into the cells")
    return tuple(notes)


def sheets_of_book(path: Path) -> list[SheetRows]:
    """Return the sheets of a workbook with cells, in the book's order."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415 - after the limits are set

    try:
        guard(path)
        notes = _notes(path)
        book = CalamineWorkbook.from_path(str(_with_marks(path)))
        seen = {about.name: about.visible is SheetVisibleEnum.Visible for about in book.sheets_metadata}
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
            name = str(sheet.name)
            found.append(SheetRows(name=name, rows=_again(first, rows), hidden=not seen.get(name, True), notes=notes))
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
