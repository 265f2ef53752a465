"""The geocoder ready to use: the base gazetteer and a person's lists, folded once and kept beside them."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from geo_app import names
from geo_app.boundaries.layers import load_governorates
from geo_app.errors import GeoAppError
from geo_app.gazetteer import keys, stored
from geo_app.gazetteer.entries import load_base_entries
from geo_app.gazetteer.governorates import load_governorate_names
from geo_app.gazetteer.index import NameIndex
from geo_app.gazetteer.own import own_lists, signature
from geo_app.gazetteer.stored import FORMAT, pack, unpack
from geo_app.gazetteer.units import load_units
from geo_app.locating.gazetteers import completed, merged
from geo_app.locating.geocode import Geocoder
from geo_app.readers.bundled import bundled
from geo_app.readers.own import cache_folder, made, write_whole

if TYPE_CHECKING:
    from geo_app.gazetteer.entries import Entry

_KEPT = 4
"""Archives in the cache; older ones are of gazetteers no longer in use."""


def geocoder_of(index: NameIndex) -> Geocoder:
    """Return a geocoder over an index."""
    return Geocoder(index=index, governorates=load_governorate_names(), units=load_units(), entries={e.place_id: e for e in index.entries})


def build_geocoder(entries: tuple[Entry, ...]) -> Geocoder:
    """Return a geocoder over these entries."""
    return geocoder_of(NameIndex.of(entries))


def entries_in_use() -> tuple[Entry, ...]:
    """Return the entries of the base gazetteer and of the lists that a person added, each place once."""
    lists, _ = own_lists()
    base = load_base_entries()
    return merged(base, *(own.entries for own in lists)) if lists else base


def completed_entries(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the entries of a list with their governorates, by the polygons that come with geo_app."""
    return completed(entries, load_governorates())


def _rules() -> str:
    """Return a hash of the code that folds names, so that an archive folded by other rules is never used."""
    digest = hashlib.sha256(FORMAT.encode())
    for module in (names, keys, stored):
        with contextlib.suppress(OSError):
            digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()


def _archive() -> Path:
    base = hashlib.sha256(bundled("boundaries", "places.csv").read_bytes()).hexdigest()
    key = hashlib.sha256(f"{_rules()}|{base}|{signature()}".encode()).hexdigest()[:24]
    return cache_folder("gazetteers") / f"{key}.npz"


def _keep(path: Path, index: NameIndex) -> None:
    """Keep the archive; where the folder cannot be written to, the next start folds anew."""
    with contextlib.suppress(GeoAppError, OSError):
        made(path.parent)
        write_whole(path, pack(index))
        old = sorted(path.parent.glob("*.npz"), key=lambda one: one.stat().st_mtime)
        for one in old[:-_KEPT]:
            one.unlink(missing_ok=True)


def load_index() -> NameIndex:
    """Return the index of the gazetteers in use, from the cache where it is there and sound."""
    path = _archive()
    with contextlib.suppress(OSError, ValueError):
        return unpack(path.read_bytes())
    index = NameIndex.of(entries_in_use())
    _keep(path, index)
    return index


def load_geocoder() -> Geocoder:
    """Return the geocoder over the base gazetteer and the lists that a person added."""
    return geocoder_of(load_index())
