"""What is asked of published totals, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo_app.model.dates import EVERY_DAY, Window

if TYPE_CHECKING:
    from geo_app.model.selection import Selection
    from geo_app.vocabulary import Perpetrator

_CLASSES = {"medics": "medical"}
"""Classes of incidents that published totals call otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """How many, of what and whom, by whom, where and when.

    Attributes:
        measure: what is counted, as ``TALLIES`` has it (``killed``, ``massacres``, ``attacks_on_facilities`` …).
        victim_class: of whom; empty where no persons are counted.
        perpetrators: the parties asked about; empty: whoever it was. Several ask for their sum.
        window: days, both ends included; None is open.
        areas: governorates by P-code; empty: the whole country.
        means, facility: as ``TALLIES`` has them; empty: any.
        unit: what the answer is a number of.
    """

    measure: str = "killed"
    victim_class: str = "civilians"
    perpetrators: tuple[Perpetrator, ...] = ()
    window: Window = EVERY_DAY
    areas: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    facility: str = ""
    unit: str = "persons"


def question_about(chosen: Selection) -> Question:
    """Return how many were killed, as asked by a selection of incidents: its parties, dates, governorates, class and means.

    What a selection says of sources, precision, targets and attribution is about records; published totals have none of it.
    """
    return Question(
        victim_class=_CLASSES.get(chosen.victim_class, str(chosen.victim_class)),
        perpetrators=chosen.perpetrators,
        window=chosen.window,
        areas=tuple(sorted({code[:4] for code in chosen.areas})),
        means=tuple(str(one) for one in chosen.event_types),
    )
