"""Who is held responsible, by what means, what was hit, and whence it is known."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo_app.readers.convert.given import Distinct, constant, read_each, texts
from geo_app.readers.headers import CONTACT, Field
from geo_app.readers.values.days import Days, read_days
from geo_app.readers.values.kinds import read_event_type, read_target
from geo_app.readers.values.parties import Parties, read_parties
from geo_app.readers.values.plain import Unread, is_missing, plain
from geo_app.vocabulary import Attribution, Perpetrator, Sensitivity, Strength

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo_app.readers.convert.given import Given
    from geo_app.readers.findings import Findings

_LINK = re.compile(r"https?://[^\s<>\"'`]{3,2000}", re.IGNORECASE)
_SENSITIVITY = {
    "public": Sensitivity.PUBLIC,
    "open": Sensitivity.PUBLIC,
    "unclassified": Sensitivity.PUBLIC,
    "عام": Sensitivity.PUBLIC,
    "علني": Sensitivity.PUBLIC,
    "restricted": Sensitivity.RESTRICTED,
    "internal": Sensitivity.RESTRICTED,
    "limited": Sensitivity.RESTRICTED,
    "مقيد": Sensitivity.RESTRICTED,
    "confidential": Sensitivity.CONFIDENTIAL,
    "secret": Sensitivity.CONFIDENTIAL,
    "strictly confidential": Sensitivity.CONFIDENTIAL,
    "سري": Sensitivity.CONFIDENTIAL,
}
_FAR_FUTURE = date(9999, 1, 1)


def read_who(given: Given, decided: Mapping[str, tuple[Perpetrator, ...]], findings: Findings) -> dict[str, pd.Series]:
    """Return ``perpetrators``, ``attribution``, ``strength`` and the words; what a person decided for a cell wins."""

    def read(cell: str) -> Parties:
        codes = decided.get(plain(cell))
        if codes is None:
            return read_parties(cell)
        how = Attribution.UNKNOWN if not codes else Attribution.SOLE if len(codes) == 1 else Attribution.JOINT
        return Parties(codes=codes, attribution=how)

    found = read_each(given, Field.PERPETRATOR, read, findings)
    index = given.cells.index
    return {
        "perpetrators": texts(found.take(lambda v: ";".join(sorted(v.codes)), "object"), index),
        "attribution": texts(found.take(lambda v: str(v.attribution), "object"), index),
        "strength": texts(found.take(lambda v: "" if not v.codes else str(Strength.BELIEVED if v.hedged else Strength.STATED), "object"), index),
        "perpetrator_as_reported": texts(Distinct(codes=found.codes, cells=found.cells, readings=found.cells).take(lambda t: plain(t)[:200], "object"), index),
    }


def read_means(given: Given) -> dict[str, pd.Series]:
    """Return ``event_type`` and ``target``."""
    index = given.cells.index
    return {
        "event_type": texts(read_each(given, Field.EVENT_TYPE, read_event_type).take(str, "object"), index),
        "target": texts(read_each(given, Field.TARGET, read_target).take(str, "object"), index),
    }


def read_source(given: Given, today: date, findings: Findings) -> dict[str, pd.Series]:
    """Return ``source_publisher``, ``source_url`` (only http and https; else the text is kept as evidence) and ``source_date``."""
    index = given.cells.index
    source, url = given.column(Field.SOURCE), given.column(Field.SOURCE_URL)
    linked = source.str.match(_LINK.pattern, case=False).to_numpy(dtype=bool) & (url == "").to_numpy()
    url, source = url.mask(linked, source), source.mask(linked, "")
    cleaned = url.str.strip()
    sound = cleaned.str.fullmatch(_LINK.pattern, case=False).to_numpy(dtype=bool)
    odd = ~sound & (cleaned != "").to_numpy()
    findings.add(given.rows[odd], given.header(Field.SOURCE_URL), url.to_numpy()[odd], "is no web address: kept as text, never a link", refused=False)
    days = read_each(given, Field.SOURCE_DATE, partial(read_days, today=today))
    dates = days.take(lambda v: np.datetime64(v.start) if isinstance(v, Days) and v.start == v.end and v.start else np.datetime64("NaT"), "datetime64[s]")
    return {
        "source_publisher": source.str.slice(0, 300),
        "source_url": cleaned.where(sound, ""),
        "source_date": pd.Series(dates, index=index),
        "evidence": cleaned.where(odd, "").str.slice(0, 300),
    }


def read_story(given: Given, findings: Findings) -> dict[str, pd.Series]:
    """Return ``description`` as it stands, ``sensitivity`` and ``embargo_until``; unknown words of sensitivity are taken for confidential."""
    index = given.cells.index
    told = given.column(Field.DESCRIPTION) if given.has(Field.DESCRIPTION) else constant("", index)
    contacts = pc.match_substring_regex(pa.array(told, type=pa.large_string()), CONTACT).to_numpy(zero_copy_only=False)
    reason = "holds a telephone number or an address of mail: it stays in the workspace and is in no export"
    findings.add(given.rows[contacts], given.header(Field.DESCRIPTION), "", reason, refused=False)

    def sensitivity(cell: str) -> str:
        text = plain(cell).lower()
        return "" if is_missing(cell) else str(_SENSITIVITY.get(text, Sensitivity.CONFIDENTIAL))

    found = read_each(given, Field.SENSITIVITY, sensitivity)
    unknown = np.array([not is_missing(cell) and plain(cell).lower() not in _SENSITIVITY for cell in found.cells] or [False])[found.codes]
    findings.add(given.rows[unknown], given.header(Field.SENSITIVITY), "", "is no known word of sensitivity: taken for confidential", refused=False)
    embargo = read_each(given, Field.EMBARGO, partial(read_days, today=_FAR_FUTURE))
    unread = embargo.where(lambda v: isinstance(v, Unread))
    findings.add(given.rows[unread], given.header(Field.EMBARGO), "", "is not a date that can be read; write it as year-month-day", refused=True)
    until = embargo.take(lambda v: np.datetime64(v.end) if isinstance(v, Days) and v.end else np.datetime64("NaT"), "datetime64[s]")
    return {"description": told, "sensitivity": texts(found.take(str, "object"), index), "embargo_until": pd.Series(until, index=index)}
