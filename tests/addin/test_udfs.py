"""The cell functions, through xlwings' own decorators and converters, as Excel's calls go; known answers.

The figures are worked out by hand from the rules of the notices.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from datetime import datetime
from types import ModuleType
from typing import Any

import pytest
import xlwings
from xlwings import conversion

from tests.hosts.xlwings_host.application import Engine
from xlaudit.addin.build_functions import generated

ZHENGZHOU = "henan-zhengzhou-2022"

Call = Callable[..., Any]


@pytest.fixture
def call(excel: Any, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Give what Excel does with a formula: arguments through the converters, the call, the answer back."""
    stubs = {name: ModuleType(name) for name in ("pythoncom", "win32com", "win32com.client")}
    vars(stubs["pythoncom"])["CoInitialize"] = lambda: None
    vars(stubs["win32com.client"])["Dispatch"] = None
    for name, stub in stubs.items():
        monkeypatch.setitem(sys.modules, name, stub)
    monkeypatch.delitem(sys.modules, "xlwings.udfs", raising=False)
    monkeypatch.delitem(sys.modules, "xlaudit.addin.udfs", raising=False)
    decorators = importlib.import_module("xlwings.udfs")
    for name in ("func", "arg", "ret"):
        monkeypatch.setattr(xlwings, name, getattr(decorators, f"xl{name}"))
    functions = importlib.import_module("xlaudit.addin.udfs")
    monkeypatch.delitem(sys.modules, "xlaudit.addin.udfs")
    monkeypatch.delitem(sys.modules, "xlwings.udfs")

    def run(name: str, *given: Any) -> Any:
        function = getattr(functions, name)
        told = function.__xlfunc__
        arguments = [
            conversion.read(
                None,
                value if isinstance(value, list) else [[value]],
                argument["options"],
                engine_name=Engine.name,
            )
            for value, argument in zip(given, told["args"], strict=True)
        ]
        result = conversion.write(
            function(*arguments), None, told["ret"]["options"], engine_name=Engine.name
        )
        return result[0][0]

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一千二百万元", 12_000_000),
        ("1,250.5万元", 12_505_000),
        ("约3亿元", 300_000_000),
        ("百分之八十五", 0.85),
        ("≥90%", 0.9),
        ("三千五百人", 3500),
        ("十二", 12),
        ("１２００", 1200),
        (85.5, 85.5),
        ("执行 1,234.56 万元", 12_345_600),
    ],
)
def test_number(call: Call, text: Any, expected: float) -> None:
    assert call("XA_NUMBER", text) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (None, "是空的"),
        ("   ", "是空的"),
        ("已完成", "没有数"),
        ("2022年", "没有数"),
        ("3人、5人", "有 2 个数"),
        (True, "应是文字"),
        (datetime(2022, 1, 1), "应是文字"),  # noqa: DTZ001 - a cell has no time zone
        ([["甲", "乙"]], "只选一个单元格"),
        ("=1+1", "没有数"),
    ],
)
def test_number_of_something_else(call: Call, given: Any, said: str) -> None:
    assert said in call("XA_NUMBER", given)


def test_rate(call: Call) -> None:
    assert call("XA_RATE", 87.5, 100.0) == 0.875
    assert call("XA_RATE", "875万元", "1000万元") == 0.875
    assert call("XA_RATE", "0.5亿元", "10000万元") == 0.5
    assert call("XA_RATE", 0.0, 100.0) == 0.0
    assert call("XA_RATE", -5.0, 100.0) == -0.05
    assert "预算数为 0" in call("XA_RATE", 5.0, 0.0)
    assert "预算数是空的" in call("XA_RATE", 5.0, None)
    assert "执行数里没有数" in call("XA_RATE", "全部", 10.0)


@pytest.mark.parametrize(
    ("indicator", "target", "actual", "points", "expected"),
    [
        # 93% of ≥100%: 0.93 × 2 points
        ("专项资金细化率", "≥100%", "93%", None, 1.86),
        ("专项资金细化率", None, 0.93, None, 1.86),
        ("专项资金细化率", None, 93.0, None, 1.86),
        ("专项资金细化率", 1.0, 1.0, None, 2),
        # what the unit sets for itself: 475 of 500 persons, 8 points
        ("产出指标", "≥500人", "475人", 8.0, 7.6),
        ("产出指标", "≥500人", 475.0, 8.0, 7.6),
        ("产出指标", "≥500人", 620.0, 8.0, 8),
    ],
)
def test_score(
    call: Call, indicator: str, target: Any, actual: Any, points: Any, expected: float
) -> None:
    assert call("XA_SCORE", ZHENGZHOU, indicator, target, actual, points) == expected


def test_a_row_that_cannot_be_scored_says_why(call: Call) -> None:
    assert "有 2 个“预算执行率”" in call("XA_SCORE", ZHENGZHOU, "预算执行率", None, 0.9, None)
    assert "由人评分" in call("XA_SCORE", ZHENGZHOU, "工作任务科学性", None, "科学", None)
    assert "由人评分" in call("XA_SCORE", ZHENGZHOU, "产出指标", "显著", "显著", 8.0)
    assert "实际值是空的" in call("XA_SCORE", ZHENGZHOU, "专项资金细化率", None, None, None)
    assert "专项资金细化率？" in call("XA_SCORE", ZHENGZHOU, "专项资金细化", None, 0.9, None)
    assert "没有编号为“郑州”" in call("XA_SCORE", "郑州", "产出指标", "≥5人", 5.0, 8.0)
    assert "方案是空的" in call("XA_SCORE", None, "产出指标", "≥5人", 5.0, 8.0)
    assert call("XA_SCORE", ZHENGZHOU, "产出指标", "≥5人", "不适用", 8.0) == "不适用"


@pytest.mark.parametrize(
    ("total", "expected"),
    [(95.0, "优"), (90.0, "优"), (89.99, "良"), ("91.5分", "优"), (0.0, "差")],
)
def test_grade(call: Call, total: Any, expected: str) -> None:
    assert call("XA_GRADE", ZHENGZHOU, total) == expected


def test_grades_that_cannot_be_given(call: Call) -> None:
    for total in (-1.0, 101.0):
        assert "0 到 100 之间" in call("XA_GRADE", ZHENGZHOU, total)
    assert "总分是空的" in call("XA_GRADE", ZHENGZHOU, None)


def test_check(call: Call) -> None:
    wrong = "全年预算1000万元，执行数为800万元，执行率为85%。"
    said = call("XA_CHECK", wrong)
    assert said.startswith("识别 3 个数字：")
    assert "XA4" in said
    assert "80" in said
    right = call("XA_CHECK", wrong.replace("85%", "80%"))
    assert right.startswith("识别 3 个数字：")
    assert "XA4" not in right
    assert "叙述是空的" in call("XA_CHECK", None)
    assert "叙述应是文字" in call("XA_CHECK", 5.0)
    assert len(call("XA_CHECK", wrong * 700)) < 32_767


def test_a_chinese_description_of_each_function_and_argument() -> None:
    told = {each.name: (each.text, each.arguments) for each in generated().descriptions}
    assert {name: len(arguments) for name, (_, arguments) in told.items()} == {
        "XA_CHECK": 1,
        "XA_GRADE": 2,
        "XA_NUMBER": 1,
        "XA_RATE": 2,
        "XA_SCORE": 5,
    }
    for text, arguments in told.values():
        for each in (text, *arguments):
            assert any("\u4e00" <= sign <= "\u9fff" for sign in each)
            assert len(each) <= 255  # more than that the wizard does not take
