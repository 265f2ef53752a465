"""``geo-app run``: the app, on this machine only."""

from __future__ import annotations

import socket

import click

from geo_app.errors import BadUseError

DEFAULT_PORT = 8501


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


@click.command("run")
@click.option("--port", default=DEFAULT_PORT, show_default=True, type=click.IntRange(1024, 65535), help="Port on 127.0.0.1.")
def run_command(port: int) -> None:
    """Start the app and print its address."""
    if not _is_free(port):
        raise BadUseError(f"Port {port} is in use.", remedy=f"Stop what uses it or choose another: geo-app run --port {port + 1}.")
    from geo_app.ui.server import serve  # noqa: PLC0415 - Streamlit is slow to import and other commands do without

    click.echo(f"geo_app: http://127.0.0.1:{port}  (stop with Ctrl+C)")
    serve(port)
