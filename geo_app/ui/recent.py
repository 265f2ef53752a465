"""A small cache that threads share: the latest answers, each made once. Used by ``cache`` alone."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock, RLock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


class Recent:
    """The latest answers, oldest dropped. Values are frozen and shared by all sessions, which run in threads of their own."""

    def __init__(self, kept: int, dropped: Callable[[Any], None] | None = None) -> None:
        self._kept = kept
        self._dropped = dropped
        self._answers: OrderedDict[Any, Any] = OrderedDict()
        self._making: dict[Any, RLock] = {}
        self._lock = Lock()

    def get_or_make(self, key: Any, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - any frozen answer
        """Return the answer for ``key``, made once: who asks while it is being made waits for it."""
        with self._lock:
            own = self._making.setdefault(key, RLock())
        with own:
            with self._lock:
                if key in self._answers:
                    self._answers.move_to_end(key)
                    return self._answers[key]
            value = make()
            left = []
            with self._lock:
                self._answers[key] = value
                self._making.pop(key, None)
                while len(self._answers) > self._kept:
                    left.append(self._answers.popitem(last=False)[1])
        self._drop(left)
        return value

    def forget(self, which: Callable[[Any], bool]) -> None:
        """Drop the answers whose keys ``which`` is true of."""
        with self._lock:
            left = [self._answers.pop(key) for key in list(self._answers) if which(key)]
        self._drop(left)

    def _drop(self, values: list[Any]) -> None:
        if self._dropped is not None:
            for value in values:
                self._dropped(value)
