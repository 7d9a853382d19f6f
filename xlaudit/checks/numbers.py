"""XA303 and XA304: how many projects and indicators a text says there are, against the rows of the form."""

from __future__ import annotations

from collections.abc import Iterator

from xlaudit.checks.finding import Finding
from xlaudit.checks.narrative import code_of, findings_of
from xlaudit.checks.registry import Context, Outcome, check

__all__ = ["indicators", "projects"]


def _of(context: Context, code: str) -> Iterator[Finding]:
    causes = [cause for cause in context.narrative.causes if code_of(cause) == code]
    yield from findings_of(causes, context.filing.passages)


@check("XA303", "文中的项目个数与表中不符")
def projects(context: Context) -> Outcome:
    """文字里说一共安排、实施、涉及或自评几个项目，与项目表里列的个数比较。

    ## 为什么
    年中增减了项目，表改了，文字里的个数常常忘了改。

    ## 例
    不符：文中“共安排项目12个”，项目表列了 16 个。
    相符：文中“项目支出涉及16个项目”，项目表列了 16 个。

    ## 不查什么
    有定语的（重点项目、新增项目）、只说一部分的，不查。项目表有两张、只列一类项目、带子项目，数不准的，也不查。
    个数不同可能有别的原因，所以只列为待核实，一份材料只问一次。
    """
    yield from _of(context, "XA303")


@check("XA304", "文中的指标个数与表中不符")
def indicators(context: Context) -> Outcome:
    """文字里说一共设几个一级、二级、三级指标，其中满分几个、扣分几个，与指标表的行数和得分比较。

    ## 为什么
    指标删改以后，文字里的个数常常还是旧的；满分和扣分的个数是读者先看的结论。

    ## 例
    不符：文中“三级指标25个，其中满分指标21个”，表中三级指标 24 个，得满分的 20 个。
    相符：文中“三级指标24个”，表中三级指标 24 个；连同预算执行率写成 25 个，也算相符。

    ## 不查什么
    说的是单个项目或某一类指标的，不查；有的指标没有打分，满分和扣分的个数就不查。
    合并的行可能有别的数法，所以只列为待核实。
    """
    yield from _of(context, "XA304")
