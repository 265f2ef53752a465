"""Every page's frame: settings, title, navigation, and errors in a sentence."""

from __future__ import annotations

import logging
from functools import lru_cache

import streamlit as st
from PIL import Image, ImageDraw

from geo_app.errors import GeoAppError
from geo_app.ui.pages import (
    add_page,
    batches_page,
    compare_page,
    displacement_page,
    duplicates_page,
    figures_page,
    map_page,
    methods_page,
    report_page,
    review_page,
)
from geo_app.ui.plain import show_error
from geo_app.ui.state import hold_filters, language
from geo_app.words.catalogue import say

_LOG = logging.getLogger("geo_app")
_STYLE = """<style>
[data-testid="stMainBlockContainer"]{padding-top:4.2rem;padding-bottom:3rem;max-width:1500px}
[data-testid="stMetricValue"]{font-variant-numeric:tabular-nums;font-size:1.9rem}
[data-testid="stSidebarContent"]{padding-top:0}
[data-testid="stHeading"] h2{unicode-bidi:plaintext;overflow-wrap:anywhere;padding-top:0}
:is([data-testid="stMarkdownContainer"],[data-testid="stCaptionContainer"]) :is(p,li){unicode-bidi:plaintext}
[data-testid="stRadio"] label p{overflow-wrap:anywhere}
</style>"""


@lru_cache(maxsize=1)
def _icon() -> Image.Image:
    """Return the page's icon: drawn here, because Streamlit fetches its named icons from a font server."""
    image = Image.new("RGBA", (64, 64))
    pen = ImageDraw.Draw(image)
    for radius, colour in ((30, "#fdbb70"), (20, "#ee6430"), (10, "#a81c16")):
        pen.ellipse((32 - radius, 32 - radius, 32 + radius, 32 + radius), fill=colour)
    return image


def main() -> None:
    """Show the app."""
    words = language()
    st.set_page_config(page_title=f"{say('app.title', words)} – {say('app.subtitle', words)}", page_icon=_icon(), layout="wide")
    st.html(_STYLE)
    hold_filters()
    pages = [
        st.Page(map_page.render, title=say("page.map", words), icon=":material/map:", url_path="map", default=True),
        st.Page(figures_page.render, title=say("page.figures", words), icon=":material/format_list_numbered:", url_path="figures"),
        st.Page(compare_page.render, title=say("page.compare", words), icon=":material/view_column:", url_path="compare"),
        st.Page(displacement_page.render, title=say("page.displacement", words), icon=":material/moving:", url_path="displacement"),
        st.Page(add_page.render, title=say("page.add", words), icon=":material/note_add:", url_path="add"),
        st.Page(report_page.render, title=say("page.report", words), icon=":material/article:", url_path="report"),
        st.Page(review_page.render, title=say("page.review", words), icon=":material/pin_drop:", url_path="review"),
        st.Page(duplicates_page.render, title=say("page.duplicates", words), icon=":material/join_inner:", url_path="duplicates"),
        st.Page(batches_page.render, title=say("page.batches", words), icon=":material/history:", url_path="batches"),
        st.Page(methods_page.render, title=say("page.methods", words), icon=":material/rule:", url_path="methods"),
    ]
    chosen = st.navigation(pages, position="top")
    try:
        chosen.run()
    except GeoAppError as error:
        show_error(error)
    except Exception:  # noqa: BLE001 - the last line: a person gets a sentence
        # Streamlit's own control flow does not derive from Exception; a defect is logged by its kind, never with data.
        _LOG.error("a page failed", exc_info=True)
        st.error(f"{say('app.problem', words)}\n\n{say('app.problem.remedy', words)}", icon=":material/error:")
