"""Write ``docs/schema.md`` and the module list of ``ARCHITECTURE.md`` from the code; ``--check`` only compares."""

from __future__ import annotations

import argparse
import ast
import sys
from pathlib import Path

from geo_app.readers.headers import HEADERS
from geo_app.readers.published.registry import PUBLISHED
from geo_app.readers.publishers.registry import PUBLISHERS
from geo_app.tables.columns import Column, Kind
from geo_app.tables.decisions import DECISIONS
from geo_app.tables.registry import TABLES

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- modules -->", "<!-- /modules -->"
KINDS = {
    Kind.TEXT: "text",
    Kind.IDENTIFIER: "identifier",
    Kind.DATE: "day",
    Kind.COUNT: "whole number",
    Kind.NUMBER: "number",
    Kind.CODE: "word",
    Kind.CODES: "words, `;`",
}


def column_line(column: Column) -> str:
    """Return one column as a row of a Markdown table."""
    words = ", ".join(f"`{code}`" for code in column.codes)
    span = f" {column.low:g} to {column.high:g}." if column.low is not None and column.high is not None else ""
    required = " **Required.**" if column.required else ""
    return f"| `{column.name}` | {KINDS[column.kind]} | {column.says}{span}{required}{' One of: ' + words + '.' if words else ''} |"


def schema() -> str:
    """Return the document of all tables."""
    lines = [
        "# Tables",
        "",
        "Generated from `geo_app/tables/` by `make docs`. UTF-8 CSV, days as `YYYY-MM-DD`, lists joined by `;`. **An empty cell means not known or",
        "not stated, never 0.** Columns may come in any order; columns that are not listed are ignored and reported.",
    ]
    for table in (*TABLES.values(), DECISIONS):
        essential = ", ".join(f"`{name}`" for name in table.essential)
        lines += ["", f"## {table.name}", "", f"{table.says} Essential: {essential}.", "", "| column | kind | what it says |", "|---|---|---|"]
        lines += [column_line(column) for column in table.columns]
    return "\n".join(lines) + "\n" + lists() + PREVIEW


PREVIEW = """
## Machine-readable preview

`geo-app check FILE --json` and `geo-app import FILE --json` print one object a file:

| key | what it says |
|---|---|
| `status` | `ok`, or `refused` where nothing of the file can be stored |
| `messages` | what was assumed and what a person should know, one sentence each |
| `batch` | name, hash, reader, row kind, data set, counts by treatment and by place; of an import also `changes` and the `batch` number |
| `rows` | one object for each row of the file |

A row has `row` (number in the file, the header is counted), `status` (`accepted`, `warned`, `refused`), `reasons` (a sentence each, with column and
cell), and as stored `source_id`, `date_start`, `date_end`, `killed_min`, `killed_max`, `bound`, `latitude`, `longitude`, `place`, `perpetrators`; null
is not known. Refused rows have only what could be read.
"""


def lists() -> str:
    """Return which lists are read, and by which headers a spreadsheet's columns are known."""
    lines = [
        "",
        "# Lists that are read",
        "",
        "Found by what a file holds, not by its name. Each is one file under `geo_app/readers/`.",
        "",
        "| reader | list | a row is |",
        "|---|---|---|",
    ]
    lines += [f"| `{one.name}` | {one.title} | {one.row} |" for one in (*PUBLISHERS, *PUBLISHED)]
    lines += ["| `canonical` | a file with the columns above (accounts, tallies, displacement) | as its table says |"]
    lines += ["| `spreadsheet` | any CSV, workbook, GeoJSON, GeoPackage, GeoParquet or zipped shapefile | asked at import |", ""]
    lines += [
        "## Headers of a spreadsheet",
        "",
        "Without regard to case, `_`, `-` and brackets; anything else is mapped by hand. HXL tags under the header are understood too.",
        "",
    ]
    lines += ["| field | headers |", "|---|---|"]
    lines += [f"| `{field}` | {', '.join(names.split('|'))} |" for field, names in HEADERS.items()]
    return "\n".join(lines) + "\n"


def modules() -> str:
    """Return every module with the first sentence of its docstring."""
    lines = []
    for path in sorted((ROOT / "geo_app").rglob("*.py")):
        if path.name == "__init__.py":
            continue
        said = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n", 1)[0]
        lines.append(f"- `geo_app/{path.relative_to(ROOT / 'geo_app')}`: {said}")
    return "\n".join(lines)


def architecture() -> str:
    """Return ARCHITECTURE.md with its module list renewed."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{modules()}\n{END}{after}"


def main() -> int:
    """Write or compare; return 1 where a document is not up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = 0
    for name, text in (("docs/schema.md", schema()), ("ARCHITECTURE.md", architecture())):
        path = ROOT / name
        if check and (not path.is_file() or path.read_text(encoding="utf-8") != text):
            print(f"{name} is not up to date: run `make docs`")
            stale = 1
        if not check:
            path.write_text(text, encoding="utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main())
