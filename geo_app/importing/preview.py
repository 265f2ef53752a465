"""What an import would do, before it does anything: counts by treatment, places, parties, what is refused and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo_app.importing.placing import is_open, kind_of
from geo_app.importing.stage import treatment_of
from geo_app.tables.incidents import ACCOUNTS
from geo_app.vocabulary import Bound, Treatment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from geo_app.importing.stage import Staged

MOST_UNPLACED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLine:
    """Accepted rows by the parties they name: at least how many killed (rows with ``about`` or words add nothing), rows with and without a figure."""

    perpetrators: str
    attribution: str
    killed_at_least: int
    with_figure: int
    without: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a file holds and what would become of it.

    Attributes:
        file, reader, title, row, dataset: its name, who reads it, what list it is, what a row of it is, whose list.
        rows, accepted, warned, refused: rows of the file; accepted (with or without a warning) and refused add up to all. ``warned`` of the accepted.
        records: what would be stored: rows, or incidents proposed of victims.
        mapped, area, unmapped: records by how their place is known; they add up.
        unplaced: place texts that wait for a person, with records and the sentence, most records first.
        parties: records by the parties they name.
        first, last: first and last day that the records cover; None where there are none.
        messages: what was assumed and what a person should know, one sentence each.
        findings: every remark: row, column, value, reason, refused.
        unread: columns that nothing is read from; ``personal``: those of names and contacts, dropped.
    """

    file: str
    reader: str
    title: str
    row: str
    dataset: str
    rows: int
    accepted: int
    warned: int
    refused: int
    records: int
    mapped: int
    area: int
    unmapped: int
    unplaced: tuple[tuple[str, int, str], ...]
    parties: tuple[PartyLine, ...]
    first: date | None
    last: date | None
    messages: tuple[str, ...]
    findings: pd.DataFrame
    unread: tuple[str, ...]
    personal: tuple[str, ...]


def _sentence(clause: str) -> str:
    return f"{clause[:1].upper()}{clause[1:]}."


def messages_of(staged: Staged) -> tuple[str, ...]:
    """Return what was assumed and what a person should know of the file, one sentence each."""
    listed = staged.listed
    said = [_sentence(note) for note in listed.notes]
    if listed.personal:
        said.append(f"Columns with names or contacts of people are dropped: {', '.join(listed.personal)}.")
    if listed.unread:
        shown = ", ".join(listed.unread[:12]) + (" …" if len(listed.unread) > 12 else "")  # noqa: PLR2004 - what fits a line
        said.append(f"Columns that nothing is read from: {shown}.")
    rows, taken = len(staged.rows), len(staged.accepted)
    if listed.mapping.row == "victim":
        said.append(f"{rows} rows of victims are proposed as {taken} incidents: one for each day, place, party and means.")
    exchanged = int(staged.findings["reason"].str.contains("exchanged").sum())
    if rows and exchanged == taken and taken:
        said.append("Latitude and longitude seem to stand in one another's column in the whole file: say so (--exchanged) if it is.")
    if (staged.findings["reason"].str.startswith("can be read as day/month")).any():
        said.append("Day and month of its dates can be exchanged: say --dates day-first or --dates month-first.")
    if not taken:
        said.append("No row of it can be stored.")
    return tuple(said)


def _parties(staged: Staged) -> tuple[tuple[PartyLine, ...], date | None, date | None]:
    least: Counter[tuple[str, str]] = Counter()
    known: Counter[tuple[str, str]] = Counter()
    without: Counter[tuple[str, str]] = Counter()
    days: list[Any] = []
    for records in staged.records():
        low = records["killed_min"].astype("float64").where(records["bound"] != Bound.ABOUT)
        grouped = low.groupby([records["perpetrators"], records["attribution"]], sort=False).agg(["sum", "count", "size"])
        for key, (total, counted, rows) in zip(grouped.index, grouped.to_numpy(), strict=True):
            least[key] += int(total)
            known[key] += int(counted)
            without[key] += int(rows - counted)
        days += [records["date_start"].min(), records["date_end"].max()]
    lines = [
        PartyLine(perpetrators=who, attribution=how, killed_at_least=n, with_figure=known[who, how], without=without[who, how])
        for (who, how), n in sorted(least.items(), key=lambda item: (-item[1], item[0]))
    ]
    return tuple(lines), min(days).date() if days else None, max(days).date() if days else None


def preview_of(staged: Staged) -> Preview:
    """Return what an import of ``staged`` would do."""
    listed = staged.listed
    counts = np.bincount(staged.place_of, minlength=len(staged.places)) if len(staged.places) else np.array([], dtype=int)
    kinds: Counter[str] = Counter()
    for place, count in zip(staged.places, counts.tolist(), strict=True):
        kinds[kind_of(place)] += count
    open_places = Counter[tuple[str, str]]()
    for place, count in zip(staged.places, counts.tolist(), strict=True):
        if count and is_open(place):
            open_places[place.query, place.explanation] += count
    parties, first, last = _parties(staged) if staged.table is ACCOUNTS else ((), None, None)
    return Preview(
        file=staged.file,
        reader=listed.reader,
        title=listed.title,
        row=str(listed.mapping.row),
        dataset=listed.mapping.dataset,
        rows=len(staged.rows),
        accepted=len(staged.rows) - len(staged.refused),
        warned=len(staged.warned),
        refused=len(staged.refused),
        records=len(staged.accepted),
        mapped=kinds["mapped"],
        area=kinds["area"],
        unmapped=kinds["unmapped"],
        unplaced=tuple((text, n, why) for (text, why), n in sorted(open_places.items(), key=lambda item: (-item[1], item[0]))[:MOST_UNPLACED]),
        parties=parties,
        first=first,
        last=last,
        messages=messages_of(staged),
        findings=staged.findings,
        unread=listed.unread,
        personal=listed.personal,
    )


def row_objects(staged: Staged) -> Iterator[dict[str, Any]]:
    """Yield one object for each row of the file: what becomes of it, why, and what would be stored (docs/schema.md, "Machine-readable preview")."""
    treatments = dict(zip(staged.rows.tolist(), treatment_of(staged), strict=True))
    ids = dict(zip(staged.rows.tolist(), staged.ids, strict=True))
    stored = {int(record["source_row"]): record for records in staged.records() for record in _stored(records)}
    reasons: dict[int, list[str]] = {}
    for row, column, value, reason in zip(*(staged.findings[c] for c in ("row", "column", "value", "reason")), strict=True):
        cell = f"{column} “{value}”" if value else column
        reasons.setdefault(int(row), []).append(f"{cell}: {reason}" if cell else reason)
    for row, treatment in treatments.items():
        record = stored.get(row, {})
        yield {
            "row": row,
            "status": str(treatment),
            "reasons": reasons.get(row, []),
            "source_id": ids[row],
            **{k: v for k, v in record.items() if k != "source_row"},
        }
    for row, record in stored.items():
        if row not in treatments:
            yield {"row": row, "status": str(Treatment.ACCEPTED), "reasons": reasons.get(row, []), **{k: v for k, v in record.items() if k != "source_row"}}


_SHOWN = ("source_id", "source_row", "date_start", "date_end", "killed_min", "killed_max", "bound", "latitude", "longitude", "perpetrators")


def _stored(records: pd.DataFrame) -> Iterator[dict[str, Any]]:
    shown = [name for name in _SHOWN if name in records]
    plain = records[shown].astype(object)
    for name in ("date_start", "date_end"):
        if name in plain and name in records:
            plain[name] = records[name].dt.strftime("%Y-%m-%d") if hasattr(records[name], "dt") else records[name]
    words = records.get("place_as_reported", pd.Series("", index=records.index))
    arabic = records.get("place_ar", words)
    for values, place, other in zip(plain.itertuples(index=False), words, arabic, strict=True):
        record = {name: (None if value is pd.NA or value is None or value != value else value) for name, value in zip(shown, values, strict=True)}  # noqa: PLR0124
        yield {**record, "place": place or other}
