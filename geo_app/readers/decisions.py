"""The file of a person's decisions: one JSON object a line, only ever added to."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from geo_app.errors import BadUseError
from geo_app.model.decisions import Answer, Decision, Undo, flaw_of, is_instant
from geo_app.readers.own import HOME, data_folder, made
from geo_app.vocabulary import GOVERNORATES, AnswerKind, Precision

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Line = Decision | Undo
LONGEST_LINE = 65_536
"""Bytes of one line; a place text of a report needs some hundred."""
_FIELDS = ("place_id", "name", "name_ar", "latitude", "longitude", "radius_m", "precision", "area_pcodes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The readable lines in file order, and a sentence for each line that could not be read."""

    lines: tuple[Line, ...]
    notes: tuple[str, ...]


def decisions_path() -> Path:
    """Return where the decisions of the person at this machine are kept; it may not exist yet."""
    return data_folder("decisions") / "decisions.jsonl"


def as_object(line: Line) -> dict[str, Any]:
    """Return the line as a JSON object; ``line`` says what it is."""
    if isinstance(line, Undo):
        return {"line": "undo", **asdict(line), "governorates": list(line.governorates)}
    answer = asdict(line.answer)
    said = {name: answer[name] for name in _FIELDS if answer[name] not in ("", None, ())}
    return {
        "line": "decision",
        "text": line.text,
        "governorates": list(line.governorates),
        "answer": str(line.answer.kind),
        **said,
        "who": line.who,
        "when": line.when,
        "why": line.why,
        "taken_from": line.taken_from,
    }


def _text(value: Any) -> str:  # noqa: ANN401 - any JSON value
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _codes(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - as above
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(sorted({_text(code) for code in value}))


def _number(value: Any) -> float | None:  # noqa: ANN401 - as above
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(value)
    return float(value)


def _answer(said: dict[str, Any]) -> Answer:
    answer = Answer(
        kind=AnswerKind(said["answer"]),
        place_id=_text(said.get("place_id", "")),
        name=_text(said.get("name", "")),
        name_ar=_text(said.get("name_ar", "")),
        latitude=_number(said.get("latitude")),
        longitude=_number(said.get("longitude")),
        radius_m=_number(said.get("radius_m")),
        precision=Precision(said["precision"]) if "precision" in said else None,
        area_pcodes=_codes(said.get("area_pcodes", [])),
    )
    flaw = flaw_of(answer)
    if flaw:
        raise ValueError(flaw)
    return answer


def _no_constant(name: str) -> float:
    raise ValueError(name)


def from_object(said: dict[str, Any]) -> Line:
    """Return the line of a JSON object.

    Raises:
        ValueError, TypeError, KeyError: it is no sound line.
    """
    text, governorates = _text(said["text"]), _codes(said["governorates"])
    who, when = _text(said["who"]), _text(said["when"])
    if not text.strip() or not who.strip() or not is_instant(when) or not set(governorates) <= set(GOVERNORATES):
        raise ValueError(text)
    if said["line"] == "undo":
        return Undo(text=text, governorates=governorates, undoes=_text(said["undoes"]), who=who, when=when)
    if said["line"] != "decision":
        raise ValueError(said["line"])
    why, taken_from = _text(said.get("why", "")), _text(said.get("taken_from", ""))
    return Decision(text=text, governorates=governorates, answer=_answer(said), who=who, when=when, why=why, taken_from=taken_from)


def lines_of(data: bytes) -> Kept:
    """Return what the bytes of a decisions file hold. A line that is torn or cannot be read is left out with a sentence, and stays in the file."""
    lines: list[Line] = []
    notes: list[str] = []
    parts = data.split(b"\n")
    for position, part in enumerate(parts, start=1):
        if not part.strip():
            continue
        try:
            if len(part) > LONGEST_LINE:
                raise ValueError(position)  # noqa: TRY301 - one way out for every unreadable line
            lines.append(from_object(json.loads(part.decode(), parse_constant=_no_constant)))
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
            torn = position == len(parts)
            what = "was not written to its end" if torn else "cannot be read"
            notes.append(f"Line {position} of your decisions {what} and is left out; all other lines stand.")
    return Kept(lines=tuple(lines), notes=tuple(notes))


@contextmanager
def _locked(descriptor: int) -> Iterator[None]:
    """Hold the file against every other process that asks the same."""
    if sys.platform == "win32":
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if sys.platform == "win32":
            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)


def _write_all(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]
    os.fsync(descriptor)


def _encoded(line: Line) -> bytes:
    try:
        data = json.dumps(as_object(line), ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except UnicodeEncodeError as error:
        raise BadUseError("This text holds signs that are no text.", remedy="Type the place anew.") from error
    if len(data) > LONGEST_LINE:
        raise BadUseError("This text is too long to decide on.", remedy="Decide on the place alone, without the sentences around it.")
    return data


def append_lines(path: Path, lines: Sequence[Line]) -> None:
    """Add ``lines`` to the end of the file and wait until they are on the disk. What stands there already is never touched.

    Raises:
        BadUseError: a line is too long, or the file cannot be written to.
    """
    made(path.parent)
    encoded = [_encoded(line) for line in lines]
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with _locked(descriptor):
                size = os.lseek(descriptor, 0, os.SEEK_END)
                os.lseek(descriptor, max(size - 1, 0), os.SEEK_SET)
                # A line that a crash tore must not swallow the next one.
                torn = size > 0 and os.read(descriptor, 1) != b"\n"
                _write_all(descriptor, (b"\n" if torn else b"") + b"".join(line + b"\n" for line in encoded))
        finally:
            os.close(descriptor)
    except OSError as error:
        raise BadUseError("Your decision could not be kept.", remedy=f"Make room on the disk, or set {HOME} to a folder you may write to.") from error


def read_lines(path: Path) -> Kept:
    """Return the lines of the file at ``path``; none where there is no such file.

    Raises:
        BadUseError: it is there and may not be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        data = b""
    except OSError as error:
        raise BadUseError("Your decisions cannot be read.", remedy=f"Allow yourself to read them, or set {HOME} to another folder.") from error
    return lines_of(data)
