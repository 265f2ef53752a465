"""What a reader of published totals or displacement is, and what such readers share: governorates by name, whole numbers, months."""

from __future__ import annotations

import calendar
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo_app.names import fine_key
from geo_app.readers.convert.given import constant
from geo_app.readers.publishers.publisher import each
from geo_app.vocabulary import COUNTRY_CODE, GOVERNORATES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np

    from geo_app.tables.columns import Table
    from geo_app.vocabulary import RowKind

NAMES: tuple[str, ...] = (
    "Damascus|Dimashq|Damascus City|دمشق",
    "Aleppo|Halab|حلب",
    "Rural Damascus|Rif Dimashq|Rif Damascus|Damascus Suburbs|Damascus Countryside|Reef Dimashq|ريف دمشق",
    "Homs|Hims|حمص",
    "Hama|Hamah|حماة|حماه",
    "Lattakia|Latakia|اللاذقية",
    "Idleb|Idlib|إدلب|ادلب",
    "Al-Hasakeh|Al-Hasakah|Hasakah|Hasakeh|Hassakeh|Hasaka|Al-Hasaka|الحسكة",
    "Deir-ez-Zor|Deir Ezzor|Deir ez-Zor|Deir Ez Zor|Dayr az Zawr|دير الزور",
    "Tartous|Tartus|طرطوس",
    "Ar-Raqqa|Raqqa|Al-Raqqa|Ar-Raqqah|Al-Raqqah|الرقة",
    "Dar'a|Daraa|Deraa|درعا",
    "As-Sweida|Sweida|As-Suwayda|Suwayda|Sweda|As-Swaida|السويداء",
    "Quneitra|Al-Quneitra|Qunaitra|القنيطرة",
)
"""Names of the governorates in the order of ``GOVERNORATES``, as OCHA and publishers of totals write them, joined by ``|``."""
_BY_NAME = {fine_key(name): code for code, names in zip(GOVERNORATES, NAMES, strict=True) for name in names.split("|")}
_COUNTRY = frozenset({"syria", "syrian arab republic", "syr", "sy"})


@dataclass(frozen=True, eq=False, kw_only=True)
class PublishedReader:
    """A reader of one publisher's totals or statements of displacement.

    Attributes:
        name: as commands take it; ``title``: as people know it; ``version``: of the reader, kept with every batch.
        knows: True where a header is this publisher's (cells as ``publishers.publisher.key`` makes them).
        needs: columns that are read, as ``key`` makes them; those a file lacks are empty.
        table: the canonical table that its rows become: ``DISPLACEMENT`` or ``TALLIES``.
        row: what a row is.
        rows: the columns of ``needs`` → text cells with the table's column names, checked and typed by ``tables.schema``. The index is the row in the
            file; a row that holds several totals stands several times.
        coverage: what the publisher says of its coverage, for every product.
        foreign: True where a row is of another country than Syria (see ``publishers.publisher.at_home``); None: all rows are of Syria.
    """

    name: str
    title: str
    version: str
    knows: Callable[[frozenset[str]], bool]
    needs: Sequence[str]
    table: Table
    row: RowKind
    rows: Callable[[pd.DataFrame], pd.DataFrame]
    coverage: str
    foreign: Callable[[pd.DataFrame], np.ndarray] | None = None


def pcode(name: str) -> str:
    """Return the P-code of a governorate by its name or P-code, ``SY`` for the country; the empty string where it is neither."""
    bare = re.sub(r"\b(?:governorate|province)\b", "", name, flags=re.IGNORECASE).strip()
    if bare.upper() in GOVERNORATES:
        return bare.upper()
    return COUNTRY_CODE if bare.lower() in _COUNTRY else _BY_NAME.get(fine_key(bare), "") if bare else ""


def pcodes(cells: pd.Series) -> pd.Series:
    """Return the P-codes of cells that name a governorate or the country."""
    return each(cells, pcode)


def whole(cells: pd.Series) -> pd.Series:
    """Return counts as plain digits ("134951.0", "134,951" → "134951"); what is no whole number stays as it is, to be refused with its reason."""
    return each(
        cells, lambda cell: re.sub(r"\.0+$", "", cell.strip().replace(",", "") if re.fullmatch(r"\s*\d{1,3}(?:,\d{3})+(?:\.0+)?\s*", cell) else cell.strip())
    )


def day(cells: pd.Series) -> pd.Series:
    """Return the days of time stamps ("2021-12-01T00:00:00" → "2021-12-01")."""
    return each(cells, lambda cell: re.sub(r"^(\d{4}-\d{2}-\d{2})[T ].*$", r"\1", cell.strip()))


def month_ends(cell: str) -> tuple[str, str]:
    """Return the first and last day of a month written as "2021-12" or by a day of it; both are the cell itself where it is none."""
    found = re.match(r"\s*(\d{4})-(\d{2})(?!\d)", cell)
    if found is None or not 1 <= int(found.group(2)) <= 12:  # noqa: PLR2004 - months
        return cell, cell
    year, month = int(found.group(1)), int(found.group(2))
    return f"{year:04d}-{month:02d}-01", f"{year:04d}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"


def slug(cells: pd.Series) -> pd.Series:
    """Return text as a part of an identifier."""
    return each(cells, lambda cell: re.sub(r"[^\w.-]+", "_", cell.strip())[:40])


def short(cells: pd.Series) -> pd.Series:
    """Return a short hash of each text, for identifiers of things with long names."""
    return each(cells, lambda cell: hashlib.blake2b(cell.encode(), digest_size=6).hexdigest())


def rows_of(frame: pd.DataFrame, columns: dict[str, pd.Series | str]) -> pd.DataFrame:
    """Return text cells by canonical column; a text stands in every row."""
    return pd.DataFrame({name: constant(cells, frame.index) if isinstance(cells, str) else cells for name, cells in columns.items()}, index=frame.index)


def stacked(parts: Sequence[pd.DataFrame], key: str) -> pd.DataFrame:
    """Return the totals of all parts that have a value, in the order of the file's rows."""
    whole_table = pd.concat(parts)
    return whole_table[whole_table[key] != ""].sort_index(kind="stable")
