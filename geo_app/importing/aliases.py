"""An alias file of another team ↔ decisions: what can be taken row by row, and what is refused with its reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pyproj import Geod

from geo_app.locating.decided import entry_of
from geo_app.locating.settle import POINT_RADIUS_M, same_answer
from geo_app.model.decisions import Answer, Decision, flaw_of, is_instant
from geo_app.model.records import Rejection
from geo_app.names import clean, fine_key
from geo_app.readers.canonical import read_canonical
from geo_app.readers.cells import as_csv, live
from geo_app.tables.decisions import DECISIONS
from geo_app.vocabulary import AnswerKind, Precision

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from geo_app.gazetteer.entries import Entry
    from geo_app.locating.decided import DecidedGeocoder
    from geo_app.model.decisions import Decisions
    from geo_app.readers.delimited import RawTable

SAME_PLACE_M = 2_000.0
_DEGREES = 0.05
"""More than ``SAME_PLACE_M`` anywhere in Syria: what lies beyond needs no distance."""
_GEOD = Geod(ellps="WGS84")
_SHOWN = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a file gives: ``decisions`` to keep, how many rows say what stands already, and what was refused with its reason."""

    decisions: tuple[Decision, ...]
    standing: int
    rejections: tuple[Rejection, ...]
    rows: int


def export_decisions(decisions: Decisions) -> bytes:
    """Return the decisions that stand as an alias file (columns of ``DECISIONS``)."""
    rows = []
    for decision in decisions.current.values():
        answer = decision.answer
        cells = {
            "text": decision.text,
            "governorate": ";".join(decision.governorates),
            "place_id": answer.place_id,
            "name": answer.name,
            "name_ar": answer.name_ar,
            "latitude": answer.latitude,
            "longitude": answer.longitude,
            "radius_m": answer.radius_m,
            "precision": str(answer.precision) if answer.precision else "",
            "area_pcodes": ";".join(answer.area_pcodes),
            "answer": str(answer.kind),
            "who": decision.who,
            "when": decision.when,
            "why": decision.why,
        }
        rows.append([cells[name] for name in DECISIONS.names])
    return as_csv(DECISIONS.names, rows)


def _kind(row: dict[Hashable, Any]) -> AnswerKind | None:
    if row["answer"]:
        return AnswerKind(row["answer"])
    if row["place_id"] or row["name"]:
        return AnswerKind.PLACE
    if row["latitude"] is not None:
        return AnswerKind.POINT
    return AnswerKind.AREA if row["area_pcodes"] else None


def _near(answer: Answer, entries: Mapping[str, Entry]) -> Entry | None:
    """Return the nearest entry within ``SAME_PLACE_M`` that bears one of the answer's names; None where there is none."""
    if answer.latitude is None or answer.longitude is None:
        return None
    keys = {key for name in (answer.name, answer.name_ar) if (key := fine_key(name))}
    near = []
    for entry in entries.values():
        if abs(entry.latitude - answer.latitude) > _DEGREES or abs(entry.longitude - answer.longitude) > _DEGREES:
            continue
        apart = float(_GEOD.inv(answer.longitude, answer.latitude, entry.longitude, entry.latitude)[2])
        if apart <= SAME_PLACE_M and keys & {fine_key(name) for name in entry.names}:
            near.append((apart, entry.place_id))
    return entries[min(near)[1]] if near else None


def _at_entry(answer: Answer, entry: Entry) -> Answer:
    return replace(
        answer,
        kind=AnswerKind.PLACE,
        place_id=entry.place_id,
        name=answer.name or entry.name,
        name_ar=answer.name_ar or entry.name_ar,
        latitude=answer.latitude if answer.latitude is not None else entry.latitude,
        longitude=answer.longitude if answer.longitude is not None else entry.longitude,
        radius_m=answer.radius_m or entry.radius_m,
        precision=answer.precision or Precision.SETTLEMENT,
        area_pcodes=answer.area_pcodes or ((entry.admin1_pcode,) if entry.admin1_pcode else ()),
    )


def _resolved(answer: Answer, entries: Mapping[str, Entry]) -> Answer:
    """Return a ``place`` of another team's gazetteer as one of ours: by id, else by name and point, else as its coordinates."""
    entry = entry_of(answer, entries) or _near(answer, entries)
    if entry is not None:
        return _at_entry(answer, entry)
    return replace(answer, kind=AnswerKind.POINT, place_id="", radius_m=answer.radius_m or POINT_RADIUS_M, precision=answer.precision or Precision.NEAR)


def _answer(row: dict[Hashable, Any], kind: AnswerKind, entries: Mapping[str, Entry]) -> Answer:
    answer = Answer(kind=kind, area_pcodes=tuple(code for code in row["area_pcodes"].split(";") if code))
    if kind in {AnswerKind.NOWHERE, AnswerKind.UNKNOWN}:
        return Answer(kind=kind)
    if kind is AnswerKind.AREA:
        return answer
    answer = replace(
        answer,
        place_id=row["place_id"] if kind is AnswerKind.PLACE else "",
        name=row["name"],
        name_ar=row["name_ar"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        radius_m=row["radius_m"],
        precision=Precision(row["precision"]) if row["precision"] else None,
    )
    if kind is AnswerKind.PLACE:
        return _resolved(answer, entries)
    return replace(answer, radius_m=answer.radius_m or POINT_RADIUS_M, precision=answer.precision or Precision.SETTLEMENT)


def _decision(row: dict[Hashable, Any], geocoder: DecidedGeocoder, *, file: str, who: str, now: str) -> Decision | tuple[str, str]:
    """Return the decision of a row, or the column and the reason it is refused for."""
    said = row["governorate"]
    governorates = tuple(sorted(geocoder.governorates.find_all(said))) if said else ()
    kind = _kind(row)
    if not clean(row["text"]):
        return "text", "empty, and a record cannot do without it"
    if said and not governorates:
        return "governorate", "is not a governorate of Syria; use P-codes SY01 to SY14"
    if kind is None:
        return "answer", "the row says nothing that the text could mean"
    if not (row["who"] or who).strip():
        return "who", "nobody is named who decided; give --who"
    if row["when"] and not is_instant(row["when"]):
        return "when", "not an instant in UTC such as 2026-03-03T09:12:05Z; leave it empty for now"
    answer = _answer(row, kind, geocoder.entries)
    flaw = flaw_of(answer)
    if flaw:
        return "answer", f"the answer {flaw}"
    return Decision(
        text=row["text"],
        governorates=governorates,
        answer=answer,
        who=row["who"] or who,
        when=row["when"] or now,
        why=row["why"],
        taken_from=file,
    )


def conflict_with(standing: Decision) -> str:
    """Return the reason a row is refused for where another decision stands."""
    answer = standing.answer
    what = answer.name or ";".join(answer.area_pcodes) or str(answer.kind)
    return f"{standing.who} decided otherwise ({what}); use --replace to take this one instead"


def _text_cells(row: dict[Hashable, Any]) -> dict[Hashable, Any]:
    cells = {name: live(cell) if isinstance(cell, str) else cell for name, cell in row.items()}
    for name in ("latitude", "longitude", "radius_m"):
        value = cells[name]
        cells[name] = float(value) if isinstance(value, int | float) else None
    return cells


def take_decisions(raw: RawTable, geocoder: DecidedGeocoder, *, who: str, now: str, replacing: bool) -> Taken:
    """Return what can be taken of an alias file; nothing is kept yet.

    Args:
        raw: the file (columns of ``DECISIONS``).
        geocoder: the gazetteer and the decisions that stand.
        who: named as the one who decided in rows that name nobody.
        now: instant in UTC, ISO 8601, for rows without one.
        replacing: take a row although another decision stands on its text.

    Raises:
        BadFileError: the file has no column ``text``.
    """
    reading = read_canonical(raw, DECISIONS)
    rejections = list(reading.rejections)
    taken: dict[Any, Decision] = {}
    repeated = 0
    for number, cells in zip(reading.records.index, reading.records.astype(object).where(reading.records.notna(), None).to_dict("records"), strict=True):
        row = _text_cells(cells)
        decision = _decision(row, geocoder, file=raw.file, who=who, now=now)
        if isinstance(decision, Decision):
            standing = taken.get(decision.key) or geocoder.decisions.current.get(decision.key)
            earlier = decision.key in taken
            if standing is not None and same_answer(standing, decision):
                repeated += 1
                continue
            if standing is None or (replacing and not earlier):
                taken[decision.key] = decision
                continue
            decision = ("text", "an earlier row of this file decides the same text otherwise" if earlier else conflict_with(standing))
        column, reason = decision
        rejections.append(Rejection(file=raw.file, row=int(number), column=column, value=str(row[column])[:_SHOWN], reason=reason))
    ordered = tuple(sorted(rejections, key=lambda r: r.row))
    return Taken(decisions=tuple(taken.values()), standing=repeated, rejections=ordered, rows=reading.rows)
