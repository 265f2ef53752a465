"""What a person says of a file: questions with the guess chosen, and only those that the file raises. Answers in, one frozen mapping out."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from geo_app.errors import BadFileError
from geo_app.model.mapping import OWN
from geo_app.readers.headers import Field, proposed
from geo_app.readers.lists import SPREADSHEET
from geo_app.readers.profiles import mapping_as_object
from geo_app.readers.values.plain import plain as cell_text
from geo_app.ui import state
from geo_app.ui.adding import load_profile
from geo_app.ui.plain import plain
from geo_app.vocabulary import Perpetrator, RowKind, VictimClass
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from collections.abc import Mapping as Named
    from collections.abc import Sequence

    from geo_app.model.mapping import Mapping
    from geo_app.readers.lists import ListFile
    from geo_app.ui.reading import Read

MAIN = (Field.DATE, Field.ID, Field.PLACE, Field.GOVERNORATE, Field.LATITUDE, Field.LONGITUDE, Field.PERPETRATOR, Field.KILLED)
_ROWS = (RowKind.INCIDENT, RowKind.VICTIM, RowKind.ACCOUNT, RowKind.TOTAL, RowKind.FLOW, RowKind.STOCK)
_CLASSES = (VictimClass.PEOPLE, VictimClass.CIVILIANS, VictimClass.FIGHTERS_AND_CIVILIANS)
_ORDERS = {"open": None, "day": True, "month": False}
_NEW_PARTY = "names a party that is not in the list"
_EITHER_ORDER = "can be read as day/month"
_EXCHANGED = "exchanged"
_PARTIES = 40
_CUT = 80


def chosen_sheet(listed: ListFile, base: Mapping, language: Language) -> Mapping:
    """Ask for the sheet of a workbook that has several, and whether a publisher's list is to be read by its columns instead."""
    if listed.others:
        names = [listed.sheet.name, *listed.others]
        sheet = st.selectbox(say("add.sheet", language), names, key=state.add_key("sheet"))
        if sheet and sheet != listed.sheet.name:
            base = replace(base, sheet=sheet, columns=())
    if listed.by is not None and not st.toggle(
        say("add.as.publisher", language), value=True, help=say("add.as.publisher.help", language, title=plain(listed.title)), key=state.add_key("reader")
    ):
        base = replace(base, reader=SPREADSHEET)
    return base


def questions(read: Read, base: Mapping, language: Language) -> Mapping:
    """Show the questions with the guess chosen and return ``base`` as the person answered; what they leave as it is stays open in it.

    Raises:
        BadFileError: a column is chosen for two fields.
    """
    listed, reasons = read.staged.listed, read.preview.findings["reason"]
    mapping = _row(listed, base, language)
    if base.day_first is not None or listed.mixed_dates or reasons.str.startswith(_EITHER_ORDER).any():
        mapping = _order(mapping, base, listed.mapping.day_first, language)
    if base.exchanged or reasons.str.contains(_EXCHANGED, regex=False).any():
        given = st.checkbox(say("add.exchanged", language), value=base.exchanged, help=say("add.exchanged.help", language), key=state.add_key("exchanged"))
        mapping = replace(mapping, exchanged=given)
    mapping = _parties(read, mapping, base, language)
    if listed.by is None:
        mapping = _spreadsheet(listed, mapping, base, language)
    mapping = _whose(listed, mapping, base, language)
    _profile(listed, language)
    return mapping


def _row(listed: ListFile, base: Mapping, language: Language) -> Mapping:
    guess = listed.mapping.row or RowKind.INCIDENT
    if listed.by is not None:
        st.caption(say("add.row.publisher", language, row=say(f"row.{guess}", language), title=plain(listed.title)))
        return base
    row = st.selectbox(
        say("add.row", language),
        _ROWS,
        index=_ROWS.index(guess),
        format_func=lambda kind: say(f"row.{kind}", language),
        key=state.add_key("row"),
    )
    st.caption(say(f"row.why.{row or guess}", language))
    return replace(base, row=row) if row and row != guess else base


def _order(mapping: Mapping, base: Mapping, proven: bool | None, language: Language) -> Mapping:  # noqa: FBT001 - three answers, not a switch
    def label(one: str) -> str:
        if one == "open" and base.day_first is None and proven is not None:
            return say("add.dates.proven.day" if proven else "add.dates.proven.month", language)
        return say(f"add.dates.{one}", language)

    now = next(name for name, order in _ORDERS.items() if order is base.day_first)
    said = st.radio(
        say("add.dates", language),
        list(_ORDERS),
        index=list(_ORDERS).index(now),
        format_func=label,
        key=state.add_key("dates"),
    )
    return replace(mapping, day_first=_ORDERS[said or now])


def _whose(listed: ListFile, mapping: Mapping, base: Mapping, language: Language) -> Mapping:
    """Ask whose list it is, and whether it is the whole of it."""
    usual = listed.mapping.dataset or OWN
    typed = st.text_input(
        say("add.dataset", language), value=base.dataset or usual, max_chars=60, help=say("add.dataset.help", language), key=state.add_key("dataset")
    )
    name = "_".join(typed.replace(":", " ").split()) or usual
    complete = st.checkbox(say("add.complete", language), value=base.complete, help=say("add.complete.help", language), key=state.add_key("complete"))
    return replace(mapping, dataset=base.dataset if name == (base.dataset or usual) else name, complete=complete)


def _label(field: Field, language: Language) -> str:
    return say(f"field.{field}", language)


def columns(headers: Sequence[str], now: Named[str, str], language: Language, *, sheet: str = "") -> dict[str, str]:
    """Show a choice of column for every field (the main ones open) and return field → header.

    Raises:
        BadFileError: a column is chosen for two fields.
    """
    main = [*MAIN, *(f for f in (Field.DATE_START, Field.DATE_END, Field.COORDINATES, Field.KILLED_MIN, Field.KILLED_MAX) if str(f) in now)]
    chosen: dict[str, str] = {}

    def ask(field: Field) -> None:
        header = st.selectbox(
            _label(field, language),
            headers,
            index=headers.index(now[field]) if now.get(field) in headers else None,
            placeholder=say("add.columns.none", language),
            key=state.add_key(f"column_{field}_{sheet}"),
        )
        if header:
            chosen[str(field)] = header

    for at in range(0, len(main), 2):
        for column, field in zip(st.columns(2), main[at : at + 2], strict=False):
            with column:
                ask(field)
    rest = [field for field in Field if field not in main]
    used = sum(1 for field in rest if str(field) in now)
    with st.expander(say("add.columns.more", language, n=used)):
        for field in rest:
            ask(field)
    twice = [header for header in chosen.values() if list(chosen.values()).count(header) > 1]
    if twice:
        raise BadFileError(say("add.columns.twice", language, header=twice[0]), remedy=say("add.columns.twice.remedy", language))
    return chosen


def _spreadsheet(listed: ListFile, mapping: Mapping, base: Mapping, language: Language) -> Mapping:
    """Ask for the columns, who is counted, and what identifies people."""
    with st.expander(say("add.columns", language, n=len(listed.fields)), expanded=True):
        chosen = columns(listed.sheet.header, listed.fields, language, sheet=listed.sheet.name)
        counted = st.selectbox(
            say("add.class", language),
            _CLASSES,
            index=_CLASSES.index(base.killed_class) if base.killed_class in _CLASSES else 0,
            format_func=lambda one: say(str(one), language),
            key=state.add_key("class"),
        )
    if chosen != listed.fields:
        mapping = replace(mapping, reader=SPREADSHEET, columns=tuple(sorted(chosen.items())))
    personal = list(dict.fromkeys([*listed.personal, *(name for name in base.kept if name in listed.sheet.header)]))
    kept = list(base.kept)
    if personal:
        kept = st.multiselect(
            say("add.personal", language, names=plain(", ".join(personal))),
            personal,
            default=[name for name in base.kept if name in personal],
            placeholder=say("add.personal.none", language),
            help=say("add.personal.help", language),
            key=state.add_key("personal"),
        )
    return replace(mapping, killed_class=counted or base.killed_class, kept=tuple(kept))


def _parties(read: Read, mapping: Mapping, base: Mapping, language: Language) -> Mapping:
    """Ask who is meant by the words for parties that are not recognised; what is left open stays in its words."""
    found = read.preview.findings
    texts = found.loc[found["reason"].str.startswith(_NEW_PARTY), "value"]
    counts = {str(text): int(n) for text, n in texts.map(cell_text).value_counts().items() if len(str(text)) < _CUT}
    before = dict(base.parties)
    asked = list(dict.fromkeys([*counts, *before]))
    if not asked:
        return mapping
    with st.expander(say("add.parties", language, n=len(asked)), expanded=len(asked) <= 4):  # noqa: PLR2004 - what fits beside the preview
        st.caption(say("add.parties.help", language))
        for text in asked[:_PARTIES]:
            now = before.get(text, ())
            label = say("add.party", language, text=plain(text), n=counts[text]) if text in counts else plain(text)
            code = st.selectbox(
                label,
                tuple(Perpetrator),
                index=tuple(Perpetrator).index(now[0]) if now else None,
                format_func=lambda one: say(str(one), language),
                placeholder=say("add.party.none", language),
                key=state.add_key(f"party_{text}"),
            )
            if code is not None and now[:1] != (code,):
                before[text] = (code,)
            elif code is None:
                before.pop(text, None)
        if len(asked) > _PARTIES:
            st.caption(say("list.more", language, n=len(asked) - _PARTIES))
    return replace(mapping, parties=tuple(sorted(before.items())))


def _profile(listed: ListFile, language: Language) -> None:
    """Offer the answers as a file, and take such a file."""
    with st.expander(say("add.profile", language)):
        st.caption(say("add.profile.help", language))
        st.download_button(
            say("add.profile.save", language),
            data=json.dumps(mapping_as_object(listed.mapping), ensure_ascii=False, indent=1).encode(),
            file_name="geo_app-columns.json",
            mime="application/json",
            on_click="ignore",
            width="stretch",
            key=state.add_key("save"),
        )
        st.file_uploader(
            say("add.profile.load", language), type=["json"], max_upload_size=1, on_change=load_profile, args=(language,), key=state.add_key("profile")
        )


def by_hand(sheets: Sequence[tuple[str, Sequence[str]]], base: Mapping, language: Language) -> Mapping | None:
    """Ask for the columns of a table that no reader understands; return the mapping once it says when and where, or how many, else None.

    Raises:
        BadFileError: a column is chosen for two fields.
    """
    names = [name for name, _ in sheets]
    sheet = st.selectbox(say("add.sheet", language), names, key=state.add_key("sheet")) if len(sheets) > 1 else names[0]
    headers = list(dict(sheets)[sheet or names[0]])
    guess, _ = proposed(headers)
    now = dict(base.columns) if base.columns else {str(field): headers[at] for field, at in guess.items()}
    st.markdown(f"**{say('add.by.hand', language)}**")
    chosen = columns(headers, now, language, sheet=sheet or "")
    when = {str(Field.DATE), str(Field.DATE_START)}
    where = {str(f) for f in (Field.PLACE, Field.PLACE_AR, Field.GOVERNORATE, Field.DISTRICT, Field.LATITUDE, Field.COORDINATES, Field.KILLED)}
    if not when & set(chosen) or not where & set(chosen):
        st.info(say("add.by.hand.missing", language), icon=":material/table_chart:")
        return None
    return replace(base, reader=SPREADSHEET, sheet=(sheet or "") if len(sheets) > 1 else base.sheet, columns=tuple(sorted(chosen.items())))
