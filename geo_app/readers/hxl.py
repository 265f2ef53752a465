"""A row of HXL tags under a header → what each column holds.

Source of the rules: Humanitarian Exchange Language 1.1, hashtags and attributes. OCHA retires it; files that carry it stay.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo_app.readers.headers import Field

if TYPE_CHECKING:
    from collections.abc import Sequence

_TAG = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z][a-z0-9_]*)*", re.IGNORECASE)
_LEAST = 2
"""Tags that make a row a row of tags; all its other cells are empty."""
_RULES: tuple[tuple[str, frozenset[str], frozenset[str], Field], ...] = tuple(
    (tag, frozenset(needed.split()), frozenset(barred.split()), field)
    for tag, needed, barred, field in (
        ("#event", "id", "", Field.ID),
        ("#id", "", "", Field.ID),
        ("#date", "start", "reported imported", Field.DATE_START),
        ("#date", "end", "reported imported", Field.DATE_END),
        ("#date", "reported", "start end", Field.SOURCE_DATE),
        ("#date", "", "start end reported imported updated year month", Field.DATE),
        ("#adm1", "", "code dest origin", Field.GOVERNORATE),
        ("#adm2", "", "code dest origin", Field.DISTRICT),
        ("#adm3", "", "code dest origin", Field.DISTRICT),
        ("#loc", "type", "", Field.TARGET),
        ("#loc", "i_ar", "code", Field.PLACE_AR),
        ("#loc", "", "code type i_ar", Field.PLACE),
        ("#geo", "lat", "", Field.LATITUDE),
        ("#geo", "lon", "", Field.LONGITUDE),
        ("#geo", "coord", "", Field.COORDINATES),
        ("#affected", "killed children", "min max", Field.KILLED_CHILDREN),
        ("#affected", "killed f", "min max children civilians", Field.KILLED_WOMEN),
        ("#affected", "killed medics", "min max", Field.KILLED_MEDICS),
        ("#affected", "killed journalists", "min max", Field.KILLED_MEDIA),
        ("#affected", "killed civilians", "min max f m children", Field.KILLED_CIVILIANS),
        ("#affected", "killed min", "civilians f m children medics journalists", Field.KILLED_MIN),
        ("#affected", "killed max", "civilians f m children medics journalists", Field.KILLED_MAX),
        ("#affected", "killed", "min max civilians f m children adults medics journalists", Field.KILLED),
        ("#affected", "injured min", "f m children civilians", Field.INJURED_MIN),
        ("#affected", "injured max", "f m children civilians", Field.INJURED_MAX),
        ("#affected", "injured", "min max f m children civilians", Field.INJURED),
        ("#group", "name", "second", Field.PERPETRATOR),
        ("#event", "type", "", Field.EVENT_TYPE),
        ("#description", "", "", Field.DESCRIPTION),
        ("#meta", "source", "", Field.SOURCE),
        ("#meta", "url", "", Field.SOURCE_URL),
    )
)
"""Tag, attributes that it must and must not have, and the field: the first rule that fits holds."""


def _field_of(cell: str) -> Field | None:
    tag, *attributes = (part.strip().lower() for part in cell.split("+"))
    has = frozenset(attributes)
    return next((field for name, needed, barred, field in _RULES if name == tag and needed <= has and not barred & has), None)


def fields_of_tags(cells: Sequence[str]) -> dict[int, Field] | None:
    """Return position → field for a row of HXL tags; None where the row is none.

    Tags that mean nothing here are left out; of two columns with one meaning the first is taken.
    """
    filled = [(at, cell.strip()) for at, cell in enumerate(cells) if cell and cell.strip()]
    if len(filled) < _LEAST or not all(_TAG.fullmatch(cell) for _, cell in filled):
        return None
    found: dict[int, Field] = {}
    for at, cell in filled:
        field = _field_of(cell)
        if field is not None and field not in found.values():
            found[at] = field
    return found
