"""The functions for cells. Excel calls them through xlwings; the first line of each is its description there."""
# ruff: noqa: N802 - Excel's functions are in capitals

from __future__ import annotations

from typing import Any

from xlwings import arg, func

from xlaudit.addin import answers

__all__ = ["XA_CHECK", "XA_GRADE", "XA_NUMBER", "XA_RATE", "XA_SCORE"]


@func
@arg("text", doc="写着一个数的文字，如 一千二百万元、≥90%")
def XA_NUMBER(text: Any) -> Any:
    """文字里写的数：金额折成元，百分数折成小数，其余按原来的单位。"""
    return answers.number(text)


@func
@arg("spent", doc="执行数")
@arg("budget", doc="预算数，单位与执行数相同，或者都写明单位")
def XA_RATE(spent: Any, budget: Any) -> Any:
    """执行率：执行数除以预算数。"""
    return answers.rate(spent, budget)


@func
@arg("scheme", doc="评分方案的编号，如 henan-zhengzhou-2022")
@arg("indicator", doc="指标的名称或编号；自定指标写它所在的一级指标")
@arg("target", doc="年度指标值，如 ≥90%；空白时用方案规定的目标")
@arg("actual", doc="实际完成值")
@arg("points", doc="分值；方案规定了分值的指标以方案为准")
def XA_SCORE(scheme: Any, indicator: Any, target: Any, actual: Any, points: Any) -> Any:
    """按评分方案的规则给一个指标评分。"""
    return answers.score(scheme, indicator, target, actual, points)


@func
@arg("scheme", doc="评分方案的编号，如 henan-zhengzhou-2022")
@arg("total", doc="总分")
def XA_GRADE(scheme: Any, total: Any) -> Any:
    """总分在评分方案中的等级。"""
    return answers.grade(scheme, total)


@func
@arg("passage", doc="一段叙述，如自评报告或偏差原因")
def XA_CHECK(passage: Any) -> Any:
    """核对一段叙述里的数是否互相矛盾：核了多少、哪些不符。"""
    return answers.passage(passage)
