"""Text of data inside Streamlit's markdown: the one function that makes it plain."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$:~])")


def plain(text: str) -> str:
    """Return ``text`` so that markdown shows it letter for letter: no links, images, formulas, icons or markup."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
