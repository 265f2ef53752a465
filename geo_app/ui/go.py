"""From one page to another: the pages of the app by what they show."""

from __future__ import annotations

import streamlit as st


def go_to_map() -> None:
    """Open the map."""
    from geo_app.ui.pages import map_page  # noqa: PLC0415 - pages import this module

    st.switch_page(st.Page(map_page.render, url_path="map", default=True))


def go_to_review() -> None:
    """Open the review of places."""
    from geo_app.ui.pages import review_page  # noqa: PLC0415 - as above

    st.switch_page(st.Page(review_page.render, url_path="review"))


def go_to_figures() -> None:
    """Open the published totals."""
    from geo_app.ui.pages import figures_page  # noqa: PLC0415 - as above

    st.switch_page(st.Page(figures_page.render, url_path="figures"))
