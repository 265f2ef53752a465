"""Selections and counts in words: titles, subtitles and captions that keep every hedge. The only place where figures become sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_date

from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from geo_app.model.counts import Coverage, Toll
    from geo_app.model.dates import Window
    from geo_app.model.selection import Selection

_LOCALE = {"en": "en_GB", "ar": "ar_SY"}


def number(value: int, language: Language = "en") -> str:
    """Return a whole number with thousands marks."""
    del language  # digits of the interface are Western in both languages until a person chooses otherwise
    return f"{value:,}"


def in_words(day: date, language: Language = "en") -> str:
    """Return a day in words, with Syrian month names in Arabic."""
    return str(format_date(day, "d MMM y", locale=_LOCALE[language]))


def window_in_words(window: Window, language: Language = "en") -> str:
    """Return the window, both ends included; the words for "all dates" where it is open."""
    if window.is_open:
        return say("window.all", language)
    if window.start is None and window.end is not None:
        return say("window.to", language, end=in_words(window.end, language))
    if window.end is None and window.start is not None:
        return say("window.from", language, start=in_words(window.start, language))
    if window.start is None or window.end is None:
        raise ValueError(window)
    return say("window.between", language, start=in_words(window.start, language), end=in_words(window.end, language))


def parties_in_words(selection: Selection, language: Language = "en") -> str:
    """Return the perpetrators asked for, "or" between them; empty where none is."""
    names = [say(str(party), language) for party in selection.perpetrators]
    return say("list.or", language).join(names)


def attribution_in_words(selection: Selection, language: Language = "en") -> str:
    """Return how the parties are named, for a title: nothing is left to be guessed."""
    if selection.attribution is not None:
        return say(f"attribution.only.{selection.attribution}", language)
    return say("attribution.any", language) if selection.perpetrators else ""


def title(selection: Selection, toll: Toll, *, measure: str, language: Language = "en") -> str:
    """Return the generated title: what, attributed to whom and how, with its bound."""
    parties = parties_in_words(selection, language)
    victims = say(str(selection.victim_class), language)
    if measure == "displacement":
        if not parties:
            return say("title.displacement", language)
        how = attribution_in_words(selection, language) if selection.attribution is not None else say("attribution.alone", language)
        return say("title.displacement.by", language, parties=parties, how=how)
    if measure == "killed":
        if toll.at_least is None:
            what = say("title.killed.none", language, victims=victims)
        else:
            what = say("title.killed", language, n=number(toll.at_least, language), victims=victims)
    else:
        what = say("title.incidents", language)
    if not parties and selection.attribution is not None:
        return say("title.any", language, what=what, how=say(f"attribution.any.{selection.attribution}", language))
    if not parties:
        return say("title.all", language, what=what)
    return say("title.by", language, what=what, parties=parties, how=attribution_in_words(selection, language))


def toll_in_words(toll: Toll, language: Language = "en") -> str:
    """Return "at least n civilians killed (a records with a figure, b incidents without)"."""
    victims = say(toll.victim_class, language)
    if toll.at_least is None:
        return say("toll.none", language, victims=victims, without=number(toll.without_figure, language))
    text = say(
        "toll.at_least",
        language,
        n=number(toll.at_least, language),
        victims=victims,
        figures=number(toll.with_figure, language),
        without=number(toll.without_figure, language),
    )
    if toll.at_most is not None:
        text += " " + say("toll.at_most", language, n=number(toll.at_most, language))
    if toll.about_incidents:
        text += " " + say("toll.about", language, n=number(toll.about_sum, language), incidents=number(toll.about_incidents, language))
    return text


def coverage_in_words(coverage: Coverage, language: Language = "en") -> str:
    """Return the three counts, which add up."""
    return say(
        "coverage.counts",
        language,
        n=number(coverage.incidents, language),
        mapped=number(coverage.mapped, language),
        area=number(coverage.area, language),
        unmapped=number(coverage.unmapped, language),
    )


def beside_in_words(coverage: Coverage, toll: Toll, language: Language = "en") -> list[str]:
    """Return what a reader must know beside the figures, a sentence each: "Of these: …" (counted) and "Not counted: …"."""
    counted = (("disagreeing", coverage.disagreeing), ("weak", toll.weakly_attributed))
    apart = (
        ("possible", coverage.possible),
        ("contested", coverage.contested),
        ("straddling", coverage.straddling),
        ("families", coverage.folded),
        ("withheld", coverage.withheld),
    )
    sentences = []
    for heading, facts in (("beside.of.these", counted), ("beside.not.counted", apart)):
        clauses = [say(f"beside.{name}", language, n=number(n, language)) for name, n in facts if n]
        if clauses:
            sentences.append(say(heading, language, clauses="; ".join(clauses)))
    return sentences


def filters_in_words(selection: Selection, names: dict[str, tuple[str, str]], origins: Mapping[str, str], language: Language = "en") -> list[str]:
    """Return the filters that the title does not say: areas, means, targets, sources, precision."""
    at = 0 if language == "en" else 1
    clauses = []
    if selection.areas:
        clauses.append(say("filter.areas", language, names=", ".join(names.get(code, (code, code))[at] for code in selection.areas)))
    if selection.event_types:
        clauses.append(say("filter.events", language, names=", ".join(word_for("event", code, language) for code in selection.event_types)))
    if selection.targets:
        clauses.append(say("filter.targets", language, names=", ".join(word_for("target", code, language) for code in selection.targets)))
    if selection.sources:
        clauses.append(say("filter.sources", language, names=", ".join(origins.get(source, source) for source in selection.sources)))
    if selection.min_precision is not None:
        clauses.append(say("filter.precision", language, name=word_for("precision", str(selection.min_precision), language)))
    return clauses


def word_for(kind: str, code: str, language: Language = "en") -> str:
    """Return the label of a code that means different things in different lists ("other", "unknown")."""
    try:
        return say(f"{kind}.{code}", language)
    except KeyError:
        return say(code, language)
