"""The sheet 问题清单: every finding of every department, with a cell for what was done about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from xlaudit.checks.finding import Decision, Finding, Severity
from xlaudit.county.model import CountySummary, Department
from xlaudit.county.rules import RULES
from xlaudit.output import wording
from xlaudit.output.result_sheet import DECISIONS, KEY_HEADING
from xlaudit.output.summary.book import Page, address, height
from xlaudit.output.summary.department_columns import COUNTED, UNCOUNTED
from xlaudit.output.summary.link import Link, Links

if TYPE_CHECKING:
    from xlsxwriter.format import Format

__all__ = ["COUNTY", "HEADINGS", "OWNER", "SHEET", "FindingSheet"]

SHEET = "问题清单"
OWNER = "部门标识"
"""The hidden column with the department's name as it stands in its filing: half of a decision's key."""
COUNTY = "（全县）"
"""What stands for the department of a finding of the county as a whole."""

HEADINGS = (
    *("序号", "部门", "计入", "规则", "名称", "级别", "影响", "位置", "原文", "所写", "应为"),
    *("说明", "处理意见", "备注", OWNER, KEY_HEADING),
)
_WIDTHS = (6, 20, 5.5, 7, 16, 7, 9, 18, 22, 13, 13, 48, 10, 16, 0, 0)
_VISIBLE = len(HEADINGS) - 3
_SEVERITY, _DECISION = HEADINGS.index("级别"), HEADINGS.index("处理意见")
_HEADING, _FIRST = 2, 3
_MOST_ROWS = 1_048_000
"""A little less than the rows of a sheet."""
_UNDECIDED = Decision("", "")


class FindingSheet:
    """Grows as the departments come by; ``counts`` are the findings of the rows that count."""

    def __init__(self, page: Page, summary: CountySummary, link: Link) -> None:
        self.page, self.summary = page, summary
        self.links = Links(page, link)
        self.row = _FIRST
        self.left_out = 0
        self.counts: Counter[Severity] = Counter()
        self.codes: set[str] = set()
        self._looks = _looks(page)
        page.headings(_HEADING, HEADINGS, _WIDTHS)

    @property
    def number(self) -> int:
        """How many findings are listed."""
        return self.row - _FIRST

    def add(self, department: Department | None, finding: Finding, *, is_counted: bool) -> None:
        """Write one finding; ``is_counted`` where 汇总表 has it among the department's."""
        self.codes.add(finding.code)
        if self.row >= _MOST_ROWS:
            self.left_out += 1
            return
        if is_counted:
            self.counts[finding.severity] += 1
        owner = department.name if department else ""
        decision = self.summary.decisions.get((owner, finding.key), _UNDECIDED)
        self._write(department, finding, decision, COUNTED if is_counted else UNCOUNTED)
        self.row += 1

    def _write(
        self, department: Department | None, finding: Finding, decision: Decision, counted: str
    ) -> None:
        page, looks, row = self.page, self._looks, self.row
        text, word = looks["text"], looks["word"]
        check = RULES.get(finding.code)
        name = wording.named(department.name) if department else COUNTY
        before = f"原为{finding.severity.value}" if decision.closes else ""
        message = "\n".join(part for part in (before, finding.message, finding.repair) if part)
        place = str(finding.place) if finding.place.sheet else ""
        page.begin(row)
        page.number(row, 0, row - _FIRST + 1, word)
        page.text(row, 1, name, text)
        page.text(row, 2, counted, word)
        page.text(row, 3, finding.code, word)
        page.text(row, 4, check.title if check else "", text)
        if decision.closes:
            page.text(row, _SEVERITY, wording.HANDLED, looks[wording.HANDLED])
        else:
            page.text(row, _SEVERITY, finding.severity.value, looks[finding.severity.name])
        page.text(row, 6, finding.effect.value, word)
        source = department.source if department else ""
        self.links.write(row, 7, place, source, looks["link"], finding.place)
        page.text(row, 8, finding.quote, text)
        page.text(row, 9, finding.stated, looks["right"])
        page.text(row, 10, finding.expected, looks["right"])
        page.text(row, 11, message, text)
        page.text(row, _DECISION, decision.decided, looks["input"])
        page.text(row, 13, decision.remark, looks["remark"])
        page.text(row, 14, department.name if department else "", text)
        page.text(row, 15, finding.key, text)
        shown = (
            name,
            place,
            finding.quote,
            finding.stated,
            finding.expected,
            message,
            decision.remark,
        )
        page.end(height(zip(shown, _WRAPPED, strict=True)))

    def finish(self) -> None:
        """Write what is only known at the end."""
        page, last = self.page, max(_FIRST, self.row - 1)
        if self.row == _FIRST:
            page.text(_FIRST, 0, "", self._looks["word"])
            page.text(_FIRST, 1, "没有发现不一致之处。", self._looks["text"])
        page.head(f"{self.summary.title}部门整体绩效自评问题清单", self._note(), _VISIBLE)
        page.sheet.set_row(1, 16)
        page.sheet.data_validation(
            *(_FIRST, _DECISION, last, _DECISION),
            {
                "validate": "list",
                "source": list(DECISIONS),
                "error_title": "处理意见",
                "error_message": f"请从 {'、'.join(DECISIONS)} 里选一项，或者留空。",
            },
        )
        page.sheet.autofilter(_HEADING, 0, last, _VISIBLE)
        page.sheet.freeze_panes(_FIRST, 2)
        page.sheet.print_area(0, 0, last, _VISIBLE)
        page.print_as(self.summary.title, repeat=(0, _HEADING))

    def cells(self, heading: str) -> str:
        """Return the cells under a heading as a formula of another sheet names them."""
        column, last = HEADINGS.index(heading), max(_FIRST, self.row - 1)
        first = address(_FIRST, column, fixed=True)
        return f"{SHEET}!{first}:{address(last, column, fixed=True)}"

    def _note(self) -> str:
        told = [
            f"共 {self.number} 条。“位置”可点击，打开来源文件的那个单元格。",
            "处理意见和备注下次汇总时保留，相关数字改变后作废；属实不改、规则误报的下次列为已处理，不计入问题数。",
        ]
        if self.links.left_out:
            told.append(f"一张表最多 65530 个链接，其余 {self.links.left_out} 处位置只写文字。")
        if self.left_out:
            told.append(f"一张表写不下，另有 {self.left_out} 条没有列出。")
        return "".join(told)


_WRAPPED = tuple(
    _WIDTHS[HEADINGS.index(each)]
    for each in ("部门", "位置", "原文", "所写", "应为", "说明", "备注")
)


def _looks(page: Page) -> Mapping[str, Format]:
    look = page.book.look
    boxed = {"border": 1, "text_wrap": True}
    word = {**boxed, "align": "center"}
    return {
        "text": look(**boxed, indent=1),
        "word": look(**word),
        "right": look(**boxed, align="right", indent=1),
        "link": look(**boxed, indent=1, font_color="#0563C1", underline=1),
        "input": look(**word, bg_color="#FFFFCC"),
        "remark": look(**boxed, bg_color="#FFFFCC"),
        wording.HANDLED: look(**word, font_color="#595959", bg_color="#F2F2F2"),
        Severity.ERROR.name: look(**word, bold=True, font_color="#9C0006", bg_color="#FFC7CE"),
        Severity.DOUBT.name: look(**word, bold=True, font_color="#7F6000", bg_color="#FFEB9C"),
        Severity.HINT.name: look(**word, bg_color="#DDEBF7"),
        Severity.ROUNDING.name: look(**word, font_color="#595959"),
    }
