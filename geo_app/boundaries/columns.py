"""Which columns of a polygon file hold names, Arabic names, codes and the larger units, and which level its rows are: by header and by content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo_app.model.areas import LEVELS, is_pcode, level_of
from geo_app.names import is_arabic

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

NAME, CODE, COUNTRY, KIND = "name", "code", "country", "kind"
_OWN = 9
"""In place of a level: the column speaks of the row's own unit, whatever that is."""
_HEADERS: tuple[tuple[str, str], ...] = (
    (COUNTRY, r"(?:adm|admin)_?0_?(?:name|en|p_?code|a3|name_en)?|shapegroup|gid_0|name_0|country|admin|sov_a3|iso_a2|iso3?|adm0_a3"),
    (CODE, r"(?:adm|admin)_?(?P<level>[1-3])_?p?_?code|(?:gid|hasc)_(?P<gadm>[1-3])"),
    (NAME, r"(?:adm|admin)_?(?P<level>[1-3])_?(?:name)?_?(?:en|ar|1)?|(?:nl_)?name_(?P<gadm>[1-3])"),
    (NAME, r"(?:name_)?(?P<word>governorate|province|mohafaza|muhafaza|محافظة|المحافظة)(?:_?(?:name|en|ar))*"),
    (NAME, r"(?:name_)?(?P<word>district|mantika|mantiqa|منطقة|المنطقة)(?:_?(?:name|en|ar))*"),
    (NAME, r"(?:name_)?(?P<word>sub_?district|nahia|nahya|nahiya|ناحية|الناحية)(?:_?(?:name|en|ar))*"),
    (NAME, r"name_?(?:en|ar|latin|arabic|english)?|(?:english|arabic|en|ar|eng)_name|shapename|الاسم|اسم|الاسم_العربي"),
    (CODE, r"p_?code|code|shapeid|code_hasc|hasc|iso_3166_2|shapeiso|id_code|الرمز|رمز|الكود|كود"),
    (KIND, r"shapetype"),
)
_WORDS = (("governorate", "province", "mohafaza", "muhafaza", "محافظة", "المحافظة"), ("district", "mantika", "mantiqa", "منطقة", "المنطقة"))
_ISO = re.compile(r"SY[-.][A-Z]{2}")
_BARE = re.compile(r"(?:\d{2}){1,3}")
_SYRIA = {"sy", "syr", "syria", "syrian arab republic", "الجمهورية العربية السورية", "سوريا", "سورية"}
_MOST, _DISTINCT, _HALF = 0.8, 0.9, 0.5
_COUNTS = (("governorate", 13, 16), ("district", 55, 70), ("subdistrict", 250, 290))


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column whose header says something: ``role``, and the level it speaks of (1 to 3, ``_OWN`` where its row's own)."""

    header: str
    role: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What was found; a header is empty where there is no such column. ``bare``: the codes are P-codes without "SY"."""

    level: str
    name: str
    name_ar: str
    code: str
    parent_name: str
    mixed: tuple[str, ...]
    why: str
    bare: bool = False


def _header(text: str) -> str:
    return re.sub(r"[\s_\-.]+", "_", text.strip().lower())


def _column(header: str) -> Column | None:
    for role, pattern in _HEADERS:
        found = re.fullmatch(pattern, _header(header))
        if found:
            groups = found.groupdict()
            number = groups.get("level") or groups.get("gadm")
            word = groups.get("word")
            level = int(number) if number else next((i + 1 for i, words in enumerate(_WORDS) if word in words), 3) if word else _OWN
            return Column(header=header, role=role, level=level)
    return None


def columns_of(rows: pd.DataFrame) -> tuple[Column, ...]:
    """Return the columns of ``rows`` (text) whose header is known."""
    return tuple(found for header in rows.columns if (found := _column(str(header))) is not None)


def _share(values: pd.Series, test: Callable[[str], object]) -> float:
    """Return the part of the cells with text for which ``test`` says yes."""
    kept = [value for value in values if value]
    return sum(bool(test(value)) for value in kept) / len(kept) if kept else 0.0


def syrian(rows: pd.DataFrame) -> pd.Series | None:
    """Return which rows are Syria's by their country column; None where no such column tells rows apart."""
    for column in columns_of(rows):
        if column.role == COUNTRY:
            here = rows[column.header].str.strip().str.lower().isin(_SYRIA)
            if here.any() and not here.all():
                return here
    return None


def _codes(rows: pd.DataFrame, columns: tuple[Column, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the column of the finest P-codes, and the levels of its values where they are of several."""
    best, finest = "", 0
    named = max((rows[c.header].nunique() for c in columns if c.role in {NAME, CODE}), default=0)
    for header in rows.columns:
        if rows[header].nunique() < _HALF * named:
            continue  # the code of a larger unit, which many rows share
        values = rows[header].str.strip().str.upper()
        if _share(values, is_pcode) >= _MOST:
            sizes = values[values.map(is_pcode)].str.len()
            if sizes.max() > finest:
                best, finest = str(header), int(sizes.max())
    if best:
        levels = {level_of(code) for code in rows[best].str.strip().str.upper() if is_pcode(code)}
        return best, tuple(level for level in LEVELS if level in levels)
    own = [c.header for c in columns if c.role == CODE]
    return next((h for h in own if _share(rows[h], _BARE.fullmatch) >= _MOST and len({len(v) for v in rows[h] if v}) == 1), ""), ()


def _level(rows: pd.DataFrame, columns: tuple[Column, ...], code: str) -> tuple[str, str]:
    """Return the level where no P-codes say it, and by what."""
    for column in columns:
        if column.role == CODE and _share(rows[column.header].str.upper(), _ISO.fullmatch) >= _MOST and rows[column.header].is_unique:
            return "governorate", f"the ISO codes in {column.header}"
    if code:
        return LEVELS[min(int(rows[code][rows[code] != ""].str.len().iloc[0]) // 2, 3) - 1], f"the length of the codes in {code}"
    kinds = {v.strip().upper() for c in columns if c.role == KIND for v in rows[c.header]}
    if len(kinds) == 1 and re.fullmatch(r"ADM[123]", kind := next(iter(kinds))):
        return LEVELS[int(kind[3]) - 1], f"the type {kind}"
    named = [c.level for c in columns if c.role == NAME]
    if named and max(named) != _OWN:
        return LEVELS[max(named) - 1], "the names of its columns"
    for level, low, high in _COUNTS:
        if low <= len(rows) <= high:
            return level, f"the number of its units ({len(rows)})"
    return "", ""


def _names(rows: pd.DataFrame, columns: tuple[Column, ...], at: int) -> tuple[str, str]:
    """Return the columns of Latin and Arabic names of the rows' own units: by header, else by content."""
    own = [c.header for c in columns if c.role == NAME and c.level in {at, _OWN} and (rows[c.header] != "").any()]
    own.sort(key=lambda h: next(c.level for c in columns if c.header == h) != at)
    known = {c.header for c in columns}
    texts = [str(h) for h in rows.columns if h not in known and _share(rows[h], lambda v: sum(map(str.isalpha, v)) > len(v) / 2) >= _MOST]
    own += [h for h in texts if rows[h].nunique() >= _DISTINCT * len(rows)]
    arabic = [h for h in own if _share(rows[h], is_arabic) > _HALF]
    return next((h for h in own if h not in arabic), ""), next(iter(arabic), "")


def recognise(rows: pd.DataFrame, level: str = "") -> Recognised:
    """Return what the columns of ``rows`` (all text) hold. ``level``: as the person says; empty: as the file shows, empty where it does not."""
    columns = columns_of(rows)
    code, levels = _codes(rows, columns)
    if levels:
        shown, why = levels[-1], f"the P-codes in {code}"
    else:
        shown, why = _level(rows, columns, code)
    chosen = level if level and not levels else shown
    at = LEVELS.index(chosen) + 1 if chosen else _OWN
    name, arabic = _names(rows, columns, at)
    bare = bool(code) and not levels
    if bare and rows[code][rows[code] != ""].str.len().iloc[0] != 2 * at:
        bare = False
    if not code:
        code = next((c.header for c in columns if c.role == CODE and c.level in {at, _OWN}), "")
    parents = [c.header for c in columns if c.role == NAME and c.level < at and c.level == 1]
    return Recognised(
        level=chosen,
        name=name,
        name_ar=arabic,
        code=code,
        parent_name=next(iter(parents), ""),
        mixed=levels if len(levels) > 1 else (),
        why="what you said" if level and not levels else why,
        bare=bare,
    )
