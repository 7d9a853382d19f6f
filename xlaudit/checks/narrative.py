"""XA3xx and XA4xx: do the sentences agree with the tables, and with themselves.

The narrative room does the reading; here each of its root causes gets the code, the page and the place
that a person looks for. A kind of claim belongs to one code, so nothing is said twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from xlaudit.checks.finding import Effect, Finding, Severity
from xlaudit.checks.registry import Context, Outcome, check
from xlaudit.forms.filing import Passage
from xlaudit.narrative import Cause

__all__ = ["KINDS", "code_of", "findings_of"]

KINDS = {
    "sum": "XA401",
    "table": "XA401",
    "balance": "XA401",
    "difference": "XA401",
    "product": "XA401",
    "share_sum": "XA401",
    "column": "XA401",
    "ratio": "XA402",
    "share": "XA402",
    "basis": "XA402",
    "bound": "XA402",
    "change": "XA403",
    "format": "XA403",
    "mention": "XA404",
    "copy": "XA404",
    "neighbour": "XA411",
    "count": "XA405",
    "score": "XA406",
    "score_sum": "XA406",
    "score_loss": "XA406",
    "bands": "XA406",
    "direction": "XA407",
    "grade": "XA408",
    "target": "XA409",
    "reason": "XA407",
    "count_run": "XA405",
    "projects": "XA303",
    "indicators": "XA304",
}
SCORES = frozenset({"XA406", "XA408"})
TEN_THOUSAND = 10000


def code_of(cause: Cause) -> str:
    """Return the code of a root cause: XA3xx where a cell is on the other side, else by its kind."""
    if KINDS.get(cause.kind, "").startswith("XA3"):
        return KINDS[cause.kind]
    if any(relation.cells for relation in cause.relations):
        return "XA302" if _is_off_by_unit(cause) else "XA301"
    return KINDS.get(cause.kind, "XA404")


def _is_off_by_unit(cause: Cause) -> bool:
    """Whether the two sides are apart by exactly ten thousand: 元 typed for 万元, or the reverse."""
    relation = cause.relations[0]
    if not relation.operands or relation.operands[0].value == 0:
        return False
    one, other = relation.result.value, relation.operands[0].value
    return one == other * TEN_THOUSAND or other == one * TEN_THOUSAND


def findings_of(causes: Iterable[Cause], passages: Sequence[Passage]) -> list[Finding]:
    """Return the root causes as findings, each under its code and at its place in the text."""
    return [_finding(code_of(cause), cause, passages) for cause in causes]


def _of(context: Context, code: str) -> Iterator[Finding]:
    causes = [cause for cause in context.narrative.causes if code_of(cause) == code]
    yield from findings_of(causes, context.filing.passages)


def _finding(code: str, cause: Cause, passages: Sequence[Passage]) -> Finding:
    figure = cause.figure
    cell = passages[figure.passage].place
    start, end = figure.origin
    inside = (
        each for relation in cause.relations for each in relation.figures if each.passage >= 0
    )
    others = [passages[each.passage].place for each in inside]
    cells = [place for relation in cause.relations for place in relation.cells]
    effect = Effect.SCORE if code in SCORES and cause.severity != "尾差" else Effect.NONE
    return Finding(
        code,
        Severity(cause.severity),
        cause.message.rstrip("。"),
        replace(cell, start=start, end=end),
        quote=passages[figure.passage].text[max(0, start - 20) : end],
        against=tuple(dict.fromkeys(place for place in (*cells, *others) if place != cell)),
        stated=cause.stated,
        expected=cause.expected,
        difference=cause.difference,
        effect=Effect.GRADE if code == "XA408" else effect,
        repair=cause.repair.rstrip("。"),
        subject=cause.kind,
    )


@check("XA301", "文中的数与表中不符")
def text_against_table(context: Context) -> Outcome:
    """文字里写的金额、比率、得分、等级，与表里同一项的数比较，单位不同的先换算。

    ## 为什么
    报告里的数多是从表里抄的，抄错一位，公开以后就收不回来。

    ## 例
    不符：表中全年执行数 2699.18 万元，文中写 2966.18 万元。
    相符：表中 2699.18 万元，文中写 0.27 亿元，是取整后的同一个数。

    ## 不查什么
    说的是不是同一项拿不准的，不查。
    """
    yield from _of(context, "XA301")


@check("XA302", "文中与表中单位相差一万倍")
def unit_slip(context: Context) -> Outcome:
    """文字里的数与表里的数数字相同，单位一个是元、一个是万元。

    ## 为什么
    单位抄错，数就差一万倍，读的人不一定看得出来。

    ## 例
    不符：表中 2699.18 万元，文中写 2699.18 元。
    相符：表中 2699.18 万元，文中写 26991800 元。
    """
    yield from _of(context, "XA302")


@check("XA401", "文中合计、结余与各项不符")
def sums(context: Context) -> Outcome:
    """文字里“其中”“分别为”“共”之类的合计，应等于所列各项之和；结余应等于预算减执行。

    ## 为什么
    合计和分项常常不是同时改的。

    ## 例
    不符：三公经费支出 3.50 万元，其中：车辆维护 2.62 万元，公务接待 0.38 万元，出国 0 元。
    相符：三公经费支出 3.00 万元，其中：车辆维护 2.62 万元，公务接待 0.38 万元，出国 0 元。

    ## 不查什么
    带“等”“主要”的清单没有列全，只有各项之和超过合计才报。
    """
    yield from _of(context, "XA401")


@check("XA402", "文中比率与其分子、分母不符")
def rates(context: Context) -> Outcome:
    """文字里的执行率、完成率、占比，应等于同一处所写的分子除以分母。

    ## 为什么
    比率是读者最先看的数。

    ## 例
    不符：全年预算 3082.64 万元，执行 2699.18 万元，执行率 85.76%。
    相符：全年预算 3082.64 万元，执行 2699.18 万元，执行率 87.56%。
    """
    yield from _of(context, "XA402")


@check("XA403", "文中增减与前后两期不符")
def changes(context: Context) -> Outcome:
    """文字里的增减额、增减率，应与本期数、上期数相符。

    ## 为什么
    同比数要三处一起改，最容易漏一处。

    ## 例
    不符：年底结余 11815.51 万元，上年 1579.29 万元，增长 648.50%。
    相符：年底结余 11815.51 万元，上年 1579.29 万元，增长 648.15%。
    """
    yield from _of(context, "XA403")


@check("XA404", "同一个数前后写法不一")
def mentions(context: Context) -> Outcome:
    """同一项数在文字里出现两次，应当一致。

    ## 为什么
    两处不一，至少一处是错的。

    ## 例
    不符：前文全年预算 28664.34 万元，后文全年预算 28644.34 万元。
    相符：前文 28664.34 万元，后文 2.87 亿元。
    """
    yield from _of(context, "XA404")


@check("XA405", "文中个数与所列不符")
def counts(context: Context) -> Outcome:
    """文字里说几个，后面列的应是几个。

    ## 为什么
    增删了一项，前面的个数常常忘了改。

    ## 例
    不符：下设三个单位（办公室、信息中心）。
    相符：下设两个单位（办公室、信息中心）。

    ## 不查什么
    名称里有顿号、“和”字，分不清几项的，不报。
    """
    yield from _of(context, "XA405")


@check("XA406", "文中得分不合")
def scores(context: Context) -> Outcome:
    """文字里各项得分相加应等于总分，得分不大于分值。

    ## 为什么
    总分定等级，是一份自评的结论。

    ## 例
    不符：“甲指标，分值2分，得3分”。
    相符：“甲指标，分值2分，得2分”。
    """
    yield from _of(context, "XA406")


@check("XA407", "增减方向与数字不符")
def directions(context: Context) -> Outcome:
    """“增加”“减少”“小于”等词，应与两个数的大小一致。

    ## 为什么
    方向写反，结论就反了。

    ## 例
    不符：支出 95 万元，大于预算 120 万元。
    相符：支出 95 万元，小于预算 120 万元。
    """
    yield from _of(context, "XA407")


@check("XA408", "文中等级与得分不符")
def grades(context: Context) -> Outcome:
    """文字里的等级，应是所写得分在分段里的等级；文中写了分段的，以文中为准。

    ## 为什么
    等级写错，整份自评的结论就错了。

    ## 例
    不符：自评得分 88 分，评价等级为“优”（90 分以上为优）。
    相符：自评得分 88 分，评价等级为“良”。
    """
    yield from _of(context, "XA408")


@check("XA409", "文中的数超出自定的目标")
def targets(context: Context) -> Outcome:
    """文字里的指标写了上限或下限，同一份材料里的数却超出了它。

    ## 为什么
    目标没有达到而不说明，复核时会被扣分。

    ## 例
    不符：指标“结转结余率≤10%”，而预算执行率 87.56%，未执行的占 12.44%。
    相符：指标“结转结余率≤15%”，未执行的占 12.44%。

    ## 不查什么
    未执行的钱可能已由财政收回，所以只列为待核实。
    """
    yield from _of(context, "XA409")


@check("XA411", "文中相邻两数相同，疑似抄错")
def neighbours(context: Context) -> Outcome:
    """文字里紧挨着的两个数完全相同，其中一个又与相关的合计、结余、比率对不上，多半是看错了行。

    ## 为什么
    从表里抄数，眼睛最容易落到上一行或下一行。

    ## 例
    不符：人员经费 578.92 万元，公用经费 578.92 万元，而基本支出共 671.35 万元。
    相符：人员经费 578.92 万元，公用经费 92.43 万元，基本支出共 671.35 万元。

    ## 不查什么
    两个数都能由别处的数印证的，不问；有效数字不满三位（比率不满四位）的，不问：这样的数本来就常常相同。
    """
    yield from _of(context, "XA411")
