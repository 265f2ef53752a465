"""``geo-app history``, ``undo``, ``correct``, ``retract``, ``merge``: what happened to a workspace, and taking it back."""

from __future__ import annotations

from typing import Any

import click
import sqlalchemy as sa

from geo_app.cli.say import as_json, as_table
from geo_app.cli.workspace import named, opened, who_option, workspace_option
from geo_app.errors import BadUseError
from geo_app.importing.curate import correct, merge, retract
from geo_app.importing.imports import undo
from geo_app.store.chain import Event, events, undone
from geo_app.store.decisions import what_of
from geo_app.store.schema import BATCH


def _what(event: Event) -> str:
    payload = event.payload
    if payload is None:
        return "redacted"
    if event.kind == "import":
        return f"{payload['file']} ({payload['reader']}): {payload['new']:,} new, {payload['changed']:,} changed, {payload['refused']:,} refused"
    if event.kind == "undo":
        return f"event {payload['event']}" + (f": {payload['why']}" if payload.get("why") else "")
    if event.kind == "correct":
        changes = "; ".join(f"{name}: {payload['before'].get(name)} → {value}" for name, value in payload["values"].items())
        return f"{payload['record']}: {changes} ({payload['why']})"
    if event.kind in {"merge", "keep_apart"}:
        return " + ".join(payload["incidents"]) + (f" ({payload['why']})" if payload.get("why") else "")
    if event.kind == "decide":
        return what_of(payload)
    return ": ".join(str(payload[name]) for name in ("record", "why") if payload.get(name))


@click.command("history")
@workspace_option
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
def history_command(workspace: str, as_object: bool) -> None:  # noqa: FBT001 - click's flag
    """Show what happened to a workspace: batches, corrections, merges, retractions and what was taken back, with who and when."""
    with opened(workspace) as store, store.reading() as connection:
        found = list(events(connection))
        batches = [dict(row._mapping) for row in connection.execute(sa.select(BATCH).order_by(BATCH.c.id))]  # noqa: SLF001 - SQLAlchemy's own name
    dead = undone(found)
    if as_object:
        rows = [
            {"event": e.seq, "at": e.at, "who": e.who, "kind": str(e.kind), "subject": e.subject, "what": e.payload, "undone": e.seq in dead} for e in found
        ]
        plain = [{**batch, "seal": bytes(batch["seal"]).hex()} for batch in batches]
        as_json({"events": rows, "batches": plain})
        return
    if not found:
        click.echo("Nothing has happened to it yet.")
        return
    as_table(
        ("event", "batch", "at", "who", "what", "", "state"),
        [(str(e.seq), e.subject if e.kind == "import" else "", e.at, e.who, str(e.kind), _what(e), "undone" if e.seq in dead else "") for e in found],
    )


@click.command("undo")
@click.argument("number", type=int)
@click.option("--event", "of_event", is_flag=True, help="NUMBER is one of an event of the history, not of a batch.")
@click.option("--why", default="", help="The reason.")
@workspace_option
@who_option
def undo_command(number: int, of_event: bool, why: str, workspace: str, who: str) -> None:  # noqa: FBT001 - click's flag
    """Take back batch NUMBER (or an event of the history). Nothing is erased: taking it back is an event too, and can be taken back."""
    with opened(workspace) as store:
        event = undo(store, number, who=named(who), why=why, of_event=of_event)
    click.echo(f"Taken back: {event.kind} of {event.at} by {event.who}: {_what(event)}")


def _pairs(values: tuple[str, ...]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    if not pairs or any(not mark for _, mark, _ in pairs):
        raise BadUseError("A correction is written COLUMN=VALUE.", remedy="For example: killed_min=12 (empty after = is not known).")
    return {name.strip(): value for name, _, value in pairs}


@click.command("correct")
@click.argument("record")
@click.argument("values", nargs=-1, metavar="COLUMN=VALUE…")
@click.option("--why", required=True, help="The reason; it stays in the history.")
@workspace_option
@who_option
def correct_command(record: str, values: tuple[str, ...], **options: Any) -> None:  # noqa: ANN401 - click's options
    """Correct cells of RECORD (its account_id). The old values stay in the history."""
    with opened(options["workspace"]) as store:
        event = correct(store, record, _pairs(values), who=named(options["who"]), why=options["why"])
    click.echo(f"Corrected, as event {event}. Undo it with: geo-app undo --event {event}")


@click.command("retract")
@click.argument("record")
@click.option("--why", required=True, help="The reason; it stays in the history.")
@workspace_option
@who_option
def retract_command(record: str, why: str, workspace: str, who: str) -> None:
    """Take RECORD (its account_id) out of everything that is counted."""
    with opened(workspace) as store:
        event = retract(store, record, who=named(who), why=why)
    click.echo(f"Retracted, as event {event}. Undo it with: geo-app undo --event {event}")


@click.command("merge")
@click.argument("incidents", nargs=-1, required=True)
@click.option("--why", default="", help="The reason; it stays in the history.")
@workspace_option
@who_option
def merge_command(incidents: tuple[str, ...], why: str, workspace: str, who: str) -> None:
    """Say that INCIDENTS are one event: their accounts stay apart and count as accounts of the first."""
    with opened(workspace) as store:
        event = merge(store, incidents, who=named(who), why=why)
    click.echo(f"Merged, as event {event}. Undo it with: geo-app undo --event {event}")
