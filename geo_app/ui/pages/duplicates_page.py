"""Possible duplicates: pairs of incidents that may be one event, the likeliest first; one click answers, one takes it back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo_app.dataset.pairs import left
from geo_app.render.details import known_text, place_text
from geo_app.render.phrases import in_words, number
from geo_app.store.effective import merged_into, standing_of
from geo_app.ui import state
from geo_app.ui.adding import answer_pair, unanswer
from geo_app.ui.cache import opened, pairs_of
from geo_app.ui.plain import plain
from geo_app.ui.tables import figure_text
from geo_app.ui.wait import wait_out
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from typing import Any

    from geo_app.dataset.frozen import Dataset
    from geo_app.importing.candidates import Candidate
    from geo_app.store.workspace import Workspace

_ACCOUNTS = 4
_STORY = 400


def _left(workspace: Workspace, pairs: tuple[Candidate, ...]) -> tuple[list[Candidate], dict[str, str]]:
    """Return the pairs nobody has answered, skipped ones last, and what every incident is merged into."""
    with workspace.reading() as connection:
        stands = standing_of(connection)
    skipped = {pair: at for at, pair in enumerate(state.skipped_pairs())}
    return sorted(left(pairs, stands), key=lambda pair: skipped.get((pair.a, pair.b), -1)), merged_into(stands.merged)


def _known(dataset: Dataset, place: int, language: Language) -> str:
    """Return what the place of an account is taken for, and how exactly it is known."""
    return " · ".join(part for part in (place_text(dataset, place, language), known_text(dataset, place, language)) if part)


def _account(row: Any, dataset: Dataset, language: Language) -> None:  # noqa: ANN401 - a row of the accounts frame
    start, end = row.date_start.date(), row.date_end.date()
    day = in_words(start, language) if start == end else f"{in_words(start, language)} – {in_words(end, language)}"
    place = " · ".join(part for part in (row.place_as_reported or row.place_ar, row.governorate_as_reported) if part)
    joiner = "list.or" if row.attribution == "alternative" else "list.and"
    parties = say(joiner, language).join(say(code, language) for code in row.perpetrators.split(";")) if row.perpetrators else say("popup.no.party", language)
    words = f" (“{row.perpetrator_as_reported}”)" if row.perpetrator_as_reported else ""
    lines = {
        "column.date": day,
        "column.place": place,
        "pairs.known": _known(dataset, int(row.place), language),
        "column.party": parties + words,
        "pairs.killed": figure_text(row, language) or say("popup.unknown.toll", language),
        "pairs.source": " · ".join(part for part in (row.source_publisher, row.source_title, row.source_url) if part) or "–",
        "column.id": row.account_id,
    }
    st.markdown("  \n".join(f"**{say(key, language)}:** {plain(text)}" for key, text in lines.items() if text))
    if row.description:
        st.caption(plain(row.description[:_STORY]))


def _side(name: str, lead: dict[str, str], dataset: Dataset, language: Language) -> None:
    """Show one incident with its accounts: those of all incidents that were merged into it."""
    own = lead.get(name, name)
    ids = [one for one in dict.fromkeys((name, own, *lead)) if lead.get(one, one) == own]
    rows = dataset.accounts[dataset.accounts["incident_id"].isin(ids)]
    with st.container(border=True, height="stretch"):
        for at, row in enumerate(rows.head(_ACCOUNTS).itertuples()):
            if at:
                st.divider()
            _account(row, dataset, language)
        if len(rows) > _ACCOUNTS:
            st.caption(say("pairs.more.accounts", language, n=len(rows) - _ACCOUNTS))


def _pair(pair: Candidate, lead: dict[str, str], dataset: Dataset, language: Language) -> None:
    st.markdown(f"**{say('pairs.score', language, percent=round(pair.score * 100))}** " + " ".join(plain(reason) for reason in pair.reasons))
    one, two, later = st.columns([1, 1, 1])
    one.button(
        say("pairs.same", language),
        on_click=partial(answer_pair, pair, language, same=True),
        key="pair_same",
        type="primary",
        width="stretch",
        icon=":material/merge:",
    )
    two.button(
        say("pairs.apart", language), on_click=partial(answer_pair, pair, language, same=False), key="pair_apart", width="stretch", icon=":material/call_split:"
    )
    later.button(
        say("pairs.later", language), on_click=state.skip_pair, args=((pair.a, pair.b),), key="pair_later", width="stretch", icon=":material/schedule:"
    )
    for column, name in zip(st.columns(2), (pair.a, pair.b), strict=True):
        with column:
            _side(name, lead, dataset, language)


def _next(pairs: list[Candidate], language: Language) -> None:
    with st.expander(say("pairs.list", language, n=number(len(pairs)))):
        table = pd.DataFrame(
            [(round(pair.score * 100), pair.a, pair.b, " ".join(pair.reasons)) for pair in pairs[:200]],
            columns=[say(key, language) for key in ("pairs.column.score", "pairs.column.a", "pairs.column.b", "pairs.column.reasons")],
        )
        st.dataframe(table, hide_index=True)


def _body(workspace: Workspace, dataset: Dataset, every: tuple[Candidate, ...], language: Language) -> None:
    left, lead = _left(workspace, every)
    head, name = st.columns([2.2, 1], vertical_alignment="bottom")
    head.subheader(say("pairs.left", language, n=number(len(left))), anchor=False)
    head.caption(say("pairs.help", language))
    name.text_input(say("add.who", language), value=state.who(), key=state.WHO_KEY, max_chars=80)
    if state.problem():
        st.error(plain(state.problem()), icon=":material/error:")
    if state.pair_answered():
        said, back = st.columns([5, 1], vertical_alignment="center")
        said.success(say("pairs.answered", language), icon=":material/check_circle:")
        back.button(
            say("review.undo", language), on_click=unanswer, args=(state.pair_answered(), language), key="pair_undo", icon=":material/undo:", width="stretch"
        )
    if not left:
        st.success(say("pairs.none", language), icon=":material/task_alt:")
        return
    _pair(left[0], lead, dataset, language)
    _next(left, language)


def render() -> None:
    """Show the page."""
    language = state.language()
    state.enter("duplicates")
    with st.sidebar:
        st.title(say("app.title", language))
        st.caption(say("app.subtitle", language))
        st.caption(say("pairs.why", language))
    workspace = opened()
    found = None
    if workspace is not None:
        search = pairs_of(workspace)
        wait_out(search, say("pairs.looking", language))
        found = search.result()
    if workspace is None or found is None:
        st.info(f"{say('data.empty', language)} {say('data.empty.remedy', language)}", icon=":material/inventory_2:")
        return
    dataset, pairs = found
    _body(workspace, dataset, pairs, language)


if __name__ == "__main__":
    render()
