"""The parts of the displacement page: where a statement comes from, lists of statements, ends, parties, and the statements as a file."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from geo_app.measures.by_ends import by_ends
from geo_app.measures.moved_by_party import moved_by_party
from geo_app.readers.cells import as_csv
from geo_app.render.displaced import figure_of
from geo_app.ui.plain import plain
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo_app.render.displaced import Statements

MOST = 1000
_TALL = 12
_BRIEF = (
    "column.moved.figure",
    "column.from",
    "column.to",
    "column.moved.days",
    "column.moved.marks",
    "column.moved.teller",
    "column.moved.party",
    "column.publisher",
    "column.url",
    "column.id",
)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def card(told: Statements, row: Mapping[Any, Any], language: Language) -> None:
    """Show where a statement comes from and how it stands to others."""
    with st.container(border=True):
        st.markdown(f"**{say('moved.card', language)}**")
        lines = [f"- {say_label}: {plain(text)}" for say_label, text in told.card(row)]
        st.markdown("\n".join(lines))
        address = str(row["source_url"])
        if _ADDRESS.fullmatch(address):
            st.link_button(say("column.url", language), address, icon=":material/open_in_new:")
        st.caption(plain(address) or say("moved.url.none", language))
        relations = told.relations(row)
        if relations:
            st.markdown(f"**{say('moved.relations', language)}**")
            st.markdown("\n".join(f"- {plain(one)}" for one in relations))


def _largest_first(frame: pd.DataFrame) -> pd.DataFrame:
    persons = frame["persons_min"].fillna(frame["persons_max"])
    return frame.assign(persons=persons).sort_values(["persons", "displacement_id"], ascending=[False, True], na_position="last")


def brief(told: Statements, frame: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Return the columns of the statements that a list on the page shows."""
    return told.table(frame)[[say(key, language) for key in _BRIEF]]


def statement_list(told: Statements, frame: pd.DataFrame, language: Language, *, key: str) -> None:
    """Show statements, the largest first; a marked row shows its source below."""
    ordered = _largest_first(frame).head(MOST)
    st.caption(say("moved.click", language))
    if len(frame) > MOST:
        st.caption(say("moved.list.cut", language, n=MOST, all=len(frame)))
    config = {
        say("column.url", language): st.column_config.LinkColumn(validate="^https?://"),
        say("column.from", language): st.column_config.TextColumn(width=130),
        say("column.to", language): st.column_config.TextColumn(width=130),
        say("column.moved.marks", language): st.column_config.TextColumn(width="medium"),
    }
    event: Any = st.dataframe(
        brief(told, ordered, language),
        hide_index=True,
        column_config=config,
        on_select="rerun",
        selection_mode="single-row",
        key=key,
        height="auto" if len(ordered) < _TALL else 420,
    )
    for at in event.selection.rows:
        if at < len(ordered):
            card(told, ordered.iloc[at].to_dict(), language)


def ends(told: Statements, frame: pd.DataFrame, kind: str, language: Language) -> None:
    """Show the table of governorates by governorates, and below it what is not stated or not divided."""
    found = by_ends(frame, kind)
    st.markdown(f"##### {say('moved.ends', language)}")
    if found.cells.empty:
        st.caption(say("moved.ends.none", language))
    else:
        st.caption(say("moved.ends.note", language))
        cells = found.cells.assign(
            said=[say("moved.cell", language, figure=figure_of(row, language), n=row["statements"]) for row in found.cells.to_dict("records")],
            origin=found.cells["origin"].map(told.governorates),
            destination=found.cells["destination"].map(told.governorates),
        )
        matrix = cells.pivot_table(index="origin", columns="destination", values="said", aggfunc="first").fillna("")
        st.dataframe(matrix.rename_axis(index=say("moved.ends.from", language), columns=None))
    for name in ("several", "no_origin", "no_destination", "neither"):
        part: pd.DataFrame = getattr(found, name)
        if len(part):
            with st.expander(say(f"moved.{name}", language, n=len(part))):
                st.dataframe(brief(told, _largest_first(part).head(MOST), language), hide_index=True)


def parties(told: Statements, frame: pd.DataFrame, kind: str, language: Language) -> None:
    """Show whom the statements of a kind hold responsible, exactly as stated, with the largest single one of each."""
    st.markdown(f"##### {say('moved.parties', language)}")
    st.caption(say("moved.parties.note", language))
    table = moved_by_party(frame[frame["kind"] == kind], told.dataset.displacement)
    table = table.sort_values(["statements", "perpetrators"], ascending=[False, True])
    rows = table.to_dict("records")
    shown = {
        "column.moved.party": [told.attributed(row) for row in rows],
        "column.moved.count": table["statements"].to_numpy(),
        "moved.largest": [figure_of(row, language) for row in rows],
        "column.moved.days": told.table(table)[say("column.moved.days", language)].to_numpy(),
        "column.moved.teller": [told.teller_of(row) for row in rows],
        "column.moved.marks": [" ".join(told.marks(row)) for row in rows],
    }
    st.dataframe(pd.DataFrame({say(key, language): values for key, values in shown.items()}), hide_index=True)


def statements_csv(told: Statements, frame: pd.DataFrame, beside: pd.DataFrame, language: Language) -> bytes:
    """Return the statements of the page as a CSV that no spreadsheet runs: those that answer, then those that are not the chosen party's alone."""
    table, other = told.table(_largest_first(frame)), told.table(_largest_first(beside))
    marks = say("column.moved.marks", language)
    other[marks] = [" ".join(part for part in (say("moved.mark.jointly", language), text) if part) for text in other[marks]]
    rows = [[None if pd.isna(cell) else cell for cell in row] for part in (table, other) for row in part.itertuples(index=False)]
    return as_csv(list(table.columns), rows)


def offer_csv(told: Statements, frame: pd.DataFrame, beside: pd.DataFrame, language: Language) -> None:
    """Offer the statements of the page as a file, made when the button is pressed."""
    st.download_button(
        say("moved.download", language),
        data=partial(statements_csv, told, frame, beside, language),
        file_name="geo_app-displacement.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/table:",
        key="download_statements",
    )
