"""Compare: two to four parties side by side by what one origin published of each, as a picture that can be taken along, and as a table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo_app.briefing.make import PICTURES, make_comparison
from geo_app.measures.compared import PARTIES, Shown
from geo_app.model.dates import Window
from geo_app.render import published as words
from geo_app.ui import state
from geo_app.ui.plain import plain, show_error
from geo_app.ui.totals import compared_of, pictured
from geo_app.ui.upload import data_in_use
from geo_app.vocabulary import Perpetrator
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from datetime import date

    from geo_app.dataset.frozen import Dataset
    from geo_app.render.compare import Comparison

_FIRST = (Perpetrator.SYRIAN_GOVERNMENT, Perpetrator.RUSSIAN_FORCES, Perpetrator.ISIS)
_MIME = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}


def _window(language: Language) -> Window | None:
    """Draw the dates; None where the last day lies before the first."""
    columns = st.columns(2)
    start: date | None = columns[0].date_input(say("app.from", language), value=None, key="compare_from", format="YYYY-MM-DD", min_value="2011-01-01")
    end: date | None = columns[1].date_input(say("app.to", language), value=None, key="compare_to", format="YYYY-MM-DD", min_value="2011-01-01")
    return None if start and end and end < start else Window(start=start, end=end)


def _asked(language: Language) -> tuple[tuple[Perpetrator, ...], Window | None]:
    left, right = st.columns([1.5, 1])
    chosen = left.multiselect(
        say("compare.parties", language),
        tuple(Perpetrator),
        default=list(_FIRST),
        format_func=partial(say, language=language),
        max_selections=PARTIES[1],
        key="compare_parties",
    )
    with right:
        window = _window(language)
    return tuple(party for party in Perpetrator if party in chosen), window


def _whose(dataset: Dataset, parties: tuple[Perpetrator, ...], window: Window, language: Language) -> tuple[str, Shown] | None:
    """Draw whose totals and which; None where no origin has any."""
    origins = dict(compared_of(dataset, parties, window, "", Shown.SUPPORTED).origins)
    if not origins:
        st.info(say("compare.nothing", language), icon=":material/filter_alt_off:")
        return None
    left, right = st.columns([1.5, 1])

    def label(origin: str) -> str:
        return say("compare.origin.cells", language, origin=words.origin_in_words(origin, dataset.origins, language), n=origins[origin])

    # Other parties or dates have other origins: a choice that is not among them begins anew.
    key = f"compare_origin_{'_'.join(sorted(origins))}"
    origin = left.selectbox(say("compare.origin", language), list(origins), format_func=label, help=say("compare.origin.help", language), key=key)
    shown = right.radio(
        say("compare.shown", language), list(Shown), format_func=lambda one: say(f"compare.shown.{one}", language), horizontal=True, key="compare_shown"
    )
    first = next(iter(origins))
    return "" if origin in (None, first) else str(origin), Shown(shown or Shown.SUPPORTED)


def _table(what: Comparison) -> None:
    """Show every figure as a row of a table, with its source: what the picture says, to be read aloud, sorted and copied."""
    language = what.language
    rows = []
    for row in (*what.rows, *what.governorates):
        for party, cell in zip(what.parties, row.cells, strict=True):
            sources = [what.sources[at - 1] for at in cell.sources]
            notes = [*cell.notes, *([row.note] if row.note and cell.is_figure else [])]
            figure = " ".join(part for part in (cell.bound, cell.figure) if part)
            rows.append((row.label, party, figure, cell.window, "; ".join(notes), " ".join(sources)))
    columns = ["compare.column.row", "column.party", "compare.column.figure", "column.window", "compare.column.note", "compare.sources"]
    st.subheader(say("compare.table", language))
    st.dataframe(pd.DataFrame(rows, columns=[say(one, language) for one in columns]), hide_index=True, height=420)


def _offer(what: Comparison) -> None:
    language = what.language
    st.subheader(say("compare.download", language))
    for column, file_format in zip(st.columns(len(PICTURES)), PICTURES, strict=True):
        column.download_button(
            say(f"compare.download.{file_format}", language),
            data=lambda file_format=file_format: make_comparison(what, file_format).data,  # type: ignore[misc]
            file_name=f"geo_app-compare.{file_format}",
            mime=_MIME[file_format],
            on_click="ignore",
            width="stretch",
            key=f"compare_download_{file_format}",
        )


def _body(dataset: Dataset, language: Language) -> None:
    parties, window = _asked(language)
    if window is None:
        st.error(f"{say('app.bad.window', language)} {say('app.bad.window.remedy', language)}", icon=":material/event_busy:")
        return
    if len(parties) < PARTIES[0]:
        st.info(say("compare.few", language), icon=":material/group_add:")
        return
    whose = _whose(dataset, parties, window, language)
    if whose is None:
        return
    with st.spinner(say("compare.working", language)):
        what, picture = pictured(dataset, parties, window, whose, language)
    st.image(picture, width="stretch")
    st.caption(plain(say("compare.picture", language, title=what.title)))
    _offer(what)
    _table(what)
    st.caption(f"**{say('about.coverage', language)}** {plain(dataset.coverage)}")
    if dataset.is_sample:
        st.caption(say("map.sample", language))


def render() -> None:
    """Show the page."""
    language = state.language()
    state.enter("compare")
    with st.sidebar:
        dataset, problem = data_in_use(language)
    if problem is not None:
        show_error(problem)
        return
    st.title(say("page.compare", language))
    _body(dataset, language)


if __name__ == "__main__":
    render()
