"""How well incidents that are one event are found: the bundled accounts taken apart, beside two simple rules, in one run.

    python benchmarks/duplicates.py

Every account stands as an incident of its own; accounts of one incident are the right pairs. Pairs of incidents that hold or may overlap one
another (``incident_relations.csv``) are neither right nor wrong and left out. The bundled incidents are a thin sample (one in ten days), so
the same accounts are also laid on one year and on one month, as crowded as a list of 100,000 incidents in 14 years. Weights are fitted to
one half of the incidents and tried on pairs inside the other and across the halves (which count half in either), both ways round.
"""

from __future__ import annotations

import time
import tracemalloc
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.optimize import minimize

from geo_app.dataset.load import bundled_ingredients, load_bundled
from geo_app.importing.candidates import PROPOSED, propose
from geo_app.importing.comparable import Whereabouts, facts_of, not_compared, whereabouts
from geo_app.importing.evidence import WEIGHTS, blocks, evidence, score_of

if TYPE_CHECKING:
    from geo_app.dataset.frozen import Dataset
    from geo_app.importing.comparable import Facts

THRESHOLDS = (0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95)
LAID = {"as they stand": 0, "laid on one year": 365, "laid on one month": 30}
FITTED = tuple(name for name in WEIGHTS if name != "same_words")
RIDGE = 2.0
REPEATED = 0.2
BINS = ((0.05, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 1.01))
CODED = ("same_means", "other_means", "same_target", "other_target")
ROWS, DAYS = 100_000, 5_000
FOR = ("same_parties", "some_parties", "same_figure", "same_parts", "same_injured", "same_means", "same_target")
FREE = ("start", "same_page", "same_publisher")
BOUNDS = {"same_means": 1.0, "other_means": 1.5, "same_target": 1.0, "other_target": 1.5, "same_page": 2.0, "same_publisher": 1.0, "days_apart": 1.5}
"""No weight beyond these: one person coded all accounts of an incident together, so that they agree more than those of two lists would."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Accounts taken apart, and every pair of them that is compared: positions in ``accounts`` and evidence; ``related`` incidents, both ways.

    ``all_right``: the first of every right pair that counts, compared or not.
    """

    accounts: pd.DataFrame
    related: set[tuple[str, str]]
    first: np.ndarray
    second: np.ndarray
    found: dict[str, np.ndarray]
    all_right: np.ndarray

    def judged(self, first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return which pairs are of one incident, and which count: neither of related incidents, nor two origins cited by one page."""
        event, page = self.accounts["event"].to_numpy(dtype=object), self.accounts["source_url"].to_numpy(dtype=object)
        right = event[first] == event[second]
        known = np.array([pair in self.related for pair in zip(event[first], event[second], strict=True)], dtype=bool)
        return right, ~known & ~(right & (page[first] == page[second]))


def laid_on(accounts: pd.DataFrame, days: int) -> pd.DataFrame:
    """Return the accounts with every incident moved by whole spans of ``days``, so that all fall into one; 0 leaves them."""
    if not days:
        return accounts
    start = accounts["date_start"].astype("int64") // 86_400
    shift = pd.to_timedelta(start.groupby(accounts["event"]).transform("min") // days * days, unit="D")
    return accounts.assign(date_start=accounts["date_start"] - shift, date_end=accounts["date_end"] - shift)


def compared(facts: Facts) -> tuple[np.ndarray, np.ndarray]:
    """Return all pairs of positions that are compared, each once."""
    parts = list(blocks(facts))
    pairs = np.unique(np.concatenate([first * len(facts) + second for first, second in parts]))
    return pairs // len(facts), pairs % len(facts)


def told_twice(accounts: pd.DataFrame) -> pd.DataFrame:
    """Return one account of every incident, and a second one from another page of one incident in five, by chance."""
    mixed = accounts.sample(frac=1, random_state=1)
    pages = mixed.drop_duplicates(["incident_id", "source_url"])
    turn = pages.groupby("incident_id").cumcount()
    chosen = pages.loc[turn == 1, "incident_id"].head(round(pages["incident_id"].nunique() * REPEATED))
    return pages[(turn == 0) | ((turn == 1) & pages["incident_id"].isin(chosen))].sort_index().reset_index(drop=True)


def take_apart(dataset: Dataset, related: set[tuple[str, str]], days: int, *, rare: bool = False) -> Apart:
    """Return every account as an incident of its own, and what is compared; ``rare``: of one incident in five two accounts, else one."""
    accounts = dataset.accounts[dataset.accounts["standing"] != "summary"].reset_index(drop=True)
    accounts = told_twice(accounts) if rare else accounts
    accounts = laid_on(accounts.assign(event=accounts["incident_id"], incident_id=accounts["account_id"]), days)
    where = whereabouts(dataset.places, accounts["place"].to_numpy(), dataset.place_table["found"].to_numpy())
    facts = facts_of(accounts, where)
    first, second = compared(facts)
    page = accounts["source_url"].to_numpy(dtype=object)
    pairs = [pair for rows in accounts.groupby("event").indices.values() for pair in combinations(sorted(rows), 2)]
    all_right = np.array([x for x, y in pairs if page[x] != page[y]], dtype=np.int64)
    found = evidence(facts, first, second)
    return Apart(accounts=accounts, related=related, first=facts.row[first], second=facts.row[second], found=found, all_right=all_right)


def fit(sets: list[Apart], halves: np.ndarray | None) -> dict[str, float]:
    """Return the weights that fit the pairs inside the incidents of ``halves`` (per account; None: all).

    An incident of n accounts counts as n − 1 right pairs. A ridge holds every weight but the start near 0, signs are those of common sense. Every
    pair counts half as it is and half as if means and targets were not known, as in lists that do not code them.
    """
    rows, right, weight = [], [], []
    for one in sets:
        is_right, counts = one.judged(one.first, one.second)
        use = counts & (True if halves is None else halves[one.first] & halves[one.second])
        size = one.accounts.groupby("event")["event"].transform("size").to_numpy()[one.first[use]]
        rows.append(np.column_stack([one.found[name][use] for name in FITTED]))
        right.append(is_right[use])
        weight.append(np.where(is_right[use], 2 / size, 1.0))
    coded, y, w = np.concatenate(rows), np.concatenate(right).astype(float), np.concatenate(weight)
    x = np.concatenate([coded, np.where(np.isin(FITTED, CODED), 0.0, coded)])
    y, w = np.tile(y, 2), np.tile(w, 2) / 2
    ridge = np.array([0.0 if name == "start" else RIDGE for name in FITTED])

    def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
        logit = x @ beta
        value = (w * (np.logaddexp(0, logit) - y * logit)).sum() + (ridge * beta**2).sum() / 2
        return float(value), x.T @ (w * (1 / (1 + np.exp(-logit)) - y)) + ridge * beta

    bounds = []
    for name in FITTED:
        most = BOUNDS.get(name, 20.0)
        bounds.append((-most, most) if name in FREE else (0.0, most) if name in FOR else (-most, 0.0))
    best = minimize(loss, np.zeros(len(FITTED)), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 2000})
    return dict(zip(FITTED, best.x.tolist(), strict=True))


def halves_of(events: pd.Series) -> np.ndarray:
    """Return True for the accounts of one half of the incidents, by chance."""
    names = np.array(sorted(events.unique()))
    chosen = set(np.random.default_rng(1).permutation(names)[: len(names) // 2])
    return events.isin(chosen).to_numpy()


def unseen(one: Apart, by_half: list[tuple[np.ndarray, dict[str, float]]], without: tuple[str, ...] = ()) -> tuple[np.ndarray, np.ndarray]:
    """Return the scores of all compared pairs by the weights of either half, one after the other, and how much each counts."""
    found = {name: values * (name not in without) for name, values in one.found.items()}
    scores = [score_of(found, fitted) for _, fitted in by_half]
    weights = [np.choose(trained[one.first].astype(int) + trained[one.second].astype(int), [1.0, 0.5, 0.0]) for trained, _ in by_half]
    return np.concatenate(scores), np.concatenate(weights)


def row(name: str, one: Apart, first: np.ndarray, second: np.ndarray, weights: np.ndarray) -> None:
    """Print precision and recall of proposed pairs, the mean recall of an incident's pairs, and the pairs a person would look at."""
    right, counts = one.judged(first, second)
    hits, wrong = (weights * (counts & right)).sum(), (weights * (counts & ~right)).sum()
    events = one.accounts["event"].to_numpy(dtype=object)
    all_of = pd.Series(events[one.all_right]).value_counts()
    got = pd.Series(weights * (counts & right)).groupby(events[first]).sum().reindex(all_of.index, fill_value=0.0)
    recall, by_incident = hits / len(one.all_right), (got / all_of).mean()
    print(f"    {name:40s} {hits / max(1e-9, hits + wrong):9.3f} {recall:7.3f} {by_incident:12.3f} {hits:7.0f} {wrong:7.0f} {weights.sum():11.0f}")


def naive(one: Apart, column: str) -> tuple[np.ndarray, np.ndarray]:
    """Return all pairs of accounts with the same first day and the same text in ``column``."""
    text = one.accounts[column].str.strip().str.casefold().to_numpy(dtype=object)
    key, _ = pd.factorize(pd.Series(list(zip(one.accounts["date_start"], text, strict=True))))
    first, second = np.triu_indices(len(key), 1)
    same = (key[first] == key[second]) & (text[first] != "")
    return first[same], second[same]


def table(name: str, one: Apart, by_half: list[tuple[np.ndarray, dict[str, float]]]) -> None:
    """Print our thresholds, the default without what one hand coded, and the simple rules for one set."""
    right, counts = one.judged(one.first, one.second)
    reached = int((right & counts).sum())
    print(f"\n{name}: {len(one.accounts):,} accounts, {len(one.all_right):,} right pairs, of which {reached:,} among {len(one.first):,} compared")
    print(f"    {'':40s} precision  recall  by incident   right   wrong  to look at")
    first, second = np.tile(one.first, 2), np.tile(one.second, 2)
    scores, weights = unseen(one, by_half)
    for threshold in THRESHOLDS:
        keep = (scores >= threshold) & (weights > 0)
        row(f"score ≥ {threshold}{' (default)' if threshold == PROPOSED else ''}", one, first[keep], second[keep], weights[keep])
    keep = unseen(one, by_half, CODED)[0] >= PROPOSED
    row(f"score ≥ {PROPOSED}, means and targets unknown", one, first[keep], second[keep], weights[keep])
    for label, column in (("governorate", "area_pcodes"), ("place text", "place_as_reported")):
        pairs = naive(one, column)
        row(f"same day and same {label}", one, *pairs, np.ones(len(pairs[0])))
    weights, right = weights * np.tile(counts, 2), np.tile(right, 2)
    for low, high in BINS:
        inside = weights * ((scores >= low) & (scores < high))
        print(f"    score {low:.2f}–{min(high, 1):.2f}: {inside.sum():6.0f} pairs, right {(inside * right).sum() / max(1e-9, inside.sum()):.3f}")


def as_they_are(dataset: Dataset, related: set[tuple[str, str]]) -> None:
    """Print what is proposed among the bundled incidents as they are, beside the relations a person found among them."""
    accounts = dataset.accounts
    where = whereabouts(dataset.places, accounts["place"].to_numpy(), dataset.place_table["found"].to_numpy())
    found = propose(accounts, where)
    known = sum((one.a, one.b) in related for one in found)
    print(f"\nthe bundled incidents as they are: {len(found)} pairs proposed, of which {known} of the {len(related) // 2} related ones")
    print(f"    not compared: {len(not_compared(accounts, where))} incidents; the first of the other pairs:")
    for one in [one for one in found if (one.a, one.b) not in related][:5]:
        print(f"    {one.score:.3f} {one.a} {one.b}: {' '.join(one.reasons)}")


def many(dataset: Dataset, *, crowded: bool) -> tuple[pd.DataFrame, Whereabouts]:
    """Return 100,000 made incidents: bundled accounts on other days, over 14 years, their figures shuffled; ``crowded``: within one year."""
    chance = np.random.default_rng(1)
    picked = dataset.accounts[dataset.accounts["date_precision"] == "day"].reset_index(drop=True)
    rows = chance.integers(0, len(picked), ROWS)
    accounts = picked.iloc[rows].reset_index(drop=True)
    names = [f"made-{at:06d}" for at in range(ROWS)]
    days = pd.Timestamp("2011-03-18") + pd.to_timedelta(chance.integers(0, 365 if crowded else DAYS, ROWS), unit="D").as_unit("s")
    accounts = accounts.assign(incident_id=names, account_id=names, date_start=days, date_end=days, source_url=names)
    for column in ("killed_min", "killed_max", "killed_children", "injured_min"):
        accounts[column] = picked[column].iloc[chance.integers(0, len(picked), ROWS)].to_numpy()
    where = whereabouts(dataset.places, picked["place"].to_numpy()[rows], dataset.place_table["found"].to_numpy())
    jitter = [chance.normal(0, 0.1, ROWS) for _ in range(2)]
    moved = Whereabouts(
        latitude=where.latitude + jitter[0], longitude=where.longitude + jitter[1], uncertainty_m=where.uncertainty_m, governorates=where.governorates
    )
    return accounts, moved


def speed(dataset: Dataset) -> None:
    """Print how long 100,000 made incidents take, and the greatest memory held."""
    print()
    for crowded in (False, True):
        accounts, where = many(dataset, crowded=crowded)
        facts = facts_of(accounts, where)
        compared_pairs = sum(len(first) for first, _ in blocks(facts))
        began = time.perf_counter()
        found = propose(accounts, where)
        took = time.perf_counter() - began
        tracemalloc.start()
        propose(accounts, where)
        peak = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        over = "one year" if crowded else "14 years"
        print(f"{ROWS:,} made incidents over {over}: {took:.1f} s, {compared_pairs:,} pairs compared, {len(found):,} proposed, at most {peak:.0f} MiB")


def main() -> None:
    """Print all."""
    relations = bundled_ingredients().relations
    pairs = set(zip(relations["whole_incident_id"], relations["part_incident_id"], strict=True))
    related = pairs | {(b, a) for a, b in pairs}
    dataset = load_bundled()
    sets = {name: take_apart(dataset, related, days) for name, days in LAID.items()}
    half = halves_of(next(iter(sets.values())).accounts["event"])
    by_half = [(trained, fit(list(sets.values()), trained)) for trained in (half, ~half)]
    for name, one in sets.items():
        table(name, one, by_half)
    rare = take_apart(dataset, related, LAID["laid on one month"], rare=True)
    chosen = set(next(iter(sets.values())).accounts["event"][half])
    among = rare.accounts["event"].isin(chosen).to_numpy()
    table("laid on one month, one incident in five told twice", rare, [(among, by_half[0][1]), (~among, by_half[1][1])])
    as_they_are(dataset, related)
    speed(dataset)
    whole = fit(list(sets.values()), None)
    print(f"\nweights: {'':17s}{'in use':>8s} {'all':>8s} {'one half':>8s} {'other':>8s}")
    for name in FITTED:
        print(f"    {name:20s} {WEIGHTS[name].value:8.2f} {whole[name]:8.2f} {by_half[0][1][name]:8.2f} {by_half[1][1][name]:8.2f}")


if __name__ == "__main__":
    main()
