"""A workspace → a frozen dataset of what holds in it now; read once per revision and kept beside it as a snapshot that can be made anew."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo_app.boundaries.own import signature as layers_in_use
from geo_app.dataset.build import build_dataset
from geo_app.dataset.load import ingredients_of, layers_in, load_origin_names
from geo_app.dataset.snapshot import read_snapshot, rules, write_snapshot
from geo_app.errors import NothingMatchedError
from geo_app.gazetteer.own import signature as lists_in_use
from geo_app.importing.known import decisions_known
from geo_app.locating.decided import load_decided_geocoder
from geo_app.store.effective import effective_of, fingerprint_of, standing_of
from geo_app.store.schema import EVENT, RECORD_TABLES
from geo_app.store.snapshot import snapshot_folder
from geo_app.store.workspace import workspace_id
from geo_app.tables.incidents import ACCOUNTS

if TYPE_CHECKING:
    from geo_app.dataset.build import Ingredients
    from geo_app.dataset.frozen import Dataset
    from geo_app.model.decisions import Decisions
    from geo_app.store.workspace import Workspace


def workspace_ingredients(workspace: Workspace) -> Ingredients:
    """Return the tables that hold in a workspace now.

    Raises:
        NothingMatchedError: it holds no record.
    """
    with workspace.reading() as connection:
        stands = standing_of(connection)
        held = {table.name: effective_of(connection, table, stands) for table in RECORD_TABLES}
    if all(one.frame.empty for one in held.values()):
        raise NothingMatchedError(f"{workspace.name} holds no record.", remedy="Import a file into it: geo-app import FILE.")
    latest = max((event.at[:10] for event in stands.history), default="")
    published = {name: one.frame for name, one in held.items() if name != ACCOUNTS.name}
    return ingredients_of(workspace.name, held[ACCOUNTS.name].frame, published, as_of=latest, revision=fingerprint_of(held.values()))


def workspace_fingerprint(workspace: Workspace) -> str:
    """Return a hash of the records that hold in a workspace, whatever history led to them."""
    with workspace.reading() as connection:
        stands = standing_of(connection)
        return fingerprint_of(effective_of(connection, table, stands) for table in RECORD_TABLES)


def revision_of(workspace: Workspace) -> tuple[str, str]:
    """Return the id of a workspace and the digest of the last event of its history: one cheap question, another answer after every change."""
    with workspace.reading() as connection:
        last = connection.execute(sa.select(EVENT.c.digest).order_by(EVENT.c.seq.desc()).limit(1)).scalar()
        return workspace_id(connection), bytes(last).hex() if last else ""


def load_workspace(workspace: Workspace, decisions: Decisions | None = None) -> Dataset:
    """Return the dataset of a workspace, its texts placed with ``decisions`` (None: all that are known, see ``importing.known``).

    It is read of the records once per revision and kept as a snapshot (not of an encrypted workspace).

    Raises:
        NothingMatchedError: it holds no record.
    """
    name, revision = revision_of(workspace)
    decisions = decisions if decisions is not None else decisions_known(workspace)
    parts = (workspace.name, revision, decisions.fingerprint, layers_in_use(), lists_in_use(), rules())
    folder = snapshot_folder(name) / hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:24]
    layers = layers_in()
    kept = None if workspace.encrypted else read_snapshot(folder, layers, load_origin_names())
    if kept is not None:
        return kept
    made = build_dataset(workspace_ingredients(workspace), load_decided_geocoder(decisions))
    if not workspace.encrypted:
        write_snapshot(folder, made)
    return made
