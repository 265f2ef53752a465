"""``geo-app import``: files into a workspace, each wholly or not at all, with what it changes said before and after."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geo_app.cli.check_command import SHOWN, preview_object, refused_object, say_preview
from geo_app.cli.mapping import mapping_from, mapping_options
from geo_app.cli.progress import watched
from geo_app.cli.say import as_json, as_table
from geo_app.cli.workspace import named, opened, who_option, workspace_option
from geo_app.errors import BadFileError, GeoAppError
from geo_app.importing.imports import compared, store
from geo_app.importing.known import geocoder_for
from geo_app.importing.preview import preview_of
from geo_app.importing.stage import stage
from geo_app.readers.own import write_whole
from geo_app.readers.profiles import mapping_as_object
from geo_app.vocabulary import Change

if TYPE_CHECKING:
    from geo_app.importing.preview import Preview
    from geo_app.importing.stage import Staged, Watch
    from geo_app.model.mapping import Mapping
    from geo_app.store.commit import Committed, Difference
    from geo_app.store.workspace import Workspace


class _NothingStoredError(BadFileError):
    """A file whose every row was refused: all of them were said already."""


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@mapping_options
@workspace_option
@who_option
@click.option("--dry-run", is_flag=True, help="Say what it would change and store nothing.")
@click.option("--save-mapping", type=click.Path(path_type=Path, dir_okay=False), help="Write how the (first) file was read to a profile.")
@click.option("--json", "as_object", is_flag=True, help="One JSON object a file.")
def import_command(
    files: tuple[Path, ...],
    workspace: str,
    who: str,
    save_mapping: Path | None,
    dry_run: bool,  # noqa: FBT001 - click's flag
    as_object: bool,  # noqa: FBT001 - click's flag
    **options: Any,  # noqa: ANN401 - click's options
) -> int:
    """Import FILES into a workspace: each is one batch that can be undone. Importing a file twice adds nothing."""
    mapping = mapping_from(options)
    failed: GeoAppError | None = None
    with opened(workspace, create=True) as store_in:
        for file in files:
            try:
                _import_one(store_in, file, replace(mapping), named(who), save_mapping, dry_run=dry_run, as_object=as_object)
            except GeoAppError as error:
                if as_object and not isinstance(error, _NothingStoredError):
                    as_json(refused_object(error))
                failed = error
                click.echo(str(error), err=True)
    return int(failed.exit_code) if failed else 0


def _import_one(workspace: Workspace, file: Path, mapping: Mapping, who: str, profile: Path | None, *, dry_run: bool, as_object: bool) -> None:
    with watched(quiet=as_object) as watch:
        staged = stage(file, file=file.name, mapping=mapping, geocoder=geocoder_for(workspace), watch=watch)
        try:
            _store_one(workspace, staged, who, profile, watch, dry_run=dry_run, as_object=as_object)
        finally:
            staged.close()


def _store_one(workspace: Workspace, staged: Staged, who: str, profile: Path | None, watch: Watch, *, dry_run: bool, as_object: bool) -> None:
    preview = preview_of(staged)
    changes = compared(workspace, staged)
    if profile is not None:
        write_whole(profile, json.dumps(mapping_as_object(staged.listed.mapping), ensure_ascii=False, indent=1).encode())
    if not preview.records:
        _say(staged, preview, changes, None, as_object=as_object)
        raise _NothingStoredError(f"No row of {preview.file} could be stored.", remedy="See the reasons, or geo-app check.")
    done = None if dry_run else store(workspace, staged, who=who, watch=watch)
    _say(staged, preview, changes, done, as_object=as_object)


def changes_of(changes: Difference) -> dict[str, int]:
    """Return how many records of a file are new, changed, identical and conflicting, and how many of the workspace it no longer holds."""
    counts = {str(change): changes.count(change) for change in Change if change is not Change.WITHDRAWN}
    return {**counts, "missing": len(changes.missing), "retracted": len(changes.retracted), "overtaken": len(changes.overtaken)}


def notes_of(changes: Difference) -> tuple[str, ...]:
    """Return what a file does to what people decided of its records, one sentence each."""
    said = []
    if changes.retracted:
        said.append(f"{len(changes.retracted):,} of its records were retracted here and stay so: {', '.join(changes.retracted[:SHOWN])}.")
    if changes.overtaken:
        said.append(f"{len(changes.overtaken):,} corrections no longer hold, because the file changes their cells: {', '.join(changes.overtaken[:SHOWN])}.")
    return tuple(said)


def _say(staged: Staged, preview: Preview, changes: Difference, done: Committed | None, *, as_object: bool) -> None:
    if as_object:
        said: dict[str, Any] = {"changes": changes_of(changes), "committed": asdict(done) if done else None, "batch": done.batch if done else None}
        as_json(preview_object(staged, preview, said))
        return
    say_preview(preview)
    counts = changes_of(changes)
    click.echo("\nAgainst the workspace: " + ", ".join(f"{n:,} {name}" for name, n in counts.items() if name not in {"retracted", "overtaken"}) + ".")
    if changes.moved:
        as_table(("record", "column", "stored", "in the file"), list(changes.moved[:SHOWN]))
    for note in notes_of(changes):
        click.echo(note)
    if changes.missing and not staged.listed.mapping.complete:
        click.echo(f"{len(changes.missing):,} records that are stored are not in the file; they stay (--complete withdraws them).")
    if done is None:
        click.echo("Nothing was stored.")
    elif done.again:
        click.echo(f"This very file is stored already, as batch {done.batch}: nothing was added.")
    else:
        click.echo(f"Stored as batch {done.batch}: {done.new:,} new, {done.changed:,} changed. Undo it with: geo-app undo {done.batch}")
