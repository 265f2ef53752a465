"""What a person chooses → the answer that is kept: an entry, a unit, coordinates, nowhere, unknown, or one side of a disagreement."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from geo_app.errors import BadUseError
from geo_app.gazetteer.index import NameIndex
from geo_app.locating.coordinates import SYRIA
from geo_app.locating.join import units_of_points
from geo_app.model.decisions import UNIT, Answer, Decision, flaw_of
from geo_app.vocabulary import GOVERNORATES, MAPPED, AnswerKind, PlaceKind, Precision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo_app.boundaries.layers import Layer
    from geo_app.gazetteer.entries import Entry
    from geo_app.locating.decided import DecidedGeocoder
    from geo_app.model.places import Place

POINT_RADIUS_M = 1_000.0
_SETTLEMENT_FROM_M, _NEAR_FROM_M = 1_000.0, 5_000.0
_EXACT_TO_M = 150.0
_KIND_PRECISION = {
    PlaceKind.SETTLEMENT: Precision.SETTLEMENT,
    PlaceKind.NEIGHBOURHOOD: Precision.NEIGHBOURHOOD,
    PlaceKind.SITE: Precision.NEIGHBOURHOOD,
    PlaceKind.REGION: Precision.REGION,
}
_PAIR = re.compile(r"\s*([+-]?[0-9]{1,3}(?:\.[0-9]{1,12})?)\s*[,;\s]\s*([+-]?[0-9]{1,3}(?:\.[0-9]{1,12})?)\s*")
NOWHERE, UNKNOWN, STATED, FOUND = "nowhere", "unknown", "stated", "found"


def _as_exactly_as_the_text(geocoder: DecidedGeocoder, text: str, entry: Entry) -> tuple[Precision, float, tuple[float, float]]:
    """Return precision, radius in metres and centre (latitude, longitude) as the words around the name ask ("5 km east of"), else the entry's.

    The matcher is asked with this entry and its town as its only gazetteer, so that its own reading of the words is used.
    """
    alone = [e for e in (entry, geocoder.entries.get(entry.parent)) if e is not None]
    matcher = replace(geocoder.matcher, index=NameIndex.of(alone), entries={e.place_id: e for e in alone})
    read = matcher.geocode(text, governorate=entry.admin1_pcode)
    own = (entry.latitude, entry.longitude)
    if read.place_id == entry.place_id and read.uncertainty_m is not None:
        centre = own if read.latitude is None or read.longitude is None else (read.latitude, read.longitude)
        return read.precision, read.uncertainty_m, centre
    precision = Precision.SETTLEMENT if entry.borrowed and entry.kind is not PlaceKind.REGION else _KIND_PRECISION[entry.kind]
    return precision, entry.radius_m, own


def entry_answer(geocoder: DecidedGeocoder, text: str, entry: Entry) -> Answer:
    """Return the answer that ``text`` means ``entry``, no more exactly than its words say."""
    precision, radius, (latitude, longitude) = _as_exactly_as_the_text(geocoder, text, entry)
    return Answer(
        kind=AnswerKind.PLACE,
        place_id=entry.place_id,
        name=entry.name,
        name_ar=entry.name_ar,
        latitude=latitude,
        longitude=longitude,
        radius_m=radius,
        precision=precision,
        area_pcodes=(entry.admin1_pcode,) if entry.admin1_pcode else (),
    )


def area_answer(codes: Sequence[str]) -> Answer:
    """Return the answer that a text means units, given by their P-codes, and no finer place.

    Raises:
        BadUseError: a code is no P-code of Syria, or there is none.
    """
    answer = Answer(kind=AnswerKind.AREA, area_pcodes=tuple(sorted(set(codes))))
    if flaw_of(answer):
        raise BadUseError(f"{', '.join(codes) or 'Nothing'} is not a P-code of Syria.", remedy="Use one such as SY07 (Idlib), or several joined by “;”.")
    return answer


def _precision_of_radius(radius_m: float) -> Precision:
    if radius_m <= _EXACT_TO_M:
        return Precision.EXACT
    if radius_m < _SETTLEMENT_FROM_M:
        return Precision.NEIGHBOURHOOD
    return Precision.SETTLEMENT if radius_m < _NEAR_FROM_M else Precision.NEAR


def point_answer(latitude: float, longitude: float, *, radius_m: float, name: str, layer: Layer) -> Answer:
    """Return the answer that a text means a point of the person's own (degrees, WGS 84), known to ``radius_m`` metres.

    It counts in the governorate of ``layer`` that holds it. From 5 km on it is a circle and no pin.

    Raises:
        BadUseError: the point lies outside Syria, or the radius is none.
    """
    west, south, east, north = SYRIA
    if not (west <= longitude <= east and south <= latitude <= north):
        swapped = west <= latitude <= east and south <= longitude <= north
        remedy = "Latitude comes first; they fit Syria the other way round." if swapped else "Give latitude, longitude in degrees, such as 35.93, 36.63."
        raise BadUseError(f"{latitude:g}, {longitude:g} lies outside Syria.", remedy=remedy)
    unit = str(units_of_points(np.array([longitude]), np.array([latitude]), layer)[0])
    if not unit:
        raise BadUseError(f"{latitude:g}, {longitude:g} lies outside Syria's borders.", remedy="Check the figures, or choose “not a place in Syria”.")
    answer = Answer(
        kind=AnswerKind.POINT,
        name=" ".join(name.split()),
        latitude=latitude,
        longitude=longitude,
        radius_m=float(radius_m),
        precision=_precision_of_radius(radius_m),
        area_pcodes=(unit,) if unit in GOVERNORATES else (),
    )
    if flaw_of(answer):
        raise BadUseError(f"{radius_m:g} metres is no radius that holds a place.", remedy="Give metres from 1 to 250000.")
    return answer


def settled_answer(place: Place, code: str) -> Answer:
    """Return the answer that keeps ``place`` where it is and counts it in the governorate ``code``: one side of a disagreement.

    Raises:
        BadUseError: the place has no point, or the code is no governorate's.
    """
    if place.latitude is None or place.longitude is None or place.uncertainty_m is None or code not in GOVERNORATES:
        raise BadUseError("There is no disagreement to settle here.", remedy="Choose a place, a P-code, “nowhere” or “unknown”.")
    return Answer(
        kind=AnswerKind.PLACE if place.place_id else AnswerKind.POINT,
        place_id=place.place_id,
        name=place.name,
        name_ar=place.name_ar,
        latitude=place.latitude,
        longitude=place.longitude,
        radius_m=place.uncertainty_m,
        precision=place.precision if place.precision in {*MAPPED, Precision.NEAR, Precision.REGION} else Precision.NEAR,
        area_pcodes=(code,),
    )


def plain_answer(choice: str) -> Answer | None:
    """Return the answer of the words ``nowhere`` and ``unknown`` and of P-codes; None where ``choice`` is none of these.

    Raises:
        BadUseError: some of several codes are none.
    """
    word = choice.strip().casefold()
    if word in {NOWHERE, UNKNOWN}:
        return Answer(kind=AnswerKind(word))
    codes = [part.strip().upper() for part in choice.split(";") if part.strip()]
    return area_answer(codes) if any(UNIT.fullmatch(code) for code in codes) else None


def pair_of(choice: str) -> tuple[float, float] | None:
    """Return latitude and longitude of a text such as "35.93, 36.63"; None where it is no pair of numbers."""
    pair = _PAIR.fullmatch(choice)
    return (float(pair[1]), float(pair[2])) if pair else None


def same_answer(a: Decision, b: Decision) -> bool:
    """True where two decisions on one text say the same, whoever made them."""
    return a.key == b.key and a.answer == b.answer
