"""The files that come with geo_app: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from geo_app.errors import MissingDataError

_PACKAGE = Path(__file__).resolve().parent.parent


def bundled(folder: str, name: str) -> Path:
    """Return the path of ``name`` in the data folder ``boundaries`` or ``incidents``.

    Raises:
        MissingDataError: it is in neither place.
    """
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        path = root / folder / name
        if path.is_file():
            return path
    raise MissingDataError(f"The file {folder}/{name} that comes with geo_app is missing.", remedy="Install geo_app again.")


def sha256(path: Path) -> str:
    """Return the SHA-256 of the file's bytes in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def datapackage(folder: str) -> dict[str, Any]:
    """Return the folder's ``datapackage.json``."""
    package: dict[str, Any] = json.loads(bundled(folder, "datapackage.json").read_text(encoding="utf-8"))
    return package


def bundled_resource(folder: str, name: str) -> dict[str, Any]:
    """Return what the folder's ``datapackage.json`` says of ``name``: title, version, licences, sources, hash.

    Raises:
        MissingDataError: the datapackage does not list it.
    """
    for resource in datapackage(folder)["resources"]:
        if resource["path"] == name:
            return dict(resource)
    raise MissingDataError(f"{folder}/datapackage.json does not list {name}.", remedy="Install geo_app again.")
