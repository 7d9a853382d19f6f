"""乐山市市中区人民政府办公室: no scores, plenty of figures, and nothing wrong with any of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from workbooks.generator.expected import Expected, Said
from workbooks.generator.page import Book, Page, Span, open_book
from workbooks.generator.report import read_lines, report_sheet

__all__ = ["DEPARTMENT", "write"]

DEPARTMENT = "乐山市市中区人民政府办公室"
_SHARES: tuple[int | Span, ...] = ((1, 2), 3, (4, 5))
_TABLE = "整体支出评价表"


def write(folder: Path) -> Expected:
    """Write the workbook; return what is to be read from it."""
    name = f"{DEPARTMENT}.xlsx"
    with open_book(folder / name, DEPARTMENT, datetime(2023, 6, 20, 16, 20, tzinfo=UTC)) as book:
        department, facts = _table(book)
        _staff(book)
        _running(book)
        report_sheet(book, f"{DEPARTMENT}\n2022年度整体支出绩效评价报告", read_lines(DEPARTMENT))
    expected = Expected(name, "sichuan-2022", Said(DEPARTMENT, department), 2022)
    expected.note = "没有评分，也没有差错：任何错误都是误报"
    expected.facts = facts
    return expected


def _table(book: Book) -> tuple[str, dict[str, Said]]:
    page = book.page(_TABLE, (30, 18, 18, 18, 16))
    page.put(1, 1, "附件1", "mark")
    page.put(2, (1, 5), "部门整体支出绩效评价表", "title")
    page.height(2, 34)
    page.put(3, (1, 5), "（2022年度）", "subtitle")
    page.put(4, 1, "部门名称", "head")
    department = page.put(4, (2, 3), DEPARTMENT)
    page.put(4, 4, "填报日期", "head")
    page.put(4, 5, "2023年6月20日")
    page.height(4, 26)
    page.put(5, (1, 5), "单位：万元", "caption")
    facts = _execution(page, 6)
    row = _list(
        page,
        11,
        ("收入项目", "金额"),
        "总收入",
        (("财政拨款收入", 13452.90), ("其他收入", 0), ("年初结转和结余", 0)),
    )
    _shares(
        page,
        row + 1,
        ("支出项目", "金额", "占比"),
        "总支出",
        (("基本支出", 961.51), ("项目支出", 12491.39), ("年末结转和结余", 0)),
        13452.90,
    )
    _shares(
        page,
        row + 7,
        ("“三公经费”支出", "金额", "占比"),
        "合计",
        (("公务用车运行维护费", 2.62), ("公务接待费", 0.38), ("因公出国（境）费用", 0)),
        3.0,
    )
    return department, facts


def _execution(page: Page, top: int) -> dict[str, Said]:
    """Write the execution of the budget as the province prints it; the initial budget was not told."""
    for column, head in enumerate(
        ("预算执行情况", "年初预算", "调整后预算数", "预算执行数", "预算执行率"), 1
    ):
        page.put(top, column, head, "shaded")
    page.height(top, 26)
    facts = {}
    for row, label, amount in (
        (top + 1, "总额", 13452.90),
        (top + 2, "其中：财政资金", 13452.90),
        (top + 3, "　　　其他资金", 0.0),
    ):
        page.height(row, 22)
        page.put(row, 1, label, "total" if row == top + 1 else "left")
        page.put(row, 2, "/")
        if row == top + 1:
            for key, column, letter in (("budget", 3, "C"), ("spent", 4, "D")):
                text = f"SUM({letter}{row + 1}:{letter}{row + 2})"
                facts[key] = Said("13452.90", page.formula(row, column, text, amount, "money"))
        else:
            page.put(row, 3, amount, "money")
            page.put(row, 4, amount, "money")
        if amount:
            place = page.formula(row, 5, f"D{row}/C{row}", 1.0, "percent")
            facts.setdefault("execution_rate", Said("100.00%", place))
        else:
            page.put(row, 5, "/")
    return facts


Lines = Sequence[tuple[str, float]]


def _list(page: Page, top: int, heads: Sequence[str], whole: str, lines: Lines) -> int:
    """Write labels and amounts with their total above them; return the row after."""
    page.put(top, (1, 2), heads[0], "shaded")
    page.put(top, (3, 5), heads[1], "shaded")
    end = top + 1 + len(lines)
    _heights(page, top, end)
    page.put(top + 1, (1, 2), whole, "total")
    total = sum(amount for _, amount in lines)
    page.formula(top + 1, (3, 5), f"SUM(C{top + 2}:C{end})", total, "money")
    for row, (label, amount) in enumerate(lines, start=top + 2):
        page.put(row, (1, 2), label, "left")
        page.put(row, (3, 5), amount, "money")
    return end + 1


def _shares(
    page: Page, top: int, heads: Sequence[str], whole: str, lines: Lines, total: float
) -> None:
    """Write amounts with their shares of the total, all of them typed."""
    for span, head in zip(_SHARES, heads, strict=True):
        page.put(top, span, head, "shaded")
    _heights(page, top, top + 1 + len(lines))
    for row, (label, amount) in enumerate(((whole, total), *lines), start=top + 1):
        is_total = row == top + 1
        page.put(row, (1, 2), label, "total" if is_total else "left")
        page.put(row, 3, amount, "money")
        share = f"{amount / total * 100:.2f}%" if amount else "/"
        page.put(row, (4, 5), "100%" if is_total else share)


def _heights(page: Page, first: int, last: int) -> None:
    for row in range(first, last + 1):
        page.height(row, 22)


def _staff(book: Book) -> None:
    page = book.page("人员情况", (34, 18, 26))
    page.put(1, (1, 3), "人员基本情况表", "title")
    page.height(1, 34)
    page.put(2, (1, 3), "截止时间：2022年12月31日　　单位：人", "caption")
    for column, head in enumerate(("项目", "人数", "备注"), start=1):
        page.put(3, column, head, "shaded")
    lines = (
        ("编制数", 59, ""),
        ("　其中：行政编制", 43, ""),
        ("　　　　工勤编制", 8, ""),
        ("　　　　事业编制", 8, ""),
        ("在职人员", 49, ""),
        ("　其中：行政和工勤", 44, ""),
        ("　　　　事业", 5, ""),
        ("退休人员", 44, "不计入在职人员"),
    )
    for row, (label, count, note) in enumerate(lines, start=4):
        page.height(row, 22)
        page.put(row, 1, label, "left")
        page.put(row, 2, count)
        page.put(row, 3, note, "small")


def _running(book: Book) -> None:
    page = book.page("运转类项目", (6, 52, 15, 15, 12), landscape=True)
    page.put(1, (1, 5), "单位运转项目资金使用情况表", "title")
    page.height(1, 34)
    page.put(2, (1, 5), "单位：万元", "caption")
    for column, head in enumerate(("序号", "项目名称", "预算数", "执行数", "执行率"), start=1):
        page.put(3, column, head, "shaded")
    lines = (
        ("聘用人员劳务费（24人）", 113.25),
        ("网站运维及电子政务外网费用", 21.44),
        ("机关运行保障支出（办公、会务、值班、维修等）", 178.22),
        ("水、电、气费", 23.52),
        ("绿化养护费", 3.14),
    )
    for row, (label, amount) in enumerate(lines, start=4):
        page.height(row, 22)
        page.put(row, 1, row - 3)
        page.put(row, 2, label, "left")
        page.put(row, 3, amount, "money")
        page.put(row, 4, amount, "money")
        page.formula(row, 5, f"D{row}/C{row}", 1.0, "percent")
    end = 4 + len(lines)
    page.height(end, 24)
    page.put(end, (1, 2), "合计", "total")
    for column, letter in ((3, "C"), (4, "D")):
        total = sum(amount for _, amount in lines)
        page.formula(end, column, f"SUM({letter}4:{letter}{end - 1})", total, "money")
    page.formula(end, 5, f"D{end}/C{end}", 1.0, "percent")
