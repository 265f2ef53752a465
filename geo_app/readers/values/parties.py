"""A cell that names who is held responsible → codes of parties, or the words alone where no party can be read. The same rules for every party."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo_app.names import fold_word
from geo_app.readers.values.plain import is_missing, plain
from geo_app.vocabulary import Attribution, Perpetrator

_P = Perpetrator
ALIASES: dict[Perpetrator, tuple[str, ...]] = {
    _P.SYRIAN_GOVERNMENT: (
        "syrian government", "government of syria", "syrian forces", "syrian regime", "syrian regime forces", "syrian government forces", "regime", "regime forces", "assad regime",
        "assad forces", "syrian army", "syrian arab army", "saa", "syrian armed forces", "syrian air force", "syrian arab air force", "pro government forces",
        "pro-government forces", "pro-government militias", "syrian government and affiliated forces", "military forces of syria", "military forces of syria (2000-2024)",
        "police forces of syria (2000-2024)", "syrian public security police", "pro-regime forces", "government forces", "syria", "syrian government and affiliated militias", "syria government", "ndf", "national defence forces",
        "قوات النظام السوري", "النظام السوري", "النظام", "قوات النظام", "القوات الحكومية", "الحكومة السورية", "الجيش السوري", "قوات الحكومة السورية", "الجيش العربي السوري",
        "قوات الأسد", "جيش النظام",
    ),
    _P.RUSSIAN_FORCES: (
        "russian forces", "russia", "russian military", "russian air force", "russian armed forces", "government of russia", "armed forces of the russian federation",
        "military forces of russia", "military forces of russia (2000-)", "russian troops", "government of russia (soviet union)", "russian airstrikes", "russian warplanes", "russian aerospace forces",
        "القوات الروسية", "روسيا", "الطيران الروسي", "الجيش الروسي", "سلاح الجو الروسي", "قوات روسية",
    ),
    _P.IRAN_BACKED_MILITIAS: (
        "iranian militias", "iran-backed militias", "iranian-backed militias", "hezbollah", "hizballah", "hizbullah", "iran", "irgc", "iranian forces", "government of iran",
        "الميليشيات الإيرانية", "ميليشيات إيرانية", "حزب الله", "حزب الله اللبناني", "إيران", "القوات الإيرانية",
    ),
    _P.ISIS: (
        "isis", "isil", "is", "daesh", "islamic state", "islamic state group", "islamic state (syria)", "islamic state (iraq and syria)", "isis cells",
        "islamic state of iraq and syria", "the organization of the islamic state in iraq and the levant   isis", "داعش", "تنظيم داعش", "تنظيم الدولة", "تنظيم الدولة الإسلامية", "الدولة الإسلامية", "خلايا تنظيم داعش",
    ),
    _P.HTS: (
        "hts", "hayat tahrir al-sham", "hay'at tahrir al-sham", "tahrir al-sham", "jabhat al-nusra", "al-nusra front", "nusra front", "jabhat fateh al-sham",
        "hts: hayat tahrir al sham", "al nusra-front al queda in syria", "syrian salvation government", "hayat tahrir al sham",
        "هيئة تحرير الشام", "تحرير الشام", "جبهة النصرة", "النصرة", "nusra", "al-nusra", "jabhat al nusra", "جبهة فتح الشام", "هتش",
    ),
    _P.ARMED_OPPOSITION: (
        "armed opposition", "factions of the armed opposition", "opposition factions", "armed opposition factions", "rebels", "syrian rebels", "rebel forces",
        "opposition forces", "opposition", "free syrian army", "fsa", "syrian insurgents", "syrian opposition", "syrian rebel factions", "ahrar al-sham", "jaysh al-islam",
        "jaish al-islam", "islamist rebels", "opposition/rebel (name unspecified)", "syrian armed opposition",
        "المعارضة المسلحة", "فصائل المعارضة المسلحة", "فصائل المعارضة", "فصائل في المعارضة المسلحة", "الجيش الحر", "الجيش السوري الحر", "جيش الإسلام", "أحرار الشام", "المعارضة",
    ),
    _P.SNA: (
        "sna", "syrian national army", "syrian national army factions", "turkish-backed opposition", "turkish-backed factions", "turkish-backed forces",
        "الجيش الوطني", "الجيش الوطني السوري", "الفصائل الموالية لتركيا", "فصائل الجيش الوطني",
    ),
    _P.TURKISH_FORCES: (
        "turkish forces", "turkey", "turkiye", "türkiye", "turkish army", "turkish military", "turkish armed forces", "armed forces of turkey", "government of turkey", "government of türkiye",
        "turkish police force", "turkish border guards", "military forces of turkey", "military forces of turkey (2016-)", "turkish government",
        "القوات التركية", "تركيا", "الجيش التركي", "الجندرمة التركية", "حرس الحدود التركي", "الجندرما التركية",
    ),
    _P.INTERNATIONAL_COALITION: (
        "international coalition", "us-led coalition", "us led coalition", "global coalition", "coalition", "coalition forces", "international coalition forces",
        "international coalition forces in syria", "us military", "u s coalition", "government of united states of america", "us forces", "united states", "american forces", "usa", "us-led international coalition",
        "global coalition against daesh", "operation inherent resolve",
        "التحالف الدولي", "قوات التحالف", "قوات التحالف الدولي", "طيران التحالف", "التحالف", "القوات الأمريكية",
    ),
    _P.SDF: (
        "sdf", "syrian democratic forces", "kurdish forces", "kurds", "self administration forces", "kurdish self-management forces", "self-management forces", "ypg", "ypg/ypj", "pyd", "asayish",
        "qsd: syrian democratic forces", "kurdish self management forces", "kurdish-led syrian democratic forces", "kurdish-led sdf", "kurdish armed forces",
        "قسد", "قوات سوريا الديمقراطية", "قوات سورية الديمقراطية", "قوات الإدارة الذاتية", "وحدات حماية الشعب", "قوات سوريا الديموقراطية", "الأسايش",
    ),
    _P.ISRAELI_FORCES: (
        "israeli forces", "israel", "israeli air force", "israeli military", "idf", "government of israel", "israeli army", "military forces of israel",
        "القوات الإسرائيلية", "إسرائيل", "الجيش الإسرائيلي", "الطيران الإسرائيلي", "قوات الاحتلال الإسرائيلي",
    ),
    _P.TRANSITIONAL_AUTHORITIES: (
        "syrian transitional government", "transitional authorities", "syrian interim authorities", "syrian caretaker government", "syrian transitional authorities",
        "military forces of syria (2024-)", "police forces of syria (2024-)", "new syrian authorities",
        "الحكومة السورية الانتقالية", "الحكومة الانتقالية", "السلطات الانتقالية", "الإدارة السورية الجديدة",
    ),
    _P.OTHER: ("other", "others", "other parties", "other party", "أخرى", "جهات أخرى", "جهة أخرى"),
}  # fmt: skip
"""Names of parties as sources write them, in lower case."""
_NOBODY = re.compile(
    r"(?:un(?:known|identified|specified|determined|named)\b.*|not (?:yet )?(?:known|identified|determined|specified)|unidentified .*|no information|terrorists?|"
    r"armed (?:group|men|actors?)|gunmen|various|multiple|civilian|multiple actors|جهة مجهولة|جهات مجهولة|مجهولون|مجهولين|مسلحون مجهولون|مسلحين مجهولين|"
    r"لم يتم تحديد.*|غير محددة?|إرهابيون|ارهابيون)",
    re.IGNORECASE,
)
_ALTERNATIVE = re.compile(r"\s*(?:\bor\b|\band/or\b|\beither\b|(?<=\s)أو(?=\s)|(?<=\s)او(?=\s)|\s/\s|(?<![a-z])/|/(?![a-z]))\s*", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:[;,،&+|]|\band\b|(?<=\s)و(?=\s?\S{3}))\s*", re.IGNORECASE)
_ALLIANCE = re.compile(r"(?:syrian[- ]russian|russian[- ]syrian)(?: alliance)?(?: forces)?|(?:قوات )?(?:ال)?حلف السوري الروسي", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:alleged(?:ly)?|likely|probably|possibly|suspected|presumed|presumably|believed(?: to be)?|reportedly)\b:?|\((?:alleged|likely|suspected|\?)\)|\?$|يعتقد أنه|يرجح أنه"
    r"|يزعم أنه|مزعوم",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Codes in the vocabulary's order, how they are named, whether only "suspected" or "believed", and a doubt to show ("" for none)."""

    codes: tuple[Perpetrator, ...] = ()
    attribution: Attribution = Attribution.UNKNOWN
    hedged: bool = False
    doubt: str = ""


def _key(name: str) -> str:
    words = re.sub(r"[\"“”‘’()\[\].:]", " ", plain(name)).lower().replace("-", " ").split()
    return " ".join(fold_word(word) if not word.isascii() else word for word in words)


_BY_KEY = {_key(name): party for party, names in ALIASES.items() for name in (*names, str(party), str(party).replace("_", " "))}


def party_of(name: str) -> Perpetrator | None:
    """Return the party that a name means; None where it means none that geo_app knows."""
    key = _key(name)
    return (
        _BY_KEY.get(key) or _BY_KEY.get(re.sub(r"^(?:the|by|forces of|قوات) ", "", key)) or _BY_KEY.get(re.sub(r" (?:forces|army|groups?|militants)$", "", key))
    )


def read_parties(cell: str) -> Parties:
    """Return the parties of a cell: several joined by "and" or a comma are joint, by "or" or "/" alternative; unnamed "terrorists" are nobody."""
    text = plain(cell)
    if is_missing(text) or _NOBODY.fullmatch(text):
        return Parties()
    bare = _HEDGE.sub(" ", text).strip(" ,:-")
    hedged = bare != text
    if _ALLIANCE.fullmatch(bare):
        return Parties(codes=(_P.SYRIAN_GOVERNMENT, _P.RUSSIAN_FORCES), attribution=Attribution.JOINT, hedged=hedged)
    one = party_of(bare) or party_of(f"{bare} forces")
    if one is not None:
        return Parties(codes=(one,), attribution=Attribution.SOLE, hedged=hedged)
    for pattern, how in ((_ALTERNATIVE, Attribution.ALTERNATIVE), (_JOINT, Attribution.JOINT)):
        parts = [part for part in pattern.split(bare) if part and part.strip()]
        if len(parts) > 1:
            return _several(parts, how, hedged=hedged) or Parties(
                doubt="names a party that is not in the list: its words are kept, nobody is counted as responsible"
            )
    return Parties(doubt="names a party that is not in the list: its words are kept, nobody is counted as responsible")


def _several(parts: list[str], how: Attribution, *, hedged: bool) -> Parties | None:
    found = []
    for part in parts:
        one = party_of(part)
        if one is not None:
            found.append(one)
        elif _ALTERNATIVE.search(part) or (how is Attribution.ALTERNATIVE and _JOINT.search(part)):
            inner = read_parties(part)
            if not inner.codes:
                return None
            found += inner.codes
        elif _NOBODY.fullmatch(part.strip()):
            continue
        else:
            # "Syrian or Russian Forces": the last word serves both.
            shared = party_of(f"{part} forces")
            if shared is None:
                return None
            found.append(shared)
    codes = tuple(party for party in Perpetrator if party in found)
    if len(codes) < 2:  # noqa: PLR2004 - one party named twice is one party
        return Parties(codes=codes, attribution=Attribution.SOLE if codes else Attribution.UNKNOWN, hedged=hedged)
    doubt = "names several possible parties: none of them alone is counted" if how is Attribution.ALTERNATIVE else ""
    return Parties(codes=codes, attribution=how, hedged=hedged, doubt=doubt)
