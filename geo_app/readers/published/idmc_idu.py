"""IDMC's Internal Displacement Updates → flows with their bounds; figures that are not the recommended one are marked as replaced by it.

Source of the rules: IDMC, Internal Displacement Updates API codebook (``qualifier``, ``role``, ``displacement_start_date``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo_app.readers.convert.given import texts
from geo_app.readers.published.reader import PublishedReader, day, pcode, rows_of, whole
from geo_app.readers.publishers.publisher import each, elsewhere, first_filled
from geo_app.tables.published import DISPLACEMENT
from geo_app.vocabulary import Bound, RowKind

if TYPE_CHECKING:
    import pandas as pd

_NEEDS = (
    "id country iso3 role displacement_type qualifier figure displacement_date displacement_start_date displacement_end_date event_id event_name "
    "locations_name locations_accuracy locations_type sources source_url description created_at subtype type"
)
_RECOMMENDED = "recommended figure"
_BOUNDS = {
    "total": (Bound.STATED, 0),
    "exact": (Bound.STATED, 0),
    "at least": (Bound.AT_LEAST, 0),
    "more than": (Bound.AT_LEAST, 1),
    "more than or equal": (Bound.AT_LEAST, 0),
    "less than": (Bound.AT_MOST, -1),
    "less than or equal": (Bound.AT_MOST, 0),
    "up to": (Bound.AT_MOST, 0),
    "approximately": (Bound.ABOUT, 0),
    "around": (Bound.ABOUT, 0),
    "average": (Bound.ABOUT, 0),
}
"""``qualifier`` → kind of number, and what it adds: "more than 500" is at least 501."""
_SOURCE = re.compile(r"https?://\S+")


def _bound(qualifier: str) -> tuple[Bound, int]:
    return _BOUNDS.get(qualifier.strip().lower(), (Bound.ABOUT if qualifier.strip() else Bound.STATED, 0))


def _end(cell: str, *, most: bool) -> str:
    """Return one end of "qualifier|figure"; the empty string where that end is open."""
    qualifier, _, figure = cell.partition("|")
    bound, step = _bound(qualifier)
    if (most and bound is Bound.AT_LEAST) or (not most and bound is Bound.AT_MOST):
        return ""
    return str(max(int(figure) + step, 0)) if figure.isdecimal() else figure


def _governorates(cell: str) -> str:
    """Return the governorates that a list of places names, each by a name of its own."""
    codes = {code for part in re.split(r"[;,]", cell) if len(code := pcode(part)) == 4}  # noqa: PLR2004 - not the country
    return ";".join(sorted(codes))


def _replaced_by(frame: pd.DataFrame) -> pd.Series:
    """Return for each figure that is not recommended the id of its event's recommended one, else ``idmc:recommended``: it must not be counted beside it."""
    recommended = frame["role"].str.strip().str.lower() == _RECOMMENDED
    event = frame["event_id"].str.strip()
    known = frame.loc[recommended & (event != ""), ["event_id", "id"]].drop_duplicates("event_id")
    first = dict(zip(known["event_id"].str.strip(), "idmc:" + known["id"].str.strip(), strict=True))
    replaced = each(event, lambda cell: first.get(cell, "idmc:recommended"))
    return replaced.where(~recommended & (frame["role"].str.strip() != ""), "")


def _rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Return one flow a figure; ``displacement_date`` is the middle of the window and stands in only where both its ends are missing."""
    said = frame["qualifier"].str.strip() + "|" + whole(frame["figure"])
    start = day(first_filled(frame, ("displacement_start_date", "displacement_date")))
    end = day(first_filled(frame, ("displacement_end_date", "displacement_start_date", "displacement_date")))
    arrived = frame["locations_type"].str.strip().str.lower() == "destination"
    place, codes = frame["locations_name"].str.strip(), each(frame["locations_name"], _governorates)
    cause = frame["displacement_type"].str.strip() + (": " + frame["event_name"].str.strip()).where(frame["event_name"].str.strip() != "", "")
    role = frame["role"].str.strip()
    return rows_of(
        frame,
        {
            "displacement_id": "idmc:" + frame["id"].str.strip(),
            "kind": "flow",
            "origin_as_reported": place.where(~arrived, ""),
            "origin_pcodes": codes.where(~arrived, ""),
            "destination_as_reported": place.where(arrived, ""),
            "destination_pcodes": codes.where(arrived, ""),
            "persons_min": each(said, lambda cell: _end(cell, most=False)),
            "persons_max": each(said, lambda cell: _end(cell, most=True)),
            "bound": each(frame["qualifier"], lambda cell: str(_bound(cell)[0])),
            "bound_word": frame["qualifier"].str.strip(),
            "window_start": start,
            "window_end": end,
            "window_start_resolved": start,
            "window_end_resolved": end,
            "window_basis": "stated",
            "attribution": "unknown",
            "cause_as_reported": cause,
            "superseded_by": _replaced_by(frame),
            "source_publisher": "IDMC",
            "source_origin": frame["sources"].str.slice(0, 300),
            "source_title": "Internal Displacement Updates",
            "source_url": each(frame["source_url"], lambda cell: found.group() if (found := _SOURCE.search(cell)) else ""),
            "note": texts(["" if one.lower() == _RECOMMENDED else f"role: {one}" for one in role], frame.index),
        },
    )


IDMC_IDU = PublishedReader(
    name="idmc_idu",
    title="IDMC Internal Displacement Updates",
    version="1",
    knows=lambda keys: keys >= {"iso3", "figure", "qualifier", "displacement_start_date"},
    needs=tuple(_NEEDS.split()),
    table=DISPLACEMENT,
    row=RowKind.FLOW,
    rows=_rows,
    coverage="Movements as reported in the news, not yet validated. People who move twice are counted twice; floods and earthquakes are among the causes.",
    foreign=lambda frame: elsewhere(first_filled(frame, ("iso3", "country"))),
)
