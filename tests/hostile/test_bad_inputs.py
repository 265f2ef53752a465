"""Bad, hostile and merely awkward files, each with what a trustworthy importer must do with it; judged by a judge that knows no importer."""

from __future__ import annotations

import importlib.util
import json
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from geo_app.errors import GeoAppError
from geo_app.importing.preview import messages_of, row_objects
from geo_app.importing.stage import stage
from geo_app.locating.geocode import Geocoder

FOLDER = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "badinputs"


def judge() -> ModuleType:
    """Return the judge."""
    spec = importlib.util.spec_from_file_location("judge", FOLDER / "judge.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def outcome(path: Path, geocoder: Geocoder) -> dict[str, Any]:
    """Return what an import of the file would do, in the judge's words."""
    began = time.monotonic()
    try:
        staged = stage(path, file=path.name, geocoder=geocoder)
    except GeoAppError as error:
        return {"status": "rejected", "messages": [str(error)], "seconds": time.monotonic() - began}
    rows, messages = list(row_objects(staged)), list(messages_of(staged))
    staged.close()
    taken = [row for row in rows if row["status"] != "refused"]
    refused = [row for row in rows if row["status"] == "refused"]
    stored = [
        {
            "id": row["source_id"],
            "date": row["date_start"],
            "killed": row["killed_min"] if row["killed_min"] is not None else row["killed_max"],
            "lat": row["latitude"],
            "lon": row["longitude"],
            "town": row["place"],
        }
        for row in taken
    ]
    return {
        "status": "imported" if taken else "rejected",
        "rows": stored,
        "flagged": [row["source_id"] for row in taken if row["status"] == "warned"],
        "rejected": [row["source_id"] or row["row"] for row in refused],
        "messages": messages if taken else [*messages, *(reason for row in refused for reason in row["reasons"])],
        "seconds": time.monotonic() - began,
    }


FAMILIES = (
    "csv_container",
    "dates",
    "file_names",
    "geojson_syntax",
    "identity",
    "injection_export",
    "numbers",
    "places",
    "privacy",
    "shapefile",
    "urls",
    "xlsx_awkward",
)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_bad_file_is_treated_as_a_trustworthy_importer_would(geocoder: Geocoder, family: str) -> None:
    """All files of a family: none silently wrong, none lost, none that ends in anything but a sentence."""
    if not FOLDER.is_dir():
        pytest.skip("the bad files (../shared/badinputs) are not on this machine; they are not part of the repository")
    rules = judge()
    wrong = {}
    for entry in json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))["files"]:
        if entry["family"] != family:
            continue
        sound, why = rules.judge(entry, outcome(FOLDER / entry["file"], geocoder))
        if not sound:
            wrong[entry["file"]] = why
    assert wrong == {}
