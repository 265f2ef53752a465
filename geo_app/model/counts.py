"""Counts that keep what their source said: a sum of minima, what has no figure, what is only approximate."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """How many of one victim class a set of incidents supports (design §5, rules 1, 2, 5, 7).

    Attributes:
        at_least: sum of the lowest minima of the incidents with a figure, families counted once. None where none has a figure.
        at_most: sum of maxima; None unless every counted incident is closed above and no family was collapsed.
        with_figure, without_figure: incidents of the selection that state a minimum of this class, and that do not (unknown, not 0).
        about: incidents that state only an approximate figure (in ``without_figure`` too), and the sum of those figures.
        weakly_attributed: incidents that name a party only by belief or by an adversary's accusation.
        families: families of records (whole and parts, possible repeats) that were counted once.
    """

    victim_class: str
    at_least: int | None
    at_most: int | None
    with_figure: int
    without_figure: int
    about_incidents: int
    about_sum: int
    weakly_attributed: int
    families: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Where the incidents of a selection can be drawn. ``mapped + area + unmapped == incidents``, always.

    Further records outside ``incidents``: ``possible`` (dates only possibly within the window), ``contested`` (contested or alternative,
    beside a one-party question), ``straddling`` (in an area asked for and in another governorate), ``folded`` (sums over, or possible repeats of,
    other records of the selection) and ``withheld`` (not public, where only public ones are asked for). ``disagreeing`` of the incidents are stated
    in another governorate than their polygon's.
    """

    incidents: int
    mapped: int
    area: int
    unmapped: int
    possible: int
    contested: int
    straddling: int
    disagreeing: int
    folded: int
    withheld: int = 0

    def __post_init__(self) -> None:
        if self.mapped + self.area + self.unmapped != self.incidents:
            msg = f"counts do not add up: {self}"
            raise ValueError(msg)
