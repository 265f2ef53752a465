"""What a click on the report page does: store the accepted drafts, all or none, and say what was stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo_app.errors import GeoAppError
from geo_app.importing.reported import Decided, accept
from geo_app.ui import state
from geo_app.ui.adding import made_workspace
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from geo_app.reports.drafts import Draft, Report
    from geo_app.reports.records import Source


def store_drafts(report: Report, accepted: dict[int, Draft], rejected: tuple[int, ...], source: Source, language: Language) -> None:
    """Store the accepted drafts; where they cannot be, remember the sentence that says why."""
    who = state.who()
    if not who:
        state.remember_problem(say("add.who.missing", language))
        return
    try:
        done = accept(made_workspace(), report, Decided(accepted=accepted, rejected=rejected), source, who=who)
    except GeoAppError as error:
        state.remember_problem(str(error))
        return
    state.remember_problem(None)
    stored = sum(one.new + one.changed for one in done)
    parts = ", ".join(str(one.batch) for one in done)
    key = "report.stored" if stored else "report.stored.again"
    state.forget_report()
    state.remember_outcome(say(key, language, n=stored, title=source.title or report.title, parts=say("report.batches", language, batches=parts)))
