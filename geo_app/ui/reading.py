"""Long work in a thread of its own: a list being read or stored (how far it is, stopping it, what came of it), and a search that pages wait for."""

from __future__ import annotations

import atexit
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any

from geo_app.importing.preview import Preview, preview_of
from geo_app.importing.stage import Staged, Watch

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo_app.dataset.frozen import Dataset


@dataclass(frozen=True, eq=False, kw_only=True)
class Looked:
    """A file that a person looks at: what was made of its rows, and its dataset (None: no row could be read)."""

    preview: Preview
    dataset: Dataset | None


@dataclass(frozen=True, eq=False, kw_only=True)
class Read:
    """A list that was read: staged, and what an import would do."""

    staged: Staged
    preview: Preview


class Task:
    """Something long, computed once in a thread of its own, while the sessions that wait for it stay free to leave."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._done = Event()
        self._value: Any = None
        self._error: Exception | None = None
        Thread(target=self._run, args=(make,), daemon=True, name="task").start()

    def _run(self, make: Callable[[], Any]) -> None:
        try:
            self._value = make()
        except Exception as error:  # noqa: BLE001 - raised again where somebody waits
            self._error = error
        finally:
            self._done.set()

    def wait(self, seconds: float) -> bool:
        """Wait at most so long; return True where it has ended."""
        return self._done.wait(seconds)

    @property
    def failed(self) -> bool:
        """True where it ended with an error: it is to be begun anew."""
        return self._error is not None

    def result(self) -> Any:  # noqa: ANN401 - whatever it computes
        """Return what was computed, once it has ended; raises what it raised."""
        self._done.wait()
        if self._error is not None:
            raise self._error
        return self._value


class Watched(Task):
    """A task that says how far it is (``part``, 0 to 1) and can be stopped."""

    def __init__(self, make: Callable[[Watch], Any]) -> None:
        self.part = 0.0
        self._stop = Event()
        super().__init__(lambda: make(Watch(cancelled=self._stop.is_set, progress=self._told)))

    def _told(self, _: str, part: float) -> None:
        self.part = min(max(part, 0.0), 1.0)

    def stop(self) -> None:
        """Stop it soon: it ends with the error that says so."""
        self._stop.set()


class Reading:
    """Reads a list beside the sessions that wait for it.

    Attributes:
        what, part: what is being done, and which part of it is done (0 to 1).
    """

    def __init__(self, make: Callable[..., Staged]) -> None:
        self.what, self.part = "reading", 0.0
        self._stop, self._done, self._lock = Event(), Event(), Lock()
        self._closed = False
        self._read: Read | None = None
        self._error: Exception | None = None
        atexit.register(self.close)
        Thread(target=self._run, args=(make,), daemon=True, name="reading").start()

    def _told(self, what: str, part: float) -> None:
        self.what, self.part = what, min(max(part, 0.0), 1.0)

    def _run(self, make: Callable[..., Staged]) -> None:
        try:
            staged = make(watch=Watch(cancelled=self._stop.is_set, progress=self._told))
            try:
                read = Read(staged=staged, preview=preview_of(staged))
            except BaseException:
                staged.close()
                raise
            with self._lock:
                if self._closed:
                    staged.close()
                self._read = read
        except Exception as error:  # noqa: BLE001 - raised again where somebody waits
            self._error = error
        finally:
            self._done.set()

    def wait(self, seconds: float) -> bool:
        """Wait at most so long; return True where it has ended."""
        return self._done.wait(seconds)

    def result(self) -> Read:
        """Return what was read, once it has ended.

        Raises:
            BadFileError: the file as a whole cannot be read, or reading was stopped.
        """
        if self._error is not None:
            raise self._error
        if self._read is None:
            raise RuntimeError("result() before the end")
        return self._read

    def stop(self) -> None:
        """Stop it soon; what it unpacked is removed."""
        self._stop.set()

    @property
    def gone(self) -> bool:
        """True where it was stopped or closed, or what it unpacked is no longer there: it must be read anew."""
        return self._closed or self._stop.is_set() or (self._read is not None and not self._read.staged.folder.is_dir())

    def close(self) -> None:
        """Stop it and remove what it unpacked."""
        self._stop.set()
        with self._lock:
            self._closed = True
            if self._read is not None:
                self._read.staged.close()
        atexit.unregister(self.close)
