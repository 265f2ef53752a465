"""The app behind a content policy: nothing that a page holds can fetch from, or send to, another host. ``geo-app run`` starts it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware

from geo_app.errors import MissingDataError
from geo_app.ui.cache import warm

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_RULES = (
    "default-src 'self'",
    # Streamlit imports component code from blob addresses; Vega compiles its expressions.
    "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self' ws://127.0.0.1:* ws://localhost:* blob: data:",
    "worker-src 'self' blob:",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
)
POLICY = "; ".join(_RULES)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}
OPTIONS: dict[str, Any] = {
    "server.address": "127.0.0.1",
    "server.headless": True,
    "server.showEmailPrompt": False,
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 200,
    "browser.gatherUsageStats": False,
    "browser.serverAddress": "127.0.0.1",
    "client.toolbarMode": "minimal",
    "client.showErrorLinks": False,
    "client.showErrorDetails": "none",
    "theme.base": "light",
    "theme.primaryColor": "#1660c4",
}
"""Streamlit's settings: this machine only, no telemetry, no question on a first run, no traceback on a page."""


class SecurityHeaders:
    """Adds the policy to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to what comes back."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def entry_script() -> Path:
    """Return the path of ``streamlit_app.py``: in the wheel beside the data, in a checkout at its root.

    Raises:
        MissingDataError: it is in neither place.
    """
    package = Path(__file__).resolve().parent.parent
    for path in (package / "_data" / "streamlit_app.py", package.parent / "streamlit_app.py"):
        if path.is_file():
            return path
    raise MissingDataError("The app's entry script is missing.", remedy="Install geo_app again.")


@asynccontextmanager
async def _warmed(_app: object) -> AsyncIterator[None]:
    """Load the data beside the server's start; the first visitor waits for the rest of it, if any."""
    Thread(target=warm, daemon=True, name="warm").start()
    yield


app = st.App(entry_script(), middleware=[Middleware(SecurityHeaders)], lifespan=_warmed)


def serve(port: int) -> None:
    """Serve the app on this machine's ``port`` until it is stopped."""
    from streamlit.web import bootstrap  # noqa: PLC0415 - only the server needs it

    options = {name.replace(".", "_"): value for name, value in {**OPTIONS, "server.port": port}.items()}
    bootstrap.load_config_options(flag_options=options)
    bootstrap.run_asgi_app(str(entry_script()), "geo_app.ui.server:app", [], options)
