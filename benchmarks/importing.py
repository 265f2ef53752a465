"""A million rows shaped like UCDP GED, into a workspace, beside a plain importer of pandas and geopandas in the same run. Not a test.

``python benchmarks/importing.py [ROWS]``. The plain importer reads, joins every row to its governorate and writes a table: no checks, no bounds, no
geocoding, no history, no undo. Peak memory is that of this process and of the largest child.
"""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
from ged_rows import write_ged

from geo_app.boundaries.layers import load_governorates
from geo_app.dataset.select import select
from geo_app.dataset.workspace import load_workspace
from geo_app.importing.imports import compared, store
from geo_app.importing.preview import preview_of
from geo_app.importing.stage import stage
from geo_app.measures.totals import toll
from geo_app.model.dates import Window
from geo_app.model.selection import Selection
from geo_app.store.workspace import open_workspace
from geo_app.vocabulary import Perpetrator

_PLAIN, _OURS, _OPEN = "--plain", "--ours", "--open"


def plain(file: Path, base: Path) -> None:
    """Import as most people would."""
    began = time.perf_counter()
    rows = pd.read_csv(file)
    points = gpd.GeoDataFrame(rows, geometry=gpd.points_from_xy(rows["longitude"], rows["latitude"]), crs="EPSG:4326")
    joined = points.sjoin(load_governorates().units[["unit_id", "geometry"]], how="left", predicate="within")
    with closing(sqlite3.connect(base)) as connection:
        pd.DataFrame(joined.drop(columns="geometry")).to_sql("events", connection, index=False)
    say("plain pandas + geopandas", time.perf_counter() - began)


def ours(file: Path, base: Path) -> None:
    """Import with all that geo_app does."""
    began = time.perf_counter()
    staged = stage(file, file=file.name)
    read = time.perf_counter()
    preview_of(staged)
    workspace = open_workspace(base)
    compared(workspace, staged)
    seen = time.perf_counter()
    done = store(workspace, staged, who="benchmark")
    staged.close()
    workspace.close()
    end = time.perf_counter()
    say("read, check, locate, join", read - began)
    say("preview and compare", seen - read)
    say("commit", end - seen)
    say(f"geo_app, {done.new:,} records", end - began)


def opened(base: Path) -> None:
    """Open the workspace twice and change a filter."""
    for name in ("open the first time", "open the second time"):
        began = time.perf_counter()
        workspace = open_workspace(base)
        dataset = load_workspace(workspace)
        workspace.close()
        say(name, time.perf_counter() - began)
    times = []
    for year in range(2012, 2023):
        began = time.perf_counter()
        chosen = Selection(perpetrators=(Perpetrator.ISIS,), window=Window(start=date(year, 1, 1), end=date(year, 12, 31)))
        toll(select(dataset, chosen), chosen.victim_class)
        times.append(time.perf_counter() - began)
    say("a filter change, median", sorted(times)[len(times) // 2])


def say(what: str, seconds: float) -> None:
    """Print one line."""
    own, child = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"{what:34s} {seconds:9.3f} s   peak {own:6,.0f} MiB here, {child:6,.0f} MiB in a child", flush=True)


def main() -> None:
    """Run each part in a process of its own, so that its memory is its own."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        file = root / "ged.csv"
        write_ged(file, rows)
        print(f"{rows:,} rows, {file.stat().st_size / 2**20:,.0f} MiB")
        environment = {**os.environ, "GEO_APP_HOME": str(root / "home")}
        for part, base in ((_PLAIN, "plain.sqlite"), (_OURS, "ours.sqlite"), (_OPEN, "ours.sqlite")):
            subprocess.run([sys.executable, __file__, part, str(file), str(root / base)], env=environment, check=True)


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] in {_PLAIN, _OURS, _OPEN}:
        given, target = Path(sys.argv[2]), Path(sys.argv[3])
        {_PLAIN: lambda: plain(given, target), _OURS: lambda: ours(given, target), _OPEN: lambda: opened(target)}[sys.argv[1]]()
    else:
        main()
