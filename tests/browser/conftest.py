"""A real server with an empty home, a real Chromium, and a network on which nothing but that server answers."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

OUTPUT = Path(__file__).resolve().parent.parent.parent / "test-output"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]


def free_port() -> int:
    """Return a port that nothing uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(home: Path, **more: str) -> Iterator[str]:
    """Give the address of ``geo-app run`` started in a folder, with that folder as its home and no terminal."""
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("STREAMLIT", "GEO_APP_HOME", "GEO_APP_WORKSPACE", "XDG_"))} | {
        "HOME": str(home),
        **more,
    }
    log = (home / "log.txt").open("w", encoding="utf-8")
    command = [sys.executable, "-m", "geo_app", "run", "--port", str(port)]
    process = subprocess.Popen(command, cwd=home, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):  # noqa: S310 - our own server
                    break
            except OSError:
                assert process.poll() is None, (home / "log.txt").read_text(encoding="utf-8")
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(10)
        log.close()


@pytest.fixture(scope="session")
def server(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of ``geo-app run`` started in an empty folder with an empty home and no terminal."""
    with serving(tmp_path_factory.mktemp("home")) as address:
        yield address


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


@dataclass
class Watched:
    """A page, what it asked of other hosts (blocked and logged), and its errors."""

    page: Page
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """A page on which every request that is not local is blocked and logged."""
    context = browser.new_context(viewport={"width": 1366, "height": 900}, accept_downloads=True)
    page = context.new_page()
    watched = Watched(page)

    def gate(route: Route) -> None:
        address = route.request.url
        if address.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:", "file:")):
            route.continue_()
        else:
            watched.outside.append(address)
            route.abort()

    context.route("**/*", gate)
    page.on("pageerror", lambda error: watched.errors.append(str(error)))
    yield watched
    OUTPUT.mkdir(exist_ok=True)
    context.close()
