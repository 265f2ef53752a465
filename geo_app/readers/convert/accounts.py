"""Rows of a list, by field → accounts of incidents with the types of ``ACCOUNTS``, and what is to be said of the rows."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo_app.readers.accounts import completed, contradictions
from geo_app.readers.convert.counted import read_civilians, read_injured, read_killed, read_parts
from geo_app.readers.convert.damaged import report_damaged
from geo_app.readers.convert.given import Given, constant, read_each, texts
from geo_app.readers.convert.named import read_means, read_source, read_story, read_who
from geo_app.readers.convert.when import read_when
from geo_app.readers.convert.where import read_coordinates, read_words
from geo_app.readers.findings import Findings
from geo_app.readers.headers import Field
from geo_app.readers.values.ids import LONGEST, key_of, read_id
from geo_app.tables.columns import Kind
from geo_app.tables.incidents import ACCOUNTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from geo_app.vocabulary import Perpetrator

_TOTAL = re.compile(
    r"\s*(?:(?:grand|sub|over ?all|general|running)[- ]?)?totals?\b.*|\s*sums?(?: of)?\b.*|\s*(?:ال)?مجموع.*|\s*(?:ال)?[اإ]جمالي.*|\s*المحصلة.*",
    re.IGNORECASE,
)
_TOTAL_ALONE = re.compile(r"\s*(?:(?:grand|sub)[- ]?)?totals?\s*:?\s*|\s*(?:ال)?مجموع(?: الكلي| العام)?\s*:?\s*|\s*(?:ال)?[اإ]جمالي\s*:?\s*", re.IGNORECASE)
_LABELS = (Field.ID, Field.DATE, Field.DATE_START, Field.GOVERNORATE, Field.PLACE, Field.PERPETRATOR, Field.DESCRIPTION)


@dataclass(frozen=True, eq=False, kw_only=True)
class Rules:
    """What holds for a whole file: whose list it is, the day on which it is read, and what a person said of it (see ``model.mapping``)."""

    dataset: str
    today: date
    day_first: bool | None = None
    mixed_dates: frozenset[str] = frozenset()
    exchanged: bool = False
    killed_class: str = "people"
    parties: Mapping[str, tuple[Perpetrator, ...]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False, kw_only=True)
class Converted:
    """``records``: accepted rows, columns and types of ``ACCOUNTS`` and ``source_id``, index: row in the file; ``findings``; ``ids`` of all rows."""

    records: pd.DataFrame
    findings: pd.DataFrame
    ids: pd.Series


def _no_record(given: Given, findings: Findings) -> np.ndarray:
    """Report totals, notes and repeated headers, and return True for those rows: nothing else is said of them."""
    labels = [given.column(f) for f in _LABELS if given.has(f)]
    total = np.zeros(len(given.cells), dtype=bool)
    for label in labels:
        codes, uniques = pd.factorize(label)
        total |= np.array([bool(_TOTAL.fullmatch(str(cell))) for cell in uniques] or [False])[codes]
    dates = [given.column(f) for f in (Field.DATE, Field.DATE_START) if given.has(f)]
    undated = np.logical_and.reduce([(d == "").to_numpy() for d in dates]) if dates else np.ones(len(given.cells), dtype=bool)
    # A place called "Total Fuel Station" has a date; a total has none, or its word where the date should be.
    labelled = np.logical_or.reduce([label.str.fullmatch(_TOTAL.pattern, case=False).to_numpy(dtype=bool) for label in dates]) if dates else undated
    total &= undated | labelled
    for name, pattern in ((Field.ID, _TOTAL), (Field.GOVERNORATE, _TOTAL), (Field.PLACE, _TOTAL_ALONE)):
        if given.has(name):
            total |= given.column(name).str.fullmatch(pattern.pattern, case=False).to_numpy(dtype=bool)
    findings.add(given.rows[total], "", "", "is a total, not a record: counting it would count everything twice", refused=True)
    note = undated & ~total & ((given.cells != "").sum(axis=1) <= 1).to_numpy()
    findings.add(given.rows[note], "", "", "is a note: only one cell is filled", refused=True)
    header = np.zeros(len(given.cells), dtype=bool)
    if dates:
        header = (given.column(Field.DATE if given.has(Field.DATE) else Field.DATE_START) == given.header(Field.DATE)).to_numpy()
        findings.add(given.rows[header], "", "", "is the header once more", refused=True)
    return total | note | header


def content_ids(cells: pd.DataFrame) -> list[str]:
    """Return a short hash of each row's cells: its id where the list has none, the same at every import."""
    joined = ["\x1f".join(row) for row in cells.itertuples(index=False)]
    return [f"row-{hashlib.blake2b(text.encode(), digest_size=10).hexdigest()}" for text in joined]


def _ids(given: Given, rules: Rules, findings: Findings) -> dict[str, pd.Series]:
    """Return ``source_id`` (as the list has it, else a hash of the row), ``incident_id`` and ``account_id``."""
    index = given.cells.index
    stated = texts(read_each(given, Field.ID, read_id).take(str, "object"), index)
    missing = (stated == "").to_numpy()
    if missing.any():
        made = np.asarray(stated, dtype=object)
        made[missing] = content_ids(given.cells.loc[missing, sorted(given.cells.columns)])
        stated = texts(made, index)
        if given.has(Field.ID):
            findings.add(given.rows[missing], given.header(Field.ID), "", "has no id: one was made of its content", refused=False)
    long = (stated.str.len() > LONGEST).to_numpy()
    findings.add(given.rows[long], given.header(Field.ID), stated.to_numpy()[long], f"is longer than {LONGEST} signs", refused=True)
    keys = texts([key_of(text) for text in stated], index)
    incident = rules.dataset + ":" + keys
    return {"source_id": stated, "incident_id": incident, "account_id": incident}


def as_typed(columns: Mapping[str, pd.Series], index: pd.Index) -> pd.DataFrame:
    """Return a frame with all columns of ``ACCOUNTS``; those not given are empty."""
    out = {}
    for column in ACCOUNTS.columns:
        if column.name in columns:
            out[column.name] = columns[column.name]
        elif column.kind is Kind.DATE:
            out[column.name] = pd.Series(np.full(len(index), np.datetime64("NaT"), dtype="datetime64[s]"), index=index)
        elif column.kind in {Kind.COUNT, Kind.NUMBER}:
            out[column.name] = pd.Series(pd.array([pd.NA], dtype="Int64" if column.kind is Kind.COUNT else "Float64").take([0] * len(index)), index=index)
        else:
            out[column.name] = constant("", index)
    return pd.DataFrame(out, index=index)


def convert(given: Given, rules: Rules, fixed: Mapping[str, pd.Series] | None = None) -> Converted:
    """Return the accounts of some rows.

    Args:
        given: the rows, by field.
        rules: what holds for the whole file.
        fixed: columns of ``ACCOUNTS`` that the reader of a publisher knows better than their cells say.
    """
    findings = Findings()
    skipped = _no_record(given, findings)
    rest = Given(cells=given.cells[~skipped], headers=given.headers) if skipped.any() else given
    said = Findings()
    columns = {**_ids(rest, rules, said), **read_when(rest, today=rules.today, day_first=rules.day_first, mixed=rules.mixed_dates, findings=said)}
    report_damaged(rest, said)
    columns |= read_words(rest, said) | read_coordinates(rest, exchanged=rules.exchanged, findings=said)
    figures = read_killed(rest, said)
    figures |= read_civilians(rest, figures, rules.killed_class, said)
    columns |= figures | read_parts(rest, figures, said) | read_injured(rest, said)
    columns |= read_who(rest, rules.parties, said) | read_means(rest) | read_source(rest, rules.today, said) | read_story(rest, said)
    columns |= {name: values[~skipped] if skipped.any() else values for name, values in (fixed or {}).items()}
    frame = as_typed(columns, rest.cells.index).assign(source_id=columns["source_id"])
    frame = completed(frame[~frame.index.isin(said.refused())])
    for wrong, column, reason in contradictions(frame):
        rows = frame.index[wrong.to_numpy(dtype=bool)].to_numpy()
        if len(rows):
            said.add(rows, column, frame.loc[rows, column].astype(str).to_numpy(), reason, refused=True)
    findings.parts += said.parts
    refused = findings.refused()
    return Converted(records=frame[~frame.index.isin(refused)], findings=findings.frame(), ids=given.column(Field.ID))
