"""A place text as reports write it → mentions: a name each, and what the words around it say about how exactly it is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import atan2, degrees

from geo_app.gazetteer.units import DISTRICT_CODE, SUBDISTRICT_CODE
from geo_app.names import clean, is_arabic

_KM = r"(?P<km>\d+(?:[.,]\d+)?)\s*(?:km|kms|kilomet(?:er|re)s?|كم|كلم|كيلومتر(?:ا|ات)?|كيلو)"
_COMPASS = r"(?:north|south|east|west|northern|southern|eastern|western|north-?\s?(?:east|west)(?:ern)?|south-?\s?(?:east|west)(?:ern)?)"
_COMPASS_AR = r"(?:شمال|جنوب|شرق|غرب|شمالي|جنوبي|شرقي|غربي)"
_NEAR = re.compile(
    rf"^(?:(?:about|some|around|roughly|approximately|nearly|حوالي|نحو|على بعد|على بعد حوالي)?\s*{_KM}\s*(?:to the\s+)?)?"
    rf"(?:(?:the\s+)?(?:{_COMPASS}|{_COMPASS_AR})?\s*(?:outskirts|suburbs?|edges?|vicinity|surroundings?|parts?)\s+of|near(?:by)?(?: to)?|next to|close to|outside(?: of)?|surrounding|entrance (?:of|to)|(?:road|convoy|way|path) to|vicino a|cerca de|près de|"
    rf"around|(?:{_COMPASS})(?:\s+of|\s+from)|(?:away\s+)?from|(?:{_COMPASS_AR})\s+(?:مدينة|بلدة|قرية)|"
    rf"(?:بال)?قرب(?: من)?|محيط|أطراف|ضواحي|(?:{_COMPASS_AR})(?:\s+(?:{_COMPASS_AR}))?|من)\s+",
    re.IGNORECASE,
)
_NEAR_AFTER = re.compile(r"\s+(?:outskirts|surroundings|area|axis|front|border)$", re.IGNORECASE)
_GOVERNORATE = re.compile(r"\b(?:governorate|govern?orates?|provinces?|muhafazat?|mohafazat|region)\b|(?<!\w)ب?محافظة", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?<=\w{3})['’`´]s\s+", re.IGNORECASE)
"""In "Idlib's southern countryside"; of ayn and hamza marks only one before a lone s and a space can be it."""
_JOINED = re.compile(r"(?<=\w{4})[-–—](?=\w{4})|(?<=\w{4})\s+[-–—]\s+(?=\w{4})|(?<=\w{3})[-–—](?=ال\w{3})")
_COUNTRYSIDE = re.compile(
    r"\b(?:countryside|country\s?side|rural|rif|reef|villages|desert|badia|suburbs)\b|(?<!\w)ب?(?:ال)?(?:ريف|أرياف|قرى|بادية|صحراء|ريفها|وريفها)(?!\w)",
    re.IGNORECASE,
)
_RURAL_AR = re.compile(r"(?<!\w)(?:ب|ال)?ريف(?!\w)")
_CITY = re.compile(r"\bcity\b|(?<!\w)ب?(?:ال)?مدينة(?!\w)", re.IGNORECASE)
_VILLAGE = re.compile(r"\b(?:village|hamlet|town)\b|(?<!\w)ب?(?:ال)?(?:قرية|بلدة)(?!\w)", re.IGNORECASE)
_SUBDISTRICT = re.compile(r"\b(?:sub-?\s?district|nahiyah?|nahia|nahya|nahiyat)\b|(?<!\w)ب?ناحية(?!\w)", re.IGNORECASE)
_DISTRICT = re.compile(r"\b(?:district|mantiqah?|mintaqah?|mantika)\b|(?<!\w)ب?منطقة(?!\w)", re.IGNORECASE)
_QUARTER = re.compile(
    r"\b(?:neighbou?rhoods?|quarters?|districts?|suburb|blocks?|streets?|roads?|square|roundabout|area)\b|(?<!\w)ب?(?:حي|حارة|شارع|دوار|أحياء|احياء|منطقة|طريق|ضاحية|مساكن)(?!\w)",
    re.IGNORECASE,
)
_FACILITY = re.compile(
    r"\b(?:markets?|marketplace|souk|souq|hospitals?|clinic|schools?|mosques?|bakery|bakeries|checkpoint|crossing|prison|university|faculty|court(?:house)?|"
    r"complex|centre|center|station|hotel|church|stadium|bridge|buildings?|houses?|homes?|farms?|base|barracks|headquarters|hall|shops?|cafe|"
    r"restaurant|shelter|air\s?base|airport|airfield|dam|refinery|factory|plant|(?:oil|gas) ?fields?|oilfield|citadel|castle|site|ruins|ferry|ferries|wedding|funeral|bus|convoy|medical point|camps?)\b"
    r"|(?<!\w)(?:سوق|مشفى|مستشفى|مدرسة|مدارس|مسجد|جامع|فرن|مخبز|حاجز|معبر|سجن|جامعة|كلية|مبنى|منزل|مخيم|مزرعة|مزارع|كنيسة|مركز|نقطة طبية|جسر|مطار|قاعدة|سد|حقل|مصفاة|محطة|معمل|مصنع|ثكنة|قلعة|موقع)(?!\w)",
    re.IGNORECASE,
)
_TYPE = re.compile(
    r"\b(?:village|towns?|hamlet|central|downtown|(?:al-?)?balad|sub-?\s?district|nahiyah?|nahia|nahya|nahiyat|mantiqah?|mintaqah?|town of|the)\b|(?<!\w)ب?(?:ال)?(?:قرية|وسط|بلد|بلدة|بلدات|ناحية|مدينتي|بلدتي|قريتي|السورية|سوريا)(?!\w)",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*[,،;؛()\[\]|:_>]\s*|\s+[-–—]+\s+|\s+(?:in|at|inside|within|of the|on)\s+(?:the\s+)?|(?<!\w)(?:في|ضمن|من ريف|التابعة ل|التابع ل)(?!\w)|\s+(?=ب(?:ريف|مدينة|بلدة|محافظة|ناحية|منطقة)(?!\w))",
    re.IGNORECASE,
)
_OF = re.compile(r"^(?:the\s+)?(?:city|town|village|district|neighbou?rhood|province|governorate|area|camp|countryside)\s+of\s+", re.IGNORECASE)
_BEFORE_NEAR = re.compile(
    rf"(?<!km)(?<!kms)(?<!كم)(?<!metres)(?<!meters)\s+(?=(?:(?:to the\s+)?(?:{_COMPASS})\s+(?:of|from)|near(?:by)?|next to|close to|outside|surrounding|around|vicino a|cerca de|près de)\s)|\s+(?=(?:بال)?قرب\s)",
    re.IGNORECASE,
)
_PART_OF = re.compile(r"\b(neighbou?rhoods?|quarters?|districts?|markets?|parts?|cent(?:re|er)|schools?|hospitals?|mosques?)\s+(?:of|de)\s+", re.IGNORECASE)
_OF_THE_TOWN = re.compile(r"\s+of\s+(?:the\s+)?(?:city|town|village)\s+of\s+", re.IGNORECASE)
_ROAD_SPACED = re.compile(
    r"^(?:the\s+)?(?P<a>[^,،\d]{3,}?)\s+[-–—]\s+(?P<b>[^,،\d]{3,}?)\s+(?:(?:inter)?national\s+|desert\s+|main\s+)?(?:road|highway|motorway)$", re.IGNORECASE
)
_ROAD_OF_TWO = re.compile(
    r"^(?:the\s+)?(?P<a>[^,،\d]{3,}?)\s*[-–—]\s*(?P<b>[^,،\d]{3,}?)\s+(?:(?:inter)?national\s+|desert\s+|main\s+)?(?:road|highway|motorway)$"
    r"|^(?:ال)?(?:طريق|أوتوستراد|اوتوستراد)\s+(?P<c>[^،\d]{3,}?)\s*[-–—]\s*(?P<d>[^،\d]{3,})$",
    re.IGNORECASE,
)
_ROAD_NEAR = re.compile(
    r"(?:\b(?:road|highway|motorway|m4|m5)\b|(?<!\w)(?:ال)?(?:طريق|أوتوستراد|اوتوستراد)(?!\w)).*?(?:\bnear|\bclose to|\bnext to|(?<!\w)(?:بال)?قرب(?: من)?|(?<!\w)عند)\s+(?P<z>\S.*)$",
    re.IGNORECASE,
)
_ROAD_WORDS = re.compile(r"^(?:ال)?(?:طريق|أوتوستراد|اوتوستراد)\s+([^\s،,]+(?:\s+[^\s،,]+){1,4})$")
_DIRECTED = re.compile(rf"^(?:{_COMPASS})\s+(?=\S)", re.IGNORECASE)
_ARABIC_SIDE = re.compile(r"(?<!\w)(?:ال)?(?:شمالي|جنوبي|شرقي|غربي|شمال|جنوب|شرق|غرب)ة?(?!\w)")
_AND = re.compile(r"\s+(?:and|or|&|\+)\s+|\s+و\s*(?=\S{3})", re.IGNORECASE)
_ITS = re.compile(r"\b(?:its|their|the|nearby|other)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:road\s+)?between\s+(?P<a>.+?)\s+and\s+(?P<b>.+)$|(?<!\w)بين\s+(?P<c>.+?)\s+و\s*(?P<d>.+)$", re.IGNORECASE)
_SLASH = re.compile(r"\s*/\s*")
_NOTHING = re.compile(
    r"^(?:(?:location |place )?(?:unknown|undetermined|unspecified|unclear)(?: location| place)?|none|null|nan|nil|n/?a|tbd|not (?:stated|known|specified|available|reported)"
    r"|(?:various|several|multiple|different|many)(?: (?:areas?|locations?|places?|sites?|governorates|provinces))?|غير معروف|غير محدد|لم يحدد|مجهول|لا يوجد"
    r"|(?:عدة|مختلف) (?:مناطق|أماكن|المناطق)|مناطق (?:مختلفة|متفرقة|عدة)|مكان غير (?:معروف|محدد)|air\s?strikes?|air raids?|shelling|barrel bombs?|missiles?|غار(?:ة|ات) جوية|قصف(?: جوي| مدفعي)?|براميل متفجرة|[\W\d_]+)$",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"\b(?:roads?|highway|motorway|districts?|sub-?districts?|regions?|area)\b|(?<!\w)(?:طريق|أوتوستراد|اوتوستراد|منطقة|ناحية)(?!\w)", re.IGNORECASE
)
_ORDINARY = frozenset(
    [
        "attack",
        "attacks",
        "bombing",
        "bombings",
        "killed",
        "killing",
        "civilians",
        "civilian",
        "children",
        "women",
        "men",
        "house",
        "houses",
        "home",
        "car",
        "cars",
        "vehicle",
        "sarin",
        "chlorine",
        "gas",
        "theft",
        "threats",
        "authorities",
        "has",
        "have",
        "was",
        "were",
        "the",
        "a",
        "an",
        "of",
        "in",
        "people",
        "person",
        "persons",
        "family",
        "families",
        "fighters",
        "soldiers",
        "army",
        "forces",
        "regime",
        "opposition",
        "rebels",
        "group",
        "groups",
        "militia",
        "police",
        "checkpoint",
        "airstrike",
        "airstrikes",
        "strike",
        "strikes",
        "raid",
        "raids",
        "rocket",
        "rockets",
        "missile",
        "missiles",
        "shell",
        "shells",
        "shelling",
        "mortar",
        "mortars",
        "mine",
        "mines",
        "explosion",
        "explosions",
        "massacre",
        "massacres",
        "execution",
        "arrest",
        "arrests",
        "detention",
        "torture",
        "hospital",
        "school",
        "market",
        "mosque",
        "church",
        "bakery",
        "camp",
        "street",
        "road",
        "building",
        "shop",
        "farm",
        "field",
        "front",
        "line",
        "lines",
        "border",
        "frontline",
        "هجوم",
        "هجمات",
        "تفجير",
        "انفجار",
        "مدنيين",
        "مدنيون",
        "مدني",
        "أطفال",
        "اطفال",
        "نساء",
        "رجال",
        "منزل",
        "منازل",
        "بيت",
        "سيارة",
        "سيارات",
        "سارين",
        "كلور",
        "غاز",
        "سرقة",
        "تهديد",
        "سلطات",
        "تدمير",
        "دمار",
        "قتل",
        "قتلى",
        "جرحى",
        "شهداء",
        "مجزرة",
        "مجازر",
        "طيران",
        "طائرة",
        "طائرات",
        "قذيفة",
        "قذائف",
        "صاروخ",
        "صواريخ",
        "برميل",
        "براميل",
        "لغم",
        "ألغام",
        "اعتقال",
        "تعذيب",
        "إعدام",
        "رصاص",
        "السجن",
        "سجن",
        "ثورة",
        "الثورة",
        "الشمس",
        "الحدود",
        "جبهة",
        "خط",
        "ناس",
        "عائلة",
        "عناصر",
        "جيش",
        "نظام",
        "معارضة",
        "قوات",
        "فصائل",
        "مسلحين",
        "مشفى",
        "مدرسة",
        "سوق",
        "مسجد",
        "كنيسة",
        "فرن",
        "مخيم",
        "شارع",
        "طريق",
        "مبنى",
        "محل",
        "مزرعة",
        "حقل",
        "أنتم",
        "هم",
        "هو",
        "هي",
        "كان",
        "كانت",
        "قصف",
        "غارة",
        "غارات",
    ]
) - {"الثورة", "ثورة"}
"""Words of incident lists that sound like towns: a name made of these alone is none."""
_COUNTRY = re.compile(
    r"^(?:syria|syrie|syrien|suriye|(?:the )?syrian arab republic|(?:across|throughout|all over|inside) syria|nationwide|(?:داخل )?سوريا|سورية|سوريه|عموم سوريا"
    r"|الجمهورية العربية السورية)$",
    re.IGNORECASE,
)
_CENTRE = re.compile(r"\bcent(?:re|er)\b|(?<!\w)مركز(?!\w)", re.IGNORECASE)
_OF_CITY_AR = re.compile(r"(?<=\S)\s+ال(?:(دمشق)|(حلب)|(حمص))ي(?!\w)")
_DISTANCE = re.compile(
    r"(?:\d+(?:[.,]\d+)?\s*(?:-|–|to|إلى|الى)\s*)?(?P<far>\d+(?:[.,]\d+)?)\s*(?P<unit>km|kms|kilomet(?:er|re)s?|mi|miles?|met(?:er|re)s|m|كم|كلم|كيلومتر(?:ا|ات)?|كيلو|مترا?)(?!\w)\s*",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\(\s*(?:about\s+)?\d+(?:[.,]\d+)?\s*(?:mi|miles?|km)\s*\)", re.IGNORECASE)
_DISTANCE_AFTER = re.compile(rf"^(?P<place>[^\d]{{3,}}?),?\s+(?P<km>\d+(?:\.\d+)?\s*km)\s+(?:to the\s+)?(?P<side>{_COMPASS})$", re.IGNORECASE)
_DISTANCE_AFTER_AR = re.compile(rf"^(?P<place>(?:{_COMPASS_AR})(?:\s+(?:{_COMPASS_AR}))?\s+[^\d]{{3,}}?)\s+(?:ب)?(?P<km>\d+(?:\.\d+)?\s*km)\s*$")
_SEAT_OF = re.compile(r"\b(?:sub-?\s?district|district|nahiyah?)\s+cent(?:re|er)\b", re.IGNORECASE)
_QUALIFIER = re.compile(
    r"\b(?:military|national|border|civilian|field|surgical|refugees?|palestinian|idps?|girls|boys|specialty|specialised|specialized|vegetable|popular|public|general|central|specialist|archaeological|pumping|local|main)\b"
    r"|(?<!\w)(?:ال)?(?:عسكري|وطني|حدودي|جوي|مدني|ميداني|جراحي|أثري|دولي)ة?(?!\w)|(?<!\w)(?:للاجئين|الفلسطينيين|للنازحين|بنات|بنين|البنات|البنين)(?!\w)",
    re.IGNORECASE,
)
"""What stands beside a facility's type and belongs to no name of it that lists hold."""
_NEAR_WORD = rf"(?:{_COMPASS_AR}|قرب|محيط|أطراف|اطراف|ضواحي|ريف|وسط|من|في|بين|مركز|بادية|داخل|خارج)"
_TYPE_AFTER_NEAR = re.compile(rf"(?<!\w)({_NEAR_WORD})\s+(?:مدينة|بلدة|قرية|ناحية)\s+")
_BEFORE_TYPE = re.compile(r"(?<=\S)\s+(?=(?:قرية|بلدة|مدينة|ناحية|منطقة|محافظة|حي|مخيم)\s+\S)")
_CITIES_AR = "حلب|حمص|حماة|دمشق|درعا|إدلب|ادلب|أدلب|دير الزور|طرطوس|عفرين|تدمر|دوما|منبج|الرقة|سهل|جبل|وادي|ريف"
_LEADING_AR = re.compile(
    rf"^(?:داخل|على(?=\s+(?:أطراف|اطراف|طريق|محور))|في|عند)\s+(?:مدينة\s+|بلدة\s+|قرية\s+)?|^ب(?=(?:{_CITIES_AR})(?!\w))|^(?:ال)?(?:مدخل|مدخلها)\s+(?:ال)?(?:شمالي|جنوبي|شرقي|غربي)\s+ل(?:مدينة|بلدة)\s+"
)
_ATTACHED_IN = re.compile(rf"(?<=\S)\s+ب(?=(?:ال\S{{3,}}|(?:{_CITIES_AR})(?!\w)))")
"""A place named with "in" written onto it: حي الميسر بحلب."""
_BEFORE_SIDE = re.compile(r"(?<=\S)\s+(?=(?:شمال|جنوب|شرق|غرب)ي?(?:\s+(?:شمال|جنوب|شرق|غرب)ي?)?\s+(?!ب(?:ريف|ال))\S)")
_AFTER_DISTANCE = re.compile(r"(?:شمال|جنوب|شرق|غرب|شمالي|جنوبي|شرقي|غربي|km|كم|كلم|كيلومتر(?:ا|ات)?|كيلو|بعد|إلى|الى|ريف|بريف|الريف|من|و)$")
_SHORT_SIDE = re.compile(r"(?<=km)\s*(N|S|E|W|NE|NW|SE|SW)\s+(?=of\b)")
_LONG_SIDE = {"N": " north ", "S": " south ", "E": " east ", "W": " west ", "NE": " northeast ", "NW": " northwest ", "SE": " southeast ", "SW": " southwest "}
_NUMBER_WORDS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_NUMBER_WORD = re.compile(rf"\b({'|'.join(_NUMBER_WORDS)})\s+(?=km|kilomet)", re.IGNORECASE)
_AIRFIELD = re.compile(r"\b(?:air\s?base|airport|airfield)\b", re.IGNORECASE)
_LEADING = re.compile(r"^(?:(?:on|in|at|inside|from)\s+)?the\s+|^(?:on|at)\s+(?=outskirts)", re.IGNORECASE)

_POINTS = {"north": (0, 1), "south": (0, -1), "east": (1, 0), "west": (-1, 0), "شمال": (0, 1), "جنوب": (0, -1), "شرق": (1, 0), "غرب": (-1, 0)}
_POINT = re.compile("|".join(_POINTS), re.IGNORECASE)

_MORE_THAN_A_NAME = re.compile(
    "|".join(
        (
            r"[\d,،;؛()\[\]|:/_>]|\s[-–—]|[-–—]\s|\sب|['’`´]s\s",
            r"\b(?:north|south|east|west|near|close|outskirts?|edges?|vicinity|surround|outside|around|from|entrance|vicino|cerca|près|next|in|at|on|of|de|the|inside|within)",
            r"شمال|جنوب|شرق|غرب|قرب|داخل|مدخل|عند|(?:^|\s)ب(?:حلب|حمص|حماة|دمشق|درعا|إدلب|ادلب)|محيط|أطراف|ضواحي|على بعد|حوالي|نحو|(?<!\w)(?:من|في|ضمن|التابعة?)(?!\w)",
            *(
                words.pattern
                for words in (_GOVERNORATE, _COUNTRYSIDE, _CITY, _VILLAGE, _SUBDISTRICT, _DISTRICT, _QUARTER, _FACILITY, _TYPE, _AROUND, _NEAR_AFTER)
            ),
        )
    ),
    re.IGNORECASE,
)
"""What makes a text more than one bare name; most texts are one, and need nothing else looked for."""

LIST_FROM = 3
"""Two names may be a village and its town; three towns are a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One name in a place text.

    Attributes:
        whole: the segment as written; ``core``: without the type word it begins or ends with ("حي طريق الباب" has a road inside its name);
            ``name``: without any type word. They are looked up in this order.
        plain: the segment without what only qualifies a facility ("military"), an airfield called airbase; empty where that is the whole.
        others: further names written for the same place ("Kobani / Ain al-Arab").
        near: the place itself is not meant but its surroundings; ``km`` the distance stated; ``bearing`` the direction in degrees from north.
        directed: a point of the compass stands before the name ("southern Tal Abyad"): where the name itself has none, a part is meant.
        around: a road, district or area of that name: beside a town its surroundings are meant.
        governorate, countryside, city, village, quarter, facility: type words that stand beside the name.
        unit: characters of the P-code where a word for a district (6) or subdistrict (8) stands beside the name, else 0.
    """

    whole: str
    core: str
    name: str
    plain: str = ""
    others: tuple[str, ...] = ()
    near: bool = False
    directed: bool = False
    around: bool = False
    km: float | None = None
    bearing: float | None = None
    governorate: bool = False
    countryside: bool = False
    city: bool = False
    village: bool = False
    unit: int = 0
    quarter: bool = False
    facility: bool = False


def is_nothing(text: str) -> bool:
    """Return True where the text says that the place is not known."""
    return not text or bool(_NOTHING.match(text))


def is_country(text: str) -> bool:
    """Return True where the text names the country as a whole."""
    return bool(_COUNTRY.match(text))


def _strip_types(text: str) -> str:
    for pattern in (_OF, _QUALIFIER, _GOVERNORATE, _SUBDISTRICT, _COUNTRYSIDE, _CITY, _QUARTER, _FACILITY, _TYPE):
        text = pattern.sub(" ", text)
    return " ".join(re.sub(r"\b(?:of|the|near)\b", " ", text, flags=re.IGNORECASE).split(" ")).strip(" -'’")


def _strip_one(text: str) -> str:
    for pattern in (_OF, _SUBDISTRICT, _QUARTER, _FACILITY, _CITY, _TYPE):
        match = pattern.search(text)
        if match and (match.start() == 0 or match.end() == len(text)):
            return (text[: match.start()] + text[match.end() :]).strip()
    return text


def _unit(segment: str) -> int:
    if _CENTRE.search(segment):
        return 0
    if _SUBDISTRICT.search(segment):
        return SUBDISTRICT_CODE
    return DISTRICT_CODE if _DISTRICT.search(segment) else 0


def bearing_of(words_before: str) -> float | None:
    """Return the direction that points of the compass give, in degrees from north, clockwise; None where there is none or they cancel out."""
    points = [_POINTS[found.lower()] for found in _POINT.findall(words_before)]
    east, north = sum(p[0] for p in points), sum(p[1] for p in points)
    return degrees(atan2(east, north)) % 360 if east or north else None


def _mention(segment: str) -> Mention:
    km, near, bearing = None, False, None
    match = _NEAR.match(segment)
    if match and match.end() < len(segment):
        near = True
        km = float(match["km"].replace(",", ".")) if match["km"] else None
        bearing = bearing_of(match.group())
        segment = segment[match.end() :]
    if _NEAR_AFTER.search(segment):
        near = True
        segment = _NEAR_AFTER.sub("", segment)
    first, *others = _SLASH.split(_LEADING.sub("", segment))
    directed = bool(_DIRECTED.match(first))
    plain = " ".join(_QUALIFIER.sub(" ", first).split()) if _FACILITY.search(first) else first
    rural = bool(_COUNTRYSIDE.search(segment))
    return Mention(
        whole=first,
        core=_strip_one(plain),
        plain=_AIRFIELD.sub("airbase", plain) if plain != first or _AIRFIELD.search(plain) else "",
        name=" ".join(_strip_types(_DIRECTED.sub("", _ARABIC_SIDE.sub(" ", plain) if rural else plain)).split()),
        directed=directed,
        around=bool(_AROUND.search(first)),
        others=tuple(others),
        near=near,
        km=km,
        bearing=bearing,
        governorate=bool(_GOVERNORATE.search(segment)),
        countryside=rural,
        city=bool(_CITY.search(segment)),
        village=bool(_VILLAGE.search(segment)),
        unit=_unit(segment),
        quarter=bool(_QUARTER.search(segment)),
        facility=bool(_FACILITY.search(segment)),
    )


def _arabic_side(name: str, segment: str) -> str:
    """Put the countryside before the name as Arabic does: "إدلب، الريف الجنوبي" is ريف إدلب الجنوبي."""
    rural = _RURAL_AR.search(segment)
    return f"ريف {name} {_RURAL_AR.sub(' ', segment).strip()}".strip() if rural else f"{name} {segment}"


def _with_their_words(segments: list[str]) -> list[str]:
    """Join a segment of type words alone to the name before it: "Aleppo (southern countryside)" is the southern countryside of Aleppo."""
    joined: list[str] = []
    for segment in segments:
        bare = _strip_types(_NEAR_AFTER.sub(" ", " " + _DIRECTED.sub("", segment.strip(" ."))))
        about_area = _COUNTRYSIDE.search(segment) or _NEAR_AFTER.search(" " + segment.strip(" ."))
        if joined and about_area and not _ARABIC_SIDE.sub("", bare).strip(" -"):
            joined[-1] = _arabic_side(joined[-1], segment) if is_arabic(segment) else f"{segment} of {joined[-1]}"
        else:
            joined.append(segment)
    return joined


def _arabic_parts(text: str) -> str:
    """Put commas where Arabic runs parts together: before type words, attached "in", and a side of another place."""
    text = _TYPE_AFTER_NEAR.sub(r"\1 ", _LEADING_AR.sub("", text))
    if _QUARTER.search(text) or _FACILITY.search(text):
        text = _OF_CITY_AR.sub(lambda of: "، " + next(city for city in of.groups() if city), text)
    text = _ATTACHED_IN.sub("، ", _BEFORE_TYPE.sub("، ", text))
    return _BEFORE_SIDE.sub(lambda gap: " " if _AFTER_DISTANCE.search(text[: gap.start()]) else "، ", text)


def _metric(found: re.Match[str]) -> str:
    """Return a distance in km: of a range the far end, miles and metres turned."""
    number, unit = float(found["far"].replace(",", ".")), found["unit"].lower()
    factor = 1.609 if unit.startswith("mi") else 0.001 if unit in {"m", "metres", "meters", "متر", "مترا"} else 1.0
    return f"{number * factor:.3g} km "


def _distances(text: str) -> str:
    """Write every distance as "5 km", before its side and its place: "Saraqib, 5 km south" is 5 km south of Saraqib."""
    text = _DISTANCE.sub(_metric, _IN_BRACKETS.sub(" ", text))
    after = _DISTANCE_AFTER.match(text)
    if after:
        return f"{after['km']} {after['side']} of {after['place']}"
    after = _DISTANCE_AFTER_AR.match(text)
    return f"{after['km']} {after['place']}" if after else text


def _english_parts(text: str) -> str:
    text = _SEAT_OF.sub("town", text)
    text = _NUMBER_WORD.sub(lambda word: f"{_NUMBER_WORDS.index(word[1].lower()) + 1} ", text)
    text = _SHORT_SIDE.sub(lambda side: _LONG_SIDE[side[1]], _LEADING.sub("", text))
    text = _OF_THE_TOWN.sub(" of ", _POSSESSIVE.sub(" ", text))
    return _PART_OF.sub(r"\1, ", _BEFORE_NEAR.sub(", ", text))


@lru_cache(maxsize=4096)
def mentions(text: str) -> tuple[Mention, ...]:
    """Return the mentions of one place text in its order, the finest usually first; the country as a whole is no mention beside others."""
    cleaned = clean(text)
    if not _MORE_THAN_A_NAME.search(cleaned):
        bare = cleaned.strip(" .")
        return (Mention(whole=bare, core=bare, name=bare.strip(" -'’")),) if bare.strip(" .-") and not _is_ordinary(bare) else ()
    cleaned = _distances(cleaned) if any(ch.isdigit() for ch in cleaned) else cleaned
    marked = _english_parts(_arabic_parts(cleaned) if is_arabic(cleaned) else cleaned)
    segments = _with_their_words([part for part in _SPLIT.split(marked) if part and part.strip(" .-")])
    found = tuple(_mention(part.strip(" .")) for part in segments)
    named = tuple(m for m in found if not is_country(m.whole)) or found
    return tuple(m for m in named if not _is_ordinary(m.whole))


def _is_ordinary(text: str) -> bool:
    return all(word in _ORDINARY for word in text.casefold().split())


def split_places(text: str) -> list[str]:
    """Return the parts of a text that a slash or an unspaced dash joins ("Aleppo/Idlib", "Manbij-Jarablus"); the text alone where nothing does."""
    parts = [part for part in _SLASH.split(text) if part.strip()]
    return parts if len(parts) > 1 else _JOINED.split(text)


def ends_of_road(text: str) -> tuple[str, ...]:
    """Return the two places that a text lies between ("between A and B", "A-B road", "طريق A - B"); nothing where it names none."""
    cleaned = clean(text)
    found = _BETWEEN.search(cleaned) or _ROAD_SPACED.search(cleaned) or _ROAD_OF_TWO.search(cleaned)
    return tuple(part for part in found.groupdict().values() if part) if found else ()


def place_near_road(text: str) -> str:
    """Return "near Z" of a text that names a road and a place by it ("on the Homs - Damascus highway, near al-Nabk"); empty where it is no such text."""
    found = _ROAD_NEAR.search(clean(text))
    return f"near {found['z']}" if found else ""


def words_of_road(text: str) -> tuple[str, ...]:
    """Return the words behind "طريق" where a road is named by its ends without a dash between them; nothing else."""
    found = _ROAD_WORDS.match(clean(text))
    return tuple(found[1].split()) if found else ()


def several(text: str) -> tuple[str, ...]:
    """Return the texts of the places that a text joins by "and"; the text alone where it names one.

    A shared tail ("Hass and Kafranbel, Idlib countryside") goes to each.
    """
    cleaned = clean(text)
    head, *tail = re.split(r"\s*[,،]\s*", cleaned, maxsplit=1)
    parts = [part for part in _AND.split(head) if part]
    if len(parts) == 1 and tail and not is_arabic(cleaned):
        parts = [part for part in _AND.split(cleaned) if part]
        tail = []
    if len(parts) > 1 and not _strip_types(_ITS.sub(" ", parts[1])):
        # "Kobani and villages": the surroundings are meant as well.
        return (" ".join([parts[0], "countryside"]) + (f", {tail[0]}" if tail else ""),)
    return tuple(f"{part}, {tail[0]}" if tail else part for part in parts)


def joined_by_and(text: str) -> bool:
    """Return True where "and" joins parts of the text."""
    return bool(_AND.search(clean(text)))


def listed(text: str) -> tuple[str, ...]:
    """Return the items of a list of three or more joined by commas and "and"; nothing where the text is shorter."""
    items = [part.strip() for part in re.split(r"\s*[,،;]\s*|\s+(?:and|et|&|y|и)\s+", clean(text)) if part.strip()]
    return tuple(items) if len(items) >= LIST_FROM else ()
