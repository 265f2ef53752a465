"""What all tests share: the bundled dataset, a geocoder, and a way to write accounts as a documenter would."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo_app.boundaries.layers import load_context, load_governorates
from geo_app.dataset.build import Ingredients, build_dataset
from geo_app.dataset.frozen import Dataset
from geo_app.dataset.load import load_bundled
from geo_app.locating.geocode import Geocoder
from geo_app.locating.load import load_geocoder
from geo_app.readers.accounts import read_accounts
from geo_app.readers.canonical import Reading
from geo_app.readers.delimited import RawTable
from geo_app.tables.incidents import RELATIONS
from geo_app.tables.published import DISPLACEMENT, STATEMENTS, TALLIES
from geo_app.tables.schema import nothing

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
Row = dict[str, Any]


def raw_table(rows: list[Row], file: str = "test.csv") -> RawTable:
    """Return rows as the text of a file; a missing cell is empty."""
    header = tuple(dict.fromkeys(name for row in rows for name in row))
    cells = tuple(tuple(str(row.get(name, "")) for name in header) for row in rows)
    return RawTable(file=file, header=header, rows=cells, numbers=tuple(range(2, len(rows) + 2)))


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A folder of its own for what a person adds or decides: no test reads or writes the real one."""
    os.environ["GEO_APP_HOME"] = str(tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files from public repositories; tests that need it are skipped elsewhere."""
    if not SHARED.is_dir():
        pytest.skip("real files (../shared/data) are not on this machine; they are not part of the repository")
    return SHARED


@pytest.fixture(scope="session")
def bundled() -> Dataset:
    """The dataset that comes with geo_app."""
    return load_bundled()


@pytest.fixture(scope="session")
def geocoder() -> Geocoder:
    """The geocoder over the base gazetteer."""
    return load_geocoder()


@pytest.fixture
def read() -> Callable[[list[Row]], Reading]:
    """Read rows as an accounts file."""
    return lambda rows: read_accounts(raw_table(rows))


@pytest.fixture(scope="session")
def make_dataset(geocoder: Geocoder) -> Callable[..., Dataset]:
    """Build a dataset from account rows and (whole, part, relation) rows; every row must be sound."""
    governorates, context = load_governorates(), load_context()

    def make(rows: list[Row], relations: tuple[tuple[str, str, str], ...] = (), **layers: Any) -> Dataset:
        filled = [{"date_start": "2016-05-01", "place_as_reported": "Idlib", "governorate_as_reported": "Idlib", **row} for row in rows]
        reading = read_accounts(raw_table(filled))
        assert reading.rejections == (), reading.rejections
        table = pd.DataFrame([(*r, "") for r in relations], columns=list(RELATIONS.names), dtype=str)
        made_of = Ingredients(
            title="test",
            as_of="2026-01-01",
            coverage="A test.",
            is_sample=True,
            accounts=reading.records,
            relations=table,
            displacement=nothing(DISPLACEMENT),
            tallies=nothing(TALLIES),
            statements=nothing(STATEMENTS),
            origins={},
            governorates=governorates,
            context=context,
            **layers,
        )
        return build_dataset(made_of, geocoder)

    return make


@pytest.fixture(autouse=True)
def _main_stays() -> Iterator[None]:
    """Put back ``__main__``, which a script under AppTest takes the place of: a process that is spawned later would run that script."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; without one, browser tests are skipped, or fail where GEO_APP_REQUIRE_BROWSER is set."""
    for path in (os.environ.get("GEO_APP_CHROMIUM", ""), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"):
        if path and Path(path).is_file():
            return path
    if os.environ.get("GEO_APP_REQUIRE_BROWSER"):
        pytest.fail("GEO_APP_REQUIRE_BROWSER is set and there is no Chromium")
    pytest.skip("no Chromium on this machine (set GEO_APP_CHROMIUM to its path)")
