"""Whole files as teams have them → what list they are, and what becomes of each row."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest
import xlsxwriter

from geo_app.errors import BadFileError
from geo_app.importing.imports import store
from geo_app.importing.preview import messages_of, preview_of, row_objects
from geo_app.importing.stage import Staged, Watch, stage
from geo_app.locating.geocode import Geocoder
from geo_app.model.mapping import Mapping
from geo_app.readers.headers import HEADERS, Field, field_of, is_personal
from geo_app.readers.own import cache_folder
from geo_app.readers.profiles import mapping_as_object, mapping_from_object
from geo_app.store.chain import events
from geo_app.store.workspace import open_workspace
from geo_app.tables.digests import content_digests
from geo_app.tables.incidents import ACCOUNTS
from geo_app.vocabulary import Perpetrator, RowKind

Stage = Callable[..., Staged]


@pytest.fixture
def staged(geocoder: Geocoder) -> Stage:
    """Stage a file and forget what was unpacked."""

    def take(data: bytes | str, file: str = "list.csv", **said: object) -> Staged:
        found = stage(data.encode() if isinstance(data, str) else data, file=file, mapping=Mapping(**said), geocoder=geocoder)  # type: ignore[arg-type]
        request.append(found)
        return found

    request: list[Staged] = []
    yield take
    for one in request:
        one.close()


def rows(found: Staged) -> list[tuple[object, ...]]:
    """Return row, status, place, fewest killed and bound of every row."""
    return [(r["row"], r["status"], r.get("place"), r.get("killed_min"), r.get("bound")) for r in row_objects(found)]


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    """Return an XLSX workbook."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)
    return out.getvalue()


def test_an_arabic_sheet_is_read_by_its_headers(staged: Stage) -> None:
    """Arabic headers, Arabic digits, Levantine months and Arabic bounds."""
    found = staged("الرقم,التاريخ,المحافظة,المدينة,الجهة المسؤولة,عدد القتلى\n1,١٥ آذار ٢٠١٦,حلب,الباب,قوات النظام السوري,على الأقل ١٠\n")
    assert rows(found) == [(2, "warned", "الباب", 10, "at_least")]
    [records] = found.records()
    assert (str(records["date_start"][0].date()), records["perpetrators"][0], found.places[0].admin1_pcode) == ("2016-03-15", "syrian_government", "SY02")


def test_every_header_means_one_thing() -> None:
    """No header of the list stands for two fields, and none of them is taken for a person's."""
    for field, names in HEADERS.items():
        for name in names.split("|"):
            assert field_of(name) is field, name
            assert not is_personal(name) or field is Field.PERPETRATOR, name


@pytest.mark.parametrize(
    "header", ["victim_names", "Name", "الاسم", "اسم الضحية", "Phone number", "رقم الهاتف", "witness", "Address", "date of birth", "الرقم الوطني"]
)
def test_names_and_contacts_are_dropped_unless_kept_on_purpose(staged: Stage, header: str) -> None:
    """What identifies people never enters a record by itself; kept on purpose it is part of the description, which no export holds."""
    data = f"id,date,town,killed,{header}\n1,2016-03-15,Saraqib,3,Somebody Of Saraqib\n"
    found = staged(data)
    assert found.listed.personal == (header,)
    [records] = found.records()
    assert "Somebody" not in records.to_csv()
    assert any("dropped" in message for message in messages_of(found))
    [kept] = staged(data, kept=(header,)).records()
    assert "Somebody Of Saraqib" in kept["description"][0]


def test_victims_are_proposed_as_incidents_never_one_each(staged: Stage) -> None:
    """Five victims of two strikes are two incidents of at least three and two; children and women are counted where age and sex say so."""
    lines = ["name,age,sex,date of death,province,place of death,cause of death,perpetrator"]
    lines += [f"P{n},{age},{sex},2016-03-15,Idlib,Saraqib,airstrike,Russian forces" for n, (age, sex) in enumerate([(8, "male"), (30, "female"), (41, "male")])]
    lines += [f"Q{n},{age},male,2016-03-16,Idlib,Saraqib,airstrike,Russian forces" for n, age in enumerate([20, 16])]
    found = staged("\n".join(lines), reader="spreadsheet")
    assert found.listed.mapping.row is RowKind.VICTIM
    [records] = found.records()
    counted = records[["killed_min", "bound", "killed_children", "killed_women"]].astype(object).fillna(-1).to_numpy().tolist()
    assert counted == [[3, "at_least", 1, 1], [2, "at_least", 1, -1]]
    assert len(found.warned) == 0
    again = staged("\n".join([lines[0], *reversed(lines[1:])]), reader="spreadsheet")
    [other] = again.records()
    assert set(other["account_id"]) == set(records["account_id"])
    assert any("5 rows of victims are proposed as 2 incidents" in message for message in messages_of(found))


def test_a_row_that_is_a_published_total_becomes_no_incident(staged: Stage) -> None:
    """Declared as totals, rows are tallies: the parts lie inside the whole, and nothing is an incident."""
    found = staged("date start,date end,governorate,perpetrator,killed,women\n2015-09-30,2016-07-31,Aleppo,Russia,no less than 2704,514\n", row=RowKind.TOTAL)
    assert found.table.name == "tallies"
    [records] = found.records()
    assert records[["measure", "victim_class", "value_min", "bound", "part_of"]].astype(str).to_numpy().tolist() == [
        ["killed", "people", "2704.0", "at_least", ""],
        ["killed", "women", "514.0", "stated", records["tally_id"][0]],
    ]


def test_people_moved_are_displacement(staged: Stage) -> None:
    """A column of displaced persons with an origin and a destination is a flow, not deaths."""
    found = staged("date,from governorate,to governorate,displaced\n2016-12-15,Aleppo,Idlib,about 35000\n")
    assert found.table.name == "displacement"
    [records] = found.records()
    assert records[["kind", "origin_pcodes", "destination_pcodes", "bound"]].to_numpy().tolist() == [["flow", "SY02", "SY07", "about"]]


def test_a_workbook_is_read_by_its_best_sheet_and_says_so(staged: Stage) -> None:
    """Title lines, other sheets and true numbers; the sheet that was read is named."""
    data = workbook(
        {
            "notes": [["made by", "somebody"]],
            "list 2016": [["Incidents"], [], ["ID", "Date", "Town", "Killed"], ["a", "2016-03-15", "Saraqib", 12], ["b", 42444, "Idlib", "dozens"]],
        }
    )
    found = staged(data, file="book.xlsx")
    assert rows(found) == [(4, "accepted", "Saraqib", 12, "stated"), (5, "warned", "Idlib", None, "vague")]
    said = " ".join(messages_of(found))
    assert "list 2016" in said
    assert "line above the header" in said


def test_headers_in_two_rows_with_merged_cells(staged: Stage) -> None:
    """ "Killed" over total, children and women, "Injured" over children: each column keeps its group."""
    upper = ["ID", "Date", "Town", "Killed", "", "", "Injured", ""]
    lower = ["", "", "", "Total", "Children", "Women", "Total", "Children"]
    found = staged(workbook({"s": [upper, lower, ["a", "2016-03-15", "Saraqib", 12, 3, 2, 30, 9]]}), file="merged.xlsx")
    [records] = found.records()
    assert records[["killed_min", "killed_children", "killed_women", "injured_min"]].astype(int).to_numpy().tolist() == [[12, 3, 2, 30]]
    assert any("rows of headers were joined" in message for message in messages_of(found))


def test_words_that_contradict_the_row_are_said(staged: Stage) -> None:
    """A town far from its coordinates, a governorate that is none, and a figure beyond any event are kept with a warning."""
    lines = ("1,Aleppo,Damascus,36.2,37.15,5", "2,Mesopotamia,Aleppo,36.2,37.15,5", "3,Aleppo,Aleppo,36.2,37.15,44197", "4,Aleppo,Aleppo,36.2,37.15,5")
    found = staged("\n".join(("id,governorate,town,lat,lon,killed,date", *(f"{line},2016-03-15" for line in lines))))
    said = [(row["row"], row["reasons"]) for row in row_objects(found)]
    assert "309 km from Damascus" in said[0][1][0]
    assert "no governorate of Syria" in said[1][1][0]
    assert "more than any one event" in said[2][1][0]
    assert said[3][1] == []


def test_footnotes_and_totals_are_no_records(staged: Stage) -> None:
    """Lines under a table are refused with what they are."""
    found = staged("id,date,town,killed\na,2016-03-15,Saraqib,3\n,,,\nTotal,,,3\nSource: our own documentation,,,\n")
    reasons = [row["reasons"][0] for row in row_objects(found) if row["status"] == "refused"]
    assert [reason.split(":")[0] for reason in reasons] == ["is a total, not a record", "is a note"]


def test_ambiguous_dates_are_asked_for_the_whole_file(staged: Stage) -> None:
    """Nothing decides: every such row is refused with the question; an answer reads them all."""
    data = "id,date,town,killed\n1,03/04/2016,Saraqib,1\n2,05/06/2016,Idlib,1\n"
    found = staged(data)
    assert [status for _, status, *_ in rows(found)] == ["refused", "refused"]
    assert any("day-first" in message for message in messages_of(found))
    [records] = staged(data, day_first=True).records()
    assert [str(day.date()) for day in records["date_start"]] == ["2016-04-03", "2016-06-05"]


def test_a_party_that_is_not_in_the_list_is_kept_in_its_words_until_a_person_says_who_it_is(staged: Stage) -> None:
    """Unknown words name nobody; the person's answer names them, in every row that says so."""
    data = "id,date,town,killed,perpetrator\n1,2016-03-15,Saraqib,1,Brigade of the North\n"
    found = staged(data)
    [records] = found.records()
    assert (records["perpetrators"][0], records["attribution"][0], records["perpetrator_as_reported"][0]) == ("", "unknown", "Brigade of the North")
    [decided] = staged(data, parties=(("Brigade of the North", (Perpetrator.ARMED_OPPOSITION,)),)).records()
    assert decided["perpetrators"][0] == "armed_opposition"


def test_an_hxl_file_is_read_by_its_tags(staged: Stage) -> None:
    """Headers nobody knows, tags that everybody does; the row of tags is no record."""
    data = "Fecha,Lieu,Zahl,Nr\n#date+occurred,#loc+name,#affected+killed,#event+id\n2016-03-15,Saraqib,4,x1\n"
    assert rows(staged(data)) == [(3, "accepted", "Saraqib", 4, "stated")]


def test_our_own_table_comes_back_as_it_went_out(staged: Stage) -> None:
    """Canonical accounts keep all their columns, two accounts of one incident stay two."""
    data = (
        "incident_id,account_id,date_start,place_as_reported,killed_min,bound,killed_class,description\n"
        "i1,i1.01,2016-03-15,Saraqib,3,at_least,civilians,'=1+1\ni1,i1.02,2016-03-15,Saraqib,5,at_least,civilians,x\n"
    )
    found = staged(data)
    assert found.listed.reader == "canonical"
    [records] = found.records()
    assert records["account_id"].tolist() == ["i1.01", "i1.02"]
    assert records["description"].tolist() == ["=1+1", "x"]


def test_the_same_row_without_an_id_has_the_same_id_at_every_import(staged: Stage) -> None:
    """Ids are made of the content, so that importing anew doubles nothing; the same row twice is counted once and said."""
    data = "date,town,killed\n2016-03-15,Saraqib,3\n2016-03-16,Saraqib,3\n2016-03-15,Saraqib,3\n"
    first, second = staged(data), staged(data, file="again.csv")
    assert [status for _, status, *_ in rows(first)] == ["accepted", "accepted", "refused"]
    [one], [two] = first.records(), second.records()
    assert one["account_id"].tolist() == two["account_id"].tolist()


def test_a_mapping_survives_its_profile() -> None:
    """What a person said of one file is read back for the next."""
    said = Mapping(
        reader="spreadsheet",
        dataset="north",
        row=RowKind.VICTIM,
        columns=(("date", "When"), ("place", "Where")),
        day_first=False,
        exchanged=True,
        parties=(("X", (Perpetrator.ISIS,)),),
        kept=("Name",),
        complete=True,
    )
    assert mapping_from_object(json.loads(json.dumps(mapping_as_object(said)))) == said


def test_a_mapping_by_hand_reads_headers_that_nobody_knows(staged: Stage) -> None:
    """Without it the file is refused with its columns named; with it, it is read."""
    data = "Quand,Ville,Morts\n2016-03-15,Saraqib,4\n"
    with pytest.raises(BadFileError, match="Quand, Ville, Morts"):
        staged(data)
    mapping = {"columns": (("date", "Quand"), ("killed", "Morts"), ("place", "Ville"))}
    assert rows(staged(data, **mapping)) == [(2, "accepted", "Saraqib", 4, "stated")]


def test_cancelling_leaves_nothing(geocoder: Geocoder) -> None:
    """A reading that is stopped, and one that is refused, leave no file behind."""
    watch = Watch(cancelled=lambda: True)
    with pytest.raises(BadFileError, match="was stopped"):
        stage(b"id,date,town\n1,2016-03-15,Saraqib\n", file="x.csv", geocoder=geocoder, watch=watch)
    with pytest.raises(BadFileError):
        stage(b"\x89PNG", file="x.csv", geocoder=geocoder)
    mine = [path for path in cache_folder("reading").iterdir() if any(path.iterdir())]
    assert mine == []


def test_stopping_while_it_stores_leaves_nothing(geocoder: Geocoder, tmp_path: Path) -> None:
    """A person who stops between two parts of the storing finds the workspace as it was."""
    asked: list[bool] = []
    staged = stage(b"id,date,town\n1,2016-03-15,Saraqib\n", file="x.csv", geocoder=geocoder)
    workspace = open_workspace(tmp_path / "w.sqlite")
    with pytest.raises(BadFileError, match="was stopped"):
        store(workspace, staged, who="Amal", watch=Watch(cancelled=lambda: len(asked) > 0 or bool(asked.append(True))))
    with workspace.reading() as connection:
        assert list(events(connection)) == []
    workspace.close()
    staged.close()


def test_a_digest_depends_on_the_record_alone(staged: Stage) -> None:
    """The same record has the same digest among others and by itself; any other value gives another."""
    data = "id,date,town,killed,description\n1,2016-03-15,Saraqib,3,a\n2,2016-03-16,Idlib,,\n"
    [records] = staged(data).records()
    whole = content_digests(records, ACCOUNTS)
    assert content_digests(records.iloc[[1]], ACCOUNTS) == [whole[1]]
    changed = records.assign(killed_min=records["killed_min"] + 1)
    assert content_digests(changed, ACCOUNTS)[0] != whole[0]


def test_a_preview_adds_up(staged: Stage) -> None:
    """Treatments add up to the rows, places to the records, parties to the sum of minima."""
    lines = ("1,2016-03-15,Saraqib,3,ISIS", "2,2016-03-16,Nowhere-at-all,at least 4,ISIS", "3,,Idlib,1,ISIS", "4,2016-03-17,Idlib,about 9,unknown")
    data = "\n".join(("id,date,town,killed,perpetrator", *lines))
    found = preview_of(staged(data))
    assert (found.rows, found.accepted, found.warned, found.refused) == (4, 3, 2, 1)
    assert found.mapped + found.area + found.unmapped == found.records == 3
    assert {(line.perpetrators, line.killed_at_least, line.with_figure) for line in found.parties} == {("isis", 7, 2), ("", 0, 0)}
    assert found == replace(found)


def test_a_file_in_a_folder_is_called_by_its_name_alone(tmp_path: Path, geocoder: Geocoder) -> None:
    """No sentence names a path of the machine."""
    path = tmp_path / "secret-folder" / "x.csv"
    path.parent.mkdir()
    path.write_bytes(b"")
    with pytest.raises(BadFileError) as told:
        stage(path, file=path.name, geocoder=geocoder)
    assert "secret-folder" not in str(told.value)


def test_a_story_of_several_lines_with_commas_is_one_cell(staged: Stage) -> None:
    """A quoted cell may hold lines and commas; only a row that does not fit its header shows a mark that was not closed."""
    found = staged('id,date,town,killed,description\n1,2016-03-15,Aleppo,5,"line, a, b, c, d\nline, a, b, c, d"\n2,2016-03-15,Idlib,5,y\n')
    assert [status for _, status, *_ in rows(found)] == ["accepted", "accepted"]


def test_two_values_of_one_name_are_not_chosen_from(staged: Stage) -> None:
    """A feature that says killed twice is refused; marks that nobody sees do not make another id."""
    feature = '{"type":"Feature","geometry":null,"properties":{"id":"1","date":"2016-03-15","town":"Idlib","killed":5%s}}'
    found = staged('{"type":"FeatureCollection","features":[' + feature % ',"killed":7' + "]}", file="x.geojson")
    assert [status for _, status, *_ in rows(found)] == ["refused"]
    [records] = staged("id,date,town,killed\n\ufeffA1,2016-03-15,Idlib,5\na1,2016-03-15,Idlib,5\n").records()
    assert records["source_id"].tolist() == ["A1", "a1"]


@pytest.mark.parametrize("last", ['close"', 'close",x'])
def test_two_marks_that_were_never_closed_swallow_no_row(staged: Stage, last: str) -> None:
    """A mark opened in one record and "closed" in another is noticed: the records between them are not lost in a cell."""
    with pytest.raises(BadFileError, match="is not closed"):
        staged(f'id,date,town,killed,description\n1,2016-03-15,Aleppo,5,"open\n2,2016-03-16,Idlib,3,y\n3,2016-03-17,Homs,3,{last}\n')


def test_a_count_whose_header_nobody_knows_makes_no_victims_of_incidents(staged: Stage) -> None:
    """A list of incidents with a column of names and an unknown header of killed stays one of incidents, its figures not known."""
    found = staged("id,date,town,kiled,killed_women,victim_names\n1,2016-03-15,Aleppo,30,,A; B\n")
    assert found.listed.mapping.row is RowKind.INCIDENT
    [records] = found.records()
    assert records["killed_min"].isna().all()


@pytest.mark.parametrize("row", ["TOTAL,2016,,,9", "x,2016-12-31,TOTAL,,9", "x,2016-12-31,Aleppo,المجموع,9", "Total,,,,9"])
def test_a_total_is_a_total_with_a_date_too(staged: Stage, row: str) -> None:
    """Whatever else its cells hold, a row called total is no record; a place that only begins so is one."""
    found = staged(f"id,date,governorate,town,killed\na,2016-03-15,Aleppo,Total Fuel Station,3\n{row}\n")
    assert [status for _, status, *_ in rows(found)] == ["warned", "refused"]


def test_the_id_of_a_feature_is_its_id(staged: Stage) -> None:
    """GeoJSON keeps ids beside the properties."""
    data = '{"type":"FeatureCollection","features":[{"type":"Feature","id":"F7","geometry":null,"properties":{"date":"2016-03-15","town":"Idlib","killed":5}}]}'
    [records] = staged(data, file="x.geojson").records()
    assert records["source_id"].tolist() == ["F7"]


@pytest.mark.parametrize(
    "town",
    [
        "حلب".encode().decode("cp1252", "replace"),
        "حلب".encode().decode("cp1256"),
        "حلب".encode().decode("latin-1"),
        "إدلب".encode("cp1256").decode("cp1252"),
        "حلب".encode().decode("mac_roman"),
        "????",
        "حل\ufffdب",
        "&#1581;&#1604;&#1576;",
        "+Bi0GRAYo-",
    ],
)
def test_words_that_an_encoding_damaged_are_said_even_beside_coordinates(staged: Stage, town: str) -> None:
    """Coordinates alone do not make a row whole whose words went through a wrong code page."""
    one = list(row_objects(staged(f"id,date,town,lat,lon,killed\nA,2016-03-15,{town},36.2021,37.1343,3\nB,2016-03-16,Aleppo,36.2021,37.1343,2\n")))
    assert [r["status"] for r in one] == ["warned", "accepted"]
    assert any("damaged" in reason for reason in one[0]["reasons"])


def test_sound_words_are_not_said_to_be_damaged(staged: Stage) -> None:
    """Names and stories with foreign letters, quotation marks and questions are no damage."""
    stories = ["Şırnak’ta üçlü", "«حلب» – من قتل؟", "who knows??", "ÉTÉ à Alep…", "Ghouta & Damascus"]
    lines = "".join(f'{n},2016-03-1{n},Aleppo,36.2021,37.1343,3,"{story}"\n' for n, story in enumerate(stories))
    assert [r["status"] for r in row_objects(staged(f"id,date,town,lat,lon,killed,description\n{lines}"))] == ["accepted"] * len(stories)


def test_what_a_workbook_shows_is_read_before_what_it_hides(staged: Stage) -> None:
    """A hidden sheet with more rows is an old copy more often than the list."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, count in (("shown", 1), ("old", 3)):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["id", "date", "town", "killed"])
            for n in range(count):
                sheet.write_row(n + 1, 0, [f"{name}-{n}", "2016-03-15", "Aleppo", 3])
        sheet.hide()
    found = staged(out.getvalue(), "a.xlsx")
    assert [r["source_id"] for r in row_objects(found)] == ["shown-0"]


def test_a_raised_footnote_is_no_digit(staged: Stage) -> None:
    """12 with a raised 3 beside it is not 123."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, raised = book.add_worksheet(), book.add_format({"font_script": 1})
        sheet.write_row(0, 0, ["id", "date", "town", "killed"])
        sheet.write_row(1, 0, ["A", "2016-03-15", "Aleppo", 3])
        sheet.write_row(2, 0, ["B", "2016-03-16", "Aleppo"])
        sheet.write_rich_string(2, 3, "12", raised, "3")
    assert [r["status"] for r in row_objects(staged(out.getvalue(), "a.xlsx"))] == ["accepted", "refused"]


def test_words_that_only_a_format_adds_are_said(staged: Stage) -> None:
    """A cell that shows "at least 10" and holds 10 is read as 10: the file says so."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "date", "town", "killed"])
        sheet.write_row(1, 0, ["A", "2016-03-15", "Aleppo"])
        sheet.write_number(1, 3, 10, book.add_format({"num_format": '"at least "0'}))
    assert any("number format adds" in message for message in messages_of(staged(out.getvalue(), "a.xlsx")))


def test_a_second_header_in_another_order_ends_what_can_be_read(staged: Stage) -> None:
    """Two lists pasted under one another: the second's injured are not the first's killed; the first header again ends it."""
    lines = ["id,date,town,killed,injured", "A,2016-03-15,Aleppo,3,4", "id,date,town,injured,killed", "B,2016-03-16,Aleppo,30,1"]
    lines += ["id,date,town,killed,injured", "C,2016-03-17,Aleppo,5,6"]
    found = list(row_objects(staged("\n".join(lines) + "\n")))
    assert [(r["source_id"], r["status"]) for r in found] == [
        ("A", "accepted"),
        ("id", "refused"),
        ("B", "refused"),
        ("id", "refused"),
        ("C", "accepted"),
    ]
    assert "second header" in found[2]["reasons"][0]


@pytest.mark.parametrize(("one", "other"), [("Café-1", "Cafe\u0301-1"), ("١٢", "12"), ("\u200f7", "7")])
def test_ids_that_look_alike_are_one_id(staged: Stage, one: str, other: str) -> None:
    """Composed and combining letters, Arabic and European digits: two different rows of one id are both refused."""
    found = list(row_objects(staged(f"id,date,town,killed\n{one},2016-03-15,Aleppo,3\n{other},2016-03-16,Aleppo,4\n")))
    assert [r["status"] for r in found] == ["refused", "refused"]


def test_what_says_that_there_is_no_id_is_none(staged: Stage) -> None:
    """Several rows with N/A in their id are several records."""
    found = list(row_objects(staged("id,date,town,killed\nN/A,2016-03-15,Aleppo,3\nN/A,2016-03-16,Aleppo,4\n")))
    assert [r["status"] for r in found] == ["warned", "warned"]
    assert found[0]["source_id"] != found[1]["source_id"]


def test_a_percent_sign_in_an_id_meets_no_other_id(staged: Stage) -> None:
    """``a b`` and ``a%20b`` are two records."""
    found = staged("id,date,town,killed\na b,2016-03-15,Aleppo,3\na%20b,2016-03-16,Aleppo,4\n")
    assert len({key for part in found.records() for key in part["incident_id"]}) == 2


@pytest.mark.parametrize(
    ("header", "field"),
    [("perpetrato", Field.PERPETRATOR), ("governorat", Field.GOVERNORATE), ("killed_chi", Field.KILLED_CHILDREN), ("killed_med", None), ("killed_civ", None)],
)
def test_headers_that_a_shapefile_cut_to_ten_letters(header: str, field: Field | None) -> None:
    """They are read where they can have been one header only."""
    assert field_of(header) is field


def test_a_governorate_in_a_sentence_has_its_name(staged: Stage) -> None:
    """People know Hama, not SY05."""
    found = list(row_objects(staged("id,date,governorate,town,lat,lon,killed\nA,2016-03-15,Hama,Hama,36.2021,37.1343,3\n")))
    assert any("states the governorate Hama and lies in Aleppo" in reason for reason in found[0]["reasons"])


def test_yes_and_no_in_a_geopackage_are_no_counts(staged: Stage, tmp_path: Path) -> None:
    """SQLite keeps them as 1 and 0."""
    frame = gpd.GeoDataFrame(
        {"id": ["A", "B"], "date": ["2016-03-15"] * 2, "town": ["Aleppo"] * 2, "killed": [True, False]},
        geometry=gpd.points_from_xy([37.1343] * 2, [36.2021] * 2),
        crs="EPSG:4326",
    )
    frame.to_file(tmp_path / "a.gpkg", driver="GPKG")
    assert [r["status"] for r in row_objects(staged((tmp_path / "a.gpkg").read_bytes(), "a.gpkg"))] == ["refused", "refused"]


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859_6"])
def test_an_arabic_shapefile_without_a_code_page_is_read_as_words(staged: Stage, tmp_path: Path, encoding: str) -> None:
    """Of two Arabic code pages the one is taken in which the words are words."""
    towns = ["حلب", "إدلب", "الرقة", "دير الزور", "معرة النعمان", "اللاذقية"]
    frame = gpd.GeoDataFrame(
        {"id": list("ABCDEF"), "date": ["2016-03-15"] * 6, "town": towns, "killed": [1] * 6},
        geometry=gpd.points_from_xy([37.1343] * 6, [36.2021] * 6),
        crs="EPSG:4326",
    )
    frame.to_file(tmp_path / "a.shp", encoding=encoding.replace("iso8859_6", "ISO-8859-6"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for ending in ("shp", "shx", "dbf", "prj"):
            package.write(tmp_path / f"a.{ending}", f"a.{ending}")
    assert [r["place"] for r in row_objects(staged(packed.getvalue(), "a.zip"))] == towns
