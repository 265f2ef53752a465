"""A text → its title, its own sentences, and what is no part of it: headlines of other pages, buttons, menus."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from geo_app.reports.folded import Folded, fold, is_arabic
from geo_app.reports.numerals import Numeral, masked, numerals

_RELATED = re.compile(
    r"\s*(?:related (?:articles|posts|news|stories|content|links|topics)|latest (?:articles|news|posts)|popular (?:videos?|posts|now)|more (?:stories|news|on this story|from .{3,30})|"
    r"read (?:more|also|next)|see also|you (?:may|might) (?:also )?like|most (?:read|popular|viewed)|recommended(?: for you)?|trending|subscribe|view full report|share this|"
    r"follow us(?: on)?|leave a (?:reply|comment)|comments?|editors?'? (?:choice|picks)|also read|don't miss|"
    r"مواضيع ذات صله|مقالات ذات صله|اخبار ذات صله|اقرا ايضا|اقرا المزيد|اخبار متعلقه|المزيد من .{3,30}|الاكثر قراءه|شارك(?:ها)?|تابعنا|قد يعجبك ايضا)\s*:?\s*",
    re.IGNORECASE,
)
_HARD_END = re.compile(
    r"\s*(?:related (?:articles|posts|news|stories)|latest (?:articles|news)|popular (?:videos?|posts)|most (?:read|popular|viewed)|you (?:may|might) (?:also )?like|"
    r"more (?:stories|from .{3,30})|recommended(?: for you)?|مواضيع ذات صله|مقالات ذات صله|اخبار ذات صله|اخبار متعلقه|الاكثر قراءه|قد يعجبك ايضا)\s*:?\s*",
    re.IGNORECASE,
)
_LINK = re.compile(r"\s*(?:read (?:more|also|next)|see also|also read|related|watch|اقرا ايضا|اقرا المزيد|شاهد ايضا)\s*:.*", re.IGNORECASE)
_ABBREVIATED = re.compile(
    r"(?:\b(?:U\.S|U\.N|U\.K|E\.U|a\.m|p\.m|i\.e|e\.g|Mr|Mrs|Ms|Dr|St|No|Nos|vs|Gen|Col|Lt|Maj|Sgt|Capt|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|approx|ca|Art|Res|al|Inc|"
    r"Prof|Rev|Gov|Sen|Rep|Hon|para|dept|est)|\b[A-Z])\.$"
)
_BOUNDARY = re.compile(r"(?:[.!?]+[\"')\]]*)\s+(?=[\"'(\[]*[A-Z0-9\u0600-\u06ff\x00\x01*•-])")
_SHORT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """``start, end`` in the folded text; ``paragraph`` its number; ``title`` where it heads the text; ``led``: it follows a colon, as items of a list do."""

    start: int
    end: int
    paragraph: int
    title: bool = False
    led: bool = False


@dataclass(frozen=True, eq=False, kw_only=True)
class Document:
    """A report as text: ``text`` as it is; ``file`` its name without a folder."""

    text: str
    file: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    @cached_property
    def folded(self) -> Folded:
        """The text as rules read it."""
        return fold(self.text)

    @cached_property
    def _hidden(self) -> tuple[str, list[tuple[int, int]]]:
        return masked(self.folded.text)

    @property
    def dates(self) -> list[tuple[int, int]]:
        """Spans of its dates."""
        return self._hidden[1]

    @cached_property
    def numerals(self) -> list[Numeral]:
        """Its numbers that may count somebody."""
        return numerals(self.folded.text, self._hidden[0])

    @cached_property
    def arabic(self) -> bool:
        """True where it is written in Arabic."""
        return is_arabic(self.text[:4000])

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its own sentences in order."""
        text = self.folded.text
        out: list[Sentence] = []
        for number, (start, end, title) in enumerate(_paragraphs(text)):
            led = bool(out) and text[out[-1].start : out[-1].end].rstrip().endswith(":")
            for first, last in _split(text, start, end):
                out.append(Sentence(start=first, end=last, paragraph=number, title=title, led=led or _is_item(text[first:last])))
        return tuple(out)


def _is_item(text: str) -> bool:
    return re.match(r"\s*(?:[-*•·]|\d{1,2}[.)]\s)", text) is not None or re.match(r"[^:.]{2,40}:\s", text) is not None


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    out, first = [], start
    for found in _BOUNDARY.finditer(text, start, end):
        cut = found.end()
        ended = text[found.start() : found.start() + 1]
        if ended == "." and _ABBREVIATED.search(text[max(first, found.start() - 8) : found.start() + 1]):
            continue
        if (
            ended == "."
            and text[found.start() - 1 : found.start()].isdigit()
            and text[cut : cut + 1].isdigit()
            and found.group().strip() == "."
            and " " not in found.group()
        ):
            continue
        if text[first:cut].strip():
            out.append((first, found.end()))
        first = cut
    if text[first:end].strip():
        out.append((first, end))
    return out


def _lines(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(r"[^\n]+", text) if found.group().strip()]


def _paragraphs(text: str) -> list[tuple[int, int, bool]]:
    """Return the paragraphs that are the text's own: start, end, and whether it is its title."""
    lines = [(start, end) for start, end in _lines(text)]
    kept: list[tuple[int, int]] = []
    skip_short = False
    for start, end in lines:
        line = text[start:end]
        if _HARD_END.fullmatch(line) and start > len(text) * 0.4:
            break
        if _RELATED.fullmatch(line) or _LINK.fullmatch(line):
            skip_short = bool(_RELATED.fullmatch(line))
            continue
        if skip_short and start > len(text) * 0.5 and len(line) < 2 * _SHORT and not line.rstrip().endswith((".", "!", "?", '"')):
            continue
        skip_short = False
        kept.append((start, end))
    merged: list[tuple[int, int, bool]] = []
    for start, end in kept:
        if merged and _continues(text, merged[-1][1], start, merged[-1][0], end):
            merged[-1] = (merged[-1][0], end, merged[-1][2])
        else:
            merged.append((start, end, False))
    titles = _titles(text, merged)
    return [(start, end, at in titles) for at, (start, end, _) in enumerate(merged)]


def _continues(text: str, last: int, start: int, began: int, end: int) -> bool:
    """Return True where a line goes on with the sentence of the one before: a page break, a wrapped line, or pieces of a picture's text."""
    before, after = text[began:last].rstrip(), text[start:end].strip()
    if before.endswith((".", "!", "?", ":", '."', '?"')):
        return False
    if re.match(r"[a-z(]|and\b|\d+ [a-z]", after) and not re.match(r"[-*•]", after) and not before.endswith("**"):
        return True
    if re.match(r"(?:since|between|from|during|until) ", after, re.IGNORECASE) and _piece(before.rsplit("\n", 1)[-1]) and len(after) < 2 * _SHORT:
        return True
    if re.fullmatch(r"(?i)killed|injured|arrested|displaced", after) and len(before) <= _SHORT and "\n" not in before:
        return True
    if re.fullmatch(r"[\d,.]+ ?[MKmk]?(?: million)?", before.rsplit("\n", 1)[-1].strip()) and len(after.split()) <= 6:  # noqa: PLR2004 - a label
        return True
    pieces = len(after) <= _SHORT and len(before.rsplit("\n", 1)[-1]) <= _SHORT
    return pieces and _piece(after) and _piece(before.rsplit("\n", 1)[-1])


def _piece(line: str) -> bool:
    """Return True for a piece of an infographic: a number alone, a class alone, a bound word."""
    words = line.strip().split()
    return 0 < len(words) <= 4 and (  # noqa: PLR2004
        re.fullmatch(r"[\d,.]+[MKmk]?(?:\s+\w+){0,3}", line.strip()) is not None
        or (len(words) < 4 and line.strip().lower() == line.strip())  # noqa: PLR2004
        or bool(re.fullmatch(r"(?i)killed|injured|arrested|displaced", line.strip()))
    )


def _titles(text: str, blocks: list[tuple[int, int, bool]]) -> set[int]:
    """Return which blocks head the text: the first lines without a full stop, before the first long paragraph."""
    out = set()
    for at, (start, end, _) in enumerate(blocks[:8]):
        line = text[start:end].strip()
        if len(line) > 220 or (line.endswith((".", ":")) and not line.endswith("...") and len(line) > _SHORT):  # noqa: PLR2004 - a headline is shorter
            break
        out.add(at)
    return out
