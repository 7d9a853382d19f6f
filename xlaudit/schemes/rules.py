"""The named scoring rules. Each is a function from its options to an expression over four variables:
实际完成值 ``actual``, 年度指标值 ``target``, 分值 ``points`` and 自评得分 ``stated``.

What every score shares (completion limits, one rounding point) is added once, in ``score``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from xlaudit.numbers import excel
from xlaudit.numbers.quantity import Comparator
from xlaudit.schemes.expression import (
    Expression,
    If,
    Variable,
    maximum,
    minimum,
    number,
    rounded,
    truncated,
)
from xlaudit.schemes.schema import Limits

__all__ = ["JUDGED", "ROUNDINGS", "RULES", "by_sign", "permitted", "score"]

Options = Mapping[str, object]
Rule = Callable[[Options], Expression]

ACTUAL, TARGET, POINTS, STATED = map(Variable, ("actual", "target", "points", "stated"))
ZERO, ONE = number(0), number(1)

RULES: dict[str, Rule] = {}
JUDGED = frozenset({"manual", "tier"})
"""Rules by which people judge: the stated score is accepted, inside what the rule permits."""

ROUNDINGS: Mapping[str, Callable[[Expression], Expression]] = {
    "two_decimals": lambda inner: rounded(inner, 2),
    "integer": lambda inner: rounded(inner, 0),
    "truncate": lambda inner: truncated(inner, 2),
}


def _rule(function: Rule) -> Rule:
    RULES[function.__name__] = function
    return function


def _decimal(options: Options, key: str, default: str | None = None) -> Decimal:
    value = options.get(key, default)
    if value is None:
        raise KeyError(key)
    return Decimal(str(value))


@_rule
def proportional(options: Options) -> Expression:
    """得分 = 实际 ÷ 目标 × 分值，封顶为分值。

    With ``denominator = "full"`` the rate counts against 100 %, whatever the target (平顶山's reading
    of the form on which 郑州 divides by the target). A negative actual counts as zero.
    """
    share = ACTUAL if options.get("denominator") == "full" else ACTUAL / TARGET
    return maximum(ZERO, minimum(ONE, share)) * POINTS


@_rule
def capped(options: Options) -> Expression:
    """不超过目标得满分；超过时按 ``beyond``：``zero`` 不得分，``linear`` 到目标两倍时扣完。

    The inner rounding of the linear part keeps exact ties that the subtraction would lose in doubles.
    """
    if options.get("beyond", "linear") == "zero":
        return If(ACTUAL.compare("<=", TARGET), POINTS, ZERO)
    left = rounded(number(2) * TARGET - ACTUAL, 10) / TARGET * POINTS
    return If(ACTUAL.compare("<=", TARGET), POINTS, maximum(ZERO, left))


@_rule
def equal(options: Options) -> Expression:
    """等于目标得满分；``other = "proportional"`` 时不足按比例，否则不得分。"""
    other: Expression = ZERO
    if options.get("other", "proportional") == "proportional":
        other = maximum(ZERO, minimum(ONE, ACTUAL / TARGET)) * POINTS
    return If(ACTUAL.compare("=", TARGET), POINTS, other)


@_rule
def zero_target(options: Options) -> Expression:
    """目标为零：实际不大于零得满分，否则不得分。"""
    del options
    return If(ACTUAL.compare("<=", ZERO), POINTS, ZERO)


@_rule
def deduction(options: Options) -> Expression:
    """超过（``side = "below"`` 时低于）目标，每 ``step`` 扣 ``each`` 分，扣完为止。

    ``whole = true`` deducts for each full step only; otherwise parts of a step count in proportion.
    """
    below = options.get("side", "above") == "below"
    gap = TARGET - ACTUAL if below else ACTUAL - TARGET
    steps: Expression = rounded(gap, 10) / number(_decimal(options, "step"))
    if options.get("whole"):
        steps = truncated(steps, 0)
    return maximum(ZERO, POINTS - maximum(ZERO, steps) * number(_decimal(options, "each")))


@_rule
def steps(options: Options) -> Expression:
    """分段得分：``bands`` 由高到低，每段 ``from``（含）起得分值的 ``share``，最低一段以下不得分。"""
    bands = options["bands"]
    assert isinstance(bands, (list, tuple))
    result: Expression = ZERO
    for band in sorted(bands, key=lambda band: Decimal(str(band["from"]))):
        share = number(Decimal(str(band["share"])))
        result = If(ACTUAL.compare(">=", number(_decimal(band, "from"))), POINTS * share, result)
    return result


@_rule
def checklist(options: Options) -> Expression:
    """共 ``items`` 项，每符合一项得相应分值：得分 = 符合项数 ÷ 项数 × 分值。"""
    items = number(_decimal(options, "items"))
    return maximum(ZERO, minimum(ONE, ACTUAL / items)) * POINTS


@_rule
def tier(options: Options) -> Expression:
    """定性分档：达成、部分达成、未达成，各档内由人评分（见 ``permitted``）。"""
    del options
    return STATED


@_rule
def manual(options: Options) -> Expression:
    """由人评分，零到分值之间。"""
    del options
    return STATED


_TIERS = (  # 财预〔2020〕10号: the three answers of a qualitative indicator, as shares of the points
    (("未达成", "未完成", "效果较差"), Decimal(0), Decimal("0.6"), False),
    (("部分达成", "基本达成", "部分完成", "基本完成"), Decimal("0.6"), Decimal("0.8"), False),
    (("达成", "完成"), Decimal("0.8"), Decimal(1), True),
)


def permitted(rule: str, answer: str, points: Decimal) -> tuple[Decimal, Decimal, bool]:
    """Return the scores that a judging rule permits: lowest, highest, and whether the highest counts.

    Bounds are rounded to two decimals, as the provincial systems do. An answer that names no tier
    leaves the whole range from zero to the points.
    """
    if rule == "tier":
        for words, low, high, closed in _TIERS:
            if any(answer.strip().startswith(word) for word in words):
                first = excel.round_half_away(low * points, 2)
                return first, excel.round_half_away(high * points, 2), closed
    return Decimal(0), points, True


def by_sign(comparator: Comparator, target: Decimal | None) -> tuple[str, Options]:
    """Return the rule for a row that the unit wrote itself, from the sign of its target.

    财预〔2020〕10号: reached is full, not reached is in proportion; ``≤`` loses linearly up to twice the
    target; a target in words is judged by people.
    """
    if target is None:
        return "tier", {}
    if comparator in (Comparator.AT_MOST, Comparator.BELOW):
        return ("zero_target", {}) if target == 0 else ("capped", {"beyond": "linear"})
    if target == 0:
        return "zero_target", {}
    return "proportional", {}


def score(rule: str, options: Options, rounding: str, limits: Limits | None = None) -> Expression:
    """Return the whole expression of a score: the rule, its completion limits, and one rounding."""
    core = RULES[rule](options)
    if rule in JUDGED:
        return core
    limits = limits or Limits()
    completion = ACTUAL / TARGET
    if limits.effect == "zero" and limits.over is not None:
        core = If(completion.compare(">", number(limits.over)), ZERO, core)
    if limits.under is not None:
        core = If(completion.compare("<", number(limits.under)), ZERO, core)
    return ROUNDINGS[rounding](core)
