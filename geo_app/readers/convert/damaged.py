"""Words that went through a wrong encoding on their way: they are kept as they are, and said to be damaged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from geo_app.readers.headers import Field

if TYPE_CHECKING:
    from geo_app.readers.convert.given import Given
    from geo_app.readers.findings import Findings

_FIELDS = (Field.PLACE, Field.PLACE_AR, Field.GOVERNORATE, Field.DISTRICT, Field.PERPETRATOR, Field.DESCRIPTION, Field.ORIGIN, Field.DESTINATION)


def _upper_half(encoding: str) -> str:
    """Return a class of the signs that bytes 80 to BF are in a code page: what follows the first byte of a letter in UTF-8."""
    signs = {bytes([byte]).decode(encoding, "ignore") for byte in range(0x80, 0xC0)} | {chr(code) for code in range(0x80, 0xC0)}
    return "[" + "".join(re.escape(sign) for sign in sorted(signs - {"", " "})) + "]"


DAMAGED = "|".join(
    (
        "\ufffd",  # what a decoder writes for bytes it could not read
        "[\x80-\x9f]",  # controls, which no keyboard has: Windows-1252 read as Latin-1
        "[\u2500-\u259f]",  # frames of the DOS code pages
        r"\?{4,}|(?:\?{2,} +){2,}|\pL\?{2,}\pL",  # letters that the code page did not have
        f"[ÃÂØÙÚÛ]{_upper_half('cp1252')}",  # UTF-8 read as Windows-1252
        f"[طظ]{_upper_half('cp1256')}[طظ]{_upper_half('cp1256')}",  # UTF-8 read as Windows-1256
        r"[ÿŸ][^\pL\s]?[^\s][ÿŸ]",  # UTF-8 read as Mac Roman
        r"(?:^|[^\pL])[À-ÿ]{3,}(?:$|[^\pL])",  # Windows-1256 read as Western: words of accented letters alone
        r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|amp|lt|gt|quot|nbsp);",  # codes of a web page
        r"\+B[ijk][A-Za-z0-9+/]{3,}",  # Arabic in UTF-7
        r"\\u0?6[0-9a-fA-F]{2}",  # Arabic in the notation of programs
    )
)
"""How such words look, as RE2 reads it."""
_SAID = "looks damaged by a wrong encoding or program: its words are kept as they are, check them"


def report_damaged(given: Given, findings: Findings) -> None:
    """Report every cell of words that looks damaged, as a warning."""
    for field in _FIELDS:
        if given.has(field):
            column = given.column(field)
            hit = pc.match_substring_regex(pa.array(column, type=pa.large_string()), DAMAGED).to_numpy(zero_copy_only=False)
            findings.add(given.rows[hit], given.header(field), column.to_numpy()[hit], _SAID, refused=False)
