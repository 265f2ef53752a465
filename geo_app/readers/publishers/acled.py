"""ACLED (31 columns of 2025, and the layout before March 2023) → events by field, by its codebook.

Codebook: Armed Conflict Location & Event Data Project (ACLED) Codebook, 2019 and 2024; Guide to 2023 ACLED Column Changes.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geo_app.readers.convert.given import constant
from geo_app.readers.headers import Field
from geo_app.readers.publishers.publisher import Fields, Publisher, coded, each, elsewhere, first_filled, given
from geo_app.readers.values.days import Days, read_days
from geo_app.vocabulary import DatePrecision, EventType, Precision, Sensitivity

if TYPE_CHECKING:
    import pandas as pd

_NEEDS = (
    "event_id_cnty event_date time_precision disorder_type event_type sub_event_type actor1 actor2 civilian_targeting iso iso3 country admin1 admin2 "
    "location latitude longitude geo_precision source notes fatalities"
)
_KNOWN = frozenset({"event_id_cnty", "event_date", "actor1", "fatalities"})
_LATEST = date(9999, 1, 1)
_AROUND = timedelta(days=3)
_TIME = {"1": DatePrecision.DAY, "2": DatePrecision.WEEK, "3": DatePrecision.MONTH}
_PLACE = {"1": Precision.SETTLEMENT, "2": Precision.NEAR, "3": Precision.GOVERNORATE}
"""``geo_precision``: 1 a town with coordinates of its own; 2 a small part of a region, set on a town in it; 3 a larger region, set on a natural
feature or the provincial capital."""
_MEANS = {
    # Names that hold several means say no more than their common kind.
    "air/drone strike": EventType.AIRSTRIKE,
    "shelling/artillery/missile attack": EventType.SHELLING,
    "remote explosive/landmine/ied": EventType.OTHER,
}
_VIOLENCE = "Violence against civilians"
_FORCES = {
    "syria": "Syrian government",
    "russia": "Russian forces",
    "turkey": "Turkish forces",
    "turkiye": "Turkish forces",
    "israel": "Israeli forces",
    "iran": "Iranian forces",
    "the united states": "US forces",
    "united states": "US forces",
}
_FORCE = re.compile(
    rf"(?:military|police) forces of (?P<state>{'|'.join(sorted(_FORCES, key=len, reverse=True))})(?: \((?P<from>\d{{4}})-(?P<to>\d{{4}})?\))?(?: .*)?",
    re.IGNORECASE,
)
_TRANSITION = 2024
_NAMES = {
    "global coalition against the islamic state": "Global coalition",
    "opposition rebels": "opposition",
    "syrian national army": "Syrian National Army",
    "syrian democratic forces": "Syrian Democratic Forces",
    "people's protection units": "YPG",
    "hayat tahrir al sham": "Hayat Tahrir al-Sham",
    "national defense forces": "NDF",
    "national defence forces": "NDF",
}


def party_words(actor: str) -> str:
    """Return an actor in words that ``read_parties`` knows; the name itself where it has no such words.

    ACLED writes a state's forces with their years and branch ("Military Forces of Syria (2000-2024) Air Force"), a group with its initials and country
    ("QSD: Syrian Democratic Forces"). Forces of Syria since December 2024 are those of the transitional authorities.
    """
    found = _FORCE.fullmatch(actor.strip())
    if found is not None:
        late = found["state"].lower() == "syria" and found["from"] is not None and int(found["from"]) >= _TRANSITION
        return "transitional authorities" if late else _FORCES[found["state"].lower()]
    bare = re.sub(r"^[A-Z-]{2,8}: ", "", actor.strip())
    return _NAMES.get(re.sub(r" \([^)]*\)", "", bare).lower(), actor)


def _span(cell: str) -> tuple[str, str]:
    """Return the first and last possible day of ``time_precision`` and ``event_date``, joined by a bar; an unread date stays as it is.

    2: a week, of which the middle is coded; 3: a month, of which the middle, the first or the last day is coded.
    """
    precision, _, text = cell.partition("|")
    found = read_days(text, today=_LATEST)
    if not isinstance(found, Days) or found.start is None or found.start != found.end:
        return text, ""
    day = found.start
    if precision == "2":
        return (day - _AROUND).isoformat(), (day + _AROUND).isoformat()
    if precision == "3":
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        return day.replace(day=1).isoformat(), (following - timedelta(days=1)).isoformat()
    return text, ""


def _perpetrator(frame: pd.DataFrame) -> pd.Series:
    """Return the actor that is not civilian where civilians were targeted, else the empty string.

    Actor 1 and 2 imply no direction (codebook): who acted is known only where one side is "Civilians (…)" or empty. Files from before March 2023
    have no ``civilian_targeting``: there it is the event type that says so.
    """
    old = frame["disorder_type"].str.strip() == ""
    targeted = (frame["civilian_targeting"].str.strip() != "") | (old & (frame["event_type"].str.strip() == _VIOLENCE))
    first, second = frame["actor1"].str.strip(), frame["actor2"].str.strip()
    harmed = [one.str.startswith("Civilians") | (one == "") for one in (first, second)]
    return first.where(targeted & ~harmed[0] & harmed[1], "").mask(targeted & harmed[0] & ~harmed[1], second)


def _fields(frame: pd.DataFrame) -> Fields:
    """Return events by field. ``fatalities`` is ACLED's own conservative estimate of all killed; 0 is a number."""
    dated = frame["time_precision"].str.strip() + "|" + frame["event_date"]
    actor = _perpetrator(frame)
    means = frame["sub_event_type"].where(frame["sub_event_type"].str.strip() != "", frame["event_type"])
    columns: dict[str, str | pd.Series] = {
        Field.ID: "event_id_cnty",
        Field.DATE_START: each(dated, lambda cell: _span(cell)[0]),
        Field.DATE_END: each(dated, lambda cell: _span(cell)[1]),
        Field.PLACE: "location",
        Field.GOVERNORATE: "admin1",
        Field.DISTRICT: "admin2",
        Field.LATITUDE: "latitude",
        Field.LONGITUDE: "longitude",
        Field.PERPETRATOR: each(actor, party_words),
        Field.KILLED: "fatalities",
        Field.EVENT_TYPE: each(means, lambda cell: str(_MEANS.get(cell.strip().lower(), cell))),
        Field.DESCRIPTION: "notes",
    }
    headers: dict[str, str] = {Field.DATE_START: "event_date", Field.DATE_END: "event_date", Field.PERPETRATOR: "actor1", Field.EVENT_TYPE: "sub_event_type"}
    both = frame["actor1"].str.strip() + (" – " + frame["actor2"].str.strip()).where(frame["actor2"].str.strip() != "", "")
    fixed = {
        "date_precision": coded(frame["time_precision"], _TIME),
        "place_precision": coded(frame["geo_precision"], _PLACE),
        "perpetrator_as_reported": actor,
        "evidence": both + "; " + frame["event_type"].str.strip() + ": " + frame["sub_event_type"].str.strip(),
        "source_publisher": constant("ACLED", frame.index),
        "source_origin": frame["source"].str.slice(0, 300),
        "source_title": constant("ACLED event data", frame.index),
        "sensitivity": constant(Sensitivity.RESTRICTED, frame.index),
    }
    return given(frame, columns, headers), fixed


ACLED = Publisher(
    name="acled",
    title="Armed Conflict Location & Event Data (ACLED)",
    version="1",
    knows=lambda keys: keys >= _KNOWN,
    needs=tuple(_NEEDS.split()),
    fields=_fields,
    coverage="Political violence, demonstrations and strategic developments, for Syria from 2017 on. Combatants are counted too; deaths are estimates.",
    foreign=lambda frame: elsewhere(first_filled(frame, ("country", "iso3", "iso"))),
)
