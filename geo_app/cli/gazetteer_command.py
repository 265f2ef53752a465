"""``geo-app gazetteer``: the lists of places in use, and adding or removing one's own."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from geo_app.cli.say import as_json, as_table, warn
from geo_app.errors import BadFileError
from geo_app.gazetteer import own
from geo_app.gazetteer.entries import load_base_entries
from geo_app.gazetteer.lists import read_list
from geo_app.locating.gazetteers import merged
from geo_app.locating.load import completed_entries, load_index
from geo_app.readers.bundled import bundled_resource
from geo_app.readers.delimited import MAX_BYTES
from geo_app.readers.own import write_whole

_SHOWN = 20


@click.group("gazetteer")
def gazetteer_command() -> None:
    """Lists of places: see what is in use, add an official one, remove it."""


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise BadFileError(f"{file.name} is larger than {MAX_BYTES // 2**20} MiB.", remedy="Take Syria's places only.")
        return file.read_bytes()
    except OSError as error:
        raise BadFileError(f"{file.name} cannot be opened.", remedy="Check its name and that you may read it.") from error


@gazetteer_command.command("add")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--title", default="", help="What to call the list; one of the same title is replaced. Default: the file's name.")
@click.option("--refused", type=click.Path(path_type=Path, dir_okay=False), help="Write every refused row with its reason to this CSV.")
def add_command(file: Path, title: str, refused: Path | None) -> None:
    """Add the places of FILE beside those that come with geo_app: OCHA's communities (CSV, XLSX), GeoNames' SY.txt, any table with name, lat, lon."""
    data = _bytes(file)
    found = read_list(data, file=file.name)
    entries = completed_entries(found.entries)
    base = load_base_entries()
    new = len(merged(base, entries)) - len(base)
    kept = own.OwnList(
        title=title.strip() or file.stem,
        kind=found.kind,
        sha256=hashlib.sha256(data).hexdigest(),
        added=datetime.now(tz=UTC).date().isoformat(),
        entries=entries,
    )
    own.keep(kept)
    click.echo(f"{file.name} ({found.kind}): {found.rows:,} rows, {len(entries):,} places read, {len(found.rejections):,} refused.")
    click.echo(f"{new:,} of them are new; {len(entries) - new:,} are places that geo_app has already, or stand twice: those gain the spellings.")
    if found.rejections:
        as_table(("row", "value", "reason"), [(r.row, r.value, r.reason) for r in found.rejections[:_SHOWN]])
        if len(found.rejections) > _SHOWN:
            click.echo(f"… and {len(found.rejections) - _SHOWN:,} more (--refused FILE.csv writes all)")
    if refused is not None:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(("file", "row", "column", "value", "reason"))
        writer.writerows((r.file, r.row, r.column, f"'{r.value}" if r.value[:1] in "=+-@" and r.value else r.value, r.reason) for r in found.rejections)
        write_whole(refused, text.getvalue().encode())
    index = load_index()
    click.echo(f"In use from now on: {len(index.entries):,} places with {len(index.names):,} names.")


@gazetteer_command.command("list")
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
def list_command(as_object: bool) -> None:  # noqa: FBT001 - click's flag
    """Say which lists of places are in use."""
    lists, problems = own.own_lists()
    resource = bundled_resource("boundaries", "places.csv")
    rows: list[dict[str, object]] = [
        {
            "title": "comes with geo_app",
            "kind": "base gazetteer",
            "places": len(load_base_entries()),
            "version": resource["version"],
            "sha256": resource["hash"].removeprefix("sha256:"),
        }
    ]
    rows += [{"title": one.title, "kind": one.kind, "places": len(one.entries), "version": f"added {one.added}", "sha256": one.sha256} for one in lists]
    if as_object:
        as_json({"lists": rows, "problems": list(problems)})
        return
    warn(problems)
    as_table(("title", "kind", "places", "version", "sha256"), [tuple(str(v)[:12] if k == "sha256" else v for k, v in row.items()) for row in rows])
    index = load_index()
    click.echo(f"\nTogether {len(index.entries):,} places with {len(index.names):,} names, each place once.")


@gazetteer_command.command("remove")
@click.argument("title")
def remove_command(title: str) -> None:
    """Remove the list called TITLE. The places that come with geo_app stay."""
    own.forget(title)
    click.echo(f"Removed {title}.")


@gazetteer_command.command("find")
@click.argument("name")
@click.option("--json", "json_lines", is_flag=True, help="One JSON object a line.")
def find_command(name: str, json_lines: bool) -> None:  # noqa: FBT001 - click's flag
    """Show every entry that NAME may mean, the best spelling first."""
    matches = sorted(load_index().lookup(name), key=lambda m: (-m.spelling.rank, m.entry.place_id))
    if json_lines:
        for match in matches:
            as_json({**asdict(match.entry), "kind": str(match.entry.kind), "matched": match.matched})
        return
    header = ("place", "Arabic", "kind", "governorate", "latitude", "longitude", "spelled", "id")
    as_table(
        header,
        [
            (e.name, e.name_ar, str(e.kind), e.admin1_pcode, f"{e.latitude:.3f}", f"{e.longitude:.3f}", m.matched, e.place_id)
            for m in matches[:_SHOWN]
            for e in (m.entry,)
        ],
    )
