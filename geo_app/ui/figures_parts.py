"""The parts of the figures page: one total with its source and relations, all totals, contradictions, and denials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from geo_app.measures.supported import Role
from geo_app.render import published as words
from geo_app.render.phrases import in_words
from geo_app.render.windows import area_in_words, label_of, value_in_signs
from geo_app.ui.plain import plain
from geo_app.vocabulary import StatementKind
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from geo_app.dataset.frozen import Dataset
    from geo_app.measures.consistent import Finding
    from geo_app.measures.supported import Line, Supported
    from geo_app.model.question import Question

TOTAL_KEY = "figures_total"
_KINDS = (StatementKind.DENIAL, StatementKind.COUNTER_CLAIM)


def _row(dataset: Dataset, at: int) -> dict[Any, Any]:
    return dict(dataset.relations.tallies.frame.iloc[at].to_dict())


def _window(row: dict[Any, Any], language: Language) -> str:
    said = words.window_of(row, language)
    unsure = str(row["window_ends_known"]) not in ("", "both") and not pd.isna(row["window_start_resolved"])
    return say("compare.window.unsure", language, window=said) if unsure else said


def _area(row: dict[Any, Any], dataset: Dataset, language: Language) -> str:
    if not row["area_pcodes"]:
        return str(row["area_as_reported"]) or say("flow.not.stated", language)
    return area_in_words(str(row["area_pcodes"]), dataset, language) or say("figures.whole.country", language)


def _link(language: Language) -> dict[str, Any]:
    return {say("column.url", language): st.column_config.LinkColumn(validate="^https?://")}


def denials(dataset: Dataset, question: Question, language: Language) -> None:
    """List what is said against the parties asked about; a denial deletes nothing."""
    frame = dataset.statements
    frame = frame[frame["kind"].isin(_KINDS)]
    if question.perpetrators:
        asked = set(map(str, question.perpetrators))
        frame = frame[[bool(asked & set(str(cell).split(";"))) for cell in frame["about"]]]
    if frame.empty:
        st.caption(say("figures.denials.none", language))
        return
    with st.expander(say("figures.denials.note", language, n=len(frame)), icon=":material/campaign:"):
        shown = pd.DataFrame(
            {
                say("column.kind", language): [say(f"figures.kind.{kind}", language) for kind in frame["kind"]],
                say("figures.column.speaker", language): frame["speaker"].to_numpy(),
                say("figures.column.says", language): frame["paraphrase"].to_numpy(),
                say("figures.column.relayed", language): frame["speaker_relayed_by"].to_numpy(),
                say("column.date", language): frame["date_as_reported"].to_numpy(),
            }
        )
        st.dataframe(shown, hide_index=True)


def _facts(row: dict[Any, Any], dataset: Dataset, language: Language) -> list[tuple[str, str]]:
    day = row["source_date"]
    facts = [
        ("column.publisher", row["source_publisher"]),
        ("figures.column.title", row["source_title"]),
        ("column.url", row["source_url"]),
        ("column.date", "" if pd.isna(day) else in_words(pd.Timestamp(day).date(), language)),
        ("column.origin", words.origin_in_words(str(row["origin_ids"] or ""), dataset.origins, language)),
        ("figures.column.parties", words.parties_of(row, language)),
        ("column.window", _window(row, language)),
        ("figures.column.reported", row["window_as_reported"]),
        ("figures.column.area", _area(row, dataset, language)),
        ("figures.column.bound.words", row["bound_word"]),
        ("figures.column.evidence", row["evidence"]),
        ("compare.column.note", row["note"]),
    ]
    return [(say(key, language), str(text)) for key, text in facts if str(text)]


def _reason(line: Line, origin: str, dataset: Dataset, language: Language) -> str:
    if line.role is Role.USED:
        return say("figures.counted", language, origin=origin)
    return say("figures.not.counted", language, why=words.line_in_words(line, dataset.relations, language))


def one_total(dataset: Dataset, question: Question, found: tuple[Supported, ...], language: Language) -> None:
    """Let the person look at one total: its source, why it is or is not counted, and how it stands to the others of its origin."""
    st.subheader(say("figures.pick", language))
    lines = {line.at: (line, one) for one in found for line in one.lines}

    def label(at: int) -> str:
        row = _row(dataset, at)
        origin = words.origin_in_words(lines[at][1].origin, dataset.origins, language)
        return f"{value_in_signs(row, language)} {label_of(row, question, dataset, language)} – {words.window_of(row, language)} – {origin}"

    at = st.selectbox(
        say("figures.pick", language),
        list(lines),
        index=None,
        format_func=label,
        placeholder=say("figures.pick.none", language),
        label_visibility="collapsed",
        key=TOTAL_KEY,
    )
    if at is None or at not in lines:
        return
    (line, one), row = lines[at], _row(dataset, at)
    with st.container(border=True):
        st.markdown(f"### {plain(words.figure_in_words(row, language))} {plain(words.what_in_words(row, language))}")
        st.markdown(plain(_reason(line, words.origin_in_words(one.origin, dataset.origins, language), dataset, language)))
        st.markdown("\n".join(f"- {plain(name)}: {plain(text)}" for name, text in _facts(row, dataset, language)))
        others = [other.at for other in one.lines if other.at != at]
        if others:
            st.markdown(f"**{say('figures.to.others', language)}**")
            relations = dataset.relations
            table = pd.DataFrame(
                {
                    say("figures.column.total", language): [str(relations.tallies.frame["tally_id"].iloc[other]) for other in others],
                    say("compare.column.figure", language): [value_in_signs(_row(dataset, other), language) for other in others],
                    say("figures.column.relation", language): [words.relation_in_words(relations, at, other, language) for other in others],
                    say("figures.column.of", language): [label_of(_row(dataset, other), question, dataset, language) for other in others],
                    say("column.window", language): [_window(_row(dataset, other), language) for other in others],
                }
            )
            st.dataframe(table, hide_index=True)


def contradicting(dataset: Dataset, findings: tuple[Finding, ...], shown: set[int], language: Language) -> None:
    """List the contradictions in which one of the totals shown stands."""
    st.subheader(say("figures.contradictions", language))
    mine = [finding for finding in findings if shown & set(finding.of)]
    if not mine:
        st.caption(say("figures.contradictions.none", language))
        return
    st.markdown("\n".join(f"- {plain(words.contradiction_in_words(finding, dataset.relations, language))}" for finding in mine))


def all_totals(dataset: Dataset, question: Question, found: tuple[Supported, ...], language: Language) -> None:
    """Show every total of the question, with what became of it and its source."""
    st.subheader(say("figures.table", language))
    rows = []
    for one in found:
        for line in sorted(one.lines, key=lambda line: line.role is not Role.USED):
            row = _row(dataset, line.at)
            rows.append(
                {
                    "figures.column.total": row["tally_id"],
                    "compare.column.figure": words.figure_in_words(row, language),
                    "figures.column.of": label_of(row, question, dataset, language),
                    "figures.column.parties": words.parties_of(row, language),
                    "column.window": _window(row, language),
                    "figures.column.area": _area(row, dataset, language),
                    "column.origin": words.origin_in_words(one.origin, dataset.origins, language),
                    "figures.column.role": words.line_in_words(line, dataset.relations, language),
                    "column.publisher": row["source_publisher"],
                    "figures.column.title": row["source_title"],
                    "column.url": row["source_url"],
                }
            )
    table = pd.DataFrame(rows)
    st.dataframe(table.rename(columns={key: say(key, language) for key in table.columns}), hide_index=True, column_config=_link(language))
