"""A report on the page: read once by the hash of its bytes."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

from geo_app.readers.report_text import read_report_text
from geo_app.reports.document import Document
from geo_app.reports.read import read_report
from geo_app.ui.cache import decided_geocoder, kept

if TYPE_CHECKING:
    from geo_app.locating.decided import DecidedGeocoder
    from geo_app.reports.drafts import Report


def _read(name: str, data: bytes, geocoder: DecidedGeocoder) -> tuple[Report, str]:
    found = read_report_text(data, file=name)
    return read_report(Document(text=found.text, file=found.file), geocoder), found.text


def report_of(name: str, data: bytes) -> tuple[Report, str]:
    """Return a report as read, and the text that its offsets refer to.

    Raises:
        BadFileError: it cannot be read.
    """
    key = ("report", name, hashlib.sha256(data).hexdigest())
    read: tuple[Report, str] = kept(key, partial(_read, name, data, decided_geocoder()))
    return read
