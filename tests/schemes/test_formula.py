"""A formula that a bureau writes itself: what it may hold, what is refused, and what it gives."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlaudit.schemes.expression import Formula, Number, Variable, evaluate, to_excel
from xlaudit.schemes.expression.formula import check, names_in, run, tidy

KNOWN = ("实际完成值", "目标值", "分值", "全年执行数", "全年预算数")


@pytest.mark.parametrize(
    ("written", "tidied"),
    [
        ("＝MIN（１，实际完成值 ÷ 目标值）× 分值", "MIN(1,实际完成值/目标值)*分值"),
        ("if(实际完成值≥９０％, 分值, 0)", "if(实际完成值>=90%,分值,0)"),
        ("分值\n - 1", "分值-1"),
        ("ＭＡＸ(分值)", "MAX(分值)"),  # noqa: RUF001 - full-width letters are the case
    ],
)
def test_full_width_signs_are_taken_as_meant(written: str, tidied: str) -> None:
    assert tidy(written) == tidied
    check(tidied, KNOWN)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[其他.xlsx]自评表!B1", "不能引用其他工作簿"),
        ("自评表!B1*分值", "不能引用其他工作表"),
        ("SUM(A:A)+分值", "不能引用单元格区域或整列"),
        ("$E$5*分值", "不能引用单元格"),
        ("E5*分值", "不能引用单元格 E5"),
        ("INDIRECT(分值)", "不能使用函数 INDIRECT"),
        ("WEBSERVICE(分值)", "不能使用函数 WEBSERVICE"),
        ("HYPERLINK(分值)", "不能使用函数 HYPERLINK"),
        ('IF(实际完成值="完成",分值,0)', "不能含文本"),
        ("分值^2", "不能使用乘方"),
        ("分值&1", "不能拼接文本"),
        ("完成值*分值", "是否应为“实际完成值”"),
        ("分值*2)", "在“)”处写法有误"),
        ("(分值*2", "末尾缺少“)”"),
        ("分值*", "不完整"),
        ("", "不完整"),
        ("10", "没有用到任何名称"),
        ("IF(实际完成值>1,分值)", "应有 3 个参数，现有 2 个"),
        ("ROUND(分值)", "应有 2 个参数，现有 1 个"),
        ("LOOKUP(实际完成值,{0,1},分值)", "花括号内的一列数值"),
        ("LOOKUP(实际完成值,{1,0},{1,2})", "第一列由小到大"),
        ("LOOKUP(实际完成值,{0,1},{1,2,3})", "一样多"),
        ("实际完成值>=90%", "不是数值"),
        ("分值/0", "不是数值"),
        ("--分值", "正负号连写"),
        ("分值%%", "百分号连写"),
        ("(" * 31 + "分值" + ")" * 31, "超过 30 层"),
        ("分值" + "+1" * 300, "公式过长"),
    ],
)
def test_what_is_no_arithmetic_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=r"公式|函数|LOOKUP") as refusal:
        check(text, KNOWN)
    assert message in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MIN(1,实际完成值/目标值)*分值", "9.72888888888889"),
        ("ROUND(实际完成值*10,1)", "8.8"),
        ("ROUND(1.005,2)*分值", "10.1"),  # the package alone gives 10
        ("IF(实际完成值*3=2.6268,分值,0)", "10"),  # and does not see this equality
        ("IFERROR(分值/(实际完成值-实际完成值),1)", "1"),
        ("(实际完成值+0.02-0.8956)*100000000000000000", "0"),  # equal on 15 digits: an exact zero
        ("INT(实际完成值*10)+ROUNDUP(0.1,0)+TRUNC(1.9)", "10"),
        ("全年执行数/全年预算数*分值", "8.75606622894662"),
    ],
)
def test_results_are_those_of_a_cell(text: str, expected: str) -> None:
    check(text, KNOWN)
    figures = dict(zip(KNOWN, ("0.8756", "0.9", "10", "2699.18", "3082.64"), strict=True))
    values = {name: Decimal(figures[name]) for name in names_in(text)}
    assert run(text, values) == Decimal(expected)


def test_an_error_value_is_no_score() -> None:
    with pytest.raises(ZeroDivisionError, match="#N/A"):
        run("LOOKUP(实际完成值,{0,1},{1,2})", {"实际完成值": Decimal(-1)})


def test_whatever_stands_for_a_name_stays_whole() -> None:
    names = (("甲", Variable("a") - Variable("b")), ("乙", Number(Decimal(-2))))
    formula = Formula("甲*乙", names)
    assert to_excel(formula, {"a": "A1", "b": "B1"}) == "(A1-B1)*(-2)"
    assert to_excel(formula * formula, {"a": "A1", "b": "B1"}) == ("((A1-B1)*(-2))*((A1-B1)*(-2))")
    assert evaluate(formula, {"a": Decimal(5), "b": Decimal(2)}) == Decimal(-6)
