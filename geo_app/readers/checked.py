"""Text cells with the columns of a canonical table → checked and typed records, and a finding for each cell that cannot stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pandera.pandas as pa

from geo_app.readers.convert.accounts import Converted
from geo_app.readers.convert.given import constant
from geo_app.tables.schema import text_schema, typed

if TYPE_CHECKING:
    from geo_app.readers.findings import Findings
    from geo_app.tables.columns import Table


def checked(cells: pd.DataFrame, table: Table, findings: Findings, ids: pd.Series) -> Converted:
    """Return the records of ``cells`` (index: row in the file, which may hold several) that fit ``table``; the others are reported.

    A row in which one record does not fit is refused as a whole.
    """
    rows = cells.index.to_numpy()
    whole = cells.reset_index(drop=True)
    whole = pd.DataFrame({name: whole[name] if name in whole else constant("", whole.index) for name in table.names}).fillna("").astype("str")
    try:
        text_schema(table).validate(whole, lazy=True)
    except pa.errors.SchemaErrors as errors:
        for at, column, value, reason in errors.failure_cases[["index", "column", "failure_case", "check"]].itertuples(index=False):
            findings.add(rows[[int(at)]], str(column), [str(value)], str(reason), refused=True)
    bad = findings.refused()
    keep = ~pd.Series(rows).isin(bad).to_numpy()
    records = typed(whole[keep], table)
    records.index = pd.Index(rows[keep], name="row")
    return Converted(records=records.assign(source_id=records[table.key]), findings=findings.frame(), ids=ids)
