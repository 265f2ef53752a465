"""The lines that every map carries beside its title and legend: data, sources, boundaries, projection, disclaimer."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    import pandas as pd

    from geo_app.dataset.frozen import Dataset
    from geo_app.render.scene import Scene

TOWNS = (
    ("Aleppo", "حلب", 36.2021, 37.1343, 0), ("Damascus", "دمشق", 33.5132, 36.2913, 0), ("Homs", "حمص", 34.7308, 36.7094, 0),
    ("Hama", "حماة", 35.1318, 36.7578, 0), ("Latakia", "اللاذقية", 35.5312, 35.7909, 0), ("Tartus", "طرطوس", 34.889, 35.8866, 0),
    ("Idlib", "إدلب", 35.9306, 36.6339, 0), ("Raqqa", "الرقة", 35.9528, 39.0079, 0), ("Deir Ezzor", "دير الزور", 35.3359, 40.1408, 0),
    ("Hasakah", "الحسكة", 36.5024, 40.7477, 0), ("Daraa", "درعا", 32.6189, 36.1021, 0), ("Suwayda", "السويداء", 32.709, 36.5695, 0),
    ("Quneitra", "القنيطرة", 33.126, 35.8246, 1), ("Qamishli", "القامشلي", 37.0522, 41.2314, 1), ("Palmyra", "تدمر", 34.5624, 38.284, 1),
    ("Albu Kamal", "البوكمال", 34.4522, 40.9186, 1), ("Kobani", "عين العرب", 36.8908, 38.3531, 1), ("Manbij", "منبج", 36.5281, 37.9549, 1),
    ("al-Bab", "الباب", 36.3705, 37.5156, 2), ("Afrin", "عفرين", 36.5119, 36.8695, 2), ("Mayadin", "الميادين", 35.0197, 40.4534, 2),
    ("Maarat al-Numan", "معرة النعمان", 35.6436, 36.6684, 2), ("Douma", "دوما", 33.5718, 36.4023, 2), ("Ras al-Ain", "رأس العين", 36.8503, 40.0706, 2),
)  # fmt: skip
"""Towns named on every map for orientation: English, Arabic, latitude, longitude (GeoNames), rank (0 always, 2 only where there is room)."""

_NAMED = 6
ANCHORS = {
    "SY01": (36.02, 33.66), "SY02": (37.75, 36.05), "SY03": (37.0, 33.72), "SY04": (37.9, 34.05), "SY05": (37.45, 35.2), "SY06": (36.02, 35.78),
    "SY07": (36.42, 36.02), "SY08": (40.6, 36.8), "SY09": (39.75, 35.0), "SY10": (36.08, 35.08), "SY11": (39.0, 36.35), "SY12": (36.3, 32.92),
    "SY13": (36.95, 32.62), "SY14": (36.08, 33.18), "UNDOF": (35.72, 33.42),
}  # fmt: skip
"""Where a governorate's number stands (longitude, latitude), clear of the names of towns."""
LEADERS = {"SY01": (36.27, 33.51), "SY14": (35.9, 33.08), "UNDOF": (35.87, 33.1)}
"""Units too small to hold their number: a line leads from it to here."""


def _named(scene: Scene, frame: pd.DataFrame) -> str:
    """Return the most cited origins of the rows by name, the publishers where no origin is named, and how many more there are."""
    counts = frame["origin_ids"].str.split(";").explode()
    counts = counts[counts != ""]
    if counts.empty:
        counts = frame["source_publisher"][frame["source_publisher"] != ""]
    order = [str(origin) for origin in counts.value_counts().index]
    main = ", ".join(scene.subset.dataset.origins.get(origin, origin) for origin in order[:_NAMED]) or "–"
    more = len(order) - _NAMED
    return say("map.sources.more", scene.language, main=main, n=more) if more > 0 else main


def source_lines(scene: Scene) -> list[str]:
    """Return whom the shown incidents, and the displacement statements, rest on."""
    lines = []
    if scene.layers != ("displacement",):
        accounts = scene.subset.dataset.accounts
        shown = accounts[np.isin(accounts["incident"].to_numpy(), np.flatnonzero(scene.subset.events))]
        pages = shown.loc[shown["source_url"] != "", "source_url"].nunique()
        lines.append(say("map.sources", scene.language, main=_named(scene, shown), pages=pages))
    flows = scene.panels[0].flows
    if flows is not None:
        frame = flows.statements
        facts = {"main": _named(scene, frame), "pages": frame["source_url"].nunique(), "statements": len(frame), "drawn": len(frame) - flows.not_drawn}
        lines.append(say("map.sources.displacement", scene.language, **facts))
    return lines


def boundary_line(dataset: Dataset, levels: tuple[str, ...], language: Language) -> str:
    """Return whose boundaries are shown, of each level, and how they have the Golan."""
    layers = [dataset.layers[level] for level in levels if level in dataset.layers]
    said = [say("map.boundaries", language, publisher=layers[0].publisher, version=layers[0].version)]
    said += [
        say("map.boundaries.finer", language, level=say(f"levels.{one.level}", language), publisher=one.publisher, version=one.version) for one in layers[1:]
    ]
    alone = "GOLAN" in set(dataset.context["unit_id"])
    golan = say("map.golan.note" if alone else "map.golan.inside", language, publisher=dataset.governorates.publisher)
    return "; ".join(said) + ". " + golan


def anchor_of(dataset: Dataset, level: str, unit: str) -> tuple[float, float]:
    """Return where a unit's number stands (longitude, latitude): set by hand for governorates, else the middle of its widest part."""
    if unit in ANCHORS:
        return ANCHORS[unit]
    units = dataset.layers[level].drawn
    shape = units.geometry[units["unit_id"] == unit].iloc[0]
    widest = max(shapely.get_parts(shape), key=shapely.area)
    x, y = shapely.get_coordinates(shapely.maximum_inscribed_circle(widest, tolerance=0.01))[0]
    return round(float(x), 3), round(float(y), 3)


def furniture(scene: Scene, *, projection: str = "map.projection") -> list[str]:
    """Return the footer lines of a map in the scene's language."""
    dataset, language = scene.subset.dataset, scene.language
    return [
        ". ".join(source_lines(scene)) + ".",
        say("map.data", language, title=dataset.title, as_of=dataset.as_of or "–", fingerprint=dataset.fingerprint[:12])
        + ". "
        + say("map.software", language, version=version("geo-app"))
        + ".",
        boundary_line(dataset, scene.levels, language),
        say(projection, language) + ". " + say("map.disclaimer", language, organisation=say("map.organisation", language)),
    ]
