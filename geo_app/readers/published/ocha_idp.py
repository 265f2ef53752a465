"""OCHA's monthly movements of people in Syria (by governorate of arrival; from governorate to governorate) → statements of displacement.

Source of the rules: the December 2021 totals of the first layout are, governorate by governorate, those of the second by destination.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo_app.readers.headers import folded
from geo_app.readers.published.reader import PublishedReader, month_ends, pcodes, rows_of, slug, whole
from geo_app.readers.publishers.publisher import each
from geo_app.tables.published import DISPLACEMENT
from geo_app.vocabulary import DisplacementKind, RowKind

if TYPE_CHECKING:
    import pandas as pd

_KINDS = {"idp": DisplacementKind.FLOW, "idps": DisplacementKind.FLOW, "returnees": DisplacementKind.RETURN, "returnee": DisplacementKind.RETURN}
_COVERAGE = "Estimates of people who moved in a month. People who move twice are counted twice; returns are not taken off the displacements."


def _shared(frame: pd.DataFrame, figure: str) -> dict[str, pd.Series | str]:
    """Return what both layouts say alike; an unknown type stays as it is, to be refused."""
    people, month = whole(frame[figure]), frame["month"].str.strip().str.slice(0, 7)
    return {
        "kind": each(frame["type"], lambda cell: str(_KINDS.get(folded(cell), cell))),
        "persons_min": people,
        "persons_max": people,
        "bound": "stated",
        "bound_word": "estimate" if figure == "estimate" else "",
        "window_start": month,
        "window_end": month,
        "window_as_reported": month,
        "window_start_resolved": each(month, lambda cell: month_ends(cell)[0]),
        "window_end_resolved": each(month, lambda cell: month_ends(cell)[1]),
        "window_basis": "stated",
        "attribution": "unknown",
        "source_publisher": "OCHA",
        "source_title": "IDP movements and spontaneous returns in Syria",
    }


def _monthly(frame: pd.DataFrame) -> pd.DataFrame:
    """Return one statement a type, governorate and month. The governorate is where people arrived; where from is not stated."""
    shared = _shared(frame, "estimate")
    keys = [slug(cells) for cells in (frame["type"], frame["month"].str.slice(0, 7), frame["governorate"])]
    return rows_of(
        frame,
        {
            "displacement_id": "ocha-idp:" + keys[0] + ":" + keys[1] + ":" + keys[2],
            **shared,
            "destination_as_reported": frame["governorate"].str.strip(),
            "destination_pcodes": pcodes(frame["governorate"]),
            "note": "by governorate of arrival; lists of pairs of the same month hold the same people",
        },
    )


def _pairs(frame: pd.DataFrame) -> pd.DataFrame:
    """Return one statement a type, month, governorate of origin and of destination."""
    keys = [slug(frame[name]) for name in ("type", "month", "origin_governorate", "destination_governorate")]
    return rows_of(
        frame,
        {
            "displacement_id": "ocha-idp:" + keys[0] + ":" + keys[1] + ":" + keys[2] + ":" + keys[3],
            **_shared(frame, "people"),
            "origin_as_reported": frame["origin_governorate"].str.strip(),
            "origin_pcodes": pcodes(frame["origin_governorate"]),
            "destination_as_reported": frame["destination_governorate"].str.strip(),
            "destination_pcodes": pcodes(frame["destination_governorate"]),
            "note": "a pair of governorates; monthly lists by governorate hold the same people",
        },
    )


OCHA_IDP_MONTHLY = PublishedReader(
    name="ocha_idp_monthly",
    title="OCHA: displacement and returns by month and governorate of arrival",
    version="1",
    knows=lambda keys: keys >= {"type", "governorate", "month", "estimate"},
    needs=("type", "governorate", "month", "estimate"),
    table=DISPLACEMENT,
    row=RowKind.FLOW,
    rows=_monthly,
    coverage=_COVERAGE,
)
OCHA_IDP_PAIRS = PublishedReader(
    name="ocha_idp_pairs",
    title="OCHA: displacement and returns between governorates",
    version="1",
    knows=lambda keys: keys >= {"type", "month", "origin_governorate", "destination_governorate", "people"},
    needs=("type", "month", "origin_governorate", "destination_governorate", "people"),
    table=DISPLACEMENT,
    row=RowKind.FLOW,
    rows=_pairs,
    coverage=_COVERAGE,
)
