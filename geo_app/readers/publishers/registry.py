"""All readers of publishers' incident lists, the most particular first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo_app.readers.publishers.publisher import Publisher

PUBLISHERS: tuple[Publisher, ...] = ()
