"""Two cell functions, for what does not depend on the shipped ones."""

from __future__ import annotations

import xlwings as xw


@xw.func
@xw.arg("text", doc="写着一个数的文字")
def SAMPLE_NUMBER(text):  # noqa: N802
    """文字里写的数。"""
    return float(text)


@xw.func
@xw.arg("spent", doc="执行数")
@xw.arg("budget", doc="预算数")
def SAMPLE_RATE(spent, budget):  # noqa: N802
    """执行率。"""
    return spent / budget
