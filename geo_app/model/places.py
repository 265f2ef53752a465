"""Where something is, as exactly as it is known and no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo_app.vocabulary import GeocodeMethod, Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A gazetteer entry that a place text may mean, with the score of its name (0 to 1) among the others."""

    place_id: str
    name: str
    name_ar: str
    admin1_pcode: str
    latitude: float
    longitude: float
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A geocoded place.

    Attributes:
        latitude, longitude: WGS 84 degrees (EPSG:4326); None for fills and for what is not mapped.
        uncertainty_m: radius in metres that should hold the true place; None where the place is an area or unknown.
        area_pcodes: governorates the text or the row states or implies, sorted; several mean "several areas", none means not known.
        score: 0 to 1, how sure the reading is; 0 where nothing was found.
        explanation: one sentence a documenter understands.
    """

    query: str
    precision: Precision
    method: GeocodeMethod
    score: float
    explanation: str
    name: str = ""
    name_ar: str = ""
    place_id: str = ""
    latitude: float | None = None
    longitude: float | None = None
    uncertainty_m: float | None = None
    area_pcodes: tuple[str, ...] = ()
    admin2_pcode: str = ""
    admin3_pcode: str = ""
    candidates: tuple[Candidate, ...] = ()

    @property
    def admin1_pcode(self) -> str:
        """The one governorate of the place; empty where there is none or more than one."""
        return self.area_pcodes[0] if len(self.area_pcodes) == 1 else ""
