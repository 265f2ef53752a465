"""A scene on a page: title, map or small multiples, legend, notes and footer → PNG, SVG or PDF bytes. The same scene gives the same bytes."""

from __future__ import annotations

import io
import textwrap
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from geo_app.render import style
from geo_app.render.furniture import furniture
from geo_app.render.image import ground
from geo_app.render.image.layers import draw_scene_layers, width_of
from geo_app.words.catalogue import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from geo_app.render.scene import Scene

Format = Literal["png", "svg", "pdf"]
A4 = (11.69, 8.27)
"""Width and height in inches, landscape."""
_LOCK = Lock()
"""matplotlib's rc_context is global to the process."""
_RC: Any = {"svg.fonttype": "none", "svg.hashsalt": "geo_app", "pdf.fonttype": 42, "hatch.linewidth": 0.5, "font.family": list(ground.FONTS)}
_SIDE = 0.672
_FEW = 2


def _write(figure: Figure, x: float, y: float, text: str, **how: Any) -> None:  # noqa: ANN401 - passed on to matplotlib
    figure.text(x, y, text, ha=how.pop("ha", "left"), va=how.pop("va", "top"), family=ground.FONTS, color=how.pop("color", style.INK), **how)


def _wrapped(text: str, width: int) -> str:
    return "\n".join(textwrap.wrap(text, width))


def _heading(figure: Figure, scene: Scene) -> float:
    """Write title and subtitle; return the height where they end."""
    title = _wrapped(scene.title, 92)
    _write(figure, 0.035, 0.962, title, fontsize=15, fontweight="bold", linespacing=1.2)
    y = 0.962 - 0.036 * (1 + title.count("\n"))
    for line in scene.subtitle:
        text = _wrapped(line, 165)
        _write(figure, 0.035, y, text, fontsize=8.8, color=style.MUTED)
        y -= 0.0225 * (1 + text.count("\n"))
    return y - 0.006


def _classes(figure: Figure, scene: Scene, y: float) -> float:
    legend = scene.legend
    if legend is None:
        return y
    text = _wrapped(legend.heading, 46)
    _write(figure, _SIDE, y, text, fontsize=8.8, fontweight="bold")
    y -= 0.022 * (1 + text.count("\n")) + 0.008
    for index in reversed(range(len(legend.breaks))):
        low = legend.breaks[index]
        label = f"{low:g} – {legend.breaks[index + 1]:g}" if index + 1 < len(legend.breaks) else f"{low:g} +"
        box = Rectangle((_SIDE, y - 0.02), 0.028, 0.02, transform=figure.transFigure, facecolor=legend.colours[index], edgecolor="#8a8577", linewidth=0.3)
        figure.add_artist(box)
        _write(figure, _SIDE + 0.036, y - 0.0105, label, fontsize=8.2, va="center")
        y -= 0.0222
    return _note_lines(figure, list(legend.notes), y - 0.006)


def _note_lines(figure: Figure, notes: list[str], y: float) -> float:
    for note in notes:
        text = _wrapped(note, 62)
        _write(figure, _SIDE, y, text, fontsize=6.8, color=style.MUTED, linespacing=1.25)
        y -= 0.0165 * (1 + text.count("\n")) + 0.004
    return y - 0.006


def _sample_line(figure: Figure, y: float, label: str, how: dict[str, Any]) -> float:
    figure.add_artist(Line2D([_SIDE + 0.004, _SIDE + 0.024], [y - 0.009] * 2, transform=figure.transFigure, **how))
    text = _wrapped(label, 52)
    _write(figure, _SIDE + 0.034, y, text, fontsize=7.6)
    return y - 0.0185 * (1 + text.count("\n")) - 0.006


def _signs(figure: Figure, scene: Scene, y: float) -> float:
    """Explain points, circles, fills and arrows, as far as they are asked for."""
    language = scene.language
    if "points" in scene.layers:
        how = {"marker": "o", "markersize": 7, "color": scene.colour, "linestyle": "none", "markeredgecolor": "white"}
        y = _sample_line(figure, y, say("legend.points", language), how)
        y = _note_lines(figure, [say("legend.points.note", language)], y)
    if "areas" in scene.layers:
        box = {"boxstyle": "square,pad=0.28", "facecolor": "white", "edgecolor": style.AREA_INK, "linewidth": 0.8}
        figure.text(_SIDE + 0.014, y - 0.009, "n", fontsize=7, fontweight="bold", color=style.AREA_INK, ha="center", va="center", bbox=box)
        _write(figure, _SIDE + 0.034, y, _wrapped(say("legend.area", language), 52), fontsize=7.6)
        y -= 0.03
        y = _sample_line(figure, y, say("legend.circle", language), {"color": style.AREA_INK, "linestyle": (0, (4, 2.5)), "linewidth": 0.9})
        if scene.several_areas:
            y = _note_lines(figure, [say("legend.several", language, n=scene.several_areas)], y)
    if scene.flows is not None:
        y = _sample_line(figure, y, say("legend.flow", language), {"color": style.DISPLACEMENT, "linewidth": 2})
        for persons in (1_000, 10_000, 100_000):
            y = _sample_line(figure, y, f"{persons:,}", {"color": style.DISPLACEMENT, "linewidth": width_of(persons)}) + 0.004
        notes = ["↗ " + say("legend.leaving", language), "↘ " + say("legend.arriving", language), say("legend.flow.note", language, n=scene.flows.not_drawn)]
        if scene.flows.jointly:
            notes.append(say("legend.joint", language, n=scene.flows.jointly))
        y = _note_lines(figure, notes, y)
    return y


def _axes(figure: Figure, scene: Scene, top: float, bottom: float) -> list[Axes]:
    """Return one map, or a grid of maps of one size where several parties are asked for."""
    count = len(scene.panels) - 1 if len(scene.panels) > 1 else 1
    columns = 1 if count == 1 else 2 if count <= _FEW * 2 else 3
    rows = -(-count // columns)
    left, right, gap = 0.035, _SIDE - 0.02, 0.012
    width = (right - left - gap * (columns - 1)) / columns
    height = (top - bottom - (gap + 0.022) * (rows - 1)) / rows
    boxes = [(left + (i % columns) * (width + gap), top - (i // columns + 1) * height - (i // columns) * (gap + 0.022), width, height) for i in range(count)]
    axes = [figure.add_axes(box) for box in boxes]
    for one in axes:
        one.set_anchor("NW")
    return axes


def _draw_maps(figure: Figure, scene: Scene, top: float, bottom: float) -> None:
    several = len(scene.panels) > 1
    axes = _axes(figure, scene, top - (0.024 if several else 0), bottom)
    size = 8.6 if not several else max(5.2, 7.2 - 0.4 * len(axes))
    dataset = scene.subset.dataset
    for position, one in enumerate(axes):
        panel = position + 1 if several else 0
        ground.draw_land(one, dataset)
        draw_scene_layers(one, scene, panel=panel, size=size)
        ground.draw_lines(one, dataset)
        ground.draw_names(one, dataset, language=scene.language, size=size, rank=0 if several else (1 if scene.points or scene.flows else 2))
        ground.draw_scale(one, size=size)
        if several:
            shown = scene.panels[panel]
            heading = f"{shown.label}  ({shown.coverage.mapped} / {shown.coverage.area} / {shown.coverage.unmapped})"
            one.set_title(heading, fontsize=8, fontweight="bold", loc="left", pad=3, color=style.INK, family=ground.FONTS)


def _footer(figure: Figure, scene: Scene) -> float:
    lines = furniture(scene)
    y = 0.028
    for line in reversed(lines):
        text = _wrapped(line, 215)
        y += 0.0148 * text.count("\n")
        _write(figure, 0.035, y, text, fontsize=6.2, color=style.MUTED, linespacing=1.2)
        y += 0.0152
    return y + 0.004


def compose(scene: Scene) -> Figure:
    """Return the page of ``scene`` as a matplotlib figure (A4 landscape); inside ``render_image`` only, for its settings."""
    figure = Figure(figsize=A4, facecolor="white")
    FigureCanvasAgg(figure)
    bottom = _footer(figure, scene)
    top = _heading(figure, scene)
    _draw_maps(figure, scene, top, bottom)
    y = _classes(figure, scene, top)
    if len(scene.panels) > 1:
        y = _note_lines(figure, [say("legend.panels", scene.language)], y)
    y = _signs(figure, scene, y)
    _note_lines(figure, list(scene.notes), y)
    return figure


def render_image(scene: Scene, file_format: Format, *, dpi: int = 300) -> bytes:
    """Return the page as PNG, SVG (text as text) or PDF; no date inside, so that equal scenes give equal bytes.

    Args:
        scene: what to draw.
        file_format: ``png``, ``svg`` or ``pdf``.
        dpi: dots per inch of PNG and of the surface inside SVG and PDF.
    """
    metadata: dict[str, Any] = {
        "png": {"Software": None},
        "svg": {"Date": None, "Creator": None},
        "pdf": {"CreationDate": None, "Producer": None, "Creator": None},
    }
    out = io.BytesIO()
    with _LOCK, mpl.rc_context(_RC):
        figure = compose(scene)
        figure.savefig(out, format=file_format, dpi=dpi, metadata=metadata[file_format])
    return out.getvalue()
