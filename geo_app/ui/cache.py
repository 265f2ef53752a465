"""The only module that caches: one frozen dataset for all sessions, and what was computed of it, for the life of the process."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo_app.boundaries.own import signature as layers_in_use
from geo_app.dataset.build import build_dataset
from geo_app.dataset.load import bundled_ingredients, ingredients_of
from geo_app.dataset.pairs import search_pairs
from geo_app.dataset.select import Subset, select
from geo_app.dataset.workspace import load_workspace
from geo_app.errors import BadUseError, GeoAppError, NothingMatchedError
from geo_app.gazetteer.own import own_lists
from geo_app.gazetteer.own import signature as lists_in_use
from geo_app.importing.imports import compared
from geo_app.importing.known import decisions_known
from geo_app.importing.stage import stage
from geo_app.locating.decided import DecidedGeocoder
from geo_app.locating.load import load_geocoder
from geo_app.locating.review import asked_of, open_texts
from geo_app.locating.standing import fold
from geo_app.model.areas import LEVELS
from geo_app.model.selection import Selection
from geo_app.readers.decisions import decisions_path, read_lines
from geo_app.readers.headers import recognised
from geo_app.readers.sheet import sheets_of
from geo_app.readers.tables_of import parse
from geo_app.render.scene import LAYERS, Scene, build_scene
from geo_app.store.workspace import open_workspace
from geo_app.tables.incidents import ACCOUNTS
from geo_app.ui.reading import Looked, Read, Reading, Task
from geo_app.ui.recent import Recent
from geo_app.ui.workspaces import address, revision_of, standing_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo_app.dataset.build import Ingredients
    from geo_app.dataset.frozen import Dataset
    from geo_app.importing.candidates import Candidate
    from geo_app.importing.stage import Staged
    from geo_app.locating.geocode import Geocoder
    from geo_app.locating.review import OpenText
    from geo_app.model.decisions import Decisions
    from geo_app.model.mapping import Mapping
    from geo_app.store.commit import Difference
    from geo_app.store.workspace import Workspace
    from geo_app.words.catalogue import Language

_KEPT = 64
_DATASETS = 5
_STAGED = 6
_WORKSPACES = 8
_IN_POPUP = 2
"""The list below the map shows all; a popup names the latest."""


@cache
def _answers() -> Recent:
    return Recent(_KEPT)


@cache
def _datasets() -> Recent:
    return Recent(_DATASETS)


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
    """Return the decisions that stand: those of the person at this machine, and of the workspace in use where it can be opened.

    Raises:
        BadUseError: the person's file is there and may not be read.
    """
    own = _kept_decisions()[0]
    try:
        workspace = opened()
        if workspace is None:
            return own
        key = ("known", own.fingerprint, *revision_of(workspace))
    except BadUseError:
        return own
    found: Decisions = _answers().get_or_make(key, lambda: decisions_known(workspace))
    return found


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


def _in_use() -> tuple[object, ...]:
    """Return what every placing of texts depends on: the decisions, layers and lists in use."""
    return current_decisions().fingerprint, layers_in_use(), lists_in_use()


@cache
def _workspaces() -> Recent:
    return Recent(_WORKSPACES)


def opened(*, create: bool = False) -> Workspace | None:
    """Return the workspace in use, opened once per process; None where its file is not there and is not to be made.

    A database on a server gets its tables when it is first opened: its address was given on purpose.

    Raises:
        BadUseError: it cannot be opened, reached or made.
    """
    where = address()
    key: tuple[object, ...] = (where,)
    if "://" not in where:
        path = Path(where).expanduser()
        if not path.is_file():
            if not create:
                return None
            open_workspace(where).close()
        key = (where, path.stat().st_dev, path.stat().st_ino)
    found: Workspace = _workspaces().get_or_make(key, lambda: open_workspace(where, create=create or "://" in where))
    return found


def workspace_dataset() -> Dataset | None:
    """Return the dataset of the workspace in use, made once per revision for all sessions; None where there is none or it holds no record.

    Raises:
        BadUseError: the workspace is there and cannot be opened.
    """
    workspace = opened()
    if workspace is None:
        return None
    decisions = current_decisions()

    def make() -> Dataset | None:
        try:
            return load_workspace(workspace, decisions)
        except NothingMatchedError:
            return None

    found: Dataset | None = _datasets().get_or_make(("workspace", *revision_of(workspace), *_in_use()), make)
    return found


def looked_at(name: str, sha256: str, mapping: Mapping, read: Callable[[], Read]) -> Looked:
    """Return what a file holds that a person only looks at, kept by the hash of its bytes; what ``read`` unpacked is removed.

    Raises:
        BadFileError: it cannot be read, or reading was stopped.
    """
    geocoder = decided_geocoder()

    def make() -> Looked:
        try:
            found = read()
            return Looked(preview=found.preview, dataset=_dataset_of(found.staged, geocoder))
        finally:
            forget_readings(sha256, mapping)

    found: Looked = _datasets().get_or_make(("looked", sha256, name, mapping, *_in_use()), make)
    return found


def _dataset_of(staged: Staged, geocoder: DecidedGeocoder) -> Dataset | None:
    parts = [records[list(ACCOUNTS.names)] for records in staged.records()] if staged.table is ACCOUNTS else []
    return build_dataset(ingredients_of(staged.file, pd.concat(parts, ignore_index=True)), geocoder) if parts else None


@cache
def _readings() -> Recent:
    return Recent(_STAGED, dropped=Reading.close)


def reading(name: str, data: bytes, sha256: str, mapping: Mapping) -> Reading:
    """Return the reading of a list as ``mapping`` says, begun once; the oldest are closed, which removes what they unpacked."""
    geocoder = decided_geocoder()
    key = (sha256, name, mapping, *_in_use())
    found: Reading = _readings().get_or_make(key, lambda: Reading(partial(stage, data, file=name, mapping=mapping, geocoder=geocoder)))
    if found.gone:
        forget_readings(sha256, mapping)
        return reading(name, data, sha256, mapping)
    return found


def forget_readings(sha256: str, mapping: Mapping | None = None) -> None:
    """Stop and close the readings of a file (of one mapping, or of all): nothing of them stays on the disk."""
    _readings().forget(lambda key: key[0] == sha256 and (mapping is None or key[2] == mapping))


def headers_of(name: str, data: bytes, sha256: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the sheets of a table that no reader understands, each with its headers, for a person who maps them.

    Raises:
        BadFileError: it is no table.
    """

    def make() -> tuple[tuple[str, tuple[str, ...]], ...]:
        parsed = parse(data, file=name)
        try:
            return tuple((one.name, one.header) for one in sheets_of(parsed, recognised) if one.rows > 0)
        finally:
            parsed.close()

    found: tuple[tuple[str, tuple[str, ...]], ...] = _answers().get_or_make(("headers", sha256, name), make)
    return found


def difference_of(staged: Staged) -> Difference | None:
    """Return what a list would change in the workspace as it is now; None where the workspace is yet to be made."""
    workspace = opened()
    if workspace is None:
        return None
    key = ("difference", staged.sha256, staged.listed.mapping, *revision_of(workspace), *_in_use())
    found: Difference = _answers().get_or_make(key, lambda: compared(workspace, staged))
    return found


def pairs_of(workspace: Workspace) -> Task:
    """Return the search for incidents of a workspace that may be one event, begun once: ``(dataset, pairs)``, or None where it holds no account.

    The dataset is as if no incidents had been merged, and the pairs are whatever people have answered: answers leave both as they are, so that
    the next pair comes up at once.
    """
    _, content = standing_now(workspace)
    geocoder = decided_geocoder()

    def make() -> tuple[Dataset, tuple[Candidate, ...]] | None:
        return search_pairs(workspace, geocoder)

    key = ("pairs", revision_of(workspace)[0], content, *_in_use())
    found: Task = _datasets().get_or_make(key, lambda: Task(make))
    if found.failed:
        _datasets().forget(lambda one: bool(one == key))
        found = _datasets().get_or_make(key, lambda: Task(make))
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


def kept(key: tuple[Any, ...], make: Callable[[], Any]) -> Any:  # noqa: ANN401 - any frozen answer
    """Return what ``make`` makes, made once for a ``key`` that begins with what is asked and the revision it is asked of."""
    return _answers().get_or_make(key, make)


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
    try:
        dataset = workspace_dataset() or bundled_dataset()
    except GeoAppError:  # the page says so
        dataset = bundled_dataset()
    payload_for(dataset, Selection(), "incidents", "en")
    library_script(dataset)
