"""A list of places that a person has (OCHA's communities, GeoNames, or any table with names and coordinates) → entries and rejections."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo_app.errors import BadFileError
from geo_app.gazetteer.entries import Entry, distinct
from geo_app.model.records import Rejection
from geo_app.names import is_arabic
from geo_app.readers.delimited import RawTable, read_delimited
from geo_app.readers.sheets import is_sheet, read_sheets
from geo_app.vocabulary import GOVERNORATES, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

SOUTH, NORTH, WEST, EAST = 32.2, 37.5, 35.4, 42.5
"""Degrees; a list of Syria's places has its rows inside."""
LISTED_RADIUS_M = 2500.0
MAX_PLACES = 200_000
_GEONAMES_CELLS = 19
_COLUMNS = {
    "name": (
        "name_en",
        "adm4_name",
        "adm4_en",
        "adm4_name_en",
        "admin4name_en",
        "communityname_en",
        "community_en",
        "name",
        "place",
        "asciiname",
        "featurename",
        "الاسم",
    ),
    "name_ar": (
        "name_ar",
        "adm4_name1",
        "adm4_ar",
        "adm4_name_ar",
        "admin4name_ar",
        "communityname_ar",
        "community_ar",
        "name1",
        "arabic",
        "الاسم_العربي",
        "الاسم بالعربية",
    ),
    "others": ("other_names", "alternatenames", "alternate_names", "aliases", "old_sa_name", "adm4_ref_n"),
    "latitude": ("lat", "latitude", "latitude_y", "lat_y", "y", "point_y", "center_lat", "خط العرض"),
    "longitude": ("lon", "lng", "long", "longitude", "longitude_x", "long_x", "lon_x", "x", "point_x", "center_lon", "خط الطول"),
    "code": ("pcode", "adm4_pcode", "admin4pcode", "communitypcode", "community_pcode", "place_id", "geonameid", "id"),
    "subdistrict": ("adm3_pcode", "admin3pcode", "admin3_pcode", "subdistrictpcode", "sub_district_pcode"),
    "governorate": ("adm1_pcode", "admin1pcode", "admin1_pcode", "governoratepcode", "governorate_pcode"),
    "population": ("population", "pop"),
}
_QUALIFIED = re.compile(r"\s*[(\[].*$|\s+[-–]\s.*$|(?<=[\u0600-\u06ff])-\s.*$")
"""What official lists add to tell homonyms apart: "Afrin (Afrin)", "Abin - Efrin", "ابين- عفرين"."""
_CITY_FIRST = re.compile(r"^.{2,40}?\s:\s+")
_TYPE_FIRST = re.compile(r"^(?:قرية|بلدة|مدينة)\s+")
_SUBDISTRICT_CODE = re.compile(r"SY\d{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceList:
    """What was read of a list: ``kind`` names its form; codes it does not state are empty (see ``locating.gazetteers``)."""

    file: str
    kind: str
    entries: tuple[Entry, ...]
    rejections: tuple[Rejection, ...]
    rows: int


def _column_positions(header: tuple[str, ...]) -> dict[str, int]:
    names = [re.sub(r"[\s]+", "_", name.strip().lower()) for name in header]
    found = {}
    for ours, theirs in _COLUMNS.items():
        at = next((names.index(name) for name in theirs if name in names), None)
        if at is not None:
            found[ours] = at
    return found


def _geonames(data: bytes, file: str) -> RawTable | None:
    """Return a GeoNames country file (19 tabbed cells, no header) as a table of its populated places; None where it is none."""
    first = data.split(b"\n", 1)[0]
    if first.count(b"\t") != _GEONAMES_CELLS - 1 or not first.split(b"\t", 1)[0].isdigit():
        return None
    lines = [(number, line.split("\t")) for number, line in enumerate(data.decode("utf-8", errors="replace").splitlines(), start=1)]
    kept = [(number, cells) for number, cells in lines if len(cells) == _GEONAMES_CELLS and cells[6] == "P" and cells[8] == "SY"]
    header = ("geonameid", "name", "lat", "lon", "alternatenames", "population")
    rows = tuple((f"gn:{c[0]}", c[1], c[4], c[5], "|".join(c[3].split(",")), c[14]) for _, c in kept)
    return RawTable(file=file, header=header, rows=rows, numbers=tuple(number for number, _ in kept))


def _names(text: str) -> list[str]:
    """Return the names in a cell: qualifiers taken off, two names joined by an underscore or a slash apart."""
    plain = _QUALIFIED.sub("", _CITY_FIRST.sub("", text.strip()))
    return [_TYPE_FIRST.sub("", part.strip()) for part in re.split(r"[_/]", plain) if part.strip()]


_LATIN_NAME = re.compile(r"[\u0020-\u024f\u1e00-\u1eff\u2018\u2019\u02bf\u02be]{3,}")


def _readable(name: str) -> bool:
    """True for Arabic names and for Latin ones with a vowel; GeoNames also holds other scripts and transliterations without vowels."""
    if is_arabic(name):
        return True
    return bool(_LATIN_NAME.fullmatch(name)) and bool(re.search(r"[aeiouyāīū]", name, re.IGNORECASE))


def _number(text: str) -> float | None:
    plain = text.strip().replace("٫", ".")
    try:
        return float(plain.replace(",", ".") if "." not in plain else plain)
    except ValueError:
        return None


class _Reader:
    """Reads one table row by row; what it refuses it keeps with the reason."""

    def __init__(self, raw: RawTable) -> None:
        self.raw = raw
        self.at = _column_positions(raw.header)
        self.rejections: list[Rejection] = []
        self.used: set[str] = set()

    def cell(self, cells: tuple[str, ...], name: str) -> str:
        at = self.at.get(name)
        return cells[at].strip() if at is not None and at < len(cells) else ""

    def refuse(self, number: int, column: str, value: str, reason: str) -> None:
        self.rejections.append(Rejection(file=self.raw.file, row=number, column=column, value=value[:80], reason=reason))

    def entries(self) -> Iterator[Entry]:
        for number, cells in zip(self.raw.numbers, self.raw.rows, strict=True):
            entry = self.entry(number, cells)
            if entry is not None:
                yield entry

    def entry(self, number: int, cells: tuple[str, ...]) -> Entry | None:
        latitude, longitude = _number(self.cell(cells, "latitude")), _number(self.cell(cells, "longitude"))
        if latitude is None or longitude is None:
            self.refuse(number, "latitude", self.cell(cells, "latitude"), "no coordinates in decimal degrees")
            return None
        if not (SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST):
            swapped = SOUTH <= longitude <= NORTH and WEST <= latitude <= EAST
            reason = "latitude and longitude are exchanged" if swapped else "the point lies outside Syria"
            self.refuse(number, "latitude", f"{latitude:g}, {longitude:g}", reason)
            return None
        english, arabic = _names(self.cell(cells, "name")), _names(self.cell(cells, "name_ar"))
        others = [part for name in self.cell(cells, "others").split("|") for part in _names(name) if _readable(part)]
        names = distinct((*english, *arabic, *others))
        if not names:
            self.refuse(number, "name", "", "no name")
            return None
        code = self.cell(cells, "code") or f"row{number}"
        place_id = code if code not in self.used else f"{code}-{number}"
        self.used.add(place_id)
        subdistrict = self.cell(cells, "subdistrict")
        governorate = self.cell(cells, "governorate")
        own_arabic = next((n for n in (*arabic, *names) if is_arabic(n)), "")
        return Entry(
            place_id=re.sub(r"[\s;|]", "-", place_id),
            kind=PlaceKind.NEIGHBOURHOOD if _CITY_FIRST.match(self.cell(cells, "name")) else PlaceKind.SETTLEMENT,
            name=names[0],
            name_ar=own_arabic,
            names=names,
            latitude=latitude,
            longitude=longitude,
            radius_m=LISTED_RADIUS_M,
            admin1_pcode=governorate if governorate in GOVERNORATES else subdistrict[:4] if subdistrict[:4] in GOVERNORATES else "",
            admin3_pcode=subdistrict if _SUBDISTRICT_CODE.fullmatch(subdistrict) else "",
            population=int(_number(self.cell(cells, "population")) or 0),
            listed=True,
        )


def _kind(raw: RawTable, *, geonames: bool) -> str:
    if geonames:
        return "GeoNames"
    coded = sum(bool(re.match(r"C\d{4}", cell)) for row in raw.rows[:50] for cell in row[:6])
    return "OCHA communities" if coded >= min(10, len(raw.rows)) and coded else "table of places"


def _sheet_of_places(data: bytes, file: str) -> RawTable:
    """Return the sheet with the most rows among those that have names and coordinates; where none has, the first (books begin with a page of notes)."""
    sheets = read_sheets(data, file=file)
    of_places = [one for one in sheets if {"latitude", "longitude"} <= _column_positions(one.header).keys()]
    return max(of_places, key=lambda one: len(one.rows), default=sheets[0])


def read_list(data: bytes, *, file: str) -> PlaceList:
    """Return the places of a list, found by its content: GeoNames' country file, OCHA's communities (CSV or XLSX), any table with a name and coordinates.

    Rows without a name or without coordinates inside Syria are refused one by one; nothing else is lost.

    Raises:
        BadFileError: there is no column of names or of coordinates, no row could be read, or there are too many.
    """
    geonames = _geonames(data, file)
    raw = geonames or (_sheet_of_places(data, file) if is_sheet(data) else read_delimited(data, file=file))
    reader = _Reader(raw)
    missing = [what for what in ("name", "latitude", "longitude") if what not in reader.at and not (what == "name" and "name_ar" in reader.at)]
    if missing:
        raise BadFileError(f"{file} has no column of {' and none of '.join(missing)}.", remedy="Name the columns name, name_ar, lat and lon.")
    if len(raw.rows) > MAX_PLACES:
        raise BadFileError(f"{file} has more than {MAX_PLACES:,} rows.", remedy="Take Syria's places only.")
    entries = tuple(reader.entries())
    if not entries:
        reason = reader.rejections[0].reason if reader.rejections else "it has no rows"
        raise BadFileError(f"No place of {file} could be read ({reason}).", remedy="Check that the coordinates are in decimal degrees (WGS 84).")
    return PlaceList(file=file, kind=_kind(raw, geonames=geonames is not None), entries=entries, rejections=tuple(reader.rejections), rows=len(raw.rows))
