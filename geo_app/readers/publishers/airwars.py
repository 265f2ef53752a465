"""Airwars' archive of civilian harm, as its pages print it or as its table of minima and maxima → incidents by field, by its methodology.

Methodology: Airwars, Methodology note; its gradings, strike statuses and levels of geolocation.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import numpy as np

from geo_app.readers.convert.given import constant, texts
from geo_app.readers.headers import Field
from geo_app.readers.publishers.publisher import Fields, Publisher, each, elsewhere, first_filled, given
from geo_app.readers.values.parties import read_parties
from geo_app.vocabulary import Precision, Sensitivity, Strength

if TYPE_CHECKING:
    import pandas as pd

_SLOTS: dict[str, tuple[str, ...]] = {
    "id": ("incident code", "unique_reference_code"),
    "date": ("incident date", "date"),
    "place": ("location", "location name"),
    "region": ("region",),
    "country": ("country",),
    "pair": ("geolocation",),
    "latitude": ("latitude",),
    "longitude": ("longitude",),
    "accuracy": ("accuracy of this location", "geolocation accuracy", "geolocation_accuracy"),
    "killed": ("civilians reported killed", "civilians killed"),
    "breakdown": ("breakdown", "casualty breakdown", "civilians reported killed breakdown"),
    "injured": ("civilians reported injured", "civilians injured"),
    "known": ("known belligerent", "known belligerents", "known belligerent(s)"),
    "suspected": ("suspected belligerent", "suspected belligerents", "suspected belligerent(s)", "belligerent_list", "belligerents"),
    "status": ("strike status", "strike_status"),
    "grading": ("airwars civilian harm grading", "grading"),
    "means": ("strike type", "strike_type"),
    "target": ("infrastructure", "impact"),
    "story": ("airwars assessment", "summary", "assessment"),
    "sources": ("sources", "sources (n)"),
    "url": ("web link", "permalink", "link"),
}
"""What is read, and what its column is called."""
_ENDS = {
    Field.KILLED_MIN: "civilians_killed_min",
    Field.KILLED_MAX: "civilians_killed_max",
    Field.INJURED_MIN: "civilians_injured_min",
    Field.INJURED_MAX: "civilians_injured_max",
    Field.KILLED_CHILDREN: "children_killed_min",
    Field.KILLED_WOMEN: "women_killed_min",
}
_PARTS = {
    Field.KILLED_CHILDREN: r"child(?:ren)?",
    Field.KILLED_WOMEN: r"wom[ae]n",
    Field.KILLED_MEDICS: r"health ?care[ _]personnel",
    Field.KILLED_MEDIA: r"journalists?",
}
_NUMBERS = re.compile(r"(\d+)\s*(?:[-–—]\s*(\d+))?(?:\s*\(.*\))?")
_ACCURACY = (
    (r"exact|within 100 ?m", Precision.EXACT),
    (r"within 1 ?km|street|neighbou?rhood|landmark", Precision.NEIGHBOURHOOD),
    (r"sub-?district", Precision.SUBDISTRICT),
    (r"district", Precision.DISTRICT),
    (r"province|governorate", Precision.GOVERNORATE),
    (r"village|town|city", Precision.SETTLEMENT),
    (r"region", Precision.REGION),
    (r"country", Precision.COUNTRY),
)
_STRENGTH = {"declared": Strength.STATED, "likely": Strength.BELIEVED, "contested": Strength.DISPUTED, "single": Strength.ACCUSED}
"""Strike status: declared by a belligerent; likely by two or more sources; contested, several being accused; claimed by a single source."""
_NAMES = {
    "russian armed forces": "Russian forces",
    "syrian regime armed forces": "Syrian government",
    "israeli armed forces": "Israeli forces",
    "iranian armed forces": "Iranian forces",
    "kurdish armed forces": "Kurdish forces",
    "united states armed forces": "US forces",
    "islamic state (isis)": "ISIS",
    "syrian democratic forces (sdf)": "SDF",
    "iranian military": "Iranian forces",
}
_COUNTRIES = frozenset(
    ("iraq", "libya", "yemen", "somalia", "pakistan", "ukraine", "lebanon", "iran", "israel", "palestine", "the gaza strip", "gaza strip", "turkey", "sudan")
)
"""Countries of the archive other than Syria, as they end its locations."""


def _slot(frame: pd.DataFrame, name: str) -> pd.Series:
    return first_filled(frame, _SLOTS[name]).str.strip()


def _end(cell: str, *, most: bool) -> str:
    """Return one end of "5–10"; a number alone is both, what is no number stays as it is, "Unknown" is none."""
    found = _NUMBERS.fullmatch(cell)
    if found is None:
        return "" if cell.lower() == "unknown" else cell
    return found.group(2) if most and found.group(2) else found.group(1)


def _figures(frame: pd.DataFrame) -> dict[str, pd.Series]:
    """Return minima and maxima of civilians killed and injured, and the fewest of each part that the breakdown names ("3–5 children": 3)."""
    killed, injured = _slot(frame, "killed"), _slot(frame, "injured")
    breakdown = _slot(frame, "breakdown") + " " + killed
    printed = {
        Field.KILLED_MIN: each(killed, lambda cell: _end(cell, most=False)),
        Field.KILLED_MAX: each(killed, lambda cell: _end(cell, most=True)),
        Field.INJURED_MIN: each(injured, lambda cell: _end(cell, most=False)),
        Field.INJURED_MAX: each(injured, lambda cell: _end(cell, most=True)),
    }
    for field, words in _PARTS.items():
        pattern = re.compile(rf"(\d+)(?:\s*[-–—]\s*\d+)?\s+{words}\b", re.IGNORECASE)
        printed[field] = each(breakdown, lambda cell, p=pattern: found.group(1) if (found := p.search(cell)) else "")  # type: ignore[misc]
    columns = {str(field): printed[field].where(printed[field] != "", frame[_ENDS[field]]) if field in _ENDS else printed[field] for field in printed}
    for low, high in ((Field.KILLED_MIN, Field.KILLED_MAX), (Field.INJURED_MIN, Field.INJURED_MAX)):
        # The archive leaves the maximum empty where it is the minimum.
        columns[high] = columns[high].mask(columns[high] == "", columns[low])
    return columns


def _names(cell: str) -> tuple[str, ...]:
    """Return the belligerents of a cell: a list of JSON objects in the table, names joined by commas on the pages."""
    if cell.startswith("["):
        try:
            return tuple(str(one["belligerent"]).strip() for one in json.loads(cell))
        except (ValueError, TypeError, KeyError):
            return ()
    return tuple(name.strip() for name in re.split(r"[,;|]", cell) if name.strip())


def _words(cell: str) -> str:
    """Return what ``read_parties`` reads of "known|…" (acted together) or "suspected|…" (one of them)."""
    kind, _, names = cell.partition("|")
    found = [_NAMES.get(name.lower(), name) for name in _names(names) if name.lower() not in {"unknown", "contested"}]
    return (", " if kind == "known" else " or ").join(found)


def _strength(cell: str) -> str:
    """Return how firmly "known|grading|status" attributes: a known belligerent of a declared or confirmed strike claims it itself."""
    kind, grading, status = (part.strip().lower().replace("_", " ") for part in cell.split("|"))
    if kind == "known" and ("declared" in status or grading == "confirmed"):
        return str(Strength.CLAIMED)
    return next((str(strength) for word, strength in _STRENGTH.items() if status.startswith(word)), str(Strength.ACCUSED))


def _who(frame: pd.DataFrame) -> tuple[pd.Series, dict[str, pd.Series]]:
    """Return the belligerents' names as cells, and their strength, words and admission."""
    known, suspected = _slot(frame, "known"), _slot(frame, "suspected")
    kind = texts(np.where(known != "", "known", "suspected"), frame.index)
    both = kind + "|" + known.where(known != "", suspected)
    named = each(both, _words)
    codes = each(named, lambda cell: ";".join(sorted(read_parties(cell).codes)) if cell else "")
    strength = each(kind + "|" + _slot(frame, "grading").str.replace("|", "/") + "|" + _slot(frame, "status").str.replace("|", "/"), _strength)
    strength = strength.where(codes != "", "")
    reported = each(both, lambda cell: ", ".join(_names(cell.partition("|")[2])))
    return named, {"strength": strength, "perpetrator_as_reported": reported, "admitted_by": codes.where(strength == str(Strength.CLAIMED), "")}


def _place(cell: str, part: str) -> str:
    """Return the Arabic name, the place or the region of "الرقة, Raqqa, Ar Raqqah, Syria": names in Arabic, in English, the region, the country."""
    names = [name.strip() for name in cell.split(",") if name.strip()]
    if names and (names[-1].lower() in _COUNTRIES or "syria" in names[-1].lower()):
        names = names[:-1]
    arabic = [name for name in names if re.search(r"[\u0600-\u06ff]", name)]
    latin = [name for name in names if name not in arabic]
    if part == "arabic":
        return arabic[0] if arabic else ""
    region = latin[-1] if len(latin) > 1 else ""
    return region if part == "region" else ", ".join(latin[:-1] if region else latin) or (arabic[0] if arabic else "")


def _foreign(frame: pd.DataFrame) -> np.ndarray:
    """Return True for incidents of another country, by the column of countries, else by the last name of the location."""
    last = each(_slot(frame, "place"), lambda cell: name if (name := cell.rsplit(",", 1)[-1].strip()).lower() in _COUNTRIES else "")
    country = _slot(frame, "country")
    return elsewhere(country.where(country != "", last))


def _accuracy(cell: str) -> str:
    return next((str(code) for pattern, code in _ACCURACY if re.search(pattern, cell.lower())), "")


def _fields(frame: pd.DataFrame) -> Fields:
    """Return incidents by field. All figures are of civilians; those of several suspected belligerents are alternatives, none of them sole."""
    pair = _slot(frame, "pair").str.partition(",")
    named, who = _who(frame)
    place, region, figures = _slot(frame, "place"), _slot(frame, "region"), _figures(frame)
    columns: dict[str, str | pd.Series] = {
        **figures,
        Field.ID: _slot(frame, "id"),
        Field.DATE: _slot(frame, "date"),
        Field.PLACE: each(place, lambda cell: _place(cell, "place")),
        Field.PLACE_AR: each(place, lambda cell: _place(cell, "arabic")),
        Field.GOVERNORATE: region.where(region != "", each(place, lambda cell: _place(cell, "region"))),
        Field.LATITUDE: pair[0].str.strip().where(pair[1] != "", _slot(frame, "latitude")),
        Field.LONGITUDE: pair[2].str.strip().where(pair[1] != "", _slot(frame, "longitude")),
        Field.PERPETRATOR: named,
        Field.EVENT_TYPE: _slot(frame, "means"),
        Field.TARGET: _slot(frame, "target"),
        Field.DESCRIPTION: _slot(frame, "story"),
        Field.SOURCE_URL: _slot(frame, "url"),
    }
    told = (figures[Field.KILLED_MIN] != "") | (figures[Field.KILLED_MAX] != "")
    grading = _slot(frame, "grading")
    fixed = {
        **who,
        "killed_class": texts(np.where(told, "civilians", ""), frame.index),
        "place_precision": each(_slot(frame, "accuracy"), _accuracy),
        "evidence": ("grading: " + grading).where(grading != "", "") + ("; status: " + _slot(frame, "status")).where(_slot(frame, "status") != "", ""),
        "source_publisher": constant("Airwars", frame.index),
        "source_origin": _slot(frame, "sources").str.slice(0, 300),
        "source_title": constant("Airwars civilian harm archive", frame.index),
        "sensitivity": constant(Sensitivity.PUBLIC, frame.index),
    }
    headers = {
        str(field): name for name, field in (("Incident code", Field.ID), ("Incident date", Field.DATE), ("Civilians reported killed", Field.KILLED_MIN))
    }
    return given(frame, columns, headers), fixed


def _reader(name: str, known: frozenset[str], first: str) -> Publisher:
    columns = [column for columns in _SLOTS.values() for column in columns] + list(_ENDS.values())
    return Publisher(
        name=name,
        title="Airwars civilian harm archive",
        version="1",
        knows=lambda keys: keys >= known,
        needs=(first, *dict.fromkeys(column for column in columns if column != first)),
        fields=_fields,
        coverage="Reported civilian harm from strikes, by belligerents that Airwars monitors. Not all belligerents were monitored at all times.",
        foreign=_foreign,
    )


AIRWARS = _reader("airwars", frozenset({"incident code", "strike status"}), "incident code")
AIRWARS_TABLE = _reader("airwars_table", frozenset({"unique_reference_code", "civilians_killed_min"}), "unique_reference_code")
