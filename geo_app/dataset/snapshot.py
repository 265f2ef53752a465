"""A dataset ↔ files beside the person's caches, so that opening a large workspace again is a memory map. Disposable; Arrow and JSON, never pickles."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from geo_app.dataset.families import Families
from geo_app.dataset.frozen import Dataset
from geo_app.model.places import Candidate, Place
from geo_app.readers.bundled import datapackage
from geo_app.vocabulary import GeocodeMethod, Precision

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = "2"
_KEPT = 2
"""Snapshots of a workspace that are kept; older ones are of revisions no longer in use."""
_FRAMES = ("accounts", "incidents", "place_table", "displacement", "tallies", "statements")
_RULES = ("dataset", "importing", "store", "locating", "gazetteer", "boundaries", "readers", "model", "tables", "vocabulary.py", "names.py")
_TYPES = {
    pa.string(): pd.StringDtype("pyarrow", na_value=np.nan),
    pa.large_string(): pd.StringDtype("pyarrow", na_value=np.nan),
}


def rules() -> str:
    """Return a hash of the code that makes a dataset of records, so that a snapshot made by other rules is never opened."""
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256(FORMAT.encode())
    for name in _RULES:
        found = [root / name] if name.endswith(".py") else sorted((root / name).glob("*.py"))
        for path in found:
            with suppress(OSError):
                digest.update(path.read_bytes())
    for folder in ("boundaries", "incidents"):
        digest.update(json.dumps(datapackage(folder), sort_keys=True).encode())
    return digest.hexdigest()


def _place(said: dict[str, Any]) -> Place:
    candidates = tuple(Candidate(**one) for one in said.pop("candidates"))
    precision, method = Precision(said.pop("precision")), GeocodeMethod(said.pop("method"))
    return Place(precision=precision, method=method, candidates=candidates, area_pcodes=tuple(said.pop("area_pcodes")), **said)


def _write_frame(path: Path, frame: pd.DataFrame) -> None:
    table = pa.Table.from_pandas(frame, preserve_index=False)
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table.combine_chunks())


def _read_frame(path: Path) -> pd.DataFrame:
    with pa.memory_map(str(path)) as source:
        table = pa.ipc.open_file(source).read_all()
    frame: pd.DataFrame = table.to_pandas(types_mapper=_TYPES.get)
    return frame


def write_snapshot(folder: Path, dataset: Dataset) -> None:
    """Keep ``dataset`` in ``folder``, whole or not at all; where the disk refuses, the next opening computes it anew."""
    with suppress(OSError, pa.ArrowException):
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".part-"))
        try:
            for name in _FRAMES:
                _write_frame(temporary / f"{name}.arrow", getattr(dataset, name))
            about = {name: getattr(dataset, name) for name in ("title", "as_of", "coverage", "is_sample", "fingerprint")}
            (temporary / "places.json").write_text(json.dumps([asdict(place) for place in dataset.places], ensure_ascii=False), encoding="utf-8")
            (temporary / "about.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
            shutil.rmtree(folder, ignore_errors=True)
            temporary.replace(folder)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
        old = sorted((one for one in folder.parent.iterdir() if one.is_dir()), key=lambda one: one.stat().st_mtime)
        for one in old[:-_KEPT]:
            shutil.rmtree(one, ignore_errors=True)


def read_snapshot(folder: Path, layers: Mapping[str, Any], origins: Mapping[str, str]) -> Dataset | None:
    """Return the dataset kept in ``folder`` with the layers in use; None where there is none or it cannot be read.

    Relations are not kept: a workspace has none.
    """
    try:
        about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
        places = tuple(_place(said) for said in json.loads((folder / "places.json").read_text(encoding="utf-8")))
        frames: dict[str, Any] = {name: _read_frame(folder / f"{name}.arrow") for name in _FRAMES}
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException):
        return None
    return Dataset(**about, **frames, places=places, families=Families(), origins=origins, **layers)
