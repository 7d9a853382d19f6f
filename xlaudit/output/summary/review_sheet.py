"""The sheet 复核表: what a reviewer fills in beside each indicator, and what follows from it by formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xlaudit.county.digest import Digest
from xlaudit.county.model import CountySummary, Department, Review
from xlaudit.output import wording
from xlaudit.output.summary.book import Page, address, height
from xlaudit.output.summary.department_sheet import NUMERIC
from xlaudit.output.summary.finding_sheet import OWNER
from xlaudit.output.summary.review_formulas import (
    difference,
    mean,
    number,
    reviewed,
    reviewed_formula,
    total,
    within,
)
from xlaudit.output.summary.review_rows import BEYOND, ReviewRow, is_within, review_rows

if TYPE_CHECKING:
    from xlsxwriter.format import Format

__all__ = ["BLOCK", "HEADINGS", "INDICATOR", "MOST", "SHEET", "ReviewSheet"]

SHEET = "复核表"
BLOCK, INDICATOR = "部分标识", "指标标识"
MOST = 200
"""More departments than this are not prepared unless asked for: a reviewer takes samples."""

HEADINGS = (
    *("部门", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "计量单位", "权重"),
    *("自评完成值", "自评得分", "复核完成值", "复核得分", "复核指标偏差", "备注"),
    *(OWNER, BLOCK, INDICATOR),
)
_WIDTHS = (18, 14, 17, 27, 6, 11, 8, 7, 18, 8, 18, 8, 9, 18, 0, 0, 0)
_WEIGHT, _STATED, _SCORE, _DEVIATION, _VISIBLE = 7, 9, 11, 12, 13
_CENTRED = frozenset({4, 5, 6})
_HEADING, _FIRST = 2, 3
_SCORES, _DEVIATIONS = "0.00", "[Red]+0.00;[Red]-0.00;0.00"
_EMPTY = Review("", None)


@dataclass(frozen=True, slots=True)
class _Sum:
    """The line 合计 of a department: its row, and the values of its formulas."""

    name: str
    row: int
    stated: float | None
    reviewed: float | None


class ReviewSheet:
    """Grows as the departments come by. ``wanted``: names of departments, None for all of them."""

    def __init__(self, page: Page, summary: CountySummary, wanted: frozenset[str] | None) -> None:
        self.page, self.summary, self.wanted = page, summary, wanted
        self.is_left_out = wanted is None and len(summary.departments) > MOST
        self.reviewed = {name for name, _, _ in summary.reviews}
        self.row = _FIRST
        self.sums: list[_Sum] = []
        self.beyond = 0
        look = page.book.look
        boxed: dict[str, Any] = {"border": 1, "text_wrap": True}
        filled = {**boxed, "bg_color": "#FFFFCC"}
        self.text, self.word = look(**boxed), look(**boxed, align="center")
        self.actual = look(**boxed, indent=1)
        self.name = look(border=1, font_size=9)  # clipped: the whole name stands at 合计
        self.score = look(border=1, num_format=_SCORES)
        self.deviation = look(border=1, num_format=_DEVIATIONS)
        self.typed_text, self.typed_score = (
            look(**filled, indent=1),
            look(**filled, num_format=_SCORES),
        )
        page.headings(_HEADING, HEADINGS, _WIDTHS)

    def add(self, department: Department, digest: Digest) -> None:
        """Write the rows of one department, and its 合计."""
        if not department.is_counted or not self._is_wanted(department.name):
            return
        first = self.row
        rows = [(each, self._review(department, each)) for each in review_rows(digest)]
        for each, review in rows:
            self._row(department.name, each, review)
        if rows:
            self._sum(wording.named(department.name), first, rows)

    def _is_wanted(self, name: str) -> bool:
        """Return whether a department is to be prepared: one that was reviewed before always stays."""
        if name in self.reviewed:
            return True
        return not self.is_left_out if self.wanted is None else name in self.wanted

    def finish(self) -> None:
        """Write what is only known at the end."""
        page, last = self.page, max(_FIRST, self.row - 1)
        page.head(f"{self.summary.title}部门整体绩效自评复核表", self._note(), _VISIBLE)
        page.sheet.set_row(1, 30)
        if self.sums:
            self._validation(last)
            page.sheet.autofilter(_HEADING, 0, last, _VISIBLE)
            last = self._overview(self.row + 1)
        else:
            page.wide(_FIRST, 0, _VISIBLE, self._reason(), self.text)
        page.sheet.freeze_panes(_FIRST, 1)
        page.sheet.print_area(0, 0, last, _VISIBLE)
        page.print_as(self.summary.title, repeat=(0, _HEADING))

    def _review(self, department: Department, each: ReviewRow) -> Review:
        return self.summary.reviews.get((department.name, each.block, each.name), _EMPTY)

    def _note(self) -> str:
        if not self.sums:
            return ""
        return (
            f"{len(self.sums)} 个部门。黄底的“复核完成值”“复核得分”“备注”由复核人填写，下次汇总时保留。"
            "复核指标偏差 = 复核得分 − 自评得分；合计里没有复核的行按自评得分计。"
            f"{self._beyond()}各部门复核结果从本表第 {self.row + 2} 行起。"
        )

    def _beyond(self) -> str:
        """Say how many scores are marked red because they cannot be."""
        if not self.beyond:
            return ""
        return f"{self.beyond} 个复核得分不在 0 和权重之间，标红，没有计入合计，该行按自评得分计。"

    def _reason(self) -> str:
        if self.is_left_out:
            return (
                f"共 {len(self.summary.departments)} 份，超过 {MOST} 份，没有逐一列出："
                "复核以抽查为宜，请用 --review 部门 指定要复核的部门再汇总。"
            )
        return "没有可以复核的指标。"

    def _validation(self, last: int) -> None:
        """Let 复核得分 lie between nothing and the weight; without a weight, up to 100."""
        weight = f"${address(_FIRST, _WEIGHT)}"
        self.page.sheet.data_validation(
            *(_FIRST, _SCORE, last, _SCORE),
            {
                "validate": "decimal",
                "criteria": "between",
                "minimum": f'=IF({weight}="",0,MIN(0,{weight}))',
                "maximum": f'=IF({weight}="",100,MAX(0,{weight}))',
                "error_title": "复核得分",
                "error_message": "复核得分应在 0 和权重之间。",
            },
        )
        # A pasted score passes the validation by; it stays to be seen, and is not added.
        score = address(_FIRST, _SCORE)
        within_weight = within(score, address(_FIRST, _WEIGHT))
        wrong = f'=({score}<>"")*(COUNTIFS({score},{NUMERIC})*{within_weight}=0)'
        red = self.page.book.workbook.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"})
        self.page.sheet.conditional_format(
            *(_FIRST, _SCORE, last, _SCORE), {"type": "formula", "criteria": wrong, "format": red}
        )

    def _row(self, owner: str, each: ReviewRow, review: Review) -> None:
        page, row = self.page, self.row
        page.begin(row)
        name = wording.named(owner)
        texts = (name, *each[1:7])
        for column, text in enumerate(texts):
            page.text(row, column, text, self._look(column))
        page.value(row, _WEIGHT, each.points, self.score)
        page.text(row, 8, each.actual, self.actual)
        page.value(row, _STATED, each.stated, self.score)
        page.value(row, 10, review.actual, self.typed_text)
        page.value(row, _SCORE, review.score, self.typed_score)
        is_beyond = review.score is not None and not is_within(review.score, each.points)
        self.beyond += is_beyond
        remark = f"{review.remark}{BEYOND}" if is_beyond else review.remark
        score = None if is_beyond else number(review.score)
        self._deviation(
            row,
            score,
            number(each.stated),
            self.deviation,
            within(address(row, _SCORE), address(row, _WEIGHT)),
        )
        page.value(row, _VISIBLE, remark, self.typed_text)
        for column, text in enumerate((owner, each.block, each.name), start=_VISIBLE + 1):
            page.text(row, column, text, self.text)
        shown = (
            "",
            *texts[1:],
            "",
            each.actual,
            "",
            review.actual,
            "",
            "",
            remark,
            "",
            "",
            "",
        )
        page.end(height(zip(shown, _WIDTHS, strict=True)))
        self.row += 1

    def _look(self, column: int) -> Format:
        if column == 0:
            return self.name
        return self.word if column in _CENTRED else self.text

    def _deviation(
        self,
        row: int,
        score: float | None,
        stated: float | None,
        look: Format,
        only_if: str = "",
    ) -> None:
        own, theirs = address(row, _SCORE), address(row, _STATED)
        both = f"COUNTIFS({theirs},{NUMERIC})*COUNTIFS({own},{NUMERIC})"
        both = f"{both}*{only_if}" if only_if else both
        formula = f'IF({both}=0,"",ROUND({own}-{theirs},2))'
        value = difference(score, stated)
        self.page.live(row, _DEVIATION, formula, value, look)

    def _sum(self, name: str, first: int, rows: Sequence[tuple[ReviewRow, Review]]) -> None:
        page, row, look = self.page, self.row, self.page.book.look
        bold = {"border": 1, "bold": True, "bg_color": "#F2F2F2"}
        plain, score = look(**bold, text_wrap=True), look(**bold, num_format=_SCORES)
        for column in range(_VISIBLE + 1):
            page.value(row, column, {0: name, 1: "合计"}.get(column), plain)
        weights, own, scores = (
            f"{address(first, column)}:{address(row - 1, column)}"
            for column in (_WEIGHT, _STATED, _SCORE)
        )
        page.live(row, _WEIGHT, *total(weights, [each.points for each, _ in rows]), score)
        formula, stated = total(own, [each.stated for each, _ in rows])
        page.live(row, _STATED, formula, stated, score)
        formula, value = reviewed_formula(scores, weights, own), reviewed(rows)
        page.live(row, _SCORE, formula, value, score)
        self._deviation(row, value, stated, look(**bold, num_format=_DEVIATIONS))
        page.sheet.set_row(row, height([(name, _WIDTHS[0])]))
        self.sums.append(_Sum(name, row, stated, value))
        self.row += 1

    def _overview(self, row: int) -> int:
        """Write the table 部门 | 自评得分 | 复核得分 | 偏差 below the rows; return its last row."""
        page = self.page
        page.wide(row, 0, 3, "各部门复核结果", page.book.look(bold=True, bg_color="#F2F2F2"))
        for column, text in enumerate(("部门", "自评得分", "复核得分", "偏差")):
            page.text(row + 1, column, text, page.heading_look)
        first, end = row + 2, row + 2 + len(self.sums)
        for line, each in enumerate(self.sums, start=first):
            gap = difference(each.reviewed, each.stated)
            page.text(line, 0, each.name, self.text)
            for column, (source, value, look) in enumerate(
                (
                    (_STATED, each.stated, self.score),
                    (_SCORE, each.reviewed, self.score),
                    (_DEVIATION, gap, self.deviation),
                ),
                start=1,
            ):
                cell = address(each.row, source)
                page.live(line, column, f'IF({cell}="","",{cell})', value, look)
            page.sheet.set_row(line, height([(each.name, _WIDTHS[0])]))
        page.text(end, 0, "平均", page.heading_look)
        for column, figures in enumerate(
            ([each.stated for each in self.sums], [each.reviewed for each in self.sums]), start=1
        ):
            cells = f"{address(first, column)}:{address(end - 1, column)}"
            page.live(end, column, *mean(cells, figures), self.score)
        return end
