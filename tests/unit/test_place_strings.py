"""Place texts written by a documenter who did not know the geocoder: spellings, parts, roads, regions, rejects, typos, in both scripts."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyproj import Geod

from geo_app.locating.choose import SURE
from geo_app.locating.geocode import Geocoder
from geo_app.model.places import Place
from geo_app.vocabulary import MAPPED, Precision

STRINGS = Path(__file__).parent.parent / "data" / "place_strings.csv"
GEOD = Geod(ellps="WGS84")
NEAR_KM = 10.0
CIRCLES = {Precision.NEAR, Precision.REGION, Precision.SUBDISTRICT, Precision.DISTRICT}
AREAS = {Precision.GOVERNORATE, Precision.DISTRICT, Precision.SUBDISTRICT}
Row = dict[str, str]


def rows() -> list[Row]:
    """Return the test set."""
    with STRINGS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def kilometres(place: Place, row: Row) -> float:
    """Return how far an answer is from its truth; infinity where it has no point."""
    if place.latitude is None or place.longitude is None:
        return float("inf")
    return float(GEOD.inv(place.longitude, place.latitude, float(row["longitude"]), float(row["latitude"]))[2]) / 1000


@dataclass(frozen=True)
class Verdict:
    """Whether an answer is right, and whether it is wrong and confident."""

    right: bool
    harmful: bool


def judge(place: Place, row: Row) -> Verdict:
    """Judge one answer by what a documenter expects: a point, a circle, an area, a question, or nothing."""
    sure = place.score >= SURE
    reach = max(float(row["tolerance_km"] or NEAR_KM), NEAR_KM)
    if row["expect"] == "reject":
        right = place.precision in {Precision.UNKNOWN, Precision.COUNTRY}
        return Verdict(right, sure and not right)
    if row["expect"] == "ambiguous":
        pinned = place.precision in MAPPED
        return Verdict(not (pinned and sure), pinned and sure)
    if row["expect"] == "area":
        named = row["area"] in {place.admin1_pcode, place.admin2_pcode, place.admin3_pcode}
        return Verdict(named and place.precision in AREAS, sure and place.precision in MAPPED)
    near = kilometres(place, row) <= reach
    if row["expect"] == "circle":
        right = (near and place.precision in CIRCLES) or (place.latitude is None and place.precision in AREAS)
        return Verdict(right, sure and place.latitude is not None and not near)
    return Verdict(near, sure and place.latitude is not None and not near)


def judged(geocoder: Geocoder, change: Callable[[str], str] = str) -> tuple[Counter[str], Counter[str], Counter[str], list[str]]:
    """Return how many texts of each tag there are, are right, are wrong and confident, and the wrong ones in words."""
    total, right, harmful, wrong = Counter[str](), Counter[str](), Counter[str](), []
    for row in rows():
        place = geocoder.geocode(change(row["text"]), governorate=row["governorate"])
        verdict = judge(place, row)
        total[row["tag"]] += 1
        right[row["tag"]] += verdict.right
        harmful[row["tag"]] += verdict.harmful
        if not verdict.right:
            wrong.append(f"{row['text']} | {row['expect']} | {place.name} | {place.score} | {place.explanation}")
    return total, right, harmful, wrong


def test_the_test_set_is_large_and_of_every_kind() -> None:
    """At least 2,000 texts, 16 kinds, three in ten in Arabic script."""
    found = rows()
    assert len(found) >= 2_000
    assert len({row["tag"] for row in found}) >= 16
    assert sum(any("؀" <= ch <= "ۿ" for ch in row["text"]) for row in found) >= 0.3 * len(found)


def test_what_documenters_write_is_read_right(geocoder: Geocoder) -> None:
    """At least 97 % right in all and 92 % of every kind; at most 0.5 % wrong and confident; whatever must be rejected is."""
    total, right, harmful, wrong = judged(geocoder)
    assert right.total() / total.total() >= 0.97, "\n".join(wrong)
    assert harmful.total() / total.total() <= 0.005, "\n".join(wrong)
    assert all(right[tag] / total[tag] >= 0.92 for tag in total), {tag: right[tag] / total[tag] for tag in total}
    assert right["reject"] == total["reject"], "\n".join(wrong)


def mistyped(text: str, chance: random.Random) -> str:
    """Return the text with one letter left out, put in, wrong, or exchanged with the next."""
    letters = "ابتجحدرسشعفقكلمنهوي" if any("؀" <= ch <= "ۿ" for ch in text) else "abcdefghijklmnopqrstuvwxyz"
    at, other = chance.randrange(len(text)), chance.choice(letters)
    return chance.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + other + text[at:],
            text[:at] + other + text[at + 1 :],
            text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :],
        )
    )


@pytest.mark.parametrize(("arabic", "found"), [(False, 0.82), (True, 0.78)])
def test_one_wrong_letter_in_the_name_of_a_town(arabic: bool, found: float, geocoder: Geocoder) -> None:
    """A town that reports name, its governorate beside it, one random letter wrong: mostly found, hardly ever another town for sure."""
    chance = random.Random(7)
    towns = [e for e in geocoder.entries.values() if e.reported or e.seat_level]
    tried = right = harmful = 0
    for entry in towns:
        names = [name for name in (entry.name_ar if arabic else entry.name,) if len(name) >= 4]
        for name in names:
            place = geocoder.geocode(mistyped(name, chance), governorate=entry.admin1_pcode)
            km = kilometres(place, {"longitude": str(entry.longitude), "latitude": str(entry.latitude)})
            near = km <= max(NEAR_KM, entry.radius_m / 1000)
            tried += 1
            right += near
            harmful += place.precision in MAPPED and place.score >= SURE and not near
    assert tried >= 400
    assert right / tried >= found
    assert harmful / tried <= 0.01


def test_every_place_is_found_by_each_of_its_names(geocoder: Geocoder) -> None:
    """With its governorate beside it, each spelling of each entry leads to the entry, to one that shares the name, or to a question that lists it."""
    lost = []
    for entry in geocoder.entries.values():
        for name in entry.names:
            matches = [m.entry.place_id for m in geocoder.index.lookup(name)]
            if entry.place_id not in matches:
                lost.append((entry.place_id, name))
    assert len(lost) <= 0.002 * len(geocoder.index.names), lost[:20]


def test_scores_are_probabilities(geocoder: Geocoder) -> None:
    """Of the answers with a point, every bin of scores with 100 texts or more is right as often as it says, to 5 points, or more often."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for row in rows():
        if row["expect"] != "point":
            continue
        place = geocoder.geocode(row["text"], governorate=row["governorate"])
        if place.latitude is not None:
            bins.setdefault(min(int(place.score * 10), 9), []).append((place.score, kilometres(place, row) <= NEAR_KM))
    full = [members for members in bins.values() if len(members) >= 100]
    assert full
    for members in full:
        mean = sum(score for score, _ in members) / len(members)
        assert sum(right for _, right in members) / len(members) >= mean - 0.05


def test_syrian_archives_texts(geocoder: Geocoder, shared_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Located texts of another publisher, base gazetteer: found, and hardly ever wrong and confident (some of that truth contradicts itself)."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent.parent.parent / "scripts"))
    from truth import archive_texts

    texts = archive_texts(shared_data)
    weight = sum(t.weight for t in texts)
    for stated, found, harm in ((True, 0.93, 0.03), (False, 0.89, 0.045)):
        right = harmful = 0.0
        for text in texts:
            place = geocoder.geocode(text.text, governorate=text.governorate if stated else "")
            km = kilometres(place, {"longitude": str(text.longitude), "latitude": str(text.latitude)})
            right += text.weight * (km <= NEAR_KM)
            harmful += text.weight * (place.latitude is not None and place.score >= SURE and km > NEAR_KM)
        assert right / weight >= found
        assert harmful / weight <= harm
