"""Make the pictures of the README: the real app in a real browser, and real exports (``make screenshots``; needs Chromium)."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = os.environ.get("GEO_APP_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PAINTED = ".geo-app-map[data-drawn]"
EXPORTS = {
    "heat": ["--perpetrator", "russian_forces", "--from", "2015-09-30", "--to", "2020-03-31", "--layer", "heat"],
    "side-by-side": ["--perpetrator", "syrian_government", "--perpetrator", "isis", "--layer", "heat"],
    "displacement": ["--layer", "displacement"],
}


def smaller(path: Path, width: int) -> None:
    """Shrink a picture to ``width`` pixels; its colours stay, a legend must not lose a class."""
    image = Image.open(path).convert("RGB")
    image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS).save(path, optimize=True)


def shoot(page: Page, address: str) -> None:
    """Take the pictures of the map page (all parties, and one party with a place opened) and of the review page."""
    page.goto(address)
    page.wait_for_selector(PAINTED, timeout=60_000)
    page.wait_for_timeout(2500)
    page.screenshot(path=PICTURES / "map.png")
    before = page.get_attribute(PAINTED, "data-drawn")
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="Russian forces").click()
    page.wait_for_function("d => document.querySelector('.geo-app-map').dataset.drawn !== d", arg=before)
    page.keyboard.press("Escape")
    page.evaluate("() => document.querySelector('.geo-app-map').geoAppState.map.setView([35.75, 36.7], 9, {animate: false})")
    disc = page.locator(".leaflet-points-pane path").first
    disc.focus()
    disc.press("Enter")
    page.wait_for_timeout(3000)
    page.screenshot(path=PICTURES / "place.png")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("link", name="Review").first.click()
    page.get_by_text("Texts that wait").wait_for()
    page.wait_for_timeout(2500)
    page.screenshot(path=PICTURES / "review.png")


LIST = """الرقم,التاريخ,المحافظة,المدينة,الجهة المسؤولة,عدد القتلى,أطفال,السلاح,الأسماء
N-101,15/03/2016,إدلب,سراقب,القوات الروسية,على الأقل ١٢,3,غارة جوية,
N-102,2 نيسان 2016,حلب,الباب,داعش,5,,عبوة ناسفة,
N-103,19/04/2016,إدلب,Maarat al-Numan market,قوات النظام السوري,37-41,4,برميل متفجر,
N-104,أيار 2016,ريف دمشق,Douma,Syrian or Russian forces,dozens,,قصف,
N-105,21/06/2016,حلب,شمال حلب,مجهول,2,,لغم,
N-106,22/06/2016,دير الزور,البوكمال,التحالف الدولي,~8,,غارة جوية,
N-107,1437-06-10,حمص,تدمر,داعش,4,,رصاص,
المجموع,,,,,70,,,
"""
"""An invented list: both languages, bounds, months, an area, a Hijri date, a total."""


def shoot_adding(page: Page, address: str, folder: Path) -> None:
    """Take the picture of the page where a person adds a list."""
    own = folder / "list-2016.csv"
    own.write_text(LIST, encoding="utf-8")
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.goto(f"{address}/add")
    page.locator("input[type=file]").first.wait_for(state="attached", timeout=60_000)
    page.locator("input[type=file]").first.set_input_files(own)
    page.get_by_role("tab", name="Refused").click(timeout=60_000)
    page.wait_for_timeout(2000)
    page.screenshot(path=PICTURES / "add-data.png")


REPORT = """Attacks on Idlib and northern Hama
Published on 14 March 2017

Russian forces killed no less than 900 civilians, including 210 children and 140 women, between 30 September 2015 and the end of February 2017.
Approximately 40,000 people were displaced from Idlib in January 2017 alone. Aleppo governorate saw the largest toll, followed by Idlib then Homs.
On 4 May 2016, Syrian regime airstrikes killed 12 people, among them five children, in Saraqib. Russia denied that it had struck civilians.
"""
"""An invented report."""


def shoot_published(page: Page, address: str) -> None:
    """Take the pictures of the pages of what was published: totals, the comparison, people moved, and a report that is read."""
    page.set_viewport_size({"width": 1440, "height": 1060})
    page.goto(f"{address}/figures")
    page.get_by_test_id("stVegaLiteChart").first.wait_for(timeout=90_000)
    page.wait_for_timeout(3000)
    page.screenshot(path=PICTURES / "figures.png")
    page.goto(f"{address}/compare")
    page.get_by_test_id("stImage").locator("img").wait_for(timeout=90_000)
    page.wait_for_timeout(3000)
    page.screenshot(path=PICTURES / "compare.png")
    page.goto(f"{address}/displacement")
    page.wait_for_selector(PAINTED, timeout=90_000)
    page.wait_for_timeout(4000)
    page.screenshot(path=PICTURES / "displacement-page.png")
    page.goto(f"{address}/report")
    page.get_by_role("textbox", name="… or paste its text").fill(REPORT)
    page.keyboard.press("Control+Enter")
    page.get_by_test_id("stDataFrame").first.wait_for(timeout=60_000)
    page.wait_for_timeout(3000)
    page.screenshot(path=PICTURES / "report.png")


def main() -> None:
    """Start the app, take its pictures, make the exports."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "HOME": home, "GEO_APP_HOME": home}
        server = subprocess.Popen([sys.executable, "-m", "geo_app", "run", "--port", str(port)], env=environment, cwd=home)
        try:
            for _ in range(200):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
                page = browser.new_page(viewport={"width": 1440, "height": 1060})
                shoot(page, f"http://127.0.0.1:{port}")
                shoot_adding(page, f"http://127.0.0.1:{port}", Path(home))
                shoot_published(page, f"http://127.0.0.1:{port}")
                browser.close()
        finally:
            server.terminate()
            server.wait(10)
    for name in ("map", "place", "review", "add-data", "figures", "compare", "displacement-page", "report"):
        smaller(PICTURES / f"{name}.png", 1200)
    for name, options in EXPORTS.items():
        path = PICTURES / f"{name}.png"
        subprocess.run([sys.executable, "-m", "geo_app", "map", *options, "--out", str(path)], check=True)
        smaller(path, 1200)


if __name__ == "__main__":
    main()
