"""Events per 100 km² as a smooth surface in metres whose integral is the number of events.

A Gaussian kernel over binned weights (Silverman 1986, ch. 4), with each event's kernel renormalised to the part that lies inside the country
(edge correction of Diggle 1985), because Kobani, Azaz and Albu Kamal lie on the border.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy import ndimage

from geo_app.boundaries.layers import to_metres
from geo_app.measures.totals import counted_figures

if TYPE_CHECKING:
    from geo_app.boundaries.layers import Layer
    from geo_app.dataset.select import Subset

CELL_M = 2_000.0
KERNEL_M = 10_000.0
"""Standard deviation of the kernel in metres: the radius of the largest towns, so that no town is drawn finer than it is known."""
SNAP_CELLS = 3
PER_KM2 = 100.0
_TRUNCATE = 4.0


@dataclass(frozen=True, eq=False, kw_only=True)
class Grid:
    """Cells of ``CELL_M`` metres in EPSG:32637 over the country; row 0 is the southernmost.

    Attributes:
        west, south: corner in metres. inside: True where the cell's centre lies in the layer. nearest: for every cell, row and column of the
            nearest inside cell, and its distance in cells.
    """

    west: float
    south: float
    inside: np.ndarray
    nearest: tuple[np.ndarray, np.ndarray]
    distance: np.ndarray

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """West, east, south, north in metres (EPSG:32637)."""
        rows, columns = self.inside.shape
        return self.west, self.west + columns * CELL_M, self.south, self.south + rows * CELL_M


@dataclass(frozen=True, eq=False, kw_only=True)
class Surface:
    """``values``: events or persons per 100 km² on the grid (NaN outside the country); ``total``: what the surface integrates to.

    ``left_out``: mapped records with no place on the grid. ``without_figure``: mapped events that a deaths surface cannot weigh.
    ``in_larger``: mapped events whose deaths are counted in a larger record of the selection.
    """

    grid: Grid
    values: np.ndarray
    total: float
    left_out: int
    without_figure: int
    in_larger: int

    @property
    def peak(self) -> float:
        """Highest value, 0 where nothing is on the surface."""
        return float(np.nanmax(self.values)) if self.total else 0.0


@lru_cache(maxsize=4)
def grid_of(layer: Layer) -> Grid:
    """Return the grid over the whole of ``layer``."""
    shape = shapely.union_all(layer.in_metres.geometry.to_numpy())
    west, south, east, north = shape.bounds
    west, south = np.floor(west / CELL_M) * CELL_M, np.floor(south / CELL_M) * CELL_M
    columns, rows = int(np.ceil((east - west) / CELL_M)), int(np.ceil((north - south) / CELL_M))
    x = west + (np.arange(columns) + 0.5) * CELL_M
    y = south + (np.arange(rows) + 0.5) * CELL_M
    shapely.prepare(shape)
    inside = np.asarray(shapely.contains_xy(shape, *np.meshgrid(x, y)))
    distance, (row, column) = ndimage.distance_transform_edt(~inside, return_indices=True)
    return Grid(west=float(west), south=float(south), inside=inside, nearest=(row, column), distance=distance)


def smooth(weights: np.ndarray, inside: np.ndarray, kernel_m: float) -> np.ndarray:
    """Spread ``weights`` per cell by the kernel, inside the country only; the sum stays the same."""
    sigma = kernel_m / CELL_M

    def blur(values: np.ndarray) -> np.ndarray:
        blurred: np.ndarray = ndimage.gaussian_filter(values, sigma, mode="constant", truncate=_TRUNCATE)
        return blurred

    mass = np.where(inside, blur(inside.astype(float)), 1.0)
    spread: np.ndarray = np.where(inside, blur(weights / mass), 0.0)
    return spread


def density(subset: Subset, *, of_deaths: bool, kernel_m: float = KERNEL_M) -> Surface:
    """Return the surface of the mapped events of ``subset``.

    Args:
        subset: what to draw; area-only and unmapped events never enter.
        of_deaths: weigh by the lowest number killed instead of one per event; events without a figure are absent and counted.
        kernel_m: standard deviation of the kernel in metres.
    """
    dataset = subset.dataset
    grid = grid_of(dataset.governorates)
    place = dataset.incidents["place"].to_numpy()
    category = dataset.place_category()[place]
    mapped = subset.events & (category == 0)
    table = dataset.place_table
    used, weight, unknown = mapped, np.ones(len(place)), np.zeros(len(place), dtype=bool)
    if of_deaths:
        figures, enters, _ = counted_figures(subset, subset.selection.victim_class)
        used = subset.certain & (category == 0) & enters
        weight = figures.astype(float)
        unknown = dataset.incidents[f"min_{subset.selection.victim_class}"].isna().to_numpy()
    x, y = to_metres().transform(table["longitude"].to_numpy(), table["latitude"].to_numpy())
    per_place = np.bincount(place[used], weights=weight[used], minlength=len(table))
    drawn = per_place > 0
    column = np.floor((np.asarray(x)[drawn] - grid.west) / CELL_M).astype(int)
    row = np.floor((np.asarray(y)[drawn] - grid.south) / CELL_M).astype(int)
    rows, columns = grid.inside.shape
    near = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
    near[near] = grid.distance[row[near], column[near]] <= SNAP_CELLS
    cells = np.zeros(grid.inside.shape)
    np.add.at(cells, (grid.nearest[0][row[near], column[near]], grid.nearest[1][row[near], column[near]]), per_place[drawn][near])
    spread = smooth(cells, grid.inside, kernel_m)
    per_100 = spread * (PER_KM2 / (CELL_M / 1000) ** 2)
    lost = np.bincount(place[used], minlength=len(table))[drawn][~near].sum()
    return Surface(
        grid=grid,
        values=np.where(grid.inside, per_100, np.nan),
        total=float(cells.sum()),
        left_out=int(lost),
        without_figure=int(np.count_nonzero(mapped & unknown)),
        in_larger=int(np.count_nonzero(mapped & ~used & ~unknown)),
    )
