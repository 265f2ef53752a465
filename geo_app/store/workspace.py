"""A workspace: one database (SQLite file by default, PostgreSQL by address), opened, migrated, read and written in whole transactions."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event

from geo_app.errors import BadUseError
from geo_app.readers.own import data_folder, made
from geo_app.store.schema import META

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

VARIABLE = "GEO_APP_WORKSPACE"
"""An environment variable: the workspace of commands that name none."""
PASSPHRASE = "GEO_APP_PASSPHRASE"  # noqa: S105 - a name, not a word to pass
"""An environment variable: with it, workspaces in files are encrypted; those made without it stay in clear and cannot be opened with it."""
_BUSY_MS = 120_000
_LOCK = 7_203_947_551
"""The number by which PostgreSQL knows the one writer of a workspace."""
_SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")
_PORTION = 20_000


@dataclass(frozen=True, eq=False, kw_only=True)
class Workspace:
    """An open workspace: ``engine`` (SQLAlchemy), ``name`` as people read it (no path, no password), ``path`` of a file, None for a server.

    ``encrypted``: the file is encrypted (SQLCipher), so that nothing computed of it is kept in clear either.
    """

    engine: sa.Engine
    name: str
    path: Path | None
    encrypted: bool = False

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one state of the workspace throughout.

        Raises:
            BadUseError: the database cannot be read.
        """
        try:
            with self.engine.connect() as connection, connection.begin():
                yield connection
        except sa.exc.OperationalError as error:
            raise BadUseError(f"{self.name} could not be read.", remedy="Check that its file or server is still there, and try again.") from error

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a connection in one transaction, the only writer at its time: all of it is stored at the end, or nothing.

        Raises:
            BadUseError: the database refuses (no room, read-only, locked for two minutes).
        """
        try:
            with self.engine.connect() as plain:
                connection = plain.execution_options(geo_app_writes=True)
                if self.path is None:
                    # A repeatable read would look at the moment before it waited for the lock.
                    connection = plain.execution_options(isolation_level="READ COMMITTED")
                with connection.begin():
                    if self.path is None:
                        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                    yield connection
        except sa.exc.DBAPIError as error:
            raise BadUseError(f"{self.name} could not be written to; it is as it was.", remedy=_remedy(error)) from error

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _remedy(error: sa.exc.DBAPIError) -> str:
    said = str(error.orig).lower()
    if "full" in said or "space" in said or "i/o" in said:
        return "Make room on the disk and try again."
    if "locked" in said or "busy" in said:
        return "Wait until the other import is done and try again."
    return "Check that you may write to it, and that its server runs."


def default_path() -> Path:
    """Return where the workspace of the person at this machine is; it may not exist yet."""
    return data_folder("workspace") / "workspace.sqlite"


def is_server(address: str) -> bool:
    """Return True where an address is one of a PostgreSQL server."""
    return address.startswith(_SCHEMES)


def _sqlite(path: Path, *, create: bool) -> sa.Engine:
    if not create and (not path.is_file() or path.stat().st_size == 0):
        raise BadUseError(f"There is no workspace {path.name}.", remedy="Import a file into it first: geo-app import FILE --workspace …")
    if create and not path.exists():
        made(path.parent)
        try:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as error:
            raise BadUseError(f"{path.name} cannot be made there.", remedy="Choose a folder that you may write to.") from error
    passphrase = os.environ.get(PASSPHRASE, "")
    arguments = {"timeout": _BUSY_MS / 1000, "isolation_level": None, "check_same_thread": False}
    engine = sa.create_engine(f"sqlite:///{path}", connect_args=arguments, hide_parameters=True, **({"module": _cipher()} if passphrase else {}))

    @event.listens_for(engine, "connect")
    def _settings(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's signature
        if passphrase:
            connection.execute(f"PRAGMA key = {quoted(passphrase)}")
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", f"busy_timeout={_BUSY_MS}", "trusted_schema=OFF"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        # The driver would begin late and deferred: a reader that turns writer could then fail instead of waiting.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("geo_app_writes") else "BEGIN")

    return engine


def quoted(text: str) -> str:
    """Return ``text`` as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def _cipher() -> Any:  # noqa: ANN401 - a module
    try:
        from sqlcipher3 import dbapi2  # noqa: PLC0415 - optional
    except ModuleNotFoundError as error:
        raise BadUseError("Encryption is not installed.", remedy="Install geo_app with its extra: pip install 'geo-app[encryption]'.") from error
    return dbapi2


def _postgresql(address: str) -> sa.Engine:
    url = sa.make_url(address.replace("postgres://", "postgresql://", 1)).set(drivername="postgresql+psycopg")
    try:
        return sa.create_engine(url, isolation_level="REPEATABLE READ", pool_pre_ping=True, hide_parameters=True)
    except ModuleNotFoundError as error:
        raise BadUseError("The driver for PostgreSQL is not installed.", remedy="Install geo_app with its extra: pip install 'geo-app[postgresql]'.") from error


def _engine(address: str | Path, *, create: bool) -> tuple[sa.Engine, str, Path | None]:
    if isinstance(address, str) and is_server(address):
        try:
            url = sa.make_url(address)
        except (sa.exc.ArgumentError, ValueError) as error:
            raise BadUseError("This address cannot be read.", remedy="Write it like postgresql://user@host/database.") from error
        return _postgresql(address), f"{url.database} on {url.host or 'this machine'}", None
    if isinstance(address, str) and "://" in address:
        raise BadUseError("This address is not one of a workspace.", remedy="Give a file, or postgresql://user@host/database.")
    path = Path(address).expanduser().absolute()
    return _sqlite(path, create=create), path.name, path


def open_workspace(address: str | Path, *, create: bool = True) -> Workspace:
    """Return the workspace at an address, made or migrated to this version's schema where needed.

    Args:
        address: a file of SQLite, or ``postgresql://…``.
        create: make it where there is none.

    Raises:
        BadUseError: it is not there, cannot be reached or made, is no workspace, or was made by a newer geo_app.
    """
    from geo_app.store.migrate import migrate  # noqa: PLC0415 - Alembic is imported only where a workspace is opened

    engine, name, path = _engine(address, create=create)
    try:
        migrate(engine, name, create=create)
        workspace = Workspace(engine=engine, name=name, path=path, encrypted=path is not None and bool(os.environ.get(PASSPHRASE)))
        _identify(workspace)
    except (sa.exc.DatabaseError, engine.dialect.loaded_dbapi.DatabaseError) as error:
        engine.dispose()
        remedy = f"Check its passphrase ({PASSPHRASE})." if path is not None else "Check the address, the password, and that the server runs."
        raise BadUseError(f"{name} is no workspace that can be opened.", remedy=remedy) from error
    except BaseException:
        engine.dispose()
        raise
    return workspace


def _identify(workspace: Workspace) -> None:
    with workspace.reading() as connection:
        known = connection.execute(sa.select(META.c.value).where(META.c.name == "workspace")).scalar()
    if known is None:
        with workspace.writing() as connection:
            if connection.execute(sa.select(META.c.value).where(META.c.name == "workspace")).scalar() is None:
                connection.execute(META.insert().values(name="workspace", value=secrets.token_hex(8)))


def workspace_id(connection: sa.Connection) -> str:
    """Return the id of the workspace, the same wherever it is opened from."""
    return str(connection.execute(sa.select(META.c.value).where(META.c.name == "workspace")).scalar_one())


def insert_many(connection: sa.Connection, table: sa.Table, names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Add many rows (values in the order of ``names``) within the transaction: by COPY on PostgreSQL, by one prepared statement on SQLite."""
    if connection.dialect.name == "postgresql":
        quoted = ", ".join(f'"{name}"' for name in names)
        cursor = connection.connection.cursor()
        with cursor.copy(f'COPY "{table.name}" ({quoted}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
        return
    statement = str(table.insert().compile(dialect=connection.dialect, column_keys=list(names)))
    portion: list[tuple[Any, ...]] = []
    order = _bound_order(table, names)
    for row in rows:
        portion.append(row if order is None else tuple(row[at] for at in order))
        if len(portion) == _PORTION:
            connection.exec_driver_sql(statement, portion)
            portion = []
    if portion:
        connection.exec_driver_sql(statement, portion)


def _bound_order(table: sa.Table, names: Sequence[str]) -> list[int] | None:
    """Return how ``names`` must be ordered for a compiled INSERT, which follows the table; None where they are."""
    wanted = [column.name for column in table.columns if column.name in set(names)]
    return None if wanted == list(names) else [list(names).index(name) for name in wanted]
