"""``geo-app decisions``: what people decided place texts to be: list, hand on, take over, take back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo_app.cli.say import as_json, as_table
from geo_app.cli.workspace import in_use, named, workspace_option
from geo_app.errors import BadUseError, NothingMatchedError
from geo_app.gazetteer.governorates import load_governorate_names
from geo_app.importing.aliases import Taken, export_decisions, take_decisions
from geo_app.importing.known import decisions_known, geocoder_for, keep
from geo_app.locating.decided import day_in_words
from geo_app.model.decisions import Undo, key_of
from geo_app.readers.decisions import as_object, decisions_path, read_lines
from geo_app.readers.delimited import read_delimited_file
from geo_app.readers.own import write_whole

if TYPE_CHECKING:
    from geo_app.model.decisions import Decision
    from geo_app.store.workspace import Workspace

_SHOWN = 50


def now() -> str:
    """Return this instant in UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _what(decision: Decision) -> str:
    answer = decision.answer
    return answer.name or ";".join(answer.area_pcodes) or (f"{answer.latitude}, {answer.longitude}" if answer.latitude is not None else str(answer.kind))


def tell_taken(taken: Taken, file: str, workspace: Workspace | None) -> None:
    """Keep what was taken and say so, with every refused row; nothing taken at all is an error."""
    if taken.decisions:
        keep(workspace, taken.decisions)
    click.echo(f"{file}: {taken.rows} rows, {len(taken.decisions)} decisions kept, {taken.standing} stood already, {len(taken.rejections)} refused.")
    if taken.rejections:
        click.echo("\nRefused:")
        as_table(("row", "column", "value", "reason"), [(r.row, r.column, r.value, r.reason) for r in taken.rejections[:_SHOWN]])
        if len(taken.rejections) > _SHOWN:
            click.echo(f"… and {len(taken.rejections) - _SHOWN} more")
    if not taken.decisions and not taken.standing:
        raise NothingMatchedError(
            "No decision was taken.", remedy="See the reasons above." if taken.rejections else "The file has no row that decides anything."
        )


@click.group("decisions")
def decisions_command() -> None:
    """What people decided place texts to be: kept on this machine, handed on as a file, and taken back."""


@decisions_command.command("list")
@click.option("--json", "json_lines", is_flag=True, help="One JSON object a line.")
@workspace_option
def list_command(json_lines: bool, workspace: str) -> None:  # noqa: FBT001 - click's flag
    """Print the decisions that stand."""
    kept = read_lines(decisions_path())
    for note in kept.notes:
        click.echo(note, err=True)
    with in_use(workspace) as held:
        current = list(decisions_known(held).current.values())
    if json_lines:
        for decision in current:
            as_json(as_object(decision))
    elif current:
        rows = [(d.text, ";".join(d.governorates), str(d.answer.kind), _what(d), d.who, day_in_words(d.when), d.why) for d in current]
        as_table(("text", "stated", "answer", "what", "who", "when", "why"), rows)
    if not current:
        raise NothingMatchedError("Nothing has been decided yet.", remedy="Decide on the page Review of the app, or with geo-app review.")


@decisions_command.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@workspace_option
def export_command(file: Path, workspace: str) -> None:
    """Write the decisions that stand to FILE (.csv), which another team can import."""
    if file.suffix.lower() != ".csv":
        raise BadUseError("Decisions are written as CSV.", remedy="Give a name that ends in .csv.")
    with in_use(workspace) as held:
        decisions = decisions_known(held)
    if not decisions.current:
        raise NothingMatchedError("Nothing has been decided yet.", remedy="Decide on the page Review of the app, or with geo-app review.")
    write_whole(file, export_decisions(decisions))
    click.echo(f"{file.name}: {len(decisions.current)} decisions, with the names of those who decided.")


@decisions_command.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--who", default="", help="Who decided, in rows that name nobody.")
@click.option("--replace", "replacing", is_flag=True, help="Take a row although another decision stands on its text.")
@workspace_option
def import_command(file: Path, who: str, replacing: bool, workspace: str) -> None:  # noqa: FBT001 - click's flag
    """Take over the decisions of FILE, an alias file of another team; every refused row is listed with its reason."""
    raw = read_delimited_file(file)
    with in_use(workspace) as held:
        tell_taken(take_decisions(raw, geocoder_for(held), who=who, now=now(), replacing=replacing), raw.file, held)


@decisions_command.command("undo")
@click.argument("text")
@click.option("--governorate", default="", help="The governorate stated beside it: a P-code or a name.")
@click.option("--who", default="", help="Who takes it back; the name of your account on this machine where it is left out.")
@workspace_option
def undo_command(text: str, governorate: str, who: str, workspace: str) -> None:
    """Take back the decision on TEXT; the one before it, if any, stands again."""
    codes = load_governorate_names().find_all(governorate) if governorate else ()
    if governorate and not codes:
        raise BadUseError(f"{governorate!r} is not a governorate of Syria.", remedy="Use a P-code SY01 to SY14 or a name such as Aleppo.")
    key = key_of(text, codes)
    with in_use(workspace) as held:
        standing = decisions_known(held).current.get(key)
        if standing is None:
            raise NothingMatchedError("Nothing was decided on this text.", remedy="See geo-app decisions list; a governorate stated beside it belongs to it.")
        line = Undo(text=standing.text, governorates=standing.governorates, undoes=standing.number, who=named(who), when=now())
        keep(held, [line])
        before = decisions_known(held).current.get(key)
    again = f" The decision by {before.who} before it stands again: {_what(before)}." if before else " The geocoder answers again."
    click.echo(f"Taken back: {standing.text} is {_what(standing)}.{again}")
