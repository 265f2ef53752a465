"""Text of data inside Streamlit's markdown: the one function that makes it plain, and errors in a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from geo_app.errors import GeoAppError

_ADDRESSES = re.compile(r"(https?:|www|@)(?=[/.\w])", re.IGNORECASE)
"""What markdown makes a link of without any markup, escaped or not; an invisible word joiner (U+2060) parts it."""
_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$:~])")


def plain(text: str) -> str:
    """Return ``text`` so that markdown shows it letter for letter: no links, images, formulas, icons or markup."""
    return _MARKS.sub(r"\\\1", _ADDRESSES.sub("\\1\u2060", " ".join(text.split())))


def show_error(error: GeoAppError) -> None:
    """Show an error as a sentence and its remedy."""
    st.error(f"{plain(error.sentence)}\n\n{plain(error.remedy)}", icon=":material/error:")
