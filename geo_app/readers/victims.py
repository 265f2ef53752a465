"""Rows that are victims → proposed incidents: one for each day, place, party and means, with as many killed as it has rows, never one each."""

from __future__ import annotations

import hashlib
import re

import numpy as np
import pandas as pd

from geo_app.readers.convert.given import Given
from geo_app.readers.headers import Field
from geo_app.readers.values.plain import plain

_SAME = (
    Field.DATE,
    Field.DATE_START,
    Field.DATE_END,
    Field.GOVERNORATE,
    Field.DISTRICT,
    Field.PLACE,
    Field.PLACE_AR,
    Field.LATITUDE,
    Field.LONGITUDE,
    Field.COORDINATES,
    Field.PERPETRATOR,
    Field.EVENT_TYPE,
    Field.TARGET,
)
"""What the victims of one proposed incident have in common."""
_FEMALE = re.compile(r"(?:adult )?(?:f|female|woman|women|girl)s?|أنثى|انثى|امرأة|إناث|اناث|طفلة|بنت", re.IGNORECASE)
_CHILD = re.compile(
    r"(?:child|children|boy|girl|infant|baby|minor|(?:male|female) child|child (?:male|female))s?|.*- ?(?:fe)?male child|طفل|طفلة|أطفال|رضيع|جنين",
    re.IGNORECASE,
)
_CIVILIAN = re.compile(r"civilians?|مدني|مدنيون|مدنيين", re.IGNORECASE)
_OF_AGE = 18


def _texts(given: Given, field: str) -> pd.Series:
    codes, uniques = pd.factorize(given.column(field))
    return pd.Series(np.array([plain(str(cell)) for cell in uniques] or [""], dtype=object)[codes], index=given.cells.index)


def _is_child(age: str) -> bool:
    found = re.fullmatch(r"(\d{1,3})(?:\.\d+)?(?: (?:years?|yrs?|y|سنة|سنوات|عاما|عام)\b.*)?", age)
    if found:
        return int(found.group(1)) < _OF_AGE
    return bool(_CHILD.fullmatch(age)) or bool(re.fullmatch(r"\d{1,2} (?:months?|days?|weeks?|شهر|أشهر|يوم|أيام)\b.*", age))


def _is_grown(age: str) -> bool:
    found = re.fullmatch(r"(\d{1,3})\b.*", age)
    return (bool(found) and not _is_child(age)) or age.lower() in {"adult", "adults", "بالغ", "بالغة", "elderly"}


def grouped(given: Given) -> tuple[Given, np.ndarray]:
    """Return one row for each proposed incident, numbered as its first victim, and how many victims each has.

    ``killed`` is "at least n": a list of victims holds who was documented. Children and adult women are counted where age and sex say so. Rows
    without a date are no victims and stay as they are, to be refused with their reason.
    """
    same = [field for field in _SAME if given.has(field)]
    keys = given.cells[same].apply(lambda column: column.str.strip())
    numbers = keys.groupby(same, sort=False, dropna=False).ngroup().to_numpy()
    age, sex, status = (_texts(given, field) for field in (Field.AGE, Field.SEX, Field.STATUS))
    child = (age.map(_is_child) | sex.map(lambda text: bool(_CHILD.fullmatch(text)))).to_numpy()
    woman = (
        sex.map(lambda text: bool(_FEMALE.fullmatch(text))) & (age.map(_is_grown) | sex.str.match("(?:adult|woman|women|امرأة)", case=False))
    ).to_numpy() & ~child
    civilian = status.map(lambda text: bool(_CIVILIAN.fullmatch(text))).to_numpy()
    tally = pd.DataFrame({"group": numbers, "child": child, "woman": woman, "civilian": civilian, "one": 1}).groupby("group", sort=True).sum()
    firsts = ~pd.Series(numbers).duplicated().to_numpy()
    cells = given.cells.loc[firsts, same].copy()
    counts = tally["one"].to_numpy()
    joined = keys[firsts].agg("\x1f".join, axis=1)
    cells[Field.ID] = [f"group-{hashlib.blake2b(text.encode(), digest_size=10).hexdigest()}" for text in joined]
    cells[Field.KILLED] = [f"at least {n}" for n in counts]
    for field, column in ((Field.KILLED_CHILDREN, "child"), (Field.KILLED_WOMEN, "woman")):
        if given.has(Field.AGE) or given.has(Field.SEX):
            cells[field] = ["" if n == 0 else str(n) for n in tally[column]]
    if given.has(Field.STATUS):
        cells[Field.KILLED_CIVILIANS] = ["" if n in {0, all_} else str(n) for n, all_ in zip(tally["civilian"], counts, strict=True)]
        only = (tally["civilian"] == tally["one"]).to_numpy()
        cells[Field.KILLED_CIVILIANS] = cells[Field.KILLED_CIVILIANS].mask(only, cells[Field.KILLED])
        cells[Field.KILLED] = cells[Field.KILLED].mask(only, "")
    for field in (Field.SENSITIVITY, Field.SOURCE, Field.SOURCE_URL):
        if given.has(field):
            cells[field] = given.cells.loc[firsts, field]
    return Given(cells=cells.astype("str"), headers=given.headers), counts
