"""Rows of a canonical table → one digest each: two rows are the same record exactly where their digests are equal."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo_app.tables.columns import Kind

if TYPE_CHECKING:
    from geo_app.tables.columns import Column, Table

SIZE = 16
"""Bytes of a digest (BLAKE2b): far beyond chance repeats among all records there will be."""
_BETWEEN = "\x1f"


def _as_text(column: Column, cells: pd.Series) -> pa.Array:
    """Return the cells of one column as the text that is hashed: ISO days, whole numbers, shortest decimals; empty for what is not known."""
    if column.kind is Kind.DATE:
        days = pa.array(cells.astype("datetime64[s]"), type=pa.timestamp("s"), from_pandas=True)
        return pc.fill_null(pc.strftime(days, format="%Y-%m-%d"), "")
    if column.kind is Kind.COUNT:
        return pc.fill_null(pa.array(cells, from_pandas=True).cast(pa.string()), "")
    if column.kind is Kind.NUMBER:
        codes, uniques = pd.factorize(cells)
        written = pa.array([repr(float(value)) for value in uniques] or [""], type=pa.string())
        return pc.fill_null(written.take(pa.array([None if code < 0 else code for code in codes.tolist()], type=pa.int32())), "")
    return pc.fill_null(pa.array(cells, type=pa.large_string(), from_pandas=True), "").cast(pa.string())


def content_digests(frame: pd.DataFrame, table: Table) -> list[bytes]:
    """Return a digest for each row of a typed frame (``tables.schema.typed``): of all columns of ``table`` in their order, names among them."""
    if not len(frame):
        return []
    columns = [_as_text(column, frame[column.name]) for column in table.columns]
    filled = [(column, cells) for column, cells in zip(table.columns, columns, strict=True) if pc.any(pc.not_equal(cells, "")).as_py()]
    # Columns that are empty throughout a part add nothing, so that a row's digest does not depend on which rows it is read with.
    joined = [pc.if_else(pc.equal(cells, ""), "", pc.binary_join_element_wise(f"{column.name}=", cells, "")) for column, cells in filled]
    texts = _squeezed(joined)
    return [hashlib.blake2b(text, digest_size=SIZE).digest() for text in texts]


def _squeezed(parts: list[pa.Array]) -> list[bytes]:
    """Join the parts of each row, leaving out the empty ones."""
    ended = [pc.if_else(pc.equal(part, ""), "", pc.binary_join_element_wise(part, "", _BETWEEN)) for part in parts]
    whole = pc.binary_join_element_wise(*ended, "") if len(ended) > 1 else ended[0]
    return [text.encode() for text in whole.to_pylist()]
