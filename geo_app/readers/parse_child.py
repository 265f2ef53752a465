"""A table of a stranger, parsed alone: run in a child process with limits of memory and time, and no network.

``python -I -m geo_app.readers.parse_child FOLDER``: reads ``FOLDER/given`` by what it holds, not by its name, and writes one Arrow file a sheet
(``FOLDER/sheet-0.arrow`` …), or says in one JSON object on standard output why it cannot. A sheet is a grid: ``row`` (number in the file), ``flaw``
(why the row cannot be taken, else null) and ``c0`` … (text; null where the row has no such cell).
"""

from __future__ import annotations

import json
import os
import sys
import zipfile
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from geo_app.readers.parse_points import rows_of_geojson, rows_of_layer
from geo_app.readers.parse_refusal import RefusedError, refuse
from geo_app.readers.parse_sheets import sheets_of_book
from geo_app.readers.parse_text import flaw_of, rows_of_text
from geo_app.readers.polygons_child import ENVIRONMENT, limit_process

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyarrow as pa

    from geo_app.readers.parse_text import TextRows

BATCH = 20_000
_LARGE, _BLOCK, _ROWS = 16 * 2**20, 8 * 2**20, 100_000
"""Bytes from which the fast reader is tried, what it reads at a time, rows of one of its parts."""
_WORKBOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
Row = tuple[int, str, list[str]]


def kind_of(path: Path) -> str:
    """Return the format of the bytes: text, workbook, shapefile, geopackage, parquet or geojson."""
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(path)
    if head.startswith(b"SQLite format 3\x00"):
        return "geopackage"
    if head.startswith(b"PAR1"):
        return "parquet"
    plain = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b"").lstrip(b" \t\r\n\x1e")
    return "geojson" if plain[:1] in {b"{", b"["} or plain[:4] == b"null" else "text"


def _kind_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        refuse("It is a damaged zip file or workbook.", "Save it anew, or as CSV UTF-8.")
    if any(name in _WORKBOOKS for name in names):
        return "workbook"
    if any(name.lower().endswith(".shp") for name in names):
        return "shapefile"
    return refuse("It is a zip file without a workbook or a shapefile.", "Unpack it first, and give the table itself.")


def _sheets(path: Path, kind: str) -> Iterator[tuple[Iterable[Row], dict[str, str]]]:
    """Yield the rows of each sheet and what is known of it; the first row is not yet known to be the header."""
    if kind == "workbook":
        for sheet in sheets_of_book(path):
            yield ((n, "", cells) for n, cells in sheet.rows), _about("workbook", sheet.name, sheet.notes, hidden=sheet.hidden)
    else:
        header, features, notes = rows_of_geojson(path) if kind == "geojson" else rows_of_layer(kind, path)
        yield _with_header(header, features), _about(kind, "", notes)


def _about(kind: str, sheet: str, notes: Sequence[str], *, hidden: bool = False) -> dict[str, str]:
    return {"format": kind, "sheet": sheet, "notes": json.dumps(list(notes)), "hidden": "hidden" if hidden else ""}


def _write_text(found: TextRows, path: Path) -> None:
    about = _about("csv", "", found.notes)
    if found.plain is None or not _write_fast(found.plain, path, about):
        _write(path, ((n, flaw_of(cells) if found.damaged else "", cells) for n, cells in found.rows), about)


def _with_header(header: list[str], rows: Iterable[Row]) -> Iterator[Row]:
    yield 1, "", header
    yield from rows


def _clean(cells: list[str]) -> list[str]:
    return [cell if cell.isascii() else cell.encode("utf-8", "replace").decode() for cell in cells]


def _write(path: Path, rows: Iterable[Row], about: dict[str, str]) -> None:
    import pyarrow as pa  # noqa: PLC0415 - after the limits are set

    source = iter(rows)
    batch = list(islice(source, BATCH))
    width = max((len(cells) for _, _, cells in batch), default=0)
    names = [f"c{at}" for at in range(width)]
    schema = pa.schema([("row", pa.int32()), ("flaw", pa.string()), *((name, pa.string()) for name in names)])
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, schema.with_metadata(about)) as writer:
        while batch:
            writer.write_batch(_batch(batch, width, schema))
            batch = list(islice(source, BATCH))


def _write_fast(plain: tuple[Path, str], path: Path, about: dict[str, str]) -> bool:
    """Write a large, regular file of text by Arrow's own reader; return False where it is not that regular: then nothing was written.

    Regular: every line is one record of the same number of cells. Anything else (cells that span lines, blank lines, rows too short or too long) is
    left to the careful reader, which says of each row what is wrong with it.
    """
    import pyarrow as pa  # noqa: PLC0415 - after the limits are set
    from pyarrow import csv  # noqa: PLC0415

    source, sign = plain
    if source.stat().st_size < _LARGE:
        return False
    parse = csv.ParseOptions(delimiter=sign, newlines_in_values=False, ignore_empty_lines=False)
    read = csv.ReadOptions(autogenerate_column_names=True, block_size=_BLOCK, use_threads=True)
    try:
        width = len(csv.open_csv(source, read_options=read, parse_options=parse).schema)
        types = {f"f{at}": pa.string() for at in range(width)}
        convert = csv.ConvertOptions(column_types=types, strings_can_be_null=False, quoted_strings_can_be_null=False)
        names = [f"c{at}" for at in range(width)]
        schema = pa.schema([("row", pa.int32()), ("flaw", pa.string()), *((name, pa.string()) for name in names)]).with_metadata(about)
        with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, schema) as writer:
            for number, batch in _portions(csv.open_csv(source, read_options=read, parse_options=parse, convert_options=convert)):
                rows = pa.array(range(number, number + batch.num_rows), type=pa.int32())
                writer.write_batch(pa.record_batch([rows, pa.nulls(batch.num_rows, pa.string()), *batch.columns], schema=schema))
    except pa.ArrowInvalid:
        path.unlink(missing_ok=True)
        return False
    return True


def _portions(reader: Iterable[pa.RecordBatch]) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Yield parts of some hundred thousand rows with the line of their first."""
    import pyarrow as pa  # noqa: PLC0415

    held: list[pa.RecordBatch] = []
    number = 1
    for batch in reader:
        held.append(batch)
        if sum(one.num_rows for one in held) >= _ROWS:
            whole = pa.Table.from_batches(held).combine_chunks().to_batches()[0]
            yield number, whole
            number, held = number + whole.num_rows, []
    if held:
        yield number, pa.Table.from_batches(held).combine_chunks().to_batches()[0]


def _batch(rows: list[Row], width: int, schema: pa.Schema) -> pa.RecordBatch:
    import pyarrow as pa  # noqa: PLC0415

    numbers, flaws, cells = zip(*rows, strict=True)
    said = [flaw or None for flaw in flaws]
    even: list[list[str | None]] = list(cells)
    for at, row in enumerate(cells):
        if said[at] and any(not cell.isascii() for cell in row):
            even[at] = list(_clean(row))
        if len(row) != width:
            if len(row) > width and any(cell.strip() for cell in row[width:]):
                said[at] = said[at] or f"has {len(row)} cells where the header has {width}; a comma or quotation mark may be misplaced"
            even[at] = [*even[at][:width], *(None for _ in range(width - len(row)))]
    columns = [pa.array(column, type=pa.string()) for column in zip(*even, strict=True)]
    return pa.record_batch([pa.array(numbers, type=pa.int32()), pa.array(said, type=pa.string()), *columns], schema=schema)


def main(folder: Path) -> None:
    """Read the file given in ``folder`` under limits and write its sheets there; or say why not."""
    os.environ.update(ENVIRONMENT)
    limit_process()
    try:
        kind = kind_of(folder / "given")
        if kind == "text":
            _write_text(rows_of_text(folder / "given"), folder / "sheet-0.arrow")
        else:
            for at, (rows, about) in enumerate(_sheets(folder / "given", kind)):
                _write(folder / f"sheet-{at}.arrow", rows, about)
    except RefusedError as refused:
        sys.stdout.write(json.dumps({"sentence": refused.sentence, "remedy": refused.remedy}))
    except MemoryError:
        sys.stdout.write(json.dumps({"sentence": "It needs more memory than a table may.", "remedy": "Split it into parts."}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
