"""Where each row was: words, and coordinates in degrees as the source gives them. Nothing is repaired: exchanged or foreign points are findings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo_app.readers.convert.given import read_each, report, texts
from geo_app.readers.headers import Field
from geo_app.readers.parse_points import LATITUDE, LONGITUDE
from geo_app.readers.values.degrees import Degrees, read_degrees, read_pair
from geo_app.readers.values.plain import plain

if TYPE_CHECKING:
    from geo_app.readers.convert.given import Given
    from geo_app.readers.findings import Findings

_FAR = 0.02
"""Degrees by which a table's coordinates may differ from its geometry."""
_MOST_TEXT = 500


def _degrees(given: Given, field: str, most: float) -> tuple[np.ndarray, object]:
    found = read_each(given, field, partial(read_degrees, most=most))
    return found.take(lambda v: v.value if isinstance(v, Degrees) and v.value is not None else np.nan, "float64"), found


def _pairs(given: Given, field: str) -> np.ndarray:
    """Return an array of two columns, latitude and longitude, of cells that hold both."""
    found = read_each(given, field, read_pair)
    made = np.array([value if value is not None else (np.nan, np.nan) for value in found.readings] or [(np.nan, np.nan)], dtype=float)
    pairs: np.ndarray = made[found.codes]
    return pairs


def read_coordinates(given: Given, *, exchanged: bool, findings: Findings) -> dict[str, pd.Series]:
    """Return ``latitude`` and ``longitude`` (Float64, NA where not given)."""
    index = given.cells.index
    (latitude, north), (longitude, east) = _degrees(given, Field.LATITUDE, 90), _degrees(given, Field.LONGITUDE, 180)
    paired = np.zeros(len(index), dtype=bool)
    for field in (Field.COORDINATES, Field.LATITUDE, Field.LONGITUDE):
        if given.has(field):
            pairs = _pairs(given, field)
            use = ~np.isnan(pairs[:, 0]) & (np.isnan(latitude) | np.isnan(longitude))
            latitude, longitude = np.where(use, pairs[:, 0], latitude), np.where(use, pairs[:, 1], longitude)
            paired |= use
            findings.add(
                given.rows[use],
                given.header(field),
                given.column(field).to_numpy()[use],
                "both coordinates in one cell: read as latitude, longitude",
                refused=False,
            )
    for field, found in ((Field.LATITUDE, north), (Field.LONGITUDE, east)):
        report(given, field, found, findings, skip=paired)  # type: ignore[arg-type]
    if given.has(LATITUDE):
        latitude, longitude = _with_geometry(given, latitude, longitude, findings)
    if exchanged:
        latitude, longitude = longitude, latitude
    half = np.isnan(latitude) != np.isnan(longitude)
    half &= ~np.isin(given.rows, findings.refused())
    findings.add(given.rows[half], given.header(Field.LONGITUDE), "", "latitude and longitude must both be given or both be empty", refused=True)
    return {
        name: pd.Series(pd.array(values, dtype="Float64"), index=index).where(~np.isnan(values))
        for name, values in (("latitude", latitude), ("longitude", longitude))
    }


def _with_geometry(given: Given, latitude: np.ndarray, longitude: np.ndarray, findings: Findings) -> tuple[np.ndarray, np.ndarray]:
    """Return the columns' coordinates, completed by the geometry; where the two differ the columns hold, which somebody wrote, and the row says so."""
    (north, first), (east, second) = _degrees(given, LATITUDE, 90), _degrees(given, LONGITUDE, 180)
    for field, found in ((LATITUDE, first), (LONGITUDE, second)):
        report(given, field, found, findings)  # type: ignore[arg-type]
    both = ~np.isnan(north) & ~np.isnan(latitude)
    apart = both & ((np.abs(north - latitude) > _FAR) | (np.abs(east - longitude) > _FAR))
    findings.add(
        given.rows[apart],
        given.header(Field.LATITUDE),
        given.column(Field.LATITUDE).to_numpy()[apart],
        "are not the coordinates of its geometry: the columns are kept, check them",
        refused=False,
    )
    return np.where(np.isnan(latitude), north, latitude), np.where(np.isnan(longitude), east, longitude)


def read_words(given: Given, findings: Findings) -> dict[str, pd.Series]:
    """Return the place, governorate and district in the source's words."""
    out = {}
    for field, name in (
        (Field.PLACE, "place_as_reported"),
        (Field.PLACE_AR, "place_ar"),
        (Field.GOVERNORATE, "governorate_as_reported"),
        (Field.DISTRICT, "district_as_reported"),
    ):
        found = read_each(given, field, plain)
        out[name] = texts(found.take(lambda text: text[:_MOST_TEXT], "object"), given.cells.index)
        long = found.where(lambda text: len(text) > _MOST_TEXT)
        findings.add(given.rows[long], given.header(field), "", f"is longer than {_MOST_TEXT} signs, which is no place", refused=True)
    return out
