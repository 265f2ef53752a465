"""A selection → which incidents enter figures, and how many stand beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from geo_app.dataset.areas import INSIDE, STRADDLES, places_in
from geo_app.dataset.claims import ATTRIBUTIONS, mask_of
from geo_app.dataset.families import folded_events, related
from geo_app.dataset.frozen import PRECISIONS
from geo_app.model.counts import Coverage
from geo_app.vocabulary import Attribution, EventType, Target

if TYPE_CHECKING:
    from geo_app.dataset.frozen import Dataset
    from geo_app.model.dates import Window
    from geo_app.model.selection import Selection

_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, eq=False, kw_only=True)
class Subset:
    """The answer to a selection: boolean masks over ``dataset.incidents``.

    Attributes:
        certain: matches every filter and lies certainly within the window; for a one-party question named solely or jointly.
        possible: matches, but its days only overlap the window ("up to n more incidents").
        contested: matches a one-party question only as one of several possible or disputed parties.
        straddling: lies, or may lie, in one of the areas asked for and in another: it names several governorates, or is known to a larger unit only.
        withheld: would be ``certain`` and is not public, where the selection asks for public records only.
        events: ``certain`` without records that sum up or may repeat other certain ones; what surfaces, points and counts show.
    """

    dataset: Dataset
    selection: Selection
    certain: np.ndarray
    possible: np.ndarray
    contested: np.ndarray
    straddling: np.ndarray
    events: np.ndarray
    withheld: np.ndarray

    @property
    def coverage(self) -> Coverage:
        """The three counts over ``events``, and what stands beside them."""
        category = self.dataset.place_category()[self.dataset.incidents["place"].to_numpy()]
        mapped, area, unmapped = (int(np.count_nonzero(self.events & (category == kind))) for kind in range(3))
        return Coverage(
            incidents=int(self.events.sum()),
            mapped=mapped,
            area=area,
            unmapped=unmapped,
            possible=int(self.possible.sum()),
            contested=int(self.contested.sum()),
            straddling=int(self.straddling.sum()),
            disagreeing=int(np.count_nonzero(self.events & self.dataset.place_table["disagrees"].to_numpy()[self.dataset.incidents["place"].to_numpy()])),
            folded=int(self.certain.sum() - self.events.sum()),
            withheld=int(self.withheld.sum()),
        )


def day_number(day: date) -> int:
    """Return days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def within(dataset: Dataset, window: Window) -> tuple[np.ndarray, np.ndarray]:
    """Return (certainly within, possibly within) the window, ends included; the second excludes the first (design §5, rule 6)."""
    starts, ends = dataset.incidents["day_start"].to_numpy(), dataset.incidents["day_end"].to_numpy()
    low = day_number(window.start) if window.start else np.iinfo(np.int32).min
    high = day_number(window.end) if window.end else np.iinfo(np.int32).max
    certain = (starts >= low) & (ends <= high)
    overlaps = (starts <= high) & (ends >= low)
    return certain, overlaps & ~certain


def _any_of(masks: np.ndarray, words: tuple[str, ...], vocabulary: tuple[str, ...]) -> np.ndarray:
    wanted = sum(1 << vocabulary.index(word) for word in words)
    hit: np.ndarray = (masks & np.uint32(wanted)) != 0
    return hit


def _by_source(dataset: Dataset, sources: tuple[str, ...]) -> np.ndarray:
    wanted = {source.casefold() for source in sources}
    accounts = dataset.accounts
    hit = accounts["source_publisher"].str.casefold().isin(wanted)
    hit |= accounts["origin_ids"].map(lambda ids: bool(wanted & set(ids.casefold().split(";"))))
    out = np.zeros(len(dataset.incidents), dtype=bool)
    out[accounts.loc[hit, "incident"].to_numpy()] = True
    return out


def _filters(dataset: Dataset, chosen: Selection) -> np.ndarray:
    """Return the mask of all filters but perpetrator and date."""
    incidents = dataset.incidents
    mask = np.ones(len(incidents), dtype=bool)
    place = incidents["place"].to_numpy()
    if chosen.areas:
        mask &= np.isin(places_in(dataset, chosen.areas)[place], (INSIDE, STRADDLES))
    if chosen.event_types:
        mask &= _any_of(incidents["events"].to_numpy(), chosen.event_types, tuple(EventType))
    if chosen.targets:
        mask &= _any_of(incidents["targets"].to_numpy(), chosen.targets, tuple(Target))
    if chosen.sources:
        mask &= _by_source(dataset, chosen.sources)
    if chosen.min_precision is not None:
        mask &= dataset.place_table["precision"].to_numpy()[place] <= PRECISIONS.index(chosen.min_precision)
    return mask


def select(dataset: Dataset, chosen: Selection) -> Subset:
    """Return the incidents that answer ``chosen``.

    Raises:
        BadUseError: an area is no unit of a layer in use.
    """
    incidents = dataset.incidents
    mask = _filters(dataset, chosen)
    attribution = incidents["attribution"].to_numpy()
    beside = np.zeros(len(incidents), dtype=bool)
    if chosen.perpetrators:
        mask &= (incidents["perpetrators"].to_numpy() & np.uint32(mask_of(";".join(chosen.perpetrators)))) != 0
    if chosen.attribution is not None:
        mask &= attribution == ATTRIBUTIONS.index(chosen.attribution)
    elif chosen.perpetrators:
        disputed = [ATTRIBUTIONS.index(Attribution.CONTESTED), ATTRIBUTIONS.index(Attribution.ALTERNATIVE)]
        beside = mask & np.isin(attribution, disputed)
    certain, possible = within(dataset, chosen.window)
    straddling = np.zeros(len(incidents), dtype=bool)
    if chosen.areas:
        straddling = mask & (places_in(dataset, chosen.areas)[incidents["place"].to_numpy()] == STRADDLES)
    held = dataset.closed if chosen.public_only else np.zeros(len(incidents), dtype=bool)
    withheld = mask & ~straddling & certain & ~beside & held
    mask, beside, straddling = mask & ~held, beside & ~held, straddling & ~held
    sure = mask & ~straddling
    counted = sure & certain & ~beside
    known = related(dataset.families, counted)
    weights = incidents["min_people"].fillna(0).to_numpy(dtype=np.int64)

    def further(records: np.ndarray) -> np.ndarray:
        """Leave out what is already counted as a part, a whole or a possible repeat."""
        left: np.ndarray = records & ~known
        out: np.ndarray = left & ~folded_events(dataset.families, left, weights)
        return out

    return Subset(
        dataset=dataset,
        selection=chosen,
        certain=counted,
        possible=further(sure & possible & ~beside),
        contested=further(sure & beside & (certain | possible)),
        straddling=further(straddling & (certain | possible)),
        events=counted & ~folded_events(dataset.families, counted, weights),
        withheld=withheld,
    )
