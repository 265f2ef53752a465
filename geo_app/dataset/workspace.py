"""A workspace → a frozen dataset of what holds in it now; read once per revision and kept beside it as a snapshot that can be made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo_app.dataset.build import build_dataset
from geo_app.dataset.load import ingredients_of
from geo_app.errors import NothingMatchedError
from geo_app.locating.decided import load_decided_geocoder
from geo_app.store.effective import effective, fingerprint_of, standing_of
from geo_app.store.schema import RECORD_TABLES
from geo_app.tables.incidents import ACCOUNTS
from geo_app.tables.published import DISPLACEMENT

if TYPE_CHECKING:
    from geo_app.dataset.build import Ingredients
    from geo_app.dataset.frozen import Dataset
    from geo_app.locating.decided import PlaceFinder
    from geo_app.store.workspace import Workspace


def workspace_ingredients(workspace: Workspace) -> Ingredients:
    """Return the tables that hold in a workspace now.

    Raises:
        NothingMatchedError: it holds no record.
    """
    with workspace.reading() as connection:
        stands = standing_of(connection)
        accounts = effective(connection, ACCOUNTS, stands)
        displacement = effective(connection, DISPLACEMENT, stands)
    if accounts.empty and displacement.empty:
        raise NothingMatchedError(f"{workspace.name} holds no record.", remedy="Import a file into it: geo-app import FILE.")
    latest = max((event.at[:10] for event in stands.history), default="")
    return ingredients_of(workspace.name, accounts, displacement, as_of=latest)


def workspace_fingerprint(workspace: Workspace) -> str:
    """Return a hash of the records that hold in a workspace, whatever history led to them."""
    with workspace.reading() as connection:
        stands = standing_of(connection)
        return fingerprint_of({table.name: effective(connection, table, stands) for table in RECORD_TABLES}, RECORD_TABLES)


def load_workspace(workspace: Workspace, geocoder: PlaceFinder | None = None) -> Dataset:
    """Return the dataset of a workspace, its texts placed with ``geocoder`` (default: the gazetteers and decisions of the person at this machine).

    Raises:
        NothingMatchedError: it holds no record.
    """
    return build_dataset(workspace_ingredients(workspace), geocoder or load_decided_geocoder())
