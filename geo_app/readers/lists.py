"""A parsed file → what list it is: whose reader, which sheet, what its columns hold, what its rows are; then its rows, converted part by part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo_app.errors import BadFileError
from geo_app.model.mapping import OWN, Mapping
from geo_app.readers.convert.accounts import Converted, Rules, convert
from geo_app.readers.convert.given import Given
from geo_app.readers.findings import Findings
from geo_app.readers.headers import Field, is_personal, proposed, recognised
from geo_app.readers.parse_points import LATITUDE, LONGITUDE
from geo_app.readers.publishers.publisher import key
from geo_app.readers.publishers.registry import PUBLISHERS
from geo_app.readers.sheet import Part, Sheet, sheets_of
from geo_app.readers.values.days import proven_order
from geo_app.readers.victims import grouped
from geo_app.tables.incidents import ACCOUNTS
from geo_app.vocabulary import RowKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from geo_app.readers.publishers.publisher import Publisher
    from geo_app.readers.tables_of import Parsed
    from geo_app.tables.columns import Table

SPREADSHEET = "spreadsheet"
SPREADSHEET_VERSION = "1"
_FIGURES = (Field.KILLED, Field.KILLED_MIN, Field.KILLED_CIVILIANS)
_WHEN = (Field.DATE, Field.DATE_START)
_WHERE = (Field.PLACE, Field.PLACE_AR, Field.GOVERNORATE, Field.DISTRICT, Field.LATITUDE, Field.COORDINATES)
_PUBLISHER_HEADERS = 90
"""How many known headers a publisher's header row counts as: it is chosen before any other row."""


@dataclass(frozen=True, eq=False, kw_only=True)
class ListFile:
    """A list that is understood, before any row of it is read.

    Attributes:
        sheet: the table; ``others``: names of further sheets, which are not read.
        publisher: whose reader reads it; None: a spreadsheet by its columns.
        mapping: how it is read, complete.
        fields: field → header, for a spreadsheet.
        unread: headers that nothing is read from; ``personal``: headers of names and contacts, which are dropped.
        notes: what was assumed, as clauses.
        mixed_dates: the order of day and month rests on a weak proof.
    """

    sheet: Sheet
    others: tuple[str, ...]
    publisher: Publisher | None
    mapping: Mapping
    fields: dict[str, str]
    unread: tuple[str, ...]
    personal: tuple[str, ...]
    notes: tuple[str, ...]
    mixed_dates: bool = False

    @property
    def table(self) -> Table:
        """The canonical table that its rows become."""
        return ACCOUNTS

    @property
    def reader(self) -> str:
        """Name of the reader."""
        return self.publisher.name if self.publisher else SPREADSHEET

    @property
    def title(self) -> str:
        """What list it is, in a person's words."""
        return self.publisher.title if self.publisher else f"A spreadsheet, a row of which is one {self.mapping.row}"

    @property
    def version(self) -> str:
        """Version of the reader."""
        return self.publisher.version if self.publisher else SPREADSHEET_VERSION


def publisher_of(header: Sequence[str]) -> Publisher | None:
    """Return the publisher whose header this is; None where it is nobody's that geo_app knows."""
    keys = frozenset(key(cell) for cell in header if cell.strip())
    return next((one for one in PUBLISHERS if one.knows(keys)), None)


def _knows(header: Sequence[str]) -> int:
    return _PUBLISHER_HEADERS if publisher_of(header) else recognised(header)


def _mapped(sheet: Sheet, mapping: Mapping) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return field → header as a person said, else as the headers propose, and the headers that claim a field twice."""
    if mapping.columns:
        missing = [header for _, header in mapping.columns if header not in sheet.header]
        if missing:
            raise BadFileError(f"{sheet.file} has no column {missing[0]!r}.", remedy="Map its columns anew.")
        return {str(Field(name)): header for name, header in mapping.columns}, ()
    found, rivals = proposed([name.rsplit(" (", 1)[0] if name.endswith(")") and " (" in name else name for name in sheet.header])
    return {str(field): sheet.header[at] for field, at in found.items()}, rivals


def _guess_row(fields: dict[str, str], personal: Sequence[str]) -> RowKind:
    """Return what a row most likely is: a victim where there is a person's name, age or sex and no column of killed."""
    counted = any(str(field) in fields for field in _FIGURES)
    alone = str(Field.AGE) in fields or str(Field.SEX) in fields or bool(personal)
    return RowKind.VICTIM if alone and not counted else RowKind.INCIDENT


def _checked(sheet: Sheet, fields: dict[str, str], rivals: Sequence[str]) -> None:
    for name in sheet.twice:
        if name in fields.values():
            raise BadFileError(f"{sheet.file} has two columns called {name!r}.", remedy="Rename one of them, or map the columns yourself.")
    if not any(str(f) in fields for f in _WHEN) or not any(str(f) in fields for f in (*_WHERE, *_FIGURES)):
        named = ", ".join(name for name in sheet.header[:12] if not name.startswith("("))
        what = f" Its columns are: {named}." if named else ""
        remedy = "Name a column for the date and one for the place, as in docs/schema.md, or map them in the app."
        raise BadFileError(f"{sheet.file} has no columns that say when and where.{what}", remedy=remedy)
    counted = [r for r in rivals if r in sheet.header]
    if len(counted) != len(rivals):
        raise BadFileError(f"{sheet.file} has two columns of one name.", remedy="Rename one of them.")


def _order(sheet: Sheet, headers: Sequence[str], said: bool | None) -> tuple[bool | None, bool, list[str]]:
    """Return the order of day and month, whether its proof is weak, and what is to be said of it."""
    if said is not None:
        return said, False, []
    order, weak = proven_order(cell for header in headers for cell in sheet.column(header))
    if order is None:
        return None, False, []
    return order, weak, [f"dates like 3/4/2016 are read {'day' if order else 'month'} first, as others in the file prove"]


def _clear_first(sheet: Sheet, sheets: tuple[Sheet, ...]) -> list[str]:
    notes = list(sheet.notes)
    if len(sheets) > 1:
        others = ", ".join(one.name for one in sheets if one is not sheet)
        notes.append(f"the sheet “{sheet.name}” was read, and not: {others}")
    return notes


def open_list(parsed: Parsed, mapping: Mapping) -> ListFile:
    """Return what list a file is.

    Raises:
        BadFileError: no reader can make sense of its columns, a named sheet or column is missing, or it has no record.
    """
    sheets = sheets_of(parsed, _knows)
    sheet = next((one for one in sheets if one.name == mapping.sheet), None) if mapping.sheet else sheets[0]
    if sheet is None:
        raise BadFileError(f"{parsed.file} has no sheet {mapping.sheet!r}.", remedy=f"It has: {', '.join(one.name for one in sheets)}.")
    if sheet.rows == 0:
        raise BadFileError(f"{parsed.file} has a header and no record.", remedy="Choose a file with at least one record.")
    notes = _clear_first(sheet, sheets)
    publisher = _chosen(sheet, mapping)
    others = tuple(one.name for one in sheets if one is not sheet)
    if publisher is not None:
        known = {name for name in sheet.header if key(name) in publisher.needs}
        complete = replace(mapping, reader=publisher.name, dataset=mapping.dataset or publisher.name, row=publisher.row)
        unread = tuple(name for name in sheet.header if name not in known)
        return ListFile(sheet=sheet, others=others, publisher=publisher, mapping=complete, fields={}, unread=unread, personal=(), notes=tuple(notes))
    fields, rivals = _mapped(sheet, mapping)
    _checked(sheet, fields, rivals)
    personal = tuple(name for name in sheet.header if is_personal(name) and name not in fields.values() and name not in mapping.kept)
    read = {*fields.values(), *personal, *mapping.kept}
    row = mapping.row or _guess_row(fields, personal)
    order, mixed, said = _order(sheet, [fields[str(f)] for f in (*_WHEN, Field.DATE_END) if str(f) in fields], mapping.day_first)
    notes += said + [f"the column “{name}” was not read: another one is taken for the same" for name in rivals]
    notes += [f"column {name.removeprefix('(column ').removesuffix(')')} has no name and was not read" for name in _nameless(sheet)]
    complete = replace(mapping, reader=SPREADSHEET, dataset=mapping.dataset or OWN, row=row, day_first=order, columns=tuple(sorted(fields.items())))
    unread = tuple(name for name in sheet.header if name not in read and not name.startswith("(column "))
    return ListFile(
        sheet=sheet,
        others=others,
        publisher=None,
        mapping=complete,
        fields=fields,
        unread=unread,
        personal=personal,
        notes=tuple(notes),
        mixed_dates=mixed,
    )


def _nameless(sheet: Sheet) -> list[str]:
    """Return the columns without a name that hold something."""
    return [name for name in sheet.header if name.startswith("(column ") and sheet.column(name)]


def _chosen(sheet: Sheet, mapping: Mapping) -> Publisher | None:
    if not mapping.reader:
        return None if mapping.columns else publisher_of(sheet.header)
    if mapping.reader == SPREADSHEET:
        return None
    found = next((one for one in PUBLISHERS if one.name == mapping.reader), None)
    if found is None:
        raise BadFileError(f"There is no reader {mapping.reader!r}.", remedy=f"Choose {SPREADSHEET}, {', '.join(p.name for p in PUBLISHERS)}.")
    return found


def _fields_of(part: Part, listed: ListFile) -> Given:
    cells = part.cells.rename(columns={header: field for field, header in listed.fields.items()})
    return Given(cells=cells, headers=listed.fields)


def _whole(part: Part, findings: Findings) -> Part:
    """Return the part without its flawed rows, which are reported."""
    findings.add(part.flawed, "", "", part.flaws, refused=True)
    keep = ~np.isin(part.cells.index.to_numpy(), part.flawed)
    return Part(cells=part.cells[keep], flawed=part.flawed, flaws=part.flaws)


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
    if listed.publisher is not None:
        return [name for name in listed.sheet.header if key(name) in listed.publisher.needs]
    geometry = [name for name in (LATITUDE, LONGITUDE) if name in listed.sheet.header]
    return list(dict.fromkeys([*listed.fields.values(), *geometry]))


def converted(listed: ListFile, *, today: date) -> Iterator[Converted]:
    """Yield the rows of a list as accounts, part by part; victims are grouped over the whole file first."""
    rules, headers = rules_of(listed, today), _headers(listed)
    parts = listed.sheet.parts(headers)
    if listed.mapping.row is RowKind.VICTIM:
        parts = iter([_joined(list(parts))])
    for part in parts:
        findings = Findings()
        whole = _whole(part, findings)
        if listed.publisher is not None:
            given, fixed = listed.publisher.fields(_by_key(whole.cells, listed.publisher))
        else:
            given, fixed = _fields_of(whole, listed), {}
        if listed.mapping.row is RowKind.VICTIM:
            given, _ = grouped(given)
        made = convert(given, rules, fixed)
        ids = _ids_of(part, listed)
        yield Converted(records=made.records, findings=_merged(findings, made.findings), ids=ids)


def _ids_of(part: Part, listed: ListFile) -> pd.Series:
    header = listed.fields.get(str(Field.ID)) if listed.publisher is None else None
    if listed.publisher is not None:
        header = next((name for name in part.cells.columns if key(name) == listed.publisher.needs[0]), None)
    return part.cells[header].str.strip() if header else pd.Series("", index=part.cells.index, dtype="str")


def _merged(findings: Findings, more: pd.DataFrame) -> pd.DataFrame:
    findings.parts.append(more)
    return findings.frame()


def _by_key(cells: pd.DataFrame, publisher: Publisher) -> pd.DataFrame:
    named = cells.rename(columns={name: key(name) for name in cells.columns})
    missing = {name: pd.Series("", index=cells.index, dtype="str") for name in publisher.needs if name not in named}
    return named.assign(**missing)


def _joined(parts: list[Part]) -> Part:
    return Part(
        cells=pd.concat([part.cells for part in parts]),
        flawed=np.concatenate([part.flawed for part in parts]),
        flaws=np.concatenate([part.flaws for part in parts]),
    )
