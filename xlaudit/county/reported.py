"""XA701 to XA704: what did not come, came twice, or came on another form."""

from __future__ import annotations

from xlaudit.checks.finding import Finding, Severity
from xlaudit.county.model import CountyFinding, Standing
from xlaudit.county.registry import County, Findings, county_check
from xlaudit.county.standing import Filed
from xlaudit.workbook.place import Place

__all__: list[str] = []


@county_check("XA701", "部门未报送")
def missing(county: County) -> Findings:
    """花名册里的部门没有送来可以计入的自评表。

    ## 为什么
    缺一个部门，合计、平均分和等级分布就不是全县的。

    ## 例
    不符：花名册有“示例县水利局”，文件夹里没有它的自评表，或只有上年的。
    相符：送来的表里部门名称、编码或别名与花名册一致；下属单位由主管部门一并报送。

    ## 不查什么
    没有给花名册时无从知道谁该报。名称相近的只提示，不代为认定。
    """
    if county.roster is None:
        return
    rows = {each.name: each.row for each in county.roster.entries}
    for each in county.submissions:
        if each.standing is not Standing.MISSING:
            continue
        yield CountyFinding(
            None,
            Finding(
                "XA701",
                Severity.DOUBT,
                f"“{each.name}”在花名册里，{each.why}",
                Place("花名册", rows[each.name], 1),
                quote=each.name,
                subject=each.name,
            ),
        )


@county_check("XA702", "同一部门报送多份")
def several(county: County) -> Findings:
    """同一部门、同一年度有几份内容不同的自评表，只有一份计入。

    ## 为什么
    重报以后旧的一份没有撤掉，合计就会重复；采用哪一份，应当由人确认。

    ## 例
    不符：“示例县民政局”有 初报.xlsx 和 修订.xlsx，总分不同，没有指定采用哪一份。
    相符：只有一份；或已指定采用其中一份。

    ## 不查什么
    指定了采用哪一份的只提示。内容一字不差的见 XA704。
    """
    for index, each in enumerate(county.filed):
        if each.standing is not Standing.SUPERSEDED:
            continue
        row = each.row
        yield CountyFinding(
            index,
            Finding(
                "XA702",
                Severity.HINT if each.is_chosen else Severity.DOUBT,
                f"“{row.name}”的 {row.source} 没有计入：{each.why}",
                each.trace.place,
                quote=row.source,
                expected=each.instead,
                subject=row.name,
            ),
        )


@county_check("XA703", "年度或方案与本次汇总不同")
def another_form(county: County) -> Findings:
    """自评表的年度不是本次汇总的年度，或者按另一个方案评分。

    ## 为什么
    年度不同的表不能相加；方案不同，分值和等级标准可能不同，分数不能直接比较。

    ## 例
    不符：本次汇总 2022 年度，表中写 2021 年度。
    相符：年度相同，方案相同。

    ## 不查什么
    没有写年度的表按本次汇总的年度计入。方案不同的照样计入，只提示。
    """
    for index, each in enumerate(county.filed):
        row = each.row
        if each.standing is Standing.OTHER_YEAR:
            yield CountyFinding(
                index,
                Finding(
                    "XA703",
                    Severity.DOUBT,
                    f"“{row.name}”{each.why}，没有计入",
                    each.trace.place,
                    stated=str(row.year),
                    expected=str(county.year),
                    subject="年度",
                ),
            )
        elif row.is_counted and row.scheme != county.scheme:
            yield CountyFinding(
                index,
                Finding(
                    "XA703",
                    Severity.HINT,
                    f"“{row.name}”按方案“{row.scheme}”评分，本次汇总多数用“{county.scheme}”，分数比较时请留意",
                    each.trace.place,
                    stated=row.scheme,
                    expected=county.scheme,
                    subject="方案",
                ),
            )


@county_check("XA704", "不同名称的两份内容完全相同")
def same_content(county: County) -> Findings:
    """两个文件名不同而内容一字不差；或两个部门的自评表除名称外完全相同。

    ## 为什么
    多半是送错了文件：以为报了两个部门，其实是同一份；或者照抄另一个部门，只换了名称。

    ## 例
    不符：林业局.xlsx 与 水利局.xlsx 的内容一字不差。
    相符：两份自评表的预算、指标和文字各不相同。

    ## 不查什么
    几乎没有填写的表不比较。
    """
    for index, each in enumerate(county.filed):
        if each.standing is Standing.SAME_CONTENT:
            message = f"{each.row.source} 与 {each.instead} 一字不差，只计入一份"
            yield CountyFinding(index, _same(each, message, each.instead))
    first: dict[str, Filed] = {}
    for index, each in county.counted:
        content = each.trace.content
        if not content:
            continue
        other = first.setdefault(content, each)
        if other is not each and other.identity != each.identity:
            message = (
                f"“{each.row.name}”与“{other.row.name}”（{other.row.source}）的预算、指标、得分和文字完全相同，"
                "只有部门名称不同"
            )
            yield CountyFinding(index, _same(each, message, other.row.source))


def _same(each: Filed, message: str, other: str) -> Finding:
    return Finding(
        "XA704",
        Severity.DOUBT,
        message,
        each.trace.place,
        quote=each.row.source,
        expected=other,
        subject=each.row.name,
    )
