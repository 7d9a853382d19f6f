"""XA501 to XA506: are the stated scores those that rules, points and sums give."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlaudit.checks.agreement import SEVERITY, Agreement, judge_sum
from xlaudit.checks.finding import Effect, Finding, Severity, Unchecked
from xlaudit.checks.registry import Context, Outcome, check
from xlaudit.checks.wording import difference, effect_on_total, named
from xlaudit.numbers import excel
from xlaudit.numbers.plain import plain
from xlaudit.schemes.rules import permitted
from xlaudit.scoring.readings import by_other_rules, by_printed_rates
from xlaudit.scoring.scorecard import Basis, BlockScore, RowScore

__all__: list[str] = []

ZERO = Decimal(0)


@check("XA501", "得分超出分值范围")
def beyond_points(context: Context) -> Outcome:
    """指标得分大于分值，或小于零。

    ## 为什么
    任何评分规则都不会给出这样的分。

    ## 例
    不符：分值 2 分，得分 3 分。
    相符：分值 2 分，得分 2 分。
    """
    for row in context.scorecard.rows:
        score = _stated(row)
        if score is None or row.points is None or row.stated is None:
            continue
        if ZERO <= score <= row.points:
            continue
        bound = row.points if score > row.points else ZERO
        yield Finding(
            "XA501",
            Severity.ERROR,
            f"{named(row.label)}得分写 {plain(score)} 分，分值为 {plain(row.points)} 分，"
            f"{difference(score, bound, '分')}",
            row.stated.place,
            quote=row.stated.text,
            against=(row.row.points.place,) if row.row and row.row.points else (),
            stated=plain(score),
            expected=f"0～{plain(row.points)}",
            difference=score - bound,
            effect=effect_on_total(context, score - bound),
            subject=row.label,
        )


@check("XA502", "得分与评分规则不符")
def by_rule(context: Context) -> Outcome:
    """按方案的规则重算每个指标的得分，与自评得分比较。

    ## 为什么
    自评得分应当能由实际完成值、目标值和分值算出来。

    ## 例
    不符：执行率 99.77%，分值 10 分，得分写 10 分，按规则 9.98 分。
    相符：执行率 87.56%，目标 90%，分值 10 分，得分 9.73 分。

    ## 不查什么
    由人评分的定性指标，和缺少实际完成值的指标。方案为重建的，若改用别的取整或折算办法就能得出自评得分，
    列为待核实而不是错误。
    """
    for row in context.scorecard.rows:
        stated = _stated(row)
        if row.basis is Basis.UNVERIFIED:
            yield Unchecked(
                "XA502", f"{named(row.label)}缺少可以计算的实际完成值", row.place, row.label
            )
        if row.basis is not Basis.COMPUTED or stated is None or row.score is None:
            continue
        if excel.equal(stated, row.score) or (row.points is not None and stated > row.points):
            continue  # a score above its points is XA501's
        printed = by_printed_rates(row, context.filing, context.scheme, context.known)
        if any(excel.equal(stated, score) for score in printed):
            continue
        yield _not_by_rule(context, row, stated, row.score)


def _not_by_rule(context: Context, row: RowScore, stated: Decimal, score: Decimal) -> Finding:
    assert row.stated is not None
    severity, other = Severity.ERROR, ""
    if context.scheme.status != "official":
        for words, reading in by_other_rules(row, context.scheme, context.known):
            if excel.equal(reading, stated):
                severity = Severity.DOUBT
                other = f"；若{words}则为 {plain(reading)} 分，方案为重建，请对照当地办法"
                break
    return Finding(
        "XA502",
        severity,
        f"{named(row.label)}自评 {plain(stated)} 分，按规则 {row.explanation}，"
        f"自评{difference(stated, score, '分')}{other}",
        row.stated.place,
        quote=row.stated.text,
        against=tuple(sorted(set((row.sources or {}).values()))),
        stated=plain(stated),
        expected=plain(score),
        difference=stated - score,
        effect=effect_on_total(context, stated - score),
        subject=row.label,
    )


@check("XA503", "总分不等于各部分得分之和")
def total_score(context: Context) -> Outcome:
    """总分应等于各一级指标得分之和。

    ## 为什么
    总分定等级。

    ## 例
    不符：9.73 + 29.95 + 25 + 35 = 99.68，总分写 98.68。
    相符：总分写 99.68。
    """
    total = context.filing.total_score
    if total is None or total.quantity is None:
        return
    parts = []
    for block in context.scorecard.blocks:
        statement = block.statement.score if block.statement else None
        if statement is not None and statement.quantity is not None:
            parts.append(statement)
        else:
            parts += [row.stated for row in block.rows if row.stated and row.stated.quantity]
            if block.stated_sum is None or block.stated_sum != block.stated_high:
                reason = f"{named(block.block.label)}没有写得分，各行也没有列全"
                yield Unchecked("XA503", reason, total.place, block.block.label)
                return
    items = [part.quantity for part in parts if part.quantity is not None]
    agreement = judge_sum(total.quantity, items)
    if agreement is Agreement.TIED or not items:
        return
    added = sum((item.number for item in items), ZERO)
    number = total.quantity.number
    yield Finding(
        "XA503",
        SEVERITY[agreement],
        f"总分写 {plain(number)} 分，各部分得分相加为 {plain(added)} 分，"
        f"总分{difference(number, added, '分')}",
        total.place,
        quote=total.text,
        against=tuple(part.place for part in parts),
        stated=plain(number),
        expected=plain(added),
        difference=number - added,
        effect=effect_on_total(context, number - added),
        subject="总分",
    )


@check("XA504", "指标分值与方案不符")
def points(context: Context) -> Outcome:
    """表中分值应与方案规定的分值相同。

    ## 为什么
    分值由通知统一规定，部门不能自行改动。

    ## 例
    不符：方案“预算执行率”10 分，表中 15 分。
    相符：分值由部门自定的指标不查。
    """
    for row in context.filing.indicators:
        wanted = row.indicator.points if row.indicator else None
        found = row.points.quantity.number if row.points and row.points.quantity else None
        if wanted is None or found is None or row.points is None or wanted == found:
            continue
        is_official = context.scheme.status == "official"
        yield Finding(
            "XA504",
            Severity.ERROR if is_official else Severity.DOUBT,
            f"{named(row.name)}分值写 {plain(found)} 分，方案为 {plain(wanted)} 分，"
            f"{difference(found, wanted, '分')}",
            row.points.place,
            quote=row.points.text,
            stated=plain(found),
            expected=plain(wanted),
            difference=found - wanted,
            effect=Effect.SCORE,
            subject=row.name,
        )


@check("XA505", "一级指标得分与其下各行不符")
def block_score(context: Context) -> Outcome:
    """一级指标的得分应等于其下各行得分之和；有行没列出时，不能超过各行之和加上没有着落的分值。

    ## 为什么
    汇总处写的分，应当能在明细里找到。

    ## 例
    不符：投入管理指标写 24 分，所列各行得 19 分，未列的只有 4 分，最多 23 分。
    相符：各行相加 29.95 分，汇总写 29.95 分。

    ## 不查什么
    行没有列全、补上后可能相符的，列为待核实。
    """
    for block in context.scorecard.blocks:
        statement = block.statement.score if block.statement else None
        if statement is None or statement.quantity is None:
            continue
        if block.stated_sum is None or block.stated_high is None:
            reason = f"{named(block.block.label)}没有逐行得分，汇总的分无从核对"
            yield Unchecked("XA505", reason, statement.place, block.block.label)
            continue
        yield from _block(context, block, block.stated_sum, block.stated_high)


def _block(
    context: Context, block: BlockScore, added: Decimal, highest: Decimal
) -> Iterator[Finding]:
    assert block.statement is not None
    statement = block.statement.score
    assert statement is not None
    assert statement.quantity is not None
    rows = [row.stated for row in block.rows if row.stated and row.stated.quantity]
    agreement = judge_sum(statement.quantity, [row.quantity for row in rows if row.quantity])
    if agreement is Agreement.TIED or (len(rows) == 1 and rows[0].place == statement.place):
        return
    number, left = statement.quantity.number, highest - added
    severity, bound = SEVERITY[agreement], added
    message = (
        f"{named(block.block.label)}得分写 {plain(number)} 分，其下各行相加为 {plain(added)} 分"
    )
    if left > 0 and severity is not Severity.ROUNDING:
        if added < number <= highest:
            severity = Severity.DOUBT
            message += f"，另有 {plain(left)} 分没有列出得分，请核对未列的行"
        else:
            bound = highest if number > highest else added
            message += f"，没有着落的分值只有 {plain(left)} 分，最多 {plain(highest)} 分"
    yield Finding(
        "XA505",
        severity,
        f"{message}，汇总{difference(number, bound, '分')}",
        statement.place,
        quote=statement.text,
        against=tuple(row.place for row in rows),
        stated=plain(number),
        expected=plain(added) if left == 0 else f"{plain(added)}～{plain(highest)}",
        difference=number - bound,
        effect=effect_on_total(context, number - bound),
        subject=block.block.label,
    )


@check("XA506", "定性得分超出所填档次")
def outside_tier(context: Context) -> Outcome:
    """定性指标写了档次的，得分应在该档的区间内。

    ## 为什么
    达成为分值的 80%（含）以上，部分达成为 60%（含）至 80%，未达成为 60% 以下。

    ## 例
    不符：分值 10 分，“部分达成”，得分 9 分。
    相符：分值 10 分，“达成”，得分 8 分。

    ## 依据
    财预〔2020〕10号（重建：未见原文，按省级系统的区间）。
    """
    for row in context.scorecard.rows:
        score = _stated(row)
        answer = row.row.actual.text if row.row and row.row.actual else ""
        if row.basis is not Basis.ACCEPTED or score is None or row.points is None or not answer:
            continue
        rule = row.indicator.rule if row.indicator else "tier"
        options = (row.indicator.options if row.indicator else None) or {}
        low, high, is_closed = permitted(rule, answer, row.points, options)
        inside = low <= score and (score < high or (is_closed and score == high))
        if inside or not ZERO <= score <= row.points or row.stated is None:
            continue
        bound = low if score < low else high
        yield Finding(
            "XA506",
            Severity.DOUBT,
            f"{named(row.label)}填“{answer}”，该档为 {plain(low)}～{plain(high)} 分"
            f"{'' if is_closed else '（不含上限）'}，得分写 {plain(score)} 分",
            row.stated.place,
            quote=row.stated.text,
            stated=plain(score),
            expected=f"{plain(low)}～{plain(high)}",
            difference=score - bound,
            effect=effect_on_total(context, score - bound),
            subject=row.label,
        )


def _stated(row: RowScore) -> Decimal | None:
    return row.stated.quantity.number if row.stated and row.stated.quantity else None
