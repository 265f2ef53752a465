"""Spans of days and the two answers a date filter has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Days from ``start`` to ``end``, both included; None is open on that side.

    Raises:
        ValueError: ``end`` lies before ``start``.
    """

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.end < self.start:
            msg = f"window ends {self.end} before it starts {self.start}"
            raise ValueError(msg)

    @property
    def is_open(self) -> bool:
        """True where the window lets every day through."""
        return self.start is None and self.end is None


EVERY_DAY = Window()
