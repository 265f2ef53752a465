"""The text of a report: plain, HTML, PDF and DOCX give the same words; what is none is refused with a sentence."""

from __future__ import annotations

import io

import docx
import matplotlib.pyplot as plt
import pytest

from geo_app.errors import BadFileError
from geo_app.readers.report_text import read_report_text

SENTENCE = "Russian forces killed at least 31 civilians in Idlib on 4 May 2019."


def as_docx() -> bytes:
    """Return a document with one sentence and a table."""
    book, out = docx.Document(), io.BytesIO()
    book.add_paragraph(SENTENCE)
    book.add_table(rows=1, cols=2).rows[0].cells[0].text = "Total"
    book.save(out)
    return out.getvalue()


def as_pdf() -> bytes:
    """Return a page with one sentence."""
    figure, out = plt.figure(), io.BytesIO()
    figure.text(0.05, 0.5, SENTENCE, fontsize=9)
    figure.savefig(out, format="pdf")
    plt.close(figure)
    return out.getvalue()


def as_html() -> bytes:
    """Return a page with one sentence among what no reader reads."""
    return (
        "<!doctype html><html><head><title>A page</title><script>var a = '99 civilians killed'</script></head>"
        f"<body><nav>88 killed</nav><p>{SENTENCE}</p><style>p{{}}</style></body></html>"
    ).encode()


@pytest.mark.parametrize("make", [SENTENCE.encode, as_html, as_docx, as_pdf], ids=["text", "html", "docx", "pdf"])
def test_every_format_gives_its_words(make):
    """The sentence is there, and what a reader does not see is not."""
    text = read_report_text(make(), file="report").text
    assert SENTENCE in text
    assert "88" not in text
    assert "99" not in text


def test_plain_text_is_as_it_stands():
    """Line ends and signs of a text file stay, so that offsets are those of the file."""
    assert read_report_text("ا\r\nب\r\n".encode(), file="a.txt").text == "ا\r\nب\r\n"


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"", "empty"), (b"%PDF-1.7 broken", "damaged PDF"), (b"PK\x03\x04broken", "damaged"), (bytes(range(256)) * 40, "no text")],
    ids=["empty", "pdf", "docx", "binary"],
)
def test_what_is_no_report(data, says):
    """A damaged or foreign file is refused in one sentence, without a path."""
    with pytest.raises(BadFileError, match=says) as refused:
        read_report_text(data, file="a.bin")
    assert "/" not in str(refused.value)
