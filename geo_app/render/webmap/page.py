"""A scene → one self-contained HTML file that opens from a memory stick: folium builds the page, our code draws the scene in it."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import folium
from branca.element import Element

from geo_app.render.webmap.assets import for_script, ground, leaflet, script, style_sheet
from geo_app.render.webmap.payload import payload_of

if TYPE_CHECKING:
    from geo_app.render.scene import Scene

_LOADS = re.compile(r"""<(?:script|link|img|iframe|source)\b[^>]*?\b(?:src|href)\s*=|@import\s|url\(\s*['"]?https?:""", re.IGNORECASE)
_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_LISTED = 40
_PLACES = {"head": "<!--geo-app-head-->", "script": "/*geo-app-script*/"}


def _skeleton() -> str:
    """Return folium's page with places for our parts: nothing of the data passes through its templates."""
    figure = folium.Figure()
    figure.header._children.clear()  # noqa: SLF001 - branca has no other way to leave its defaults out
    figure.header.add_child(Element(_PLACES["head"]), name="head")
    figure.html.add_child(Element('<div id="map"></div>'), name="container")
    figure.script.add_child(Element(_PLACES["script"]), name="script")
    page = str(figure.render())
    if any(page.count(mark) != 1 for mark in _PLACES.values()) or _LOADS.search(page):
        raise ValueError("folium's page is not the one we know")
    return page


def render_html(scene: Scene) -> bytes:
    """Return the page as UTF-8 bytes. Nothing in it is fetched from anywhere; a content policy forbids it as well.

    Raises:
        ValueError: folium's page would load something from outside (a defect, never written to disk).
    """
    leaflet_script, leaflet_style = leaflet()
    title = html.escape(scene.title)
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{leaflet_style}{style_sheet()}body{{margin:0;padding:12px;background:#f4f2ec}}</style>"
    )
    payload = for_script(payload_of(scene, most_incidents=_LISTED))
    scripts = (
        leaflet_script,
        ground(scene.subset.dataset, scene.levels),
        script(),
        f"geoApp.draw(document.getElementById('map'), {payload}, () => undefined);",
    )
    parts = {_PLACES["head"]: head, _PLACES["script"]: "\n".join(text.replace("</script", "<\\/script") for text in scripts)}
    before, _, rest = _skeleton().partition(_PLACES["head"])
    between, _, after = rest.partition(_PLACES["script"])
    return "".join([before, parts[_PLACES["head"]], between, parts[_PLACES["script"]], after]).encode("utf-8")
