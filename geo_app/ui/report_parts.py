"""The parts of the page that reads a report: what it says of itself, its drafts as a table to correct, and the words of one draft."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from geo_app.render.published import class_in_words, measure_in_words
from geo_app.render.reported import draft_figure, draft_what, draft_who
from geo_app.reports.records import Source
from geo_app.ui import state
from geo_app.ui.plain import plain
from geo_app.vocabulary import Attribution, Bound, Perpetrator
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo_app.reports.drafts import Draft, Report

_KINDS = ("incident", "tally", "displacement")
_CLASSES = (
    "people",
    "civilians",
    "fighters_and_civilians",
    "fighters",
    "children",
    "women",
    "men",
    "medical",
    "media",
    "civil_defence",
    "aid_workers",
    "elderly",
)
_HOW = tuple(str(one) for one in Attribution if one is not Attribution.CONTESTED)
_AROUND = 220
SURE = 0.6
"""Drafts surer than this are ticked when the report is opened; the others wait for a person's tick."""
_MARK = ":orange-background["


def source_form(report: Report, origins: Mapping[str, str], language: Language) -> Source:
    """Show what the report says of itself, to be corrected, and return it."""
    known = {name.casefold(): code for code, name in origins.items()}
    named = [report.publisher, *report.relays]
    guess = next((known[name.casefold()] for name in named if name.casefold() in known), "")
    codes = ["", *sorted(origins, key=lambda code: origins[code].casefold())]
    st.markdown(f"**{say('report.source', language)}**")
    title = st.text_input(say("report.name", language), value=report.title, key=state.report_key("title"), max_chars=300)
    left, right = st.columns(2)
    publisher = left.text_input(say("report.publisher", language), value=report.publisher, key=state.report_key("publisher"), max_chars=200)
    origin = right.selectbox(
        say("report.origin", language),
        codes,
        index=codes.index(guess),
        format_func=lambda code: origins.get(code, say("origin.unknown", language)),
        help=say("report.origin.help", language),
        key=state.report_key("origin"),
    )
    url = left.text_input(say("report.url", language), key=state.report_key("url"), max_chars=500)
    day = right.date_input(say("report.day", language), value=report.printed, key=state.report_key("day"))
    return Source(publisher=publisher, origin=origins.get(origin, ""), origin_id=origin, title=title, url=url, day=str(day) if day else "")


def _frame(report: Report, language: Language) -> pd.DataFrame:
    rows = []
    for at, draft in enumerate(report.drafts):
        if draft.kind == "statement":
            continue
        rows.append(
            {
                "no": at,
                "take": draft.confidence >= SURE,
                "kind": draft.kind,
                "what": draft.measure,
                "class": draft.victim_class,
                "low": draft.value_min,
                "high": draft.value_max,
                "bound": str(draft.bound or Bound.STATED),
                "parties": [str(one) for one in draft.perpetrators],
                "how": str(draft.attribution or Attribution.UNKNOWN),
                "from": draft.window_start,
                "to": draft.window_end,
                "place": draft.area,
                "part": draft.part_of,
                "sure": draft.confidence,
                "quote": draft.quote,
            }
        )
    frame = pd.DataFrame(rows)
    frame["part"] = frame["part"].astype("Int64")
    frame[["low", "high"]] = frame[["low", "high"]].astype("Float64")
    frame[["from", "to"]] = frame[["from", "to"]].apply(pd.to_datetime)
    del language
    return frame


def _columns(frame: pd.DataFrame, language: Language) -> dict[str, Any]:
    of = st.column_config

    def named(key: str) -> str:
        return say(f"report.{key}", language)

    measures = sorted(set(frame["what"]) | {"killed", "injured", "arrests", "missing"})
    classes = sorted({*_CLASSES, *frame["class"]})
    return {
        "no": of.NumberColumn(named("no"), disabled=True, pinned=True, width="small"),
        "take": of.CheckboxColumn(named("take"), pinned=True, width="small"),
        "kind": of.SelectboxColumn(named("kind"), options=_KINDS, format_func=lambda code: say(f"kind.{code}", language), required=True),
        "what": of.SelectboxColumn(named("what"), options=measures, format_func=lambda code: _measure(str(code), language), required=True),
        "class": of.SelectboxColumn(named("class"), options=classes, format_func=lambda code: class_in_words(str(code), language) or "–"),
        "low": of.NumberColumn(named("low"), min_value=0, format="localized", width="small"),
        "high": of.NumberColumn(named("high"), min_value=0, format="localized", width="small"),
        "bound": of.SelectboxColumn(
            named("bound"), options=[str(one) for one in Bound], format_func=lambda code: say(str(code), language), required=True, width="small"
        ),
        "parties": of.MultiselectColumn(named("parties"), options=[str(one) for one in Perpetrator], format_func=lambda code: say(str(code), language)),
        "how": of.SelectboxColumn(named("how"), options=_HOW, format_func=lambda code: say(str(code), language), required=True, width="small"),
        "from": of.DateColumn(named("from"), width="small"),
        "to": of.DateColumn(named("to"), width="small"),
        "place": of.TextColumn(named("place"), max_chars=200),
        "part": of.NumberColumn(named("part"), width="small", disabled=True),
        "sure": of.ProgressColumn(named("sure"), min_value=0, max_value=1, format="percent", width="small"),
        "quote": of.TextColumn(named("quote"), disabled=True, width="large"),
    }


def _measure(code: str, language: Language) -> str:
    return say(code, language) if code in {"flow", "stock", "return", "in_need"} else measure_in_words(code, language)


def _as_left(draft: Draft, row: Mapping[str, Any]) -> Draft:
    """Return a draft as a person left it; a place or party that they changed is their word, and no longer the geocoder's."""

    def day(value: Any) -> Any:  # noqa: ANN401 - a cell
        return None if pd.isna(value) else pd.Timestamp(value).date()

    start, end = day(row["from"]), day(row["to"])
    moved = (start, end) != (draft.window_start, draft.window_end)
    placed = str(row["place"] or "") != draft.area
    parties = tuple(code for code in Perpetrator if str(code) in set(row["parties"] or ()))
    how = Attribution(row["how"])
    if not parties:
        how = Attribution.UNKNOWN
    elif how is Attribution.UNKNOWN:
        how = Attribution.SOLE if len(parties) == 1 else Attribution.JOINT
    return replace(
        draft,
        kind=str(row["kind"]),
        measure=str(row["what"]),
        victim_class=str(row["class"] or ""),
        value_min=None if pd.isna(row["low"]) else float(row["low"]),
        value_max=None if pd.isna(row["high"]) else float(row["high"]),
        bound=Bound(row["bound"]),
        perpetrators=parties,
        attribution=how,
        window_start=start,
        window_end=end,
        window_basis="stated by the person who accepted it" if moved else draft.window_basis,
        area=str(row["place"] or ""),
        area_precision="" if placed else draft.area_precision,
        area_pcodes=() if placed else draft.area_pcodes,
        place_name="" if placed else draft.place_name,
    )


def drafts_table(report: Report, language: Language) -> tuple[dict[int, Draft], tuple[int, ...]]:
    """Show the figures as a table to correct and return what is accepted, by position as the person left it, and what is not."""
    frame = _frame(report, language)
    edited = st.data_editor(
        frame, column_config=_columns(frame, language), hide_index=True, num_rows="fixed", width="stretch", height="content", key=state.report_key("table")
    )
    accepted, rejected = {}, []
    for row in edited.to_dict("records"):
        at = int(row["no"])
        if row["take"]:
            accepted[at] = _as_left(report.drafts[at], {str(name): value for name, value in row.items()})
        else:
            rejected.append(at)
    return accepted, tuple(rejected)


def statements_table(report: Report, language: Language) -> tuple[dict[int, Draft], tuple[int, ...]]:
    """Show the statements and return which are accepted (none, until a person ticks them) and which are not."""
    found = {at: draft for at, draft in enumerate(report.drafts) if draft.kind == "statement"}
    if not found:
        return {}, ()
    with st.expander(say("report.statements", language, n=len(found)), icon=":material/format_quote:"):
        frame = pd.DataFrame(
            [
                {"no": at, "take": False, "what": draft_what(draft, language), "about": draft_who(draft, language), "quote": draft.quote}
                for at, draft in found.items()
            ]
        )
        of = st.column_config
        columns = {
            "no": of.NumberColumn(say("report.no", language), disabled=True, width="small"),
            "take": of.CheckboxColumn(say("report.take", language), width="small"),
            "what": of.TextColumn(say("report.kind", language), disabled=True),
            "about": of.TextColumn(say("report.parties", language), disabled=True),
            "quote": of.TextColumn(say("report.quote", language), disabled=True, width="large"),
        }
        edited = st.data_editor(frame, column_config=columns, hide_index=True, num_rows="fixed", width="stretch", key=state.report_key("statements"))
    taken = {int(no) for no, take in zip(edited["no"], edited["take"], strict=True) if take}
    return {at: draft for at, draft in found.items() if at in taken}, ()


def words_of(report: Report, text: str, language: Language) -> None:
    """Show the words of one draft where they stand, and what the text leaves open of it."""
    figures = [at for at, draft in enumerate(report.drafts) if draft.kind != "statement"]
    st.markdown(f"**{say('report.words', language)}**")
    at = st.selectbox(
        say("report.which", language),
        figures,
        format_func=lambda one: f"{one}: {draft_figure(report.drafts[one], language)} {draft_what(report.drafts[one], language)}",
        key=state.report_key("which"),
    )
    draft = report.drafts[at]
    number = draft.spans["number"]
    first, last = max(0, number.start - _AROUND), min(len(text), number.end + _AROUND)
    before, middle, after = (plain(part) for part in (text[first : number.start], text[number.start : number.end], text[number.end : last]))
    st.markdown(f"… {before} {_MARK}**{middle}**] {after} …")
    if draft.undecided:
        st.caption(say("report.open", language))
        st.markdown("\n".join(f"- {plain(line)}" for line in draft.undecided))
