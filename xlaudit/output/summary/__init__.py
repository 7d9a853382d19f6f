"""The county workbook: what a bureau's chief reads, prints, filters and defends."""

from __future__ import annotations

from xlaudit.output.summary.book import KIND
from xlaudit.output.summary.department_table import SHEET
from xlaudit.output.summary.handing_up import handed_up, is_summary
from xlaudit.output.summary.read_back import read_back
from xlaudit.output.summary.workbook import summary_workbook

__all__ = ["KIND", "SHEET", "handed_up", "is_summary", "read_back", "summary_workbook"]
