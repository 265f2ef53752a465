"""The largest single displacement statement of each group: what may be shown where a sum would count people twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo_app.vocabulary import Bound

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd


def largest_statement(frame: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Return one statement a group of ``keys``, sorted by them: the one with the largest number of persons.

    Claims that their publisher relays or disputes stand behind findings, "at most" figures behind all others, statements without persons last.
    Added columns: ``persons`` (lowest figure of that statement, NA where no statement of the group has one: unknown, never 0), ``statements``
    and ``with_number`` (how many the group holds, and how many of them give persons).
    """
    persons = frame["persons_min"].fillna(frame["persons_max"])
    ranked = frame.assign(persons=persons, unknown=persons.isna(), claimed=frame["claimed_by"] != "", capped=frame["bound"] == Bound.AT_MOST)
    ranked = ranked.sort_values(["unknown", "claimed", "capped", "persons", "displacement_id"], ascending=[True, True, True, False, True])
    groups = ranked.groupby(list(keys))["persons"]
    ranked = ranked.assign(statements=groups.transform("size"), with_number=groups.transform("count"))
    return ranked.drop_duplicates(list(keys)).drop(columns=["unknown", "claimed", "capped"]).sort_values(list(keys), ignore_index=True)
