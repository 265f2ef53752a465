"""The bound of a number: its word before it or after what it counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo_app.reports.lexicon import BOUND_PATTERNS
from geo_app.vocabulary import Bound

if TYPE_CHECKING:
    from geo_app.reports.numerals import Numeral

_BETWEEN = re.compile(
    r"[\s,\"'(]*(?:(?:a|the|an|of|total|total of|another|other|further|some|to|be|those|is|as|number|have|عدد|عن)\s+)*(?:ال\s*)?[\s\"'(]*", re.IGNORECASE
)


def bound_of(text: str, numeral: Numeral, floor: int, noun_end: int, ceiling: int) -> tuple[Bound, str, tuple[int, int] | None]:
    """Return the bound of a number: its word right before it, or right after what it counts; ``stated`` where none stands there."""
    if numeral.vague:
        return Bound.VAGUE, text[numeral.start : numeral.end], (numeral.start, numeral.end)
    if numeral.high > numeral.low:
        return Bound.BETWEEN, text[numeral.start : numeral.end], (numeral.start, numeral.end)
    first = max(floor, numeral.start - 44)
    before = text[first : numeral.start]
    best: re.Match[str] | None = None
    kind = Bound.STATED
    for name, pattern in BOUND_PATTERNS:
        for one in pattern.finditer(before):
            if _BETWEEN.fullmatch(before[one.end() :]) and (best is None or one.start() < best.start()):
                best, kind = one, Bound(name)
    if best is not None:
        return kind, best.group().strip(), (first + best.start(), first + best.end())
    after = re.match(
        r"\s*(?:people|persons|civilians|شخصا?|مدنيا?)?\s*(?:,\s*)?(or more|at least|and counting|علي الاقل|علي الاقل|فاكثر|او اكثر|تقريبا)(?!\w)",
        text[max(numeral.end, noun_end) : min(ceiling, max(numeral.end, noun_end) + 30)],
        re.IGNORECASE,
    )
    if after is not None:
        kind = Bound.ABOUT if after.group(1) == "تقريبا" else Bound.AT_LEAST
        return kind, after.group(1), (max(numeral.end, noun_end) + after.start(1), max(numeral.end, noun_end) + after.end(1))
    if numeral.percent:
        return Bound.PERCENT_OF, "", None
    return Bound.STATED, "", None
