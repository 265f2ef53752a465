"""Lists of places that people have: read by content, refused row by row, merged so that each place is there once, kept whole."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from geo_app.errors import BadFileError, BadUseError
from geo_app.gazetteer import own
from geo_app.gazetteer.entries import Entry, load_base_entries
from geo_app.gazetteer.index import NameIndex
from geo_app.gazetteer.lists import read_list
from geo_app.gazetteer.stored import pack, unpack
from geo_app.locating.gazetteers import merged
from geo_app.locating.load import build_geocoder, completed_entries, load_geocoder
from geo_app.vocabulary import PlaceKind, Precision

OCHA = """admin4Pcode,admin4Name_en,admin4Name_ar,Latitude_y,Longitude_x,admin3Pcode,admin1Pcode
C1366,Afrin (Afrin),عفرين,36.51109,36.86552,SY020300,SY02
C1353,Abin - Efrin,ابين- عفرين,36.46697,36.99295,SY020300,SY02
C1402,Hessa,حساء_سراج,36.4,36.9,SY020300,SY02
C9999,Nowhere,,,,SY020300,SY02
C9998,Exchanged,,40.1,35.3,SY090000,SY09
"""
GEONAMES = (
    "172957\tAr Raqqah\tAr Raqqah\tRaqqa,الرقة,Ракка,rqt\t35.95283\t39.00788\tP\tPPLA\tSY\t\t04\t\t\t\t177636\t\t245\tAsia/Damascus\t2020-01-01\n"
    "1\tA river\tA river\t\t35.5\t39.1\tH\tSTM\tSY\t\t04\t\t\t\t0\t\t\tAsia/Damascus\t2020-01-01\n"
)


def sheet(*tables: list[list[object]]) -> bytes:
    """Return the tables as the bytes of an XLSX file with a sheet each, made by hand with inline strings."""
    import zipfile

    def cells(rows: list[list[object]]) -> str:
        texts = [[f"<c><v>{v}</v></c>" if isinstance(v, float) else f'<c t="inlineStr"><is><t>{v}</t></is></c>' for v in row] for row in rows]
        return "".join(f"<row>{''.join(row)}</row>" for row in texts)

    numbers = range(1, len(tables) + 1)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{office}"><sheets>'
        + "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers)
        + "</Relationships>",
        **{f"xl/worksheets/sheet{n}.xml": f'<worksheet xmlns="{space}"><sheetData>{cells(rows)}</sheetData></worksheet>' for n, rows in enumerate(tables, 1)},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return file.getvalue()


def test_ochas_communities() -> None:
    """Names without the words that tell homonyms apart, codes kept; rows without a point or with exchanged axes are refused with the reason."""
    found = read_list(OCHA.encode(), file="ocha.csv")
    assert (found.kind, len(found.entries), found.rows) == ("OCHA communities", 3, 5)
    assert found.entries[0].names == ("Afrin", "عفرين")
    assert found.entries[1].names == ("Abin", "ابين")
    assert found.entries[2].names == ("Hessa", "حساء", "سراج")
    assert found.entries[0].admin3_pcode == "SY020300"
    assert {r.row: r.reason for r in found.rejections} == {5: "no coordinates in decimal degrees", 6: "latitude and longitude are exchanged"}


def test_geonames_country_file() -> None:
    """Populated places only, names in Latin and Arabic script only."""
    found = read_list(GEONAMES.encode(), file="SY.txt")
    assert (found.kind, len(found.entries)) == ("GeoNames", 1)
    assert found.entries[0].names == ("Ar Raqqah", "Raqqa", "الرقة")
    assert found.entries[0].population == 177636


def test_a_spreadsheet_is_known_by_its_content() -> None:
    """An XLSX, whatever it is called, is read like the CSV of the same cells."""
    rows: list[list[object]] = [["name", "name_ar", "lat", "lon"], ["Testville", "مدينة الاختبار", 35.1, 36.7]]
    found = read_list(sheet(rows), file="places.csv")
    assert [(e.name, e.latitude, e.longitude) for e in found.entries] == [("Testville", 35.1, 36.7)]


def test_the_sheet_of_places_is_found_in_a_book() -> None:
    """Official books begin with notes and hold the larger units too; the sheet with names and coordinates and the most rows is read."""
    notes: list[list[object]] = [["About this file"], ["Published by an office"]]
    large: list[list[object]] = [["adm1_en", "lat", "lon"], ["Idlib", 35.9, 36.6]]
    places: list[list[object]] = [["adm4_en", "adm4_ar", "lat", "lon"], ["Testville", "مدينة", 35.1, 36.7], ["Otherville", "أخرى", 35.2, 36.8]]
    found = read_list(sheet(notes, large, places), file="book.xlsx")
    assert [e.name for e in found.entries] == ["Testville", "Otherville"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"a,b\n1,2\n", "has no column of name and none of latitude and none of longitude"),
        (b"name,lat,lon\nBaghdad,33.3,44.4\n", "No place of x.csv could be read (the point lies outside Syria)"),
        (b"name,lat,lon\n", "it has no rows"),
        (b"PK\x03\x04 broken", "has no column"),
    ],
)
def test_files_that_are_no_list(data: bytes, says: str) -> None:
    """One sentence says what is missing."""
    with pytest.raises(BadFileError) as error:
        read_list(data, file="x.csv")
    assert says in str(error.value)


def test_a_spreadsheet_with_a_document_type_is_refused() -> None:
    """No entity of a stranger's file is ever expanded."""
    import zipfile

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]><workbook/>')
    with pytest.raises(BadFileError, match="document type"):
        read_list(file.getvalue(), file="x.xlsx")


def test_decimal_commas_are_read() -> None:
    """A European export with semicolons has its coordinates with commas."""
    found = read_list(b"name;lat;lon\nTestville;35,1;36,7\n", file="x.csv")
    assert (found.entries[0].latitude, found.entries[0].longitude) == (35.1, 36.7)


def entry(place_id: str, latitude: float, longitude: float, *names: str, kind: PlaceKind = PlaceKind.SETTLEMENT) -> Entry:
    """Write one entry."""
    return Entry(
        place_id=place_id, kind=kind, name=names[0], name_ar="", names=names, latitude=latitude, longitude=longitude, radius_m=2000, admin1_pcode="SY07"
    )


def test_two_lists_entries_for_one_place_become_one() -> None:
    """The base entry keeps its point and gains the spellings; the same name farther off is another place."""
    base = (entry("a", 35.86, 36.80, "Saraqib"),)
    found = merged(base, (entry("b", 35.87, 36.80, "Saraqab", "Saraqib"), entry("c", 35.60, 36.50, "Saraqib")), (entry("d", 35.861, 36.801, "Saraqeb"),))
    assert [(e.place_id, e.latitude) for e in found] == [("a", 35.86), ("c", 35.60)]
    assert set(found[0].names) == {"Saraqib", "Saraqab", "Saraqeb"}


def test_quarters_of_a_name_never_become_villages() -> None:
    """A quarter and a village beside it that share a name stay two."""
    found = merged((entry("a", 35.86, 36.80, "Zahraa"),), (entry("b", 35.86, 36.80, "Zahraa", kind=PlaceKind.NEIGHBOURHOOD),))
    assert len(found) == 2


def test_governorates_come_from_the_polygons() -> None:
    """A list that states no governorate gets it from where the point lies, and the ones within 10 km beside it."""
    found = completed_entries(read_list(b"name,lat,lon\nTestville,35.86,36.80\nBorderville,35.9,36.98\n", file="x.csv").entries)
    assert found[0].admin1_pcode == "SY07"
    assert "SY02" in found[1].border_pcodes or found[1].admin1_pcode == "SY02"


def test_an_archive_gives_the_same_index() -> None:
    """What the cache holds answers like what was folded."""
    index = NameIndex.of(load_base_entries()[:400])
    again = unpack(pack(index))
    assert again.entries == index.entries
    assert again.names == index.names
    assert [m.entry.place_id for m in again.lookup("Karama")] == [m.entry.place_id for m in index.lookup("Karama")]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not an archive", b"\x93NUMPY"])
def test_a_broken_archive_is_never_taken(data: bytes) -> None:
    """Anything else than a whole archive is a ValueError, after which the gazetteer is folded anew."""
    with pytest.raises(ValueError, match=r"not an archive|another format|pickled|No data|EOF"):
        unpack(data)


def test_a_list_is_kept_used_and_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once kept, its places are found; a damaged list is said and left out; forgetting one brings the old answers back."""
    monkeypatch.setenv("GEO_APP_HOME", str(tmp_path))
    assert load_geocoder().geocode("Qwertyville").precision is Precision.UNKNOWN
    entries = completed_entries(read_list(b"name,lat,lon\nQwertyville,35.1,36.7\n", file="x.csv").entries)
    own.keep(own.OwnList(title="My list", kind="table of places", sha256="0", added="2026-01-01", entries=entries))
    assert load_geocoder().geocode("Qwertyville").precision is Precision.SETTLEMENT
    lists, problems = own.own_lists()
    assert ([one.title for one in lists], problems) == (["My list"], ())
    (tmp_path / "data" / "gazetteers" / "broken.json").write_text("{", encoding="utf-8")
    lists, problems = own.own_lists()
    assert len(lists) == 1
    assert "“broken” is damaged" in problems[0]
    own.forget("My list")
    assert load_geocoder().geocode("Qwertyville").precision is Precision.UNKNOWN
    with pytest.raises(BadUseError, match="No list called"):
        own.forget("My list")


def test_a_damaged_cache_is_folded_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever stands in the cache, the answers are the same."""
    monkeypatch.setenv("GEO_APP_HOME", str(tmp_path))
    before = load_geocoder().geocode("Saraqib")
    for archive in (tmp_path / "cache" / "gazetteers").glob("*.npz"):
        archive.write_bytes(archive.read_bytes()[:1000])
    assert load_geocoder().geocode("Saraqib") == before


def test_the_official_list_beside_the_base(shared_data: Path) -> None:
    """OCHA's communities: nearly all read, a third of them places the base has already, and a village only OCHA has is found."""
    path = shared_data / "gazetteer" / "gazetteer_syrian_archive_ocha_places.csv"
    found = read_list(path.read_bytes(), file=path.name)
    assert len(found.entries) >= 5_900
    base = load_base_entries()
    both = merged(base, completed_entries(found.entries))
    assert 6_500 <= len(both) <= 8_500
    with path.open(encoding="utf-8", newline="") as file:
        some = next(row for row in csv.DictReader(file) if row["name_en"] == "Baselhaya")
    place = build_geocoder(both).geocode(some["name_en"], governorate="Aleppo")
    assert place.latitude is not None
    assert abs(place.latitude - float(some["lat"])) < 0.02


def test_what_is_kept_is_plain_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of a stranger's list is ever unpickled: the file is JSON with the title, the hash and the entries."""
    monkeypatch.setenv("GEO_APP_HOME", str(tmp_path))
    own.keep(own.OwnList(title="A / B", kind="k", sha256="0", added="2026-01-01", entries=(entry("a", 35.8, 36.8, "X"),)))
    kept = json.loads((tmp_path / "data" / "gazetteers" / "a-b.json").read_text(encoding="utf-8"))
    assert kept["title"] == "A / B"
    assert kept["entries"][0]["names"] == ["X"]
