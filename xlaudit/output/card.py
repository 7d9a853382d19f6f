"""A report on a terminal: the scorecard as a table, then the findings, the gravest first.

Where the terminal is narrow, explanations of differing rows stand under the table instead of in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from xlaudit.audit import Report, TextReport
from xlaudit.checks.finding import Effect, Finding, Severity
from xlaudit.county.model import CountyFinding, CountySummary, Department, Status
from xlaudit.output import wording
from xlaudit.output.county_words import (
    changed_cells,
    count_of_files,
    county_lines,
    scores,
    status_word,
    unread_line,
    where,
)
from xlaudit.output.grid import Line, grid, styled
from xlaudit.output.measure import wrap
from xlaudit.schemes.schema import Scheme
from xlaudit.schemes.terms import STATUSES
from xlaudit.scoring.scorecard import BlockScore, RowScore

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

__all__ = ["findings_block", "score_block", "summary_block", "text_block"]

_COLOURS = {
    Severity.ERROR: "bold red",
    Severity.DOUBT: "bold yellow",
    Severity.HINT: "bold cyan",
    Severity.ROUNDING: "bold",
}
_STATUS = {Status.ERROR: "red", Status.DOUBT: "yellow", Status.CLEAN: "green"}
_ROOMY = 90


def score_block(report: Report, places: int) -> Iterator[RenderableType]:
    """Yield the head, the table of scores and, where there is no room in it, the explanations."""
    yield from _head(report, places)
    yield styled("")
    yield _score_table(report, places)
    yield styled("")
    if places < _ROOMY:
        for row in report.scorecard.rows:
            if row.difference:
                yield _indented(f"{row.label}：{row.explanation}", places, style="dim")


def text_block(report: TextReport, places: int) -> Iterator[RenderableType]:
    """Yield the findings of a plain text, and how many of its figures were checked."""
    yield from _by_severity(report.findings, places)
    style = "bold yellow" if wording.needs_attention(report.findings) else "bold green"
    seen = wording.text_coverage(report.narrative.coverage)
    yield _indented(f"{report.source}　{seen}", places, style=style, indent=0)


def _by_severity(findings: Sequence[Finding], places: int) -> Iterator[RenderableType]:
    for severity, number in wording.counts(findings).items():
        if number:
            yield styled(f"{severity.value} {number}", style=_COLOURS[severity])
            for finding in findings:
                if finding.severity is severity:
                    yield from _finding(finding, places)
            yield styled("")


def _handled(report: Report, places: int) -> Iterator[RenderableType]:
    found = [each for each in report.findings if report.is_handled(each)]
    if not found:
        return
    yield styled(f"{wording.HANDLED} {len(found)}", style="bold")
    for finding in found:
        head = f"{finding.code}　{finding.place}　{wording.handled(report, finding)}"
        yield _indented(head, places, style="dim")
        yield _indented(finding.message, places, style="dim", indent=4)
    yield styled("")


def findings_block(report: Report, places: int) -> Iterator[RenderableType]:
    """Yield the findings by severity, those decided, what could not be checked and why, and the notices."""
    yield from _by_severity(report.open_findings, places)
    yield from _handled(report, places)
    if report.unchecked:
        yield styled(f"未能核对 {len(report.unchecked)} 项（缺少数据，不代表有误）", style="bold")
        for reason, number in Counter(item.reason for item in report.unchecked).items():
            more = f"（{number} 项）" if number > 1 else ""
            yield _indented(f"{reason}{more}", places)
        yield styled("")
    for notice in report.notices:
        yield _indented(f"注意：{notice}", places, style="dim", indent=0)
    style = "bold yellow" if wording.needs_attention(report.open_findings) else "bold green"
    yield _indented(wording.count_line(report), places, style=style, indent=0)
    yield _indented(wording.coverage_line(report), places, style="dim", indent=0)


def summary_block(summary: CountySummary, places: int) -> Iterator[RenderableType]:
    """Yield the table of departments, what could not be read, the comparisons, and the county's figures."""
    narrow = ("部门", "自评", "系统", "等级", "错误", "待核实")
    headings = (*narrow, "差异", "状态") if places >= _ROOMY else narrow
    lines = [Line(_department(each)[: len(headings)]) for each in summary.departments]
    yield grid(headings, lines, places, {"部门": 14}, left=("等级", "状态"))
    yield styled("")
    for failure in summary.failures:
        if not failure.is_unread:
            yield _indented(f"无法读取 {failure.source}：{failure.reason}", places, "red", indent=0)
    if unread := unread_line(summary):
        yield _indented(unread, places, "red", indent=0)
    compared = (*changed_cells(summary), *summary.comparisons)
    for each in compared:
        yield from _comparison(each, summary, places)
    if compared:
        yield styled("")
    for told in county_lines(summary):
        yield _indented(told, places, indent=0)
    style = "bold green" if summary.is_clean else "bold yellow"
    yield _indented(count_of_files(summary), places, style, indent=0)


def _comparison(each: CountyFinding, summary: CountySummary, places: int) -> Iterator[Text]:
    finding, decision = each.finding, summary.decision(each)
    if decision is not None and decision.closes:
        level, style = wording.decided(decision), "dim"
    else:
        level, style = finding.severity.value, _COLOURS[finding.severity]
    head = f"{level}　{finding.code}　{where(each, summary)}"
    yield _indented(head, places, style, indent=0)
    yield _indented(finding.message, places)


def _head(report: Report, places: int) -> Iterator[Text]:
    year = report.filing.year.text if report.filing.year else ""
    name = f"{wording.department(report)}　{wording.one_line(year)}".strip("　")
    yield _indented(name, places, style="bold", indent=0)
    yield _indented(f"{report.source} · {_scheme(report.scheme)}", places, style="dim", indent=0)


def _scheme(scheme: Scheme) -> str:
    return f"{scheme.title}（{scheme.id}，{STATUSES[scheme.status]}）"


def _score_table(report: Report, places: int) -> Table:
    is_roomy = places >= _ROOMY
    narrow = ("指标", "分值", "自评", "系统", "差异")
    headings = ("指标", "分值", "自评得分", "系统得分", "差异", "说明") if is_roomy else narrow
    lines: list[Line] = []
    for block in report.scorecard.blocks:
        if wording.is_empty(block):
            continue
        lines.append(_block_line(block))
        lines += (_row_line(row, is_roomy=is_roomy) for row in block.rows)
        lines[-1] = replace(lines[-1], is_last=True)
    lines += _total_lines(report)
    flexible = {"指标": 16, "说明": 40} if is_roomy else {"指标": 16}
    return grid(headings, lines, places, flexible)


def _block_line(block: BlockScore) -> Line:
    stated = wording.number_of(block.statement.score if block.statement else None)
    texts = (
        block.block.label,
        wording.plain(block.block.points),
        wording.score(block.stated_sum if stated is None else stated),
        wording.score_range(block.low, block.high),
    )
    return Line([styled(text) for text in texts], "bold")


def _row_line(row: RowScore, *, is_roomy: bool) -> Line:
    cells = [
        styled(f"  {wording.one_line(row.label)}"),
        styled(wording.plain(row.points)),
        styled(wording.score(wording.number_of(row.stated)) or "—"),
        styled(wording.score(row.score) or "—"),
        styled(wording.signed(row.difference) if row.difference else "", "red"),
    ]
    if is_roomy:
        cells.append(styled(wording.one_line(row.explanation), "dim"))
    return Line(cells)


def _total_lines(report: Report) -> Iterator[Line]:
    card, scheme = report.scorecard, report.scheme
    stated, grade = (
        wording.one_line(each.text) if each else "—"
        for each in (card.stated_total, card.stated_grade)
    )
    texts = ("合计", wording.plain(scheme.total), stated, wording.total(report) or "—")
    yield Line([styled(text) for text in texts], "bold")
    if scheme.grades:
        texts = ("等级", "", grade, card.grade.label if card.grade else "未定")
        yield Line([styled(text) for text in texts], "bold")


def _finding(finding: Finding, places: int) -> Iterator[Text]:
    effect = "" if finding.effect is Effect.NONE else f"　{finding.effect.value}"
    yield _indented(f"{finding.code}　{finding.place}{effect}", places, style="cyan")
    yield _indented(finding.message, places, indent=4)
    if finding.repair:
        yield _indented(finding.repair, places, style="green", indent=4)


def _department(each: Department) -> list[Text]:
    stated, ours, gap = scores(each)
    grade = each.stated_grade or "—"
    if each.grade and each.grade != each.stated_grade:
        grade = f"{grade}→{each.grade}"
    name = f"{wording.named(each.name)}（重复）" if each.is_duplicate else wording.named(each.name)
    return [
        styled(name, _STATUS[each.status]),
        styled(stated or "—"),
        styled(ours or "—"),
        styled(wording.one_line(grade)),
        styled(str(each.counts[Severity.ERROR] or ""), "red"),
        styled(str(each.counts[Severity.DOUBT] or ""), "yellow"),
        styled(gap if each.difference else ""),
        styled(status_word(each), _STATUS[each.status]),
    ]


def _indented(text: str, places: int, style: str = "", indent: int = 2) -> Text:
    lines = wrap(wording.one_line(text), places - indent)
    return styled("\n".join(" " * indent + line for line in lines), style)
