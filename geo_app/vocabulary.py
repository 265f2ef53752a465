"""The controlled words of the project. Codes go into columns, files and addresses; the words people read are in ``geo_app.words``.

Sources of the lists: UCDP GED and ACLED event types, Every Casualty Counts (standards for casualty recording), OCHA P-codes.
"""

from __future__ import annotations

from enum import StrEnum


class Perpetrator(StrEnum):
    """Parties that sources hold responsible. Order is the order of every list, table and legend.

    ``syrian_government`` is the government to 8 December 2024; the authorities after that day are ``transitional_authorities``.
    ``hts`` covers Jabhat al-Nusra and its successors; ``international_coalition`` strikes described as US-led; ``sdf`` includes the YPG.
    """

    SYRIAN_GOVERNMENT = "syrian_government"
    RUSSIAN_FORCES = "russian_forces"
    IRAN_BACKED_MILITIAS = "iran_backed_militias"
    ISIS = "isis"
    HTS = "hts"
    ARMED_OPPOSITION = "armed_opposition"
    SNA = "sna"
    TURKISH_FORCES = "turkish_forces"
    INTERNATIONAL_COALITION = "international_coalition"
    SDF = "sdf"
    ISRAELI_FORCES = "israeli_forces"
    TRANSITIONAL_AUTHORITIES = "transitional_authorities"
    OTHER = "other"


class Attribution(StrEnum):
    """How the accounts of an incident name its perpetrators. An account alone is never ``contested``."""

    SOLE = "sole"
    JOINT = "joint"
    ALTERNATIVE = "alternative"
    CONTESTED = "contested"
    UNKNOWN = "unknown"


class Strength(StrEnum):
    """How firmly an account attributes."""

    STATED = "stated"
    BELIEVED = "believed"
    ACCUSED = "accused"
    CLAIMED = "claimed"
    DISPUTED = "disputed"


class Standing(StrEnum):
    """What part of an incident's figures an account may decide.

    ``superseded``: an earlier count of the same origin. ``relay``: repeats an origin that speaks for itself in another account.
    ``summary``: sums several accounts or events. Only ``counts`` feeds figures; all four are kept and shown.
    """

    COUNTS = "counts"
    SUPERSEDED = "superseded"
    RELAY = "relay"
    SUMMARY = "summary"


class Bound(StrEnum):
    """What kind of number a source prints. ``stated`` is a bare number, which is not the same as exact."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    BETWEEN = "between"
    STATED = "stated"
    VAGUE = "vague"
    PERCENT_OF = "percent_of"
    RANK_ONLY = "rank_only"


class VictimClass(StrEnum):
    """Who is counted. ``civilians`` and ``fighters_and_civilians`` are subsets of ``people``; the rest are parts that cut across."""

    PEOPLE = "people"
    CIVILIANS = "civilians"
    FIGHTERS_AND_CIVILIANS = "fighters_and_civilians"
    CHILDREN = "children"
    WOMEN = "women"
    MEDICS = "medics"
    MEDIA = "media"
    CIVIL_DEFENCE = "civil_defence"


WHOLE_CLASSES = (VictimClass.PEOPLE, VictimClass.CIVILIANS, VictimClass.FIGHTERS_AND_CIVILIANS)
"""Classes an account's ``killed_class`` may name; the other classes have a column of their own."""


class Precision(StrEnum):
    """How exactly a place is known, finest first. What each may be drawn as: ``MAPPED`` points, ``AREA_ONLY`` circles or fills."""

    EXACT = "exact"
    NEIGHBOURHOOD = "neighbourhood"
    SETTLEMENT = "settlement"
    NEAR = "near"
    REGION = "region"
    SUBDISTRICT = "subdistrict"
    DISTRICT = "district"
    GOVERNORATE = "governorate"
    COUNTRY = "country"
    UNKNOWN = "unknown"


MAPPED = (Precision.EXACT, Precision.NEIGHBOURHOOD, Precision.SETTLEMENT)
CIRCLES = (Precision.NEAR, Precision.REGION)
FILLS = (Precision.SUBDISTRICT, Precision.DISTRICT, Precision.GOVERNORATE)
AREA_ONLY = CIRCLES + FILLS
NOT_MAPPED = (Precision.COUNTRY, Precision.UNKNOWN)


class DatePrecision(StrEnum):
    """How exactly the time is known; the span itself is in the two dates."""

    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class EventType(StrEnum):
    """The main means of harm, as the source has it."""

    AIRSTRIKE = "airstrike"
    BARREL_BOMB = "barrel_bomb"
    SHELLING = "shelling"
    MISSILE = "missile"
    CLUSTER_MUNITION = "cluster_munition"
    INCENDIARY = "incendiary"
    CHEMICAL = "chemical"
    DRONE = "drone"
    CAR_BOMB = "car_bomb"
    IED = "ied"
    LANDMINE = "landmine"
    SMALL_ARMS = "small_arms"
    EXECUTION = "execution"
    MASSACRE = "massacre"
    RAID = "raid"
    GROUND_OPERATION = "ground_operation"
    ABDUCTION = "abduction"
    SIEGE = "siege"
    OTHER = "other"
    UNKNOWN = "unknown"


class Target(StrEnum):
    """What was hit, as the source has it."""

    RESIDENTIAL = "residential"
    HOUSE = "house"
    MARKET = "market"
    BAKERY = "bakery"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    MEDICAL_POINT = "medical_point"
    MOSQUE = "mosque"
    CHURCH = "church"
    CAMP = "camp"
    CONVOY = "convoy"
    CIVIL_DEFENCE = "civil_defence"
    PRISON = "prison"
    INFRASTRUCTURE = "infrastructure"
    OTHER = "other"
    UNKNOWN = "unknown"


class RowKind(StrEnum):
    """What one row of a list is; asked at import, because nothing is counted right where it is guessed wrong."""

    INCIDENT = "incident"
    ACCOUNT = "account"
    VICTIM = "victim"
    TOTAL = "total"
    FLOW = "flow"
    STOCK = "stock"


class Sensitivity(StrEnum):
    """Who may see a record; not stated means not public."""

    PUBLIC = "public"
    RESTRICTED = "restricted"
    CONFIDENTIAL = "confidential"


class Treatment(StrEnum):
    """What becomes of a row at import."""

    ACCEPTED = "accepted"
    WARNED = "warned"
    REFUSED = "refused"


class Change(StrEnum):
    """What a row changes against what is stored. ``conflicting``: another record has its id already."""

    NEW = "new"
    CHANGED = "changed"
    IDENTICAL = "identical"
    CONFLICTING = "conflicting"
    WITHDRAWN = "withdrawn"


class TallyRelation(StrEnum):
    """How one published total stands to another. ``unknown``: nothing proves any of the others."""

    CONTAINS = "contains"
    WITHIN = "within"
    OVERLAPS = "overlaps"
    DISJOINT = "disjoint"
    RESTATES = "restates"
    CONFLICTS = "conflicts"
    UNKNOWN = "unknown"


class Facet(StrEnum):
    """In what two published totals are compared."""

    MEASURE = "measure"
    BASIS = "basis"
    WINDOW = "window"
    AREA = "area"
    PERPETRATORS = "perpetrators"
    VICTIM_CLASS = "victim_class"
    MEANS = "means"
    FACILITY = "facility"


class StatementKind(StrEnum):
    """What somebody says about incidents, totals or parties, other than a number."""

    ATTRIBUTION = "attribution"
    RANKING = "ranking"
    COUNTER_CLAIM = "counter_claim"
    DENIAL = "denial"
    ADMISSION = "admission"


class DisplacementKind(StrEnum):
    """What is counted when people move; never summed across kinds."""

    FLOW = "flow"
    STOCK = "stock"
    RETURN = "return"
    IN_NEED = "in_need"


class PlaceKind(StrEnum):
    """What a gazetteer entry is."""

    SETTLEMENT = "settlement"
    NEIGHBOURHOOD = "neighbourhood"
    SITE = "site"
    REGION = "region"


class GeocodeMethod(StrEnum):
    """How a place text was placed."""

    COORDINATES = "coordinates"
    NAME = "name"
    NAME_IN_AREA = "name_in_area"
    PARENT = "parent"
    DIRECTION = "direction"
    STATED_AREA = "stated_area"
    HOLDING = "holding"
    AMBIGUOUS = "ambiguous"
    DECIDED = "decided"
    NONE = "none"


class AnswerKind(StrEnum):
    """What a person can decide a place text to be.

    ``place``: a gazetteer entry; ``area``: units by P-code; ``point``: coordinates of the person's own; ``nowhere``: not a place in Syria;
    ``unknown``: cannot be known.
    """

    PLACE = "place"
    AREA = "area"
    POINT = "point"
    NOWHERE = "nowhere"
    UNKNOWN = "unknown"


class OpenReason(StrEnum):
    """Why a place text waits for a person, most pressing first."""

    UNRESOLVED = "unresolved"
    AMBIGUOUS = "ambiguous"
    LOW_SCORE = "low_score"
    DISAGREEMENT = "disagreement"
    GOVERNORATE_ONLY = "governorate_only"


GOVERNORATES = tuple(f"SY{n:02d}" for n in range(1, 15))
"""OCHA P-codes of the 14 governorates; names and aliases are in ``boundaries/``."""

COUNTRY_CODE = "SY"
"""In ``area_pcodes``: the whole country, where the source says so."""
