"""A report of a stranger (HTML, PDF, DOCX), read alone: run in a child process with limits of memory and time, and no network.

``python -I -m geo_app.readers.report_child FOLDER``: reads ``FOLDER/given`` by what it holds, not by its name, and writes its text to ``FOLDER/text``
(UTF-8), or says in one JSON object on standard output why it cannot.
"""

from __future__ import annotations

import json
import os
import re
import sys
import zipfile
from pathlib import Path

from geo_app.readers.parse_refusal import RefusedError, refuse
from geo_app.readers.parse_text import encoding_of
from geo_app.readers.polygons_child import ENVIRONMENT, limit_process

MOST_PAGES, MOST_SIGNS, MOST_UNPACKED = 2_000, 20_000_000, 200 * 2**20
_BLOCKS = {
    "p",
    "div",
    "br",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "section",
    "article",
    "header",
    "footer",
    "ul",
    "ol",
    "table",
    "blockquote",
    "dd",
    "dt",
}
_UNREAD = {"script", "style", "noscript", "template", "svg", "iframe", "head", "nav", "form", "button", "select", "option"}


def kind_of(path: Path) -> str:
    """Return pdf, docx, html or text."""
    with path.open("rb") as file:
        head = file.read(4096)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "html" if re.match(rb"<(?:!doctype html|html|head|body|\?xml[^>]*>\s*<(?:!doctype )?html|div|article|p\b)", start) else "text"


def _text(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(65_536)
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")) and head.count(b"\0") < len(head) // 8:
        refuse("It is no text.", "Give the report as text, HTML, PDF or DOCX.")
    return path.read_bytes().decode(encoding_of(path, head).name, errors="replace")


def _html(path: Path) -> str:
    import lxml.html  # noqa: PLC0415 - after the limits are set
    from lxml import etree  # noqa: PLC0415

    raw = path.read_bytes()
    parser = lxml.html.HTMLParser(
        encoding=None if re.search(rb"charset", raw[:4096], re.IGNORECASE) else "utf-8", remove_comments=True, no_network=True, huge_tree=False
    )
    try:
        root = lxml.html.document_fromstring(raw, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        refuse("It holds no page.", "Save the page again, or copy its text.")
    out: list[str] = []
    title = root.findtext(".//title")
    if title:
        out += [title.strip(), "\n\n"]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        if any(parent.tag in _UNREAD for parent in (element, *element.iterancestors())):
            if event == "end" and name in _UNREAD and element.tail and not any(parent.tag in _UNREAD for parent in element.iterancestors()):
                out.append(re.sub(r"\s+", " ", element.tail))
            continue
        if name in _BLOCKS:
            out.append("\n\n" if name != "br" else "\n")
        words = element.text if event == "start" else element.tail
        if words:
            out.append(re.sub(r"\s+", " ", words))
    return re.sub(r"[ \t]*\n[ \t]*(?:\n[ \t]*)+", "\n\n", "".join(out)).strip() + "\n"


def _pdf(path: Path) -> str:
    import pypdf  # noqa: PLC0415 - after the limits are set
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        book = pypdf.PdfReader(path, strict=False)
        if book.is_encrypted and not book.decrypt(""):
            refuse("It is locked with a password.", "Save it without one.")
        if len(book.pages) > MOST_PAGES:
            refuse(f"It has more than {MOST_PAGES:,} pages.", "Split it into parts.")
        pages = [page.extract_text() or "" for page in book.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError):
        refuse("It is a damaged PDF.", "Save it anew, or copy its text.")
    text = "\n\n".join(_unwrapped(page) for page in pages)
    if not text.strip():
        refuse("It holds pictures of pages and no text.", "Have its text recognised first, then give that.")
    return text


def _unwrapped(page: str) -> str:
    """Join the lines of a page that are one sentence broken at the margin; a word broken with a hyphen becomes one again."""
    lines = [line.rstrip() for line in page.splitlines()]
    longest = max((len(line) for line in lines), default=0)
    out: list[str] = []
    for line in lines:
        if out and out[-1] and line and len(out[-1]) > 0.6 * longest and not out[-1].endswith((".", ":", "!", "?")):
            out[-1] = out[-1][:-1] + line if re.search(r"[a-z]-$", out[-1]) else f"{out[-1]} {line}"
        else:
            out.append(line)
    return "\n".join(out)


def _docx(path: Path) -> str:
    import docx  # noqa: PLC0415 - after the limits are set
    from docx.table import Table  # noqa: PLC0415

    try:
        with zipfile.ZipFile(path) as package:
            if sum(one.file_size for one in package.infolist()) > MOST_UNPACKED:
                refuse("It unpacks to more than a report holds.", "Save its text alone.")
            if "word/document.xml" not in package.namelist():
                refuse("It is a zip file and no document.", "Give the report as text, HTML, PDF or DOCX.")
        document = docx.Document(str(path))
        out = [
            "\n".join(" ".join(cell.text for cell in row.cells) for row in one.rows) if isinstance(one, Table) else one.text
            for one in document.iter_inner_content()
        ]
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, NotImplementedError, AttributeError):
        refuse("It is a damaged document.", "Save it anew, or copy its text.")
    return "\n\n".join(out)


_READERS = {"text": _text, "html": _html, "pdf": _pdf, "docx": _docx}


def main(folder: Path) -> None:
    """Read the file given in ``folder`` under limits and write its text there; or say why not."""
    os.environ.update(ENVIRONMENT)
    limit_process()
    try:
        text = _READERS[kind_of(folder / "given")](folder / "given")
        if len(text) > MOST_SIGNS:
            refuse("It is longer than a report.", "Split it into parts.")
        with (folder / "text").open("w", encoding="utf-8", newline="", errors="replace") as out:
            out.write(text)
    except RefusedError as refused:
        sys.stdout.write(json.dumps({"sentence": refused.sentence, "remedy": refused.remedy}))
    except (MemoryError, RecursionError):
        sys.stdout.write(json.dumps({"sentence": "It needs more memory than a report may.", "remedy": "Split it into parts."}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
