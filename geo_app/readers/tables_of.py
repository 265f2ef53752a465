"""Bytes of a table as people have them (CSV, workbook, GeoJSON, GeoPackage, GeoParquet, zipped shapefile) → sheets of text, by content."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from geo_app.errors import BadFileError
from geo_app.readers.own import cache_folder, made
from geo_app.readers.polygons import child_environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_BYTES = 1_500 * 2**20
SECONDS = 600
_CHILD = "geo_app.readers.parse_child"
_POLL = 0.1
_STALE_SECONDS = 24 * 3600


@dataclass(frozen=True, eq=False, kw_only=True)
class Grid:
    """One sheet as it stands: ``batches`` of text (see ``parse_child``), read from the disk as they are asked for.

    Attributes:
        sheet: its name; empty where a file holds one table.
        format: csv, workbook, geojson, geopackage, parquet or shapefile.
        notes: what was assumed to read it, as clauses.
        rows: how many rows there are, the header among them.
        width: how many columns.
        hidden: True for a sheet that the workbook hides.
    """

    sheet: str
    format: str
    notes: tuple[str, ...]
    rows: int
    width: int
    hidden: bool
    path: Path

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the rows, some ten thousand at a time."""
        with pa.memory_map(str(self.path)) as source:
            reader = pa.ipc.open_file(source)
            for at in range(reader.num_record_batches):
                yield reader.get_batch(at)


@dataclass(frozen=True, eq=False, kw_only=True)
class Parsed:
    """A parsed file: its name without a folder, the SHA-256 and length of its bytes, and its sheets, kept in ``folder`` until ``close``."""

    file: str
    sha256: str
    size: int
    grids: tuple[Grid, ...]
    folder: Path

    def close(self) -> None:
        """Remove what was unpacked."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _grid(path: Path) -> Grid:
    with pa.memory_map(str(path)) as source:
        reader = pa.ipc.open_file(source)
        about = {key.decode(): value.decode() for key, value in reader.schema.metadata.items()}
        rows = sum(reader.get_batch(at).num_rows for at in range(reader.num_record_batches))
        width = len(reader.schema) - 2
    notes = tuple(json.loads(about["notes"]))
    return Grid(sheet=about["sheet"], format=about["format"], notes=notes, rows=rows, width=width, hidden=bool(about["hidden"]), path=path)


def _run(folder: Path, name: str, cancelled: Callable[[], bool]) -> None:
    """Run the parsing child until it has written its sheets; what it says instead becomes the error."""
    command = [sys.executable, "-I", "-m", _CHILD, str(folder)]
    with subprocess.Popen(command, cwd=folder, env=child_environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:  # noqa: S603
        for _ in range(int(SECONDS / _POLL)):
            try:
                said, _ = child.communicate(timeout=_POLL)
                break
            except subprocess.TimeoutExpired:
                if cancelled():
                    child.kill()
                    raise BadFileError(f"Reading {name} was stopped.", remedy="Nothing was stored.") from None
        else:
            child.kill()
            raise BadFileError(f"{name} takes longer than {SECONDS // 60} minutes to read.", remedy="Split it into parts.")
    if not said and child.returncode != 0:
        raise BadFileError(f"{name} cannot be read: it is damaged, or takes more memory than a table may.", remedy="Save it anew, or split it into parts.")
    if said:
        why = json.loads(said)
        raise BadFileError(f"{name} cannot be read. {why['sentence']}", remedy=why["remedy"])


def _is_left(folder: Path) -> bool:
    """Return True where the process that made a folder is gone: it was killed, and nobody else will remove what it unpacked."""
    number = folder.name.partition("-")[0]
    if os.name == "nt" or not number.isdigit():
        return time.time() - folder.stat().st_mtime > _STALE_SECONDS
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _folder() -> Path:
    """Return a new folder that only this person may read, and remove those that killed processes left."""
    root = made(cache_folder("reading"))
    for old in root.iterdir():
        with suppress(OSError):
            if _is_left(old):
                shutil.rmtree(old, ignore_errors=True)
    return Path(tempfile.mkdtemp(dir=root, prefix=f"{os.getpid()}-"))


def _never() -> bool:
    return False


def parse(data: bytes | Path, *, file: str, cancelled: Callable[[], bool] = _never) -> Parsed:
    """Return the sheets of a table, parsed in a child process under limits of memory, time and size. Close it after use.

    Args:
        data: the bytes, or where they are.
        file: the name to call it by; no path, and nothing is concluded from it.
        cancelled: asked some times a second; True stops the reading.

    Raises:
        BadFileError: it cannot be opened, is no such table, is damaged, too large, or was stopped.
    """
    folder = _folder()
    try:
        given = folder / "given"
        digest = _copied(data, given, file)
        _run(folder, file, cancelled)
        found = sorted(folder.glob("sheet-*.arrow"), key=lambda one: int(one.stem.split("-")[1]))
        size = given.stat().st_size
        for left in (given, folder / "unpacked"):
            left.unlink(missing_ok=True)
        return Parsed(file=file, sha256=digest, size=size, grids=tuple(_grid(path) for path in found), folder=folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _copied(data: bytes | Path, given: Path, file: str) -> str:
    """Put the bytes where the child reads them and return their SHA-256."""
    if isinstance(data, bytes):
        if len(data) > MAX_BYTES:
            raise BadFileError(f"{file} is larger than {MAX_BYTES // 2**20} MiB.", remedy="Split it into parts.")
        given.write_bytes(data)
        return hashlib.sha256(data).hexdigest()
    try:
        if not data.is_file():
            raise BadFileError(f"{file} is not a file.", remedy="Check its name.")
        if data.stat().st_size > MAX_BYTES:
            raise BadFileError(f"{file} is larger than {MAX_BYTES // 2**20} MiB.", remedy="Split it into parts.")
        with data.open("rb") as source, given.open("wb") as out:
            shutil.copyfileobj(source, out, 2**20)
        with given.open("rb") as copied:
            return hashlib.file_digest(copied, "sha256").hexdigest()
    except OSError as error:
        raise BadFileError(f"{file} cannot be opened.", remedy="Check its name and that you may read it.") from error
