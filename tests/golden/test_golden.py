"""A small made-up data set drawn once and kept: scenes as JSON, pages as pictures within a tolerance.

Set GEO_APP_UPDATE_GOLDEN=1 to write them anew, and look at every one before committing it.
"""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from geo_app.dataset.select import select
from geo_app.model.selection import Selection
from geo_app.render.image.page import render_image
from geo_app.render.scene import LAYERS, build_scene
from geo_app.render.webmap.payload import payload_of
from geo_app.vocabulary import Perpetrator
from tests.made_layers import quarter_layer

HERE = Path(__file__).parent
UPDATE = bool(os.environ.get("GEO_APP_UPDATE_GOLDEN"))
TOLERANCE = 2.0
"""Mean difference of a channel, of 255: letters may be hinted differently, a missing layer is far beyond it."""


def row(name: str, place: str, party: str, killed: int | None = None, **more: str) -> dict[str, object]:
    """One account."""
    figure = {} if killed is None else {"killed_min": killed, "bound": "at_least", "killed_class": "civilians"}
    return {
        "incident_id": name,
        "place_as_reported": place,
        "governorate_as_reported": "",
        "perpetrators": party,
        "source_publisher": "Example",
        **figure,
        **more,
    }


ROWS = (
    row("a", "Aleppo", "syrian_government", 12),
    row("b", "حلب", "syrian_government", 3),
    row("c", "Tariq al-Bab, Aleppo", "russian_forces", 7),
    row("d", "Kobani", "isis", 20),
    row("e", "Eastern Ghouta", "syrian_government", 31),
    row("f", "Idlib countryside", "russian_forces"),
    row("g", "near Saraqib", "russian_forces", 2),
    row("h", "Albu Kamal", "russian_forces", 5, denied_by="russian_forces"),
    row("i", "Latakia and Deir Ezzor", "isis", 4),
)
"""Nine incidents of two parties: towns, a quarter, a region, a countryside, two governorates, one without a figure."""


@pytest.fixture(scope="module")
def small(make_dataset):
    """The nine incidents over the bundled governorates."""
    return make_dataset(list(ROWS))


@pytest.fixture(scope="module")
def layered(make_dataset):
    """The nine incidents over made districts as well."""
    return make_dataset(list(ROWS), finer={"district": quarter_layer()})


def kept_as(name: str, data: bytes) -> None:
    """Compare a picture with the one that is kept under ``name``, or keep it."""
    path = HERE / name
    if UPDATE:
        path.write_bytes(data)
    seen, kept = (np.asarray(Image.open(io.BytesIO(d)).convert("RGB"), dtype=float) for d in (data, path.read_bytes()))
    assert seen.shape == kept.shape
    assert float(np.abs(seen - kept).mean()) < TOLERANCE


SELECTIONS = {"all": Selection(), "two": Selection(perpetrators=(Perpetrator.SYRIAN_GOVERNMENT, Perpetrator.RUSSIAN_FORCES))}


@pytest.mark.parametrize("name", SELECTIONS)
def test_scene(name: str, small) -> None:
    """What the browser is handed is the same as ever: words, marks, classes, counts (pictures of surfaces by their size only)."""
    payload = payload_of(build_scene(select(small, SELECTIONS[name]), layers=LAYERS, measure="killed"))
    payload.pop("key")
    for head in payload["heads"].values():
        head["footer"] = len(head["footer"])
    for surface in payload["surfaces"]:
        surface["png"] = surface["png"].startswith("data:image/png;base64,")
    path = HERE / f"scene-{name}.json"
    text = json.dumps(payload, ensure_ascii=False, indent=1) + "\n"
    if UPDATE:
        path.write_text(text, encoding="utf-8")
    assert json.loads(text) == json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "layers"), [("all", ("heat",)), ("all", ("points", "areas")), ("two", ("heat", "points"))])
def test_page(name: str, layers: tuple[str, ...], small) -> None:
    """The printed page looks as it did."""
    data = render_image(build_scene(select(small, SELECTIONS[name]), layers=layers), "png", dpi=60)
    kept_as(f"page-{name}-{'-'.join(layers)}.png", data)


@pytest.mark.parametrize("measure", ["incidents", "killed"])
def test_choropleth(measure: str, layered) -> None:
    """Districts in fixed classes, those without a record dotted, looks as it did; governorates that are hatched beside it look otherwise."""
    scene = build_scene(select(layered, Selection()), layers=("choropleth", "areas"), measure=measure, level="district")
    kept_as(f"page-choropleth-{measure}.png", render_image(scene, "png", dpi=60))
