"""Surfaces, points, circles, fills and flows on a printed map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import Circle, FancyArrowPatch, PathPatch

from geo_app.measures.density import CELL_M, Surface
from geo_app.render import style
from geo_app.render.furniture import ANCHORS
from geo_app.render.image.ground import FONTS, country_patch, halo, path_of, to_metres

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from geo_app.dataset.frozen import Dataset
    from geo_app.measures.flows import Flows
    from geo_app.render.scene import Fill, Mark, Scene


def draw_surface(axes: Axes, dataset: Dataset, surface: Surface, breaks: tuple[float, ...]) -> None:
    """Draw the classes of a surface, clipped to the country. The classes are those of the legend, whatever the surface's peak."""
    grid = surface.grid
    values = np.asarray(surface.values)[grid.nearest]
    rows, columns = values.shape
    x = grid.west + (np.arange(columns) + 0.5) * CELL_M
    y = grid.south + (np.arange(rows) + 0.5) * CELL_M
    levels = [*breaks, max(breaks[-1] * 10, surface.peak * 1.01)]
    drawn = axes.contourf(x, y, values, levels=levels, colors=list(style.SURFACE), antialiased=True, zorder=4)
    drawn.set_clip_path(country_patch(dataset, axes))
    drawn.set_rasterized(True)


def draw_points(axes: Axes, points: tuple[Mark, ...], *, colour: str, size: float) -> None:
    """Draw a disc per place, its area by the incidents, the number on it from two on."""
    for mark in sorted(points, key=lambda m: -m.incidents):
        x, y = to_metres().transform(mark.longitude, mark.latitude)
        radius = style.radius_of(mark.incidents) * size / 9
        axes.plot([x], [y], marker="o", markersize=radius * 1.9, color=colour, alpha=0.78, markeredgecolor="white", markeredgewidth=0.7, zorder=9)
        if mark.incidents > 1:
            axes.text(x, y, str(mark.incidents), fontsize=size * 0.62, color="white", ha="center", va="center_baseline", fontweight="bold", zorder=9.5)


def draw_circles(axes: Axes, dataset: Dataset, circles: tuple[Mark, ...], *, size: float) -> None:
    """Draw surroundings and regions as dashed circles of their radius, cut at the border, with their number: never a pin."""
    clip = country_patch(dataset, axes)
    for mark in circles:
        x, y = to_metres().transform(mark.longitude, mark.latitude)
        outline = Circle((x, y), mark.radius_m, facecolor="#3d4f7a14", edgecolor=style.AREA_INK, linestyle=(0, (4, 2.5)), linewidth=0.8, zorder=5)
        axes.add_patch(outline)
        outline.set_clip_path(clip)
        axes.text(
            x,
            y - mark.radius_m * 0.62,
            f"{mark.incidents}",
            fontsize=size * 0.68,
            color=style.AREA_INK,
            ha="center",
            va="center",
            path_effects=halo(1.6),
            zorder=9.6,
        )


def draw_fills(axes: Axes, dataset: Dataset, fills: tuple[Fill, ...], *, size: float) -> None:
    """Hatch the governorates that hold incidents known no finer, and print how many: no colour ramp, this is no choropleth."""
    units = dataset.governorates.in_metres.set_index("unit_id").geometry
    for fill in fills:
        patch = PathPatch(path_of(units[fill.unit_id]), facecolor="none", edgecolor="#3d4f7a4d", hatch="///", linewidth=0, zorder=3.5)
        axes.add_patch(patch)
        x, y = to_metres().transform(*ANCHORS[fill.unit_id])
        box = {"boxstyle": "square,pad=0.28", "facecolor": "white", "edgecolor": style.AREA_INK, "linewidth": 0.8}
        axes.text(x, y, str(fill.incidents), fontsize=size * 0.82, fontweight="bold", color=style.AREA_INK, ha="center", va="center", bbox=box, zorder=9.7)


def _people(row: pd.Series) -> str:
    mark = {"at_least": "≥ ", "about": "≈ ", "at_most": "≤ "}.get(str(row["bound"]), "")
    return f"{mark}{int(row['persons']):,}"


def width_of(persons: float) -> float:
    """Return the line width in points for so many persons: in steps of ten, so that a legend can say it."""
    return float(np.clip(np.log10(max(persons, 100)) - 1.4, 0.5, 5.5))


def draw_flows(axes: Axes, dataset: Dataset, flows: Flows, *, size: float) -> None:
    """Draw arrows where both ends are stated, a ring where people left or arrived without the other end, no invented direction."""
    centres = {unit: to_metres().transform(*point) for unit, point in ANCHORS.items()}
    del dataset
    for _, row in flows.pairs.iterrows():
        origins, destinations = row["origin"].split(";"), row["destination"].split(";")
        ends = [unit for unit in destinations if unit not in origins]
        for a, b in [(centres[start], centres[end]) for start in origins for end in ends]:
            arrow = FancyArrowPatch(
                a, b, connectionstyle="arc3,rad=0.2", arrowstyle="-|>,head_length=5,head_width=3", linewidth=width_of(row["persons"]),
                color=style.DISPLACEMENT, alpha=0.7, shrinkA=6, shrinkB=6, zorder=8,
            )  # fmt: skip
            axes.add_patch(arrow)
        start, end = centres[origins[0]], centres[(ends or destinations)[-1]]
        middle = ((start[0] + end[0]) / 2 + (end[1] - start[1]) * 0.1, (start[1] + end[1]) / 2 - (end[0] - start[0]) * 0.1)
        axes.text(*middle, _people(row), fontsize=size * 0.68, color=style.DISPLACEMENT, ha="center", va="center", path_effects=halo(), zorder=9.8)
    for table, sign, dy in ((flows.leaving, "↗", 9_000.0), (flows.arriving, "↘", -9_000.0)):
        for unit, rows in table.groupby("origin" if sign == "↗" else "destination"):
            top = rows.sort_values("persons", ascending=False).iloc[0]
            x, y = centres[str(unit)]
            text = f"{sign} {_people(top)}"
            box = {"boxstyle": "round,pad=0.25", "facecolor": "#ffffffd9", "edgecolor": style.DISPLACEMENT, "linewidth": 0.7}
            axes.text(x, y + dy, text, fontsize=size * 0.7, color=style.DISPLACEMENT, ha="center", va="center", bbox=box, family=FONTS, zorder=9.9)


def draw_scene_layers(axes: Axes, scene: Scene, *, panel: int, size: float) -> None:
    """Draw the layers of ``scene`` on prepared ground; ``panel`` chooses the surface."""
    dataset = scene.subset.dataset
    if scene.panels and scene.legend:
        draw_surface(axes, dataset, scene.panels[panel].surface, scene.legend.breaks)
    if scene.fills:
        draw_fills(axes, dataset, scene.fills, size=size)
    if scene.circles:
        draw_circles(axes, dataset, scene.circles, size=size)
    if scene.points:
        draw_points(axes, scene.points, colour=scene.colour, size=size)
    if scene.flows is not None:
        draw_flows(axes, dataset, scene.flows, size=size)
