"""Parties side by side before anything draws them: every figure with its bound, window and source in words. Frozen; knows no renderer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo_app.measures.compared import FIGURES, ROWS, CellKind, Shown
from geo_app.render import published as words
from geo_app.render.furniture import furniture
from geo_app.render.phrases import in_words, number, window_in_words
from geo_app.render.style import colour_of
from geo_app.vocabulary import COUNTRY_CODE, Bound
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from geo_app.dataset.frozen import Dataset
    from geo_app.measures.compared import Cell, Compared, Row, Share, Span
    from geo_app.model.question import Question
    from geo_app.render.scene import Panel, Scene

_EPOCH = date(1970, 1, 1)
_NAMED = 6
_TEENS = range(11, 14)
_FEW_AREAS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CellWords:
    """A cell: ``figure`` is a numeral, a rank or words; ``bound`` the small word before it; ``sources`` numbers of ``Comparison.sources``."""

    kind: CellKind
    figure: str
    bound: str = ""
    window: str = ""
    notes: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()

    @property
    def is_figure(self) -> bool:
        """True where ``figure`` is a number."""
        return self.kind in FIGURES


@dataclass(frozen=True, slots=True, kw_only=True)
class RowWords:
    """A row: ``note`` says that windows differ; ``part`` is True of a part of the row above it."""

    key: str
    label: str
    note: str
    part: bool
    cells: tuple[CellWords, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Comparison:
    """Everything a picture of parties side by side shows and says. ``panels`` are surfaces of the incidents, one a party, in the same order."""

    scene: Scene
    compared: Compared
    language: Language
    title: str
    subtitle: tuple[str, ...]
    origin: str
    parties: tuple[str, ...]
    colours: tuple[str, ...]
    rows: tuple[RowWords, ...]
    governorates: tuple[RowWords, ...]
    classes: tuple[str, ...]
    areas: tuple[str, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    footer: tuple[str, ...]

    @property
    def panels(self) -> tuple[Panel, ...]:
        """The incidents of each party."""
        return self.scene.panels[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Teller:
    """Puts cells into words and numbers the sources in the order in which they are first named."""

    dataset: Dataset
    compared: Compared
    language: Language
    pages: dict[int, int] = field(default_factory=dict)
    first: list[int] = field(default_factory=list)

    def row(self, at: int) -> dict[Any, Any]:
        """Return a total as a row."""
        return dict(self.dataset.relations.tallies.frame.iloc[at].to_dict())

    def source(self, at: int) -> int:
        """Return the number of the source of a total."""
        page = int(self.dataset.relations.tallies.page[at])
        if page not in self.pages:
            self.pages[page] = len(self.pages) + 1
            self.first.append(at)
        return self.pages[page]

    def areas(self, codes: str) -> str:
        """Return the names of governorates."""
        at = 0 if self.language == "en" else 1
        names = [self.dataset.area_names.get(one, (one, one))[at] for one in codes.split(";") if one]
        more = len(names) - _FEW_AREAS
        return ", ".join(names[:_FEW_AREAS]) + (f" +{more}" if more > 0 else "")


def ordinal(value: int, language: Language = "en") -> str:
    """Return a place in an order: "1st", "2nd"."""
    if language == "ar":
        return say("figures.rank_only", language, n=value)
    ending = "th" if value % 100 in _TEENS else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _numeral(row: dict[Any, Any], language: Language) -> tuple[str, str]:
    """Return the numeral of a total and the small word of its bound."""
    low, high, bound = row["value_min"], row["value_max"], str(row["bound"])
    known = list(dict.fromkeys(int(one) for one in (low, high) if not pd.isna(one)))
    if bound == Bound.BETWEEN and len(known) == 1:
        bound = Bound.STATED
    numeral = "–".join(number(one, language) for one in (known if bound == Bound.BETWEEN else known[:1]))
    return numeral, say(f"compare.bound.{bound}", language)


def _day(days: int, language: Language) -> str:
    return in_words(_EPOCH + timedelta(days=days), language)


def _window(cell: Cell, teller: _Teller) -> str:
    """Return the window of a cell; of several totals the days from the first to the last, with the gaps said."""
    language = teller.language
    if len(cell.of) == 1:
        row = teller.row(cell.of[0])
        said = words.window_of(row, language)
        unsure = str(row["window_ends_known"]) not in ("", "both") and not pd.isna(row["window_start_resolved"])
        return say("compare.window.unsure", language, window=said) if unsure else said
    span = cell.span
    if span is None or span.start is None or span.end is None:
        return say("compare.not.stated", language)
    ends = {"start": _day(span.start, language), "end": _day(span.end, language)}
    return say("compare.pieces", language, n=span.pieces, **ends) if span.pieces > 1 else f"{ends['start']} – {ends['end']}"


def _narrower(cell: Cell, question: Question | None, teller: _Teller) -> list[str]:
    """Say where a total is of less than its row: fewer victims, some means, some governorates."""
    notes = []
    rows = [teller.row(at) for at in cell.of]
    if question is not None:
        codes = {str(row["area_pcodes"]) for row in rows} - {COUNTRY_CODE, ""}
        if codes and len(rows) == 1:
            notes.append(say("compare.only.area", teller.language, area=teller.areas(";".join(sorted(codes)))))
    row = rows[0]
    asked = question or ROWS["civilians"]
    alike = str(row["victim_class"]) == asked.victim_class and not row["victim_sub"] and str(row["facility"]) == asked.facility
    if len(rows) == 1 and not (alike and (not row["means"] or asked.measure != "killed")):
        notes.append(words.what_in_words(row, teller.language) + (f" – {row['victim_sub']}" if row["victim_sub"] else ""))
    return notes


def _figure(cell: Cell, question: Question | None, teller: _Teller) -> CellWords:
    language = teller.language
    notes = _narrower(cell, question, teller)
    if cell.kind is CellKind.SUM:
        rows = [teller.row(at) for at in cell.of]
        kinds = dict.fromkeys(words.class_in_words(str(row["victim_class"]), language) or words.measure_in_words(str(row["measure"]), language) for row in rows)
        figure, bound = number(cell.at_least or 0, language), say("compare.bound.at_least", language)
        notes.append(say("compare.sum.note", language, n=len(rows), what=", ".join(kinds)))
        if cell.single is not None:
            single = teller.row(cell.single)
            said = {"figure": words.figure_in_words(single, language), "window": words.window_of(single, language)}
            notes.append(say("compare.sum.single", language, **said))
    else:
        figure, bound = _numeral(teller.row(cell.of[0]), language)
    if cell.kind is CellKind.BASIS:
        notes.append(say("compare.basis.note", language))
    if cell.together is not None:
        notes.append(say("compare.together", language, n=number(cell.together, language)))
    sources = tuple(sorted({teller.source(at) for at in cell.of}))
    return CellWords(kind=cell.kind, figure=figure, bound=bound, window=_window(cell, teller), notes=tuple(notes), sources=sources)


def _cell(cell: Cell, question: Question | None, teller: _Teller) -> CellWords:
    """Return a cell in words: what was not published is said so, and never 0."""
    language, kind = teller.language, cell.kind
    if kind in FIGURES:
        return _figure(cell, question, teller)
    if kind in (CellKind.RANK, CellKind.WORDS):
        row = teller.row(cell.of[0])
        said = ordinal(int(row["value_min"]), language) if kind is CellKind.RANK and not pd.isna(row["value_min"]) else words.figure_in_words(row, language)
        note = say(f"compare.{kind}.note", language)
        return CellWords(kind=kind, figure=said, window=_window(cell, teller), notes=(note,), sources=(teller.source(cell.of[0]),))
    if kind is CellKind.LACKING and cell.table is not None:
        table = f"[{teller.source(cell.table)}]"
        note = say("compare.lacking.note", language, party=say(str(cell.party), language), table=table)
        return CellWords(kind=kind, figure=say("compare.lacking", language), notes=(note,))
    if kind is CellKind.OUTSIDE:
        return CellWords(kind=kind, figure=say(f"compare.outside.{cell.why}", language), notes=(say(f"role.{cell.why}", language),))
    if kind is CellKind.JOINTLY:
        return CellWords(kind=kind, figure=say("compare.jointly", language), notes=(say("compare.jointly.note", language),))
    return CellWords(kind=kind, figure=say("compare.not.published", language))


def cell_in_words(cell: CellWords) -> str:
    """Return a cell as one line: bound, figure and window; what is not published in its words."""
    said = " ".join(part for part in (cell.bound, cell.figure) if part)
    return f"{said} ({cell.window})" if cell.window else said


def _months(span: Span | None, language: Language) -> str:
    return say("compare.not.known", language) if span is None or span.months is None else str(span.months)


def differ_in_words(row: Row, language: Language = "en") -> str:
    """Say that the windows of a row differ, in months: "windows differ: 10 months against 40"; empty where they do not."""
    if not row.windows_differ:
        return ""
    spans = [cell.span for cell in row.cells if cell.kind in FIGURES]
    months = [_months(span, language) for span in spans]
    if len(set(months)) == 1 and all(span is not None and span.months is not None for span in spans):
        return say("compare.differ.days", language)
    if any(span is None or span.months is None for span in spans):
        return say("compare.differ.unknown", language, months=say("compare.against", language).join(months))
    first, *others = months
    if language == "ar":
        return say("compare.differ", language, months=say("compare.against", language).join(months))
    return say("compare.differ", language, months=first) + say("compare.against", language) + say("compare.against", language).join(others)


def _share(share: Share | None, language: Language) -> str:
    if share is None:
        return say("compare.share.nothing", language)
    if share.parts is None or share.whole is None:
        return say("compare.share.none", language)
    return say("compare.share", language, n=number(share.parts, language), m=number(share.whole, language))


def _rows(rows: tuple[Row, ...], teller: _Teller) -> tuple[RowWords, ...]:
    out = []
    at = 0 if teller.language == "en" else 1
    for row in rows:
        question = ROWS.get(row.key)
        label = say(f"compare.row.{row.key}", teller.language) if question is not None else teller.dataset.area_names.get(row.key, (row.key, row.key))[at]
        cells = tuple(_cell(cell, question, teller) for cell in row.cells)
        out.append(RowWords(key=row.key, label=label, note=differ_in_words(row, teller.language), part=row.key in ("children", "women"), cells=cells))
    return tuple(out)


def _together(teller: _Teller) -> list[str]:
    """Return the totals that name a party only together with others: they stand in no column."""
    low, language = teller.dataset.relations.tallies.low, teller.language
    of = sorted(teller.compared.jointly, key=lambda at: -(low[at] if low[at] == low[at] else 0))
    said = []
    for at in of[:_NAMED]:
        row = teller.row(at)
        facts = {"parties": words.parties_of(row, language), "figure": words.figure_in_words(row, language), "what": words.what_in_words(row, language)}
        said.append(say("compare.together.one", language, window=words.window_of(row, language), n=teller.source(at), **facts))
    if len(of) > _NAMED:
        said.append(say("compare.together.more", language, n=len(of) - _NAMED))
    return [say("compare.together.named", language, list="; ".join(said))] if said else []


def source_in_words(row: dict[Any, Any], names: Any, language: Language = "en") -> str:  # noqa: ANN401 - origin id → name
    """Return publisher, title, day and whom the publisher relays."""
    day = row["source_date"]
    origin = words.origin_in_words(str(row["origin_ids"] or ""), names, language)
    publisher = str(row["source_publisher"])
    relays = str(row["origin_ids"]) and publisher.casefold() not in (origin.casefold(), str(row["origin_ids"]).casefold())
    return "".join(
        (
            f"{publisher}: {row['source_title']}",
            # In figures only: a month in Arabic letters would break the order of a line of Latin ones.
            "" if pd.isna(day) else say("compare.source.date", language, day=pd.Timestamp(day).date().isoformat()),
            say("compare.source.relays", language, origin=origin) if relays else "",
        )
    )


def build_comparison(scene: Scene, compared: Compared) -> Comparison:
    """Return the comparison of ``compared`` beside the surfaces of ``scene``.

    Args:
        scene: of the incidents of the same parties and window, with a panel for each party.
        compared: the published totals.
    """
    dataset, language = scene.subset.dataset, scene.language
    teller = _Teller(dataset=dataset, compared=compared, language=language)
    origin = words.origin_in_words(compared.origin, dataset.origins, language)
    parties = tuple(say(str(party), language) for party in compared.parties)
    listed = say("list.and", language).join((", ".join(parties[:-1]), parties[-1]))
    window = say("compare.all.dates", language) if compared.window.is_open else window_in_words(compared.window, language)
    rows, governorates = _rows(compared.rows, teller), _rows(compared.governorates, teller)
    together = _together(teller)
    shown = say("compare.subtitle.printed" if compared.shown is Shown.PRINTED else "compare.subtitle.supported", language)
    notes = [*together, say("compare.not.zero", language) + " " + say("compare.share.rest", language), say("supported.beside", language), dataset.coverage]
    if dataset.is_sample:
        notes.append(say("map.sample", language))
    return Comparison(
        scene=scene,
        compared=compared,
        language=language,
        title=say("compare.title" if compared.origin else "compare.title.none", language, origin=origin, parties=listed),
        subtitle=(say("compare.subtitle", language, origin=origin, window=window), shown),
        origin=origin,
        parties=parties,
        colours=tuple(colour_of(str(party)) for party in compared.parties),
        rows=rows,
        governorates=governorates,
        classes=tuple(_share(one, language) for one in compared.classes),
        areas=tuple(_share(one, language) for one in compared.areas),
        notes=tuple(notes),
        sources=tuple(f"[{at}] {source_in_words(teller.row(first), dataset.origins, language)}" for at, first in enumerate(teller.first, start=1)),
        footer=tuple(furniture(scene)),
    )
