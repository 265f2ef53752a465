"""Countries, and towns of other countries whose names resemble Syrian ones or stand in lists about the conflict."""

from __future__ import annotations

import csv
from functools import lru_cache

from babel import Locale

from geo_app.names import fine_key
from geo_app.readers.bundled import bundled

_SYRIA = "SY"
_ALSO = ("Turkey", "Turkiye", "USA", "UK", "Palestine", "the Netherlands", "فلسطين", "امريكا", "الاردن", "ايران", "Iraqi Kurdistan", "كردستان العراق")


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    names = [name for language in ("en", "ar") for code, name in Locale(language).territories.items() if len(code) == len(_SYRIA) and code != _SYRIA]
    return frozenset(name.casefold() for name in (*names, *_ALSO))


@lru_cache(maxsize=1)
def _towns() -> dict[str, str]:
    with bundled("boundaries", "foreign_places.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {fine_key(name): row["country"] for row in rows for name in (row["name"], row["name_ar"], *row["other_names"].split("|")) if name}


def is_country_abroad(text: str) -> bool:
    """Return True where ``text`` is the name of a country other than Syria, in English or Arabic."""
    return text.strip(" .").casefold() in _countries()


def country_of(text: str) -> str:
    """Return the country of a known town abroad that ``text`` names in these very sounds; empty where it names none."""
    return _towns().get(fine_key(text), "")
