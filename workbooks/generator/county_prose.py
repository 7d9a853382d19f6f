"""The report of an invented department: sentences drawn from variants, figures from its form."""

from __future__ import annotations

import random
from collections.abc import Mapping
from decimal import Decimal

from workbooks.generator.county_draw import Drawn, county_data, percent
from workbooks.generator.henan import Percent, Row

__all__ = ["prose"]


def prose(
    drawn: Drawn, scores: Mapping[str, str], total: str, grade: str, *, silent: bool
) -> list[str]:
    """Return the paragraphs; a ``silent`` report leaves the scores to the form."""
    draw = random.Random(f"示例县 2022 {drawn.plan.name} 正文")  # noqa: S311 - samples are to be repeatable
    sentences: dict[str, list[str]] = county_data()["prose"]
    values = _values(drawn) | dict(zip(_SCORES, scores.values(), strict=True))
    values |= {"total": total, "grade": grade, "units": str(draw.randint(2, 9))}

    def say(key: str) -> str:
        return draw.choice(sentences[key]).format(**values)

    money = say("funds")
    reason = next((row.reason for row in drawn.rows if row.name == "预算执行率"), "")
    fallen = [row for row in drawn.rows if row.reason and row.first in ("产出指标", "效益指标")]
    outcome = [_short(sentences["short"][0], row) for row in fallen] or [say("full")]
    return [
        "# 一、基本情况",
        say("basics"),
        say("aims"),
        "# 二、自评工作开展情况",
        say("work"),
        "# 三、综合评价结论",
        say("silent" if silent else "result"),
        "# 四、绩效目标实现情况分析",
        "## （一）资金情况",
        money + (f"执行率偏低的原因：{reason}" if reason else ""),
        say("public") + say("buying"),
        "## （二）指标完成情况",
        *([say("see_form")] if silent else outcome),
        "# 五、发现的主要问题和改进措施",
        say("problems"),
        "# 六、自评结果的应用和公开",
        say("use"),
        "# 七、其他需要说明的问题",
        "无。",
    ]


_SCORES = ("execution", "input", "output", "benefit")


def _values(drawn: Drawn) -> dict[str, str]:
    amounts = {key: amount for key, (_, amount) in drawn.further.items()}
    initial, budget, spent = map(drawn.amount, ("initial", "budget", "spent"))
    return {
        "name": drawn.plan.name,
        "duty": drawn.texts["duty"],
        "goals": drawn.texts["goals"],
        "initial": str(initial),
        "verb": "追加",
        "change": str(budget - initial),
        "budget": str(budget),
        "spent": str(spent),
        "rate": Percent(percent(spent / budget)).text,
        "public_budget": amounts["three_public_budget"],
        "public_spent": amounts["three_public_spent"],
        "public_rate": _rate(amounts["three_public_spent"], amounts["three_public_budget"]),
        "buying_budget": amounts["procurement_budget"],
        "buying_spent": amounts["procurement_spent"],
        "buying_rate": _rate(amounts["procurement_spent"], amounts["procurement_budget"]),
    }


def _rate(over: str, under: str) -> str:
    return Percent(percent(Decimal(over) / Decimal(under))).text


def _short(sentence: str, row: Row) -> str:
    return sentence.format(
        indicator=row.name, target=row.target, actual=row.actual, reason=f"原因：{row.reason}"
    )
