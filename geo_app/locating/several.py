"""Texts of more than one place → the text of each: roads and what lies between, lists, slashes and dashes, "and"."""

from __future__ import annotations

import re

from geo_app.locating import patterns as on
from geo_app.locating.phrases import strip_types
from geo_app.names import clean, is_arabic


def split_places(text: str) -> list[str]:
    """Return the parts of a text that a slash or an unspaced dash joins ("Aleppo/Idlib", "Manbij-Jarablus"); the text alone where nothing does."""
    parts = [part for part in on.SLASH.split(text) if part.strip()]
    return parts if len(parts) > 1 else on.JOINED.split(text)


def ends_of_road(text: str) -> tuple[str, ...]:
    """Return the two places that a text lies between ("between A and B", "A-B road", "طريق A - B"); nothing where it names none."""
    cleaned = clean(text)
    found = on.BETWEEN.search(cleaned) or on.ROAD_SPACED.search(cleaned) or on.ROAD_OF_TWO.search(cleaned)
    return tuple(part for part in found.groupdict().values() if part) if found else ()


def place_near_road(text: str) -> str:
    """Return "near Z" of a text that names a road and a place by it ("on the Homs - Damascus highway, near al-Nabk"); empty where it is no such text."""
    found = on.ROAD_NEAR.search(clean(text))
    return f"near {found['z']}" if found else ""


def words_of_road(text: str) -> tuple[str, ...]:
    """Return the words behind "طريق" where a road is named by its ends without a dash between them; nothing else."""
    found = on.ROAD_WORDS.match(clean(text))
    return tuple(found[1].split()) if found else ()


def several(text: str) -> tuple[str, ...]:
    """Return the texts of the places that a text joins by "and"; the text alone where it names one.

    A shared tail ("Hass and Kafranbel, Idlib countryside") goes to each.
    """
    cleaned = clean(text)
    head, *tail = re.split(r"\s*[,،]\s*", cleaned, maxsplit=1)
    parts = [part for part in on.AND.split(head) if part]
    if len(parts) == 1 and tail and not is_arabic(cleaned):
        parts = [part for part in on.AND.split(cleaned) if part]
        tail = []
    if len(parts) > 1 and not strip_types(on.ITS.sub(" ", parts[1])):
        # "Kobani and villages": the surroundings are meant as well.
        return (" ".join([parts[0], "countryside"]) + (f", {tail[0]}" if tail else ""),)
    return tuple(f"{part}, {tail[0]}" if tail else part for part in parts)


def joined_by_and(text: str) -> bool:
    """Return True where "and" joins parts of the text."""
    return bool(on.AND.search(clean(text)))


def listed(text: str) -> tuple[str, ...]:
    """Return the items of a list of three or more joined by commas and "and"; nothing where the text is shorter."""
    items = [part.strip() for part in re.split(r"\s*[,،;]\s*|\s+(?:and|et|&|y|и)\s+", clean(text)) if part.strip()]
    return tuple(items) if len(items) >= on.LIST_FROM else ()
