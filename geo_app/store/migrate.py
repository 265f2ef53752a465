"""The schema of a workspace brought to this version's, step by step (Alembic), in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from geo_app.errors import BadUseError

if TYPE_CHECKING:
    import sqlalchemy as sa


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "geo_app.store:migrations")
    config.set_main_option("path_separator", "os")
    return config


def migrate(engine: sa.Engine, name: str, *, create: bool) -> None:
    """Bring the schema up to date; a database without tables becomes a workspace where ``create`` says so.

    Raises:
        BadUseError: it was made by a newer geo_app, or is empty and is not to be made.
    """
    config = _config()
    scripts = ScriptDirectory.from_config(config)
    with engine.connect() as connection, connection.begin():
        current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return
    if current is None and not create:
        raise BadUseError(f"{name} is no workspace.", remedy="Import a file into it first: geo-app import FILE --workspace …")
    if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
        raise BadUseError(f"{name} was made by a newer geo_app.", remedy="Install that version, or restore a backup made by this one.")
    with engine.connect() as plain:
        connection = plain.execution_options(geo_app_writes=True)
        if connection.dialect.name == "postgresql":
            # As in ``Workspace.writing``: see what another process made while this one waited.
            connection = plain.execution_options(isolation_level="READ COMMITTED")
        with connection.begin():
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7203947551)")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
