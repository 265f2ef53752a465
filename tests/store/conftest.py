"""A workspace of one's own for each test, invented lists, and a real PostgreSQL server from Debian's binaries."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from geo_app.importing.imports import store
from geo_app.importing.stage import stage
from geo_app.locating.geocode import Geocoder
from geo_app.model.mapping import Mapping
from geo_app.store.commit import Committed
from geo_app.store.workspace import Workspace, open_workspace

HEADER = "id,date,governorate,town,perpetrator,killed,killed_children,description"
Import = Callable[..., Committed]


def a_list(*rows: str) -> bytes:
    """Return a list with the usual header."""
    return "\n".join((HEADER, *rows, "")).encode()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace in a file."""
    opened = open_workspace(tmp_path / "team.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def put(geocoder: Geocoder) -> Import:
    """Import bytes into a workspace."""

    def take(workspace: Workspace, data: bytes, *, file: str = "list.csv", who: str = "Amal", **said: object) -> Committed:
        staged = stage(data, file=file, mapping=Mapping(**said), geocoder=geocoder)  # type: ignore[arg-type]
        try:
            return store(workspace, staged, who=who)
        finally:
            staged.close()

    return take


def _binaries() -> Path | None:
    found = shutil.which("initdb")
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    real = [Path(os.path.realpath(found))] if found else []
    return next((one.parent for one in (*places, *real) if one.is_file()), None)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server that this run starts and stops; skipped where there is none."""
    binaries = _binaries()
    if binaries is None:
        if os.environ.get("GEO_APP_REQUIRE_POSTGRESQL"):
            pytest.fail("GEO_APP_REQUIRE_POSTGRESQL is set and there is no PostgreSQL server")
        pytest.skip("no PostgreSQL server on this machine (Debian: apt-get install postgresql)")
    pytest.importorskip("psycopg", reason="the driver of PostgreSQL is not installed (extra postgresql)")
    # The server refuses to run as root, and its socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    user = None
    if os.geteuid() == 0:
        user = "postgres" if any(one.pw_name == "postgres" for one in pwd.getpwall()) else "nobody"
        shutil.chown(folder, user)
    data = folder / "data"

    def run(*command: str) -> None:
        subprocess.run(command, check=True, capture_output=True, cwd=folder, timeout=120, user=user, env={**os.environ, "HOME": str(folder)})

    run(str(binaries / "initdb"), "-D", str(data), "-U", "geo", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    run(str(binaries / "pg_ctl"), "-D", str(data), "-w", "-t", "60", "-o", options, "-l", str(folder / "log"), "start")
    yield f"postgresql://geo@/{{name}}?host={folder}"
    run(str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def team(postgresql: str) -> Iterator[Workspace]:
    """An empty workspace on a PostgreSQL server."""
    import psycopg

    name = f"w{next(_NUMBERS)}"
    with psycopg.connect(postgresql.format(name="postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    opened = open_workspace(postgresql.format(name=name))
    yield opened
    opened.close()


_NUMBERS = iter(range(1, 10_000))
