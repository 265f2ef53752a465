"""``geo-app map``: the map of a selection as an image or one HTML file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from geo_app.briefing.make import FORMATS, make_map
from geo_app.cli.say import warn
from geo_app.cli.selection import selection_from, selection_options
from geo_app.cli.workspace import chosen_dataset, workspace_option
from geo_app.dataset.select import select
from geo_app.errors import BadUseError, NothingMatchedError
from geo_app.measures.flows import flows
from geo_app.model.areas import LEVELS
from geo_app.readers.own import write_whole
from geo_app.render.scene import LAYERS, MEASURES, build_scene


@click.command("map")
@selection_options
@workspace_option
@click.option(
    "--layer",
    "layers",
    multiple=True,
    default=("heat",),
    show_default=True,
    type=click.Choice(LAYERS),
    help="What to draw; repeat to put layers over one another.",
)
@click.option("--measure", default="incidents", show_default=True, type=click.Choice(MEASURES), help="What a surface weighs or a choropleth counts.")
@click.option("--level", default=LEVELS[0], show_default=True, type=click.Choice(LEVELS), help="Whose areas --layer choropleth colours.")
@click.option("--with-closed", "everything", is_flag=True, help="Also draw records that are restricted, confidential or under embargo.")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="File to write: .png, .svg, .pdf or .html.")
@click.option("--language", default="en", show_default=True, type=click.Choice(["en", "ar"]), help="Language of names and words.")
def map_command(layers: tuple[str, ...], measure: str, level: str, out: Path, language: str, everything: bool, **options: Any) -> None:  # noqa: ANN401, FBT001 - click's options
    """Draw the map of a selection."""
    file_format = out.suffix.lower().removeprefix(".")
    if file_format not in FORMATS:
        raise BadUseError(f"The file name {out.name} does not say a format.", remedy=f"End it in {', '.join('.' + f for f in FORMATS)}.")
    chosen = replace(selection_from(options), public_only=not everything)
    dataset = chosen_dataset(options["workspace"])
    warn(dataset.problems)
    subset = select(dataset, chosen)
    asked = tuple(layer for layer in LAYERS if layer in layers)
    moved = flows(dataset, chosen) if "displacement" in asked else None
    has_displacement = moved is not None and len(moved.statements) + moved.jointly > 0
    has_incidents = asked != ("displacement",) and bool(subset.certain.any())
    if not has_incidents and not has_displacement:
        raise NothingMatchedError("Nothing to draw answers this selection.", remedy="Widen the dates or leave a filter out.")
    scene = build_scene(subset, layers=asked, measure=measure, language="ar" if language == "ar" else "en", level=level)
    product = make_map(scene, file_format)
    write_whole(out, product.data)
    click.echo(product.title)
    for line in scene.subtitle:
        click.echo(line)
    click.echo(f"{out.name}  {len(product.data):,} bytes  sha256 {product.sha256[:16]}…")
