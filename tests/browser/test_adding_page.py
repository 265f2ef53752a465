"""What a documenter does with a list of their own, in a real browser with the network blocked: drop, look, store, see it on the map, take it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OUTPUT, Watched, serving

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LIST = (
    "الرقم,التاريخ,المحافظة,المدينة,الجهة المسؤولة,عدد القتلى,الأسماء\n"
    "1,2016-05-01,إدلب,سراقب,القوات الروسية,3,فلان\n2,2016-05-02,حلب,حلب,داعش,2,\n3,متى,حلب,حلب,داعش,2,\n"
)


@pytest.fixture
def workspace_server(chromium: str, tmp_path: Path) -> Iterator[str]:
    """The address of an app whose workspace is its own: other tests look at the bundled incidents."""
    (tmp_path / "home").mkdir()
    with serving(tmp_path / "home", GEO_APP_HOME=str(tmp_path / "home")) as address:
        yield address


def test_a_list_is_dropped_stored_seen_on_the_map_and_taken_back(watched: Watched, workspace_server: str, tmp_path: Path) -> None:
    """Arabic headers, one refused row, names dropped; two incidents on the map of the workspace; undone, the bundled incidents are back."""
    own = tmp_path / "list.csv"
    own.write_text(LIST, encoding="utf-8")
    page = watched.page
    page.goto(f"{workspace_server}/add")
    expect(page.get_by_text("Add a list to your workspace")).to_be_visible(timeout=60_000)
    page.locator("input[type=file]").first.set_input_files(own)
    store = page.get_by_role("button", name="Store 2 records")
    expect(store).to_be_visible(timeout=30_000)
    expect(page.get_by_test_id("stMetric").filter(has_text="Refused")).to_contain_text("1")
    expect(page.get_by_text("Names or contacts of people, dropped: الأسماء")).to_be_visible()
    page.get_by_role("tab", name="Refused").click()
    page.wait_for_timeout(500)
    page.screenshot(path=OUTPUT / "add-page.png")
    page.get_by_label("Your name").fill("Amal")
    page.get_by_label("Your name").press("Enter")
    store.click()
    expect(page.get_by_text("is stored as batch 1: 2 new")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="See the map").click()
    page.wait_for_selector(".geo-app-map[data-drawn]", timeout=90_000)
    expect(page.get_by_test_id("stMetric").filter(has_text="Incidents").first).to_contain_text("2")
    expect(page.locator(".leaflet-points-pane path")).to_have_count(2)
    page.get_by_role("link", name="Batches").click()
    page.get_by_text("Take back batch 1").click(timeout=15_000)
    page.wait_for_timeout(500)
    page.screenshot(path=OUTPUT / "batches-page.png")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_text("Batch 1 was taken back")).to_be_visible(timeout=15_000)
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.get_by_text("Data shown: the incidents that come with geo_app")).to_be_visible(timeout=30_000)
    assert watched.outside == []
    assert watched.errors == []
    assert "فلان" not in (tmp_path / "home" / "log.txt").read_text(encoding="utf-8")


def test_a_long_reading_can_be_stopped(watched: Watched, workspace_server: str, tmp_path: Path) -> None:
    """A large list shows how far it is; stopped, the page is empty again and no workspace was made."""
    own = tmp_path / "large.csv"
    rows = (f"{n},2016-05-{n % 28 + 1:02d},Saraqib,Idlib,Russian forces,{n % 9}\n" for n in range(400_000))
    own.write_text("id,date,place,governorate,perpetrator,killed\n" + "".join(rows), encoding="utf-8")
    page = watched.page
    page.goto(f"{workspace_server}/add")
    expect(page.get_by_text("Add a list to your workspace")).to_be_visible(timeout=60_000)
    page.locator("input[type=file]").first.set_input_files(own)
    expect(page.get_by_text("Reading large.csv")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("Add a list to your workspace")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("button", name="Store")).to_have_count(0)
    assert not list((tmp_path / "home").rglob("workspace.sqlite"))
    assert watched.errors == []
