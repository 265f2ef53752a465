"""A report as read → plain objects, one a draft: what ``geo-app read --json`` prints and what tables show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo_app.reports.drafts import Draft, Report


def _number(value: float | None) -> int | float | None:
    return int(value) if value is not None and float(value).is_integer() else value


def draft_object(draft: Draft, at: int) -> dict[str, Any]:
    """Return a draft as an object; offsets are code points of the report's text, ends excluded; null where the text does not say."""
    phrase, number = draft.spans["phrase"], draft.spans["number"]
    return {
        "id": at,
        "kind": draft.kind,
        "measure": draft.measure,
        "victim_class": draft.victim_class or None,
        "victim_sub": draft.victim_sub or None,
        "means": draft.means or None,
        "facility": draft.facility or None,
        "perpetrators": [str(one) for one in draft.perpetrators],
        "attribution": str(draft.attribution) if draft.attribution is not None else None,
        "window_start": draft.window_start.isoformat() if draft.window_start else None,
        "window_end": draft.window_end.isoformat() if draft.window_end else None,
        "window_words": draft.window_words or None,
        "window_basis": draft.window_basis or None,
        "area": draft.area or None,
        "area_precision": draft.area_precision or None,
        "area_pcodes": list(draft.area_pcodes),
        "value_min": _number(draft.value_min),
        "value_max": _number(draft.value_max),
        "unit": draft.unit or None,
        "bound": str(draft.bound) if draft.bound is not None else None,
        "bound_word": draft.bound_word or None,
        "bound_scope": draft.bound_scope or None,
        "part_of": draft.part_of,
        "char_start": phrase.start,
        "char_end": phrase.end,
        "num_start": number.start,
        "num_end": number.end,
        "also_at": [[one.start, one.end] for one in draft.also],
        "fields": {name: [span.start, span.end] for name, span in sorted(draft.spans.items())},
        "quote": draft.quote,
        "confidence": draft.confidence,
        "undecided": list(draft.undecided),
        "speaker": draft.speaker or None,
    }


def report_object(report: Report) -> dict[str, Any]:
    """Return what a report says of itself."""
    return {
        "kind": "source",
        "file": report.file,
        "sha256": report.sha256,
        "title": report.title,
        "publisher": report.publisher or None,
        "printed": report.printed.isoformat() if report.printed else None,
        "relays": list(report.relays),
        "language": report.language,
        "drafts": len(report.drafts),
    }
