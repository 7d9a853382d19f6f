"""XA8xx: what the cells themselves give away: formulas overtyped, links to files that nobody has."""

from __future__ import annotations

import re
from decimal import Decimal

from xlaudit.checks.finding import Finding, Severity
from xlaudit.checks.registry import Context, Outcome, check
from xlaudit.workbook.place import Place, column_number
from xlaudit.workbook.snapshot import Sheet

__all__ = ["relative"]

TOKEN = re.compile(
    r"""
    (?P<text> "(?:[^"]|"")*" )                      # a string: not looked into
    | (?P<sheet> '(?:[^']|'')*'! )                  # a quoted sheet name: kept as it is
    | (?<![A-Za-z0-9_.])
      (?P<column_fixed>\$?)(?P<column>[A-Za-z]{1,3})(?P<row_fixed>\$?)(?P<row>[0-9]{1,7})
      (?![A-Za-z0-9_(.])
    """,
    re.VERBOSE,
)


def relative(formula: str, row: int, column: int) -> str:
    """Write a formula's references as distances from its own cell, so that copies become equal.

    >>> relative("ROUND(F8/$E$2,2)", 8, 7), relative("ROUND(F9/$E$2,2)", 9, 7)
    ('ROUND(R[0]C[-1]/R2C5,2)', 'ROUND(R[0]C[-1]/R2C5,2)')
    """

    def distance(match: re.Match[str]) -> str:
        if match["row"] is None:
            return match.group()
        line, letter = int(match["row"]), column_number(match["column"])
        down = f"R{line}" if match["row_fixed"] else f"R[{line - row}]"
        right = f"C{letter}" if match["column_fixed"] else f"C[{letter - column}]"
        return down + right

    return TOKEN.sub(distance, formula)


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
