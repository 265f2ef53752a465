"""What the pages of published totals ask, each answered once per revision: what origins support, what contradicts, parties side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo_app.measures.compared import compared
from geo_app.measures.consistent import contradictions
from geo_app.measures.supported import supported
from geo_app.model.selection import Selection
from geo_app.render.compare import build_comparison
from geo_app.render.scene import build_scene
from geo_app.ui.cache import kept, subset_of

if TYPE_CHECKING:
    from geo_app.dataset.frozen import Dataset
    from geo_app.measures.compared import Compared, Shown
    from geo_app.measures.consistent import Finding
    from geo_app.measures.supported import Supported
    from geo_app.model.dates import Window
    from geo_app.model.question import Question
    from geo_app.render.compare import Comparison
    from geo_app.vocabulary import Perpetrator
    from geo_app.words.catalogue import Language

_SCREEN_DPI = 150


def supported_of(dataset: Dataset, question: Question) -> tuple[Supported, ...]:
    """Return what the published totals support for a question, origin by origin."""
    found: tuple[Supported, ...] = kept(("supported", dataset.fingerprint, question), lambda: supported(dataset.relations, question))
    return found


def contradictions_of(dataset: Dataset) -> tuple[Finding, ...]:
    """Return what the published totals contradict."""
    found: tuple[Finding, ...] = kept(("contradictions", dataset.fingerprint), lambda: contradictions(dataset.relations))
    return found


def compared_of(dataset: Dataset, parties: tuple[Perpetrator, ...], window: Window, origin: str, shown: Shown) -> Compared:
    """Return the published totals of one origin, party beside party; an empty ``origin``: the one that fills most cells."""
    key = ("compared", dataset.fingerprint, parties, window, origin, shown)
    found: Compared = kept(key, lambda: compared(dataset.relations, parties, window, origin=origin, shown=shown))
    return found


def pictured(dataset: Dataset, parties: tuple[Perpetrator, ...], window: Window, whose: tuple[str, Shown], language: Language) -> tuple[Comparison, bytes]:
    """Return the comparison of parties by the totals of an origin, beside their public incidents, and its picture for the screen (PNG)."""
    from geo_app.render.image.compare_page import render_comparison  # noqa: PLC0415 - matplotlib is slow to import

    def make() -> tuple[Comparison, bytes]:
        chosen = Selection(perpetrators=parties, window=window, public_only=True)
        scene = build_scene(subset_of(dataset, chosen), layers=("heat",), language=language)
        what = build_comparison(scene, compared_of(dataset, parties, window, *whose))
        return what, render_comparison(what, "png", dpi=_SCREEN_DPI)

    found: tuple[Comparison, bytes] = kept(("pictured", dataset.fingerprint, parties, window, whose, language), make)
    return found
