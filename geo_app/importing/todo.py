"""The list of open place texts as a table a person fills in, and the filled-in table → decisions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo_app.errors import BadFileError, BadUseError
from geo_app.importing.aliases import Taken, conflict_with
from geo_app.locating.coordinates import from_coordinates
from geo_app.locating.decided import all_candidates
from geo_app.locating.locate import locate, unit_of
from geo_app.locating.review import Asked, OpenText, asked_of, open_texts
from geo_app.locating.settle import FOUND, POINT_RADIUS_M, STATED, entry_answer, pair_of, plain_answer, point_answer, same_answer, settled_answer
from geo_app.model.decisions import Decision
from geo_app.model.records import Rejection
from geo_app.names import clean
from geo_app.readers.accounts import read_accounts
from geo_app.readers.cells import as_csv, live

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo_app.boundaries.layers import Layer
    from geo_app.locating.decided import DecidedGeocoder
    from geo_app.model.decisions import Answer, Key
    from geo_app.model.places import Candidate, Place
    from geo_app.readers.delimited import RawTable

CANDIDATES = 5
_FIXED = ("text", "governorate", "arabic", "rows", "incidents", "reason", "explanation", "choice", "why")
_OF_CANDIDATE = ("place_id", "name", "governorate", "score")
HEADER = (*_FIXED, *(f"{n}_{name}" for n in range(1, CANDIDATES + 1) for name in _OF_CANDIDATE))
_SHOWN = 80
_WITH_POINT = re.compile(r"(.*)\[([0-9.]+), ([0-9.]+)\]", re.DOTALL)


def _cells_of(raw: RawTable) -> list[tuple[int, dict[str, str]]]:
    """Return each row's line number and its cells by column, as text; what is missing at its end is empty."""
    filled = ([*cells, *[""] * (len(raw.header) - len(cells))] for cells in raw.rows)
    return [
        (number, {name: live(cell.strip()) for name, cell in zip(raw.header, cells, strict=False) if name})
        for number, cells in zip(raw.numbers, filled, strict=True)
    ]


def _queries(raw: RawTable, geocoder: DecidedGeocoder, layer: Layer) -> list[Asked]:
    answers: dict[tuple[str, str, str], Place] = {}
    rows = []
    for _, cells in _cells_of(raw):
        asked = (cells["query"] or cells.get("arabic", ""), cells.get("governorate", ""), cells.get("arabic", ""))
        if asked not in answers:
            answers[asked] = geocoder.geocode(asked[0], governorate=asked[1], arabic=asked[2])
        rows.append(asked)
    found = dict(zip(answers, unit_of(list(answers.values()), layer), strict=True))
    return [
        Asked(text=a[0], arabic=a[2], stated=geocoder.stated(a[1]), place=answers[a], found=str(found[a]), row=at, incident=at) for at, a in enumerate(rows)
    ]


def open_texts_of(raw: RawTable, geocoder: DecidedGeocoder, layer: Layer) -> tuple[OpenText, ...]:
    """Return the place texts of an accounts file, or of any table with a column ``query``, that wait for a person.

    In the latter every row counts as an incident.

    Raises:
        BadFileError: the file is neither.
    """
    if "query" in raw.header:
        return open_texts(_queries(raw, geocoder, layer), geocoder.governorates)
    if not {"incident_id", "date_start"} <= set(raw.header):
        remedy = "Name the column of place texts “query”, or use the columns of docs/schema.md."
        raise BadFileError(f"{raw.file} is no accounts file and has no column called query.", remedy=remedy)
    records = read_accounts(raw).records
    located = locate(records, geocoder)
    found = unit_of(located.places, layer)
    return open_texts(asked_of(records, located.places, located.of_account, found, geocoder.governorates), geocoder.governorates)


def _candidate_cells(candidates: tuple[Candidate, ...], names: Mapping[str, tuple[str, str]]) -> list[object]:
    cells: list[object] = []
    for candidate in candidates[:CANDIDATES]:
        cells += [candidate.place_id, candidate.name, names.get(candidate.admin1_pcode, ("", ""))[0], candidate.score]
    return cells + [None] * (len(HEADER) - len(_FIXED) - len(cells))


def write_todo(texts: tuple[OpenText, ...], names: Mapping[str, tuple[str, str]]) -> bytes:
    """Return the list as CSV (columns ``HEADER``): one row a text, its candidates beside it, ``choice`` and ``why`` empty.

    ``names`` are the governorates' by P-code.
    """
    rows = []
    for one in texts:
        row: list[object] = [one.text, ";".join(one.stated), one.arabic, len(one.rows), len(one.incidents), str(one.reason), one.place.explanation, "", ""]
        rows.append(row + _candidate_cells(all_candidates(one.place), names))
    return as_csv(HEADER, rows)


def _asked_again(text: str, cells: dict[str, str], geocoder: DecidedGeocoder, layer: Layer) -> tuple[Place, str]:
    """Return what the matcher makes of a row's text, and the unit under its point."""
    point = _WITH_POINT.fullmatch(text)
    if point is not None:
        place = from_coordinates(point[1].strip(), float(point[2]), float(point[3]))
    else:
        place = geocoder.matcher.geocode(text, governorate=cells.get("governorate", ""), arabic=cells.get("arabic", ""))
    return place, str(unit_of([place], layer)[0])


def _side(word: str, stated: tuple[str, ...], cells: dict[str, str], geocoder: DecidedGeocoder, layer: Layer) -> Answer:
    place, found = _asked_again(cells["text"], cells, geocoder, layer)
    code = found if word == FOUND else stated[0] if len(stated) == 1 else ""
    return settled_answer(place, code)


def _radius(cells: dict[str, str]) -> float:
    text = cells.get("radius_m", "")
    if not text:
        return POINT_RADIUS_M
    try:
        return float(text)
    except ValueError as error:
        raise BadUseError(f"{text[:20]} is no radius in metres.", remedy="Give a number such as 2000.") from error


def answer_of_choice(choice: str, cells: dict[str, str], stated: tuple[str, ...], geocoder: DecidedGeocoder, layer: Layer) -> Answer:
    """Return the answer of a cell ``choice``: a candidate's number, a place_id, "lat,lon", ``nowhere``, ``unknown``, P-codes, ``stated`` or ``found``.

    Raises:
        BadUseError: it is none of these.
    """
    plain = plain_answer(choice)
    if plain is not None:
        return plain
    if choice.casefold() in {STATED, FOUND}:
        return _side(choice.casefold(), stated, cells, geocoder, layer)
    pair = pair_of(choice)
    if pair is not None:
        return point_answer(*pair, radius_m=_radius(cells), name=cells.get("name", ""), layer=layer)
    place_id = cells.get(f"{choice}_place_id", "") if choice.isascii() and choice.isdigit() else choice
    entry = geocoder.entries.get(place_id)
    if entry is None:
        what = f"has no candidate {choice}" if choice.isdigit() else f"“{choice[:40]}” is no place_id, P-code, pair of coordinates or word of this column"
        raise BadUseError(f"The row {what}.", remedy="Use 1, 2, 3, a place_id, lat,lon, a P-code, stated, found, nowhere or unknown.")
    return entry_answer(geocoder, cells["text"], entry)


def _row(cells: dict[str, str], geocoder: DecidedGeocoder, layer: Layer, *, file: str, who: str, now: str) -> Decision:
    said = cells.get("governorate", "")
    stated = geocoder.stated(said)
    if not clean(cells["text"]):
        raise BadUseError("The row has no text.", remedy="Leave the texts as they were written.")
    if said and not stated:
        raise BadUseError(f"“{said[:40]}” is no governorate of Syria.", remedy="Leave that column as it was written.")
    answer = answer_of_choice(cells["choice"], cells, stated, geocoder, layer)
    return Decision(text=cells["text"], governorates=stated, answer=answer, who=who, when=now, why=cells.get("why", ""), taken_from=file)


def take_todo(raw: RawTable, geocoder: DecidedGeocoder, layer: Layer, *, who: str, now: str, replacing: bool) -> Taken:
    """Return the decisions of a filled-in list; rows without a choice are passed over, bad ones refused one by one. Nothing is kept yet.

    Args:
        raw: the list as ``write_todo`` wrote it, ``choice`` filled in; columns ``radius_m`` and ``name`` go with coordinates.
        geocoder: the gazetteer and the decisions that stand.
        layer: governorates, for points and disagreements.
        who: who chose.
        now: instant in UTC, ISO 8601.
        replacing: take a choice although another decision stands on its text.

    Raises:
        BadFileError: the file has no columns ``text`` and ``choice``.
    """
    if not {"text", "choice"} <= set(raw.header):
        raise BadFileError(f"{raw.file} has no columns text and choice.", remedy="Use the file that geo-app review --out wrote.")
    taken: dict[Key, Decision] = {}
    rejections: list[Rejection] = []
    chosen = repeated = 0
    for number, cells in _cells_of(raw):
        if not cells["choice"]:
            continue
        chosen += 1
        try:
            decision = _row(cells, geocoder, layer, file=raw.file, who=who, now=now)
        except BadUseError as error:
            rejections.append(Rejection(file=raw.file, row=number, column="choice", value=cells["choice"][:_SHOWN], reason=str(error)))
            continue
        earlier = taken.get(decision.key)
        standing = earlier or geocoder.decisions.current.get(decision.key)
        if standing is not None and same_answer(standing, decision):
            repeated += 1
        elif standing is None or (replacing and earlier is None):
            taken[decision.key] = decision
        else:
            reason = "an earlier row of this file decides the same text otherwise" if earlier else conflict_with(standing)
            rejections.append(Rejection(file=raw.file, row=number, column="choice", value=cells["choice"][:_SHOWN], reason=reason))
    return Taken(decisions=tuple(taken.values()), standing=repeated, rejections=tuple(rejections), rows=chosen)
