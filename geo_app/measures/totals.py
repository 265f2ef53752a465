"""How many were killed, at least, in a subset: the only place that adds deaths up (design §5, rules 1, 2, 5 and 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo_app.dataset.families import counted_once
from geo_app.model.counts import Toll

if TYPE_CHECKING:
    from geo_app.dataset.select import Subset
    from geo_app.vocabulary import VictimClass


def counted_figures(subset: Subset, victim_class: VictimClass) -> tuple[np.ndarray, np.ndarray, int]:
    """Return per incident the minimum that enters sums (0 elsewhere), whether it enters, and how many families were collapsed.

    Summing the first array over any partition of the incidents gives the total of ``toll``: a family's figure stands at its whole or at its
    parts, never at both.
    """
    minima = subset.dataset.incidents[f"min_{victim_class}"]
    known = minima.notna().to_numpy()
    figures = minima.fillna(0).to_numpy(dtype=np.int64)
    enters, collapsed = counted_once(subset.dataset.families, subset.certain, figures)
    return np.where(enters & known, figures, 0), enters & known, collapsed


def toll(subset: Subset, victim_class: VictimClass, *, within: np.ndarray | None = None) -> Toll:
    """Return the toll of ``victim_class`` in the subset, or in its part ``within`` (a mask over all incidents).

    A part's toll follows the collapsing of the whole subset, so that parts add up to the whole.
    """
    incidents = subset.dataset.incidents
    figures, enters, collapsed = counted_figures(subset, victim_class)
    here = np.ones(len(incidents), dtype=bool) if within is None else within
    minima, maxima = incidents[f"min_{victim_class}"], incidents[f"max_{victim_class}"]
    events = subset.events & here
    counted = enters & here
    without = int(np.count_nonzero(events & minima.isna().to_numpy()))
    about = incidents[f"about_{victim_class}"]
    only_about = events & minima.isna().to_numpy() & about.notna().to_numpy()
    # Where a family was collapsed, the record that entered need not be the one with the highest maximum.
    closed = collapsed == 0 and bool(counted.any()) and without == 0 and bool(maxima[counted].notna().all())
    return Toll(
        victim_class=str(victim_class),
        at_least=int(figures[counted].sum()) if counted.any() else None,
        at_most=int(maxima[counted].sum()) if closed else None,
        with_figure=int(np.count_nonzero(events)) - without,
        without_figure=without,
        about_incidents=int(only_about.sum()),
        about_sum=int(about[only_about].sum()),
        weakly_attributed=int(np.count_nonzero(events & incidents["weak"].to_numpy())),
        families=collapsed,
    )
