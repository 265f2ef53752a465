"""UCDP GED (25.1, HDX's files of one country, candidate releases, reduced files with years only) → incidents by field, by its codebook.

Codebook: UCDP Georeferenced Event Dataset Codebook 25.1, Department of Peace and Conflict Research, Uppsala University.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo_app.readers.convert.given import constant, texts
from geo_app.readers.headers import Field
from geo_app.readers.publishers.publisher import Fields, Publisher, coded, elsewhere, first_filled, given
from geo_app.vocabulary import DatePrecision, Precision, Sensitivity

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLUMNS = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id dyad_name "
    "side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date "
    "source_headline source_original where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country "
    "country_id region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob"
)
COLUMNS = tuple(_COLUMNS.split())
"""The 49 columns of GED 25.1 in the publisher's order: the header of files that have none."""
_NEEDS = (
    "id year type_of_violence side_a side_b number_of_sources source_office source_headline source_original where_prec where_coordinates adm_1 adm_2 "
    "latitude longitude country date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low"
)
_KNOWN = frozenset({"id", "side_a", "side_b", "where_prec", "deaths_civilians"})
_DEATHS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
_PLACE = {
    "1": Precision.SETTLEMENT,
    "2": Precision.NEAR,
    "3": Precision.DISTRICT,
    "4": Precision.GOVERNORATE,
    "5": Precision.REGION,
    "6": Precision.COUNTRY,
    "7": Precision.UNKNOWN,
}
"""``where_prec``: 1 exactly the point coded, a town or village; 2 a limited area around it, up to about 25 km; 3 a second-order administrative unit;
4 a first-order one; 5 a line or an area larger than 3 that is no unit; 6 the country; 7 international waters or airspace."""
_TIME = {"1": DatePrecision.DAY, "2": DatePrecision.DAYS, "3": DatePrecision.WEEK, "4": DatePrecision.MONTH, "5": DatePrecision.YEAR}
"""``date_prec``: 1 the day is known; 2 within 2 to 6 days; 3 the week; 4 the month; 5 more than a month, up to a year."""
_ONE_SIDED = "3"


def headerless(cells: Sequence[str]) -> bool:
    """Return True where cells are a record of GED and no header: candidate releases have come without one."""
    if len(cells) != len(COLUMNS):
        return False
    row = dict(zip(COLUMNS, (cell.strip() for cell in cells), strict=True))
    plain = all(re.fullmatch(r"\d+", row[name]) for name in ("id", "where_prec", "date_prec", "best"))
    dated = re.match(r"\d{4}-\d{2}-\d{2}", row["date_start"]) and re.fullmatch(r"\d{4}", row["year"])
    return plain and bool(dated) and row["type_of_violence"] in {"1", "2", _ONE_SIDED}


def _numbers(cells: pd.Series) -> pd.Series:
    return pd.to_numeric(cells.where(cells != ""), errors="coerce").astype("float64")


def _total(frame: pd.DataFrame) -> pd.Series:
    """Return ``best``; where a reduced file lacks it, the sum of the four counts that it is by the codebook."""
    summed = sum((_numbers(frame[name]) for name in _DEATHS), start=pd.Series(0.0, index=frame.index))
    # Some cells are empty: no sum is known.
    text = texts(np.where(summed.isna(), "", summed.fillna(0).astype("int64").astype("str")), frame.index)
    return frame["best"].where(frame["best"] != "", text)


def _when(frame: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Return first day, last day and precision; where only a year is given, the whole of it."""
    year = frame["year"].str.strip()
    bare = (frame["date_start"] == "") & (year != "")
    start = frame["date_start"].mask(bare, year + "-01-01")
    end = frame["date_end"].mask(bare, year + "-12-31")
    stated = coded(frame["date_prec"], _TIME)
    # An event that went on for days is coded 1 where both its days are known: its day is not.
    lasting = (stated == str(DatePrecision.DAY)) & (end != "") & (end != start)
    return start, end, stated.mask(lasting, str(DatePrecision.DAYS)).mask(bare, str(DatePrecision.YEAR))


def _evidence(frame: pd.DataFrame, dropped: pd.Series) -> pd.Series:
    """Return the two sides, how many sources were used (-1: not known), a count of civilians that contradicts the whole, and a lack of days."""
    sides = frame["side_a"].str.strip() + " – " + frame["side_b"].str.strip()
    number = frame["number_of_sources"].str.strip()
    counted = (number != "") & ~number.str.startswith("-")
    sources = ("; sources: " + number).where(counted, "")
    doubt = ("; civilians in the file: " + frame["deaths_civilians"] + ", more than its highest estimate").where(dropped, "")
    bare = frame["date_start"] == ""
    year = pd.Series(np.where(bare, "; only the year is in this file", ""), index=frame.index, dtype="str")
    return sides + sources + doubt + year


def _fields(frame: pd.DataFrame) -> Fields:
    """Return events by field.

    ``side_a`` is a perpetrator only in one-sided violence (``type_of_violence`` 3: it killed civilians); elsewhere the sides fought one another and
    nobody is named. ``low``, ``best``, ``high`` count all the dead; ``deaths_civilians`` are among them.
    """
    start, end, precision = _when(frame)
    killed = _total(frame)
    most = _numbers(frame["high"]).fillna(_numbers(killed))
    dropped = _numbers(frame["deaths_civilians"]) > most
    one_sided = frame["type_of_violence"].str.strip() == _ONE_SIDED
    columns: dict[str, str | pd.Series] = {
        Field.ID: "id",
        Field.DATE_START: start,
        Field.DATE_END: end,
        Field.PLACE: "where_coordinates",
        Field.GOVERNORATE: "adm_1",
        Field.DISTRICT: "adm_2",
        Field.LATITUDE: "latitude",
        Field.LONGITUDE: "longitude",
        Field.PERPETRATOR: frame["side_a"].where(one_sided, ""),
        Field.KILLED: killed,
        Field.KILLED_MIN: "low",
        Field.KILLED_MAX: "high",
        Field.KILLED_CIVILIANS: frame["deaths_civilians"].mask(dropped, ""),
        Field.DESCRIPTION: "source_headline",
    }
    headers: dict[str, str] = {Field.DATE_START: "date_start", Field.DATE_END: "date_end", Field.PERPETRATOR: "side_a", Field.KILLED: "best"}
    fixed = {
        "date_precision": precision,
        "place_precision": coded(frame["where_prec"], _PLACE),
        "evidence": _evidence(frame, dropped),
        "source_publisher": constant("UCDP", frame.index),
        "source_origin": first_filled(frame, ("source_original", "source_office")).str.slice(0, 300),
        "source_title": constant("UCDP Georeferenced Event Dataset", frame.index),
        "sensitivity": constant(Sensitivity.PUBLIC, frame.index),
    }
    return given(frame, columns, {**headers, Field.KILLED_CIVILIANS: "deaths_civilians"}), fixed


UCDP_GED = Publisher(
    name="ucdp_ged",
    title="UCDP Georeferenced Event Dataset",
    version="1",
    knows=lambda keys: keys >= _KNOWN,
    needs=tuple(_NEEDS.split()),
    fields=_fields,
    coverage="Events of organised violence with at least one death, of conflicts, dyads and actors that reach 25 deaths in a year. Combatants are counted too.",
    foreign=lambda frame: elsewhere(frame["country"]),
    headerless=headerless,
    columns=COLUMNS,
)
