"""The lists of places that a person added: kept beside their other data, one file a list, whole or not at all."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from geo_app.errors import BadUseError
from geo_app.gazetteer.entries import Entry
from geo_app.readers.own import data_folder, made, write_whole
from geo_app.vocabulary import PlaceKind

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "gazetteers"
_SLUG = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnList:
    """A list in use: its title, its form (``kind``), the SHA-256 of the bytes as given, the day it was added, and its entries."""

    title: str
    kind: str
    sha256: str
    added: str
    entries: tuple[Entry, ...]


def slug_of(title: str) -> str:
    """Return the file name of a list without its ending: letters, digits and dashes of its title, never empty, never long."""
    return _SLUG.sub("-", title.casefold()).strip("-")[:60] or "list"


def _path(title: str) -> Path:
    return data_folder(FOLDER) / f"{slug_of(title)}.json"


def keep(own: OwnList) -> None:
    """Keep a list; one of the same title is replaced.

    Raises:
        BadUseError: the folder cannot be written to.
    """
    made(data_folder(FOLDER))
    rows = [{**asdict(entry), "names": list(entry.names), "border_pcodes": list(entry.border_pcodes)} for entry in own.entries]
    about = {"title": own.title, "kind": own.kind, "sha256": own.sha256, "added": own.added, "entries": rows}
    write_whole(_path(own.title), json.dumps(about, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(**(row | {"kind": PlaceKind(row["kind"]), "names": tuple(row["names"]), "border_pcodes": tuple(row["border_pcodes"])}))


def read_own(path: Path) -> OwnList:
    """Return the list kept in a file.

    Raises:
        ValueError: the file is not what ``keep`` wrote.
    """
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
        entries = tuple(replace(_entry(row), listed=True) for row in about["entries"])
        return OwnList(title=str(about["title"]), kind=str(about["kind"]), sha256=str(about["sha256"]), added=str(about["added"]), entries=entries)
    except (OSError, KeyError, TypeError, AttributeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name} is not a list of places") from error


def own_paths() -> tuple[Path, ...]:
    """Return the files of the lists in use, by name."""
    folder = data_folder(FOLDER)
    return tuple(sorted(folder.glob("*.json"))) if folder.is_dir() else ()


def own_lists() -> tuple[tuple[OwnList, ...], tuple[str, ...]]:
    """Return the lists in use, by name, and a sentence for each file that cannot be read and is left out."""
    found, problems = [], []
    for path in own_paths():
        try:
            found.append(read_own(path))
        except ValueError:
            problems.append(f"The list of places “{path.stem}” is damaged and left out; remove it and add it again.")
    return tuple(found), tuple(problems)


def forget(title: str) -> None:
    """Remove a list.

    Raises:
        BadUseError: there is none of this title.
    """
    path = _path(title)
    if not path.is_file():
        raise BadUseError(f"No list called {title!r} is in use.", remedy="See geo-app gazetteer list.")
    path.unlink()


def signature() -> str:
    """Return a text that changes whenever a list is added, replaced or removed; empty where none is in use."""
    stats = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in own_paths()]
    return hashlib.sha256(repr(stats).encode()).hexdigest() if stats else ""
