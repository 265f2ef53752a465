"""What words around names look like, in English and Arabic: patterns only, used by ``phrases`` and ``several``."""

from __future__ import annotations

import re

KM = r"(?P<km>\d+(?:[.,]\d+)?)\s*(?:km|kms|kilomet(?:er|re)s?|كم|كلم|كيلومتر(?:ا|ات)?|كيلو)"
COMPASS = r"(?:north|south|east|west|northern|southern|eastern|western|north-?\s?(?:east|west)(?:ern)?|south-?\s?(?:east|west)(?:ern)?)"
COMPASS_AR = r"(?:شمال|جنوب|شرق|غرب|شمالي|جنوبي|شرقي|غربي)"
NEAR = re.compile(
    rf"^(?:(?:about|some|around|roughly|approximately|nearly|حوالي|نحو|على بعد|على بعد حوالي)?\s*{KM}\s*(?:to the\s+)?)?"
    rf"(?:(?:the\s+)?(?:{COMPASS}|{COMPASS_AR})?\s*(?:outskirts|suburbs?|edges?|vicinity|surroundings?|parts?)\s+of|near(?:by)?(?: to)?|next to|close to|outside(?: of)?|surrounding|entrance (?:of|to)|(?:road|convoy|way|path) to|vicino a|cerca de|près de|"
    rf"around|(?:{COMPASS})(?:\s+of|\s+from)|(?:away\s+)?from|(?:{COMPASS_AR})\s+(?:مدينة|بلدة|قرية)|"
    rf"(?:بال)?قرب(?: من)?|محيط|أطراف|ضواحي|(?:{COMPASS_AR})(?:\s+(?:{COMPASS_AR}))?|من)\s+",
    re.IGNORECASE,
)
NEAR_AFTER = re.compile(r"\s+(?:outskirts|surroundings|area|axis|front|border)$", re.IGNORECASE)
GOVERNORATE = re.compile(r"\b(?:governorate|govern?orates?|provinces?|muhafazat?|mohafazat|region)\b|(?<!\w)ب?محافظة", re.IGNORECASE)
POSSESSIVE = re.compile(r"(?<=\w{3})['’`´]s\s+", re.IGNORECASE)
"""In "Idlib's southern countryside"; of ayn and hamza marks only one before a lone s and a space can be it."""
JOINED = re.compile(r"(?<=\w{4})[-–—](?=\w{4})|(?<=\w{4})\s+[-–—]\s+(?=\w{4})|(?<=\w{3})[-–—](?=ال\w{3})")
COUNTRYSIDE = re.compile(
    r"\b(?:countryside|country\s?side|rural|rif|reef|villages|desert|badia|suburbs)\b|(?<!\w)ب?(?:ال)?(?:ريف|أرياف|قرى|بادية|صحراء|ريفها|وريفها)(?!\w)",
    re.IGNORECASE,
)
RURAL_AR = re.compile(r"(?<!\w)(?:ب|ال)?ريف(?!\w)")
CITY = re.compile(r"\bcity\b|(?<!\w)ب?(?:ال)?مدينة(?!\w)", re.IGNORECASE)
VILLAGE = re.compile(r"\b(?:village|hamlet|town)\b|(?<!\w)ب?(?:ال)?(?:قرية|بلدة)(?!\w)", re.IGNORECASE)
SUBDISTRICT = re.compile(r"\b(?:sub-?\s?district|nahiyah?|nahia|nahya|nahiyat)\b|(?<!\w)ب?ناحية(?!\w)", re.IGNORECASE)
DISTRICT = re.compile(r"\b(?:district|mantiqah?|mintaqah?|mantika)\b|(?<!\w)ب?منطقة(?!\w)", re.IGNORECASE)
QUARTER = re.compile(
    r"\b(?:neighbou?rhoods?|quarters?|districts?|suburb|blocks?|streets?|roads?|square|roundabout|area)\b|(?<!\w)ب?(?:حي|حارة|شارع|دوار|أحياء|احياء|منطقة|طريق|ضاحية|مساكن)(?!\w)",
    re.IGNORECASE,
)
FACILITY = re.compile(
    r"\b(?:markets?|marketplace|souk|souq|hospitals?|clinic|schools?|mosques?|bakery|bakeries|checkpoint|crossing|prison|university|faculty|court(?:house)?|"
    r"complex|centre|center|station|hotel|church|stadium|bridge|buildings?|houses?|homes?|farms?|base|barracks|headquarters|hall|shops?|cafe|"
    r"restaurant|shelter|air\s?base|airport|airfield|dam|refinery|factory|plant|(?:oil|gas) ?fields?|oilfield|citadel|castle|site|ruins|ferry|ferries|wedding|funeral|bus|convoy|medical point|camps?)\b"
    r"|(?<!\w)(?:سوق|مشفى|مستشفى|مدرسة|مدارس|مسجد|جامع|فرن|مخبز|حاجز|معبر|سجن|جامعة|كلية|مبنى|منزل|مخيم|مزرعة|مزارع|كنيسة|مركز|نقطة طبية|جسر|مطار|قاعدة|سد|حقل|مصفاة|محطة|معمل|مصنع|ثكنة|قلعة|موقع)(?!\w)",
    re.IGNORECASE,
)
TYPE = re.compile(
    r"\b(?:village|towns?|hamlet|central|downtown|(?:al-?)?balad|sub-?\s?district|nahiyah?|nahia|nahya|nahiyat|mantiqah?|mintaqah?|town of|the)\b|(?<!\w)ب?(?:ال)?(?:قرية|وسط|بلد|بلدة|بلدات|ناحية|مدينتي|بلدتي|قريتي|السورية|سوريا)(?!\w)",
    re.IGNORECASE,
)
SPLIT = re.compile(
    r"\s*[,،;؛()\[\]|:_>]\s*|\s+[-–—]+\s+|\s+(?:in|at|inside|within|of the|on)\s+(?:the\s+)?|(?<!\w)(?:في|ضمن|من ريف|التابعة ل|التابع ل)(?!\w)|\s+(?=ب(?:ريف|مدينة|بلدة|محافظة|ناحية|منطقة)(?!\w))",
    re.IGNORECASE,
)
OF = re.compile(r"^(?:the\s+)?(?:city|town|village|district|neighbou?rhood|province|governorate|area|camp|countryside)\s+of\s+", re.IGNORECASE)
BEFORE_NEAR = re.compile(
    rf"(?<!km)(?<!kms)(?<!كم)(?<!metres)(?<!meters)\s+(?=(?:(?:to the\s+)?(?:{COMPASS})\s+(?:of|from)|near(?:by)?|next to|close to|outside|surrounding|around|vicino a|cerca de|près de)\s)|\s+(?=(?:بال)?قرب\s)",
    re.IGNORECASE,
)
PART_OF = re.compile(r"\b(neighbou?rhoods?|quarters?|districts?|markets?|parts?|cent(?:re|er)|schools?|hospitals?|mosques?)\s+(?:of|de)\s+", re.IGNORECASE)
OF_THE_TOWN = re.compile(r"\s+of\s+(?:the\s+)?(?:city|town|village)\s+of\s+", re.IGNORECASE)
ROAD_SPACED = re.compile(
    r"^(?:the\s+)?(?P<a>[^,،\d]{3,}?)\s+[-–—]\s+(?P<b>[^,،\d]{3,}?)\s+(?:(?:inter)?national\s+|desert\s+|main\s+)?(?:road|highway|motorway)$", re.IGNORECASE
)
ROAD_OF_TWO = re.compile(
    r"^(?:the\s+)?(?P<a>[^,،\d]{3,}?)\s*[-–—]\s*(?P<b>[^,،\d]{3,}?)\s+(?:(?:inter)?national\s+|desert\s+|main\s+)?(?:road|highway|motorway)$"
    r"|^(?:ال)?(?:طريق|أوتوستراد|اوتوستراد)\s+(?P<c>[^،\d]{3,}?)\s*[-–—]\s*(?P<d>[^،\d]{3,})$",
    re.IGNORECASE,
)
ROAD_NEAR = re.compile(
    r"(?:\b(?:road|highway|motorway|m4|m5)\b|(?<!\w)(?:ال)?(?:طريق|أوتوستراد|اوتوستراد)(?!\w)).*?(?:\bnear|\bclose to|\bnext to|(?<!\w)(?:بال)?قرب(?: من)?|(?<!\w)عند)\s+(?P<z>\S.*)$",
    re.IGNORECASE,
)
ROAD_WORDS = re.compile(r"^(?:ال)?(?:طريق|أوتوستراد|اوتوستراد)\s+([^\s،,]+(?:\s+[^\s،,]+){1,4})$")
DIRECTED = re.compile(rf"^(?:{COMPASS})\s+(?=\S)", re.IGNORECASE)
ARABIC_SIDE = re.compile(r"(?<!\w)(?:ال)?(?:شمالي|جنوبي|شرقي|غربي|شمال|جنوب|شرق|غرب)ة?(?!\w)")
AND = re.compile(r"\s+(?:and|or|&|\+)\s+|\s+و\s*(?=\S{3})", re.IGNORECASE)
ITS = re.compile(r"\b(?:its|their|the|nearby|other)\b", re.IGNORECASE)
BETWEEN = re.compile(r"\b(?:road\s+)?between\s+(?P<a>.+?)\s+and\s+(?P<b>.+)$|(?<!\w)بين\s+(?P<c>.+?)\s+و\s*(?P<d>.+)$", re.IGNORECASE)
SLASH = re.compile(r"\s*/\s*")
NOTHING = re.compile(
    r"^(?:(?:location |place )?(?:unknown|undetermined|unspecified|unclear)(?: location| place)?|none|null|nan|nil|n/?a|tbd|not (?:stated|known|specified|available|reported)"
    r"|(?:various|several|multiple|different|many)(?: (?:areas?|locations?|places?|sites?|governorates|provinces))?|غير معروف|غير محدد|لم يحدد|مجهول|لا يوجد"
    r"|(?:عدة|مختلف) (?:مناطق|أماكن|المناطق)|مناطق (?:مختلفة|متفرقة|عدة)|مكان غير (?:معروف|محدد)|air\s?strikes?|air raids?|shelling|barrel bombs?|missiles?|غار(?:ة|ات) جوية|قصف(?: جوي| مدفعي)?|براميل متفجرة|[\W\d_]+)$",
    re.IGNORECASE,
)
AROUND = re.compile(
    r"\b(?:roads?|highway|motorway|districts?|sub-?districts?|regions?|area)\b|(?<!\w)(?:طريق|أوتوستراد|اوتوستراد|منطقة|ناحية)(?!\w)", re.IGNORECASE
)
ORDINARY = frozenset({
    "attack", "attacks", "bombing", "bombings", "killed", "killing", "civilians", "civilian", "children", "women", "men", "house", "houses", "home",
    "car", "cars", "vehicle", "sarin", "chlorine", "gas", "theft", "threats", "authorities", "has", "have", "was", "were", "the", "a", "an", "of",
    "in", "people", "person", "persons", "family", "families", "fighters", "soldiers", "army", "forces", "regime", "opposition", "rebels", "group",
    "groups", "militia", "police", "checkpoint", "airstrike", "airstrikes", "strike", "strikes", "raid", "raids", "rocket", "rockets", "missile",
    "missiles", "shell", "shells", "shelling", "mortar", "mortars", "mine", "mines", "explosion", "explosions", "massacre", "massacres", "execution",
    "arrest", "arrests", "detention", "torture", "hospital", "school", "market", "mosque", "church", "bakery", "camp", "street", "road", "building",
    "shop", "farm", "field", "front", "line", "lines", "border", "frontline", "هجوم", "هجمات", "تفجير", "انفجار", "مدنيين", "مدنيون", "مدني",
    "أطفال", "اطفال", "نساء", "رجال", "منزل", "منازل", "بيت", "سيارة", "سيارات", "سارين", "كلور", "غاز", "سرقة", "تهديد", "سلطات", "تدمير", "دمار",
    "قتل", "قتلى", "جرحى", "شهداء", "مجزرة", "مجازر", "طيران", "طائرة", "طائرات", "قذيفة", "قذائف", "صاروخ", "صواريخ", "برميل", "براميل", "لغم",
    "ألغام", "اعتقال", "تعذيب", "إعدام", "رصاص", "السجن", "سجن", "الشمس", "الحدود", "جبهة", "خط", "ناس", "عائلة", "عناصر", "جيش", "نظام", "معارضة",
    "قوات", "فصائل", "مسلحين", "مشفى", "مدرسة", "سوق", "مسجد", "كنيسة", "فرن", "مخيم", "شارع", "طريق", "مبنى", "محل", "مزرعة", "حقل", "أنتم", "هم",
    "هو", "هي", "كان", "كانت", "قصف", "غارة", "غارات",
})  # fmt: skip
"""Words of incident lists that sound like towns: a name made of these alone is none."""
CAPITAL = frozenset({"Has"})
"""A village that is an ordinary word where it begins small."""
COUNTRY = re.compile(
    r"^(?:syria|syrie|syrien|suriye|(?:the )?syrian arab republic|(?:across|throughout|all over|inside) syria|nationwide|(?:داخل )?سوريا|سورية|سوريه|عموم سوريا"
    r"|الجمهورية العربية السورية)$",
    re.IGNORECASE,
)
CENTRE = re.compile(r"\bcent(?:re|er)\b|(?<!\w)مركز(?!\w)", re.IGNORECASE)
OF_CITY_AR = re.compile(r"(?<=\S)\s+ال(?:(دمشق)|(حلب)|(حمص))ي(?!\w)")
DISTANCE = re.compile(
    r"(?:\d+(?:[.,]\d+)?\s*(?:-|–|to|إلى|الى)\s*)?(?P<far>\d+(?:[.,]\d+)?)\s*(?P<unit>km|kms|kilomet(?:er|re)s?|mi|miles?|met(?:er|re)s|m|كم|كلم|كيلومتر(?:ا|ات)?|كيلو|مترا?)(?!\w)\s*",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"\(\s*(?:about\s+)?\d+(?:[.,]\d+)?\s*(?:mi|miles?|km)\s*\)", re.IGNORECASE)
DISTANCE_AFTER = re.compile(rf"^(?P<place>[^\d]{{3,}}?),?\s+(?P<km>\d+(?:\.\d+)?\s*km)\s+(?:to the\s+)?(?P<side>{COMPASS})$", re.IGNORECASE)
DISTANCE_AFTER_AR = re.compile(rf"^(?P<place>(?:{COMPASS_AR})(?:\s+(?:{COMPASS_AR}))?\s+[^\d]{{3,}}?)\s+(?:ب)?(?P<km>\d+(?:\.\d+)?\s*km)\s*$")
SEAT_OF = re.compile(r"\b(?:sub-?\s?district|district|nahiyah?)\s+cent(?:re|er)\b", re.IGNORECASE)
QUALIFIER = re.compile(
    r"\b(?:military|national|border|civilian|field|surgical|refugees?|palestinian|idps?|girls|boys|specialty|specialised|specialized|vegetable|popular|public|general|central|specialist|archaeological|pumping|local|main)\b"
    r"|(?<!\w)(?:ال)?(?:عسكري|وطني|حدودي|جوي|مدني|ميداني|جراحي|أثري|دولي)ة?(?!\w)|(?<!\w)(?:للاجئين|الفلسطينيين|للنازحين|بنات|بنين|البنات|البنين)(?!\w)",
    re.IGNORECASE,
)
"""What stands beside a facility's type and belongs to no name of it that lists hold."""
NEAR_WORD = rf"(?:{COMPASS_AR}|قرب|محيط|أطراف|اطراف|ضواحي|ريف|وسط|من|في|بين|مركز|بادية|داخل|خارج)"
TYPE_AFTER_NEAR = re.compile(rf"(?<!\w)({NEAR_WORD})\s+(?:مدينة|بلدة|قرية|ناحية)\s+")
BEFORE_TYPE = re.compile(r"(?<=\S)\s+(?=(?:قرية|بلدة|مدينة|ناحية|منطقة|محافظة|حي|مخيم)\s+\S)")
CITIES_AR = "حلب|حمص|حماة|دمشق|درعا|إدلب|ادلب|أدلب|دير الزور|طرطوس|عفرين|تدمر|دوما|منبج|الرقة|سهل|جبل|وادي|ريف"
LEADING_AR = re.compile(
    rf"^(?:داخل|على(?=\s+(?:أطراف|اطراف|طريق|محور))|في|عند)\s+(?:مدينة\s+|بلدة\s+|قرية\s+)?|^ب(?=(?:{CITIES_AR})(?!\w))|^(?:ال)?(?:مدخل|مدخلها)\s+(?:ال)?(?:شمالي|جنوبي|شرقي|غربي)\s+ل(?:مدينة|بلدة)\s+"
)
ATTACHED_IN = re.compile(rf"(?<=\S)\s+ب(?=(?:ال\S{{3,}}|(?:{CITIES_AR})(?!\w)))")
"""A place named with "in" written onto it: حي الميسر بحلب."""
BEFORE_SIDE = re.compile(r"(?<=\S)\s+(?=(?:شمال|جنوب|شرق|غرب)ي?(?:\s+(?:شمال|جنوب|شرق|غرب)ي?)?\s+(?!ب(?:ريف|ال))\S)")
AFTER_DISTANCE = re.compile(r"(?:شمال|جنوب|شرق|غرب|شمالي|جنوبي|شرقي|غربي|km|كم|كلم|كيلومتر(?:ا|ات)?|كيلو|بعد|إلى|الى|ريف|بريف|الريف|من|و)$")
SHORT_SIDE = re.compile(r"(?<=km)\s*(N|S|E|W|NE|NW|SE|SW)\s+(?=of\b)")
LONG_SIDE = {"N": " north ", "S": " south ", "E": " east ", "W": " west ", "NE": " northeast ", "NW": " northwest ", "SE": " southeast ", "SW": " southwest "}
NUMBER_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
    "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
NUMBER_WORD = re.compile(rf"\b({'|'.join(NUMBER_WORDS)})\s+(?=km|kilomet)", re.IGNORECASE)
AIRFIELD = re.compile(r"\b(?:air\s?base|airport|airfield)\b", re.IGNORECASE)
LEADING = re.compile(r"^(?:(?:on|in|at|inside|from)\s+)?the\s+|^(?:on|at)\s+(?=outskirts)", re.IGNORECASE)
POINTS = {"north": (0, 1), "south": (0, -1), "east": (1, 0), "west": (-1, 0), "شمال": (0, 1), "جنوب": (0, -1), "شرق": (1, 0), "غرب": (-1, 0)}
POINT = re.compile("|".join(POINTS), re.IGNORECASE)
MORE_THAN_A_NAME = re.compile(
    "|".join(
        (
            r"[\d,،;؛()\[\]|:/_>]|\s[-–—]|[-–—]\s|\sب|['’`´]s\s",
            r"\b(?:north|south|east|west|near|close|outskirts?|edges?|vicinity|surround|outside|around|from|entrance|vicino|cerca|près|next|in|at|on|of|de|the|inside|within)",
            r"شمال|جنوب|شرق|غرب|قرب|داخل|مدخل|عند|(?:^|\s)ب(?:حلب|حمص|حماة|دمشق|درعا|إدلب|ادلب)|محيط|أطراف|ضواحي|على بعد|حوالي|نحو|(?<!\w)(?:من|في|ضمن|التابعة?)(?!\w)",
            *(words.pattern for words in (GOVERNORATE, COUNTRYSIDE, CITY, VILLAGE, SUBDISTRICT, DISTRICT, QUARTER, FACILITY, TYPE, AROUND, NEAR_AFTER)),
        )
    ),
    re.IGNORECASE,
)
"""What makes a text more than one bare name; most texts are one, and need nothing else looked for."""
LIST_FROM = 3
"""Two names may be a village and its town; three towns are a list."""
