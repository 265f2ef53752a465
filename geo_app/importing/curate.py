"""What people change of stored records: a correction, a retraction, two incidents that are one, two that are not. Each is a row of the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from geo_app.errors import BadUseError
from geo_app.readers.accounts import completed, contradictions
from geo_app.store.chain import EventKind, append
from geo_app.store.effective import as_corrected, before_of, effective, merged_into, plain_value, standing_of
from geo_app.store.schema import RECORD_TABLES, RECORDS
from geo_app.tables.columns import Kind
from geo_app.tables.schema import flaw_of_cell

if TYPE_CHECKING:
    import pandas as pd

    from geo_app.store.workspace import Workspace
    from geo_app.tables.columns import Table

_ACCOUNTS = RECORD_TABLES[0]


def _table_of(connection: sa.Connection, record: str) -> Table:
    for table in RECORD_TABLES:
        if connection.execute(sa.select(RECORDS[table.name].c.id).where(RECORDS[table.name].c[table.key] == record).limit(1)).first():
            return table
    raise BadUseError(f"There is no record {record!r} in the workspace.", remedy="See its id in the table of the app, or in geo-app check --json.")


def _value(table: Table, name: str, text: str) -> Any:  # noqa: ANN401 - a cell
    try:
        column = table.column(name)
    except KeyError as error:
        raise BadUseError(f"There is no column {name!r}.", remedy="See docs/schema.md for its columns.") from error
    if name in {table.key, "incident_id"}:
        raise BadUseError("The id of a record is not corrected.", remedy="Retract the record and import it anew, or merge two incidents.")
    flaw = flaw_of_cell(column, text)
    if flaw:
        raise BadUseError(f"{text!r} cannot stand in {name}: {flaw}.", remedy="Write it as docs/schema.md says.")
    if text == "":
        return None
    return int(text) if column.kind is Kind.COUNT else float(text) if column.kind is Kind.NUMBER else text


def _completed(table: Table, current: pd.DataFrame, new: dict[str, Any]) -> dict[str, Any]:
    """Return the corrected values as an import would have stored them.

    Raises:
        BadUseError: the record would contradict itself, or lack what it cannot do without.
    """
    row = as_corrected(current.reset_index(drop=True).iloc[[0]], table, new)
    if table is not _ACCOUNTS:
        return new
    if row["date_start"].isna().any():
        raise BadUseError("A record needs its first day.", remedy="Correct it to another day, or retract the record.")
    if not {"attribution", "strength"} & new.keys() and "perpetrators" in new:
        row = row.assign(attribution="", strength="")
    whole = completed(row)
    for wrong, column, reason in contradictions(whole):
        if bool(wrong.iloc[0]):
            raise BadUseError(f"Corrected so, {column} {reason}.", remedy="Correct both cells at once.")
    changed = {name for name in whole.columns if str(whole.iloc[0][name]) != str(current.iloc[0][name])} | set(new)
    return {name: plain_value(whole.iloc[0][name]) for name in table.names if name in changed}


def correct(workspace: Workspace, record: str, values: dict[str, str], *, who: str, why: str) -> int:
    """Correct cells of a record and return the number of the event; the old values stay in the history.

    Args:
        workspace: where.
        record: its key (``account_id``, ``tally_id``, ``displacement_id``).
        values: column → text as in a canonical file; empty is not known.
        who: who does it.
        why: the reason; a correction without one is not taken.

    Raises:
        BadUseError: there is no such record or column, a value does not fit its column, or no reason is given.
    """
    if not why.strip():
        raise BadUseError("A correction needs a reason.", remedy="Say why in --why.")
    with workspace.writing() as connection:
        table = _table_of(connection, record)
        new = {name: _value(table, name, text.strip()) for name, text in values.items()}
        now = effective(connection, table)
        current = now[now[table.key] == record]
        if current.empty:
            raise BadUseError(f"{record} does not stand: it was undone, withdrawn or retracted.", remedy="See geo-app history.")
        new = _completed(table, current, new)
        old = before_of(current.iloc[0], new)
        payload = {"holds": table.name, "record": record, "values": new, "before": old, "why": why}
        return append(connection, EventKind.CORRECT, who=who, payload=payload)


def retract(workspace: Workspace, record: str, *, who: str, why: str) -> int:
    """Take one record out of everything that is counted, and return the number of the event.

    Raises:
        BadUseError: there is no such record, or no reason is given.
    """
    if not why.strip():
        raise BadUseError("A retraction needs a reason.", remedy="Say why in --why.")
    with workspace.writing() as connection:
        table = _table_of(connection, record)
        return append(connection, EventKind.RETRACT, who=who, payload={"holds": table.name, "record": record, "why": why})


def _incidents(connection: sa.Connection, names: tuple[str, ...]) -> None:
    known = set(effective(connection, _ACCOUNTS)["incident_id"])
    lead = merged_into(standing_of(connection).merged)
    for name in names:
        if lead.get(name, name) not in known and name not in known:
            raise BadUseError(f"There is no incident {name!r}.", remedy="See its id in the table of the app.")


def merge(workspace: Workspace, incidents: tuple[str, ...], *, who: str, why: str) -> int:
    """Say that incidents are one event: their accounts are of the first named from now on. Returns the number of the event; undoing it parts them.

    Raises:
        BadUseError: fewer than two, or one is not there.
    """
    if len(set(incidents)) < 2:  # noqa: PLR2004 - one cannot be merged
        raise BadUseError("A merge needs two incidents.", remedy="Name both.")
    with workspace.writing() as connection:
        _incidents(connection, incidents)
        return append(connection, EventKind.MERGE, who=who, payload={"incidents": list(incidents), "why": why})


def keep_apart(workspace: Workspace, incidents: tuple[str, str], *, who: str, why: str) -> int:
    """Say that two incidents are two events, so that they are not proposed again. Returns the number of the event.

    Raises:
        BadUseError: one is not there.
    """
    with workspace.writing() as connection:
        _incidents(connection, incidents)
        return append(connection, EventKind.KEEP_APART, who=who, payload={"incidents": list(incidents), "why": why})
