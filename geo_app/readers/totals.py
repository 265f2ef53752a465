"""Rows of a person's own sheet that are published totals or people moved → text cells of ``TALLIES`` or ``DISPLACEMENT``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo_app.readers.convert.accounts import content_ids
from geo_app.readers.convert.given import constant, read_each, texts
from geo_app.readers.convert.when import read_when
from geo_app.readers.headers import Field
from geo_app.readers.published.reader import pcodes
from geo_app.readers.values.counts import Count, read_count
from geo_app.vocabulary import Bound, RowKind

if TYPE_CHECKING:
    from geo_app.readers.convert.accounts import Converted, Rules
    from geo_app.readers.convert.given import Given
    from geo_app.readers.findings import Findings

_PARTS = {
    "killed_civilians": "civilians",
    "killed_children": "children",
    "killed_women": "women",
    "killed_medics": "medics",
    "killed_media": "media",
    "killed_civil_defence": "civil_defence",
}
_MOST_MOVED = 30_000_000


def _digits(cells: pd.Series) -> pd.Series:
    return cells.astype("str").fillna("").mask(cells.isna(), "")


def _day(cells: pd.Series) -> pd.Series:
    days: pd.Series = cells.dt.strftime("%Y-%m-%d").astype("str")
    return days


def tallies_of(made: Converted) -> pd.DataFrame:
    """Return the totals of accounts that are none: killed by class, and each part as a total of its own inside it, so that they are never added."""
    records = made.records
    whole = pd.DataFrame(
        {
            "tally_id": records["account_id"] + "/killed",
            "measure": constant("killed", records.index),
            "victim_class": records["killed_class"],
            "basis": constant("stated", records.index),
            "perpetrators": records["perpetrators"],
            "attribution": records["attribution"].where(records["perpetrators"] != "", "all_parties"),
            "perpetrator_as_reported": records["perpetrator_as_reported"],
            "window_start": _day(records["date_start"]),
            "window_end": _day(records["date_end"]),
            "window_start_resolved": _day(records["date_start"]),
            "window_end_resolved": _day(records["date_end"]),
            "area_as_reported": records["place_as_reported"].where(records["place_as_reported"] != "", records["governorate_as_reported"]),
            "area_pcodes": pcodes(records["governorate_as_reported"]),
            "area_basis": constant("not_stated", records.index),
            "value_min": _digits(records["killed_min"]),
            "value_max": _digits(records["killed_max"]),
            "unit": constant("persons", records.index),
            "bound": records["bound"],
            "bound_word": records["bound_word"],
            "source_publisher": records["source_publisher"],
            "source_url": records["source_url"],
            "evidence": records["evidence"],
        },
        index=records.index,
    )
    parts = [whole]
    for column, victim_class in _PARTS.items():
        value = _digits(records[column])
        part = whole.assign(
            tally_id=records["account_id"] + f"/{victim_class}", victim_class=victim_class, value_min=value, value_max=value, bound=Bound.STATED
        )
        parts.append(part.assign(bound_word="", part_of=whole["tally_id"].where(whole["bound"] != "", ""))[value != ""])
    joined = pd.concat(parts).sort_index(kind="stable")
    return joined[joined["bound"] != ""]


def movements_of(given: Given, rules: Rules, row: RowKind, findings: Findings) -> pd.DataFrame:
    """Return statements of people moved (``row``: flows, or stocks at a day) with their origin and destination as the sheet has them."""
    index = given.cells.index
    days = read_when(given, today=rules.today, day_first=rules.day_first, mixed=rules.mixed_dates, findings=findings)
    found = read_each(given, Field.PERSONS, partial(read_count, most=_MOST_MOVED), findings)
    ends = {
        name: found.take(lambda v, name=name: str(getattr(v, name)) if isinstance(v, Count) and getattr(v, name) is not None else "", "object")  # type: ignore[misc]
        for name in ("low", "high")
    }
    bound = found.take(lambda v: str(v.bound or "") if isinstance(v, Count) else "", "object")
    silent = bound == ""
    findings.add(given.rows[silent], given.header(Field.PERSONS), "", "says of nobody how many moved", refused=True)
    origin, destination = given.column(Field.ORIGIN), given.column(Field.DESTINATION)
    if not given.has(Field.ORIGIN) and not given.has(Field.DESTINATION):
        destination = given.column(Field.GOVERNORATE)
    stated = given.column(Field.ID).str.strip()
    made = texts(content_ids(given.cells[sorted(given.cells.columns)]), index)
    cells = pd.DataFrame(
        {
            "displacement_id": rules.dataset + ":" + stated.where(stated != "", made).str.replace(r"[\s;|]+", "_", regex=True).str.slice(0, 100),
            "kind": constant(str(row), index),
            "origin_as_reported": origin,
            "destination_as_reported": destination,
            "origin_pcodes": pcodes(origin),
            "destination_pcodes": pcodes(destination),
            "persons_min": texts(ends["low"], index),
            "persons_max": texts(ends["high"], index),
            "bound": texts(bound, index),
            "window_start": _day(days["date_start"]),
            "window_end": _day(days["date_end"]),
            "window_start_resolved": _day(days["date_start"]),
            "window_end_resolved": _day(days["date_end"]),
            "attribution": constant("unknown", index),
            "series_id": constant(f"{rules.dataset}:stock" if row is RowKind.STOCK else "", index),
            "source_publisher": given.column(Field.SOURCE),
            "note": given.column(Field.DESCRIPTION).str.slice(0, 300),
        },
        index=index,
    )
    return cells[~np.isin(given.rows, findings.refused())]
