"""Cells with weapons and targets in a source's words → codes of the vocabulary. What is not recognised is ``other``, nothing is ``unknown``."""

from __future__ import annotations

import re

from geo_app.readers.values.plain import is_missing, plain
from geo_app.vocabulary import EventType, Target

_EVENTS = tuple(
    (re.compile(pattern, re.IGNORECASE), code)
    for pattern, code in (
        (r"chemical|chlorine|sarin|toxic|nerve agent|كيميائ|كيماو|كلور|سارين|غاز", EventType.CHEMICAL),
        (r"cluster|عنقودي", EventType.CLUSTER_MUNITION),
        (r"incendiar|phosph|napalm|thermite|حارق|فوسفور", EventType.INCENDIARY),
        (r"barrel|برميل|براميل", EventType.BARREL_BOMB),
        (r"drone|uav|مسيرة|مسيّرة", EventType.DRONE),
        (r"vbied|svbied|car bomb|vehicle[- ]borne|truck bomb|سيارة مفخخة|مفخخة", EventType.CAR_BOMB),
        (r"land ?mine|\bmines?\b|erw|unexploded|remnant|لغم|ألغام", EventType.LANDMINE),
        (r"\bied\b|s-?vest|svied|rcied|explosive device|suicide bomb|improvised|عبوة|انتحاري", EventType.IED),
        (r"air ?strike|aerial|air raid|war ?plane|aircraft|air/drone|bombing raid|غارة|غارات|قصف جوي|طيران", EventType.AIRSTRIKE),
        (r"missile|rocket|tochka|صاروخ|صواريخ", EventType.MISSILE),
        (r"shell|artiller|mortar|grad\b|قصف|مدفعي|هاون|قذيفة|قذائف", EventType.SHELLING),
        (r"execut|behead|إعدام", EventType.EXECUTION),
        (r"massacre|مجزرة", EventType.MASSACRE),
        (r"shoot|gun|firearm|sniper|small arms|armed clash|assassinat|rifle|bullet|رصاص|قنص|إطلاق نار|اطلاق نار|اشتباك", EventType.SMALL_ARMS),
        (r"\braid\b|مداهمة|اقتحام", EventType.RAID),
        (r"ground (?:attack|operation|assault)|عملية برية", EventType.GROUND_OPERATION),
        (r"abduct|kidnap|forced disappearance|خطف|اختطاف", EventType.ABDUCTION),
        (r"siege|حصار|starv", EventType.SIEGE),
    )
)
_TARGETS = tuple(
    (re.compile(pattern, re.IGNORECASE), code)
    for pattern, code in (
        (r"hospital|health building|مشفى|مستشفى", Target.HOSPITAL),
        (r"medical|clinic|dispensar|ambulance|health|نقطة طبية|مستوصف|إسعاف", Target.MEDICAL_POINT),
        (r"school|universit|kindergarten|educat|مدرسة|مدارس|جامعة|روضة", Target.SCHOOL),
        (r"market|souk|souq|shop|سوق", Target.MARKET),
        (r"baker|فرن|مخبز", Target.BAKERY),
        (r"mosque|religio|مسجد|جامع", Target.MOSQUE),
        (r"church|كنيسة", Target.CHURCH),
        (r"camp|مخيم", Target.CAMP),
        (r"convoy|قافلة", Target.CONVOY),
        (r"civil defen[cs]e|white helmet|دفاع مدني|الدفاع المدني", Target.CIVIL_DEFENCE),
        (r"prison|detention|سجن|معتقل", Target.PRISON),
        (r"house|home|منزل|بيت", Target.HOUSE),
        (r"residential|neighbou?rhood|building|سكني|حي\b", Target.RESIDENTIAL),
        (r"infrastruct|power|water|dam|bridge|fuel|communication|محطة|جسر|مياه|كهرباء", Target.INFRASTRUCTURE),
    )
)


def read_event_type(cell: str) -> EventType:
    """Return the means of harm that a cell names; several: the first of the list, which runs from the most to the least particular."""
    text = plain(cell)
    if is_missing(text):
        return EventType.UNKNOWN
    if text in set(EventType):
        return EventType(text)
    return next((code for pattern, code in _EVENTS if pattern.search(text)), EventType.OTHER)


def read_target(cell: str) -> Target:
    """Return what was hit as a cell names it."""
    text = plain(cell)
    if is_missing(text) or text.lower() in {"0", "no", "لا"}:
        return Target.UNKNOWN
    if text in set(Target):
        return Target(text)
    return next((code for pattern, code in _TARGETS if pattern.search(text)), Target.OTHER)
