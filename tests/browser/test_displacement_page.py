"""What a documenter does on the displacement page, in a real browser with the network blocked."""

from __future__ import annotations

import csv
import io

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OUTPUT, Watched

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PAINTED = ".geo-app-map[data-drawn]"


def open_page(watched: Watched, server: str) -> Page:
    """Open the page and wait until its map is painted."""
    watched.page.goto(f"{server}/displacement")
    watched.page.wait_for_selector(PAINTED, timeout=60_000)
    watched.page.wait_for_function("() => document.querySelector('.geo-app-map').geoAppState.ready")
    return watched.page


def test_a_figure_on_the_map_leads_to_its_source_and_nothing_leaves_the_machine(watched: Watched, server: str) -> None:
    """Enter on a badge shows publisher and address below the map; no request to another host, no script error."""
    page = open_page(watched, server)
    expect(page.get_by_text("One fact told twice by Syrian Network for Human Rights")).to_be_visible()
    badge = page.locator(".leaflet-badges-pane [tabindex]").last
    badge.focus()
    badge.press("Enter")
    expect(page.get_by_text("Clicked on the map")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("Where this statement comes from").first).to_be_attached()
    page.screenshot(path=OUTPUT / "displacement-page.png")
    assert watched.outside == []
    assert watched.errors == []


def test_a_marked_row_shows_its_source(watched: Watched, server: str) -> None:
    """The first row of the list, the 3.3 million, says that it is told twice."""
    page = open_page(watched, server)
    heading = page.get_by_text("All statements of this kind").first
    heading.scroll_into_view_if_needed()
    grid = page.locator("[data-testid='stDataFrame']:visible").last
    grid.scroll_into_view_if_needed()
    page.wait_for_timeout(1500)
    box = grid.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 18, box["y"] + 54)
    card = page.get_by_text("How it stands to others")
    expect(card).to_be_visible(timeout=15_000)
    expect(page.get_by_text("One fact told twice in one document").last).to_be_visible()


def test_the_statements_and_the_map_can_be_taken_along(watched: Watched, server: str, tmp_path) -> None:
    """A CSV of every statement that is listed, and the map as it is on the screen."""
    page = open_page(watched, server)
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("button", name="Statements as CSV").click()
    waiting.value.save_as(tmp_path / "moved.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "moved.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) > 150
    assert any("S003-D-33A" in row for row in rows)
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("button", name="Map as SVG").click()
    waiting.value.save_as(tmp_path / "map.svg")
    assert "Displacement as published" in (tmp_path / "map.svg").read_text(encoding="utf-8")
