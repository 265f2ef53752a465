"""Who is held responsible: mentions of parties in a sentence, and the part each plays (doing, suffering, speaking, holding ground)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from geo_app.vocabulary import Attribution, Perpetrator

_P = Perpetrator
_FORCE = (
    r"(?:[- ](?:led|allied))?(?: (?:regime|government|state|army|armed|military|ground|air|security|loyalist|coalition|occupation|fighter|federation|aerospace|special|defen[cs]e))*"
    r"(?: (?:forces?|troops|army|military|militar(?:y|ies)|air ?force|warplanes?|planes?|jets?|aircraft|helicopters?|gunships?|militias?|militiamen|fighters|militants|gunmen|soldiers|rebels|insurgents|drones?|artillery|"
    r"snipers?|group|extremists|jihadists|factions|units|navy|authorities|government|regime|border guards|gendarmerie|cells|bombers?))*"
)
_NAMES: tuple[tuple[tuple[Perpetrator, ...], str], ...] = (
    ((_P.SYRIAN_GOVERNMENT, _P.RUSSIAN_FORCES), rf"syrian[- /]russian(?: alliance)?{_FORCE}|russian[- /]syrian(?: alliance)?{_FORCE}|russo-syrian{_FORCE}|قوات (?:ال)?حلف السوري الروسي|(?:ال)?حلف السوري[- ]الروسي|قوات الحلف السوري الروسي|(?:ال)?(?:طيران|طايرات|قوات|مقاتلات|غارات|قصف)(?: (?:ال)?(?:حربي|جوي)(?:ه)?)? (?:ال)?(?:روسي(?:ه)? (?:وال?|او (?:ال)?)سوري(?:ه)?|سوري(?:ه)? (?:وال?|او (?:ال)?)روسي(?:ه)?)|(?:either )?russian or syrian(?: \w*(?:planes|jets|forces|aircraft|air ?force))?|(?:either )?syrian or russian(?: \w*(?:planes|jets|forces|aircraft|air ?force))?"),
    ((_P.SYRIAN_GOVERNMENT, _P.IRAN_BACKED_MILITIAS), r"syrian[- ]iranian(?: alliance| regime)?|syrian regime forces and iranian militias|(?:ال)?حلف السوري[- ]الايراني"),
    ((_P.SNA,), rf"syrian national army(?: factions| fighters)?|sna|turk(?:ish|ey)[- ]backed{_FORCE}|pro-turk(?:ish|ey){_FORCE}|(?:ال)?جيش الوطني(?: السوري)?|فصايل الجيش الوطني|الفصايل الموال(?:يه|اه) لتركيا"),
    ((_P.IRAN_BACKED_MILITIAS,), rf"iran(?:ian)?[- ]backed{_FORCE}|iranian{_FORCE}|pro-iran(?:ian)?{_FORCE}|hezbollah{_FORCE}|hizbullah|hizballah|shi'?(?:a|ite)(?: muslim)? militias?|iranian and shi'?a militias|irgc|revolutionary guards?(?: corps)?|(?:ال)?م[يل]+شيات (?:ال)?ايرانيه|حزب الله|ميليشيات ايران"),
    ((_P.HTS,), r"hay'?at tahrir al-?sham|hay'?[ae]t tahrir al sham|tahrir al-sham|hts|(?:jabhat )?al-?nusra(?: front)?|nusra(?: front)?|jabhat fateh al-sham|(?:ال)?هييه تحرير الشام|هييه تحرير الشام|تحرير الشام|جبهه النصره|(?:ال)?نصره"),
    ((_P.ISIS,), rf"(?:the )?(?:so-called )?islamic state(?: of iraq and (?:syria|the levant)| in iraq and (?:syria|the levant))?(?: \((?:is|isis|isil)\))?{_FORCE}|isis{_FORCE}|isil{_FORCE}|daesh{_FORCE}|(?-i:\bIS\b)(?! (?:a|the|not|an|in|to)\b)(?:'s)?{_FORCE}|(?:ال)?داعش|تنظيم (?:ال)?دوله(?: الاسلاميه)?|تنظيم داعش|خلايا داعش"),
    ((_P.INTERNATIONAL_COALITION,), r"(?:the )?(?:international |global |u\.?s\.?[- ]led |us |american |american-led |anti-is(?:is)? )*coalition(?: forces| warplanes| aircraft| jets| air)*|u\.?s\.?(?:[- ]led)? (?:forces|military|troops|aircraft|warplanes|jets|drones?|army|air ?strikes?|strikes?|coalition|raids?|bombing)|american (?:forces|warplanes|strikes?|air ?strikes?|drones?|troops)|(?:ال)?تحالف (?:ال)?دولي|قوات التحالف(?: الدولي)?|طيران التحالف(?: الدولي)?|طايرات التحالف(?: الدولي)?|(?:ال)?قوات الامريكيه"),
    ((_P.SDF,), rf"syrian democratic forces(?: \(?sdf\)?)?|sdf{_FORCE}|ypg{_FORCE}|pyd|kurdish(?:[- ]led)?(?: self-management| people's protection| democratic union)?(?: (?:forces|fighters|militias?|units|authorities|security|militants|internal))+|kurdish-led (?:syrian democratic forces|sdf)|asayish|قوات سوريا الد[يم]+و?قراطيه|قسد|وحدات حمايه الشعب|(?:ال)?اسايش|قوات سوريه الد[يم]+قراطيه|قوات الاداره الذاتيه"),
    ((_P.TURKISH_FORCES,), rf"turkish{_FORCE}|turkey|t[uü]rkiye|(?:ال)?قوات (?:ال)?تركيه|(?:ال)?جيش (?:ال)?تركي|حرس الحدود التركي(?:ه)?|(?:ال)?جندرما(?: التركيه)?|(?:ال)?طيران (?:ال)?تركي|(?:قصف|غار(?:ه|ات)|هجوم|هجمات|ضرب(?:ه|ات))(?: \w+)? تركي(?:ه)?|(?:ال)?قصف (?:ال)?تركي|تركيا"),
    ((_P.ISRAELI_FORCES,), rf"israeli{_FORCE}|israel|(?:ال)?قوات (?:ال)?اسراييليه|(?:ال)?جيش (?:ال)?اسراييلي|(?:ال)?طيران (?:ال)?اسراييلي|اسراييل|قوات الاحتلال الاسراييلي|(?:ال)?غار(?:ه|ات) (?:ال)?اسراييليه|(?:قصف|هجوم|ضرب(?:ه|ات))(?: \w+)? اسراييلي(?:ه)?"),
    ((_P.RUSSIAN_FORCES,), rf"(?:forces|troops|warplanes|planes|jets|aircraft) (?:believed|thought|suspected|said) to be russian|قوات يعتقد انها روسيه|russian{_FORCE}|russia|moscow|(?:ال)?قوات (?:(?:ال)?جويه )?(?:ال)?روسيه(?! (?:وال|او ))|قوات روسيه|(?:ال)?طيران (?:الحربي )?(?:ال)?روسي(?! (?:والسوري|او ))|(?:ال)?طايرات (?:الحربيه )?(?:ال)?روسيه|طايرات (?:حربيه )?روسيه|طيران (?:حربي )?روسي|سلاح الجو الروسي|روسيا|(?:ال)?قصف (?:ال)?روسي|غارات روسيه|(?:ال)?غارات (?:ال)?روسيه|(?:ال)?عدوان الروسي|(?:ال)?احتلال الروسي"),
    ((_P.TRANSITIONAL_AUTHORITIES,), r"(?:syria'?s? )?(?:transitional|interim|caretaker|new) (?:syrian )?(?:government|authorities|administration)(?: forces)?|general security(?: forces| service)?|ministry of defen[cs]e of the transitional government|(?:ال)?حكومه (?:السوريه )?(?:ال)?انتقاليه|(?:ال)?سلطات (?:ال)?انتقاليه|(?:ال)?امن العام|الاداره السوريه الجديده"),
    ((_P.ARMED_OPPOSITION,), r"(?:armed |syrian |islamist |moderate |hardline |jihadist |western-backed |opposition |mainstream )*(?:rebels?|insurgents?)(?: (?:forces|groups?|factions|fighters|brigades))?|(?:armed )?opposition (?:factions|forces|fighters|groups?|armed groups)|factions of the armed opposition|(?:the )?armed opposition(?: (?:factions|groups|forces))?|free syrian army(?: fighters)?|fsa|ja[iy]sh al-?islam|army of islam|ahrar al-?sham|faylaq al-?rahman|(?:ال)?معارضه (?:ال)?مسلحه|فصايل (?:في )?(?:ال)?معارضه(?: المسلحه)?|(?:ال)?جيش الحر|(?:ال)?جيش السوري الحر|جيش الاسلام|احرار الشام|فصايل معارضه"),
    ((_P.SYRIAN_GOVERNMENT,), rf"(?:the )?(?:syrian |assad |assad's |al-assad's |bashar al-assad's |president bashar al-assad's |damascus )?(?:regime|government|state)(?:'s)?(?: (?:and allied|and pro-government))?{_FORCE}|pro[- ](?:government|regime|assad){_FORCE}|syrian (?:arab )?(?:army|military|armed forces|air ?force|forces|troops|warplanes|planes|jets|helicopters?|artillery|security forces|intelligence|authorities|soldiers|air raids?|air ?strikes?)(?: forces)?|(?:president )?(?:bashar )?(?:al-)?assad(?:'?s)?{_FORCE}|government[- ]?(?:forces|troops|air ?strikes?|warplanes|jets|helicopters|shelling|bombardment|raids|airplanes|aircraft)|army (?:helicopters|troops|warplanes|forces|shelling|bombardment)|(?:the |an )?army(?: units?| helicopters?| forces)?|loyalist (?:forces|troops)|damascus regime|loyalists|(?:ال)?نظام (?:ال)?سوري|قوات (?:ال)?نظام(?: السوري)?|(?:ال)?نظام|قوات (?:ال)?حكومه(?: السوريه)?|(?:ال)?قوات (?:ال)?حكوميه|(?:ال)?جيش (?:العربي )?(?:ال)?سوري|(?:ال)?حكومه (?:ال)?سوريه|قوات (?:بشار )?(?:ال)?اسد|جيش النظام|(?:ال)?طيران (?:الحربي |المروحي )?(?:ال)?(?:سوري|حكومي|نظامي)|طيران النظام|طايرات النظام|نظام (?:بشار )?الاسد|قوات الامن السوريه|(?:ال)?اجهزه الامنيه(?: السوريه)?"),
)  # fmt: skip
_HELD = re.compile(
    r"^(?:'?s)?[- ](?:clans?\b|family|heartland|hometown|dynasty|held|controlled|run|occupied|besieged|dominated|administered|governed|stronghold|bastion|territory|territories|positions?|targets?|areas?|control|checkpoints?|frontlines?|members?|media|state media|state television|news agency|tv|leader|spokes\w+|minister|ministry|foreign|president|embassy|ambassador|officials?|intervention|prisons?|jails?|detention|officials|backers?|allies|ally|capital|border|side|town|city|president|offensive against)\b",
    re.IGNORECASE,
)
_ACTING_PRISON = re.compile(r"^(?:'s)?[- ](?:prisons?|jails?|detention|custody)", re.IGNORECASE)
_BEFORE_HELD = re.compile(
    r"(?:held by|controlled by|control of|under the control of|areas? of|besieged by|backed by|supported by|support for|supporting|against|targeting|on|fight(?:ing)?|from|recaptured from|allied (?:to|with)|loyal to|opposed to|"
    r"ousted|expel(?:led)?|defeat(?:ed|ing)?|dominated by|stronghold of|members of|and other|positions of|captured by|seized by|taken by|held territory of|fled|fleeing|formerly|linked to|affiliated with|ties to|family of|families of|unlike|than|to|with|drive|pushed?|oust|"
    r"ضد|سيطره|لسيطره|تسيطر عليه|الخاضعه ل|تحت سيطره|مناطق|من قبضه)\s+(?:the |of |ال)?(?:former |ousted |deposed |fallen )?$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:\bby|at the hands of|carried out by|conducted by|committed by|perpetrated by|launched by|blamed on|attributed to|responsibility of|hands of|due to|result of|caused by|in|during|from|after|following|under|علي يد|علي ايدي|من قبل|نفذتها?|شنتها?|شنه|ارتكبتها?|نتيجه|جراء|اثر|بقصف|في قصف|بنيران|برصاص|في)\s+(?:the |a |an |suspected |alleged |likely |two |several |separate |airstrikes? by |air strikes? by |members of |fighters (?:from|of) |militants (?:from|of) |elements of |shelling by |attacks? by |intense |heavy )*(?:and )?$",
    re.IGNORECASE,
)
_COUNTRY = re.compile(r"(?:و|ب|ل)?(?:turkey|t[uü]rkiye|russia|israel|moscow|تركيا|روسيا|اسراييل)", re.IGNORECASE)
"""A country named as a place: "refugees in Turkey" lays nothing on it."""
_SOMEWHERE = re.compile(
    r"(?:\b(?:in|from|to|into|inside|near|towards?|across|through|via|of|with|within|and|or)|,|في|من|الي|عبر|نحو|باتجاه|داخل)\s+(?:the |neighbou?ring |northern |southern )*$",
    re.IGNORECASE,
)
_STATED_BY = re.compile(
    r"\b(?:statement|report|figures?|numbers|data|according|released|issued|published|claim) (?:issued |made )?(?:by|from|in) (?:the )?$", re.IGNORECASE
)
_ACTION = re.compile(
    r"^(?:'s)? ?(?:\w+ ){0,2}?(?:air ?strikes?|air[- ]?raids?|strikes?|raids?|attacks?|bombing|bombings|bombardments?|shelling|shell(?:s|ed|fire)?|missiles?|rockets?|offensive|operations?|fire|gunfire|drones?|artillery|campaign|barrel bombs?|assault|massacres?|bullets|mines?|landmines?|siege|detention|custody|prisons?|warplanes?|aircraft|jets|intervention)\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    r"^(?:'s)?(?: \w+){0,2}? (?:said|says|denie[sd]|den(?:y|ies)|claim(?:s|ed)?|stated?|announced|insist(?:s|ed)?|has (?:repeatedly )?denied|rejected|confirmed|reported|told|accused|vetoed|blamed|(?:gave|put|raised|revised|lowered) (?:the|a|its) (?:\w+ )?(?:toll|figure|number|count))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A mention of a party: ``acts`` where its words make it one who does harm ("Russian strikes", "by ISIS"); ``passive`` where they make it none."""

    codes: tuple[Perpetrator, ...]
    start: int
    end: int
    acts: bool
    passive: bool
    speaks: bool


@cache
def _patterns() -> tuple[tuple[tuple[Perpetrator, ...], re.Pattern[str]], ...]:
    return tuple((codes, re.compile(rf"(?<![\w-])(?:و|ب|ل|وال|بال)?(?:{pattern})(?![\w])", re.IGNORECASE)) for codes, pattern in _NAMES)


def actors(text: str, start: int, end: int) -> list[Actor]:
    """Return the parties named in a stretch of folded text, in order; of mentions within one another the longest."""
    found: list[tuple[int, int, tuple[Perpetrator, ...]]] = []
    for codes, pattern in _patterns():
        for one in pattern.finditer(text, start, end):
            if not any(first < one.end() and one.start() < last for first, last, _ in found):
                found.append((one.start(), one.end(), codes))
    out = []
    for first, last, codes in sorted(found):
        before, after = text[max(start, first - 45) : first], text[last : min(end, last + 60)]
        held = (_HELD.match(after) is not None and _ACTING_PRISON.match(after) is None) or re.match(
            r"^(?:'s)? ?(?:-|and \w+-)(?:held|controlled|run)", after
        ) is not None
        by = _BY.search(before) is not None
        action = (
            _ACTION.match(after) is not None
            or re.search(
                r"(?:strikes?|raids?|shelling|attacks?|artillery|jets|planes?|warplanes|bombing|قصف|غارات|طيران|طايرات)", text[first:last], re.IGNORECASE
            )
            is not None
        )
        somewhere = _COUNTRY.fullmatch(text[first:last]) is not None and _SOMEWHERE.search(before) is not None and not action
        by = by and not somewhere and _STATED_BY.search(before) is None
        passive = held or (somewhere and re.search(r"(?:and|or|,)\s+$", before) is None) or (_BEFORE_HELD.search(before) is not None and not by and not action)
        out.append(Actor(codes=codes, start=first, end=last, acts=(by or action) and not held, passive=passive, speaks=_SPEAKS.match(after) is not None))
    return out


def how_named(text: str, start: int, end: int) -> Attribution:
    """Return how the words of a mention name several parties: "Russian or Syrian" as alternatives, else jointly."""
    return Attribution.ALTERNATIVE if re.search(r"\bor\b|(?<!\w)او(?!\w)|/", text[start:end], re.IGNORECASE) else Attribution.JOINT


def joined_with(text: str, left: Actor, right: Actor) -> Attribution | None:
    """Return whether two mentions are named together (``joint``) or as alternatives; None where neither."""
    between = text[left.end : right.start]
    if re.fullmatch(
        r"(?:'s)?\s*(?:-|/|,|and|&|as well as|along ?side|together with|along with|in (?:coordination|parallel|cooperation|conjunction) with|with the support of|backed by|supported by|و)?\s*(?:the |its allied |allied |other |its ally |ال)?(?:\w+ )?",
        between,
        re.IGNORECASE,
    ) and re.search(r"and|&|-|/|with|alongside|و|backed|supported", between + " " + text[right.start : right.start + 1], re.IGNORECASE):
        return Attribution.JOINT
    if re.fullmatch(r"(?:'s)?\s*(?:\w+ )?(?:or|او|او)\s*(?:the |by |ال)?", between, re.IGNORECASE):
        return Attribution.ALTERNATIVE
    if re.fullmatch(
        r"(?:'s)?(?: \w+)? ?(?:air ?strikes?|attacks?|strikes|raids|shelling|bombing|bombardment)?,? ?(?:and|in parallel with|as well as|alongside|,) (?:(?:the )?(?:attacks|strikes|raids|airstrikes|shelling)(?: \w+){0,3} (?:by|of) )?(?:the )?",
        between,
        re.IGNORECASE,
    ):
        return Attribution.JOINT
    return None
