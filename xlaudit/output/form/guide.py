"""The sheet 说明: how to fill the form in, what its colours mean, how every row is scored, and on what authority."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import PurePosixPath

from xlaudit.numbers.plain import plain
from xlaudit.output.form.pages import Page, keep_together
from xlaudit.output.form.paper import Paper, height_for, room
from xlaudit.output.form.plan import FormPlan
from xlaudit.output.form.rule_words import in_words, open_rule_in_words
from xlaudit.schemes.schema import ReasonDuty, Scheme
from xlaudit.schemes.terms import ROUNDINGS, STATUSES

__all__ = ["GUIDE", "Told", "write_guide"]

GUIDE = "说明"
WIDTHS = (15, 9, 26, 56, 44)
SAMPLES = {"input": "input_sample", "fixed": "fixed_centre"}
WHOLE = "A{0}:E{0}"
LEGEND = (
    ("input", "浅黄底（打印为白）", "填写。"),
    ("computed", "灰底", "自动计算，已锁定。"),
    ("fixed", "白底", "方案规定的内容，已锁定。"),
    ("attention_sample", "橙底", "需要处理：缺偏差原因，或执行数超过预算。"),
)
LEGEND_OF_SCORES = (
    LEGEND[0],
    ("computed", "灰底", "自动计算，已锁定；其中“自评得分”列预填系统得分，可以改写。"),
    LEGEND[2],
    (
        *LEGEND[3][:2],
        "需要处理：缺偏差原因、得分与系统得分不一致、分值合计不符，或执行数超过预算。",
    ),
    ("wrong_sample", "红底", "填错：自评得分小于 0 或大于分值。"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the sheet: where it stands and what it says."""

    reference: str
    text: str


@dataclass(slots=True)
class _Page:
    """Writes downwards: a section, lines, table rows."""

    paper: Paper
    row: int = 1
    starts: list[int] = field(default_factory=list)

    @property
    def sections(self) -> list[range]:
        """The rows of each section."""
        ends = [*self.starts[1:], self.row + 1]
        return [range(start, end) for start, end in zip(self.starts, ends, strict=True)]

    def section(self, text: str) -> None:
        self.row += 1
        self.starts.append(self.row)
        number = "一二三四五六七"[len(self.starts) - 1]
        self.paper.text(WHOLE.format(self.row), f"{number}、{text}", "section")
        self.paper.height(self.row, 26)

    def line(self, text: str) -> None:
        self.row += 1
        self.paper.text(WHOLE.format(self.row), text, "plain")
        self.paper.height(self.row, height_for([(text, sum(WIDTHS))], 20))

    def cells(self, *texts: str, style: str = "fixed") -> None:
        self.row += 1
        for letter, text in zip("ABCDE", texts, strict=False):
            centred = style == "fixed" and letter in "AB"
            self.paper.text(f"{letter}{self.row}", text, "fixed_centre" if centred else style)
        least = 24 if style == "caption" else 20
        self.paper.height(self.row, height_for(list(zip(texts, WIDTHS, strict=False)), least))


def write_guide(paper: Paper, plan: FormPlan) -> tuple[Told, ...]:
    """Write the sheet; return what it tells about the scheme, which the cover repeats."""
    paper.columns(WIDTHS)
    paper.text("A1:E1", "填表说明", "title")
    paper.height(1, 36)
    page = _Page(paper)
    _steps(page, plan)
    _legend(page, plan)
    if plan.has_points:
        _scoring(page, plan)
    else:
        _indicators(page, plan)
    if plan.scheme.grades or plan.scheme.reasons:
        _grades(page, plan.scheme)
    told = _authority(page, plan.scheme)
    room_on_page = Page(room(WIDTHS, landscape=True), first=paper.heights[1])
    keep_together(paper, room_on_page, page.sections)
    paper.print_on(plan.scheme.title, landscape=True, area=f"A1:E{page.row}")
    paper.sheet.freeze_panes(1, 0)
    paper.lock()
    return told


def _steps(page: _Page, plan: FormPlan) -> None:
    page.section("怎样填")
    name = "部门名称" if plan.scheme.level == "department" else "项目名称"
    lines = [
        f"1. 《封面》：填{name}、年度和填报人，《自评表》表头自动引用。",
        "2. 《资金》：各项金额只在这里填一次，单位万元；执行率等比率自动算出并进入《自评表》。",
        "3. 《自评表》：从上到下填浅黄格。指标值已带 % 的，填 87.56 或 87.56% 均可；自拟指标的两个值写法要一致。",
    ]
    if plan.has_points:
        lines.append(
            "4. “系统得分”按下列规则自动计算；“自评得分”已预填系统得分，本单位认为应当不同的可以改写，"
            "并在偏差原因一栏说明。标“人工评分”的，由本单位对照评价要点填写自评得分。"
        )
        lines.append(
            "5. 凡未得满分的指标，都要写明偏差原因和改进措施；表右“填表提示”一列指出还缺什么。"
        )
    count = len(lines) + 1
    what = (
        "《项目》：逐个填写本年度实施的项目"
        if plan.scheme.level == "department"
        else "《项目》：填写项目基本情况和总体目标"
    )
    lines.append(f"{count}. {what}；《自评报告》：在各标题下写正文，文中数字应与表中一致。")
    lines.append(
        f"{count + 1}. 工作表有保护，没有密码。行数不够的，先撤销保护，复制表内一整行，再插入复制的单元格。"
        "文字显示不全的，双击行号下边线调整行高。《参数》由公式引用，不要改动。"
    )
    for text in lines:
        page.line(text)


def _legend(page: _Page, plan: FormPlan) -> None:
    page.section("颜色")
    for style, name, meaning in LEGEND_OF_SCORES if plan.has_points else LEGEND:
        page.row += 1
        page.paper.text(f"A{page.row}", "示例", SAMPLES.get(style, style))
        page.paper.text(f"B{page.row}:C{page.row}", name, "fixed")
        page.paper.text(f"D{page.row}:E{page.row}", meaning, "fixed")
        page.paper.height(page.row, 20)


def _scoring(page: _Page, plan: FormPlan) -> None:
    scheme = plan.scheme
    page.section(
        f"计分办法（总分 {plain(scheme.total or Decimal(0))} 分，得分{ROUNDINGS[scheme.rounding]}）"
    )
    page.cells("所属部分", "分值", "指标", "计分办法", "评价要点", style="caption")
    told: dict[str, str] = {}
    for block in scheme.blocks:
        for each in scheme.indicators_of(block.id):
            points = "自定" if each.points is None else plain(each.points)
            page.cells(block.label, points, each.label, in_words(each, scheme), each.note)
        if block.is_open or not scheme.indicators_of(block.id):
            rule = open_rule_in_words(block.rule, block.options or {}, block.limits)
            same = f"同“{told[rule]}”的单位自拟指标。" if rule in told else rule
            told.setdefault(rule, block.label)
            points = plain(block.points or Decimal(0))
            page.cells(block.label, points, "（单位自拟指标）", same, "分值由单位分配到各行。")
    if scheme.rescale:
        page.line(
            "不适用的指标，实际完成值填“不适用”：其分值从总分中剔除，其余得分按比例折算到总分。"
        )


def _indicators(page: _Page, plan: FormPlan) -> None:
    scheme = plan.scheme
    page.section("指标")
    page.line("通知没有公布各项分值，本表不计算得分；比率由《资金》表自动计算。")
    if scheme.indicators:
        page.cells("所属部分", "", "指标", "评价要点", "", style="caption")
    for each in scheme.indicators:
        page.cells(scheme.block(each.block).label, "", each.label, each.note, "")


def _grades(page: _Page, scheme: Scheme) -> None:
    page.section("评价等级和必须说明的情形" if scheme.grades else "必须说明的情形")
    grades = sorted(scheme.grades, key=lambda grade: grade.low, reverse=True)
    told = [f"{grade.label}：{plain(grade.low)} 分（含）以上" for grade in grades[:-1]]
    if grades:
        told.append(f"{grades[-1].label}：{plain(grades[-1].high)} 分以下")
        page.line("；".join(told) + "。各行都有自评得分、分值合计正确后，等级才显示。")
    for duty in scheme.reasons:
        page.line(_duty(duty, scheme))


def _duty(duty: ReasonDuty, scheme: Scheme) -> str:
    source = f"（{duty.reference}）" if duty.reference else ""
    if duty.when == "lost_points":
        return f"未得满分的指标，必须说明原因{source}。"
    fact = scheme.fact(duty.fact)
    told = []
    for word, bound in (("低于", duty.below), ("高于", duty.above)):
        if bound is not None:
            shown = f"{plain(bound * 100)}%" if fact.unit == "%" else plain(bound)
            told.append(f"{word} {shown}")
    return f"{fact.label}{'或'.join(told)}的，必须说明原因{source}。"


def _authority(page: _Page, scheme: Scheme) -> tuple[Told, ...]:
    page.section("评分方案与依据")
    note = f"{scheme.reference.note}。" if scheme.reference.note else ""
    first = (
        f"评分方案：{scheme.title}（{scheme.id}，第 {scheme.version} 版）。",
        f"依据：{scheme.reference}。{note}",
        certainty(scheme),
    )
    told = []
    for text in first:
        page.line(text)
        told.append(Told(f"{GUIDE}!$A${page.row}", text))
    if scheme.note:
        page.line(f"方案说明：{scheme.note}")
    if scheme.verified_with:
        names = [PurePosixPath(path).stem for path in scheme.verified_with]
        page.line(f"核对过的样本：{'、'.join(names)}。")
    return tuple(told)


def certainty(scheme: Scheme) -> str:
    """Say openly how sure the scheme is."""
    match scheme.status:
        case "official":
            return f"方案依据情况：{STATUSES['official']}。"
        case "checks-only":
            return (
                f"方案依据情况：{STATUSES['checks-only']}。通知没有公布各项分值，本表用于填报和核对，"
                "不计算得分。"
            )
    return (
        f"方案依据情况：{STATUSES['reconstructed']}。整理时没有取得文件原文，分值和计分办法是由公开的"
        "自评报告和表式推定的；正式使用前请与财政部门的文件核对，不一致的以文件为准。"
    )
