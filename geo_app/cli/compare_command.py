"""``geo-app compare``: parties side by side by the published totals of one origin, as an image."""

from __future__ import annotations

from pathlib import Path

import click

from geo_app.briefing.make import PICTURES, make_comparison
from geo_app.cli.say import as_table, warn
from geo_app.cli.selection import Day
from geo_app.cli.workspace import chosen_dataset, workspace_option
from geo_app.dataset.select import select
from geo_app.errors import BadUseError, NothingMatchedError
from geo_app.measures.compared import PARTIES, Compared, Shown, compared
from geo_app.model.dates import Window
from geo_app.model.selection import Selection
from geo_app.readers.own import write_whole
from geo_app.render.compare import Comparison, build_comparison, cell_in_words
from geo_app.render.scene import build_scene
from geo_app.vocabulary import Perpetrator


def _parties(named: tuple[str, ...]) -> tuple[Perpetrator, ...]:
    parties = tuple(party for party in Perpetrator if party in named)
    least, most = PARTIES
    if not least <= len(parties) <= most:
        raise BadUseError(f"{len(parties)} parties cannot stand side by side.", remedy=f"Give --perpetrator {least} to {most} times, each another party.")
    return parties


def _checked(found: Compared, origin: str) -> None:
    names = [name for name, _ in found.origins]
    if not names:
        raise NothingMatchedError("No published total names one of these parties alone within these dates.", remedy="Widen the dates or name other parties.")
    if origin and origin not in names:
        raise BadUseError(f"No total of {origin!r} names one of these parties alone within these dates.", remedy=f"Use one of {', '.join(names)}.")


def _say(what: Comparison) -> None:
    click.echo(what.title)
    for line in what.subtitle:
        click.echo(line)
    click.echo()
    rows = [(row.label, *map(cell_in_words, row.cells), row.note) for row in (*what.rows, *what.governorates)]
    as_table(("", *what.parties, ""), rows)
    for line in (*what.notes, *what.sources):
        click.echo(line)


@click.command("compare")
@click.option(
    "--perpetrator", "perpetrators", multiple=True, required=True, type=click.Choice([str(one) for one in Perpetrator]), help="A party; give two to four."
)
@click.option("--origin", default="", help="Whose totals, by origin id (snhr); default: the origin that fills most cells.")
@click.option("--from", "start", type=Day(), help="First day, included.")
@click.option("--to", "end", type=Day(), help="Last day, included.")
@click.option("--single", is_flag=True, help="One total a cell as published, instead of what all totals of the origin support together.")
@workspace_option
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="File to write: .png, .svg or .pdf.")
@click.option("--language", default="en", show_default=True, type=click.Choice(["en", "ar"]), help="Language of names and words.")
def compare_command(perpetrators: tuple[str, ...], origin: str, single: bool, workspace: str, out: Path, language: str, **days: object) -> None:  # noqa: FBT001 - click's options
    """Put two to four parties side by side by what one origin published of each."""
    file_format = out.suffix.lower().removeprefix(".")
    if file_format not in PICTURES:
        raise BadUseError(f"The file name {out.name} does not say a format.", remedy=f"End it in {', '.join('.' + f for f in PICTURES)}.")
    parties = _parties(perpetrators)
    try:
        window = Window(**days)  # type: ignore[arg-type]
    except ValueError as error:
        raise BadUseError("--to lies before --from.", remedy="Give a later last day.") from error
    dataset = chosen_dataset(workspace)
    warn(dataset.problems)
    found = compared(dataset.relations, parties, window, origin=origin, shown=Shown.PRINTED if single else Shown.SUPPORTED)
    _checked(found, origin)
    subset = select(dataset, Selection(perpetrators=parties, window=window, public_only=True))
    what = build_comparison(build_scene(subset, layers=("heat",), language="ar" if language == "ar" else "en"), found)
    product = make_comparison(what, file_format)
    write_whole(out, product.data)
    _say(what)
    click.echo(f"{out.name}  {len(product.data):,} bytes  sha256 {product.sha256[:16]}…")
