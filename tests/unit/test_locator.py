"""The small map of the review page: what it holds, and that text in it stays text."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from geo_app.boundaries.layers import load_context, load_governorates
from geo_app.render.locator import Mark, Town, locator_svg

LAYER, CONTEXT = load_governorates(), load_context()
HOSTILE = "<script>alert(1)</script>\"'&"


def drawn(marks: list[Mark], stated: tuple[str, ...] = (), towns: tuple[Town, ...] = ()) -> ET.Element:
    """Return the picture, parsed."""
    return ET.fromstring(locator_svg(LAYER, CONTEXT, marks, towns=towns, stated=stated))  # noqa: S314 - our own text


def texts(picture: ET.Element) -> list[str]:
    """Return every text in the picture."""
    return [element.text or "" for element in picture.iter("{http://www.w3.org/2000/svg}text")]


def mark(number: int, latitude: float, longitude: float, name: str = "") -> Mark:
    """Return a mark."""
    return Mark(number=str(number), name=name or f"Place {number}", latitude=latitude, longitude=longitude, radius_m=2500)


MARKS = {
    "one": [mark(1, 35.93, 36.63)],
    "across the country": [mark(1, 37.05, 41.2), mark(2, 32.6, 36.1), mark(3, 34.9, 35.9)],
    "three on one spot": [mark(1, 35.93, 36.63), mark(2, 35.93, 36.63), mark(3, 35.931, 36.631)],
}


@pytest.mark.parametrize("case", MARKS)
def test_every_number_stands_in_the_picture_and_covers_no_other(case: str) -> None:
    """The numbers are all there, inside the frame and apart; governorates are named and a scale is given."""
    picture = drawn(MARKS[case])
    discs = [(float(c.get("cx", 0)), float(c.get("cy", 0))) for c in picture.iter("{http://www.w3.org/2000/svg}circle") if c.get("r") == "11"]
    assert len(discs) == len(MARKS[case])
    assert all(0 < x < 460 and 0 < y < 330 for x, y in discs)
    assert all(max(abs(a - c), abs(b - d)) >= 20 for i, (a, b) in enumerate(discs) for c, d in discs[:i])
    assert {m.number for m in MARKS[case]} <= set(texts(picture))
    assert any(text.endswith(" km") for text in texts(picture))
    assert set(texts(picture)) & {name for name, _ in LAYER.names.values()}


def test_the_stated_governorate_is_in_the_picture_beside_a_candidate_elsewhere() -> None:
    """Hama's Kafr Zita with Aleppo stated: Aleppo is tinted and named."""
    svg = locator_svg(LAYER, CONTEXT, [mark(1, 35.37, 36.6)], towns=(), stated=("SY02",))
    assert svg.count("#dbe6f7") == 1
    assert "Aleppo" in svg


def test_without_candidates_all_of_syria_is_shown() -> None:
    """No mark, nothing stated: the country."""
    assert {"Aleppo", "Homs", "Hasakah"} <= set(texts(drawn([])))


def test_names_are_text() -> None:
    """Markup in a name is letters; nothing but shapes and text is in the picture."""
    picture = drawn([mark(1, 35.93, 36.63, HOSTILE)], towns=(Town(name=HOSTILE, latitude=35.7, longitude=36.5, weight=1),))
    assert HOSTILE in texts(picture)
    assert {re.sub(r"\{.*\}", "", element.tag) for element in picture.iter()} <= {"svg", "rect", "path", "circle", "line", "text"}
