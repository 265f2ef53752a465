"""Displacement statements in words: numbers stay what they are, and what must be known beside them is said in both languages."""

from __future__ import annotations

import csv
import io

import pytest

from geo_app.dataset.frozen import Dataset
from geo_app.render.displaced import Statements, attributed_to, figure_of, route_of
from geo_app.ui.displacement_parts import statements_csv
from geo_app.words.catalogue import LANGUAGES
from geo_app.words.displacement import DISPLACEMENT


@pytest.fixture(scope="module")
def told(bundled: Dataset) -> Statements:
    """The bundled statements in English."""
    return Statements(dataset=bundled, language="en")


FIGURES = [
    ("S003-D-33A", "at least 3,300,000 people"),
    ("S003-D-33B", "about 3,300,000 people"),
    ("EG-ISMI-eg", "61 per cent"),
    ("S004-D-PAL40", "about 40 per cent"),
    ("PAL-2016-UN-fam", "at least 500 households"),
    ("S003-D-MOST-EG", "“most of the population”"),
    ("DAR-F1-28j", "62,000 to 66,000 people"),
]


@pytest.mark.parametrize(("one", "figure"), FIGURES)
def test_a_figure_stays_what_it_is(one: str, figure: str, told: Statements) -> None:
    """Persons, households, per cent and words are never turned into one another, and keep their bound."""
    row = told.row(one)
    assert row is not None
    assert figure_of(row) == figure


def test_parties_are_named_as_stated(told: Statements) -> None:
    """Alone, jointly, or nobody; a contradicted attribution says so."""
    sole, joint, nobody = told.row("S003-D-33A"), told.row("S003-D-33B"), told.row("EG-ISMI-all")
    assert sole is not None
    assert joint is not None
    assert nobody is not None
    assert attributed_to(sole) == "Russian forces alone"
    assert attributed_to(joint).endswith(", jointly")
    assert attributed_to(nobody) == "no party named"
    assert "contradicted" in told.attributed(sole)


def test_a_claim_says_whose_it_is_and_that_the_publisher_disputes_it(told: Statements) -> None:
    """Both figures of the ministry, though only one of their remarks says so."""
    for one in ("S003-D-RETREF", "S003-D-RETIDP"):
        row = told.row(one)
        assert row is not None
        assert told.marks(row)[0] == "Claim of Russian Ministry of Defense, disputed by the publisher (Syrian Network for Human Rights)."


def test_a_fact_told_twice_names_both_bounds_and_both_attributions(told: Statements) -> None:
    """One sentence holds "at least" and "about", alone and jointly, and that it is one fact."""
    said = told.told_twice(told.twice[0])
    for part in ("at least 3,300,000", "about 3,300,000", "Russian forces alone", "jointly", "one fact, never two", "bounds conflict", "no party alone"):
        assert part in said


def test_a_card_walks_back_to_the_source_and_to_other_statements(told: Statements) -> None:
    """Title, window in the source's words, evidence, and what replaced or was replaced."""
    row = told.row("AF-OCHA2-all")
    assert row is not None
    labels = dict(told.card(row))
    assert labels["Title of the page"] == row["source_title"]
    assert labels["Where on the page"]
    assert any(said.startswith("Replaces about 167,000 people (AF-RT-all)") for said in told.relations(row))


def test_a_route_has_no_arrow_that_could_turn_round(told: Statements) -> None:
    """From and to are words, in both languages."""
    for row in map(told.row, told.dataset.displacement["displacement_id"]):
        assert row is not None
        for language in LANGUAGES:
            assert "→" not in route_of(row, language)


def test_every_word_of_the_page_is_written_in_both_languages() -> None:
    """No text of the page is left in English."""
    for key, (english, arabic) in DISPLACEMENT.items():
        assert arabic, key
        assert english != arabic or not any(letter.isalpha() for letter in english.replace("{", "").split("}")[-1]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_has_every_statement_and_runs_nothing(language, bundled: Dataset) -> None:
    """A row each, as many columns as headings, unknown numbers empty, a text that looks like a formula inert."""
    frame = bundled.displacement.copy()
    frame.loc[frame.index[0], "note"] = "=HYPERLINK(1)"
    told = Statements(dataset=bundled, language=language)
    rows = list(csv.reader(io.StringIO(statements_csv(told, frame.iloc[:20], frame.iloc[20:25], language).decode("utf-8-sig"))))
    assert len(rows) == 26
    assert len(set(rows[0])) == len(rows[0])
    assert {len(row) for row in rows} == {len(rows[0])}
    assert any("'=HYPERLINK(1)" in row for row in rows)
    assert not any(cell in {"<NA>", "nan", "NaT"} for row in rows for cell in row)
