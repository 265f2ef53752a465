"""What can go wrong for a person: one sentence, one remedy, one exit code each. A programming mistake stays ValueError or TypeError."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What a command tells the shell; later work keeps these numbers."""

    DONE = 0
    NOTHING_MATCHED = 1
    BAD_USE = 2
    BAD_INPUT_FILE = 3
    DEFECT = 4


class GeoAppError(Exception):
    """A sentence for a person and what to do about it; never a traceback, never a path of the machine."""

    exit_code = ExitCode.DEFECT

    def __init__(self, sentence: str, *, remedy: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.sentence} {self.remedy}"


class BadUseError(GeoAppError):
    """The question cannot be asked like this: an unknown code, a window that ends before it starts."""

    exit_code = ExitCode.BAD_USE


class BadFileError(GeoAppError):
    """The file as a whole cannot be read; single bad rows are rejections, not errors."""

    exit_code = ExitCode.BAD_INPUT_FILE


class NothingMatchedError(GeoAppError):
    """The question is sound and no record answers it."""

    exit_code = ExitCode.NOTHING_MATCHED


class MissingDataError(GeoAppError):
    """A file that comes with geo_app is not where it should be, or is not what its datapackage says."""

    exit_code = ExitCode.DEFECT
