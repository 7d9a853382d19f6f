"""The county in a few sentences, the same on a terminal and in a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlaudit.county.model import (
    CountyFinding,
    CountySummary,
    Department,
    Standing,
    Statistics,
    Status,
)
from xlaudit.numbers import excel
from xlaudit.output import wording

__all__ = [
    "changed_cells",
    "count_of_files",
    "county_lines",
    "scores",
    "status_word",
    "unread_line",
    "where",
]

_WAN = Decimal(10000)


def county_lines(summary: CountySummary) -> Iterator[str]:
    """Yield what came, the amounts, the scores, the grades, and the comparisons that do not hold."""
    figures = summary.statistics
    if figures is None:
        return
    strangers = sum(each.standing is Standing.STRANGER for each in summary.submissions)
    beside = f"，不在花名册 {strangers}" if strangers else ""
    yield f"{_title(summary)}：{_came(figures)}{beside}"
    others = sum(each.standing is Standing.OTHER_YEAR for each in summary.submissions)
    if not figures.submitted and others and summary.year is not None:
        yield f"没有 {summary.year} 年度的表；收到的 {others} 份是别的年度，没有计入"
    if figures.budget or figures.spent:
        rate = "" if figures.rate is None else f"，执行率 {_rounded(figures.rate * 100)}%"
        budget, spent = (_rounded(each / _WAN) for each in (figures.budget, figures.spent))
        yield f"预算 {budget} 万元，执行 {spent} 万元{rate}"
    if figures.mean is not None and figures.median is not None:
        weighted = figures.weighted_mean
        by_budget = "" if weighted is None else f"，按预算加权 {_rounded(weighted)} 分"
        told = f"系统复核分：平均 {_rounded(figures.mean)} 分{by_budget}"
        yield f"{told}，中位数 {_rounded(figures.median)} 分"
    grades = [each for each in figures.grades if each.stated or each.reckoned]
    if grades:
        each_grade = "，".join(f"{each.grade} {each.stated}→{each.reckoned}" for each in grades)
        yield f"等级（自评→系统）：{each_grade}"
    if summary.handled:
        yield f"处理意见：{wording.HANDLED} {summary.handled} 处，没有计入各部门的问题数"
    wrong = [each.label for each in figures.checks if not each.holds]
    number = len(figures.checks)
    yield f"勾稽 {number} 项，不符：{'；'.join(wrong)}" if wrong else f"勾稽 {number} 项，全部相符"


def count_of_files(summary: CountySummary) -> str:
    """Say how many files there were: 共 12 份，无法读取 0 份."""
    beside = f"，没有读 {summary.unread} 份" if summary.unread else ""
    return f"共 {len(summary.departments)} 份，无法读取 {summary.unreadable} 份{beside}"


def unread_line(summary: CountySummary) -> str:
    """Say in one line how many files an interrupted run did not come to; nothing where it came to all."""
    if not summary.unread:
        return ""
    return f"没有读 {summary.unread} 份：运行被中断；请再运行一次，补上"


def where(each: CountyFinding, summary: CountySummary) -> str:
    """Return file and place of a finding between departments; 汇总 stands for the county itself."""
    index, place = each.index, each.finding.place
    source = "汇总" if index is None else summary.departments[index].source
    return wording.one_line(f"{source}:{place}" if place.sheet else source)


def changed_cells(summary: CountySummary) -> Iterator[CountyFinding]:
    """Yield the findings in the summaries of the level below: nobody else has told of these cells."""
    for index, row in enumerate(summary.departments):
        if row.below is not None and row.index < len(summary.digests):
            for finding in summary.digests[row.index].findings:
                yield CountyFinding(index, finding)


def scores(row: Department) -> tuple[str, str, str]:
    """Return a row's own total, ours and their difference; nothing where there is none.

    The means of a whole county have more decimals than anybody reads.
    """
    stated, low, high, gap = (
        excel.round_half_away(value, 2) if value is not None and row.below is not None else value
        for value in (row.stated_total, row.low, row.high, row.difference)
    )
    ours = "" if low is None or high is None else wording.score_range(low, high)
    return wording.score(stated), ours, wording.signed(gap)


def status_word(row: Department) -> str:
    """Say what is to be done with a row; 已处理 where nothing is open, and something was decided."""
    is_settled = row.handled and row.status is Status.CLEAN
    return wording.HANDLED if is_settled else row.status.value


def _title(summary: CountySummary) -> str:
    year = "" if summary.year is None else f" {summary.year} 年度"
    return wording.one_line(f"{summary.title}{year}") or "汇总"


def _came(figures: Statistics) -> str:
    told = [f"已报 {figures.submitted}"]
    if figures.due is not None:
        told = [f"应报 {figures.due}", *told, f"未报 {figures.missing}"]
    if figures.unread:
        return "，".join((*told, f"无法读取 {figures.unreadable}", f"没有读 {figures.unread}"))
    return "，".join((*told, f"无法读取 {figures.unreadable}"))


def _rounded(value: Decimal) -> str:
    return wording.score(excel.round_half_away(value, 2))
