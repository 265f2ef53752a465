"""The records of a workspace that may tell of one event, and the dataset in which each of them is still by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo_app.dataset.build import build_dataset
from geo_app.dataset.load import ingredients_of
from geo_app.importing.candidates import propose
from geo_app.importing.comparable import whereabouts
from geo_app.store.effective import effective, merged_into, standing_of
from geo_app.tables.incidents import ACCOUNTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo_app.dataset.frozen import Dataset
    from geo_app.importing.candidates import Candidate
    from geo_app.locating.decided import PlaceFinder
    from geo_app.store.effective import Standing
    from geo_app.store.workspace import Workspace


def search_pairs(workspace: Workspace, geocoder: PlaceFinder) -> tuple[Dataset, tuple[Candidate, ...]] | None:
    """Return the dataset without merges and all pairs that may be one event, answered ones among them; None where there is no record.

    Answers change nothing here, so that a person who goes through the pairs waits once (see ``left``).
    """
    with workspace.reading() as connection:
        stands = replace(standing_of(connection), merged=())
        accounts = effective(connection, ACCOUNTS, stands)
    if accounts.empty:
        return None
    dataset = build_dataset(ingredients_of(workspace.name, accounts), geocoder)
    where = whereabouts(dataset.places, dataset.accounts["place"].to_numpy(), dataset.place_table["found"].to_numpy())
    return dataset, propose(dataset.accounts, where)


def left(pairs: Iterable[Candidate], stands: Standing) -> tuple[Candidate, ...]:
    """Return the pairs that nobody has answered, in their order: of incidents neither merged, however indirectly, nor kept apart.

    Of pairs that became the same by merging others, the first stands for all.
    """
    lead = merged_into(stands.merged)
    answered = {frozenset(lead.get(name, name) for name in pair) for pair in stands.apart}
    found = []
    for pair in pairs:
        ends = frozenset((lead.get(pair.a, pair.a), lead.get(pair.b, pair.b)))
        if len(ends) > 1 and ends not in answered:
            answered.add(ends)
            found.append(pair)
    return tuple(found)
