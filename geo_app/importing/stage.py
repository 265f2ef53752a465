"""A list → its accepted rows on the disk and what is to be said of every row, before anything is stored: what a preview shows and a commit takes."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from geo_app.boundaries.in_use import load_layers
from geo_app.errors import BadFileError
from geo_app.importing.placing import judge_places, judge_words
from geo_app.locating.decided import load_decided_geocoder
from geo_app.locating.locate import PlacesAsked
from geo_app.model.mapping import Mapping
from geo_app.readers.findings import Findings
from geo_app.readers.list_rows import converted
from geo_app.readers.lists import ListFile, open_list
from geo_app.readers.tables_of import parse
from geo_app.tables.digests import content_digests
from geo_app.tables.incidents import ACCOUNTS
from geo_app.vocabulary import Treatment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from geo_app.locating.decided import PlaceFinder
    from geo_app.model.places import Place
    from geo_app.readers.convert.accounts import Converted
    from geo_app.readers.tables_of import Parsed
    from geo_app.tables.columns import Table

DIGEST, SOURCE_ID, SOURCE_ROW, PLACE = "content_digest", "source_id", "source_row", "place"
_EXTRA = {DIGEST: pa.binary(16), SOURCE_ID: pa.string(), SOURCE_ROW: pa.int32(), PLACE: pa.int32()}


@dataclass(frozen=True, eq=False, kw_only=True)
class Staged:
    """A list that was read and not yet stored. Close it after use: that removes what was unpacked, and is how an import is cancelled.

    Attributes:
        listed: what list it is.
        file, sha256, size: name without a folder, hash and length of the file's bytes.
        rows: number in the file of every row, and ``ids`` its id in the list ("" where it has none).
        findings: what is to be said of the rows: row, column, value, reason, refused; by row.
        places: the distinct places; ``place_of``: for every accepted row (in file order) its position in them; empty for other tables.
        accepted: numbers of the rows that can be stored, in file order; ``warned`` and ``refused`` likewise.
    """

    listed: ListFile
    file: str
    sha256: str
    size: int
    rows: np.ndarray
    ids: np.ndarray
    findings: pd.DataFrame
    places: tuple[Place, ...]
    place_of: np.ndarray
    accepted: np.ndarray
    warned: np.ndarray
    refused: np.ndarray
    folder: Path

    @property
    def table(self) -> Table:
        """The canonical table of the records."""
        return self.listed.table

    def records(self) -> Iterator[pd.DataFrame]:
        """Yield the accepted records in parts: columns and types of ``table`` and ``content_digest``, ``source_id``, ``source_row``, ``place``."""
        with pa.memory_map(str(self.folder / "records.arrow")) as source:
            reader = pa.ipc.open_file(source)
            for at in range(reader.num_record_batches):
                frame = pa.Table.from_batches([reader.get_batch(at)]).to_pandas(types_mapper=_TYPES.get)
                kept = frame[~frame[SOURCE_ROW].isin(self.refused)]
                if len(kept):
                    yield kept.reset_index(drop=True)

    def close(self) -> None:
        """Remove what was unpacked."""
        shutil.rmtree(self.folder, ignore_errors=True)


_TYPES = {
    pa.string(): pd.StringDtype("pyarrow", na_value=np.nan),
    pa.large_string(): pd.StringDtype("pyarrow", na_value=np.nan),
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
}


@dataclass(slots=True)
class _Gathered:
    """What is kept of every part while a list is read."""

    rows: list[np.ndarray] = field(default_factory=list)
    ids: list[np.ndarray] = field(default_factory=list)
    accepted: list[np.ndarray] = field(default_factory=list)
    keys: list[np.ndarray] = field(default_factory=list)
    digests: list[bytes] = field(default_factory=list)
    places: list[np.ndarray] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)
    asked: PlacesAsked = field(default_factory=PlacesAsked)


def _schema(sample: pd.DataFrame) -> pa.Schema:
    return pa.Schema.from_pandas(sample.drop(columns=list(_EXTRA), errors="ignore"), preserve_index=False).remove_metadata()


def _keep(made: Converted, gathered: _Gathered, table: Table, sink: list[pa.RecordBatchFileWriter], path: Path) -> None:
    records = made.records
    extra: dict[str, Any] = {
        DIGEST: content_digests(records, table),
        SOURCE_ID: records[SOURCE_ID].to_numpy() if SOURCE_ID in records else np.full(len(records), "", dtype=object),
        SOURCE_ROW: records.index.to_numpy(),
        PLACE: gathered.asked.add(records) if table is ACCOUNTS else np.zeros(len(records), dtype=np.int32),
    }
    schema = _schema(records)
    whole = pa.Table.from_pandas(records[schema.names], schema=schema, preserve_index=False)
    for name, kind in _EXTRA.items():
        whole = whole.append_column(name, pa.array(extra[name], type=kind))
    if not sink:
        sink.append(pa.ipc.new_file(pa.OSFile(str(path), "wb"), whole.schema))
    sink[0].write_table(whole.combine_chunks())
    gathered.accepted.append(records.index.to_numpy())
    gathered.keys.append(records[table.key].to_numpy(dtype=object))
    gathered.digests += extra[DIGEST]
    gathered.places.append(extra[PLACE])


def _alike(keys: pd.Series, accepted: np.ndarray, header: str, findings: Findings) -> None:
    """Report rows whose ids differ from another row's in nothing but capitals: they may be one record, and are kept as two."""
    folded = keys.str.casefold()
    alike = (folded.duplicated(keep=False) & ~keys.duplicated(keep=False)).to_numpy()
    if not alike.any():
        return
    findings.add(accepted[alike], header, keys[alike].str.partition(":")[2].to_numpy(), "differs from another row's id in capitals only", refused=False)


def _repeats(gathered: _Gathered, accepted: np.ndarray, header: str) -> None:
    """Report rows whose id stands in another row: the same row again is counted once; different rows of one id are all refused."""
    keys = pd.Series(np.concatenate(gathered.keys) if gathered.keys else np.array([], dtype=object), dtype="str")
    _alike(keys, accepted, header, gathered.findings)
    again = keys.duplicated(keep=False).to_numpy()
    if not again.any():
        return
    found = pd.DataFrame({"key": keys[again], "row": accepted[again], "digest": [gathered.digests[at] for at in np.flatnonzero(again)]})
    firsts = found.groupby("key", sort=False)["row"].transform("first")
    alike = found.groupby("key", sort=False)["digest"].transform("nunique") == 1
    second = alike & (found["row"] != firsts)
    values = found["key"].str.partition(":")[2]
    same = np.array([f"is the same as row {row}: counted once" for row in firsts[second]], dtype=object)
    gathered.findings.add(found.loc[second, "row"].to_numpy(), header, values[second].to_numpy(), same, refused=True)
    reason = "stands in several rows that differ: none of them is taken, because nothing says which is right"
    gathered.findings.add(found.loc[~alike, "row"].to_numpy(), header, values[~alike].to_numpy(), reason, refused=True)


def _never() -> bool:
    return False


def _silent(_: str, __: float) -> None:
    pass


@dataclass(frozen=True, eq=False, kw_only=True)
class Watch:
    """How a long reading is watched: ``cancelled`` is asked between parts; ``progress`` is told what is being done and which part of it is done."""

    cancelled: Callable[[], bool] = _never
    progress: Callable[[str, float], None] = _silent


def stage(
    data: bytes | Path, *, file: str, mapping: Mapping | None = None, today: date | None = None, geocoder: PlaceFinder | None = None, watch: Watch | None = None
) -> Staged:
    """Read a list and return what would become of every row. Nothing is stored.

    Args:
        data: the bytes, or where they are.
        file: what to call it.
        mapping: what a person says of it; what they leave open is found out.
        today: dates after it are refused (default: the day it is here).
        geocoder: places words are looked up with (default: the gazetteers and decisions of the person at this machine).
        watch: see ``Watch``.

    Raises:
        BadFileError: the file as a whole cannot be read, or reading was cancelled.
    """
    watch = watch or Watch()
    file = file.encode("utf-8", "replace").decode()
    watch.progress("reading", 0.0)
    parsed = parse(data, file=file, cancelled=watch.cancelled)
    try:
        listed = open_list(parsed, mapping or Mapping())
        gathered = _gathered(listed, parsed.folder / "records.arrow", today or date.today(), watch)  # noqa: DTZ011 - a calendar day here
        for left in parsed.folder.glob("sheet-*.arrow"):
            left.unlink()
        accepted = np.concatenate(gathered.accepted) if gathered.accepted else np.array([], dtype=np.int64)
        _repeats(gathered, accepted, listed.fields.get("id", ""))
        place_of = np.concatenate(gathered.places) if gathered.places else np.array([], dtype=np.int32)
        places: tuple[Place, ...] = ()
        if listed.table is ACCOUNTS:
            watch.progress("places", 0.9)
            finder = geocoder or load_decided_geocoder()
            places = gathered.asked.located(finder)
            judge_places(places, place_of, accepted, gathered.findings, load_layers().governorates, finder.governorates.names)
            if listed.by is None:
                judge_words(gathered.asked.words(), places, place_of, accepted, gathered.findings, finder)
        return _staged(listed, parsed, gathered, places, accepted, place_of)
    except BaseException:
        parsed.close()
        raise


def _gathered(listed: ListFile, path: Path, today: date, watch: Watch) -> _Gathered:
    gathered = _Gathered()
    sink: list[pa.RecordBatchFileWriter] = []
    for made in converted(listed, today=today):
        gathered.rows.append(made.ids.index.to_numpy())
        gathered.ids.append(made.ids.to_numpy(dtype=object))
        if len(made.findings):
            gathered.findings.parts.append(made.findings)
        _keep(made, gathered, listed.table, sink, path)
        done = sum(len(rows) for rows in gathered.rows)
        watch.progress("reading", 0.1 + 0.8 * done / max(listed.sheet.rows, 1))
        if watch.cancelled():
            raise stopped(listed.sheet.file)
    for writer in sink:
        writer.close()
    return gathered


def stopped(file: str) -> BadFileError:
    """Return the error that says that a person stopped an import."""
    return BadFileError(f"Reading {file} was stopped.", remedy="Nothing was stored.")


def _staged(listed: ListFile, parsed: Parsed, gathered: _Gathered, places: tuple[Place, ...], accepted: np.ndarray, place_of: np.ndarray) -> Staged:
    refused = gathered.findings.refused()
    kept = ~np.isin(accepted, refused)
    findings = gathered.findings.frame()
    return Staged(
        listed=listed,
        file=parsed.file,
        sha256=parsed.sha256,
        size=parsed.size,
        rows=np.concatenate(gathered.rows),
        ids=np.concatenate(gathered.ids),
        findings=findings,
        places=places,
        place_of=place_of[kept],
        accepted=accepted[kept],
        warned=np.intersect1d(accepted[kept], findings["row"].to_numpy()),
        refused=refused,
        folder=parsed.folder,
    )


def treatment_of(staged: Staged) -> np.ndarray:
    """Return what becomes of every row of the file, in the order of ``rows``."""
    out = np.full(len(staged.rows), Treatment.ACCEPTED, dtype=object)
    out[np.isin(staged.rows, staged.warned)] = Treatment.WARNED
    taken = np.isin(staged.rows, staged.accepted)
    out[~taken] = Treatment.REFUSED
    return out
