"""A scene → the bytes of one product and the facts about it. Writes nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from geo_app.errors import BadUseError

if TYPE_CHECKING:
    from geo_app.render.compare import Comparison
    from geo_app.render.image.page import Format
    from geo_app.render.scene import Scene

FORMATS = ("png", "pdf", "svg", "html")
PICTURES = ("png", "pdf", "svg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """One product: its bytes, their SHA-256, its title, and the counts it shows (``incidents`` = mapped + area + unmapped)."""

    data: bytes
    sha256: str
    title: str
    incidents: int
    mapped: int
    area: int
    unmapped: int


def make_map(scene: Scene, file_format: str) -> Briefing:
    """Return the map of ``scene`` as ``png`` (300 dpi), ``pdf``, ``svg`` or ``html``; equal scenes give equal bytes.

    Raises:
        BadUseError: no such format.
    """
    if file_format == "html":
        from geo_app.render.webmap.page import render_html  # noqa: PLC0415 - folium is slow to import and seldom needed

        data = render_html(scene)
    elif file_format in FORMATS:
        from geo_app.render.image.page import render_image  # noqa: PLC0415 - matplotlib is slow to import

        data = render_image(scene, cast("Format", file_format))
    else:
        raise BadUseError(f"There is no map format called {file_format!r}.", remedy=f"Use one of {', '.join(FORMATS)}.")
    coverage = scene.coverage
    return Briefing(
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        title=scene.title,
        incidents=coverage.incidents,
        mapped=coverage.mapped,
        area=coverage.area,
        unmapped=coverage.unmapped,
    )


def make_comparison(what: Comparison, file_format: str) -> Briefing:
    """Return parties side by side as ``png`` (300 dpi), ``pdf`` or ``svg``; the counts are those of the incidents on its maps.

    Raises:
        BadUseError: no such format.
    """
    if file_format not in PICTURES:
        raise BadUseError(f"There is no format of this picture called {file_format!r}.", remedy=f"Use one of {', '.join(PICTURES)}.")
    from geo_app.render.image.compare_page import render_comparison  # noqa: PLC0415 - matplotlib is slow to import

    data, coverage = render_comparison(what, cast("Format", file_format)), what.scene.coverage
    return Briefing(
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        title=what.title,
        incidents=coverage.incidents,
        mapped=coverage.mapped,
        area=coverage.area,
        unmapped=coverage.unmapped,
    )
