"""Displacement is never summed, and a disputed sole attribution is drawn for nobody alone."""

from __future__ import annotations

import pandas as pd

from geo_app.measures.flows import displacement_in, flows
from geo_app.model.selection import Selection
from geo_app.vocabulary import Perpetrator


def test_a_badge_shows_one_statement_never_a_sum(bundled) -> None:
    """Every figure drawn is the figure of one statement in the data."""
    moved = flows(bundled, Selection())
    printed = bundled.displacement.set_index("displacement_id")
    for row in [*moved.pairs.to_dict("records"), *moved.badges.to_dict("records")]:
        own = printed.loc[row["displacement_id"]]
        assert row["persons"] in {own["persons_min"], own["persons_max"]}


def test_every_statement_is_drawn_or_counted(bundled) -> None:
    """Statements that answer are those under a sign and those that cannot be drawn; none is lost."""
    moved = flows(bundled, Selection())
    under_signs = int(pd.concat([moved.pairs["statements"], moved.badges["statements"]]).sum())
    assert under_signs + moved.not_drawn == len(moved.statements)


def test_a_sole_attribution_that_the_same_report_contradicts_is_drawn_for_nobody_alone(bundled) -> None:
    """3.3 million: "at least", Russia alone, and "approximately", jointly with others, stand in one report; neither is Russia's alone."""
    frame, jointly = displacement_in(bundled, Selection(perpetrators=(Perpetrator.RUSSIAN_FORCES,)))
    assert "S003-D-33A" not in set(frame["displacement_id"])
    assert jointly >= 2


def test_arrows_have_both_ends_stated_and_different(bundled) -> None:
    """No arrow begins or ends where nothing is stated, or ends inside its own origin."""
    for row in flows(bundled, Selection()).pairs.to_dict("records"):
        assert row["origin"]
        assert set(row["destination"].split(";")) - set(row["origin"].split(";"))


def test_filters_apply_to_displacement_too(bundled) -> None:
    """A source that nobody has leaves no statement."""
    assert len(displacement_in(bundled, Selection(sources=("nosuch",)))[0]) == 0
