"""Incidents: their accounts, the relations between them, and the origins of what is said."""

from __future__ import annotations

from geo_app import vocabulary as v
from geo_app.tables.columns import PCODES, SOURCE, Column, Kind, Table, code, codes_of, day, persons, text

_ACCOUNT_ATTRIBUTIONS = tuple(a for a in v.Attribution if a != v.Attribution.CONTESTED)

ACCOUNTS = Table(
    name="accounts",
    says="One row is one incident as one source, or one origin within it, reports it. Rows of one incident share `incident_id`.",
    key="account_id",
    essential=("incident_id", "date_start"),
    columns=(
        Column(name="account_id", kind=Kind.IDENTIFIER, says="Unique in the file; made from `incident_id` where the column is absent."),
        Column(name="incident_id", kind=Kind.IDENTIFIER, says="The incident the account is of.", required=True),
        day("date_start", "First possible day of the incident.", required=True),
        day("date_end", "Last possible day, included; empty means `date_start`."),
        code("date_precision", "How exactly the time is known; empty means day or days by the two dates.", v.DatePrecision),
        text("place_as_reported", "Where, in the source's words."),
        text("place_ar", "The same in Arabic script."),
        text("governorate_as_reported", "Governorate in the source's words or the collector's; a hint."),
        text("district_as_reported", "District or subdistrict in the source's words; a hint."),
        codes_of("area_pcodes", "Governorates stated, as OCHA P-codes.", PCODES),
        Column(name="latitude", kind=Kind.NUMBER, says="WGS 84 degrees north, where the source gives coordinates.", low=-90, high=90),
        Column(name="longitude", kind=Kind.NUMBER, says="WGS 84 degrees east.", low=-180, high=180),
        code("place_precision", "How exactly the source says its coordinates are; empty where it does not say.", v.Precision),
        codes_of("perpetrators", "Parties the source names; empty where it names none.", v.Perpetrator),
        code("attribution", "How it names them.", _ACCOUNT_ATTRIBUTIONS),
        codes_of("attributed_by", "Origins whose claim the attribution is."),
        code("strength", "How firmly it attributes; empty where nobody is named.", v.Strength),
        text("perpetrator_as_reported", "The party in the source's words."),
        code("event_type", "Main means of harm.", v.EventType),
        code("target", "What was hit.", v.Target),
        persons("killed_min", "Fewest killed that the account supports."),
        persons("killed_max", "Most killed that the account supports; empty where it is open above."),
        code("killed_class", "Who is counted in the two.", v.WHOLE_CLASSES),
        code("bound", "What kind of number the account prints; empty where it gives no deaths.", v.Bound),
        text("bound_word", "The bound in the source's words."),
        persons("killed_civilians", "Civilians among the killed, where the whole counts others too."),
        persons("killed_children", "Children among the killed."),
        persons("killed_women", "Adult women among the killed."),
        persons("killed_medics", "Medical staff among the killed."),
        persons("killed_media", "Media workers among the killed."),
        persons("killed_civil_defence", "Civil-defence volunteers among the killed."),
        persons("injured_min", "Fewest injured that the account supports."),
        persons("injured_max", "Most injured that the account supports."),
        codes_of("denied_by", "Parties whose denial the account carries; empty is not recorded, never 'not denied'.", v.Perpetrator),
        codes_of("admitted_by", "Parties that admitted or claimed it, as the account carries.", v.Perpetrator),
        code("standing", "Whether the account may decide figures; empty means `counts`.", v.Standing),
        *SOURCE,
        text("evidence", "Where on the page the facts stand, and doubts."),
        text("description", "What the source tells of it, as it stands there. Never in a public export."),
        code("sensitivity", "Who may see the record; empty is not stated, and then it is not public.", v.Sensitivity),
        day("embargo_until", "First day on which it may be shown."),
    ),
)

RELATIONS = Table(
    name="incident_relations",
    says="Records that hold, or may repeat, one another: never added together.",
    key="",
    essential=("whole_incident_id", "part_incident_id", "relation"),
    columns=(
        Column(name="whole_incident_id", kind=Kind.IDENTIFIER, says="The record that holds the other.", required=True),
        Column(name="part_incident_id", kind=Kind.IDENTIFIER, says="The record held.", required=True),
        code("relation", "`part_of`: the whole already counts the part. `may_overlap`: the two may be one.", ("part_of", "may_overlap"), required=True),
        text("reason", "Why."),
    ),
)

ORIGINS = Table(
    name="origins",
    says="Normalised origins: whom publishers cite as knowing.",
    key="origin_id",
    essential=("origin_id", "name"),
    columns=(
        Column(name="origin_id", kind=Kind.IDENTIFIER, says="Code used in `origin_ids` and `attributed_by`.", required=True),
        text("name", "Name.", required=True),
        text("name_ar", "Name in Arabic."),
        text("kind", "monitor, rights_organisation, un_body, aid_organisation, party, state_media, news_agency, news_outlet or other."),
        code("party", "The party the origin is, or speaks for.", v.Perpetrator),
        text("aliases", "Other names, joined by `|`."),
    ),
)
