"""Sources and methods: what the data cover and by which rules they are counted and drawn."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo_app.render.furniture import boundary_line
from geo_app.ui import state
from geo_app.ui.cache import gazetteers_in_use
from geo_app.ui.plain import plain
from geo_app.ui.upload import dataset_in_use
from geo_app.words.catalogue import say
from geo_app.words.methods import RULES


def render() -> None:
    """Show the page."""
    language = state.language()
    dataset = dataset_in_use(language)
    st.title(say("page.methods", language))
    st.subheader(say("about.coverage", language))
    st.caption(say("app.data", language, title=plain(dataset.title)))
    st.write(plain(dataset.coverage))
    st.write(say("methods.counts", language, incidents=len(dataset.incidents), accounts=len(dataset.accounts), origins=len(dataset.origins)))
    st.write(plain(boundary_line(dataset, tuple(dataset.layers), language)))
    places, names, lists = gazetteers_in_use()
    titles = ", ".join((say("methods.gazetteer.base", language), *(plain(title) for title in lists)))
    st.write(say("methods.gazetteers", language, places=places, names=names, lists=titles))
    st.subheader(say("methods.rules", language))
    for heading, rules in RULES:
        st.markdown(f"**{heading}**")
        st.markdown("\n".join(f"- {rule}" for rule in rules))
    st.subheader(say("methods.origins", language))
    counts = dataset.accounts["origin_ids"].str.split(";").explode()
    table = counts[counts != ""].value_counts().rename_axis("origin").reset_index(name="accounts")
    table["origin"] = table["origin"].map(lambda code: dataset.origins.get(code, code))
    st.dataframe(pd.DataFrame({say("column.origin", language): table["origin"], say("column.accounts", language): table["accounts"]}), hide_index=True)


if __name__ == "__main__":
    render()
