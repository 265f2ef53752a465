"""Fit the geocoder's weights (run by a maintainer; ``geo_app/locating/weights.py`` is committed).

    python scripts/fit_geocoder.py --truth FOLDER     # the folder of real files that tests use, see tests/conftest.py

What it learns from: names that the gazetteer is made to forget, so that spellings are met that no alias holds; names of villages in an
official list, most of which the gazetteer lacks; the located place texts of Syrian Archive; one random wrong letter; a city, district or
governorate said beside the name; and names of no place in Syria. Signs are fixed where a documenter would expect them.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize
from truth import Text, archive_texts, list_texts  # beside this script

from geo_app.boundaries.layers import load_governorates
from geo_app.gazetteer.entries import Entry, load_base_entries
from geo_app.gazetteer.lists import read_list
from geo_app.locating.choose import Stated, context_of, options_of
from geo_app.locating.gazetteers import completed, merged
from geo_app.locating.load import build_geocoder
from geo_app.locating.phrases import mentions
from geo_app.locating.score import Crowd, evidence, evidence_of_none
from geo_app.locating.weights import WEIGHTS
from geo_app.vocabulary import PlaceKind

if TYPE_CHECKING:
    from geo_app.locating.geocode import Geocoder

WEIGHTS_FILE = Path(__file__).resolve().parent.parent / "geo_app" / "locating" / "weights.py"
FUTURE = "from __future__ import annotations"
RIGHT_M = 10_000.0
FORGOTTEN = 0.35
RIDGE = 0.02
POSITIVE = (
    "bones",
    "fine",
    "same_letters",
    "quarter_of_city",
    "quarter_said",
    "site_said",
    "near_other",
    "stated",
    "in_unit",
    "population",
    "reported",
    "one_letter",
    "two_letters",
    "one_letter_of_known",
    "one_letter_of_many",
    "seat",
)
NEGATIVE = (
    "vowels", "letters", "two_scripts", "short", "shorter", "initial", "quarter_unsaid", "quarter_not", "village_not",
    "contradicts", "beside_letters", "beside_whole", "beside_exact", "over_border", "quarter_alone",
)  # fmt: skip
NO_PLACES = (
    "Baghdad", "Mosul", "Gaziantep", "Beirut", "Tripoli", "Amman", "Ankara", "Cairo", "Tehran", "Erbil", "Sinjar", "Kirkuk", "Tal Afar", "Fallujah",
    "Ramadi", "Qaim", "Rabia Iraq", "Antakya", "Reyhanli", "Kilis", "Urfa", "Sanliurfa", "Mardin", "Nusaybin", "Arsal", "Baalbek", "Hermel", "Sidon", "Tyre",
    "Irbid", "Mafraq", "Zarqa", "Haifa", "Jerusalem", "Gaza", "Rafah", "Sanaa", "Aden", "Benghazi", "Misrata", "Khartoum", "Kabul", "Herat", "Moscow", "Geneva",
    "Paris", "London", "Istanbul", "Izmir", "Adana", "Diyarbakir", "Van", "Tikrit", "Samarra", "Baqubah", "Basra", "Najaf", "Karbala", "Hit", "Haditha",
    "unknown location", "several areas", "various locations", "multiple sites", "the front line", "headquarters", "a house", "rebel positions", "civilian car",
    "بغداد", "الموصل", "بيروت", "عمان", "أنقرة", "غازي عنتاب", "طرابلس", "القاهرة", "طهران", "أربيل", "سنجار", "كركوك", "الفلوجة", "الرمادي", "القائم",
    "أنطاكيا", "كيليس", "أورفا", "ماردين", "عرسال", "بعلبك", "صيدا", "صور اللبنانية", "إربد", "المفرق", "حيفا", "القدس", "غزة", "رفح", "صنعاء", "عدن", "بنغازي",
    "مصراتة", "الخرطوم", "كابول", "موسكو", "جنيف", "باريس", "لندن", "إسطنبول", "ديار بكر", "تكريت", "سامراء", "البصرة", "النجف", "كربلاء", "مكان غير معروف",
    "عدة مناطق", "مواقع مختلفة", "خط الجبهة", "منزل", "سيارة مدنية",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One mention with known truth: rows of evidence, which of them are right (the last row is "none of these"), and its weight."""

    rows: np.ndarray
    right: np.ndarray
    weight: float


def metres(entry: Entry, text: Text) -> float:
    """Return the distance of an entry to the truth."""
    north = (entry.latitude - text.latitude) * 111_200
    east = (entry.longitude - text.longitude) * 111_200 * np.cos(np.radians(text.latitude))
    return float(np.hypot(north, east))


def forgetful(entries: tuple[Entry, ...], chance: random.Random) -> tuple[tuple[Entry, ...], list[Text]]:
    """Return entries that lack some of their names, and those names as texts with their truth."""
    kept, texts = [], []
    for entry in entries:
        lost = {name for name in entry.names if chance.random() < FORGOTTEN}
        lost = lost if len(lost) < len(entry.names) else set(entry.names[1:])
        kept.append(replace(entry, names=tuple(n for n in entry.names if n not in lost)))
        if lost and entry.kind is not PlaceKind.REGION:
            texts += [Text(n, entry.latitude, entry.longitude, entry.admin1_pcode, often(entry, n)) for n in sorted(lost)]
    return tuple(kept), texts


def prominence(entry: Entry) -> float:
    """Return how often reports are thought to name an entry: towns that the bundled accounts name, seats and larger towns far more than villages."""
    share = 0.3 if entry.parent else 1.0  # quarters and sites mostly stand beside their city
    return share * (0.2 + np.log2(1 + entry.reported) + 0.6 * entry.seat_level + (np.log10(1 + entry.population) / 4 if entry.population else 0.0))


def often(entry: Entry, name: str) -> float:
    """Return how often reports are thought to name an entry by this name: its two main names as often as all others together, and more."""
    return prominence(entry) * (0.3 if name in {entry.name, entry.name_ar} else 0.4 / max(1, len(entry.names) - 2))


def known_names(entries: tuple[Entry, ...]) -> list[Text]:
    """Return every name that the gazetteer has, with its truth."""
    return [Text(n, e.latitude, e.longitude, e.admin1_pcode, often(e, n)) for e in entries if e.kind is not PlaceKind.REGION for n in e.names]


def mistyped(text: str, chance: random.Random) -> str:
    """Return ``text`` with one letter left out, doubled, exchanged or wrong."""
    letters = "ابتجحدرسشعفقكلمنهوي" if any("؀" <= ch <= "ۿ" for ch in text) else "abcdefghijklmnopqrstuvwxyz"
    at = chance.randrange(len(text))
    other = chance.choice(letters)
    return chance.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + other + text[at:],
            text[:at] + other + text[at + 1 :],
            text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :],
        )
    )


def said_beside(geocoder: Geocoder, text: Text, entry: Entry | None, chance: random.Random) -> str:
    """Return ``text`` as reports write it: alone, with a type word, with its city, district or governorate."""
    names = geocoder.units.names
    parent = geocoder.entries.get(entry.parent) if entry else None
    arabic = any("؀" <= ch <= "ۿ" for ch in text.text)
    if parent is not None:
        city = parent.name_ar if arabic else parent.name
        return chance.choice((text.text, f"{text.text}, {city}", f"حي {text.text}" if arabic else f"{text.text} neighbourhood, {city}"))
    area = names.get(text.governorate, ("", ""))[1 if arabic else 0]
    district = names.get(entry.admin2_pcode if entry else "", ("", ""))[1 if arabic else 0]
    plain = [text.text] * 6
    if area:
        plain += [f"{text.text}، {area}", f"قرية {text.text} بريف {area}"] if arabic else [f"{text.text}, {area}", f"{text.text} village, {area} countryside"]
    town = geocoder.entries.get(geocoder.units.seats.get(entry.admin3_pcode if entry else "", "")) if entry else None
    if town is not None and town.place_id != entry.place_id:
        plain += [f"قرية {text.text} بريف {town.name_ar}", f"{text.text}، {town.name_ar}"] if arabic and town.name_ar else []
        plain += [] if arabic else [f"{text.text} village, {town.name} countryside", f"{text.text} near {town.name}"]
    if district:
        plain.append(f"{text.text}، {district}" if arabic else f"{text.text}, {district}")
    return chance.choice(plain)


def cases_of(geocoder: Geocoder, texts: list[Text], *, stated: bool) -> list[Case]:
    """Return one case per text: the options of its first mention that has any, with the truth."""
    found = []
    order = list(WEIGHTS)
    for text in texts:
        named = mentions(text.text)
        if not named:
            continue
        allowed = ((text.governorate,) if stated and text.governorate else ()) or geocoder.stated_in(named)
        options = [options_of(mention, geocoder.index) for mention in named]
        if not options[0]:
            continue
        context = context_of(named, options, geocoder, Stated(governorates=allowed))
        crowd = Crowd.of(options[0], context)
        rows = [evidence(named[0], option, crowd, 0, context) for option in options[0]] + [evidence_of_none(named[0], options[0], 0, context)]
        right = [
            text.latitude == text.latitude and metres(o.entry, text) <= max(RIGHT_M, o.entry.radius_m if o.entry.kind is PlaceKind.REGION else 0)
            for o in options[0]
        ]
        matrix = np.array([[row.get(name, 0.0) for name in order] for row in rows])
        found.append(Case(matrix, np.array([*right, not any(right)]), text.weight))
    return found


def fit(cases: list[Case]) -> dict[str, float]:
    """Return the weights that make the truths likeliest: an option within 10 km of the truth, "none of these" where there is no such option."""
    order = list(WEIGHTS)
    sizes = np.array([len(case.right) for case in cases])
    rows = np.vstack([case.rows for case in cases])
    right = np.concatenate([case.right for case in cases])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    weight = np.array([case.weight for case in cases])
    weight = weight / weight.sum()
    each = np.repeat(np.arange(len(cases)), sizes)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = rows @ w
        scores -= np.maximum.reduceat(scores, starts)[each]
        parts = np.exp(scores)
        total = np.add.reduceat(parts, starts)
        good = np.add.reduceat(parts * right, starts)
        share, own = parts / total[each], parts * right / good[each]
        gradient = rows.T @ ((share - own) * weight[each])
        return float(-(weight * np.log(good / total)).sum() + RIDGE * 1e-2 * (w @ w)), gradient + 2 * RIDGE * 1e-2 * w

    bounds = [(0, None) if name in POSITIVE else (None, 0) if name in NEGATIVE else (None, None) for name in order]
    start = np.array([WEIGHTS[name] for name in order])
    found = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 2000})
    print(f"{len(cases)} cases, loss {found.fun:.4f}, {found.message}")
    return {name: round(float(value), 3) for name, value in zip(order, found.x, strict=True)}


def thinned(entries: tuple[Entry, ...], chance: random.Random, share: float) -> tuple[tuple[Entry, ...], list[Text]]:
    """Return entries that lack a share of the settlements reports name least, and the names of those: places that are in no gazetteer."""
    gone = {e.place_id for e in entries if e.kind is PlaceKind.SETTLEMENT and not e.reported and not e.population and chance.random() < share}
    texts = [Text(n, e.latitude, e.longitude, e.admin1_pcode, 1.0) for e in entries if e.place_id in gone for n in e.names[:2]]
    return tuple(e for e in entries if e.place_id not in gone), texts


def weighing(texts: list[Text], share: float) -> list[Text]:
    """Return the texts with their weights scaled to sum to ``share``."""
    total = sum(t.weight for t in texts)
    return [replace(t, weight=t.weight * share / total) for t in texts]


SHARES = {"known": 0.25, "spelled": 0.12, "written": 0.18, "archive": 0.14, "typos": 0.10, "missing": 0.17, "nothing": 0.04}
"""How often each kind of text is thought to stand in a list: one in six places is in no gazetteer, one in ten has a letter wrong."""


def round_of(entries: tuple[Entry, ...], truth: Path, chance: random.Random, *, missing: list[Text], listed: tuple[Entry, ...] = ()) -> list[Case]:
    """Return the cases of one gazetteer that was made to forget names, with and without the governorate stated."""
    kept, lost = forgetful(entries, chance)
    geocoder = build_geocoder(merged(kept, listed) if listed else kept)
    by_point = {(e.latitude, e.longitude): e for e in kept}
    names = [t for t in lost if len(t.text) > 3]
    known = chance.sample(known_names(kept), 6000)
    mixed = [*chance.sample(lost, min(3000, len(lost))), *chance.sample(known, 3000)]
    groups = {
        "known": known,
        "spelled": lost,
        "written": [replace(t, text=said_beside(geocoder, t, by_point.get((t.latitude, t.longitude)), chance)) for t in mixed],
        "archive": [replace(t, weight=1 + np.log(t.weight)) for t in archive_texts(truth)],
        "typos": [replace(t, text=mistyped(t.text, chance)) for t in chance.sample([*names, *(k for k in known if len(k.text) > 3)], 5000)],
        "missing": chance.sample(missing, min(3000, len(missing))),
    }
    cases = [c for stated in (False, True) for name, texts in groups.items() for c in cases_of(geocoder, weighing(texts, SHARES[name]), stated=stated)]
    nothing = [Text(name, float("nan"), float("nan"), "", 1.0) for name in NO_PLACES]
    return cases + cases_of(geocoder, weighing(nothing, SHARES["nothing"]), stated=False)


def training(truth: Path, seed: int) -> list[Case]:
    """Return the cases of one round of forgetting: the base gazetteer alone, and with an official list added."""
    chance = random.Random(seed)  # noqa: S311 - not a secret
    entries, gone = thinned(load_base_entries(), chance, 0.1)
    listed, rare = thinned(with_list(truth), chance, 0.12)
    listed, known = forgetful(listed, chance)
    cases = round_of(entries, truth, chance, missing=gone + list_texts(truth))
    whole = round_of((*entries,), truth, chance, missing=rare, listed=listed)
    added = build_geocoder(merged(entries, listed))
    few = weighing(chance.sample(known, min(2500, len(known))), 0.12)
    return [*cases, *whole, *(c for stated in (False, True) for c in cases_of(added, few, stated=stated))]


def with_list(truth: Path) -> tuple[Entry, ...]:
    """Return the official list as a person would add it."""
    path = truth / "gazetteer" / "gazetteer_syrian_archive_ocha_places.csv"
    return completed(read_list(path.read_bytes(), file=path.name).entries, load_governorates())


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--truth", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    cases = [case for seed in range(arguments.rounds) for case in training(arguments.truth, seed)]
    weights = fit(cases)
    lines = "".join(f'    "{name}": {value},\n' for name, value in weights.items())
    head = f'"""The weights of the geocoder, written by ``scripts/fit_geocoder.py``; see ``score.py`` for what each stands for."""\n\n{FUTURE}\n\n'
    WEIGHTS_FILE.write_text(f"{head}WEIGHTS = {{\n{lines}}}\n", encoding="utf-8")
    print(weights)


if __name__ == "__main__":
    main()
