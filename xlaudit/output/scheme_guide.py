"""The sheet 说明 of an editable scheme: how to change it, what each rule takes, and whether points add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from xlaudit.output.form.paper import Paper, height_for
from xlaudit.schemes.expression.formula import FUNCTIONS
from xlaudit.schemes.schema import Scheme
from xlaudit.schemes.sheet_columns import SHEETS, TOP, TOP_SHEET
from xlaudit.schemes.terms import RULES
from xlaudit.workbook.place import column_name

__all__ = ["FIRST_ROW", "GUIDE_SHEET", "write_guide"]

GUIDE_SHEET = "说明"
FIRST_ROW = 3
"""First row below the header of every table."""
_WIDTHS = (18, 52, 50)
_WHOLE = "A{0}:C{0}"

_STEPS = (
    "1. 浅黄格都可以改；带下拉箭头的格从列表选取。编号供各表互相引用，改编号时引用它的地方也要改。",
    "2. 增加一行：在表下的空行填写，不够时插入行。删除一行：删除整行，或清空各格。表头文字不要改。",
    "3. 一格有几项内容的：别名和识别词用顿号隔开；规则参数、计算方法、依据文件一行一项，按 Alt+Enter 换行。",
    "4. 改完保存，运行 xlaudit schemes import 工作簿 -o 方案.toml；如有错误，会一次列出全部位置和改法。",
    "5. 《口径》表中各方案共用的行可以改写，但不能删除，删除后读回时恢复原样。",
)

_NOTES = (
    "自拟公式用 实际完成值、目标值、分值 和《口径》表中的名称书写；比率为小数，金额以元计。",
    f"可用的函数：{' '.join(FUNCTIONS)}。公式只计算本行，不能引用单元格、其他工作表和其他文件。",
    "完成界限：完成比例 = 实际完成值 ÷ 年度指标值。超过上限时可以不处理、要求说明原因或不得分；低于下限不得分。",
)

_RULES: Mapping[str, tuple[str, str]] = {
    "proportional": (
        "实际完成值 ÷ 年度指标值 × 分值，最多得满分",
        "分母：100%（不除以年度指标值，按比率本身计算）",
    ),
    "capped": (
        "不超过年度指标值得满分",
        "超过目标时：不得分\n超过目标时：按比例扣至两倍为零（不写时照此）",
    ),
    "equal": (
        "等于年度指标值得满分",
        "不等于目标时：按完成比例（不写时照此）\n不等于目标时：不得分",
    ),
    "zero_target": ("年度指标值为零的指标，实际不大于零得满分，否则不得分", ""),
    "deduction": (
        "达到年度指标值得满分，每差一步扣若干分，扣完为止",
        "每：0.01（一步，比率以小数写，即 1 个百分点）\n扣分：0.5\n扣分方向：低于目标（不写时为高于目标）\n不足一步不计：是",
    ),
    "steps": (
        "按实际完成值所在的段得分，都不在段内不得分",
        "分段：达到 0.95 得 100%；达到 0.8 得 60%\n或 分段：不超过 0 得 100%；不超过 0.05 得 60%",
    ),
    "checklist": (
        "符合的项数 ÷ 总项数 × 分值",
        "项数：8\n扣分：1（改为每少一项扣若干分，扣完为止）",
    ),
    "tier": (
        "分达成、部分达成、未达成三档，由人在该档范围内评分",
        "达成档下限：0.8\n部分达成档下限：0.6（不写时照此）",
    ),
    "manual": ("由人在零到分值之间评分", ""),
    "formula": (
        "财政部门自己写的公式，结果限于零到分值之间",
        "公式：MIN(1,实际完成值/目标值)*分值",
    ),
    "by_sign": (
        "≥ 和 = 按完成比例，≤ 超过后按比例扣至两倍为零，零目标和文字目标分别按上列规则",
        "",
    ),
}


@dataclass(slots=True)
class _Page:
    """Writes downwards."""

    paper: Paper
    row: int = 1

    def section(self, text: str) -> None:
        self.row += 1
        self.paper.text(_WHOLE.format(self.row), text, "section")
        self.paper.height(self.row, 28)

    def line(self, text: str) -> None:
        self.row += 1
        self.paper.text(_WHOLE.format(self.row), text, "plain")
        self.paper.height(self.row, height_for([(text, sum(_WIDTHS))], 20))

    def cells(self, *texts: str, style: str = "fixed") -> None:
        self.row += 1
        for letter, text in zip("ABC", texts, strict=True):
            self.paper.text(f"{letter}{self.row}", text, style)
        self.paper.height(self.row, height_for(list(zip(texts, _WIDTHS, strict=True))))


def write_guide(paper: Paper, scheme: Scheme, lengths: Mapping[str, int]) -> None:
    """Write the sheet; ``lengths`` gives the last row of each table by its key."""
    paper.columns(_WIDTHS)
    paper.sheet.set_tab_color("#A6A6A6")
    paper.text("A1:C1", f"评分方案：{scheme.title}", "title")
    paper.height(1, 40)
    page = _Page(paper)
    numbers = iter("一二三四")
    page.section(f"{next(numbers)}、怎样修改")
    for step in _STEPS:
        page.line(step)
    if scheme.total is not None:
        page.section(f"{next(numbers)}、分值自查（随改随算）")
        _points(page, scheme, lengths)
    page.section(f"{next(numbers)}、评分规则和参数")
    page.cells("评分规则", "怎样计分", "规则参数（写在“规则参数”一格）", style="caption")
    for rule, word in RULES.items():
        page.cells(word, *_RULES[rule])
    page.section(f"{next(numbers)}、自拟公式和完成界限")
    for line in _NOTES:
        page.line(line)
    paper.print_on(scheme.title, landscape=True, area=f"A1:C{page.row}")
    paper.sheet.freeze_panes(1, 0)


def _points(page: _Page, scheme: Scheme, lengths: Mapping[str, int]) -> None:
    """Hold the points of each block against those of its rows, and their sum against the total."""
    blocks, rows = _range("blocks", "points", lengths), _range("indicators", "points", lengths)
    owners = _range("indicators", "block", lengths)
    names = _range("blocks", "label", lengths)
    opens = _range("blocks", "is_open", lengths)
    page.cells("一级指标", "分值与所列指标分值合计", "自查", style="caption")
    for place, block in enumerate(scheme.blocks, start=1):
        name, points = f"INDEX({names},{place})", f"INDEX({blocks},{place})"
        listed = f"SUMIFS({rows},{owners},{name})"
        is_open = f'INDEX({opens},{place})="是"'
        told = f'{points}&" 分；所列指标合计 "&{listed}&" 分"'
        verdict = (
            f'IF(ROUND({points}-{listed},6)=0,"相符",'
            f'IF(AND({is_open},{points}>{listed}),"其余由单位自拟","不符，请核对"))'
        )
        total = sum(
            (row.points or Decimal(0) for row in scheme.indicators_of(block.id)), Decimal(0)
        )
        open_rest = block.is_open and total != block.points
        shown = (
            block.label,
            f"{block.points:f} 分；所列指标合计 {total:f} 分",
            "其余由单位自拟" if open_rest else "相符",
        )
        _formulas(page, (name, told, verdict), shown)
    row = [column.heading for column in TOP].index("总分") + 3
    whole = f"'{TOP_SHEET}'!$B${row}"
    told = f'{whole}&" 分；各一级指标合计 "&SUM({blocks})&" 分"'
    verdict = f'IF(ROUND({whole}-SUM({blocks}),6)=0,"相符","不符，请核对")'
    shown = ("总分", f"{scheme.total:f} 分；各一级指标合计 {scheme.total:f} 分", "相符")
    _formulas(page, ('"总分"', told, verdict), shown)


def _range(key: str, column: str, lengths: Mapping[str, int]) -> str:
    """Return the cells of a column, header left out, as a formula names them from another sheet."""
    plan = next(plan for plan in SHEETS if plan.key == key)
    name = column_name([each.key for each in plan.columns].index(column) + 1)
    return f"'{plan.name}'!${name}${FIRST_ROW}:${name}${lengths[key]}"


def _formulas(page: _Page, formulas: tuple[str, str, str], shown: tuple[str, str, str]) -> None:
    page.row += 1
    for letter, formula, text in zip("ABC", formulas, shown, strict=True):
        page.paper.formula(f"{letter}{page.row}", formula, "fixed", shows=text)
    page.paper.height(page.row, 22)
    page.paper.mark(f"C{page.row}", f'LEFT(C{page.row},2)="不符"', "attention")
