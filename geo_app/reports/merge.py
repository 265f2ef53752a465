"""One fact told several times → one draft, with the other places it is told at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo_app.vocabulary import Bound

if TYPE_CHECKING:
    from geo_app.reports.drafts import Draft


_SMALL, _LEAD = 20, 450


def _same(one: Draft, other: Draft) -> bool:
    """Return True where two drafts tell the same number of the same thing, and nothing they say differs."""
    if one.kind == "statement" or other.kind == "statement" or one.bound is Bound.VAGUE or one.bound is Bound.RANK_ONLY:
        return False
    values = (
        {value for value in (one.value_min, one.value_max) if value is not None},
        {value for value in (other.value_min, other.value_max) if value is not None},
    )
    if values[0] != values[1] or one.unit != other.unit or one.measure != other.measure:
        return False
    if set(one.victim_class.split(";")) != set(other.victim_class.split(";")) and not (
        {one.victim_class, other.victim_class} <= {"people", "civilians", "civil_defence", "fighters"} and "people" in {one.victim_class, other.victim_class}
    ):
        return False
    if one.facility != other.facility or (one.perpetrators and other.perpetrators and set(one.perpetrators) != set(other.perpetrators)):
        return False
    differ = (
        one.bound != other.bound
        and not (one.in_title or other.in_title)
        and one.bound_scope != "inherited"
        and other.bound_scope != "inherited"
        and Bound.STATED not in (one.bound, other.bound)
    )
    if differ:
        return False
    # Small numbers repeat by chance: they are one fact only where one of them stands in the headline or the lead.
    led = one.in_title or other.in_title or min(one.spans["number"].start, other.spans["number"].start) < _LEAD
    if max(values[0] or {0}) < _SMALL and not led:
        return False
    if one.window_start and other.window_start and one.window_end and other.window_end:
        return one.window_start <= other.window_end and other.window_start <= one.window_end
    return True


def _richness(one: Draft) -> tuple[bool, int, float]:
    said = sum(bool(value) for value in (one.perpetrators, one.window_start, one.window_end, one.area, one.bound_word, one.part_of is not None))
    return (not one.in_title, said, one.confidence)


def _key(one: Draft) -> tuple[object, ...]:
    """Return what two drafts must share to be one fact, so that only those are compared."""
    value = one.value_min if one.value_min is not None else one.value_max
    return one.kind == "statement", one.measure, one.unit, value


def merged(drafts: list[Draft]) -> tuple[Draft, ...]:
    """Return the drafts with repeats folded into the richest telling; ``part_of`` follows to the new positions."""
    group_of: list[int] = []
    groups: list[list[int]] = []
    alike: dict[tuple[object, ...], list[int]] = {}
    for at, one in enumerate(drafts):
        known = alike.setdefault(_key(one), [])
        home = next((number for number in known if any(_same(drafts[other], one) for other in groups[number])), None)
        if home is None:
            home = len(groups)
            groups.append([])
            known.append(home)
        groups[home].append(at)
        group_of.append(home)
    chosen = [max(members, key=lambda at: (_richness(drafts[at]), -at)) for members in groups]
    order = sorted(range(len(groups)), key=lambda number: drafts[chosen[number]].spans["number"].start)
    place = {number: position for position, number in enumerate(order)}
    out = []
    for number in order:
        best = drafts[chosen[number]]
        others = tuple(drafts[at].spans["number"] for at in groups[number] if at != chosen[number])
        part = next((drafts[at].part_of for at in (chosen[number], *groups[number]) if drafts[at].part_of is not None), None)
        holder = place[group_of[part]] if part is not None and part < len(group_of) else None
        filled = _filled(best, [drafts[at] for at in groups[number]])
        out.append(replace(filled, also=others, part_of=holder if holder != place[number] else None))
    return tuple(out)


def _filled(best: Draft, group: list[Draft]) -> Draft:
    """Return the richest telling with what only the others say: party, window, place."""
    for other in group:
        if best.bound is Bound.STATED and other.bound in {Bound.AT_LEAST, Bound.ABOUT} and other.bound_scope == "own" and not other.in_title:
            best = replace(best, bound=other.bound, bound_word=other.bound_word, bound_scope="own", value_max=other.value_max)
        if best.victim_class == "people" and other.victim_class not in {"people", ""}:
            best = replace(best, victim_class=other.victim_class)
        if not best.perpetrators and other.perpetrators:
            spans = {**best.spans, **{name: span for name, span in other.spans.items() if name == "perpetrators"}}
            best = replace(best, perpetrators=other.perpetrators, attribution=other.attribution, spans=spans)
        if best.window_start is None and best.window_end is None and (other.window_start or other.window_end):
            best = replace(best, window_start=other.window_start, window_end=other.window_end, window_words=other.window_words, window_basis=other.window_basis)
        if not best.area and other.area:
            best = replace(best, area=other.area, area_precision=other.area_precision, area_pcodes=other.area_pcodes, place_name=other.place_name)
    return best
