"""A page that is as tall as what stands on it: text, rules and maps placed in inches from its top, mirrored where the language runs from right to left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from geo_app.render import style
from geo_app.render.image.ground import FONTS
from geo_app.render.image.text import LEADING, fitted, width_of_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes

_POINTS = 72
_SLACK = 0.97
"""Letters are a little wider at some resolutions than where they are measured."""


class Sheet:
    """Collects what a page holds; ``x`` runs from the side where reading begins, ``y`` from the top, both in inches."""

    def __init__(self, width: float, *, rightwards: bool) -> None:
        self.width = width
        self._rightwards = rightwards
        self._draw: list[Callable[[Figure, float], None]] = []

    def text(self, x: float, y: float, text: str, size: float, *, width: float, **how: Any) -> float:  # noqa: ANN401 - passed on to matplotlib
        """Write ``text`` wrapped to ``width`` with its top at ``y``; return where it ends. ``size`` in points."""
        lines = fitted(text, width * _POINTS * _SLACK, size, how.get("fontweight", "normal"))
        self._put(x, y, "\n".join(lines), size, va="top", **how)
        return y + len(lines) * size * LEADING / _POINTS

    def word(self, x: float, baseline: float, text: str, size: float, **how: Any) -> float:  # noqa: ANN401 - passed on to matplotlib
        """Write one line on a baseline; return where it ends along the line."""
        self._put(x, baseline, text, size, va="baseline", **how)
        return x + width_of_text(text, size, how.get("fontweight", "normal")) / _POINTS

    def _put(self, x: float, y: float, text: str, size: float, **how: Any) -> None:  # noqa: ANN401 - passed on to matplotlib
        at = x if self._rightwards else self.width - x
        how = {"color": style.INK, "ha": "left" if self._rightwards else "right", "linespacing": LEADING * 0.94, **how}

        def draw(figure: Figure, height: float) -> None:
            figure.text(at / self.width, 1 - y / height, text, fontsize=size, parse_math=False, family=FONTS, **how)

        self._draw.append(draw)

    def rule(self, x: float, y: float, width: float, *, colour: str, points: float) -> None:
        """Draw a line of ``width`` inches along the line of reading."""
        left = x if self._rightwards else self.width - x - width

        def draw(figure: Figure, height: float) -> None:
            ends = [left / self.width, (left + width) / self.width]
            line = Line2D(ends, [1 - y / height] * 2, transform=figure.transFigure, color=colour, linewidth=points, solid_capstyle="butt")
            figure.add_artist(line)

        self._draw.append(draw)

    def box(self, x: float, y: float, width: float, height: float, **how: Any) -> None:  # noqa: ANN401 - passed on to matplotlib
        """Draw a rectangle whose top is ``y``."""
        left = x if self._rightwards else self.width - x - width

        def draw(figure: Figure, tall: float) -> None:
            corner = (left / self.width, 1 - (y + height) / tall)
            figure.add_artist(Rectangle(corner, width / self.width, height / tall, transform=figure.transFigure, **how))

        self._draw.append(draw)

    def axes(self, x: float, y: float, width: float, height: float, fill: Callable[[Axes], None]) -> None:
        """Leave room for a map and have ``fill`` draw it."""
        left = x if self._rightwards else self.width - x - width

        def draw(figure: Figure, tall: float) -> None:
            fill(figure.add_axes((left / self.width, 1 - (y + height) / tall, width / self.width, height / tall)))

        self._draw.append(draw)

    def figure(self, height: float) -> Figure:
        """Return the page, ``height`` inches tall."""
        page = Figure(figsize=(self.width, height), facecolor="white")
        FigureCanvasAgg(page)
        for draw in self._draw:
            draw(page, height)
        return page
