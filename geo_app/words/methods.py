"""The rules of counting and drawing in a reader's words. Each is a table of cases in ``tests/spec``."""

from __future__ import annotations

RULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "From accounts to an incident",
        (
            "All accounts of an incident are kept. Its minimum is the lowest minimum that remains, its maximum the highest, and only where every account is closed above.",
            "Within one origin the latest count replaces earlier ones. A site that relays an origin adds nothing where the origin speaks for itself.",
            "“About 20” never feeds an “at least”. One account's 0 gives way while others report deaths. Words such as “dozens” stay words.",
            "A civilian figure is a lower bound for people, never the reverse. Every figure names whom it counts.",
        ),
    ),
    (
        "Attribution",
        (
            "Attribution is a claim of the accounts: sole, joint, alternative (an account names several possible parties) or contested (accounts disagree).",
            "Contested and alternative incidents enter no party's total and no party's surface; they are counted beside it.",
            "A party accused by its adversary is marked as such, by the same rule for every accuser. No recorded denial reads “not recorded”.",
        ),
    ),
    (
        "Totals",
        (
            "A total is “at least” the sum of minima, with the number of incidents without a figure beside it: unknown is never 0.",
            "A record that holds others counts once, as the larger of itself and the sum of its parts. Of two records that may be one event the larger counts.",
            "Only incidents that lie certainly within the dates asked for enter a figure; those that only may are “up to n more”.",
            "Published totals and displacement statements are never added to incidents, nor to one another.",
        ),
    ),
    (
        "Published totals",
        (
            "A published total is another thing than incidents: both answer the same question side by side and are never added.",
            "Two totals are compared in what they count, on what ground, when, where, by whom, whom, and with what. One holds another only where all of these do; two are apart only where one of these proves it; otherwise their relation is not known and they are not added.",
            "Days at both ends belong to a window. An end that is not known reaches to the day of publication, and holds nothing for certain. No area stated is the whole country only where the source says so.",
            "Children and adult women are civilians; medical and media workers cut across. Two parties are apart only within one publisher's one table. Acting together is neither party alone.",
            "What an origin supports is the largest sum of its totals that count nobody twice within the question; a total that is approximate, alleged, in words, a percentage or a rank feeds none. Sites that relay an origin add nothing.",
            "Origins stand beside one another: the largest is not chosen and none is added to another. Totals without a known origin are never added.",
            "Contradictions are shown, not repaired: parts above their whole, longer windows with lower totals, parts that add up to more, relays that differ in bound, number or window.",
        ),
    ),
    (
        "Reports",
        (
            "A report is read by rules into drafts, each with the words it rests on, how sure the reading is, and what the text leaves open. Nothing counts before a person accepts it; what they correct and reject stays in the history.",
            "“No less than 2,704” is at least 2,704; a bare number is stated, not exact; “dozens” stays words; a percentage stays one; a ranking gives an order, never numbers or pins.",
            "Days are resolved as far as the words allow: “on Saturday” only where the text prints its date, “since the intervention” by a named day that is said. A party is named only where the words make it one who acts.",
        ),
    ),
    (
        "Displacement",
        (
            "People displaced, staying, returned and in need are kinds of their own. Within a kind too nothing is added: a figure is the largest single statement, with the number of statements beside it.",
            "A statement belongs to a month only where its whole window lies in it; a longer one is a line over its window, never divided. No number of persons is a gap, never 0. Rounds of one count are points of one line.",
            "Sites that relay one origin are one teller; tellers stand beside one another. A claim that its publisher relays or disputes stands behind findings and says whose it is.",
            "A statement that names several parties together is given to none of them alone, nor is one that another statement contradicts on the party.",
        ),
    ),
    (
        "Drawing",
        (
            "Mapped: known to a point, quarter, site, town or village. Area only: circles for surroundings and regions, hatched areas for the rest: the smallest unit of the loaded boundaries that holds them. Not mapped: the country or unknown.",
            "A surface shows mapped incidents only, per 100 km², with a kernel of 10 km and classes that are the same for every party, on screen and in print. Its integral is the number of mapped incidents.",
            "Where accounts place an incident differently, the smallest place that all support is used, else a circle or governorates that hold them all.",
            "Coloured areas count all records known to a unit of their level or finer, in numeric classes that never change. A unit without a record is dotted, never the lowest class; what is known to a larger unit only is counted beside it.",
            "A place text is placed where one place is likelier than all else together, and its score is that probability; below 0.8 it also waits for a person on the review page. Where two places bear the name nearly as likely, or a quarter's city is not named, nobody decides but a person. A decision wins from then on.",
            "“Near”, “5 km east of”, “countryside”, roads and lists of towns are circles that hold them, never a pin on the town named.",
            "A place whose stated governorate is another than its polygon's is kept and reported, not repaired.",
        ),
    ),
)
