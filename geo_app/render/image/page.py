"""A scene on a page: title, map or small multiples, legend, notes and footer → PNG, SVG or PDF bytes. The same scene gives the same bytes."""

from __future__ import annotations

import io
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from geo_app.render import style
from geo_app.render.displaced import undrawn_texts
from geo_app.render.furniture import furniture
from geo_app.render.image import ground
from geo_app.render.image.layers import HATCH_NO_RECORD, draw_scene_layers, width_of
from geo_app.render.image.text import Column, width_of_text
from geo_app.words.catalogue import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes

    from geo_app.measures.flows import Flows
    from geo_app.render.choropleth import Shading
    from geo_app.render.scene import Panel, Scene

Format = Literal["png", "svg", "pdf"]
A4 = (11.69, 8.27)
"""Width and height in inches, landscape."""
_LOCK = Lock()
"""matplotlib's rc_context is global to the process."""
_RC: Any = {"svg.fonttype": "none", "svg.hashsalt": "geo_app", "pdf.fonttype": 42, "hatch.linewidth": 0.5, "font.family": list(ground.FONTS)}
_LEFT, _WIDTH = 0.035, 0.93
_SIDE = 0.672
_SCALES = (1.0, 0.92, 0.84, 0.76, 0.68, 0.6)
"""The legend column shrinks in these steps until it ends above the foot of the page."""
_SMALLEST = 5.0
_FEW = 2
_UNDRAWN, _UNDRAWN_BESIDE = 6, 2


def _heading(figure: Figure, scene: Scene) -> float:
    """Write title and subtitle; return the height where they end."""
    column = Column(figure, left=_LEFT, width=_WIDTH, top=0.966)
    column.put(scene.title, 15, fontweight="bold", gap=0.3)
    for line in scene.subtitle:
        column.put(line, 8.8, color=style.MUTED, gap=0.15)
    return column.y - 0.006


def _classes(column: Column, scene: Scene) -> None:
    """Write the numeric classes, highest first, and the notes of the surface."""
    legend = scene.legend
    if legend is None:
        return
    column.put(legend.heading, 8.8, fontweight="bold", gap=0.4)
    for index in reversed(range(len(legend.breaks))):
        low = legend.breaks[index]
        label = f"{low:g} – {legend.breaks[index + 1]:g}" if index + 1 < len(legend.breaks) else f"{low:g} +"
        _swatch(column, label, facecolor=legend.colours[index], edgecolor="#8a8577")
    column.skip(0.5, 8)
    for note in legend.notes:
        column.put(note, 7, color=style.MUTED, gap=0.2)
    column.skip(0.6, 8)


def _swatch(column: Column, label: str, **how: Any) -> None:  # noqa: ANN401 - passed on to matplotlib
    tall = column.height(1, 8.6)
    box = Rectangle((column.left, column.y - tall), 0.028, tall, transform=column.figure.transFigure, linewidth=0.3, **how)
    column.figure.add_artist(box)
    column.put(label, 8.2, indent=0.036, gap=0.12)


def _shades(column: Column, shading: Shading) -> None:
    """Write the classes of a choropleth, highest first, the signs beside them and the notes."""
    column.put(shading.heading, 8.8, fontweight="bold", gap=0.4)
    for colour, label in reversed(shading.classes):
        _swatch(column, label, facecolor=colour, edgecolor="#8a8577")
    if shading.no_figure:
        _swatch(column, shading.no_figure, facecolor=style.NO_FIGURE, edgecolor="#8a8577")
    _swatch(column, shading.no_record, facecolor=style.LAND, edgecolor=style.NO_RECORD_INK, hatch=HATCH_NO_RECORD)
    column.skip(0.5, 8)
    for note in shading.notes:
        column.put(note, 7, color=style.MUTED, gap=0.2)
    column.skip(0.6, 8)


def _line(column: Column, offsets: tuple[float, float], down: float, how: dict[str, Any]) -> None:
    y = column.y - down
    xs = [column.left + offset for offset in offsets]
    column.figure.add_artist(Line2D(xs, [y, y], transform=column.figure.transFigure, **how))


def _point_signs(column: Column, scene: Scene) -> None:
    language = scene.language
    for at, incidents in enumerate((1, 5, 15)):
        size = style.radius_of(incidents) * 1.9
        how = {"marker": "o", "markersize": size, "color": scene.panels[0].colour, "markeredgecolor": "white", "linestyle": "none"}
        _line(column, (0.006 + at * 0.018,) * 2, 0.012, how)
    column.put(say("legend.points", language), 7.6, indent=0.06)
    column.put(say("legend.points.note", language), 7, color=style.MUTED, indent=0.06, gap=0.8)


def _area_signs(column: Column, scene: Scene) -> None:
    language, several = scene.language, scene.panels[0].several_areas
    box = {"boxstyle": "square,pad=0.28", "facecolor": "white", "edgecolor": style.AREA_INK, "linewidth": 0.8}
    how: dict[str, Any] = {"fontsize": 7 * column.scale, "fontweight": "bold", "color": style.AREA_INK, "ha": "center", "va": "center"}
    column.figure.text(column.left + 0.014, column.y - 0.01, "n", bbox=box, **how)
    column.put(say("legend.area", language), 7.6, indent=0.034, gap=0.7)
    _line(column, (0.004, 0.024), 0.009, {"color": style.AREA_INK, "linestyle": (0, (4, 2.5)), "linewidth": 0.9})
    column.put(f"{say('legend.circle', language)} ({say('legend.circle.one', language)})", 7.6, indent=0.034, gap=0.7)
    if several:
        column.put(say("legend.several", language, n=several), 7, color=style.MUTED, gap=0.7)


def _flow_signs(column: Column, scene: Scene, flows: Flows) -> None:
    language = scene.language
    _line(column, (0.004, 0.024), 0.009, {"color": style.DISPLACEMENT, "linewidth": 2})
    column.put(say("legend.flow", language), 7.6, indent=0.034)
    for at, persons in enumerate((1_000, 10_000, 100_000)):
        _line(column, (0.034 + at * 0.085, 0.054 + at * 0.085), 0.007, {"color": style.DISPLACEMENT, "linewidth": width_of(persons)})
        column.figure.text(
            column.left + 0.059 + at * 0.085, column.y, f"{persons:,}", fontsize=7 * column.scale, va="top", color=style.INK, family=ground.FONTS
        )
    column.skip(1.5, 7.6)
    notes = [say("legend.badges", language), say("legend.flow.note", language, n=flows.not_drawn)]
    if flows.jointly:
        notes.append(say("legend.joint", language, n=flows.jointly))
    notes += undrawn_texts(flows.undrawn, language, most=_UNDRAWN if scene.layers == ("displacement",) else _UNDRAWN_BESIDE)
    for note in notes:
        column.put(note, 7, color=style.MUTED, gap=0.3)


def _side(figure: Figure, scene: Scene, *, top: float, scale: float) -> float:
    """Write the legend column; return the height where it ends."""
    column = Column(figure, left=_SIDE, width=_LEFT + _WIDTH - _SIDE, top=top, scale=scale)
    _classes(column, scene)
    if scene.shading is not None:
        _shades(column, scene.shading)
    if len(scene.panels) > 1:
        column.put(say("legend.panels", scene.language), 7, color=style.MUTED, gap=0.8)
    if "points" in scene.layers:
        _point_signs(column, scene)
    if "areas" in scene.layers:
        _area_signs(column, scene)
    flows = scene.panels[0].flows
    if flows is not None:
        _flow_signs(column, scene, flows)
    return column.y


def _footer(figure: Figure, scene: Scene) -> float:
    """Write notes and furniture at the foot of the page over its full width; return their top."""
    lines = [(line, 7.4, style.INK) for line in scene.notes] + [(line, 6.4, style.MUTED) for line in furniture(scene)]
    measure = Column(Figure(figsize=A4), left=_LEFT, width=_WIDTH, top=0.0)
    for line, size, _ in lines:
        measure.put(line, size, gap=0.2)
    top = 0.016 - measure.y
    column = Column(figure, left=_LEFT, width=_WIDTH, top=top)
    for line, size, colour in lines:
        column.put(line, size, color=colour, gap=0.2)
    return top + 0.012


def _axes(figure: Figure, scene: Scene, top: float, bottom: float) -> list[Axes]:
    """Return one map, or a grid of maps of one size where several parties are asked for."""
    count = len(scene.panels) - 1 if len(scene.panels) > 1 else 1
    columns = 1 if count == 1 else 2 if count <= _FEW * 2 else 3
    rows = -(-count // columns)
    left, right, gap, heading = _LEFT, _SIDE - 0.02, 0.012, 0.036
    width = (right - left - gap * (columns - 1)) / columns
    height = (top - bottom - heading * (rows - 1)) / rows
    boxes = [(left + (i % columns) * (width + gap), top - (i // columns + 1) * height - (i // columns) * heading, width, height) for i in range(count)]
    axes = [figure.add_axes(box) for box in boxes]
    for one in axes:
        one.set_anchor("NW")
    return axes


def _panel_heading(one: Axes, panel: Panel, width: float) -> None:
    coverage = panel.coverage
    size = 7.6
    while size > _SMALLEST and width_of_text(panel.label, size, "bold") > width:
        size -= 0.4
    counts = f"{coverage.mapped} / {coverage.area} / {coverage.unmapped}"
    one.set_title(f"{panel.label}\n{counts}", fontsize=size, fontweight="bold", loc="left", pad=3, color=style.INK, family=ground.FONTS, parse_math=False)


def _draw_maps(figure: Figure, scene: Scene, top: float, bottom: float) -> None:
    several = len(scene.panels) > 1
    axes = _axes(figure, scene, top - (0.036 if several else 0), bottom)
    size = 8.6 if not several else max(5.2, 7.2 - 0.4 * len(axes))
    dataset = scene.subset.dataset
    for position, one in enumerate(axes):
        panel = scene.panels[position + 1 if several else 0]
        areas = scene.subset.selection.areas
        ground.draw_land(one, dataset, areas)
        draw_scene_layers(one, scene, panel=panel, size=size)
        ground.draw_lines(one, dataset, scene.levels)
        rank = 2 if areas else 0 if several else 1 if panel.points or panel.flows else 2
        ground.draw_names(one, dataset, language=scene.language, size=size, rank=rank, beside_discs=bool(panel.points))
        ground.draw_scale(one, size=size)
        if several:
            _panel_heading(one, panel, one.get_position().width * A4[0] * 72 * 0.95)


def compose(scene: Scene) -> Figure:
    """Return the page of ``scene`` as a matplotlib figure (A4 landscape); inside ``render_image`` only, for its settings."""
    figure = Figure(figsize=A4, facecolor="white")
    FigureCanvasAgg(figure)
    bottom = _footer(figure, scene)
    top = _heading(figure, scene)
    _draw_maps(figure, scene, top, bottom)
    scale = next((s for s in _SCALES if _side(Figure(figsize=A4), scene, top=top, scale=s) >= bottom), _SCALES[-1])
    _side(figure, scene, top=top, scale=scale)
    return figure


def render_image(scene: Scene, file_format: Format, *, dpi: int = 300) -> bytes:
    """Return the page as PNG, SVG (text as text) or PDF; no date inside, so that equal scenes give equal bytes.

    Args:
        scene: what to draw.
        file_format: ``png``, ``svg`` or ``pdf``.
        dpi: dots per inch of PNG and of the surface inside SVG and PDF.
    """
    return saved(lambda: compose(scene), file_format, dpi=dpi)


def saved(make: Callable[[], Figure], file_format: Format, *, dpi: int) -> bytes:
    """Return what ``make`` draws as a file without a date inside; ``make`` runs under the settings that the same bytes need."""
    metadata: dict[str, Any] = {
        "png": {"Software": None},
        "svg": {"Date": None, "Creator": None},
        "pdf": {"CreationDate": None, "Producer": None, "Creator": None},
    }
    out = io.BytesIO()
    with _LOCK, mpl.rc_context(_RC):
        figure = make()
        figure.savefig(out, format=file_format, dpi=dpi, metadata=metadata[file_format])
    return out.getvalue()
