"""What a person says of a file: what its rows are and what its columns hold. Frozen; kept with a batch and as a profile for the next file."""

from __future__ import annotations

from dataclasses import dataclass, field

from geo_app.vocabulary import Perpetrator, RowKind, VictimClass

OWN = "own"
"""The data set of a person's own lists where they name none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """How one file is read.

    Attributes:
        reader: name of the reader; ``spreadsheet`` where the columns are mapped by ``columns``, empty: chosen by what the file holds.
        dataset: whose list it is. Ids are compared within one data set only.
        row: what one row is; None: as the reader says.
        columns: (field, header) pairs of a spreadsheet; empty: as the headers propose.
        sheet: the sheet of a workbook; empty: the one with most known headers.
        day_first: order of day and month where numbers alone do not say; None: only what the file proves.
        exchanged: latitude and longitude stand in one another's column.
        killed_class: who is counted in a column of killed that does not say.
        parties: (text of a cell, codes joined by ``;``) that the person decided.
        kept: headers of columns with names or contacts of people that are kept on purpose.
        complete: the file is the whole list: what it no longer holds is withdrawn.
    """

    reader: str = ""
    dataset: str = ""
    row: RowKind | None = None
    columns: tuple[tuple[str, str], ...] = ()
    sheet: str = ""
    day_first: bool | None = None
    exchanged: bool = False
    killed_class: VictimClass = VictimClass.PEOPLE
    parties: tuple[tuple[str, tuple[Perpetrator, ...]], ...] = field(default=())
    kept: tuple[str, ...] = ()
    complete: bool = False
