"""The same filing on the forms of five regions: other column orders, one-cell and split targets.

Each form states the same three rows, and must be read as the same three rows.
"""

from __future__ import annotations

import pytest

from tests.forms.paper import HEBEI, HENAN, MOF, SICHUAN, number, read, row, sheet, shifted

HENAN_FORM = """
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|自评得分|偏差原因分析及改进措施
产出指标|数量指标|办件数量|≥1200件|1100|20|18.33|设备检修停办三天
^|质量指标|办结率|≥95%|96.50%|10|10|无
满意度指标|服务对象满意度|群众满意度|≥90%|92%|10|10|—
"""

HEBEI_FORM = """
一级指标|二级指标|三级指标|分值|年度指标值|全年完成值|得分|未完成原因分析
产出指标（30分）|数量指标|办件数量|20|≥1200件|1100件|18.33|设备检修停办三天
^|质量指标|办结率|10|≥95%|96.50%|10|/
满意度指标（10分）|服务对象满意度|群众满意度|10|≥90%|92%|10|/
"""

SICHUAN_FORM = """
一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重|得分|未完成原因分析
产出指标|数量指标|办件数量|≥|1200|件|1100|20|18.33|设备检修停办三天
^|质量指标|办结率|≥|95|%|96.5|10|10|
满意度指标|服务对象满意度|群众满意度|≥|90|%|92|10|10|
"""

ANHUI_FORM = """
一级指标|二级指标|三级指标|分值|指标值|实际值|得分|说明
产出指标|数量指标|办件数量|20|≥1200件|1100件|18.33|设备检修停办三天
产出指标|质量指标|办结率|10|≥95%|96.50%|10|
满意度指标|服务对象满意度|群众满意度|10|≥90%|92%|10|
"""

NATIONAL_FORM = """
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
^|产出指标|数量指标|办件数量|≥1200件|1100件|20|18.33|设备检修停办三天
^|^|质量指标|办结率|≥95%|96.50%|10|10|
^|满意度指标|服务对象满意度指标|群众满意度|≥90%|92.0%|10|10|
总分|<|<|<|<|<|40|38.33|
"""

CHENGDU_FORM = """
序号|一级指标|二级指标|三级指标|指标性质|指标值|计量单位|权重|自评完成值|自评得分|复核完成值|复核得分|复核指标偏差|备注
1|产出指标|数量指标|办件数量|≥|1200|件|20|1100|18.33|900|15|-3.33|设备检修停办三天
2|产出指标|质量指标|办结率|≥|95|%|10|96.5|10|96.5|10|0|
3|满意度指标|服务对象满意度|群众满意度|≥|90|%|10|92|10|92|10|0|
"""

TWO_ROW_HEAD = """
一级指标|二级指标|三级指标|年度指标值|<|<|自评情况|<|<|偏差原因
^|^|^|性质|值|单位|分值|完成值|得分|^
产出指标|数量指标|办件数量|≥|1200|件|20|1100|18.33|设备检修停办三天
^|质量指标|办结率|≥|95|%|10|96.5|10|
满意度指标|服务对象满意度|群众满意度|≥|90|%|10|92|10|
"""

ONE_HEADING_OVER_THREE_CELLS = """
一级指标|二级指标|三级指标|年度指标值|<|<|实际完成值|分值|得分|偏差原因
产出指标|数量指标|办件数量|≥|1200|件|1100件|20|18.33|设备检修停办三天
^|质量指标|办结率|≥|95|%|96.5%|10|10|
满意度指标|服务对象满意度|群众满意度|≥|90|%|92%|10|10|
"""

FORMS = {
    "Henan": (HENAN_FORM, HENAN),
    "Hebei": (HEBEI_FORM, HEBEI),
    "Sichuan": (SICHUAN_FORM, SICHUAN),
    "Anhui": (ANHUI_FORM, MOF),
    "national": (NATIONAL_FORM, MOF),
    "Chengdu review": (CHENGDU_FORM, MOF),
    "two-row head": (TWO_ROW_HEAD, MOF),
    "three cells under one heading": (ONE_HEADING_OVER_THREE_CELLS, MOF),
}


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(("down", "right"), [(0, 0), (7, 3)])
def test_rows(name: str, down: int, right: int) -> None:
    text, scheme = FORMS[name]
    filing = read(shifted(sheet(text), down, right), scheme=scheme)
    assert [each.name for each in filing.indicators] == ["办件数量", "办结率", "群众满意度"]
    assert [each.first_level for each in filing.indicators] == [
        "产出指标",
        "产出指标",
        "满意度指标",
    ]
    assert [each.second_level.removesuffix("指标") for each in filing.indicators] == [
        "数量",
        "质量",
        "服务对象满意度",
    ]
    assert [number(each.points) for each in filing.indicators] == ["20分", "10分", "10分"]
    assert [number(each.score) for each in filing.indicators] == ["18.33分", "10分", "10分"]
    reasons = [each.reason.text if each.reason else None for each in filing.indicators]
    assert reasons == ["设备检修停办三天", None, None]


@pytest.mark.parametrize("name", FORMS)
def test_targets_and_actual_values(name: str) -> None:
    text, scheme = FORMS[name]
    filing = read(text, scheme=scheme)
    targets = [each.target.quantity for each in filing.indicators if each.target]
    assert [each.comparator.value for each in targets if each] == ["≥", "≥", "≥"]
    assert [str(each.value.normalize()) for each in targets if each] == ["1.2E+3", "0.95", "0.9"]
    actual = [each.actual.quantity for each in filing.indicators if each.actual]
    assert [str(each.value.normalize()) for each in actual if each] == ["1.1E+3", "0.965", "0.92"]


@pytest.mark.parametrize("name", ["Sichuan", "two-row head", "Chengdu review"])
def test_a_split_target_is_told_as_one(name: str) -> None:
    text, scheme = FORMS[name]
    filing = read(text, scheme=scheme)
    told = [each.target.text for each in filing.indicators if each.target]
    assert told == ["≥1200件", "≥95%", "≥90%"]
    assert number(row(filing, "办件数量").actual) == "1100件"
    assert number(row(filing, "办结率").actual) == "96.5%"


def test_places_are_those_of_the_sheet() -> None:
    filing = read(shifted(sheet(SICHUAN_FORM, "自评表"), 7, 3), scheme=SICHUAN)
    first = row(filing, "办件数量")
    assert str(first.place) == "自评表!F9"
    assert str(first.target_place) == "自评表!H9"
    assert first.score is not None
    assert str(first.score.place) == "自评表!L9"
    assert [(kind, str(place)) for kind, place in filing.tables] == [("indicators", "自评表!D8")]


def test_columns_of_reviewers_and_of_our_own_are_left_alone() -> None:
    form = """
    一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|系统得分|自评得分|复核得分|系统得分|差异|说明
    产出指标|数量指标|办件数量|≥1200件|1100|20|11|18.33|7|18.33|0|按规则
    """
    made = row(read(form), "办件数量")
    assert number(made.score) == "18.33分"
    assert made.reason is None


def test_a_later_target_takes_the_place_of_the_first() -> None:
    form = """
    一级指标|二级指标|三级指标|年初指标值|调整后指标值|实际完成值|分值|得分
    产出指标|数量指标|办件数量|≥1200件|≥1000件|1100|20|20
    产出指标|数量指标|上门服务|≥300次||310|5|5
    """
    filing = read(form)
    assert [each.target.text for each in filing.indicators if each.target] == ["≥1000件", "≥300次"]
