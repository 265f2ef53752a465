"""How the parsing child says that it cannot read a file: one sentence and one remedy."""

from __future__ import annotations

from typing import NoReturn


class RefusedError(Exception):
    """The file cannot be read: a sentence and a remedy."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(sentence)
        self.sentence, self.remedy = sentence, remedy


def refuse(sentence: str, remedy: str) -> NoReturn:
    """Raise ``RefusedError``."""
    raise RefusedError(sentence, remedy)
