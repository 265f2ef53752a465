"""Lists of victims as the Violations Documentation Center in Syria published them → victims by field; their names are never read.

Source of the rules: the columns of the centre's database of the killed, as its pages named them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo_app.readers.headers import Field
from geo_app.readers.publishers.publisher import Fields, Publisher, each, first_filled, given
from geo_app.vocabulary import RowKind

if TYPE_CHECKING:
    import pandas as pd

_SLOTS: dict[str, tuple[str, ...]] = {
    "day": ("date of death", "death_date", "deathdate", "date_of_death"),
    "place": ("martyrdom location", "place of death", "area / place of death", "area \\ place of death", "area of death", "death_place", "martyrdom_location"),
    "governorate": ("province of death", "governorate of death", "death_province"),
    "home": ("province",),
    "cause": ("cause of death", "death_cause", "deathcause", "cause_of_death"),
    "actor": ("actors", "actor"),
    "status": ("status", "civilian / non-civilian", "civilian"),
    "sex": ("sex", "gender"),
    "age": ("age",),
}
_DAYS, _CAUSES = frozenset(_SLOTS["day"]), frozenset(_SLOTS["cause"])
_IDS = ("id", "index", "number")


def _knows(keys: frozenset[str]) -> bool:
    """Return True where a header names the day and cause of a death and the victim's province, sex or status."""
    return bool(keys & _DAYS) and bool(keys & _CAUSES) and "province" in keys and bool(keys & {"sex", "status", "gender"})


def _slot(frame: pd.DataFrame, name: str) -> pd.Series:
    return first_filled(frame, _SLOTS[name]).str.strip()


def _yes(cell: str) -> str:
    """Return the word of a column of civilians that says yes or no."""
    return {"yes": "Civilian", "true": "Civilian", "1": "Civilian", "no": "Non-Civilian", "false": "Non-Civilian", "0": "Non-Civilian"}.get(cell.lower(), cell)


def _fields(frame: pd.DataFrame) -> Fields:
    """Return victims by field.

    "Province" stands beside the place of birth and is where a victim came from: it is taken for the governorate of the death only in a list that has no
    place of death at all, where victims of one day could not be told apart without it. Nothing is fixed: rows are grouped before they are converted.
    """
    place, governorate = _slot(frame, "place"), _slot(frame, "governorate")
    if (place == "").all() and (governorate == "").all():
        governorate = _slot(frame, "home")
    columns: dict[str, str | pd.Series] = {
        Field.DATE: _slot(frame, "day"),
        Field.PLACE: place,
        Field.GOVERNORATE: governorate,
        Field.PERPETRATOR: _slot(frame, "actor"),
        Field.EVENT_TYPE: each(_slot(frame, "cause"), lambda cell: re.sub(r"warplane shelling", "Warplane", cell, flags=re.IGNORECASE)),
        Field.STATUS: each(_slot(frame, "status"), _yes),
        # "Adult - Female", "Child - Male"
        Field.SEX: each(_slot(frame, "sex"), lambda cell: " ".join(cell.replace("-", " ").split()).lower()),
        Field.AGE: _slot(frame, "age"),
    }
    headers: dict[str, str] = {Field.DATE: "Date of death", Field.PLACE: "Place of death", Field.GOVERNORATE: "Province", Field.PERPETRATOR: "Actors"}
    return given(frame, columns, headers), {}


VDC = Publisher(
    name="vdc",
    title="Violations Documentation Center in Syria: the killed",
    version="1",
    knows=_knows,
    needs=(*_IDS, *(column for columns in _SLOTS.values() for column in columns)),
    fields=_fields,
    row=RowKind.VICTIM,
    coverage="Documented victims: at least those whose death was recorded. The province is where a victim came from, which need not be where they died.",
)
