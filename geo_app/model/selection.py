"""The filters of every page, command and product as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass

from geo_app.model.dates import EVERY_DAY, Window
from geo_app.vocabulary import Attribution, EventType, Perpetrator, Precision, Target, VictimClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which incidents, and which of their victims, a question is about.

    Lists are sorted tuples and mean "any of"; an empty tuple means no filter. ``attribution`` None means any way of being named.
    ``areas`` are units of the layers in use, of any level: P-codes, or ids of ours where a layer has none.
    ``victim_class`` chooses whose deaths are counted and removes no incident.
    ``public_only`` leaves out what is restricted, confidential or under embargo: what every file that leaves the machine asks for.
    ``min_precision`` keeps places known at least that exactly. ``sources`` are origin ids or publishers, compared in lower case.
    """

    perpetrators: tuple[Perpetrator, ...] = ()
    attribution: Attribution | None = None
    window: Window = EVERY_DAY
    areas: tuple[str, ...] = ()
    victim_class: VictimClass = VictimClass.PEOPLE
    event_types: tuple[EventType, ...] = ()
    targets: tuple[Target, ...] = ()
    sources: tuple[str, ...] = ()
    min_precision: Precision | None = None
    public_only: bool = False

    @property
    def is_one_party_question(self) -> bool:
        """True where totals must leave contested and alternative incidents beside the figure (design §5, rule 3)."""
        return bool(self.perpetrators) and self.attribution is None
