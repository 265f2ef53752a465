"""Published totals as bars on a time axis, before anything draws them: whose, from when to when, how well the ends are known, inside which other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo_app.measures.supported import Role
from geo_app.render import published as words
from geo_app.render import style
from geo_app.render.phrases import number
from geo_app.vocabulary import COUNTRY_CODE, Bound, TallyRelation

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from geo_app.dataset.frozen import Dataset
    from geo_app.measures.supported import Supported
    from geo_app.model.question import Question
    from geo_app.words.catalogue import Language

MOST = 40
_DEEPEST = 5
_AREAS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRow:
    """A total as a bar.

    Attributes:
        at: its position. label, value: what it counts, and how many with the sign of its bound.
        depth: in how many shown totals it lies. start, end: the outermost days; at an end that is not known the bar only fades out.
        used: True where it enters the bound of its origin. contradicted: True where another total says otherwise.
    """

    at: int
    label: str
    value: str
    depth: int
    start: date | None
    end: date | None
    start_known: bool
    end_known: bool
    used: bool
    contradicted: bool

    @property
    def has_window(self) -> bool:
        """True where it can stand on a time axis."""
        return self.start is not None and self.end is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginRows:
    """The totals of one origin, whole before part; ``heading`` says what they support."""

    origin: str
    heading: str
    rows: tuple[WindowRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRows:
    """Totals by origin, and how many more there are than are shown."""

    origins: tuple[OriginRows, ...]
    more: int

    @property
    def rows(self) -> tuple[WindowRow, ...]:
        """All that are shown."""
        return tuple(row for origin in self.origins for row in origin.rows)


def value_in_signs(row: dict[Any, Any], language: Language = "en") -> str:
    """Return how many with the sign of the bound: "≥ 2,704", "≈ 679"; words stay words."""
    bound, unit = str(row["bound"]), str(row["unit"])
    known = [float(one) for one in dict.fromkeys((row["value_min"], row["value_max"])) if not pd.isna(one)]
    if bound in (Bound.VAGUE, Bound.RANK_ONLY) or not known:
        return f"~ {words.figure_in_words(row, language)}"
    numbers = [number(int(one), language) if one.is_integer() else f"{one:g}" for one in known]
    if unit == "percent":
        numbers = [f"{one} %" for one in numbers]
    if bound == Bound.BETWEEN and len(numbers) > 1:
        return f"{numbers[0]}–{numbers[1]}"
    return f"{style.BOUND_SIGNS.get(bound, '')}{numbers[0]}"


def area_in_words(codes: str, dataset: Dataset, language: Language = "en") -> str:
    """Return the governorates of a total; the empty string for the whole country."""
    at = 0 if language == "en" else 1
    named = [dataset.area_names.get(one, (one, one))[at] for one in codes.split(";") if one and one != COUNTRY_CODE]
    more = len(named) - _AREAS
    return ", ".join(named[:_AREAS]) + (f" +{more}" if more > 0 else "")


def label_of(row: dict[Any, Any], question: Question, dataset: Dataset, language: Language = "en") -> str:
    """Return of whom or what a total is, in short; where it is not the whole country, and by whom where the question leaves it open.

    What is counted (killed, attacks …) is the question's, and said only where nothing else is.
    """
    whom = words.class_in_words(str(row["victim_class"]), language)
    more = [words.code_in_words(str(row[name]), language) for name in ("facility", "means") if row[name]]
    what = f"{whom} ({'; '.join(more)})" if whom and more else whom or "; ".join(more) or words.measure_in_words(str(row["measure"]), language)
    area = area_in_words(str(row["area_pcodes"]), dataset, language)
    asked = ";".join(sorted(question.perpetrators))
    named = ";".join(sorted(str(row["perpetrators"]).split(";")))
    party = "" if asked and asked == named else words.parties_of(row, language)
    return " · ".join(part for part in (what, party, area) if part)


def _day(value: Any) -> date | None:  # noqa: ANN401 - a cell
    return None if pd.isna(value) else pd.Timestamp(value).date()


def _parents(of: list[int], dataset: Dataset) -> dict[int, int]:
    """Return for each total the smallest shown one that holds it."""
    relations = dataset.relations
    holders = {at: [one for one in of if one != at and relations.between(one, at) is TallyRelation.CONTAINS] for at in of}
    # The smallest holder is the one that itself has most holders.
    return {at: max(found, key=lambda one: (len(holders[one]), -one)) for at, found in holders.items() if found}


def _ordered(of: list[int], used: Collection[int], question: Question, dataset: Dataset) -> list[tuple[int, int]]:
    """Return positions with their depth: a whole before what lies in it, those counted first, the class asked about before others, then the largest."""
    parents = _parents(of, dataset)
    tallies = dataset.relations.tallies
    classes = tallies.frame["victim_class"].to_numpy(dtype=object)

    def rank(at: int) -> tuple[bool, bool, str, float, int]:
        low = 0.0 if pd.isna(tallies.low[at]) else float(tallies.low[at])
        return (at not in used, classes[at] != question.victim_class, str(classes[at]), -low, at)

    out: list[tuple[int, int]] = []
    seen: set[int] = set()

    def walk(at: int, depth: int) -> None:
        if at in seen:
            return
        seen.add(at)
        out.append((at, min(depth, _DEEPEST)))
        for child in sorted((one for one, parent in parents.items() if parent == at), key=rank):
            walk(child, depth + 1)

    for at in sorted((one for one in of if one not in parents), key=rank):
        walk(at, 0)
    for at in of:
        walk(at, 0)
    return out


def window_rows(
    dataset: Dataset, question: Question, found: tuple[Supported, ...], contradicted: Collection[int], language: Language = "en", *, most: int = MOST
) -> WindowRows:
    """Return the totals of a question as bars: those counted and the heaviest, at most ``most``.

    Args:
        dataset: whose totals.
        question: what is asked.
        found: what origins support, with every total and its role.
        contradicted: positions of totals that contradict others.
        language: of the labels.
        most: how many are shown.
    """
    tallies = dataset.relations.tallies
    low = [value if value == value else 0.0 for value in tallies.low.tolist()]  # noqa: PLR0124 - not a number
    lines = [(line.role is not Role.USED, -low[line.at], line.at) for one in found for line in one.lines]
    chosen = {at for _, _, at in sorted(lines)[:most]}
    origins = []
    for one in found:
        used = set(one.used)
        of = [at for at in dict.fromkeys(line.at for line in one.lines) if at in chosen]
        if not of:
            continue
        rows = []
        for at, depth in _ordered(of, used, question, dataset):
            row = dict(tallies.frame.iloc[at].to_dict())
            start, end, known = _day(row["window_start_resolved"]), _day(row["window_end_resolved"]), str(row["window_ends_known"] or "both")
            printed = _day(row["source_date"])
            rows.append(
                WindowRow(
                    at=at,
                    label=label_of(row, question, dataset, language),
                    value=value_in_signs(row, language),
                    depth=depth,
                    start=start,
                    end=end or (printed if start is not None else None),
                    start_known=start is not None and known in ("both", "start"),
                    end_known=end is not None and known in ("both", "end"),
                    used=at in used,
                    contradicted=at in contradicted,
                )
            )
        origins.append(OriginRows(origin=one.origin, heading=words.supported_in_words(one, dataset.origins, language), rows=tuple(rows)))
    return WindowRows(origins=tuple(origins), more=len({at for _, _, at in lines} - chosen))


def without_window(rows: WindowRows) -> list[str]:
    """Return the totals that stand on no time axis, a line each."""
    origins = {row.at: origin.heading for origin in rows.origins for row in origin.rows}
    return [f"{row.value} {row.label} ({origins[row.at]})" for row in rows.rows if not row.has_window]
