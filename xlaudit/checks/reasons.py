"""XA507 to XA510: what must be explained in words, and what the figures leave unexplained."""

from __future__ import annotations

import re
from decimal import Decimal

from xlaudit.checks.finding import Effect, Finding, Severity
from xlaudit.checks.registry import Context, Outcome, check
from xlaudit.checks.wording import named, percent
from xlaudit.numbers.plain import plain
from xlaudit.schemes.schema import Fact
from xlaudit.scoring.rows import Subject, rule_of
from xlaudit.scoring.scorecard import RowScore

__all__: list[str] = []

REASON = re.compile(r"原因|由于|因为|主要是|受.{1,20}影响|系.{1,30}所致")


@check("XA507", "扣分没有说明原因")
def lost_points(context: Context) -> Outcome:
    """得分低于分值的行，偏差原因一栏应当写明原因。

    ## 为什么
    多数地方规定：凡扣分必须说明原因和改进措施。

    ## 例
    不符：分值 2 分，得分 1 分，原因一栏空白。
    相符：得分 1 分，原因写明采购计划推迟。

    ## 不查什么
    方案没有要求的不查；写了原因，但理由是否成立，由人判断。
    """
    if not any(duty.when == "lost_points" for duty in context.scheme.reasons):
        return
    bare = [row for row in context.scorecard.rows if _lost(row) and not _reason(row)]
    if not bare:
        return
    names = "、".join(
        f"{named(row.label)}{plain(row.points or Decimal(0))} 分得 {_score(row)} 分" for row in bare
    )
    places = [row.row.score.place for row in bare if row.row and row.row.score]
    yield Finding(
        "XA507",
        Severity.DOUBT,
        f"有 {len(bare)} 个指标扣了分而没有写原因：{names}",
        places[0],
        against=tuple(places[1:]),
        subject="、".join(row.label for row in bare),
    )


def _lost(row: RowScore) -> bool:
    stated = row.stated.quantity if row.stated else None
    return (
        row.row is not None
        and row.row.score is not None
        and stated is not None
        and row.points is not None
        and stated.number < row.points
    )


def _score(row: RowScore) -> str:
    assert row.stated is not None
    assert row.stated.quantity is not None
    return plain(row.stated.quantity.number)


def _reason(row: RowScore) -> str:
    return row.row.reason.text.strip() if row.row and row.row.reason else ""


@check("XA508", "比率超出界限而没有说明")
def unexplained_rate(context: Context) -> Outcome:
    """执行率等低于（或高于）通知规定的界限时，应有书面说明。

    ## 为什么
    规定的界限（如执行率 90%）以外，必须说明原因。

    ## 例
    不符：执行率 87.56%，偏差原因和说明里都没有提到原因。
    相符：执行率 87.56%，说明写“主要是项目验收推迟”。
    """
    for duty in context.scheme.reasons:
        known = context.known.get(duty.fact) if duty.when == "fact" else None
        if known is None:
            continue
        is_low = duty.below is not None and known.value < duty.below
        is_high = duty.above is not None and known.value > duty.above
        if not (is_low or is_high) or _is_explained(context, known.fact):
            continue
        bound = (
            f"低于 {percent(duty.below)}"
            if is_low and duty.below
            else f"高于 {percent(duty.above or Decimal(0))}"
        )
        places = tuple(known.sources.values())
        yield Finding(
            "XA508",
            Severity.DOUBT,
            f"{named(known.fact.label)}为 {percent(known.value)}，{bound}，没有找到对原因的说明",
            places[0],
            against=places[1:],
            stated=percent(known.value),
            expected=bound,
            subject=known.fact.label,
        )


def _is_explained(context: Context, fact: Fact) -> bool:
    """Return whether a reason stands in the fact's own row, or a passage that names it gives one."""
    names = {fact.label, *fact.also}
    for row in context.filing.indicators:
        is_its = row.name in names or (row.indicator is not None and row.indicator.fact == fact.id)
        if is_its and row.reason and row.reason.text.strip():
            return True
    stem = fact.label.removeprefix("预算").removesuffix("率")
    return any(
        stem in passage.text and REASON.search(passage.text) for passage in context.filing.passages
    )


@check("XA509", "未执行的预算超过结转结余目标而没有扣分")
def unexecuted(context: Context) -> Outcome:
    """没有执行的预算占比，超过结转结余率的上限，而这一指标得了满分。

    ## 为什么
    没有支出的钱若都结转，结转结余率就超过了上限；若由财政收回，则没有问题。所以只列为待核实。

    ## 例
    不符：预算 3082.64，执行 2699.18，未执行 12.44%，结转结余率目标 ≤10%，得满分。
    相符：表中写明结转结余数，按它计算没有超过上限。
    """
    spent, budget = (context.filing.facts.get(key) for key in ("spent", "budget"))
    if not (spent and budget and spent.quantity and budget.quantity and budget.quantity.value > 0):
        return
    if "carryover" in context.filing.facts:
        return  # the amount itself is stated: XA502 reckons with it
    share = 1 - spent.quantity.value / budget.quantity.value
    for row in context.scorecard.rows:
        if row.indicator is None or row.indicator.fact != "carryover_rate" or row.stated is None:
            continue
        block = context.scheme.block(row.block) if row.block else None
        target = Subject(row.label, block, row.place, row.indicator, row.row).target
        stated = row.stated.quantity
        if target is None or stated is None or stated.number != row.points or share <= target.value:
            continue
        actual = row.row.actual if row.row else None
        if (
            actual is not None
            and actual.quantity is not None
            and actual.quantity.value <= target.value
        ):
            continue  # the row states a rate of its own within the target
        yield Finding(
            "XA509",
            Severity.DOUBT,
            f"{named(row.label)}目标 {target.literal}，得满分 {plain(stated.number)} 分；未执行的预算占"
            f" {percent(share)}（1 − {spent.text} ÷ {budget.text}），若全部结转则超过目标"
            f" {(share - target.value) * 100:.2f} 个百分点",
            row.stated.place,
            quote=row.stated.text,
            against=(spent.place, budget.place),
            stated=plain(stated.number),
            expected=f"{percent(share)}，目标 {target.literal}",
            effect=Effect.SCORE,
            repair="若未执行的部分已由财政收回，则没有问题；若结转下年，则应按规则扣分",
            subject=row.label,
        )


@check("XA510", "完成值超出界限")
def overshoot(context: Context) -> Outcome:
    """实际完成值远超目标（如超过 130%）而没有说明原因。

    ## 为什么
    目标可能定低了，有的地方要求说明，有的地方不得分。

    ## 例
    不符：目标 50 次，实际 120 次，原因一栏空白。
    相符：目标 50 次，实际 55 次。
    """
    for row in context.scorecard.rows:
        if row.operands is None or row.row is None or row.row.actual is None:
            continue
        block = context.scheme.block(row.block) if row.block else None
        subject = Subject(row.label, block, row.place, row.indicator, row.row)
        limits = rule_of(subject, context.scheme).limits
        actual, target = row.operands.get("actual"), row.operands.get("target")
        if limits.effect != "explain" or limits.over is None or not actual or not target:
            continue
        if target.value > 0 and actual.value / target.value > limits.over and not _reason(row):
            share = actual.value / target.value
            yield Finding(
                "XA510",
                Severity.DOUBT,
                f"{named(row.label)}目标 {target.shown}，实际 {actual.shown}，完成 {percent(share)}，"
                f"超过 {percent(limits.over)} 而没有说明原因",
                row.row.actual.place,
                quote=row.row.actual.text,
                stated=actual.shown,
                expected=f"≤{percent(limits.over)}",
                subject=row.label,
            )
