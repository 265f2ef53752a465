"""A map before anything draws it: surfaces, points, circles, fills and flows with the words around them. Frozen; knows no renderer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo_app.dataset.frozen import PRECISIONS, SEVERAL
from geo_app.dataset.select import Subset, select
from geo_app.measures.by_place import by_place
from geo_app.measures.density import KERNEL_M, Surface, density
from geo_app.measures.flows import Flows, flows
from geo_app.measures.totals import toll
from geo_app.model.areas import LEVELS, column_of
from geo_app.render import phrases
from geo_app.render.choropleth import Choropleth, Shading, choropleth, shading_of
from geo_app.render.style import BREAKS, MIXED, SURFACE, colour_of
from geo_app.vocabulary import CIRCLES, FILLS, MAPPED, Perpetrator
from geo_app.words.catalogue import Language, say

if TYPE_CHECKING:
    from geo_app.dataset.frozen import Dataset
    from geo_app.model.counts import Coverage, Toll

LAYERS = ("heat", "choropleth", "points", "areas", "displacement")
MEASURES = ("incidents", "killed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is drawn of a subset, and in which words."""

    layers: tuple[str, ...]
    measure: str
    language: Language
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A point or circle for all places at one spot: ``places`` are their positions in ``dataset.places``, ``radius_m`` holds the true place.

    ``killed`` is the sum of minima, None where no incident there has a figure.
    """

    places: tuple[int, ...]
    name: str
    name_ar: str
    latitude: float
    longitude: float
    radius_m: float
    incidents: int
    killed: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """Incidents known to one unit only, the smallest of the loaded layers: a number on it, unlike a choropleth of all records."""

    level: str
    unit_id: str
    name: str
    incidents: int
    places: tuple[int, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Panel:
    """What one map of the scene shows: of one party, or of all that was asked for. ``surface`` is None where no surface is asked for.

    ``several_areas``: incidents that lie in several governorates and hatch none.
    """

    key: str
    label: str
    surface: Surface | None
    points: tuple[Mark, ...]
    circles: tuple[Mark, ...]
    fills: tuple[Fill, ...]
    several_areas: int
    flows: Flows | None
    coverage: Coverage
    colour: str
    choropleth: Choropleth | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """Numeric classes: ``breaks[i]`` is the lower end of ``colours[i]``; the last class is open above, below the first nothing is coloured."""

    heading: str
    breaks: tuple[float, ...]
    colours: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Scene:
    """Everything a map shows and says. ``layers`` are the ones asked for, in drawing order; ``panels[0]`` shows all of the subset."""

    subset: Subset
    layers: tuple[str, ...]
    measure: str
    language: Language
    title: str
    subtitle: tuple[str, ...]
    notes: tuple[str, ...]
    panels: tuple[Panel, ...]
    legend: Legend | None
    toll: Toll
    coverage: Coverage
    level: str = LEVELS[0]
    shading: Shading | None = None

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels whose units the map shows: governorates, and finer ones that are shaded, filled or asked for."""
        dataset, selection = self.subset.dataset, self.subset.selection
        used = {LEVELS[0], *(fill.level for panel in self.panels for fill in panel.fills), *map(dataset.level_of_area, selection.areas)}
        if self.shading is not None:
            used.add(self.level)
        return tuple(level for level in LEVELS if level in used)


def _panel(key: str, label: str, subset: Subset, *, look: Look) -> Panel:
    layers, measure, language = look.layers, look.measure, look.language
    fills, several = _fills(subset, language) if "areas" in layers else ((), 0)
    return Panel(
        key=key,
        label=label,
        surface=density(subset, of_deaths=measure == "killed") if "heat" in layers else None,
        points=_marks(subset, MAPPED) if "points" in layers else (),
        circles=_marks(subset, CIRCLES) if "areas" in layers else (),
        fills=fills,
        several_areas=several,
        flows=flows(subset.dataset, subset.selection) if "displacement" in layers else None,
        coverage=subset.coverage,
        colour=_colour(subset),
        choropleth=choropleth(subset, look.level, measure, language) if "choropleth" in layers else None,
    )


def _panels(subset: Subset, look: Look) -> tuple[Panel, ...]:
    """Return the panel of all that was asked for, then one for each party where surfaces of several are asked for."""
    parties = subset.selection.perpetrators
    language = look.language
    everything = say("app.all", language) if not parties else phrases.parties_in_words(subset.selection, language)
    whole = _panel("all", everything, subset, look=look)
    if len(parties) <= 1:
        return (whole,)
    alone = [(party, select(subset.dataset, replace(subset.selection, perpetrators=(party,)))) for party in parties]
    return (whole, *(_panel(str(party), say(str(party), language), part, look=look) for party, part in alone))


def _drawn_part(surface: Surface, subset: Subset, language: Language) -> str:
    """Say how much of the total is in the surface: deaths known to an area only are not."""
    total = toll(subset, subset.selection.victim_class).at_least or 0
    return say("legend.drawn", language, n=phrases.number(round(surface.total)), all=phrases.number(total))


def _legend(surface: Surface, subset: Subset, measure: str, language: Language) -> Legend:
    victims = say(str(subset.selection.victim_class), language).capitalize()
    notes = [say("legend.below", language, low=BREAKS[measure][0]), say("legend.kernel", language, km=KERNEL_M / 1000)]
    notes.append(say("legend.only.mapped", language, n=subset.coverage.mapped - surface.left_out))
    notes.append(say("legend.one", language) if measure == "incidents" else _drawn_part(surface, subset, language))
    if surface.without_figure:
        notes.append(say("legend.no.weight", language, n=surface.without_figure))
    if surface.in_larger:
        notes.append(say("legend.in.larger", language, n=surface.in_larger))
    return Legend(heading=say(f"legend.{measure}", language, victims=victims), breaks=BREAKS[measure], colours=SURFACE, notes=tuple(notes))


def _marks(subset: Subset, kinds: tuple[str, ...]) -> tuple[Mark, ...]:
    """Return one mark a spot: two spellings of a town are one place, and so are two circles of one centre and radius."""
    dataset = subset.dataset
    spots: dict[tuple[float, float, int], list[tuple[int, int, int | None]]] = {}
    for row in by_place(subset).to_dict("records"):
        at = int(row["place"])
        place = dataset.places[at]
        if place.precision in kinds and place.latitude is not None and place.longitude is not None and row["incidents"] > 0:
            spot = (round(place.latitude, 4), round(place.longitude, 4), round(place.uncertainty_m or 0.0))
            killed = None if row["with_figure"] == 0 else int(row["killed_at_least"])
            spots.setdefault(spot, []).append((at, int(row["incidents"]), killed))
    marks = []
    for (latitude, longitude, radius), found in spots.items():
        place = dataset.places[found[0][0]]
        figures = [killed for _, _, killed in found if killed is not None]
        marks.append(
            Mark(
                places=tuple(at for at, _, _ in found),
                name=place.name or place.query,
                name_ar=place.name_ar,
                latitude=latitude,
                longitude=longitude,
                radius_m=radius,
                incidents=sum(n for _, n, _ in found),
                killed=sum(figures) if figures else None,
            )
        )
    return tuple(sorted(marks, key=lambda m: (-m.incidents, m.name, m.latitude)))


def _fills(subset: Subset, language: Language) -> tuple[tuple[Fill, ...], int]:
    dataset = subset.dataset
    table = dataset.place_table
    names = {u: (en, ar) for layer in dataset.layers.values() for u, en, ar in layer.units[["unit_id", "name", "name_ar"]].itertuples(index=False)}
    counted: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for row in by_place(subset).to_dict("records"):
        at = int(row["place"])
        if PRECISIONS[int(table["precision"].iloc[at])] in FILLS and row["incidents"] > 0:
            counted.setdefault(_smallest(dataset, at, names), []).append((at, int(row["incidents"])))
    several = sum(n for _, n in counted.pop((LEVELS[0], SEVERAL), []))
    fills = tuple(
        Fill(
            level=level,
            unit_id=unit,
            name=names[unit][0 if language == "en" else 1],
            incidents=sum(n for _, n in found),
            places=tuple(at for at, _ in found),
        )
        for (level, unit), found in sorted(counted.items(), key=lambda one: (LEVELS.index(one[0][0]), one[0][1]))
        if unit in names
    )
    return fills, several


def _smallest(dataset: Dataset, at: int, names: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """Return level and unit of the smallest loaded layer that holds an area: its subdistrict, district or governorate."""
    table = dataset.place_table
    for level in reversed(LEVELS[1:]):
        unit = str(table[column_of(level)].iloc[at])
        if level in dataset.finer and unit in names:
            return level, unit
    return LEVELS[0], str(table["admin1"].iloc[at])


def _notes(subset: Subset, coverage: Coverage, deaths: Toll, layers: tuple[str, ...], language: Language) -> tuple[str, ...]:
    dataset = subset.dataset
    notes = []
    if layers == ("displacement",):
        return (say("displacement.coverage", language),)
    beside = phrases.beside_in_words(coverage, deaths, language)
    if beside:
        notes.append(" ".join(beside))
    notes.append(dataset.coverage)
    if dataset.is_sample:
        notes.append(say("map.sample", language))
    if "displacement" in layers:
        alone = say("displacement.alone", language) + " " if subset.selection.is_one_party_question else ""
        notes.append(alone + say("displacement.coverage", language))
    return tuple(notes)


def _colour(subset: Subset) -> str:
    parties: tuple[Perpetrator, ...] = subset.selection.perpetrators
    return colour_of(str(parties[0])) if len(parties) == 1 else MIXED


def build_scene(subset: Subset, *, layers: tuple[str, ...], measure: str = "incidents", language: Language = "en", level: str = LEVELS[0]) -> Scene:
    """Return the scene of ``subset``.

    Args:
        subset: what to show.
        layers: any of ``LAYERS``.
        measure: what a surface weighs or a choropleth counts: ``incidents`` (one each) or ``killed`` (lowest figures).
        language: of every word in it.
        level: whose units a choropleth shades.

    Raises:
        BadUseError: a choropleth is asked for and no layer of ``level`` is in use.
    """
    selection = subset.selection
    coverage, deaths = subset.coverage, toll(subset, selection.victim_class)
    panels = _panels(subset, Look(layers=layers, measure=measure, language=language, level=level))
    shaded = panels[0].choropleth
    asked = selection
    if layers == ("displacement",):
        # Means, targets and precision say nothing of displacement, so the title must not say that they do.
        asked = replace(selection, event_types=(), targets=(), min_precision=None)
    where = phrases.filters_in_words(asked, subset.dataset.area_names, subset.dataset.origins, language)
    window = phrases.window_in_words(selection.window, language)
    subtitle = [" · ".join([window, *where])]
    if layers != ("displacement",):
        subtitle += [phrases.toll_in_words(deaths, language), phrases.coverage_in_words(coverage, language)]
    return Scene(
        subset=subset,
        layers=layers,
        measure=measure,
        language=language,
        title=phrases.title(selection, deaths, measure="displacement" if layers == ("displacement",) else measure, language=language),
        subtitle=tuple(subtitle),
        notes=_notes(subset, coverage, deaths, layers, language),
        panels=panels,
        legend=_legend(panels[0].surface, subset, measure, language) if panels[0].surface is not None else None,
        toll=deaths,
        coverage=coverage,
        level=level,
        shading=shading_of(shaded, subset, measure, language) if shaded is not None else None,
    )
