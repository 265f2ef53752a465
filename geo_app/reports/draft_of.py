"""A figure with what its sentence and the ones before say of party, time and place → a draft with the words for each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo_app.reports.drafts import Draft, Span
from geo_app.reports.nouns import means_in
from geo_app.reports.parties import actors
from geo_app.reports.source import ORIGINS
from geo_app.vocabulary import Attribution, Bound, Precision

if TYPE_CHECKING:
    from geo_app.reports.blame import Blame
    from geo_app.reports.dates import When
    from geo_app.reports.document import Document, Sentence
    from geo_app.reports.figure import Figure
    from geo_app.reports.places import Where

MOVED = ("flow", "stock", "return", "in_need")
_QUOTE = 25
_BRIEF = 3
_AROUND = 140
_POINTS = (Precision.EXACT, Precision.NEIGHBOURHOOD, Precision.SETTLEMENT, Precision.NEAR)
_SHARES = {"killed": "share_of_victims", "attacks": "share_of_attacks", "arrests": "share_of_arrests"}
_CUMULATIVE = re.compile(
    r"\b(?:since|between|throughout|over the (?:past|last)|in (?:the )?(?:past|last)|report documents|documented|recorded|total|so far|toll|overall|altogether|in all|per (?:cent|day)|annual|during)\b|منذ|بين عامي|خلال|وثق(?:ت|نا)?|سجل(?:ت|نا)?|حصيله|اجمالي|مجموع",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told of one figure: whom it is laid on, when and where; None where nothing is."""

    blame: Blame | None
    when: When | None
    where: Where | None


def quote_of(document: Document, start: int, end: int, sentence: Sentence) -> str:
    """Return at most 25 words around a span of the folded text, as they stand in the report."""
    first, last = document.folded.back(sentence.start, sentence.end)
    at, to = document.folded.back(start, end)
    words = [(first + one.start(), first + one.end()) for one in re.finditer(r"\S+", document.text[first:last])]
    if not words:
        return ""
    begin = next((n for n, (_, stop) in enumerate(words) if stop > at), 0)
    final = next((n for n, (_, stop) in enumerate(words) if stop >= to), len(words) - 1)
    room = max(_QUOTE - (final - begin + 1), 0)
    begin = max(0, begin - room // 2)
    final = min(len(words) - 1, begin + _QUOTE - 1)
    return document.text[words[begin][0] : words[final][1]]


def _spans(document: Document, figure: Figure, told: Told) -> dict[str, Span]:
    numeral, bound = figure.numeral, figure.bound_span
    phrase = (min(numeral.start, bound[0]) if bound and not figure.inherited else numeral.start, max(figure.counted.end, numeral.end))
    found = {
        "number": (numeral.start, numeral.end),
        "phrase": phrase,
        "bound": bound,
        "perpetrators": told.blame.span if told.blame is not None else None,
        "window": (told.when.at, told.when.to) if told.when is not None and told.when.to else None,
        "area": (told.where.start, told.where.end) if told.where is not None else None,
    }
    out = {}
    for name, span in found.items():
        if span is not None:
            start, end = document.folded.back(*span)
            out[name] = Span(start=start, end=end)
    return out


def _ends(figure: Figure) -> tuple[float | None, float | None]:
    """Return the lowest and the highest value that a figure supports; None where it is open or said in words."""
    numeral = figure.numeral
    if numeral.vague:
        return None, None
    low = None if figure.bound is Bound.AT_MOST else numeral.low
    return low, None if figure.bound is Bound.AT_LEAST else numeral.high


def kind_of(figure: Figure, told: Told, sentence: str) -> str:
    """Return whether a figure is of one incident, a total, or of people moved."""
    if figure.measure in MOVED:
        return "displacement"
    if figure.noun.unit not in {"persons", "families"} or figure.numeral.percent:
        return "tally"
    where, when = told.where, told.when
    exact = where is not None and where.place is not None and where.place.precision in _POINTS
    brief = when is None or (when.start is not None and when.end is not None and (when.end - when.start).days <= _BRIEF)
    return "incident" if exact and brief and not _CUMULATIVE.search(sentence) else "tally"


def _open_points(figure: Figure, told: Told) -> tuple[str, ...]:
    """Return what the text leaves open of a figure, a sentence each."""
    out = []
    if told.blame is None or not told.blame.codes:
        out.append("The text names no party for this figure.")
    elif told.blame.basis:
        out.append(told.blame.basis)
    if told.when is None:
        out.append("The text gives no time for this figure.")
    elif told.when.start is None or told.when.end is None:
        out.append(f"Only part of the window is said: {told.when.basis}.")
    elif told.when.basis != "stated":
        out.append(f"Window: {told.when.basis}.")
    if told.where is None:
        out.append("The text gives no place for this figure.")
    if figure.inherited:
        out.append("The bound stands before the whole, not before this number.")
    return tuple(out)


_CLAIMS = re.compile(
    r"\b(?:claim(?:s|ed|ing)?|assert(?:s|ed)?|boast(?:s|ed)?|announced)\b(?! (?:the )?(?:lives|responsib))|(?<!\w)(?:زعم(?:ت)?|ادع(?:ي|ت)|اعلنت وزاره)(?!\w)",
    re.IGNORECASE,
)


def speaker_of(text: str, sentence: Sentence, figure: Figure) -> str:
    """Return whose claim a figure is where its sentence says that somebody claims it; "" where it is the report's own."""
    said = _CLAIMS.search(text, sentence.start, figure.numeral.start)
    if said is None or re.search(
        r"\b(?:while|but|whereas|however|failing|although|in fact)\b|بينما|لكن", text[said.end() : figure.numeral.start], re.IGNORECASE
    ):
        return ""
    before = text[sentence.start : said.start()]
    named = [(one.end(), name) for name, pattern in ORIGINS for one in re.finditer(pattern, before, re.IGNORECASE)]
    if named:
        return max(named)[1]
    parties = actors(text, sentence.start, said.start())
    return str(parties[-1].codes[0]) if parties else ""


def draft_of(document: Document, sentence: Sentence, figure: Figure, told: Told, part_of: int | None) -> Draft:
    """Return the draft of a figure; ``part_of`` is the position among all drafts of the one that holds it."""
    text = document.folded.text
    spans = _spans(document, figure, told)
    kind = kind_of(figure, told, text[sentence.start : sentence.end])
    low, high = _ends(figure)
    near = text[max(sentence.start, figure.numeral.start - _AROUND) : min(sentence.end, figure.numeral.end + _AROUND)]
    place = told.where.place if told.where is not None else None
    phrase = (figure.numeral.start, max(figure.counted.end, figure.numeral.end))
    lost = 0.1 * (told.blame is None) + 0.1 * (told.when is None)
    return Draft(
        kind=kind,
        measure=_SHARES.get(figure.measure, figure.measure) if figure.numeral.percent and kind == "tally" else figure.measure,
        victim_class=figure.noun.victim_class,
        victim_sub=figure.noun.sub,
        means=figure.means or means_in(near),
        facility=figure.noun.facility,
        perpetrators=told.blame.codes if told.blame is not None else (),
        attribution=told.blame.attribution if told.blame is not None else Attribution.UNKNOWN,
        window_start=told.when.start if told.when is not None else None,
        window_end=told.when.end if told.when is not None else None,
        window_words=document.text[spans["window"].start : spans["window"].end] if "window" in spans else "",
        window_basis=told.when.basis if told.when is not None else "",
        area=told.where.words if told.where is not None else "",
        area_precision=str(place.precision) if place is not None else "country" if told.where is not None else "",
        area_pcodes=place.area_pcodes if place is not None else ("SY",) if told.where is not None else (),
        place_name=place.name if place is not None else "",
        value_min=low,
        value_max=high,
        unit="percent" if figure.numeral.percent else figure.noun.unit,
        bound=figure.bound,
        bound_word=figure.bound_word,
        bound_scope="" if not figure.bound_word else "inherited" if figure.inherited else "own",
        part_of=part_of,
        spans=spans,
        quote=quote_of(document, *phrase, sentence),
        confidence=round(max(0.3, 0.95 - 0.06 * max(figure.tie, 0) - lost), 2),
        undecided=_open_points(figure, told),
        speaker=speaker_of(text, sentence, figure),
        in_title=sentence.title,
    )
