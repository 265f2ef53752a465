"""What is to be said of the rows of a file, collected column-wise: a million remarks are arrays, not a million objects."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = ("row", "column", "value", "reason", "refused")
SHOWN = 200
"""Signs of a cell's value that a finding shows."""


@dataclass(slots=True)
class Findings:
    """Remarks on rows: each has a row number, the header of the cell ("" for the row), its value, a reason, and whether the row is refused for it."""

    parts: list[pd.DataFrame] = field(default_factory=list)

    def add(self, rows: np.ndarray, column: str, values: Sequence[str] | np.ndarray | str, reason: str | np.ndarray, *, refused: bool | np.ndarray) -> None:
        """Add one remark for each of ``rows``; ``values``, ``reason`` and ``refused`` are one for all, or one each."""
        if len(rows):
            self.parts.append(pd.DataFrame({"row": rows, "column": column, "value": values, "reason": reason, "refused": refused}))

    def frame(self) -> pd.DataFrame:
        """Return all remarks by row, in the order in which they were made; values cut to what is shown."""
        if not self.parts:
            return pd.DataFrame({"row": np.array([], dtype=np.int64), "column": "", "value": "", "reason": "", "refused": np.array([], dtype=bool)})
        whole = pd.concat(self.parts, ignore_index=True)
        whole["value"] = whole["value"].astype(str).str.slice(0, SHOWN)
        return whole.sort_values("row", kind="stable", ignore_index=True)

    def refused(self) -> np.ndarray:
        """Return the numbers of the refused rows, each once."""
        found = [part.loc[part["refused"].to_numpy(dtype=bool), "row"].to_numpy() for part in self.parts]
        return np.unique(np.concatenate(found)) if found else np.array([], dtype=np.int64)
