"""Published totals on the command line: what each origin supports, with the chain of totals used and left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from geo_app.cli.say import as_table
from geo_app.measures.supported import Role, supported
from geo_app.render import published as words
from geo_app.words.catalogue import say

if TYPE_CHECKING:
    from geo_app.dataset.frozen import Dataset
    from geo_app.measures.supported import Supported
    from geo_app.model.question import Question

_SHOWN = 12
"""Totals of a chain that are listed; ``--json`` has all."""


def published_beside(dataset: Dataset, question: Question) -> tuple[Supported, ...]:
    """Return what published totals support for a question, origin by origin."""
    return supported(dataset.relations, question)


def as_object_of(one: Supported, dataset: Dataset) -> dict[str, Any]:
    """Return what an origin supports as an object: bound, and every total with its role, reason, figure, window and source."""
    frame = dataset.relations.tallies.frame
    lines = []
    for line in one.lines:
        row = frame.iloc[line.at].to_dict()
        lines.append(
            {
                "tally_id": row["tally_id"],
                "role": str(line.role),
                "why": words.line_in_words(line, dataset.relations),
                "because": None if line.because is None else str(frame["tally_id"].iloc[line.because]),
                "figure": words.figure_in_words(row),
                "what": words.what_in_words(row),
                "window": words.window_of(row),
                "publisher": row["source_publisher"],
                "url": row["source_url"],
            }
        )
    return {"origin": one.origin, "at_least": one.at_least, "publishers": one.publishers, "lines": lines}


def say_published(found: tuple[Supported, ...], dataset: Dataset) -> None:
    """Print what published totals support, origin by origin, and the totals used and left out."""
    click.echo()
    if not found:
        click.echo(say("no.totals"))
        return
    click.echo(say("supported.beside"))
    frame = dataset.relations.tallies.frame
    for one in found:
        click.echo(f"\n{words.supported_in_words(one, dataset.origins)}")
        shown = [line for line in one.lines if line.role is Role.USED] + [line for line in one.lines if line.role is not Role.USED]
        rows = []
        for line in shown[:_SHOWN]:
            row = frame.iloc[line.at].to_dict()
            rows.append(
                (row["tally_id"], words.figure_in_words(row), words.what_in_words(row), words.window_of(row), words.line_in_words(line, dataset.relations))
            )
        as_table(("total", "figure", "of", "window", "role"), rows)
        if len(shown) > _SHOWN:
            click.echo(say("list.more", n=len(shown) - _SHOWN))
