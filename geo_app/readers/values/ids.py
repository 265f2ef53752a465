"""The id of a row as people type it → one form of it, and the part of a key that it becomes."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from geo_app.readers.values.plain import MISSING, plain

LONGEST = 200
_PLAIN = re.compile(r"[^\s;|%]{1,100}")
_NO_IDS = MISSING - {"", "x", "no"}
"""What people write where there is no id."""
_DECIMALS = re.compile(r"(\d+)\.0")


def read_id(cell: str) -> str:
    """Return an id without invisible marks, with composed letters and European digits; the empty string where the cell says that there is none.

    A table that once went through a program of numbers has 42594.0 for 42594.
    """
    text = cell.strip() if cell.isascii() else plain(unicodedata.normalize("NFC", cell))
    found = _DECIMALS.fullmatch(text)
    return "" if text.lower() in _NO_IDS else found.group(1) if found else text


def key_of(identifier: str) -> str:
    """Return an id as it stands in a key: without spaces and signs that part lists, and never equal for two ids."""
    return identifier if _PLAIN.fullmatch(identifier) else quote(identifier[:LONGEST], safe="/:@()")
