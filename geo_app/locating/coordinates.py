"""Coordinates that a source gives → a place no more exact than their digits."""

from __future__ import annotations

from geo_app.model.places import Place
from geo_app.vocabulary import GeocodeMethod, Precision

SYRIA = (35.4, 32.2, 42.5, 37.5)
"""West, south, east, north in degrees; what lies outside is not drawn."""
_BY_DIGITS = {0: (Precision.REGION, 80_000.0), 1: (Precision.NEAR, 8_000.0), 2: (Precision.SETTLEMENT, 1_000.0)}
_EXACT = (Precision.EXACT, 150.0)


def _digits(value: float) -> int:
    text = repr(round(value, 8))
    return len(text.split(".")[1].rstrip("0")) if "." in text else 0


def from_coordinates(query: str, latitude: float, longitude: float) -> Place:
    """Return the place of a pair of WGS 84 degrees: exact from three decimals on, wider with fewer, unknown outside Syria's bounds."""
    west, south, east, north = SYRIA
    if not (west <= longitude <= east and south <= latitude <= north):
        swapped = west <= latitude <= east and south <= longitude <= north
        hint = " They fit Syria with latitude and longitude exchanged." if swapped else ""
        why = f"The coordinates {latitude:g}, {longitude:g} lie outside Syria.{hint}"
        return Place(query=query, precision=Precision.UNKNOWN, method=GeocodeMethod.COORDINATES, score=0.0, explanation=why)
    digits = max(_digits(latitude), _digits(longitude))
    precision, radius = _BY_DIGITS.get(digits, _EXACT)
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
