"""XA8xx: what the cells themselves give away: formulas overtyped, links to files that nobody has."""

from __future__ import annotations

import re
from decimal import Decimal

from xlaudit.checks.finding import Finding, Severity, Unchecked
from xlaudit.checks.registry import Context, Outcome, check
from xlaudit.numbers import excel
from xlaudit.numbers.plain import plain
from xlaudit.recalculation.recalculate import Recalculated, recalculate
from xlaudit.recalculation.relative import relative
from xlaudit.workbook.place import Place
from xlaudit.workbook.snapshot import ErrorValue, Sheet

__all__: list[str] = []


@check("XA801", "公式被数字覆盖")
def overtyped(context: Context) -> Outcome:
    """一格是手工填入的数字，它两边（上下或左右）的格子却是同一个公式。

    ## 为什么
    覆盖公式的数字不再随明细变动，是改动得分和合计最常见的痕迹。

    ## 例
    不符：执行率一列都是“执行数÷预算数”，中间一格是手填的 100%。
    相符：一列里全是手填的数字。

    ## 不查什么
    一列公式的头一格和末一格被覆盖时，两边没有可比的公式，查不出来。设了数据验证、要求填数字的格子
    本来就供填写（如空白表里预填了系统得分的自评得分），不查。
    """
    for sheet in context.snapshot.sheets:
        if sheet.state != "visible":
            continue
        for (row, column), cell in sorted(sheet.cells.items()):
            if cell.formula is not None or not isinstance(cell.value, Decimal):
                continue
            if _asks_for_a_number(sheet, row, column):
                continue
            formula = _between(sheet, row, column)
            if formula is not None:
                yield Finding(
                    "XA801",
                    Severity.DOUBT,
                    f"此格是手填的数字 {cell.value.normalize():f}，两边的格子是同一个公式"
                    f"（如 ={formula}），公式可能被覆盖",
                    Place(sheet.name, row, column),
                    quote=f"{cell.value.normalize():f}",
                    subject=f"{sheet.name} {column}",
                )


def _asks_for_a_number(sheet: Sheet, row: int, column: int) -> bool:
    return any(
        rule.kind in ("decimal", "whole") and any(area.holds(row, column) for area in rule.areas)
        for rule in sheet.validations
    )


def _between(sheet: Sheet, row: int, column: int) -> str | None:
    """Return the formula that stands on both sides of a cell, above and below or left and right."""
    for one, other in (
        ((row - 1, column), (row + 1, column)),
        ((row, column - 1), (row, column + 1)),
    ):
        first, second = sheet.cells.get(one), sheet.cells.get(other)
        if first is None or second is None or first.formula is None or second.formula is None:
            continue
        if relative(first.formula, *one) == relative(second.formula, *other):
            return first.formula
    return None


_MANY = 3
"""More stale results than these are one story: nobody has recalculated the workbook."""


@check("XA803", "公式存下的结果不是现在的结果")
def stale(context: Context) -> Outcome:
    """公式重算一遍，得到的数与工作簿里存下的结果不一样。

    ## 为什么
    工作簿存着公式和上一次的结果。结果被改过，或改了明细而没有重算，看到的数就不是公式的数；
    用 Excel 打开一重算，得分、合计会变成另一个数。

    ## 例
    不符：=ROUND(SUM(F5:F9),2) 存下的结果是 99.99，各格加起来是 87.15。
    相符：存下的是 87.15。

    ## 依据
    公式按各格存下的数重算一遍，比较前 15 位有效数字，与 Excel 相同。

    ## 不查什么
    用到别的文件、数组公式和少见函数的公式不重算，列在“没能核对”里。没有存下结果的公式不查。
    设了“以显示精度为准”的工作簿，按显示的小数位比较。
    """
    skipped: dict[str, list[Place]] = {}
    found: list[Recalculated] = []
    for each in recalculate(context.snapshot):
        if each.reason:
            skipped.setdefault(each.reason, []).append(each.place)
        elif not each.agrees:
            found.append(each)
    if len(found) > _MANY:
        yield _stale(found[0], f"；同样的情形共 {len(found)} 处，工作簿可能没有重算过")
    else:
        yield from map(_stale, found)
    for reason, places in sorted(skipped.items()):
        told = (
            f"{len(places)} 个公式用到本工具不重算的写法（{reason}），"
            "存下的结果没有核对，请在 Excel 里重算后看一看"
        )
        yield Unchecked("XA803", told, places[0], reason)


def _stale(each: Recalculated, more: str = "") -> Finding:
    stored, computed = _said(each.stored), _said(each.computed)
    difference = None
    if isinstance(each.stored, Decimal) and isinstance(each.computed, float):
        difference = each.stored - excel.view(each.computed)
    return Finding(
        "XA803",
        Severity.DOUBT,
        f"公式 ={each.formula} 存下的结果是 {stored}，按表中现在的数重算是 {computed}{more}",
        each.place,
        quote=stored,
        stated=stored,
        expected=computed,
        difference=difference,
        subject=f"{each.place.sheet} {each.place.address}",
    )


def _said(value: object) -> str:
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case Decimal() | float():
            return plain(excel.view(value))
        case ErrorValue(code):
            return code
    return str(value)


@check("XA804", "公式引用了别的文件")
def external_link(context: Context) -> Outcome:
    """公式引用了另一个工作簿里的单元格。

    ## 为什么
    那个文件不在手边，数从哪里来无法核对；文件改了，这里的数不会跟着改。

    ## 例
    不符：='[上年决算.xlsx]收支'!B5。
    相符：=收支!B5，在同一个工作簿里。
    """
    for sheet in context.snapshot.sheets:
        for (row, column), cell in sorted(sheet.cells.items()):
            if cell.formula is not None and re.search(r"\[[^\[\]]+\][^\[\]]*!", cell.formula):
                yield Finding(
                    "XA804",
                    Severity.HINT,
                    f"公式 ={cell.formula} 引用了别的文件，这个数无法核对来源",
                    Place(sheet.name, row, column),
                    quote=f"={cell.formula}",
                    subject=f"{sheet.name} {row} {column}",
                )
