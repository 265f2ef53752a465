"""Incidents and their accounts in words: what popups, lists and tables show. Text only; escaping is the renderer's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo_app.dataset.claims import ATTRIBUTIONS, parties_of
from geo_app.dataset.frozen import PRECISIONS, SEVERAL
from geo_app.model.areas import column_of
from geo_app.render.phrases import in_words, number, word_for
from geo_app.vocabulary import EventType
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from datetime import date

    from geo_app.dataset.frozen import Dataset

_FIRST = datetime(1970, 1, 1, tzinfo=UTC).date()


def day_of(number_of_day: int) -> date:
    """Return the day so many days after 1970-01-01."""
    return _FIRST + timedelta(days=int(number_of_day))


def dates_in_words(incident: Any, language: Language) -> str:  # noqa: ANN401 - a row of the incidents frame
    """Return an incident's day, or first and last possible day."""
    start, end = day_of(incident.day_start), day_of(incident.day_end)
    if start == end:
        return in_words(start, language)
    return f"{in_words(start, language)} – {in_words(end, language)}"


def parties_text(mask: int, language: Language, *, joiner: str = "list.and") -> str:
    """Return the parties of a bit mask in words."""
    return say(joiner, language).join(say(str(party), language) for party in parties_of(mask))


def attributed_text(incident: Any, language: Language) -> str:  # noqa: ANN401
    """Return "attributed to X (how)" or that no party is named."""
    how = str(ATTRIBUTIONS[incident.attribution])
    if not incident.perpetrators:
        return say("popup.no.party", language)
    joiner = "list.or" if how in {"alternative", "contested"} else "list.and"
    parties = parties_text(int(incident.perpetrators), language, joiner=joiner)
    said = say(how, language)
    if incident.weak:
        said += "; " + say("popup.weak", language)
    return say("popup.alleged", language, parties=parties, how=said)


def toll_text(incident: Any, victim_class: str, language: Language) -> str:  # noqa: ANN401
    """Return the incident's figure of one class: at least n, between n and m, about n, or that none is known."""
    low, high = getattr(incident, f"min_{victim_class}"), getattr(incident, f"max_{victim_class}")
    about, highest = getattr(incident, f"about_{victim_class}"), getattr(incident, f"highest_{victim_class}")
    victims = say(victim_class, language)
    if pd.isna(low):
        if not pd.isna(about):
            return say("incident.about", language, n=number(int(about)), victims=victims)
        if not pd.isna(high):
            return say("incident.at_most", language, n=number(int(high)), victims=victims)
        return say("popup.unknown.toll", language)
    if not pd.isna(high):
        if high == low:
            return say("incident.stated", language, n=number(int(low)), victims=victims)
        return say("incident.between", language, n=number(int(low)), m=number(int(high)), victims=victims)
    text = say("incident.at_least", language, n=number(int(low)), victims=victims)
    if not pd.isna(highest) and highest > low:
        text += say("incident.highest", language, n=number(int(highest)))
    return text


def beside_text(incident: Any, language: Language) -> str:  # noqa: ANN401
    """Return accounts and distinct origins, and recorded denials and admissions."""
    clauses = [say("popup.origins", language, accounts=int(incident.accounts), origins=int(incident.origins))]
    if incident.denied:
        clauses.append(say("popup.denied", language, parties=parties_text(int(incident.denied), language)))
    if incident.admitted:
        clauses.append(say("popup.admitted", language, parties=parties_text(int(incident.admitted), language)))
    return "; ".join(clauses)


def events_text(mask: int, language: Language) -> str:
    """Return the means of harm of a bit mask in words."""
    return ", ".join(word_for("event", str(event), language) for at, event in enumerate(EventType) if mask >> at & 1)


def place_text(dataset: Dataset, place: int, language: Language) -> str:
    """Return a place's name; its words as reported where it has none."""
    found = dataset.places[place]
    return (found.name_ar if language == "ar" and found.name_ar else found.name) or found.query


def governorate_text(dataset: Dataset, place: int, language: Language) -> str:
    """Return the name of a place's governorate, "several areas" or "not placed"."""
    code = str(dataset.place_table["admin1"].iloc[place])
    if code == SEVERAL:
        names = [dataset.governorates.names[c][0 if language == "en" else 1] for c in dataset.places[place].area_pcodes if c in dataset.governorates.names]
        return ", ".join(names) or say("area.several", language)
    if not code:
        return say("area.unplaced", language)
    return dataset.governorates.names.get(code, (code, code))[0 if language == "en" else 1]


def unit_text(dataset: Dataset, place: int, level: str, language: Language) -> str:
    """Return the name of a place's unit of a finer level; empty where it is not known."""
    code = str(dataset.place_table[column_of(level)].iloc[place])
    return dataset.area_names.get(code, ("", ""))[0 if language == "en" else 1]


def known_text(dataset: Dataset, place: int, language: Language) -> str:
    """Return how exactly a place is known, in words and kilometres."""
    found = dataset.places[place]
    precision = word_for("precision", str(found.precision), language)
    if found.uncertainty_m is None:
        return precision
    return say("popup.place", language, precision=precision, km=max(round(found.uncertainty_m / 1000, 1), 0.1))


@lru_cache(maxsize=4)
def _incident_rows(dataset: Dataset) -> list[Any]:
    """Return the incidents as named tuples by position; once per data set, because every popup asks."""
    return list(dataset.incidents.itertuples())


@lru_cache(maxsize=4)
def _pages(dataset: Dataset) -> list[list[tuple[str, str]]]:
    """Return each incident's distinct (publisher, address) in file order."""
    pages: list[dict[tuple[str, str], None]] = [{} for _ in range(len(dataset.incidents))]
    rows = dataset.accounts[["incident", "source_publisher", "source_url"]]
    for at, name, url in rows.itertuples(index=False):
        pages[int(at)][(str(name), str(url))] = None
    return [list(found) for found in pages]


def incident_card(dataset: Dataset, position: int, victim_class: str, language: Language, *, most_sources: int) -> dict[str, Any]:
    """Return one incident for a popup: ``date, toll, party, beside, sources`` (pairs of publisher and address; what is cut is counted)."""
    incident = _incident_rows(dataset)[position]
    pages = _pages(dataset)[position]
    sources = [[name, url] for name, url in pages[:most_sources]]
    if len(pages) > most_sources:
        sources.append([say("popup.more.sources", language, n=len(pages) - most_sources), ""])
    means = events_text(int(incident.events), language)
    return {
        "date": " · ".join(part for part in (dates_in_words(incident, language), means) if part),
        "toll": toll_text(incident, victim_class, language),
        "party": attributed_text(incident, language),
        "beside": beside_text(incident, language),
        "sources": sources,
    }


def incident_table(dataset: Dataset, chosen: np.ndarray, victim_class: str, language: Language) -> pd.DataFrame:
    """Return the chosen incidents as a table in words, latest first; ``killed`` is a nullable number.

    Args:
        dataset: what they are from.
        chosen: boolean mask over all incidents.
        victim_class: whose deaths the figures count.
        language: of the words; columns are codes (see ``column.*`` in the catalogue).
    """
    positions = np.flatnonzero(chosen)
    rows = dataset.incidents.iloc[positions]
    places = rows["place"].tolist()
    hows = [str(ATTRIBUTIONS[code]) for code in rows["attribution"]]
    table = pd.DataFrame(
        {
            "date": [dates_in_words(row, language) for row in rows.itertuples()],
            "place": [place_text(dataset, p, language) for p in places],
            "precision": [word_for("precision", str(PRECISIONS[dataset.place_table["precision"].iloc[p]]), language) for p in places],
            "governorate": [governorate_text(dataset, p, language) for p in places],
            **{level: [unit_text(dataset, p, level, language) for p in places] for level in dataset.finer},
            "party": [
                parties_text(int(mask), language, joiner="list.or" if how in {"alternative", "contested"} else "list.and")
                for mask, how in zip(rows["perpetrators"], hows, strict=True)
            ],
            "attribution": [say(how, language) + ("; " + say("popup.weak", language) if weak else "") for how, weak in zip(hows, rows["weak"], strict=True)],
            "event": [events_text(int(mask), language) for mask in rows["events"]],
            "killed": rows[f"min_{victim_class}"].array,
            "killed_max": rows[f"highest_{victim_class}"].array,
            "accounts": rows["accounts"].to_numpy(),
            "origins": rows["origins"].to_numpy(),
            "denied": [parties_text(int(mask), language) or say("denial.none", language) for mask in rows["denied"]],
            "id": rows["incident_id"].to_numpy(),
            "position": positions,
            "day": rows["day_start"].to_numpy(),
        }
    )
    return table.sort_values(["day", "id"], ascending=[False, True], ignore_index=True).drop(columns="day")
