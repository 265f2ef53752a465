"""A small map that shows where the candidates of a place text lie: one SVG, drawn here, nothing fetched."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import cos, radians
from typing import TYPE_CHECKING

import shapely
from shapely.geometry import box

from geo_app.render import style

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from geo_app.boundaries.layers import Layer
    from geo_app.words.catalogue import Language

_WIDTH, _HEIGHT = 460, 330
_LEAST_ACROSS = 0.6
"""Degrees of latitude that are always shown: a point alone says nothing."""
_MARGIN = 0.3
_KM_A_DEGREE = 111.2
_LETTER, _BOLD = 0.56, 0.62
"""Width of a letter beside its height, on average."""
_MOST_TOWNS = 16
_APART = 24.0
_MARK, _TINT = "#1660c4", "#dbe6f7"
_FONT = "font-family='system-ui,-apple-system,Segoe UI,Noto Sans,Noto Sans Arabic,DejaVu Sans,sans-serif'"
_HALO = f"paint-order='stroke' stroke='{style.LAND}' stroke-width='3' stroke-linejoin='round'"
_SCALES = (1, 2, 5, 10, 20, 50, 100, 200)
_LONGEST_SCALE = 110.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A candidate on the map: its number, its name, where it is (degrees, WGS 84), and the metres that hold it."""

    number: str
    name: str
    latitude: float
    longitude: float
    radius_m: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town named for orientation; those with more ``weight`` first."""

    name: str
    latitude: float
    longitude: float
    weight: float


class _Frame:
    """Degrees → pixels, and which parts of the picture hold a label already."""

    def __init__(self, west: float, south: float, east: float, north: float) -> None:
        self.squeeze = cos(radians((south + north) / 2))
        across, up = (east - west) * self.squeeze, north - south
        self.scale = min(_WIDTH / across, _HEIGHT / up)
        self.west = (west + east) / 2 - _WIDTH / 2 / self.scale / self.squeeze
        self.north = (south + north) / 2 + _HEIGHT / 2 / self.scale
        self.east = self.west + _WIDTH / self.scale / self.squeeze
        self.south = self.north - _HEIGHT / self.scale
        self.taken: list[tuple[float, float, float, float]] = []

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        return (longitude - self.west) * self.squeeze * self.scale, (self.north - latitude) * self.scale

    def room(self, x: float, y: float, width: float, height: float) -> bool:
        """Take the box where nothing else stands in it and it lies in the picture."""
        if x < 2 or y < 2 or x + width > _WIDTH - 2 or y + height > _HEIGHT - 2:  # noqa: PLR2004 - pixels at the edge
            return False
        if any(x < b and a < x + width and y < d and c < y + height for a, b, c, d in self.taken):
            return False
        self.taken.append((x, x + width, y, y + height))
        return True

    def path(self, shape: BaseGeometry) -> str:
        seen = shapely.intersection(shape, box(self.west - 0.1, self.south - 0.1, self.east + 0.1, self.north + 0.1))
        parts = []
        for polygon in (p for p in getattr(seen, "geoms", [seen]) if p.geom_type == "Polygon"):
            for ring in (polygon.exterior, *polygon.interiors):
                line = shapely.simplify(ring, 0.4 / self.scale)
                parts.append("M" + "L".join("{:.1f} {:.1f}".format(*self.at(x, y)) for x, y in line.coords) + "Z")
        return "".join(parts)


def _frame(marks: Sequence[Mark], layer: Layer, stated: tuple[str, ...]) -> _Frame:
    units = layer.units[layer.units["unit_id"].isin(stated)]
    boxes = [(m.longitude, m.latitude, m.longitude, m.latitude) for m in marks] + [tuple(b) for b in units.geometry.bounds.to_numpy()]
    if not boxes:
        west, south, east, north = layer.units.total_bounds
        return _Frame(west - 0.1, south - 0.1, east + 0.1, north + 0.1)
    west, south, east, north = (pick(b[i] for b in boxes) for i, pick in enumerate((min, min, max, max)))
    grow_x, grow_y = max((east - west) * _MARGIN / 2, (_LEAST_ACROSS - (east - west)) / 2, 0.12), max((north - south) * _MARGIN / 2, 0.12)
    grow_y = max(grow_y, (_LEAST_ACROSS - (north - south)) / 2)
    return _Frame(west - grow_x, south - grow_y, east + grow_x, north + grow_y)


def _ground(frame: _Frame, layer: Layer, context: gpd.GeoDataFrame, stated: tuple[str, ...]) -> list[str]:
    out = [f"<rect width='{_WIDTH}' height='{_HEIGHT}' fill='{style.SEA}'/>"]
    out += [f"<path d='{frame.path(shape)}' fill='{style.NEIGHBOUR}' stroke='{style.UNIT_LINE}' stroke-width='0.6'/>" for shape in context.geometry]
    for unit, shape in zip(layer.units["unit_id"], layer.units.geometry, strict=True):
        fill = _TINT if unit in stated else style.LAND
        out.append(f"<path d='{frame.path(shape)}' fill='{fill}' stroke='{style.MUTED}' stroke-width='{1.8 if unit in stated else 0.9}'/>")
    return out


def _label(x: float, y: float, text: str, size: float, look: str) -> str:
    return f"<text x='{x:.1f}' y='{y:.1f}' font-size='{size:g}' {_FONT} {_HALO} {look}>{escape(text)}</text>"


def _governorates(frame: _Frame, layer: Layer, language: Language) -> list[str]:
    seen = box(frame.west, frame.south, frame.east, frame.north)
    out = []
    for code, shape in zip(layer.units["pcode"], layer.units.geometry, strict=True):
        part = shapely.intersection(shape, seen)
        if code not in layer.names or part.is_empty:
            continue
        name = layer.names[code][0 if language == "en" else 1]
        middle, width = part.representative_point(), len(name) * 12 * _LETTER
        x, y = frame.at(middle.x, middle.y)
        if frame.room(x - width / 2, y - 10, width, 14):
            out.append(_label(x, y, name, 12, f"fill='{style.MUTED}' font-style='italic' text-anchor='middle'"))
    return out


def _towns(frame: _Frame, towns: Sequence[Town]) -> list[str]:
    out: list[str] = []
    for town in sorted(towns, key=lambda t: (-t.weight, t.name)):
        x, y = frame.at(town.longitude, town.latitude)
        if len(out) < _MOST_TOWNS and frame.room(x - 3, y - 8, len(town.name) * 11 * _LETTER + 9, 14):
            out.append(f"<circle cx='{x:.1f}' cy='{y:.1f}' r='2.2' fill='{style.INK}'/>" + _label(x + 5, y + 4, town.name, 11, f"fill='{style.INK}'"))
    return out


def _marks(frame: _Frame, marks: Sequence[Mark]) -> list[str]:
    """Draw the numbers; one that would hide another stands beside its place, tied to it by a line."""
    out: list[str] = []
    names: list[tuple[float, float, str]] = []
    stood: list[tuple[float, float]] = []
    for mark in marks:
        x, y = frame.at(mark.longitude, mark.latitude)
        radius = mark.radius_m / 1000 / _KM_A_DEGREE * frame.scale
        if radius > 14:  # noqa: PLR2004 - pixels: a smaller one lies under its number
            out.append(f"<circle cx='{x:.1f}' cy='{y:.1f}' r='{radius:.1f}' fill='{_MARK}' fill-opacity='0.08' stroke='{_MARK}' stroke-dasharray='3 3'/>")
        shown_x, shown_y, step = x, y, 0
        while any(abs(shown_x - a) < _APART and abs(shown_y - b) < _APART for a, b in stood) and step < len(marks):
            step += 1
            shown_x, shown_y = x + _APART * (1 if x < _WIDTH / 2 else -1) * step, y - _APART / 2
        stood.append((shown_x, shown_y))
        if step:
            out.append(f"<line x1='{x:.1f}' y1='{y:.1f}' x2='{shown_x:.1f}' y2='{shown_y:.1f}' stroke='{_MARK}'/>")
        out.append(f"<circle cx='{shown_x:.1f}' cy='{shown_y:.1f}' r='11' fill='{_MARK}' stroke='#fff' stroke-width='1.5'/>")
        out.append(
            f"<text x='{shown_x:.1f}' y='{shown_y + 4.3:.1f}' font-size='12' font-weight='700' fill='#fff' text-anchor='middle' {_FONT}>"
            f"{escape(mark.number)}</text>"
        )
        frame.taken.append((shown_x - 12, shown_x + 12, shown_y - 12, shown_y + 12))
        names.append((shown_x, shown_y, mark.name))
    for x, y, name in names:
        width = len(name) * 13 * _BOLD
        for left, middle, at, anchor in (
            (x + 15, y, x + 15, "start"),
            (x - 15 - width, y, x - 15, "end"),
            (x - width / 2, y - 20, x, "middle"),
            (x - width / 2, y + 20, x, "middle"),
        ):
            if frame.room(left, middle - 8, width, 16):
                out.append(_label(at, middle + 4.5, name, 13, f"fill='{style.INK}' font-weight='700' text-anchor='{anchor}'"))
                break
    return out


def _scale(frame: _Frame) -> str:
    a_km = frame.scale / _KM_A_DEGREE
    km = max((s for s in _SCALES if s * a_km <= _LONGEST_SCALE), default=1)
    width, y = km * a_km, _HEIGHT - 12
    frame.taken.append((6, 20 + width + 60, y - 12, _HEIGHT))
    line = f"<path d='M10 {y - 4}V{y}H{10 + width:.1f}V{y - 4}' fill='none' stroke='{style.INK}' stroke-width='1.4'/>"
    return line + _label(15 + width, y, f"{km} km", 11, f"fill='{style.INK}'")


def locator_svg(
    layer: Layer, context: gpd.GeoDataFrame, marks: Sequence[Mark], *, towns: Sequence[Town], stated: tuple[str, ...], language: Language = "en"
) -> str:
    """Return an SVG of 460 × 330 pixels: governorates with their names, towns, a scale, and the numbered ``marks``.

    The picture holds all marks and the ``stated`` governorates (P-codes), which are tinted; all of Syria where there are neither. Every text is
    escaped; shown as a picture it runs nothing.
    """
    frame = _frame(marks, layer, stated)
    ground, scale, numbers = _ground(frame, layer, context, stated), _scale(frame), _marks(frame, marks)
    names = _governorates(frame, layer, language) + _towns(frame, towns)
    inside = "".join([*ground, *names, scale, *numbers])
    return f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {_WIDTH} {_HEIGHT}' width='{_WIDTH}' height='{_HEIGHT}'>{inside}</svg>"
