"""IOM's Displacement Tracking Matrix (API version 3) → stocks of displaced people, a series of rounds for each area that is never summed.

Source of the rules: DTM API, displacement data of administrative levels 0 to 2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo_app.readers.published.reader import PublishedReader, day, pcodes, rows_of, short, slug, whole
from geo_app.readers.publishers.publisher import elsewhere, first_filled
from geo_app.tables.published import DISPLACEMENT
from geo_app.vocabulary import RowKind

if TYPE_CHECKING:
    import pandas as pd

_NEEDS = (
    "operation admin0name admin0pcode admin1name admin1pcode admin2name admin2pcode numpresentidpind reportingdate yearreportingdate monthreportingdate "
    "roundnumber numbermales numberfemales idporiginadmin1name idporiginadmin1pcode displacementreason assessmenttype"
)


def _governorate(frame: pd.DataFrame, name: str, code: str) -> pd.Series:
    by_code = pcodes(frame[code])
    return by_code.where(by_code != "", pcodes(frame[name]))


def _reported(frame: pd.DataFrame) -> pd.Series:
    """Return the day of reporting, else the month ("2024-08"), else what is there."""
    month = frame["yearreportingdate"].str.strip() + "-" + frame["monthreportingdate"].str.strip().str.zfill(2)
    stated = day(frame["reportingdate"])
    return stated.where(stated != "", month.where(frame["monthreportingdate"].str.strip() != "", ""))


def _rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Return one stock a round, area, origin and reason.

    A round counts who is there on its day. All rounds of one operation, area, origin, reason and method are one series, of which only the latest counts.
    """
    people, reported = whole(frame["numpresentidpind"]), _reported(frame)
    area = first_filled(frame, ("admin2pcode", "admin2name", "admin1pcode", "admin1name", "admin0pcode", "admin0name"))
    origin = first_filled(frame, ("idporiginadmin1pcode", "idporiginadmin1name"))
    series = "dtm:" + slug(frame["operation"]) + ":" + slug(area) + ":" + slug(origin) + ":" + slug(frame["displacementreason"])
    series = series + ":" + slug(frame["assessmenttype"])
    where = frame["admin2name"].str.strip() + (", " + frame["admin1name"].str.strip()).where(frame["admin2name"].str.strip() != "", frame["admin1name"])
    where = where.where(where.str.strip() != "", frame["admin0name"])
    inside, all_ = _governorate(frame, "admin1name", "admin1pcode"), _governorate(frame, "admin0name", "admin0pcode")
    males, females = whole(frame["numbermales"]), whole(frame["numberfemales"])
    return rows_of(
        frame,
        {
            "displacement_id": "dtm:" + slug(area) + ":" + slug(frame["roundnumber"]) + ":" + slug(reported) + ":" + short(series),
            "kind": "stock",
            "origin_as_reported": first_filled(frame, ("idporiginadmin1name", "idporiginadmin1pcode")),
            "origin_pcodes": _governorate(frame, "idporiginadmin1name", "idporiginadmin1pcode"),
            "destination_as_reported": where.str.strip(),
            "destination_pcodes": inside.where(inside != "", all_.where(frame["admin1name"].str.strip() == "", "")),
            "persons_min": people,
            "persons_max": people,
            "bound": "stated",
            "window_start": reported,
            "window_end": reported,
            "window_start_resolved": reported,
            "window_end_resolved": reported,
            "window_basis": "stated",
            "attribution": "unknown",
            "cause_as_reported": frame["displacementreason"].str.strip(),
            "series_id": series,
            "source_publisher": "IOM DTM",
            "source_title": frame["operation"].str.strip(),
            "note": "round " + frame["roundnumber"].str.strip() + ("; males " + males + ", females " + females).where((males != "") & (females != ""), ""),
        },
    )


DTM = PublishedReader(
    name="dtm",
    title="IOM Displacement Tracking Matrix",
    version="1",
    knows=lambda keys: keys >= {"admin0name", "numpresentidpind"},
    needs=tuple(_NEEDS.split()),
    table=DISPLACEMENT,
    row=RowKind.STOCK,
    rows=_rows,
    coverage="People present in the assessed places on the day of a round. Rounds cover different places and are never added.",
    foreign=lambda frame: elsewhere(first_filled(frame, ("admin0name", "admin0pcode"))),
)
