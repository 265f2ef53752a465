"""Bytes of a report as people have them (text, HTML, PDF, DOCX) → its text, by content."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from geo_app.errors import BadFileError
from geo_app.readers.own import cache_folder, made
from geo_app.readers.polygons import child_environment

MAX_BYTES = 100 * 2**20
SECONDS = 120
_CHILD = "geo_app.readers.report_child"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportText:
    """A report's text, to which all offsets refer; ``sha256`` of the file's bytes."""

    file: str
    sha256: str
    text: str


def read_report_text(data: bytes | Path, *, file: str) -> ReportText:
    """Return the text of a report, read in a child process under limits of memory, time and size.

    Of a text file it is the text as it stands (line ends kept), of the others what a reader sees, one block a paragraph.

    Raises:
        BadFileError: it cannot be opened, is damaged, locked, too large, or holds no text.
    """
    if isinstance(data, Path):
        if not data.is_file():
            raise BadFileError(f"{file} is not a file.", remedy="Check its name.")
        data = data.read_bytes() if data.stat().st_size <= MAX_BYTES else b"\0" * (MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise BadFileError(f"{file} is larger than {MAX_BYTES // 2**20} MiB.", remedy="Split it into parts.")
    if not data.strip():
        raise BadFileError(f"{file} is empty.", remedy="Choose the report itself.")
    folder = Path(tempfile.mkdtemp(dir=made(cache_folder("reading")), prefix="report-"))
    try:
        (folder / "given").write_bytes(data)
        text = _run(folder, file)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return ReportText(file=file, sha256=hashlib.sha256(data).hexdigest(), text=text)


def _run(folder: Path, name: str) -> str:
    command = [sys.executable, "-I", "-m", _CHILD, str(folder)]
    try:
        done = subprocess.run(command, cwd=folder, env=child_environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise BadFileError(f"{name} takes longer than {SECONDS // 60} minutes to read.", remedy="Split it into parts.") from None
    if done.stdout:
        why = json.loads(done.stdout)
        raise BadFileError(f"{name} cannot be read. {why['sentence']}", remedy=why["remedy"])
    out = folder / "text"
    if done.returncode != 0 or not out.exists():
        raise BadFileError(f"{name} cannot be read: it is damaged, or takes more memory than a report may.", remedy="Save it anew, or copy its text.")
    with out.open(encoding="utf-8", newline="") as file:
        return file.read()
