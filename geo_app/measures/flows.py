"""Displacement statements that can be drawn: never summed, the largest single statement of each pair of areas (design §2, §6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo_app.vocabulary import COUNTRY_CODE

if TYPE_CHECKING:
    from geo_app.dataset.frozen import Dataset
    from geo_app.model.selection import Selection


@dataclass(frozen=True, eq=False, kw_only=True)
class Flows:
    """What a displacement overlay shows, and what stands beside it.

    Attributes:
        pairs: flows with governorates stated at both ends that are not the same; an end of several governorates stays undivided.
        leaving: flows whose origin alone is one governorate (or that stay within it); ``arriving``: the destination alone.
        staying: stocks, returns and people in need at one governorate, one row per kind and area.
        not_drawn: statements of the selection without persons (percentages, households, words) or without a single governorate.
        jointly: statements that name the asked party only together with others: listed, not drawn for one party.

    The four tables have ``kind, origin, destination`` (P-codes joined by ``;``, empty where not stated), ``persons`` (largest single statement, its lowest
    figure), ``bound``, ``statements`` (how many), ``source`` and ``displacement_id`` of the one shown.
    """

    pairs: pd.DataFrame
    leaving: pd.DataFrame
    arriving: pd.DataFrame
    staying: pd.DataFrame
    not_drawn: int
    jointly: int


def displacement_in(dataset: Dataset, chosen: Selection) -> tuple[pd.DataFrame, int]:
    """Return the statements whose resolved window lies within the selection's and that name one of its parties; and how many only jointly.

    Replaced statements and all but the latest of a cumulative series are left out. An unresolved window counts only where no date is asked.
    """
    frame = dataset.displacement
    if frame.empty:
        return frame, 0
    frame = frame[frame["superseded_by"] == ""]
    ends = frame["window_end_resolved"]
    series = frame[frame["series_id"] != ""]
    latest = series.assign(end=ends).groupby(["series_id", "kind", "origin_pcodes", "destination_pcodes"])["end"].transform("max")
    frame = frame.drop(series.index[series["window_end_resolved"] < latest])
    window = chosen.window
    if window.start is not None:
        frame = frame[frame["window_start_resolved"] >= pd.Timestamp(window.start)]
    if window.end is not None:
        frame = frame[frame["window_end_resolved"] <= pd.Timestamp(window.end)]
    if not chosen.perpetrators:
        return frame, 0
    named = frame["perpetrators"].map(lambda codes: bool(set(codes.split(";")) & set(chosen.perpetrators)))
    alone = named & (frame["attribution"] == "sole")
    return frame[alone], int((named & ~alone).sum())


def _stated(pcodes: pd.Series) -> pd.Series:
    """Return the governorates of each cell, empty where the country as a whole is stated."""
    return pcodes.where(pcodes != COUNTRY_CODE, "")


def _one(pcodes: pd.Series) -> pd.Series:
    """Return the single governorate of each cell, empty where none or several are stated."""
    return pcodes.where(~pcodes.str.contains(";"), "")


def _largest(frame: pd.DataFrame) -> pd.DataFrame:
    columns = ["kind", "origin", "destination", "persons", "bound", "statements", "source", "displacement_id"]
    if frame.empty:
        return pd.DataFrame(columns=columns)
    keys = ["kind", "origin", "destination"]
    ordered = frame.sort_values(["persons", "displacement_id"], ascending=[False, True])
    out = ordered.drop_duplicates(keys).assign(source=lambda f: f["source_publisher"])
    sizes = frame.groupby(keys).size().rename("statements").reset_index()
    return out.merge(sizes, on=keys)[columns].reset_index(drop=True)


def flows(dataset: Dataset, chosen: Selection) -> Flows:
    """Return what can be drawn of the displacement statements that answer ``chosen``."""
    frame, jointly = displacement_in(dataset, chosen)
    if frame.empty:
        empty = _largest(frame)
        return Flows(pairs=empty, leaving=empty, arriving=empty, staying=empty, not_drawn=0, jointly=jointly)
    frame = frame.assign(origin=_stated(frame["origin_pcodes"]), destination=_stated(frame["destination_pcodes"]))
    frame = frame.assign(persons=frame["persons_min"].fillna(frame["persons_max"]))
    if chosen.areas:
        wanted = set(chosen.areas)
        frame = frame[[bool(wanted & {*a.split(";"), *b.split(";")}) for a, b in zip(frame["origin"], frame["destination"], strict=True)]]
    is_flow = frame["kind"] == "flow"
    both = is_flow & (frame["origin"] != "") & (frame["destination"] != "") & (frame["origin"] != frame["destination"])
    # One end alone is drawn only where it is a single governorate.
    origin, destination = _one(frame["origin"]), _one(frame["destination"])
    frame = frame.assign(origin=frame["origin"].where(both, origin), destination=frame["destination"].where(both, destination))
    has = frame["persons"].notna() & ((frame["origin"] != "") | (frame["destination"] != ""))
    drawn, both, is_flow = frame[has], both[has], is_flow[has]
    leaving = is_flow & ~both & (drawn["origin"] != "")
    arriving = is_flow & ~both & (drawn["origin"] == "")
    home = drawn["destination"].where(drawn["destination"] != "", drawn["origin"])
    return Flows(
        pairs=_largest(drawn[both]),
        leaving=_largest(drawn[leaving].assign(destination="")),
        arriving=_largest(drawn[arriving]),
        staying=_largest(drawn[~is_flow].assign(origin="", destination=home[~is_flow])),
        not_drawn=int((~has).sum()),
        jointly=jointly,
    )
