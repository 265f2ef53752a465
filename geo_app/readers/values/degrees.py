"""A cell with a latitude or longitude → degrees (WGS 84), or why it is none."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from geo_app.readers.values.plain import Unread, is_missing, plain

_DECIMAL = re.compile(r"([+-]?\d{1,3})(?:[.,٫](\d{1,20}))?\s*°?\s*([NSEWnsewشمجغق]?)")
_SIXTIES = re.compile(r"(\d{1,3})\s*[°º: ]\s*(\d{1,2}(?:[.,]\d+)?)\s*['’′: ]?\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:\"|″|”|'')?)?\s*([NSEWnsew]?)")
_PAIR = re.compile(r"\(?\s*([+-]?\d{1,3}\.\d+)\s*°?\s*[NnSs]?\s*[,;/ ]\s*([+-]?\d{1,3}\.\d+)\s*°?\s*[EeWw]?\s*\)?")
_SIXTY = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Degrees:
    """Degrees; None where the cell is empty. ``doubt``: what was assumed ("" for nothing)."""

    value: float | None = None
    doubt: str = ""


def read_degrees(cell: str, *, most: float) -> Degrees | Unread:
    """Return the degrees of a cell: decimal with point, comma or Arabic mark, with a letter of the compass, or degrees, minutes, seconds.

    Args:
        cell: the text.
        most: 90 for a latitude, 180 for a longitude; what lies beyond is refused.
    """
    text = plain(cell)
    if is_missing(text):
        return Degrees()
    found = _DECIMAL.fullmatch(text)
    if found is not None:
        value = float(f"{found.group(1)}.{found.group(2) or '0'}")
        return _signed(value, found.group(3), most, doubt="read without its letter" if found.group(3) else "")
    found = _SIXTIES.fullmatch(text)
    if found is not None:
        degrees, minutes, seconds = (float((part or "0").replace(",", ".")) for part in found.group(1, 2, 3))
        if minutes >= _SIXTY or seconds >= _SIXTY:
            return Unread("is no degrees, minutes and seconds: 60 of them make the next")
        value = round(degrees + minutes / _SIXTY + seconds / _SIXTY**2, 6 if found.group(3) else 4)
        return _signed(value, found.group(4), most, doubt=f"degrees, minutes and seconds read as {value:g}")
    return Unread("is not in degrees; write it like 35.1234")


def _signed(value: float, letter: str, most: float, *, doubt: str) -> Degrees | Unread:
    if letter.upper() in {"S", "W"}:
        value = -value
    if not math.isfinite(value) or abs(value) > most:
        return Unread(f"is beyond {most:g} degrees; metres of a projection and scaled numbers are not read")
    return Degrees(value=value, doubt=doubt)


def read_pair(cell: str) -> tuple[float, float] | None:
    """Return latitude and longitude of a cell that holds both in that order; None where it does not."""
    found = _PAIR.fullmatch(plain(cell))
    return (float(found.group(1)), float(found.group(2))) if found else None
