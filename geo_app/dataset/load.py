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
from geo_app.readers.delimited import RawTable, read_delimited_file
from geo_app.tables.incidents import ORIGINS, RELATIONS
from geo_app.tables.published import DISPLACEMENT

if TYPE_CHECKING:
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
        origins=load_origin_names(),
        **_layers(load_layers()),
    )


def load_bundled(decisions: Decisions | None = None) -> Dataset:
    """Return the dataset of ``bundled_ingredients``, its texts placed with ``decisions`` (None: those of the person at this machine)."""
    return build_dataset(bundled_ingredients(), load_decided_geocoder(decisions))


def dataset_from_accounts(raw: RawTable, decisions: Decisions | None = None) -> Dataset:
    """Return the dataset of the accepted rows of an accounts file; nothing is known of its coverage, so it says so.

    Its texts are placed with ``decisions`` (None: those of the person at this machine).

    Raises:
        BadFileError: the file is not an accounts table.
    """
    made_of = Ingredients(
        title=raw.file,
        as_of="",
        coverage="Coverage not stated: nothing is known of what this file leaves out.",
        is_sample=True,
        accounts=read_accounts(raw).records,
        relations=pd.DataFrame(columns=list(RELATIONS.names), dtype=str),
        displacement=pd.DataFrame({c: pd.Series(dtype=str) for c in DISPLACEMENT.names}),
        origins=load_origin_names(),
        **_layers(load_layers()),
    )
    return build_dataset(made_of, load_decided_geocoder(decisions))
