"""The pages Figures and Compare without a browser: what they show for data, for nothing, for mistakes, in both languages."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from geo_app.ui import state
from geo_app.words.catalogue import Language


def figures_script() -> None:
    """Run the page by itself."""
    from geo_app.ui.pages import figures_page

    figures_page.render()


def compare_script() -> None:
    """Run the page by itself."""
    from geo_app.ui.pages import compare_page

    compare_page.render()


def words_of(app: AppTest) -> str:
    """Everything that is read on the page."""
    return "\n".join(str(one.value) for kind in (app.title, app.subheader, app.markdown, app.caption, app.info) for one in kind)


@pytest.fixture
def figures() -> AppTest:
    """The page of figures, of Russian forces."""
    app = AppTest.from_function(figures_script, default_timeout=60).run()
    return app.multiselect(key="figures_parties").set_value(["russian_forces"]).run()


@pytest.fixture
def compare() -> AppTest:
    """The page that compares."""
    return AppTest.from_function(compare_script, default_timeout=60).run()


def test_incidents_and_origins_stand_side_by_side(figures: AppTest) -> None:
    """Our records and each origin have a figure of their own with its bound; no sum of them is on the page."""
    assert not figures.exception
    assert not figures.error
    heads = [one.value for one in figures.markdown if one.value.startswith("###")]
    assert heads[1:3] == ["### at least 7,988", "### at least 6,969"]
    assert all(one.startswith("### at least") for one in heads)
    assert "never added" in words_of(figures)
    ours = int(heads[0].removeprefix("### at least ").replace(",", ""))
    assert f"{ours + 7988:,}" not in words_of(figures)
    assert f"{6969 + 7988:,}" not in words_of(figures)


def test_bars_are_capped_and_the_rest_is_counted(figures: AppTest) -> None:
    """A chart an origin; a long list says how many more are in the table, and all of them are in it."""
    assert len(figures.get("vega_lite_chart")) >= 3
    assert any("The chart shows 40 totals" in one.value for one in figures.caption)
    assert len(figures.dataframe[-1].value) > 40


def test_denials_are_listed_beside_the_totals(figures: AppTest) -> None:
    """What a party denies is on the page and deletes no figure; a party without a denial reads "not recorded"."""
    assert any("A denial deletes no figure" in one.label for one in figures.expander)
    assert any("⊘" in str(cell) for cell in figures.dataframe[0].value.iloc[:, 0])
    figures.multiselect(key="figures_parties").set_value(["turkish_forces"]).run()
    assert "not recorded" in words_of(figures)


def test_a_total_leads_to_its_source_and_to_why(figures: AppTest) -> None:
    """Picking a total shows publisher, title, window as reported, why it counts or not, and how it stands to the others."""
    box = figures.selectbox(key="figures_total")
    figures.selectbox(key="figures_total").select_index(next(at for at, one in enumerate(box.options) if "2,704" in one)).run()
    assert not figures.exception
    said = words_of(figures)
    assert "Not added" in said
    assert "says the same as S000" in said
    assert "A Summary on Bodycount" in said
    assert "window as reported" in said
    relations = figures.dataframe[1].value
    assert relations.iloc[:, 2].str.contains("Lies within the other|Says the same").any()


def test_contradictions_among_the_totals_are_listed(figures: AppTest) -> None:
    """What does not fit is said in a sentence with both figures."""
    assert "A longer window has a lower total: 404" in words_of(figures).replace("\\", "")


def test_a_question_without_totals_says_so(figures: AppTest) -> None:
    """Nothing published: a sentence, no chart, no zero."""
    figures.date_input(key="figures_from").set_value(date(2011, 1, 1))
    figures.date_input(key="figures_to").set_value(date(2011, 1, 2)).run()
    assert not figures.exception
    assert any("No published total" in one.value for one in figures.info) or "no total that may be counted" in words_of(figures)
    assert "### 0" not in words_of(figures)


def test_dates_the_wrong_way_round_are_a_sentence(figures: AppTest, compare: AppTest) -> None:
    """Both pages say what is wrong and show no figure."""
    for app, name in ((figures, "figures"), (compare, "compare")):
        app.date_input(key=f"{name}_from").set_value(date(2020, 1, 1))
        app.date_input(key=f"{name}_to").set_value(date(2019, 1, 1)).run()
        assert not app.exception
        assert len(app.error) == 1


def test_every_measure_can_be_asked() -> None:
    """Attacks, arrests, shares, barrels: each has a page, whatever its unit."""
    app = AppTest.from_function(figures_script, default_timeout=60).run()
    box = app.selectbox(key="figures_measure")
    for at in range(len(box.options)):
        app.selectbox(key="figures_measure").select_index(at).run()
        assert not app.exception, box.options[at]
        assert not app.error


def test_the_comparison_is_a_picture_and_a_table(compare: AppTest) -> None:
    """The picture is there, and every cell stands in the table with its window and source; what is missing is "not published"."""
    assert not compare.exception
    assert not compare.error
    assert len(compare.get("image")) == 1
    table = compare.dataframe[0].value
    assert len(table) % 3 == 0
    figures = table.iloc[:, 2]
    assert "at least 6,969" not in set(figures)
    assert "stated 6,969" in set(figures)
    assert (figures == "not published").any()
    assert not figures.isin(["0", "stated 0", ""]).any()
    assert any("not a census" in one.value for one in compare.caption)


def test_two_to_four_parties(compare: AppTest) -> None:
    """One party alone is a sentence, not a picture."""
    compare.multiselect(key="compare_parties").set_value(["isis"]).run()
    assert not compare.exception
    assert len(compare.get("image")) == 0
    assert any("two to four" in one.value for one in compare.info)


def test_parties_without_any_total_are_a_sentence(compare: AppTest) -> None:
    """Nobody published anything: said so, no table of zeros."""
    compare.multiselect(key="compare_parties").set_value(["transitional_authorities", "israeli_forces"]).run()
    assert not compare.exception
    assert any("No published total" in one.value for one in compare.info)
    assert len(compare.dataframe) == 0


@pytest.mark.parametrize("script", [figures_script, compare_script])
def test_arabic(script, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both pages in Arabic: no error, and no two columns of a table with one name."""

    def arabic() -> Language:
        return "ar"

    monkeypatch.setattr(state, "language", arabic)
    app = AppTest.from_function(script, default_timeout=60).run()
    assert not app.exception
    assert not app.error
    assert len(app.dataframe) >= 1
