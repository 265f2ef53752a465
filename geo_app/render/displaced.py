"""Displacement statements in words: figure, ends, days, whom they hold responsible, what contradicts them, where they come from. Text only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo_app.measures.disagreeing import contradicted, told_twice
from geo_app.measures.flows import latest_rounds
from geo_app.render.phrases import in_words, number
from geo_app.render.published import parties_of, window_of
from geo_app.vocabulary import COUNTRY_CODE, Bound
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo_app.dataset.frozen import Dataset

_INFERRED = "inferred"
_DISPUTED = "disputed"
"""The word by which a transcriber remarks that the publisher does not hold a claim for true."""


def _bounded(text: str, bound: str, language: Language) -> str:
    known = bound in {Bound.AT_LEAST, Bound.AT_MOST, Bound.ABOUT}
    return say(f"figures.{bound if known else Bound.STATED}", language, n=text)


def figure_of(row: Mapping[Any, Any], language: Language = "en") -> str:
    """Return what a statement counts with its bound: persons, households or per cent, each as it is; else the source's own words."""
    low, high, bound = row["persons_min"], row["persons_max"], str(row["bound"])
    ends = [number(int(one), language) for one in (low, high) if not pd.isna(one)]
    parts = []
    if len(ends) > 1 and ends[0] != ends[1]:
        parts.append(say("moved.persons", language, n=say("figures.between", language, n=ends[0], m=ends[1])))
    elif ends:
        parts.append(say("moved.persons", language, n=_bounded(ends[0], bound, language)))
    if not pd.isna(row["households"]):
        parts.append(say("moved.households", language, n=_bounded(number(int(row["households"]), language), bound, language)))
    if not pd.isna(row["percent"]):
        parts.append(_bounded(say("figures.percent_of", language, n=f"{float(row['percent']):g}"), bound, language))
    if not parts:
        word = str(row["bound_word"])
        return say("moved.quoted", language, words=word) if word else say("vague", language)
    return "; ".join(parts)


def attributed_to(row: Mapping[Any, Any], language: Language = "en") -> str:
    """Return whom a statement holds responsible, exactly as stated: alone, jointly, as a sum, one of several, or nobody."""
    how = str(row["attribution"]) or "unknown"
    if not row["perpetrators"] and how != "all_parties":
        how = "unknown"
    return say(f"moved.how.{how}", language, parties=parties_of(row, language))


def _apart(text: str, language: Language) -> str:
    """Return a source's words so that a Latin name does not draw the numbers beside it to its side of an Arabic sentence (U+2068, U+2069)."""
    return f"\u2068{text}\u2069" if text and language == "ar" else text


def route_of(row: Mapping[Any, Any], language: Language = "en") -> str:
    """Return both ends in the source's words, "from … to …": an arrow would turn round in Arabic; empty where neither is stated."""
    origin, destination = (_apart(str(row[f"{end}_as_reported"]), language) for end in ("origin", "destination"))
    if origin and destination:
        return say("moved.route", language, origin=origin, destination=destination)
    if origin or destination:
        return say("moved.route.from" if origin else "moved.route.to", language, origin=origin, destination=destination)
    return ""


def days_of(row: Mapping[Any, Any], language: Language = "en") -> str:
    """Return first and last day, and that they were inferred where the source does not print them."""
    days = window_of(row, language)
    return say("moved.inferred", language, days=days) if str(row["window_basis"]).startswith(_INFERRED) else days


@dataclass(frozen=True, eq=False, kw_only=True)
class Statements:
    """All displacement statements of a dataset and what each is to be told with; ``language`` is that of every word."""

    dataset: Dataset
    language: Language

    @cached_property
    def _rows(self) -> dict[str, Mapping[Any, Any]]:
        return {str(row["displacement_id"]): row for row in self.dataset.displacement.to_dict("records")}

    @cached_property
    def twice(self) -> tuple[tuple[str, str], ...]:
        """Pairs of statements that tell one fact."""
        return told_twice(self.dataset.displacement)

    @cached_property
    def _contradicted(self) -> dict[str, tuple[str, ...]]:
        return contradicted(self.dataset.displacement)

    @cached_property
    def earlier(self) -> frozenset[str]:
        """Rounds of cumulative series that a later one holds."""
        everything = self.dataset.displacement[self.dataset.displacement["superseded_by"] == ""]
        return frozenset(everything["displacement_id"]) - frozenset(latest_rounds(everything)["displacement_id"])

    @cached_property
    def _disputed(self) -> frozenset[tuple[str, str]]:
        """Document and claimer where a remark says that the publisher disputes the claim."""
        frame = self.dataset.displacement
        said = frame[(frame["claimed_by"] != "") & frame["note"].str.contains(_DISPUTED, regex=False)]
        return frozenset(zip(said["source_title"], said["claimed_by"], strict=True))

    def row(self, one: str) -> Mapping[Any, Any] | None:
        """Return a statement by its id; None where the data hold none of that id."""
        return self._rows.get(one)

    def teller(self, code: str) -> str:
        """Return who tells, of the code that ``moved_by_month`` groups by: origins by name, or a publisher that names none."""
        if code.startswith("@"):
            return say("moved.teller.unnamed", self.language, publisher=code[1:] or "–")
        return say("list.and", self.language).join(self.dataset.origins.get(one, one) for one in code.split(";"))

    def teller_of(self, row: Mapping[Any, Any]) -> str:
        """Return who tells a statement."""
        return self.teller(str(row["origin_ids"]) or "@" + str(row["source_publisher"]))

    def governorates(self, codes: str) -> str:
        """Return governorates by name, not divided; the words for not stated where there is none."""
        at = 0 if self.language == "en" else 1
        names = [self.dataset.area_names.get(one, (one, one))[at] for one in codes.split(";") if one and one != COUNTRY_CODE]
        return ("، " if self.language == "ar" else ", ").join(names) or say("flow.not.stated", self.language)

    def _about(self, key: str, other: str) -> list[str]:
        row = self.row(other)
        if row is None:
            return []
        facts = {"figure": figure_of(row, self.language), "teller": self.teller_of(row), "others": attributed_to(row, self.language), "id": other}
        return [say(f"moved.mark.{key}", self.language, **facts)]

    def marks(self, row: Mapping[Any, Any]) -> list[str]:
        """Return what a reader must know beside a figure, a sentence each: claims, facts told twice, conflicts, earlier rounds, wholes."""
        one, language = str(row["displacement_id"]), self.language
        said = []
        if row["claimed_by"]:
            disputed = (row["source_title"], row["claimed_by"]) in self._disputed
            key = "moved.mark.disputed" if disputed else "moved.mark.claim"
            said.append(say(key, language, whom=row["claimed_by"], publisher=row["source_publisher"]))
        twins = [b if a == one else a for a, b in self.twice if one in (a, b)]
        for twin in twins:
            said += self._about("twice", twin)
        conflicts = [other for other in str(row["conflicts_with"]).split(";") if other and other not in twins]
        for other in conflicts:
            said += self._about("conflict", other)
        for other in self._contradicted.get(one, ()):
            said += self._about("party", other) if other not in twins else []
        if one in self.earlier:
            said.append(say("moved.mark.earlier", language))
        for key, column in (("replaced", "superseded_by"), ("part", "part_of")):
            said += self._about(key, str(row[column])) if row[column] else []
        return said

    def relations(self, row: Mapping[Any, Any]) -> list[str]:
        """Return ``marks`` and what else ties the statement to others: balances, its parts, what it replaces, rounds of its series."""
        one, frame = str(row["displacement_id"]), self.dataset.displacement
        said = self.marks(row)
        said += self._about("balance", str(row["balance_of"])) if row["balance_of"] else []
        parts = frame.loc[frame["part_of"] == one, "displacement_id"].tolist()
        if parts:
            said.append(say("moved.mark.holds", self.language, n=len(parts), ids=", ".join(parts)))
        for other in frame.loc[frame["superseded_by"] == one, "displacement_id"]:
            said += self._about("replaces", str(other))
        series = frame.loc[(frame["series_id"] == row["series_id"]) & (frame["displacement_id"] != one), "displacement_id"] if row["series_id"] else []
        if len(series):
            said.append(say("moved.mark.series", self.language, ids=", ".join(series)))
        return said

    def attributed(self, row: Mapping[Any, Any]) -> str:
        """Return whom a statement holds responsible, and that another contradicts it."""
        how = attributed_to(row, self.language)
        others = [found for other in self._contradicted.get(str(row["displacement_id"]), ()) if (found := self.row(other)) is not None]
        if not others:
            return how
        said = say("list.or", self.language).join(dict.fromkeys(attributed_to(other, self.language) for other in others))
        return say("moved.how.contradicted", self.language, how=how, others=said)

    def told_twice(self, pair: tuple[str, str]) -> str:
        """Return a fact told twice, with both bounds and both attributions."""
        rows = [self._rows[one] for one in pair]
        said = [
            say("moved.twice.one", self.language, figure=figure_of(row, self.language), parties=attributed_to(row, self.language), id=one)
            for one, row in zip(pair, rows, strict=True)
        ]
        sentences = [say("moved.twice", self.language, publisher=rows[0]["source_publisher"], one=said[0], other=said[1])]
        if rows[0]["bound"] != rows[1]["bound"]:
            sentences.append(say("moved.twice.bound", self.language))
        if pair[1] in self._contradicted.get(pair[0], ()):
            sentences.append(say("moved.twice.party", self.language))
        return " ".join(sentences)

    def card(self, row: Mapping[Any, Any]) -> list[tuple[str, str]]:
        """Return where a statement comes from as pairs of label and text; what is not recorded is left out, the address is ``source_url``."""
        language = self.language
        dated = "" if pd.isna(row["source_date"]) else in_words(pd.Timestamp(row["source_date"]).date(), language)
        pairs = (
            ("column.moved.figure", figure_of(row, language)),
            ("column.kind", say(str(row["kind"]), language)),
            ("column.from", str(row["origin_as_reported"]) or say("flow.not.stated", language)),
            ("column.to", str(row["destination_as_reported"]) or say("flow.not.stated", language)),
            ("column.window", str(row["window_as_reported"])),
            ("column.moved.days", days_of(row, language)),
            ("column.moved.basis", str(row["window_basis"])),
            ("column.moved.party", self.attributed(row)),
            ("column.moved.cause", str(row["cause_as_reported"])),
            ("column.moved.claimed", str(row["claimed_by"])),
            ("column.publisher", str(row["source_publisher"])),
            ("column.origin", str(row["source_origin"])),
            ("column.moved.title", str(row["source_title"])),
            ("column.moved.dated", dated),
            ("column.moved.evidence", str(row["evidence"])),
            ("column.moved.note", str(row["note"])),
            ("column.id", str(row["displacement_id"])),
        )
        return [(say(key, language), text) for key, text in pairs if text]

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return statements as a table for people, a row each in the order of ``frame``; an unknown number is NA, never 0."""
        language, rows = self.language, frame.to_dict("records")
        columns: dict[str, Any] = {
            "column.moved.figure": [figure_of(row, language) for row in rows],
            "column.kind": [say(str(row["kind"]), language) for row in rows],
            "column.from": frame["origin_as_reported"].to_numpy(),
            "column.to": frame["destination_as_reported"].to_numpy(),
            "column.moved.days": [days_of(row, language) for row in rows],
            "column.moved.teller": [self.teller_of(row) for row in rows],
            "column.publisher": frame["source_publisher"].to_numpy(),
            "column.moved.party": [self.attributed(row) for row in rows],
            "column.moved.marks": [" ".join(self.marks(row)) for row in rows],
            "column.persons": frame["persons_min"].array,
            "column.persons_max": frame["persons_max"].array,
            "column.moved.households": frame["households"].array,
            "column.percent": frame["percent"].array,
            "column.bound": frame["bound_word"].to_numpy(),
            "column.moved.from": [self.governorates(row["origin_pcodes"]) for row in rows],
            "column.moved.to": [self.governorates(row["destination_pcodes"]) for row in rows],
            "column.window": frame["window_as_reported"].to_numpy(),
            "column.moved.claimed": frame["claimed_by"].to_numpy(),
            "column.origin": frame["source_origin"].to_numpy(),
            "column.moved.title": frame["source_title"].to_numpy(),
            "column.url": frame["source_url"].to_numpy(),
            "column.moved.dated": ["" if pd.isna(row["source_date"]) else f"{row['source_date']:%Y-%m-%d}" for row in rows],
            "column.moved.evidence": frame["evidence"].to_numpy(),
            "column.moved.note": frame["note"].to_numpy(),
            "column.id": frame["displacement_id"].to_numpy(),
        }
        return pd.DataFrame({say(key, language): values for key, values in columns.items()})


def undrawn_texts(statements: pd.DataFrame, language: Language, *, most: int) -> list[str]:
    """Return displacement statements that no map can hold, in words: kind, figure, ends, window and publisher; the first ``most``."""
    texts = []
    for row in statements.head(most).to_dict("records"):
        parts = [say(str(row["kind"]), language), figure_of(row, language), route_of(row, language), row["window_as_reported"], row["source_publisher"]]
        texts.append(say("legend.undrawn", language, what="; ".join(part for part in parts if part)))
    return texts
