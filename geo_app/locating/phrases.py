"""A place text as reports write it → mentions: a name each, and what the words around it say about how exactly it is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import atan2, degrees

from geo_app.gazetteer.units import DISTRICT_CODE, SUBDISTRICT_CODE
from geo_app.locating import patterns as on
from geo_app.names import clean, is_arabic


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
    return not text or bool(on.NOTHING.match(text))


def is_country(text: str) -> bool:
    """Return True where the text names the country as a whole."""
    return bool(on.COUNTRY.match(text))


def strip_types(text: str) -> str:
    """Return a segment without type words, qualifiers and what joins them; empty where it is made of these alone."""
    for pattern in (on.OF, on.QUALIFIER, on.GOVERNORATE, on.SUBDISTRICT, on.COUNTRYSIDE, on.CITY, on.QUARTER, on.FACILITY, on.TYPE):
        text = pattern.sub(" ", text)
    return " ".join(re.sub(r"\b(?:of|the|near)\b", " ", text, flags=re.IGNORECASE).split(" ")).strip(" -'’")


def _strip_one(text: str) -> str:
    for pattern in (on.OF, on.SUBDISTRICT, on.QUARTER, on.FACILITY, on.CITY, on.TYPE):
        match = pattern.search(text)
        if match and (match.start() == 0 or match.end() == len(text)):
            return (text[: match.start()] + text[match.end() :]).strip()
    return text


def _unit(segment: str) -> int:
    if on.CENTRE.search(segment):
        return 0
    if on.SUBDISTRICT.search(segment):
        return SUBDISTRICT_CODE
    return DISTRICT_CODE if on.DISTRICT.search(segment) else 0


def bearing_of(words_before: str) -> float | None:
    """Return the direction that points of the compass give, in degrees from north, clockwise; None where there is none or they cancel out."""
    points = [on.POINTS[found.lower()] for found in on.POINT.findall(words_before)]
    east, north = sum(p[0] for p in points), sum(p[1] for p in points)
    return degrees(atan2(east, north)) % 360 if east or north else None


def _mention(segment: str) -> Mention:
    km, near, bearing = None, False, None
    match = on.NEAR.match(segment)
    if match and match.end() < len(segment):
        near = True
        km = float(match["km"].replace(",", ".")) if match["km"] else None
        bearing = bearing_of(match.group())
        segment = segment[match.end() :]
    if on.NEAR_AFTER.search(segment):
        near = True
        segment = on.NEAR_AFTER.sub("", segment)
    first, *others = on.SLASH.split(on.LEADING.sub("", segment))
    directed = bool(on.DIRECTED.match(first))
    plain = " ".join(on.QUALIFIER.sub(" ", first).split()) if on.FACILITY.search(first) else first
    rural = bool(on.COUNTRYSIDE.search(segment))
    return Mention(
        whole=first,
        core=_strip_one(plain),
        plain=on.AIRFIELD.sub("airbase", plain) if plain != first or on.AIRFIELD.search(plain) else "",
        name=" ".join(strip_types(on.DIRECTED.sub("", on.ARABIC_SIDE.sub(" ", plain) if rural else plain)).split()),
        directed=directed,
        around=bool(on.AROUND.search(first)),
        others=tuple(others),
        near=near,
        km=km,
        bearing=bearing,
        governorate=bool(on.GOVERNORATE.search(segment)),
        countryside=rural,
        city=bool(on.CITY.search(segment)),
        village=bool(on.VILLAGE.search(segment)),
        unit=_unit(segment),
        quarter=bool(on.QUARTER.search(segment)),
        facility=bool(on.FACILITY.search(segment)),
    )


def _arabic_side(name: str, segment: str) -> str:
    """Put the countryside before the name as Arabic does: "إدلب، الريف الجنوبي" is ريف إدلب الجنوبي."""
    rural = on.RURAL_AR.search(segment)
    return f"ريف {name} {on.RURAL_AR.sub(' ', segment).strip()}".strip() if rural else f"{name} {segment}"


def _with_their_words(segments: list[str]) -> list[str]:
    """Join a segment of type words alone to the name before it: "Aleppo (southern countryside)" is the southern countryside of Aleppo."""
    joined: list[str] = []
    for segment in segments:
        bare = strip_types(on.NEAR_AFTER.sub(" ", " " + on.DIRECTED.sub("", segment.strip(" ."))))
        about_area = on.COUNTRYSIDE.search(segment) or on.NEAR_AFTER.search(" " + segment.strip(" ."))
        if joined and about_area and not on.ARABIC_SIDE.sub("", bare).strip(" -"):
            joined[-1] = _arabic_side(joined[-1], segment) if is_arabic(segment) else f"{segment} of {joined[-1]}"
        else:
            joined.append(segment)
    return joined


def _arabic_parts(text: str) -> str:
    """Put commas where Arabic runs parts together: before type words, attached "in", and a side of another place."""
    text = on.TYPE_AFTER_NEAR.sub(r"\1 ", on.LEADING_AR.sub("", text))
    if on.QUARTER.search(text) or on.FACILITY.search(text):
        text = on.OF_CITY_AR.sub(lambda of: "، " + next(city for city in of.groups() if city), text)
    text = on.ATTACHED_IN.sub("، ", on.BEFORE_TYPE.sub("، ", text))
    return on.BEFORE_SIDE.sub(lambda gap: " " if on.AFTER_DISTANCE.search(text[: gap.start()]) else "، ", text)


def _metric(found: re.Match[str]) -> str:
    """Return a distance in km: of a range the far end, miles and metres turned."""
    number, unit = float(found["far"].replace(",", ".")), found["unit"].lower()
    factor = 1.609 if unit.startswith("mi") else 0.001 if unit in {"m", "metres", "meters", "متر", "مترا"} else 1.0
    return f"{number * factor:.3g} km "


def _distances(text: str) -> str:
    """Write every distance as "5 km", before its side and its place: "Saraqib, 5 km south" is 5 km south of Saraqib."""
    text = on.DISTANCE.sub(_metric, on.IN_BRACKETS.sub(" ", text))
    after = on.DISTANCE_AFTER.match(text)
    if after:
        return f"{after['km']} {after['side']} of {after['place']}"
    after = on.DISTANCE_AFTER_AR.match(text)
    return f"{after['km']} {after['place']}" if after else text


def _english_parts(text: str) -> str:
    text = on.SEAT_OF.sub("town", text)
    text = on.NUMBER_WORD.sub(lambda word: f"{on.NUMBER_WORDS.index(word[1].lower()) + 1} ", text)
    text = on.SHORT_SIDE.sub(lambda side: on.LONG_SIDE[side[1]], on.LEADING.sub("", text))
    text = on.OF_THE_TOWN.sub(" of ", on.POSSESSIVE.sub(" ", text))
    return on.PART_OF.sub(r"\1, ", on.BEFORE_NEAR.sub(", ", text))


@lru_cache(maxsize=4096)
def mentions(text: str) -> tuple[Mention, ...]:
    """Return the mentions of one place text in its order, the finest usually first; the country as a whole is no mention beside others."""
    cleaned = clean(text)
    if not on.MORE_THAN_A_NAME.search(cleaned):
        bare = cleaned.strip(" .")
        return (Mention(whole=bare, core=bare, name=bare.strip(" -'’")),) if bare.strip(" .-") and not _is_ordinary(bare) else ()
    cleaned = _distances(cleaned) if any(ch.isdigit() for ch in cleaned) else cleaned
    marked = _english_parts(_arabic_parts(cleaned) if is_arabic(cleaned) else cleaned)
    segments = _with_their_words([part for part in on.SPLIT.split(marked) if part and part.strip(" .-")])
    found = tuple(_mention(part.strip(" .")) for part in segments)
    named = tuple(m for m in found if not is_country(m.whole)) or found
    return tuple(m for m in named if not _is_ordinary(m.whole))


def _is_ordinary(text: str) -> bool:
    return text not in on.CAPITAL and all(word in on.ORDINARY for word in text.casefold().split())
