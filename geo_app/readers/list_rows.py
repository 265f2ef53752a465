"""The rows of a list that is understood → records of its canonical table, part by part, with what is to be said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo_app.readers.accounts import read_accounts
from geo_app.readers.cells import live
from geo_app.readers.checked import checked
from geo_app.readers.convert.accounts import Converted, Rules, convert
from geo_app.readers.convert.damaged import report_damaged
from geo_app.readers.convert.given import Given
from geo_app.readers.delimited import RawTable
from geo_app.readers.findings import Findings
from geo_app.readers.headers import Field
from geo_app.readers.parse_points import LATITUDE, LONGITUDE
from geo_app.readers.published.reader import PublishedReader
from geo_app.readers.publishers.publisher import Publisher, at_home, key
from geo_app.readers.sheet import Part
from geo_app.readers.stacked import below_other_headers
from geo_app.readers.totals import movements_of, tallies_of
from geo_app.readers.victims import grouped
from geo_app.tables.columns import Table
from geo_app.tables.incidents import ACCOUNTS
from geo_app.tables.published import DISPLACEMENT, TALLIES
from geo_app.vocabulary import RowKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from geo_app.readers.lists import ListFile


def rules_of(listed: ListFile, today: date) -> Rules:
    """Return the rules by which the rows of a list are converted."""
    said = listed.mapping
    return Rules(
        dataset=said.dataset,
        today=today,
        day_first=said.day_first,
        mixed_dates=listed.mixed_dates,
        exchanged=said.exchanged,
        killed_class=str(said.killed_class),
        parties=dict(said.parties),
    )


def _headers(listed: ListFile) -> list[str]:
    """Return the columns that are read."""
    if listed.by is None:
        geometry = [name for name in (LATITUDE, LONGITUDE) if name in listed.sheet.header]
        return list(dict.fromkeys([*listed.fields.values(), *listed.mapping.kept, *geometry]))
    needs = listed.by.names if isinstance(listed.by, Table) else listed.by.needs
    return [name for name in listed.sheet.header if key(name) in needs]


def converted(listed: ListFile, *, today: date) -> Iterator[Converted]:
    """Yield the records of a list, part by part; victims are grouped over the whole file first. Rows that are not whole are refused."""
    parts = listed.sheet.parts(_headers(listed))
    if listed.by is None:
        parts = below_other_headers(parts, listed.fields)
    if listed.mapping.row is RowKind.VICTIM or isinstance(listed.by, Table):
        parts = iter([_joined(list(parts))])
    rules = rules_of(listed, today)
    for part in parts:
        findings = Findings()
        findings.add(part.flawed, "", "", part.flaws, refused=True)
        cells = part.cells[~np.isin(part.cells.index.to_numpy(), part.flawed)]
        made = _converted(listed, cells, rules, findings)
        yield Converted(records=made.records, findings=made.findings, ids=_ids_of(part, listed))


def _converted(listed: ListFile, cells: pd.DataFrame, rules: Rules, findings: Findings) -> Converted:
    if isinstance(listed.by, Table):
        return _own(listed.by, cells, listed, findings)
    if isinstance(listed.by, PublishedReader):
        frame = at_home(listed.by, _by_key(cells, listed.by), findings)
        return checked(listed.by.rows(frame), listed.by.table, findings, frame[listed.by.needs[0]])
    if isinstance(listed.by, Publisher):
        given, fixed = listed.by.fields(at_home(listed.by, _by_key(cells, listed.by), findings))
    else:
        given, fixed = _of_spreadsheet(listed, cells), {}
    if listed.mapping.row is RowKind.VICTIM:
        given, _ = grouped(given)
    if listed.table is DISPLACEMENT and listed.mapping.row is not None:
        report_damaged(given, findings)
        return checked(movements_of(given, rules, listed.mapping.row, findings), DISPLACEMENT, findings, given.column(Field.ID))
    made = convert(given, rules, fixed)
    said = made.findings
    if listed.mapping.row is RowKind.VICTIM:
        # "At least n" of n victims is the rule of such lists, and no doubt of its own.
        said = said[said["refused"] | ~said["column"].isin([Field.KILLED, Field.KILLED_CIVILIANS])]
    findings.parts.append(said)
    if listed.table is TALLIES:
        return checked(tallies_of(made), TALLIES, findings, made.ids)
    return Converted(records=made.records, findings=findings.frame(), ids=made.ids)


def _of_spreadsheet(listed: ListFile, cells: pd.DataFrame) -> Given:
    """Return rows by field; columns of names and contacts that are kept on purpose become part of the description, which no export holds."""
    frame = pd.DataFrame({field: cells[header] for field, header in listed.fields.items()}, index=cells.index)
    for name in (LATITUDE, LONGITUDE):
        if name in cells:
            frame[name] = cells[name]
    for name in listed.mapping.kept:
        told = frame[Field.DESCRIPTION] if Field.DESCRIPTION in frame else pd.Series("", index=cells.index, dtype="str")
        said = f"{name}: " + cells[name]
        frame[str(Field.DESCRIPTION)] = told.where(cells[name] == "", (told + "\n" + said).where(told != "", said))
    return Given(cells=frame, headers=listed.fields)


def _own(table: Table, cells: pd.DataFrame, listed: ListFile, findings: Findings) -> Converted:
    """Return the records of a file with geo_app's own columns; what our exports made inert becomes the text it was."""
    named = cells.rename(columns={name: key(name) for name in cells.columns})
    lively = named.apply(lambda column: column.map(live)).astype("str")
    if table is not ACCOUNTS:
        return checked(lively, table, findings, lively[table.key])
    raw = RawTable(file=listed.sheet.file, header=tuple(lively.columns), rows=tuple(lively.itertuples(index=False, name=None)), numbers=tuple(lively.index))
    reading = read_accounts(raw)
    for rejection in reading.rejections:
        findings.add(np.array([rejection.row]), rejection.column, rejection.value, rejection.reason, refused=True)
    ids = lively["account_id" if "account_id" in lively else "incident_id"]
    return Converted(records=reading.records.assign(source_id=ids.reindex(reading.records.index)), findings=findings.frame(), ids=ids)


def _ids_of(part: Part, listed: ListFile) -> pd.Series:
    """Return the id of every row as the list has it; empty text where it has none."""
    if listed.by is None:
        header = listed.fields.get(str(Field.ID))
    else:
        wanted = ("account_id", "incident_id", "tally_id", "displacement_id") if isinstance(listed.by, Table) else listed.by.needs[:1]
        header = next((name for one in wanted for name in part.cells.columns if key(name) == one), None)
    return part.cells[header].str.strip() if header else pd.Series("", index=part.cells.index, dtype="str")


def _by_key(cells: pd.DataFrame, reader: Publisher | PublishedReader) -> pd.DataFrame:
    named = cells.rename(columns={name: key(name) for name in cells.columns})
    named = named.loc[:, ~named.columns.duplicated()]
    missing = {name: pd.Series("", index=cells.index, dtype="str") for name in reader.needs if name not in named}
    return named.assign(**missing)


def _joined(parts: list[Part]) -> Part:
    return Part(
        cells=pd.concat([part.cells for part in parts]),
        flawed=np.concatenate([part.flawed for part in parts]),
        flaws=np.concatenate([part.flaws for part in parts]),
    )
