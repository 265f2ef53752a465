"""A parsed file → what list it is: whose reader, which sheet, what its columns hold, what its rows are. Reading its rows: ``list_rows``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo_app.errors import BadFileError
from geo_app.model.mapping import OWN, Mapping
from geo_app.readers.convert.counted import PARTS
from geo_app.readers.headers import Field, is_personal, proposed, recognised
from geo_app.readers.hxl import fields_of_tags
from geo_app.readers.parse_points import LATITUDE, LONGITUDE
from geo_app.readers.published.registry import PUBLISHED, published_of
from geo_app.readers.publishers.publisher import key
from geo_app.readers.publishers.registry import PUBLISHERS, header_of
from geo_app.readers.sheet import Sheet, sheets_of
from geo_app.readers.values.days import proven_order
from geo_app.tables.incidents import ACCOUNTS
from geo_app.tables.published import DISPLACEMENT, TALLIES
from geo_app.vocabulary import RowKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo_app.readers.published.reader import PublishedReader
    from geo_app.readers.publishers.publisher import Publisher
    from geo_app.readers.tables_of import Parsed
    from geo_app.tables.columns import Table

SPREADSHEET, CANONICAL = "spreadsheet", "canonical"
_VERSION = "1"
_LONGEST_NAME = 60
_FIGURES = (Field.KILLED, Field.KILLED_MIN, Field.KILLED_CIVILIANS)
_COUNTED = (*_FIGURES, Field.KILLED_MAX, *PARTS, Field.INJURED, Field.INJURED_MIN, Field.INJURED_MAX)
_WHEN = (Field.DATE, Field.DATE_START)
_WHERE = (Field.PLACE, Field.PLACE_AR, Field.GOVERNORATE, Field.DISTRICT, Field.LATITUDE, Field.COORDINATES, Field.ORIGIN, Field.DESTINATION)
_TABLES = {RowKind.TOTAL: TALLIES, RowKind.FLOW: DISPLACEMENT, RowKind.STOCK: DISPLACEMENT}
_CANONICAL = (
    (ACCOUNTS, RowKind.ACCOUNT, {"incident_id", "date_start", "killed_class"}),
    (ACCOUNTS, RowKind.ACCOUNT, {"incident_id", "date_start", "place_as_reported"}),
    (TALLIES, RowKind.TOTAL, {"tally_id", "measure", "bound"}),
    (DISPLACEMENT, RowKind.FLOW, {"displacement_id", "kind"}),
)
"""Columns by which a file of geo_app's own tables is known."""
_PUBLISHER_HEADERS = 90
"""How many known headers a publisher's header row counts as: it is chosen before any other row."""


@dataclass(frozen=True, eq=False, kw_only=True)
class ListFile:
    """A list that is understood, before any row of it is read.

    Attributes:
        sheet: the table; ``others``: names of further sheets, which are not read.
        by: whose reader reads it; a canonical table: a file of that table's columns; None: a spreadsheet by its columns.
        mapping: how it is read, complete.
        fields: field → header, for a spreadsheet.
        unread: headers that nothing is read from; ``personal``: headers of names and contacts, which are dropped.
        notes: what was assumed, as clauses.
        mixed_dates: kinds of dates whose order of day and month is doubtful.
    """

    sheet: Sheet
    others: tuple[str, ...]
    by: Publisher | PublishedReader | Table | None
    mapping: Mapping
    fields: dict[str, str]
    unread: tuple[str, ...]
    personal: tuple[str, ...]
    notes: tuple[str, ...]
    mixed_dates: frozenset[str] = frozenset()

    @property
    def table(self) -> Table:
        """The canonical table that its rows become."""
        if hasattr(self.by, "key"):
            return self.by  # type: ignore[return-value]
        stated: Table | None = getattr(self.by, "table", None)
        return stated or _TABLES.get(self.mapping.row or RowKind.INCIDENT, ACCOUNTS)

    @property
    def reader(self) -> str:
        """Name of the reader."""
        return self.mapping.reader

    @property
    def title(self) -> str:
        """What list it is, in a person's words."""
        if self.by is None:
            return f"A spreadsheet, a row of which is one {self.mapping.row}"
        return str(getattr(self.by, "title", "")) or f"A file of geo_app's own columns ({self.table.name})"

    @property
    def version(self) -> str:
        """Version of the reader."""
        return str(getattr(self.by, "version", _VERSION))


def _keys(header: Sequence[str]) -> frozenset[str]:
    return frozenset(key(cell) for cell in header if cell.strip())


def _canonical_of(header: Sequence[str]) -> tuple[Table, RowKind] | None:
    keys = _keys(header)
    return next(((table, row) for table, row, needed in _CANONICAL if needed <= keys), None)


def reader_of(header: Sequence[str]) -> Publisher | PublishedReader | Table | None:
    """Return whose file a header is of; None where it is nobody's that geo_app knows."""
    keys = _keys(header)
    own = _canonical_of(header)
    return own[0] if own else next((one for one in PUBLISHERS if one.knows(keys)), None) or published_of(keys)


def _knows(header: Sequence[str]) -> int:
    return _PUBLISHER_HEADERS if reader_of(header) is not None else recognised(header)


def _mapped(sheet: Sheet, mapping: Mapping, tagged: dict[int, Field]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return field → header as a person said, else as tags and headers propose, and the headers that claim a field twice."""
    if mapping.columns or mapping.kept:
        missing = [header for header in (*(name for _, name in mapping.columns), *mapping.kept) if header not in sheet.header]
        if missing:
            raise BadFileError(f"{sheet.file} has no column {missing[0]!r}.", remedy="Map its columns anew.")
    if mapping.columns:
        return {str(Field(name)): header for name, header in mapping.columns}, ()
    found, rivals = proposed([name.rsplit(" (", 1)[0] if name in _second(sheet) else name for name in sheet.header])
    by_header = {str(field): sheet.header[at] for field, at in found.items()}
    by_tag = {str(field): sheet.header[at] for at, field in tagged.items()}
    return ({**by_header, **by_tag}, ()) if by_tag else (by_header, rivals)


def _second(sheet: Sheet) -> set[str]:
    return {name for name in sheet.header for twice in sheet.twice if name.startswith(f"{twice} (")}


def _guess_row(fields: dict[str, str], personal: Sequence[str]) -> RowKind:
    """Return what a row most likely is: a victim where there is a person's name, age or sex and no column of killed; people moved where they are counted."""
    counted = any(str(field) in fields for field in _COUNTED)
    if str(Field.PERSONS) in fields and not counted:
        return RowKind.FLOW
    alone = str(Field.AGE) in fields or str(Field.SEX) in fields or (bool(personal) and str(Field.ID) not in fields)
    return RowKind.VICTIM if alone and not counted else RowKind.INCIDENT


def _checked(sheet: Sheet, fields: dict[str, str], rivals: Sequence[str], *, by_hand: bool) -> None:
    """Refuse a sheet that does not say when and where, or whose headers claim one field twice and nobody chose."""
    for name in sheet.twice if not by_hand else ():
        if name in fields.values():
            raise BadFileError(f"{sheet.file} has two columns called {name!r}.", remedy="Rename one of them, or map the columns yourself.")
    if not any(str(f) in fields for f in _WHEN) or not any(str(f) in fields for f in (*_WHERE, *_FIGURES)):
        named = ", ".join(name for name in sheet.header[:12] if not name.startswith("("))
        what = f" Its columns are: {named}." if named else ""
        remedy = "Name a column for the date and one for the place, as in docs/schema.md, or map them in the app."
        raise BadFileError(f"{sheet.file} has no columns that say when and where.{what}", remedy=remedy)
    if any(name not in sheet.header for name in rivals):
        raise BadFileError(f"{sheet.file} has two columns of one name.", remedy="Rename one of them.")


def _order(sheet: Sheet, headers: Sequence[str], *, said: bool | None) -> tuple[bool | None, frozenset[str], list[str]]:
    """Return the order of day and month, which kinds of dates are doubtful all the same, and what is to be said of it."""
    if said is not None:
        return said, frozenset(), []
    order, weak = proven_order(cell for header in headers for cell in sheet.column(header))
    if order is None:
        return None, weak, []
    return order, weak, [f"dates like 3/4/2016 are read {'day' if order else 'month'} first, as others in the file prove"]


def _notes(sheet: Sheet, sheets: tuple[Sheet, ...]) -> list[str]:
    notes = list(sheet.notes)
    if sheet.grid.hidden:
        notes.append(f"the sheet “{sheet.name}” is hidden in the workbook")
    if len(sheets) > 1:
        others = ", ".join(one.name for one in sheets if one.grid is not sheet.grid)
        notes.append(f"the sheet “{sheet.name}” was read, and not: {others}")
    return notes


def _tagged(sheet: Sheet) -> tuple[Sheet, dict[int, Field]]:
    """Return the sheet without a row of HXL tags under its header, and what the tags say."""
    tags = fields_of_tags(sheet.record(0)) if sheet.rows else None
    return (sheet, {}) if tags is None else (sheet.without_first("a row of HXL tags was read"), tags)


def _chosen(sheet: Sheet, mapping: Mapping) -> Publisher | PublishedReader | Table | None:
    if not mapping.reader or mapping.reader == CANONICAL:
        return None if mapping.columns else reader_of(sheet.header)
    if mapping.reader == SPREADSHEET:
        return None
    readers: tuple[Publisher | PublishedReader, ...] = (*PUBLISHERS, *PUBLISHED)
    found = next((one for one in readers if one.name == mapping.reader), None)
    if found is None:
        raise BadFileError(f"There is no reader {mapping.reader!r}.", remedy=f"Choose {SPREADSHEET}, {', '.join(one.name for one in readers)}.")
    return found


def open_list(parsed: Parsed, mapping: Mapping) -> ListFile:
    """Return what list a file is.

    Raises:
        BadFileError: no reader can make sense of its columns, a named sheet or column is missing, or it has no record.
    """
    if ":" in mapping.dataset or len(mapping.dataset) > _LONGEST_NAME or mapping.dataset != mapping.dataset.strip():
        raise BadFileError(f"{mapping.dataset[:40]!r} cannot name a data set.", remedy="Give a short name without a colon.")
    sheets = sheets_of(parsed, _knows, header_of)
    sheet = next((one for one in sheets if one.name == mapping.sheet), None) if mapping.sheet else sheets[0]
    if sheet is None:
        raise BadFileError(f"{parsed.file} has no sheet {mapping.sheet!r}.", remedy=f"It has: {', '.join(one.name for one in sheets)}.")
    sheet, tags = _tagged(sheet)
    if sheet.rows <= 0:
        raise BadFileError(f"{parsed.file} has a header and no record.", remedy="Choose a file with at least one record.")
    notes = _notes(sheet, sheets)
    others = tuple(one.name for one in sheets if one.grid is not sheet.grid)
    by = _chosen(sheet, mapping)
    if by is not None:
        return _of_reader(sheet, others, by, mapping, tuple(notes))
    return _of_columns(sheet, others, mapping, notes, tags)


def _of_reader(sheet: Sheet, others: tuple[str, ...], by: Publisher | PublishedReader | Table, mapping: Mapping, notes: tuple[str, ...]) -> ListFile:
    own = _canonical_of(sheet.header) if hasattr(by, "key") else None
    needs = by.names if own else by.needs  # type: ignore[union-attr]
    unread = tuple(name for name in sheet.header if key(name) not in needs)
    name, row = (CANONICAL, own[1]) if own else (by.name, by.row)  # type: ignore[union-attr]
    complete = replace(mapping, reader=name, dataset=mapping.dataset or (OWN if own else name), row=row)
    return ListFile(sheet=sheet, others=others, by=by, mapping=complete, fields={}, unread=unread, personal=(), notes=notes)


def _of_columns(sheet: Sheet, others: tuple[str, ...], mapping: Mapping, notes: list[str], tags: dict[int, Field]) -> ListFile:
    fields, rivals = _mapped(sheet, mapping, tags)
    _checked(sheet, fields, rivals, by_hand=bool(mapping.columns))
    personal = tuple(name for name in sheet.header if is_personal(name) and name not in fields.values() and name not in mapping.kept)
    read = {*fields.values(), *personal, *mapping.kept, LATITUDE, LONGITUDE}
    row = mapping.row or _guess_row(fields, personal)
    if row in {RowKind.FLOW, RowKind.STOCK} and str(Field.PERSONS) not in fields:
        raise BadFileError(f"{sheet.file} has no column that says how many persons moved.", remedy="Map that column, or say what its rows are.")
    order, mixed, said = _order(sheet, [fields[str(f)] for f in (*_WHEN, Field.DATE_END) if str(f) in fields], said=mapping.day_first)
    notes += said + [f"the column “{name}” was not read: another one is taken for the same" for name in rivals]
    nameless = [name for name in sheet.header if name.startswith("(column ") and sheet.column(name)]
    notes += [f"column {name.removeprefix('(column ').removesuffix(')')} has no name and was not read" for name in nameless]
    complete = replace(mapping, reader=SPREADSHEET, dataset=mapping.dataset or OWN, row=row, day_first=order, columns=tuple(sorted(fields.items())))
    unread = tuple(name for name in sheet.header if name not in read and not name.startswith("(column "))
    return ListFile(
        sheet=sheet,
        others=others,
        by=None,
        mapping=complete,
        fields=fields,
        unread=unread,
        personal=personal,
        notes=tuple(notes),
        mixed_dates=mixed,
    )
