"""What is said of harm other than by a number: denials, admissions, counter-claims, rankings, accusations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo_app.reports.drafts import Draft, Span
from geo_app.reports.parties import actors
from geo_app.vocabulary import Attribution, Bound

if TYPE_CHECKING:
    from geo_app.reports.document import Document, Sentence
    from geo_app.reports.places import Gazetteer

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "denial",
        re.compile(
            r"\b(?:den(?:y|ies|ied|ying)|denials?|reject(?:s|ed)|refut(?:es|ed)|dismiss(?:es|ed)|no evidence|not a single|have not missed|do(?:es)? not result in|did not (?:target|hit|carry out))\b|(?<!\w)(?:نفي|نفت|ينفي|تنفي|انكر(?:ت)?)(?!\w)",
            re.IGNORECASE,
        ),
    ),
    (
        "admission",
        re.compile(
            r"\b(?:admit(?:s|ted)?|acknowledg(?:es|ed)|claim(?:s|ed) responsibility|took responsibility|conceded)\b|(?<!\w)(?:اعترف(?:ت)?|اقر(?:ت)?|تبني|تبنت)(?!\w)",
            re.IGNORECASE,
        ),
    ),
    (
        "ranking",
        re.compile(
            r"\b(?:followed by|more (?:civilians|people|children|deaths) than|surpass(?:es|ed)?|highest|the (?:largest|leading|biggest|deadliest|worst)|most (?:targeted|affected)|topped|ranked)\b|(?<!\w)(?:تليها|يليها|تلاها|تصدر(?:ت)?|الاعلي|اعلي نسبه|النسبه الاكبر)(?!\w)",
            re.IGNORECASE,
        ),
    ),
    (
        "counter_claim",
        re.compile(
            r"\b(?:claim(?:s|ed|ing)?|assert(?:s|ed)?|under the pretext|insist(?:s|ed)?|maintains)\b(?! (?:the )?(?:lives|responsib))|(?<!\w)(?:زعم(?:ت)?|ادع(?:ي|ت)|بذريعه|بحجه)(?!\w)",
            re.IGNORECASE,
        ),
    ),
    (
        "attribution",
        re.compile(
            r"\b(?:accus(?:e|es|ed|ing)|blam(?:e|es|ed|ing)|responsible for|condemn(?:s|ed)?|committed|commit|violat(?:es|ed|ing)|amount(?:s|ed)? to war crimes|war crimes|crimes against humanity)\b|(?<!\w)(?:اتهم(?:ت)?|حمل(?:ت)? .{0,20}مسووليه|جرايم حرب|انتهكت)(?!\w)",
            re.IGNORECASE,
        ),
    ),
)
_ORDER = re.compile(r"(?:followed by|then(?: by)?|and then|,|and|تليها|يليها|تلتها|ثم|و)", re.IGNORECASE)
_MOST = re.compile(r"(?:largest|highest|most|greatest|biggest|worst|the lead|topped|first|الاعلي|الاكبر|تصدرت|في المرتبه الاولي|النصيب الاكبر)", re.IGNORECASE)
_THEN = re.compile(r"\b(?:followed by|then by)\b|(?<!\w)(?:تليها|يليها|تلتها|تلاها)(?!\w)", re.IGNORECASE)


def statements_of(document: Document, sentence: Sentence) -> list[Draft]:
    """Return the statement that a sentence makes about a party, if it makes one; its number is none."""
    text = document.folded.text
    if sentence.title:
        return []
    for kind, pattern in _KINDS:
        found = pattern.search(text, sentence.start, sentence.end)
        if found is None:
            continue
        parties = actors(text, sentence.start, sentence.end)
        if not parties:
            continue
        nearest = min(parties, key=lambda one: min(abs(one.end - found.start()), abs(one.start - found.end())))
        start, end = document.folded.back(sentence.start, sentence.end)
        words = document.text[start:end].split()
        return [
            Draft(
                kind="statement",
                measure=kind,
                perpetrators=nearest.codes,
                attribution=Attribution.JOINT if len(nearest.codes) > 1 else Attribution.SOLE,
                unit="",
                spans={"number": Span(start=start, end=end), "phrase": Span(start=start, end=end)},
                quote=" ".join(words[:25]),
                confidence=0.5,
                undecided=("What is said stands in the quote; who says it is for a person to fill in.",),
            )
        ]
    return []


def rankings(document: Document, sentence: Sentence, draft: Draft | None, gazetteer: Gazetteer) -> list[Draft]:
    """Return the places of a ranking ("Aleppo saw the most, followed by Idlib then Deir ez-Zor") as ranks: an order, never numbers or pins."""
    text = document.folded.text
    then = _THEN.search(text, sentence.start, sentence.end)
    if then is None or draft is None or not _MOST.search(text, sentence.start, sentence.end):
        return []
    before = re.search(
        r"(?:where|that|with|of|,)?\s*((?:al-|Al-|Ad |Deir )?[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)(?: (?:governorate|province|city))?\s+(?:saw|had|has|recorded|witnessed|came|topped|with|was|experienced|suffered)\b[^.]*$",
        text[sentence.start : then.start()],
    )
    after = re.findall(r"(?:al-|Al-)?[A-Z][\w'-]*(?:[ -][A-Z][\w'-]*)*", text[then.end() : sentence.end])
    names = ([(sentence.start + before.start(1), before.group(1))] if before else []) + [(text.index(name, then.end()), name) for name in after[:6]]
    out = []
    for rank, (at, name) in enumerate(names, start=1):
        place = gazetteer.find(name)
        if place is None:
            return []
        start, end = document.folded.back(at, at + len(name))
        most = _MOST.search(text, at + len(name), then.start()) if rank == 1 else None
        number = document.folded.back(*most.span()) if most is not None else (start, end)
        out.append(
            Draft(
                kind="tally",
                measure=draft.measure,
                victim_class=draft.victim_class,
                perpetrators=draft.perpetrators,
                attribution=draft.attribution,
                window_start=draft.window_start,
                window_end=draft.window_end,
                window_words=draft.window_words,
                window_basis=draft.window_basis,
                area=name,
                area_precision="governorate",
                area_pcodes=place.area_pcodes,
                place_name=place.name,
                value_min=float(rank),
                value_max=float(rank),
                unit="rank",
                bound=Bound.RANK_ONLY,
                bound_word=then.group(),
                spans={"number": Span(start=number[0], end=number[1]), "phrase": Span(start=start, end=max(end, number[1]))},
                quote=" ".join(document.text[start : max(end, number[1])].split()[:25]),
                confidence=0.7,
                undecided=("A rank: it says the order, not how many.",),
            )
        )
    return out
