"""One fault at a time: each changes a right form in one place, and says what must be found there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from workbooks.generator.expected import Fault
from workbooks.generator.henan import BLOCKS, MANAGEMENT, Fund, Row
from workbooks.generator.one_sheet import Form, Written

__all__ = ["FAULTS", "Injected"]

Told = Callable[[Written], Fault]


@dataclass(frozen=True, slots=True)
class Injected:
    """A form with its fault; ``told`` gives the finding once the cells are known."""

    form: Form
    told: Told


def _changed(form: Form, name: str, **changes: str) -> Form:
    rows = tuple(replace(row, **changes) if row.name == name else row for row in form.rows)
    return replace(form, rows=rows)


def _rescored(form: Form, name: str, score: Decimal) -> Form:
    """Change one score, and everything that is added up from it."""
    row = _row(form, name)
    shift = score - Decimal(row.score or 0)
    scores = dict(form.scores)
    scores[row.first] = f"{(Decimal(scores[row.first]) + shift).normalize():f}"
    return replace(_changed(form, name, score=f"{score.normalize():f}"), scores=scores)


def _row(form: Form, name: str) -> Row:
    [row] = [row for row in form.rows if row.name == name]
    return row


def _full(form: Form, block: str) -> str:
    """Name a row of a block that has full marks."""
    return next(row.name for row in form.rows if row.first == block and row.score == row.points)


def _total(form: Form) -> Decimal:
    return sum(map(Decimal, form.scores.values()), Decimal(0))


def _transposed(digits: str) -> str:
    """Swap the last two neighbouring digits that differ."""
    for place in range(len(digits) - 2, -1, -1):
        left, right = digits[place], digits[place + 1]
        if left != right and (left + right).isdigit():
            return f"{digits[:place]}{right}{left}{digits[place + 2 :]}"
    raise ValueError(digits)


def total(form: Form) -> Injected:
    """总分的最后两位数字写颠倒了。"""
    right = f"{_total(form):.2f}"
    wrong = _transposed(right)
    return Injected(
        replace(form, typed_total=wrong),
        lambda at: Fault(
            "XA503",
            "错误",
            at.conclusion["合计"],
            f"各部分得分相加 {right}，总分写 {wrong}",
            tuple(at.conclusion[label] for label in BLOCKS),
        ),
    )


def rate(form: Form) -> Injected:
    """单位资金一行的执行率把两位数字写颠倒了。"""
    *others, last = form.funds
    right = f"{Decimal(last.spent) / Decimal(last.budget) * 100:.2f}"
    wrong = _transposed(right)
    typed = f"{Decimal(wrong) / 100:.4f}"
    return Injected(
        replace(form, funds=(*others, replace(last, typed_rate=typed))),
        lambda at: Fault(
            "XA202",
            "错误",
            at.funds[-1]["rate"],
            f"{last.spent} ÷ {last.budget} = {right}%，写 {wrong}%",
            (at.funds[-1]["spent"], at.funds[-1]["budget"]),
        ),
    )


def above_points(form: Form) -> Injected:
    """一项产出得分比分值多 1 分；同一部分另一项本来失分，合计没有超出。"""
    name = _full(form, "产出指标")
    points = Decimal(_row(form, name).points or 0)
    return Injected(
        _rescored(form, name, points + 1),
        lambda at: Fault(
            "XA501",
            "错误",
            at.rows[name]["score"],
            f"“{name}”{points} 分，得 {points + 1} 分",
            (at.rows[name]["points"],),
        ),
    )


def grade(form: Form) -> Injected:
    """总分在良的一段，等级写优。"""
    assert Decimal(80) <= _total(form) < Decimal(90)
    return Injected(
        replace(form, grade="优"),
        lambda at: Fault(
            "XA601",
            "错误",
            at.conclusion["评价等级"],
            f"总分 {_total(form)} 为良，等级写优",
            (at.conclusion["合计"],),
        ),
    )


def by_rule(form: Form) -> Injected:
    """政府采购执行率没有达到 90%，得分比按比例计算的多。"""
    name = "政府采购执行率"
    right = Decimal(_row(form, name).score or 0)
    wrong = right + Decimal("0.15")
    assert wrong <= 2
    return Injected(
        _rescored(form, name, wrong),
        lambda at: Fault(
            "XA502",
            "错误",
            at.rows[name]["score"],
            f"按比例得 {right} 分，写 {wrong} 分",
            (at.rows[name]["actual"], at.rows[name]["target"]),
        ),
    )


def no_reason(form: Form) -> Injected:
    """扣了分，偏差原因一栏空着。"""
    name = next(row.name for row in form.rows if row.first == "产出指标" and row.reason)
    return Injected(
        _changed(form, name, reason=""),
        lambda at: Fault(
            "XA507",
            "待核实",
            at.rows[name]["score"],
            f"“{name}”失分而没有写明原因",
            (at.rows[name]["reason"],),
        ),
    )


def hidden_row(form: Form) -> Injected:
    """一行指标被隐藏，得分仍在合计之内。"""
    name = _full(form, "产出指标")
    return Injected(
        replace(form, hidden=name),
        lambda at: Fault(
            "XA107",
            "待核实",
            at.rows[name]["points"],
            f"“{name}”一行被隐藏，它的得分仍在合计之内",
            (at.rows[name]["score"],),
        ),
    )


def block_subtotal(form: Form) -> Injected:
    """投入管理指标的得分少写 1 分，总分随着少 1 分。"""
    right = Decimal(form.scores[MANAGEMENT])
    wrong = f"{(right - 1).normalize():f}"
    return Injected(
        replace(form, typed_scores={MANAGEMENT: wrong}),
        lambda at: Fault(
            "XA505",
            "错误",
            at.conclusion[MANAGEMENT],
            f"各行相加 {right}，写 {wrong}",
            tuple(
                cells["score"]
                for name, cells in at.rows.items()
                if _row(form, name).first == MANAGEMENT
            ),
        ),
    )


def unit(form: Form) -> Injected:
    """财政拨款的执行数以元填在万元的表里。"""
    first, *others = form.funds
    in_yuan = f"{Decimal(first.spent) * 10000:f}"
    funds = (replace(first, spent=in_yuan), *others)
    return Injected(
        replace(form, funds=funds, typed_funds=_typed(form)),
        lambda at: Fault(
            "XA201",
            "错误",
            at.funds[0]["spent"],
            f"分项 {in_yuan} 与 {others[0].spent} 相加不等于合计；若分项以元为单位，则相符",
            (at.funds[1]["spent"],),
        ),
    )


def text_number(form: Form) -> Injected:
    """财政拨款的执行数是文本。"""
    first, *others = form.funds
    funds = (replace(first, as_text=frozenset({"spent"})), *others)
    return Injected(
        replace(form, funds=funds, typed_funds=_typed(form)),
        lambda at: Fault("XA103", "提示", at.funds[1]["spent"], "数字以文本存放，求和公式不会计入"),
    )


def missing_row(form: Form) -> Injected:
    """少了“评价结果应用率”一行。"""
    name = "评价结果应用率"
    scores = dict(form.scores)
    scores[MANAGEMENT] = f"{(Decimal(scores[MANAGEMENT]) - 1).normalize():f}"
    rows = tuple(row for row in form.rows if row.name != name)
    return Injected(
        replace(form, rows=rows, scores=scores),
        lambda at: Fault(
            "XA102", "待核实", next(iter(at.rows.values()))["name"], f"没有“{name}”，1 分没有着落"
        ),
    )


def overtyped(form: Form) -> Injected:
    """财政拨款一行的执行率公式被数字覆盖，数没有变。"""
    first, *others = form.funds
    typed = f"{Decimal(first.spent) / Decimal(first.budget):.4f}"
    return Injected(
        replace(form, funds=(replace(first, typed_rate=typed), *others)),
        lambda at: Fault(
            "XA801",
            "待核实",
            at.funds[1]["rate"],
            "上下两行都是“执行数 ÷ 预算数”的公式，这一格是手填的数",
        ),
    )


def _typed(form: Form) -> Fund:
    initial, budget, spent = (
        str(sum((Decimal(getattr(fund, key)) for fund in form.funds), Decimal(0)))
        for key in ("initial", "budget", "spent")
    )
    return Fund("年度资金总额", initial, budget, spent)


FAULTS: dict[str, Callable[[Form], Injected]] = {
    function.__name__: function
    for function in (
        total,
        rate,
        above_points,
        grade,
        by_rule,
        no_reason,
        hidden_row,
        block_subtotal,
        unit,
        text_number,
        missing_row,
        overtyped,
    )
}
"""Every fault by its name; the docstring says what was done."""
