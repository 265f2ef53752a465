"""Pairs of incidents that may be one event, with a score and reasons in words: proposals for a person, nothing is joined here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from rapidfuzz import fuzz

from geo_app.importing.comparable import PARTS, facts_of
from geo_app.importing.evidence import WEIGHTS, blocks, evidence, metres_between, score_of
from geo_app.vocabulary import Bound, EventType, Perpetrator, Target
from geo_app.words.catalogue import keys, say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from enum import StrEnum

    from geo_app.importing.comparable import Facts, Whereabouts

PROPOSED = 0.5
MOST = 20_000
_HELD = 8
_TEXT = 500
_SAME_SPOT_M = 50.0
_KM = 1000.0
_TEN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Two incidents that may be one event: ids with ``a`` < ``b``, score 0 to 1 (see ``propose``), one sentence for each piece of evidence."""

    a: str
    b: str
    score: float
    reasons: tuple[str, ...]


def propose(
    accounts: pd.DataFrame,
    where: Whereabouts,
    *,
    threshold: float = PROPOSED,
    settled: Collection[tuple[str, str]] = (),
    most: int = MOST,
) -> tuple[Candidate, ...]:
    """Return pairs of incidents that may be one event, the likeliest first, each once.

    Args:
        accounts: typed accounts (columns of ``ACCOUNTS``); of two incidents the two accounts most alike speak.
        where: the place of every account, in row order.
        threshold: the least score, above 0.
        settled: pairs of ids, in either order, that a person has answered or a relation joins already; never proposed again.
        most: at most so many pairs; a list this long is better narrowed by its threshold.

    The score is the share of such pairs of the bundled accounts, taken apart, that were accounts of one event (``benchmarks/duplicates.py``).
    It is calibrated on them only: a sample coded by one hand, with several accounts for almost every second incident. In a list where
    repetitions are rare the same score is right less often; the order of pairs holds better than the number. Nothing is proposed for
    incidents in ``comparable.not_compared``, beyond ``WINDOW_DAYS`` or beyond ``REACH_M``. The order of rows makes no difference.
    """
    facts = facts_of(accounts, where)
    ids = np.array(sorted(accounts["incident_id"].unique()), dtype=object)
    position = {name: at for at, name in enumerate(ids)}
    answered = {tuple(sorted((position[a], position[b]))) for a, b in settled if a in position and b in position}
    barred = np.array([a * len(ids) + b for a, b in answered], dtype=np.int64)
    texts = accounts["description"].fillna("").str.slice(0, _TEXT).to_numpy(dtype=object)[facts.row]
    best = _best(_scored(facts, texts, threshold), facts, len(ids), barred, most)
    tellers = _Tellers(accounts, facts, texts)
    return tuple(
        Candidate(a=ids[pair // len(ids)], b=ids[pair % len(ids)], score=score, reasons=tellers.reasons(i, j))
        for pair, score, i, j in best.itertuples(index=False, name=None)
    )


def _scored(facts: Facts, texts: np.ndarray, threshold: float) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Yield pairs of positions at or above the threshold and their scores; descriptions are read only where they can decide."""
    weights = {name: weight.value for name, weight in WEIGHTS.items()}
    told = texts != ""
    for first, second in blocks(facts):
        found = evidence(facts, first, second)
        scores = score_of(found, weights)
        both = told[first] & told[second]
        both[both] = score_of({**{name: values[both] for name, values in found.items()}, "same_words": np.ones(both.sum())}, weights) >= threshold
        if both.any():
            words = np.array([shared_words(texts[a], texts[b]) for a, b in zip(first[both], second[both], strict=True)])
            scores[both] = score_of({**{name: values[both] for name, values in found.items()}, "same_words": words}, weights)
        scores = np.round(scores, 3)
        keep = scores >= threshold
        yield first[keep], second[keep], scores[keep]


def _best(scored: Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]], facts: Facts, ids: int, barred: np.ndarray, most: int) -> pd.DataFrame:
    """Return ``pair, score, i, j`` of the best ``most`` pairs of incidents, each by its two accounts most alike; memory stays bounded."""
    columns = ["pair", "score", "i", "j"]
    held = pd.DataFrame({name: np.zeros(0, dtype=float if name == "score" else np.int64) for name in columns})
    waiting, rows = [held], 0
    for first, second, scores in scored:
        a, b = facts.incident[first], facts.incident[second]
        pair = np.minimum(a, b) * ids + np.maximum(a, b)
        keep = ~np.isin(pair, barred)
        waiting.append(pd.DataFrame({"pair": pair[keep], "score": scores[keep], "i": first[keep], "j": second[keep]}))
        rows += int(keep.sum())
        if rows > _HELD * most:
            waiting, rows = [_cut(pd.concat(waiting), most)], 0
    return _cut(pd.concat(waiting), most)


def _cut(pairs: pd.DataFrame, most: int) -> pd.DataFrame:
    ordered = pairs.sort_values(["score", "pair", "i", "j"], ascending=[False, True, True, True], ignore_index=True)
    return ordered.drop_duplicates("pair").head(most)


def shared_words(a: str, b: str) -> float:
    """Return 0 to 1: how far the share of equal words of two descriptions lies above one half."""
    return max(0.0, fuzz.token_sort_ratio(a, b) / 50 - 1)


def _word(kind: str, code: StrEnum) -> str:
    return say(f"{kind}.{code}" if f"{kind}.{code}" in keys() else str(code))


def _length(metres: float) -> str:
    if metres < _KM:
        return f"{max(_TEN, round(metres, -2 if metres >= _TEN * _TEN else -1)):.0f} m"
    kilometres = metres / _KM
    return f"{kilometres:.0f} km" if kilometres >= _TEN else f"{kilometres:.1f}".removesuffix(".0") + " km"


def _number(low: float, high: float, bound: str) -> str:
    if np.isnan(low):
        return ""
    if np.isinf(high):
        return f"at least {low:.0f}"
    if bound == Bound.AT_MOST:
        return f"up to {high:.0f}"
    return f"{'about ' if bound == Bound.ABOUT else ''}{low:.0f}" if low == high else f"{low:.0f} to {high:.0f}"


class _Tellers:
    """Says why two accounts may tell of one event, in sentences for a documenter."""

    def __init__(self, accounts: pd.DataFrame, facts: Facts, texts: np.ndarray) -> None:
        self.facts, self.texts = facts, texts
        self.bounds = accounts["bound"].to_numpy(dtype=object)[facts.row]
        self.classes = accounts["killed_class"].to_numpy(dtype=object)[facts.row]

    def reasons(self, i: int, j: int) -> tuple[str, ...]:
        """Return the sentences for the accounts at two positions, the first not later than the second."""
        told = (self._days(i, j), self._place(i, j), self._parties(i, j), self._killed(i, j), *self._parts(i, j), *self._kinds(i, j), *self._source(i, j))
        return tuple(sentence for sentence in told if sentence)

    def _days(self, i: int, j: int) -> str:
        facts = self.facts
        gap = int(facts.start[j] - facts.end[i])
        if gap > 0:
            return "One day apart." if gap == 1 else "Two days apart."
        days = 1 + int(max(facts.end[i] - facts.start[i], facts.end[j] - facts.start[j]))
        if facts.start[i] == facts.start[j] and facts.end[i] == facts.end[j]:
            return "The same day." if days == 1 else f"The same {days} days."
        return f"The dates overlap; one of them spans {days} days."

    def _place(self, i: int, j: int) -> str:
        facts = self.facts
        metres = float(metres_between(facts, np.array([i]), np.array([j]))[0])
        if np.isnan(metres):
            areas = int(np.isnan(facts.latitude[i])) + int(np.isnan(facts.latitude[j]))
            return "Of one only an area is known, and it may hold the other." if areas == 1 else "Of both only an area is known, and it may be the same."
        radius = max(facts.radius[i], facts.radius[j])
        if metres < _SAME_SPOT_M:
            return f"The same place, known to within {_length(radius)}."
        within = metres <= facts.radius[i] + facts.radius[j]
        return f"{_length(metres)} apart, which is within what is known of the places." if within else f"{_length(metres)} apart."

    def _parties(self, i: int, j: int) -> str:
        bits = [int(self.facts.parties[at]) for at in (i, j)]
        a, b = (" and ".join(say(str(party)) for at, party in enumerate(Perpetrator) if one >> at & 1) for one in bits)
        if not a and not b:
            return "Neither names a party."
        if not a or not b:
            return f"One names {a or b}, the other no party."
        return f"Both name {a}." if a == b else f"One names {a}, the other {b}."

    def _killed(self, i: int, j: int) -> str:
        facts = self.facts
        a, b = (_number(facts.low[at], facts.high[at], self.bounds[at]) for at in (i, j))
        if not a and not b:
            return "Neither gives a number of killed."
        if not a or not b:
            return f"One says {a or b} killed, the other gives no number."
        a, b = f"{a} killed", f"{b} killed"
        if self.classes[i] != self.classes[j]:
            a, b = (f"{text} ({say(self.classes[at])})" if self.classes[at] else text for text, at in ((a, i), (b, j)))
        if a == b:
            return f"Both say {a}."
        apart = evidence(facts, np.array([i]), np.array([j]))["figures_apart"][0] > 0
        return f"The numbers differ: {a} and {b}." if apart else f"The numbers can both be right: {a} and {b}."

    def _parts(self, i: int, j: int) -> Iterator[str]:
        for part, a, b in zip(PARTS, self.facts.parts[i], self.facts.parts[j], strict=True):
            if a == b and a > 0:
                yield f"Both count {a:.0f} {say(str(part))} among the killed."
            elif not (np.isnan(a) or np.isnan(b) or a == b):
                yield f"One counts {a:.0f} {say(str(part))} among the killed, the other {b:.0f}."
        if self.facts.injured[i] == self.facts.injured[j] and self.facts.injured[i] > 0:
            yield f"Both say {self.facts.injured[i]:.0f} injured."

    def _kinds(self, i: int, j: int) -> Iterator[str]:
        for kind, name, vocabulary, codes in (("event", "means", EventType, self.facts.means), ("target", "target", Target, self.facts.target)):
            words = [_word(kind, list(vocabulary)[code]) if code >= 0 else "" for code in (codes[i], codes[j])]
            if words[0] and words[0] == words[1]:
                yield f"The same {name}: {words[0]}."
            elif all(words):
                yield f"One has as {name} {words[0]}, the other {words[1]}."

    def _source(self, i: int, j: int) -> Iterator[str]:
        facts = self.facts
        if facts.page[i] >= 0 and facts.page[i] == facts.page[j]:
            yield "Both stand on one page, which is no second account of itself; it may list two events."
        elif facts.publisher[i] >= 0 and facts.publisher[i] == facts.publisher[j]:
            yield "The same publisher tells of both."
        if self.texts[i] and self.texts[j] and shared_words(self.texts[i], self.texts[j]) > 0:
            yield "The descriptions share most of their words."
