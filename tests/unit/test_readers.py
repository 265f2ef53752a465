"""Files as they come: what is read, what is refused, and that one bad row loses nothing else."""

from __future__ import annotations

import pytest

from geo_app.errors import BadFileError
from geo_app.readers.accounts import read_accounts
from geo_app.readers.delimited import read_delimited
from geo_app.vocabulary import Standing, Strength

GOOD = {"incident_id": "a", "date_start": "2016-05-01"}
REFUSED = {
    "a day that does not exist": ({"date_start": "2016-02-30"}, "date_start"),
    "day first": ({"date_start": "01/05/2016"}, "date_start"),
    "a number in words": ({"killed_min": "ten"}, "killed_min"),
    "a range in one cell": ({"killed_min": "10-15"}, "killed_min"),
    "a negative number": ({"killed_min": "-3"}, "killed_min"),
    "a fraction of a person": ({"killed_min": "2.5"}, "killed_min"),
    "a leading zero": ({"killed_min": "007"}, "killed_min"),
    "Arabic-Indic digits, until they are understood": ({"killed_min": "١٠"}, "killed_min"),
    "more than can be": ({"killed_min": "9999999"}, "killed_min"),
    "an unknown party": ({"perpetrators": "martians"}, "perpetrators"),
    "the last day before the first": ({"date_end": "2016-04-01"}, "date_end"),
    "less at most than at least": ({"killed_min": "5", "killed_max": "4", "bound": "between"}, "killed_max"),
    "at least with a maximum": ({"killed_min": "5", "killed_max": "5", "bound": "at_least"}, "killed_max"),
    "sole with two parties": ({"perpetrators": "isis;sdf", "attribution": "sole"}, "attribution"),
    "a party and attribution unknown": ({"perpetrators": "isis", "attribution": "unknown"}, "attribution"),
    "more children than people": ({"killed_min": "3", "killed_max": "3", "bound": "stated", "killed_children": "4"}, "killed_children"),
    "latitude alone": ({"latitude": "35.9"}, "longitude"),
    "a number that only a program would accept": ({"latitude": "3_5.5", "longitude": "36"}, "latitude"),
    "latitude beyond the pole": ({"latitude": "91", "longitude": "36"}, "latitude"),
    "a P-code of another country": ({"area_pcodes": "IQ01"}, "area_pcodes"),
    "no incident id": ({"incident_id": ""}, "incident_id"),
    "an id with a space": ({"incident_id": "a b"}, "incident_id"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_cell_is_refused_with_its_reason(case: str, read) -> None:
    """The row is refused with row number, column and a sentence; the row beside it is read."""
    change, column = REFUSED[case]
    reading = read([{**dict.fromkeys(change, ""), **GOOD, "incident_id": "good"}, {**GOOD, **change}])
    assert [(r.row, r.column) for r in reading.rejections] == [(3, column)]
    assert reading.rejections[0].reason
    assert list(reading.records["incident_id"]) == ["good"]
    assert reading.rows == 2


def test_empty_cells_mean_what_they_imply(read) -> None:
    """One day, a stated sole party, a plain number, an account that counts; and unknown stays unknown."""
    record = read([{**GOOD, "perpetrators": "isis", "killed_min": "4"}]).records.iloc[0]
    assert (record["date_end"], record["attribution"], record["strength"]) == (record["date_start"], "sole", Strength.STATED)
    assert (record["killed_max"], record["bound"], record["killed_class"], record["standing"]) == (4, "stated", "people", Standing.COUNTS)
    assert read([GOOD]).records.iloc[0]["killed_min"] is not None
    assert read([GOOD]).records["killed_min"].isna().all()


def test_the_same_account_id_twice_is_refused_once(read) -> None:
    """The first stays, the second is reported."""
    reading = read([{**GOOD, "account_id": "x"}, {**GOOD, "account_id": "x"}])
    assert (len(reading.records), [r.column for r in reading.rejections]) == (1, ["account_id"])


FILES = {
    "nothing": b"",
    "white space": b" \n \n",
    "only commas": b",,\n,,\n",
    "only a mark": b"\xef\xbb\xbf",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "another alphabet's encoding": "incident_id,date_start\nأ,2016-05-01\n".encode("cp1256"),
    "an open quotation mark": b'incident_id,date_start\n"a,2016-05-01\n',
    "two columns of one name": b"incident_id,incident_id\na,b\n",
    "another table": b"name,age\na,3\n",
}


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_is_no_accounts_table_is_one_sentence(case: str) -> None:
    """The file is refused as a whole with a sentence and a remedy, and no path of the machine."""
    with pytest.raises(BadFileError) as caught:
        read_accounts(read_delimited(FILES[case], file="mine.csv"))
    assert caught.value.sentence.startswith("mine.csv")
    assert caught.value.remedy.endswith(".")


@pytest.mark.parametrize(
    "encode",
    [
        lambda t: t.encode("utf-8-sig"),
        lambda t: t.encode("utf-16"),
        lambda t: t.replace(",", ";").encode(),
        lambda t: t.replace(",", "\t").replace("\n", "\r\n").encode(),
    ],
)
def test_usual_encodings_and_delimiters(encode) -> None:
    """UTF-8 with a mark, UTF-16, semicolons, tabs and Windows line ends are all the same table."""
    data = encode("incident_id,date_start,place_ar\na,2016-05-01,حلب\n\nb,2016-05-02,إدلب\n")
    reading = read_accounts(read_delimited(data, file="mine.csv"))
    assert list(reading.records["place_ar"]) == ["حلب", "إدلب"]
    assert list(reading.records.index) == [2, 4]


def test_a_shifted_row_is_refused_whole(read) -> None:
    """A row with more cells than the header is not guessed at."""
    data = b"incident_id,date_start,place_as_reported\na,2016-05-01,Idlib\nb,2016-05-01,Saraqib, Idlib\n"
    reading = read_accounts(read_delimited(data, file="mine.csv"))
    assert [(r.row, r.column) for r in reading.rejections] == [(3, "")]


def test_trailing_empty_columns_do_not_matter() -> None:
    """Excel's trailing commas, a blank first line and its line "sep=;" leave a good table good."""
    for text in ("incident_id,date_start,,\na,2016-05-01,,\n", "\nincident_id;date_start\na;2016-05-01\n", "sep=;\nincident_id;date_start\na;2016-05-01\n"):
        reading = read_accounts(read_delimited(text.encode(), file="mine.csv"))
        assert (len(reading.records), reading.rejections) == (1, ()), text
