"""What is compared of accounts that may tell of one event, as arrays in order of their first day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo_app.vocabulary import GOVERNORATES, EventType, Perpetrator, Standing, Target, VictimClass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo_app.model.places import Place

MOST_DAYS = 31
"""Records dated more loosely than to a month are never compared: everything in a governorate would meet everything of its year."""
WIDE_M = 10_000.0
"""A circle wider than this is compared like an area, by its governorates."""
AROUND_DAYS = 15
PARTS = {
    VictimClass.CHILDREN: "killed_children",
    VictimClass.WOMEN: "killed_women",
    VictimClass.MEDICS: "killed_medics",
    VictimClass.MEDIA: "killed_media",
    VictimClass.CIVIL_DEFENCE: "killed_civil_defence",
}
_DAMASCUS, _RURAL_DAMASCUS = GOVERNORATES.index("SY01"), GOVERNORATES.index("SY03")


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """The place of every account, in row order: degrees (WGS 84), radius in metres (NaN: an area or not known), governorates as bits."""

    latitude: np.ndarray
    longitude: np.ndarray
    uncertainty_m: np.ndarray
    governorates: np.ndarray


def whereabouts(places: Sequence[Place], of_account: np.ndarray, found: Sequence[str] | np.ndarray = ()) -> Whereabouts:
    """Return where accounts are by the places they stand on.

    Args:
        places: distinct places, as ``locate`` returns them.
        of_account: position in ``places`` for every account.
        found: unit of the polygon that holds each place (``unit_of``), for points whose text names no governorate.
    """
    bit = {code: 1 << at for at, code in enumerate(GOVERNORATES)}
    units = [str(unit) for unit in found] or [""] * len(places)
    bits = [sum(bit.get(code, 0) for code in {*place.area_pcodes, unit}) for place, unit in zip(places, units, strict=True)]
    table = np.array([[p.latitude, p.longitude, p.uncertainty_m] for p in places], dtype=float).reshape(-1, 3)[of_account]
    return Whereabouts(latitude=table[:, 0], longitude=table[:, 1], uncertainty_m=table[:, 2], governorates=np.array(bits, dtype=np.int64)[of_account])


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is compared of the accounts, as arrays in order of their first day.

    Attributes:
        row: position in the accounts table.
        start, end: days since 1970, both included.
        radius: metres; ``is_point``: there is a circle of at most ``WIDE_M``.
        crowd: incidents a day in its governorate within ``AROUND_DAYS``.
        figure: the number of killed that the account says; ``low, high`` what it supports (NaN: says none; infinity: open above).
        parts: killed by the victim classes of ``PARTS``, one column each; NaN is not known.
        parties, governorates: bits in the order of the vocabulary, 0 where none is known; other codes are -1 there.
    """

    row: np.ndarray
    incident: np.ndarray
    start: np.ndarray
    end: np.ndarray
    latitude: np.ndarray
    longitude: np.ndarray
    radius: np.ndarray
    is_point: np.ndarray
    governorates: np.ndarray
    crowd: np.ndarray
    parties: np.ndarray
    figure: np.ndarray
    low: np.ndarray
    high: np.ndarray
    victims: np.ndarray
    parts: np.ndarray
    injured: np.ndarray
    means: np.ndarray
    target: np.ndarray
    page: np.ndarray
    publisher: np.ndarray

    def __len__(self) -> int:
        return len(self.row)


def _days(dates: pd.Series) -> np.ndarray:
    return dates.to_numpy().astype("datetime64[D]").astype(np.int64)


def _codes(texts: pd.Series) -> np.ndarray:
    folded = texts.fillna("").str.strip().str.casefold().str.rstrip("/")
    return pd.factorize(folded.mask(folded == ""))[0]


def _number(accounts: pd.DataFrame, column: str) -> np.ndarray:
    return accounts[column].to_numpy(dtype=float, na_value=np.nan)


def _comparable(accounts: pd.DataFrame, where: Whereabouts) -> np.ndarray:
    """Return True for accounts that are compared: dated to a month, placed in a governorate, and no summary where another speaks."""
    dated = _days(accounts["date_end"]) - _days(accounts["date_start"]) < MOST_DAYS
    speaks = accounts["standing"] != Standing.SUMMARY
    speaks |= ~accounts["incident_id"].isin(accounts.loc[speaks, "incident_id"])
    placed = (where.governorates > 0) | (np.isfinite(where.latitude) & (where.uncertainty_m <= WIDE_M))
    return np.asarray(dated & placed & speaks.to_numpy())


def not_compared(accounts: pd.DataFrame, where: Whereabouts) -> tuple[str, ...]:
    """Return the incidents, sorted, that nothing can be proposed for: dated more loosely than to a month, or without a governorate."""
    left = set(accounts["incident_id"]) - set(accounts.loc[_comparable(accounts, where), "incident_id"])
    return tuple(sorted(left))


def zones_of(governorates: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (row, governorate) for every governorate of every row; Damascus and its countryside are one, as sources mix them."""
    bits = (governorates[:, None] >> np.arange(len(GOVERNORATES))) & 1
    bits[:, _DAMASCUS] |= bits[:, _RURAL_DAMASCUS]
    bits[:, _RURAL_DAMASCUS] = 0
    rows, zones = np.nonzero(bits)
    return rows, zones


def _crowd(start: np.ndarray, governorates: np.ndarray, incident: np.ndarray) -> np.ndarray:
    """Return how many incidents a day begin around each row in its governorate (the fullest of several); ``start`` is sorted."""
    share = 1 / np.bincount(incident)[incident] if len(incident) else np.zeros(0)
    crowd = np.zeros(len(start))
    rows, zones = zones_of(governorates)
    for zone in np.unique(zones):
        inside = rows[zones == zone]
        days, sums = start[inside], np.concatenate([[0.0], np.cumsum(share[inside])])
        around = sums[np.searchsorted(days, days + AROUND_DAYS, side="right")] - sums[np.searchsorted(days, days - AROUND_DAYS)]
        crowd[inside] = np.maximum(crowd[inside], around / (2 * AROUND_DAYS + 1))
    return crowd


def _codes_of(words: pd.Series, vocabulary: type[EventType | Target]) -> np.ndarray:
    vague = {"other", "unknown"}
    return words.map({str(word): at for at, word in enumerate(vocabulary) if word not in vague}).fillna(-1).to_numpy(dtype=np.int64)


def facts_of(accounts: pd.DataFrame, where: Whereabouts) -> Facts:
    """Return the facts of the comparable accounts (columns of ``ACCOUNTS``), the same whatever the order of the rows."""
    codes = pd.Series(pd.factorize(accounts["incident_id"], sort=True)[0])
    start, end = _days(accounts["date_start"]), _days(accounts["date_end"])
    names = pd.Series(pd.factorize(accounts["account_id"], sort=True)[0])
    order = np.lexsort((names, codes, end, start))
    order = order[_comparable(accounts, where)[order]]
    low, high = _number(accounts, "killed_min"), _number(accounts, "killed_max")
    figure = np.where(np.isnan(low), high, low)
    bit = {str(party): 1 << at for at, party in enumerate(Perpetrator)}
    parties = accounts["perpetrators"].map({text: sum(bit.get(c, 0) for c in text.split(";")) for text in accounts["perpetrators"].unique()})
    radius = where.uncertainty_m
    arrays = {
        "row": np.arange(len(accounts)),
        "incident": codes.to_numpy(),
        "start": start,
        "end": end,
        "latitude": where.latitude,
        "longitude": where.longitude,
        "radius": radius,
        "is_point": np.isfinite(where.latitude) & (radius <= WIDE_M),
        "governorates": where.governorates,
        "parties": parties.to_numpy(dtype=np.int64),
        "figure": figure,
        "low": np.where(np.isnan(low) & ~np.isnan(high), 0.0, low),
        "high": np.where(np.isnan(high), np.inf, high),
        "victims": _codes(accounts["killed_class"]),
        "parts": np.column_stack([_number(accounts, column) for column in PARTS.values()]),
        "injured": np.fmax(_number(accounts, "injured_min"), _number(accounts, "injured_max")),
        "means": _codes_of(accounts["event_type"], EventType),
        "target": _codes_of(accounts["target"], Target),
        "page": _codes(accounts["source_url"]),
        "publisher": _codes(accounts["source_publisher"]),
    }
    crowd = _crowd(start[order], where.governorates[order], codes.to_numpy()[order])
    return Facts(**{name: array[order] for name, array in arrays.items()}, crowd=crowd)
