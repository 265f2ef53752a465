"""``geo-app geocode``: place texts → places, with the reason."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geo_app.cli.say import as_json
from geo_app.cli.workspace import in_use, workspace_option
from geo_app.errors import BadFileError, BadUseError, NothingMatchedError
from geo_app.importing.known import geocoder_for
from geo_app.readers.delimited import read_delimited_file

if TYPE_CHECKING:
    from geo_app.locating.decided import PlaceFinder
    from geo_app.model.places import Place


def _record(place: Place) -> dict[str, Any]:
    """Return the place with the keys that later work keeps, in their order."""
    return {
        "query": place.query,
        "name": place.name,
        "name_ar": place.name_ar,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "precision": str(place.precision),
        "uncertainty_m": place.uncertainty_m,
        "admin1_pcode": place.admin1_pcode or None,
        "admin2_pcode": place.admin2_pcode or None,
        "admin3_pcode": place.admin3_pcode or None,
        "method": str(place.method),
        "score": place.score,
        "explanation": place.explanation,
        "candidates": [asdict(candidate) for candidate in place.candidates],
    }


_OPTIONAL = ("governorate", "arabic", "district")
Query = tuple[str, str, str, str]
"""Place text, stated governorate, the same place in Arabic, stated district."""


def _queries(texts: tuple[str, ...], file: Path | None, governorate: str) -> list[Query]:
    if file is None:
        return [(text, governorate, "", "") for text in texts]
    raw = read_delimited_file(file)
    if "query" not in raw.header and "arabic" not in raw.header:
        raise BadFileError(f"{file.name} has no column called query.", remedy="Name the column of place texts “query”.")
    if not raw.rows:
        raise BadFileError(f"{file.name} has a header and no rows.", remedy="Put one place text in each row.")
    columns = [raw.header.index(name) if name in raw.header else None for name in ("query", *_OPTIONAL)]
    rows = [[*row, *[""] * (len(raw.header) - len(row))] for row in raw.rows]
    cells = [tuple(row[at] if at is not None else "" for at in columns) for row in rows]
    return [(query, stated or governorate, arabic, district) for query, stated, arabic, district in cells]


def _answer(geocoder: PlaceFinder, asked: Query) -> Place:
    query, governorate, arabic, district = asked
    return geocoder.geocode(query or arabic, governorate=governorate, arabic=arabic if query else "", district=district)


@click.command("geocode")
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@click.option("--file", type=click.Path(path_type=Path, dir_okay=False), help="CSV with a column `query` and optionally `governorate`, `arabic`, `district`.")
@click.option("--governorate", default="", help="The stated governorate: a P-code or a name.")
@click.option("--json", "json_lines", is_flag=True, help="One JSON object a line.")
@workspace_option
def geocode_command(texts: tuple[str, ...], file: Path | None, governorate: str, json_lines: bool, workspace: str) -> None:  # noqa: FBT001 - click's flag
    """Place each TEXT: English or Arabic, one query an argument."""
    if texts and file is not None:
        raise BadUseError("Place texts and --file were both given.", remedy="Give one of them.")
    if not texts and file is None:
        raise BadUseError("Give place texts or --file.", remedy='For example: geo-app geocode "Deir Ezzor".')
    with in_use(workspace) as held:
        geocoder = geocoder_for(held)
    if governorate and not geocoder.governorates.find_all(governorate):
        raise BadUseError(f"{governorate!r} is not a governorate of Syria.", remedy="Use a P-code SY01 to SY14 or a name such as Aleppo.")
    queries = _queries(texts, file, governorate)
    found: dict[Query, Place] = {}
    for query in queries:
        if query not in found:
            found[query] = _answer(geocoder, query)
        place = found[query]
        if json_lines:
            as_json(_record(place))
        else:
            where = f"{place.latitude:.4f}, {place.longitude:.4f}" if place.latitude is not None and place.longitude is not None else "no point"
            click.echo(f"{place.query}\n  {place.name or '–'}  [{place.precision}, score {place.score:.2f}]  {where}\n  {place.explanation}")
    if not any(place.name or place.area_pcodes for place in found.values()):
        raise NothingMatchedError("None of these could be placed.", remedy="Check the spelling or add the governorate.")
