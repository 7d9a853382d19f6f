"""The named scoring rules. Each is a function from its options to an expression over four variables:
实际完成值 ``actual``, 年度指标值 ``target``, 分值 ``points`` and 自评得分 ``stated`` (and, in a bureau's own
formula, facts by their ids).

What every score shares (completion limits, one rounding point) is added once, in ``score``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from xlaudit.numbers.quantity import Comparator
from xlaudit.schemes.expression import (
    Expression,
    Formula,
    If,
    Variable,
    maximum,
    minimum,
    number,
    rounded,
    truncated,
)
from xlaudit.schemes.expression.formula import names_in
from xlaudit.schemes.judgement import permitted
from xlaudit.schemes.schema import Limits

__all__ = ["BY_TARGET", "JUDGED", "ROUNDINGS", "RULES", "by_sign", "permitted", "score"]

Options = Mapping[str, object]
Rule = Callable[[Options], Expression]

ACTUAL, TARGET, POINTS, STATED = map(Variable, ("actual", "target", "points", "stated"))
ZERO, ONE = number(0), number(1)

RULES: dict[str, Rule] = {}
JUDGED = frozenset({"manual", "tier"})
"""Rules by which people judge: the stated score is accepted, inside what the rule permits."""

BY_TARGET = frozenset({"proportional", "capped", "equal", "deduction"})
"""Rules that hold the actual value against a target, which must therefore be a number."""

# A difference or quotient of doubles may miss the tie that the figures on paper hit; an inner ROUND
# to ten decimals brings it back before the one rounding that counts. ROUND to two decimals needs none,
# but to whole points LibreOffice rounds the raw double: 7.5% of 10% of 2 points would be 1, not 2.
_SNAP = 10

ROUNDINGS: Mapping[str, Callable[[Expression], Expression]] = {
    "two_decimals": lambda inner: rounded(inner, 2),
    "integer": lambda inner: rounded(rounded(inner, _SNAP), 0),
    "truncate": lambda inner: truncated(rounded(inner, _SNAP), 2),
}


def _rule(function: Rule) -> Rule:
    RULES[function.__name__] = function
    return function


def _decimal(options: Options, key: str) -> Decimal:
    return Decimal(str(options[key]))


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
    """不超过目标得满分；超过时按 ``beyond``：``zero`` 不得分，``linear`` 到目标两倍时扣完。"""
    if options.get("beyond", "linear") == "zero":
        return If(ACTUAL.compare("<=", TARGET), POINTS, ZERO)
    left = rounded(number(2) * TARGET - ACTUAL, _SNAP) / TARGET * POINTS
    return If(ACTUAL.compare("<=", TARGET), POINTS, maximum(ZERO, left))


@_rule
def equal(options: Options) -> Expression:
    """等于目标得满分；``other = "proportional"`` 时不足按比例、超过得满分，``zero`` 时不得分。"""
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
    steps: Expression = rounded(gap / number(_decimal(options, "step")), _SNAP)
    if options.get("whole"):
        steps = truncated(steps, 0)
    left = rounded(POINTS - steps * number(_decimal(options, "each")), _SNAP)
    reached = ACTUAL.compare(">=" if below else "<=", TARGET)
    return If(reached, POINTS, maximum(ZERO, left))


@_rule
def steps(options: Options) -> Expression:
    """分段得分：实际达到 ``from``（含）得分值的 ``share``；用 ``to`` 时为不超过该值（含），都不在段内不得分。"""
    bands = options["bands"]
    assert isinstance(bands, list | tuple)
    result: Expression = ZERO
    reverse = "to" in bands[0]
    bound, operator = ("to", "<=") if reverse else ("from", ">=")
    # The innermost condition is the widest band, so the first that holds from outside is the best.
    for band in sorted(bands, key=lambda band: _decimal(band, bound), reverse=reverse):
        share = _decimal(band, "share")
        points = POINTS if share == 1 else POINTS * number(share)
        result = If(ACTUAL.compare(operator, number(_decimal(band, bound))), points, result)
    return result


@_rule
def checklist(options: Options) -> Expression:
    """共 ``items`` 项：按符合项数的比例得分；有 ``each`` 时每少一项扣 ``each`` 分，扣完为止。"""
    items = number(_decimal(options, "items"))
    if "each" not in options:
        return maximum(ZERO, minimum(ONE, ACTUAL / items)) * POINTS
    lost = (items - ACTUAL) * number(_decimal(options, "each"))
    return If(ACTUAL.compare(">=", items), POINTS, maximum(ZERO, rounded(POINTS - lost, _SNAP)))


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


@_rule
def formula(options: Options) -> Expression:
    """财政部门自拟公式 ``formula``，以 实际完成值、目标值、分值 和口径名称书写。

    ``names`` says which fact each other name stands for; the loader fills it in from the labels.
    """
    facts = options.get("names", {})
    assert isinstance(facts, Mapping)
    names = {name: Variable(str(fact)) for name, fact in facts.items()}
    names |= {"实际完成值": ACTUAL, "目标值": TARGET, "分值": POINTS}
    text = str(options["formula"])
    used = ((name, names[name]) for name in names_in(text))
    # No score leaves the range from zero to the points, whatever the formula says.
    return maximum(ZERO, minimum(POINTS, Formula(text, tuple(used))))


def by_sign(comparator: Comparator, target: Decimal | None) -> tuple[str, Options]:
    """Return the rule for a row that the unit wrote itself, from the sign of its target.

    财预〔2020〕10号: reached is full, not reached is in proportion; ``≤`` loses linearly up to twice the
    target; a target in words is judged by people.
    """
    if target is None:
        return "tier", {}
    if target == 0:
        return "zero_target", {}
    if comparator in (Comparator.AT_MOST, Comparator.BELOW):
        return "capped", {"beyond": "linear"}
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
