"""The only module that caches: one frozen dataset for all sessions, and what was computed of it, for the life of the process."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from functools import cache
from threading import Lock, RLock
from typing import TYPE_CHECKING, Any

from geo_app.boundaries.own import signature as layers_in_use
from geo_app.dataset.build import build_dataset
from geo_app.dataset.load import bundled_ingredients, dataset_from_accounts
from geo_app.dataset.select import Subset, select
from geo_app.gazetteer.own import own_lists
from geo_app.gazetteer.own import signature as lists_in_use
from geo_app.importing.preview import preview_accounts
from geo_app.locating.decided import DecidedGeocoder
from geo_app.locating.load import load_geocoder
from geo_app.locating.review import asked_of, open_texts
from geo_app.locating.standing import fold
from geo_app.model.areas import LEVELS
from geo_app.model.selection import Selection
from geo_app.readers.decisions import decisions_path, read_lines
from geo_app.readers.delimited import read_delimited
from geo_app.render.scene import LAYERS, Scene, build_scene

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo_app.dataset.build import Ingredients
    from geo_app.dataset.frozen import Dataset
    from geo_app.importing.preview import Preview
    from geo_app.locating.geocode import Geocoder
    from geo_app.locating.review import OpenText
    from geo_app.model.decisions import Decisions
    from geo_app.words.catalogue import Language

_KEPT = 64
_UPLOADS = 3
_IN_POPUP = 2
"""The list below the map shows all; a popup names the latest."""


class Recent:
    """The latest answers, oldest dropped. Values are frozen and shared by all sessions, which run in threads of their own."""

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._answers: OrderedDict[Any, Any] = OrderedDict()
        self._making: dict[Any, RLock] = {}
        self._lock = Lock()

    def get_or_make(self, key: Any, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - any frozen answer
        """Return the answer for ``key``, made once: who asks while it is being made waits for it."""
        with self._lock:
            own = self._making.setdefault(key, RLock())
        with own:
            with self._lock:
                if key in self._answers:
                    self._answers.move_to_end(key)
                    return self._answers[key]
            value = make()
            with self._lock:
                self._answers[key] = value
                self._making.pop(key, None)
                while len(self._answers) > self._kept:
                    self._answers.popitem(last=False)
        return value


@cache
def _answers() -> Recent:
    return Recent(_KEPT)


@cache
def _datasets() -> Recent:
    return Recent(_UPLOADS + 1)


def _matcher() -> Geocoder:
    """Return the gazetteers in use, folded once per process, and anew where a person added or removed a list."""
    found: Geocoder = _gazetteers().get_or_make(lists_in_use(), load_geocoder)
    return found


def gazetteers_in_use() -> tuple[int, int, tuple[str, ...]]:
    """Return how many places and names the geocoder knows, and the titles of the lists that a person added."""
    index = _matcher().index
    return len(index.entries), len(index.names), tuple(one.title for one in own_lists()[0])


@cache
def _gazetteers() -> Recent:
    return Recent(1)


def _ingredients() -> Ingredients:
    found: Ingredients = _tables().get_or_make(layers_in_use(), bundled_ingredients)
    return found


@cache
def _tables() -> Recent:
    return Recent(1)


@cache
def _bundled() -> Recent:
    return Recent(2)


def _kept_decisions() -> tuple[Decisions, tuple[str, ...]]:
    """Return the decisions that stand and what of their file could not be read, read anew only when the file has changed."""
    path = decisions_path()

    def make() -> tuple[Decisions, tuple[str, ...]]:
        kept = read_lines(path)
        return fold(kept.lines), kept.notes

    try:
        now = path.stat()
    except OSError:
        return make()
    found: tuple[Decisions, tuple[str, ...]] = _answers().get_or_make(("decisions", path, now.st_ino, now.st_size, now.st_mtime_ns), make)
    return found


def current_decisions() -> Decisions:
    """Return the decisions that stand.

    Raises:
        BadUseError: their file is there and may not be read.
    """
    return _kept_decisions()[0]


def unread_decisions() -> tuple[str, ...]:
    """Return a sentence for each line of the file of decisions that could not be read.

    Raises:
        BadUseError: the file is there and may not be read.
    """
    return _kept_decisions()[1]


def decided_geocoder() -> DecidedGeocoder:
    """Return the geocoder with the decisions that stand now; the gazetteer under it is loaded once per process."""
    return DecidedGeocoder(matcher=_matcher(), decisions=current_decisions())


def bundled_dataset() -> Dataset:
    """Return the dataset that comes with geo_app, placed once for the decisions that stand and the layers in use."""
    geocoder = decided_geocoder()
    key = ("bundled", geocoder.decisions.fingerprint, layers_in_use(), lists_in_use())
    found: Dataset = _bundled().get_or_make(key, lambda: build_dataset(_ingredients(), geocoder))
    return found


def uploaded_dataset(name: str, data: bytes) -> Dataset:
    """Return the dataset of an uploaded accounts file; kept in memory by the hash of its bytes, stored nowhere.

    Raises:
        BadFileError: it is not an accounts table.
    """
    decisions = current_decisions()
    key = (hashlib.sha256(data).hexdigest(), name, decisions.fingerprint, layers_in_use(), lists_in_use())
    found: Dataset = _datasets().get_or_make(key, lambda: dataset_from_accounts(read_delimited(data, file=name), decisions))
    return found


def uploaded_preview(name: str, data: bytes) -> Preview:
    """Return what was taken of an uploaded file and what refused.

    Raises:
        BadFileError: it is not an accounts table.
    """
    decisions = current_decisions()
    key = ("preview", hashlib.sha256(data).hexdigest(), name, decisions.fingerprint, layers_in_use(), lists_in_use())
    found: Preview = _answers().get_or_make(key, lambda: preview_accounts(read_delimited(data, file=name), decisions))
    return found


def open_texts_of(dataset: Dataset) -> tuple[OpenText, ...]:
    """Return the place texts of ``dataset`` that wait for a person, those on which most incidents hang first."""
    governorates = _matcher().governorates

    def make() -> tuple[OpenText, ...]:
        found = dataset.place_table["found"].to_numpy()
        return open_texts(asked_of(dataset.accounts, dataset.places, dataset.accounts["place"].to_numpy(), found, governorates), governorates)

    texts: tuple[OpenText, ...] = _answers().get_or_make(("open", dataset.fingerprint), make)
    return texts


def subset_of(dataset: Dataset, chosen: Selection) -> Subset:
    """Return ``select(dataset, chosen)``, computed once per revision and selection."""
    found: Subset = _answers().get_or_make(("subset", dataset.fingerprint, chosen), lambda: select(dataset, chosen))
    return found


def scene_for(dataset: Dataset, chosen: Selection, layers: tuple[str, ...], measure: str, language: Language, level: str) -> Scene:
    """Return the scene of a selection."""
    return build_scene(subset_of(dataset, chosen), layers=layers, measure=measure, language=language, level=level)


def payload_for(dataset: Dataset, chosen: Selection, measure: str, language: Language, level: str = LEVELS[0]) -> dict[str, Any]:
    """Return what the map in the page is handed, computed once per revision, selection and look."""
    from geo_app.render.webmap.payload import payload_of  # noqa: PLC0415 - the first page needs it after its filters

    def make() -> dict[str, Any]:
        scene = scene_for(dataset, chosen, LAYERS, measure, language, level)
        return payload_of(scene, most_incidents=_IN_POPUP, shown=("heat", "points", "areas"))

    found: dict[str, Any] = _answers().get_or_make(("payload", dataset.fingerprint, chosen, measure, language, level), make)
    return found


def library_script(dataset: Dataset) -> str:
    """Return the script of the map library and the ground, made once per layer of boundaries."""
    from geo_app.render.webmap.assets import ground, leaflet, script  # noqa: PLC0415 - as above

    def make() -> str:
        # Inside a module Leaflet's wrapper still finds globalThis; it also sets window.L, which the drawing code reads.
        return "\n".join([leaflet()[0], ground(dataset, tuple(dataset.finer)), script(), "export default function () {}"])

    found: str = _answers().get_or_make(("library", *(layer.sha256 for layer in dataset.layers.values())), make)
    return found


def warm() -> None:
    """Make what the first page needs, while the first browser still loads its own scripts."""
    dataset = bundled_dataset()
    payload_for(dataset, Selection(), "incidents", "en")
    library_script(dataset)
