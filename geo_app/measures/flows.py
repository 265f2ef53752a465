"""Displacement statements that can be drawn: never summed, the largest single statement of each area and kind (design §2, §6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo_app.vocabulary import COUNTRY_CODE, Bound

if TYPE_CHECKING:
    from geo_app.dataset.frozen import Dataset
    from geo_app.model.selection import Selection

LEAVING, ARRIVING, WITHIN = "leaving", "arriving", "within"
_COLUMNS = ["sign", "origin", "destination", "area", "persons", "bound", "statements", "displacement_id", "source", "from_words", "to_words"]


@dataclass(frozen=True, eq=False, kw_only=True)
class Flows:
    """What a displacement overlay shows, and what stands beside it.

    Attributes:
        statements: all statements that answer the question (``DISPLACEMENT`` columns).
        pairs: flows with governorates stated at both ends that are not the same; an end of several governorates stays undivided.
        badges: at one governorate each: flows that ``leaving`` it (the other end is no governorate or not stated), ``arriving`` in it, moving
            ``within`` it; and ``stock``, ``return``, ``in_need``.
        undrawn: statements without persons (percentages, households, words) or without a governorate to stand at.
        jointly: statements that name the asked party only together with others, or that a conflicting one contradicts on it: not drawn for it.

    ``pairs`` and ``badges`` have ``sign, origin, destination`` (P-codes joined by ``;``), ``area``, ``persons`` (lowest figure of the largest
    single statement), ``bound``, ``statements`` (how many), ``displacement_id``, ``source``, and both ends in the source's words.
    """

    statements: pd.DataFrame
    pairs: pd.DataFrame
    badges: pd.DataFrame
    undrawn: pd.DataFrame
    jointly: int

    @property
    def not_drawn(self) -> int:
        """How many statements answer and cannot be drawn."""
        return len(self.undrawn)


def _named(frame: pd.DataFrame, chosen: Selection, everything: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the statements that name one of the parties as asked, and those that name one only jointly or are contradicted on it."""
    nothing = frame.iloc[:0]
    if chosen.attribution is not None:
        frame = frame[frame["attribution"] == str(chosen.attribution)]
    if not chosen.perpetrators:
        return frame, nothing
    named = frame["perpetrators"].map(lambda codes: bool(set(codes.split(";")) & set(chosen.perpetrators)))
    if chosen.attribution is not None:
        return frame[named], nothing
    alone = named & (frame["attribution"] == "sole") & ~_contradicted(frame, everything)
    return frame[alone], frame[named & ~alone]


def _contradicted(frame: pd.DataFrame, everything: pd.DataFrame) -> pd.Series:
    """Return True where a statement marked as conflicting names other or further parties: its sole attribution is not undisputed."""
    parties = dict(zip(everything["displacement_id"], everything["perpetrators"], strict=True))
    answers = [
        any(parties.get(other, named) != named for other in cell.split(";") if other)
        for cell, named in zip(frame["conflicts_with"], frame["perpetrators"], strict=True)
    ]
    return pd.Series(answers, index=frame.index, dtype=bool)


def latest_rounds(frame: pd.DataFrame, *, apart: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return the statements without all but the latest round of each cumulative series; series are told ``apart`` by further columns too."""
    series = frame[frame["series_id"] != ""]
    keys = ["series_id", "kind", "origin_pcodes", "destination_pcodes", *apart]
    latest = series.groupby(keys)["window_end_resolved"].transform("max")
    return frame.drop(series.index[series["window_end_resolved"] < latest])


def statements_in(dataset: Dataset, chosen: Selection, *, every_round: bool = False) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the statements that answer ``chosen``, and those that name its party only jointly or are contradicted on it.

    Parties, attribution, sources, areas (either end) and dates apply; means, targets and precision do not. A statement counts where its
    resolved window lies within the dates asked for. Replaced statements are left out, and all but the latest of a cumulative series unless
    ``every_round`` asks for them.
    """
    frame = dataset.displacement
    if frame.empty:
        return frame, frame
    frame = frame[frame["superseded_by"] == ""]
    if not every_round:
        frame = latest_rounds(frame)
    if chosen.window.start is not None:
        frame = frame[frame["window_start_resolved"] >= pd.Timestamp(chosen.window.start)]
    if chosen.window.end is not None:
        frame = frame[frame["window_end_resolved"] <= pd.Timestamp(chosen.window.end)]
    if chosen.sources:
        wanted = {source.casefold() for source in chosen.sources}
        by_origin = frame["origin_ids"].map(lambda ids: bool(wanted & set(ids.casefold().split(";"))))
        frame = frame[by_origin | frame["source_publisher"].str.casefold().isin(wanted)]
    if chosen.areas:
        ends = frame["origin_pcodes"] + ";" + frame["destination_pcodes"]
        frame = frame[ends.map(lambda codes: bool(set(chosen.areas) & set(codes.split(";"))))]
    return _named(frame, chosen, dataset.displacement)


def displacement_in(dataset: Dataset, chosen: Selection) -> tuple[pd.DataFrame, int]:
    """Return the statements that answer ``chosen`` (see ``statements_in``), and how many name its party only jointly or are contradicted on it."""
    frame, beside = statements_in(dataset, chosen)
    return frame, len(beside)


def _one(pcodes: pd.Series) -> pd.Series:
    """Return the single governorate of each cell, empty where none or several are stated."""
    return pcodes.where(~pcodes.str.contains(";"), "")


def _largest(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return the largest statement of each group, "at most" figures last, and how many there are."""
    if frame.empty:
        return pd.DataFrame(columns=_COLUMNS)
    ordered = frame.assign(capped=frame["bound"] == Bound.AT_MOST).sort_values(["capped", "persons", "displacement_id"], ascending=[True, False, True])
    sizes = frame.groupby(keys).size().rename("statements").reset_index()
    return ordered.drop_duplicates(keys).merge(sizes, on=keys)[_COLUMNS].reset_index(drop=True)


def _signed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the statements with ends, persons and the sign under which they can be drawn ("pair", a badge's, or empty)."""
    origin = frame["origin_pcodes"].where(frame["origin_pcodes"] != COUNTRY_CODE, "")
    destination = frame["destination_pcodes"].where(frame["destination_pcodes"] != COUNTRY_CODE, "")
    inside = pd.Series([bool(d) and set(d.split(";")) <= set(o.split(";")) for o, d in zip(origin, destination, strict=True)], index=frame.index)
    is_flow = frame["kind"] == "flow"
    pair = is_flow & (origin != "") & (destination != "") & ~inside
    sign = frame["kind"].where(~is_flow, "").mask(pair, "pair").mask(is_flow & inside, WITHIN)
    sign = sign.mask(is_flow & ~pair & ~inside & (_one(origin) != ""), LEAVING).mask(is_flow & ~pair & (origin == "") & (_one(destination) != ""), ARRIVING)
    at_destination = _one(destination).where(_one(destination) != "", _one(origin))
    area = at_destination.mask(sign == LEAVING, _one(origin)).mask(sign == "pair", origin + ">" + destination)
    persons = frame["persons_min"].fillna(frame["persons_max"])
    return frame.assign(
        sign=sign,
        origin=origin,
        destination=destination,
        area=area,
        persons=persons,
        source=frame["source_publisher"],
        from_words=frame["origin_as_reported"],
        to_words=frame["destination_as_reported"],
    )


def flows(dataset: Dataset, chosen: Selection) -> Flows:
    """Return what can be drawn of the displacement statements that answer ``chosen``."""
    statements, jointly = displacement_in(dataset, chosen)
    if statements.empty:
        nothing = pd.DataFrame(columns=_COLUMNS)
        return Flows(statements=statements, pairs=nothing, badges=nothing, undrawn=statements, jointly=jointly)
    signed = _signed(statements)
    drawn = signed[signed["persons"].notna() & (signed["sign"] != "") & (signed["area"] != "")]
    is_pair = drawn["sign"] == "pair"
    return Flows(
        statements=statements,
        pairs=_largest(drawn[is_pair], ["origin", "destination"]),
        badges=_largest(drawn[~is_pair], ["area", "sign"]),
        undrawn=statements[~statements.index.isin(drawn.index)],
        jointly=jointly,
    )
