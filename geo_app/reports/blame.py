"""Whom a sentence holds responsible for a figure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo_app.reports.parties import Actor, actors, how_named, joined_with
from geo_app.vocabulary import Attribution, Perpetrator

if TYPE_CHECKING:
    from geo_app.reports.document import Document, Sentence
    from geo_app.reports.figure import Figure

_AGAIN = re.compile(
    r"(?:^|[,.;:\"]\s*|\b(?:and|as|that|where|when|because|which)\s+)(?:also |meanwhile,? )?(?:(?P<who>it|they|the (?:terrorist |militant |extremist |jihadist |armed )?(?:group|organi[sz]ation|militants|regime|forces|same forces))|(?:the|these|those|its|their|such) (?:\w+ )?(?:warplanes|attacks?|strikes?|raids?|bombardment|bombing|air ?strikes?|shelling|offensive|operations?))\b",
    re.IGNORECASE,
)
_THAT_EVENT = re.compile(
    r"\b(?:in|by|from|during|after|of|as a result of|due to) (?:the|these|those|this|that) (?:same |two |three |latest |above )?(?:air ?)?(?:strikes?|attacks?|raids?|bombings?|bombardments?|blasts?|explosions?|shelling|massacre|assault|offensive)\b|"
    r"(?:في|جراء|نتيجه|اثر|خلال) (?:هذه |تلك |هذا |ذلك )?(?:الغارات|الغاره|القصف|الهجوم|الهجمات|المجزره|الضربات|التفجير)(?!\w)(?! ال)|ان الغارات|وادت الي|وطالت (?:الغارات|الهجمات|الضربات)",
    re.IGNORECASE,
)
_UNKNOWN_HAND = re.compile(
    r"suicide|car bomb|truck bomb|booby|landmine|mine explo|explosive remnant|unexploded|leftover|roadside bomb|\bblast\b|claimed (?:no )?responsibility|no claim of|unidentified|unknown (?:gunmen|assailants|party)|انتحاري|مفخخ|لغم|الغام|عبوه ناسفه|مخلفات|مجهول|لم يتم تحديد|انفجار",
    re.IGNORECASE,
)
"""Words of harm whose hand is often open: a party of an earlier sentence is not taken up where they stand before."""
_EARLIER = 700
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be)\s+(?:\w+ly\s+|also\s+)?$", re.IGNORECASE)
_SUBJECT_GAP = re.compile(
    r"^(?:'s)?(?:\s*\([^)]*\))?[\s,]*(?:(?:has|have|had|also|reportedly|allegedly|then|later|who|which|that|in|the|yesterday|today|deliberately|directly|and|its|their|allies|allied|forces|on|monday|tuesday|wednesday|thursday|friday|saturday|sunday|since|been|separately|repeatedly|has also|continued|to|are|were|is|was|caused|causing|cause|resulted|left|led|of|قد|كانت)\s*)*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blame:
    """Parties, how they are named, where their words stand, and what must be said of the reading ("" for nothing)."""

    codes: tuple[Perpetrator, ...]
    attribution: Attribution
    span: tuple[int, int] | None = None
    basis: str = ""


def _groups(text: str, found: list[Actor]) -> list[tuple[list[Actor], Attribution]]:
    """Return mentions that are named together, with how."""
    out: list[tuple[list[Actor], Attribution]] = []
    for one in found:
        how = joined_with(text, out[-1][0][-1], one) if out and set(out[-1][0][-1].codes) != set(one.codes) else None
        if how is not None and not one.passive and not out[-1][0][-1].passive:
            members, before = out[-1]
            out[-1] = ([*members, one], how if before is Attribution.SOLE or how is before else Attribution.JOINT)
        else:
            out.append(([one], how_named(text, one.start, one.end) if len(one.codes) > 1 else Attribution.SOLE))
    return out


def _doer(text: str, group: list[Actor], figure: Figure | None) -> float | None:
    """Return how far a group stands from doing what a figure's trigger says (lower is surer); None where it does not."""
    first, last = group[0], group[-1]
    if all(one.passive for one in group):
        return None
    trigger = figure.trigger if figure is not None else None
    if figure is not None and figure.numeral.end <= first.start and last.end <= figure.counted.end + 1:
        return None
    if figure is not None and figure.numeral.end <= first.start and _of_another(text, group, figure):
        return None
    acts = any(one.acts for one in group)
    if figure is not None and _says_did(text, group, figure):
        return 0.5
    if trigger is None:
        return 5.0 if acts else None
    if last.end <= trigger.start:
        return _before(text[last.end : trigger.start], acts=acts, speaks=any(one.speaks for one in group))
    gap = text[trigger.end : first.start]
    if _VERB_FIRST.fullmatch(gap) and re.search("[\u0600-\u06ff]", text[first.start : last.end]):
        return 0.4
    return 1.2 + len(gap) / 60 if acts else None


def _of_another(text: str, group: list[Actor], figure: Figure) -> bool:
    """Return True where a party after a number answers for a part of it, or for a number that follows ("…, and X is responsible for killing 1,082 of them")."""
    first, last = group[0], group[-1]
    gap = text[figure.numeral.end : first.start]
    return _SOME_OF.search(gap) is not None or re.search(r":[^.;]*\d", gap) is not None or _ANSWERS.match(text[last.end : last.end + _LONG_GAP]) is not None


def _says_did(text: str, group: list[Actor], figure: Figure) -> bool:
    """Return True where the words beside a party say that it did it ("HTS … was responsible for", "Russian forces carried out 300 attacks")."""
    first, last = group[0], group[-1]
    before = last.end <= figure.numeral.start
    if before and _ANSWERS.match(text[last.end : last.end + _LONG_GAP]):
        return True
    if not figure.noun.measure:
        return False
    return (before and _DID.match(text[last.end : figure.numeral.start]) is not None) or _DID_ARABIC.search(
        text[max(0, first.start - 12) : first.start]
    ) is not None


_DID = re.compile(
    r"(?:'s)?,?\s*(?:has|have|had)?\s*(?:also |since |then |reportedly |allegedly )?(?:carried out|conducted|committed|launched|perpetrated|dropped|used|staged|executed|was responsible for|were responsible for|is responsible for)\b",
    re.IGNORECASE,
)
_DID_ARABIC = re.compile(r"(?:ارتكب(?:ت)?|نفذ(?:ت)?|شن(?:ت)?|القت|القي)\s*$")
_ANSWERS = re.compile(
    r"\s*(?:كامل )?مسووليه|\s*(?:وحدها |وحدهما |وحده )?(?:ال)?مسوول\w* عن|,?(?: [^,;.]{2,40},)? (?:was|were|is|are|has been|had been) responsible for\b",
    re.IGNORECASE,
)
_VERB_FIRST = re.compile(r"[\s،,\"]*(?:قوات|طايرات|مقاتلات|طيران|عناصر|تنظيم|مسلحو|ال)?\s*")
_LONG_GAP = 70
_SOME_OF = re.compile(
    r"(?:\b(?:half|most|many|some|several|majority|thirds?|quarters?|percent|per cent|\d+)|%) of (?:them|whom|which|these|those)(?: were| was| are| is)?(?: killed| carried out| committed)? (?:by|at the hands of|in|on)\b[^,;.\d]{0,30}$|"
    r"(?:[%٪] (?:منهم|منها)|(?<!\w)(?:معظم|نصف|اغلب|غالبيت|ثلث|ثلثي)(?:هم|ها|يهم|يها)|\d+ (?:منهم|منها))(?!\w)[^,;.\d]{0,30}$",
    re.IGNORECASE,
)
"""Words after which a party did only a part of what is counted: "324 civilians killed, almost half of them by …"."""


def _before(gap: str, *, acts: bool, speaks: bool) -> float | None:
    """Return how far a group stands before what was done, by the words between."""
    if acts:
        return 1.0 + len(gap) / 60
    if _PASSIVE.search(gap) and not re.search(r"\bby\b", gap):
        return None
    return 0.5 + len(gap) / 60 if _SUBJECT_GAP.match(gap) and len(gap) < _LONG_GAP and not speaks else None


def blame(document: Document, sentence: Sentence, figure: Figure | None, before: Blame | None) -> Blame | None:
    """Return whom the sentence holds responsible for ``figure`` (None: for what it tells), else whom a pronoun in it takes up; None where nobody."""
    text = document.folded.text
    found = actors(text, sentence.start, sentence.end)
    groups = _groups(text, found)
    rated = sorted(((far, at) for at, (group, _) in enumerate(groups) if (far := _doer(text, group, figure)) is not None))
    if rated:
        group, how = groups[rated[0][1]]
        codes = tuple(code for code in Perpetrator if any(code in one.codes for one in group))
        return Blame(codes=codes, attribution=how if len(codes) > 1 else Attribution.SOLE, span=(group[0].start, group[-1].end))
    trigger = figure.trigger if figure is not None else None
    if before is not None and _UNKNOWN_HAND.search(text[max(0, sentence.start - _EARLIER) : sentence.end]):
        return None
    if before is not None and figure is not None and _THAT_EVENT.search(text[sentence.start : sentence.end]):
        return Blame(
            codes=before.codes, attribution=before.attribution, span=before.span, basis="The party is named for the same event in an earlier sentence."
        )
    again = _AGAIN.search(text[sentence.start : trigger.start]) if trigger is not None else None
    if trigger is not None and again is not None:
        earlier = [one for one in found if one.end <= sentence.start + again.start() + 4 and not one.passive] if again.group("who") else []
        if earlier:
            last = earlier[-1]
            return Blame(
                codes=last.codes,
                attribution=Attribution.JOINT if len(last.codes) > 1 else Attribution.SOLE,
                span=(last.start, last.end),
                basis="The party is taken up by a pronoun or a general word.",
            )
        if before is not None:
            return Blame(codes=before.codes, attribution=before.attribution, span=before.span, basis="The party is taken up from the sentence before.")
    return None
