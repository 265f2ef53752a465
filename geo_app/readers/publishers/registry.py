"""All readers of publishers' incident lists, the most particular first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo_app.readers.publishers.acled import ACLED
from geo_app.readers.publishers.airwars import AIRWARS, AIRWARS_TABLE
from geo_app.readers.publishers.insecurity_insight import INSECURITY_INSIGHT
from geo_app.readers.publishers.syrian_archive import SYRIAN_ARCHIVE_CHEMICAL, SYRIAN_ARCHIVE_RUSSIAN, SYRIAN_ARCHIVE_VIOLATIONS
from geo_app.readers.publishers.ucdp_ged import UCDP_GED
from geo_app.readers.publishers.vdc import VDC

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo_app.readers.publishers.publisher import Publisher

PUBLISHERS: tuple[Publisher, ...] = (
    UCDP_GED,
    ACLED,
    AIRWARS,
    AIRWARS_TABLE,
    INSECURITY_INSIGHT,
    SYRIAN_ARCHIVE_RUSSIAN,
    SYRIAN_ARCHIVE_VIOLATIONS,
    SYRIAN_ARCHIVE_CHEMICAL,
    VDC,
)


def header_of(cells: Sequence[str]) -> tuple[str, ...] | None:
    """Return the header of a file that has none, told by one of its records; None where no publisher knows it."""
    return next((tuple(one.columns) for one in PUBLISHERS if one.headerless is not None and one.headerless(cells)), None)
