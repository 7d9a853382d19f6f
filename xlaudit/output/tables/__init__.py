"""A summary as four plain tables: departments, indicators, findings, sources. Every column is said once, here.

The frames of the Python API, the csv files and the parquet files all walk these columns, so that none of
them can say what another does not. Amounts are in 元, rates fractions (0.8756), scores in 分; what is not
known is None. Words of a fixed list (等级, 级别, 状态) are the official Chinese ones, as on the sheets. Text
is as the department wrote it, codes with their leading zeros.
"""

from __future__ import annotations

from xlaudit.output.tables.column import Column, Kind, Table, Value
from xlaudit.output.tables.departments import DEPARTMENTS
from xlaudit.output.tables.findings import FINDINGS
from xlaudit.output.tables.indicators import INDICATORS
from xlaudit.output.tables.sources import SOURCES

__all__ = ["TABLES", "Column", "Kind", "Table", "Value"]

TABLES = (DEPARTMENTS, INDICATORS, FINDINGS, SOURCES)
"""In the order in which they are written."""
