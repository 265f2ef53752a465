"""Which place texts wait for a person, and how many incidents hang on each."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

from geo_app.locating.choose import SURE
from geo_app.locating.decided import with_coordinates
from geo_app.model.decisions import key_of
from geo_app.vocabulary import GOVERNORATES, GeocodeMethod, OpenReason, Precision

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    import pandas as pd

    from geo_app.gazetteer.governorates import Governorates
    from geo_app.model.decisions import Key
    from geo_app.model.places import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One row that asked for a place: what it says, what was answered, and the unit of the polygon under the point (empty: none).

    ``row`` is its position in the table it comes from, ``incident`` what it is an account of.
    """

    text: str
    arabic: str
    stated: tuple[str, ...]
    place: Place
    found: str
    row: int
    incident: object


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenText:
    """A place text beside its stated governorates (P-codes) that waits for a person.

    Attributes:
        place: what the geocoder makes of it.
        found: the governorate under the point of ``place``; empty where there is none.
        rows: positions of the rows that hold the text, in their order.
        incidents: the distinct incidents of these rows.
    """

    text: str
    arabic: str
    stated: tuple[str, ...]
    place: Place
    found: str
    reason: OpenReason
    rows: tuple[int, ...]
    incidents: tuple[object, ...]

    @property
    def key(self) -> Key:
        """What a decision on it is kept under."""
        return key_of(self.text, self.stated)


def reason_of(place: Place, stated: tuple[str, ...], found: str, governorates: Governorates) -> OpenReason | None:
    """Return why the answer to a text needs a person; None where it needs none, or a person has decided."""
    if place.method is GeocodeMethod.DECIDED:
        return None
    if place.method is GeocodeMethod.AMBIGUOUS:
        return OpenReason.AMBIGUOUS
    if place.precision is Precision.UNKNOWN:
        return OpenReason.UNRESOLVED
    if place.score < SURE:
        return OpenReason.LOW_SCORE
    known = stated or place.area_pcodes
    if found in GOVERNORATES and known and found not in known:
        return OpenReason.DISAGREEMENT
    only = place.precision is Precision.GOVERNORATE and place.method is GeocodeMethod.STATED_AREA
    return OpenReason.GOVERNORATE_ONLY if only and not governorates.find_all(place.query) else None


def open_texts(asked: Iterable[Asked], governorates: Governorates) -> tuple[OpenText, ...]:
    """Return the texts that wait for a person, those on which most incidents hang first; a row without any text is none.

    The same text with the same stated governorates is one, whatever stands beside it.
    """
    first: dict[Key, tuple[Asked, OpenReason]] = {}
    rows: dict[Key, list[Asked]] = {}
    for one in asked:
        key = key_of(one.text, one.stated)
        reason = reason_of(one.place, one.stated, one.found, governorates) if key[0] else None
        if reason is not None:
            first.setdefault(key, (one, reason))
            rows.setdefault(key, []).append(one)
    found = [
        OpenText(
            text=one.text,
            arabic=one.arabic,
            stated=one.stated,
            place=one.place,
            found=one.found,
            reason=reason,
            rows=tuple(sorted(r.row for r in rows[key])),
            incidents=tuple(dict.fromkeys(r.incident for r in rows[key])),
        )
        for key, (one, reason) in first.items()
    ]
    order = list(OpenReason)
    return tuple(sorted(found, key=lambda o: (-len(o.incidents), -len(o.rows), order.index(o.reason), o.key)))


def asked_of(accounts: pd.DataFrame, places: Sequence[Place], of_account: np.ndarray, found: np.ndarray, governorates: Governorates) -> list[Asked]:
    """Return what each account asked for and was answered.

    Args:
        accounts: an accounts table; ``incident_id`` says what belongs together.
        places: distinct places, as ``locate`` returns them.
        of_account: position in ``places`` of every account.
        found: the unit under the point of every place.
        governorates: names of governorates.
    """
    columns = ("place_as_reported", "place_ar", "area_pcodes", "governorate_as_reported", "incident_id")
    points = (accounts[name].astype(float).tolist() for name in ("latitude", "longitude"))
    cells = zip(*(accounts[name] for name in columns), *points, of_account.tolist(), strict=True)
    codes: dict[str, tuple[str, ...]] = {"": ()}
    asked = []
    for row, (reported, place_ar, areas, governorate, incident, latitude, longitude, at) in enumerate(cells):
        text, arabic, said = str(reported) or str(place_ar), str(place_ar), str(areas) or str(governorate)
        if said not in codes:
            codes[said] = tuple(sorted(governorates.find_all(said)))
        if not (isnan(latitude) or isnan(longitude)):
            text = with_coordinates(text, latitude, longitude)
        asked.append(Asked(text=text, arabic=arabic, stated=codes[said], place=places[at], found=str(found[at]), row=row, incident=incident))
    return asked
