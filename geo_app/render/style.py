"""Colours, sizes and breaks shared by screen and print. Nothing here depends on what is drawn."""

from __future__ import annotations

from geo_app.vocabulary import Perpetrator

LAND = "#fbfaf5"
NEIGHBOUR = "#ecebe6"
SEA = "#dde8ee"
BORDER = "#4a4a48"
UNIT_LINE = "#a7a49b"
INK = "#1f2328"
MUTED = "#5c6066"
AREA_INK = "#3d4f7a"
DISPLACEMENT = "#0f6b6e"

SURFACE = ("#fdd9a8", "#fdbb70", "#fb9146", "#ee6430", "#d43a1e", "#a81c16", "#6d0a10")
"""Seven classes, light to dark in even steps of lightness: they stay in order in greyscale print."""

BREAKS = {
    "incidents": (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0),
    "killed": (1.0, 2.5, 5.0, 10.0, 25.0, 50.0, 100.0),
}
"""Lower ends of the seven classes per 100 km², fixed per measure for every perpetrator, on screen and in print; the last class is open.

One incident alone peaks at 0.16 under the kernel of 10 km, so that it shows in the lowest class.
"""

CHOROPLETH = ("#e9dff0", "#cfb8de", "#b18fc8", "#9166b0", "#6f4192", "#4a1f6b")
"""Six classes of a choropleth, light to dark: violet, so that it is taken neither for the surface nor for the hatched areas."""
CHOROPLETH_BREAKS = {"incidents": (1, 3, 10, 30, 100, 300), "killed": (1, 10, 30, 100, 300, 1_000)}
"""Lower ends of the six classes per unit, fixed per measure for every party and level, on screen and in print; the last class is open.

In steps of about three, so that a sample and a census can both be read.
"""
NO_FIGURE = "#dedbd2"
NO_RECORD_INK = "#b3afa4"

PERPETRATOR_COLOURS = {
    Perpetrator.SYRIAN_GOVERNMENT: "#1845fb",
    Perpetrator.RUSSIAN_FORCES: "#ff5e02",
    Perpetrator.ISIS: "#3b3b3b",
    Perpetrator.INTERNATIONAL_COALITION: "#adad7d",
    Perpetrator.ARMED_OPPOSITION: "#578dff",
    Perpetrator.TURKISH_FORCES: "#c91f16",
    Perpetrator.SDF: "#c849a9",
    Perpetrator.HTS: "#86c8dd",
    Perpetrator.ISRAELI_FORCES: "#009e73",
    Perpetrator.IRAN_BACKED_MILITIAS: "#8a5a00",
    Perpetrator.SNA: "#656364",
    Perpetrator.TRANSITIONAL_AUTHORITIES: "#5f3dc4",
    Perpetrator.OTHER: "#9a9a9a",
}
"""petroff8 (Petroff 2021, for colour-vision deficiency) and five more; never the only sign: names stand beside them."""

GROUP_COLOURS = {"joint": "#7d6b91", "alternative": "#b8b2a2", "contested": "#cfc9b8", "unknown": "#e3dfd3"}
MIXED = "#5c6066"
SIGNS = {"leaving": "↗", "arriving": "↘", "within": "↻", "stock": "⌂", "return": "↩", "in_need": "!"}
BOUND_SIGNS = {"at_least": "≥ ", "about": "≈ ", "at_most": "≤ "}


def colour_of(series: str) -> str:
    """Return the colour of a perpetrator code, or of ``joint, alternative, contested, unknown``."""
    if series in GROUP_COLOURS:
        return GROUP_COLOURS[series]
    return PERPETRATOR_COLOURS[Perpetrator(series)]


def radius_of(incidents: int) -> float:
    """Return the radius in CSS pixels of a point for so many incidents: its area grows with the count."""
    return float(3.4 + 2.8 * (incidents**0.5 - 1))
