"""Which data a page is about: the person's workspace, the incidents that come with geo_app, or a file that they only look at."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import streamlit as st

from geo_app.errors import BadFileError, GeoAppError, NothingMatchedError
from geo_app.render.phrases import number
from geo_app.ui import state
from geo_app.ui.cache import bundled_dataset, looked_at, opened, reading, workspace_dataset
from geo_app.ui.plain import plain
from geo_app.ui.wait import wait_for
from geo_app.ui.workspaces import is_named
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from geo_app.dataset.frozen import Dataset
    from geo_app.ui.reading import Looked, Reading

MOST_MB = 50
_SHOWN = 200


def dataset_in_use(language: Language) -> Dataset:
    """Return the dataset of the workspace in use where it holds records and the person did not choose the bundled incidents, else those.

    Raises:
        BadUseError: the workspace cannot be opened.
        NothingMatchedError: the environment names a workspace that holds no record.
    """
    if state.data_choice() == state.BUNDLED:
        return bundled_dataset()
    own = workspace_dataset()
    if own is None and is_named():
        raise NothingMatchedError(say("data.empty", language), remedy=say("data.empty.remedy", language))
    return own or bundled_dataset()


def data_in_use(language: Language) -> tuple[Dataset, GeoAppError | None]:
    """Show the head of the sidebar (title, which data, upload) and return the dataset that the page is about.

    Returns:
        The dataset of the person's own file, else of the workspace, else the bundled one; and what is wrong with it. Then the page shows
        that and no figure: no bundled figures while a person looks at data of their own.
    """
    st.title(say("app.title", language))
    st.caption(say("app.subtitle", language))
    if state.own_file() is None:
        _switch(language)
    try:
        own = _own_dataset(language)
        with st.spinner(say("data.loading", language), show_time=True):
            return own or dataset_in_use(language), None
    except GeoAppError as error:
        return bundled_dataset(), error


def _switch(language: Language) -> None:
    """Say which data the page is about and offer the other."""
    try:
        with st.spinner(say("data.loading", language), show_time=True):
            workspace, held = opened(), workspace_dataset()
    except GeoAppError:
        workspace, held = None, None
    if held is None and not is_named():
        st.caption(say("data.only.bundled", language))
        return
    name = workspace.name if workspace else ""
    captions = [say("data.workspace.holds", language, name=plain(name), n=number(len(held.incidents) if held else 0)), say("data.bundled.holds", language)]
    choices = [state.WORKSPACE, state.BUNDLED]
    st.radio(
        say("data.which", language),
        choices,
        index=1 if state.data_choice() == state.BUNDLED else 0,
        format_func=lambda one: say(f"data.{one}", language),
        captions=captions,
        key=state.DATA_KEY,
        on_change=state.remember_data_choice,
    )


def _stop(reading: Reading) -> None:
    reading.stop()
    state.forget_own_file()


def _looked(name: str, data: bytes, language: Language) -> Looked:
    mapping, sha256 = state.own_mapping(), hashlib.sha256(data).hexdigest()
    return looked_at(name, sha256, mapping, lambda: wait_for(reading(name, data, sha256, mapping), name, language, on_stop=_stop))


def _own_dataset(language: Language) -> Dataset | None:
    """Offer the upload and return its dataset; None where no file was given.

    Raises:
        BadFileError: the file as a whole cannot be read, or no row of it could be.
    """
    with st.expander(say("app.upload", language), expanded=state.own_file() is not None):
        given = st.file_uploader(
            say("app.upload", language), label_visibility="collapsed", max_upload_size=MOST_MB, on_change=state.remember_own_file, key=state.UPLOAD_KEY
        )
        st.caption(say("app.upload.help", language))
        kept = state.own_file()
        if kept is None:
            return None
        name, data = kept
        if given is None:
            # Another page read it; its own uploader is empty here.
            st.write(say("app.upload.kept", language, file=plain(name)))
            st.button(say("app.upload.back", language), on_click=state.forget_own_file, width="stretch")
        looked = _looked(name, data, language)
        preview = looked.preview
        st.write(say("app.upload.read", language, accepted=preview.accepted, rows=preview.rows, refused=preview.refused))
        refused = preview.findings[preview.findings["refused"]]
        if len(refused):
            st.caption(say("app.upload.refused", language))
            st.dataframe(refused.drop(columns="refused").head(_SHOWN), hide_index=True)
        if preview.unplaced:
            st.caption(say("app.upload.unplaced", language))
            st.dataframe([{"place": text, "rows": rows, "why": why} for text, rows, why in preview.unplaced], hide_index=True)
        if looked.dataset is None:
            raise BadFileError(say("app.upload.none", language, file=name), remedy=say("app.upload.none.remedy", language))
        return looked.dataset
