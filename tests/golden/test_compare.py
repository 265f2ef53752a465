"""The comparison of two parties over made-up totals, kept: every cell with figure, bound, window and source, and the page as a picture.

Set GEO_APP_UPDATE_GOLDEN=1 to write them anew, and look at every one before committing it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest

from geo_app.dataset.select import select
from geo_app.measures.compared import compared
from geo_app.model.dates import EVERY_DAY
from geo_app.model.selection import Selection
from geo_app.readers.canonical import read_canonical
from geo_app.render.compare import Comparison, build_comparison
from geo_app.render.image.compare_page import render_comparison
from geo_app.render.scene import build_scene
from geo_app.tables.published import TALLIES
from geo_app.vocabulary import Perpetrator
from geo_app.words.catalogue import Language
from tests.conftest import raw_table
from tests.golden.test_golden import HERE, ROWS, UPDATE, kept_as
from tests.spec.test_compared import FORTY, ISIS, RUSSIA, rank, total

PARTIES = (RUSSIA, ISIS)
MADE = (
    total("r", RUSSIA, 2704),
    total("r-ch", RUSSIA, 746, victim_class="children"),
    total("r-wo", RUSSIA, 514, victim_class="women"),
    total("r-mass", RUSSIA, 335, victim_class="", measure="massacres", unit="massacres", source_title="Another page", source_url="https://example.org/b"),
    total("r-med", RUSSIA, 28, victim_class="medical", bound="about", value_max=28),
    total("i", ISIS, 2686, FORTY),
    total("i-ch", ISIS, 368, FORTY, victim_class="children"),
    total("i-later", ISIS, 857, ("2017-01-01", "2017-06-30"), bound="stated", source_title="Half a year", source_date="2017-07-01"),
    total("both", "russian_forces;syrian_government", 900, attribution="joint"),
    rank("r-1", RUSSIA, 1, "SY02"),
    total("i-raq", ISIS, 639, ("2016-11-06", "2017-10-19"), area_pcodes="SY11"),
)


@pytest.fixture(scope="module")
def small(make_dataset):
    """The nine incidents of the other pictures, beside made-up totals."""
    return replace(make_dataset(list(ROWS)), tallies=read_canonical(raw_table(list(MADE)), TALLIES).records)


def comparison(small, language: Language) -> Comparison:
    """Return the comparison of two parties."""
    scene = build_scene(select(small, Selection(perpetrators=(Perpetrator.RUSSIAN_FORCES, Perpetrator.ISIS))), layers=("heat",), language=language)
    return build_comparison(scene, compared(small.relations, PARTIES, EVERY_DAY))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_comparison(language: Language, small) -> None:
    """Title, cells, notes and sources are the same as ever; only the version of the software may change."""
    what = comparison(small, language)
    kept = {
        "title": what.title,
        "subtitle": what.subtitle,
        "parties": what.parties,
        "rows": [asdict(row) for row in (*what.rows, *what.governorates)],
        "shares": [what.classes, what.areas],
        "notes": what.notes,
        "sources": what.sources,
        "footer": len(what.footer),
    }
    path = HERE / f"compare-{language}.json"
    text = json.dumps(kept, ensure_ascii=False, indent=1) + "\n"
    if UPDATE:
        path.write_text(text, encoding="utf-8")
    assert json.loads(text) == json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_page_of_a_comparison(language: Language, small) -> None:
    """The printed page looks as it did, from left to right and from right to left."""
    kept_as(f"page-compare-{language}.png", render_comparison(comparison(small, language), "png", dpi=50))


@pytest.mark.parametrize("file_format", ["png", "svg", "pdf"])
def test_the_same_comparison_gives_the_same_bytes(file_format: str, small) -> None:
    """No clock and no chance is in a file."""
    first, second = (render_comparison(comparison(small, "en"), file_format, dpi=50) for _ in range(2))  # type: ignore[arg-type]
    assert first == second
