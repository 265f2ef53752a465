"""Accounts → distinct places, geocoded and joined once each, and the place of every account."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo_app.locating.coordinates import from_coordinates
from geo_app.locating.decided import DecidedGeocoder, with_coordinates
from geo_app.locating.join import units_of_points
from geo_app.vocabulary import FILLS, GOVERNORATES, GeocodeMethod, Precision

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from geo_app.boundaries.layers import Layer
    from geo_app.locating.decided import PlaceFinder
    from geo_app.model.places import Place

_ASKED = ["place_as_reported", "place_ar", "area_pcodes", "governorate_as_reported", "district_as_reported", "latitude", "longitude", "place_precision"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """``places``: each distinct place once; ``of_account``: position in ``places`` for every account, in row order."""

    places: tuple[Place, ...]
    of_account: np.ndarray


def _place(geocoder: PlaceFinder, asked: dict[Hashable, Any]) -> Place:
    text, arabic = str(asked["place_as_reported"]), str(asked["place_ar"])
    district = str(asked["district_as_reported"])
    if district and not text and not arabic:
        text = f"{district} district"
    stated = str(asked["area_pcodes"]) or str(asked["governorate_as_reported"])
    latitude, longitude = asked["latitude"], asked["longitude"]
    if isinstance(latitude, float) and isinstance(longitude, float) and not (np.isnan(latitude) or np.isnan(longitude)):
        codes = geocoder.governorates.find_all(stated) if stated else ()
        if isinstance(geocoder, DecidedGeocoder):
            settled = geocoder.settled(with_coordinates(text or arabic, latitude, longitude), codes)
            if settled is not None:
                return settled
        precision = str(asked["place_precision"])
        unit = _unit(geocoder, precision, district, stated)
        if unit is not None:
            return replace(unit, query=text or arabic)
        given = from_coordinates(text or arabic, latitude, longitude, stated=precision)
        return replace(given, area_pcodes=codes) if stated else given
    return geocoder.geocode(text or arabic, governorate=stated, arabic=arabic, district=district)


def _unit(geocoder: PlaceFinder, precision: str, district: str, stated: str) -> Place | None:
    """Return the unit that coordinates stand for where their source knows no more than a district or governorate and names it; None otherwise."""
    if precision == Precision.GOVERNORATE and stated:
        found = geocoder.geocode("", governorate=stated)
    elif precision in {Precision.DISTRICT, Precision.SUBDISTRICT} and district:
        found = geocoder.geocode(f"{district} district", governorate=stated)
    else:
        return None
    if found.precision not in FILLS:
        return None
    return replace(found, method=GeocodeMethod.COORDINATES, explanation=f"The source says that its coordinates are exact to the {precision} only.")


class PlacesAsked:
    """The distinct places that accounts ask for, gathered part by part, so that each is looked up once for all."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], int] = {}
        self._firsts: list[dict[Hashable, Any]] = []

    def __len__(self) -> int:
        return len(self._firsts)

    def add(self, accounts: pd.DataFrame) -> np.ndarray:
        """Return the position of each account's place among the distinct ones (int32)."""
        asked = accounts[_ASKED].assign(latitude=accounts["latitude"].astype(float), longitude=accounts["longitude"].astype(float))
        codes = asked.groupby(_ASKED, dropna=False, sort=False).ngroup().to_numpy()
        rows = asked[~pd.Series(codes).duplicated().to_numpy()].to_dict("records")
        positions = np.empty(len(rows), dtype=np.int32)
        for at, row in enumerate(rows):
            key = tuple("" if value != value else value for value in row.values())  # noqa: PLR0124 - NaN is unlike itself
            if key not in self._known:
                self._known[key] = len(self._firsts)
                self._firsts.append(row)
            positions[at] = self._known[key]
        return positions[codes] if len(rows) else np.array([], dtype=np.int32)

    def located(self, geocoder: PlaceFinder) -> tuple[Place, ...]:
        """Return the places, each distinct one geocoded once. Coordinates of the source win over its words, and a person's decision over both."""
        return tuple(_place(geocoder, row) for row in self._firsts)

    def words(self) -> list[tuple[str, str]]:
        """Return the place text (either script) and the stated governorate of each place, as they were asked."""
        return [(str(row["place_as_reported"]) or str(row["place_ar"]), str(row["area_pcodes"]) or str(row["governorate_as_reported"])) for row in self._firsts]


def locate(accounts: pd.DataFrame, geocoder: PlaceFinder) -> Located:
    """Geocode the distinct place texts of an accounts table; equal text and stated governorate give the same place.

    Coordinates of the source win over its place text, and a person's decision over both.
    """
    asked = PlacesAsked()
    of_account = asked.add(accounts)
    return Located(places=asked.located(geocoder), of_account=of_account)


def unit_of(places: Sequence[Place], layer: Layer) -> np.ndarray:
    """Return the unit of ``layer`` that holds each place's point or circle's centre; the empty string for areas and what is not mapped."""
    nan = float("nan")
    longitudes = np.array([p.longitude if p.longitude is not None else nan for p in places], dtype=float)
    latitudes = np.array([p.latitude if p.latitude is not None else nan for p in places], dtype=float)
    return units_of_points(longitudes, latitudes, layer)


def disagreement(place: Place, found: str) -> bool:
    """True where governorates are stated or known for a place and its polygon is another one, until a person settles it."""
    return place.method is not GeocodeMethod.DECIDED and bool(found in GOVERNORATES and place.area_pcodes and found not in place.area_pcodes)
