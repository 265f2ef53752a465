"""A file that is shaped like UCDP GED, with invented events on the places of the gazetteer: for timing imports of any size."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geo_app.gazetteer.entries import load_base_entries
from geo_app.readers.publishers.ucdp_ged import UCDP_GED

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = UCDP_GED.columns
"""The 49 columns of GED 25.1."""
_SIDES = (("Government of Syria", "Syrian insurgents"), ("IS", "SDF"), ("Government of Syria", "IS"), ("Government of Syria", "Civilians"), ("IS", "Civilians"))
_GOVERNORATES = {
    "SY01": "Damascus", "SY02": "Aleppo", "SY03": "Rural Damascus", "SY04": "Homs", "SY05": "Hama", "SY06": "Latakia", "SY07": "Idlib", "SY08": "Al-Hasakah",
    "SY09": "Deir ez-Zor", "SY10": "Tartus", "SY11": "Ar-Raqqah", "SY12": "Dar'a", "SY13": "As-Suwayda", "SY14": "Quneitra",
}  # fmt: skip


def write_ged(path: Path, rows: int, *, seed: int = 7) -> None:
    """Write ``rows`` events in the 49 columns of GED 25.1."""
    made = random.Random(seed)  # noqa: S311 - invented events, not secrets
    places = [entry for entry in load_base_entries() if entry.admin1_pcode]
    first = date(2011, 3, 15)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(rows):
            place = places[int(made.random() ** 2 * len(places))]
            day = first + timedelta(days=made.randrange(5000))
            side_a, side_b = _SIDES[made.randrange(len(_SIDES))]
            one_sided = side_b == "Civilians"
            best = int(made.expovariate(0.25))
            low, high = max(best - made.randrange(3), 0), best + made.randrange(4)
            precision = made.choices((1, 2, 3, 4, 6), (60, 15, 12, 12, 1))[0]
            name = _GOVERNORATES.get(place.admin1_pcode, "")
            latitude, longitude = round(place.latitude, 6), round(place.longitude, 6)
            writer.writerow(
                (
                    100_000 + number, f"SYR-{day.year}-1-{number}", day.year, 1, "Clear", 3 if one_sided else 1, 299, 299, f"{side_a}: {side_b}", 1, 1,
                    f"{side_a} - {side_b}", 118, 118, side_a, 234, 234, side_b, made.randrange(-1, 6),
                    f"Agency,{day.isoformat()},An invented report of an event", "Agency", day.isoformat(), "An invented report of an event", "Reporter",
                    precision, f"{place.name} town", f"{place.name} in {name}", f"{name} governorate", "", latitude, longitude,
                    f"POINT ({longitude} {latitude})", 180_000, "Syria", 652, "Middle East", 1, 1, day.isoformat(), day.isoformat(),
                    0, best - (best // 2) if not one_sided else 0, best if one_sided else 0, best // 2 if not one_sided else 0, best, high, low, 652, "",
                )
            )  # fmt: skip
