"""The options of ``check`` and ``import`` that say how a file is read, and the value they make."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geo_app.model.mapping import Mapping
from geo_app.readers.profiles import mapping_from_json
from geo_app.vocabulary import RowKind

if TYPE_CHECKING:
    from collections.abc import Callable

list_file = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))

_OPTIONS = (
    click.option("--reader", default="", help="Who reads it (spreadsheet, ucdp_ged, acled …); default: found by what the file holds."),
    click.option("--mapping", "profile", type=click.Path(path_type=Path, dir_okay=False), help="A saved profile: what its columns hold (JSON)."),
    click.option("--rows", "row", type=click.Choice([str(kind) for kind in RowKind]), help="What one row is; default: as the reader says or guesses."),
    click.option("--dataset", default="", help="Whose list it is; ids are compared within one data set."),
    click.option("--sheet", default="", help="The sheet of a workbook."),
    click.option("--dates", type=click.Choice(["day-first", "month-first"]), help="How to read 3/4/2016 where no date of the file decides."),
    click.option("--exchanged", is_flag=True, help="Latitude and longitude stand in one another's column."),
    click.option("--complete", is_flag=True, help="The file is the whole list: what it no longer holds is withdrawn."),
)


def mapping_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how a file is read."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def mapping_from(options: dict[str, Any]) -> Mapping:
    """Return what the options say; they win over the profile."""
    profile: Path | None = options.pop("profile")
    said = mapping_from_json(profile) if profile else Mapping()
    dates, row = options.pop("dates"), options.pop("row")
    changes: dict[str, Any] = {name: options.pop(name) for name in ("reader", "dataset", "sheet", "exchanged", "complete")}
    changes = {name: value for name, value in changes.items() if value}
    if dates:
        changes["day_first"] = dates == "day-first"
    if row:
        changes["row"] = RowKind(row)
    return replace(said, **changes)
