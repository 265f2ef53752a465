"""An index ↔ bytes, so that a gazetteer is folded once and not at every start. NumPy's archive without pickles; disposable."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

import numpy as np

from geo_app.gazetteer.entries import Entry
from geo_app.gazetteer.index import NameIndex
from geo_app.vocabulary import PlaceKind

FORMAT = "2"
"""Changes with the layout below, so that an older archive is not taken for this one."""
_TEXTS = ("place_id", "name", "name_ar", "admin1_pcode", "admin3_pcode", "parent")
_NUMBERS = ("latitude", "longitude", "radius_m")
_COUNTS = ("population", "reported", "seat_level")
_FLAGS = ("borrowed", "listed")
_ROW = "\x1e"


def _blob(texts: list[str]) -> np.ndarray:
    return np.frombuffer(_ROW.join(texts).encode("utf-8", "surrogatepass"), dtype=np.uint8)


def _texts(blob: np.ndarray) -> list[str]:
    return blob.tobytes().decode("utf-8", "surrogatepass").split(_ROW)


def pack(index: NameIndex) -> bytes:
    """Return the archive of an index and its entries. A name never holds the two control characters that part names."""
    entries = index.entries
    arrays: dict[str, Any] = {
        "format": np.array([int(FORMAT)]),
        "hashes": index.hashes,
        "holders": index.holders,
        "owners": np.array(index.owners, dtype=np.int32),
        "names": _blob(list(index.names)),
        "kinds": _blob([str(e.kind) for e in entries]),
        "borders": _blob([";".join(e.border_pcodes) for e in entries]),
    }
    arrays |= {name: _blob([getattr(e, name) for e in entries]) for name in _TEXTS}
    arrays |= {name: np.array([getattr(e, name) for e in entries], dtype=float) for name in _NUMBERS}
    arrays |= {name: np.array([getattr(e, name) for e in entries], dtype=np.int64) for name in (*_COUNTS, *_FLAGS)}
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def unpack(data: bytes) -> NameIndex:
    """Return the index of an archive.

    Raises:
        ValueError: the bytes are no such archive, or one of another format.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            stored = {name: archive[name] for name in archive.files}
        if int(stored["format"][0]) != int(FORMAT):
            raise ValueError("another format")
        return _index(stored)
    except (KeyError, OSError, IndexError, UnicodeDecodeError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise ValueError("not an archive of a gazetteer") from error


def _index(stored: dict[str, np.ndarray]) -> NameIndex:
    names, owners = _texts(stored["names"]), stored["owners"].tolist()
    own: list[list[str]] = [[] for _ in range(len(stored["latitude"]))]
    for name, owner in zip(names, owners, strict=True):
        own[owner].append(name)
    columns = [_texts(stored[name]) for name in _TEXTS]
    columns += [stored[name].tolist() for name in (*_NUMBERS, *_COUNTS)]
    columns += [stored[name].astype(bool).tolist() for name in _FLAGS]
    keys = (*_TEXTS, *_NUMBERS, *_COUNTS, *_FLAGS)
    kinds = {str(kind): kind for kind in PlaceKind}
    entries = tuple(
        Entry(kind=kinds[kind], names=tuple(called), border_pcodes=tuple(border.split(";")) if border else (), **dict(zip(keys, row, strict=True)))
        for kind, called, border, *row in zip(_texts(stored["kinds"]), own, _texts(stored["borders"]), *columns, strict=True)
    )
    return NameIndex(
        entries=entries,
        names=tuple(names),
        owners=tuple(owners),
        hashes=stored["hashes"],
        holders=stored["holders"],
        listed=sum(entry.listed for entry in entries),
    )
