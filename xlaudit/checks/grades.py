"""XA6xx: does the grade follow from the total."""

from __future__ import annotations

from xlaudit.checks.finding import Effect, Finding, Severity, Unchecked
from xlaudit.checks.registry import Context, Outcome, check
from xlaudit.numbers.plain import plain
from xlaudit.schemes.schema import Grade, Scheme

__all__ = ["band"]


def band(grade: Grade, scheme: Scheme) -> str:
    """Write a grade band as accountants do: [80, 90), and [90, 100] for the best."""
    best = max(each.high for each in scheme.grades)
    bracket = "]" if grade.high == best else ")"
    return f"[{plain(grade.low)}, {plain(grade.high)}{bracket}"


@check("XA601", "等级与总分不符")
def grade_of_total(context: Context) -> Outcome:
    """自评等级应是总分所在分段的等级。

    ## 为什么
    等级用于公开和下年预算安排，是一份自评的结论。

    ## 例
    不符：总分 88 分，等级写“优”，方案 [90, 100] 为优。
    相符：总分 88 分，等级“良”。
    """
    total, stated = context.filing.total_score, context.filing.grade
    if not context.scheme.grades or stated is None:
        return
    if total is None or total.quantity is None:
        yield Unchecked("XA601", "写了等级，没有找到总分", stated.place, "等级")
        return
    right = context.scheme.grade_of(total.quantity.number)
    claimed = _claimed(stated.text, context.scheme)
    if right is None or claimed is None or claimed == right:
        return
    yield Finding(
        "XA601",
        Severity.ERROR,
        f"总分 {plain(total.quantity.number)} 分，等级写“{claimed.label}”"
        f"{band(claimed, context.scheme)}，按方案应为“{right.label}”{band(right, context.scheme)}",
        stated.place,
        quote=stated.text,
        against=(total.place,),
        stated=claimed.label,
        expected=right.label,
        effect=Effect.GRADE,
        subject="等级",
    )


@check("XA602", "等级不是方案所列的等级")
def unknown_grade(context: Context) -> Outcome:
    """等级一栏写的词，方案里没有。

    ## 为什么
    各地等级名称不同，用了别处的名称就无法汇总。

    ## 例
    不符：方案为优、良、中、差，等级写“合格”。
    相符：等级写“优秀”，方案为“优”。
    """
    stated = context.filing.grade
    if stated is None or not context.scheme.grades or not stated.text.strip():
        return
    if _claimed(stated.text, context.scheme) is None:
        labels = "、".join(grade.label for grade in context.scheme.grades)
        yield Finding(
            "XA602",
            Severity.DOUBT,
            f"等级写“{stated.text.strip()}”，方案的等级为 {labels}",
            stated.place,
            quote=stated.text,
            stated=stated.text.strip(),
            expected=labels,
            effect=Effect.GRADE,
            subject="等级",
        )


@check("XA603", "按系统得分等级会改变")
def grade_of_score(context: Context) -> Outcome:
    """按规则重算的总分落在另一个等级里。

    ## 为什么
    几处小差错加在一起，可能跨过等级的界线。

    ## 例
    不符：自评 90.1 分为优，按规则 89.6 分为良。
    相符：自评 100 分、系统 99.98 分，都是优。
    """
    total, ours = context.filing.total_score, context.scorecard.grade
    if total is None or total.quantity is None or ours is None:
        return
    theirs = context.scheme.grade_of(total.quantity.number)
    if theirs is None or theirs == ours:
        return
    score = context.scorecard.score
    shown = (
        plain(score)
        if score is not None
        else (f"{plain(context.scorecard.low)}～{plain(context.scorecard.high)}")
    )
    yield Finding(
        "XA603",
        Severity.DOUBT,
        f"自评总分 {plain(total.quantity.number)} 分为“{theirs.label}”，"
        f"按规则重算 {shown} 分为“{ours.label}”",
        total.place,
        quote=total.text,
        stated=theirs.label,
        expected=ours.label,
        effect=Effect.GRADE,
        subject="系统等级",
    )


def _claimed(text: str, scheme: Scheme) -> Grade | None:
    """Return the grade that a cell names: exactly, or as 优 for 优秀 and 优秀 for 优, with quotes or 等次."""
    word = text.strip().strip("“”\"'「」").removesuffix("等次").removesuffix("等")
    for grade in scheme.grades:
        if word == grade.label:
            return grade
    for grade in scheme.grades:
        if word and word != "不合格" and (word[0] == grade.label[0]) and len(word) <= 2:
            return grade
    return None
