"""How well and how fast place texts are placed, beside three simple methods over the same names, in one run.

    python benchmarks/geocoding.py [--truth FOLDER]

Texts: our own test set (``tests/data/place_strings.csv``); with ``--truth`` (the folder of real files, not part of the repository) also
Syrian Archive's located place texts, and every figure again with the official list of communities added. "Confident" is a score of at
least 0.8; the simple methods are confident from a similarity of 0.9 of 1.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from geo_app.gazetteer.entries import load_base_entries
from geo_app.gazetteer.index import NameIndex
from geo_app.gazetteer.lists import read_list
from geo_app.gazetteer.stored import pack, unpack
from geo_app.locating.gazetteers import merged
from geo_app.locating.load import build_geocoder, completed_entries
from geo_app.names import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo_app.gazetteer.entries import Entry
    from geo_app.locating.geocode import Geocoder

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
NEAR_KM, SURE = 10.0, 0.8
BINS = np.arange(0.3, 1.0001, 0.1)
ROWS, DISTINCT = 1_000_000, 5_000


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a method puts a text (NaN: nowhere), how sure it is, its radius in km, and the governorates it names."""

    latitude: float
    longitude: float
    score: float
    radius_km: float
    governorates: tuple[str, ...]


NOWHERE = Answer(float("nan"), float("nan"), 0.0, 0.0, ())


def ours(geocoder: Geocoder) -> Callable[[str, str], Answer]:
    """Return our method."""

    def answer(text: str, governorate: str) -> Answer:
        place = geocoder.geocode(text, governorate=governorate)
        if place.latitude is None or place.longitude is None:
            return Answer(float("nan"), float("nan"), place.score, 0.0, place.area_pcodes)
        return Answer(place.latitude, place.longitude, place.score, (place.uncertainty_m or 0.0) / 1000, place.area_pcodes)

    return answer


def simple(entries: tuple[Entry, ...], how: str) -> Callable[[str, str], Answer]:
    """Return one of the simple methods: exact match, WRatio's best match, WRatio's best match inside the stated governorate."""
    names = [(clean(name).casefold(), entry) for entry in entries for name in entry.names]
    by_name: dict[str, Entry] = {}
    for name, entry in sorted(names, key=lambda pair: -pair[1].population):
        by_name.setdefault(name, entry)
    within: dict[str, list[int]] = {}
    for at, (_, entry) in enumerate(names):
        within.setdefault(entry.admin1_pcode, []).append(at)
    texts = [name for name, _ in names]

    def of(entry: Entry, score: float) -> Answer:
        return Answer(entry.latitude, entry.longitude, score, entry.radius_m / 1000, (entry.admin1_pcode,))

    def exact(text: str, governorate: str) -> Answer:
        entry = by_name.get(clean(text).casefold())
        wrong = entry is not None and governorate and entry.admin1_pcode != governorate
        return NOWHERE if entry is None or wrong else of(entry, 1.0)

    def fuzzy(text: str, governorate: str) -> Answer:
        pool = within.get(governorate, []) if how == "governorate" and governorate else range(len(texts))
        chosen = [texts[at] for at in pool] if how == "governorate" and governorate else texts
        found = process.extractOne(clean(text).casefold(), chosen, scorer=fuzz.WRatio)
        return NOWHERE if found is None else of(names[pool[found[2]]][1], found[1] / 100 - 0.1)

    return exact if how == "exact" else fuzzy


def kilometres(answers: list[Answer], texts: pd.DataFrame) -> np.ndarray:
    """Return the distance of each answer to its truth in km; infinity where the answer has no point."""
    latitude = np.array([a.latitude for a in answers])
    longitude = np.array([a.longitude for a in answers])
    north = (latitude - texts["latitude"].to_numpy()) * 111.2
    east = (longitude - texts["longitude"].to_numpy()) * 111.2 * np.cos(np.radians(texts["latitude"].to_numpy()))
    return np.nan_to_num(np.hypot(north, east), nan=np.inf)


def shares(mask: np.ndarray, weight: np.ndarray) -> str:
    """Return a share by texts and weighted by incidents, in per cent."""
    return f"{100 * mask.mean():5.1f} /{100 * (mask * weight).sum() / weight.sum():5.1f}"


def row(name: str, method: Callable[[str, str], Answer], texts: pd.DataFrame, *, stated: bool) -> list[Answer]:
    """Print one row of the table and return the answers."""
    began = time.perf_counter()
    answers = [method(text, governorate if stated else "") for text, governorate in zip(texts["text"], texts["governorate"], strict=True)]
    each = (time.perf_counter() - began) / len(texts) * 1000
    km, weight = kilometres(answers, texts), texts["weight"].to_numpy()
    score = np.array([a.score for a in answers])
    point = np.isfinite(km)
    sure = point & (score >= SURE)
    governorate = np.array([g in a.governorates for a, g in zip(answers, texts["governorate"], strict=True)])
    radius = np.array([a.radius_km for a in answers])
    right = point & (km <= NEAR_KM)
    held = 100 * (weight * (right & (km <= radius))).sum() / max(1e-9, (weight * right).sum())
    print(
        f"{name:34s} {shares(right, weight)} {shares(governorate, weight)} {shares(sure, weight)} "
        f"{shares(sure & (km > NEAR_KM), weight)} {held:6.1f} {each:9.3f}"
    )
    return answers


def calibration(answers: list[Answer], texts: pd.DataFrame) -> None:
    """Print, for every bin of scores with 100 texts or more, the mean score and the share within 10 km."""
    km, score = kilometres(answers, texts), np.array([a.score for a in answers])
    for low in BINS[:-1]:
        inside = np.isfinite(km) & (score >= low) & ((score < low + 0.1) | (low > 0.85))
        if inside.sum() >= 100:
            right = (km[inside] <= NEAR_KM).mean()
            print(f"    score {low:.1f}–{low + 0.1:.1f}: {inside.sum():5d} texts, mean score {score[inside].mean():.3f}, right {right:.3f}")


HEADER = f"{'':34s} {'within 10 km':>12s} {'governorate':>12s} {'confident':>12s} {'conf. wrong':>12s} {'radius':>6s} {'ms/text':>9s}"


def table(title: str, entries: tuple[Entry, ...], texts: pd.DataFrame) -> None:
    """Print all methods with and without the governorate."""
    print(f"\n{title}: {len(texts):,} texts, {len(entries):,} places; per cent of texts / of incidents\n{HEADER}")
    method = ours(build_geocoder(entries))
    few = texts.sample(min(len(texts), 400), random_state=1)
    for stated in (True, False):
        beside = "stated" if stated else "text only"
        answers = row(f"geo_app, {beside}", method, texts, stated=stated)
        calibration(answers, texts)
        row(f"exact match, {beside}", simple(entries, "exact"), texts, stated=stated)
        row(f"WRatio best match, {beside} (400)", simple(entries, "best"), few, stated=stated)
        if stated:
            row("WRatio in the governorate (400)", simple(entries, "governorate"), few, stated=True)


def own_texts() -> pd.DataFrame:
    """Return the located texts of our own test set."""
    with (ROOT / "tests" / "data" / "place_strings.csv").open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["expect"] == "point"]
    frame = pd.DataFrame(
        {"text": [r["text"] for r in rows], "latitude": [float(r["latitude"]) for r in rows], "longitude": [float(r["longitude"]) for r in rows]}
    )
    return frame.assign(governorate=[r["governorate"] if r["governorate"].startswith("SY") else "" for r in rows], weight=1.0)


def speed(entries: tuple[Entry, ...], texts: list[str]) -> None:
    """Print times: a text, a long column, making ready, and the peer's."""
    began = time.perf_counter()
    index = NameIndex.of(entries)
    folded = time.perf_counter() - began
    data = pack(index)
    began = time.perf_counter()
    unpack(data)
    again = time.perf_counter() - began
    print(f"\n{len(entries):,} places, {len(index.names):,} names: folded in {folded:.2f} s, from the cache in {again:.3f} s, {len(data) / 2**20:.1f} MiB")
    geocoder = build_geocoder(entries)
    some = texts[:2000]
    began = time.perf_counter()
    for text in some:
        geocoder.geocode(text)
    mine = (time.perf_counter() - began) / len(some)
    names = [name for entry in entries for name in entry.names]
    began = time.perf_counter()
    for text in some[:100]:
        process.extractOne(text, names, scorer=fuzz.WRatio)
    theirs = (time.perf_counter() - began) / 100
    print(f"a text: {mine * 1000:.3f} ms; rapidfuzz WRatio over the same names {theirs * 1000:.1f} ms: {theirs / mine:.0f} × as long")
    chance = random.Random(1)  # noqa: S311 - not a secret
    distinct = (texts * (DISTINCT // len(texts) + 1))[:DISTINCT]
    distinct = list(dict.fromkeys(f"{text}{' ' * 0}" if at < len(texts) else f"{text} city" for at, text in enumerate(distinct)))
    column = pd.Series(chance.choices(distinct, k=ROWS))
    fresh = build_geocoder(entries)
    began = time.perf_counter()
    codes, values = pd.factorize(column)
    places = [fresh.geocode(value) for value in values]
    np.array([place.score for place in places])[codes]
    print(f"a column of {ROWS:,} rows with {len(values):,} distinct texts: {time.perf_counter() - began:.2f} s")


def main() -> None:
    """Print all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--truth", type=Path)
    arguments = parser.parse_args()
    base = load_base_entries()
    texts = own_texts()
    table("Our own test set, base gazetteer", base, texts)
    if arguments.truth is not None:
        from truth import archive_texts  # noqa: PLC0415 - needs the real files

        found = archive_texts(arguments.truth)
        archive = pd.DataFrame(
            [(t.text, t.latitude, t.longitude, t.governorate, t.weight) for t in found], columns=["text", "latitude", "longitude", "governorate", "weight"]
        )
        table("Syrian Archive, base gazetteer", base, archive)
        path = arguments.truth / "gazetteer" / "gazetteer_syrian_archive_ocha_places.csv"
        both = merged(base, completed_entries(read_list(path.read_bytes(), file=path.name).entries))
        table("Syrian Archive, with OCHA's communities", both, archive)
        speed(both, texts["text"].tolist())
    speed(base, texts["text"].tolist())


if __name__ == "__main__":
    main()
