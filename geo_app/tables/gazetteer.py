"""Names of places and areas."""

from __future__ import annotations

from geo_app import vocabulary as v
from geo_app.tables.columns import Column, Kind, Table, code, codes_of, text

PLACES = Table(
    name="places",
    says="The base gazetteer: names of settlements, quarters, sites and regions.",
    key="place_id",
    essential=("place_id", "kind", "name"),
    columns=(
        Column(name="place_id", kind=Kind.IDENTIFIER, says="`gn:` and the GeoNames id, or `hand:` and a word of ours.", required=True),
        code("kind", "What the entry is.", v.PlaceKind, required=True),
        text("name", "Name in the commonest report spelling.", required=True),
        text("name_ar", "Name in Arabic."),
        text("other_names", "Further spellings in both scripts, joined by `|`."),
        Column(name="latitude", kind=Kind.NUMBER, says="WGS 84 degrees north; empty: the parent's point.", low=32, high=38),
        Column(name="longitude", kind=Kind.NUMBER, says="WGS 84 degrees east.", low=35, high=43),
        Column(name="radius_m", kind=Kind.NUMBER, says="Metres around the point that hold the place.", low=50, high=250_000),
        code("admin1_pcode", "Governorate; empty where the entry spans several.", v.GOVERNORATES),
        text("admin3_pcode", "Subdistrict of a settlement (OCHA P-code), by COD-AB v02; empty where not known."),
        codes_of("border_pcodes", "Other governorates within 10 km.", v.GOVERNORATES),
        text("parent_id", "The city a quarter or site belongs to."),
        Column(name="population", kind=Kind.COUNT, says="Persons, as GeoNames has them.", low=0, high=10_000_000),
        Column(name="reported", kind=Kind.COUNT, says="Accounts of the bundled incidents that name it; empty is none.", low=0, high=100_000),
        Column(name="seat_level", kind=Kind.COUNT, says="3 seat of a governorate, 2 of a district, 1 of a subdistrict; empty is none.", low=1, high=3),
        text("source", "GeoNames or hand."),
        text("checked_against", "What the coordinates were checked against."),
        text("note", "Remarks."),
    ),
)

AREA_NAMES = Table(
    name="area_names",
    says="Names of governorates, districts and subdistricts in the spellings of reports.",
    key="pcode",
    essential=("pcode", "name"),
    columns=(
        Column(name="pcode", kind=Kind.IDENTIFIER, says="OCHA P-code: SY and two digits a level.", required=True),
        text("iso", "ISO 3166-2 code of a governorate."),
        text("name", "Name.", required=True),
        text("name_ar", "Name in Arabic."),
        text("other_names", "Further spellings, joined by `|`."),
        text("seat_id", "place_id of the town of the same name, which the bare name means; empty where there is none."),
    ),
)

FOREIGN_PLACES = Table(
    name="foreign_places",
    says="Towns of other countries that resemble Syrian ones or stand in lists about the conflict; a text that names one is placed nowhere.",
    key="",
    essential=("name", "country"),
    columns=(
        text("name", "Name.", required=True),
        text("name_ar", "Name in Arabic."),
        text("other_names", "Further spellings, joined by `|`."),
        text("country", "Country or region.", required=True),
    ),
)
