"""Published totals, displacement and statements: other things than incidents, in tables of their own."""

from __future__ import annotations

from geo_app import vocabulary as v
from geo_app.tables.columns import PCODES, SOURCE, Column, Kind, Table, code, codes_of, day, text

_PUBLISHED_ATTRIBUTIONS = ("sole", "joint", "combined", "alternative", "all_parties", "unknown")
"""``joint``: acted together; ``combined``: a sum over several parties; ``all_parties``: none singled out."""

WINDOW_ENDS = ("both", "start", "end", "none")
_WINDOW = (
    text("window_start", "First day as printed."),
    text("window_end", "Last day as printed."),
    text("window_as_reported", "The window in the source's words."),
    day("window_start_resolved", "First day, resolved."),
    day("window_end_resolved", "Last day, resolved, included."),
    text("window_basis", "How it was resolved."),
    code("window_ends_known", "Which of the resolved days are known as such; the others are the outermost that the words allow. Empty: both.", WINDOW_ENDS),
)
_TRANSCRIBED = (
    text("report_file", "Report the row was read from, where it was transcribed."),
    text("char_start", "Offset of its words in that report, in code points."),
    text("char_end", "End of its words."),
)

TALLIES = Table(
    name="tallies",
    says="Published totals: measure, victim class, parties, window, area, bound. Never added to incidents, nor to one another unless proven disjoint.",
    key="tally_id",
    essential=("tally_id", "measure", "bound"),
    columns=(
        Column(name="tally_id", kind=Kind.IDENTIFIER, says="Unique.", required=True),
        text("measure", "What is counted: killed, injured, attacks_on_facilities, arrests, massacres …", required=True),
        text("victim_class", "Who is counted, where persons are."),
        text("victim_sub", "A narrower class in the source's words."),
        text("means", "By what: chemical, cluster_munition, torture …; joined by `;`."),
        text("facility", "What kind of facility, where facilities are counted."),
        code("basis", "What the count rests on.", ("documented", "alleged", "estimated", "stated")),
        codes_of("perpetrators", "Parties singled out; empty where none is.", v.Perpetrator),
        code("attribution", "How they are named.", _PUBLISHED_ATTRIBUTIONS),
        text("perpetrator_as_reported", "The parties in the source's words."),
        *_WINDOW,
        text("area_as_reported", "Where, in the source's words."),
        codes_of("area_pcodes", "Governorates, or `SY` where the source says the whole country; empty is not known.", PCODES),
        code("area_basis", "What the area is of; only `place_of_death` may be mapped.", ("place_of_death", "origin", "not_stated")),
        Column(name="value_min", kind=Kind.NUMBER, says="Lowest value; empty is not known.", low=0, high=30_000_000),
        Column(name="value_max", kind=Kind.NUMBER, says="Highest value; empty where open above.", low=0, high=30_000_000),
        text("unit", "persons, attacks, facilities, percent, rank …"),
        code("bound", "What kind of number is printed.", v.Bound, required=True),
        text("bound_word", "The bound in the source's words."),
        code("bound_scope", "Whether the bound word stands before this number or before its whole.", ("own", "inherited")),
        text("part_of", "Tally that already holds this one."),
        text("nested_in", "Tally over a longer window that holds this one."),
        text("conflicts_with", "Tallies that disagree, joined by `;`."),
        text("series_id", "Cumulative counts from one start: only the latest counts."),
        *SOURCE,
        *_TRANSCRIBED,
        text("evidence", "Where on the page."),
        text("note", "Remarks."),
    ),
)

DISPLACEMENT = Table(
    name="displacement",
    says="Published statements about people moved. Kinds are never summed with one another; statements are never summed with incidents.",
    key="displacement_id",
    essential=("displacement_id", "kind"),
    columns=(
        Column(name="displacement_id", kind=Kind.IDENTIFIER, says="Unique.", required=True),
        code("kind", "What is counted.", v.DisplacementKind, required=True),
        text("origin_as_reported", "Where from, in the source's words."),
        text("destination_as_reported", "Where to, in the source's words."),
        codes_of("origin_pcodes", "Governorates of origin; empty where not stated or abroad.", PCODES),
        codes_of("destination_pcodes", "Governorates of destination.", PCODES),
        Column(name="persons_min", kind=Kind.COUNT, says="Fewest persons supported; empty is not known.", low=0, high=30_000_000),
        Column(name="persons_max", kind=Kind.COUNT, says="Most persons supported; empty where open above.", low=0, high=30_000_000),
        Column(name="households", kind=Kind.COUNT, says="Households, where the source counts those.", low=0, high=10_000_000),
        Column(name="percent", kind=Kind.NUMBER, says="Per cent, never turned into persons.", low=0, high=100),
        code("bound", "What kind of number is printed.", v.Bound),
        text("bound_word", "The bound in the source's words."),
        *_WINDOW,
        codes_of("perpetrators", "Parties the source holds responsible.", v.Perpetrator),
        code("attribution", "How it names them.", _PUBLISHED_ATTRIBUTIONS),
        text("cause_as_reported", "Cause in the source's words."),
        text("claimed_by", "Whose claim the figure is, where the publisher relays or disputes it."),
        text("part_of", "Statement of the same kind that already holds this one."),
        text("balance_of", "Statement of another kind that this one is the balance of."),
        text("series_id", "Cumulative counts from one start: only the latest counts."),
        text("superseded_by", "Statement of the same source that replaced this one."),
        text("conflicts_with", "Statements that disagree."),
        *SOURCE,
        *_TRANSCRIBED,
        text("evidence", "Where on the page."),
        text("note", "Remarks."),
    ),
)

STATEMENTS = Table(
    name="statements",
    says="What somebody says about incidents, totals or parties: denials, rankings, attributions, counter-claims. No numbers to add.",
    key="statement_id",
    essential=("statement_id", "kind"),
    columns=(
        Column(name="statement_id", kind=Kind.IDENTIFIER, says="Unique.", required=True),
        code("kind", "What is said.", v.StatementKind, required=True),
        text("speaker", "Who says it."),
        codes_of("origin_ids", "The speaker as an origin."),
        text("speaker_relayed_by", "Who relays it."),
        text("about", "The party or group it is about."),
        text("target_party", "The party it is compared with or directed at."),
        text("subject", "The matter."),
        text("area_as_reported", "Where, in the source's words."),
        text("quantity_words", "Quantities said in words."),
        text("rank", "Place in a ranking."),
        text("of", "Length of the ranking."),
        text("paraphrase", "The statement in our words."),
        text("date_as_reported", "When, in the source's words."),
        *_TRANSCRIBED,
        text("note", "Remarks."),
    ),
)
