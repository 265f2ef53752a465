"""Displacement statements by where from and where to: a governorate at both ends, or a list of what is not stated or not divided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo_app.measures.largest_statement import largest_statement
from geo_app.vocabulary import COUNTRY_CODE

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False, kw_only=True)
class Ends:
    """Statements of one kind by their ends; every statement is in exactly one of these.

    Attributes:
        cells: the largest single statement of each pair of one governorate and one governorate (``origin``, ``destination``), which may be
            the same one, with ``persons``, ``statements`` and ``with_number``.
        several: both ends are stated and at least one of them is several governorates; undivided.
        no_origin, no_destination, neither: statements whose governorate of origin, of destination, or of both is not stated.
    """

    cells: pd.DataFrame
    several: pd.DataFrame
    no_origin: pd.DataFrame
    no_destination: pd.DataFrame
    neither: pd.DataFrame


def by_ends(frame: pd.DataFrame, kind: str) -> Ends:
    """Return the statements of one kind by their ends. "Syria" is no governorate."""
    of_kind = frame[frame["kind"] == kind]
    origin = of_kind["origin_pcodes"].where(of_kind["origin_pcodes"] != COUNTRY_CODE, "")
    destination = of_kind["destination_pcodes"].where(of_kind["destination_pcodes"] != COUNTRY_CODE, "")
    of_kind = of_kind.assign(origin=origin, destination=destination)
    both = (origin != "") & (destination != "")
    several = both & (origin.str.contains(";") | destination.str.contains(";"))
    return Ends(
        cells=largest_statement(of_kind[both & ~several], ["origin", "destination"]),
        several=of_kind[several],
        no_origin=of_kind[(origin == "") & (destination != "")],
        no_destination=of_kind[(origin != "") & (destination == "")],
        neither=of_kind[(origin == "") & (destination == "")],
    )
