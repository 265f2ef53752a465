"""``geo-app check``: what would be taken of a file and what refused. Stores nothing."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from geo_app.cli.say import as_json, as_table
from geo_app.errors import BadFileError
from geo_app.importing.preview import Preview, preview_accounts
from geo_app.readers.delimited import read_delimited_file

_SHOWN = 50


@click.command("check")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
def check_command(file: Path, as_object: bool) -> None:  # noqa: FBT001 - click's flag
    """Read FILE (canonical columns, see docs/schema.md) and report every row that would be refused, with the reason."""
    preview = preview_accounts(read_delimited_file(file))
    if as_object:
        as_json(asdict(preview))
        _fail_where_nothing_was_read(preview)
        return
    click.echo(f"{preview.file}: {preview.rows} rows, {preview.accepted} accepted ({preview.incidents} incidents), {preview.refused} refused.")
    click.echo(f"Places of the accepted rows: {preview.mapped} mapped, {preview.area} known to an area only, {preview.unmapped} not mapped.")
    if preview.ignored_columns:
        click.echo(f"Columns that are not read: {', '.join(preview.ignored_columns)}.")
    if preview.rejections:
        click.echo("\nRefused:")
        as_table(("row", "column", "value", "reason"), [(r.row, r.column, r.value, r.reason) for r in preview.rejections[:_SHOWN]])
        if len(preview.rejections) > _SHOWN:
            click.echo(f"… and {len(preview.rejections) - _SHOWN} more (--json lists all)")
    if preview.unplaced:
        click.echo("\nPlaces that need a decision:")
        as_table(("rows", "place", "why"), [(count, text, why) for text, count, why in preview.unplaced[:_SHOWN]])
    if preview.disagreements:
        click.echo("\nStated governorate and position disagree (both are kept):")
        as_table(("rows", "place", "stated", "lies in"), [(count, text, stated, unit) for text, stated, unit, count in preview.disagreements[:_SHOWN]])
    _fail_where_nothing_was_read(preview)


def _fail_where_nothing_was_read(preview: Preview) -> None:
    if preview.accepted == 0:
        raise BadFileError(f"No row of {preview.file} could be read.", remedy="See the reasons above and docs/schema.md.")
