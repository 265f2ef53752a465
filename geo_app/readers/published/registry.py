"""All readers of published totals and displacement, the most particular first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo_app.readers.published.dtm import DTM
from geo_app.readers.published.hdx_hapi import HAPI_EVENTS, HAPI_IDPS
from geo_app.readers.published.idmc_idu import IDMC_IDU
from geo_app.readers.published.ocha_idp import OCHA_IDP_MONTHLY, OCHA_IDP_PAIRS
from geo_app.readers.published.vdc_daily import VDC_DAILY, VDC_DAILY_CLASSES

if TYPE_CHECKING:
    from geo_app.readers.published.reader import PublishedReader

PUBLISHED: tuple[PublishedReader, ...] = (OCHA_IDP_PAIRS, OCHA_IDP_MONTHLY, DTM, IDMC_IDU, HAPI_EVENTS, HAPI_IDPS, VDC_DAILY, VDC_DAILY_CLASSES)


def published_of(keys: frozenset[str]) -> PublishedReader | None:
    """Return the reader whose header this is (cells as ``publishers.publisher.key`` makes them); None where it is nobody's."""
    return next((one for one in PUBLISHED if one.knows(keys)), None)
