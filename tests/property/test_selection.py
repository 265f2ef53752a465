"""Selections over the bundled data, against naive references."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo_app.dataset.select import select
from geo_app.measures.by_area import by_area
from geo_app.measures.by_period import by_month
from geo_app.measures.by_perpetrator import by_perpetrator
from geo_app.measures.by_place import by_place
from geo_app.measures.density import density
from geo_app.measures.totals import toll
from geo_app.model.dates import Window
from geo_app.model.selection import Selection
from geo_app.vocabulary import AREA_ONLY, GOVERNORATES, MAPPED, Attribution, EventType, Perpetrator, Target, VictimClass

DAYS = st.one_of(st.none(), st.dates(date(2011, 1, 1), date(2025, 6, 1)))
RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def some(values: type | tuple[str, ...], most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    """A sorted tuple of up to ``most`` of the values."""
    return st.lists(st.sampled_from(list(values)), max_size=most, unique=True).map(lambda found: tuple(sorted(found)))


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    """Any selection a person can make."""
    start, end = draw(DAYS), draw(DAYS)
    if start and end and end < start:
        start, end = end, start
    return Selection(
        perpetrators=draw(some(Perpetrator)),
        attribution=draw(st.one_of(st.none(), st.sampled_from(list(Attribution)))),
        window=Window(start=start, end=end),
        areas=draw(some(GOVERNORATES)),
        victim_class=draw(st.sampled_from(list(VictimClass))),
        event_types=draw(some(EventType, 2)),
        targets=draw(some(Target, 2)),
        sources=draw(some(("sohr", "snhr", "airwars", "Reuters"), 1)),
        min_precision=draw(st.one_of(st.none(), st.sampled_from([*MAPPED, *AREA_ONLY]))),
    )


@RELAXED
@given(chosen=selections())
def test_the_three_counts_add_up(chosen: Selection, bundled) -> None:
    """Mapped, area only and not mapped are all there is, for any selection."""
    coverage = select(bundled, chosen).coverage
    assert coverage.mapped + coverage.area + coverage.unmapped == coverage.incidents


@RELAXED
@given(chosen=selections())
def test_tables_add_up_to_the_total(chosen: Selection, bundled) -> None:
    """The sum over areas, parties and places is the total; months add up with what spans them."""
    subset = select(bundled, chosen)
    total = toll(subset, chosen.victim_class).at_least or 0
    incidents = subset.coverage.incidents
    for table in (by_area(subset), by_perpetrator(subset), by_place(subset)):
        assert int(table["incidents"].sum()) == incidents
        assert int(table["killed_at_least"].fillna(0).sum()) == total
    months, spanning = by_month(subset)
    assert int(months["incidents"].sum()) + spanning == incidents


@RELAXED
@given(chosen=selections())
def test_the_surface_integrates_to_the_mapped_incidents(chosen: Selection, bundled) -> None:
    """Cell area times value, summed over the country, is the number of mapped incidents."""
    subset = select(bundled, chosen)
    surface = density(subset, of_deaths=False)
    integral = float(np.nansum(surface.values)) * 4 / 100
    assert integral == pytest.approx(subset.coverage.mapped - surface.left_out, abs=1e-6)


@RELAXED
@given(chosen=selections())
def test_filters_may_come_in_any_order(chosen: Selection, bundled) -> None:
    """Each filter alone, intersected, gives what all together give."""
    together = select(bundled, chosen)
    parts = [
        Selection(perpetrators=chosen.perpetrators, attribution=chosen.attribution),
        Selection(window=chosen.window),
        Selection(areas=chosen.areas),
        Selection(event_types=chosen.event_types),
        Selection(targets=chosen.targets),
        Selection(sources=chosen.sources),
        Selection(min_precision=chosen.min_precision),
    ]
    alone = np.logical_and.reduce([select(bundled, part).certain for part in parts])
    assert np.array_equal(together.certain, alone)


@RELAXED
@given(chosen=selections(), wider=st.integers(0, 400))
def test_a_wider_window_never_holds_less(chosen: Selection, wider: int, bundled) -> None:
    """Widening the dates only adds incidents."""
    if chosen.window.start is None or chosen.window.end is None:
        return
    window = Window(start=chosen.window.start - timedelta(days=wider), end=chosen.window.end + timedelta(days=wider))
    narrow, wide = select(bundled, chosen).certain, select(bundled, replace(chosen, window=window)).certain
    assert not (narrow & ~wide).any()


@RELAXED
@given(chosen=selections())
def test_people_are_never_fewer_than_civilians(chosen: Selection, bundled) -> None:
    """Incident by incident, a civilian figure is a lower bound for people."""
    subset = select(bundled, chosen)
    frame = bundled.incidents[subset.certain]
    both = frame[frame["min_civilians"].notna()]
    assert (both["min_people"] >= both["min_civilians"]).all()
