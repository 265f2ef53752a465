"""What lies under every printed map: sea, neighbours, governorates, names and scale, in metres (EPSG:32637)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib_scalebar.scalebar import ScaleBar

from geo_app.boundaries.layers import METRES, UNDOF, to_metres
from geo_app.render import style
from geo_app.render.furniture import TOWNS
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    import geopandas as gpd
    from matplotlib.axes import Axes
    from shapely.geometry.base import BaseGeometry

    from geo_app.dataset.frozen import Dataset

FONTS = ("DejaVu Sans",)
"""Carried by matplotlib, with Arabic letters: the same glyphs on every machine."""
MARGIN_M = (38_000.0, 30_000.0, 34_000.0, 34_000.0)
"""Left, right, bottom, top of the country, in metres."""
AROUND_M = 12_000.0
COUNTRY_NAMES = (("TUR", 37.55, 37.28), ("IRQ", 41.72, 34.0), ("JOR", 37.75, 32.48), ("LBN", 35.88, 33.98))
LABEL_SIDE = {"Hama": "r", "Latakia": "r", "Tartus": "r", "Damascus": "r", "Douma": "t", "Quneitra": "r", "Kobani": "b", "Qamishli": "b", "Daraa": "b"}
_OFFSETS = {"r": ((0.35, 0.08), "left", "center"), "b": ((0.0, -0.55), "center", "top"), "t": ((0.3, 0.35), "left", "bottom")}


def path_of(shape: BaseGeometry) -> Path:
    """Return a polygon or multipolygon as one compound path."""
    rings = []
    for part in shapely.get_parts(shape):
        rings += [Path(np.asarray(ring.coords)[:, :2], closed=True) for ring in (part.exterior, *part.interiors)]
    return Path.make_compound_path(*rings)


@lru_cache(maxsize=2)
def _shapes(dataset: Dataset) -> tuple[gpd.GeoDataFrame, Any, list[tuple[str, Path]]]:
    units = dataset.governorates.drawn_in_metres
    country = shapely.union_all(units.geometry.to_numpy())
    around = [(u, path_of(s)) for u, s in zip(dataset.context["unit_id"], dataset.context.to_crs(METRES).geometry, strict=True)]
    return units, country, around


def country_patch(dataset: Dataset, axes: Axes) -> PathPatch:
    """Return the part of the country that is shown as an invisible patch to clip by: it takes the place of the axes' own clipping."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    shown = shapely.intersection(_shapes(dataset)[1], shapely.box(west, south, east, north))
    patch = PathPatch(path_of(shown), transform=axes.transData, facecolor="none", edgecolor="none")
    axes.add_patch(patch)
    return patch


def halo(size: float = 2.2) -> list[Any]:
    """Return the light outline that keeps text legible over anything."""
    return [withStroke(linewidth=size, foreground="#ffffffe6")]


def _extent(dataset: Dataset, areas: tuple[str, ...]) -> tuple[float, float, float, float]:
    """Return west, south, east, north in metres of what is shown: the country, or the areas asked for with some of their surroundings."""
    country = _shapes(dataset)[1]
    if not areas:
        west, south, east, north = country.bounds
        left, right, bottom, top = MARGIN_M
        return west - left, south - bottom, east + right, north + top
    shown = [shape for layer in dataset.layers.values() for shape in layer.drawn_in_metres.geometry[layer.units["unit_id"].isin(areas)]]
    west, south, east, north = shapely.total_bounds(shown)
    around = max(AROUND_M, 0.1 * max(east - west, north - south))
    return west - around, south - around, east + around, north + around


def draw_land(axes: Axes, dataset: Dataset, areas: tuple[str, ...] = ()) -> None:
    """Draw sea, neighbours and land, set the extent (of ``areas`` where some are asked for), and leave no axes."""
    _, country, around = _shapes(dataset)
    west, south, east, north = _extent(dataset, areas)
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect("equal")
    axes.set_facecolor(style.SEA)
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set(edgecolor="#b9b6ac", linewidth=0.6)
    for unit, path in around:
        dashed = unit == "GOLAN"
        axes.add_patch(
            PathPatch(
                path,
                facecolor=style.NEIGHBOUR if not dashed else "#f3f1e6",
                edgecolor="#c3c0b6" if not dashed else style.BORDER,
                linewidth=0.5 if not dashed else 0.6,
                linestyle="--" if dashed else "-",
                zorder=1 if not dashed else 1.5,
            )
        )
    axes.add_patch(PathPatch(path_of(country), facecolor=style.LAND, edgecolor="none", zorder=2))


def draw_lines(axes: Axes, dataset: Dataset, levels: tuple[str, ...] = ()) -> None:
    """Draw governorate lines and the outline over surfaces, and under them thinner ones of the finest of ``levels``."""
    units, country, _ = _shapes(dataset)
    lines = list(zip(units["unit_id"], units.geometry, strict=True))
    inside = country_patch(dataset, axes)
    finest = dataset.finer.get(levels[-1]) if levels else None
    if finest is not None:
        for shape in finest.drawn_in_metres.geometry:
            axes.add_patch(PathPatch(path_of(shape), facecolor="none", edgecolor=style.UNIT_LINE, linewidth=0.25, zorder=5.9, clip_path=inside))
        larger = finest.larger_in_metres
        lines = lines if larger is None else [*((u, s) for u, s in lines if u == UNDOF), *larger.items()]
    for unit, shape in lines:
        linestyle = ":" if unit == UNDOF else "-"
        line = PathPatch(path_of(shape), facecolor="none", edgecolor=style.UNIT_LINE, linewidth=0.45, linestyle=linestyle, zorder=6)
        axes.add_patch(line)
        if finest is not None:
            line.set_clip_path(inside)
    axes.add_patch(PathPatch(path_of(country), facecolor="none", edgecolor=style.BORDER, linewidth=0.9, zorder=7))


def draw_names(axes: Axes, dataset: Dataset, *, language: Language, size: float, rank: int, beside_discs: bool) -> None:
    """Write towns up to ``rank``, neighbours, the sea and the Golan. ``size`` in points."""
    at = 0 if language == "en" else 1
    # Beside discs a name stands farther off, and under them: it must never hide an incident.
    clear = 1.9 if beside_discs else 1.0
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    for town in TOWNS:
        if town[4] > rank:
            continue
        x, y = to_metres().transform(town[3], town[2])
        if not (west <= x <= east and south <= y <= north):
            continue
        bold = town[4] == 0
        axes.plot([x], [y], marker="o", markersize=size * 0.28, color="white", markeredgecolor=style.INK, markeredgewidth=0.6, zorder=8.5)
        side = LABEL_SIDE.get(str(town[0]), "r")
        axes.annotate(
            str(town[at]),
            (x, y),
            xytext=(_OFFSETS[side][0][0] * size * clear, _OFFSETS[side][0][1] * size),
            textcoords="offset points",
            ha=_OFFSETS[side][1],
            va=_OFFSETS[side][2],
            fontsize=size if bold else size * 0.86,
            fontweight="bold" if bold else "normal",
            color=style.INK,
            family=FONTS,
            path_effects=halo(),
            zorder=8.6,
        )
    names = {u: (en, ar) for u, en, ar in dataset.context[["unit_id", "name", "name_ar"]].itertuples(index=False)}
    for unit, longitude, latitude in COUNTRY_NAMES:
        x, y = to_metres().transform(longitude, latitude)
        text = names[unit][at].upper()
        axes.text(x, y, text, fontsize=size * 0.9, color="#8d8a80", ha="center", va="center", family=FONTS, zorder=3, clip_on=True)
    if "GOLAN" in names:
        x, y = to_metres().transform(35.79, 32.98)
        axes.text(
            x, y, say("map.golan", language), fontsize=size * 0.72, color="#6f6c62", ha="center", va="center", rotation=78, family=FONTS, zorder=8, clip_on=True
        )
    x, y = to_metres().transform(35.5, 35.1)
    slant = "italic" if language == "en" else "normal"
    axes.text(
        x,
        y,
        say("map.sea", language),
        fontsize=size * 0.72,
        color="#7f97a5",
        ha="center",
        va="center",
        rotation=90,
        style=slant,
        family=FONTS,
        zorder=3,
        clip_on=True,
    )


def draw_scale(axes: Axes, *, size: float) -> None:
    """Put a scale bar into the corner that no governorate reaches."""
    bar = ScaleBar(
        1,
        "m",
        location="lower right",
        length_fraction=0.16,
        width_fraction=0.006,
        box_alpha=0,
        color=style.INK,
        scale_loc="top",
        font_properties={"size": size * 0.85},
    )
    bar.set_zorder(12)
    axes.add_artist(bar)
