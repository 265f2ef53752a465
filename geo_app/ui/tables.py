"""Tables of the selection. Cells are text or numbers, never markup; an unknown number is an empty cell, never 0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from geo_app.measures.by_area import LARGER, by_area
from geo_app.measures.by_perpetrator import by_perpetrator
from geo_app.measures.flows import flows
from geo_app.model.areas import LEVELS
from geo_app.render.details import incident_table
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    import numpy as np

    from geo_app.dataset.select import Subset

_TALL = 12
_BOUNDS = ("at_least", "at_most", "about", "between", "stated", "vague")
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


def figure_text(row: Any, language: Language) -> str:  # noqa: ANN401 - a row of the accounts frame
    """Return the figure of an account in words; the empty string where it gives none."""
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
        figure=[figure_text(row, language) for row in mine.itertuples()],
        strength=[say(s, language) if s else "" for s in mine["strength"]],
    )[list(_ACCOUNT_COLUMNS)]
    config = {say("column.url", language): st.column_config.LinkColumn(validate="^https?://")}
    st.dataframe(shown.rename(columns={c: say(k, language) for c, k in _ACCOUNT_COLUMNS.items()}), hide_index=True, column_config=config)


def displacement_table(subset: Subset, language: Language, only: list[str] | None = None) -> None:
    """Show the displacement statements of the selection; with ``only``, those of the same ends as the ones named."""
    frame = flows(subset.dataset, subset.selection).statements
    if only is not None:
        ends = frame.loc[frame["displacement_id"].isin(only), ["origin_pcodes", "destination_pcodes"]].drop_duplicates()
        frame = frame.merge(ends, on=["origin_pcodes", "destination_pcodes"])
    shown = pd.DataFrame(
        {
            say("column.kind", language): [say(kind, language) for kind in frame["kind"]],
            say("column.from", language): frame["origin_as_reported"].to_numpy(),
            say("column.to", language): frame["destination_as_reported"].to_numpy(),
            say("column.persons", language): frame["persons_min"].array,
            say("column.persons_max", language): frame["persons_max"].array,
            say("column.percent", language): frame["percent"].array,
            say("column.bound", language): [say(bound, language) if bound in _BOUNDS else "" for bound in frame["bound"]],
            say("column.window", language): frame["window_as_reported"].to_numpy(),
            say("column.publisher", language): frame["source_publisher"].to_numpy(),
            say("column.url", language): frame["source_url"].to_numpy(),
        }
    )
    st.caption(say("displacement.coverage", language))
    st.dataframe(shown, hide_index=True, column_config={say("column.url", language): st.column_config.LinkColumn(validate="^https?://")})


def beside_table(subset: Subset, language: Language) -> None:
    """Show the incidents that stand beside the figures, with the reason."""
    groups = (("possible", subset.possible), ("contested", subset.contested), ("straddling", subset.straddling))
    tables = []
    for name, mask in groups:
        table = incident_table(subset.dataset, mask, str(subset.selection.victim_class), language)
        tables.append(table.assign(why=say(f"why.{name}", language)))
    table = pd.concat(tables, ignore_index=True)
    if table.empty:
        st.caption(say("app.beside.none", language))
        return
    names = {c: say(f"column.{c}", language) for c in table.columns if c not in {"killed", "killed_max", "position"}}
    first = ["why", *(c for c in table.columns if c not in {"why", "position"})]
    st.dataframe(table[first].rename(columns=names), hide_index=True, column_config=_config(language))


def area_table(subset: Subset, language: Language, level: str = LEVELS[0]) -> None:
    """Show incidents and deaths by unit of ``level``; rows add up to the selection."""
    names = subset.dataset.area_names
    table = by_area(subset, level)
    labels = {"several": say("area.several", language), "unplaced": say("area.unplaced", language)}
    at = 0 if language == "en" else 1
    said = [names[code][at] if code in names else labels.get(code, code) for code in table["area"]]
    larger = table["known"] == LARGER
    table["area"] = [say("area.larger", language, name=name) if wide else name for name, wide in zip(said, larger, strict=True)]
    table = table.drop(columns=["with_figure", "known"]).rename(
        columns={
            "area": say(f"column.{level}", language),
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
