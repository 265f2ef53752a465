"""What a report tells, in short texts of ours that vary every construction in both languages: figure, bound, class, party, window, place."""

from __future__ import annotations

from datetime import date

import pytest

from geo_app.reports.document import Document
from geo_app.reports.read import read_report

CASES = [
    # (what it shows, text, [(measure, class, low, high, bound, parties)])
    ("a bound before the number", "Russian forces have killed no less than 2,100 civilians in Syria.", [("killed", "civilians", 2100, None, "at_least", "russian_forces")]),
    ("a bare number is stated, not exact", "Regime forces killed 14 civilians in Idlib on 3 May 2018.", [("killed", "civilians", 14, 14, "stated", "syrian_government")]),
    ("at least", "At least 31 people were killed in Israeli airstrikes near Masyaf.", [("killed", "people", 31, None, "at_least", "israeli_forces")]),
    ("more than", "More than 400 people have been killed by ISIS since 2014.", [("killed", "people", 400, None, "at_least", "isis")]),
    ("no fewer than", "No fewer than 12 children were killed by SDF snipers.", [("killed", "children", 12, None, "at_least", "sdf")]),
    ("up to has no lowest value", "Up to 60 civilians were killed in the coalition airstrike on the village.", [("killed", "civilians", None, 60, "at_most", "international_coalition")]),
    ("an estimated", "Turkish shelling killed an estimated 20 civilians in Afrin.", [("killed", "civilians", 20, 20, "about", "turkish_forces")]),
    ("nearly", "Nearly 300 people were injured in the blast.", [("injured", "people", 300, 300, "about", "")]),
    ("around", "Around 90 villagers were arrested by Hay'at Tahrir al-Sham.", [("arrests", "people", 90, 90, "about", "hts")]),
    ("a range", "Between 10 and 15 civilians were killed in the shelling.", [("killed", "civilians", 10, 15, "between", "")]),
    ("a range with a dash", "Rebel rocket fire killed 3-5 civilians in western Aleppo.", [("killed", "civilians", 3, 5, "between", "armed_opposition")]),
    ("dozens stays words", "Dozens of civilians were killed in Russian raids on Maarat al-Numan.", [("killed", "civilians", None, None, "vague", "russian_forces")]),
    ("hundreds stays words", "The siege killed hundreds of people in Madaya.", [("killed", "people", None, None, "vague", "")]),
    ("number words", "Twenty-three civilians were killed when government warplanes struck a market.", [("killed", "civilians", 23, 23, "stated", "syrian_government")]),
    ("hundred and", "One hundred and fifty people were killed by ISIS in Palmyra.", [("killed", "people", 150, 150, "stated", "isis")]),
    ("millions", "Some 1.4 million people have been displaced by the offensive.", [("flow", "people", 1400000, 1400000, "about", "")]),
    ("half a million", "Half a million people fled their homes in the north-west.", [("flow", "people", 500000, 500000, "stated", "")]),
    ("parts of a whole", "Syrian regime forces killed at least 80 civilians, including 22 children and 15 women.", [("killed", "civilians", 80, None, "at_least", "syrian_government"), ("killed", "children", 22, None, "at_least", "syrian_government"), ("killed", "women", 15, None, "at_least", "syrian_government")]),
    ("of whom", "ISIS killed 40 people, of whom 11 were women.", [("killed", "people", 40, 40, "stated", "isis"), ("killed", "women", 11, 11, "stated", "isis")]),
    ("among them", "Barrel bombs dropped by the regime killed 19 civilians, among them seven children.", [("killed", "civilians", 19, 19, "stated", "syrian_government"), ("killed", "children", 7, 7, "stated", "syrian_government")]),
    ("n of them", "An airstrike by Russian warplanes killed 16 people, 9 of them children.", [("killed", "people", 16, 16, "stated", "russian_forces"), ("killed", "children", 9, 9, "stated", "russian_forces")]),
    ("a sentence that takes one up", "Turkish forces killed at least 70 civilians. Of those, 18 were children and 12 were women.", [("killed", "civilians", 70, None, "at_least", "turkish_forces"), ("killed", "children", 18, None, "at_least", "turkish_forces"), ("killed", "women", 12, None, "at_least", "turkish_forces")]),
    ("two measures in one sentence", "The attack by ISIS killed 5 civilians and wounded 12 others.", [("killed", "civilians", 5, 5, "stated", "isis"), ("injured", "civilians", 12, 12, "stated", "isis")]),
    ("passive with both", "Eight people were killed and 30 injured in the explosion.", [("killed", "people", 8, 8, "stated", ""), ("injured", "people", 30, 30, "stated", "")]),
    ("possessive", "Russia's airstrikes killed 44 civilians in Zardana.", [("killed", "civilians", 44, 44, "stated", "russian_forces")]),
    ("at the hands of", "The report documents the deaths of 102 civilians at the hands of the SDF.", [("killed", "civilians", 102, 102, "stated", "sdf")]),
    ("attributed to", "The killing of 33 civilians was attributed to Syrian National Army factions.", [("killed", "civilians", 33, 33, "stated", "sna")]),
    ("acted together", "Syrian-Russian alliance forces killed 51 civilians in Idlib.", [("killed", "civilians", 51, 51, "stated", "syrian_government;russian_forces")]),
    ("two joined by and", "Regime and Russian airstrikes killed at least 27 civilians.", [("killed", "civilians", 27, None, "at_least", "syrian_government;russian_forces")]),
    ("the party as a victim does nothing", "Rebel shelling killed 30 regime soldiers.", [("killed", "fighters", 30, 30, "stated", "armed_opposition")]),
    ("held ground is not guilt", "Airstrikes on ISIS-held Raqqa killed 18 civilians.", [("killed", "civilians", 18, 18, "stated", "")]),
    ("medics", "Syrian government forces killed 7 medical personnel in Aleppo.", [("killed", "medical", 7, 7, "stated", "syrian_government")]),
    ("women among medics", "ISIS killed 9 medics including three female nurses.", [("killed", "medical", 9, 9, "stated", "isis"), ("killed", "medical", 3, 3, "stated", "isis")]),
    ("media workers", "HTS killed two media activists in Idlib.", [("killed", "media", 2, 2, "stated", "hts")]),
    ("two classes in one figure", "Russian forces killed 41 medical and Civil Defense personnel.", [("killed", "medical;civil_defence", 41, 41, "stated", "russian_forces")]),
    ("attacks on facilities", "At least 60 attacks on schools by regime forces were documented.", [("attacks_on_facilities", "", 60, None, "at_least", "syrian_government")]),
    ("facilities elliptical", "Russian forces carried out 300 attacks on vital facilities, including 50 on schools and 40 on medical facilities.", [("attacks_on_facilities", "", 300, 300, "stated", "russian_forces"), ("attacks_on_facilities", "", 50, 50, "stated", "russian_forces"), ("attacks_on_facilities", "", 40, 40, "stated", "russian_forces")]),
    ("massacres", "The regime committed at least 17 massacres in 2014.", [("massacres", "", 17, None, "at_least", "syrian_government")]),
    ("cluster munitions", "Russian forces carried out 88 cluster munition attacks.", [("cluster_munition_attacks", "", 88, 88, "stated", "russian_forces")]),
    ("with incendiary weapons", "The network recorded 90 attacks with incendiary weapons by Russian forces.", [("incendiary_attacks", "", 90, 90, "stated", "russian_forces")]),
    ("chemical attacks", "Syrian regime forces carried out 217 chemical weapons attacks.", [("chemical_attacks", "", 217, 217, "stated", "syrian_government")]),
    ("arrests", "At least 167 cases of arbitrary arrest were documented in July 2021.", [("arrests", "people", 167, None, "at_least", "")]),
    ("torture", "At least 103 people died under torture in regime prisons.", [("killed", "people", 103, None, "at_least", "syrian_government")]),
    ("displaced", "The latest regime offensive has displaced more than 235,000 people from southern Idlib.", [("flow", "people", 235000, None, "at_least", "syrian_government")]),
    ("returned is nobody's harm", "Some 72,000 refugees returned to Syria in 2019.", [("return", "people", 72000, 72000, "about", "")]),
    ("in need", "More than 2.8 million people are in need of humanitarian assistance in the north-west.", [("in_need", "people", 2800000, None, "at_least", "")]),
    ("a percentage stays one", "Shelling forced about 30% of the town's population to leave.", [("flow", "people", 30, 30, "about", "")]),
    ("the number stands at the end", "The total number of people killed by ISIS is at least 5,000.", [("killed", "people", 5000, None, "at_least", "isis")]),
    ("Arabic, verb first", "قتلت القوات الروسية ما لا يقل عن 120 مدنياً في إدلب.", [("killed", "civilians", 120, None, "at_least", "russian_forces")]),
    ("Arabic, noun", "مقتل 15 مدنياً في قصف لقوات النظام على ريف حلب.", [("killed", "civilians", 15, 15, "stated", "syrian_government")]),
    ("Arabic digits", "قتل تنظيم داعش ٤٢ شخصاً في دير الزور.", [("killed", "people", 42, 42, "stated", "isis")]),
    ("Arabic parts and a dual", "مقتل 11 مدنياً بينهم خمسة أطفال وسيدتان في غارات روسية.", [("killed", "civilians", 11, 11, "stated", "russian_forces"), ("killed", "children", 5, 5, "stated", "russian_forces"), ("killed", "women", 2, 2, "stated", "russian_forces")]),
    ("Arabic about", "أصيب نحو 30 شخصاً في الانفجار.", [("injured", "people", 30, 30, "about", "")]),
    ("Arabic more than, thousands", "نزح أكثر من 90 ألف شخص من جنوب إدلب.", [("flow", "people", 90000, None, "at_least", "")]),
    ("Arabic dozens", "قتل عشرات المدنيين في قصف روسي.", [("killed", "civilians", None, None, "vague", "russian_forces")]),
    ("Arabic number words", "قتلت قسد سبعة مدنيين في الرقة.", [("killed", "civilians", 7, 7, "stated", "sdf")]),
    ("Arabic at least after the noun", "قُتل 13 مدنياً على الأقل في قصف تركي.", [("killed", "civilians", 13, None, "at_least", "turkish_forces")]),
    ("Arabic arrests", "سجلت الشبكة ما لا يقل عن 214 حالة اعتقال في آب 2022.", [("arrests", "people", 214, None, "at_least", "")]),
    ("Arabic wounded beside dead", "ارتفعت الحصيلة إلى 14 قتيلاً و43 جريحاً.", [("killed", "people", 14, 14, "stated", ""), ("injured", "people", 43, 43, "stated", "")]),
    ("Arabic attacks on schools", "وثقت الشبكة 25 اعتداء على مدارس من قبل القوات الروسية.", [("attacks_on_facilities", "", 25, 25, "stated", "russian_forces")]),
    ("Arabic composite", "وصل عدد القتلى إلى 15 ألفاً و383 شخصاً.", [("killed", "people", 15383, 15383, "stated", "")]),
    ("a list names the party of each item", "In April the network documented the deaths of 40 civilians:\n\n- Syrian regime forces: 22, including 4 children\n- Russian forces: 13\n- Other parties: 5", [("killed", "civilians", 40, 40, "stated", ""), ("killed", "civilians", 22, 22, "stated", "syrian_government"), ("killed", "children", 4, 4, "stated", "syrian_government"), ("killed", "civilians", 13, 13, "stated", "russian_forces"), ("killed", "civilians", 5, 5, "stated", "")]),
    ("one part of what was struck", "Of the 20 hospitals that we support, fifteen have been hit by shells.", [("attacks_on_facilities", "", 15, 15, "stated", "")]),
    ("of the total, not of the women", "HTS was responsible for the deaths of at least 505 civilians; 71 were children and 77 women, and 28 of the total died due to torture.", [("killed", "civilians", 505, None, "at_least", "hts"), ("killed", "children", 71, 71, "stated", "hts"), ("killed", "women", 77, 77, "stated", "hts"), ("killed", "civilians", 28, None, "at_least", "hts")]),
    ("a share of what was said before", "Shelling displaced some 20,000 people, 60% of them children.", [("flow", "people", 20000, 20000, "about", ""), ("flow", "children", 60, 60, "percent_of", "")]),
    ("the verb before what it counts", "This brings to 1,101 the number of civilians killed by Russian forces.", [("killed", "civilians", 1101, 1101, "stated", "russian_forces")]),
    ("another count of the same", "Local doctors said 53 people had died in the raid, while the Observatory spoke of at least 68.", [("killed", "people", 53, 53, "stated", ""), ("killed", "people", 68, None, "at_least", "")]),
    ("military personnel are no civilians", "The attack killed ten civilians and 27 military personnel.", [("killed", "civilians", 10, 10, "stated", ""), ("killed", "fighters", 27, 27, "stated", "")]),
    ("whoever may have done it, as alternatives", "Russian or Syrian warplanes killed 9 civilians in Hass.", [("killed", "civilians", 9, 9, "stated", "syrian_government;russian_forces")]),
    ("a suicide bomber is not whoever was named last", "A suicide bomber killed four people. The attack came as government troops executed 48 people. Two soldiers died in the attack.", [("killed", "people", 4, 4, "stated", ""), ("killed", "people", 48, 48, "stated", "syrian_government"), ("killed", "fighters", 2, 2, "stated", "")]),
    ("a country of refuge is no party", "The number of Syrian refugees in Turkey rose to 43,200.", [("stock", "people", 43200, 43200, "stated", "")]),
    ("a party that did half of it did not do all", "324 civilians were killed in April 2019, almost half of them by Syrian regime forces.", [("killed", "civilians", 324, 324, "stated", "")]),
    ("who issued a toll did not cause it", "A statement by the Syrian Democratic Forces later gave the toll as 21 people killed.", [("killed", "people", 21, 21, "stated", "")]),
    ("where it happened is not who did it", "A suicide bomber killed 4 people in the Assad clan's hometown.", [("killed", "people", 4, 4, "stated", "")]),
    ("a group that is no party we know takes up nobody", "Syria's dead of April were 40 civilians:\n\n- Syrian regime forces: 22 civilians\n- Unnamed local groups: 5 civilians", [("killed", "civilians", 40, 40, "stated", ""), ("killed", "civilians", 22, 22, "stated", "syrian_government"), ("killed", "civilians", 5, 5, "stated", "")]),
    ("Arabic, responsible for a part only", "قُتل 1521 مدنياً في سوريا، وقوات النظام وروسيا وحدهما مسؤولتان عن مقتل 1082 منهم.", [("killed", "civilians", 1521, 1521, "stated", ""), ("killed", "civilians", 1082, 1082, "stated", "syrian_government;russian_forces")]),
    ("Arabic, responsibility laid by a report", "حمّل التقرير قوات النظام السوري مسؤولية اعتقال 113 شخصاً.", [("arrests", "people", 113, 113, "stated", "syrian_government")]),
    ("Arabic, both air forces", "قتل 11 مدنياً في غارات شنها الطيران الروسي والسوري.", [("killed", "civilians", 11, 11, "stated", "syrian_government;russian_forces")]),
    ("Arabic, the verb before what it counts", "ارتفع إلى 291 عدد من قُتلوا من المدنيين.", [("killed", "civilians", 291, 291, "stated", "")]),
    ("Arabic, fighters beside civilians", "قُتل 12 مدنياً و25 من مقاتلي المعارضة.", [("killed", "civilians", 12, 12, "stated", ""), ("killed", "fighters", 25, 25, "stated", "")]),
]  # fmt: skip
NOT_HARM = [
    "The 40-page report was published on 16 August 2016.",
    "The Security Council adopted Resolution 2254 after 13 vetoes.",
    "He is 34 years old and has lived in Aleppo for 12 years.",
    "The convoy delivered aid to 6,000 people.",
    "Some 250 fighters were deployed to the front.",
    "The city has a population of 120,000 people.",
    "The government released 300 detainees under an amnesty.",
    "Articles 7 and 8 of the Rome Statute apply.",
    "The village lies 12 km north of Idlib.",
    "The meeting lasted two and a half hours and cost $4 million.",
    "The new offensive could displace another 100,000 people.",
    "We interviewed 45 witnesses for this report.",
    "يقع المخيم على بعد 10 كم من الحدود.",
    "صدر القرار رقم 2139 عام 2014.",
]


def said(text: str, geocoder) -> list[tuple[object, ...]]:
    """Return the figures of a text as the cases write them."""
    drafts = read_report(Document(text=text), geocoder).drafts
    return [
        (one.measure, one.victim_class, one.value_min, one.value_max, str(one.bound), ";".join(one.perpetrators)) for one in drafts if one.kind != "statement"
    ]


@pytest.mark.parametrize(("text", "figures"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_figures(text, figures, geocoder):
    """Every construction gives its figures with bound, class and party, and no other."""
    assert said(text, geocoder) == figures


@pytest.mark.parametrize("text", NOT_HARM)
def test_not_harm(text, geocoder):
    """Dates, ages, resolutions, money, forecasts and aid are no figures of harm."""
    assert said(text, geocoder) == []


WINDOWS = [
    ("between 30 September 2015 and the end of July 2016", "2015-09-30", "2016-07-31"),
    ("from 6 June to 20 October 2017", "2017-06-06", "2017-10-20"),
    ("since the start of the Russian intervention", "2015-09-30", None),
    ("since March 2011", "2011-03-01", None),
    ("in February 2020", "2020-02-01", "2020-02-29"),
    ("in 2016", "2016-01-01", "2016-12-31"),
    ("in the first half of 2019", "2019-01-01", "2019-06-30"),
    ("on 4 April 2017", "2017-04-04", "2017-04-04"),
    ("in January alone", None, None),
]


@pytest.mark.parametrize(("words", "start", "end"), WINDOWS)
def test_windows(words, start, end, geocoder):
    """A window is resolved as far as its words allow, both ends included, and no further."""
    (draft,) = [one for one in read_report(Document(text=f"Russian forces killed at least 50 civilians {words}."), geocoder).drafts if one.kind == "tally"]
    wanted = (date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None)
    assert (draft.window_start, draft.window_end) == wanted


def test_relative_days_need_a_printed_date(geocoder):
    """ "On Saturday" is a day only where the text prints its own."""
    undated = read_report(Document(text="Airstrikes killed 9 civilians in Idlib on Saturday."), geocoder).drafts[0]
    dated = read_report(Document(text="Airstrikes kill nine in Idlib\n9 May 2016\n\nAirstrikes killed 9 civilians in Idlib on Saturday."), geocoder).drafts[0]
    assert (undated.window_start, undated.window_end) == (None, None)
    assert dated.window_start == date(2016, 5, 7)
    assert "date of the text" in dated.window_basis


def test_numeric_dates_need_a_proof_of_their_order(geocoder):
    """05/09/2022 alone is no day; beside 14/09/2022 it is 5 September."""
    alone = read_report(Document(text="05/09/2022\n\nShelling has killed 9 civilians since 1 August 2022."), geocoder)
    proven = read_report(Document(text="05/09/2022 | updated 14/09/2022\n\nShelling has killed 9 civilians since 1 August 2022."), geocoder)
    assert (alone.printed, proven.printed) == (None, date(2022, 9, 5))


def test_a_monthly_report_gives_its_year(geocoder):
    """ "In September" of a report headed "October 2015" is that of 2015, though another year is named too."""
    text = "Monthly report, October 2015\n\nSince the uprising of 2011 journalists are targets. In September ISIS killed two journalists."
    (draft,) = [one for one in read_report(Document(text=text), geocoder).drafts if one.kind != "statement"]
    assert (draft.window_start, draft.window_end) == (date(2015, 9, 1), date(2015, 9, 30))


def test_since_the_new_year_until_a_day(geocoder):
    """ "Since the beginning of this year and up to 13 October" ends on that day, not on that of the text."""
    text = "Raids in the north-west\n30 October 2024\n\nSince the beginning of this year and up to 13 October, Russian forces killed 67 civilians."
    (draft,) = [one for one in read_report(Document(text=text), geocoder).drafts if one.kind != "statement"]
    assert (draft.window_start, draft.window_end) == (date(2024, 1, 1), date(2024, 10, 13))


def test_the_day_somebody_spoke_is_not_the_day_it_happened(geocoder):
    """ "…, the monitor said on 22 July 2025" dates the saying, not the deaths."""
    (draft,) = [
        one
        for one in read_report(Document(text="The monitor said on 22 July 2025 that 40 civilians had been killed."), geocoder).drafts
        if one.kind != "statement"
    ]
    assert (draft.window_start, draft.window_end) == (None, None)


def test_items_are_counted_where_their_label_says(geocoder):
    """ "Daraa: 967" belongs to Daraa, not to the place that was named last."""
    text = "The raids killed 1,903 civilians in Syria, distributed as follows:\n\nDaraa: 967 civilians, including 319 children.\nIdlib: 936 civilians."
    drafts = [one for one in read_report(Document(text=text), geocoder).drafts if one.kind != "statement"]
    assert [(one.value_min, one.area) for one in drafts[1:]] == [(967, "Daraa"), (319, "Daraa"), (936, "Idlib")]


def test_a_card_of_facts_holds_for_its_figures(geocoder):
    """Day, place and the parties called possibly responsible are read from the card of an inquiry; two of them stay alternatives."""
    text = "Strikes on Zardana\n\n- Location: Zardana, Idlib\n- Date: 7 June 2018\n- Reported deaths: 45, including 10 children\n- Potentially responsible: Russian or Syrian air force\n"
    drafts = [one for one in read_report(Document(text=text), geocoder).drafts if one.kind != "statement"]
    told = {(one.value_min, str(one.attribution), ";".join(one.perpetrators), one.window_start, one.area.split(",")[0]) for one in drafts}
    both = ("alternative", "syrian_government;russian_forces", date(2018, 6, 7), "Zardana")
    assert told == {(45, *both), (10, *both)}


def test_offsets_are_those_of_the_text(geocoder):
    """The number's offsets give back the number as it stands, in both scripts, with vowel signs and line ends kept."""
    text = "تقرير\r\n\r\nقُتِلَ ٤٢ مدنيّاً في غارات روسية.\r\n"
    (draft,) = [one for one in read_report(Document(text=text), geocoder).drafts if one.kind != "statement"]
    span = draft.spans["number"]
    assert text[span.start : span.end] == "٤٢"
    assert draft.quote in text


def test_one_fact_told_twice_is_one_draft(geocoder):
    """A headline repeats its report: one draft, and the other place is kept."""
    text = "Russian forces killed 6,500 civilians in Syria\n\nRussian forces killed 6,500 civilians between 1 October 2015 and 1 October 2019, a report says."
    figures = [one for one in read_report(Document(text=text), geocoder).drafts if one.kind != "statement"]
    assert [(one.value_min, len(one.also)) for one in figures] == [(6500, 1)]


def test_a_ranking_gives_an_order_and_no_number(geocoder):
    """ "Aleppo saw the most, followed by Idlib then Deir ez-Zor": ranks, never counts."""
    text = "Russian forces killed 900 civilians in 2017, and Aleppo governorate saw the largest toll, followed by Idlib then Homs."
    ranks = [one for one in read_report(Document(text=text), geocoder).drafts if one.bound == "rank_only"]
    assert [(one.area, one.value_min, one.unit) for one in ranks] == [("Aleppo", 1, "rank"), ("Idlib", 2, "rank"), ("Homs", 3, "rank")]


def test_a_ranking_is_of_what_it_names(geocoder):
    """ "The largest toll" ranks the deaths, not the displacement that was told last; the month is no part of the place."""
    text = "ISIS killed 900 civilians in 2016. About 4,000 people were displaced from Idlib in January 2017. Aleppo saw the largest toll, followed by Homs."
    drafts = read_report(Document(text=text), geocoder).drafts
    assert {(one.measure, one.perpetrators) for one in drafts if one.bound == "rank_only"} == {("killed", ("isis",))}
    assert [(one.measure, one.area) for one in drafts if one.kind == "displacement"] == [("flow", "Idlib")]


def test_denials_are_statements(geocoder):
    """A denial is kept as one, and deletes nothing."""
    text = "Russian airstrikes killed 12 civilians in Idlib. Russia denied that its air force had struck the town."
    drafts = read_report(Document(text=text), geocoder).drafts
    assert [(one.kind, one.measure) for one in drafts] == [("tally", "killed"), ("statement", "denial")] or [one.kind for one in drafts] == [
        "incident",
        "statement",
    ]


def test_headlines_of_other_pages_are_not_read(geocoder):
    """What stands under "Related articles" belongs to another report."""
    body = "Russian forces killed 50 civilians in 2016. " + "The report describes the cases in detail. " * 12
    text = f"{body}\n\nRelated articles\n\nAbout 16,000 women killed since 2011\n\nAt least 190 arrests in May"
    assert [one.value_min for one in read_report(Document(text=text), geocoder).drafts if one.kind != "statement"] == [50]
