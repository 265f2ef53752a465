"""HDX HAPI's tables of conflict events and of displaced people → published totals a month and area; stocks of displaced people.

Source of the rules: HDX Humanitarian API, Conflict Events and Internally-Displaced Persons; the events are ACLED's, the people IOM DTM's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo_app.readers.published.reader import PublishedReader, day, pcodes, rows_of, short, slug, stacked, whole
from geo_app.readers.publishers.publisher import each, elsewhere, first_filled
from geo_app.tables.published import DISPLACEMENT, TALLIES
from geo_app.vocabulary import COUNTRY_CODE, RowKind

if TYPE_CHECKING:
    import pandas as pd

_AREA = ("location_code", "admin1_code", "admin1_name", "admin2_code", "admin2_name")
_PERIOD = ("reference_period_start", "reference_period_end", "dataset_hdx_id", "resource_hdx_id")
_COUNTS = {"events": ("events", "", "events", "documented"), "fatalities": ("killed", "people", "persons", "estimated")}
"""Column → measure, victim class, unit and basis: ACLED's fatalities are its own estimate."""


def _where(frame: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the area in words, its governorate (the country where a row is of all of it), and the key of the smallest area named."""
    first, second = frame["admin1_name"].str.strip(), frame["admin2_name"].str.strip()
    words = second + (", " + first).where(second != "", first)
    by_code = pcodes(frame["admin1_code"])
    codes = by_code.where(by_code != "", pcodes(frame["admin1_name"]))
    national = (first == "") & (frame["admin1_code"].str.strip() == "")
    return {
        "words": words.where(~national, "Syria"),
        "codes": codes.mask(national, COUNTRY_CODE),
        "key": slug(first_filled(frame, ("admin2_code", "admin2_name", "admin1_code", "admin1_name", "location_code"))),
    }


def _window(frame: pd.DataFrame) -> dict[str, pd.Series | str]:
    start, end = day(frame["reference_period_start"]), day(frame["reference_period_end"])
    return {
        "window_start": start,
        "window_end": end,
        "window_start_resolved": start,
        "window_end_resolved": end,
        "window_basis": "stated",
    }


def _events(frame: pd.DataFrame) -> pd.DataFrame:
    """Return two totals a row, of events and of the killed. Types of events overlap one another: civilians are targeted within political violence."""
    where, window, kind = _where(frame), _window(frame), frame["event_type"].str.strip()
    parts = []
    for column, (measure, victims, unit, basis) in _COUNTS.items():
        value = whole(frame[column])
        cells: dict[str, pd.Series | str] = {
            "tally_id": "hapi:" + slug(kind) + ":" + where["key"] + ":" + slug(day(frame["reference_period_start"])) + ":" + measure,
            "measure": measure,
            "victim_class": victims,
            "victim_sub": kind,
            "basis": basis,
            "attribution": "unknown",
            **window,
            "area_as_reported": where["words"],
            "area_pcodes": where["codes"],
            "area_basis": "place_of_death",
            "value_min": value,
            "value_max": value,
            "unit": unit,
            "bound": "stated",
            "source_publisher": "HDX HAPI",
            "source_origin": "ACLED",
            "origin_ids": "acled",
            "source_title": "Conflict events",
            "evidence": first_filled(frame, ("dataset_hdx_id", "resource_hdx_id")),
            "note": "type of events: " + kind + "; types overlap and are never added",
        }
        parts.append(rows_of(frame, cells))
    return stacked(parts, "value_min")


def _idps(frame: pd.DataFrame) -> pd.DataFrame:
    """Return one stock a row; the rounds of one area, operation and method are a series of which only the latest counts."""
    where, window, people = _where(frame), _window(frame), whole(frame["population"])
    series = "hapi-idps:" + where["key"] + ":" + slug(frame["operation"]) + ":" + slug(frame["assessment_type"])
    return rows_of(
        frame,
        {
            "displacement_id": "hapi-idps:"
            + where["key"]
            + ":"
            + slug(frame["reporting_round"])
            + ":"
            + slug(day(frame["reference_period_start"]))
            + ":"
            + short(series),
            "kind": "stock",
            "destination_as_reported": where["words"],
            "destination_pcodes": where["codes"],
            "persons_min": people,
            "persons_max": people,
            "bound": "stated",
            **window,
            "attribution": "unknown",
            "series_id": series,
            "source_publisher": "HDX HAPI",
            "source_origin": "IOM DTM",
            "source_title": "Internally displaced persons",
            "evidence": first_filled(frame, ("dataset_hdx_id", "resource_hdx_id")),
            "note": each(frame["reporting_round"], lambda cell: f"round {cell.strip()}" if cell.strip() else ""),
        },
    )


HAPI_EVENTS = PublishedReader(
    name="hapi_conflict_events",
    title="HDX HAPI: conflict events",
    version="1",
    knows=lambda keys: keys >= {"location_code", "event_type", "events", "fatalities", "reference_period_start"},
    needs=(*_AREA, "event_type", "events", "fatalities", *_PERIOD),
    table=TALLIES,
    row=RowKind.TOTAL,
    rows=_events,
    coverage="Monthly counts of ACLED's events by area and type. Types overlap; combatants are counted too.",
    foreign=lambda frame: elsewhere(frame["location_code"]),
)
HAPI_IDPS = PublishedReader(
    name="hapi_idps",
    title="HDX HAPI: internally displaced persons",
    version="1",
    knows=lambda keys: keys >= {"location_code", "population", "reporting_round", "reference_period_start"},
    needs=(*_AREA, "population", "reporting_round", "assessment_type", "operation", *_PERIOD),
    table=DISPLACEMENT,
    row=RowKind.STOCK,
    rows=_idps,
    coverage="People present in the assessed places at the time of a round. Rounds cover different places and are never added.",
    foreign=lambda frame: elsewhere(frame["location_code"]),
)
