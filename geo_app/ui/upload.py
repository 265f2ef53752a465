"""A person's own file, in memory and for this session only: what was read, what was refused and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo_app.errors import BadFileError, GeoAppError
from geo_app.ui.cache import bundled_dataset, uploaded_dataset, uploaded_preview
from geo_app.ui.plain import plain
from geo_app.ui.state import UPLOAD_KEY, forget_own_file, own_file, remember_own_file
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from geo_app.dataset.frozen import Dataset

MOST_MB = 50


def data_in_use(language: Language) -> tuple[Dataset, GeoAppError | None]:
    """Show the head of the sidebar (title and upload) and return the dataset that the page is about.

    Returns:
        The dataset of the person's own file, else the bundled one; and what is wrong with the file. Then the page shows that and no figure:
        no bundled figures while a person looks at a file of their own.
    """
    st.title(say("app.title", language))
    st.caption(say("app.subtitle", language))
    try:
        return _own_dataset(language) or bundled_dataset(), None
    except GeoAppError as error:
        return bundled_dataset(), error


def _own_dataset(language: Language) -> Dataset | None:
    """Offer the upload and return its dataset; None where no file was given.

    Raises:
        BadFileError: the file as a whole is not an accounts table, or no row of it could be read.
    """
    with st.expander(say("app.upload", language), expanded=own_file() is not None):
        given = st.file_uploader(
            say("app.upload", language), type=["csv"], label_visibility="collapsed", max_upload_size=MOST_MB, on_change=remember_own_file, key=UPLOAD_KEY
        )
        st.caption(say("app.upload.help", language))
        kept = own_file()
        if kept is None:
            return None
        name, data = kept
        if given is None:
            # Another page read it; its own uploader is empty here.
            st.write(say("app.upload.kept", language, file=plain(name)))
            st.button(say("app.upload.back", language), on_click=forget_own_file, width="stretch")
        preview = uploaded_preview(name, data)
        st.write(say("app.upload.read", language, accepted=preview.accepted, rows=preview.rows, refused=preview.refused))
        if preview.rejections:
            st.caption(say("app.upload.refused", language))
            st.dataframe(pd.DataFrame([{"row": r.row, "reason": r.reason, "column": r.column, "value": r.value} for r in preview.rejections]), hide_index=True)
        if preview.unplaced:
            st.caption(say("app.upload.unplaced", language))
            st.dataframe(pd.DataFrame(preview.unplaced, columns=["place", "rows", "why"]), hide_index=True)
        if preview.disagreements:
            st.caption(say("app.upload.disagree", language))
            st.dataframe(pd.DataFrame(preview.disagreements, columns=["place", "stated", "lies in", "rows"]), hide_index=True)
        if not preview.accepted:
            raise BadFileError(say("app.upload.none", language, file=name), remedy=say("app.upload.none.remedy", language))
        return uploaded_dataset(name, data)
