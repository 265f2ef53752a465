"""Text of data inside Streamlit's markdown: the one function that makes it plain."""

from __future__ import annotations

import re

_ADDRESSES = re.compile(r"(https?:|www|@)(?=[/.\w])", re.IGNORECASE)
"""What markdown makes a link of without any markup, escaped or not; an invisible word joiner (U+2060) parts it."""
_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$:~])")


def plain(text: str) -> str:
    """Return ``text`` so that markdown shows it letter for letter: no links, images, formulas, icons or markup."""
    return _MARKS.sub(r"\\\1", _ADDRESSES.sub("\\1\u2060", " ".join(text.split())))
