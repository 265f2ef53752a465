"""Drafts that a person accepted → text rows of the canonical tables, each with its words' place in the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo_app.tables.incidents import ACCOUNTS
from geo_app.tables.published import DISPLACEMENT, STATEMENTS, TALLIES
from geo_app.vocabulary import Bound, EventType, VictimClass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo_app.reports.drafts import Draft

INSIDE = "area inside the governorate(s) coded, not the whole"
_WHOLES = ("people", "civilians", "fighters_and_civilians")
_PART_COLUMNS = {
    "children": "killed_children",
    "women": "killed_women",
    "medical": "killed_medics",
    "media": "killed_media",
    "civil_defence": "killed_civil_defence",
    "civilians": "killed_civilians",
}
_OF_AREAS = ("governorate", "country", "")
_EVENTS = {str(one) for one in EventType}
_TABLES = (ACCOUNTS, TALLIES, DISPLACEMENT, STATEMENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a person says of the report: publisher, origin that it relays and its id, title, address, ISO day of publication; "" where not known."""

    publisher: str = ""
    origin: str = ""
    origin_id: str = ""
    title: str = ""
    url: str = ""
    day: str = ""

    def cells(self) -> dict[str, str]:
        """Return the columns that every table has of a source."""
        return {
            "source_publisher": self.publisher,
            "source_origin": self.origin,
            "origin_ids": self.origin_id,
            "source_title": self.title,
            "source_url": self.url,
            "source_date": self.day,
        }


def _number(value: float | None) -> str:
    return "" if value is None else str(int(value)) if float(value).is_integer() else repr(float(value))


def _where(draft: Draft) -> str:
    return f"“{draft.quote}”"


def _window(draft: Draft) -> dict[str, str]:
    start, end = (day.isoformat() if day else "" for day in (draft.window_start, draft.window_end))
    words = draft.window_basis == "stated"
    return {
        "window_start": start if words else "",
        "window_end": end if words else "",
        "window_as_reported": draft.window_words,
        "window_start_resolved": start,
        "window_end_resolved": end,
        "window_basis": draft.window_basis,
    }


def _transcribed(draft: Draft, file: str) -> dict[str, str]:
    phrase = draft.spans["phrase"]
    return {"report_file": file, "char_start": str(phrase.start), "char_end": str(phrase.end)}


def _published(draft: Draft) -> dict[str, str]:
    return {
        "perpetrators": ";".join(draft.perpetrators),
        "attribution": str(draft.attribution) if draft.perpetrators else "unknown",
        "bound": str(draft.bound or Bound.STATED),
        "bound_word": draft.bound_word,
        **_window(draft),
    }


def _tally(draft: Draft) -> dict[str, str]:
    placed = draft.area_precision not in {"", "country"}
    return {
        **_published(draft),
        "measure": draft.measure,
        "victim_class": draft.victim_class,
        "victim_sub": draft.victim_sub,
        "means": draft.means,
        "facility": draft.facility,
        "basis": "stated",
        "area_as_reported": draft.area,
        "area_pcodes": ";".join(draft.area_pcodes),
        "area_basis": "place_of_death" if placed and draft.measure == "killed" else "not_stated",
        "value_min": _number(draft.value_min),
        "value_max": _number(draft.value_max),
        "unit": draft.unit,
        "bound_scope": draft.bound_scope,
        "note": INSIDE if draft.area_precision not in _OF_AREAS else "",
    }


def _moved(draft: Draft) -> dict[str, str]:
    percent = draft.unit == "percent"
    households = draft.unit == "families"
    low, high = _number(draft.value_min), _number(draft.value_max)
    leaving = draft.measure == "flow"
    return {
        **_published(draft),
        "kind": draft.measure,
        "origin_as_reported" if leaving else "destination_as_reported": draft.area,
        "origin_pcodes" if leaving else "destination_pcodes": ";".join(code for code in draft.area_pcodes if code != "SY"),
        "persons_min": "" if percent or households else low,
        "persons_max": "" if percent or households else high,
        "households": low if households else "",
        "percent": low if percent else "",
        "claimed_by": draft.speaker,
    }


def _said(draft: Draft) -> dict[str, str]:
    return {"kind": draft.measure, "speaker": draft.speaker, "about": ";".join(draft.perpetrators), "paraphrase": draft.quote}


def _account(draft: Draft, parts: list[Draft]) -> dict[str, str]:
    start, end = (day.isoformat() if day else "" for day in (draft.window_start, draft.window_end))
    hurt = draft.measure == "injured"
    whole = draft.victim_class in _WHOLES
    low, high = _number(draft.value_min), _number(draft.value_max)
    cells = {
        "date_start": start or end,
        "date_end": end or start,
        "place_as_reported": draft.area,
        "perpetrators": ";".join(draft.perpetrators),
        "attribution": str(draft.attribution) if draft.perpetrators else "unknown",
        "strength": "stated" if draft.perpetrators else "",
        "event_type": draft.means if draft.means in _EVENTS else "unknown",
        "killed_min": low if whole and not hurt else "",
        "killed_max": high if whole and not hurt else "",
        "killed_class": draft.victim_class if whole and not hurt else "",
        "bound": str(draft.bound or "") if whole and not hurt else "",
        "bound_word": draft.bound_word,
        "injured_min": low if hurt else "",
        "injured_max": high if hurt else "",
    }
    for part in [*([] if whole or hurt else [draft]), *parts]:
        column = _PART_COLUMNS.get(part.victim_class)
        if column is not None and part.measure == "killed" and part.value_min is not None:
            cells[column] = _number(part.value_min)
    return cells


def key_of_draft(sha256: str, at: int) -> str:
    """Return the id of the record that a draft becomes: the same report read again gives the same ids."""
    return f"report-{sha256[:12]}:{at}"


def is_account(draft: Draft) -> bool:
    """Return True where a draft becomes an account of an incident: one event with a day, of people killed or injured."""
    known = {str(one) for one in VictimClass} | {"medical"}
    dated = draft.window_start is not None or draft.window_end is not None
    return draft.kind == "incident" and draft.measure in {"killed", "injured"} and dated and draft.victim_class in known and draft.unit == "persons"


def rows_of(sha256: str, file: str, accepted: Mapping[int, Draft], source: Source) -> dict[str, pd.DataFrame]:
    """Return accepted drafts as text rows by table name (``accounts``, ``tallies``, ``displacement``, ``statements``); tables without a row are left out.

    ``accepted``: position among the report's drafts → the draft as the person left it. Parts of an incident's figure stand in its row; an incident
    without a day cannot be a record of an incident and becomes a total of its own, with what the text says of its time.
    """
    rows: dict[str, list[dict[str, str]]] = {table.name: [] for table in _TABLES}
    inside = {
        at
        for at, draft in accepted.items()
        if is_account(draft) and draft.part_of is not None and draft.part_of in accepted and is_account(accepted[draft.part_of])
    }
    for at, draft in accepted.items():
        if at in inside:
            continue
        key = key_of_draft(sha256, at)
        part_of = key_of_draft(sha256, draft.part_of) if draft.part_of is not None and draft.part_of in accepted else ""
        common = {**source.cells(), "evidence": _where(draft)}
        if is_account(draft):
            parts = [accepted[other] for other in inside if accepted[other].part_of == at]
            rows["accounts"].append({"account_id": key, "incident_id": key, **_account(draft, parts), **common})
        elif draft.kind in {"incident", "tally"}:
            rows["tallies"].append({"tally_id": key, **_tally(draft), "part_of": part_of, **common, **_transcribed(draft, file)})
        elif draft.kind == "displacement":
            rows["displacement"].append({"displacement_id": key, **_moved(draft), "part_of": part_of, **common, **_transcribed(draft, file)})
        else:
            rows["statements"].append({"statement_id": key, **_said(draft), "origin_ids": source.origin_id, **_transcribed(draft, file)})
    return {table.name: pd.DataFrame(rows[table.name]).fillna("") for table in _TABLES if rows[table.name]}
