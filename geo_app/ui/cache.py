"""The only module that caches: one frozen dataset for all sessions, and what was computed of it."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo_app.dataset.load import dataset_from_accounts, load_bundled
from geo_app.dataset.select import Subset, select
from geo_app.readers.delimited import read_delimited
from geo_app.render.scene import Scene, build_scene

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo_app.dataset.frozen import Dataset
    from geo_app.model.selection import Selection
    from geo_app.words.catalogue import Language

_KEPT = 64
_IN_POPUP = 2
"""The list below the map shows all; a popup names the latest."""


class _Recent(OrderedDict[Any, Any]):
    """The latest answers of the process, oldest dropped; values are frozen and shared."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = Lock()

    def get_or_make(self, key: Any, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - any frozen answer
        """Return the answer for ``key``, made where it is not kept; sessions run in threads of their own."""
        with self._lock:
            if key in self:
                self.move_to_end(key)
                return self[key]
        value = make()
        with self._lock:
            self[key] = value
            while len(self) > _KEPT:
                self.popitem(last=False)
        return value


@st.cache_resource(show_spinner=False)
def bundled_dataset() -> Dataset:
    """Return the dataset that comes with geo_app, loaded once per process."""
    return load_bundled()


@st.cache_resource(show_spinner=False)
def _recent() -> _Recent:
    return _Recent()


@st.cache_resource(show_spinner=False, max_entries=3)
def _uploaded(digest: str, name: str, _data: bytes) -> Dataset:
    del digest
    return dataset_from_accounts(read_delimited(_data, file=name))


def uploaded_dataset(name: str, data: bytes) -> Dataset:
    """Return the dataset of an uploaded accounts file; kept in memory by the hash of its bytes, stored nowhere.

    Raises:
        BadFileError: it is not an accounts table.
    """
    return _uploaded(hashlib.sha256(data).hexdigest(), name, data)


def subset_of(dataset: Dataset, chosen: Selection) -> Subset:
    """Return ``select(dataset, chosen)``, computed once per revision and selection."""
    key = ("subset", dataset.fingerprint, chosen)
    found: Subset = _recent().get_or_make(key, lambda: select(dataset, chosen))
    return found


def payload_for(dataset: Dataset, chosen: Selection, layers: tuple[str, ...], measure: str, language: Language) -> dict[str, Any]:
    """Return what the map in the page is handed, computed once per revision, selection and look."""
    from geo_app.render.webmap.payload import payload_of  # noqa: PLC0415 - the first page needs it after its filters

    key = ("payload", dataset.fingerprint, chosen, layers, measure, language)

    def make() -> dict[str, Any]:
        scene = scene_for(dataset, chosen, layers, measure, language)
        return payload_of(scene, most_incidents=_IN_POPUP, shown=("heat", "points", "areas"))

    found: dict[str, Any] = _recent().get_or_make(key, make)
    return found


def scene_for(dataset: Dataset, chosen: Selection, layers: tuple[str, ...], measure: str, language: Language) -> Scene:
    """Return the scene of a selection."""
    return build_scene(subset_of(dataset, chosen), layers=layers, measure=measure, language=language)
