"""What would be imported of a file and what refused, before anything is: the answer of ``geo-app check`` and of the upload."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo_app.boundaries.in_use import load_layers
from geo_app.gazetteer.governorates import load_governorate_names
from geo_app.locating.decided import load_decided_geocoder
from geo_app.locating.locate import Located, locate, unit_of
from geo_app.readers.accounts import read_accounts
from geo_app.vocabulary import AREA_ONLY, GOVERNORATES, MAPPED, GeocodeMethod, Precision

if TYPE_CHECKING:
    import pandas as pd

    from geo_app.model.decisions import Decisions
    from geo_app.model.places import Place
    from geo_app.model.records import Rejection
    from geo_app.readers.delimited import RawTable

MOST_UNPLACED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a file holds.

    Attributes:
        rows, accepted, refused: rows of the file; they add up.
        incidents: distinct incidents in the accepted rows.
        mapped, area, unmapped: accepted rows by how their place is known.
        rejections: each refused cell with row, column, value and reason.
        unplaced: place texts that are ambiguous or unknown with the number of rows they stand in and the sentence, most rows first.
        disagreements: place texts whose stated governorate is not the one their point lies in: text, stated P-codes, unit found, rows.
        ignored_columns: columns of the file that geo_app does not read.
    """

    file: str
    rows: int
    accepted: int
    refused: int
    incidents: int
    mapped: int
    area: int
    unmapped: int
    rejections: tuple[Rejection, ...]
    unplaced: tuple[tuple[str, int, str], ...]
    disagreements: tuple[tuple[str, str, str, int], ...]
    ignored_columns: tuple[str, ...]


def _is_open(place: Place) -> bool:
    return place.method is GeocodeMethod.AMBIGUOUS or (place.precision is Precision.UNKNOWN and place.method is not GeocodeMethod.DECIDED)


def _disagreements(records: pd.DataFrame, located: Located, counts: Counter[int]) -> tuple[tuple[str, str, str, int], ...]:
    """Return where the governorate that rows state is not the one in whose polygon the place lies."""
    found = unit_of(located.places, load_layers().governorates)
    names = load_governorate_names()
    firsts = dict(zip(located.of_account[::-1].tolist(), records.index[::-1], strict=True))
    out = []
    for at, (place, unit) in enumerate(zip(located.places, found, strict=True)):
        row = firsts[at]
        stated = names.find_all(str(records.at[row, "area_pcodes"]) or str(records.at[row, "governorate_as_reported"]))
        if unit in GOVERNORATES and stated and unit not in stated and place.method is not GeocodeMethod.DECIDED:
            out.append((place.query, ";".join(stated), str(unit), counts[at]))
    return tuple(sorted(out, key=lambda item: (-item[3], item[0])))


def preview_accounts(raw: RawTable, decisions: Decisions | None = None) -> Preview:
    """Return what would be taken of an accounts file, placed with ``decisions`` (None: those of the person at this machine). Nothing is stored.

    Raises:
        BadFileError: the file is not an accounts table.
    """
    reading = read_accounts(raw)
    located = locate(reading.records, load_decided_geocoder(decisions))
    counts = Counter(located.of_account.tolist())
    by_kind: Counter[str] = Counter()
    unplaced = []
    for at, place in enumerate(located.places):
        kind = "mapped" if place.precision in MAPPED else "area" if place.precision in AREA_ONLY else "unmapped"
        by_kind[kind] += counts[at]
        if _is_open(place):
            unplaced.append((place.query, counts[at], place.explanation))
    return Preview(
        file=raw.file,
        rows=reading.rows,
        accepted=len(reading.records),
        refused=reading.rows - len(reading.records),
        incidents=int(reading.records["incident_id"].nunique()),
        mapped=by_kind["mapped"],
        area=by_kind["area"],
        unmapped=by_kind["unmapped"],
        rejections=reading.rejections,
        unplaced=tuple(sorted(unplaced, key=lambda item: (-item[1], item[0]))[:MOST_UNPLACED]),
        disagreements=_disagreements(reading.records, located, counts),
        ignored_columns=reading.ignored_columns,
    )
