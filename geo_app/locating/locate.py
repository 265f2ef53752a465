"""Accounts → distinct places, geocoded and joined once each, and the place of every account."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from geo_app.locating.coordinates import from_coordinates
from geo_app.locating.decided import DecidedGeocoder, with_coordinates
from geo_app.locating.join import units_of_points
from geo_app.vocabulary import GOVERNORATES, GeocodeMethod

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    import pandas as pd

    from geo_app.boundaries.layers import Layer
    from geo_app.locating.decided import PlaceFinder
    from geo_app.model.places import Place

_ASKED = ["place_as_reported", "place_ar", "area_pcodes", "governorate_as_reported", "latitude", "longitude"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """``places``: each distinct place once; ``of_account``: position in ``places`` for every account, in row order."""

    places: tuple[Place, ...]
    of_account: np.ndarray


def _place(geocoder: PlaceFinder, asked: dict[Hashable, Any]) -> Place:
    text, arabic = str(asked["place_as_reported"]), str(asked["place_ar"])
    stated = str(asked["area_pcodes"]) or str(asked["governorate_as_reported"])
    latitude, longitude = asked["latitude"], asked["longitude"]
    if isinstance(latitude, float) and isinstance(longitude, float) and not (np.isnan(latitude) or np.isnan(longitude)):
        codes = geocoder.governorates.find_all(stated) if stated else ()
        if isinstance(geocoder, DecidedGeocoder):
            settled = geocoder.settled(with_coordinates(text or arabic, latitude, longitude), codes)
            if settled is not None:
                return settled
        given = from_coordinates(text or arabic, latitude, longitude)
        return replace(given, area_pcodes=codes) if stated else given
    return geocoder.geocode(text or arabic, governorate=stated, arabic=arabic)


def locate(accounts: pd.DataFrame, geocoder: PlaceFinder) -> Located:
    """Geocode the distinct place texts of an accounts table; equal text and stated governorate give the same place.

    Coordinates of the source win over its place text, and a person's decision over both.
    """
    asked = accounts[_ASKED].assign(latitude=accounts["latitude"].astype(float), longitude=accounts["longitude"].astype(float))
    groups = asked.groupby(_ASKED, dropna=False, sort=False)
    codes = groups.ngroup().to_numpy()
    firsts = asked[~asked.duplicated()]
    places = tuple(_place(geocoder, row) for row in firsts.to_dict("records"))
    return Located(places=places, of_account=codes.astype(np.int32))


def unit_of(places: Sequence[Place], layer: Layer) -> np.ndarray:
    """Return the unit of ``layer`` that holds each place's point or circle's centre; the empty string for areas and what is not mapped."""
    nan = float("nan")
    longitudes = np.array([p.longitude if p.longitude is not None else nan for p in places], dtype=float)
    latitudes = np.array([p.latitude if p.latitude is not None else nan for p in places], dtype=float)
    return units_of_points(longitudes, latitudes, layer)


def disagreement(place: Place, found: str) -> bool:
    """True where governorates are stated or known for a place and its polygon is another one, until a person settles it."""
    return place.method is not GeocodeMethod.DECIDED and bool(found in GOVERNORATES and place.area_pcodes and found not in place.area_pcodes)
