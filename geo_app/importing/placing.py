"""The places of a list → what is to be said of its rows: outside Syria, exchanged, ambiguous, not found, or not in the governorate they state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo_app.locating.choose import SURE
from geo_app.locating.join import inside_layer, units_of_points
from geo_app.locating.score import rough_metres
from geo_app.readers.values.plain import is_missing
from geo_app.vocabulary import AREA_ONLY, GOVERNORATES, MAPPED, GeocodeMethod, Precision

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo_app.boundaries.layers import Layer
    from geo_app.locating.decided import PlaceFinder
    from geo_app.model.places import Place
    from geo_app.readers.findings import Findings

_SAID_IN_FULL = (GeocodeMethod.COORDINATES, GeocodeMethod.NAME, GeocodeMethod.NAME_IN_AREA)
_FAR_M = 40_000.0
"""A place text and coordinates this far apart are not one place, however wide a town or a slip of the hand is."""
WIDE_M = 50_000.0
"""A circle of coordinates from this radius on is said to be wide: they have no decimals."""


def kind_of(place: Place) -> str:
    """Return ``mapped``, ``area`` or ``unmapped``."""
    return "mapped" if place.precision in MAPPED else "area" if place.precision in AREA_ONLY else "unmapped"


def is_open(place: Place) -> bool:
    """Return True where a place waits for a person: several candidates, or none."""
    return place.method is GeocodeMethod.AMBIGUOUS or (place.precision is Precision.UNKNOWN and place.method is not GeocodeMethod.DECIDED)


def _degrees(places: Sequence[Place]) -> tuple[np.ndarray, np.ndarray]:
    nan = float("nan")
    given = [p.method is GeocodeMethod.COORDINATES and p.longitude is not None for p in places]
    longitudes = np.array([p.longitude if ok and p.longitude is not None else nan for p, ok in zip(places, given, strict=True)], dtype=float)
    latitudes = np.array([p.latitude if ok and p.latitude is not None else nan for p, ok in zip(places, given, strict=True)], dtype=float)
    return longitudes, latitudes


def _of_coordinates(place: Place, found: str, *, exactly: bool, exchanged: bool) -> tuple[str, bool]:
    """Return what is to be said of the coordinates that a source gives, and whether they make its rows refused."""
    outside = place.precision is Precision.UNKNOWN and "outside" in place.explanation
    if (outside and "exchanged" in place.explanation) or (place.latitude is not None and not found and exchanged):
        return "has coordinates outside Syria that lie inside with latitude and longitude exchanged: they are not used", False
    if outside or (place.latitude is not None and not found):
        return "has coordinates outside Syria; check them", True
    if place.latitude is not None and not exactly:
        return "has coordinates just outside the border: kept with that doubt", False
    if place.uncertainty_m is not None and place.uncertainty_m >= WIDE_M and "decimals" in place.explanation:
        return f"has coordinates without decimals: its place is known to {place.uncertainty_m / 1000:.0f} km only", False
    return "", False


def _of_words(place: Place) -> str:
    if is_open(place):
        return f"place not settled: {place.explanation}" if place.query else "says nothing of where it was: it is counted beside the map"
    # A text that names a subdistrict or a region says all it means to say; others lost something on the way.
    lost = place.precision not in MAPPED and place.query and place.method not in _SAID_IN_FULL
    return f"known to an area only: {place.explanation}" if lost else ""


def _verdict(place: Place, found: str, exactly: bool, exchanged: bool, names: Mapping[str, tuple[str, str]]) -> tuple[str, bool]:  # noqa: FBT001 - facts of one place
    """Return what is to be said of a place ("" for nothing), and whether its rows are refused."""
    if place.method is GeocodeMethod.COORDINATES:
        said, refused = _of_coordinates(place, found, exactly=exactly, exchanged=exchanged)
        if said:
            return said, refused
    if found in GOVERNORATES and place.area_pcodes and found not in place.area_pcodes and place.method is not GeocodeMethod.DECIDED:
        stated = " or ".join(names.get(code, (code, ""))[0] for code in place.area_pcodes)
        return f"states the governorate {stated} and lies in {names[found][0]}: both are kept, a person decides", False
    return _of_words(place), False


def judge_words(
    asked: Sequence[tuple[str, str]], places: Sequence[Place], place_of: np.ndarray, rows: np.ndarray, findings: Findings, geocoder: PlaceFinder
) -> None:
    """Report for a list that people typed where its words contradict it: a governorate that is none, a place text far from its coordinates.

    Args:
        asked: place text and stated governorate of each distinct place.
        places: the places, in that order; those with coordinates are looked up by their words as well.
        place_of: the position of every row's place.
        rows: their numbers in the file.
        findings: where remarks go.
        geocoder: what reads the words.
    """
    said = []
    for (text, stated), place in zip(asked, places, strict=True):
        known = geocoder.governorates.find_all(stated) if stated else ()
        if stated and not known and not is_missing(stated):
            said.append(f"states “{stated[:40]}”, which is no governorate of Syria that is known")
            continue
        far = ""
        if text and place.method is GeocodeMethod.COORDINATES and place.latitude is not None and place.longitude is not None:
            words = geocoder.geocode(text, governorate="")
            if words.latitude is not None and words.longitude is not None and words.precision in MAPPED and words.score >= SURE:
                away = rough_metres((place.latitude, place.longitude), (words.latitude, words.longitude))
                far = f"has coordinates {away / 1000:.0f} km from {words.name}: check which is meant" if away > _FAR_M + (place.uncertainty_m or 0) else ""
        said.append(far)
    reasons = np.array(said, dtype=object)
    at = np.flatnonzero((reasons != "")[place_of]) if len(reasons) else np.array([], dtype=int)
    queries = np.array([text for text, _ in asked], dtype=object)
    findings.add(rows[at], "place", queries[place_of[at]], reasons[place_of[at]], refused=False)


def judge_places(
    places: Sequence[Place], place_of: np.ndarray, rows: np.ndarray, findings: Findings, layer: Layer, names: Mapping[str, tuple[str, str]]
) -> None:
    """Report for the rows (numbers in ``rows``, place by position in ``place_of``) what is to be said of their places.

    ``layer``: the governorates; ``names``: their P-codes → (English, Arabic).
    """
    if not places:
        return
    longitudes, latitudes = _degrees(places)
    given = ~np.isnan(longitudes)
    all_longitudes = np.array([p.longitude if p.longitude is not None else np.nan for p in places], dtype=float)
    all_latitudes = np.array([p.latitude if p.latitude is not None else np.nan for p in places], dtype=float)
    found = units_of_points(all_longitudes, all_latitudes, layer)
    exactly = inside_layer(longitudes, latitudes, layer) | ~given
    swapped = np.zeros(len(places), dtype=bool)
    lost = given & (found == "")
    swapped[lost] = units_of_points(latitudes[lost], longitudes[lost], layer) != ""
    verdicts = [_verdict(p, str(unit), bool(ok), bool(x), names) for p, unit, ok, x in zip(places, found, exactly, swapped, strict=True)]
    said = np.array([bool(reason) for reason, _ in verdicts])
    at = np.flatnonzero(said[place_of])
    which = place_of[at]
    reasons = np.array([reason for reason, _ in verdicts], dtype=object)
    refused = np.array([refuse for _, refuse in verdicts])
    queries = np.array([p.query for p in places], dtype=object)
    findings.add(rows[at], "place", queries[which], reasons[which], refused=refused[which])
