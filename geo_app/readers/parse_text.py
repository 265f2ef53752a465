"""Delimited text of a stranger → rows of cells with their line numbers. Runs in the parsing child; knows no data frames."""

from __future__ import annotations

import codecs
import csv
import gzip
import re
import unicodedata
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo_app.readers.parse_refusal import RefusedError, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO

MAX_CELL = 100_000
MAX_COLUMNS = 2_000
MAX_UNZIPPED = 1_500 * 2**20
DAMAGED = "\udc80"
"""Surrogates from here on stand for bytes that are no UTF-8; a row that holds one is refused, not guessed at."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
CODE_PAGES = {"cp1256": "Windows-1256 (Arabic)", "iso8859_6": "ISO 8859-6 (Arabic)", "cp1252": "Windows-1252 (Western)"}
_DELIMITERS = ",;\t|"
_PART = 2**20
_DAY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\b(?:19|20)\d\d\b")
_HIGH = re.compile("[^\x00-\x7f]+")
_FOREIGN = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF", "a PDF"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
    (b"\xd0\xcf\x11\xe0", "an old .xls workbook or one with a password"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x78\x9c", "compressed data"),
    (b"\x78\xda", "compressed data"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """How bytes are read as text, and what was assumed for it."""

    name: str
    errors: str = "strict"
    notes: tuple[str, ...] = ()

    @property
    def is_wide(self) -> bool:
        """True where NUL bytes are a part of the encoding and no damage."""
        return self.name.startswith(("utf-16", "utf-32"))


def unzipped(path: Path) -> Path:
    """Return a file beside ``path`` with what the gzip file holds; refuse what unpacks to too much."""
    out, size = path.with_name("unpacked"), 0
    try:
        with gzip.open(path) as packed, out.open("wb") as file:
            while part := packed.read(_PART):
                size += len(part)
                if size > MAX_UNZIPPED:
                    refuse("It unpacks to more than a table can be.", "Split it into parts.")
                file.write(part)
    except (OSError, EOFError, zlib.error) as error:
        raise RefusedError("It is a damaged gzip file.", "Unpack it first, and give the table itself.") from error
    return out


def _letters(text: str) -> float:
    """Return which part of ``text`` is what tables are made of: printable ASCII and Arabic letters."""
    if not text:
        return 0.0
    seen = Counter(text[:200_000])
    good = sum(n for ch, n in seen.items() if " " <= ch <= "~" or ch in "\r\n\t" or "\u0600" <= ch <= "\u06ff" or ch == "\u200f")
    return good / sum(seen.values())


def _wide(head: bytes) -> str:
    """Return the name of UTF-16 without a mark; the empty string where the bytes are not such."""
    head = head[: 4000 if len(head) > 4000 else len(head) // 2 * 2]  # noqa: PLR2004 - enough to tell, whole pairs
    if len(head) < 8 or head.count(0) < len(head) / 10:  # noqa: PLR2004 - a few stray zeros are damage, not an encoding
        return ""
    tried = []
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            tried.append((_letters(head.decode(encoding)), encoding))
        except UnicodeDecodeError:
            continue
    likely, name = max(tried, default=(0.0, ""))
    return name if likely > 0.9 else ""  # noqa: PLR2004 - a picture reaches 0.4


def _likelihood(text: str, encoding: str) -> float:
    """Return how far the signs beyond ASCII read as words: whole Arabic words, or single accented letters inside Latin ones."""
    good, total = 0.0, 0
    for found in _HIGH.finditer(text):
        run = found.group()
        total += len(run)
        before, after = text[max(found.start() - 1, 0) : found.start()], text[found.end() : found.end() + 1]
        beside_latin = (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())
        arabic = sum("\u0621" <= ch <= "\u064a" for ch in run)
        if encoding == "cp1252":
            good += len(run) if len(run) <= 2 and beside_latin and all(unicodedata.category(ch)[0] == "L" for ch in run) else 0  # noqa: PLR2004
        elif not beside_latin and arabic == len(run) and len(run) > 1:
            # Of two Arabic code pages the wrong one gives rare letters: the right one is full of alef and lam.
            good += len(run) * (0.5 + min(0.5, sum(run.count(ch) for ch in "\u0627\u0644\u064a\u0628\u0631\u062f\u0645\u0646\u0648") / len(run)))
    return good / total if total else 0.0


def code_page_of(sample: bytes) -> str:
    """Return the old code page in which bytes read as words; the empty string where they do in none."""
    score, best = max((_likelihood(sample.decode(name, "replace"), name), name) for name in CODE_PAGES)
    return best if score > 0.6 else ""  # noqa: PLR2004 - noise reads as words to less than a third


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while part := file.read(_PART):
                decoder.decode(part)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def encoding_of(path: Path, head: bytes) -> Encoding:
    """Return how the file is encoded: by its mark, as UTF-8, as UTF-16 without a mark, or in an old code page that reads as words.

    Damaged UTF-8 keeps its bad bytes as surrogates (see ``DAMAGED``), so that only their rows are lost.
    """
    marked = next((name for mark, name in _BOMS if head.startswith(mark)), "")
    if marked:
        return Encoding(name=marked)
    wide = _wide(head)
    if wide:
        return Encoding(name=wide, notes=(f"the text states no encoding and was read as {wide.upper()}",))
    if _is_utf8(path):
        return Encoding(name="utf-8")
    text = path.read_bytes().decode("utf-8", "surrogateescape")
    bad = [line for line in text.splitlines() if any(DAMAGED <= ch <= "\udcff" for ch in line)]
    sound = sum(len(run) for run in _HIGH.findall(text)) - sum(DAMAGED <= ch <= "\udcff" for line in bad for ch in line)
    if len(bad) > 1 and not sound:
        best = code_page_of("\n".join(bad[:5000]).encode("utf-8", "surrogateescape"))
        if best:
            return Encoding(name=best, errors="replace", notes=(f"the text is not UTF-8 and was read as {CODE_PAGES[best]}: check its words",))
    return Encoding(name="utf-8", errors="surrogateescape", notes=("some bytes are not UTF-8 text: their rows are refused",))


def _control(text: str) -> float:
    sample = text[:20_000]
    return sum(unicodedata.category(ch) == "Cc" and ch not in "\r\n\t\0" for ch in sample) / max(len(sample), 1)


def _delimiter(lines: list[str]) -> str:
    """Return the sign that splits most lines into the same, largest number of cells."""

    def score(sign: str) -> tuple[int, int]:
        counts = Counter(len(next(csv.reader([line], delimiter=sign))) for line in lines)
        cells, often = max(((cells, n) for cells, n in counts.items() if cells > 1), key=lambda item: (item[1], item[0]), default=(0, 0))
        return often if often * 3 >= len(lines) else 0, cells

    return max(_DELIMITERS, key=score)


def _foreign(data: bytes) -> str:
    what = next((name for magic, name in _FOREIGN if data.startswith(magic)), "")
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not what and start[:1] in {b"{", b"["}:
        what = "JSON"
    if not what and start[:1] == b"<":
        what = "a web page or XML"
    return what


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRows:
    """``rows``: line number and cells, blank lines left out; ``notes``: what was assumed; ``damaged``: some row may hold what is no text.

    ``plain``: the file itself and its delimiter where it is sound UTF-8 without a line of hints, so that a faster reader may be tried first.
    """

    rows: Iterator[tuple[int, list[str]]]
    notes: tuple[str, ...]
    damaged: bool
    plain: tuple[Path, str] | None


def flaw_of(cells: list[str]) -> str:
    """Return why a row of a damaged file cannot be taken; the empty string where it is whole."""
    if any("\0" in cell for cell in cells):
        return "holds NUL bytes, which are no text"
    if any(DAMAGED <= ch <= "\udcff" for cell in cells if not cell.isascii() for ch in cell):
        return "holds bytes that are not UTF-8 text"
    return ""


def _has_nul(path: Path) -> bool:
    with path.open("rb") as file:
        return any(b"\0" in part for part in iter(lambda: file.read(_PART), b""))


def rows_of_text(path: Path) -> TextRows:
    """Return the rows of comma, semicolon, tab or bar separated text. Iterating refuses a file whose quotation marks do not close."""
    notes: list[str] = []
    with path.open("rb") as file:
        head = file.read(_PART)
    if head.startswith(b"\x1f\x8b"):
        path = unzipped(path)
        notes.append("the file is compressed (gzip) and was unpacked")
        with path.open("rb") as file:
            head = file.read(_PART)
    if not head.strip(b" \t\r\n\0\xef\xbb\xbf"):
        refuse("It is empty.", "Choose a file with a header row and at least one record.")
    foreign = _foreign(head)
    if foreign:
        refuse(f"It is {foreign}, not a table.", "Give a table with a date, a place and a figure in columns: CSV UTF-8, XLSX or GeoJSON.")
    encoding = encoding_of(path, head)
    start = head.decode(encoding.name, "replace").removeprefix("\ufeff")
    if _control(start) > 0.02:  # noqa: PLR2004 - text has none
        refuse("It is not a text file.", "Give a table as CSV UTF-8, XLSX or GeoJSON.")
    hint = re.match(r'[ \t]*"?sep=(.)"?[ \t]*(?=[\r\n])', start, re.IGNORECASE)
    sample = [line for line in start[hint.end() if hint else 0 :].splitlines() if line.strip(" ,;\t|")][:30]
    sign = hint.group(1) if hint and hint.group(1) in _DELIMITERS else _delimiter(sample)
    text = path.open(encoding=encoding.name, errors=encoding.errors, newline="")
    if hint:
        text.readline()
    damaged = encoding.errors == "surrogateescape" or (not encoding.is_wide and _has_nul(path))
    is_plain = encoding.name.startswith("utf-8") and not damaged and not hint
    return TextRows(
        rows=_rows(text, sign, skipped=1 if hint else 0), notes=(*notes, *encoding.notes), damaged=damaged, plain=(path, sign) if is_plain else None
    )


def _rows(file: TextIO, sign: str, *, skipped: int) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(file, delimiter=sign, strict=True)
    width, start = 0, 1 + skipped
    try:
        for cells in reader:
            line, start = start, reader.line_num + skipped + 1
            if not any(cell and not cell.isspace() for cell in cells):
                continue
            if len(cells) > MAX_COLUMNS:
                refuse(f"It has more than {MAX_COLUMNS:,} columns.", "Keep the columns that say when, where, who and how many.")
            before, width = width or len(cells), max(width, len(cells))
            if start - line > 1 and any(_swallows(cell, sign, before) for cell in cells if "\n" in cell or "\r" in cell):
                _unclosed(line)
            if line == 1:
                cells[0] = cells[0].removeprefix("\ufeff")
            yield line, cells
    except csv.Error:
        _unclosed(start)
    except UnicodeError:
        refuse("Its text is damaged.", "Save it again as “CSV UTF-8”.")


def _swallows(cell: str, sign: str, width: int) -> bool:
    """Return True where a cell holds a whole line of the table: its opening quotation mark was not meant to be one."""
    return any(line.count(sign) == max(width - 1, 2) and _DAY.search(line) for line in cell.splitlines()[1:])


def _unclosed(line: int) -> None:
    refuse(f"A quotation mark in or after line {line} is not closed, so that rows run into one another.", "Mend that line, or save the table anew.")
