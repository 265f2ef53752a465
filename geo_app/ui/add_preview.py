"""What an import would do, in figures and tables, before it does anything. Every refusal and warning is listed and can be taken along as a file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo_app.readers.cells import as_csv
from geo_app.render.phrases import in_words, number
from geo_app.tables.incidents import ACCOUNTS
from geo_app.ui.plain import plain
from geo_app.vocabulary import Change, RowKind
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo_app.importing.preview import Preview
    from geo_app.store.commit import Difference
    from geo_app.ui.reading import Read

SHOWN = 500
_TALL = 8
_HEIGHT = 300
_REMARKS = ("row", "column", "value", "reason")
_COUNTED = {RowKind.TOTAL, RowKind.FLOW, RowKind.STOCK}
"""What a row of them is, is no incident: it must never become one."""
_SAID_ELSEWHERE = ("--exchanged", "--dates", "names or contacts of people", "that nothing is read from")
"""What the questions of the page ask is not said again in the words of the command line."""


def can_be_stored(read: Read) -> bool:
    """Return True where there is a record to store, and it is of the kind that the person says a row is."""
    said = read.staged.listed.mapping.row
    return bool(read.preview.records) and not (read.staged.table is ACCOUNTS and said in _COUNTED)


def remarks_csv(rows: Iterable[Sequence[object]], header: Sequence[str]) -> bytes:
    """Return remarks as a CSV whose cells no spreadsheet runs."""
    return as_csv(header, rows)


def heading(read: Read, language: Language) -> None:
    """Say what list it is: its name, who reads it, the sheet, and what was assumed."""
    preview, listed = read.preview, read.staged.listed
    title = plain(listed.title) if listed.by is not None else say("add.spreadsheet", language, row=say(f"row.{preview.row}", language))
    st.markdown(f"#### {title}")
    sheet = say("add.of.sheet", language, sheet=plain(listed.sheet.name)) if listed.sheet.name else ""
    st.caption(f"{plain(preview.file)}{sheet} · {say('add.rows', language, n=number(preview.rows))}")
    for message in preview.messages:
        if not any(word in message for word in _SAID_ELSEWHERE):
            st.caption(plain(message))


def unread(read: Read, language: Language) -> None:
    """List the columns that nothing is read from."""
    names = read.staged.listed.unread
    if names:
        with st.expander(say("add.unread", language, n=len(names))):
            st.caption(plain(" · ".join(names)))


def figures(read: Read, language: Language) -> None:
    """Show how many rows are accepted, warned and refused, how many records they make, and what their places are."""
    preview = read.preview
    cells = [
        (say("add.accepted", language), number(preview.accepted)),
        (say("add.warned", language), number(preview.warned)),
        (say("add.refused", language), number(preview.refused)),
    ]
    if preview.row == str(RowKind.VICTIM):
        cells.append((say("add.proposed", language), number(preview.records)))
    elif preview.records != preview.accepted:
        cells.append((say("add.records.made", language), number(preview.records)))
    for column, (label, value) in zip(st.columns(len(cells)), cells, strict=True):
        column.metric(label, value)
    if read.staged.table is not ACCOUNTS:
        return
    parts = [say("add.places", language, mapped=number(preview.mapped), area=number(preview.area), unmapped=number(preview.unmapped))]
    if preview.first and preview.last:
        parts.insert(0, f"{in_words(preview.first, language)} – {in_words(preview.last, language)}.")
    st.caption(" ".join(parts))


def _table(frame: pd.DataFrame) -> None:
    st.dataframe(frame, hide_index=True, height="auto" if len(frame) < _TALL else _HEIGHT)


def _remarks(preview: Preview, language: Language, *, refused: bool) -> None:
    found = preview.findings[preview.findings["refused"] == refused]
    if not len(found):
        st.caption(say("add.refused.none" if refused else "add.warned.none", language))
        return
    names = {name: say(f"add.column.{name}", language) for name in _REMARKS}
    kinds = found["reason"].value_counts()
    if len(found) >= _TALL and len(kinds) * 2 <= len(found):
        _table(pd.DataFrame({say("add.rows.short", language): kinds.to_numpy(), names["reason"]: kinds.index}).head(SHOWN))
    _table(found[list(_REMARKS)].head(SHOWN).rename(columns=names))
    if len(found) > SHOWN:
        st.caption(say("add.more", language, shown=SHOWN, n=number(len(found))))
    kind = "refused" if refused else "warnings"
    rows = found[list(_REMARKS)].itertuples(index=False, name=None)
    st.download_button(
        say("add.remarks.save", language, n=number(len(found))),
        data=partial(remarks_csv, list(rows), tuple(names.values())),
        file_name=f"geo_app-{kind}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"add_save_{kind}",
        icon=":material/download:",
    )


def _parties(preview: Preview, language: Language) -> None:
    if not preview.parties:
        st.caption(say("add.parties.empty", language))
        return
    rows = []
    for line in preview.parties:
        joiner = say("list.or" if line.attribution in {"alternative", "contested"} else "list.and", language)
        parties = joiner.join(say(code, language) for code in line.perpetrators.split(";")) if line.perpetrators else say("popup.no.party", language)
        rows.append(
            {
                say("column.party", language): parties,
                say("column.killed", language): number(line.killed_at_least) if line.with_figure else "",
                say("add.with.figure", language): line.with_figure,
                say("add.without", language): line.without,
                say("column.attribution", language): say(line.attribution, language),
            }
        )
    _table(pd.DataFrame(rows))
    st.caption(say("add.parties.note", language))


def places(preview: Preview, language: Language) -> bool:
    """List the place texts that wait for a person; return True where the person wants to decide them now."""
    if not preview.unplaced:
        st.caption(say("add.unplaced.none", language))
        return False
    named = [line for line in preview.unplaced if line[0]]
    nowhere = sum(count for text, count, _ in preview.unplaced if not text)
    if nowhere:
        st.caption(say("add.nowhere", language, n=number(nowhere)))
    if not named:
        return False
    table = pd.DataFrame(named, columns=[say("column.place", language), say("add.records", language), say("add.column.reason", language)])
    _table(table)
    return st.button(say("add.review", language), icon=":material/pin_drop:", help=say("add.review.help", language), key="add_review")


def changes(read: Read, found: Difference | None, language: Language) -> None:
    """Show what the list changes against what is stored."""
    records = read.preview.records
    counts = {change: found.count(change) if found else (records if change is Change.NEW else 0) for change in Change if change is not Change.WITHDRAWN}
    missing = len(found.missing) if found else 0
    cells = [(say(f"change.{change}", language), n) for change, n in counts.items()] + [(say("change.missing", language), missing)]
    for column, (label, n) in zip(st.columns(len(cells)), cells, strict=True):
        column.metric(label, number(n))
    if counts[Change.CONFLICTING]:
        st.warning(say("change.conflicting.note", language), icon=":material/warning:")
    for name in ("retracted", "overtaken"):
        keys = getattr(found, name) if found is not None else ()
        if keys:
            st.warning(say(f"change.{name}", language, n=number(len(keys)), records=plain(", ".join(keys[:_TALL]))), icon=":material/warning:")
    if found is not None and found.moved:
        st.markdown(f"**{say('change.moved', language)}**")
        names = [say(key, language) for key in ("column.id", "add.column.column", "change.stored", "change.file")]
        _table(pd.DataFrame(list(found.moved[:SHOWN]), columns=names))
    if missing and found is not None:
        key = "change.missing.withdrawn" if read.staged.listed.mapping.complete else "change.missing.stay"
        st.caption(say(key, language, n=number(missing)))
        _table(pd.DataFrame({say("column.id", language): list(found.missing[:SHOWN])}))


def tables(read: Read, found: Difference | None, language: Language) -> bool:
    """Show what changes, what is refused, warned of, unplaced, and by party; return True where the person wants to decide its places now."""
    preview = read.preview
    refused = int(preview.findings["refused"].sum())
    warned = len(preview.findings) - refused
    waiting = sum(1 for text, _, _ in preview.unplaced if text)
    labels = (
        say("add.tab.changes", language),
        say("add.tab.refused", language, n=number(refused)),
        say("add.tab.warned", language, n=number(warned)),
        *((say("add.tab.places", language, n=number(waiting)), say("add.tab.parties", language)) if read.staged.table is ACCOUNTS else ()),
    )
    tabs = st.tabs(list(labels), default=labels[1] if refused and not preview.records else labels[0])
    with tabs[0]:
        changes(read, found, language)
    with tabs[1]:
        _remarks(preview, language, refused=True)
    with tabs[2]:
        _remarks(preview, language, refused=False)
    if read.staged.table is not ACCOUNTS:
        return False
    with tabs[3]:
        review = places(preview, language)
    with tabs[4]:
        _parties(preview, language)
    return review
