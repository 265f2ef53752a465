"""The pages Figures and Compare in a real browser with the network blocked."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OUTPUT, Watched, serving

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_totals_are_bars_on_a_time_axis(watched: Watched, server: str) -> None:
    """Charts with bars and their figures are painted without any other host."""
    page = watched.page
    page.goto(f"{server}/figures")
    chart = page.get_by_test_id("stVegaLiteChart").first
    chart.wait_for(timeout=90_000)
    expect(page.get_by_text("Incident records here")).to_be_visible()
    expect(chart.locator("canvas, svg").first).to_be_visible()
    page.screenshot(path=OUTPUT / "figures-page.png")
    assert watched.outside == []
    assert watched.errors == []


def test_the_comparison_is_shown_and_taken_along(watched: Watched, server: str) -> None:
    """The picture stands on the page, and its button gives a PNG file."""
    page = watched.page
    page.goto(f"{server}/compare")
    picture = page.get_by_test_id("stImage").locator("img")
    picture.wait_for(timeout=90_000)
    page.wait_for_function("() => document.querySelector('[data-testid=stImage] img').naturalWidth > 1000")
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="Picture as PNG").click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")
    page.screenshot(path=OUTPUT / "compare-page.png")
    assert watched.outside == []
    assert watched.errors == []


def test_a_report_is_read_and_its_drafts_are_stored(watched: Watched, tmp_path: Path) -> None:
    """A pasted report becomes a table of drafts with their words; stored, it leads to the totals; nothing leaves the machine."""
    with serving(tmp_path) as server:
        _read_and_store(watched, server)
    assert watched.outside == []
    assert watched.errors == []


def _read_and_store(watched: Watched, server: str) -> None:
    """Paste a report and store what was read of it."""
    page = watched.page
    page.goto(f"{server}/report")
    page.get_by_role("textbox", name="… or paste its text").fill(
        "Russian forces killed no less than 2,704 civilians, including 746 children, between 30 September 2015 and the end of July 2016."
    )
    page.keyboard.press("Control+Enter")
    page.get_by_text("Figures read: 2; denials and other statements: 0.").wait_for(timeout=60_000)
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    page.get_by_role("textbox", name="Your name").fill("Rima")
    page.keyboard.press("Tab")
    page.screenshot(path=OUTPUT / "report-page.png")
    page.get_by_role("button", name="Store 2 accepted drafts").click()
    page.get_by_text("Stored 2 records").wait_for(timeout=60_000)
