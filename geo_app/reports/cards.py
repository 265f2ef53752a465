"""The card of facts at the head of an inquiry into one incident: "- Date: …", "- Location: …", "- Potentially responsible: …"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo_app.reports.blame import Blame
from geo_app.reports.parties import actors, how_named
from geo_app.vocabulary import Attribution

if TYPE_CHECKING:
    from geo_app.reports.dates import When
    from geo_app.reports.document import Document
    from geo_app.reports.places import Gazetteer, Where
    from geo_app.reports.windows import Calendar

_LINE = r"^[ \t]*(?:[-*•]\s*)?(?:\*\*)?(?:{})(?:\*\*)?\s*:\s*(?:\*\*)?(?P<said>[^\n]+)$"
_DATE = re.compile(
    _LINE.format(r"date(?: of (?:the )?(?:attack|incident|strike))?|incident date|(?:ال)?تاريخ(?: الهجوم| الحادثه)?"), re.IGNORECASE | re.MULTILINE
)
_PLACE = re.compile(_LINE.format(r"location|place|site|(?:ال)?موقع|(?:ال)?مكان"), re.IGNORECASE | re.MULTILINE)
_PARTY = re.compile(
    _LINE.format(
        r"(?:potentially|allegedly|likely|possibly|presumably)? ?responsib(?:le|ility)(?: party)?|(?:potential|alleged|suspected|likely|possible|presumed) (?:perpetrators?|responsib\w+|belligerents?)|(?:ال)?مسوول(?: (?:ال)?محتمل)?(?: عن الهجوم)?|(?:ال)?جهه المسووله(?: المحتمله)?"
    ),
    re.IGNORECASE | re.MULTILINE,
)
_LEAST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card says of one incident, and the span of its lines in the folded text; None for what it leaves out."""

    start: int
    end: int
    when: When | None = None
    where: Where | None = None
    blame: Blame | None = None


def card_of(document: Document, calendar: Calendar, gazetteer: Gazetteer) -> Card | None:
    """Return the card of a text; None where it has none: fewer than two of the three lines, or two places or parties (a list of incidents)."""
    text = document.folded.text
    lines = {name: list(pattern.finditer(text)) for name, pattern in (("date", _DATE), ("place", _PLACE), ("party", _PARTY))}
    if len(lines["place"]) > 1 or len(lines["party"]) > 1 or sum(map(bool, lines.values())) < _LEAST:
        return None
    if len(lines["date"]) > 1:
        near = (lines["place"] or lines["party"])[0].start()
        lines["date"] = [min(lines["date"], key=lambda one: abs(one.start() - near))]
    spans = {name: found[0].span("said") for name, found in lines.items() if found}
    every = [found[0].span() for found in lines.values() if found]
    days = calendar.single(*spans["date"]) if "date" in spans else []
    return Card(
        start=min(start for start, _ in every),
        end=max(end for _, end in every),
        when=days[0] if days and days[0].start is not None else None,
        where=gazetteer.line(*spans["place"]) if "place" in spans else None,
        blame=_party(text, *spans["party"]) if "party" in spans else None,
    )


def _party(text: str, start: int, end: int) -> Blame | None:
    named = actors(text, start, end)
    if not named:
        return None
    codes = tuple(dict.fromkeys(code for one in named for code in one.codes))
    how = Attribution.SOLE if len(codes) == 1 else how_named(text, start, end)
    return Blame(codes=codes, attribution=how, span=(start, end), basis="The card of the text calls them possibly responsible.")
