"""Relations among 2,000 published totals, and a 40-page report read, each beside a plain peer in the same run. Not a test.

``python benchmarks/published.py``. Peers: every pair judged by the same facet rules one after the other in Python; the report's words found by one
regular expression.
"""

from __future__ import annotations

import re
import time
from itertools import product

import pandas as pd

from geo_app.dataset.load import load_bundled
from geo_app.dataset.relations import class_facet, facility_facet, means_facet, parties_facet, relate
from geo_app.dataset.tallies import tallies_of
from geo_app.locating.decided import load_decided_geocoder
from geo_app.reports.document import Document
from geo_app.reports.read import read_report

TOTALS, SAMPLE, PAGES, SIGNS = 2_000, 150, 40, 3_000
SENTENCES = (
    "Russian forces killed no less than {a} civilians, including {b} children and {c} women, between 30 September 2015 and the end of July 2016. ",
    "At least {a} people were injured in government airstrikes on Saraqib on 4 May 2017, a monitoring group said. ",
    "The report describes the incidents in detail and calls on the Security Council to act on Resolution 2254. ",
    "The offensive has displaced more than {a},000 people from southern Idlib, where {b} schools were hit. ",
    "قتلت قوات النظام ما لا يقل عن {a} مدنياً بينهم {b} طفلاً في ريف حلب في عام 2016. ",
)


def one_by_one(frame: pd.DataFrame) -> float:
    """Return the seconds that a plain loop takes for a pair."""
    rows = frame.astype(object).where(frame.notna(), "").astype(str).to_dict("records")
    began = time.perf_counter()
    for left, right in product(rows, rows):
        class_facet(f"{left['victim_class']}|{left['victim_sub']}", f"{right['victim_class']}|{right['victim_sub']}")
        means_facet(left["means"], right["means"])
        facility_facet(left["facility"], right["facility"])
        parties_facet(f"{left['attribution']}|1|{left['perpetrators']}", f"{right['attribution']}|1|{right['perpetrators']}")
        _ = (left["window_start_resolved"] <= right["window_start_resolved"]) and (left["window_end_resolved"] >= right["window_end_resolved"])
    return (time.perf_counter() - began) / len(rows) ** 2


def main() -> None:
    """Print seconds and ratios."""
    frame = load_bundled().tallies
    many = pd.concat([frame.assign(tally_id=frame["tally_id"] + f"#{copy}") for copy in range(-(-TOTALS // len(frame)))]).head(TOTALS)
    totals = tallies_of(many)
    began = time.perf_counter()
    relate(totals)
    seconds = time.perf_counter() - began
    peer = one_by_one(frame.head(SAMPLE)) * TOTALS**2
    print(f"relations among {TOTALS:,} totals: {seconds:.2f} s; one pair after the other (from {SAMPLE}): {peer:.1f} s; {peer / seconds:.0f} times")

    text = ""
    while len(text) < PAGES * SIGNS:
        at = len(text)
        text += SENTENCES[(at // 97) % len(SENTENCES)].format(a=100 + at % 701, b=10 + at % 41, c=5 + at % 23) + ("\n\n" if at % 7 == 0 else "")
    finder = load_decided_geocoder()
    read_report(Document(text=text[:500]), finder)
    began = time.perf_counter()
    report = read_report(Document(text=text), finder)
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    words = len(re.findall(r"\w+", text))
    peer = time.perf_counter() - began
    print(f"{PAGES} pages, {words:,} words, {len(report.drafts):,} drafts: {seconds:.2f} s; finding the words alone: {peer:.3f} s; {seconds / peer:.0f} times")


if __name__ == "__main__":
    main()
