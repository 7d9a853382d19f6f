"""The table indicators: a row for each scored row of each filing, with the reviewer's own words beside it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from xlaudit.county.digest import IndicatorDigest
from xlaudit.county.model import CountySummary, Department, Review
from xlaudit.output.tables.column import Table, count, decimal, flag, one_of, text, word
from xlaudit.scoring.scorecard import Basis

__all__ = ["INDICATORS"]


class _IndicatorRow(NamedTuple):
    department: Department
    indicator: IndicatorDigest
    review: Review | None

    @property
    def difference(self) -> Decimal | None:
        stated, score = self.indicator.stated, self.indicator.score
        return None if stated is None or score is None else stated - score


def _indicator_rows(summary: CountySummary) -> Iterator[_IndicatorRow]:
    for row in summary.departments:
        for each in summary.digests[row.index].indicators:
            yield _IndicatorRow(row, each, summary.reviews.get((row.name, each.block, each.name)))


_INDICATORS = (
    text("code", "部门编码", lambda row: row.department.code),
    text("department", "部门", lambda row: row.department.name),
    count("year", "年度", lambda row: row.department.year),
    flag("is_counted", "计入合计", lambda row: row.department.is_counted),
    text("block", "部分", lambda row: row.indicator.block),
    text("first_level", "一级指标", lambda row: row.indicator.first_level),
    text("second_level", "二级指标", lambda row: row.indicator.second_level),
    text("indicator", "三级指标", lambda row: row.indicator.name),
    text("indicator_id", "方案指标编号", lambda row: row.indicator.indicator),
    text("target", "年度指标值", lambda row: row.indicator.target),
    text("unit", "计量单位", lambda row: row.indicator.unit),
    text("actual", "实际完成值", lambda row: row.indicator.actual),
    decimal("points", "分值", "分", lambda row: row.indicator.points),
    decimal("stated_score", "自评得分", "分", lambda row: row.indicator.stated),
    decimal("score", "系统得分", "分", lambda row: row.indicator.score),
    decimal("difference", "差异", "分", lambda row: row.difference),
    word("basis", "得分依据", lambda row: row.indicator.basis, one_of(Basis)),
    text("reason", "偏差原因", lambda row: row.indicator.reason),
    text("review_actual", "复核完成值", lambda row: row.review and row.review.actual),
    decimal("review_score", "复核得分", "分", lambda row: row.review and row.review.score),
    text("review_remark", "复核备注", lambda row: row.review and row.review.remark),
    text("source", "来源文件", lambda row: row.department.source),
    text("sheet", "工作表", lambda row: row.indicator.place.sheet),
    text("cell", "单元格", lambda row: row.indicator.place.address),
)

INDICATORS = Table("indicators", "指标", _INDICATORS, _indicator_rows)
