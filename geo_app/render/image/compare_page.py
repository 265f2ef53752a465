"""Parties side by side on a page: maps of the incidents, a table of published totals in large numerals, sources → PNG, SVG or PDF bytes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from geo_app.render import style
from geo_app.render.image import ground
from geo_app.render.image.layers import draw_scene_layers
from geo_app.render.image.page import Format, saved
from geo_app.render.image.sheet import Sheet
from geo_app.render.image.text import width_of_text
from geo_app.render.phrases import number
from geo_app.words.catalogue import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from geo_app.render.compare import CellWords, Comparison, RowWords
    from geo_app.render.scene import Panel

WIDTH, WIDER = 10.4, 1.7
"""Inches of a page of two parties, and of each party more."""
_MARGIN, _LABEL, _GAP = 0.6, 2.3, 0.28
_TALLEST_MAP = 2.9
_SHAPE = 0.8
"""Height of a map of Syria as a part of its width."""
_HAIR, _LINE = "#dcd9cf", "#8a8577"
_DIFFER = "#9a4a00"
"""Dark enough on white to be read small; what it marks is said in words too."""
_LARGE, _MIDDLE = 22.0, 14.0
_SMALLEST = 7.0


class _Page:
    """A page being written: the sheet, and where its next line begins."""

    def __init__(self, what: Comparison) -> None:
        self.what = what
        width = WIDTH + WIDER * max(0, len(what.parties) - 2)
        self.sheet = Sheet(width, rightwards=what.language == "en")
        self.y = 0.55
        self.inner = width - 2 * _MARGIN
        self.column = (self.inner - _LABEL - _GAP * len(what.parties)) / len(what.parties)

    def left(self, party: int) -> float:
        """Return where the column of a party begins."""
        return _MARGIN + _LABEL + _GAP + party * (self.column + _GAP)

    def lines(self, texts: tuple[str, ...], size: float, colour: str, gap: float = 0.03) -> None:
        """Write paragraphs over the whole width."""
        for text in texts:
            self.y = self.sheet.text(_MARGIN, self.y, text, size, width=self.inner, color=colour) + gap

    def heading(self, text: str) -> None:
        """Begin a section."""
        self.y += 0.2
        self.sheet.rule(_MARGIN, self.y, self.inner, colour=style.INK, points=1.1)
        self.y = self.sheet.text(_MARGIN, self.y + 0.09, text, 8.6, width=self.inner, fontweight="bold") + 0.06


def _fit(text: str, width: float, size: float, weight: str = "bold") -> float:
    """Return the size at which ``text`` is no wider than ``width`` inches."""
    while size > _SMALLEST and width_of_text(text, size, weight) > width * 72:
        size -= 0.5
    return size


def _marks(sources: tuple[int, ...]) -> str:
    """Return the numbers of sources in brackets; neighbours as a span."""
    spans: list[list[int]] = []
    for one in sources:
        if spans and one == spans[-1][1] + 1:
            spans[-1][1] = one
        else:
            spans.append([one, one])
    return "[" + ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in spans) + "]" if spans else ""


def _map(what: Comparison, panel: Panel, size: float, axes: Axes) -> None:
    dataset, scene = what.scene.subset.dataset, what.scene
    ground.draw_land(axes, dataset, scene.subset.selection.areas)
    axes.set_anchor("NW" if what.language == "en" else "NE")
    draw_scene_layers(axes, scene, panel=panel, size=size)
    ground.draw_lines(axes, dataset, scene.levels)
    ground.draw_names(axes, dataset, language=what.language, size=size, rank=0, beside_discs=False)


def _legend(page: _Page, top: float) -> float:
    """Write what the maps are and their classes into the column of labels; return where it ends."""
    what, sheet = page.what, page.sheet
    legend = what.scene.legend
    y = sheet.text(_MARGIN, top, say("compare.heat", what.language), 8.6, width=_LABEL, fontweight="bold") + 0.05
    y = sheet.text(_MARGIN, y, say("compare.heat.note", what.language), 7, width=_LABEL, color=style.MUTED) + 0.1
    if legend is None:
        return y
    y = sheet.text(_MARGIN, y, legend.heading, 7, width=_LABEL, fontweight="bold") + 0.05
    wide = _LABEL / len(legend.breaks)
    for at, (low, colour) in enumerate(zip(legend.breaks, legend.colours, strict=True)):
        sheet.box(_MARGIN + at * wide, y, wide * 0.94, 0.12, facecolor=colour, edgecolor="#8a8577", linewidth=0.3)
        label = f"{low:g}+" if at + 1 == len(legend.breaks) else f"{low:g}"
        sheet.text(_MARGIN + at * wide, y + 0.15, label, 6, width=wide * 2, color=style.MUTED)
    y += 0.32
    for note in legend.notes[:2]:
        y = sheet.text(_MARGIN, y, note, 6.2, width=_LABEL, color=style.MUTED) + 0.01
    return y


def _parties(page: _Page) -> None:
    """Write who stands side by side, and under each the map of their incidents."""
    what, sheet = page.what, page.sheet
    top = page.y + 0.12
    ends = []
    for at, (party, colour) in enumerate(zip(what.parties, what.colours, strict=True)):
        sheet.rule(page.left(at), top, page.column, colour=colour, points=5)
        ends.append(sheet.text(page.left(at), top + 0.1, party, 11, width=page.column, fontweight="bold"))
    under = max(ends) + 0.08
    tall = min(page.column * _SHAPE, _TALLEST_MAP)
    for at, panel in enumerate(what.panels):
        coverage = panel.coverage
        sheet.axes(page.left(at), under, tall / _SHAPE, tall, partial(_map, what, panel, 5.0 if len(what.parties) > 2 else 6.0))  # noqa: PLR2004 - a pair has room
        facts = {"n": number(coverage.incidents, what.language), "mapped": number(coverage.mapped, what.language)}
        counts = say("compare.heat.counts" if coverage.incidents else "compare.heat.none", what.language, **facts)
        sheet.text(page.left(at), under + tall + 0.05, counts, 7, width=page.column, color=style.MUTED)
    page.y = max(_legend(page, top - 0.02), under + tall + 0.32)


def _cell(page: _Page, cell: CellWords, at: int, top: float, size: float) -> float:
    """Write a cell; return where it ends."""
    sheet, x, width = page.sheet, page.left(at), page.column
    if not cell.is_figure and cell.kind not in ("rank", "words"):
        y = sheet.text(x, top + 0.06, cell.figure, 8.6, width=width, color=style.MUTED)
        for note in cell.notes:
            y = sheet.text(x, y, note, 6.6, width=width, color=style.MUTED)
        return y
    baseline = top + size * 0.95 / 72
    start = x
    if cell.bound:
        start = sheet.word(x, baseline, cell.bound, max(_SMALLEST, size * 0.38), color=style.MUTED) + 0.06
    sheet.word(start, baseline, cell.figure, _fit(cell.figure, width - (start - x), size), fontweight="bold")
    y = sheet.text(x, baseline + 0.07, f"{cell.window} {_marks(cell.sources)}", 7.2, width=width)
    for note in cell.notes:
        y = sheet.text(x, y, note, 6.6, width=width, color=style.MUTED)
    return y


def _row(page: _Page, row: RowWords, size: float) -> None:
    sheet, top = page.sheet, page.y + 0.1
    indent = 0.2 if row.part else 0.0
    y = sheet.text(_MARGIN + indent, top + 0.02, row.label, 10 if size == _LARGE else 9, width=_LABEL - indent, fontweight="normal" if row.part else "bold")
    if row.note:
        y = sheet.text(_MARGIN + indent, y + 0.03, row.note, 7.2, width=_LABEL - indent, color=_DIFFER, fontweight="bold")
    ends = [_cell(page, cell, at, top, size) for at, cell in enumerate(row.cells)]
    page.y = max(y, *ends) + 0.1
    sheet.rule(_MARGIN, page.y, page.inner, colour=_HAIR, points=0.7)


def _shares(page: _Page, label: str, shares: tuple[str, ...]) -> None:
    """Write how much of their whole the parts hold."""
    sheet, top = page.sheet, page.y + 0.08
    ends = [sheet.text(_MARGIN + 0.2, top, label, 7.2, width=_LABEL - 0.2, color=style.MUTED)]
    ends += [sheet.text(page.left(at), top, text, 7.2, width=page.column, color=style.MUTED) for at, text in enumerate(shares)]
    page.y = max(ends) + 0.08
    sheet.rule(_MARGIN, page.y, page.inner, colour=_HAIR, points=0.7)


def _sources(page: _Page) -> None:
    """Write the sources in two columns."""
    half = (page.inner - 0.3) / 2
    sources = page.what.sources
    middle = -(-len(sources) // 2)
    ends = [page.y]
    for at, column in enumerate((sources[:middle], sources[middle:])):
        y = page.y
        for text in column:
            y = page.sheet.text(_MARGIN + at * (half + 0.3), y, text, 6.6, width=half, color=style.MUTED) + 0.02
        ends.append(y)
    page.y = max(ends) + 0.05


def compose_comparison(what: Comparison) -> Figure:
    """Return the page as a matplotlib figure, as tall as it needs; inside ``saved`` only, for its settings."""
    page, language = _Page(what), what.language
    page.y = page.sheet.text(_MARGIN, page.y, what.title, 17, width=page.inner, fontweight="bold") + 0.08
    page.lines(what.subtitle, 9, style.MUTED, gap=0.0)
    _parties(page)
    page.heading(say("compare.totals", language, origin=what.origin))
    for row in what.rows:
        _row(page, row, _LARGE)
        if row.key == "women":
            _shares(page, say("compare.share.classes", language), what.classes)
    page.heading(say("compare.areas", language, origin=what.origin))
    for row in what.governorates:
        _row(page, row, _MIDDLE)
    if what.governorates:
        _shares(page, say("compare.share.areas", language), what.areas)
    page.y += 0.06
    said = "compare.areas.others" if what.governorates else "compare.areas.none"
    page.lines((say(said, language, origin=what.origin),), 7.4, style.MUTED)
    page.y += 0.16
    page.lines(what.notes[:-1], 7.8, style.INK, gap=0.04)
    page.y = page.sheet.text(_MARGIN, page.y, what.notes[-1], 8.6, width=page.inner, fontweight="bold")
    page.heading(say("compare.sources", language))
    _sources(page)
    page.sheet.rule(_MARGIN, page.y, page.inner, colour=_LINE, points=0.6)
    page.y += 0.08
    page.lines(what.footer, 6.6, style.MUTED)
    return page.sheet.figure(page.y + 0.4)


def render_comparison(what: Comparison, file_format: Format, *, dpi: int = 300) -> bytes:
    """Return the page as PNG, SVG (text as text) or PDF; no date inside, so that equal comparisons give equal bytes."""
    return saved(lambda: compose_comparison(what), file_format, dpi=dpi)
