"""Text on a page, measured: wrapped to a width, placed from a height downwards, never beyond the paper."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from geo_app.render import style
from geo_app.render.image.ground import FONTS

if TYPE_CHECKING:
    from matplotlib.backends.backend_agg import RendererAgg

LEADING = 1.28
_POINTS, _DPI = 72, 300
"""Measured as it is printed: at other resolutions hinting makes letters up to a tenth wider."""


@lru_cache(maxsize=1)
def _renderer() -> RendererAgg:
    renderer: RendererAgg = FigureCanvasAgg(Figure(dpi=_DPI)).get_renderer()  # type: ignore[no-untyped-call]
    return renderer


@lru_cache(maxsize=20_000)
def width_of_text(text: str, size: float, weight: str) -> float:
    """Return the width of ``text`` in points at ``size`` points."""
    font = FontProperties(family=list(FONTS), size=size, weight=weight)
    pixels, _, _ = _renderer().get_text_width_height_descent(text, font, ismath=False)  # type: ignore[no-untyped-call]
    return float(pixels) * _POINTS / _DPI


def fitted(text: str, width: float, size: float, weight: str = "normal") -> list[str]:
    """Return ``text`` in lines of at most ``width`` points; a single longer word stays whole."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and width_of_text(longer, size, weight) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


class Column:
    """A column of text on a figure: ``left`` and ``width`` as fractions of the page, ``y`` where the next line begins."""

    def __init__(self, figure: Figure, *, left: float, width: float, top: float, scale: float = 1.0) -> None:
        self.figure = figure
        self.left, self.width, self.y, self.scale = left, width, top, scale
        self._inches = (float(figure.get_figwidth()), float(figure.get_figheight()))

    def height(self, lines: int, size: float) -> float:
        """Return the height of so many lines as a fraction of the page."""
        return lines * size * self.scale * LEADING / _POINTS / self._inches[1]

    def put(self, text: str, size: float, *, indent: float = 0.0, gap: float = 0.35, **how: Any) -> None:  # noqa: ANN401 - passed on to matplotlib
        """Write ``text`` wrapped to the column and move down; ``gap`` is the space after it in lines."""
        weight = how.get("fontweight", "normal")
        points = (self.width - indent) * self._inches[0] * _POINTS
        lines = fitted(text, points, size * self.scale, weight)
        how.setdefault("color", style.INK)
        self.figure.text(
            self.left + indent,
            self.y,
            "\n".join(lines),
            fontsize=size * self.scale,
            ha="left",
            va="top",
            parse_math=False,
            family=FONTS,
            linespacing=LEADING * 0.94,
            **how,
        )
        self.y -= self.height(len(lines), size) + self.height(1, size) * gap

    def skip(self, lines: float, size: float) -> None:
        """Move down by so many lines."""
        self.y -= self.height(1, size) * lines
