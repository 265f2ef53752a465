"""Drafts of a report in words: figure with its bound, what is counted, whom it is laid on. Text only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo_app.render.published import figure_in_words, parties_of, what_in_words
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from geo_app.reports.drafts import Draft


def draft_figure(draft: Draft, language: Language = "en") -> str:
    """Return the number of a draft with its bound, in words where it has none; "" for statements."""
    if draft.kind == "statement":
        return ""
    low, high = draft.value_min, draft.value_max
    row = {"value_min": low, "value_max": high, "bound": str(draft.bound or "stated"), "bound_word": draft.bound_word}
    words = figure_in_words(row, language)
    return f"{words} %" if draft.unit == "percent" and draft.bound != "percent_of" else words


def draft_what(draft: Draft, language: Language = "en") -> str:
    """Return what a draft counts, or what kind of statement it is."""
    if draft.kind == "statement":
        return say(f"statement.{draft.measure}", language)
    if draft.kind == "displacement":
        return say(draft.measure, language)
    means = "" if draft.means and draft.measure.startswith(draft.means.split("_", maxsplit=1)[0]) else draft.means
    return what_in_words({"measure": draft.measure, "victim_class": draft.victim_class, "facility": draft.facility, "means": means}, language)


def draft_who(draft: Draft, language: Language = "en") -> str:
    """Return whom a draft is laid on, as the text names them."""
    return parties_of({"perpetrators": ";".join(draft.perpetrators), "attribution": str(draft.attribution or "unknown")}, language)
