"""Circles on a printed map: one for each surrounding, a number only where it stands for more than one incident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.figure import Figure
from matplotlib.patches import Circle

from geo_app.render.image.layers import draw_circles
from geo_app.render.scene import Mark

if TYPE_CHECKING:
    from geo_app.dataset.frozen import Dataset


def test_a_circle_of_one_incident_has_no_number(bundled: Dataset) -> None:
    """Two circles are drawn; only that of two incidents says how many."""
    axes = Figure().add_subplot()
    one, two = (Mark(places=(at,), name="", name_ar="", latitude=35.0, longitude=37.0 + at, radius_m=9000.0, incidents=at + 1, killed=None) for at in range(2))
    draw_circles(axes, bundled, (one, two), size=9)
    assert [text.get_text() for text in axes.texts] == ["2"]
    assert sum(isinstance(patch, Circle) for patch in axes.patches) == 2
