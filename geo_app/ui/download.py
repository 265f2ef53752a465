"""The map of the page as a file: what is exported is what is on the screen."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from geo_app.briefing.make import FORMATS, make_map
from geo_app.render.scene import LAYERS
from geo_app.ui.cache import scene_for, subset_of
from geo_app.ui.state import MAP_KEY, map_look
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from geo_app.dataset.select import Subset
    from geo_app.ui.filters import MapLook

_MIME = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf", "html": "text/html"}


def _bytes(subset: Subset, layers: tuple[str, ...], look: MapLook, file_format: str, language: Language) -> bytes:
    scene = scene_for(subset.dataset, subset.selection, layers, look.measure, language, look.level)
    return make_map(scene, file_format).data


def offer_map(subset: Subset, look: MapLook, language: Language, *, among: tuple[str, ...] = LAYERS, key: str = MAP_KEY) -> None:
    """Offer the map as it is switched now (layers, one party of several) as PNG, PDF, SVG and one HTML file; made when a button is pressed.

    ``among`` are the layers of the map whose component has ``key``.
    """
    st.subheader(say("app.download", language))
    layers, party = map_look(among, key)
    if party is not None and party in subset.selection.perpetrators:
        subset = subset_of(subset.dataset, replace(subset.selection, perpetrators=(party,)))
    if not layers:
        st.caption(say("legend.empty", language))
        return
    if subset.dataset.closed.any():
        subset = subset_of(subset.dataset, replace(subset.selection, public_only=True))
        st.caption(say("app.download.withheld", language, n=subset.coverage.withheld))
    for column, file_format in zip(st.columns(len(FORMATS)), FORMATS, strict=True):
        column.download_button(
            say(f"app.download.{file_format}", language),
            data=partial(_bytes, subset, layers, look, file_format, language),
            file_name=f"geo_app-map.{file_format}",
            mime=_MIME[file_format],
            on_click="ignore",
            width="stretch",
            key=f"download_{file_format}",
        )
