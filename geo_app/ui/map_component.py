"""The map in the page: two components without frames. One brings the library and the ground, once; the other draws scenes with it.

Decision and measurements: docs/decisions/0002-map-component.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from geo_app.render.webmap.assets import leaflet, style_sheet
from geo_app.ui.cache import library_script

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo_app.dataset.frozen import Dataset

_DRAW = """
export default function ({ data, parentElement, setTriggerValue, setStateValue }) {
  const box = parentElement.querySelector(".geo-app-map") || parentElement;
  let tries = 0;
  const attempt = () => {
    if (globalThis.geoApp && globalThis.geoApp.draw && globalThis.geoApp.base) {
      box.geoAppPick = (places) => setTriggerValue("picked", places);
      box.geoAppLook = (look) => setStateValue("look", look);
      globalThis.geoApp.draw(box, data, (places) => box.geoAppPick(places), (look) => box.geoAppLook(look));
    } else if (tries++ < 200) {
      setTimeout(attempt, 25);
    } else {
      box.textContent = data.words.failed.replace("{reason}", "Leaflet");
      box.setAttribute("role", "alert");
    }
  };
  attempt();
}
"""
_HTML = '<div class="geo-app-map" style="min-height:420px"></div>'


def draw_map(dataset: Dataset, payload: dict[str, Any], *, key: str, on_pick: Callable[[], None]) -> Any:  # noqa: ANN401 - Streamlit's result
    """Show the payload; the result holds ``picked`` (what was clicked, for one run) and ``look`` (layers and panel)."""
    library = st.components.v2.component(
        "geo_app_library",
        html="<span hidden></span>",
        js=library_script(dataset),
        css=leaflet()[1] + style_sheet(),
        isolate_styles=False,
    )
    library(key="geo_app_library", height=1)
    drawing = st.components.v2.component("geo_app_map", html=_HTML, js=_DRAW, isolate_styles=False)
    return drawing(data=payload, key=key, on_picked_change=on_pick, on_look_change=lambda: None)
