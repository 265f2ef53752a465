"""``geo-app boundaries``: the layers in use, and adding or removing one's own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from geo_app.boundaries import own
from geo_app.boundaries.add import layer_of_file
from geo_app.boundaries.in_use import load_layers
from geo_app.boundaries.layers import load_governorates
from geo_app.cli.say import as_json, as_table, warn
from geo_app.model.areas import LEVELS

_HEADER = ("level", "units", "P-codes", "publisher", "version", "licence", "added", "sha256")


@click.group("boundaries")
def boundaries_command() -> None:
    """Boundary layers: list them, add your own, remove it."""


@boundaries_command.command("add")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--level", type=click.Choice(LEVELS), help="What the units are, where the file does not show it.")
@click.option("--publisher", default="", help="Who publishes the boundaries; every map prints it.")
@click.option("--version", default="", help="Their version; every map prints it.")
@click.option("--licence", default="", help="Their licence.")
def add_command(file: Path, level: str | None, publisher: str, version: str, licence: str) -> None:
    """Add the boundaries of FILE: GeoJSON, GeoPackage, zipped shapefile or GeoParquet, one level of Syria, in any coordinate system.

    They take the place of those of the same level. Governorates take the place of the bundled ones.
    """
    added = layer_of_file(file, level=level or "", publisher=publisher.strip(), version=version.strip(), licence=licence.strip())
    before = own.own_layers()[0].get(added.layer.level)
    own.keep(added, day=datetime.now(tz=UTC).date())
    for sentence in added.repaired:
        click.echo(sentence)
    layer = added.layer
    click.echo(f"Added {len(layer.units)} {layer.level}s ({layer.publisher}, {layer.version}). They are used everywhere from now on.")
    if before is not None:
        click.echo(f"They take the place of {len(before.layer.units)} {layer.level}s of {before.layer.publisher} ({before.layer.version}).")
    governorates = load_layers().governorates
    if layer.level != LEVELS[0] and governorates.publisher != layer.publisher:
        click.echo(f"The governorates in use are of {governorates.publisher}: add those of the same publisher too, so that borders meet.")
    if not publisher:
        click.echo("Maps print the publisher of the boundaries: say it with --publisher and --version, and add the file again.")


def _rows() -> tuple[list[dict[str, object]], tuple[str, ...]]:
    kept, problems = own.own_layers()
    rows: list[dict[str, object]] = []
    for level in LEVELS:
        one = kept.get(level)
        layer = one.layer if one is not None else load_governorates() if level == LEVELS[0] else None
        if layer is None:
            continue
        rows.append(
            {
                "level": level,
                "units": len(layer.units),
                "pcodes": int((layer.units["pcode"] != "").sum()),
                "publisher": layer.publisher,
                "version": layer.version,
                "licence": layer.licence,
                "added": one.added if one is not None else None,
                "sha256": layer.sha256,
                "repaired": list(one.repaired) if one is not None else [],
            }
        )
    return rows, problems


@boundaries_command.command("list")
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
def list_command(as_object: bool) -> None:  # noqa: FBT001 - click's flag
    """Say which layers are in use, by level."""
    rows, problems = _rows()
    warn(problems)
    if as_object:
        as_json({"layers": rows, "problems": list(problems)})
        return
    cells = [tuple(value if key != "sha256" else str(value)[:12] for key, value in row.items() if key != "repaired") for row in rows]
    as_table(_HEADER, [tuple("bundled" if cell is None else cell for cell in row) for row in cells])
    missing = [level for level in LEVELS if level not in {row["level"] for row in rows}]
    if missing:
        click.echo(f"\nNo layer of {' or '.join(f'{level}s' for level in missing)}. Add one: geo-app boundaries add FILE")


@boundaries_command.command("remove")
@click.argument("level", type=click.Choice(LEVELS))
def remove_command(level: str) -> None:
    """Remove your own layer of LEVEL; without one of governorates the bundled ones are used again."""
    own.remove(level)
    click.echo(f"Removed your layer of {level}s.")
