"""Batches: what was stored when and by whom, the rows that were refused, and taking a batch or a change back, or restoring it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo_app.render.phrases import number
from geo_app.ui import state
from geo_app.ui.add_preview import SHOWN, remarks_csv
from geo_app.ui.adding import undo
from geo_app.ui.cache import opened
from geo_app.ui.plain import plain
from geo_app.ui.workspace_history import REMARKS, History, history_of, in_words, moment, remarks_of
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from geo_app.store.chain import Event
    from geo_app.store.workspace import Workspace
    from geo_app.ui.workspace_history import BatchLine

_LISTED = 30
_TALL = 8
_COUNTS = ("rows", "new", "changed", "identical", "conflicting", "withdrawn", "warned", "refused")


def _state(line: BatchLine, language: Language) -> str:
    return say("batches.undone" if line.undone_by else "batches.stands", language)


def _table(history: History, language: Language) -> None:
    rows = []
    for line in history.batches:
        about = line.about
        rows.append(
            {
                say("batches.batch", language): about["id"],
                say("batches.state", language): _state(line, language),
                say("batches.file", language): about["file"],
                say("batches.when", language): moment(about["at"]),
                say("batches.who", language): about["who"],
                **{say(f"batches.{name}", language): about[name] for name in ("new", "changed", "refused")},
                say("batches.dataset", language): about["dataset"],
                say("batches.reader", language): about["reader"],
            }
        )
    st.dataframe(pd.DataFrame(rows), hide_index=True, height="auto" if len(rows) < _TALL else 320)


def _taken_back(by: Event, language: Language) -> str:
    why = str((by.payload or {}).get("why") or "")
    said = say("batches.undone.by", language, who=plain(by.who), when=moment(by.at))
    return f"{said} {say('batches.why.said', language, why=plain(why))}" if why else said


def _undo_batch(line: BatchLine, language: Language) -> None:
    batch = int(line.about["id"])
    if line.undone_by is not None:
        st.info(_taken_back(line.undone_by, language), icon=":material/undo:")
        says = say("batches.restored.said", language, batch=batch)
        st.button(
            say("batches.restore", language),
            on_click=partial(undo, line.undone_by.seq, says, language, of_event=True),
            key=f"restore_{batch}",
            icon=":material/redo:",
        )
        return
    why, sure, button = st.columns([2, 1.6, 1], vertical_alignment="bottom")
    why.text_input(say("batches.why", language), key=state.UNDO_WHY_KEY, max_chars=300)
    agreed = sure.checkbox(say("batches.sure", language, batch=batch, n=number(line.about["new"] + line.about["changed"])), key=f"sure_{batch}")
    says = say("batches.undone.said", language, batch=batch)
    button.button(
        say("batches.undo", language),
        on_click=undo,
        args=(batch, says, language),
        disabled=not agreed,
        key=f"undo_{batch}",
        width="stretch",
        icon=":material/undo:",
    )


def _details(workspace: Workspace, line: BatchLine, language: Language) -> None:
    about = line.about
    for column, name in zip(st.columns(len(_COUNTS)), _COUNTS, strict=True):
        column.metric(say(f"batches.{name}", language), number(about[name]))
    st.caption(say("batches.about", language, reader=plain(about["reader"]), version=plain(about["reader_version"]), sha256=about["sha256"]))
    _undo_batch(line, language)
    remarks = remarks_of(workspace, int(about["id"]))
    if not remarks:
        st.caption(say("batches.remarks.none", language))
        return
    header = [say(f"add.column.{name}", language) for name in REMARKS[:-1]] + [say("batches.outcome", language)]
    words = {True: say("add.refused", language), False: say("add.warned", language)}
    rows = [(*row[:-1], words[bool(row[-1])]) for row in remarks]
    st.markdown(f"**{say('batches.remarks', language, n=number(len(rows)))}**")
    st.dataframe(pd.DataFrame(rows[:SHOWN], columns=header), hide_index=True, height="auto" if len(rows) < _TALL else 300)
    if len(rows) > SHOWN:
        st.caption(say("add.more", language, shown=SHOWN, n=number(len(rows))))
    st.download_button(
        say("add.remarks.save", language, n=number(len(rows))),
        data=partial(remarks_csv, rows, header),
        file_name=f"geo_app-batch-{about['id']}-remarks.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"remarks_{about['id']}",
        icon=":material/download:",
    )


def _changes(history: History, language: Language) -> None:
    """List corrections, retractions, merges and pairs kept apart, newest first, each with the button that takes it back or restores it."""
    st.subheader(say("batches.changes", language), anchor=False)
    if not history.changes:
        st.caption(say("batches.changes.none", language))
    for event, by in history.changes[:_LISTED]:
        said, button = st.columns([5, 1], vertical_alignment="center")
        kind = say(f"event.{event.kind}", language)
        line = say("batches.change", language, kind=kind, what=plain(in_words(event, language)), who=plain(event.who), when=moment(event.at))
        said.markdown(f"~~{line}~~  \n{_taken_back(by, language)}" if by else line)
        if event.payload is None or event.kind == "redact":
            continue
        key = "batches.restore" if by else "batches.undo"
        says = say("batches.change.restored" if by else "batches.change.undone", language)
        button.button(
            say(key, language),
            on_click=partial(undo, by.seq if by else event.seq, says, language, of_event=True),
            key=f"change_{event.seq}",
            width="stretch",
        )
    if len(history.changes) > _LISTED:
        st.caption(say("list.more", language, n=len(history.changes) - _LISTED))


def _body(workspace: Workspace, history: History, language: Language) -> None:
    title, name = st.columns([2.2, 1], vertical_alignment="bottom")
    title.subheader(say("batches.title", language, n=number(len(history.batches))), anchor=False)
    title.caption(say("data.into", language, name=plain(workspace.name)))
    name.text_input(say("add.who", language), value=state.who(), key=state.WHO_KEY, max_chars=80)
    if state.problem():
        st.error(plain(state.problem()), icon=":material/error:")
    elif state.outcome()[0]:
        st.success(plain(state.outcome()[0]), icon=":material/check_circle:")
    _table(history, language)
    numbers = [int(line.about["id"]) for line in history.batches]
    files = {int(line.about["id"]): str(line.about["file"]) for line in history.batches}
    chosen = st.selectbox(say("batches.choose", language), numbers, format_func=lambda n: f"{n} · {files[n]}", key="batch")
    line = next(line for line in history.batches if int(line.about["id"]) == (chosen or numbers[0]))
    with st.container(border=True):
        _details(workspace, line, language)
    _changes(history, language)


def render() -> None:
    """Show the page."""
    language = state.language()
    state.enter("batches")
    with st.sidebar:
        st.title(say("app.title", language))
        st.caption(say("app.subtitle", language))
        st.caption(say("batches.help", language))
    workspace = opened()
    history = history_of(workspace) if workspace else None
    if workspace is None or history is None or not history.batches:
        st.info(f"{say('data.empty', language)} {say('data.empty.remedy', language)}", icon=":material/inventory_2:")
        return
    _body(workspace, history, language)


if __name__ == "__main__":
    render()
