"""The data that come with geo_app, and any accounts file of the same columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from geo_app.boundaries.in_use import LayersInUse, load_layers
from geo_app.dataset.build import Ingredients, build_dataset
from geo_app.errors import MissingDataError
from geo_app.locating.decided import load_decided_geocoder
from geo_app.readers.accounts import read_accounts
from geo_app.readers.bundled import bundled, datapackage
from geo_app.readers.canonical import read_canonical
from geo_app.readers.delimited import read_delimited_file
from geo_app.tables.incidents import ORIGINS, RELATIONS
from geo_app.tables.published import DISPLACEMENT, STATEMENTS, TALLIES
from geo_app.tables.schema import nothing

UNKNOWN_COVERAGE = "Coverage not stated: nothing is known of what these records leave out."

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo_app.dataset.frozen import Dataset
    from geo_app.model.decisions import Decisions
    from geo_app.readers.canonical import Reading
    from geo_app.tables.columns import Table


def _whole(reading: Reading, name: str) -> pd.DataFrame:
    if reading.rejections:
        first = reading.rejections[0]
        raise MissingDataError(f"incidents/{name} does not fit its own columns (row {first.row}: {first.reason}).", remedy="Install geo_app again.")
    return reading.records


def _bundled_table(table: Table) -> pd.DataFrame:
    name = f"{table.name}.csv"
    return _whole(read_canonical(read_delimited_file(bundled("incidents", name)), table), name)


def load_origin_names() -> dict[str, str]:
    """Return origin id → name."""
    origins = _bundled_table(ORIGINS)
    return dict(zip(origins["origin_id"], origins["name"], strict=True))


def _layers(used: LayersInUse) -> dict[str, Any]:
    return {"governorates": used.governorates, "finer": {one.level: one for one in used.finer}, "context": used.context, "problems": used.problems}


def layers_in() -> dict[str, Any]:
    """Return the layers in use as a dataset takes them: ``governorates``, ``finer``, ``context``, ``problems``."""
    return _layers(load_layers())


def bundled_ingredients() -> Ingredients:
    """Return the tables that come with geo_app: a sample by convenience of all parties, March 2011 to 8 December 2024."""
    about = datapackage("incidents")
    accounts = _whole(read_accounts(read_delimited_file(bundled("incidents", "accounts.csv"))), "accounts.csv")
    return Ingredients(
        title=about["title"],
        as_of=about["version"],
        coverage=about["coverage"],
        is_sample=bool(about["sample"]),
        accounts=accounts,
        relations=_bundled_table(RELATIONS),
        displacement=_bundled_table(DISPLACEMENT),
        tallies=_bundled_table(TALLIES),
        statements=_bundled_table(STATEMENTS),
        origins=load_origin_names(),
        **_layers(load_layers()),
    )


def load_bundled(decisions: Decisions | None = None) -> Dataset:
    """Return the dataset of ``bundled_ingredients``, its texts placed with ``decisions`` (None: those of the person at this machine)."""
    return build_dataset(bundled_ingredients(), load_decided_geocoder(decisions))


def ingredients_of(
    title: str,
    accounts: pd.DataFrame,
    published: Mapping[str, pd.DataFrame] | None = None,
    *,
    coverage: str = UNKNOWN_COVERAGE,
    as_of: str = "",
    revision: str = "",
) -> Ingredients:
    """Return the tables of records that are a person's own, over the layers in use: a sample, unless they say more of its coverage.

    ``published``: rows of ``DISPLACEMENT``, ``TALLIES`` and ``STATEMENTS`` by the table's name; what is not there is empty.
    """
    return Ingredients(
        title=title,
        as_of=as_of,
        coverage=coverage,
        is_sample=True,
        revision=revision,
        accounts=accounts,
        relations=pd.DataFrame(columns=list(RELATIONS.names), dtype=str),
        displacement=_rows_of(published, DISPLACEMENT),
        tallies=_rows_of(published, TALLIES),
        statements=_rows_of(published, STATEMENTS),
        origins=load_origin_names(),
        **_layers(load_layers()),
    )


def _rows_of(published: Mapping[str, pd.DataFrame] | None, table: Table) -> pd.DataFrame:
    frame = (published or {}).get(table.name)
    return frame[list(table.names)] if frame is not None and len(frame) else nothing(table)


def dataset_from_records(title: str, records: pd.DataFrame, decisions: Decisions | None = None) -> Dataset:
    """Return the dataset of accepted account records (typed); nothing is known of their coverage, so it says so.

    Their texts are placed with ``decisions`` (None: those of the person at this machine).
    """
    return build_dataset(ingredients_of(title, records), load_decided_geocoder(decisions))
