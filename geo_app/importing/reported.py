"""What a person decided of a report's drafts → records in a workspace, all in one transaction, and the decision itself in its history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo_app.errors import BadUseError
from geo_app.readers.accounts import read_accounts
from geo_app.readers.checked import checked
from geo_app.readers.delimited import RawTable
from geo_app.readers.findings import Findings
from geo_app.reports.objects import draft_object
from geo_app.reports.records import Source, rows_of
from geo_app.store.chain import EventKind, append
from geo_app.store.commit import Committed, Incoming, commit
from geo_app.store.effective import DIGEST
from geo_app.tables.digests import content_digests
from geo_app.tables.incidents import ACCOUNTS
from geo_app.tables.published import DISPLACEMENT, STATEMENTS, TALLIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo_app.reports.drafts import Draft, Report
    from geo_app.store.workspace import Workspace
    from geo_app.tables.columns import Table

READER, _VERSION = "report", "1"
_TABLES: dict[str, Table] = {table.name: table for table in (ACCOUNTS, TALLIES, DISPLACEMENT, STATEMENTS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a person decided: ``accepted`` by position, each as read or as corrected; every other draft was rejected or left. ``rejected``: the former."""

    accepted: Mapping[int, Draft]
    rejected: tuple[int, ...] = ()


def _typed(name: str, rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the records of a table and what is to be said of rows that do not fit."""
    table = _TABLES[name]
    findings = Findings()
    if table is ACCOUNTS:
        raw = RawTable(
            file=READER, header=tuple(rows.columns), rows=tuple(rows.astype("str").itertuples(index=False, name=None)), numbers=tuple(range(1, len(rows) + 1))
        )
        reading = read_accounts(raw)
        refused = pd.DataFrame([(one.row, one.column, one.value, one.reason) for one in reading.rejections], columns=["row", "column", "value", "reason"])
        return reading.records, refused
    numbered = rows.set_axis(range(1, len(rows) + 1), axis=0)
    made = checked(numbered.astype("str"), table, findings, numbered[table.key])
    return made.records.drop(columns="source_id"), made.findings


def _incoming(report: Report, name: str, records: pd.DataFrame) -> Incoming:
    table = _TABLES[name]
    whole = records.reset_index(drop=True)
    part = whole.assign(source_id=whole[table.key], source_row=range(1, len(whole) + 1))
    part[DIGEST] = content_digests(whole, table)
    return Incoming(
        table=table,
        dataset=f"report-{report.sha256[:12]}",
        reader=READER,
        reader_version=_VERSION,
        mapping={"report": report.file, "title": report.title},
        file=report.file,
        sha256=report.sha256,
        size=0,
        rows=len(part),
        accepted=len(part),
        warned=0,
        refused=0,
        complete=False,
        remarks=Findings().frame(),
        refused_keys=frozenset(),
        parts=lambda: iter([part]),
    )


def _changed(before: Draft, after: Draft, at: int) -> dict[str, Any]:
    """Return which fields of a draft a person changed, with what was read."""
    old, new = draft_object(before, at), draft_object(after, at)
    return {name: {"read": old[name], "corrected": new[name]} for name in old if old[name] != new[name]}


def accept(workspace: Workspace, report: Report, decided: Decided, source: Source, *, who: str) -> tuple[Committed, ...]:
    """Store what a person accepted of a report: all of it, or nothing; the history keeps what was corrected and what was rejected.

    Raises:
        BadUseError: nothing was accepted, or an accepted draft does not fit its columns (which and why is said).
    """
    if not decided.accepted:
        raise BadUseError("No draft is accepted.", remedy="Accept at least one, or leave the page.")
    rows = rows_of(report.sha256, report.file, decided.accepted, source)
    incoming = []
    for name, text in rows.items():
        records, refused = _typed(name, text)
        if len(refused):
            first = refused.iloc[0]
            raise BadUseError(f"{first['column']} of a draft cannot be stored: {first['reason']}.", remedy="Correct it, or do not accept that draft.")
        incoming.append(_incoming(report, name, records))
    corrections = {str(at): changed for at, draft in decided.accepted.items() if (changed := _changed(report.drafts[at], draft, at))}
    rejected = {str(at): draft_object(report.drafts[at], at) for at in decided.rejected}
    with workspace.writing() as connection:
        done = tuple(commit(connection, replace(one, sha256=f"{one.sha256}/{one.table.name}"), who=who) for one in incoming)
        payload = {
            "report": report.file,
            "sha256": report.sha256,
            "title": report.title,
            "accepted": sorted(map(int, decided.accepted)),
            "corrected": corrections,
            "rejected": rejected,
            "batches": [one.batch for one in done],
        }
        append(connection, EventKind.READ, who=who, payload=payload)
    return done
