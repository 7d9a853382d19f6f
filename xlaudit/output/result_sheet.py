"""The sheet 核对结果: every finding with its place, both figures and a cell for what was done about it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xlaudit.audit import Report
from xlaudit.checks.finding import Decision, Finding, Unchecked
from xlaudit.output import styles, wording
from xlaudit.output.measure import lines_in
from xlaudit.output.rule_sheet import LINE
from xlaudit.workbook.patch import CellWrite, Patch, SheetAdd, Style
from xlaudit.workbook.place import Area, Place

__all__ = [
    "DECISIONS",
    "HEADINGS",
    "HEADING_ROW",
    "KEY_HEADING",
    "RESULTS",
    "result_sheet",
]

RESULTS = "核对结果"
KEY_HEADING = "发现编号"
HEADINGS = (
    *("序号", "级别", "影响", "规则", "位置", "原文", "所写", "应为", "差额"),
    *("说明", "对照", "处理意见", "备注", KEY_HEADING),
)
DECISIONS = ("已改", "属实不改", "规则误报")
HEADING_ROW = 3

# The last column has no width: the key serves the next run, not the reader.
_WIDTHS = (5, 7, 9, 7, 18, 18, 12, 12, 8, 42, 20, 10, 10, 0)
_VISIBLE = len(HEADINGS) - 1
_DECISION = HEADINGS.index("处理意见") + 1

Column = tuple[str | Decimal | None, Style, str | None]
"""What one cell of a row holds: value, style, link."""


_UNDECIDED = Decision("", "")


def result_sheet(report: Report, name: str = RESULTS) -> Patch:
    """Return the sheet: counts, headings, findings, and what could not be checked.

    The decisions of an earlier run stand in their places again; what they close is 已处理.
    """
    findings = report.findings
    cells = [
        CellWrite(name, 1, 1, _master(report), style=styles.MASTER),
        CellWrite(name, 2, 1, _origin(report), style=styles.NOTE),
        *(
            CellWrite(name, HEADING_ROW, column, heading, style=styles.HEADING)
            for column, heading in enumerate(HEADINGS, start=1)
        ),
    ]
    heights = {1: 22.0, 2: 16.0, HEADING_ROW: 20.0}
    merged = [Area(1, 1, 1, _VISIBLE), Area(2, 1, 2, _VISIBLE)]
    row = HEADING_ROW
    for number, finding in enumerate(findings, start=1):
        row += 1
        columns = _finding_columns(number, finding, report)
        cells += _row(name, row, columns)
        heights[row] = _height(columns)
    choices = ((Area(HEADING_ROW + 1, _DECISION, row, _DECISION), DECISIONS),) if findings else ()
    if not findings:
        row += 1
        cells.append(CellWrite(name, row, 1, "没有发现不一致之处。", style=styles.GOOD))
        merged.append(Area(row, 1, row, _VISIBLE))
    if report.unchecked:
        row += 2
        title = f"未能核对 {len(report.unchecked)} 项：缺少数据，不代表有误"
        cells.append(CellWrite(name, row, 1, title, style=styles.SECTION))
        merged.append(Area(row, 1, row, _VISIBLE))
        for number, item in enumerate(report.unchecked, start=1):
            row += 1
            cells += _row(name, row, _unchecked_columns(number, item))
            heights[row] = _height(_unchecked_columns(number, item))
    sheet = SheetAdd(
        name,
        widths=dict(enumerate(map(float, _WIDTHS), start=1)),
        heights=heights,
        merged=tuple(merged),
        freeze_row=HEADING_ROW,
        choices=choices,
    )
    return Patch(tuple(cells), (sheet,))


def _master(report: Report) -> str:
    return f"{wording.count_line(report)} ｜ {wording.coverage_line(report)}"


def _origin(report: Report) -> str:
    scheme = report.scheme
    stamp = f"sha256 {report.sha256[:16]}…" if report.sha256 else "打开着，有没有保存的内容"
    return (
        f"原文件 {wording.one_line(report.source)}（{stamp}） ｜ "
        f"评分方案 {scheme.id}（{scheme.version}版）{scheme.title}"
    )


def _finding_columns(number: int, finding: Finding, report: Report) -> Sequence[Column]:
    decision = report.decisions.get(finding.key, _UNDECIDED)
    level = finding.severity.value
    handled = report.is_handled(finding)
    before = f"原为{level}" if handled else ""
    message = "\n".join(part for part in (before, finding.message, finding.repair) if part)
    style = styles.HANDLED if handled else styles.SEVERITY[finding.severity]
    against = finding.against[0] if finding.against else None
    more = f" 等 {len(finding.against)} 处" if len(finding.against) > 1 else ""
    return (
        (Decimal(number), styles.WORD, None),
        (wording.HANDLED if handled else level, style, None),
        (finding.effect.value, styles.WORD, None),
        (finding.code, styles.WORD, None),
        (str(finding.place), styles.LINK, finding.place.reference),
        (finding.quote, styles.TEXT, None),
        (finding.stated, styles.NUMBER, None),
        (finding.expected, styles.NUMBER, None),
        (finding.difference, styles.NUMBER, None),
        (message, styles.TEXT, None),
        (f"{against}{more}", styles.LINK, against.reference) if against else _EMPTY,
        (decision.decided, styles.INPUT, None),
        (decision.remark, styles.TEXT, None),
        (finding.key, styles.TEXT, None),
    )


_EMPTY: Column = ("", styles.TEXT, None)


def _unchecked_columns(number: int, item: Unchecked) -> Sequence[Column]:
    place: Place | None = item.place
    return (
        (Decimal(number), styles.WORD, None),
        ("未核", styles.WORD, None),
        _EMPTY,
        (item.code, styles.WORD, None),
        (str(place), styles.LINK, place.reference) if place else _EMPTY,
        (item.subject, styles.TEXT, None),
        *((_EMPTY,) * 3),
        (item.reason, styles.TEXT, None),
        *((_EMPTY,) * 3),
    )


def _row(name: str, row: int, columns: Sequence[Column]) -> list[CellWrite]:
    return [
        CellWrite(name, row, column, value if value != "" else None, style=style, link=link)
        for column, (value, style, link) in enumerate(columns, start=1)
    ]


def _height(columns: Sequence[Column]) -> float:
    """Return the height that shows every wrapped text; 409 points is the most that Excel knows."""
    lines = max(
        lines_in(value, width - 1)
        for (value, _, _), width in zip(columns, _WIDTHS, strict=False)
        if isinstance(value, str) and width
    )
    return min(409.0, LINE * lines + 4)
