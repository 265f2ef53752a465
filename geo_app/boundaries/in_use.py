"""The layers in use: the bundled governorates and what the person added; own governorates take the place of the bundled ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geo_app.boundaries.context import context_of
from geo_app.boundaries.layers import load_governorates
from geo_app.boundaries.own import own_layers, signature
from geo_app.model.areas import LEVELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

    from geo_app.boundaries.layers import Layer
    from geo_app.boundaries.own import Signature


@dataclass(frozen=True, eq=False, kw_only=True)
class LayersInUse:
    """What places are joined to and maps are drawn on.

    Attributes:
        by_level: level → layer, from large to small; there is always one of governorates.
        context: the lands around, cut by the governorates: ``unit_id, name, name_ar, kind, geometry``.
        problems: a sentence for each own layer that is damaged and left out.
    """

    by_level: Mapping[str, Layer]
    context: gpd.GeoDataFrame
    problems: tuple[str, ...]

    @property
    def governorates(self) -> Layer:
        """The layer of governorates."""
        return self.by_level["governorate"]

    @property
    def finer(self) -> tuple[Layer, ...]:
        """The layers below governorates, from large to small."""
        return tuple(layer for level, layer in self.by_level.items() if level != "governorate")


@lru_cache(maxsize=2)
def _loaded(_: Signature) -> LayersInUse:
    kept, problems = own_layers()
    found = {"governorate": load_governorates(), **{level: one.layer for level, one in kept.items()}}
    by_level = {level: found[level] for level in LEVELS if level in found}
    return LayersInUse(by_level=by_level, context=context_of(by_level["governorate"]), problems=problems)


def load_layers() -> LayersInUse:
    """Return the layers in use, read once as long as none is added or removed. A damaged own layer is left out and said, never an error."""
    return _loaded(signature())
