"""What is loaded, frozen: incidents, their accounts and places, relations, displacement and layers. One revision, one fingerprint."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from geo_app.dataset.relations import relate
from geo_app.dataset.tallies import tallies_of
from geo_app.vocabulary import AREA_ONLY, MAPPED, Precision, Sensitivity

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd

    from geo_app.boundaries.layers import Layer
    from geo_app.dataset.families import Families
    from geo_app.dataset.relations import Relations
    from geo_app.model.places import Place

PRECISIONS = tuple(Precision)
SEVERAL = "several"
"""In ``admin1``: the place lies in, or may lie in, several governorates; never split, never doubled."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Dataset:
    """Everything a question can be asked of. Build it with ``geo_app.dataset.build``.

    Attributes:
        title, as_of, coverage: name of the data set, day of its revision, and the statement of what it covers that every product prints.
        is_sample: True where sizes of parties must not be compared.
        incidents: one row per incident, position = row number. Columns: ``incident_id``; ``day_start, day_end`` (days since 1970, both
            included); ``date_precision``; ``perpetrators, denied, admitted, events, targets`` (bit masks in vocabulary order);
            ``attribution`` (position in ``claims.ATTRIBUTIONS``); ``weak``; ``place`` (position in ``places``); ``accounts, origins``
            (how many); ``min_C, max_C, about_C, highest_C`` per victim class (Int64, NA is not known).
        accounts: the accounts table plus ``incident`` (position) and ``place``.
        places: distinct places; ``place_table`` holds ``precision`` (position in ``PRECISIONS``), ``latitude, longitude``,
            ``uncertainty_m``, ``admin1`` (P-code, ``UNDOF``, ``several`` or empty), ``admin2, admin3`` (unit of a finer layer: a point's by its
            polygon, an area's or circle's as its text says; empty: not known), ``found`` (governorate by polygon), ``disagrees``.
        displacement, tallies, statements: the tables of those names. No figure of them is ever added to one of incidents.
        governorates, finer: the layers in use; ``finer`` by level, empty where a person added none.
        problems: a sentence for each layer that could not be used.
        fingerprint: SHA-256 of the effective rows, hex.
    """

    title: str
    as_of: str
    coverage: str
    is_sample: bool
    incidents: pd.DataFrame
    accounts: pd.DataFrame
    places: tuple[Place, ...]
    place_table: pd.DataFrame
    families: Families
    displacement: pd.DataFrame
    tallies: pd.DataFrame
    statements: pd.DataFrame
    origins: Mapping[str, str]
    governorates: Layer
    context: gpd.GeoDataFrame
    fingerprint: str
    finer: Mapping[str, Layer] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @cached_property
    def relations(self) -> Relations:
        """How every published total stands to every other; computed when first asked for."""
        return relate(tallies_of(self.tallies))

    @cached_property
    def layers(self) -> dict[str, Layer]:
        """Level → layer, from large to small."""
        return {"governorate": self.governorates, **self.finer}

    @cached_property
    def area_names(self) -> dict[str, tuple[str, str]]:
        """Unit of any layer → English and Arabic name."""
        return {unit: names for layer in self.layers.values() for unit, names in layer.names.items()}

    def level_of_area(self, unit: str) -> str:
        """Return the level of the loaded layer that holds ``unit``; the empty string where none does."""
        return next((level for level, layer in self.layers.items() if unit in layer.names or unit in set(layer.units["unit_id"])), "")

    @cached_property
    def closed(self) -> np.ndarray:
        """Return per incident True where one of its accounts is restricted, confidential, or under an embargo that the data's own day has not reached."""
        accounts = self.accounts
        if "sensitivity" not in accounts:
            return np.zeros(len(self.incidents), dtype=bool)
        hidden = accounts["sensitivity"].isin([Sensitivity.RESTRICTED, Sensitivity.CONFIDENTIAL]).to_numpy()
        until = accounts["embargo_until"].astype("datetime64[s]").to_numpy()
        hidden = hidden | ~np.isnat(until) & (until > np.datetime64(self.as_of[:10] or "1970-01-01"))
        out = np.zeros(len(self.incidents), dtype=bool)
        out[accounts.loc[hidden, "incident"].to_numpy()] = True
        return out

    def place_category(self) -> np.ndarray:
        """Return per place 0 where it is mapped, 1 where it is an area only, 2 where it is not mapped."""
        category = np.full(len(PRECISIONS), 2, dtype=np.int8)
        category[[PRECISIONS.index(p) for p in MAPPED]] = 0
        category[[PRECISIONS.index(p) for p in AREA_ONLY]] = 1
        of_place: np.ndarray = category[self.place_table["precision"].to_numpy()]
        return of_place
