"""What a documenter does on the review page, in a real browser with the network blocked."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OUTPUT, Watched

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
HEADER = "incident_id,date_start,place_as_reported,perpetrators,killed_min,source_publisher"


def test_one_click_decides_shows_on_the_map_and_is_taken_back(watched: Watched, server: str, tmp_path: Path) -> None:
    """A file of one's own: an ambiguous text is decided with one click, its incidents are mapped at once, and undoing brings it back."""
    own = tmp_path / "own.csv"
    own.write_text(f"{HEADER}\na,2016-05-01,Al-Hamra,isis,3,SNHR\nb,2016-05-02,Al-Hamra,,,SOHR\n", encoding="utf-8")
    page = watched.page
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{server}/review")
    page.get_by_role("paragraph").filter(has_text="Look at your own file").click(timeout=60_000)
    page.locator("input[type=file]").set_input_files(own)
    expect(page.get_by_role("heading", name="Texts to decide: 1 · incidents left: 2")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("heading", name="Al-Hamra")).to_be_visible()
    picture = page.get_by_test_id("stImage").locator("img")
    expect(picture).to_have_count(1)
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    page.get_by_label("Your name").fill("Amal")
    page.get_by_role("button", name="(Homs)").click()
    expect(page.get_by_text("Decided by Amal on").first).to_be_visible(timeout=15_000)
    expect(page.get_by_text("No place text waits")).to_be_visible()
    page.wait_for_timeout(500)
    page.screenshot(path=OUTPUT / "review-page.png")
    page.get_by_role("link", name="Map", exact=True).click()
    page.wait_for_selector(".geo-app-map[data-drawn]", timeout=30_000)
    expect(page.get_by_test_id("stMetric").filter(has_text="Not mapped")).to_contain_text("0")
    expect(page.locator(".leaflet-points-pane path")).to_have_count(1)
    page.get_by_role("link", name="Review").click()
    page.get_by_role("button", name="Undo").first.click(timeout=15_000)
    expect(page.get_by_role("heading", name="Texts to decide: 1 · incidents left: 2")).to_be_visible(timeout=15_000)
    assert watched.outside == []
    assert watched.errors == []
