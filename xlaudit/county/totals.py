"""XA708 to XA710: full marks all over, and totals that are not the sum of their parts."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from xlaudit.checks.finding import Effect, Finding, Severity
from xlaudit.checks.wording import difference
from xlaudit.county.model import CountyFinding, Department
from xlaudit.county.registry import County, Findings, county_check
from xlaudit.county.standing import Filed
from xlaudit.county.statistics import added, budget_of, spent_of
from xlaudit.numbers.plain import plain
from xlaudit.workbook.place import Place

__all__: list[str] = []

_SEVERAL = 3
_FULL = Decimal(100)
_HALF_CENT = Decimal("0.005")
_SUMMARY = Place("汇总表", 1, 1)


@county_check("XA708", "全部项目自评满分")
def full_marks(county: County) -> Findings:
    """一个部门三个以上项目全部自评 100 分，或者全部部门都自评 100 分。

    ## 为什么
    个个满分，多半是自评走了过场；抽查时宜先看这些部门。

    ## 例
    不符：10 个项目的自评得分全是 100 分。
    相符：有一个项目 98.5 分；或只有两个项目。

    ## 不查什么
    满分本身不是错，这里只提示；没有列出项目得分的不查。
    """
    for index, each in county.counted:
        scored, full = each.trace.projects
        if scored >= _SEVERAL and full == scored and each.trace.project is not None:
            message = f"“{each.row.name}”的 {scored} 个项目自评全部为 100 分"
            yield CountyFinding(
                index, _hint(message, each.trace.project, str(scored), each.row.name)
            )
    totals = [each.row.stated_total for _, each in county.counted]
    if len(totals) >= _SEVERAL and all(total == _FULL for total in totals):
        message = f"计入的 {len(totals)} 个部门自评总分全部为 100 分"
        yield CountyFinding(None, _hint(message, _SUMMARY, str(len(totals)), "自评总分"))


def _hint(message: str, place: Place, stated: str, subject: str) -> Finding:
    return Finding("XA708", Severity.HINT, message, place, stated=stated, subject=subject)


@county_check("XA709", "部门自评总分不等于各行之和")
def total_of_rows(county: County) -> Findings:
    """汇总时，部门写的自评总分与其各部分得分之和不同。

    ## 为什么
    汇总表里的总分要能由各部分的得分加出来。

    ## 例
    不符：各部分 9.73 + 29.95 + 25 + 35 = 99.68，总分写 98.68。
    相符：总分写 99.68；或这处差错已由 XA503、XA505 说明。

    ## 不查什么
    有部分没有写得分的，只有各部分之和已经超过总分时才提。
    """
    for index, each in enumerate(county.filed):
        total, parts = each.row.stated_total, each.trace.parts
        if total is None or not parts or each.trace.told_sum:
            continue
        whole = added(parts)
        slack = _HALF_CENT * (len(parts) + 1)
        if abs(total - whole) <= slack or (each.trace.lacks_parts and whole < total):
            continue
        yield CountyFinding(index, _not_the_sum(each, total, whole))


def _not_the_sum(each: Filed, total: Decimal, whole: Decimal) -> Finding:
    least = "至少 " if each.trace.lacks_parts else ""
    return Finding(
        "XA709",
        Severity.ERROR,
        f"“{each.row.name}”自评总分写 {plain(total)} 分，各部分得分相加为 {least}{plain(whole)} 分，"
        f"总分{difference(total, whole, '分')}",
        each.trace.place,
        stated=plain(total),
        expected=plain(whole),
        difference=total - whole,
        effect=Effect.SCORE,
        subject="总分",
    )


@county_check("XA710", "县级合计与各部门之和不符")
def county_total(county: County) -> Findings:
    """汇总的合计与各部门之和不同；或主管部门的自评表已含下属单位，数字却比下属单位之和还小；或下级的汇总表后来被改过。

    ## 为什么
    合计要能逐级加出来，才经得起核对。

    ## 例
    不符：教育局的口径为“含下属”，预算 500 万元，而它的三所学校合计 620 万元；
    市里汇总时，某县汇总表的执行数合计比各单位自评表之和多 100 万元。
    相符：教育局预算 800 万元，不小于下属单位之和。

    ## 不查什么
    没有给花名册，或花名册没有“口径”一列时，不知道谁含下属，各计各的。
    """
    for check in county.statistics.checks:
        if not check.holds:
            message = (
                f"{check.label}：左边 {plain(check.left)}，右边 {plain(check.right)}，两边不等"
            )
            finding = _unequal(Severity.ERROR, message, check.left, check.right, check.label)
            yield CountyFinding(None, finding)
    yield from _too_small(county)


def _too_small(county: County) -> Findings:
    """Yield 主管部门 that say they include their units and have less than these."""
    below: dict[int, list[Department]] = defaultdict(list)
    for unit in county.filed:
        if unit.includer is not None:
            below[unit.includer].append(unit.row)
    for index, each in county.counted:
        units = () if each.entry is None else below.get(each.entry, ())
        for label, amount in (("预算", budget_of), ("执行数", spent_of)):
            whole = amount(each.row)
            parts = added(value for value in map(amount, units) if value is not None)
            if whole is None or parts <= whole:
                continue
            message = (
                f"“{each.row.name}”的口径为含下属，{label} {_in_wan(whole)} 万元，"
                f"而送来的 {len(units)} 个下属单位合计 {_in_wan(parts)} 万元"
            )
            subject = f"{each.row.name}{label}"
            finding = _unequal(Severity.DOUBT, message, whole, parts, subject, each.trace.place)
            yield CountyFinding(index, finding)


def _unequal(
    severity: Severity,
    message: str,
    stated: Decimal,
    expected: Decimal,
    subject: str,
    place: Place = _SUMMARY,
) -> Finding:
    return Finding(
        "XA710",
        severity,
        message,
        place,
        stated=plain(stated),
        expected=plain(expected),
        difference=stated - expected,
        subject=subject,
    )


def _in_wan(amount: Decimal) -> str:
    return plain(amount.scaleb(-4))
