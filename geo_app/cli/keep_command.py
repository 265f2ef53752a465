"""``geo-app audit``, ``backup``, ``redact``: whether a workspace is whole, a copy of it, and forgetting a person."""

from __future__ import annotations

from pathlib import Path

import click

from geo_app.cli.say import as_json
from geo_app.cli.workspace import named, opened, who_option, workspace_option
from geo_app.errors import BadFileError, NothingMatchedError
from geo_app.importing.forget import forget
from geo_app.store.audit import audit
from geo_app.store.backup import backup


@click.command("audit")
@workspace_option
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
def audit_command(workspace: str, as_object: bool) -> None:  # noqa: FBT001 - click's flag
    """Check a workspace: the database itself, the chain of its history, the seal of every batch, the digest of every record."""
    with opened(workspace) as store, store.reading() as connection:
        found = audit(connection)
        name = store.name
    if as_object:
        as_json({"workspace": name, "whole": not found, "flaws": found})
    else:
        for flaw in found:
            click.echo(flaw)
        if not found:
            click.echo(f"{name} is whole: every record, batch and event is as it was stored.")
    if found:
        raise BadFileError(f"{name} is not as it was stored.", remedy="Restore a backup, or find out who changed it.")


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@workspace_option
def backup_command(file: Path, workspace: str) -> None:
    """Copy a workspace to FILE while others work on. The copy is a workspace itself: restoring is opening it."""
    with opened(workspace) as store:
        backup(store, file)
    click.echo(f"{file.name}: a whole copy. A redaction will reach it while it stays where it is.")


@click.command("redact")
@click.argument("words")
@click.option("--why", required=True, help="The reason; it stays in the history, so without the words themselves.")
@workspace_option
@who_option
def redact_command(words: str, why: str, workspace: str, who: str) -> None:
    """Erase WORDS (a name, a number) everywhere: in every record, remark and event, in snapshots, and in the backups that are known."""
    with opened(workspace) as store:
        reached = forget(store, words, who=named(who), why=why)
    for line in reached.lines:
        click.echo(line)
    if not reached.any:
        raise NothingMatchedError("These words stand nowhere in the workspace.", remedy="Check their spelling; both scripts are looked for as they are typed.")
