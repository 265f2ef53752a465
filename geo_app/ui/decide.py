"""What a click on the review page does: one line more among the decisions of the workspace, or of the person."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from geo_app.errors import GeoAppError
from geo_app.importing.known import keep
from geo_app.locating.settle import pair_of, point_answer
from geo_app.model.decisions import Decision, Undo
from geo_app.ui import state
from geo_app.ui.cache import opened
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo_app.boundaries.layers import Layer
    from geo_app.locating.review import OpenText
    from geo_app.model.decisions import Answer


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def decide(one: OpenText, answer: Callable[[], Answer], language: Language) -> None:
    """Keep ``answer`` for a text; where it cannot be kept, remember the sentence that says why."""
    who = state.who()
    if not who:
        state.remember_problem(say("review.who.missing", language))
        return
    try:
        decision = Decision(text=one.text, governorates=one.stated, answer=answer(), who=who, when=_now(), why=state.why_typed())
        keep(opened(), [decision])
    except GeoAppError as error:
        state.remember_problem(str(error))
        return
    state.remember_decided(decision)


def decide_point(one: OpenText, layer: Layer, language: Language) -> None:
    """Keep the coordinates that were typed."""
    typed, name, radius_m = state.point_typed()
    pair = pair_of(typed)
    if pair is None:
        state.remember_problem(say("review.point.bad", language))
        return
    decide(one, lambda: point_answer(*pair, radius_m=radius_m, name=name or one.text[:100], layer=layer), language)


def undo(decision: Decision) -> None:
    """Take ``decision`` back; the one before it, if any, stands again."""
    line = Undo(text=decision.text, governorates=decision.governorates, undoes=decision.number, who=state.who() or decision.who, when=_now())
    try:
        keep(opened(), [line])
    except GeoAppError as error:
        state.remember_problem(str(error))
        return
    state.remember_decided(None)
    state.come_back_to(decision)
