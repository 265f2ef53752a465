"""Insecurity Insight's Attacks on Health Care (HDX) → incidents by field: health workers are counted, nobody else.

Source of the rules: the file's own words; Insecurity Insight, Safeguarding Health in Conflict, codebook of the SiND events.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo_app.readers.convert.given import constant
from geo_app.readers.headers import Field
from geo_app.readers.publishers.publisher import Fields, Publisher, each, elsewhere, first_filled, given
from geo_app.vocabulary import Precision, Sensitivity

if TYPE_CHECKING:
    import pandas as pd

_NEEDS = (
    "sind event id",
    "date",
    "event description",
    "country",
    "country iso",
    "admin 1",
    "latitude",
    "longitude",
    "geo precision",
    "reported perpetrator",
    "reported perpetrator name",
    "weapon carried/used",
    "location",
    "health workers killed",
    "health workers injured",
)
_KNOWN = frozenset({"sind event id", "health workers killed", "reported perpetrator name"})
_PRECISION = {
    "1": Precision.SETTLEMENT,
    "2": Precision.NEAR,
    "3": Precision.DISTRICT,
    "4": Precision.GOVERNORATE,
    "5": Precision.REGION,
    "6": Precision.COUNTRY,
    "7": Precision.UNKNOWN,
}
"""``Geo Precision``: "(2) 25 km", "(3) district", "(4) governorate", "(5) along a road or river", "(6) country"."""


def _said(cells: pd.Series) -> pd.Series:
    """Return the cells, empty where they say that there is no information."""
    return cells.where(~cells.str.strip().str.lower().str.startswith("no information"), "")


def _precision(cell: str) -> str:
    found = re.match(r"\s*\((\d)\)", cell)
    return str(_PRECISION.get(found.group(1), "")) if found else ""


def _fields(frame: pd.DataFrame) -> Fields:
    """Return incidents by field.

    Health workers killed are a part of the killed, of whom nothing else is said; health workers injured are the fewest injured.
    ``Location`` says what was hit, not where.
    """
    injured = frame["health workers injured"].str.strip().str.replace(r"\.0+$", "", regex=True)
    columns: dict[str, str | pd.Series] = {
        Field.ID: "sind event id",
        Field.DATE: "date",
        Field.GOVERNORATE: _said(frame["admin 1"]),
        Field.LATITUDE: "latitude",
        Field.LONGITUDE: "longitude",
        Field.PERPETRATOR: _said(frame["reported perpetrator name"]),
        Field.KILLED_MEDICS: frame["health workers killed"].str.strip().str.replace(r"\.0+$", "", regex=True),
        Field.INJURED_MIN: injured.where(injured != "0", ""),
        Field.EVENT_TYPE: _said(frame["weapon carried/used"]),
        Field.TARGET: _said(frame["location"]),
        Field.DESCRIPTION: "event description",
    }
    headers: dict[str, str] = {Field.GOVERNORATE: "Admin 1", Field.PERPETRATOR: "Reported Perpetrator Name", Field.KILLED_MEDICS: "Health Workers Killed"}
    kind = _said(frame["reported perpetrator"])
    fixed = {
        "place_precision": each(frame["geo precision"], _precision),
        "evidence": "health workers injured: " + injured + ("; perpetrator: " + kind).where(kind != "", ""),
        "source_publisher": constant("Insecurity Insight", frame.index),
        "source_title": constant("Attacks on Health Care in Syria", frame.index),
        "sensitivity": constant(Sensitivity.PUBLIC, frame.index),
    }
    return given(frame, columns, {**headers, Field.INJURED_MIN: "Health Workers Injured"}), fixed


INSECURITY_INSIGHT = Publisher(
    name="insecurity_insight",
    title="Insecurity Insight: Attacks on Health Care",
    version="1",
    knows=lambda keys: keys >= _KNOWN,
    needs=_NEEDS,
    fields=_fields,
    coverage="Reported violence against health care. Only health workers are counted: other dead and injured of the same events are not in this file.",
    foreign=lambda frame: elsewhere(first_filled(frame, ("country iso", "country"))),
)
