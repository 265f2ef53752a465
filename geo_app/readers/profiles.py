"""A mapping ↔ the JSON of a profile: what a person said of a file, kept for the next one like it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geo_app.errors import BadFileError
from geo_app.model.mapping import Mapping
from geo_app.readers.headers import Field
from geo_app.vocabulary import Perpetrator, RowKind, VictimClass

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "geo_app mapping 1"
_MOST = 1_000_000


def mapping_as_object(mapping: Mapping) -> dict[str, Any]:
    """Return a mapping as an object of JSON; ``mapping_from_object`` gives it back."""
    return {
        "format": FORMAT,
        "reader": mapping.reader,
        "dataset": mapping.dataset,
        "row": str(mapping.row) if mapping.row else None,
        "columns": dict(mapping.columns),
        "sheet": mapping.sheet,
        "day_first": mapping.day_first,
        "exchanged": mapping.exchanged,
        "killed_class": str(mapping.killed_class),
        "parties": {text: list(map(str, codes)) for text, codes in mapping.parties},
        "kept": list(mapping.kept),
        "complete": mapping.complete,
    }


def mapping_from_object(said: Any) -> Mapping:  # noqa: ANN401 - any JSON value
    """Return the mapping of an object of JSON.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: it is no mapping.
    """
    if said["format"] != FORMAT or said["day_first"] not in {None, True, False}:
        raise ValueError(said["format"])
    return Mapping(
        reader=str(said["reader"]),
        dataset=str(said["dataset"]),
        row=RowKind(said["row"]) if said["row"] else None,
        columns=tuple(sorted((str(Field(name)), str(header)) for name, header in said["columns"].items())),
        sheet=str(said["sheet"]),
        day_first=said["day_first"],
        exchanged=bool(said["exchanged"]),
        killed_class=VictimClass(said["killed_class"]),
        parties=tuple(sorted((str(text), tuple(Perpetrator(code) for code in codes)) for text, codes in said["parties"].items())),
        kept=tuple(str(name) for name in said["kept"]),
        complete=bool(said["complete"]),
    )


def mapping_from_json(path: Path) -> Mapping:
    """Return the mapping of a profile.

    Raises:
        BadFileError: it cannot be opened or is no profile.
    """
    try:
        text = path.read_text(encoding="utf-8") if path.stat().st_size < _MOST else ""
        return mapping_from_object(json.loads(text))
    except OSError as error:
        raise BadFileError(f"{path.name} cannot be opened.", remedy="Check its name and that you may read it.") from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BadFileError(f"{path.name} is no profile of columns.", remedy="Save one in the app, or with geo-app import --save-mapping.") from error
