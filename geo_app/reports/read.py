"""A report → drafts: figures, events, movements and statements with their words. Rules only, offline; nothing is decided here for a person."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geo_app.reports.blame import Blame, blame
from geo_app.reports.cards import Card, card_of
from geo_app.reports.carried import Carried, as_of, belongs
from geo_app.reports.draft_of import Told, draft_of
from geo_app.reports.drafts import Draft, Report
from geo_app.reports.figures import figures_of, items_of
from geo_app.reports.merge import merged
from geo_app.reports.parties import actors
from geo_app.reports.places import Gazetteer
from geo_app.reports.source import publisher_of, relays_of, title_of
from geo_app.reports.statements import rankings, statements_of
from geo_app.reports.ties import STRUCK
from geo_app.reports.triggers import triggers
from geo_app.reports.windows import Calendar
from geo_app.vocabulary import Attribution

if TYPE_CHECKING:
    from geo_app.locating.decided import PlaceFinder
    from geo_app.reports.document import Document, Sentence
    from geo_app.reports.figure import Figure
    from geo_app.reports.places import Where
    from geo_app.vocabulary import Perpetrator

_HEAD = 900
_PERFECT = re.compile(r"\b(?:has|have)\b(?: also| already| since| now)? (?:been )?\w+(?:ed|en|t|led|ne|wn)\b", re.IGNORECASE)
_FIRST = 6
_CARD = 400
"""Letters: lines that far before the first known line of a card still belong to it."""
_ENOUGH = 3
"""Figures that name a party themselves before a whole text is said to be about it; they must be half of all, too."""
_OTHERS = re.compile(r"\bother (?:parties|sides|actors)\b|\bunidentified\b|\bunknown\b|جهات اخري|لم (?:نتمكن|يتم|تحدد)|مجهول", re.IGNORECASE)
_OTHERS_HEAD = re.compile(r"\W*(?:[A-Za-z0-9]{1,2}[.)]\s*)?(?:other (?:parties|sides|actors)|unidentified (?:parties|actors)|جهات اخري|جهات لم)", re.IGNORECASE)
_GROUP = re.compile(r"forces|factions|groups?\b|parties|militias|قوات|فصايل|تنظيم|جهات|هييه|ميليشيات|مليشيات", re.IGNORECASE)
_HARM = frozenset({"killed", "injured", "killed_or_injured", "arrests", "missing"})


@dataclass(slots=True, kw_only=True)
class _Reading:
    """One report under reading: what was carried so far, and the drafts in the order of the text."""

    document: Document
    calendar: Calendar
    gazetteer: Gazetteer
    carried: Carried = field(default_factory=Carried)
    card: Card | None = None
    drafts: list[Draft] = field(default_factory=list)

    def sentence(self, sentence: Sentence) -> None:
        """Read one sentence."""
        self.carried.enter(sentence)
        if _OTHERS_HEAD.match(self.document.folded.text, sentence.start, sentence.end):
            self.carried.blame = None
        near = self.carried.figure if sentence.paragraph - self.carried.paragraph_of <= 1 else None
        figures = figures_of(self.document, sentence, near)
        listed = not figures and sentence.led and self.carried.figure is not None
        if listed and self.carried.figure is not None:
            figures = items_of(self.document, sentence, self.carried.figure, self.carried.heading)
        elif not sentence.led:
            self.carried.heading = self._heading(sentence)
        if figures:
            self._figures(sentence, figures, listed=listed)
        else:
            self.carried.lay(blame(self.document, sentence, None, None))
            if any(one.name in {*_HARM, *STRUCK} for one in triggers(self.document.folded.text, sentence.start, sentence.end)):
                self.carried.see(self.calendar.spans(sentence.start, sentence.end), self.calendar)
                self.carried.pass_by(self.gazetteer.mentions(sentence.start, sentence.end))
        self.drafts += rankings(self.document, sentence, self._ranked(sentence), self.gazetteer)
        self.drafts += statements_of(self.document, sentence)

    def _ranked(self, sentence: Sentence) -> Draft | None:
        """Return the figure whose places a sentence may rank: the last of what the sentence names ("the largest toll"), else the last of any."""
        named = {one.name for one in triggers(self.document.folded.text, sentence.start, sentence.end)} & _HARM
        fits = (one for one in reversed(self.drafts) if one.kind == "tally" and one.measure in named and one.part_of is None)
        return next(fits, None) or self.carried.draft

    def _heading(self, sentence: Sentence) -> str:
        """Return what a sentence that introduces a list says happened ("The fatalities are:"); "" where it introduces none."""
        text = self.document.folded.text
        if not text[sentence.start : sentence.end].rstrip().endswith(":"):
            return ""
        said = [one.name for one in triggers(text, sentence.start, sentence.end) if one.name in _HARM]
        return said[-1] if said else ""

    def _figures(self, sentence: Sentence, figures: list[Figure], *, listed: bool) -> None:
        carried, first = self.carried, len(self.drafts)
        windows = self.calendar.spans(sentence.start, sentence.end)
        perfect = _PERFECT.search(self.document.folded.text, sentence.start, sentence.end) is not None
        wheres = self.gazetteer.mentions(sentence.start, sentence.end)
        label = self.gazetteer.label(sentence.start, figures[0].numeral.start) if sentence.led else None
        wholes = [figure for figure in figures if figure.whole is None and not figure.of_head and not figure.split]
        shared = next((one for figure in wholes if (one := blame(self.document, sentence, figure, carried.blame)) is not None), None)
        at_draft: list[int] = []
        for figure in figures:
            found = self._blame(sentence, figure, figures, shared)
            near = [one for one in windows if belongs(self.document.folded.text, figure, one)]
            if self.card is not None and not near and self._on_card(sentence):
                near = [self.card.when] if self.card.when is not None else []
            when = as_of(carried.when(figure, near), self.calendar, perfect=perfect and not figure.numeral.vague)
            carried.keep(figure, when)
            part = at_draft[figure.whole] if figure.whole is not None else carried.position if figure.of_head and carried.position >= 0 else None
            at_draft.append(len(self.drafts))
            for where in self._places(figure, wheres, label):
                self.drafts.append(draft_of(self.document, sentence, figure, Told(blame=found, when=when, where=where), part))
            carried.lay(found)
        heads = [at for at, figure in enumerate(figures) if not figure.of_head and figure.whole is None]
        if heads and not listed:
            carried.figure, carried.position = figures[heads[-1]], at_draft[heads[-1]]
        carried.draft = self.drafts[first]
        carried.leave(sentence, wheres)

    def _blame(self, sentence: Sentence, figure: Figure, figures: list[Figure], shared: Blame | None) -> Blame | None:
        """Return whom a figure is laid on: by its own words, those of its whole, its list's heading, or another figure of the sentence."""
        if figure.measure == "return":
            return None
        found = self._named_in_list(sentence, figure) or blame(self.document, sentence, figure, self.carried.blame)
        if found is None and figure.whole is not None:
            found = blame(self.document, sentence, figures[figure.whole], self.carried.blame)
        if found is None and (sentence.led or figure.of_head) and not self._names_another(sentence, figure):
            found = self.carried.blame
        if found is None and self.card is not None and self._on_card(sentence):
            found = self.card.blame
        # Who fell on one side of a fight is not laid on whoever is named for the other.
        if found is None and shared is not None and figure.measure in _HARM and "fighters" not in figure.noun.victim_class:
            found = replace(shared, basis="The party is named for another figure of the sentence.")
        return found

    def _names_another(self, sentence: Sentence, figure: Figure) -> bool:
        """Return True where the label of an item names a group that is no party we know: the one before it is not taken up."""
        label = self.document.folded.text[sentence.start : figure.numeral.start].rpartition(":")[0]
        return _GROUP.search(label) is not None

    def _on_card(self, sentence: Sentence) -> bool:
        return self.card is not None and self.card.start - _CARD <= sentence.start <= self.card.end

    def _named_in_list(self, sentence: Sentence, figure: Figure) -> Blame | None:
        """Return the party that labels an item ("Russian forces: 13") or a share ("two by the regime, one by ISIS"); None where none does."""
        text = self.document.folded.text
        if figure.split:
            stop = re.search(r"[,;.]| and \d", text[figure.numeral.end : sentence.end])
            found = actors(text, figure.numeral.end, figure.numeral.end + stop.start() if stop else sentence.end)
        elif sentence.led and ":" in text[sentence.start : figure.numeral.start]:
            colon = text[sentence.start : figure.numeral.start].rindex(":")
            if _OTHERS.search(text, sentence.start, sentence.start + colon):
                return Blame(codes=(), attribution=Attribution.UNKNOWN, basis="The list says the parties are others or not known.")
            found = actors(text, sentence.start, sentence.start + colon)
        else:
            return None
        named = [one for one in found if not one.passive]
        if not named:
            return None
        how = Attribution.JOINT if len(named[0].codes) > 1 else Attribution.SOLE
        return Blame(codes=named[0].codes, attribution=how, span=(named[0].start, named[0].end))

    def _places(self, figure: Figure, wheres: list[Where], label: Where | None) -> list[Where | None]:
        """Return the place of a figure; of "most of the population of A, B and C" each of them."""
        words = self.document.folded.text[figure.numeral.start : figure.numeral.start + 4].lower()
        if figure.numeral.vague and words == "most":
            after: list[Where | None] = [one for one in wheres if one.start >= figure.numeral.end and not one.country]
            if after:
                return after
        text = self.document.folded.text
        if figure.split and text[figure.numeral.start - 1 : figure.numeral.start] == "(":
            named = self.gazetteer.before(len(text[: figure.numeral.start - 1].rstrip()))
            if named is not None:
                return [named]
        return [label if label is not None else self.carried.place(figure, wheres)]


def read_report(document: Document, finder: PlaceFinder) -> Report:
    """Return what a report tells, in the order of its text; ``finder`` places its place names."""
    reading = _Reading(document=document, calendar=Calendar(document), gazetteer=Gazetteer(document, finder))
    head = reading.gazetteer.mentions(0, min(len(document.folded.text), _HEAD))
    reading.carried.country = next((one for one in head if one.country or one.place is not None), None)
    reading.card = card_of(document, reading.calendar, reading.gazetteer)
    if reading.card is not None:
        reading.carried.lead, reading.carried.country = reading.card.when, reading.card.where or reading.carried.country
        reading.carried.last_where = reading.card.where
        if reading.card.when is not None:
            reading.carried.closed[False] = reading.card.when
    for sentence in document.sentences[:_FIRST]:
        harm = any(one.name in _HARM for one in triggers(document.folded.text, sentence.start, sentence.end))
        reading.carried.period(reading.calendar.spans(sentence.start, sentence.end), of_harm=harm)
    for sentence in document.sentences:
        reading.sentence(sentence)
    return Report(
        file=document.file,
        sha256=hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
        title=title_of(document),
        publisher=publisher_of(document),
        printed=reading.calendar.printed,
        relays=relays_of(document),
        language="ar" if document.arabic else "en",
        drafts=merged(_of_one_party(document, reading.drafts)),
    )


def _headed(document: Document, codes: tuple[Perpetrator, ...]) -> bool:
    """Return True where the title names these parties, and no other."""
    title = next((one for one in document.sentences if one.title), None)
    told = [one.codes for one in actors(document.folded.text, title.start, title.end) if not one.passive] if title is not None else []
    return bool(told) and set(told) == {codes}


def _of_one_party(document: Document, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with the party filled in where a whole text holds only one party responsible, and says so in its first lines."""
    named = {one.perpetrators for one in drafts if one.perpetrators and one.kind != "statement" and one.measure not in {"return", "in_need"}}
    harm = [one for one in drafts if one.kind in {"tally", "incident"}]
    own = [one for one in harm if one.perpetrators]
    if len(named) != 1 or len(own) < _ENOUGH or (2 * len(own) < len(harm) and not _headed(document, next(iter(named)))):
        return drafts
    codes = named.pop()
    head = {one.codes for one in actors(document.folded.text, 0, min(len(document.folded.text), _HEAD))}
    if codes not in head and not all(any((code,) == one for one in head) for code in codes):
        return drafts
    how = own[0].attribution
    out = []
    for one in drafts:
        fits = one.kind in {"tally", "incident"} and not one.perpetrators and one.unit != "percent" and "fighters" not in one.victim_class
        said = ("The whole text holds one party responsible; this sentence names none.", *(open_ for open_ in one.undecided if "names no party" not in open_))
        out.append(replace(one, perpetrators=codes, attribution=how, undecided=said, confidence=round(one.confidence - 0.1, 2)) if fits else one)
    return out
