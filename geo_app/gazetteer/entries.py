"""Gazetteer entries: what a name may mean, with a point and a radius that holds it."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo_app.readers.bundled import bundled
from geo_app.vocabulary import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DEFAULT_RADIUS_M = {PlaceKind.SETTLEMENT: 2500.0, PlaceKind.NEIGHBOURHOOD: 1200.0, PlaceKind.SITE: 1500.0, PlaceKind.REGION: 15000.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place of the gazetteer.

    Attributes:
        latitude, longitude: WGS 84 degrees; the parent's where the entry's own point is not known (``borrowed``).
        radius_m: metres around the point that hold the place; the parent's where the point is borrowed.
        admin1_pcode: governorate; empty where the entry spans several. ``admin3_pcode``: subdistrict of a settlement where known.
        border_pcodes: other governorates within 10 km: a source that states one of them may well mean this place.
        parent: place_id of the city of a quarter or site; empty otherwise.
        population: persons, 0 where not known; ``reported``: accounts of the bundled incidents that name it;
            ``seat_level``: 3 for the seat of a governorate, 2 of a district, 1 of a subdistrict. They only rank homonyms.
        listed: True where the entry comes from a list that a person added and not from the base gazetteer.
    """

    place_id: str
    kind: PlaceKind
    name: str
    name_ar: str
    names: tuple[str, ...]
    latitude: float
    longitude: float
    radius_m: float
    admin1_pcode: str
    admin3_pcode: str = ""
    border_pcodes: tuple[str, ...] = ()
    parent: str = ""
    population: int = 0
    reported: int = 0
    seat_level: int = 0
    borrowed: bool = False
    listed: bool = False

    @property
    def admin2_pcode(self) -> str:
        """The district, which the subdistrict's code begins with; empty where not known."""
        return self.admin3_pcode[:6]


_BRACKETS = re.compile(r"\s*\([^)]*\)$")
"""What tells homonyms apart in the list is no part of the name: "Jobar (Homs)"."""


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that are not empty, each once, in their order."""
    return tuple(dict.fromkeys(name for name in (n.strip() for n in names) if name))


def _entry(row: Mapping[str, str]) -> Entry:
    kind = PlaceKind(row["kind"])
    nowhere = float("nan")
    return Entry(
        place_id=row["place_id"],
        kind=kind,
        name=row["name"],
        name_ar=row["name_ar"],
        names=distinct((row["name"], _BRACKETS.sub("", row["name"]), row["name_ar"], _BRACKETS.sub("", row["name_ar"]), *row["other_names"].split("|"))),
        latitude=float(row["latitude"] or nowhere),
        longitude=float(row["longitude"] or nowhere),
        radius_m=float(row["radius_m"] or DEFAULT_RADIUS_M[kind]),
        admin1_pcode=row["admin1_pcode"],
        admin3_pcode=row["admin3_pcode"],
        border_pcodes=tuple(row["border_pcodes"].split(";")) if row["border_pcodes"] else (),
        parent=row["parent_id"],
        population=int(row["population"] or 0),
        reported=int(row["reported"] or 0),
        seat_level=int(row["seat_level"] or 0),
    )


def _with_parent_point(entry: Entry, parent: Entry) -> Entry:
    return replace(
        entry,
        latitude=parent.latitude,
        longitude=parent.longitude,
        radius_m=parent.radius_m,
        admin1_pcode=entry.admin1_pcode or parent.admin1_pcode,
        admin3_pcode=entry.admin3_pcode or parent.admin3_pcode,
        border_pcodes=parent.border_pcodes,
        borrowed=True,
    )


def entries_from(rows: Iterable[Mapping[str, str]]) -> tuple[Entry, ...]:
    """Return the entries of rows of a places table (text, as checked); one without a point takes its parent's, one without either is left out."""
    read = {row["place_id"]: _entry(row) for row in rows}
    placed = []
    for entry in read.values():
        parent = read.get(entry.parent)
        if entry.latitude == entry.latitude:
            placed.append(entry)
        elif parent is not None and parent.latitude == parent.latitude:
            placed.append(_with_parent_point(entry, parent))
    return tuple(placed)


def load_base_entries() -> tuple[Entry, ...]:
    """Return the entries of the gazetteer that comes with geo_app. A test holds the file to its table; here it is only read."""
    with bundled("boundaries", "places.csv").open(encoding="utf-8", newline="") as file:
        return entries_from(csv.DictReader(file))
