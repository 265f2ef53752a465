"""The same promises on a real PostgreSQL server that a team shares."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from geo_app.dataset.workspace import load_workspace, workspace_fingerprint
from geo_app.errors import BadUseError
from geo_app.importing.curate import merge
from geo_app.importing.forget import forget
from geo_app.importing.imports import undo
from geo_app.store.audit import audit
from geo_app.store.backup import backup
from geo_app.store.schema import METADATA
from geo_app.store.workspace import Workspace, open_workspace
from tests.store.conftest import Import, a_list

pytestmark = pytest.mark.xdist_group("postgresql")
ROWS = tuple(f"A{n},2016-03-{n % 28 + 1:02d},Aleppo,Aleppo,Russian forces,{n % 9},,Told {n}" for n in range(60))


def whole(workspace: Workspace) -> list[str]:
    """Return what an audit finds."""
    with workspace.reading() as connection:
        return audit(connection)


def test_a_team_has_the_same_records_as_a_laptop(team: Workspace, workspace: Workspace, put: Import) -> None:
    """One file gives one fingerprint on both databases; undoing restores it exactly."""
    for one in (team, workspace):
        put(one, a_list(*ROWS))
    first = workspace_fingerprint(team)
    assert first == workspace_fingerprint(workspace)
    put(team, a_list(*ROWS[:20], "A21,2016-03-22,Aleppo,Aleppo,ISIS,4,,Told 21"), file="next.csv")
    assert workspace_fingerprint(team) != first
    undo(team, 2, who="Amal")
    assert workspace_fingerprint(team) == first
    assert whole(team) == []
    assert len(load_workspace(team).incidents) == 60


def test_two_processes_of_a_team_import_at_once(team: Workspace, put: Import) -> None:
    """Writers wait for one another; the chain has no gap and no fork."""
    address = team.engine.url.render_as_string(hide_password=False)
    failed: list[BaseException] = []

    def work(number: int) -> None:
        own = open_workspace(address)
        try:
            for part in range(3):
                rows = [f"L{number}-{part}-{n},2017-01-{n + 1:02d},Homs,Homs,ISIS,1,," for n in range(20)]
                put(own, a_list(*rows), file=f"{number}-{part}.csv")
        except BaseException as error:  # noqa: BLE001 - shown by the assertion
            failed.append(error)
        finally:
            own.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert whole(team) == []
    assert len(load_workspace(team).incidents) == 180


def test_the_migrations_make_the_schema_of_today(team: Workspace) -> None:
    """PostgreSQL has every column of the code."""
    with team.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_a_team_merges_forgets_and_copies_to_a_laptop(team: Workspace, put: Import, tmp_path: Path) -> None:
    """A merge is shared, a redaction leaves the chain whole, and a backup of a server is a workspace in a file."""
    put(team, a_list(*ROWS[:5]))
    merge(team, ("own:A1", "own:A2"), who="Amal", why="one event")
    assert forget(team, "Told 3", who="Basel", why="asked for").any
    assert whole(team) == []
    backup(team, tmp_path / "copy.sqlite")
    copy = open_workspace(tmp_path / "copy.sqlite", create=False)
    assert workspace_fingerprint(copy) == workspace_fingerprint(team)
    assert whole(copy) == []
    copy.close()


def test_a_server_that_is_not_there_is_a_sentence() -> None:
    """No traceback, no password in the sentence."""
    with pytest.raises(BadUseError) as told:
        open_workspace("postgresql://amal:secret-word@127.0.0.1:9/team")
    assert "secret-word" not in str(told.value)
