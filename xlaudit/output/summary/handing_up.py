"""A summary goes up the ladder: what the next level takes from the workbook, and what it holds it against.

The sums behind the means and the scores behind the median stand in a sheet of their own, very hidden, because
no cell that people read can carry them. What people do read, 汇总表, is held against it: a line or a total that
was changed afterwards is a finding, and the next level counts what the departments' own workbooks gave.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from importlib.metadata import version

from xlaudit.checks.finding import Finding, Severity, Unchecked
from xlaudit.checks.wording import difference
from xlaudit.county.digest import Digest, FileStamp
from xlaudit.county.handover import SCHEMA, Handover, handover_from_json, handover_to_json
from xlaudit.county.ladder import digest_of_summary, scheme_of, tally_of_summary
from xlaudit.county.model import CountySummary
from xlaudit.county.tally import Tally
from xlaudit.errors import WorkbookError
from xlaudit.numbers import excel
from xlaudit.numbers.plain import plain
from xlaudit.output.summary.book import KIND, Book
from xlaudit.output.summary.department_columns import COUNTED
from xlaudit.output.summary.department_table import SHEET
from xlaudit.workbook.place import Place
from xlaudit.workbook.snapshot import Sheet, Snapshot

__all__ = ["hand_up", "handed_up", "is_summary"]

_NAME = "xlaudit"
_NOTE = "供上一级汇总读取，请勿修改。"
_FIRST = 3
_CHUNK = 30_000  # a cell holds 32,767 characters
_HIGHEST = 50
_CODE = "XA710"
_TEN_THOUSAND = Decimal(10_000)
_WIDE = Context(prec=1000)
_CENT, _LAST_PLACE = Decimal("0.01"), Decimal("0.0101")


def hand_up(book: Book, summary: CountySummary) -> None:
    """Write the hidden sheet."""
    handover = Handover(
        summary.title, summary.year, summary.schemes, tally_of_summary(summary), version("xlaudit")
    )
    text = handover_to_json(handover)
    sheet = book.workbook.add_worksheet(_NAME)
    sheet.write_string(0, 0, SCHEMA)
    sheet.write_string(1, 0, _NOTE)
    for row, start in enumerate(range(0, len(text), _CHUNK), start=_FIRST - 1):
        sheet.write_string(row, 0, text[start : start + _CHUNK])
    sheet.very_hidden()


def is_summary(snapshot: Snapshot) -> bool:
    """Return whether xlaudit wrote the workbook as a summary.

    Some programs and the format .xls lose the document property; the hidden sheet stays.
    """
    has_property = snapshot.properties.get(KIND[0]) == KIND[1]
    return has_property or _sheet(snapshot) is not None


def handed_up(snapshot: Snapshot, stamp: FileStamp) -> Digest | None:
    """Return a summary workbook as one row of the level above; None where it hands nothing up.

    Raises:
        WorkbookError: what it hands up cannot be read.
    """
    sheet = _sheet(snapshot)
    if sheet is None:
        return None
    chunks = (sheet.value(row, 1) for row in range(_FIRST, sheet.extent[0] + 1))
    try:
        handover = handover_from_json("".join(str(each) for each in chunks if each is not None))
    except ValueError as error:
        raise WorkbookError(
            f"汇总“{snapshot.name}”里供上一级读取的数据已经损坏，或者出自更新版本的 xlaudit；"
            "请用现在的版本重新汇总，再报送这一份。"
        ) from error
    digest = digest_of_summary(
        handover.tally,
        stamp,
        name=handover.name,
        year=handover.year,
        scheme=scheme_of(handover.schemes),
        version=handover.version,
    )
    told = _Told.read(snapshot)
    if told is None:
        missing = Unchecked(_CODE, f"没有找到表“{SHEET}”和它的合计行，没有与合计核对", None, "合计")
        return replace(digest, unchecked=(missing,))
    return replace(digest, findings=tuple(told.findings(digest.name, handover.tally)))


def _sheet(snapshot: Snapshot) -> Sheet | None:
    return next((each for each in snapshot.sheets if each.value(1, 1) == SCHEMA), None)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A column of 汇总表: its heading without breaks, what it must come to, and how finely."""

    heading: str
    expected: Decimal
    unit: str
    is_mean: bool = False


def _figures(tally: Tally) -> Iterator[_Figure]:
    for heading, amount in (
        ("年初预算（万元）", tally.initial_budget),
        ("调整后预算（万元）", tally.budget),
        ("执行数（万元）", tally.spent),
    ):
        yield _Figure(heading, amount / _TEN_THOUSAND, "万元")
    for heading, mean in (("自评总分", tally.stated_mean), ("系统复核分", tally.mean)):
        if mean is not None:
            yield _Figure(heading, excel.round_half_away(mean, 2), "分", is_mean=True)
    yield _Figure("单位数", Decimal(tally.units), "个")
    for severity in Severity:
        yield _Figure(severity.value, Decimal(tally.severities.get(severity, 0)), "处")
    yield _Figure("未核", Decimal(tally.unchecked), "项")


@dataclass(frozen=True, slots=True)
class _Told:
    """汇总表 as people read it: where its columns, its rows that count and its total stand."""

    sheet: Sheet
    columns: dict[str, int]
    counted: tuple[int, ...]
    total: int

    @classmethod
    def read(cls, snapshot: Snapshot) -> _Told | None:
        """Find the table by the words of its headings, whatever people have moved or inserted."""
        for sheet in snapshot.sheets:
            if not sheet.name.startswith(SHEET) or sheet.state == "veryHidden":
                continue
            for row in range(1, min(_HIGHEST, sheet.extent[0]) + 1):
                columns = _headings(sheet, row)
                if {"部门", "计入"} <= columns.keys():
                    return cls._below(sheet, row, columns)
        return None

    @classmethod
    def _below(cls, sheet: Sheet, heading: int, columns: dict[str, int]) -> _Told | None:
        rows = range(heading + 1, sheet.extent[0] + 1)
        counted = tuple(row for row in rows if sheet.value(row, columns["计入"]) == COUNTED)
        names = ((row, sheet.value(row, columns["部门"])) for row in rows)
        total = next((row for row, name in names if str(name or "").startswith("合计")), None)
        return None if total is None else cls(sheet, columns, counted, total)

    def findings(self, region: str, tally: Tally) -> Iterator[Finding]:
        """Yield a finding for each figure that is no longer what the departments' workbooks gave."""
        for figure in _figures(tally):
            column = self.columns.get(figure.heading)
            if column is None:
                continue
            whole = None if figure.is_mean else self._sum(column)
            total = self.sheet.value(self.total, column)
            if whole is not None and self._differs(whole, figure):
                yield self._changed(region, figure, column, whole, "各行相加")
            elif isinstance(total, Decimal) and self._differs(total, figure):
                yield self._changed(region, figure, column, total, "合计")

    def _sum(self, column: int) -> Decimal:
        values = (self.sheet.value(row, column) for row in self.counted)
        total = Decimal(0)
        for each in values:
            total = _WIDE.add(total, each) if isinstance(each, Decimal) else total
        return total

    def _differs(self, value: Decimal, figure: _Figure) -> bool:
        """Whether a figure cannot be what was handed up.

        The cells' floats may lose a cent of 元 a row, a mean of means one in its last place.
        """
        slack = _LAST_PLACE if figure.is_mean else Decimal(0)
        if figure.unit == "万元":
            slack = _CENT * (len(self.counted) + 1) / _TEN_THOUSAND
        return abs(value - figure.expected) > slack

    def _changed(
        self, region: str, figure: _Figure, column: int, value: Decimal, what: str
    ) -> Finding:
        name = figure.heading.partition("（")[0]
        label = "平均" if figure.is_mean else what
        stated, expected = (_rounded(each) for each in (value, figure.expected))
        return Finding(
            _CODE,
            Severity.ERROR,
            f"“{region}”的汇总表里“{name}”{label}为 {stated} {figure.unit}，"
            f"汇总时按各单位自评表为 {expected} {figure.unit}，"
            f"{difference(Decimal(stated), Decimal(expected), figure.unit)}；上一级按后者计入",
            Place(self.sheet.name, self.total, column),
            quote=stated,
            stated=stated,
            expected=expected,
            difference=value - figure.expected,
            subject=f"{region}{name}",
            repair="若表中的改动有依据，请改该单位的自评表后重新汇总",
        )


def _headings(sheet: Sheet, row: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for column in range(1, sheet.extent[1] + 1):
        value = sheet.value(row, column)
        if isinstance(value, str):
            found.setdefault(re.sub(r"\s+", "", value), column)
    return found


def _rounded(value: Decimal) -> str:
    return plain(value.quantize(Decimal("1E-6"), context=_WIDE))
