"""Lines of decisions and undoings → what stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo_app.model.decisions import Decision, Decisions, Undo

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo_app.model.decisions import Key


def fold(lines: Iterable[Decision | Undo]) -> Decisions:
    """Return the decisions that stand after ``lines``, in order of their keys.

    The latest decision on a text stands. An undoing takes back the one decision it names, and the one before it stands again; one that names a
    decision which no longer stands, or never did, changes nothing.
    """
    history: dict[Key, list[Decision]] = {}
    for line in lines:
        of_text = history.setdefault(line.key, [])
        if isinstance(line, Decision):
            of_text.append(line)
            continue
        at = next((at for at in reversed(range(len(of_text))) if of_text[at].number == line.undoes), None)
        if at is not None:
            del of_text[at]
    return Decisions(current={key: history[key][-1] for key in sorted(history) if history[key]})
