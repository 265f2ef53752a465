"""A copy of a workspace in one file, taken while others work on, whole or not at all; and which copies there are, so that a redaction reaches them."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from geo_app.errors import BadUseError
from geo_app.store.chain import now
from geo_app.store.schema import BACKUP, METADATA
from geo_app.store.workspace import PASSPHRASE, insert_many, open_workspace, quoted

if TYPE_CHECKING:
    from geo_app.store.workspace import Workspace

_PAGES = 4_000


def _copy_sqlite(workspace: Workspace, target: Path) -> None:
    """Copy a file of SQLite as it is at one moment; an encrypted one stays so, under the same passphrase."""
    raw = workspace.engine.raw_connection()
    try:
        if not workspace.encrypted:
            with closing(sqlite3.connect(target)) as copy:
                raw.driver_connection.backup(copy, pages=_PAGES)  # type: ignore[union-attr]
                copy.execute("PRAGMA journal_mode=DELETE")
            return
        cursor = raw.cursor()
        cursor.execute(f"ATTACH DATABASE {quoted(str(target))} AS copy KEY {quoted(os.environ[PASSPHRASE])}")
        cursor.execute("SELECT sqlcipher_export('copy')")
        cursor.execute("DETACH DATABASE copy")
    finally:
        raw.invalidate()


def _copy_server(workspace: Workspace, target: Path) -> None:
    """Copy all tables of a server's workspace, as they are at one moment, into a file of SQLite."""
    copy = open_workspace(target)
    try:
        with workspace.reading() as source, copy.writing() as out:
            for table in METADATA.sorted_tables:
                out.execute(table.delete())
                names = [column.name for column in table.columns]
                rows = source.execute(sa.select(table).execution_options(yield_per=_PAGES))
                insert_many(out, table, names, (tuple(row) for row in rows))
    finally:
        copy.close()


def backup(workspace: Workspace, target: Path) -> None:
    """Copy a workspace to ``target``, a file that must not exist yet; the workspace remembers it.

    Raises:
        BadUseError: it exists already, or cannot be written there.
    """
    target = target.expanduser().absolute()
    if target.exists():
        raise BadUseError(f"{target.name} exists already.", remedy="Give a name that is free.")
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        os.close(os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        if workspace.path is not None:
            _copy_sqlite(workspace, temporary)
        else:
            _copy_server(workspace, temporary)
        temporary.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise BadUseError(f"{target.name} cannot be written there.", remedy="Choose a folder that exists, has room, and that you may write to.") from error
    finally:
        for left in (temporary, Path(f"{temporary}-wal"), Path(f"{temporary}-shm")):
            left.unlink(missing_ok=True)
    with workspace.writing() as connection:
        connection.execute(BACKUP.delete().where(BACKUP.c.path == str(target)))
        connection.execute(BACKUP.insert().values(path=str(target), at=now()))


def known_backups(connection: sa.Connection) -> list[Path]:
    """Return where backups of the workspace were made; some may be gone."""
    return [Path(path) for path in connection.execute(sa.select(BACKUP.c.path).order_by(BACKUP.c.at)).scalars()]
