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


def render_html(scene: Scene) -> bytes:
    """Return the page as UTF-8 bytes. Nothing in it is fetched from anywhere; a content policy forbids it as well.

    Raises:
        ValueError: something in the page would be loaded from outside (a defect, never written to disk).
    """
    figure = folium.Figure(title=html.escape(scene.title))
    figure.header._children.clear()  # noqa: SLF001 - branca has no other way to leave its defaults out
    leaflet_script, leaflet_style = leaflet()
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(scene.title)}</title><style>{leaflet_style}{style_sheet()}body{{margin:0;padding:12px;background:#f4f2ec}}</style>"
    )
    payload = payload_of(scene, most_incidents=_LISTED)
    for name, text in (("head", head),):
        figure.header.add_child(Element("{% raw %}" + text + "{% endraw %}"), name=name)
    figure.html.add_child(Element('<div id="map"></div>'), name="container")
    scripts = (leaflet_script, ground(scene.subset.dataset), script(), f"geoApp.draw(document.getElementById('map'), {for_script(payload)}, () => undefined);")
    for position, text in enumerate(scripts):
        figure.script.add_child(Element("{% raw %}\n" + text.replace("</script", "<\\/script") + "\n{% endraw %}"), name=f"part{position}")
    page = str(figure.render())
    if _LOADS.search(page.replace(leaflet_style, "")):
        raise ValueError("the page would load something from outside itself")
    return page.encode("utf-8")
