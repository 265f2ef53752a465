"""``geo-app review``: the place texts of a file that wait for a person, as a list to fill in; and the filled-in list → decisions."""

from __future__ import annotations

from pathlib import Path

import click

from geo_app.boundaries.layers import load_governorates
from geo_app.cli.decisions_command import now, tell_taken
from geo_app.cli.say import as_table
from geo_app.cli.workspace import in_use, workspace_option
from geo_app.errors import BadUseError
from geo_app.importing.known import geocoder_for
from geo_app.importing.todo import open_texts_of, take_todo, write_todo
from geo_app.locating.decided import DecidedGeocoder, all_candidates
from geo_app.readers.delimited import read_delimited_file
from geo_app.readers.own import write_whole

_SHOWN = 50


@click.command("review")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the list as CSV with an empty column `choice`.")
@click.option("--apply", "filled", type=click.Path(path_type=Path, dir_okay=False), help="Read such a list back, `choice` filled in, and keep the decisions.")
@click.option("--who", default="", help="Who chose; needed with --apply.")
@click.option("--replace", "replacing", is_flag=True, help="With --apply: take a choice although another decision stands on its text.")
@workspace_option
def review_command(
    file: Path | None,
    out: Path | None,
    filled: Path | None,
    who: str,
    replacing: bool,  # noqa: FBT001 - click's flag
    workspace: str,
) -> None:
    """List the place texts of FILE that nobody can be sure of, those on which most incidents hang first.

    FILE is an accounts file, or any CSV with a column `query` and optionally `governorate` and `arabic`. In the column `choice` write a
    candidate's number, a place_id, `lat,lon`, a P-code, `nowhere`, `unknown`, or for a disagreement `stated` or `found`.
    """
    if (file is None) == (filled is None):
        raise BadUseError("Give a file to review, or --apply a filled-in list.", remedy="For example: geo-app review FILE.csv --out todo.csv")
    if filled is not None:
        if not who.strip():
            raise BadUseError("Nobody is named who chose.", remedy="Add --who with a name; it is kept with every decision.")
        raw = read_delimited_file(filled)
        with in_use(workspace) as held:
            taken = take_todo(raw, geocoder_for(held), load_governorates(), who=who.strip(), now=now(), replacing=replacing)
            tell_taken(taken, raw.file, held)
        return
    if file is not None:
        with in_use(workspace) as held:
            _list(file, out, geocoder_for(held))


def _list(file: Path, out: Path | None, geocoder: DecidedGeocoder) -> None:
    if out is not None and out.suffix.lower() != ".csv":
        raise BadUseError("The list is written as CSV.", remedy="Give a name that ends in .csv.")
    texts = open_texts_of(read_delimited_file(file), geocoder, load_governorates())
    left = len({incident for one in texts for incident in one.incidents})
    click.echo(f"{file.name}: {len(texts)} texts wait for a decision; {left} incidents hang on them.")
    if not texts:
        return
    if out is not None:
        write_whole(out, write_todo(texts, geocoder.governorates.names))
        click.echo(f"{out.name}: fill in the column choice, then geo-app review --apply {out.name} --who NAME")
        return
    rows = [(len(o.incidents), o.text, ";".join(o.stated), str(o.reason), ", ".join(c.name for c in all_candidates(o.place)[:3])) for o in texts[:_SHOWN]]
    as_table(("incidents", "text", "stated", "reason", "candidates"), rows)
    if len(texts) > _SHOWN:
        click.echo(f"… and {len(texts) - _SHOWN} more (--out writes all)")
