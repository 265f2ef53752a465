"""``geo-app read``: a report → drafts of incidents, totals, displacement and statements with their words. Stores nothing."""

from __future__ import annotations

import json
from pathlib import Path

import click

from geo_app.cli.say import as_table
from geo_app.locating.decided import load_decided_geocoder
from geo_app.readers.report_text import read_report_text
from geo_app.render.reported import draft_figure, draft_what, draft_who
from geo_app.reports.document import Document
from geo_app.reports.objects import draft_object, report_object
from geo_app.reports.read import read_report


@click.command("read")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a line: each draft; offsets are code points of the text.")
@click.option("--text", "as_text", is_flag=True, help="Print the text that the offsets refer to, and nothing else.")
@click.option("--source", "source", is_flag=True, help="With --json: first one object with what the report says of itself.")
def read_command(file: Path, *, as_lines: bool, as_text: bool, source: bool) -> None:
    """Read a report (text, HTML, PDF, DOCX; English or Arabic) into drafts. Nothing is stored: a person accepts drafts in the app."""
    found = read_report_text(file, file=file.name)
    if as_text:
        click.echo(found.text, nl=False)
        return
    report = read_report(Document(text=found.text, file=found.file), load_decided_geocoder())
    if as_lines:
        if source:
            click.echo(json.dumps(report_object(report), ensure_ascii=False))
        for at, draft in enumerate(report.drafts):
            click.echo(json.dumps(draft_object(draft, at), ensure_ascii=False))
        return
    click.echo(report.title)
    click.echo(
        ", ".join(part for part in (report.publisher, report.printed.isoformat() if report.printed else "") if part) or "No publisher or date is printed."
    )
    rows = [
        (
            at,
            draft.kind,
            draft_figure(draft),
            draft_what(draft),
            draft_who(draft),
            " – ".join(str(day or "?") for day in (draft.window_start, draft.window_end)),
            draft.area,
            f"{draft.confidence:.0%}",
        )
        for at, draft in enumerate(report.drafts)
        if draft.kind != "statement"
    ]
    as_table(("no", "kind", "figure", "of", "held responsible", "window", "place", "sure"), rows)
    statements = [(draft.measure, draft_who(draft), draft.quote) for draft in report.drafts if draft.kind == "statement"]
    if statements:
        click.echo()
        as_table(("statement", "about", "words"), statements)
    click.echo("\nDrafts: nothing is stored, and nothing counts, until a person accepts it.")
