"""What a click on the pages of the workspace does: store a list, take a batch or an event back, answer a pair. Each is one event of its history."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geo_app.errors import BadUseError, GeoAppError
from geo_app.importing import imports
from geo_app.importing.curate import keep_apart, merge
from geo_app.readers.profiles import mapping_from_object
from geo_app.ui import state
from geo_app.ui.cache import forget_readings, opened
from geo_app.ui.reading import Watched
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from geo_app.importing.candidates import Candidate
    from geo_app.store.commit import Difference
    from geo_app.store.workspace import Workspace
    from geo_app.ui.reading import Read, Reading

_MOST_PROFILE = 1_000_000


def made_workspace() -> Workspace:
    """Return the workspace in use, made where there is none yet.

    Raises:
        BadUseError: it cannot be made.
    """
    workspace = opened(create=True)
    if workspace is None:
        raise BadUseError("The workspace could not be made.", remedy="Check that you may write to its folder.")
    return workspace


def begin_storing(read: Read, seen: Difference | None, language: Language) -> None:
    """Begin to store what was previewed, in a thread of its own; where it cannot be, remember the sentence that says why."""
    who = state.who()
    if not who:
        state.remember_problem(say("add.who.missing", language))
        return
    try:
        workspace = made_workspace()
    except GeoAppError as error:
        state.remember_problem(str(error))
        return
    state.remember_problem(None)
    state.remember_storing(Watched(lambda watch: imports.store(workspace, read.staged, who=who, expected=seen, watch=watch)))


def finish_storing(read: Read, storing: Watched, language: Language) -> None:
    """Say what became of a storing that has ended: all of the list is stored, and its file forgotten, or nothing is."""
    state.remember_storing(None)
    try:
        done = storing.result()
    except GeoAppError as error:
        state.remember_problem(str(error))
        return
    key = "add.stored.again" if done.again else "add.stored"
    sentence = say(key, language, batch=done.batch, file=read.staged.file, new=done.new, changed=done.changed, identical=done.identical)
    forget_readings(read.staged.sha256)
    state.forget_added()
    state.forget_own_file()
    state.forget_data_choice()
    state.remember_outcome(sentence, 0 if done.again else done.batch)


def cancel() -> None:
    """Forget the file; nothing of it stays."""
    file = state.added()
    if file is not None:
        forget_readings(file.sha256)
    state.forget_added()
    state.remember_outcome("")


def stop(reading: Reading) -> None:
    """Stop reading the file, and forget it."""
    reading.stop()
    cancel()


def load_profile(language: Language) -> None:
    """Start the questions from the profile that was just given; what is none is a sentence."""
    data = state.given_profile()
    if data is None:
        return
    try:
        mapping = mapping_from_object(json.loads(data[:_MOST_PROFILE]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        state.remember_problem(say("add.profile.bad", language))
        return
    state.remember_problem(None)
    state.load_answers(mapping)


def undo(number: int, said: str, language: Language, *, of_event: bool = False) -> None:
    """Take back a batch, with the reason that was typed, or an event of the history (an undoing too); ``said`` is what the page then says."""
    who = state.who()
    if not who:
        state.remember_problem(say("add.who.missing", language))
        return
    try:
        imports.undo(made_workspace(), number, who=who, why="" if of_event else state.undo_why(), of_event=of_event)
    except GeoAppError as error:
        state.remember_problem(str(error))
        return
    state.forget_own_file()
    state.remember_outcome(said)


def answer_pair(pair: Candidate, language: Language, *, same: bool) -> None:
    """Say that two incidents are one event, or two; the next pair comes up."""
    who = state.who()
    if not who:
        state.remember_problem(say("add.who.missing", language))
        return
    try:
        event = (merge if same else keep_apart)(made_workspace(), (pair.a, pair.b), who=who, why="")
    except GeoAppError as error:
        state.remember_problem(str(error))
        return
    state.remember_pair(event)


def unanswer(event: int, language: Language) -> None:
    """Take the last answer back; the pair waits again."""
    undo(event, "", language, of_event=True)
    if not state.problem():
        state.remember_pair(0)
