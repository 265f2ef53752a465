"""All canonical tables by name."""

from __future__ import annotations

from geo_app.tables.gazetteer import AREA_NAMES, FOREIGN_PLACES, PLACES
from geo_app.tables.incidents import ACCOUNTS, ORIGINS, RELATIONS
from geo_app.tables.published import DISPLACEMENT, STATEMENTS, TALLIES

TABLES = {table.name: table for table in (ACCOUNTS, RELATIONS, ORIGINS, TALLIES, DISPLACEMENT, STATEMENTS, PLACES, AREA_NAMES, FOREIGN_PLACES)}
"""Every table that has a file in ``incidents/`` or ``boundaries/``."""
