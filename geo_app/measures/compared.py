"""Published totals of one origin, party beside party: a row a question, a cell a party. Nothing is added across origins, or across parties."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from geo_app.dataset.relations import SAME, Relations
from geo_app.dataset.tallies import FAR
from geo_app.measures.supported import Line, Role, Supported, supported
from geo_app.model.question import Question
from geo_app.vocabulary import GOVERNORATES, Bound, Facet, Perpetrator, TallyRelation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo_app.model.dates import Window

PARTIES = (2, 4)
"""Fewest and most parties side by side."""
ROWS = {
    "civilians": Question(),
    "children": Question(victim_class="children"),
    "women": Question(victim_class="women"),
    "medical": Question(victim_class="medical"),
    "media": Question(victim_class="media"),
    "massacres": Question(measure="massacres", victim_class="", unit="massacres"),
    "schools": Question(measure="attacks_on_facilities", victim_class="", unit="attacks", facility="schools"),
    "medical_facilities": Question(measure="attacks_on_facilities", victim_class="", unit="attacks", facility="medical"),
    "cluster": Question(measure="cluster_munition_attacks", victim_class="", unit="attacks"),
    "incendiary": Question(measure="incendiary_attacks", victim_class="", unit="attacks"),
}
"""What a row asks; ``children`` and ``women`` are parts of ``civilians``."""
WHOLE, PARTS = "civilians", ("children", "women")
_SMALLER = (Role.COUNTED, Role.EARLIER, Role.MAY_OVERLAP, Role.RESTATES, Role.CONFLICTS, Role.USED)
"""Roles of totals that answer the question with a number, whether they enter the bound or not."""
_EPOCH = date(1970, 1, 1)
_OUTSIDE = (Role.WINDOW, Role.AREA, Role.NARROWER_UNKNOWN)


class Shown(StrEnum):
    """What a cell shows: what all totals of the origin support together, or the one total that answers most directly."""

    SUPPORTED = "supported"
    PRINTED = "printed"


class CellKind(StrEnum):
    """What an origin published of a party.

    ``total``: one total. ``sum``: several that count nobody twice, added. ``approximate``, ``basis``: a number that feeds no "at least", or is
    alleged or estimated. ``rank``, ``words``: no number. ``outside``: only totals that are not proven to lie within the question.
    ``jointly``: only totals that name the party together with others. ``lacking``: none, while a table of the origin has other parties' rows.
    ``none``: none.
    """

    TOTAL = "total"
    SUM = "sum"
    APPROXIMATE = "approximate"
    BASIS = "basis"
    RANK = "rank"
    WORDS = "words"
    OUTSIDE = "outside"
    JOINTLY = "jointly"
    LACKING = "lacking"
    NONE = "none"


FIGURES = (CellKind.TOTAL, CellKind.SUM, CellKind.APPROXIMATE, CellKind.BASIS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when to when a cell's totals count: days since 1970, None where a total does not say; ``days`` in ``pieces`` windows apart."""

    start: int | None
    end: int | None
    days: int | None
    pieces: int

    @property
    def months(self) -> int | None:
        """The days in months, rounded; None where they are not known."""
        return None if self.days is None else max(1, round(self.days / 30.4375))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What the origin published of one party.

    Attributes:
        of: positions of the totals shown: those added up, the one printed, or those that were left out.
        at_least: their sum (``sum``), or the low end of the one; None without a number.
        jointly: positions of the totals that name the party only together with others; they are in no cell.
        why: of ``outside``, why the totals do not answer; ``table``: of ``lacking``, a total of the table that has other parties.
        single: of ``sum``, the highest total among them. together: what all totals support where that is more than the one shown.
    """

    party: Perpetrator
    kind: CellKind
    of: tuple[int, ...] = ()
    at_least: int | None = None
    span: Span | None = None
    jointly: tuple[int, ...] = ()
    why: Role | None = None
    table: int | None = None
    single: int | None = None
    together: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How much of its whole the parts shown hold: ``parts`` of ``whole``; both None where they are not of one window and kind of count."""

    parts: int | None = None
    whole: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One question (``key`` of ``ROWS``, or a governorate) with a cell for each party."""

    key: str
    cells: tuple[Cell, ...]

    @property
    def windows_differ(self) -> bool:
        """True where figures stand beside one another that are not of the same days, or not known to be."""
        spans = [cell.span for cell in self.cells if cell.kind in FIGURES]
        unknown = any(one is None or one.start is None or one.end is None for one in spans)
        return len(spans) > 1 and (unknown or len(set(spans)) > 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Parties side by side by the published totals of ``origin``.

    ``origins``: every origin with a cell, and in how many it has one, most first. ``classes``, ``areas``: how much of each party's civilians the
    parts (children and women; governorates) hold, None where either is not shown.
    """

    parties: tuple[Perpetrator, ...]
    window: Window
    origin: str
    shown: Shown
    origins: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]
    governorates: tuple[Row, ...]
    classes: tuple[Share | None, ...]
    areas: tuple[Share | None, ...]

    @property
    def jointly(self) -> tuple[int, ...]:
        """Positions of the totals that name a party of these only together with others, each once."""
        return tuple(sorted({at for row in (*self.rows, *self.governorates) for cell in row.cells for at in cell.jointly}))


def _part_of(relations: Relations, keep: np.ndarray) -> Relations:
    """Return the relations among some totals; positions are counted anew."""
    grid = np.ix_(keep, keep)
    return Relations(
        tallies=relations.tallies.only(keep),
        facets={facet: state[grid] for facet, state in relations.facets.items()},
        proven=relations.proven[grid],
        said=relations.said[grid],
        shared_day=relations.shared_day[grid],
        codes=relations.codes[grid],
    )


class _Asker:
    """Asks many questions about single parties; totals that cannot bear on one are left aside, so that hundreds are answered in a second."""

    def __init__(self, relations: Relations, parties: tuple[Perpetrator, ...]) -> None:
        tallies = relations.tallies
        measures = tallies.frame["measure"].to_numpy(dtype=object)
        self._parts: dict[tuple[str, Perpetrator], tuple[np.ndarray, Relations]] = {}
        for party in parties:
            names = (tallies.parties & (1 << list(Perpetrator).index(party))) != 0
            for measure in {question.measure for question in ROWS.values()}:
                keep = np.flatnonzero(names & (measures == measure))
                if len(keep):
                    self._parts[measure, party] = (keep, _part_of(relations, keep))

    def ask(self, question: Question, party: Perpetrator) -> dict[str, Supported]:
        """Return origin → what it supports; positions are those of all totals."""
        if (question.measure, party) not in self._parts:
            return {}
        keep, part = self._parts[question.measure, party]
        found = supported(part, replace(question, perpetrators=(party,)))
        return {one.origin: replace(one, lines=tuple(_moved(line, keep) for line in one.lines)) for one in found if one.origin}


def _moved(line: Line, keep: np.ndarray) -> Line:
    because = None if line.because is None else int(keep[line.because])
    return Line(at=int(keep[line.at]), role=line.role, because=because)


def _span(of: Iterable[int], relations: Relations) -> Span:
    """Return the span of some totals."""
    tallies = relations.tallies
    windows = []
    for at in of:
        start, end = int(tallies.outer_start[at]), int(tallies.outer_end[at])
        if tallies.inner_start[at] > tallies.inner_end[at] or start <= -FAR or end >= FAR:
            return Span(start=None, end=None, days=None, pieces=1)
        windows.append((start, end))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(windows):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return Span(start=merged[0][0], end=merged[-1][1], days=sum(end - start + 1 for start, end in merged), pieces=len(merged))


def _direct(at: int, question: Question, relations: Relations) -> bool:
    """Return whether a total is of the very victims, means, facility and area that are asked about."""
    row = relations.tallies.frame.iloc[at]
    area = ";".join(question.areas) or "SY"
    alike = (row["victim_class"], row["facility"], row["area_pcodes"]) == (question.victim_class, question.facility, area)
    return alike and not row["victim_sub"] and (bool(question.means) or not row["means"] or question.measure != "killed")


def _within(at: int, question: Question, relations: Relations) -> bool:
    """Return whether all that a total counts lies within the days asked about."""
    tallies, window = relations.tallies, question.window
    first = -FAR if window.start is None else (window.start - _EPOCH).days
    last = FAR if window.end is None else (window.end - _EPOCH).days
    return bool(first <= tallies.outer_start[at] and tallies.outer_end[at] <= last)


def _printed(found: Supported, question: Question, relations: Relations, like: int | None) -> int | None:
    """Return the one total that answers most directly: of the same page and window as ``like``, else the highest of the very question, else the highest."""
    low = relations.tallies.low
    answers = [line.at for line in found.lines if line.role in _SMALLER]

    def rank(at: int) -> tuple[bool, bool, float, int]:
        same = like is not None and relations.tallies.page[at] == relations.tallies.page[like] and relations.facets[Facet.WINDOW][at, like] == SAME
        return (not same, not _direct(at, question, relations), -float(low[at]), at)

    return min(answers, key=rank, default=None)


def _without_bound(party: Perpetrator, found: Supported, question: Question, relations: Relations, jointly: tuple[int, ...]) -> Cell:
    """Return the cell of an origin whose totals give no bound, with what it did publish."""
    areas = relations.tallies.frame["area_pcodes"]
    by_role: dict[Role, list[int]] = {}
    for line in found.lines:
        by_role.setdefault(line.role, []).append(line.at)
    weak = [at for at in by_role.get(Role.BASIS, []) if _direct(at, question, relations) and _within(at, question, relations)]
    for numbers, kind in ((by_role.get(Role.APPROXIMATE, []), CellKind.APPROXIMATE), (weak, CellKind.BASIS)):
        if numbers:
            best = max(numbers, key=lambda at: float(np.nan_to_num(relations.tallies.low[at])))
            return Cell(party=party, kind=kind, of=(best,), span=_span((best,), relations), jointly=jointly)
    for role in _OUTSIDE:
        # That there is a total of the country says nothing of one of its governorates.
        of = tuple(at for at in by_role.get(role, []) if not question.areas or areas.iloc[at] == question.areas[0])
        if of:
            return Cell(party=party, kind=CellKind.OUTSIDE, of=of, why=role, jointly=jointly)
    return Cell(party=party, kind=CellKind.JOINTLY if jointly else CellKind.NONE, jointly=jointly)


def _said(party: Perpetrator, question: Question, origin: str, relations: Relations) -> Cell | None:
    """Return the cell of a rank, or of words, that the origin has for the very question instead of a number; None where it has neither."""
    frame = relations.tallies.frame
    alone = (frame["perpetrators"] == party) & (frame["measure"] == question.measure) & frame["bound"].isin([Bound.RANK_ONLY, Bound.VAGUE])
    for at in map(int, np.flatnonzero(alone.to_numpy())):
        code = relations.tallies.origin[at]
        if code >= 0 and relations.tallies.origin_names[code] == origin and _direct(at, question, relations) and _within(at, question, relations):
            kind = CellKind.RANK if frame["bound"].iloc[at] == Bound.RANK_ONLY else CellKind.WORDS
            return Cell(party=party, kind=kind, of=(at,), span=_span((at,), relations))
    return None


def _cell(party: Perpetrator, found: Supported | None, question: Question, relations: Relations, shown: tuple[Shown, int | None]) -> Cell:
    """Return the cell of what an origin supports; without a number yet where it says something else."""
    if found is None:
        return Cell(party=party, kind=CellKind.NONE)
    # A joint total of the country says nothing of one of its governorates.
    areas = relations.tallies.frame["area_pcodes"]
    jointly = tuple(line.at for line in found.lines if line.role is Role.JOINTLY and (not question.areas or areas.iloc[line.at] == question.areas[0]))
    if found.at_least is None:
        return _without_bound(party, found, question, relations, jointly)
    used = found.used
    if shown[0] is Shown.PRINTED:
        one = _printed(found, question, relations, shown[1])
        used = used if one is None else (one,)
    kind = CellKind.TOTAL if len(used) == 1 else CellKind.SUM
    low = int(sum(relations.tallies.low[at] for at in used))
    single = max(used, key=lambda at: float(relations.tallies.low[at])) if kind is CellKind.SUM else None
    together = found.at_least if found.at_least > low else None
    return Cell(party=party, kind=kind, of=used, at_least=low, span=_span(used, relations), jointly=jointly, single=single, together=together)


def _with_lacking(cells: tuple[Cell, ...], relations: Relations) -> tuple[Cell, ...]:
    """Return the cells; an empty one says so where one table of the origin has two other parties of the row."""
    page = relations.tallies.page
    parties: dict[int, set[Perpetrator]] = {}
    first: dict[int, int] = {}
    for cell in cells:
        for at in cell.of if cell.kind in FIGURES else ():
            parties.setdefault(int(page[at]), set()).add(cell.party)
            first.setdefault(int(page[at]), at)
    tables = [one for one, named in parties.items() if len(named) > 1]
    if not tables:
        return cells
    table = first[max(tables, key=lambda one: (len(parties[one]), -one))]
    return tuple(replace(cell, kind=CellKind.LACKING, table=table) if cell.kind is CellKind.NONE else cell for cell in cells)


def _share(whole: Cell, parts: list[Cell], facet: Facet, relations: Relations) -> Share | None:
    """Return how much of a whole its parts hold: only where each is one total that differs from the whole in nothing but ``facet``, and all are apart."""
    figures = [cell for cell in parts if cell.kind in FIGURES]
    if whole.kind not in FIGURES or not figures:
        return None
    if whole.kind is not CellKind.TOTAL or any(cell.kind is not CellKind.TOTAL for cell in figures):
        return Share()
    of, top = [cell.of[0] for cell in figures], whole.of[0]
    others = [one for one in Facet if one is not facet]
    within = all(relations.facets[one][at, top] == SAME for at in of for one in others)
    inside = all(relations.between(at, top) is TallyRelation.WITHIN for at in of)
    apart = all(relations.between(left, right) is TallyRelation.DISJOINT for left, right in pairwise(of))
    if not (within and inside and apart):
        return Share()
    return Share(parts=sum(cell.at_least or 0 for cell in figures), whole=whole.at_least)


def _origins(found: dict[tuple[str, Perpetrator], dict[str, Supported]]) -> tuple[tuple[str, int], ...]:
    """Return every origin and in how many cells it has a bound, most first."""
    counts: dict[str, int] = {}
    for cell in found.values():
        for origin, one in cell.items():
            counts[origin] = counts.get(origin, 0) + (one.at_least is not None)
    return tuple(sorted(((origin, n) for origin, n in counts.items() if n), key=lambda one: (-one[1], one[0])))


def compared(relations: Relations, parties: tuple[Perpetrator, ...], window: Window, *, origin: str = "", shown: Shown = Shown.SUPPORTED) -> Compared:
    """Return parties side by side by the published totals of one origin.

    Args:
        relations: all published totals.
        parties: whom to compare, in this order.
        window: days asked about; totals that are not proven to lie within them are in no cell.
        origin: whose totals; empty: the origin that fills most cells.
        shown: what all totals support together, or one total a cell.
    """
    asker = _Asker(relations, parties)
    asked = {key: replace(question, window=window) for key, question in ROWS.items()}
    found = {(key, party): asker.ask(question, party) for key, question in asked.items() for party in parties}
    origins = _origins(found)
    chosen = origin or (origins[0][0] if origins else "")
    wholes: dict[Perpetrator, Cell] = {}

    def row_of(key: str, question: Question, answers: list[Supported | None]) -> Row:
        cells = []
        for party, answer in zip(parties, answers, strict=True):
            whole = wholes.get(party) if key in PARTS else None
            like = whole.of[0] if whole is not None and whole.kind is CellKind.TOTAL else None
            cell = _cell(party, answer, question, relations, (shown, like))
            said = None if cell.kind in FIGURES else _said(party, question, chosen, relations)
            cells.append(cell if said is None else replace(said, jointly=cell.jointly))
            if key == WHOLE:
                wholes[party] = cells[-1]
        return Row(key=key, cells=_with_lacking(tuple(cells), relations))

    rows = tuple(row_of(key, question, [found[key, party].get(chosen) for party in parties]) for key, question in asked.items())
    by_area = []
    for code in GOVERNORATES:
        question = replace(asked[WHOLE], areas=(code,))
        by_area.append(row_of(code, question, [asker.ask(question, party).get(chosen) for party in parties]))
    governorates = tuple(row for row in by_area if any(cell.kind not in (CellKind.NONE, CellKind.LACKING, CellKind.OUTSIDE) for cell in row.cells))
    named = {row.key: row for row in rows}
    return Compared(
        parties=parties,
        window=window,
        origin=chosen,
        shown=shown,
        origins=origins,
        rows=rows,
        governorates=governorates,
        classes=tuple(_share(named[WHOLE].cells[at], [named[key].cells[at] for key in PARTS], Facet.VICTIM_CLASS, relations) for at in range(len(parties))),
        areas=tuple(_share(named[WHOLE].cells[at], [row.cells[at] for row in governorates], Facet.AREA, relations) for at in range(len(parties))),
    )
