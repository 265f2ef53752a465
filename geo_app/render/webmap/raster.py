"""A surface → a classed PNG in Web Mercator, cut at the country's border, as small as its classes allow."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from PIL import Image
from pyproj import Transformer
from scipy import ndimage

from geo_app.boundaries.layers import METRES, WGS84
from geo_app.measures.density import CELL_M, grid_of

if TYPE_CHECKING:
    from geo_app.boundaries.layers import Layer
    from geo_app.measures.density import Surface

_MERCATOR = "EPSG:3857"
WIDTH = 760
"""Pixels across: one is about 1 km, half a cell of the grid."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Canvas:
    """Pixels of the web image.

    ``bounds``: ((south, west), (north, east)) in degrees; ``rows, columns``: where each pixel's centre lies in the grid; ``inside``: True
    where it lies in the country.
    """

    bounds: tuple[tuple[float, float], tuple[float, float]]
    rows: np.ndarray
    columns: np.ndarray
    inside: np.ndarray


def _to_mercator(points: np.ndarray) -> np.ndarray:
    """Project rows of (longitude, latitude) to Web Mercator metres."""
    return np.column_stack(Transformer.from_crs(WGS84, _MERCATOR, always_xy=True).transform(points[:, 0], points[:, 1]))


@lru_cache(maxsize=4)
def canvas_of(layer: Layer) -> Canvas:
    """Return the canvas over ``layer``; computed once per layer."""
    country = shapely.union_all(layer.drawn.geometry.to_numpy())
    shape = shapely.transform(country, _to_mercator)
    west, south, east, north = shape.bounds
    pixel = (east - west) / WIDTH
    height = int(np.ceil((north - south) / pixel))
    x = west + (np.arange(WIDTH) + 0.5) * pixel
    y = north - (np.arange(height) + 0.5) * pixel
    xs, ys = np.meshgrid(x, y)
    shapely.prepare(shape)
    inside = np.asarray(shapely.contains_xy(shape, xs, ys))
    grid = grid_of(layer)
    gx, gy = Transformer.from_crs(_MERCATOR, METRES, always_xy=True).transform(xs, ys)
    to_degrees = Transformer.from_crs(_MERCATOR, WGS84, always_xy=True)
    low, high = to_degrees.transform(west, north - height * pixel), to_degrees.transform(east, north)
    return Canvas(
        bounds=((low[1], low[0]), (high[1], high[0])),
        rows=(gy - grid.south) / CELL_M - 0.5,
        columns=(gx - grid.west) / CELL_M - 0.5,
        inside=inside,
    )


def classes_of(values: np.ndarray, breaks: tuple[float, ...]) -> np.ndarray:
    """Return the class of each value: 0 below the first break, i for values from ``breaks[i - 1]`` on."""
    classes: np.ndarray = np.digitize(values, breaks).astype(np.uint8)
    return classes


def surface_png(surface: Surface, layer: Layer, breaks: tuple[float, ...], colours: tuple[str, ...]) -> bytes:
    """Return the surface as a palette PNG; outside the country and below the first class it is clear."""
    canvas = canvas_of(layer)
    values = np.where(surface.grid.inside, surface.values, 0.0)[surface.grid.nearest]
    sampled = ndimage.map_coordinates(values, [canvas.rows, canvas.columns], order=1, mode="nearest")
    classes = np.where(canvas.inside, classes_of(sampled, breaks), 0).astype(np.uint8)
    image = Image.fromarray(classes, mode="P")
    palette = [0, 0, 0] + [int(colour[i : i + 2], 16) for colour in colours for i in (1, 3, 5)]
    image.putpalette(palette)
    out = io.BytesIO()
    image.save(out, format="PNG", transparency=0, optimize=True)
    return out.getvalue()


def data_uri(png: bytes) -> str:
    """Return the bytes as a data address."""
    return "data:image/png;base64," + base64.b64encode(png).decode("ascii")
