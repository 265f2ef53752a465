"""``geo-app check``: what would be taken of a file and what refused. Stores nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from geo_app.cli.mapping import list_file, mapping_from, mapping_options
from geo_app.cli.say import as_json, as_table
from geo_app.cli.workspace import in_use, workspace_option
from geo_app.errors import BadFileError, GeoAppError
from geo_app.importing.known import geocoder_for
from geo_app.importing.preview import Preview, preview_of, row_objects
from geo_app.importing.stage import Staged, stage

if TYPE_CHECKING:
    from pathlib import Path

SHOWN = 50


@click.command("check")
@list_file
@mapping_options
@workspace_option
@click.option("--json", "as_object", is_flag=True, help="One JSON object: status, messages, batch, and every row with what becomes of it.")
def check_command(file: Path, as_object: bool, workspace: str, **options: Any) -> None:  # noqa: ANN401, FBT001 - click's options
    """Read FILE (a spreadsheet, CSV, GeoJSON … of incidents) and say what would become of every row. Stores nothing."""
    try:
        with in_use(workspace) as held:
            staged = stage(file, file=file.name, mapping=mapping_from(options), geocoder=geocoder_for(held))
    except GeoAppError as error:
        if as_object:
            as_json(refused_object(error))
        raise
    try:
        preview = preview_of(staged)
        if as_object:
            as_json(preview_object(staged, preview))
        else:
            say_preview(preview)
        fail_where_nothing_was_read(preview)
    finally:
        staged.close()


def refused_object(error: GeoAppError) -> dict[str, Any]:
    """Return the JSON object of a file that cannot be read."""
    return {"status": "refused", "messages": [str(error)], "batch": None, "rows": []}


def preview_object(staged: Staged, preview: Preview, batch: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the JSON object of a file that was read."""
    status = "ok" if preview.records else "refused"
    shown = {name: getattr(preview, name) for name in ("reader", "row", "dataset", "accepted", "warned", "refused", "records", "mapped", "area", "unmapped")}
    about = {"file": preview.file, "sha256": staged.sha256, **shown, **(batch or {})}
    return {"status": status, "messages": list(preview.messages), "batch": about, "rows": list(row_objects(staged))}


def say_preview(preview: Preview) -> None:
    """Print what an import would do."""
    taken = f"{preview.accepted:,} accepted, {preview.warned:,} of them with a warning, {preview.refused:,} refused"
    click.echo(f"{preview.file}: {preview.title}. {preview.rows:,} rows: {taken}.")
    for message in preview.messages:
        click.echo(message)
    if preview.mapped or preview.area or preview.unmapped:
        click.echo(
            f"Places of the {preview.records:,} records: {preview.mapped:,} mapped, {preview.area:,} known to an area only, {preview.unmapped:,} not mapped."
        )
    if preview.parties:
        click.echo("\nBy the parties they name:")
        as_table(
            ("perpetrators", "attribution", "killed, at least", "with a figure", "without"),
            [(line.perpetrators or "–", line.attribution, line.killed_at_least, line.with_figure, line.without) for line in preview.parties[:SHOWN]],
        )
    for title, refused in (("Refused:", True), ("Accepted with a warning:", False)):
        rows = preview.findings[preview.findings["refused"] == refused]
        if len(rows):
            click.echo(f"\n{title}")
            as_table(
                ("row", "column", "value", "reason"),
                [tuple(row) for row in rows.head(SHOWN)[["row", "column", "value", "reason"]].astype(object).to_numpy().tolist()],
            )
            if len(rows) > SHOWN:
                click.echo(f"… and {len(rows) - SHOWN:,} more (--json lists all)")
    if preview.unplaced:
        click.echo("\nPlaces that need a decision:")
        as_table(("records", "place", "why"), [(count, text, why) for text, count, why in preview.unplaced[:SHOWN]])


def fail_where_nothing_was_read(preview: Preview) -> None:
    """Raise where no row can be stored.

    Raises:
        BadFileError: as it says.
    """
    if not preview.records:
        raise BadFileError(f"No row of {preview.file} could be read.", remedy="See the reasons above and docs/schema.md.")
