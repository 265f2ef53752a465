"""How commands speak: tables and JSON to standard output, errors in one sentence to standard error."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import click


def as_json(value: Any) -> None:  # noqa: ANN401 - any JSON value
    """Print one JSON object on one line, text unescaped."""
    click.echo(json.dumps(value, ensure_ascii=False, allow_nan=False))


def _width(text: str) -> int:
    return sum(0 if unicodedata.combining(ch) else 2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in text)


def as_table(header: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """Print rows in aligned columns; numbers to the right, None as a dash (not known)."""
    cells = [tuple("–" if c is None else f"{c:,}" if isinstance(c, int) else str(c) for c in row) for row in rows]
    widths = [max(_width(text) for text in column) for column in zip(header, *cells, strict=True)]
    numeric = [bool(rows) and all(isinstance(row[i], int) or row[i] is None for row in rows) for i in range(len(header))]
    for line in (header, *cells):
        padded = [" " * (w - _width(t)) + t if right else t + " " * (w - _width(t)) for t, w, right in zip(line, widths, numeric, strict=True)]
        click.echo("  ".join(padded).rstrip())


def warn(problems: tuple[str, ...]) -> None:
    """Print a sentence a line to standard error: what was left out of the answer."""
    for problem in problems:
        click.echo(problem, err=True)
