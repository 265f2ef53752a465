"""What happened to those whom a number counts: the word in its sentence that says it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo_app.reports.lexicon import BOUND_PATTERNS

_TRIGGERS: tuple[tuple[str, str], ...] = (
    (
        "killed_or_injured",
        r"kill(?:ed|ing|s)? (?:and|or|and/or) (?:injur|wound|maim|hurt)\w*(?! (?:at|more|over|an?|\d|some|about|nearly|another))|(?:ال)?(?:شهداء|قتلي|شهيد(?:ا)?|قتيل(?:ا)?) و(?:ال)?(?:جرحي|جريح(?:ا)?|مصاب(?:ا|ين)?)|قتل وجرح|dead (?:and|or) (?:injured|wounded)|casualties|بين قتيل وجريح|قتلي وجرحي|(?:ما )?بين قتيل و(?:جريح|مصاب)",
    ),
    (
        "tortured",
        r"(?:killed|died|dead|deaths?|fatalities|victims?)(?: of| by| under| due to| as a result of| from)? torture|tortured to death|(?:قتل(?:وا)?|قضوا|وفاه|مقتل|قضي|ماتوا|مات) (?:\w+ )?(?:بسبب|تحت|جراء|نتيجه) التعذيب",
    ),
    ("executed", r"execut(?:ed|ion|ions|ing|es)|behead(?:ed|ing|ings)|(?:ال)?اعدام(?:ات)?|اعدم(?:ت|وا|ه)?"),
    (
        "killed",
        r"kill(?:ed|s|ing|ings)?|deaths?|died|dies|die|dead|deadly|fatal(?:ities|ly)?|death toll|slain|slaughter(?:ed|ing)?|los(?:t|ing) (?:their|his|her) li(?:ves|fe)|(?:claim(?:ed|ing|s)?|taken|took)(?= [^.;]{0,40}\blives\b)|lives (?:of|lost)|loss of life|"
        r"massacred|murder(?:ed|s|ing)?|perish(?:ed)?|martyr(?:ed|s|dom)?|shot dead|gunned down|bodies of|bodies (?:were )?(?:found|recovered|pulled|lifted)?|toll(?: of victims)?|suffocated|drowned|toll (?:has )?(?:ris|reach)\w+|"
        r"(?:ال)?قتل(?:ت|وا|ي|ه|هم)?|(?:ال)?مقتل|قتيل(?:ا|ين)?|يقتل|تقتل|استشه(?:د|اد)(?:ت|وا)?|قضي|قضوا|قضت|ارتق(?:ي|اء|وا)|لق(?:ي|وا) (?:حتفهم|مصرعهم|حتفه|مصرعه|مصرعها)|مصرع|وفاه|(?:ال)?وفيات|توف(?:ي|وا|يت)|ضحايا|حصيله|شهداء|شهيد(?:ا|ين)?|"
        r"راح ضحيت\w+|اودت بحياه|اودي بحياه|ازهقت|خسار(?:ه|ات) بشريه|ماتوا|سقوط|سقط|جثث",
    ),
    (
        "injured",
        r"injur(?:ed|ies|ing|y|es)|wound(?:ed|ing|s)?|hurt|maim(?:ed|ing)|treated for|(?:ال)?اصيب(?:ت|وا)?|اصابه|اصابات|(?:ال)?مصاب(?:ا|ين|ون)?|جرح(?:ت|وا|ي)?|(?:ال)?جريح(?:ا)?|(?:ال)?جرحي|باصابه|حالات اختناق",
    ),
    (
        "arrests",
        r"arrest(?:ed|s|ing)?|detain(?:ed|ing|ees?|s)?|detentions?(?! (?:cent|facilit|camps?|sites?))|abduct(?:ed|ing|ions?)|kidnap(?:ped|ping|pings)?|imprison(?:ed)?|jailed|rounded up|(?:taken|took|held|holding|taking|seized)(?: [\w,]+){0,5} (?:hostages?|captives?|prisoners?|custody)|captured|behind bars|"
        r"(?:ال)?اعتق(?:ل|ال|لت|لوا)(?:ات)?|احتجاز|احتجز(?:ت|وا)?|خطف(?:ت|وا)?|اختطاف|اختطف(?:ت|وا)?|(?:ال)?معتقل(?:ا|ين|ون)?|توقيف|اوقف(?:ت|وا)|موقوف(?:ا|ين)?|اسر(?:ت|وا)",
    ),
    (
        "missing",
        r"(?:forcibly |enforced(?:ly)? |still |went |gone |are |were |remain )*(?:missing|disappear(?:ed|ances?|ance)?)|(?:ال)?مفقود(?:ا|ين|ون)?|(?:ال)?اختفاء|(?:ال)?مختفي(?:ن|ا|ون)?|مختف|المختفون|مصيرهم",
    ),
    (
        "in_need",
        r"in (?:\w+ )?need(?: of)?|depend(?:s|ing|ent)? on (?:humanitarian )?(?:aid|assistance)|need(?:s|ing|ed)? (?:of )?(?:\w+ )?(?:humanitarian |food |medical )?(?:assistance|aid|help|support|protection)|require(?:s|d)? (?:humanitarian )?(?:assistance|aid)|food[- ]insecure|at risk of famine|dependent on aid|"
        r"بحاجه|يحتاج(?:ون)?|محاصر(?:ا|ين|ون)?|تحت الحصار|في حاجه",
    ),
    (
        "return",
        r"gone (?:back|home)|going (?:back|home)|return(?:ed|ing|ees?|s)?|went back|(?:have |had )?crossed (?:back )?(?:in)?to syria|go back|come back|came back|(?:ال)?عود(?:ه|تهم)|عاد(?:وا|ت)?|(?:ال)?عايد(?:ا|ين|ون)?|(?:ال)?عايد(?:ا|ين|ون)?",
    ),
    (
        "stock",
        r"stranded|home to(?=[^.;]{0,60}refugee)|internally displaced|(?:are|remain(?:s|ed)?|currently|still|live|living)(?: \w+){0,2} (?:displaced|in displacement)|displaced (?:people|persons|inside|within)|idps?|refugees(?: in| registered| are| live)?|registered (?:as )?refugees|"
        r"نازح(?:ا|ين|ون)? داخليا|يعيشون|(?:ال)?نازح(?:ا|ين|ون)|(?:ال)?لاجي(?:ا|ين|ون)|مشرد(?:ا|ين|ون)? داخليا",
    ),
    (
        "flow",
        r"displac(?:ed|ing|ement|es)|fle(?:d|e|eing|es)|forced (?:out|from|to (?:flee|leave|abandon|move|escape))|forc(?:ed|ing|es)[^.;]{0,60}? (?:to (?:flee|leave|abandon)|from their|out of)|uprooted|evacuat(?:ed|ion|ing)|exodus|left (?:their|the) (?:homes?|area|city|town|village)|"
        r"(?:driv(?:en|ing|es?)|drove)(?: [\w,.]+){0,5} (?:from|out)|reached (?:[\w']+ ){0,3}borders?|left for|on the move|escap(?:ed|ing)|crossed (?:into|the border)|(?:sought|found|taken|took) (?:refuge|shelter)|seek(?:ing)? (?:refuge|shelter)|leav(?:e|ing) (?:their|toward|the|homes)|"
        r"(?:ال)?نزوح|نزح(?:ت|وا)?|تشريد|شرد(?:ت|وا)?|تهجير|هجر(?:ت|وا)?|فر(?:ت|ار|وا)|هرب(?:وا|ت)?|مغادره|غادر(?:ت|وا)?|لجا(?:ت|وا|)?|اضطر(?:ت|وا)?|اخلاء|خروج|لجوء|مهجر(?:ا|ين|ون)?",
    ),
    (
        "damaged",
        r"destroy(?:ed|ing|s)?|damag(?:ed|ing|es?)|demolish(?:ed|ing)?|burn(?:ed|t)|razed|flattened|levell?ed|تدمير|دمر(?:ت|وا)?|تضرر(?:ت)?|اضرار|مدمر(?:ه|ا)?|هدم",
    ),
    (
        "hit",
        r"hit|hits|target(?:ed|ing|s)?|struck|strik(?:e|es|ing)|attack(?:ed|ing|s)?|bomb(?:ed|ing|s)?|shell(?:ed|ing)|affected|out of service|put out of|forced to (?:close|shut)|closed|استهدف(?:ت|وا)?|استهداف|قصف(?:ت|وا)?|تعرض(?:ت)?|خروج(?:ها)? عن الخدمه|خرج(?:ت)? عن الخدمه|طال(?:ت)?|اعتداء(?:ات)?",
    ),
)
PATTERNS = tuple((name, re.compile(rf"(?<![\w-])(?:و|ف|ب|ل|ال|وال|بال)?(?:{pattern})(?:هم|ها|هن|ه)?(?![\w])", re.IGNORECASE)) for name, pattern in _TRIGGERS)
_AUX = re.compile(
    r"^[\s,\"'*-]*(?:\([^)]*\)[\s,]*)?(?:(?:who|that|which|were|was|have|has|had|been|are|is|being|be|also|reportedly|allegedly|still|already|there|others|other|more|the|of|them|whom|confirmed|believed|to|were also|recorded|documented|"
    r"reported|people|died|lay|left|found|known|feared|meanwhile|since|thought|deliberately|directly|violently|subsequently|currently|forcibly|least|at|them|either|later|now|remain|all|mostly|civilians?|syrian|estimated|inside|internally|in|قد|كانوا|ممن|الذين|منهم|اخرين|اخرون|تم|من|لا يزالون|حاله|حالات|بينهم)\b[\s,*\"]*)*$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^[\s,:\"'*]*(?:(?:of|the|lives|up|to|a|an|total|toll|some|as|many|at|its|their|them|is|was|were|are|has|have|had|been|reached|reaching|stands|stood|rose|risen|climbed|to|number|number of|nearly|including|those|in|other|another|further|additional|approximately|displacement|"
    r"documents?|documented|recorded|people|by|killing|with|exceed(?:s|ed)|that|also|persons?|civilians?|least|around|between|among|from|for|cases|case|حوالي|نحو|الي|عن|بين|لا|يقل|ما|عدد|بحق|اكثر|من|قرابه|ضد|وصل|بلغ(?:ت)?|بلغ|حصيله|عددهم|ايضا|ب|ضحايا|علي|الاقل|كل|يزيد|عليه|حاله|حالات|ضحيه)\b[\s,:\"]*)*$",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r",?\s*[^,;.]{0,60}?\b(?:including|of them|of whom|among them|mostly|mainly|most of them|among whom)\b[^;.]{0,90}?,(?=\s*(?:were|was|have|has|had|are|is|lost|died|perished|injured|wounded|killed|hurt|dead)\b|\s*$)|"
    r",?\s*(?:including|mostly|mainly)\b(?:(?!\bwho|\bthat)[^,;.\d]){0,60}(?=\s(?:were|was|have|has|had)\b)|,[^,;.\d]{0,40},(?=\s*(?:were|was|have|has|had|are)\b)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r";|\bwhile\b|\bwhereas\b|\bbut\b|\bmeanwhile\b|\bwho had\b|\bafter\b|\bbefore\b|\bas well as\b|\bin addition to\b|\baccording to\b|\bwhen\b|فيما|بينما|كما|اضافه الي|ووفق|بحسب",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A word that says what happened, with its span and the cost of tying a number to it (lower is surer)."""

    name: str
    start: int
    end: int


def triggers(text: str, start: int, end: int) -> list[Trigger]:
    """Return the triggers of a stretch in order; of those within one another the longest, else the more particular."""
    found: list[Trigger] = []
    for name, pattern in PATTERNS:
        for one in pattern.finditer(text, start, end):
            if not any(other.start < one.end() and one.start() < other.end for other in found):
                found.append(Trigger(name=name, start=one.start(), end=one.end()))
    return sorted(found, key=lambda one: one.start)


def without_bound(text: str) -> str:
    """Return words before a number without the bound that ends them."""
    for _, pattern in BOUND_PATTERNS:
        for found in pattern.finditer(text):
            if not text[found.end() :].strip():
                return text[: found.start()]
    return text


def cost(text: str, trigger: Trigger, start: int, end: int) -> float:
    """Return how far a trigger is from a number and its noun (``start`` to ``end``): 0 and 1 where it is directly tied to them."""
    if trigger.start >= end:
        gap = _ASIDE.sub(" ", text[end : trigger.start])
        after = text[trigger.end : trigger.end + 40]
        for _, pattern in BOUND_PATTERNS:
            after = pattern.sub(" ", after, count=1)
        takes = re.match(
            r"\s*(?:a |an |another |the )?(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|thousands|scores|millions|million|thousand|tens|dozen|further)\b|(?:ال)?عشرات|(?:ال)?مييات|(?:ال)?ميات|(?:ال)?ميات)",
            after,
            re.IGNORECASE,
        )
        if takes is not None or (
            trigger.name != "missing" and text[trigger.end - 3 : trigger.end].lower() == "ing" and text[trigger.start : trigger.end].isascii()
        ):
            return 6.0 + len(gap.split()) / 3
        if _AUX.match(gap):
            return 0.0 + len(gap) / 400
        return 4.0 + len(gap.split()) / 3 + 6 * len(_CLAUSE.findall(gap)) + 2 * gap.count(",") + 2 * len(re.findall(r"\d", gap)) / 3
    if trigger.end <= start:
        gap = without_bound(text[trigger.end : start])
        if _LEAD.match(gap):
            return 1.0 + len(gap) / 400
        return 3.0 + len(gap.split()) / 4 + 6 * len(_CLAUSE.findall(gap)) + gap.count(",") / 2
    return 0.5
