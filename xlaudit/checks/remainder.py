"""XA207: is what is left of the budget what the form carries over."""

from __future__ import annotations

from xlaudit.checks.agreement import Agreement, judge_sum
from xlaudit.checks.finding import Finding, Severity
from xlaudit.checks.registry import Context, Outcome, check
from xlaudit.checks.wording import amount, difference, quoted
from xlaudit.numbers.quantity import Dimension

__all__: list[str] = []


@check("XA207", "结转结余数不等于预算减支出")
def carried_over(context: Context) -> Outcome:
    """表中单列的年末结转结余数，与全年预算数减全年执行数比较。

    ## 为什么
    没有支出的钱，或结转结余，或由财政收回。结转结余数还要算结转结余率、定得分。

    ## 例
    不符：预算 1943.46，执行 1852.93，还剩 90.53，结转结余数写 19.53。
    相符：结转结余数写 90.53。

    ## 不查什么
    结转结余数为 0，是全部由财政收回；少于剩下的数，可能是一部分已收回，只列为提示；文字里写着剩下的那个数，或结转结余比剩下的还多，
    列为待核实。都不算错误。
    """
    facts = context.filing.facts
    stated = [facts.get(key) for key in ("budget", "spent", "carryover")]
    budget, spent, left = (each.quantity if each is not None else None for each in stated)
    if budget is None or spent is None or left is None:
        return
    if any(each.unit.dimension is not Dimension.MONEY for each in (budget, spent, left)):
        return
    remainder = budget.value - spent.value
    if remainder < 0 or judge_sum(budget, [spent, left]) is not Agreement.CONTRADICTED:
        return
    is_lower = left.value < remainder
    is_told = any(
        figure.passage >= 0 and figure.value == remainder != 0 and not figure.is_word
        for figure in context.narrative.figures
    )
    if left.value == 0 and not is_told:
        return  # all of it was taken back, which is how most years end
    of_budget, of_spent, own = (each for each in stated if each is not None)
    yield Finding(
        "XA207",
        Severity.HINT if is_lower and not is_told else Severity.DOUBT,
        f"结转结余数写 {quoted(own)}，全年预算数 {quoted(of_budget)} 减全年执行数 {quoted(of_spent)} 剩"
        f" {amount(remainder, left)}，结转结余数"
        f"{difference(left.number, remainder / left.unit.scale, left.unit.text)}"
        f"{'，而文字里写的是剩下的这个数' if is_told else ''}",
        own.place,
        quote=own.text,
        against=(of_budget.place, of_spent.place),
        stated=own.text,
        expected=amount(remainder, left),
        difference=left.number - remainder / left.unit.scale,
        repair="" if is_told or not is_lower else "若差额已由财政收回，则没有问题",
        subject="结转结余数",
    )
