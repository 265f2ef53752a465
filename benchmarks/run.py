"""Times of the steps a person waits for, each as a ratio to a named peer in the same run (``make bench``). Not a test."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
from rapidfuzz import fuzz, process
from scipy.stats import gaussian_kde

from geo_app.dataset.load import load_bundled
from geo_app.dataset.select import select
from geo_app.locating.join import units_of_points
from geo_app.locating.load import load_geocoder
from geo_app.measures.density import density, grid_of
from geo_app.model.selection import Selection
from geo_app.render.image.page import render_image
from geo_app.render.scene import LAYERS, build_scene
from geo_app.render.webmap.payload import payload_of
from geo_app.vocabulary import Perpetrator

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 5
POINTS = 100_000


def median_of(work: Callable[[], object]) -> float:
    """Return the median of five runs in milliseconds, after one that does not count."""
    work()
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def line(name: str, ours: float, peer: str = "", theirs: float = 0.0) -> None:
    """Print one row."""
    ratio = f"{theirs / ours:8.1f} × faster than {peer} ({theirs:,.0f} ms)" if theirs else ""
    print(f"{name:44s} {ours:10,.1f} ms {ratio}")


def main() -> None:
    """Run all."""
    began = time.perf_counter()
    dataset = load_bundled()
    line("load the bundled data set (once)", (time.perf_counter() - began) * 1000)
    chosen = Selection(perpetrators=(Perpetrator.RUSSIAN_FORCES,))
    line("select by party", median_of(lambda: select(dataset, chosen)))
    subset = select(dataset, Selection())
    grid = grid_of(dataset.governorates)
    points = dataset.place_table[["longitude", "latitude"]].dropna().to_numpy().T
    cells = np.vstack([axis.ravel() for axis in np.mgrid[35.5 : 42.5 : complex(grid.inside.shape[1]), 32.2 : 37.4 : complex(grid.inside.shape[0])]])
    line("density surface", median_of(lambda: density(subset, of_deaths=False)), "scipy gaussian_kde", median_of(lambda: gaussian_kde(points)(cells)))
    line("scene and payload of the whole page", median_of(lambda: payload_of(build_scene(subset, layers=LAYERS), most_incidents=2)))
    line("map image, PNG at 300 dpi", median_of(lambda: render_image(build_scene(subset, layers=("heat",)), "png")))
    random = np.random.default_rng(7)
    longitudes, latitudes = random.uniform(35.8, 42.2, POINTS), random.uniform(32.4, 37.2, POINTS)
    frame = gpd.GeoDataFrame(geometry=gpd.points_from_xy(longitudes, latitudes), crs=4326)
    units = dataset.governorates.units
    line(
        f"join of {POINTS:,} points",
        median_of(lambda: units_of_points(longitudes, latitudes, dataset.governorates)),
        "geopandas sjoin",
        median_of(lambda: frame.sjoin(units)),
    )
    geocoder = load_geocoder()
    texts = sorted(set(dataset.accounts["place_as_reported"]) - {""})[:300]
    names = [name for entry in geocoder.entries.values() for name in entry.names]
    ours = median_of(lambda: [geocoder.geocode(text) for text in texts])
    line(
        f"geocode {len(texts)} place texts",
        ours,
        "rapidfuzz WRatio over the same names",
        median_of(lambda: [process.extractOne(t, names, scorer=fuzz.WRatio) for t in texts]),
    )


if __name__ == "__main__":
    main()
