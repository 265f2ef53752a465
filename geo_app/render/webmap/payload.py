"""A scene → what the drawing code in the browser is handed: plain lists, numbers and text."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo_app.boundaries.layers import to_metres
from geo_app.dataset.select import select
from geo_app.render import style
from geo_app.render.details import incident_card, known_text
from geo_app.render.furniture import ANCHORS, LEADERS, anchor_of, furniture
from geo_app.render.phrases import number
from geo_app.render.scene import build_scene
from geo_app.render.webmap.raster import canvas_of, data_uri, surface_png
from geo_app.vocabulary import Perpetrator
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from geo_app.boundaries.layers import Layer
    from geo_app.render.choropleth import Shade
    from geo_app.render.scene import Fill, Mark, Panel, Scene

_CORNERS = 40
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
    return [incident_card(scene.subset.dataset, at, victims, scene.language, most_sources=most) for at in shown], max(len(mine) - most, 0)


def _mark(scene: Scene, mark: Mark, most: int) -> dict[str, Any]:
    cards, more = _cards(scene, mark.places, most)
    return {
        "places": list(mark.places),
        "lat": round(mark.latitude, 4),
        "lon": round(mark.longitude, 4),
        "n": mark.incidents,
        "size": round(style.radius_of(mark.incidents) + 1.8, 1),
        "radius": round(mark.radius_m),
        "title": mark.name_ar if scene.language == "ar" and mark.name_ar else mark.name,
        "count": _count_text(mark.incidents, scene),
        "known": known_text(scene.subset.dataset, mark.places[0], scene.language),
        "incidents": cards,
        "more": more,
    }


def _outline(scene: Scene, mark: Mark) -> list[list[list[float]]]:
    """Return a circle's rings (latitude, longitude), cut at the border: the place is in the country."""
    angles = np.linspace(0, 2 * np.pi, _CORNERS, endpoint=False)
    x, y = to_metres().transform(mark.longitude, mark.latitude)
    circle = shapely.Polygon(np.column_stack([x + mark.radius_m * np.cos(angles), y + mark.radius_m * np.sin(angles)]))
    rings = []
    for part in shapely.get_parts(circle.intersection(_country(scene.subset.dataset.governorates))):
        if part.geom_type == "Polygon":
            edge = np.asarray(part.exterior.coords)
            longitudes, latitudes = to_metres().transform(edge[:, 0], edge[:, 1], direction="INVERSE")
            rings.append([[round(float(b), 3), round(float(a), 3)] for a, b in zip(longitudes, latitudes, strict=True)])
    return rings


@lru_cache(maxsize=2)
def _country(layer: Layer) -> BaseGeometry:
    """Return the country's shape in metres, coarse enough for a circle's edge."""
    return shapely.union_all(layer.in_metres.geometry.to_numpy()).simplify(1_000)


def _fill(scene: Scene, fill: Fill, most: int) -> dict[str, Any]:
    cards, more = _cards(scene, fill.places, most)
    longitude, latitude = anchor_of(scene.subset.dataset, fill.level, fill.unit_id)
    return {
        "level": fill.level,
        "unit": fill.unit_id,
        "places": list(fill.places),
        "lat": latitude,
        "lon": longitude,
        "leader": LEADERS[fill.unit_id][::-1] if fill.unit_id in LEADERS else None,
        "n": fill.incidents,
        "title": fill.name,
        "count": _count_text(fill.incidents, scene),
        "known": say("layer.areas", scene.language),
        "incidents": cards,
        "more": more,
    }


def _shade(scene: Scene, shade: Shade, most: int) -> dict[str, Any]:
    cards, more = _cards(scene, shade.places, most)
    count = _count_text(shade.incidents, scene) if shade.incidents else say("choropleth.no.record", scene.language)
    if scene.measure == "killed" and shade.incidents:
        known = say("app.killed.none", scene.language) if shade.killed is None else number(shade.killed)
        count += f"; {say('column.killed', scene.language)}: {known}"
    return {
        "unit": shade.unit_id,
        "shade": shade.shade,
        "places": list(shade.places),
        "title": shade.name,
        "count": count,
        "known": count,
        "incidents": cards,
        "more": more,
    }


def _shading(scene: Scene) -> dict[str, Any] | None:
    shading = scene.shading
    if shading is None:
        return None
    return {
        "level": scene.level,
        "heading": shading.heading,
        "classes": [list(pair) for pair in shading.classes],
        "none": shading.no_record,
        "unknown": [style.NO_FIGURE, shading.no_figure],
        "notes": list(shading.notes),
    }


def _said(scene: Scene, codes: str, words: str) -> str:
    """Return an end of a movement: the source's words, else the governorates' names, else that it is not stated."""
    names = scene.subset.dataset.governorates.names
    at = 0 if scene.language == "en" else 1
    return words or ", ".join(names[code][at] for code in codes.split(";") if code in names) or say("flow.not.stated", scene.language)


def _movement(scene: Scene, row: pd.Series) -> str:
    bound = str(row["bound"])
    return say(
        "flow.title",
        scene.language,
        sign=say(f"sign.{row['sign']}", scene.language),
        bound=say(bound, scene.language) if bound in style.BOUND_SIGNS else "",
        n=number(int(row["persons"])),
        origin=_said(scene, row["origin"], row["from_words"]),
        destination=_said(scene, row["destination"], row["to_words"]),
        source=row["source"],
        statements=int(row["statements"]),
    )


def _figure(row: pd.Series) -> str:
    return style.BOUND_SIGNS.get(str(row["bound"]), "") + number(int(row["persons"]))


def _arrow(scene: Scene, row: pd.Series) -> dict[str, Any]:
    origins = row["origin"].split(";")
    destinations = [unit for unit in row["destination"].split(";") if unit not in origins]
    lines = [[ANCHORS[a][::-1], ANCHORS[b][::-1]] for a in origins for b in destinations]
    (x1, y1), (x2, y2) = ANCHORS[origins[0]], ANCHORS[destinations[-1]]
    width = round(float(np.clip(np.log10(max(row["persons"], 100)) * 1.4 - 2, 1, 7)), 1)
    middle = {"lat": round((y1 + y2) / 2, 3), "lon": round((x1 + x2) / 2 + 0.25, 3)}
    return {"ids": [row["displacement_id"]], **middle, "lines": lines, "width": width, "text": [_figure(row)], "title": _movement(scene, row)}


def _badge(scene: Scene, unit: str, rows: pd.DataFrame) -> dict[str, Any]:
    longitude, latitude = ANCHORS[unit]
    signed = rows.sort_values("sign")
    return {
        "ids": signed["displacement_id"].tolist(),
        "lat": latitude,
        "lon": longitude,
        "leader": LEADERS[unit][::-1] if unit in LEADERS else None,
        "lines": [],
        "width": 0,
        "text": [f"{style.SIGNS[str(row['sign'])]} {_figure(row)}" for _, row in signed.iterrows()],
        "title": " — ".join(_movement(scene, row) for _, row in signed.iterrows()),
    }


def _flows(scene: Scene, panel: Panel) -> list[dict[str, Any]]:
    flows = panel.flows
    if flows is None:
        return []
    arrows = [_arrow(scene, row) for _, row in flows.pairs.iterrows()]
    return arrows + [_badge(scene, str(unit), rows) for unit, rows in flows.badges.groupby("area")]


def _marks_of(scene: Scene, key: str, most: int) -> dict[str, Any]:
    """Return what the panel ``key`` draws beside its surface: the marks of its own scene."""
    panel = scene.panels[0]
    return {
        "key": key,
        "shades": [_shade(scene, shade, most) for shade in panel.choropleth.shades] if panel.choropleth is not None else [],
        "points": [_mark(scene, mark, most) for mark in panel.points[:MOST_POINTS]],
        "circles": [_mark(scene, mark, most) | {"rings": _outline(scene, mark)} for mark in panel.circles[:MOST_POINTS]],
        "fills": [_fill(scene, fill, most) for fill in panel.fills],
        "flows": _flows(scene, panel),
        "colour": panel.colour,
    }


def _legend(scene: Scene) -> dict[str, Any] | None:
    legend = scene.legend
    if legend is None:
        return None
    ends = [f"{low:g}–{high:g}" for low, high in zip(legend.breaks, legend.breaks[1:], strict=False)] + [f"{legend.breaks[-1]:g}+"]
    return {"heading": legend.heading, "classes": [list(pair) for pair in zip(legend.colours, ends, strict=True)]}


def _signs(scene: Scene) -> list[list[str]]:
    language, panel = scene.language, scene.panels[0]
    signs = []
    if "points" in scene.layers:
        signs.append(["points", say("legend.points", language) + ". " + say("legend.points.note", language)])
    if "areas" in scene.layers:
        several = "; " + say("legend.several", language, n=panel.several_areas) if panel.several_areas else ""
        signs.append(["area", say("legend.area", language) + several])
        signs.append(["circle", say("legend.circle", language)])
    if panel.flows is not None:
        clauses = [say("legend.flow", language), say("legend.badges", language), say("legend.flow.note", language, n=panel.flows.not_drawn)]
        if panel.flows.jointly:
            clauses.append(say("legend.joint", language, n=panel.flows.jointly))
        signs.append(["flow", ". ".join(clauses)])
    return signs


def _label(panel: Panel) -> str:
    return f"{panel.label} ({panel.coverage.mapped} / {panel.coverage.area} / {panel.coverage.unmapped})"


def _surfaces(scene: Scene) -> list[dict[str, Any]]:
    """Return each panel's surface as a classed PNG with its bounds."""
    layer = scene.subset.dataset.governorates
    (south, west), (north, east) = canvas_of(layer).bounds
    return [
        {
            "key": panel.key,
            "label": _label(panel),
            "png": data_uri(surface_png(panel.surface, layer, scene.legend.breaks, scene.legend.colours)),
            "bounds": [[south, west], [north, east]],
        }
        for panel in scene.panels
        if scene.legend is not None and panel.surface is not None
    ]


def _alone(scene: Scene, panel: Panel) -> Scene:
    """Return the scene of one party of several: its panel must not stand under the title and figures of all."""
    dataset, chosen = scene.subset.dataset, scene.subset.selection
    subset = select(dataset, replace(chosen, perpetrators=(Perpetrator(panel.key),)))
    return build_scene(subset, layers=scene.layers, measure=scene.measure, language=scene.language, level=scene.level)


def _head(scene: Scene) -> dict[str, Any]:
    """Return the words around one panel's map."""
    return {
        "title": scene.title,
        "subtitle": list(scene.subtitle),
        "notes": list(scene.notes),
        "footer": furniture(scene, projection="map.projection.web"),
        "legend": list(scene.legend.notes) if scene.legend is not None else [],
        "shading": list(scene.shading.notes) if scene.shading is not None else [],
    }


def _words(language: Language) -> dict[str, str]:
    """Return the words that the drawing code itself says."""
    return {
        "layers": say("app.layers", language),
        "more": say("popup.more", language, n="{n}"),
        "home": say("map.home", language),
        "full": say("map.full", language),
        "failed": say("map.failed", language, reason="{reason}"),
    }


def payload_of(scene: Scene, *, most_incidents: int = 4, shown: tuple[str, ...] | None = None) -> dict[str, Any]:
    """Return the scene for the browser (JSON types only; text unescaped, the drawing code sets it as text).

    Args:
        scene: what to draw.
        most_incidents: incidents and sources listed in one popup; the rest is counted there.
        shown: layers that are switched on at first; all where it is None.
    """
    dataset, language = scene.subset.dataset, scene.language
    shown = scene.layers if shown is None else shown
    names = {u: (en, ar) for u, en, ar in dataset.context[["unit_id", "name", "name_ar"]].itertuples(index=False)}
    at = 0 if language == "en" else 1
    # Each party of several has a scene of its own: its title, its figures, and only its incidents in its popups.
    scenes = {panel.key: scene if panel is scene.panels[0] else _alone(scene, panel) for panel in scene.panels}
    payload: dict[str, Any] = {
        "lang": language,
        "heads": {key: _head(one) for key, one in scenes.items()},
        "colour": scene.panels[0].colour,
        "off": [layer for layer in scene.layers if layer not in shown],
        "style": {
            "land": style.LAND,
            "neighbour": style.NEIGHBOUR,
            "border": style.BORDER,
            "line": style.UNIT_LINE,
            "area": style.AREA_INK,
            "displacement": style.DISPLACEMENT,
        },
        "layers": [[key, say(f"layer.{key}", language)] for key in scene.layers],
        "surfaces": _surfaces(scene),
        "legend": _legend(scene),
        "shading": _shading(scene),
        "signs": _signs(scene),
        "panels": [_marks_of(one, key, most_incidents) | {"label": _label(panel)} for (key, one), panel in zip(scenes.items(), scene.panels, strict=True)],
        "around": [{"text": names[unit][at], "lat": lat, "lon": lon} for unit, lon, lat in _AROUND],
        "words": _words(scene.language),
    }
    payload["around"] += [
        {"text": say("map.sea", language), "lat": 35.05, "lon": 35.2},
        *([{"text": say("map.golan", language), "lat": 32.97, "lon": 35.77}] if "GOLAN" in names else []),
    ]
    payload["key"] = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()[:16]
    return payload
