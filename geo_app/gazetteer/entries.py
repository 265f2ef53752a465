"""Gazetteer entries: what a name may mean, with a point and a radius that holds it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geo_app.readers.bundled import bundled
from geo_app.readers.canonical import read_canonical
from geo_app.readers.delimited import read_delimited_file
from geo_app.tables.gazetteer import PLACES
from geo_app.vocabulary import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Hashable

    import pandas as pd

DEFAULT_RADIUS_M = {PlaceKind.SETTLEMENT: 2500.0, PlaceKind.NEIGHBOURHOOD: 1200.0, PlaceKind.SITE: 1500.0, PlaceKind.REGION: 15000.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place of the gazetteer.

    Attributes:
        latitude, longitude: WGS 84 degrees; the parent's where the entry's own point is not known (``borrowed``).
        radius_m: metres around the point that hold the place; the parent's where the point is borrowed.
        admin1_pcode: governorate; empty where the entry spans several.
        parent: place_id of the city of a quarter or site; empty otherwise.
        population: persons, 0 where not known; only ranks homonyms.
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
    parent: str
    population: int
    borrowed: bool = False


def _entry(row: dict[Hashable, Any]) -> Entry:
    kind = PlaceKind(row["kind"])
    others = [n for n in row["other_names"].split("|") if n.strip()]
    radius = float(row["radius_m"]) if row["radius_m"] == row["radius_m"] and row["radius_m"] is not None else DEFAULT_RADIUS_M[kind]
    return Entry(
        place_id=row["place_id"],
        kind=kind,
        name=row["name"],
        name_ar=row["name_ar"],
        names=tuple(dict.fromkeys(n for n in (row["name"], row["name_ar"], *others) if n)),
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        radius_m=radius,
        admin1_pcode=row["admin1_pcode"],
        parent=row["parent_id"],
        population=int(row["population"]),
    )


def _with_parent_point(entry: Entry, parent: Entry) -> Entry:
    return replace(
        entry,
        latitude=parent.latitude,
        longitude=parent.longitude,
        radius_m=parent.radius_m,
        admin1_pcode=entry.admin1_pcode or parent.admin1_pcode,
        borrowed=True,
    )


def entries_from(records: pd.DataFrame) -> tuple[Entry, ...]:
    """Return the entries of a places table; one without a point takes its parent's, one without either is left out."""
    filled = records.assign(
        population=records["population"].fillna(0),
        radius_m=records["radius_m"].astype(float),
        latitude=records["latitude"].astype(float),
        longitude=records["longitude"].astype(float),
    )
    read = {row["place_id"]: _entry(row) for row in filled.to_dict("records")}
    placed = []
    for entry in read.values():
        parent = read.get(entry.parent)
        if entry.latitude == entry.latitude:
            placed.append(entry)
        elif parent is not None and parent.latitude == parent.latitude:
            placed.append(_with_parent_point(entry, parent))
    return tuple(placed)


def load_base_entries() -> tuple[Entry, ...]:
    """Return the entries of the gazetteer that comes with geo_app."""
    return entries_from(read_canonical(read_delimited_file(bundled("boundaries", "places.csv")), PLACES).records)
