"""The sheet 参数: everything that formulas of the form refer to and that a notice may change.

No formula holds a grade band or a bound of its own; who wants to know reads it here. Its captions are
not those of a form, and a figure stands before its name, so that nobody who looks for the department's
own figures takes these for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from xlaudit.output.form.paper import Paper
from xlaudit.output.form.plan import FormPlan, is_rate, target_value
from xlaudit.output.form.styles import PERCENT
from xlaudit.schemes.rules import permitted
from xlaudit.schemes.schema import Limits, Scheme

__all__ = ["PARAMETERS", "TIERS", "Parameters", "place_parameters", "write_parameters"]

PARAMETERS = "参数"
TIERS = ("达成年度指标", "部分达成年度指标并具有一定效果", "未达成年度指标且效果较差")
"""财预〔2020〕10号: the three answers of a qualitative indicator."""

Value = str | Decimal | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet: a caption, a header of a table, or values."""

    kind: str
    values: tuple[Value, ...] = ()
    rates: tuple[int, ...] = ()
    """The columns whose numbers are shown as percentages."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """The lines of the sheet, and the absolute reference of every value that formulas need."""

    lines: tuple[Line, ...]
    references: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.references[key]

    def __contains__(self, key: str) -> bool:
        return key in self.references


class _Builder:
    """Collects lines and remembers where the named values came to stand."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.references: dict[str, str] = {}

    def add(
        self,
        kind: str,
        *values: Value,
        keys: tuple[str, ...] = (),
        rates: tuple[int, ...] = (),
    ) -> None:
        self.lines.append(Line(kind, values, rates))
        row = len(self.lines) + 1  # the title takes the first row
        for column, (key, value) in enumerate(zip(keys, values, strict=False)):
            if key and value is not None:
                self.references[key] = f"{PARAMETERS}!${'ABCDE'[column]}${row}"

    def span(self, key: str, column: str, count: int) -> None:
        """Name the last ``count`` cells of a column."""
        last = len(self.lines) + 1
        self.references[key] = f"{PARAMETERS}!${column}${last - count + 1}:${column}${last}"


def place_parameters(plan: FormPlan) -> Parameters:
    """Work out the sheet from the scheme."""
    scheme = plan.scheme
    builder = _Builder()
    builder.add("section", "评分方案")
    builder.add("values", "方案编号", scheme.id)
    builder.add("values", "方案版本", scheme.version)
    if scheme.total is not None:
        builder.add("values", "全表分值", scheme.total, keys=("", "total"))
    _add_grades(builder, scheme)
    _add_blocks(builder, scheme)
    if plan.has_points:
        _add_tiers(builder)
    _add_duties(builder, scheme)
    _add_indicators(builder, scheme)
    return Parameters(tuple(builder.lines), builder.references)


def _add_grades(builder: _Builder, scheme: Scheme) -> None:
    if not scheme.grades:
        return
    builder.add("section", "评价等级（由低到高）")
    builder.add("header", "等级名称", "最低分（含）")
    grades = sorted(scheme.grades, key=lambda grade: grade.low)
    for grade in grades:
        builder.add("values", grade.label, grade.low)
    builder.span("grade_labels", "A", len(grades))
    builder.span("grade_lows", "B", len(grades))


def _add_blocks(builder: _Builder, scheme: Scheme) -> None:
    if scheme.total is None:
        return
    builder.add("section", "一级指标分值")
    builder.add("header", "方案分值", "一级指标")
    for block in scheme.blocks:
        builder.add("values", block.points, block.label, keys=(f"block {block.id}",))


def _add_tiers(builder: _Builder) -> None:
    builder.add("section", "定性指标分档（按分值的比例）")
    builder.add("header", "达成情况", "最低比例")
    for number, answer in enumerate(TIERS):
        low, _, _ = permitted("tier", answer, Decimal(1))
        builder.add(
            "values", answer, low, keys=(f"tier {number}", f"tier {number} low"), rates=(1,)
        )


def _add_duties(builder: _Builder, scheme: Scheme) -> None:
    duties = [duty for duty in scheme.reasons if duty.when == "fact"]
    if not duties:
        return
    builder.add("section", "必须说明原因的界限")
    builder.add("header", "低于", "高于", "数据")
    for duty in duties:
        keys = (f"{duty.fact} below", f"{duty.fact} above")
        fact = scheme.fact(duty.fact)
        rates = (0, 1) if fact.unit == "%" else ()
        builder.add("values", duty.below, duty.above, fact.label, keys=keys, rates=rates)


def _add_indicators(builder: _Builder, scheme: Scheme) -> None:
    if not scheme.indicators:
        return
    builder.add("section", "规定指标")
    header = ("完成比例上限", "完成比例下限", "方案分值", "方案指标值", "指标")
    first = 0 if any(each.limits != Limits() for each in scheme.indicators) else 2
    builder.add("header", *header[first:])
    for each in scheme.indicators:
        limits = each.limits
        values = (limits.over, limits.under, each.points, target_value(each), each.label)
        keys = (f"over {each.id}", f"under {each.id}", "", f"target {each.id}")
        rates: tuple[int, ...] = (0, 1, 3) if is_rate(each, scheme) else (0, 1)
        rates = tuple(column - first for column in rates if column >= first)
        builder.add("values", *values[first:], keys=keys[first:], rates=rates)


def write_parameters(paper: Paper, plan: FormPlan, parameters: Parameters) -> None:
    """Write the sheet; nothing on it is to be filled in."""
    paper.columns((30, 24, 18, 18, 24))
    paper.text("A1:E1", "参数（由公式引用，请勿改动）", "title")
    paper.height(1, 36)
    for row, line in enumerate(parameters.lines, start=2):
        paper.height(row, 26 if line.kind == "section" else 20)
        for column, value in enumerate(line.values):
            _write(paper, f"{'ABCDE'[column]}{row}", value, line, column)
    paper.print_on(plan.scheme.title, landscape=False, area=f"A1:E{len(parameters.lines) + 1}")
    paper.lock()


def _write(paper: Paper, address: str, value: Value, line: Line, column: int) -> None:
    if line.kind == "section":
        paper.text(address, str(value), "section")
    elif line.kind == "header":
        paper.text(address, str(value), "caption")
    elif isinstance(value, Decimal):
        paper.number(address, value, "fixed_centre", PERCENT if column in line.rates else "")
    else:
        paper.text(address, value or "", "fixed_centre")
