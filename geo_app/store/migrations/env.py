"""Runs the migrations of a workspace on the connection that ``store.migrate`` hands over."""

from __future__ import annotations

from alembic import context

from geo_app.store.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, transactional_ddl=True)
context.run_migrations()
