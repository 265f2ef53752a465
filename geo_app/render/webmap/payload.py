"""A scene → what the drawing code in the browser is handed: plain lists, numbers and text."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import numpy as np

from geo_app.render import style
from geo_app.render.details import incident_card, known_text
from geo_app.render.furniture import ANCHORS, furniture
from geo_app.render.phrases import number
from geo_app.render.webmap.raster import canvas_of, data_uri, surface_png
from geo_app.words.catalogue import say

if TYPE_CHECKING:
    import pandas as pd

    from geo_app.render.scene import Fill, Mark, Scene

MOST_POINTS = 5_000
"""More discs than a screen can show are cut, the largest kept; the surface and the table show all."""
_AROUND = (("TUR", 37.72, 37.27), ("IRQ", 42.0, 34.1), ("JOR", 38.1, 32.45), ("LBN", 35.86, 33.98))


def _count_text(incidents: int, scene: Scene) -> str:
    return say("popup.incident", scene.language) if incidents == 1 else say("popup.incidents", scene.language, n=number(incidents))


def _cards(scene: Scene, places: tuple[int, ...], most: int) -> tuple[list[dict[str, Any]], int]:
    incidents = scene.subset.dataset.incidents
    mine = np.flatnonzero(scene.subset.events & np.isin(incidents["place"].to_numpy(), places))
    shown = sorted(mine.tolist(), key=lambda at: -int(incidents["day_start"].iloc[at]))[:most]
    victims = str(scene.subset.selection.victim_class)
    return [incident_card(scene.subset.dataset, at, victims, scene.language) for at in shown], max(len(mine) - most, 0)


def _mark(scene: Scene, mark: Mark, most: int) -> dict[str, Any]:
    cards, more = _cards(scene, mark.places, most)
    return {
        "places": list(mark.places),
        "lat": round(mark.latitude, 4),
        "lon": round(mark.longitude, 4),
        "n": mark.incidents,
        "size": round(style.radius_of(mark.incidents) + 1.2, 1),
        "radius": round(mark.radius_m),
        "title": mark.name_ar if scene.language == "ar" and mark.name_ar else mark.name,
        "count": _count_text(mark.incidents, scene),
        "known": known_text(scene.subset.dataset, mark.places[0], scene.language),
        "incidents": cards,
        "more": more,
    }


def _fill(scene: Scene, fill: Fill, most: int) -> dict[str, Any]:
    cards, more = _cards(scene, fill.places, most)
    longitude, latitude = ANCHORS[fill.unit_id]
    return {
        "unit": fill.unit_id,
        "places": list(fill.places),
        "lat": latitude,
        "lon": longitude,
        "n": fill.incidents,
        "title": fill.name,
        "count": _count_text(fill.incidents, scene),
        "known": say("layer.areas", scene.language),
        "incidents": cards,
        "more": more,
    }


def _flow(scene: Scene, row: pd.Series, *, sign: str, shift: float) -> dict[str, Any]:
    names = scene.subset.dataset.governorates.names
    at = 0 if scene.language == "en" else 1

    def said(codes: str) -> str:
        return ", ".join(names[c][at] for c in codes.split(";")) if codes else say("flow.not.stated", scene.language)

    origins = row["origin"].split(";") if row["origin"] else []
    destinations = [unit for unit in row["destination"].split(";") if unit and unit not in origins]
    lines = [[ANCHORS[a][::-1], ANCHORS[b][::-1]] for a in origins for b in destinations]
    ends = [ANCHORS[unit] for unit in (origins[:1] + destinations[-1:] if lines else origins or destinations)]
    longitude, latitude = np.mean([p[0] for p in ends]), np.mean([p[1] for p in ends])
    bound = say(str(row["bound"]), scene.language) if row["bound"] in {"at_least", "about", "at_most"} else ""
    text = f"{sign}{ {'at_least': '≥ ', 'about': '≈ ', 'at_most': '≤ '}.get(str(row['bound']), '') }{number(int(row['persons']))}"
    title = say(
        "flow.title",
        scene.language,
        kind=say(str(row["kind"]), scene.language),
        bound=bound,
        n=number(int(row["persons"])),
        origin=said(row["origin"]),
        destination=said(row["destination"]),
        source=row["source"],
        statements=int(row["statements"]),
    )
    return {
        "id": row["displacement_id"],
        "lat": round(float(latitude) + shift, 3),
        "lon": round(float(longitude) + (0.0 if not lines else 0.25), 3),
        "lines": lines,
        "width": round(float(np.clip(np.log10(max(row["persons"], 100)) * 1.4 - 2, 1, 7)), 1),
        "text": text,
        "title": title,
    }


def _flows(scene: Scene) -> list[dict[str, Any]]:
    if scene.flows is None:
        return []
    found = [_flow(scene, row, sign="", shift=0.0) for _, row in scene.flows.pairs.iterrows()]
    for table, column, sign, shift in ((scene.flows.leaving, "origin", "↗ ", 0.09), (scene.flows.arriving, "destination", "↘ ", -0.09)):
        largest = table.sort_values("persons", ascending=False).drop_duplicates(column)
        found += [_flow(scene, row, sign=sign, shift=shift) for _, row in largest.iterrows()]
    return found


def _legend(scene: Scene) -> dict[str, Any] | None:
    legend = scene.legend
    if legend is None:
        return None
    ends = [f"{low:g}–{high:g}" for low, high in zip(legend.breaks, legend.breaks[1:], strict=False)] + [f"{legend.breaks[-1]:g}+"]
    return {"heading": legend.heading, "classes": [list(pair) for pair in zip(legend.colours, ends, strict=True)], "notes": list(legend.notes)}


def _signs(scene: Scene) -> list[list[str]]:
    language = scene.language
    signs = []
    if "points" in scene.layers:
        signs.append(["points", say("legend.points", language) + ". " + say("legend.points.note", language)])
    if "areas" in scene.layers:
        several = "; " + say("legend.several", language, n=scene.several_areas) if scene.several_areas else ""
        signs.append(["area", say("legend.area", language) + several])
        signs.append(["circle", say("legend.circle", language)])
    if scene.flows is not None:
        note = say("legend.flow.note", language, n=scene.flows.not_drawn)
        jointly = ". " + say("legend.joint", language, n=scene.flows.jointly) if scene.flows.jointly else ""
        signs.append(["flow", say("legend.flow", language) + f". ↗ {say('legend.leaving', language)}. ↘ {say('legend.arriving', language)}. {note}{jointly}"])
    return signs


def payload_of(scene: Scene, *, most_incidents: int = 4) -> dict[str, Any]:
    """Return the scene for the browser (JSON types only; text unescaped, the drawing code sets it as text).

    Args:
        scene: what to draw.
        most_incidents: incidents listed in one popup; the rest is counted there.
    """
    dataset, language = scene.subset.dataset, scene.language
    names = {u: (en, ar) for u, en, ar in dataset.context[["unit_id", "name", "name_ar"]].itertuples(index=False)}
    at = 0 if language == "en" else 1
    layer = dataset.governorates
    (south, west), (north, east) = canvas_of(layer).bounds
    surfaces = [
        {
            "key": panel.key,
            "label": panel.label,
            "png": data_uri(surface_png(panel.surface, layer, scene.legend.breaks, scene.legend.colours)),
            "bounds": [[south, west], [north, east]],
        }
        for panel in scene.panels
        if scene.legend is not None
    ]
    payload: dict[str, Any] = {
        "lang": language,
        "title": scene.title,
        "subtitle": list(scene.subtitle),
        "notes": list(scene.notes),
        "footer": furniture(scene, projection="map.projection.web"),
        "alt": " ".join([scene.title, *scene.subtitle]),
        "colour": scene.colour,
        "style": {
            "land": style.LAND,
            "neighbour": style.NEIGHBOUR,
            "border": style.BORDER,
            "line": style.UNIT_LINE,
            "area": style.AREA_INK,
            "displacement": style.DISPLACEMENT,
        },
        "layers": [[key, say(f"layer.{key}", language)] for key in scene.layers],
        "surfaces": surfaces,
        "legend": _legend(scene),
        "signs": _signs(scene),
        "points": [_mark(scene, mark, most_incidents) for mark in scene.points[:MOST_POINTS]],
        "circles": [_mark(scene, mark, most_incidents) for mark in scene.circles[:MOST_POINTS]],
        "fills": [_fill(scene, fill, most_incidents) for fill in scene.fills],
        "flows": _flows(scene),
        "around": [{"text": names[unit][at], "lat": lat, "lon": lon} for unit, lon, lat in _AROUND],
        "words": {
            "layers": say("app.layers", language),
            "more": say("popup.more", language, n="{n}"),
            "home": say("map.home", language),
            "full": say("map.full", language),
            "failed": say("map.failed", language, reason="{reason}"),
        },
    }
    payload["around"] += [
        {"text": say("map.sea", language), "lat": 35.05, "lon": 35.2},
        {"text": say("map.golan", language), "lat": 32.97, "lon": 35.77},
    ]
    payload["key"] = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()[:16]
    return payload
