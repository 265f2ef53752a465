"""What every map carries, and that no text leaves the page."""

from __future__ import annotations

from datetime import date
from itertools import product

import matplotlib as mpl
import numpy as np
import pytest

from geo_app.briefing.make import make_map
from geo_app.dataset.load import dataset_from_records
from geo_app.dataset.select import select
from geo_app.model.dates import Window
from geo_app.model.selection import Selection
from geo_app.readers.accounts import read_accounts
from geo_app.readers.delimited import read_delimited
from geo_app.render.image.page import _RC, compose
from geo_app.render.scene import LAYERS, build_scene
from geo_app.render.style import BREAKS, SURFACE
from geo_app.render.webmap.page import render_html
from geo_app.render.webmap.payload import payload_of
from geo_app.render.webmap.raster import classes_of
from geo_app.vocabulary import Attribution, Perpetrator

RU, SY, IS = Perpetrator.RUSSIAN_FORCES, Perpetrator.SYRIAN_GOVERNMENT, Perpetrator.ISIS
WINTER = Window(start=date(2015, 9, 30), end=date(2020, 3, 31))
SELECTIONS = {
    "all": Selection(),
    "one party": Selection(perpetrators=(RU,), window=WINTER),
    "two parties": Selection(perpetrators=(SY, RU), window=WINTER),
    "six parties": Selection(perpetrators=tuple(Perpetrator)[:6], attribution=None),
    "contested": Selection(attribution=Attribution.CONTESTED),
    "nothing": Selection(perpetrators=(Perpetrator.TRANSITIONAL_AUTHORITIES,)),
}
ASKED = (("heat",), ("points",), ("areas",), ("displacement",), LAYERS)


@pytest.mark.parametrize(
    ("name", "layers", "measure"), [*product(SELECTIONS, ASKED, ["incidents"]), ("six parties", LAYERS, "killed"), ("all", ("heat",), "killed")]
)
def test_every_line_of_an_image_is_on_the_page(name: str, layers: tuple[str, ...], measure: str, bundled) -> None:
    """Title, legend, notes, sources and disclaimer all lie inside the page, whatever is asked for."""
    scene = build_scene(select(bundled, SELECTIONS[name]), layers=layers, measure=measure)
    with mpl.rc_context(_RC):
        figure = compose(scene)
        figure.set_dpi(300)
        renderer = figure.canvas.get_renderer()
        width, height = figure.canvas.get_width_height()
        said = " ".join(text.get_text().replace("\n", " ") for text in figure.texts)
        for text in figure.texts:
            box = text.get_window_extent(renderer)
            assert box.x0 >= 0, text.get_text()
            assert box.x1 <= width, text.get_text()
            assert box.y0 >= 0, text.get_text()
            assert box.y1 <= height, text.get_text()
    for line in (
        scene.title,
        *scene.subtitle,
        *scene.notes,
        "do not imply endorsement",
        "Natural Earth",
        "fingerprint",
        "EPSG:32637",
        "Sources:" if layers != ("displacement",) else "Displacement:",
    ):
        assert line in said
    if layers != ("displacement",):
        assert "not a census" in said


def test_two_parties_have_their_own_marks_and_one_scale(bundled) -> None:
    """A panel shows its party's incidents only, under the classes that all panels share."""
    scene = build_scene(select(bundled, Selection(perpetrators=(RU, IS))), layers=LAYERS)
    alone = {party: build_scene(select(bundled, Selection(perpetrators=(party,))), layers=LAYERS) for party in (RU, IS)}
    for panel in scene.panels[1:]:
        assert panel.points == alone[Perpetrator(panel.key)].panels[0].points
        assert panel.fills == alone[Perpetrator(panel.key)].panels[0].fills
    assert scene.legend is not None
    assert all(one.legend is not None and one.legend.breaks == scene.legend.breaks for one in alone.values())


def test_a_partys_popups_hold_its_incidents_only(bundled) -> None:
    """At a place where several parties are named, one party's panel lists what its count counts."""
    payload = payload_of(build_scene(select(bundled, Selection(perpetrators=(RU, IS))), layers=LAYERS), most_incidents=50)
    for panel in payload["panels"]:
        for mark in [*panel["points"], *panel["circles"], *panel["fills"]]:
            assert len(mark["incidents"]) == mark["n"]
    russian = next(panel for panel in payload["panels"] if panel["key"] == RU)
    assert all("Russian forces" in card["party"] for mark in russian["points"] for card in mark["incidents"])


def test_the_legends_numbers_are_the_surfaces(bundled) -> None:
    """A value on a break belongs to the class that begins with it, on the web as in the legend."""
    for measure, breaks in BREAKS.items():
        assert len(breaks) == len(SURFACE)
        assert list(classes_of(np.array([0.0, *breaks]), breaks)) == list(range(len(breaks) + 1))
        legend = build_scene(select(bundled, Selection()), layers=("heat",), measure=measure).legend
        assert legend is not None
        assert legend.breaks == breaks


def test_titles_keep_their_hedge(bundled) -> None:
    """ "At least", "reportedly", "attributed to", and how the party is named stand in the title itself."""
    scene = build_scene(select(bundled, Selection(perpetrators=(RU,))), layers=("heat",), measure="killed")
    assert scene.title.startswith("At least ")
    for hedge in ("reportedly", "attributed", "solely or jointly"):
        assert hedge in scene.title
    contested = build_scene(select(bundled, Selection(attribution=Attribution.CONTESTED)), layers=("heat",))
    assert "disagree" in contested.title


HOSTILE = "{% endraw %}{{ 7*19191 }}{# x #}</script><img src=x onerror=alert(1)>${alert(1)}`$a$\\x$b @import url(http://x)"


def test_hostile_text_breaks_no_product() -> None:
    """Template marks, markup, formulas and style rules in data stay text in every format."""
    cell = HOSTILE.replace('"', "'")
    text = f'incident_id,date_start,place_as_reported,latitude,longitude,source_publisher\na,2016-05-01,"{cell}",35.93061,36.63393,"{cell}"\n'
    dataset = dataset_from_records("a$\\x$b_^$.csv", read_accounts(read_delimited(text.encode(), file="own.csv")).records)
    scene = build_scene(select(dataset, Selection()), layers=("heat", "points", "areas"))
    page = render_html(scene).decode()
    assert "134337" not in page
    assert "<img src=x" not in page
    assert page.count("</script>") == page.count("<script")
    for file_format in ("png", "svg", "pdf"):
        assert make_map(scene, file_format).data


def test_a_page_of_one_file_fetches_nothing(bundled) -> None:
    """No element of the HTML page loads anything, and its policy forbids it."""
    page = render_html(build_scene(select(bundled, Selection()), layers=LAYERS)).decode()
    assert "default-src 'none'" in page
    head = page.split("<script", 1)[0]
    assert "src=" not in head
    assert "<link" not in page


def test_what_the_browser_is_handed_is_small(bundled) -> None:
    """The whole bundled data make at most 300 KiB of scene with the popups of the app."""
    import json

    payload = payload_of(build_scene(select(bundled, Selection()), layers=LAYERS), most_incidents=2)
    assert len(json.dumps(payload, ensure_ascii=False).encode()) < 300 * 1024


def test_a_map_of_one_governorate_is_of_that_governorate(bundled) -> None:
    """Asking for an area zooms the page to it: its units fill the map, other towns' names are left out."""
    scene = build_scene(select(bundled, Selection(areas=("SY07",))), layers=("points",))
    with mpl.rc_context(_RC):
        axes = compose(scene).axes[0]
    west, south, east, north = bundled.governorates.in_metres.set_index("unit_id").geometry["SY07"].bounds
    assert axes.get_xlim()[0] <= west < east <= axes.get_xlim()[1]
    assert axes.get_ylim()[0] <= south < north <= axes.get_ylim()[1]
    assert (axes.get_xlim()[1] - axes.get_xlim()[0]) < 3 * (east - west)
    assert "Daraa" not in {text.get_text() for text in axes.texts}
