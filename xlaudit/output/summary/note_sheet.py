"""The sheet 说明: how each figure is reckoned, and what was not checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from xlaudit.county.model import CountySummary
from xlaudit.county.rules import RULES
from xlaudit.output.summary.book import Page, height

__all__ = ["SHEET", "note_sheet"]

SHEET = "说明"
_WIDTHS = (22, 92)

_SHEETS = (
    (
        "总览",
        "全县一页：报送、资金、得分、等级、问题、执行率最低的十个部门，以及勾稽关系。数字都是公式，随汇总表变化。",
    ),
    (
        "汇总表",
        "一个部门一行；二级单位缩进在主管部门之下，有小计。合计、平均、排名、中位数只算“计入”为“是”的行，每行只算一次。",
    ),
    ("指标矩阵", "每个指标得到分值的几成；几乎全满分或几乎全不及格的指标有标记。"),
    (
        "问题清单",
        "每一处不一致，一条一行，可点开来源。处理意见和备注下次汇总时保留，相关数字改变后作废。",
    ),
    ("复核表", "供复核人填写复核完成值、复核得分和备注；下次汇总时保留。"),
    ("报送情况", "花名册与收到的文件对照：谁未报，哪一份算数，为什么。"),
    ("数据来源", "每个数字出自哪个文件、哪个评分方案、哪个版本。"),
    ("规则目录", "本次出现的每一条规则：查什么，为什么，依据，不查什么。"),
)
_FIGURES = (
    (
        "隐藏的列",
        (
            "汇总表末尾的辅助列供合计、排名和中位数的公式使用；各行都相同的列（如只有一个方案时的评分方案）也隐藏；"
            "问题清单和复核表末尾的标识列供下次汇总找回所填内容，请勿删除。"
        ),
    ),
    (
        "计入",
        "“否”的行（重复报送中不算数的一份、其他年度等）只列出，不进任何合计。把“否”改成“是”，合计随之改变。",
    ),
    ("金额", "单位：万元。取自各部门自评表所写；没有写单位的数字不采用，留空。"),
    ("执行率", "执行数 ÷ 调整后预算（全年预算）。合计的执行率只算两个数都写了的部门。"),
    ("调整率、结转结余率", "按评分方案的定义，由自评表所写或可推算的数得出；没有就留空。"),
    (
        "自评总分、自评等级",
        "部门自己写的。各部分的得分也是部门自己写的；没有写小计的，为其各行之和。",
    ),
    (
        "系统复核分",
        "按评分方案的规则逐行计算；须由人评定的行采用自评得分。有的行无法取得得分时，写成从最低到最高的区间，不进平均、中位数、加权平均和排名。方案没有分值的写“不评分”。",
    ),
    ("差异", "自评总分 − 系统复核分，四舍五入到两位；有一方缺或为区间时留空。"),
    ("复核等级", "系统复核分（或其区间）落在方案的哪一档；区间跨档的写“—”。"),
    (
        "平均、加权、中位数",
        "系统复核分的简单平均；以调整后预算为权的平均；中位数。都四舍五入到两位。",
    ),
    ("排名", "按系统复核分从高到低，同分同名次。"),
    ("占比", "各等级个数 ÷ 计入的部门数；没写等级或未定的单列一行。"),
    (
        "级别",
        "错误：怎么读都不成立；待核实：很可能有误，须人看；提示：值得一看；尾差：四舍五入造成，不必改。",
    ),
    ("未核", "缺少数据、无法比较的项目。未核不等于正确。"),
)


def note_sheet(
    page: Page, summary: CountySummary, unchecked: Counter[str], notes: Iterable[str]
) -> None:
    """Write the sheet; ``unchecked`` counts what could not be compared by code, ``notes`` are this run's."""
    look = page.book.look
    label = look(bold=True, valign="top", text_wrap=True)
    text = look(valign="top", text_wrap=True)
    section = look(bold=True, bg_color="#F2F2F2", font_size=11)
    page.sheet.set_column(0, 0, _WIDTHS[0])
    page.sheet.set_column(1, 1, _WIDTHS[1])
    page.head("说明", "本工作簿由 xlaudit 生成，只读各部门的自评表，不改动它们。", 1)
    row = 2
    parts = (
        ("本次汇总", tuple(_this_run(summary, notes))),
        ("各表", _SHEETS),
        ("各数怎么算", _FIGURES),
        (f"未核 {unchecked.total()} 项：缺少数据，不代表有误", tuple(_unchecked(unchecked))),
    )
    for title, lines in parts:
        page.wide(row, 0, 1, title, section)
        row += 1
        for name, told in lines:
            page.text(row, 0, name, label)
            page.text(row, 1, told, text)
            page.sheet.set_row(row, height([(name, _WIDTHS[0]), (told, _WIDTHS[1])]))
            row += 1
        row += 1
    page.print_as(summary.title)


def _this_run(summary: CountySummary, notes: Iterable[str]) -> Iterator[tuple[str, str]]:
    counted = sum(each.is_counted for each in summary.departments)
    unread = f"；没有读 {summary.unread} 份" if summary.unread else ""
    yield (
        "文件",
        f"读出 {len(summary.departments)} 份，其中计入 {counted} 份；无法读取 {summary.unreadable} 份{unread}。",
    )
    if summary.statistics is None or summary.statistics.due is None:
        yield "应报", "没有提供部门花名册，不知道应报多少、谁未报。"
    for note in notes:
        yield "注意", note
    yield (
        "没有核对的",
        "佐证材料的真伪、指标该不该设、由人评定的得分是否恰当，本工具不判断；图片和附件没有读。",
    )
    yield (
        "公式",
        "公式只用各种表格软件都有的函数；已用 LibreOffice 验证重算结果与写入的数一致，其他软件没有验证。",
    )


def _unchecked(unchecked: Counter[str]) -> Iterator[tuple[str, str]]:
    for code, times in sorted(unchecked.items()):
        title = RULES[code].title if code in RULES else ""
        yield code, f"{times} 项　{title}"
    if not unchecked:
        yield "", "没有。"
