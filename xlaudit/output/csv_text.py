"""A table as csv that Excel, WPS and LibreOffice in Chinese open as it was meant.

UTF-8 with a byte order mark, lines ended by CR LF, headings in Chinese with their units, numbers plain
(1234.5, no separators), 是 and 否, moments as 2023-03-14 09:26:53 in UTC.

A spreadsheet takes a csv field for whatever it resembles: 0012 becomes 12, 3-4 the third of April, and
``=…`` a formula that runs. So a text that begins like a formula, or could be taken for a number, a date or a
truth value, gets one apostrophe in front, and so does a text that begins with an apostrophe itself. Whoever
reads the file by a program takes one leading apostrophe away from every text, and has it as it was.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from xlaudit.county.model import CountySummary
from xlaudit.output import wording
from xlaudit.output.tables import Table, Value

__all__ = ["ENCODING", "csv_lines", "marked"]

ENCODING = "utf-8-sig"

_MARK = "'"
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|['\t\r\n]")  # full width too
_LOOKS_LIKE_A_VALUE = re.compile(
    r"""
    (?=\D*\d) [\s\d.,:/()+\-%$¥￥€£年月日时分秒点上下午EeAPMapm．，：／（）％]+   # 0012, 3-4, 95%, 1E5, (5), 3月5日
    | .{0,12} \b (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) [a-z]* \b .{0,12}   # 5-Mar
    | true | false
    """,
    re.VERBOSE | re.IGNORECASE,
)


def csv_lines(table: Table, summary: CountySummary) -> Iterator[str]:
    """Yield the heading and then each row, with their line ends."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)

    def line(fields: list[str]) -> str:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(fields)
        return buffer.getvalue()

    yield line([column.title for column in table.columns])
    for record in table.records(summary):
        yield line([_field(value) for value in record])


def marked(text: str) -> str:
    """Return a text that a spreadsheet leaves alone.

    >>> marked("0012"), marked("=1+1"), marked("'轻声"), marked("示例县民政局")
    ("'0012", "'=1+1", "''轻声", '示例县民政局')
    """
    is_risky = _FORMULA.match(text) or _LOOKS_LIKE_A_VALUE.fullmatch(text)
    return _MARK + text if is_risky else text


def _field(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case str():
            return marked(value)
        case Decimal():
            return wording.plain(value)
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S")
    return str(value)
