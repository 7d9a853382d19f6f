"""A report as plain lines, for pipes: each begins with file and cell, so that grep and sort can work.

自评表.xlsx:自评表!F12: XA202 错误 影响得分 …
"""

from __future__ import annotations

from collections.abc import Iterator

from xlaudit.audit import Report, TextReport
from xlaudit.checks.finding import Effect, Finding
from xlaudit.county.summary import CountySummary, Department
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
from xlaudit.output.measure import pad, shorten, width
from xlaudit.scoring.scorecard import BlockScore, RowScore

__all__ = ["finding_lines", "score_lines", "summary_lines", "text_lines"]

_WIDEST = 36
"""Places of a file or a department in the list of a county: one long name must not move all numbers away."""


def score_lines(report: Report) -> Iterator[str]:
    """Yield the scorecard: a line a row, a line a block, then the total, the grade and the notices."""
    source = wording.one_line(report.source)
    card = report.scorecard
    yield f"{source}: 部门 {wording.department(report)}"
    yield f"{source}: 方案 {report.scheme.id} {report.scheme.title}"
    labels = [wording.one_line(row.label) for row in card.rows]
    labels += [block.block.label for block in card.blocks]
    room = max(map(width, labels), default=0)
    places = [f"{source}:{wording.one_line(str(row.place))}:" for row in card.rows]
    front = max(map(width, places), default=0)
    for block in card.blocks:
        for row in block.rows:
            place = pad(f"{source}:{wording.one_line(str(row.place))}:", front)
            label = pad(wording.one_line(row.label), room)
            yield f"{place} 得分 {label} {_row_numbers(row)} {wording.one_line(row.explanation)}"
        if wording.is_empty(block):
            continue
        yield f"{pad(f'{source}:', front)} 小计 {pad(block.block.label, room)} {_block_numbers(block)}"
    yield f"{source}: 合计 {_total(report)}"
    for notice in report.notices:
        yield f"{source}: 说明 {wording.one_line(notice)}"


def finding_lines(report: Report) -> Iterator[str]:
    """Yield the findings, what could not be checked, and the counts."""
    source = wording.one_line(report.source)
    for finding in report.findings:
        told = _told(finding, wording.handled(report, finding))
        yield f"{source}:{wording.one_line(str(finding.place))}: {told}"
    for item in report.unchecked:
        place = f"{item.place}: " if item.place else " "
        told = " ".join(filter(None, (item.code, "未核", item.subject, item.reason)))
        yield f"{source}:{wording.one_line(place)} {wording.one_line(told)}"
    yield f"{source}: 核对 {wording.count_line(report)}；{wording.coverage_line(report)}"


def text_lines(report: TextReport) -> Iterator[str]:
    """Yield the findings of a plain text, and how many of its figures were checked."""
    for finding in report.findings:
        yield f"{wording.one_line(str(finding.place))}: {_told(finding)}"
    seen = wording.text_coverage(report.narrative.coverage)
    yield f"{wording.one_line(report.source)}: {seen}"


def summary_lines(summary: CountySummary) -> Iterator[str]:
    """Yield a line a department, a workbook that could not be read, a comparison; then the county."""
    rows = summary.departments
    names = [shorten(wording.named(each.name), _WIDEST) for each in rows]
    sources = [f"{shorten(wording.one_line(each.source), _WIDEST)}:" for each in rows]
    room = max(map(width, names), default=0)
    front = max(map(width, sources), default=0)
    for row, name, source in zip(rows, names, sources, strict=True):
        yield f"{pad(source, front)} {pad(name, room)} {_department_numbers(row)}"
    for failure in summary.failures:
        if not failure.is_unread:
            yield f"{wording.one_line(failure.source)}: 无法读取 {wording.one_line(failure.reason)}"
    if unread := unread_line(summary):
        yield f"汇总: {unread}"
    for each in (*changed_cells(summary), *summary.comparisons):
        decision = summary.decision(each)
        handled = wording.decided(decision) if decision and decision.closes else ""
        yield f"{where(each, summary)}: {_told(each.finding, handled)}"
    for told in county_lines(summary):
        yield f"汇总: {told}"
    yield count_of_files(summary)


def _told(finding: Finding, handled: str = "") -> str:
    effect = "" if finding.effect is Effect.NONE else finding.effect.value
    told = "；".join(filter(None, (finding.message, finding.repair)))
    return wording.one_line(
        " ".join(filter(None, (finding.code, handled, finding.severity.value, effect, told)))
    )


def _row_numbers(row: RowScore) -> str:
    stated = wording.number_of(row.stated)
    return " ".join(
        (
            f"分值 {pad(wording.plain(row.points) or '—', 5, right=True)}",
            f"自评 {pad(wording.score(stated) or '—', 6, right=True)}",
            f"系统 {pad(wording.score(row.score) or '—', 6, right=True)}",
            f"差异 {pad(wording.signed(row.difference) or '—', 6, right=True)}",
        )
    )


def _block_numbers(block: BlockScore) -> str:
    stated = wording.number_of(block.statement.score if block.statement else None)
    number = block.stated_sum if stated is None else stated
    return " ".join(
        (
            f"分值 {pad(wording.plain(block.block.points) or '—', 5, right=True)}",
            f"自评 {pad(wording.score(number) or '—', 6, right=True)}",
            f"系统 {pad(wording.score_range(block.low, block.high), 6, right=True)}",
        )
    )


def _total(report: Report) -> str:
    card = report.scorecard
    stated = card.stated_total.text if card.stated_total else "未写"
    grade = card.stated_grade.text if card.stated_grade else "未写"
    ours = card.grade.label if card.grade else "未定"
    told = f"自评 {stated} 等级 {grade}；系统 {wording.total(report) or '不评分'} 等级 {ours}"
    return wording.one_line(told)


def _department_numbers(each: Department) -> str:
    stated, ours, gap = scores(each)
    numbers = " ".join(
        (
            f"自评 {pad(stated or '—', 6, right=True)}",
            f"系统 {pad(ours or '—', 6, right=True)}",
            f"差异 {pad(gap or '—', 6, right=True)}",
            f"等级 {each.stated_grade or '—'}→{each.grade or '—'}",
        )
    )
    found = " ".join(f"{kind.value} {number}" for kind, number in each.counts.items())
    if each.handled:
        found = f"{found} {wording.HANDLED} {each.handled}"
    return f"{numbers} {found} {status_word(each)}"
