"""The smallest place that several places support, else the smallest area that holds them (design §5, rule 4)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from pyproj import Geod

from geo_app.model.places import Place
from geo_app.vocabulary import GeocodeMethod, Precision

_GEOD = Geod(ellps="WGS84")
MAX_CIRCLE_M = 40_000.0
MAX_ACROSS_M = 20_000.0
"""A circle wider than this says less than the governorates' names: within one governorate, and across several."""
_RANK = {precision: rank for rank, precision in enumerate(Precision)}


def metres_between(a: Place, b: Place) -> float:
    """Return the geodesic distance in metres between two places with points; infinity where one has none."""
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return float("inf")
    return float(_GEOD.inv(a.longitude, a.latitude, b.longitude, b.latitude)[2])


def _supports(wide: Place, fine: Place) -> bool:
    """True where ``fine`` lies inside what ``wide`` says."""
    if wide.precision in {Precision.COUNTRY, Precision.UNKNOWN}:
        return True
    if wide.latitude is None:
        return bool(fine.area_pcodes) and set(fine.area_pcodes) <= set(wide.area_pcodes)
    if fine.latitude is None:
        return False
    same = bool(wide.place_id) and wide.place_id == fine.place_id
    return same or metres_between(wide, fine) <= (wide.uncertainty_m or 0.0)


def _circle(places: list[Place], query: str) -> Place:
    longitudes = [p.longitude for p in places if p.longitude is not None]
    latitudes = [p.latitude for p in places if p.latitude is not None]
    centre = replace(places[0], longitude=round(float(np.mean(longitudes)), 4), latitude=round(float(np.mean(latitudes)), 4))
    radius = max(metres_between(centre, p) + (p.uncertainty_m or 0.0) for p in places)
    names = list(dict.fromkeys(p.name for p in places))
    pcodes = tuple(sorted({code for p in places for code in p.area_pcodes}))
    return replace(
        centre,
        query=query,
        name=" – ".join(names[:3]) + (" …" if len(names) > 3 else ""),  # noqa: PLR2004 - what a label can carry
        name_ar="",
        place_id="",
        precision=Precision.NEAR,
        uncertainty_m=float(np.ceil(radius / 100) * 100),
        area_pcodes=pcodes,
        method=GeocodeMethod.HOLDING,
        score=min(p.score for p in places),
        explanation=f"Several places are named ({', '.join(names[:4])}); the circle holds them all.",
        candidates=(),
    )


def _areas(places: list[Place], query: str) -> Place:
    pcodes = tuple(sorted({code for p in places for code in p.area_pcodes}))
    names = list(dict.fromkeys(p.name for p in places if p.name))
    return Place(
        query=query,
        precision=Precision.GOVERNORATE if pcodes else Precision.UNKNOWN,
        method=GeocodeMethod.HOLDING,
        score=min(p.score for p in places),
        explanation=f"Several places are named ({', '.join(names[:4])}); only the governorates that hold them are sure.",
        name=" – ".join(names[:3]) + (" …" if len(names) > 3 else ""),  # noqa: PLR2004 - what a label can carry
        area_pcodes=pcodes,
    )


def hold_all(places: list[Place], *, query: str) -> Place:
    """Return the place that covers all of ``places`` (at least one), which a text joins by "and": a circle, else their governorates."""
    distinct = list({p.place_id or p.name: p for p in places}.values())
    return distinct[0] if len(distinct) == 1 else _cover(distinct, query)


def hold(places: list[Place], *, query: str) -> Place:
    """Return the place that a record rests on when its texts or accounts give ``places`` (at least one).

    The most exact place that lies inside all the others; else a circle around all (``near``, at most 40 km); else their governorates.
    """
    known = [p for p in places if p.precision not in {Precision.COUNTRY, Precision.UNKNOWN}]
    if not known:
        return places[0]
    ordered = sorted(known, key=lambda p: (_RANK[p.precision], p.uncertainty_m or 0.0, p.place_id, p.query))
    for fine in ordered:
        if all(_supports(wide, fine) for wide in known):
            return fine
    return _cover(known, query)


def _cover(known: list[Place], query: str) -> Place:
    pointed = [p for p in known if p.latitude is not None]
    areas = [p for p in known if p.latitude is None]
    pcodes = {code for p in pointed for code in p.area_pcodes}
    if pointed and all(set(p.area_pcodes) & pcodes for p in areas):
        circle = _circle(pointed, query)
        if (circle.uncertainty_m or 0.0) <= (MAX_CIRCLE_M if len(pcodes) == 1 else MAX_ACROSS_M):
            return circle
    return _areas(known, query)
