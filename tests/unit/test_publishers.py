"""Files of publishers → accounts, by their codebooks. All rows here are invented; real files are read where they are on the machine."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo_app.model.mapping import Mapping
from geo_app.readers.findings import Findings
from geo_app.readers.list_rows import converted
from geo_app.readers.lists import ListFile, open_list
from geo_app.readers.publishers.airwars import AIRWARS
from geo_app.readers.publishers.publisher import at_home, elsewhere, key
from geo_app.readers.publishers.registry import PUBLISHERS, header_of
from geo_app.readers.publishers.ucdp_ged import COLUMNS, UCDP_GED, headerless
from geo_app.readers.tables_of import parse
from geo_app.vocabulary import RowKind

TODAY = date(2026, 11, 25)
GED = {
    "id": "700001",
    "year": "2014",
    "type_of_violence": "1",
    "side_a": "Government of Syria",
    "side_b": "Syrian insurgents",
    "number_of_sources": "3",
    "where_prec": "1",
    "where_coordinates": "Testville town",
    "adm_1": "Idlib governorate",
    "latitude": "35.9",
    "longitude": "36.6",
    "country": "Syria",
    "date_prec": "1",
    "date_start": "2014-03-02 00:00:00.000",
    "date_end": "2014-03-02 00:00:00.000",
    "deaths_a": "1",
    "deaths_b": "2",
    "deaths_civilians": "3",
    "deaths_unknown": "0",
    "best": "6",
    "low": "4",
    "high": "9",
}
_ACLED_2025 = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 "
    "interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes "
    "fatalities tags timestamp"
)
_ACLED_OLD = (
    "data_id iso event_id_cnty event_id_no_cnty event_date year time_precision event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 "
    "assoc_actor_2 inter2 interaction region country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes "
    "fatalities timestamp iso3"
)
ACLED_2025, ACLED_OLD = _ACLED_2025.split(), _ACLED_OLD.split()
EVENT = {
    "event_id_cnty": "SYR900001",
    "event_date": "2018-05-10",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Explosions/Remote violence",
    "sub_event_type": "Shelling/artillery/missile attack",
    "actor1": "Military Forces of Syria (2000-2024)",
    "actor2": "Civilians (Syria)",
    "civilian_targeting": "Civilian targeting",
    "country": "Syria",
    "admin1": "Idleb",
    "location": "Testville",
    "latitude": "35.9",
    "longitude": "36.6",
    "geo_precision": "1",
    "source": "SOHR",
    "fatalities": "2",
}
AIRWARS_PAGE = {
    "Incident Code": "TS001",
    "Incident date": "March 15, 2016",
    "Location": "تست, Testville, Raqqa, Syria",
    "Geolocation": "35.95, 39.01",
    "Civilians reported killed": "5–10",
    "Strike status": "Likely strike",
    "Suspected belligerent(s)": "US-led Coalition",
}


def read(header: Sequence[str], rows: Sequence[dict[str, str]], *, headed: bool = True) -> tuple[ListFile, pd.DataFrame, pd.DataFrame]:
    """Read rows as a CSV file of a publisher; return the list, its accounts by id, and the findings."""
    text = io.StringIO()
    writer = csv.writer(text)
    if headed:
        writer.writerow(header)
    writer.writerows([[row.get(name, "") for name in header] for row in rows])
    return read_bytes(text.getvalue().encode())


def read_bytes(data: bytes) -> tuple[ListFile, pd.DataFrame, pd.DataFrame]:
    """Read the bytes of a publisher's file."""
    parsed = parse(data, file="list.csv")
    try:
        listed = open_list(parsed, Mapping())
        parts = list(converted(listed, today=TODAY))
    finally:
        parsed.close()
    return listed, pd.concat([part.records for part in parts]), pd.concat([part.findings for part in parts])


def one(header: Sequence[str], row: dict[str, str]) -> pd.Series:
    """Read one row, which must be accepted."""
    _, records, findings = read(header, [row])
    assert len(records) == 1, findings
    return records.iloc[0]


def ged(**cells: str) -> pd.Series:
    """Read one event of GED that differs in some cells."""
    return one(COLUMNS, GED | cells)


def acled(header: Sequence[str] = ACLED_2025, **cells: str) -> pd.Series:
    """Read one event of ACLED that differs in some cells."""
    return one(header, EVENT | cells)


def airwars(**cells: str) -> pd.Series:
    """Read one page of Airwars that differs in some cells; underscores stand for spaces."""
    row = AIRWARS_PAGE | {name.replace("_", " "): cell for name, cell in cells.items()}
    return one(list(row), row)


def days(row: pd.Series) -> tuple[str, str, str]:
    """First and last day and precision."""
    return str(row["date_start"].date()), str(row["date_end"].date()), row["date_precision"]


def figures(row: pd.Series) -> tuple[Any, Any, str, str]:
    """Fewest and most killed, bound and class; None where not known."""
    low, high = (None if pd.isna(row[name]) else int(row[name]) for name in ("killed_min", "killed_max"))
    return low, high, row["bound"], row["killed_class"]


def who(row: pd.Series) -> tuple[str, str, str]:
    """Parties, how they are named, and how firmly."""
    return row["perpetrators"], row["attribution"], row["strength"]


# GED ---------------------------------------------------------------------------------------------------------------------------------------------


def test_ged_has_49_columns() -> None:
    """The standard order has the 49 columns of GED 25.1."""
    assert len(COLUMNS) == len(set(COLUMNS)) == 49


@pytest.mark.parametrize(
    ("kind", "side", "expected"),
    [
        ("1", "Government of Syria", ("", "unknown", "")),
        ("2", "IS", ("", "unknown", "")),
        ("3", "Government of Syria", ("syrian_government", "sole", "stated")),
        ("3", "IS", ("isis", "sole", "stated")),
        ("3", "A group nobody knows", ("", "unknown", "")),
        ("", "IS", ("", "unknown", "")),
    ],
)
def test_ged_sides_are_perpetrators_only_in_one_sided_violence(kind: str, side: str, expected: tuple[str, str, str]) -> None:
    """Only ``type_of_violence`` 3 makes side A a perpetrator, whoever it is; the words of fighting sides are no attribution."""
    row = ged(type_of_violence=kind, side_a=side)
    assert who(row) == expected
    assert row["perpetrator_as_reported"] == (side if kind == "3" else "")
    assert row["evidence"].startswith(f"{side} – Syrian insurgents")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, ("2014-03-02", "2014-03-02", "day")),
        ({"date_end": "2014-03-05"}, ("2014-03-02", "2014-03-05", "days")),
        ({"date_prec": "2", "date_end": "2014-03-05"}, ("2014-03-02", "2014-03-05", "days")),
        ({"date_prec": "3", "date_end": "2014-03-08"}, ("2014-03-02", "2014-03-08", "week")),
        ({"date_prec": "4", "date_start": "2014-03-01", "date_end": "2014-03-31"}, ("2014-03-01", "2014-03-31", "month")),
        ({"date_prec": "5", "date_start": "2014-01-01", "date_end": "2014-12-31"}, ("2014-01-01", "2014-12-31", "year")),
        ({"date_prec": "", "date_start": "", "date_end": ""}, ("2014-01-01", "2014-12-31", "year")),
    ],
)
def test_ged_days(cells: dict[str, str], expected: tuple[str, str, str]) -> None:
    """The span is that of the file and its precision that of ``date_prec``; a year alone is the whole year."""
    assert days(ged(**cells)) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [("1", "settlement"), ("2", "near"), ("3", "district"), ("4", "governorate"), ("5", "region"), ("6", "country"), ("7", "unknown"), ("", "")],
)
def test_ged_places(code: str, expected: str) -> None:
    """``where_prec`` 1 to 7 says how exactly the coordinates are meant."""
    assert ged(where_prec=code)["place_precision"] == expected


@pytest.mark.parametrize(
    ("cells", "expected", "civilians"),
    [
        ({}, (4, 9, "between", "people"), 3),
        ({"low": "6", "high": "6"}, (6, 6, "stated", "people"), 3),
        ({"type_of_violence": "3"}, (4, 9, "between", "people"), 3),
        ({"deaths_civilians": "12"}, (4, 9, "between", "people"), None),
        ({"low": "", "high": "", "best": ""}, (6, 6, "stated", "people"), 3),
        ({"low": "", "high": "", "best": "", "deaths_unknown": ""}, (3, 3, "stated", "civilians"), None),
        ({"low": "0", "best": "0", "high": "0", "deaths_civilians": "0"}, (0, 0, "stated", "people"), 0),
    ],
)
def test_ged_figures(cells: dict[str, str], expected: tuple[Any, Any, str, str], civilians: int | None) -> None:
    """Low and high are the ends; civilians are kept where they fit in; a reduced file's best estimate is the sum of its four counts."""
    row = ged(**cells)
    assert figures(row) == expected
    assert (None if pd.isna(row["killed_civilians"]) else row["killed_civilians"]) == civilians


def test_ged_says_what_it_does_not_count() -> None:
    """Civilians beyond the highest estimate stay in the evidence; "-1 sources" is not known."""
    assert "civilians in the file: 12" in ged(deaths_civilians="12")["evidence"]
    assert "sources: 3" in ged()["evidence"]
    assert "sources" not in ged(number_of_sources="-1")["evidence"]
    assert ged()["source_publisher"] == "UCDP"
    assert ged()["sensitivity"] == "public"


def test_ged_in_another_order() -> None:
    """HDX's files of one country have the same columns in another order."""
    listed, records, _ = read(sorted(COLUMNS), [GED])
    assert listed.reader == "ucdp_ged"
    assert records["incident_id"].tolist() == ["ucdp_ged:700001"]


def test_ged_without_a_header() -> None:
    """A record of the standard order is known without a header; a header, another width and other lists are not."""
    row = [GED.get(name, "") for name in COLUMNS]
    assert headerless(row)
    assert header_of(row) == COLUMNS
    assert not headerless(COLUMNS)
    assert not headerless(row[:-1])
    assert header_of(["1", "2014-03-02", "Idlib"]) is None


@pytest.mark.parametrize(
    ("country", "away"),
    [("Syria", False), ("Syrian Arab Republic", False), ("SYR", False), ("760", False), ("", False), ("Iraq", True), ("IRQ", True), ("Iraq; Syria", False)],
)
def test_rows_of_other_countries(country: str, away: bool) -> None:
    """A row of another country is foreign; one that names Syria among others, or nothing, is not."""
    assert elsewhere(pd.Series([country], dtype="str")).tolist() == [away]


def test_rows_of_other_countries_are_refused_with_a_reason() -> None:
    """Foreign rows leave the file as findings that refuse them."""
    frame = pd.DataFrame({"country": ["Syria", "Iraq"]}, index=[2, 3], dtype="str")
    findings = Findings()
    assert at_home(UCDP_GED, frame, findings).index.tolist() == [2]
    assert findings.refused().tolist() == [3]
    assert findings.frame()["reason"].tolist() == ["is of another country than Syria"]


# ACLED -------------------------------------------------------------------------------------------------------------------------------------------


def test_acled_layouts() -> None:
    """Both layouts are known."""
    assert (len(ACLED_2025), len(ACLED_OLD)) == (31, 31)
    for header in (ACLED_2025, ACLED_OLD):
        assert read(header, [EVENT])[0].reader == "acled"


@pytest.mark.parametrize(
    ("cells", "expected", "words"),
    [
        ({}, ("syrian_government", "sole", "stated"), "Military Forces of Syria (2000-2024)"),
        (
            {"actor1": "Civilians (Syria)", "actor2": "Military Forces of Turkey (2016-) Air Force"},
            ("turkish_forces", "sole", "stated"),
            "Military Forces of Turkey (2016-) Air Force",
        ),
        ({"actor2": ""}, ("syrian_government", "sole", "stated"), "Military Forces of Syria (2000-2024)"),
        ({"actor1": "Military Forces of Syria (2024-)"}, ("transitional_authorities", "sole", "stated"), "Military Forces of Syria (2024-)"),
        (
            {"actor1": "Military Forces of the United States (2021-2025)"},
            ("international_coalition", "sole", "stated"),
            "Military Forces of the United States (2021-2025)",
        ),
        ({"actor1": "QSD: Syrian Democratic Forces"}, ("sdf", "sole", "stated"), "QSD: Syrian Democratic Forces"),
        ({"actor1": "Opposition Rebels (Syria)"}, ("armed_opposition", "sole", "stated"), "Opposition Rebels (Syria)"),
        ({"actor1": "JWS: Syrian National Army"}, ("sna", "sole", "stated"), "JWS: Syrian National Army"),
        ({"actor1": "Islamic State (Syria)"}, ("isis", "sole", "stated"), "Islamic State (Syria)"),
        ({"actor1": "Unidentified Armed Group (Syria)"}, ("", "unknown", ""), "Unidentified Armed Group (Syria)"),
        ({"civilian_targeting": ""}, ("", "unknown", ""), ""),
        ({"actor2": "Opposition Rebels (Syria)"}, ("", "unknown", ""), ""),
        ({"actor1": "Civilians (Syria)"}, ("", "unknown", ""), ""),
    ],
)
def test_acled_actors(cells: dict[str, str], expected: tuple[str, str, str], words: str) -> None:
    """Who acted is known only where civilians were targeted and one of the actors is no civilian; else nobody is named."""
    row = acled(**cells)
    assert who(row) == expected
    assert row["perpetrator_as_reported"] == words
    assert cells.get("actor1", EVENT["actor1"]) in row["evidence"]


@pytest.mark.parametrize(("event_type", "party"), [("Violence against civilians", "syrian_government"), ("Battles", "")])
def test_acled_before_2023(event_type: str, party: str) -> None:
    """Without a column of civilian targeting it is the event type that says so; dates are written in words."""
    row = acled(ACLED_OLD, event_type=event_type, event_date="15 March 2016")
    assert row["perpetrators"] == party
    assert days(row) == ("2016-03-15", "2016-03-15", "day")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("1", ("2018-05-10", "2018-05-10", "day")),
        ("2", ("2018-05-07", "2018-05-13", "week")),
        ("3", ("2018-05-01", "2018-05-31", "month")),
    ],
)
def test_acled_days(code: str, expected: tuple[str, str, str]) -> None:
    """A week is coded by its middle; a month is the whole month."""
    assert days(acled(time_precision=code)) == expected


@pytest.mark.parametrize(("code", "expected"), [("1", "settlement"), ("2", "near"), ("3", "governorate")])
def test_acled_places(code: str, expected: str) -> None:
    """``geo_precision`` 3 is a governorate, although it has the coordinates of its capital."""
    assert acled(geo_precision=code)["place_precision"] == expected


def test_acled_keeps_all_its_events() -> None:
    """Nought is a number, and events without violence are records too."""
    assert figures(acled(fatalities="0")) == (0, 0, "stated", "people")
    assert figures(acled()) == (2, 2, "stated", "people")
    row = acled(event_type="Strategic developments", sub_event_type="Agreement", civilian_targeting="", actor2="")
    assert row["event_type"] == "other"
    assert row["sensitivity"] == "restricted"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("Air/drone strike", "airstrike"),
        ("Shelling/artillery/missile attack", "shelling"),
        ("Remote explosive/landmine/IED", "other"),
        ("Suicide bomb", "ied"),
        ("Chemical weapon", "chemical"),
        ("Abduction/forced disappearance", "abduction"),
    ],
)
def test_acled_means(kind: str, expected: str) -> None:
    """A name that holds several means says no more than what they have in common."""
    assert acled(sub_event_type=kind)["event_type"] == expected


# Airwars -----------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("killed", "expected"),
    [
        ("5–10", (5, 10, "between", "civilians")),
        ("5 – 10", (5, 10, "between", "civilians")),
        ("7", (7, 7, "stated", "civilians")),
        ("0", (0, 0, "stated", "civilians")),
        ("5–10 (3–5 children, 2 women)", (5, 10, "between", "civilians")),
        ("Unknown", (None, None, "", "")),
    ],
)
def test_airwars_figures(killed: str, expected: tuple[Any, Any, str, str]) -> None:
    """Civilians killed are a range or a number, and of no other class."""
    assert figures(airwars(Civilians_reported_killed=killed)) == expected


def test_airwars_parts() -> None:
    """Of a breakdown the fewest of each part are kept, in a column of its own or behind the figure."""
    for row in (airwars(breakdown="(3–5 children, 1 woman, 2 journalists)"), airwars(Civilians_reported_killed="5–10 (3–5 children, 1 woman, 2 journalists)")):
        assert (row["killed_children"], row["killed_women"], row["killed_media"]) == (3, 1, 2)
    row = airwars(Civilians_reported_injured="12–20")
    assert (row["injured_min"], row["injured_max"]) == (12, 20)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, ("international_coalition", "sole", "believed")),
        ({"Suspected_belligerent(s)": "Russian Military, Syrian Regime"}, ("russian_forces;syrian_government", "alternative", "believed")),
        (
            {"Suspected_belligerent(s)": "Russian Military, Syrian Regime", "Strike_status": "Contested strike"},
            ("russian_forces;syrian_government", "alternative", "disputed"),
        ),
        ({"Strike_status": "Single source claim"}, ("international_coalition", "sole", "accused")),
        ({"Strike_status": "Declared strike"}, ("international_coalition", "sole", "stated")),
        (
            {"Known_belligerent(s)": "US-led Coalition", "Suspected_belligerent(s)": "", "Strike_status": "Declared strike"},
            ("international_coalition", "sole", "claimed"),
        ),
        ({"Suspected_belligerent(s)": "Unknown"}, ("", "unknown", "")),
    ],
)
def test_airwars_belligerents(cells: dict[str, str], expected: tuple[str, str, str]) -> None:
    """Several suspected are alternatives; how firmly is the strike's status; only a known one of a declared strike claims it."""
    row = airwars(**cells)
    assert who(row) == expected
    assert row["admitted_by"] == (expected[0] if expected[2] == "claimed" else "")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Exact location (via Airwars)", "exact"),
        ("Within 100m (via Coalition)", "exact"),
        ("Neighbourhood/area level", "neighbourhood"),
        ("Nearby landmark", "neighbourhood"),
        ("Town level", "settlement"),
        ("City", "settlement"),
        ("Village", "settlement"),
        ("Subdistrict", "subdistrict"),
        ("District", "district"),
        ("Province/governorate", "governorate"),
        ("", ""),
    ],
)
def test_airwars_accuracy(words: str, expected: str) -> None:
    """The archive's levels of geolocation are the words of precision."""
    assert airwars(accuracy_of_this_location=words)["place_precision"] == expected


def test_airwars_place() -> None:
    """The location holds the name in both scripts, the region and the country."""
    row = airwars()
    assert (row["place_as_reported"], row["place_ar"], row["governorate_as_reported"]) == ("Testville", "تست", "Raqqa")
    assert (row["latitude"], row["longitude"]) == (35.95, 39.01)
    frame = pd.DataFrame({name: [""] for name in AIRWARS.needs}, dtype="str")
    assert AIRWARS.foreign is not None
    assert AIRWARS.foreign(frame.assign(location="Testville, Nineveh, Iraq")).tolist() == [True]
    assert AIRWARS.foreign(frame.assign(location="Testville, Raqqa, Syria")).tolist() == [False]


def test_airwars_table() -> None:
    """The archive's table has minima and maxima by class and its belligerents as JSON."""
    row = {
        "unique_reference_code": "TS002",
        "date": "2016-03-15 00:00:00",
        "country": "syria",
        "latitude": "35.95",
        "longitude": "39.01",
        "geolocation_accuracy": "Village",
        "strike_status": "contested_strike",
        "civilians_killed_min": "4",
        "civilians_killed_max": "",
        "children_killed_min": "1",
        "belligerent_list": '[{"belligerent": "Russian Military"}, {"belligerent": "Syrian Regime"}]',
    }
    read_row = one(list(row), row)
    assert figures(read_row) == (4, 4, "stated", "civilians")
    assert read_row["killed_children"] == 1
    assert who(read_row) == ("russian_forces;syrian_government", "alternative", "disputed")
    assert read_row["perpetrator_as_reported"] == "Russian Military, Syrian Regime"


# VDC ---------------------------------------------------------------------------------------------------------------------------------------------


def test_vdc_victims_are_grouped_and_their_names_never_read() -> None:
    """Victims of one day, place, party and means are one proposed incident of at least so many; nobody's name is kept."""
    header = ["Name", "Status", "Sex", "Province", "Area \\ Place of Birth", "Date of death", "Cause of Death", "Martyrdom location", "Actors"]
    cells = ("Homs", "Elsewhere", "2013-05-02", "Warplane shelling", "Testville", "Russian forces")
    rows = [
        dict(zip(header, (f"Nobody {n}", status, sex, *cells), strict=True))
        for n, (status, sex) in enumerate([("Civilian", "Adult - Female"), ("Civilian", "Child - Male"), ("Civilian", "Adult - Male")])
    ]
    listed, records, _ = read(header, rows)
    assert listed.mapping.row is RowKind.VICTIM
    assert len(records) == 1
    row = records.iloc[0]
    assert figures(row) == (3, None, "at_least", "civilians")
    assert (row["killed_children"], row["killed_women"], row["event_type"]) == (1, 1, "airstrike")
    assert not records.astype(str).apply(lambda column: column.str.contains("Nobody")).any().any()
    assert (row["place_as_reported"], row["governorate_as_reported"]) == ("Testville", "")
    assert row["sensitivity"] == ""


def test_vdc_province_alone() -> None:
    """A list without a place of death keeps its victims apart by province; both fighters and civilians are people."""
    header = ["name", "status", "sex", "province", "birth_place", "death_date", "death_cause", "actor"]
    rows = [dict(zip(header, ("x", status, "Adult - Male", "Homs", "", "2013-05-02", "Shelling", ""), strict=True)) for status in ("Civilian", "Non-Civilian")]
    row = read(header, rows)[1].iloc[0]
    assert row["governorate_as_reported"] == "Homs"
    assert figures(row) == (2, None, "at_least", "people")
    assert row["killed_civilians"] == 1


# The register and the real files -----------------------------------------------------------------------------------------------------------------


def test_no_publisher_knows_another_s_header() -> None:
    """Each header is known by one reader; a spreadsheet of one's own by none."""
    assert len({one.name for one in PUBLISHERS}) == len(PUBLISHERS)
    for header in (COLUMNS, ACLED_2025, ACLED_OLD, list(AIRWARS_PAGE)):
        assert sum(one.knows(frozenset(map(key, header))) for one in PUBLISHERS) == 1
    assert not any(one.knows(frozenset({"date", "place", "governorate", "killed", "perpetrator", "id"})) for one in PUBLISHERS)


@pytest.mark.parametrize(
    ("name", "reader", "rows", "accepted"),
    [
        ("insecurity_insight_attacks_on_health_syria_2016_2023.csv", "insecurity_insight", 904, 904),
        ("syrian_archive_russian_attacks_2016.csv", "syrian_archive_russian_attacks", 1562, 1562),
        ("syrian_archive_violations_2017.csv", "syrian_archive_violations", 4135, 4135),
        # 16 records have no date, one has half a pair of coordinates.
        ("syrian_archive_chemical_incidents_2012_2018.csv", "syrian_archive_chemical", 207, 190),
        ("ucdp_ged_syria_2011_2019_subset.csv.gz", "ucdp_ged", 52049, 52049),
    ],
)
def test_real_files(shared_data: Path, name: str, reader: str, rows: int, accepted: int) -> None:
    """Every row of a real file is accepted or refused with a reason."""
    data = (shared_data / "incidents" / name).read_bytes()
    listed, records, findings = read_bytes(gzip.decompress(data) if name.endswith(".gz") else data)
    assert (listed.reader, listed.sheet.rows, len(records)) == (reader, rows, accepted)
    assert findings.loc[findings["refused"], "row"].nunique() == rows - accepted


def test_insecurity_insight_counts_health_workers_only(shared_data: Path) -> None:
    """Its sums are the file's own; the killed are not known."""
    path = shared_data / "incidents" / "insecurity_insight_attacks_on_health_syria_2016_2023.csv"
    _, records, _ = read_bytes(path.read_bytes())
    raw = pd.read_csv(path)
    assert records["killed_medics"].sum() == raw["Health Workers Killed"].sum()
    assert records["injured_min"].sum() == raw["Health Workers Injured"].sum()
    assert records["killed_min"].isna().all()
    assert records["injured_max"].isna().all()
    assert records["place_precision"].value_counts().to_dict() == {"near": 435, "district": 315, "country": 76, "governorate": 75, "region": 3}
    assert (records["attribution"] == "alternative").sum() == (raw["Reported Perpetrator Name"] == "Syrian or Russian Forces").sum()


def test_syrian_archive_allegations(shared_data: Path) -> None:
    """An allegation accuses; an upload is the last possible day and no more, and the same record says the same in both lists."""
    _, russian, _ = read_bytes((shared_data / "incidents" / "syrian_archive_russian_attacks_2016.csv").read_bytes())
    _, violations, _ = read_bytes((shared_data / "incidents" / "syrian_archive_violations_2017.csv").read_bytes())
    assert set(russian["strength"]) == {"accused"}
    assert set(russian["date_precision"]) == {"year"}
    both = russian.merge(violations, on="source_id")
    assert len(both) == 1561
    for column in ("perpetrators", "strength", "date_start", "date_precision"):
        assert (both[f"{column}_x"] == both[f"{column}_y"]).all()
    assert ((violations["perpetrators"] == "") == (violations["date_precision"] == "day")).all()


def test_ged_sums_are_the_files_own(shared_data: Path) -> None:
    """A reduced file's killed are the sum of its four counts; its years are whole years."""
    path = shared_data / "incidents" / "ucdp_ged_syria_2011_2019_subset.csv.gz"
    _, records, _ = read_bytes(gzip.decompress(path.read_bytes()))
    raw = pd.read_csv(path)
    assert records["killed_min"].sum() == raw[["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]].sum().sum()
    assert (records["date_start"].dt.year.to_numpy() == raw["year"].to_numpy()).all()
    assert set(records["date_precision"]) == {"year"}
