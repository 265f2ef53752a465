"""What a reader hands on beside its records."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """One reason why one row of a file was not taken.

    Attributes:
        file: name of the file without its folder.
        row: line as a spreadsheet counts it (the header is row 1); 0 for the file as a whole.
        column: header of the cell; empty where the whole row is meant.
        value: the cell as it stands in the file, at most 80 characters.
        reason: one sentence with what would be right.
    """

    file: str
    row: int
    column: str
    value: str
    reason: str
