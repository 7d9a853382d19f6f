"""Draws one department's figures: every sum, rate and score of them right, by Decimal arithmetic of its own.

The rules are those of the form: a rate below its target counts in proportion, one above its cap gets
nothing, words get full marks. Whatever loses points is asked for by name, and gives its reason.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from workbooks.generator.henan import BLOCKS, Filled, Fund, Percent, Row, fixed_rows
from workbooks.generator.report import TEXTS

__all__ = ["Drawn", "Plan", "cents", "county_data", "draw", "grade_of"]

_CENT = Decimal("0.01")
_OUTPUT_POINTS = ("6", "5", "5", "5", "4")
_EFFECT_POINTS = ("10", "10")
_SERVED_POINTS = "15"


@dataclass(frozen=True, slots=True)
class Plan:
    """A department and the places where it loses points; ``deep`` makes the losses large.

    ``like`` names the department whose work it does, where it is none of those in the texts itself.
    """

    name: str
    lost: Sequence[str] = ()
    deep: bool = False
    like: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The figures of one department. ``further`` are the amounts behind its rates."""

    plan: Plan
    texts: dict[str, Any]
    funds: tuple[Fund, ...]
    rows: tuple[Row, ...]
    execution_score: str
    further: dict[str, tuple[str, str]]

    def amount(self, key: str) -> Decimal:
        """Return a sum over the funds."""
        return sum((Decimal(getattr(fund, key)) for fund in self.funds), Decimal(0))

    @property
    def rate(self) -> Decimal:
        """The execution rate, unrounded."""
        return self.amount("spent") / self.amount("budget")

    @property
    def scores(self) -> dict[str, str]:
        """Each block's score: the sum of its rows."""
        return block_scores(self.rows, self.execution_score)


@cache
def county_data() -> dict[str, Any]:
    """Return what is known of the county: departments, reasons, sentences."""
    return tomllib.loads((TEXTS / "示例县.toml").read_text(encoding="utf-8"))


def cents(value: Decimal) -> Decimal:
    """Round as the form does: two decimals, half away from zero."""
    return value.quantize(_CENT, rounding=ROUND_HALF_UP)


def block_scores(rows: Sequence[Row], execution: str) -> dict[str, str]:
    """Add up the scores of each block."""
    scores = dict.fromkeys(BLOCKS, Decimal(0))
    scores["预算执行情况"] = Decimal(execution)
    for row in rows:
        scores[row.first] += Decimal(row.score or 0)
    return {label: f"{score.normalize():f}" for label, score in scores.items()}


def grade_of(total: Decimal) -> str:
    """Return the grade of a total."""
    bands = ((90, "优"), (80, "良"), (60, "中"), (0, "差"))
    return next(label for low, label in bands if total >= low)


def percent(share: Decimal) -> Decimal:
    """Return a rate as it is printed: a fraction with four decimals."""
    return (share * 100).quantize(_CENT, rounding=ROUND_HALF_UP) / 100


class _Draw:
    """One seeded run over a department."""

    def __init__(self, plan: Plan) -> None:
        known = plan.like or plan.name
        [self.texts] = [each for each in county_data()["department"] if each["name"] == known]
        self.plan = plan
        self.reasons: dict[str, str] = county_data()["reasons"]
        self.random = random.Random(f"示例县 2022 {plan.name}")  # noqa: S311 - samples are to be repeatable
        self.as_number = self.random.random() < 0.5  # rates as numbers with a format, or as text

    def money(self, low: float, high: float) -> Decimal:
        return Decimal(self.random.randint(int(low * 100), int(high * 100))).scaleb(-2)

    def share(self, low: int, high: int) -> Decimal:
        """Draw a fraction between two percentages."""
        return Decimal(self.random.randint(low * 100, high * 100)).scaleb(-4)

    def loses(self, what: str) -> bool:
        return what in self.plan.lost

    def shown(self, share: Decimal) -> str | Percent:
        value = Percent(percent(share))
        return value if self.as_number else value.text

    def funds(self) -> tuple[Fund, ...]:
        low, high = (34, 48) if self.loses("adjustment") else (3, 25)
        first, last = (60, 67) if self.plan.deep else (72, 78)
        first, last = (first, last) if self.loses("execution") else (91, 99)
        made = []
        for label, most in (("其中：财政拨款", 5200), ("　　　单位资金", 260)):
            initial = self.money(most * 0.3, most)
            budget = cents(initial * (1 + self.share(low, high)))
            spent = cents(budget * self.share(first, last))
            made.append(Fund(label, str(initial), str(budget), str(spent)))
        return tuple(made)

    def pair(self, low: float, high: float, share: Decimal) -> tuple[Decimal, Decimal]:
        """Draw a budget and what was spent of it."""
        budget = self.money(low, high)
        return budget, cents(budget * share)

    def outcome(self, spec: str, points: str, second: str, *, is_short: bool, reason: str) -> Row:
        """Fill in a row that the department wrote itself: reached, or fallen short of."""
        name, _, target = spec.partition("|")
        match = re.fullmatch(r"([≥≤=])([\d.]+)(.*)", target)
        assert match is not None
        sign, number, unit = match[1], Decimal(match[2]), match[3]
        actual = self.actual(sign, number, unit, is_short=is_short)
        full = Decimal(points)
        score = full if sign == "≤" else cents(min(Decimal(1), actual / number) * full)
        return Row(
            "产出指标" if second in _OUTPUTS else "效益指标",
            second,
            name,
            target,
            points,
            f"{actual.normalize():f}{unit}",
            f"{score.normalize():f}",
            reason if is_short else "",
        )

    def actual(self, sign: str, number: Decimal, unit: str, *, is_short: bool) -> Decimal:
        """Return what was reached of a target; percentages have one decimal more than it."""
        if unit == "%" and is_short:
            return number - Decimal(self.random.randint(11, 68)) / 10
        if unit == "%":
            room = int(100 - number) * 10
            return number + (Decimal(self.random.randint(1, room)) / 10 if room else 0)
        if sign == "≤":
            return self.step(number / 10, number * self.share(60, 90))
        if is_short:
            low, high = (50, 60) if self.plan.deep else (86, 96)
            return self.step(number, number * self.share(low, high))
        return self.step(number, number * (1 + self.share(0, 9)))

    def step(self, like: Decimal, value: Decimal) -> Decimal:
        """Round a value to the digits of another."""
        places = max(0, -int(like.as_tuple().exponent))
        return value.quantize(Decimal(1).scaleb(-places))


_OUTPUTS = ("重点工作任务完成", "履职目标实现")


def draw(plan: Plan) -> Drawn:
    """Draw a department; the same one for the same plan."""
    run = _Draw(plan)
    funds = run.funds()
    initial, budget, spent = (
        sum((Decimal(getattr(fund, key)) for fund in funds), Decimal(0))
        for key in ("initial", "budget", "spent")
    )
    public = run.pair(3, 12, run.share(70, 98))
    bought = run.share(76, 86) if run.loses("procurement") else run.share(91, 99)
    buying = run.pair(120, 900, bought)
    rate, change = spent / budget, (budget - initial) / initial
    filled: dict[str, Filled] = {
        name: (run.shown(Decimal(1)), points, "")
        for name, points in (
            ("专项资金细化率", "2"),
            ("绩效监控完成率", "2"),
            ("绩效自评完成率", "2"),
            ("部门绩效评价完成率", "2"),
            ("评价结果应用率", "1"),
        )
    }
    filled["预算执行率"] = _up(run, rate, "execution")
    filled["政府采购执行率"] = _up(run, buying[1] / buying[0], "procurement")
    filled["预算调整率"] = _cap(run, change, Decimal("0.3"), "2", "adjustment")
    filled["结转结余率"] = _cap(run, 1 - rate, Decimal("0.1"), "1", "carryover")
    filled["“三公经费”控制率"] = (run.shown(public[1] / public[0]), "1", "")
    if run.loses("completeness"):
        filled["预算编制完整性"] = ("基本完整", "1", run.reasons["completeness"])
    further = {
        "three_public_budget": ("“三公经费”预算数", str(public[0])),
        "three_public_spent": ("“三公经费”执行数", str(public[1])),
        "procurement_budget": ("政府采购预算数", str(buying[0])),
        "procurement_spent": ("政府采购执行数", str(buying[1])),
    }
    score = cents(min(Decimal(1), rate / Decimal("0.9")) * 10)
    rows = (*fixed_rows(filled), *_own_rows(run))
    return Drawn(plan, run.texts, funds, rows, f"{score.normalize():f}", further)


def _up(run: _Draw, share: Decimal, reason: str) -> Filled:
    """Score a rate against ≥90 %, two points: in proportion where it falls short."""
    score = cents(min(Decimal(1), percent(share) / Decimal("0.9")) * 2)
    exact = cents(min(Decimal(1), share / Decimal("0.9")) * 2)
    assert score == exact, "the printed rate must give the score of the true one"
    why = run.reasons[reason] if score < 2 else ""
    return run.shown(share), f"{score.normalize():f}", why


def _cap(run: _Draw, share: Decimal, cap: Decimal, points: str, reason: str) -> Filled:
    """Score a rate against a cap: all of the points or none."""
    if percent(share) <= cap:
        return run.shown(share), points, ""
    return run.shown(share), "0", run.reasons[reason]


def _own_rows(run: _Draw) -> list[Row]:
    rows = []
    for number, spec in enumerate(run.texts["outputs"]):
        second = _OUTPUTS[0] if number < 3 else _OUTPUTS[1]
        short = number == 0 and run.loses("output")
        points = _OUTPUT_POINTS[number]
        rows.append(run.outcome(spec, points, second, is_short=short, reason=run.reasons["output"]))
    for spec, points in zip(run.texts["effects"], _EFFECT_POINTS, strict=True):
        rows.append(run.outcome(spec, points, "履职效益", is_short=False, reason=""))
    served = f"{run.texts['served']}满意度|≥{run.random.choice((90, 92, 95))}%"
    short = run.loses("served")
    reason = run.reasons["served"]
    rows.append(run.outcome(served, _SERVED_POINTS, "满意度", is_short=short, reason=reason))
    return rows
