"""Imports that are killed, refused by the disk, or run two at a time: run as a script, it prints one JSON object of what went wrong, and how often.

``python trials.py FOLDER --kills N --refusals N --pairs N --seed S``. Each trial is a process of its own group, forked from one that has everything
imported, so that hundreds of them take minutes.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import resource
import signal
import sys
import time
from pathlib import Path

from sqlalchemy import event

from geo_app.errors import GeoAppError
from geo_app.importing.imports import store
from geo_app.importing.stage import stage
from geo_app.locating.decided import load_decided_geocoder
from geo_app.store.audit import audit
from geo_app.store.effective import effective_of, fingerprint_of
from geo_app.store.workspace import open_workspace
from geo_app.tables.incidents import ACCOUNTS

ROWS = 1_500
_HEADER = "id,date,governorate,town,lat,lon,perpetrator,killed,weapon,description\n"
_PLACES = (("Aleppo", "Aleppo", 36.2, 37.16), ("Idlib", "Idlib", 35.93, 36.63), ("Daraa", "Daraa", 32.62, 36.1), ("Homs", "Palmyra", 34.56, 38.28))
GEOCODER = load_decided_geocoder()


def write_list(path: Path, rows: int, seed: int, *, prefix: str = "T") -> None:
    """Write an invented list."""
    made = random.Random(seed)
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEADER)
        for number in range(rows):
            governorate, town, lat, lon = made.choice(_PLACES)
            day = f"{made.randrange(2012, 2020)}-{made.randrange(1, 13):02d}-{made.randrange(1, 28):02d}"
            place = f"{governorate},{town},{lat + made.random() / 50:.5f},{lon + made.random() / 50:.5f}"
            file.write(f"{prefix}{number},{day},{place},ISIS,{made.randrange(40)},IED,Record {seed}-{number} {'x' * made.randrange(200)}\n")


def state(path: Path) -> tuple[str, int, list[str]]:
    """Return the fingerprint of a workspace, how many batches stand, and what its audit finds."""
    workspace = open_workspace(path, create=False)
    try:
        with workspace.reading() as connection:
            found = effective_of(connection, ACCOUNTS)
            batches = connection.exec_driver_sql("SELECT count(*) FROM batch").scalar_one()
            return fingerprint_of([found]), int(batches), audit(connection)
    finally:
        workspace.close()


def import_file(file: Path, path: Path, mark: Path | None = None) -> None:
    """Import a file as the command does; ``mark`` is made when the reading is done and the storing begins."""
    staged = stage(file, file=file.name, geocoder=GEOCODER)
    workspace = open_workspace(path)
    if mark is not None:
        mark.touch()
    try:
        store(workspace, staged, who="trial")
    finally:
        workspace.close()
        staged.close()


def forked(work: object, *args: object) -> int:
    """Run ``work`` in a process group of its own and return its number. It ends with 0, or 1 where the workspace refused."""
    child = os.fork()
    if child:
        return child
    os.setsid()
    with contextlib.suppress(GeoAppError):
        work(*args)  # type: ignore[operator]
        os._exit(0)
    os._exit(1)


def wait(child: int) -> int:
    """Return how a process ended: its code, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def copied(source: Path, target: Path) -> Path:
    """Copy a closed workspace."""
    for left in target.parent.glob(f"{target.name}*"):
        left.unlink()
    target.write_bytes(source.read_bytes())
    return target


def kills(folder: Path, base: Path, file: Path, after: str, trials: int, made: random.Random) -> dict[str, int]:
    """Kill imports at random instants; each must leave the workspace exactly as before or exactly as after."""
    before = state(base)[0]
    mark = folder / "mark"
    began = time.monotonic()
    child = forked(import_file, file, copied(base, folder / "timed.sqlite"), mark)
    read = _until(mark) - began
    wait(child)
    write = time.monotonic() - began - read
    out = {"before": 0, "after": 0, "half": 0, "broken": 0, "killed": 0}
    for _ in range(trials):
        path = copied(base, folder / "killed.sqlite")
        mark.unlink(missing_ok=True)
        child = forked(import_file, file, path, mark)
        # Reading takes longest and touches nothing; three kills in four are aimed at the storing.
        if made.random() < 0.75:
            _until(mark)
            time.sleep(made.uniform(0, 1.1) * write)
        else:
            time.sleep(made.uniform(0, 1.0) * read)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        out["killed"] += wait(child) == -signal.SIGKILL
        found, _, flaws = state(path)
        out["before" if found == before else "after" if found == after else "half"] += 1
        out["broken"] += bool(flaws)
    return out


def _until(mark: Path) -> float:
    """Wait for a mark and return the moment."""
    while not mark.exists():
        time.sleep(0.002)
    return time.monotonic()


def import_within(file: Path, path: Path, most_bytes: int, most_pages: int) -> None:
    """Import on a disk that has no more room: files end at ``most_bytes``, or the database at ``most_pages``."""
    workspace = open_workspace(path)
    staged = stage(file, file=file.name, geocoder=GEOCODER)
    if most_pages:
        workspace.engine.dispose()
        event.listen(workspace.engine, "connect", lambda connection, _: connection.execute(f"PRAGMA max_page_count={most_pages}"))
    else:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    store(workspace, staged, who="trial")


def refusals(folder: Path, base: Path, file: Path, after: str, trials: int, made: random.Random) -> dict[str, int]:
    """Import on full disks; each must leave the workspace exactly as before, or as after where there was room."""
    before = state(base)[0]
    size = base.stat().st_size
    out = {"before": 0, "after": 0, "half": 0, "broken": 0, "refused": 0, "died": 0}
    for trial in range(trials):
        path = copied(base, folder / "full.sqlite")
        pages = made.randrange(size // 4096, size // 4096 + 90) if trial % 2 else 0
        code = wait(forked(import_within, file, path, made.randrange(4096, 450_000), pages))
        out["refused"] += code == 1
        out["died"] += code not in {0, 1}
        found, _, flaws = state(path)
        out["before" if found == before else "after" if found == after else "half"] += 1
        out["broken"] += bool(flaws)
    return out


def pairs(folder: Path, base: Path, files: tuple[Path, Path], trials: int) -> dict[str, int]:
    """Let two importers write at once; both must be stored, each once."""
    before = state(base)[1]
    expected = ""
    out = {"both": 0, "lost": 0, "broken": 0, "unlike": 0}
    for _ in range(trials):
        path = copied(base, folder / "pair.sqlite")
        codes = [wait(child) for child in [forked(import_file, file, path) for file in files]]
        found, batches, flaws = state(path)
        expected = expected or found
        out["both" if codes == [0, 0] and batches == before + 2 else "lost"] += 1
        out["broken"] += bool(flaws)
        out["unlike"] += found != expected
    return out


def main() -> None:
    """Run the trials that are asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    for name in ("kills", "refusals", "pairs", "seed"):
        parser.add_argument(f"--{name}", type=int, default=0)
    asked = parser.parse_args()
    made = random.Random(asked.seed)
    folder: Path = asked.folder
    first, second, third = (folder / f"{name}.csv" for name in ("first", "second", "third"))
    write_list(first, ROWS, 1)
    write_list(second, ROWS, 2)  # the same ids, other contents: corrections
    write_list(third, ROWS, 3, prefix="U")
    base, done = folder / "base.sqlite", folder / "done.sqlite"
    wait(forked(import_file, first, base))
    wait(forked(import_file, second, copied(base, done)))
    after = state(done)[0]
    answer = {
        "kills": kills(folder, base, second, after, asked.kills, made) if asked.kills else {},
        "refusals": refusals(folder, base, second, after, asked.refusals, made) if asked.refusals else {},
        "pairs": pairs(folder, base, (second, third), asked.pairs) if asked.pairs else {},
    }
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
