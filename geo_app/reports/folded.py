"""A text → the same text as rules read it: one kind of digits, quotes, dashes and Arabic letters, without vowel signs, and where each sign came from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SAME = {
    **{ord(a): "ا" for a in "أإآٱ"},
    ord("ى"): "ي",
    ord("ة"): "ه",
    ord("ؤ"): "و",
    ord("ئ"): "ي",
    **{ord(a): "'" for a in "’‘ʼ`´"},
    **{ord(a): '"' for a in "“”„«»"},
    **{ord(a): "-" for a in "‐‑‒–—―−"},
    **{ord(a): " " for a in "\u00a0\u2007\u202f\u2009\t\r"},
    **{ord("٠") + n: str(n) for n in range(10)},
    **{ord("۰") + n: str(n) for n in range(10)},
    ord("٬"): ",",
    ord("٫"): ".",
    ord("،"): ",",
    ord("؛"): ";",
    ord("؟"): "?",
    ord("٪"): "%",
}
_DROPPED = re.compile("[\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Folded:
    """``text`` as rules read it; ``at`` the offset in the original of each of its signs, and one more for its end."""

    text: str
    at: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the original of a span of ``text``."""
        return (self.at[start], self.at[end - 1] + 1) if end > start else (self.at[start], self.at[start])


def fold(text: str) -> Folded:
    """Return a text as rules read it; the original is never changed."""
    out: list[str] = []
    at: list[int] = []
    for position, sign in enumerate(text):
        if _DROPPED.match(sign):
            continue
        same = _SAME.get(ord(sign), sign)
        if len(same) == 1 and ord(same) > 0xFE00 and unicodedata.normalize("NFKC", same).isascii():  # noqa: PLR2004 - full-width signs
            same = unicodedata.normalize("NFKC", same)[:1]
        out.append(same)
        at.append(position)
    return Folded(text="".join(out), at=(*at, len(text)))


def is_arabic(text: str) -> bool:
    """Return True where more than a third of the letters are Arabic."""
    letters = [sign for sign in text if sign.isalpha()]
    return bool(letters) and sum("\u0600" <= sign <= "\u06ff" for sign in letters) * 3 > len(letters)
