"""Every word of the interface in English and Arabic. Keys are the codes of ``vocabulary`` or short names with a dot."""

from __future__ import annotations

from typing import Literal

from geo_app.words.adding import ADDING
from geo_app.words.compare import COMPARE
from geo_app.words.displacement import DISPLACEMENT
from geo_app.words.interface import INTERFACE
from geo_app.words.published import PUBLISHED
from geo_app.words.report import REPORT
from geo_app.words.review import REVIEW
from geo_app.words.terms import TERMS

Language = Literal["en", "ar"]
LANGUAGES: tuple[Language, ...] = ("en", "ar")
_ALL = {**TERMS, **INTERFACE, **REVIEW, **ADDING, **PUBLISHED, **REPORT, **DISPLACEMENT, **COMPARE}


def say(key: str, language: Language = "en", **values: object) -> str:
    """Return the words of ``key`` with ``{names}`` filled in; English where Arabic is not written yet.

    Raises:
        KeyError: the catalogue has no such key, or a value is missing.
    """
    english, arabic = _ALL[key]
    return (arabic if language == "ar" and arabic else english).format(**values)


def keys() -> tuple[str, ...]:
    """Return all keys, sorted."""
    return tuple(sorted(_ALL))
