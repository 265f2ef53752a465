"""Surfaces, points, circles, fills and flows on a printed map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import Circle, FancyArrowPatch, PathPatch

from geo_app.boundaries.layers import to_metres
from geo_app.measures.density import CELL_M, Surface
from geo_app.render import style
from geo_app.render.choropleth import NO_FIGURE, NO_RECORD
from geo_app.render.furniture import ANCHORS, LEADERS, anchor_of
from geo_app.render.image.ground import FONTS, country_patch, halo, path_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from geo_app.dataset.frozen import Dataset
    from geo_app.measures.flows import Flows
    from geo_app.render.choropleth import Choropleth
    from geo_app.render.scene import Fill, Mark, Panel, Scene


HATCH_NO_RECORD = "...."
"""Dots: the strokes of ``draw_fills`` mean something else."""


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
            axes.text(
                x, y, str(mark.incidents), fontsize=size * 0.62, color="white", ha="center", va="center_baseline", fontweight="bold", zorder=9.5, clip_on=True
            )


def draw_circles(axes: Axes, dataset: Dataset, circles: tuple[Mark, ...], *, size: float) -> None:
    """Draw surroundings and regions as dashed circles of their radius, cut at the border, with their number where it is more than one: never a pin."""
    if not circles:
        return
    clip = country_patch(dataset, axes)
    for mark in circles:
        x, y = to_metres().transform(mark.longitude, mark.latitude)
        outline = Circle((x, y), mark.radius_m, facecolor="#3d4f7a14", edgecolor=style.AREA_INK, linestyle=(0, (4, 2.5)), linewidth=0.8, zorder=5)
        axes.add_patch(outline)
        outline.set_clip_path(clip)
        if mark.incidents == 1:
            continue  # as on discs: a hundred ones hide the names of towns
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
            clip_on=True,
        )


def _leader(axes: Axes, unit: str, colour: str) -> None:
    """Lead from a small unit's number to the unit."""
    if unit in LEADERS:
        (x1, y1), (x2, y2) = to_metres().transform(*ANCHORS[unit]), to_metres().transform(*LEADERS[unit])
        axes.plot([x1, x2], [y1, y2], color=colour, linewidth=0.7, zorder=9.1)


def draw_fills(axes: Axes, dataset: Dataset, fills: tuple[Fill, ...], *, size: float) -> None:
    """Hatch the units that hold incidents known no finer, and print how many: no colour ramp, this is no choropleth."""
    for fill in fills:
        units = dataset.layers[fill.level].drawn_in_metres.set_index("unit_id").geometry
        patch = PathPatch(path_of(units[fill.unit_id]), facecolor="none", edgecolor="#3d4f7a4d", hatch="///", linewidth=0, zorder=3.5)
        axes.add_patch(patch)
        patch.set_clip_path(country_patch(dataset, axes))
        _leader(axes, fill.unit_id, style.AREA_INK)
        x, y = to_metres().transform(*anchor_of(dataset, fill.level, fill.unit_id))
        box = {"boxstyle": "square,pad=0.28", "facecolor": "white", "edgecolor": style.AREA_INK, "linewidth": 0.8}
        axes.text(
            x,
            y,
            str(fill.incidents),
            fontsize=size * 0.82,
            fontweight="bold",
            color=style.AREA_INK,
            ha="center",
            va="center",
            bbox=box,
            zorder=9.7,
            clip_on=True,
        )


def draw_choropleth(axes: Axes, dataset: Dataset, drawn: Choropleth) -> None:
    """Colour the units by their class; one without a record is hatched, never the lowest class. Cut at the country's outline."""
    units = dataset.layers[drawn.level].drawn_in_metres.set_index("unit_id").geometry
    inside = country_patch(dataset, axes)
    for shade in drawn.shades:
        path = path_of(units[shade.unit_id])
        if shade.shade == NO_RECORD:
            axes.add_patch(PathPatch(path, facecolor="none", edgecolor=style.NO_RECORD_INK, hatch=HATCH_NO_RECORD, linewidth=0, zorder=3.1, clip_path=inside))
        else:
            colour = style.NO_FIGURE if shade.shade == NO_FIGURE else style.CHOROPLETH[shade.shade]
            axes.add_patch(PathPatch(path, facecolor=colour, edgecolor="#ffffff", linewidth=0.3, zorder=3.2, clip_path=inside))


def _people(row: pd.Series) -> str:
    mark = style.BOUND_SIGNS.get(str(row["bound"]), "")
    return f"{mark}{int(row['persons']):,}"


def width_of(persons: float) -> float:
    """Return the line width in points for so many persons: in steps of ten, so that a legend can say it."""
    return float(np.clip(np.log10(max(persons, 100)) - 1.4, 0.5, 5.5))


def draw_flows(axes: Axes, flows: Flows, *, size: float) -> None:
    """Draw arrows where both ends are stated, and a badge with the signed figures at every other governorate: no invented direction."""
    centres = {unit: to_metres().transform(*point) for unit, point in ANCHORS.items()}
    for at, (_, row) in enumerate(flows.pairs.iterrows()):
        origins = row["origin"].split(";")
        ends = [unit for unit in row["destination"].split(";") if unit not in origins]
        for a, b in [(centres[start], centres[end]) for start in origins for end in ends]:
            arrow = FancyArrowPatch(
                a, b, connectionstyle="arc3,rad=0.2", arrowstyle="-|>,head_length=5,head_width=3", linewidth=width_of(row["persons"]),
                color=style.DISPLACEMENT, alpha=0.7, shrinkA=6, shrinkB=6, zorder=8, linestyle="-" if len(origins) * len(ends) == 1 else (0, (5, 2)),
            )  # fmt: skip
            axes.add_patch(arrow)
        start, end = centres[origins[0]], centres[ends[-1]]
        # Labels of neighbouring arrows stand at different parts of their way.
        part = 0.3 + 0.14 * (at % 4)
        middle = (
            start[0] + (end[0] - start[0]) * part + (end[1] - start[1]) * 0.4 * part * (1 - part),
            start[1] + (end[1] - start[1]) * part - (end[0] - start[0]) * 0.4 * part * (1 - part),
        )
        axes.text(
            *middle, _people(row), fontsize=size * 0.68, color=style.DISPLACEMENT, ha="center", va="center", path_effects=halo(), zorder=9.8, clip_on=True
        )
    box = {"boxstyle": "round,pad=0.25", "facecolor": "#ffffffe0", "edgecolor": style.DISPLACEMENT, "linewidth": 0.7}
    for unit, rows in flows.badges.groupby("area"):
        lines = [f"{style.SIGNS[str(row['sign'])]} {_people(row)}" for _, row in rows.sort_values("sign").iterrows()]
        x, y = centres[str(unit)]
        _leader(axes, str(unit), style.DISPLACEMENT)
        axes.text(
            x,
            y,
            "\n".join(lines),
            fontsize=size * 0.68,
            color=style.DISPLACEMENT,
            ha="center",
            va="center",
            bbox=box,
            family=FONTS,
            linespacing=1.25,
            zorder=9.9,
            clip_on=True,
        )


def draw_scene_layers(axes: Axes, scene: Scene, *, panel: Panel, size: float) -> None:
    """Draw the layers of ``scene`` on prepared ground as far as they are ``panel``'s."""
    dataset = scene.subset.dataset
    if panel.choropleth is not None:
        draw_choropleth(axes, dataset, panel.choropleth)
    if panel.surface is not None and scene.legend is not None:
        draw_surface(axes, dataset, panel.surface, scene.legend.breaks)
    draw_fills(axes, dataset, panel.fills, size=size)
    draw_circles(axes, dataset, panel.circles, size=size)
    draw_points(axes, panel.points, colour=panel.colour, size=size)
    if panel.flows is not None:
        draw_flows(axes, panel.flows, size=size)
