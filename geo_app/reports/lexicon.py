"""Words by which reports say what happened to whom, in English and Arabic (folded: one form of each Arabic letter). Patterns only."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """What a counted noun means: a victim class, or a measure with its unit; ``facility``, ``means`` and ``sub`` where it says them."""

    victim_class: str = ""
    measure: str = ""
    unit: str = "persons"
    facility: str = ""
    means: str = ""
    sub: str = ""


_PEOPLE = "people"
CLASSES: tuple[tuple[str, Noun], ...] = (
    (r"fighters and civilians|civilians and (?:fighters|combatants|rebels|militants)|combatants and civilians", Noun(victim_class="fighters_and_civilians")),
    (r"civilians?|citizens?|noncombatants|non-combatants|(?:ال)?مدني(?:ا|ين|ون|ه|تان|تين|ات|ان)?", Noun(victim_class="civilians")),
    (
        r"child(?:ren)?(?!'s)|under-1[0-9]s|kids?|minors?|infants?|bab(?:y|ies)|boys?|girls?|newborns?|toddlers?|teenagers?|(?:ال)?طفل(?:ا|ه|ين|ان|تين|تان|ات)?|(?:ال)?اطفال(?:ا)?|رضيع(?:ا|ين)?|رضع|قاصر(?:ا|ين)?|فتاه|فتيات|فتي|فتيان",
        Noun(victim_class="children"),
    ),
    (
        r"wom[ae]n|ladies|mothers?|housewives|females?|(?:ال)?نساء|امراه|(?:ال)?سيد(?:ه|تين|تان|ات)|امراتين|امراتان|مواطن(?:ه|تان|تين|ات)|انثي|اناث|نسوه|(?:ال)?ام",
        Noun(victim_class="women"),
    ),
    (r"m[ae]n|males?|fathers?|رجل(?:ا|ين|ان)?|(?:ال)?رجال|(?:ال)?ذكور", Noun(victim_class="men")),
    (
        r"medics?|doctors?|nurses?|paramedics?|medical (?:personnel|staff|workers?|professionals?|cadres?|practitioners?|teams?)|health(?:care|[- ]care)? (?:workers?|staff|personnel|professionals?)|"
        r"pharmacists?|surgeons?|physicians?|ambulance (?:workers?|drivers?|crew)|(?:ال)?مسعف(?:ا|ين|ون|ان)?|طبيب(?:ا|ين|ه)?|اطباء|ممرض(?:ا|ه|ين|ات)?|(?:من )?(?:ال)?(?:كوادر|كادر) (?:ال)?طبيه?|"
        r"(?:من )?الكوادر الطبيه|عاملين? (?:في المجال )?(?:ال)?(?:صحي|طبي)(?:ين)?",
        Noun(victim_class="medical"),
    ),
    (
        r"journalists?|media (?:activists?|workers?|professionals?|personnel|persons?|staff)|reporters?|photographers?|cameram[ae]n|media(?:-| )?activists?|correspondents?|citizen[- ]journalists?|"
        r"(?:ال)?صحفي(?:ا|ين|ون|ان|ه|ات)?|(?:ال)?اعلامي(?:ا|ين|ون|ان|ه|ات)?|مصور(?:ا|ين)?|(?:من )?الكوادر الاعلاميه",
        Noun(victim_class="media"),
    ),
    (
        r"civil[- ]defen[cs]e (?:members?|personnel|volunteers?|workers?|staff|team members?|rescuers?)|white helmets?(?: (?:rescuers?|volunteers?|members?|workers?))?|rescuers?|rescue workers?|first responders?|"
        r"(?:من )?(?:كوادر|عناصر|متطوعي) الدفاع المدني|متطوع(?:ا|ين|ان)?(?: (?:في|من) (?:صفوف )?الدفاع المدني)?|منقذ(?:ا|ين)?",
        Noun(victim_class="civil_defence"),
    ),
    (
        r"(?:humanitarian|aid|relief|un|ngo|unrwa|red crescent) (?:workers?|staff|personnel|volunteers?|employees)|aid-workers?|عامل(?:ا|ين)? (?:في المجال ال)?(?:انساني|اغاثي)(?:ا|ين)?|عمال (?:ال)?اغاثه",
        Noun(victim_class="aid_workers"),
    ),
    (r"elderly(?: (?:people|men|women|persons?))?|older people|مسن(?:ا|ين|ه|ون)?", Noun(victim_class="elderly")),
    (
        r"fighters?|soldiers?|militants?|rebels?|troops|combatants?|insurgents?|gunm[ae]n|jihadis?|jihadists?|terrorists?|militiam[ae]n|militias?|officers?|security (?:personnel|forces|agents|members)|forces|"
        r"military personnel|servicem[ae]n|conscripts?|commanders?|loyalists?|extremists?|islamists|mercenaries|bombers|(?:ال)?مقاتل(?:ا|ين|ون|ان|ه|ي)?|(?:ال)?مسلح(?:ا|ين|ون|ان|ي)?|جندي(?:ا|ين|ان)?|(?:ال)?جنود|عنصر(?:ا|ين|ان)?|(?:ال)?عناصر|"
        r"ضابط(?:ا|ين)?|ضباط|ارهابي(?:ا|ين|ون)?|عسكري(?:ا|ين|ون)?|قياديا?",
        Noun(victim_class="fighters"),
    ),
    (r"famil(?:y|ies)|households?|(?:ال)?عايل(?:ه|ات)|(?:ال)?اسر(?:ه)?|عايلات|عايله", Noun(victim_class=_PEOPLE, unit="families")),
    (
        r"people|persons?|individuals?|residents?|syrians?|inhabitants|victims?|lives|foreigners|nationals|teammates|colleagues|brothers|sisters|siblings|cousins|neighbou?rs|bod(?:y|ies)|souls?|refugees?|idps?|internally displaced(?: (?:people|persons))?|displaced(?: (?:people|persons))?|evacuees|returnees|"
        r"palestinians?|passengers?|worshipp?ers?|students?|pupils|teachers?|workers?|labou?rers?|detainees?|prisoners?|captives|hostages|abductees|villagers?|farmers?|shoppers?|demonstrators?|protest[eo]rs?|mourners|"
        r"activists?|members?|relatives|patients?|shepherds?|iraqis?|turks?|kurds?|yazidis?|christians?|druze|alawites?|locals|others?|volunteers?|police(?:m[ae]n)?(?: officers?)?|"
        r"(?:ال)?شخص(?:ا|ين|ان)?|(?:ال)?اشخاص|(?:ال)?ضحي(?:ه|تين|تان)|(?:ال)?ضحايا|(?:ال)?مواطن(?:ا|ين|ون|ان)?|(?:ال)?شهيد(?:ا|ين|ان)?|(?:ال)?شهداء|(?:ال)?قتيل(?:ا|ين|ان)?|(?:ال)?قتلي|سوري(?:ا|ين|ون)?|لاجي(?:ا|ين|ون)?|نازح(?:ا|ين|ون)?|"
        r"(?:ال)?معتقل(?:ا|ين|ون)?|محتجز(?:ا|ين|ون)?|(?:ال)?سجين(?:ا)?|مختطف(?:ا|ين)?|مختفي(?:ا|ن)?|(?:ال)?جريح(?:ا)?|(?:ال)?جرحي|(?:ال)?مصاب(?:ا|ين|ون)?|نسمه|اخرين|اخرون|جثه|جثث|جثمان(?:ا)?|طالب(?:ا|ه)?|طلاب|فلسطيني(?:ا|ين)?|كرديا?|متظاهر(?:ا|ين)?|مصلي(?:ا|ن)?|عامل(?:ا)?|عمال|من افراد|(?:ال)?مفقود(?:ا|ين)?|شاب(?:ا|ين|ان)?|شبان|(?:ال)?مدنيا",
        Noun(victim_class=_PEOPLE),
    ),
)
FACILITIES: tuple[tuple[str, str], ...] = (
    (
        r"civil[- ]defen[cs]e (?:cent(?:er|re)s?|facilities|headquarters|stations?)|مراكز (?:ل)?(?:ال)?دفاع (?:ال)?مدني|مركز(?:ا)? (?:ل)?(?:ال)?دفاع (?:ال)?مدني",
        "civil_defence",
    ),
    (
        r"hospitals?|clinics?|(?:medical|health|healthcare|health[- ]care) (?:facilit(?:y|ies)|cent(?:er|re)s?|points?|institutions?|infrastructure)|field hospitals?|health ?care|dispensar(?:y|ies)|"
        r"(?:ال)?مشفي|مشافي|(?:ال)?مستشفي|(?:ال)?مستشفيات|(?:ال)?منش[اا](?:ت|ه|ات) (?:ال)?(?:طبيه|صحيه)|منشاه طبيه|نقاط طبيه|نقطه طبيه|مراكز (?:صحيه|طبيه)|مركزا? (?:صحيا?|طبيا?)",
        "medical",
    ),
    (
        r"schools?|universit(?:y|ies)|kindergartens?|educational (?:facilit(?:y|ies)|institutions?)|(?:ال)?مدرس(?:ه|تين|تان)|(?:ال)?مدارس|منشات تعليميه|روضه",
        "schools",
    ),
    (r"mosques?|churches|church|places? of worship|shrines?|(?:ال)?مسجد(?:ا)?|(?:ال)?مساجد|جامع(?:ا)?|دور (?:ال)?عباده|كنيسه|كنايس", "places of worship"),
    (r"markets?|marketplaces?|bazaars?|(?:ال)?سوق(?:ا)?|(?:ال)?اسواق", "markets"),
    (r"baker(?:y|ies)|(?:ال)?مخبز(?:ا)?|(?:ال)?افران|مخابز|فرن(?:ا)?", "bakeries"),
    (r"(?:idp |refugee |displacement )?camps?|(?:ال)?مخيم(?:ا|ات|ين)?", "camp"),
    (r"ambulances?|سيار(?:ه|ات) اسعاف", "ambulances"),
    (
        r"vital (?:civilian )?facilities|vital facilities|vital (?:civilian )?cent(?:er|re)s|(?:مراكز|منشات) حيويه(?: مدنيه)?|(?:ال)?مراكز (?:ال)?حيويه(?: (?:ال)?مدنيه)?|مركزا? حيويا?(?: مدنيا?)?",
        "vital facilities",
    ),
    (
        r"civilian (?:facilities|infrastructure|objects|targets|sites|structures)|civil facilities|infrastructure(?: facilities)?|water (?:stations?|facilities)|power (?:stations?|plants?)|بني تحتيه|البنيه التحتيه|اعيان مدنيه|منشات مدنيه",
        "infrastructure",
    ),
    (
        r"(?:civilian |residential )?(?:homes?|houses?|buildings?|apartments?|dwellings|residences)|(?:ال)?منزل(?:ا|ين)?|(?:ال)?منازل|(?:ال)?بيوت|بناء|(?:ال)?ابنيه|مبني|مباني",
        "homes",
    ),
    (r"facilit(?:y|ies)", "facilities"),
    (r"shops?|stores?|محل(?:ا|ات)? تجاري(?:ه|ا)?", "shops"),
)
MEASURES: tuple[tuple[str, Noun], ...] = (
    (r"massacres?|(?:ال)?مجزر(?:ه|تين|تان)|(?:ال)?مجازر", Noun(measure="massacres", unit="massacres")),
    (r"barrel bombs?|(?:ال)?براميل(?: متفجره)?|(?:ال)?برميل(?:ا)?(?: متفجرا?)?", Noun(measure="barrel_bombs", unit="barrels", means="barrel_bomb")),
    (
        r"(?:chemical|chlorine|sarin|gas|toxic gas|poison gas)(?: weapons?)? (?:attacks?|strikes?|incidents?)|هجم(?:ه|ات) (?:ب)?(?:ال)?(?:كيمياي|كيماوي)(?:ه)?|هجوم(?:ا)? (?:كيمياييا?|كيماويا?|بالاسلحه الكيمياييه|بالسلاح الكيمي[ا]?يي?)",
        Noun(measure="chemical_attacks", unit="attacks", means="chemical"),
    ),
    (
        r"cluster[- ](?:munitions?|bombs?)(?: (?:attacks?|strikes?|incidents?))?|هجم(?:ه|ات) بالذخاير العنقوديه|هجوم(?:ا)? بالذخاير العنقوديه",
        Noun(measure="cluster_munition_attacks", unit="attacks", means="cluster_munition"),
    ),
    (
        r"incendiary(?: weapons?)?(?: (?:attacks?|strikes?))?|هجم(?:ه|ات) (?:باسلحه|بالاسلحه) (?:ال)?حارقه|هجوم(?:ا)? باسلحه حارقه",
        Noun(measure="incendiary_attacks", unit="attacks", means="incendiary"),
    ),
    (
        r"air and drone strikes|air ?strikes?|air[- ]?raids?|drone (?:strikes?|attacks?)|aerial (?:attacks?|bombardments?|strikes?)|bombing raids?|sorties|raids?|strikes|(?:ال)?غار(?:ه|ات|تين|تان)(?: جويه)?|ضرب(?:ه|ات) جويه",
        Noun(measure="attacks", unit="attacks", means="airstrike"),
    ),
    (
        r"(?:artillery |mortar )?shells|rockets?|missiles?|mortars?(?: shells)?|bombs?|قذ(?:يفه|ايف)|صاروخ(?:ا)?|صواريخ",
        Noun(measure="munitions", unit="munitions"),
    ),
    (
        r"(?:separate |deliberate |indiscriminate |documented )?attacks?|assaults|bombardments?|shellings?|bombings|incidents? of (?:attack|vandalism)|(?:ال)?هجوم(?:ا)?|(?:ال)?هجم(?:ه|ات)|(?:ال)?اعتداء(?:ا|ات)?|(?:ال)?استهداف(?:ا)?|حوادث اعتداء|حادثه اعتداء",
        Noun(measure="attacks", unit="attacks"),
    ),
    (
        r"(?:cases? of )?(?:arbitrary )?(?:arrests?|detentions?(?! (?:cent|facilit|camps?|sites?)))(?: cases?)?|حال(?:ه|ات) (?:ال)?(?:اعتقال|احتجاز|توقيف)(?: تعسفي(?:ه)?)?(?:/احتجاز)?",
        Noun(measure="arrests", unit="cases", victim_class=_PEOPLE),
    ),
    (r"(?:cases? of )?(?:enforced|forced) disappearances?|حال(?:ه|ات) (?:ال)?اختفاء(?: قسري)?", Noun(measure="missing", unit="persons", victim_class=_PEOPLE)),
    (r"executions?|حال(?:ه|ات) اعدام|عمليه اعدام", Noun(measure="executions", unit="persons", victim_class=_PEOPLE)),
    (r"(?:[\w-]+ )?deaths? and injur(?:y|ies)", Noun(measure="killed_or_injured", victim_class=_PEOPLE)),
    (
        r"bodies|corpses|(?:ال)?جثث|جثه|جثمان(?:ا)?|assassinations?(?: and (?:revenge )?killings)?|(?:revenge|extrajudicial|field|summary|unlawful) killings",
        Noun(measure="killed", victim_class=_PEOPLE),
    ),
    (
        r"(?:civilian |child |conflict-related )?(?:deaths?|fatalities|killings?)|dead|(?:ال)?وفيات|حال(?:ه|ات) (?:ال)?وفاه|حال(?:ه|ات) قتل",
        Noun(measure="killed", victim_class=_PEOPLE),
    ),
    (r"(?:civilian )?casualties", Noun(measure="killed_or_injured", victim_class=_PEOPLE)),
    (r"(?:civilian )?injur(?:ies|y)|wounded|wounds|اصابات|اصابه", Noun(measure="injured", victim_class=_PEOPLE)),
    (r"locations?|sites?|targets?|positions?|مواقع|موقعا?", Noun(measure="locations", unit="locations")),
    (r"incidents?|cases?|violations?|حادث(?:ه|ا)?|حوادث|انتهاك(?:ا|ات)?|حال(?:ه|ات)", Noun(measure="incidents", unit="incidents")),
)
BOUNDS: tuple[tuple[str, str], ...] = (
    ("at_most", r"no more than|not more than|up to|at most|as many as|a maximum of|fewer than|less than|under|لا يزيد عن|ما لا يزيد علي|حتي|علي الاكثر|اقل من"),
    (
        "at_least",
        r"no less than|no fewer than|not less than|at least|at the very least|a minimum of|minimum of|more than|over|upwards? of|in excess of|exceed(?:s|ed|ing)?|above|beyond|well over|greater than|"
        r"ما لا يقل عن|مالايقل عن|ما لايقل عن|لا يقل عن|بما لا يقل عن|لا تقل عن|علي الاقل|اكثر من|بازيد من|ازيد من|ما يزيد (?:عن|علي)|يزيد (?:عن|علي)|تزيد (?:عن|علي)|ما ينوف عن|يفوق|تجاوز(?:ت)?|ما يربو علي|فاق",
    ),
    (
        "about",
        r"an estimated|estimated(?: at)?|approximately|approx\.?|about|around|roughly|nearly|almost|some|close to|circa|an average of|near(?= \d)|more or less|"
        r"(?:قدر(?:ت|وا)?|يقدر|تقدر)[^.;0-9]{0,30} ب|حوالي|نحو|قرابه|ما يقارب|ما يقرب من|زهاء|تقريبا|يقدر(?:ون)? ب|ما يقدر ب|قرابه ال",
    ),
)
PARTS = re.compile(
    r"\b(?:including|includes|included|among (?:them|those|whom|the (?:dead|victims|killed|casualties|wounded))|amongst them|of (?:them|whom|which|those)|in which|comprising|inclusive of|most of them|among)\b|"
    r"(?:(?<=\W)|^)(?:بينهم|من بينهم|من بينها|بينها|منهم|منها|ومنهم|وبينهم|بما في ذلك|بمن فيهم|من ضمنهم|ضمنهم|من بين هولاء)(?=\W)",
    re.IGNORECASE,
)


def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern of whole words; in Arabic "و", "ب", "ل" may be written with the word."""
    return re.compile(rf"(?<![\w])(?:(?:و|ف)?(?:ب|ل)?)?(?:{pattern})(?![\w])", re.IGNORECASE)


CLASS_PATTERNS = tuple((compiled(pattern), noun) for pattern, noun in CLASSES)
FACILITY_PATTERNS = tuple((compiled(pattern), name) for pattern, name in FACILITIES)
MEASURE_PATTERNS = tuple((compiled(pattern), noun) for pattern, noun in MEASURES)
BOUND_PATTERNS = tuple((bound, compiled(pattern)) for bound, pattern in BOUNDS)
MEANS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, compiled(pattern))
    for name, pattern in (
        (
            "chemical",
            r"chemical|chlorine|sarin|nerve agent|toxic gas(?:es)?|poison(?:ous)? gas|كيمياي(?:ه|ا)?|كيماوي(?:ه|ا)?|كيمياوي(?:ه)?|الكلور|السارين|غازات سامه",
        ),
        ("cluster_munition", r"cluster[- ](?:munitions?|bombs?)|ذخاير عنقوديه|الذخاير العنقوديه|قنابل عنقوديه|عنقوديه?"),
        ("incendiary", r"incendiary|napalm|phosph?or(?:o)?us|thermite|حارقه|فوسفور(?:يه)?"),
        ("barrel_bomb", r"barrel[- ]bombs?|barrels|(?:ال)?براميل(?: (?:ال)?متفجره)?|برميل(?:ا)?"),
        ("torture", r"tortured?|torturing|تعذيب|التعذيب"),
        ("execution", r"execut(?:ed|ion|ions|ing)|beheaded|behead(?:ing|ings)|اعدم(?:ت|وا)?|اعدام(?:ات)?|ذبح"),
        ("siege", r"siege|besieged|starvation|starved|الحصار|جوعا"),
        ("landmine", r"land ?mines?|mines?|explosive remnants|unexploded ordnance|uxo|لغم|الغام|مخلفات (?:ال)?حرب"),
        ("car_bomb", r"car[- ]bomb(?:s|ing|ings)?|truck bomb|vehicle bomb|booby-trapped (?:car|vehicle)|سيار(?:ه|ات) مفخخه|مفخخه"),
        ("suicide_bombing", r"suicide (?:bomb(?:er|ers|ing|ings)?|attack(?:s)?|blast)|انتحاري(?:ه|ا|ين)?"),
        ("drone", r"drones?|unmanned|مسيره|مسيرات|طايره بدون طيار"),
        (
            "airstrike",
            r"air and drone strikes|air ?strikes?|air[- ]?raids?|drone (?:strikes?|attacks?)|aerial|warplanes?|jets?|raids|bombing|bombed|bombardment|aircraft|helicopters?|غار(?:ه|ات)|طيران|طايرات|جوي(?:ه|ا)?|قصف جوي|طايره",
        ),
        ("shelling", r"shell(?:s|ed|ing)|artillery|mortars?|rockets?|missiles?|قصف(?:ا|ت)?|مدفعي(?:ه|ا)?|قذ(?:يفه|ايف)|هاون|صواريخ|صاروخ(?:ي|ا)?|راجمات"),
        ("sniper", r"snipers?|sniping|قناص(?:ه|ا)?|قنصا"),
        ("shooting", r"gunfire|shot(?: dead)?|shooting|opened fire|gunned down|اطلاق (?:ال)?نار|بالرصاص|رصاص"),
        ("explosion", r"explosions?|blasts?|exploded|explosive|ied|انفجار(?:ات)?|تفجير(?:ات)?|عبوه ناسفه|عبوات ناسفه"),
    )
)
