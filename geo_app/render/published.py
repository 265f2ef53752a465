"""Published totals in words: a figure with its bound, how two stand to one another, what supports a bound, what contradicts. Text only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from geo_app.dataset.relations import SAME, reasons
from geo_app.render.phrases import in_words, number
from geo_app.vocabulary import Bound, TallyRelation
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from geo_app.dataset.relations import Relations
    from geo_app.measures.consistent import Finding
    from geo_app.measures.supported import Line, Supported
    from geo_app.model.question import Question

_BETWEEN = " – "


def _count(value: float, language: Language) -> str:
    return number(int(value), language) if float(value).is_integer() else f"{value:g}"


def figure_in_words(row: Mapping[Any, Any], language: Language = "en") -> str:
    """Return the number of a total with its bound; the source's own words where it prints no number. Never a bound that it does not print."""
    low, high, bound = row["value_min"], row["value_max"], str(row["bound"])
    known = [float(one) for one in (low, high) if not pd.isna(one)]
    if bound == Bound.VAGUE or not known:
        return str(row["bound_word"]) or say("vague", language)
    if bound == Bound.BETWEEN and len(known) > 1 and known[0] != known[1]:
        return say("figures.between", language, n=_count(known[0], language), m=_count(known[1], language))
    return say(f"figures.{Bound.STATED if bound == Bound.BETWEEN else bound}", language, n=_count(known[0], language))


def class_in_words(codes: str, language: Language = "en") -> str:
    """Return who is counted; several classes of one figure with "and"."""
    words = []
    for code in filter(None, codes.split(";")):
        try:
            words.append(say(f"class.{code}", language))
        except KeyError:
            words.append(say(code, language))
    return say("list.and", language).join(words)


def measure_in_words(measure: str, language: Language = "en") -> str:
    """Return what is counted; a measure of somebody's own as they call it."""
    try:
        return say(f"measure.{measure}", language)
    except KeyError:
        return measure.replace("_", " ")


def what_in_words(row: Mapping[Any, Any], language: Language = "en") -> str:
    """Return what a total counts: measure, victims, facility and means."""
    facility, means = str(row["facility"]), str(row["means"])
    parts = [class_in_words(str(row["victim_class"]), language), measure_in_words(str(row["measure"]), language)]
    extra = "; ".join(code_in_words(one, language) for one in (facility, means) if one)
    return " ".join(part for part in parts if part) + (f" ({extra})" if extra else "")


def code_in_words(code: str, language: Language = "en") -> str:
    """Return kinds of facilities, or means; those that have no word of ours as their source calls them."""
    words = []
    for one in code.split(";"):
        for key in (f"facility.{one}", one):
            try:
                words.append(say(key, language))
                break
            except KeyError:
                continue
        else:
            words.append(one.replace("_", " "))
    return ", ".join(words)


def parties_of(row: Mapping[Any, Any], language: Language = "en") -> str:
    """Return the parties of a total as it names them: one, several together, a sum over several, or none singled out."""
    codes = [one for one in str(row["perpetrators"]).split(";") if one]
    how = str(row["attribution"])
    if not codes:
        return say("all.parties" if how == "all_parties" else "unknown", language)
    names = [say(one, language) for one in codes]
    if how == "alternative":
        return say("list.or", language).join(names)
    return say("list.plus" if how == "combined" else "list.and", language).join(names)


def window_of(row: Mapping[Any, Any], language: Language = "en") -> str:
    """Return the window of a total: its days where they are known, else the source's words, else that it is not stated."""
    start, end = row["window_start_resolved"], row["window_end_resolved"]
    days: list[date | None] = [None if pd.isna(one) else pd.Timestamp(one).date() for one in (start, end)]
    if days[0] is not None and days[1] is not None:
        return _BETWEEN.join(in_words(one, language) for one in dict.fromkeys(days) if one is not None)
    if str(row["window_as_reported"]):
        return str(row["window_as_reported"])
    return say("flow.not.stated", language)


def line_in_words(line: Line, relations: Relations, language: Language = "en") -> str:
    """Return what became of a total and why, naming the total that decides it by its id."""
    ids = relations.tallies.frame["tally_id"]
    other = say("the.question", language) if line.because is None else str(ids.iloc[line.because])
    return say(f"role.{line.role}", language, other=other)


def relation_in_words(relations: Relations, left: int, right: int, language: Language = "en") -> str:
    """Return how total ``left`` stands to total ``right``, in one sentence with the ground for it."""
    relation = relations.between(left, right)
    if relation in (TallyRelation.CONTAINS, TallyRelation.WITHIN) and relations.said[left, right] != SAME:
        return say(f"relation.{relation}.said", language)
    named = list(dict.fromkeys(say(f"facet.{facet}", language) for facet, _ in reasons(relations, left, right)))
    return say(f"relation.{relation}", language, facets=say("list.and", language).join(named) or say("no.number", language))


def contradiction_in_words(found: Finding, relations: Relations, language: Language = "en") -> str:
    """Return a contradiction in one sentence, with the ids of the totals."""
    ids = relations.tallies.frame["tally_id"]
    numbers = [_count(one, language) if one == one else say("no.number", language) for one in found.numbers]  # noqa: PLR0124 - not a number
    return say(f"contradiction.{found.kind}", language, one=ids.iloc[found.of[0]], other=ids.iloc[found.of[1]], a=numbers[0], b=numbers[1])


def origin_in_words(origin: str, names: Mapping[str, str], language: Language = "en") -> str:
    """Return the names of an origin's ids; the words for none."""
    return say("list.and", language).join(names.get(one, one) for one in origin.split(";") if one) or say("origin.unknown", language)


def supported_in_words(one: Supported, names: Mapping[str, str], language: Language = "en") -> str:
    """Return what an origin supports: "SNHR: at least 6,686"."""
    origin = origin_in_words(one.origin, names, language)
    if one.at_least is None:
        return say("supported.none", language, origin=origin)
    return say("supported.bound", language, origin=origin, n=number(one.at_least, language))


def question_in_words(question: Question, language: Language = "en") -> str:
    """Return what is asked: measure and victims, attributed to whom."""
    what = what_in_words(
        {"measure": question.measure, "victim_class": question.victim_class, "facility": question.facility, "means": ";".join(question.means)}, language
    )
    if not question.perpetrators:
        return say("question.anybody", language, what=what)
    return say("question.title", language, what=what, parties=say("list.or", language).join(say(str(one), language) for one in question.perpetrators))
