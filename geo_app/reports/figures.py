"""The figures of one sentence: numbers with what they count, what happened, their bound, and which of them are parts of which."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geo_app.reports.bounds import bound_of
from geo_app.reports.events import FEW, event_of
from geo_app.reports.figure import Asked, Figure
from geo_app.reports.lexicon import BOUND_PATTERNS, CLASS_PATTERNS, PARTS, Noun
from geo_app.reports.nouns import counted
from geo_app.reports.ties import STRUCK, SURE, TOO_FAR, names_a_thing, tie_of, ties_of
from geo_app.reports.triggers import cost, triggers
from geo_app.vocabulary import Bound

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo_app.reports.document import Document, Sentence
    from geo_app.reports.numerals import Numeral
    from geo_app.reports.triggers import Trigger

_SUPPOSED = re.compile(
    r"\b(?:would|could|if|unless|might|risk(?:s|ed)? (?:of )?|threaten(?:s|ed|ing)?|in case)\b[^,.;]*$|(?<!\w)(?:قد ي|لو )[^,.;]*$", re.IGNORECASE
)
_MEASURES = {"tortured": "killed", "executed": "killed"}
_MEANS = {"tortured": "torture", "executed": "execution"}
_MOVED = frozenset({"flow", "stock", "return", "in_need"})
_OWN_PART = re.compile(r"\s+(?:of (?:them|whom|which|these|those|the (?:latter|former|total))|منهم|منها|بينهم)(?!\w)", re.IGNORECASE)
_PLACE = re.compile(
    r"\s+(?:of (?:them|whom) )?(?:in|at|from|to|were in|are in)\s+(?:the )?(?:\w+ )?[A-Z\u0600-\u06ff]|\s+(?:by|at the hands of|in) (?:the |those of |custody of |detention |prisons of )*[\w'-]+|\s+(?:nationwide|elsewhere|overall|countrywide)\b|\s+(?:في|علي يد|من قبل) "
)
_BASE = re.compile(r"\s*[\"'(*•-]*\s*(?:of|out of|altogether, of|in all, of)\s+(?:the|all|all the|some|those|a total of)?\s*", re.IGNORECASE)
_AND_THERE = re.compile(r"\b(?:in|from|at|near) (?:the )?(?:[\w'-]+ )?(?:[a-z]{2}-)?[A-Z][\w' -]{2,30},?\s+(?:and|,)\s*(?:[\w ]{0,14})$")
_PERCENT_WHO = re.compile(r"\bwomen and (?:children|minors)\b[^,.;\d]{0,30}$|(?:النساء والاطفال|الاطفال والنساء)[^,.;\d]{0,30}$", re.IGNORECASE)
_LABELLED = re.compile(r":\s*(?:[\w ]{0,12})$")
_LIST = re.compile(
    r"(?:\s*\([^)]*\))?[\s,;]*(?:and|as well as|in addition to|plus|also|another|other|و|اضافه الي|كذلك|كما)?[\s,]*(?:the|a|an|another|also|و|by)?\s*(?:deaths? of\s*)?",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(
    r"\b(?:number|total|toll|figure|count)\b(?: of (?P<of>[^.;]{3,160}?))?[^.;]{0,60}?\b(?:is|was|are|has|have|had|at|to|reach(?:ed|es|ing)?|stands?|stood|exceed(?:s|ed)?|rose|risen|climbed|amount(?:s|ed)?|comes|came|totals)\b[\s\w]{0,24}$|"
    r"(?:عدد|حصيله|اجمالي)(?P<ar>[^.;]{3,120}?)(?:بلغ(?:ت)?|وصل(?:ت)?|يبلغ|ارتفع(?:ت)?|تجاوز(?:ت)?|الي)\s*(?:الي )?[\s\w]{0,20}$",
    re.IGNORECASE,
)
_TAKES_UP = re.compile(
    r"\s*[\"'(*-]*(?:of (?:those|these|them|the (?:dead|victims|total|killed|casualties|wounded|injured))|among (?:them|those|these|the (?:dead|victims|killed|casualties|wounded|injured))|they include(?:d)?|these include(?:d)?|the (?:dead|victims) include(?:d)?|من بين(?:هم|ها| هولاء| الضحايا| القتلي)|بينهم|منهم|وبينهم|ومن بينهم|وكان بينهم|و?توزع(?:ت)? (?:القتلي|الضحايا))(?!\w)",
    re.IGNORECASE,
)
_RECOUNTED = re.compile(
    r"\b(?:count|number|toll|figure|total|estimate)s?\b[^.;]{0,60}?\b(?:at|was|is|to|of)\s+(?:[\w ]{0,16})$|\bput(?:s|ting)? (?:the )?(?:\w+ )?(?:number|toll|figure|total)[^.;]{0,20} at\s+(?:[\w ]{0,14})$|\b(?:spoke|speaks) of\s+(?:[\w ]{0,14})$|\b(?:tally|toll|count|figure) of\s+(?:[\w ]{0,14})$|\b(?:up|down) from\s+(?:[\w ]{0,14})$|(?:عددهم|عددها|العدد|الحصيله|الرقم)[^.;]{0,40}$",
    re.IGNORECASE,
)


_REFUSED = object()
_NARROW = frozenset({"children", "women", "men"})


@dataclass(slots=True, kw_only=True)
class _Reader:
    """Reads the numbers of one sentence in order; each rule returns a figure, ``_REFUSED`` where the number counts nobody, or None to ask the next."""

    text: str
    sentence: Sentence
    head: Figure | None
    ties: list[Trigger]
    out: list[Figure] = field(default_factory=list)
    floor: int = 0
    base: Noun | None = None

    def read(self, numeral: Numeral) -> None:
        """Read one number; what it tells is added to ``out``."""
        noun = counted(self.text, numeral, self.sentence.end)
        if noun is None or (noun.bare and numeral.high == 0):
            return
        if _BASE.fullmatch(self.text[self.sentence.start : numeral.start]):
            self.base = noun.noun
            return
        trigger, tie = tie_of(self.text, self.ties, numeral, noun)
        previous = self.out[-1] if self.out else None
        whole, marked = self._whole(numeral)
        goes_on = previous is not None and self._continues(previous, numeral)
        asked = Asked(numeral=numeral, noun=noun, trigger=trigger, tie=tie, previous=previous, whole=whole, marked=marked, goes_on=goes_on)
        rules: tuple[Callable[[Asked], object], ...] = (
            self._bracketed,
            self._of_base,
            self._taken_up,
            self._recounted,
            self._companion,
            self._at_place,
            self._percent_of,
            self._percent_list,
            self._listed,
            self._event,
            self._direct,
        )
        for rule in rules:
            made = rule(asked)
            if made is not None:
                break
        if isinstance(made, Figure):
            self.out.append(made)
        elif self.sentence.led and not noun.bare and _LABELLED.search(self.text[self.sentence.start : numeral.start]):
            self.item(numeral)
        self.floor = numeral.end

    def item(self, numeral: Numeral) -> None:
        """Read one number of a list's item, to which the heading's figure says what happened."""
        noun = counted(self.text, numeral, self.sentence.end)
        if self.head is None or noun is None:
            return
        if noun.noun.measure == "incidents" and self.head.measure in {"arrests", "missing"}:
            noun = replace(noun, noun=self.head.noun)
        elif noun.noun.victim_class == "people" and self.head.noun.victim_class == "civilians" and noun.noun.unit == "persons" and not self._says_what(numeral):
            noun = replace(noun, noun=replace(noun.noun, victim_class="civilians"))
        if noun.noun.measure:
            return
        labelled = _LABELLED.search(self.text[self.sentence.start : numeral.start]) is not None
        if noun.bare:
            if not labelled or names_a_thing(self.text, numeral, self.sentence):
                return
            noun = replace(noun, noun=self.head.noun)
        whole, marked = self._whole(numeral)
        asked = Asked(numeral=numeral, noun=noun, trigger=self.head.trigger, tie=self.head.tie + 1, previous=None, whole=whole, marked=marked, goes_on=False)
        made = self._made(asked, self.head.measure, noun.noun, whole)
        if made.bound is Bound.STATED and self.head.bound in {Bound.AT_LEAST, Bound.ABOUT}:
            made = replace(made, bound=self.head.bound, bound_word=self.head.bound_word, inherited=True)
        self.out.append(made)
        self.floor = numeral.end

    def _says_what(self, numeral: Numeral) -> bool:
        """Return True where the label of an item says itself what happened ("Reported deaths: 5")."""
        return bool(triggers(self.text, self.sentence.start, numeral.start))

    def _of(self, asked: Asked, like: Figure, noun: Noun, whole: int | None = None) -> Figure:
        """Return a figure that shares what happened with another one."""
        return self._made(replace(asked, trigger=like.trigger, tie=like.tie), like.measure, noun, whole)

    def _made(self, asked: Asked, measure: str, noun: Noun, whole: int | None) -> Figure:
        bound, word, span = bound_of(self.text, asked.numeral, self.floor or self.sentence.start, asked.noun.end, self.sentence.end)
        inherited = False
        holder = self.out[whole] if whole is not None else None
        if holder is not None and bound is Bound.STATED and holder.bound in {Bound.AT_LEAST, Bound.ABOUT}:
            bound, word, span, inherited = holder.bound, holder.bound_word, holder.bound_span, True
        if holder is not None and noun.victim_class == "women" and holder.noun.victim_class in {"medical", "media", "civil_defence", "aid_workers"}:
            noun = Noun(victim_class=holder.noun.victim_class, sub="women")
        return Figure(
            numeral=asked.numeral,
            counted=asked.noun,
            noun=noun,
            measure=_MEASURES.get(measure, measure),
            means=noun.means or _MEANS.get(measure, ""),
            trigger=asked.trigger,
            tie=asked.tie,
            bound=bound,
            bound_word=word,
            bound_span=span,
            inherited=inherited,
            whole=whole,
        )

    def _told_of_head(self, asked: Asked, noun: Noun) -> Figure:
        head = self.head
        if head is None:
            raise ValueError(asked)
        made = replace(self._of(asked, head, noun), of_head=True, tie=head.tie + 1)
        if made.bound is Bound.STATED and head.bound in {Bound.AT_LEAST, Bound.ABOUT} and noun is not head.noun:
            made = replace(made, bound=head.bound, bound_word=head.bound_word, inherited=True)
        return made

    def _bracketed(self, asked: Asked) -> Figure | None:
        """Read a place's share in brackets: "most went to: Dana (58,338), Saraqib (14,127)"."""
        numeral, text = asked.numeral, self.text
        inside = text[numeral.start - 1 : numeral.start] == "(" and text[numeral.end : numeral.end + 1] == ")"
        begun = ":" in text[self.sentence.start : numeral.start][-60:] or (bool(self.out) and self.out[-1].split)
        if self.head is None or not asked.noun.bare or not inside or not begun:
            return None
        return replace(self._told_of_head(asked, self.head.noun), split=True)

    def _of_base(self, asked: Asked) -> Figure | None:
        """Read "of the 20 hospitals that we help, fifteen have been hit": the base is no figure, what is said of its part is."""
        if self.base is None or self.base.measure != "facilities" or not asked.noun.bare:
            return None
        struck = [one for one in self.ties if one.name in STRUCK and cost(self.text, one, asked.numeral.start, asked.numeral.end) < SURE]
        noun = Noun(measure="attacks_on_facilities", unit="facilities", facility=self.base.facility)
        return self._made(asked, noun.measure, noun, None) if struck else None

    def _taken_up(self, asked: Asked) -> Figure | None:
        """Read a part of an earlier sentence's figure: "Of those, 2,046 were children"; "more than 60 of them died"."""
        if self.head is None or not (asked.trigger is None or asked.tie > SURE or asked.trigger.name == self.head.measure):
            return None
        before, after = self.text[self.sentence.start : asked.numeral.start], self.text[asked.numeral.end : asked.numeral.end + 16]
        if _TAKES_UP.match(before) and not asked.noun.bare and not asked.noun.noun.measure and not asked.marked:
            return self._told_of_head(asked, asked.noun.noun)
        persons = self.head.noun.unit == "persons"
        if asked.noun.bare and persons and not self.out and _OWN_PART.match(after) and asked.numeral.high <= self.head.numeral.high:
            return self._told_of_head(asked, self.head.noun)
        return None

    def _recounted(self, asked: Asked) -> Figure | None:
        """Read another count of an earlier sentence's figure: "… put the number at 60"."""
        head = self.out[-1] if self.out else self.head
        if head is not None and head.whole is not None and self.out:
            head = self.out[head.whole]
        elif head is not None and self.head is not None and head.of_head:
            head = self.head
        if head is None or not asked.noun.bare or head.noun.unit != "persons" or asked.numeral.low <= FEW:
            return None
        tied = asked.trigger is not None and bool(asked.trigger.name) and asked.tie <= SURE
        if tied or not _RECOUNTED.search(self.text[self.sentence.start : asked.numeral.start]) or names_a_thing(self.text, asked.numeral, self.sentence):
            return None
        return replace(self._of(asked, head, head.noun), tie=head.tie + 1)

    def _companion(self, asked: Asked) -> Figure | None:
        """Read somebody killed along with others: "with their mother"."""
        if asked.previous is None or re.match(r"(?:mother|father|wife|husband)\b", self.text[asked.numeral.start : asked.numeral.end], re.IGNORECASE) is None:
            return None
        return self._of(asked, asked.previous, asked.noun.noun, asked.previous.whole)

    def _at_place(self, asked: Asked) -> Figure | None:
        """Read one place's share of a figure: "20 were hit: 10 in Hama, 9 in Idlib"."""
        previous = asked.previous
        if previous is None or not asked.noun.bare or _PLACE.match(self.text[asked.numeral.end : asked.numeral.end + 40]) is None:
            return None
        gap = self.text[max(previous.counted.end, previous.numeral.end) : asked.numeral.start]
        begins = re.search(r"[:(]\s*(?:\w+ ){0,2}$", gap) is not None and len(gap) < 60  # noqa: PLR2004 - letters
        if not begins and not previous.split and _AND_THERE.search(gap) and not asked.direct:
            return self._of(asked, previous, previous.noun, previous.whole)
        if not begins and not previous.split:
            return None
        whole = previous.whole if previous.split and previous.whole is not None else len(self.out) - 1
        return replace(self._of(asked, previous, previous.noun, whole), split=True)

    def _percent_of(self, asked: Asked) -> Figure | None:
        """Read a share of the figure before: "1.2 million, 85% of them women and children", "66% of them inside the governorate"."""
        like = asked.previous if asked.previous is not None else self.head
        if like is None or not asked.numeral.percent or like.numeral.percent or like.noun.unit not in {"persons", "families"}:
            return None
        if _OWN_PART.match(self.text[asked.numeral.end : asked.numeral.end + 16].lstrip("%٪")) is None:
            return None
        named = _PERCENT_WHO.search(self.text[self.sentence.start : asked.numeral.start])
        noun = Noun(victim_class="children;women") if named is not None else like.noun if asked.noun.bare else asked.noun.noun
        if noun.measure:
            return None
        return replace(self._of(asked, like, noun), whole=len(self.out) - 1) if asked.previous is not None else self._told_of_head(asked, noun)

    def _percent_list(self, asked: Asked) -> Figure | None:
        """Read the second percentage of a list: "41% of the toll … second with 38%"."""
        if asked.previous is None or not asked.numeral.percent or not asked.previous.numeral.percent or asked.noun.noun.measure:
            return None
        return self._of(asked, asked.previous, asked.previous.noun if asked.noun.bare else asked.noun.noun, asked.previous.whole)

    def _listed(self, asked: Asked) -> object:
        """Read a part ("including 746 children") or the next item of a list, which share what happened with the figure before them."""
        previous = asked.previous
        if previous is None or not (asked.marked or asked.goes_on) or asked.noun.noun.measure or asked.direct:
            return None
        if asked.noun.bare and (not asked.marked or names_a_thing(self.text, asked.numeral, self.sentence)):
            return _REFUSED
        holder = self.out[asked.whole] if asked.whole is not None and asked.marked else previous
        of_events = holder.noun.measure and not holder.noun.victim_class and holder.measure not in {"arrests", "killed", "injured"}
        if of_events and asked.noun.noun.victim_class:
            return _REFUSED
        noun = holder.noun if asked.noun.bare else asked.noun.noun
        return self._of(asked, holder, noun, asked.whole if asked.marked else previous.whole)

    def _event(self, asked: Asked) -> object:
        """Read a number of events, buildings, deaths or cases."""
        if not asked.noun.noun.measure:
            return None
        like = asked.previous if asked.previous is not None else self.head
        if asked.noun.noun.measure == "incidents" and like is not None and like.measure in {"arrests", "missing"}:
            return self._of(asked, like, like.noun)
        event = event_of(asked.noun.noun, self.text, asked.numeral, self.sentence, asked.trigger)
        if event is None:
            return _REFUSED
        whole = asked.whole if asked.marked else asked.previous.whole if asked.goes_on and asked.previous is not None else None
        if whole is not None and self.out[whole].measure != event.measure:
            whole = None
        return self._made(asked, event.measure, event, whole)

    def _direct(self, asked: Asked) -> object:
        """Read a number of persons by the word of its own sentence that says what happened to them."""
        trigger, noun = asked.trigger, asked.noun
        if trigger is None or not trigger.name or asked.tie >= TOO_FAR:
            return self._copular(asked) if noun.bare else _REFUSED
        if _SUPPOSED.search(self.text[self.sentence.start : min(trigger.start, asked.numeral.start)]) or trigger.name in STRUCK:
            return _REFUSED
        if noun.bare and (asked.tie >= SURE or names_a_thing(self.text, asked.numeral, self.sentence)):
            return self._copular(asked)
        if noun.bare and trigger.name == "in_need":
            return _REFUSED
        value = self._whom(asked)
        if value.unit == "families" and trigger.name not in _MOVED:
            return _REFUSED
        own = asked.whole is not None and _OWN_PART.match(self.text[asked.numeral.end : asked.numeral.end + 16]) is not None
        same = own and asked.whole is not None and self.out[asked.whole].measure == _MEASURES.get(trigger.name, trigger.name)
        return self._made(asked, trigger.name, value, asked.whole if same else None)

    def _whom(self, asked: Asked) -> Noun:
        """Return who is counted; "others" and bare numbers beside civilians are civilians."""
        others = re.fullmatch(r"(?:\w+ )?others?|اخرين|اخرون", self.text[asked.noun.start : asked.noun.end].strip(), re.IGNORECASE)
        near = asked.previous is not None and asked.numeral.start - asked.previous.numeral.end < 60  # noqa: PLR2004 - letters
        before = asked.previous
        if before is not None and before.whole is not None:
            before = self.out[before.whole]
        earlier = self.out[-2] if len(self.out) > 1 else None
        if before is not None and earlier is not None and {before.noun.victim_class, earlier.noun.victim_class} <= _NARROW and not others:
            # "71 were children and 77 women, and 28 of the total died": of the dead, not of the women.
            near, before = False, self.head if before.of_head else None
        if (asked.noun.bare or others) and near and before is not None and before.noun.victim_class and before.noun.unit == "persons":
            return Noun(victim_class=before.noun.victim_class)
        if asked.noun.bare and self.base is not None and self.base.victim_class:
            return self.base
        source = before if before is not None else self.head
        if asked.noun.bare and source is not None and _OWN_PART.match(self.text[asked.numeral.end : asked.numeral.end + 16]):
            return source.noun if source.noun.victim_class else Noun(victim_class="people")
        return Noun(victim_class="people") if asked.noun.bare else asked.noun.noun

    def _copular(self, asked: Asked) -> object:
        """Read "the number of people displaced … is at least 3.3 million": what is counted stands before the verb."""
        found = _NUMBER_OF.search(self.text[self.sentence.start : asked.numeral.start])
        if found is None or names_a_thing(self.text, asked.numeral, self.sentence):
            return _REFUSED
        named = found.group("of") or found.group("ar") or ""
        first = next((kind.victim_class for pattern, kind in CLASS_PATTERNS if pattern.search(named.lstrip()[:24])), "people")
        begun = self.sentence.start + found.start() - 30
        inside = [one for one in self.ties if begun <= one.start < asked.numeral.start and one.name and one.name not in STRUCK]
        if not inside:
            return _REFUSED
        return self._made(replace(asked, trigger=inside[0], tie=2.0), inside[0].name, Noun(victim_class=first), None)

    def _whole(self, numeral: Numeral) -> tuple[int | None, bool]:
        """Return the figure that a number is said to be a part of ("including", "of whom"), and whether it is said."""
        if not self.out:
            return None, False
        previous = self.out[-1]
        gap = self.text[previous.numeral.end : numeral.start]
        marker = PARTS.search(gap)
        own = _OWN_PART.match(self.text[numeral.end : numeral.end + 16])
        if (marker is not None and re.search(r"\d|[.;]", gap[marker.end() :]) is None) or own is not None:
            # "28 medics including eight women" has parts of its own; of children or women reports tell none.
            narrow = previous.noun.victim_class in _NARROW
            if narrow and previous.whole is None and own is not None:
                wide = [at for at, one in enumerate(self.out) if one.noun.victim_class not in _NARROW]
                return (wide[-1] if wide else len(self.out) - 1), True
            return (previous.whole if previous.whole is not None and narrow else len(self.out) - 1), True
        if previous.whole is not None and self._continues(previous, numeral):
            return previous.whole, True
        return None, False

    def _continues(self, previous: Figure, numeral: Numeral) -> bool:
        """Return True where a number goes on with the list that the previous one stands in."""
        gap = self.text[max(previous.numeral.end, previous.counted.end) : numeral.start]
        for _, pattern in BOUND_PATTERNS:
            gap = pattern.sub(" ", gap)
        return _LIST.fullmatch(gap) is not None


def figures_of(document: Document, sentence: Sentence, head: Figure | None = None) -> list[Figure]:
    """Return the figures of harm and displacement of one sentence, in order.

    ``head``: the figure that an earlier sentence told, for sentences that take it up ("Of those, 2,046 were children"): those have ``of_head`` set.
    """
    text = document.folded.text
    reader = _Reader(text=text, sentence=sentence, head=head, ties=ties_of(text, sentence))
    for numeral in document.numerals:
        if sentence.start <= numeral.start < sentence.end:
            reader.read(numeral)
    return reader.out


def items_of(document: Document, sentence: Sentence, head: Figure, heading: str = "") -> list[Figure]:
    """Return the figures of an item of a list whose heading said what happened ("Medics: 28 medics including eight women").

    ``heading``: what a heading without a figure said ("The fatalities are:"), which goes before what ``head`` says.
    """
    head = replace(head, measure=heading) if heading else head
    reader = _Reader(text=document.folded.text, sentence=sentence, head=head, ties=[])
    for numeral in document.numerals:
        if sentence.start <= numeral.start < sentence.end:
            reader.item(numeral)
    return reader.out
