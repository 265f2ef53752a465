"""What earlier sentences of a report said, for sentences that leave it out: the party, the window, the place, the figure that is taken up."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geo_app.reports.dates import When
from geo_app.reports.draft_of import MOVED
from geo_app.reports.places import Where
from geo_app.vocabulary import Attribution

if TYPE_CHECKING:
    from geo_app.reports.blame import Blame
    from geo_app.reports.document import Sentence
    from geo_app.reports.drafts import Draft
    from geo_app.reports.figure import Figure
    from geo_app.reports.windows import Calendar

_BRIEF = 3
_PERIOD = 20
"""Days: a window at least that long among the first sentences is the period of the report."""
_JOINED = len(" and the ")


@dataclass(slots=True)
class Carried:
    """What was said last.

    Attributes:
        blame, window, where: of the sentences of this paragraph; ``last_where`` of any; ``country``: the country or place that the
            first lines name.
        figure, position: the last figure that stands for itself, and where its draft stands among all.
        heading: what the last sentence that introduces a list said happened.
        draft, paragraph_of: the last draft and its paragraph; ``blamed_in`` that of ``blame``.
        lead: the day of what the first sentences tell.
        closed: the last window with both ends: of figures of harm (False) and of people moved (True).
    """

    blame: Blame | None = None
    window: When | None = None
    where: Where | None = None
    last_where: Where | None = None
    country: Where | None = None
    figure: Figure | None = None
    position: int = -1
    heading: str = ""
    draft: Draft | None = None
    paragraph: int = -1
    paragraph_of: int = -9
    blamed_in: int = -9
    lead: When | None = None
    closed: dict[bool, When] = field(default_factory=dict)

    def enter(self, sentence: Sentence) -> None:
        """Forget what holds only within a paragraph, where the sentence begins another."""
        if sentence.paragraph != self.paragraph:
            self.where = None
            if not sentence.led:
                self.window = None
                if sentence.paragraph - self.blamed_in > 1:
                    self.blame = None
        self.paragraph = sentence.paragraph

    def lay(self, blame: Blame | None) -> None:
        """Keep whom a sentence held responsible; it holds to the end of the next paragraph."""
        if blame is not None and blame.attribution is Attribution.UNKNOWN:
            self.blame = None
        elif blame is not None and blame.codes:
            self.blame, self.blamed_in = blame, self.paragraph

    def period(self, windows: list[When], *, of_harm: bool) -> None:
        """Keep the period, or (``of_harm``: somebody is said to be harmed) the day, that the first sentences say the report is about."""
        for one in windows:
            if of_harm and self.lead is None and one.start is not None and one.end is not None and (one.end - one.start).days <= _BRIEF:
                self.lead = one
            long = one.start is not None and one.end is not None and (one.end - one.start).days >= _PERIOD
            if long and one.is_span and False not in self.closed:
                self.closed[False] = one

    def see(self, windows: list[When], calendar: Calendar) -> None:
        """Keep the closed window of a sentence that tells of harm without a figure, for the figures after it."""
        for said in windows:
            one = as_of(said, calendar, perfect=False) or said
            if one.start is not None and one.end is not None and not one.basis.startswith("named event"):
                self.window = one
                self.closed.setdefault(False, one)

    def pass_by(self, wheres: list[Where]) -> None:
        """Keep where a sentence that tells of harm without a figure was about ("… in that attack 1,144 people died")."""
        named = [one for one in wheres if not one.country]
        if named:
            self.where = self.last_where = named[0]

    def keep(self, figure: Figure, when: When | None) -> None:
        """Keep the window of a figure where it is its own, for the sentences after it."""
        if when is None or when.basis.startswith("inherited") or (when.start is None and when.end is None):
            return
        self.window = when
        if when.start is not None and when.end is not None:
            self.closed[figure.measure in MOVED] = when

    def when(self, figure: Figure, windows: list[When]) -> When | None:
        """Return the window of a figure: the nearest of its sentence, spans before single days; else of its paragraph, or of the figures before it."""
        if windows:

            def distance(one: When) -> tuple[bool, int]:
                gap = one.at - figure.numeral.end if one.at >= figure.numeral.end else figure.numeral.start - one.to
                return (one.start is None and one.end is None, gap - (60 if one.is_span else 0))

            return min(windows, key=distance)
        if self.window is not None:
            return _inherited(self.window)
        carried = self.closed.get(figure.measure in MOVED)
        brief = carried is not None and carried.start is not None and carried.end is not None and (carried.end - carried.start).days <= _BRIEF
        if carried is not None and (brief or not figure.numeral.vague) and figure.measure != "return":
            return _inherited(carried)
        return _inherited(self.lead) if self.lead is not None and figure.measure in {"killed", "injured", "killed_or_injured"} else None

    def place(self, figure: Figure, wheres: list[Where]) -> Where | None:
        """Return the place of a figure: the nearest of its sentence, with one that "and" joins to it; else the last that was named."""
        if not wheres:
            if self.where is not None:
                return self.where
            period = self.closed.get(False)
            long = period is not None and period.start is not None and period.end is not None and (period.end - period.start).days >= _PERIOD
            return self.country if long and self.country is not None else self.last_where if self.last_where is not None else self.country
        own = [one for one in wheres if not one.country] or wheres

        def distance(one: Where) -> int:
            return one.start - figure.numeral.end if one.start >= figure.numeral.end else figure.numeral.start - one.end + 15

        return _together(min(own, key=distance), own)

    def leave(self, sentence: Sentence, wheres: list[Where]) -> None:
        """Keep where a sentence with figures was about."""
        self.paragraph_of = sentence.paragraph
        named = [one for one in wheres if not one.country]
        if named and not wheres[-1].country:
            self.where = self.last_where = named[0]
        elif wheres and self.last_where is None:
            self.last_where = wheres[-1]


def _inherited(window: When) -> When:
    basis = window.basis if window.basis.startswith("inherited") else f"inherited from an earlier sentence ({window.basis})"
    return replace(window, basis=basis)


def _together(chosen: Where, every: list[Where]) -> Where:
    """Return a place with the one that "and" joins to it ("from Deir Ezzor and Raqqa")."""
    for one in every:
        if chosen.place is not None and one.place is not None and 0 < one.start - chosen.end <= _JOINED and chosen.place.name != one.place.name:
            codes = tuple(sorted({*chosen.place.area_pcodes, *one.place.area_pcodes}))
            place = replace(chosen.place, area_pcodes=codes, name=f"{chosen.place.name}; {one.place.name}")
            return Where(start=chosen.start, end=one.end, words=f"{chosen.words} and {one.words}", place=place)
    return chosen


_APART = re.compile(r"\b(?:that|which|who|where|whose|when)\b|الذي|التي", re.IGNORECASE)


def belongs(text: str, figure: Figure, window: When) -> bool:
    """Return False for an open window that another clause is about ("… killed two in the city that has been divided since 2012")."""
    if not window.is_span or window.start is None or window.end is not None or window.at < figure.numeral.end:
        return True
    return _APART.search(text, figure.numeral.end, window.at) is None


def as_of(when: When | None, calendar: Calendar, *, perfect: bool) -> When | None:
    """Return an open window closed by the date of the text: "since 2011" in a text of 9 July 2015 counts to that day.

    ``perfect``: the sentence says what has happened so far; without any window it counts to the date of the text.
    """
    printed = calendar.printed
    if printed is None:
        return when
    if when is None and perfect:
        return When(start=None, end=printed, at=0, to=0, basis=f"so far, by the date of the text, {printed.isoformat()}", is_span=True)
    if when is None or when.start is None or when.end is not None or printed < when.start:
        return when
    basis = when.basis if "date of the text" in when.basis else f"{when.basis}; to the date of the text, {printed.isoformat()}"
    return replace(when, end=printed, basis=basis)
