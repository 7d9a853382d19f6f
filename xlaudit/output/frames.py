"""A summary as pandas frames, for whoever goes on working with it in Python."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from xlaudit.county.model import CountySummary
from xlaudit.output.tables import TABLES, Column, Kind, Table

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["CountyFrames"]

_DTYPES = {
    Kind.TEXT: "string",
    Kind.COUNT: "Int64",
    Kind.DECIMAL: "Float64",
    Kind.WORD: "category",
    Kind.RANK: "category",
    Kind.FLAG: "boolean",
    Kind.TIME: "datetime64[us, UTC]",
}


class CountyFrames:
    """The summary of a folder: ``summary`` as plain values, and four frames made when they are asked for.

    Column, heading and unit, dtype:

    ``departments`` (汇总表)
        code             部门编码                          string
        department       部门                              string
        superior         主管部门                          string
        year             年度                              Int64
        scheme           评分方案                          string
        units            部门数（个）                      Int64
        initial_budget   年初预算（元）                    Float64
        budget           全年预算数（元）                  Float64
        spent            全年执行数（元）                  Float64
        execution_rate   执行率（小数，1 为 100%）         Float64
        adjustment_rate  预算调整率（小数，1 为 100%）     Float64
        carryover_rate   结转结余率（小数，1 为 100%）     Float64
        stated_score     自评总分（分）                    Float64
        low              系统得分下限（分）                Float64
        high             系统得分上限（分）                Float64
        difference       差异（分）                        Float64
        stated_grade     自评等级                          category
        grade            系统等级                          category
        rank             名次                              Int64
        errors           错误（处）                        Int64
        doubts           待核实（处）                      Int64
        hints            提示（处）                        Int64
        roundings        尾差（处）                        Int64
        handled          已处理（处）                      Int64
        unchecked        未核（项）                        Int64
        status           状态                              category
        is_counted       计入合计                          boolean
        is_duplicate     重复报送                          boolean
        previous_year    上年度                            Int64
        previous_budget  上年预算数（元）                  Float64
        previous_spent   上年执行数（元）                  Float64
        previous_score   上年得分（分）                    Float64
        previous_grade   上年等级                          string
        source           来源文件                          string
        sha256           SHA-256                           string

    ``indicators`` (指标)
        code             部门编码                          string
        department       部门                              string
        year             年度                              Int64
        is_counted       计入合计                          boolean
        block            部分                              string
        first_level      一级指标                          string
        second_level     二级指标                          string
        indicator        三级指标                          string
        indicator_id     方案指标编号                      string
        target           年度指标值                        string
        unit             计量单位                          string
        actual           实际完成值                        string
        points           分值（分）                        Float64
        stated_score     自评得分（分）                    Float64
        score            系统得分（分）                    Float64
        difference       差异（分）                        Float64
        basis            得分依据                          category
        reason           偏差原因                          string
        review_actual    复核完成值                        string
        review_score     复核得分（分）                    Float64
        review_remark    复核备注                          string
        source           来源文件                          string
        sheet            工作表                            string
        cell             单元格                            string

    ``findings`` (问题清单)
        code             部门编码                          string
        department       部门                              string
        year             年度                              Int64
        rule             规则                              string
        severity         级别                              category
        effect           影响                              category
        message          问题                              string
        subject          事项                              string
        quote            原文                              string
        stated           所填                              string
        expected         应为                              string
        difference       相差（与所填同）                  Float64
        repair           若改则相符                        string
        decision         处理意见                          string
        remark           备注                              string
        source           来源文件                          string
        sheet            工作表                            string
        cell             单元格                            string
        key              标识                              string

    ``sources`` (数据来源)
        source           来源文件                          string
        code             部门编码                          string
        department       部门                              string
        year             年度                              Int64
        standing         报送情况                          category
        why              说明                              string
        sha256           SHA-256                           string
        size             大小（字节）                      Int64
        modified         修改时间（UTC）                   datetime64[us, UTC]
        application      保存程序                          string
        scheme           评分方案                          string
        scheme_title     方案名称                          string
        version          xlaudit 版本                      string

    What is not known is ``<NA>`` (``NaT`` for a moment). Codes, sha256 and whatever looks like a number in
    a text stay text, leading zeros and all. Categories hold the Chinese words of the sheets; those of
    grades, severities, effects and statuses rise (差 < 优, 尾差 < 错误), so that ``frame.grade >= "良"``
    asks what it says. Amounts are Float64 in 元: exact to the cent below 10¹³ 元 (十万亿), and they
    add, plot and group like any number; ``frame("departments", exact=True)`` has Decimals instead.
    """

    def __init__(self, summary: CountySummary) -> None:
        self.summary = summary

    def __repr__(self) -> str:
        held = self.summary
        named = " ".join(str(each) for each in (held.title, held.year) if each)
        counts = f"部门 {len(held.departments)}，无法读取 {held.unreadable}"
        return f"<CountyFrames {named}：{counts}>" if named else f"<CountyFrames {counts}>"

    @cached_property
    def departments(self) -> DataFrame:
        """A row a department: budget, execution, scores, grades, findings, status."""
        return self.frame("departments")

    @cached_property
    def indicators(self) -> DataFrame:
        """A row for each scored row of each form."""
        return self.frame("indicators")

    @cached_property
    def findings(self) -> DataFrame:
        """A row a finding; those of the county itself have no department."""
        return self.frame("findings")

    @cached_property
    def sources(self) -> DataFrame:
        """A row a file that came, then a row for each department of the roster that sent none."""
        return self.frame("sources")

    def frame(self, name: str, *, exact: bool = False) -> DataFrame:
        """Return one of the four frames, made anew; ``exact`` gives Decimals instead of Float64.

        Raises:
            KeyError: there is no frame of that name.
        """
        return _frame({table.name: table for table in TABLES}[name], self.summary, exact=exact)


def _frame(table: Table, summary: CountySummary, *, exact: bool) -> DataFrame:
    import pandas as pd  # noqa: PLC0415 - slow to import, needed only here

    columns: list[list[Any]] = [[] for _ in table.columns]
    for record in table.records(summary):
        for values, value in zip(columns, record, strict=True):
            values.append(value)
    return pd.DataFrame(
        {
            column.name: pd.Series(values, dtype=_dtype(column, summary, exact=exact))
            for column, values in zip(table.columns, columns, strict=True)
        }
    )


def _dtype(column: Column, summary: CountySummary, *, exact: bool) -> Any:
    import pandas as pd  # noqa: PLC0415 - slow to import, needed only here

    if column.kind is Kind.DECIMAL and exact:
        return "object"
    if column.words is not None:
        is_ranked = column.kind is Kind.RANK
        return pd.CategoricalDtype(column.words(summary), ordered=is_ranked)
    return _DTYPES[column.kind]
