"""Syrian Archive's three lists (alleged Russian attacks 2016, violations 2017, chemical incidents) → incidents by field.

What the columns hold is read off the lists themselves: ``Recording_Date`` and its hour and minute are the ``upload_time`` of the same 1,561 records.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from geo_app.readers.convert.given import constant
from geo_app.readers.headers import Field
from geo_app.readers.publishers.publisher import Fields, Publisher, each, given
from geo_app.vocabulary import DatePrecision, RowKind, Sensitivity, Strength

if TYPE_CHECKING:
    import pandas as pd

_RUSSIAN = ("code", "title_ar", "upload_time", "source", "location_en", "location_ar", "lat", "lon", "description_en", "collection")
_VIOLATIONS = (
    "reference_code",
    "description",
    "city",
    "neighborhood",
    "latitude",
    "longitude",
    "violation_type",
    "recording_date",
    "recording_hour",
    "source",
    "weapons_used",
)
_COLLECTIONS = tuple(f"collections.{n}" for n in range(4))
_CHEMICAL = (
    "incident_code",
    "un_title",
    "fr_title",
    "incident_date",
    "summary_en",
    "location",
    "latitude",
    "longitude",
    "weapons_used.0",
    "weapons_used.1",
    *_COLLECTIONS,
    "title_en",
    "confidence",
)
_OPERATION = date(2015, 9, 30)
"""First day of the Russian operation in Syria."""
_DAMASCUS = timedelta(hours=3)
_ALLEGED = (
    (re.compile(r"alleged .*russian attacks", re.IGNORECASE), "Russian forces"),
    (re.compile(r"alleged attacks by (?:pro-)?syrian gover\w* forces", re.IGNORECASE), "Syrian government forces"),
)
"""Collections that allege a party: whoever it is, the list accuses it and states nothing."""
_COVERAGE = "Videos that were found, kept and verified: a sample by what was uploaded. Several rows may show one incident; nobody is counted."


def _last_day(cell: str) -> date | None:
    """Return the day in Damascus of an upload; None where it is no time stamp."""
    try:
        return (datetime.fromisoformat(cell.strip()) + _DAMASCUS).date()
    except ValueError:
        return None


def _first_day(cell: str) -> str:
    """Return the first possible day of an attack that an upload shows: the operation's first, or of the year of an upload before it."""
    last = _last_day(cell)
    if last is None:
        return cell
    return (_OPERATION if last >= _OPERATION else date(last.year, 1, 1)).isoformat()


def _until(cell: str) -> str:
    last = _last_day(cell)
    return cell if last is None else last.isoformat()


def _alleged(cell: str) -> str:
    return next((party for pattern, party in _ALLEGED if pattern.search(cell)), "")


def _always(frame: pd.DataFrame, title: str, party: pd.Series, collection: pd.Series) -> dict[str, pd.Series]:
    """Return what holds for all three lists."""
    return {
        "strength": constant(Strength.ACCUSED, frame.index).where(party != "", ""),
        "perpetrator_as_reported": collection.where(party != "", "").str.strip(),
        "source_publisher": constant("Syrian Archive", frame.index),
        "source_title": constant(title, frame.index),
        "sensitivity": constant(Sensitivity.PUBLIC, frame.index),
    }


def _russian(frame: pd.DataFrame) -> Fields:
    """Return records of the list of 2016.

    An upload says only that the attack was before it: the window runs from the operation's first day to the upload, and its precision is a year.
    """
    party = each(frame["collection"], _alleged)
    uploaded = frame["upload_time"]
    columns: dict[str, str | pd.Series] = {
        Field.ID: "code",
        Field.DATE_START: each(uploaded, _first_day),
        Field.DATE_END: each(uploaded, _until),
        Field.PLACE: "location_en",
        Field.PLACE_AR: "location_ar",
        Field.LATITUDE: "lat",
        Field.LONGITUDE: "lon",
        Field.PERPETRATOR: party,
        Field.DESCRIPTION: "description_en",
        Field.SOURCE_DATE: each(uploaded, lambda cell: cell[:10]),
    }
    headers: dict[str, str] = {Field.DATE_START: "upload_time", Field.DATE_END: "upload_time", Field.PERPETRATOR: "collection"}
    fixed = {
        **_always(frame, "Syrian Archive: alleged Russian attacks", party, frame["collection"]),
        "date_precision": constant(DatePrecision.YEAR, frame.index),
        "evidence": "no day of the incident is stated: on or before the upload of " + frame["upload_time"].str.slice(0, 16) + " UTC",
        "source_origin": frame["source"].str.slice(0, 300),
    }
    return given(frame, columns, headers), fixed


def _violations(frame: pd.DataFrame) -> Fields:
    """Return records of the list of 2017.

    ``Recording_Date`` is the day of the record. Those of the collection of alleged Russian attacks are the same records as in the list of 2016 and get
    the same window. The others keep the day, with the remark that it is the recording's.
    """
    party = each(frame["violation_type"], _alleged)
    hour = each(frame["recording_hour"], lambda cell: re.sub(r"\.0+$", "", cell.strip()).zfill(2) if cell.strip() else "00")
    uploaded = frame["recording_date"].str.strip() + "T" + hour + ":00Z"
    wide = party == "Russian forces"
    columns: dict[str, str | pd.Series] = {
        Field.ID: "reference_code",
        Field.DATE_START: frame["recording_date"].mask(wide, each(uploaded, _first_day)),
        Field.DATE_END: each(uploaded, _until).where(wide, ""),
        Field.PLACE: frame["neighborhood"].where(frame["neighborhood"].str.strip() != "", frame["city"]),
        Field.GOVERNORATE: "city",
        Field.LATITUDE: "latitude",
        Field.LONGITUDE: "longitude",
        Field.PERPETRATOR: party,
        Field.EVENT_TYPE: "weapons_used",
        Field.DESCRIPTION: "description",
    }
    headers: dict[str, str] = {Field.DATE_START: "Recording_Date", Field.PERPETRATOR: "Violation_Type", Field.PLACE: "Neighborhood"}
    fixed = {
        **_always(frame, "Syrian Archive: violations", party, frame["violation_type"]),
        "date_precision": constant(DatePrecision.DAY, frame.index).mask(wide, str(DatePrecision.YEAR)),
        "evidence": "dated by the recording of " + frame["recording_date"].str.strip() + ", the incident may be earlier; " + frame["violation_type"],
        "source_origin": frame["source"].str.slice(0, 300),
    }
    return given(frame, columns, headers), fixed


def _chemical_means(cell: str) -> str:
    """Return the weapons of a record; the list is one of chemical incidents, which its words need not repeat."""
    words = cell.strip("; ")
    return re.sub(r"mustard gas", "chemical: mustard gas", words, flags=re.IGNORECASE) if words else "Chemical Weapons"


def _chemical(frame: pd.DataFrame) -> Fields:
    """Return records of chemical incidents: "location" is "governorate : place" in Arabic, ``confidence`` 0 to 3 in the list's own scale."""
    joined = frame[_COLLECTIONS[0]]
    for name in _COLLECTIONS[1:]:
        joined = joined + "; " + frame[name]
    party = each(joined, _alleged)
    place = each(frame["location"], lambda cell: cell.rpartition(":")[2].strip())
    titles = frame["title_en"].where(frame["title_en"] != "", frame["fr_title"]).where(lambda t: t != "", frame["un_title"]).str.strip()
    columns: dict[str, str | pd.Series] = {
        Field.ID: "incident_code",
        Field.DATE: "incident_date",
        Field.PLACE: place,
        Field.PLACE_AR: place,
        Field.GOVERNORATE: each(frame["location"], lambda cell: cell.partition(":")[0].strip() if ":" in cell else ""),
        Field.LATITUDE: "latitude",
        Field.LONGITUDE: "longitude",
        Field.PERPETRATOR: party,
        Field.EVENT_TYPE: each(frame["weapons_used.0"] + "; " + frame["weapons_used.1"], _chemical_means),
        Field.DESCRIPTION: "summary_en",
    }
    said = each(joined, lambda cell: next((one for one in cell.split("; ") if _alleged(one)), ""))
    fixed = {
        **_always(frame, "Syrian Archive: chemical incidents", party, said),
        "evidence": titles + "; confidence " + frame["confidence"].str.strip() + " of 3",
    }
    return given(frame, columns, {Field.PLACE: "location", Field.PERPETRATOR: "collections", Field.EVENT_TYPE: "weapons_used"}), fixed


SYRIAN_ARCHIVE_RUSSIAN = Publisher(
    name="syrian_archive_russian_attacks",
    title="Syrian Archive: alleged Russian attacks",
    version="1",
    knows=lambda keys: keys >= {"code", "upload_time", "collection", "location_ar"},
    needs=_RUSSIAN,
    fields=_russian,
    row=RowKind.ACCOUNT,
    coverage=_COVERAGE,
)
SYRIAN_ARCHIVE_VIOLATIONS = Publisher(
    name="syrian_archive_violations",
    title="Syrian Archive: violations",
    version="1",
    knows=lambda keys: keys >= {"reference_code", "violation_type", "recording_date"},
    needs=_VIOLATIONS,
    fields=_violations,
    row=RowKind.ACCOUNT,
    coverage=f"{_COVERAGE} It holds the records of the list of alleged Russian attacks once more.",
)
SYRIAN_ARCHIVE_CHEMICAL = Publisher(
    name="syrian_archive_chemical",
    title="Syrian Archive: chemical incidents",
    version="1",
    knows=lambda keys: keys >= {"incident_code", "incident_date", "use_of_illegal_weapons"},
    needs=_CHEMICAL,
    fields=_chemical,
    coverage="Reported chemical incidents of 2012 to 2018, of which some have no visual documentation. Nobody is counted.",
)
