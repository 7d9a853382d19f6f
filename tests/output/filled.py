"""Forms filled in for tests, each by a function that begins with the blank one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from tests.output.every_rule import EVERY_RULE
from tests.output.filling import Form, fill_zhengzhou
from xlaudit.output.blank_form import blank_form
from xlaudit.schemes.load import load_scheme
from xlaudit.schemes.schema import Limits, ReasonDuty

__all__ = ["FILLED", "HEAD", "RULES", "SIGNS", "WORDS", "ZHENGZHOU"]

ZHENGZHOU = load_scheme("henan-zhengzhou-2022")
HEAD = 4


def zhengzhou() -> Form:
    form = Form(blank_form(ZHENGZHOU))
    fill_zhengzhou(form)
    return form


def lost_points() -> Form:
    """Points are lost without a word, and some cells hold what does not belong there."""
    form = zhengzhou()
    form.table.cell(HEAD, form.columns["偏差原因分析及改进措施"]).value = None
    form.put(form.row("决算真实性"), 自评得分=0.5)
    form.put(form.row("资金使用合规性"), 自评得分=3)
    form.put(form.row("绩效监控完成率"), 自评得分=1, 偏差原因分析及改进措施="一个项目漏了监控。")
    form.put(form.row("部门绩效评价完成率"), 实际完成值="完成")
    form.put(form.row("“三公经费”控制率"), 年度指标值=1.2)
    return form


SIGNS = (  # name, target, actual, points, score by hand, words of the hint
    ("达到", "≥ 95 %", 96.5, 5, 5, ""),
    ("未达到", "≥ 95 %", 90, 5, 4.74, "说明偏差原因"),
    ("带百分号", "≥ 0.95 %", 0.9, 5, 4.74, "说明偏差原因"),
    ("等于", "= 12 次", 9, 4, 3, "说明偏差原因"),
    ("不超过", "≤ 5 %", 5, 2, 2, ""),
    ("超过", "≤ 5 %", 7, 2, 1.2, "说明偏差原因"),
    ("超过一倍", "≤ 5 %", 10.1, 2, 0, "说明偏差原因"),
    ("零目标", "≤ 0 起", 0, 1, 1, ""),
    ("零目标未达到", "= 0 起", 1, 1, 0, "说明偏差原因"),
    ("写法不一", "≥ 95 %", 0.96, 1, None, "百分数写法应一致"),
)
WORDS = (  # name, answer, stated score, words of the hint
    ("达成", "达成年度指标", 4, ""),
    ("达成却过低", "达成年度指标", 3.9, "得分应为 4 至 5 分"),
    ("部分达成", "部分达成年度指标并具有一定效果", 3, "说明偏差原因"),
    ("部分达成到上限", "部分达成年度指标并具有一定效果", 4, "得分应为 3 至 4 分（不含）"),
    ("部分达成却满分", "部分达成年度指标并具有一定效果", 5, "得分应为 3 至 4 分（不含）"),
    ("还没评分", "达成年度指标", None, "请填自评得分"),
)


def signs() -> Form:
    form = Form(blank_form(ZHENGZHOU))
    for name, target, actual, points, _, _ in SIGNS:
        form.put_open("效益指标", name, target, actual, points)
    for name, answer, stated, _ in WORDS:
        row = form.put_open("产出指标", name, "良好", answer, 5)
        if stated is not None:
            form.put(row, 自评得分=stated)
    reason = "说明见附件。"
    form.put(form.row("达成"), 偏差原因分析及改进措施=reason)
    return form


def words_for_numbers() -> Form:
    """Words, blanks and zeros wherever a number belongs."""
    form = Form(blank_form(ZHENGZHOU))
    for indicator in ZHENGZHOU.indicators[1:]:
        row = form.row(indicator.label)
        if not form.table.cell(row, form.columns["实际完成值"]).protection.locked:
            form.put(row, 实际完成值="已完成")
    for number in range(20):
        row = form.empty_row("产出指标" if number < 10 else "效益指标")
        sign, actual = "≥≤="[number % 3], ("已完成", 3)[number % 2]
        form.put(row, 三级指标="某项", 指标性质=sign, 年度指标值="90%", 实际完成值=actual, 分值=1)
    form.budget(0, 0, 0)
    funds = form.workbook["资金"]
    for cell in funds["B"][13:]:
        cell.value = 0 if cell.row % 2 else "无"
    funds["E6"] = "见附表"
    form.workbook["项目"]["B5"] = "某项目"
    form.workbook["项目"]["C5"] = "十万元"
    return form


RULES: Mapping[str, tuple[object, object]] = {  # actual, score by hand
    "=SUM(1,1)": (0.8, 8.89),
    "办理时限": (25, 7.5),
    "公开率": (0.99, 0),
    "事故数": (0, 10),
    "控制率": (1.035, 8.5),
    "支付进度": (0.93, 8),
    "制度检查": (6, 8),
    "自拟公式": (2, 6.66),
}


def every_rule() -> Form:
    form = Form(blank_form(EVERY_RULE))
    form.budget(100, 0, 80.5)
    for name, (actual, _) in RULES.items():
        form.put(form.row(name), 实际完成值=actual)
    form.put(form.row("完成质量"), 实际完成值="达成年度指标", 自评得分=5)
    form.put(form.row("档案管理"), 实际完成值="不适用")
    return form


def limits() -> Form:
    form = Form(blank_form(EVERY_RULE))
    form.budget(100, 0, 80)
    for name, actual in (("=SUM(1,1)", 1.2), ("办理时限", 25), ("自拟公式", 9)):
        form.put(form.row(name), 实际完成值=actual)
    return form


def low_rate() -> Form:
    """No points at all, but a duty to explain a low execution rate and a great adjustment."""
    great = ReasonDuty("fact", "adjustment_rate", above=Decimal("0.3"))
    scheme = load_scheme("sichuan-2022")
    form = Form(blank_form(replace(scheme, reasons=(*scheme.reasons, great))))
    form.budget(100, 20, 96)
    return form


def great_adjustment() -> Form:
    form = low_rate()
    form.budget(100, 40, 130)
    return form


def without_head() -> Form:
    """The execution rate is no block by itself: the head shows the budget and scores nothing."""
    scheme = replace(
        ZHENGZHOU,
        total=Decimal(90),
        blocks=ZHENGZHOU.blocks[1:],
        indicators=ZHENGZHOU.indicators[1:],
    )
    form = Form(blank_form(scheme))
    fill_zhengzhou(form)
    return form


def too_many_points() -> Form:
    """Every row has its score, but there are 105 points."""
    form = zhengzhou()
    form.put_open("产出指标", "多出的一项", "≥ 1 项", 1, 5)
    return form


def limits_of_open_rows() -> Form:
    """Rows of one's own in a block that gives nothing for more than 130 %."""
    limited = [
        replace(block, limits=Limits(over=Decimal("1.3"), effect="zero"))
        if block.id == "benefit"
        else block
        for block in ZHENGZHOU.blocks
    ]
    form = Form(blank_form(replace(ZHENGZHOU, blocks=tuple(limited))))
    form.put_open("效益指标", "刚好", "≥ 100 件", 130, 10)
    form.put_open("效益指标", "超出", "≥ 100 件", 131, 10)
    form.put_open("效益指标", "零目标", "≤ 0 件", 0, 10)
    return form


FILLED = {
    "overfull": too_many_points,
    "open limits": limits_of_open_rows,
    "low": low_rate,
    "adjusted": great_adjustment,
    "headless": without_head,
    "zhengzhou": zhengzhou,
    "lost": lost_points,
    "signs": signs,
    "words": words_for_numbers,
    "rules": every_rule,
    "limits": limits,
}
