"""The gazetteers in use: the base one and a person's lists, completed from the polygons, each place once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo_app.boundaries.layers import to_metres
from geo_app.gazetteer.entries import Entry, distinct
from geo_app.locating.join import units_of_points
from geo_app.locating.score import rough_metres_between
from geo_app.names import fine_keys, skeleton
from geo_app.vocabulary import GOVERNORATES, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo_app.boundaries.layers import Layer

SAME_PLACE_M = 3_000.0
"""Two entries of one kind this near that share a name are one place."""
SAME_NAMED_M = 1_000.0
"""So near, names with the same consonants are enough: lists spell one village two ways."""
SAME_QUARTER_M = 1_500.0
QUARTER_OF_CITY_M = 9_000.0
"""A quarter that so far only stood at its city takes the point of a list's quarter of that name within this distance."""
QUARTER_M = 1_200.0
BORDER_M = 10_000.0
_CELL = 0.1


def completed(entries: tuple[Entry, ...], governorates: Layer) -> tuple[Entry, ...]:
    """Return the entries with the governorate of their point where the list states none, and the other governorates within 10 km."""
    longitudes = np.array([e.longitude for e in entries])
    latitudes = np.array([e.latitude for e in entries])
    found = units_of_points(longitudes, latitudes, governorates)
    points = shapely.points(*to_metres().transform(longitudes, latitudes))
    near: list[list[str]] = [[] for _ in entries]
    for pcode, shape in zip(governorates.in_metres["pcode"], governorates.in_metres.geometry, strict=True):
        if pcode not in GOVERNORATES:
            continue
        shapely.prepare(shape)
        for at in np.flatnonzero(shapely.dwithin(shape, points, BORDER_M)):
            near[at].append(pcode)
    out = []
    for entry, unit, codes in zip(entries, found, near, strict=True):
        own = entry.admin1_pcode or (str(unit) if unit in GOVERNORATES else "")
        out.append(replace(entry, admin1_pcode=own, border_pcodes=tuple(sorted(set(codes) - {own}))))
    return tuple(out)


def _cell(entry: Entry) -> tuple[int, int]:
    return round(entry.latitude / _CELL), round(entry.longitude / _CELL)


def _keys_of(entry: Entry) -> tuple[frozenset[str], frozenset[str]]:
    """Return the fine keys of an entry's names, and their consonants."""
    fine = frozenset(key for name in entry.names for key in fine_keys(name) if key)
    return fine, frozenset(skeleton(key) for key in fine) - {""}


class _Places:
    """Entries by where they are."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.keys: list[tuple[frozenset[str], frozenset[str]]] = []
        self.cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        self.used: set[str] = set()

    def twin(self, entry: Entry, fine: frozenset[str], bones: frozenset[str]) -> int | None:
        """Return the position of the entry that is this very place, the nearest of several; None where there is none."""
        row, column = _cell(entry)
        best: tuple[float, int] | None = None
        for at in (at for i in (-1, 0, 1) for j in (-1, 0, 1) for at in self.cells.get((row + i, column + j), ())):
            other = self.entries[at]
            if other.kind is not entry.kind:
                continue
            metres = rough_metres_between(other, entry)
            reach = QUARTER_OF_CITY_M if other.borrowed else SAME_QUARTER_M if entry.kind is PlaceKind.NEIGHBOURHOOD else SAME_PLACE_M
            named = (metres <= reach and fine & self.keys[at][0]) or (metres <= SAME_NAMED_M and not other.borrowed and bones & self.keys[at][1])
            if named and (best is None or metres < best[0]):
                best = (metres, at)
        return best[1] if best else None

    def keep(self, entry: Entry, keys: tuple[frozenset[str], frozenset[str]]) -> None:
        """Take the entry as it is."""
        self.used.add(entry.place_id)
        self.cells[_cell(entry)].append(len(self.entries))
        self.entries.append(entry)
        self.keys.append(keys)

    def add(self, entry: Entry) -> None:
        """Give the entry's names to the place it is already, else take it under an id of its own."""
        fine, bones = _keys_of(entry)
        at = self.twin(entry, fine, bones) if entry.kind in {PlaceKind.SETTLEMENT, PlaceKind.NEIGHBOURHOOD} else None
        if at is None:
            place_id = entry.place_id
            while place_id in self.used:
                place_id += "'"
            self.keep(entry if place_id == entry.place_id else replace(entry, place_id=place_id), (fine, bones))
            return
        known = self.entries[at]
        if known.borrowed:
            known = replace(known, latitude=entry.latitude, longitude=entry.longitude, radius_m=QUARTER_M, borrowed=False)
            self.cells[_cell(known)].append(at)
        self.entries[at] = replace(
            known,
            names=distinct((*known.names, *entry.names)),
            name_ar=known.name_ar or entry.name_ar,
            admin3_pcode=known.admin3_pcode or (entry.admin3_pcode if entry.admin3_pcode.startswith(known.admin1_pcode) else ""),
            population=max(known.population, entry.population),
        )
        self.keys[at] = (self.keys[at][0] | fine, self.keys[at][1] | bones)


def merged(base: Iterable[Entry], *lists: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries of the base gazetteer and of the lists, in that order: what an earlier one has keeps its point and gains the later's names."""
    places = _Places()
    for entry in base:
        places.keep(entry, _keys_of(entry))
    for entries in lists:
        for entry in entries:
            places.add(entry)
    return tuple(places.entries)
