"""What a documenter does on the map page, in a real browser with the network blocked."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OUTPUT, Watched

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PAINTED = ".geo-app-map[data-drawn]"
VIEW = "() => { const m = document.querySelector('.geo-app-map').geoAppState.map; return [m.getZoom(), m.getCenter().lat, m.getCenter().lng]; }"


def open_map(watched: Watched, server: str) -> Page:
    """Open the page and wait until the map is painted."""
    watched.page.goto(server)
    watched.page.wait_for_selector(PAINTED, timeout=60_000)
    watched.page.wait_for_function("() => document.querySelector('.geo-app-map').geoAppState.ready")
    return watched.page


def choose_party(page: Page, name: str) -> None:
    """Pick a perpetrator in the sidebar and wait for the map to be drawn anew."""
    before = page.get_attribute(PAINTED, "data-drawn")
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name=name).click()
    page.wait_for_function("d => document.querySelector('.geo-app-map').dataset.drawn !== d", arg=before, timeout=30_000)
    page.keyboard.press("Escape")


def test_the_map_is_painted_and_nothing_leaves_the_machine(watched: Watched, server: str) -> None:
    """Surface, points, areas, legend with numbers, scale bar; no request to another host, no script error."""
    page = open_map(watched, server)
    assert page.locator(".leaflet-surface-pane img").count() == 1
    assert page.locator(".leaflet-points-pane path").count() > 50
    assert page.locator(".leaflet-lines-pane path").count() >= 15
    expect(page.locator(".ga-classes")).to_contain_text("0.1–0.25")
    expect(page.locator(".leaflet-control-scale")).to_be_visible()
    expect(page.locator(".ga-foot")).to_contain_text("not a census")
    expect(page.locator(".ga-foot")).to_contain_text("do not imply endorsement")
    page.wait_for_timeout(1500)
    page.screenshot(path=OUTPUT / "map-page.png")
    assert watched.outside == []
    assert watched.errors == []


def test_a_filter_keeps_the_view_and_does_not_remount_the_map(watched: Watched, server: str) -> None:
    """Zoom in, choose a party: the map is redrawn in place, at the same zoom and centre."""
    page = open_map(watched, server)
    page.evaluate("() => document.querySelector('.geo-app-map').geoAppState.map.setView([35.9, 36.7], 8.5, {animate: false})")
    page.evaluate("() => { document.querySelector('.ga-map').dataset.same = 'yes'; }")
    before = page.evaluate(VIEW)
    choose_party(page, "Russian forces")
    assert page.evaluate(VIEW) == before
    assert page.get_attribute(".ga-map", "data-same") == "yes"
    expect(page.locator(".ga-head h3")).to_have_text("Incidents attributed solely or jointly to Russian forces")
    assert watched.outside == []


def test_two_parties_share_one_scale_and_can_be_switched(watched: Watched, server: str) -> None:
    """Two perpetrators give a surface each beside their union, under one legend."""
    page = open_map(watched, server)
    legend = page.locator(".ga-classes").inner_text()
    choose_party(page, "Russian forces")
    choose_party(page, "ISIS")
    radios = page.locator(".ga-layers input[type=radio]")
    assert radios.count() == 3
    source = page.locator(".leaflet-surface-pane img").get_attribute("src")
    radios.nth(1).check()
    assert page.locator(".leaflet-surface-pane img").get_attribute("src") != source
    assert page.locator(".ga-classes").inner_text() == legend
    expect(page.locator(".ga-head h3")).to_have_text("Incidents attributed solely or jointly to Russian forces")


def test_areas_are_coloured_when_switched_on(watched: Watched, server: str) -> None:
    """Every governorate is a coloured or dotted area that can be reached and lists its incidents; the legend comes with it."""
    page = open_map(watched, server)
    assert page.locator(".leaflet-shades-pane path").count() == 0
    expect(page.locator(".ga-shading")).to_be_hidden()
    page.get_by_label("Surface", exact=True).uncheck()
    page.get_by_label("Incidents by area", exact=True).check()
    expect(page.locator(".leaflet-shades-pane path")).to_have_count(15)
    expect(page.locator(".ga-shading")).to_contain_text("no record here")
    fills = {path.get_attribute("fill") for path in page.locator(".leaflet-shades-pane path").all()}
    assert len(fills) > 2
    area = page.locator(".leaflet-shades-pane path[aria-label^='Aleppo']")
    area.focus()
    area.press("Enter")
    expect(page.locator(".ga-popup")).to_contain_text("Aleppo")
    assert watched.outside == []
    assert watched.errors == []


def test_layers_are_switched_in_the_map_and_the_download_follows(watched: Watched, server: str, tmp_path) -> None:
    """What is switched off on the screen is not in the file."""
    page = open_map(watched, server)
    page.get_by_label("Surface", exact=True).uncheck()
    page.get_by_label("Known to an area only", exact=True).uncheck()
    assert page.locator(".leaflet-surface-pane img").count() == 0
    page.wait_for_timeout(2000)
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("button", name="Map as SVG").click()
    waiting.value.save_as(tmp_path / "map.svg")
    text = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert "Incidents at a place" in text
    assert "Incidents per 100" not in text


def test_a_place_lists_its_incidents_with_accounts_and_sources(watched: Watched, server: str) -> None:
    """Enter on a disc opens its popup with sources, and the list below the map shows the accounts."""
    page = open_map(watched, server)
    disc = page.locator(".leaflet-points-pane path").first
    disc.focus()
    disc.press("Enter")
    popup = page.locator(".ga-popup")
    expect(popup).to_be_visible()
    expect(popup).to_contain_text("accounts:")
    assert popup.locator("a[href^='http']").count() >= 1
    expect(page.get_by_text("At this place:")).to_be_visible(timeout=15_000)
    assert watched.outside == []


def test_hostile_text_stays_text(watched: Watched, server: str, tmp_path) -> None:
    """An uploaded file full of markup and script runs nothing, anywhere."""
    bad = "<img src=x onerror=window.hacked=1>${window.hacked=1}`</script><script>window.hacked=1</script>"
    path = tmp_path / "hostile.csv"
    header = "incident_id,date_start,place_as_reported,latitude,longitude,perpetrators,killed_min,perpetrator_as_reported,source_publisher,source_url"
    path.write_text(f'{header}\na,2016-05-01,"{bad}",35.93061,36.63393,isis,3,"{bad}","{bad}",javascript:window.hacked=1\n', encoding="utf-8")
    page = open_map(watched, server)
    before = page.get_attribute(PAINTED, "data-drawn")
    page.get_by_role("paragraph").filter(has_text="Look at your own file").click()
    page.locator("input[type=file]").set_input_files(path)
    page.wait_for_function("d => document.querySelector('.geo-app-map').dataset.drawn !== d", arg=before, timeout=30_000)
    disc = page.locator(".leaflet-points-pane path").first
    disc.focus()
    disc.press("Enter")
    expect(page.locator(".ga-popup h4")).to_have_text(bad)
    page.wait_for_timeout(1500)
    assert page.evaluate("() => window.hacked") is None
    assert page.locator(".ga-popup a").count() == 0
    assert watched.outside == []


def test_a_broken_scene_says_so(watched: Watched, server: str) -> None:
    """A scene that cannot be drawn leaves a visible message, not a blank frame."""
    page = open_map(watched, server)
    page.evaluate("() => geoApp.draw(document.querySelector('.geo-app-map'), {words: {failed: 'The map could not be drawn: {reason}'}}, () => 0)")
    expect(page.get_by_role("alert").filter(has_text="could not be drawn")).to_be_visible()


def test_the_downloaded_html_opens_from_disk_without_a_network(watched: Watched, server: str, tmp_path) -> None:
    """One file, opened as a file: painted, no request, nothing from the server."""
    page = open_map(watched, server)
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("button", name="Map as one HTML file").click()
    path = tmp_path / "map.html"
    waiting.value.save_as(path)
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(path.as_uri())
    page.wait_for_selector("#map[data-drawn]")
    expect(page.locator(".ga-classes")).to_contain_text("0.1–0.25")
    assert [r for r in requested if not r.startswith(("data:", "file:"))] == []
    assert watched.errors == []


@pytest.mark.parametrize("width", [390, 1920])
def test_no_furniture_covers_syria(width: int, watched: Watched, server: str) -> None:
    """At phone and wide-screen widths no control of the map covers Syrian ground in the first view."""
    watched.page.set_viewport_size({"width": width, "height": 900})
    page = open_map(watched, server)
    covered = page.evaluate(
        """() => {
          const state = document.querySelector('.geo-app-map').geoAppState;
          const frame = state.parts.map.getBoundingClientRect();
          const inside = (ring, x, y) => ring.reduce((hit, [ax, ay], i) => {
            const [bx, by] = ring[(i + 1) % ring.length];
            return (ay > y) !== (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax ? !hit : hit;
          }, false);
          const outline = geoApp.base.outline;
          const rings = outline.type === 'Polygon' ? [outline.coordinates[0]] : outline.coordinates.map(p => p[0]);
          return [...document.querySelectorAll('.leaflet-control')].filter((control) => {
            const box = control.getBoundingClientRect();
            return [[box.left, box.top], [box.right, box.top], [box.left, box.bottom], [box.right, box.bottom]].some(([x, y]) => {
              const at = state.map.containerPointToLatLng([x - frame.left, y - frame.top]);
              return rings.some((ring) => inside(ring, at.lng, at.lat));
            });
          }).map((control) => control.className);
        }"""
    )
    assert covered == []


def test_filters_stay_while_another_page_is_open(watched: Watched, server: str) -> None:
    """Choose a party, look at the page of displacement, come back: the map still shows that party, and no warning is drawn."""
    page = open_map(watched, server)
    choose_party(page, "Russian forces")
    page.get_by_role("link", name="Displacement").first.click()
    expect(page.get_by_role("heading", name="Displacement").first).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Map").first.click()
    expect(page.locator(".ga-head h3")).to_have_text("Incidents attributed solely or jointly to Russian forces", timeout=60_000)
    assert page.get_by_test_id("stAlert").count() == 0
    assert watched.errors == []
