"""Review: the place texts that wait for a person, most incidents first; one click decides, one takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo_app.importing.aliases import export_decisions
from geo_app.ui import state
from geo_app.ui.cache import current_decisions, decided_geocoder, open_texts_of, unread_decisions
from geo_app.ui.decide import undo
from geo_app.ui.plain import plain, show_error
from geo_app.ui.review_parts import answers, heading
from geo_app.ui.upload import data_in_use
from geo_app.vocabulary import OpenReason
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from geo_app.dataset.frozen import Dataset
    from geo_app.locating.review import OpenText

_LISTED = 200
_STANDING = 20


def _last(language: Language) -> None:
    """Say what was decided last, with the button that takes it back; and what went wrong."""
    if state.problem():
        st.error(plain(state.problem()), icon=":material/error:")
    decision = state.decided_last()
    if decision is None:
        return
    said, button = st.columns([5, 1], vertical_alignment="center")
    place = decided_geocoder().place_for(decision, decision.text, decision.governorates)
    said.success(say("review.decided", language, text=plain(decision.text), what=plain(place.explanation)), icon=":material/check_circle:")
    button.button(say("review.undo", language), on_click=undo, args=(decision,), key="review_undo_last", icon=":material/undo:", width="stretch")


def _caption(one: OpenText, language: Language) -> str:
    reason, n = say(str(one.reason), language), len(one.incidents)
    return say("review.item.one", language, reason=reason) if n == 1 else say("review.item", language, reason=reason, n=n)


def _choose(texts: tuple[OpenText, ...], language: Language) -> OpenText:
    """Show the list and return the text under review."""
    shown = texts[:_LISTED]
    ids = [state.text_id(one.key) for one in shown]
    state.chosen_text(ids)
    names = {name: plain(one.text[:120]) for name, one in zip(ids, shown, strict=True)}
    with st.container(height=560):
        chosen = st.radio(
            say("review.list", language),
            ids,
            format_func=names.__getitem__,
            captions=[_caption(one, language) for one in shown],
            key=state.TEXT_KEY,
        )
        if len(texts) > _LISTED:
            st.caption(say("review.more", language, n=len(texts) - _LISTED))
    return shown[ids.index(str(chosen))]


def _standing(language: Language) -> None:
    """List the decisions that stand, newest first, each with the button that takes it back, and offer them as a file."""
    decisions = current_decisions()
    if not decisions.current:
        return
    with st.expander(say("review.standing", language, n=len(decisions.current))):
        st.download_button(
            say("review.export", language), data=export_decisions(decisions), file_name="geo_app-decisions.csv", mime="text/csv", on_click="ignore"
        )
        wanted = st.text_input(say("review.search.standing", language), key="review_find").casefold()
        geocoder = decided_geocoder()
        newest = sorted(decisions.current.values(), key=lambda d: d.when, reverse=True)
        for decision in [d for d in newest if wanted in d.text.casefold()][:_STANDING]:
            said, button = st.columns([5, 1], vertical_alignment="center")
            place = geocoder.place_for(decision, decision.text, decision.governorates)
            said.markdown(say("review.decided", language, text=plain(decision.text), what=plain(place.explanation)))
            button.button(say("review.undo", language), on_click=undo, args=(decision,), key=f"review_undo_{decision.number}", width="stretch")


def _body(dataset: Dataset, language: Language) -> None:
    every = open_texts_of(dataset)
    reasons = [reason for reason in OpenReason if any(one.reason is reason for one in every)]
    picked = None
    if len(reasons) > 1:
        picked = st.pills(
            say("review.show", language), reasons, format_func=lambda r: say(str(r), language), key=state.REASON_KEY, label_visibility="collapsed"
        )
    texts = tuple(one for one in every if picked is None or one.reason is picked) or every
    _last(language)
    if not texts:
        st.success(f"{say('review.none', language)} {say('review.none.remedy', language)}", icon=":material/task_alt:")
        return
    left, right = st.columns([1, 2.7], gap="small")
    with left:
        one = _choose(texts, language)
    with right:
        heading(one, dataset, language)
        answers(one, dataset, decided_geocoder(), language)


def render() -> None:
    """Show the page."""
    language = state.language()
    state.enter("review")
    with st.sidebar:
        dataset, problem = data_in_use(language)
        st.caption(say("review.help", language))
    if problem is not None:
        show_error(problem)
        return
    every = open_texts_of(dataset)
    left = len({incident for one in every for incident in one.incidents})
    progress, name = st.columns([2.2, 1], vertical_alignment="bottom")
    progress.subheader(say("review.left", language, texts=len(every), incidents=left), anchor=False)
    progress.caption(say("app.data", language, title=plain(dataset.title)))
    name.text_input(say("review.who", language), value=state.who(), key=state.WHO_KEY, max_chars=80)
    for note in unread_decisions():
        st.warning(plain(note), icon=":material/warning:")
    _body(dataset, language)
    _standing(language)


if __name__ == "__main__":
    render()
