"""Daily totals of the killed as the Violations Documentation Center in Syria published them (by governorate; by class) → published totals of a day.

Source of the rules: the layout of the tables. Their provinces are those that victims came from, or do not say: nothing of them is mapped.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from geo_app.readers.published.reader import NAMES, PublishedReader, day, pcodes, rows_of, slug, stacked, whole
from geo_app.readers.publishers.publisher import first_filled, key
from geo_app.tables.published import TALLIES
from geo_app.vocabulary import GOVERNORATES, RowKind

if TYPE_CHECKING:
    import pandas as pd

_DATES = ("date", "day", "date of death")
_PLACES = ("governorate", "province")
_CLASSES = {
    "killed": "people",
    "total": "people",
    "deaths": "people",
    "civilians": "civilians",
    "civilian": "civilians",
    "children": "children",
    "women": "women",
    "fighters": "fighters",
    "non-civilians": "fighters",
}
"""Column → victim class."""
_COLUMNS = {key(name): code for code, names in zip(GOVERNORATES, NAMES, strict=True) for name in names.split("|")}
"""Headers that name a governorate."""
_LEAST = 3
"""Columns of governorates that make a table one by governorate."""


def _of_governorates(keys: frozenset[str]) -> bool:
    return bool(keys & set(_DATES)) and len(keys & set(_COLUMNS)) >= _LEAST


def _of_classes(keys: frozenset[str]) -> bool:
    """Return True for a date, a governorate, civilians, women or children and nothing else: any further column could make it a list of incidents."""
    known = {*_DATES, *_PLACES, *_CLASSES}
    return bool(keys & set(_DATES)) and bool(keys & set(_PLACES)) and "civilians" in keys and bool(keys & {"women", "children"}) and keys <= known


def _totals(frame: pd.DataFrame, column: str, *, victims: str, words: pd.Series | str, codes: pd.Series | str) -> pd.DataFrame:
    """Return the totals of one column."""
    value, on = whole(frame[column]), day(first_filled(frame, _DATES))
    place = slug(codes.where(codes != "", words)) if not isinstance(codes, str) and not isinstance(words, str) else str(codes)
    return rows_of(
        frame,
        {
            "tally_id": "vdc-daily:" + on + ":" + place + ":" + victims,
            "measure": "killed",
            "victim_class": victims,
            "basis": "documented",
            "attribution": "unknown",
            "window_start": on,
            "window_end": on,
            "window_start_resolved": on,
            "window_end_resolved": on,
            "window_basis": "stated",
            "area_as_reported": words,
            "area_pcodes": codes,
            "area_basis": "not_stated",
            "value_min": value,
            "value_max": value,
            "unit": "persons",
            "bound": "stated",
            "source_publisher": "Violations Documentation Center in Syria",
            "source_title": "Daily totals of the killed",
        },
    )


def _by_governorate(frame: pd.DataFrame) -> pd.DataFrame:
    """Return one total a day and column of a governorate that is not empty. Who is counted is not stated: people."""
    filled = [name for name in _COLUMNS if (frame[name].str.strip() != "").any()]
    parts = [_totals(frame, name, victims="people", words=name.title() if name.isascii() else name, codes=_COLUMNS[name]) for name in filled]
    return stacked(parts or [_totals(frame, next(iter(_COLUMNS)), victims="people", words="", codes="")], "value_min")


def _by_class(frame: pd.DataFrame) -> pd.DataFrame:
    """Return one total a day, governorate and class that is not empty; classes cut across one another and are never added."""
    words = first_filled(frame, _PLACES).str.strip()
    parts = [_totals(frame, name, victims=victims, words=words, codes=pcodes(words)) for name, victims in _CLASSES.items()]
    return stacked(parts, "value_min")


_reader = partial(
    PublishedReader,
    version="1",
    table=TALLIES,
    row=RowKind.TOTAL,
    coverage="Documented deaths by day: at least those whose death was recorded. Where the dead died is not stated.",
)
VDC_DAILY = _reader(
    name="vdc_daily",
    title="Violations Documentation Center in Syria: daily totals by governorate",
    knows=_of_governorates,
    needs=(*_DATES, *_COLUMNS),
    rows=_by_governorate,
)
VDC_DAILY_CLASSES = _reader(
    name="vdc_daily_classes",
    title="Violations Documentation Center in Syria: daily totals by class",
    knows=_of_classes,
    needs=(*_DATES, *_PLACES, *_CLASSES),
    rows=_by_class,
)
