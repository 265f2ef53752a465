"""Tables of the selection. Cells are text or numbers, never markup; an unknown number is an empty cell, never 0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from geo_app.measures.by_area import by_area
from geo_app.measures.by_perpetrator import by_perpetrator
from geo_app.render.details import incident_table
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    import numpy as np

    from geo_app.dataset.select import Subset

_TALL = 12
_ACCOUNT_COLUMNS = {
    "incident_id": "column.id",
    "source_publisher": "column.publisher",
    "source_origin": "column.origin",
    "figure": "column.figure",
    "perpetrator_as_reported": "column.words",
    "strength": "column.attribution",
    "standing": "column.standing",
    "source_url": "column.url",
}


def _config(language: Language) -> dict[str, Any]:
    return {
        "killed": st.column_config.NumberColumn(say("column.killed", language), format="%d"),
        "killed_max": st.column_config.NumberColumn(say("column.killed_max", language), format="%d"),
    }


def incidents_of(subset: Subset, language: Language, chosen: np.ndarray | None = None) -> None:
    """Show the incidents of the subset, or the chosen ones, with how each is known."""
    table = incident_table(subset.dataset, subset.events if chosen is None else chosen, str(subset.selection.victim_class), language)
    names = {c: say(f"column.{c}", language) for c in table.columns if c not in {"killed", "killed_max", "position"}}
    st.dataframe(
        table.drop(columns="position").rename(columns=names), hide_index=True, column_config=_config(language), height="auto" if len(table) < _TALL else 420
    )


def _figure_text(row: Any, language: Language) -> str:  # noqa: ANN401 - a row of the accounts frame
    low, high, bound = row.killed_min, row.killed_max, str(row.bound)
    if pd.isna(low) and pd.isna(high):
        return say("vague", language) if bound == "vague" else ""
    ends = [str(int(end)) for end in (low, high) if not pd.isna(end)]
    number = ends[0] if len(set(ends)) == 1 else "–".join(ends)
    word = f"{say(bound, language)} " if bound in {"at_least", "at_most", "about"} else ""
    return f"{word}{number} {say(str(row.killed_class), language)}"


def accounts_of(subset: Subset, chosen: np.ndarray, language: Language) -> None:
    """Show the chosen incidents and below them every account they were made of."""
    incidents_of(subset, language, chosen)
    accounts = subset.dataset.accounts
    mine = accounts[chosen[accounts["incident"].to_numpy()]]
    shown = mine.assign(
        figure=[_figure_text(row, language) for row in mine.itertuples()],
        strength=[say(s, language) if s else "" for s in mine["strength"]],
    )[list(_ACCOUNT_COLUMNS)]
    config = {say("column.url", language): st.column_config.LinkColumn(validate="^https?://")}
    st.dataframe(shown.rename(columns={c: say(k, language) for c, k in _ACCOUNT_COLUMNS.items()}), hide_index=True, column_config=config)


def displacement_of(subset: Subset, displacement_id: str, language: Language) -> None:
    """Show all statements that share the ends of the one clicked."""
    frame = subset.dataset.displacement
    one = frame[frame["displacement_id"] == displacement_id]
    if one.empty:
        return
    row = one.iloc[0]
    same = frame[(frame["origin_pcodes"] == row["origin_pcodes"]) & (frame["destination_pcodes"] == row["destination_pcodes"])]
    columns = [
        "kind",
        "origin_as_reported",
        "destination_as_reported",
        "persons_min",
        "persons_max",
        "bound_word",
        "window_as_reported",
        "source_publisher",
        "source_url",
    ]
    st.subheader(say("layer.displacement", language))
    st.dataframe(same[columns], hide_index=True, column_config={"source_url": st.column_config.LinkColumn(say("column.url", language), validate="^https?://")})


def area_table(subset: Subset, language: Language) -> None:
    """Show incidents and deaths by governorate; rows add up to the selection."""
    names = subset.dataset.governorates.names
    table = by_area(subset)
    labels = {"several": say("area.several", language), "unplaced": say("area.unplaced", language)}
    table["area"] = [names[code][0 if language == "en" else 1] if code in names else labels.get(code, code) for code in table["area"]]
    table = table.drop(columns="with_figure").rename(
        columns={
            "area": say("column.governorate", language),
            "incidents": say("column.incidents", language),
            "mapped": say("app.mapped", language),
            "area_only": say("app.area", language),
            "killed_at_least": say("column.killed", language),
        }
    )
    st.dataframe(table, hide_index=True)


def party_table(subset: Subset, language: Language) -> None:
    """Show incidents and deaths by who is held responsible, with the sentence that a sample needs."""
    if subset.dataset.is_sample:
        st.caption(say("map.sample", language))
    table = by_perpetrator(subset)
    table["group"] = [say("list.and", language).join(say(code, language) for code in group.split(";")) for group in table["group"]]
    table["attribution"] = [say(how, language) for how in table["attribution"]]
    names = {
        "group": say("column.party", language),
        "attribution": say("column.attribution", language),
        "incidents": say("column.incidents", language),
        "killed_at_least": say("column.killed", language),
        "weak": say("column.weak", language),
        "denied": say("column.denied", language),
    }
    st.dataframe(table.drop(columns="with_figure").rename(columns=names), hide_index=True)
