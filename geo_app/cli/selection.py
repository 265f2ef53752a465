"""The SELECTION options of every command, and what they say as one frozen value."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from geo_app.errors import BadUseError
from geo_app.model.areas import is_pcode
from geo_app.model.dates import Window
from geo_app.model.selection import Selection
from geo_app.vocabulary import NOT_MAPPED, Attribution, EventType, Perpetrator, Precision, Target, VictimClass

if TYPE_CHECKING:
    from collections.abc import Callable

ANY = "any"


class Day(click.ParamType[date]):
    """A day of the calendar, YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401 - click's signature
        """Return the day; fail with a sentence where the text is none."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 - a calendar day has no zone
        except ValueError:
            self.fail(f"{value!r} is not a day; write it like 2016-07-31.", param, ctx)


def _choice(words: Any) -> click.Choice[str]:  # noqa: ANN401 - enums and tuples
    return click.Choice([str(word) for word in words])


_OPTIONS = (
    click.option(
        "--perpetrator", "perpetrators", multiple=True, type=_choice(Perpetrator), help="Incidents attributed to this party; repeat for any of several."
    ),
    click.option("--attribution", default=ANY, show_default=True, type=_choice([*Attribution, ANY]), help="How the party is named."),
    click.option("--from", "start", type=Day(), help="First day, included."),
    click.option("--to", "end", type=Day(), help="Last day, included."),
    click.option(
        "--area",
        "areas",
        multiple=True,
        help="P-code of a governorate (SY07), or of a district or subdistrict where a layer is added; repeat for any of several.",
    ),
    click.option("--class", "victim_class", default=str(VictimClass.PEOPLE), show_default=True, type=_choice(VictimClass), help="Whose deaths are counted."),
    click.option("--event-type", "event_types", multiple=True, type=_choice(EventType), help="Means of harm; repeat for any of several."),
    click.option("--target", "targets", multiple=True, type=_choice(Target), help="What was hit; repeat for any of several."),
    click.option("--source", "sources", multiple=True, help="Origin id or publisher; repeat for any of several."),
    click.option("--min-precision", type=_choice(p for p in Precision if p not in NOT_MAPPED), help="Only places known at least this exactly."),
)


def selection_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the SELECTION options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def selection_from(options: dict[str, Any]) -> Selection:
    """Return the selection of a command's options.

    Raises:
        BadUseError: the window ends before it starts.
    """
    if options["start"] and options["end"] and options["end"] < options["start"]:
        raise BadUseError("--to lies before --from.", remedy="Give a later last day.")
    attribution, precision = options["attribution"], options["min_precision"]
    return Selection(
        perpetrators=tuple(p for p in Perpetrator if p in options["perpetrators"]),
        attribution=None if attribution == ANY else Attribution(attribution),
        window=Window(start=options["start"], end=options["end"]),
        areas=tuple(sorted({area.strip().upper() if is_pcode(area.strip().upper()) else area.strip() for area in options["areas"]})),
        victim_class=VictimClass(options["victim_class"]),
        event_types=tuple(sorted(EventType(e) for e in set(options["event_types"]))),
        targets=tuple(sorted(Target(t) for t in set(options["targets"]))),
        sources=tuple(sorted(set(options["sources"]))),
        min_precision=Precision(precision) if precision else None,
    )
