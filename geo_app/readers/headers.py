"""Headers of a spreadsheet in English and Arabic → what each column holds; and which columns hold what identifies people."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from geo_app.names import fold_word
from geo_app.readers.values.plain import plain

if TYPE_CHECKING:
    from collections.abc import Sequence


class Field(StrEnum):
    """What a column of an incident list can hold."""

    ID = "id"
    DATE = "date"
    DATE_START = "date_start"
    DATE_END = "date_end"
    GOVERNORATE = "governorate"
    DISTRICT = "district"
    PLACE = "place"
    PLACE_AR = "place_ar"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    COORDINATES = "coordinates"
    PERPETRATOR = "perpetrator"
    KILLED = "killed"
    KILLED_MIN = "killed_min"
    KILLED_MAX = "killed_max"
    KILLED_CIVILIANS = "killed_civilians"
    KILLED_CHILDREN = "killed_children"
    KILLED_WOMEN = "killed_women"
    KILLED_MEDICS = "killed_medics"
    KILLED_MEDIA = "killed_media"
    KILLED_CIVIL_DEFENCE = "killed_civil_defence"
    INJURED = "injured"
    INJURED_MIN = "injured_min"
    INJURED_MAX = "injured_max"
    EVENT_TYPE = "event_type"
    TARGET = "target"
    DESCRIPTION = "description"
    SOURCE = "source"
    SOURCE_URL = "source_url"
    SOURCE_DATE = "source_date"
    SENSITIVITY = "sensitivity"
    EMBARGO = "embargo_until"
    AGE = "age"
    SEX = "sex"
    STATUS = "status"
    PERSONS = "persons"
    ORIGIN = "origin"
    DESTINATION = "destination"


HEADERS: dict[Field, str] = {
    Field.ID: "id|incident id|event id|case id|record id|incident code|code|ref|reference|reference code|reference number|incident number|case number|no|n|nr|number|serial|"
    "unique id|#|uid|objectid|incident ref|database id|الرقم|رقم|الرقم التسلسلي|رقم الحادثة|رقم الحالة|المعرف|الكود|كود|م|ت|الرمز",
    Field.DATE: "date|incident date|event date|date of incident|date of event|day|date of attack|attack date|date of death|date of killing|date killed|violation date|when|"
    "recording date|التاريخ|تاريخ|تاريخ الحادثة|تاريخ الحدث|تاريخ الهجوم|تاريخ الوفاة|تاريخ الاستشهاد|تاريخ القتل|اليوم|تاريخ الواقعة|تاريخ المجزرة",
    Field.DATE_START: "date start|start date|first day|from|from date|date from|start|تاريخ البداية|من تاريخ|تاريخ البدء",
    Field.DATE_END: "date end|end date|last day|to|to date|date to|end|until|تاريخ النهاية|الى تاريخ|تاريخ الانتهاء",
    Field.GOVERNORATE: "governorate|governate|province|gov|admin1|admin 1|admin1 name|adm1|state|region|muhafaza|mohafaza|المحافظة|محافظة|المحافظه|الولاية|admin1name en|adm1 name",
    Field.DISTRICT: "district|admin2|admin 2|adm2|mantika|mantiqa|المنطقة|منطقة|admin2 name|subdistrict|admin3|nahiya|الناحية|ناحية",
    Field.PLACE: "place|town|city|location|location name|village|place name|locality|community|settlement|site|where|area|neighbourhood|neighborhood|place of death|"
    "place of incident|location en|town village|city town|city village|community name|المدينة|مدينة|البلدة|بلدة|القرية|قرية|المكان|مكان|الموقع|موقع|مكان الحادثة|مكان الحدث|"
    "مكان الاستشهاد|مكان الوفاة|الحي|البلدة القرية|المدينة البلدة|مكان الهجوم|اسم الموقع",
    Field.PLACE_AR: "place ar|town ar|location ar|place arabic|location arabic|name ar|arabic name|place in arabic|المكان بالعربية|الاسم العربي",
    Field.LATITUDE: "lat|latitude|y|lat dd|gps latitude|lat wgs84|خط العرض|العرض|دائرة العرض",
    Field.LONGITUDE: "lon|long|lng|longitude|x|lon dd|gps longitude|خط الطول|الطول",
    Field.COORDINATES: "coordinates|coords|gps|latlon|lat lon|lat long|geolocation|gps coordinates|location coordinates|الإحداثيات|احداثيات|الاحداثيات|إحداثيات",
    Field.PERPETRATOR: "perpetrator|alleged perpetrator|perpetrators|responsible|responsible party|party|actor|party responsible|attributed to|belligerent|suspected belligerent|"
    "perpetrating party|alleged responsible|author|killed by|الجهة المسؤولة|الجهة الفاعلة|الجهة|الفاعل|المسؤول|المسؤولية|الطرف المسؤول|الجهة المنفذة|الجهة المرتكبة|"
    "مرتكب الانتهاك|الجهة القاتلة|المنفذ|الجهة المسؤولة عن القتل|الجاني",
    Field.KILLED: "killed|deaths|dead|fatalities|number killed|no killed|killed total|total killed|victims|people killed|number of deaths|number of victims|death toll|casualties killed|"
    "deaths total|total deaths|number of killed|number of fatalities|best|عدد القتلى|القتلى|قتلى|عدد الضحايا|الضحايا|عدد الشهداء|الشهداء|شهداء|عدد الوفيات|حصيلة القتلى|"
    "حصيلة الضحايا|إجمالي القتلى|العدد",
    Field.KILLED_MIN: "killed min|min killed|minimum killed|deaths min|fatalities min|min deaths|lowest|low|الحد الأدنى|الحد الادنى للقتلى",
    Field.KILLED_MAX: "killed max|max killed|maximum killed|deaths max|fatalities max|max deaths|highest|high|الحد الأعلى|الحد الاعلى للقتلى|الحد الأقصى",
    Field.KILLED_CIVILIANS: "killed civilians|civilians killed|civilian deaths|civilian fatalities|civilians|civilian|number of civilians killed|deaths civilians|civilian casualties|"
    "المدنيون|مدنيون|عدد المدنيين|القتلى المدنيون|مدنيين|الضحايا المدنيين|عدد القتلى المدنيين",
    Field.KILLED_CHILDREN: "killed children|children|children killed|child|children deaths|number of children|minors|أطفال|الأطفال|عدد الأطفال|طفل|اطفال",
    Field.KILLED_WOMEN: "killed women|women|women killed|woman|females|female|number of women|adult women|نساء|النساء|عدد النساء|سيدات|سيدة|إناث",
    Field.KILLED_MEDICS: "killed medics|medics|medical staff|medical personnel|health workers killed|medical|medical workers|كوادر طبية|كادر طبي|الكوادر الطبية|طواقم طبية|طبي",
    Field.KILLED_MEDIA: "killed media|media|media workers|journalists|journalists killed|media activists|إعلاميون|إعلاميين|صحفيون|كوادر إعلامية|الكوادر الإعلامية|إعلامي",
    Field.KILLED_CIVIL_DEFENCE: "killed civil defence|civil defence|civil defense|white helmets|rescuers|civil defence personnel|دفاع مدني|الدفاع المدني|كوادر الدفاع المدني",
    Field.INJURED: "injured|wounded|injured total|wounded total|number injured|people injured|injuries|total injured|الجرحى|عدد الجرحى|جرحى|المصابين|عدد المصابين|إصابات|الإصابات|المصابون",
    Field.INJURED_MIN: "injured min|min injured|wounded min|minimum injured",
    Field.INJURED_MAX: "injured max|max injured|wounded max|maximum injured",
    Field.EVENT_TYPE: "weapon|weapons|weapon type|event type|attack type|type of attack|means|type|incident type|cause of death|cause|method|weapon used|weapons used|munition|"
    "type of weapon|sub event type|السلاح|نوع السلاح|نوع الهجوم|نوع الحادثة|نوع القصف|سبب الوفاة|سبب الاستشهاد|طريقة القتل|الأداة|نوع الاعتداء|سبب القتل|السلاح المستخدم",
    Field.TARGET: "target|facility|facility type|object|facility hit|target type|facilities hit|site type|infrastructure|المنشأة|الهدف|المنشأة المستهدفة|نوع المنشأة|المركز الحيوي|المرفق",
    Field.DESCRIPTION: "description|notes|note|details|summary|narrative|comments|comment|remarks|event description|incident description|headline|title|الوصف|وصف|ملاحظات|التفاصيل|"
    "تفاصيل|ملخص|شرح|وصف الحادثة|تفاصيل الحادثة|العنوان الرئيسي",
    Field.SOURCE: "source|sources|publisher|source name|reported by|organisation|organization|data source|المصدر|المصادر|مصدر|الجهة الموثقة|جهة التوثيق|مصدر المعلومات",
    Field.SOURCE_URL: "source url|url|link|web link|source link|links|hyperlink|reference url|الرابط|رابط|رابط المصدر|روابط",
    Field.SOURCE_DATE: "source date|publication date|published|date published|report date|تاريخ النشر|تاريخ المصدر|تاريخ التقرير",
    Field.SENSITIVITY: "sensitivity|confidentiality|classification|access|privacy|السرية|درجة السرية|التصنيف|الخصوصية",
    Field.AGE: "age|age at death|age group|العمر|عمر|الفئة العمرية",
    Field.SEX: "sex|gender|الجنس|النوع الاجتماعي",
    Field.STATUS: "status|civilian or fighter|civilian status|civilian non civilian|الصفة|مدني عسكري",
    Field.PERSONS: "persons|displaced|displaced persons|people displaced|number displaced|idps|idp|returnees|individuals|number of idps|displaced people|عدد النازحين|النازحون|النازحين|"
    "عدد العائدين|عدد الأشخاص|المهجرون|عدد المهجرين",
    Field.ORIGIN: "origin|from governorate|origin governorate|governorate of origin|place of origin|displaced from|محافظة المنشأ|مكان النزوح|من محافظة",
    Field.DESTINATION: "destination|to governorate|destination governorate|governorate of displacement|place of displacement|displaced to|arrived in|محافظة الوصول|مكان الوصول|الى محافظة",
    Field.EMBARGO: "embargo until|embargo|not before|embargoed until|حظر النشر حتى",
}
"""Headers by field, folded as ``folded`` does, joined by ``|``."""
_LETTERS_OF_DBF = 10
_PERSONAL = re.compile(
    r"(?:(?:victims?|full|first|last|family|father|mother|child|witness|informant|interviewee|contact|patient|detainee|martyr|person|deceased|surname|given)s?"
    r"(?: s)? (?:names?|phones?|mobiles?|tel|telephones?|numbers?|address(?:es)?|emails?|statements?|contacts?)|names?|names of (?:the )?victims?|names? (?:en|english|arabic)|"
    r"surname|phones?|phone numbers?|mobile(?: number)?|telephones?|tel|whatsapp|emails?|e mail|address(?:es)?|home address|witness(?:es)?|informant|interviewee|"
    r"national (?:id|number)|passport(?: number)?|id number|father|mother|next of kin|date of birth|dob|birth date|"
    r"الاسم|الأسماء|الاسماء|اسم|أسماء|أسماء الضحايا|اسماء الضحايا|اسم الضحية|الاسم الكامل|الاسم الثلاثي|اسم الأب|اسم الاب|اسم الأم|اسم الام|الأب|الأم|الكنية|النسبة|الهاتف|رقم الهاتف|"
    r"الجوال|الموبايل|رقم الجوال|البريد الإلكتروني|العنوان|عنوان السكن|الشاهد|الشهود|اسم الشاهد|أسماء الشهود|الرقم الوطني|تاريخ الميلاد)"
)
CONTACT = r"(?:\+|00)963[\s\d-]{8,14}|\b09\d{8}\b|[\w.+-]+@[\w-]+\.\w{2,}"
"""A telephone number or an address of electronic mail inside a text, as RE2 reads it."""


def folded(header: str) -> str:
    """Return a header without case, marks, units in brackets and the variants of Arabic letters, words apart by one space."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", plain(header)).lower() if header.strip("()[] ") else header
    words = re.sub(r"[_\-./:*’'\"،,\\|]+", " ", bare).split()
    return " ".join(fold_word(word) if not word.isascii() else word for word in words)


def _fold_all(names: str) -> list[str]:
    return [folded(name) for name in names.split("|")]


_FIELD_OF = {name: field for field, names in HEADERS.items() for name in _fold_all(names)}
_FIELD_OF |= {folded(str(field)): field for field in Field}
_PERSONAL_AR = tuple(folded(word) for word in _PERSONAL.pattern.split("|") if word and not word.isascii())


def field_of(header: str) -> Field | None:
    """Return what a column with this header holds; None where the header says nothing known.

    A shapefile keeps ten letters of a header: "perpetrato" is what it was cut from, where that can be one thing only.
    """
    key = folded(header)
    found = _FIELD_OF.get(key)
    if found is None and len(header) == _LETTERS_OF_DBF:
        # Of one word nothing but its end can be missing; "killed civ" may be civilians or civil defence.
        meant = {field for name, field in _FIELD_OF.items() if name.startswith(key) and (" " in key or " " not in name)}
        found = meant.pop() if len(meant) == 1 else None
    return found


def is_personal(header: str) -> bool:
    """Return True where a header announces names, telephone numbers, addresses or birthdays of people."""
    key = folded(header)
    return bool(_PERSONAL.fullmatch(key)) or (key in _PERSONAL_AR and field_of(header) is None)


def recognised(header: Sequence[str]) -> int:
    """Return how many cells of a row are known headers: what tells a header from a title above it."""
    return len({field for field in map(field_of, header) if field is not None})


def proposed(header: Sequence[str]) -> tuple[dict[Field, int], tuple[str, ...]]:
    """Return field → position of its column, and the headers that claim a field which another column has: a person must choose.

    Two columns with the very same header are never chosen from.
    """
    found: dict[Field, int] = {}
    rivals: list[str] = []
    for at, name in enumerate(header):
        field = field_of(name)
        if field is None or is_personal(name):
            continue
        if field in found:
            exact = folded(name) == folded(str(field)), folded(header[found[field]]) == folded(str(field))
            if exact[0] and not exact[1]:
                rivals.append(header[found[field]])
                found[field] = at
            else:
                rivals.append(name)
        else:
            found[field] = at
    return found, tuple(rivals)
