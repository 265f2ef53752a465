"""Bytes of a delimited text file → header and rows of text, nothing interpreted."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo_app.errors import BadFileError

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 200 * 1024 * 1024
MAX_CELL = 100_000
_SNIFFED = (",", ";", "\t")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """A file as text: ``numbers`` are the line numbers a spreadsheet shows for ``rows`` (the header is the first line with cells)."""

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]


def _decode(data: bytes, file: str) -> str:
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadFileError(f"{file} is not UTF-8 text.", remedy="Save it as “CSV UTF-8” and try again.") from error
    if "\x00" in text:
        raise BadFileError(f"{file} is not a text file.", remedy="Export the table as CSV UTF-8.")
    return text


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip(" ,;\t")), "")
    return max(_SNIFFED, key=first.count)


def _without_hint(text: str) -> str:
    """Blank the line "sep=;" that Excel writes before the header; line numbers stay."""
    first, mark, rest = text.partition("\n")
    return f"{mark}{rest}" if re.fullmatch(r"\s*\"?sep=.\"?\s*", first, re.IGNORECASE) else text


def read_delimited(data: bytes, *, file: str) -> RawTable:
    """Return the cells of a comma, semicolon or tab separated UTF-8 or UTF-16 file; blank lines are left out.

    Raises:
        BadFileError: the bytes are no such text, are empty, too large, or have two columns of one name.
    """
    if not data.strip():
        raise BadFileError(f"{file} is empty.", remedy="Choose a file with a header row and at least one record.")
    if len(data) > MAX_BYTES:
        raise BadFileError(f"{file} is larger than {MAX_BYTES // 2**20} MiB.", remedy="Split it into parts.")
    text = _without_hint(_decode(data, file))
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                rows.append(tuple(cells))
                numbers.append(number)
    except csv.Error as error:
        raise BadFileError(f"{file} cannot be read as a table after line {reader.line_num}.", remedy="Check its quotation marks.") from error
    if not rows:
        raise BadFileError(f"{file} is empty.", remedy="Choose a file with a header row and at least one record.")
    header = tuple(cell.strip().lower() for cell in rows[0])
    named = [name for name in header if name]
    if len(named) != len(set(named)):
        twice = sorted({name for name in named if named.count(name) > 1})
        raise BadFileError(f"{file} has two columns called {twice[0]!r}.", remedy="Rename one of them.")
    return RawTable(file=file, header=header, rows=tuple(rows[1:]), numbers=tuple(numbers[1:]))


def read_delimited_file(path: Path) -> RawTable:
    """Read the file at ``path`` (see ``read_delimited``).

    Raises:
        BadFileError: also where it does not exist or may not be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadFileError(f"{path.name} cannot be opened.", remedy="Check its name and that you may read it.") from error
    return read_delimited(data, file=path.name)
