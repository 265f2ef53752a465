"""Coordinates that a source gives → a place no more exact than their digits."""

from __future__ import annotations

from geo_app.model.places import Place
from geo_app.vocabulary import NOT_MAPPED, GeocodeMethod, Precision

SYRIA = (35.4, 32.2, 42.5, 37.5)
"""West, south, east, north in degrees; what lies outside is not drawn."""
_BY_DIGITS = {0: (Precision.REGION, 80_000.0), 1: (Precision.NEAR, 8_000.0), 2: (Precision.SETTLEMENT, 1_000.0)}
_EXACT = (Precision.EXACT, 150.0)


def _digits(value: float) -> int:
    text = repr(round(value, 8))
    return len(text.split(".")[1].rstrip("0")) if "." in text else 0


_BY_WORD = {
    Precision.EXACT: (Precision.EXACT, 150.0),
    Precision.NEIGHBOURHOOD: (Precision.NEIGHBOURHOOD, 1_500.0),
    Precision.SETTLEMENT: (Precision.SETTLEMENT, 3_000.0),
    Precision.NEAR: (Precision.NEAR, 25_000.0),
    Precision.REGION: (Precision.REGION, 50_000.0),
    Precision.SUBDISTRICT: (Precision.REGION, 15_000.0),
    Precision.DISTRICT: (Precision.REGION, 35_000.0),
    Precision.GOVERNORATE: (Precision.REGION, 90_000.0),
}
"""What coordinates are that a source calls so: the point of a district or governorate stands for an area around it, not for a place."""


def _stated(query: str, latitude: float, longitude: float, word: str, by_digits: tuple[Precision, float]) -> Place:
    """Return the place of coordinates whose source says how exact they are: never finer than its word, nor than the digits allow."""
    if word in NOT_MAPPED:
        why = "The source gives coordinates that stand for the whole country or for no known place."
        return Place(query=query, precision=Precision(word), method=GeocodeMethod.COORDINATES, score=1.0, explanation=why)
    precision, radius = max(_BY_WORD[Precision(word)], by_digits, key=lambda item: item[1])
    why = f"The source gives coordinates and calls them exact to the {word}."
    return Place(
        query=query,
        precision=precision,
        method=GeocodeMethod.COORDINATES,
        score=1.0,
        name=query,
        latitude=latitude,
        longitude=longitude,
        uncertainty_m=radius,
        explanation=why,
    )


def from_coordinates(query: str, latitude: float, longitude: float, *, stated: str = "") -> Place:
    """Return the place of a pair of WGS 84 degrees: exact from three decimals on, wider with fewer, unknown outside Syria's bounds.

    Where the source says how exact its coordinates are (``stated``, a word of ``Precision``), the place is never finer than that.
    """
    west, south, east, north = SYRIA
    if not (west <= longitude <= east and south <= latitude <= north):
        swapped = west <= latitude <= east and south <= longitude <= north
        hint = " They fit Syria with latitude and longitude exchanged." if swapped else ""
        why = f"The coordinates {latitude:g}, {longitude:g} lie outside Syria.{hint}"
        return Place(query=query, precision=Precision.UNKNOWN, method=GeocodeMethod.COORDINATES, score=0.0, explanation=why)
    digits = max(_digits(latitude), _digits(longitude))
    precision, radius = _BY_DIGITS.get(digits, _EXACT)
    if stated:
        return _stated(query, latitude, longitude, stated, (precision, radius))
    return Place(
        query=query,
        precision=precision,
        method=GeocodeMethod.COORDINATES,
        score=1.0,
        name=query,
        latitude=latitude,
        longitude=longitude,
        uncertainty_m=radius,
        explanation=f"The source gives coordinates with {digits} decimals.",
    )
