"""A cell as people type it → the same text without invisible signs, in one kind of digits; and what could not be read of it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c]")
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_DIGITS = {ord(ch): str(unicodedata.digit(ch)) for ch in "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"}
_LATIN = "- -- – — ? ?? . … x na n/a #n/a #na nan none null nil unknown unk n.a. tbc tbd noinformation unspecified undetermined missing <na> nat (blank)"
_PHRASES = ("", "not known", "no information", "not available", "not reported", "not stated", "not specified")
_ARABIC = ("غير معروف", "غير معلوم", "غير محدد", "مجهول", "لا يوجد", "لا معلومات", "لا تتوفر معلومات", "غير متوفر", "بدون")
MISSING = frozenset({*_LATIN.split(), *_PHRASES, *_ARABIC})
"""How people write that something is not known, in lower case."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that cannot be taken, and why: the reason continues "the cell …"."""

    reason: str


def plain(text: str) -> str:
    """Return ``text`` without invisible marks, with single spaces and European digits; letters stay as they are."""
    if text.isascii() and "  " not in text and text == text.strip() and text.isprintable():
        return text
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip().translate(_DIGITS)


def is_missing(text: str) -> bool:
    """Return True where a cell says that something is not known, or nothing."""
    return plain(text).lower() in MISSING


def mixes_digits(text: str) -> bool:
    """Return True where digits of two scripts stand in one cell."""
    scripts = {"latin" if ch.isascii() else "persian" if "۰" <= ch <= "۹" else "arabic" for ch in text if ch.isdecimal()}
    return len(scripts) > 1
