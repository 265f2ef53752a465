"""Files of published totals and displacement → rows of the canonical tables; HXL tags → fields. All rows here are invented."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo_app.readers.canonical import Reading, read_canonical
from geo_app.readers.delimited import RawTable
from geo_app.readers.findings import Findings
from geo_app.readers.headers import Field
from geo_app.readers.hxl import fields_of_tags
from geo_app.readers.published.reader import NAMES, pcode
from geo_app.readers.published.registry import PUBLISHED, published_of
from geo_app.readers.publishers.publisher import at_home, key
from geo_app.readers.publishers.registry import PUBLISHERS
from geo_app.tables.published import DISPLACEMENT, TALLIES
from geo_app.vocabulary import GOVERNORATES

DTM = {
    "operation": "Test monitoring",
    "admin0Name": "Syrian Arab Republic",
    "admin0Pcode": "SYR",
    "admin1Name": "Idleb",
    "admin1Pcode": "SY07",
    "admin2Name": "Testdistrict",
    "admin2Pcode": "SY0799",
    "numPresentIdpInd": "1200",
    "reportingDate": "2024-08-15T00:00:00",
    "yearReportingDate": "2024",
    "monthReportingDate": "8",
    "roundNumber": "7",
    "numberMales": "600",
    "numberFemales": "600",
    "idpOriginAdmin1Name": "Hama",
    "idpOriginAdmin1Pcode": "SY05",
    "displacementReason": "Conflict",
    "assessmentType": "Baseline",
}
IDU = {
    "id": "900001",
    "country": "Syria",
    "iso3": "SYR",
    "role": "Recommended figure",
    "displacement_type": "Conflict",
    "qualifier": "total",
    "figure": "500",
    "displacement_date": "2020-02-03",
    "displacement_start_date": "2020-02-01",
    "displacement_end_date": "2020-02-05",
    "event_id": "77",
    "event_name": "Test event",
    "locations_name": "Testville, Idleb, Syria",
    "sources": "A source",
    "source_url": "https://example.org/a",
}
HAPI = {
    "location_code": "SYR",
    "admin1_code": "SY07",
    "admin1_name": "Idleb",
    "admin2_code": "",
    "admin2_name": "",
    "event_type": "political_violence",
    "events": "12",
    "fatalities": "30",
    "reference_period_start": "2020-02-01T00:00:00",
    "reference_period_end": "2020-02-29T23:59:59",
    "dataset_hdx_id": "abc",
}
IDPS = {
    "location_code": "SYR",
    "admin1_code": "SY07",
    "admin1_name": "Idleb",
    "population": "1000",
    "reporting_round": "3",
    "assessment_type": "BA",
    "operation": "Test monitoring",
    "reference_period_start": "2020-02-01",
    "reference_period_end": "2020-02-29",
}


def text_rows(header: Sequence[str], rows: Sequence[dict[str, str]]) -> tuple[str, pd.DataFrame]:
    """Return the name of the reader that knows a header and what it makes of the rows, numbered from 2."""
    reader = published_of(frozenset(key(name) for name in header))
    assert reader is not None
    frame = pd.DataFrame([{key(name): row.get(name, "") for name in header} for row in rows], index=range(2, len(rows) + 2), dtype="str")
    missing = {name: "" for name in reader.needs if name not in frame}
    frame = at_home(reader, frame.assign(**missing).astype("str"), Findings())
    return reader.name, reader.rows(frame)


def checked(header: Sequence[str], rows: Sequence[dict[str, str]]) -> tuple[str, Reading]:
    """Read rows and check what becomes of them against their canonical table."""
    name, made = text_rows(header, rows)
    table = next(one for one in PUBLISHED if one.name == name).table
    raw = RawTable(file=name, header=tuple(made.columns), rows=tuple(map(tuple, made.to_numpy().tolist())), numbers=tuple(range(2, len(made) + 2)))
    return name, read_canonical(raw, table)


def one(row: dict[str, str]) -> pd.Series:
    """Read one row, which must be accepted and become one."""
    _, reading = checked(list(row), [row])
    assert reading.rejections == ()
    assert len(reading.records) == 1
    return reading.records.iloc[0]


def test_registry() -> None:
    """Readers have names of their own, and no header of totals is one of incidents."""
    assert len({one.name for one in PUBLISHED} | {one.name for one in PUBLISHERS}) == len(PUBLISHED) + len(PUBLISHERS)
    for row in (DTM, IDU, HAPI, IDPS):
        keys = frozenset(map(key, row))
        assert sum(one.knows(keys) for one in PUBLISHED) == 1
        assert not any(one.knows(keys) for one in PUBLISHERS)
    assert published_of(frozenset({"date", "place", "governorate", "killed", "civilians", "women", "children", "perpetrator"})) is None


def test_governorates_by_name() -> None:
    """Each name in the list means its own governorate; other places mean none."""
    for code, names in zip(GOVERNORATES, NAMES, strict=True):
        assert {pcode(name) for name in names.split("|")} == {code}
    assert pcode("Aleppo Governorate") == "SY02"
    assert pcode("SY14") == "SY14"
    assert pcode("Syrian Arab Republic") == "SY"
    assert pcode("Testville") == ""
    assert pcode("") == ""


# OCHA --------------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("said", "kind"), [("IDP", "flow"), ("IDPs", "flow"), ("Returnees", "return")])
def test_ocha_kinds(said: str, kind: str) -> None:
    """Displaced people are flows and returnees returns, each in the month and the governorate where they arrived."""
    row = one({"type": said, "governorate": "Ar-Raqqa", "month": "2020-02-01", "estimate": "150.0"})
    assert (row["kind"], row["persons_min"], row["persons_max"], row["destination_pcodes"], row["origin_pcodes"]) == (kind, 150, 150, "SY11", "")
    assert (str(row["window_start_resolved"].date()), str(row["window_end_resolved"].date())) == ("2020-02-01", "2020-02-29")


def test_ocha_refuses_what_it_does_not_know() -> None:
    """An unknown type, a figure that is no whole number and a month that is none are refused, not guessed."""
    rows = [
        {"type": "Refugees", "governorate": "Homs", "month": "2020-02-01", "estimate": "10"},
        {"type": "IDP", "governorate": "Homs", "month": "2020-02-01", "estimate": "10.5"},
        {"type": "IDP", "governorate": "Homs", "month": "2020-13-01", "estimate": "10"},
    ]
    _, reading = checked(list(rows[0]), rows)
    assert len(reading.records) == 0
    assert {rejection.row for rejection in reading.rejections} == {2, 3, 4}


def test_ocha_real_sums(shared_data: Path) -> None:
    """The sums of both real layouts are the files' own, and every governorate is recognised."""
    monthly = pd.read_csv(shared_data / "displacement" / "ocha_idp_monthly_by_governorate_2016_2021.csv", dtype=str, keep_default_na=False)
    name, reading = checked(list(monthly), monthly.to_dict("records"))
    assert (name, reading.rejections, len(reading.records)) == ("ocha_idp_monthly", (), 1441)
    sums = reading.records.groupby("kind")["persons_min"].sum()
    assert (sums["flow"], sums["return"]) == (10_685_316, 3_290_100)
    assert set(reading.records["destination_pcodes"]) == set(GOVERNORATES)
    pairs = pd.read_csv(shared_data / "displacement" / "ocha_idp_origin_destination_governorate_dec2021.csv", dtype=str, keep_default_na=False)
    name, other = checked(list(pairs), pairs.to_dict("records"))
    assert (name, other.rejections, len(other.records)) == ("ocha_idp_pairs", (), 65)
    sums = other.records.groupby("kind")["persons_min"].sum()
    assert (sums["flow"], sums["return"]) == (19_561, 14_238)
    assert (other.records["origin_pcodes"] != "").all()
    assert (other.records["destination_pcodes"] != "").all()
    last = reading.records[reading.records["window_start"] == "2021-12"]
    by_arrival = other.records.groupby(["kind", "destination_pcodes"])["persons_min"].sum()
    assert last.groupby(["kind", "destination_pcodes"])["persons_min"].sum().to_dict() == by_arrival.to_dict()


# DTM ---------------------------------------------------------------------------------------------------------------------------------------------


def test_dtm_round_is_a_stock_in_a_series() -> None:
    """A round counts who is there on its day; rounds of one area, origin, reason and method are one series."""
    row = one(DTM)
    assert (row["kind"], row["persons_min"], row["bound"]) == ("stock", 1200, "stated")
    assert (row["destination_pcodes"], row["origin_pcodes"], row["destination_as_reported"]) == ("SY07", "SY05", "Testdistrict, Idleb")
    assert str(row["window_end_resolved"].date()) == "2024-08-15"
    assert "males 600, females 600" in row["note"]
    later, elsewhere = (one(DTM | cells) for cells in ({"roundNumber": "8", "reportingDate": "2024-10-15"}, {"admin2Pcode": "SY0798"}))
    assert later["series_id"] == row["series_id"] != elsewhere["series_id"]
    assert len({row["displacement_id"], later["displacement_id"], elsewhere["displacement_id"]}) == 3


def test_dtm_of_a_whole_country() -> None:
    """Rows of level 0 stand for the country; rows of other countries are foreign."""
    names = ("admin1Name", "admin1Pcode", "admin2Name", "admin2Pcode", "idpOriginAdmin1Name", "idpOriginAdmin1Pcode")
    row = one(DTM | dict.fromkeys(names, ""))
    assert (row["destination_pcodes"], row["origin_pcodes"]) == ("SY", "")
    assert len(text_rows(list(DTM), [DTM, DTM | {"admin0Name": "Iraq", "admin0Pcode": "IRQ"}])[1]) == 1


# IDMC --------------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("qualifier", "expected"),
    [
        ("total", (500, 500, "stated")),
        ("more than", (501, None, "at_least")),
        ("at least", (500, None, "at_least")),
        ("approximately", (500, 500, "about")),
        ("less than", (None, 499, "at_most")),
        ("up to", (None, 500, "at_most")),
        ("some word", (500, 500, "about")),
        ("", (500, 500, "stated")),
    ],
)
def test_idmc_bounds(qualifier: str, expected: tuple[Any, Any, str]) -> None:
    """A qualifier is a bound: "more than 500" is at least 501; an unknown one makes a figure no more than about."""
    row = one(IDU | {"qualifier": qualifier})
    low, high = (None if pd.isna(row[name]) else row[name] for name in ("persons_min", "persons_max"))
    assert (low, high, row["bound"]) == expected
    assert row["bound_word"] == qualifier


def test_idmc_flow() -> None:
    """An update is a flow with its window, cause, source and the governorates that its places name."""
    row = one(IDU)
    assert (row["kind"], row["origin_pcodes"], row["destination_pcodes"], row["superseded_by"]) == ("flow", "SY07", "", "")
    assert (str(row["window_start_resolved"].date()), str(row["window_end_resolved"].date())) == ("2020-02-01", "2020-02-05")
    assert row["cause_as_reported"] == "Conflict: Test event"
    assert row["source_url"] == "https://example.org/a"
    row = one(IDU | {"displacement_start_date": "", "displacement_end_date": "", "locations_type": "Destination"})
    assert (str(row["window_start_resolved"].date()), row["origin_pcodes"], row["destination_pcodes"]) == ("2020-02-03", "", "SY07")


def test_idmc_other_roles_are_replaced_by_the_recommended_figure() -> None:
    """Only recommended figures count: others are replaced by their event's, whether it is in the file or not."""
    rows = [IDU, IDU | {"id": "900002", "role": "Triangulation"}, IDU | {"id": "900003", "role": "Triangulation", "event_id": "78"}]
    _, reading = checked(list(IDU), rows)
    assert reading.records["superseded_by"].tolist() == ["", "idmc:900001", "idmc:recommended"]
    assert reading.records["note"].tolist() == ["", "role: Triangulation", "role: Triangulation"]


# HDX HAPI ----------------------------------------------------------------------------------------------------------------------------------------


def test_hapi_events_are_two_totals() -> None:
    """A row is a total of events and one of the killed, of the same month and area."""
    _, made = text_rows(list(HAPI), [HAPI])
    assert made.index.tolist() == [2, 2]
    _, reading = checked(list(HAPI), [HAPI])
    assert reading.rejections == ()
    rows = reading.records
    assert rows[["measure", "unit", "victim_class", "basis"]].to_numpy().tolist() == [
        ["events", "events", "", "documented"],
        ["killed", "persons", "people", "estimated"],
    ]
    assert rows["value_min"].tolist() == rows["value_max"].tolist() == [12, 30]
    assert set(rows["area_pcodes"]) == {"SY07"}
    assert str(rows["window_end_resolved"].iloc[0].date()) == "2020-02-29"
    assert rows["tally_id"].is_unique


def test_hapi_without_a_figure_or_of_another_country() -> None:
    """An empty count makes no total, never 0; rows of other countries are foreign; a row without area is the country's."""
    _, made = text_rows(list(HAPI), [HAPI | {"fatalities": ""}, HAPI | {"location_code": "IRQ"}])
    assert made["measure"].tolist() == ["events"]
    _, made = text_rows(list(HAPI), [HAPI | {"admin1_code": "", "admin1_name": ""}])
    assert set(made["area_pcodes"]) == {"SY"}


def test_hapi_idps_are_stocks() -> None:
    """Displaced people are stocks of a round in a series."""
    row = one(IDPS)
    assert (row["kind"], row["persons_min"], row["destination_pcodes"]) == ("stock", 1000, "SY07")
    assert one(IDPS | {"reporting_round": "4", "reference_period_start": "2020-05-01"})["series_id"] == row["series_id"] != ""


# VDC ---------------------------------------------------------------------------------------------------------------------------------------------


def test_vdc_daily_by_governorate() -> None:
    """A column of a governorate is a total a day; empty cells make none; where the dead died is not stated."""
    header = ["Date", "Aleppo", "Damascus Suburbs", "Homs", "Total"]
    rows = [{"Date": "2013-05-02", "Aleppo": "12", "Damascus Suburbs": "", "Homs": "0"}, {"Date": "2013-05-03", "Aleppo": "3"}]
    name, reading = checked(header, rows)
    assert (name, reading.rejections) == ("vdc_daily", ())
    found = reading.records
    assert found[["window_start", "area_pcodes", "value_min"]].to_numpy().tolist() == [
        ["2013-05-02", "SY02", 12],
        ["2013-05-02", "SY04", 0],
        ["2013-05-03", "SY02", 3],
    ]
    assert set(found["area_basis"]) == {"not_stated"}
    assert set(found["bound"]) == {"stated"}


def test_vdc_daily_by_class() -> None:
    """A column of a class is a total of that class; none is a part of another's sum."""
    rows = [{"date": "2013-05-02", "governorate": "Homs", "civilians": "7", "women": "2", "children": ""}]
    name, reading = checked(list(rows[0]), rows)
    assert (name, reading.rejections) == ("vdc_daily_classes", ())
    assert reading.records[["victim_class", "value_min"]].to_numpy().tolist() == [["civilians", 7], ["women", 2]]


def test_columns_are_canonical() -> None:
    """Readers write columns of their tables and no others."""
    for row, table in ((DTM, DISPLACEMENT), (IDU, DISPLACEMENT), (IDPS, DISPLACEMENT), (HAPI, TALLIES)):
        assert set(text_rows(list(row), [row])[1].columns) <= set(table.names)


# HXL ---------------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "field"),
    [
        ("#event+id", Field.ID),
        ("#date+start", Field.DATE_START),
        ("#date +end", Field.DATE_END),
        ("#date+occurred", Field.DATE),
        ("#date+reported", Field.SOURCE_DATE),
        ("#adm1+name", Field.GOVERNORATE),
        ("#adm1+code", None),
        ("#adm2+name", Field.DISTRICT),
        ("#loc+name", Field.PLACE),
        ("#loc+name+i_ar", Field.PLACE_AR),
        ("#loc+type", Field.TARGET),
        ("#geo+lat", Field.LATITUDE),
        ("#geo+lon", Field.LONGITUDE),
        ("#affected+killed", Field.KILLED),
        ("#affected+killed+min", Field.KILLED_MIN),
        ("#affected+killed+max", Field.KILLED_MAX),
        ("#affected+killed+civilians", Field.KILLED_CIVILIANS),
        ("#affected+killed+civilians+min", None),
        ("#affected+killed+children", Field.KILLED_CHILDREN),
        ("#affected+killed+f+adults", Field.KILLED_WOMEN),
        ("#affected+killed+m+adults", None),
        ("#affected+injured", Field.INJURED),
        ("#affected+displaced", None),
        ("#group+name+first", Field.PERPETRATOR),
        ("#group+name+second", None),
        ("#event+type", Field.EVENT_TYPE),
        ("#meta+source", Field.SOURCE),
        ("#meta+url", Field.SOURCE_URL),
    ],
)
def test_hxl_tags(tag: str, field: Field | None) -> None:
    """A tag with its attributes is a field, or nothing that is read here."""
    found = fields_of_tags(["#country+name", "", tag])
    assert found == ({} if field is None else {2: field})


def test_hxl_rows_that_are_none() -> None:
    """A row with any other word, a single tag or nothing is no row of tags; of two columns for one field the first holds."""
    assert fields_of_tags(["#event+id", "Idlib"]) is None
    assert fields_of_tags(["#", "1"]) is None
    assert fields_of_tags(["#event+id"]) is None
    assert fields_of_tags(["", ""]) is None
    assert fields_of_tags(["#date", "#adm2+name", "#adm3+name"]) == {0: Field.DATE, 1: Field.DISTRICT}
