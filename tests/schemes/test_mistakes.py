"""Every mistake that a scheme file can hold is told, with file and key, and all of them together."""

from __future__ import annotations

import pytest

from tests.schemes.example import EVERYTHING
from xlaudit.errors import SchemeError
from xlaudit.schemes.load import load_scheme, parse_scheme

SMALL = """
id = "small"
title = "小方案"
region = "示例县"
year = 2026
version = "1"
level = "department"
status = "official"
total = 10
marks = ["示例县"]
reference = { title = "通知" }
[[grades]]
label = "优"
low = 6
high = 10
[[grades]]
label = "差"
low = 0
high = 6
[[blocks]]
id = "all"
label = "全部"
points = 10
[[indicators]]
id = "rate"
block = "all"
label = "执行率"
points = 10
target = "≥90%"
rule = "proportional"
fact = "execution_rate"
"""


def mistakes(text: str) -> tuple[str, ...]:
    with pytest.raises(SchemeError) as refusal:
        parse_scheme(text, "我县.toml")
    return refusal.value.mistakes


def test_the_small_scheme_is_sound() -> None:
    assert parse_scheme(SMALL, "小.toml").indicators[0].points == 10
    assert parse_scheme(EVERYTHING, "全部.toml").is_lasting


ROW = "指标“执行率”（rate）的"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        # numbers that do not add up
        ("points = 10\ntarget", "points = 9\ntarget", "一级指标“全部”（all）的 points（分值）为 10 分，而所属指标合计 9 分，应当相等"),
        ("points = 10\n[[indicators]]", "points = 12\n[[indicators]]", "total（总分）为 10 分，而各一级指标合计 12 分"),
        ("total = 10", "total = 100", "total（总分）为 100 分，而各一级指标合计 10 分"),
        ("total = 10\n", "", "total（总分）没有填写"),
        ("points = 10\ntarget", "target", f"{ROW} points（分值）没有填写"),
        # grades
        ("high = 6", "high = 5", "等级“差”的 high（上限）为 5，而“优”从 6 起，两段之间有空档"),
        ("high = 6", "high = 7", "等级“差”的 high（上限）为 7，而“优”从 6 起，两段有重叠"),
        ("low = 0", "low = 1", "low（下限（含））应为 0，现为 1"),
        ("high = 10", "high = 9", "high（上限）应为总分 10，现为 9"),
        ("low = 6\nhigh = 10", "low = 10\nhigh = 6", "low（下限（含））应小于上限 6"),
        ('label = "差"', 'label = "优"', "label（名称）与第 1 个等级“优”重复"),
        # unknown and missing names
        ('fact = "execution_rate"', 'fact = "execution_rat"', f"{ROW} fact（取数口径）没有编号为“execution_rat”的口径，是否应为 execution_rate"),
        ('block = "all"', 'block = "al"', f"{ROW} block（一级指标）没有编号为“al”的一级指标，是否应为 all"),
        ('rule = "proportional"', 'rule = "proportionate"', f"{ROW} rule（评分规则）没有“proportionate”这一项，是否应为 proportional"),
        ('rule = "proportional"\n', "", f"{ROW} rule（评分规则）没有填写"),
        ('version = "1"', 'version = "1"\nrounding = "three"', "rounding（得分取位）没有“three”这一项"),
        ('status = "official"', 'status = "true"', "status（依据情况）没有“true”这一项"),
        ('reference = { title = "通知" }', "", "reference（依据文件）没有填写"),
        ('reference = { title = "通知" }', "reference = {}", "reference（依据文件）的 title（名称）没有填写"),
        ('marks = ["示例县"]', "", "marks（识别词）没有填写，无法从表格识别这一方案"),
        ('version = "1"', 'version = "1"\nmark = []', "mark 这个键不认识，是否应为 marks"),
        ("target =", "targets =", f"{ROW} targets 这个键不认识，是否应为 target"),
        # duplicates
        ("[[indicators]]", '[[indicators]]\nid = "rate"\nblock = "all"\nlabel = "乙"\npoints = 0\nrule = "manual"\n[[indicators]]', f"{ROW} id（编号）与指标“乙”（rate）重复：编号“rate”只能用一次"),
        ("[[blocks]]", '[[blocks]]\nid = "b"\nlabel = "全部"\npoints = 0\nis_open = true\n[[blocks]]', "一级指标“全部”（all）的 label（名称）与一级指标“全部”（b）重复"),
        # types
        ("year = 2026", 'year = "2026"', "year（年度）应为数值，现为“2026”"),
        ("year = 2026", "year = 2026.5", "year（年度）应为整数，现为 2026.5"),
        ("year = 2026", "year = 1926", "year（年度）应在 2000 到 2100 之间，现为 1926"),
        ('title = "小方案"', "title = 3", "title（名称）应为文本，现为 3"),
        ('title = "小方案"', 'title = "小\\n方案"', "title（名称）含有换行或控制字符"),
        ('title = "小方案"', 'title = "  "', "title（名称）没有填写"),
        ('id = "small"', 'id = "a b"', "id（编号）只能用文字、数字、下划线和连字符"),
        ('marks = ["示例县"]', 'marks = "示例县"', "marks（识别词）应为文本的列表，现为“示例县”"),
        ('marks = ["示例县"]', 'marks = ["甲", "甲"]', "marks（识别词）有重复的一项"),
        ('marks = ["示例县"]', 'marks = ["甲、乙"]', "marks（识别词）中的一项含有顿号"),
        ("points = 10\ntarget", "points = nan\ntarget", f"{ROW} points（分值）应为数值，现为 NaN"),
        ("points = 10\ntarget", "points = 1e400\ntarget", f"{ROW} points（分值）应在 0 到 1000 之间，现为 1E+400"),
        ("points = 10\ntarget", "points = -1\ntarget", f"{ROW} points（分值）应在 0 到 1000 之间，现为 -1"),
        ("points = 10\ntarget", "points = 0.1234567890123456\ntarget", f"{ROW} points（分值）位数过多"),
        ("points = 10\ntarget", "points = true\ntarget", f"{ROW} points（分值）应为数值，现为 true"),
        ('reference = { title = "通知" }', 'reference = "通知"', "reference（依据文件）应为一组键和值，现为“通知”"),
        ('version = "1"', 'version = "1"\nrescale = "是"', "rescale（不适用项折算）应为 true（是）或 false（否），现为“是”"),
        ('version = "1"', 'version = "1"\nfacts = 1', "facts（口径）应为若干组键和值（[[facts]]），现为 1"),
        # targets
        ('"≥90%"', '"≥9O%"', f"{ROW} target（年度指标值）“≥9O%”不是数值，而规则 proportional 要与数值比较"),
        ('"≥90%"', '"≤90%"', f"{ROW} target（年度指标值）“≤90%”的方向与规则 proportional 相反"),
        ('"≥90%"', '"≥0"', f"{ROW} target（年度指标值）“≥0”为零，不能作除数"),
        ('"≥90%"', '""', f"{ROW} target（年度指标值）是空的"),
        # options and limits
        ('rule = "proportional"', 'rule = "deduction"', f"{ROW} options（规则参数）没有填写；规则 deduction 需要 step（每）、each（扣分）"),
        ('rule = "proportional"', 'rule = "steps"', "规则 steps 需要 bands（分段）"),
        ('rule = "proportional"', 'rule = "formula"', "规则 formula 需要 formula（公式）"),
        ('rule = "proportional"', 'rule = "deduction"\noptions = { step = 0, each = 1 }', f"{ROW} options（规则参数）的 step（每）应在"),
        ('rule = "proportional"', 'rule = "proportional"\noptions = { denominators = "full" }', f"{ROW} options（规则参数）的 denominators 这个键不认识"),
        ('rule = "proportional"', 'rule = "proportional"\noptions = { denominator = "all" }', "denominator（分母）没有“all”这一项"),
        ('rule = "proportional"', 'rule = "steps"\noptions = { bands = [] }', "bands（分段）应有 1 到 30 段"),
        ('rule = "proportional"', 'rule = "steps"\noptions = { bands = [{ from = 1, share = 1 }, { from = 1, share = 0 }] }', "bands（分段）有两段都从 1 起"),
        ('rule = "proportional"', 'rule = "steps"\noptions = { bands = [{ from = 1, share = 0.5 }, { from = 2, share = 0.4 }] }', "各段得分比例应随完成情况提高"),
        ('rule = "proportional"', 'rule = "steps"\noptions = { bands = [{ from = 1, share = 2 }] }', "第 1 个分段的 share（得分比例）应在 0 到 1 之间"),
        ('rule = "proportional"', 'rule = "formula"\noptions = { formula = "[a.xlsx]甲!A1" }', "formula（公式）有误：公式中有“[”：不能引用其他工作簿"),
        ('rule = "proportional"', 'rule = "tier"\noptions = { part = 0.9 }', "part（部分达成档下限）应小于达成档的下限"),
        ('rule = "proportional"', 'rule = "proportional"\nlimits = { over = 0.5 }', "over（上限）应不小于 1"),
        ('rule = "proportional"', 'rule = "proportional"\nlimits = { effect = "zero" }', "over（上限）没有填写，而规定了超过后的处理"),
        ('rule = "proportional"', 'rule = "proportional"\nlimits = { under = 2 }', "under（下限）应小于上限"),
        ('rule = "proportional"', 'rule = "manual"\nlimits = { under = 0.5 }', "limits（完成界限）不适用：规则 manual 不计算完成比例"),
        # facts
        ("[[blocks]]", '[[facts]]\nid = "x"\nlabel = "执行数"\n[[blocks]]', "口径“执行数”（x）的 also（别名）中的“执行数”已是口径 spent 的名称"),
        ("[[blocks]]", '[[facts]]\nid = "points"\nlabel = "甲"\n[[blocks]]', "id（编号）不能用 points"),
        ("[[blocks]]", '[[facts]]\nid = "x"\nlabel = "甲÷乙"\n[[blocks]]', "label（名称）不能含运算符号和分号"),
        ("[[blocks]]", '[[facts]]\nid = "x"\nlabel = "甲"\ndefinitions = [{ kind = "ratio", of = ["x", "budget", "spent"] }]\n[[blocks]]', "口径“甲”（x）的第 1 个计算方法的 of（组成）应有两个口径，现有 3 个"),
        ("[[blocks]]", '[[facts]]\nid = "x"\nlabel = "甲"\ndefinitions = [{ kind = "ratio", of = ["x", "budget"] }]\n[[blocks]]', "of（组成）用到了自己"),
        ("[[blocks]]", '[[facts]]\nid = "x"\nlabel = "甲"\ndefinitions = [{ kind = "ratio", of = ["spend", "budget"] }]\n[[blocks]]', "of（组成）没有编号为“spend”的口径，是否应为 spent"),
        ("[[blocks]]", '[[facts]]\nid = "x"\nlabel = "甲"\ndefinitions = [{ kind = "rate", of = ["spent", "budget"] }]\n[[blocks]]', "kind（算法）没有“rate”这一项"),
        # reasons
        ("[[blocks]]", '[[reasons]]\nwhen = "fact"\nreference = { title = "通知" }\n[[blocks]]', "第 1 个原因要求的 fact（取数口径）没有填写"),
        ("[[blocks]]", '[[reasons]]\nwhen = "fact"\nfact = "spent"\nreference = { title = "通知" }\n[[blocks]]', "below（低于）和 above（高于）至少要填一个"),
        ("[[blocks]]", '[[reasons]]\nwhen = "lost_points"\n[[blocks]]', "第 1 个原因要求的 reference（依据文件）没有填写"),
        ("[[blocks]]", '[[reasons]]\nwhen = "lost_points"\nbelow = 1\nreference = { title = "通知" }\n[[blocks]]', "below（低于）应去掉"),
        # checks only
        ('status = "official"', 'status = "checks-only"', "total（总分）应去掉：只核对、不评分的方案没有总分"),
        ('status = "official"', 'status = "checks-only"', "一级指标“全部”（all）的 points（分值）应去掉"),
        ('status = "official"', 'status = "checks-only"', "grades（等级）应去掉"),
        # not TOML at all
        ('version = "1"', "version = ", "第 6 行第 11 列附近不合 TOML 写法"),
        ('version = "1"', 'version = "1"\nversion = "2"', "附近不合 TOML 写法，请检查引号、括号、等号和重复的键"),
        # extending
        ('version = "1"', 'version = "1"\nextends = "none"', "extends（沿用方案）应为现有方案的编号"),
        ('version = "1"', 'version = "1"\nextends = "henan-pingdingshan-2022"', "至多沿用一层"),
    ],
)  # fmt: skip
def test_one_mistake(old: str, new: str, message: str) -> None:
    assert SMALL.count(old) >= 1
    told = mistakes(SMALL.replace(old, new, 1))
    assert all(each.startswith("我县.toml：") for each in told)
    assert any(message in each for each in told), told


def test_all_mistakes_are_told_together() -> None:
    text = (
        SMALL.replace("year = 2026", "year = 26")
        .replace('rule = "proportional"', 'rule = "guess"')
        .replace("low = 0", "low = 1")
        .replace('fact = "execution_rate"', 'fact = "x"\nextra = 1')
    )
    with pytest.raises(SchemeError) as refusal:
        parse_scheme(text, "我县.toml")
    assert len(refusal.value.mistakes) == 5
    assert str(refusal.value).startswith(
        "评分方案 我县.toml 有 5 处错误，请逐条改正：\n  我县.toml："
    )


def test_what_follows_from_a_mistake_is_not_told_again() -> None:
    """A wrong type of points is one mistake, not also a sum that does not add up."""
    assert len(mistakes(SMALL.replace("points = 10\ntarget", 'points = "十"\ntarget'))) == 1


def test_an_unknown_id_names_the_nearest_and_all() -> None:
    with pytest.raises(SchemeError) as refusal:
        load_scheme("henan-zhengzhou-2023")
    assert "没有编号为“henan-zhengzhou-2023”的评分方案，是否应为 henan-zhengzhou-2022？" in str(
        refusal.value
    )
    assert "hebei-lingshou-2022、henan-pingdingshan-2022" in str(refusal.value)


@pytest.mark.parametrize("name", ["facts", "../facts", "", "none", "henan-zhengzhou-2022.toml"])
def test_only_ids_of_schemes_are_loaded(name: str) -> None:
    with pytest.raises(SchemeError, match="没有编号为"):
        load_scheme(name)


def test_a_file_may_extend_a_shipped_scheme() -> None:
    text = """
extends = "henan-zhengzhou-2022"
id = "新密-2022"
title = "新密市"
region = "河南省新密市"
marks = ["新密"]
[[indicators]]
id = "carryover_rate"
options = { beyond = "linear" }
[[facts]]
id = "carryover_rate"
definitions = [{ kind = "ratio", of = ["carryover", "spent"] }]
"""
    scheme, base = parse_scheme(text, "新密.toml"), load_scheme("henan-zhengzhou-2022")
    changed = {
        row.id for row, old in zip(scheme.indicators, base.indicators, strict=True) if row != old
    }
    assert changed == {"carryover_rate"}
    assert scheme.fact("carryover_rate").definitions[0].of == ("carryover", "spent")
    assert scheme.fact("carryover_rate").also == base.fact("carryover_rate").also
    assert scheme.blocks == base.blocks
