"""The editable worksheets of a scheme: which sheets, which columns, and what each column asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from xlaudit.schemes import terms

__all__ = [
    "REFERENCE_LINES",
    "SHEETS",
    "TOP",
    "TOP_HEADINGS",
    "TOP_SHEET",
    "Column",
    "SheetPlan",
]

Kind = Literal[
    "text",
    "number",
    "flag",
    "choice",
    "texts",
    "block",
    "fact",
    "options",
    "reference",
    "definitions",
]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key it holds, its heading, how cells of it are read, and what it asks for."""

    key: str
    heading: str
    kind: Kind
    help: str = ""
    width: float = 12
    is_rate: bool = False
    inside: str = ""  # the table inside the row's table that the key belongs to


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A sheet of rows: the key of its list in the document, and its columns."""

    key: str
    name: str
    title: str
    columns: tuple[Column, ...]

    @property
    def empty(self) -> Mapping[str, object]:
        """What an emptied cell says: a fact that inherits nothing has to say so."""
        return {"also": [], "unit": "", "definitions": []} if self.key == "facts" else {}


_LINES = "用顿号隔开"
_ID = "英文或汉字，不重复；新增的行可以空着"
_RULES = f"可填：{'、'.join(terms.RULES.values())}"

TOP_SHEET = "方案"
TOP_HEADINGS = ("项目", "内容", "填写说明")

_RULE = Column("rule", "评分规则", "choice", _RULES, 13)
_OPTIONS = Column("options", "规则参数", "options", "一行一项，如“分母：100%”，见《说明》", 20)
_LIMITS = (
    Column(
        "over", "完成上限", "number", "实际 ÷ 目标，如 130%", 9.5, is_rate=True, inside="limits"
    ),
    Column("effect", "超过上限时", "choice", "可填：不处理、说明原因、不得分", 11, inside="limits"),
    Column(
        "under", "完成下限", "number", "低于则不得分，如 70%", 9.5, is_rate=True, inside="limits"
    ),
)
_ROUNDING = Column(
    "rounding", "得分取位", "choice", "空着时按方案；可填：保留两位小数、取整、两位小数后舍去", 13
)
_REFERENCE = Column(
    "reference", "依据文件", "reference", "文件、文号、发文单位、条款、备注，一行一项", 34
)

TOP: tuple[Column, ...] = (
    Column("id", "编号", "text", "方案的编号，与其他方案不同"),
    Column("title", "名称", "text", "显示给使用者的名称"),
    Column("region", "地区", "text", "如 河南省郑州市"),
    Column("year", "年度", "number", "自评的年度"),
    Column("is_lasting", "以后年度适用", "flag", "是：从这一年起一直适用；空着：只适用于这一年"),
    Column("version", "版本", "text", "改动后换一个版本号"),
    Column("level", "评价对象", "choice", "可填：部门整体、项目支出"),
    Column("status", "依据情况", "choice", f"可填：{'、'.join(terms.STATUSES.values())}"),
    Column("total", "总分", "number", "各一级指标分值之和；只核对的方案空着"),
    Column("rounding", "得分取位", "choice", f"可填：{'、'.join(terms.ROUNDINGS.values())}"),
    Column("rescale", "不适用项折算", "flag", "是：不适用的指标不计分，其余按比例折算到总分"),
    Column("marks", "识别词", "texts", f"表中出现这些词时认作本方案，先写地区和部门；{_LINES}"),
    Column("verified_with", "核对样本", "texts", f"用哪些工作簿核对过；{_LINES}"),
    Column("headings", "报告标题", "text", "自评报告的各级标题，一行一个；空着用通行的提纲"),
    Column("note", "说明", "text", "给使用者看：哪些内容有原文，哪些是整理的"),
    Column("title", "依据文件", "text", "文件的全名", inside="reference"),
    Column("number", "文号", "text", "如 财预〔2020〕10号", inside="reference"),
    Column("issuer", "发文单位", "text", "", inside="reference"),
    Column("article", "条款", "text", "", inside="reference"),
    Column("note", "文件备注", "text", "如 附件未取得", inside="reference"),
)

SHEETS: tuple[SheetPlan, ...] = (
    SheetPlan(
        "blocks",
        "一级指标",
        "一级指标及其分值",
        (
            Column("label", "名称", "text", "表中的一级指标名称", 18),
            Column("points", "分值", "number", "各行相加等于总分", 8),
            Column("is_open", "单位自拟指标", "flag", "是：三级指标由单位填写", 9.5),
            Column("rule", "自拟指标规则", "choice", "空着时按指标值的符号评分", 15),
            _OPTIONS,
            *_LIMITS,
            _ROUNDING,
            Column("also", "别名", "texts", f"表中的其他写法，{_LINES}", 26),
            Column("id", "编号", "text", _ID, 14),
        ),
    ),
    SheetPlan(
        "indicators",
        "指标",
        "方案规定的三级指标",
        (
            Column("block", "一级指标", "block", "填《一级指标》表中的名称", 14),
            Column("second_level", "二级指标", "text", "", 16),
            Column("label", "三级指标", "text", "表中的指标名称", 20),
            Column("points", "分值", "number", "同一一级指标各行相加等于其分值", 7),
            Column("target", "年度指标值", "text", "如 ≥90%、≤30%、完整", 11),
            _RULE,
            _OPTIONS,
            Column("fact", "取数口径", "fact", "实际完成值取自哪个口径，填《口径》表中的名称", 18),
            Column("note", "评价要点", "text", "印在空白表的说明中", 38),
            *_LIMITS,
            _ROUNDING,
            Column("also", "别名", "texts", f"表中的其他写法，{_LINES}", 20),
            _REFERENCE,
            Column("id", "编号", "text", _ID, 22),
        ),
    ),
    SheetPlan(
        "grades",
        "等级",
        "等级及其分数界限",
        (
            Column("label", "等级", "text", "如 优", 16),
            Column("low", "下限（含）", "number", "最低一级为 0", 16),
            Column("high", "上限", "number", "等于高一级的下限；最高一级为总分", 16),
        ),
    ),
    SheetPlan(
        "reasons",
        "原因要求",
        "必须书面说明原因的情形",
        (
            Column("when", "情形", "choice", "可填：有扣分、指标数值", 14),
            Column("fact", "口径", "fact", "情形为指标数值时填", 20),
            Column("below", "低于", "number", "如 90%", 10, is_rate=True),
            Column("above", "高于", "number", "如 130%", 10, is_rate=True),
            replace(_REFERENCE, width=64),
        ),
    ),
    SheetPlan(
        "facts",
        "口径",
        "数据口径及其计算方法",
        (
            Column("label", "名称", "text", "", 24),
            Column("unit", "单位", "text", "万元、%、个等", 7),
            Column("definitions", "计算方法", "definitions", "一行一种，第一种用于评分", 46),
            Column("also", "别名", "texts", f"文字和表中的其他写法，{_LINES}", 56),
            Column("id", "编号", "text", _ID, 26),
        ),
    ),
)

REFERENCE_LINES: Mapping[str, str] = {
    "title": "文件",
    "number": "文号",
    "issuer": "发文单位",
    "article": "条款",
    "note": "备注",
}
"""The lines of a cell that holds a reference, each ``名称：内容``."""
