"""One number of a sentence as read, and as it is asked for while it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo_app.reports.ties import SURE
from geo_app.vocabulary import Bound

if TYPE_CHECKING:
    from geo_app.reports.lexicon import Noun
    from geo_app.reports.nouns import Counted
    from geo_app.reports.numerals import Numeral
    from geo_app.reports.triggers import Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of a sentence as read.

    Attributes:
        numeral, counted, noun: the number, the words of what it counts, and what that is.
        measure, means: what happened, and by what where the word says it.
        trigger, tie: the word that says what happened, and how directly the number is tied to it (lower is surer).
        bound, bound_word, bound_span, inherited: the kind of number, its word and where that stands; ``inherited``: before the whole, not this number.
        whole: position of the figure of the same sentence that holds it. ``of_head``: it is told of an earlier sentence's figure.
        split: one place's share of a figure that is broken down by place.
    """

    numeral: Numeral
    counted: Counted
    noun: Noun
    measure: str
    means: str = ""
    trigger: Trigger | None = None
    tie: float = 0.0
    bound: Bound = Bound.STATED
    bound_word: str = ""
    bound_span: tuple[int, int] | None = None
    inherited: bool = False
    whole: int | None = None
    of_head: bool = False
    split: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A number under reading: what it counts, what it is tied to, the figure before it, and which figure it is said to be a part of."""

    numeral: Numeral
    noun: Counted
    trigger: Trigger | None
    tie: float
    previous: Figure | None
    whole: int | None
    marked: bool
    goes_on: bool

    @property
    def direct(self) -> bool:
        """True where the number has a word of its own, and does not share that of the figure before it."""
        if self.trigger is None or self.previous is None or self.tie >= SURE:
            return False
        overlaps = self.trigger.start < self.noun.end and self.trigger.end > self.numeral.start
        own = not overlaps or self.trigger.name in {"killed", "injured", "arrests"}
        return own and self.trigger is not self.previous.trigger and self.trigger.start > self.previous.numeral.end
