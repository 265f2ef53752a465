"""``geo-app duplicates``: records of a workspace that may tell of one event, with the reasons. Nothing is merged here."""

from __future__ import annotations

from dataclasses import asdict

import click

from geo_app.cli.say import as_json, as_table
from geo_app.cli.workspace import opened, workspace_option
from geo_app.dataset.pairs import left, search_pairs
from geo_app.errors import NothingMatchedError
from geo_app.importing.candidates import PROPOSED
from geo_app.importing.known import geocoder_for
from geo_app.store.effective import standing_of

_SHOWN = 30


@click.command("duplicates")
@click.option("--least", default=PROPOSED, show_default=True, type=click.FloatRange(0.05, 1), help="The least likeness that is listed, 0 to 1.")
@workspace_option
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
def duplicates_command(least: float, workspace: str, as_object: bool) -> None:  # noqa: FBT001 - click's flag
    """List pairs of records that may be one event, the likeliest first. Say so with `geo-app merge A B`, or on the page Duplicates."""
    with opened(workspace) as held:
        found = search_pairs(held, geocoder_for(held))
        with held.reading() as connection:
            stands = standing_of(connection)
    if found is None:
        raise NothingMatchedError("The workspace holds no record.", remedy="Import a file into it: geo-app import FILE.")
    waiting = [pair for pair in left(found[1], stands) if pair.score >= least]
    if as_object:
        as_json({"pairs": [asdict(pair) for pair in waiting]})
        return
    click.echo(f"{len(waiting):,} pairs wait for an answer.")
    as_table(("likeness", "record", "record", "why"), [(f"{pair.score:.2f}", pair.a, pair.b, " ".join(pair.reasons)) for pair in waiting[:_SHOWN]])
    if len(waiting) > _SHOWN:
        click.echo(f"… and {len(waiting) - _SHOWN:,} more (--json lists all)")
