"""Decisions on place texts as teams hand them to one another: an alias file."""

from __future__ import annotations

from geo_app import vocabulary as v
from geo_app.tables.columns import Column, Kind, Table, code, codes_of, text

DECISIONS = Table(
    name="decisions",
    says="What people decided place texts to be; `geo-app decisions export` writes it, `geo-app decisions import` reads it.",
    key="",
    essential=("text",),
    columns=(
        text("text", "The place as it was asked.", required=True),
        text("governorate", "The governorates stated beside it: P-codes or names, joined by `;`; empty where none is."),
        text("place_id", "Entry of the gazetteer that the text means."),
        text("name", "Name of the entry or point."),
        text("name_ar", "Name in Arabic."),
        Column(name="latitude", kind=Kind.NUMBER, says="WGS 84 degrees north.", low=32, high=38),
        Column(name="longitude", kind=Kind.NUMBER, says="WGS 84 degrees east.", low=35, high=43),
        Column(name="radius_m", kind=Kind.NUMBER, says="Metres around the point that hold the place.", low=1, high=250_000),
        code("precision", "How exactly the point is meant.", (*v.MAPPED, *v.CIRCLES)),
        codes_of("area_pcodes", "Units of an area; for a point the governorate it counts in."),
        code("answer", "What kind of answer it is; empty: as the other cells imply.", v.AnswerKind),
        text("who", "Who decided."),
        text("when", "When, in UTC, ISO 8601."),
        text("why", "Why, in their words."),
    ),
)
