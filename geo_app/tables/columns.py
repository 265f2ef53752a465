"""The canonical tables, column by column: the only place that spells their names, types, units and what an empty cell means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from geo_app.vocabulary import COUNTRY_CODE, GOVERNORATES


class Kind(StrEnum):
    """How the text of a cell is read. ``codes`` is a list joined by ``;`` of the column's codes."""

    TEXT = "text"
    IDENTIFIER = "identifier"
    DATE = "date"
    COUNT = "count"
    NUMBER = "number"
    CODE = "code"
    CODES = "codes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: ``codes`` are the allowed words (empty: any), ``low`` and ``high`` the allowed range, both ends included."""

    name: str
    kind: Kind
    says: str
    codes: tuple[str, ...] = ()
    required: bool = False
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A named table of columns in file order; ``key`` is unique within a file, ``essential`` must stand in its header."""

    name: str
    says: str
    key: str
    essential: tuple[str, ...]
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """Return the column called ``name``; KeyError where the table has none."""
        return {column.name: column for column in self.columns}[name]

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in file order."""
        return tuple(column.name for column in self.columns)


def text(name: str, says: str, *, required: bool = False) -> Column:
    """Return a column of free text."""
    return Column(name=name, kind=Kind.TEXT, says=says, required=required)


def day(name: str, says: str, *, required: bool = False) -> Column:
    """Return a column of ISO 8601 days."""
    return Column(name=name, kind=Kind.DATE, says=f"{says} ISO 8601 day.", required=required)


def persons(name: str, says: str) -> Column:
    """Return a column of whole numbers of persons."""
    return Column(name=name, kind=Kind.COUNT, says=f"{says} Persons; empty is not known, never 0.", low=0, high=200_000)


def code(name: str, says: str, codes: type[StrEnum] | tuple[str, ...], *, required: bool = False) -> Column:
    """Return a column of one controlled word."""
    return Column(name=name, kind=Kind.CODE, says=says, codes=tuple(str(c) for c in codes), required=required)


def codes_of(name: str, says: str, codes: type[StrEnum] | tuple[str, ...] = ()) -> Column:
    """Return a column of controlled words joined by `;`."""
    return Column(name=name, kind=Kind.CODES, says=f"{says} Joined by `;`.", codes=tuple(str(c) for c in codes))


PCODES = (*GOVERNORATES, COUNTRY_CODE)
"""What ``area_pcodes`` and its like may hold."""

SOURCE = (
    text("source_publisher", "Who published the page or data set."),
    text("source_origin", "Whom the publisher cites as knowing, in its words."),
    codes_of("origin_ids", "Normalised origins (`incidents/origins.csv`); anonymous ones (activists, residents) have none."),
    text("source_title", "Title of the page; in brackets a label of ours."),
    text("source_url", "Address of the page."),
    day("source_date", "Day of publication where the page prints one."),
)
"""Where a row comes from: the last columns of every table of published facts."""
