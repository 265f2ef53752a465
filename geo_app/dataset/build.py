"""Accounts and relations → a frozen dataset: located, folded into incidents, joined to layers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo_app.dataset.claims import fold_claims
from geo_app.dataset.families import families_of
from geo_app.dataset.figures import fold_figures
from geo_app.dataset.frozen import PRECISIONS, SEVERAL, Dataset
from geo_app.locating.hold import hold
from geo_app.locating.locate import disagreement, locate, unit_of
from geo_app.model.areas import LEVELS, column_of, parent_of
from geo_app.tables.digests import content_digests
from geo_app.tables.incidents import ACCOUNTS, RELATIONS
from geo_app.tables.published import DISPLACEMENT, STATEMENTS, TALLIES
from geo_app.vocabulary import CIRCLES, MAPPED, NOT_MAPPED, EventType, GeocodeMethod, Precision, Target

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    import geopandas as gpd

    from geo_app.boundaries.layers import Layer
    from geo_app.locating.decided import PlaceFinder
    from geo_app.model.places import Place


@dataclass(frozen=True, eq=False, kw_only=True)
class Ingredients:
    """What a dataset is made of: canonical tables, and what its products say of it (see ``Dataset``).

    ``revision``: a hash of the records where it is known already; empty: it is computed of them.
    """

    title: str
    as_of: str
    coverage: str
    is_sample: bool
    accounts: pd.DataFrame
    relations: pd.DataFrame
    displacement: pd.DataFrame
    tallies: pd.DataFrame
    statements: pd.DataFrame
    origins: Mapping[str, str]
    governorates: Layer
    context: gpd.GeoDataFrame
    finer: Mapping[str, Layer] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    revision: str = ""


def fold_places(places: tuple[Place, ...], of_account: np.ndarray, incident: np.ndarray, ids: list[str]) -> tuple[tuple[Place, ...], np.ndarray]:
    """Return all places with the holding ones added, and the position of each incident's place (design §5, rule 4)."""
    by_incident: dict[int, list[int]] = {}
    for at, place in zip(incident.tolist(), of_account.tolist(), strict=True):
        by_incident.setdefault(at, []).append(place)
    grown = list(places)
    known = {place: position for position, place in enumerate(places)}
    chosen = np.zeros(len(ids), dtype=np.int32)
    for at, positions in by_incident.items():
        distinct = list(dict.fromkeys(positions))
        if len(distinct) == 1:
            chosen[at] = distinct[0]
            continue
        held = hold([places[p] for p in distinct], query=ids[at])
        if held not in known:
            known[held] = len(grown)
            grown.append(held)
        chosen[at] = known[held]
    return tuple(grown), chosen


def _finer_units(places: tuple[Place, ...], level: str, layer: Layer | None) -> np.ndarray:
    """Return each place's unit of ``level``: a point's by its polygon, where there is a layer; an area's or circle's as its text says."""
    stated = [parent_of(p.admin3_pcode, level) or parent_of(p.admin2_pcode, level) for p in places]
    units = np.array([s if p.precision not in NOT_MAPPED else "" for p, s in zip(places, stated, strict=True)], dtype=object)
    if layer is not None and len(places):
        mapped = np.array([p.precision in MAPPED for p in places], dtype=bool)
        units[mapped] = unit_of(places, layer)[mapped]
    return units


def describe_places(places: tuple[Place, ...], layer: Layer, finer: Mapping[str, Layer] | None = None) -> pd.DataFrame:
    """Return the place table: see ``Dataset``.

    A point or circle belongs to the unit of its polygon where it is mapped; a circle that may reach over a border, like a text that names
    several governorates, belongs to the governorates it states. A place that a person decided belongs to the governorate that they said.
    """
    found = unit_of(places, layer)
    finer = finer or {}
    admin1 = []
    for place, unit in zip(places, found, strict=True):
        if place.method is GeocodeMethod.DECIDED and place.admin1_pcode:
            admin1.append(place.admin1_pcode)
        elif place.precision in MAPPED:
            admin1.append(unit)
        elif len(place.area_pcodes) > 1:
            admin1.append(SEVERAL)
        else:
            admin1.append(place.admin1_pcode or (unit if place.precision in CIRCLES else ""))
    return pd.DataFrame(
        {
            "precision": np.array([PRECISIONS.index(p.precision) for p in places], dtype=np.int8),
            "latitude": np.array([p.latitude if p.latitude is not None else np.nan for p in places], dtype=float),
            "longitude": np.array([p.longitude if p.longitude is not None else np.nan for p in places], dtype=float),
            "uncertainty_m": np.array([p.uncertainty_m if p.uncertainty_m is not None else np.nan for p in places], dtype=float),
            "admin1": np.array(admin1, dtype=object),
            **{column_of(level): _finer_units(places, level, finer.get(level)) for level in LEVELS[1:]},
            "found": found,
            "disagrees": np.array([disagreement(p, unit) for p, unit in zip(places, found, strict=True)], dtype=bool),
        }
    )


def _inside(places: tuple[Place, ...], layer: Layer) -> tuple[Place, ...]:
    """Take the point from places that lie outside every unit of the layer, beyond the tolerance of its border; their sentence says so."""
    found = unit_of(places, layer)
    why = "The point lies outside the boundaries of the loaded layer."
    placed = []
    for place, unit in zip(places, found, strict=True):
        if place.latitude is not None and place.precision in MAPPED and not unit:
            lost = replace(place, precision=Precision.UNKNOWN, latitude=None, longitude=None, uncertainty_m=None, area_pcodes=())
            placed.append(replace(lost, explanation=f"{place.explanation} {why}"))
        else:
            placed.append(place)
    return tuple(placed)


def _days(dates: pd.Series) -> pd.Series:
    return (dates.astype("datetime64[s]").astype("int64") // 86_400).astype("int32")


def _masks(accounts: pd.DataFrame, column: str, words: type[StrEnum], incidents: int) -> np.ndarray:
    bits = {str(word): 1 << position for position, word in enumerate(words)}
    out = np.zeros(incidents, dtype=np.uint32)
    np.bitwise_or.at(out, accounts["incident"].to_numpy(), accounts[column].map(bits).fillna(0).astype("uint32").to_numpy())
    return out


def _origins_count(accounts: pd.DataFrame, incidents: int) -> np.ndarray:
    pairs = accounts[["incident", "origin_ids"]].assign(origin=accounts["origin_ids"].str.split(";")).explode("origin")
    distinct = pairs[pairs["origin"] != ""].groupby("incident")["origin"].nunique()
    return distinct.reindex(range(incidents), fill_value=0).to_numpy(dtype=np.int16)


def _fingerprint(made_of: Ingredients, places: tuple[Place, ...]) -> str:
    """Hash the effective rows, the layers, and where everything was placed: another gazetteer is another revision."""
    digest = hashlib.sha256(made_of.revision.encode())
    tables = (
        (made_of.accounts, ACCOUNTS),
        (made_of.relations, RELATIONS),
        (made_of.displacement, DISPLACEMENT),
        (made_of.tallies, TALLIES),
        (made_of.statements, STATEMENTS),
    )
    for frame, table in () if made_of.revision else tables:
        for one in sorted(content_digests(frame, table)):
            digest.update(one)
    digest.update(f"{made_of.title}|{made_of.coverage}|{made_of.as_of}".encode())
    for layer in (made_of.governorates, *made_of.finer.values()):
        digest.update(f"{layer.level}|{layer.sha256}".encode())
    for place in places:
        digest.update(f"{place.query}|{place.place_id}|{place.precision}|{place.latitude}|{place.longitude}|{place.uncertainty_m}\n".encode())
        if place.method is GeocodeMethod.DECIDED:
            digest.update(f"{place.name}|{place.area_pcodes}\n".encode())
    return digest.hexdigest()


def _fold_dates(accounts: pd.DataFrame, incidents: int) -> pd.DataFrame:
    """Return the union of the accounts' windows; summaries of several events widen nothing where another account remains."""
    speaks = accounts[accounts["standing"] != "summary"]
    lonely = ~accounts["incident"].isin(speaks["incident"])
    dated = pd.concat([speaks, accounts[lonely]])
    grouped = dated.groupby("incident")
    days = pd.DataFrame({"day_start": grouped["start"].min(), "day_end": grouped["end"].max()}).reindex(range(incidents))
    coarse = {"day": 0, "days": 1, "week": 2, "month": 3, "year": 4}
    worst = dated["date_precision"].map(coarse).groupby(dated["incident"]).max().reindex(range(incidents))
    return days.assign(date_precision=worst.map({rank: name for name, rank in coarse.items()}))


def build_dataset(made_of: Ingredients, geocoder: PlaceFinder) -> Dataset:
    """Return the dataset of canonical tables (``ACCOUNTS``, ``RELATIONS``, ``DISPLACEMENT``) over the layers."""
    accounts = made_of.accounts.reset_index(drop=True)
    codes, ids = pd.factorize(accounts["incident_id"])
    n = len(ids)
    located = locate(accounts, geocoder)
    accounts = accounts.assign(incident=codes, start=_days(accounts["date_start"]), end=_days(accounts["date_end"]), place=located.of_account)
    speaks = (accounts["standing"] != "summary").to_numpy()
    speaks = speaks | ~accounts["incident"].isin(accounts.loc[speaks, "incident"]).to_numpy()
    places, of_incident = fold_places(located.places, located.of_account[speaks], codes[speaks], list(ids))
    places = _inside(places, made_of.governorates)
    table = describe_places(places, made_of.governorates, made_of.finer)
    places = tuple(
        replace(p, area_pcodes=(unit,)) if not p.area_pcodes and unit.startswith("SY") else p for p, unit in zip(places, table["admin1"], strict=True)
    )
    incidents = pd.DataFrame({"incident_id": ids, **dict(_fold_dates(accounts, n).items())})
    incidents = incidents.assign(
        **fold_claims(accounts, n),
        events=_masks(accounts, "event_type", EventType, n),
        targets=_masks(accounts, "target", Target, n),
        place=of_incident,
        accounts=accounts.groupby("incident").size().reindex(range(n)).to_numpy(),
        origins=_origins_count(accounts, n),
    )
    relations = [tuple(row) for row in made_of.relations[["whole_incident_id", "part_incident_id", "relation"]].to_numpy()]
    return Dataset(
        title=made_of.title,
        as_of=made_of.as_of,
        coverage=made_of.coverage,
        is_sample=made_of.is_sample,
        incidents=pd.concat([incidents, fold_figures(accounts, n)], axis=1),
        accounts=accounts,
        places=places,
        place_table=table,
        families=families_of(relations, {name: at for at, name in enumerate(ids)}),
        displacement=made_of.displacement.reset_index(drop=True),
        tallies=made_of.tallies.reset_index(drop=True),
        statements=made_of.statements.reset_index(drop=True),
        origins=made_of.origins,
        governorates=made_of.governorates,
        context=made_of.context,
        finer=made_of.finer,
        problems=made_of.problems,
        fingerprint=_fingerprint(made_of, places),
    )
