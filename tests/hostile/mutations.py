"""Good files of every format, broken at random: run as a script, it prints one JSON object of how often each import ended how.

``python mutations.py FOLDER --count N --seed S``. Every trial reads as the app does, in a process of its own, its parsing in another one below it.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import socket
import sys
import zipfile
from contextlib import redirect_stdout, suppress
from pathlib import Path

import geopandas as gpd
import pandas as pd
import xlsxwriter

from geo_app.errors import BadFileError, GeoAppError
from geo_app.importing.preview import preview_of, row_objects
from geo_app.importing.stage import stage
from geo_app.locating.decided import load_decided_geocoder
from geo_app.readers import parse_child, tables_of

GEOCODER = load_decided_geocoder()
_ROWS = 12
_BITS = (
    b"\x00",
    b"\xff\xfe",
    b'"',
    b"\n",
    b",",
    b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
    b"../../",
    b"9" * 40,
    b"-1",
    b"\xed\xa0\x80",
    b"{",
    b"}",
)


def frame() -> pd.DataFrame:
    """Return invented incidents."""
    return pd.DataFrame(
        {
            "id": [f"M{n}" for n in range(_ROWS)],
            "date": [f"2016-{n % 12 + 1:02d}-1{n % 9}" for n in range(_ROWS)],
            "governorate": ["Aleppo", "Idlib", "حلب"] * (_ROWS // 3),
            "town": ["Aleppo", "Idlib", "حلب"] * (_ROWS // 3),
            "perpetrator": ["ISIS", "Russian forces", "unknown"] * (_ROWS // 3),
            "killed": [str(n) if n % 4 else "at least 3" for n in range(_ROWS)],
            "lat": [36.2 + n / 1000 for n in range(_ROWS)],
            "lon": [37.15 + n / 1000 for n in range(_ROWS)],
        }
    )


def good_files(folder: Path) -> dict[str, bytes]:
    """Return one good file of each format."""
    rows = frame()
    points = gpd.GeoDataFrame(rows.drop(columns=["lat", "lon"]), geometry=gpd.points_from_xy(rows["lon"], rows["lat"]), crs="EPSG:4326")
    folder.mkdir(parents=True)
    out = {"csv": rows.to_csv(index=False).encode(), "geojson": points.to_json().encode()}
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as sheet_of:
        sheet = sheet_of.add_worksheet()
        sheet.write_row(0, 0, list(rows.columns))
        for number, row in enumerate(rows.itertuples(index=False), start=1):
            sheet.write_row(number, 0, list(row))
    out["xlsx"] = book.getvalue()
    points.to_file(folder / "a.gpkg", driver="GPKG")
    points.to_parquet(folder / "a.parquet")
    (folder / "shp").mkdir()
    short = points.rename(columns={"governorate": "gov", "perpetrator": "party"})
    short.to_file(folder / "shp" / "a.shp", encoding="utf-8")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for part in (folder / "shp").iterdir():
            package.write(part, part.name)
    return {**out, "gpkg": (folder / "a.gpkg").read_bytes(), "parquet": (folder / "a.parquet").read_bytes(), "zip": packed.getvalue()}


def broken(data: bytes, made: random.Random) -> bytes:
    """Return ``data`` with some bytes flipped, cut out, doubled, moved, replaced by what breaks parsers, or its end lost."""
    out = bytearray(data)
    for _ in range(made.randrange(1, 6)):
        at, length = made.randrange(len(out) or 1), made.choice((1, 1, 2, 8, 64, 600))
        kind = made.randrange(6)
        if kind == 0 and out:
            out[min(at, len(out) - 1)] ^= 1 << made.randrange(8)
        elif kind == 1:
            del out[at : at + length]
        elif kind == 2:
            out[at:at] = out[at : at + length]
        elif kind == 3:
            out[at:at] = made.choice(_BITS)
        elif kind == 4:
            out[at : at + length] = made.randbytes(length)
        elif made.random() < 0.3:
            del out[at:]
    return bytes(out)


def _parse_in_fork(folder: Path, name: str, _cancelled: object) -> None:
    """Do what the parsing child does, forked instead of started anew."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        with suppress(BaseException), os.fdopen(writer, "w") as pipe, redirect_stdout(pipe):
            parse_child.main(folder)
            pipe.flush()
            os._exit(0)
        os._exit(3)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        said = pipe.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code != 0:
        raise BadFileError(f"{name} cannot be read: it is damaged.", remedy="Save it anew.")
    if said:
        why = json.loads(said)
        raise BadFileError(f"{name} cannot be read. {why['sentence']}", remedy=why["remedy"])


def read(data: bytes, name: str) -> None:
    """Read as the app does, up to the preview of every row."""
    staged = stage(data, file=name, geocoder=GEOCODER)
    try:
        preview_of(staged)
        json.dumps(list(row_objects(staged)), ensure_ascii=False, allow_nan=False).encode()
    finally:
        staged.close()


def _refuse_network(*_: object, **__: object) -> None:
    os._exit(9)


def trial(data: bytes, name: str) -> int:
    """Return how a read ended: 0 read, 1 refused in a sentence, 9 it asked the network, else it broke."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    socket.socket.connect = _refuse_network  # type: ignore[method-assign]
    try:
        read(data, name)
        os._exit(0)
    except GeoAppError as error:
        os._exit(1 if str(error) and "Traceback" not in str(error) else 2)
    except BaseException as error:  # noqa: BLE001 - what must not happen is counted
        sys.stderr.write(f"{name}: {error!r}\n")
        sys.stderr.flush()
    os._exit(2)


def main() -> None:
    """Run the trials that are asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    tables_of._run = _parse_in_fork  # type: ignore[assignment]
    files = good_files(asked.folder / "good")
    there = {path.name for path in asked.folder.iterdir()}
    made = random.Random(asked.seed)
    answer: dict[str, dict[str, int]] = {}
    for name, data in files.items():
        counts = {"read": 0, "refused": 0, "broke": 0, "network": 0}
        if trial(data, f"good.{name}") != 0:
            counts["broke"] += 1
        for number in range(asked.count):
            mutated = broken(data, made)
            code = trial(mutated, f"broken.{name}")
            counts[{0: "read", 1: "refused", 9: "network"}.get(code, "broke")] += 1
            if code not in {0, 1}:
                (asked.folder / "good" / f"bad-{number}.{name}").write_bytes(mutated)
        answer[name] = counts
    answer["files"] = {"strange": len({path.name for path in asked.folder.iterdir()} - there - {"home"})}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
