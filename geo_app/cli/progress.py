"""How long work is shown and stopped on the command line: a line on standard error where a person looks, Ctrl-C between two parts."""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from geo_app.importing.stage import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


@contextmanager
def watched(*, quiet: bool = False) -> Iterator[Watch]:
    """Give a ``Watch`` that prints progress to a terminal and stops at the first Ctrl-C; a second one stops at once."""
    stop = threading.Event()
    shown = not quiet and sys.stderr.isatty()

    def interrupted(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    def progress(what: str, part: float) -> None:
        if shown:
            sys.stderr.write(f"\r{what} … {part:4.0%} ")
            sys.stderr.flush()

    main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, interrupted) if main else None
    try:
        yield Watch(cancelled=stop.is_set, progress=progress)
    finally:
        if main and before is not None:
            signal.signal(signal.SIGINT, before)
        if shown:
            sys.stderr.write("\r" + " " * 30 + "\r")
