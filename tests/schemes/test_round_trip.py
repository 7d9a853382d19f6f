"""A scheme → TOML text, worksheet or workbook → the same scheme, digit by digit."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.schemes.example import EVERYTHING
from xlaudit.errors import SchemeError
from xlaudit.hosts.ooxml.read import read
from xlaudit.output.scheme_sheet import workbook_bytes
from xlaudit.schemes.load import load_all, parse_scheme
from xlaudit.schemes.rules import RULES
from xlaudit.schemes.schema import Scheme
from xlaudit.schemes.worksheet import WorksheetTable, from_rows, from_snapshot, to_rows, to_toml

SCHEMES = (*load_all(), parse_scheme(EVERYTHING, "全部.toml"))
IDS = [scheme.id for scheme in SCHEMES]


def by_toml(scheme: Scheme) -> Scheme:
    return parse_scheme(to_toml(scheme), "方案.toml")


def by_rows(scheme: Scheme) -> Scheme:
    return from_rows(grids(to_rows(scheme)), "方案.xlsx")


def by_workbook(scheme: Scheme) -> Scheme:
    return from_snapshot(read(workbook_bytes(scheme), "方案.xlsx"))


def grids(tables: tuple[WorksheetTable, ...]) -> dict[str, list[tuple[object, ...]]]:
    return {table.name: [table.headings, *table.rows] for table in tables}


@pytest.mark.parametrize("way", [by_toml, by_rows, by_workbook])
@pytest.mark.parametrize("scheme", SCHEMES, ids=IDS)
def test_nothing_is_lost(scheme: Scheme, way: Callable[[Scheme], Scheme]) -> None:
    assert way(scheme) == scheme


def test_the_example_uses_every_rule() -> None:
    used = {row.rule for row in SCHEMES[-1].indicators}
    assert used == {*RULES, "by_sign"}


def test_a_whole_tour_ends_where_it_began() -> None:
    scheme = SCHEMES[-1]
    assert to_toml(by_workbook(by_toml(scheme))) == to_toml(scheme)


def test_an_emptied_cell_takes_back_what_was_inherited() -> None:
    tables = grids(to_rows(SCHEMES[0]))
    facts = tables["口径"]
    at = next(n for n, row in enumerate(facts) if row[0] == "年初预算数")
    facts[at] = ("年初预算数", None, None, None, "initial_budget")
    fact = from_rows(tables, "方案.xlsx").fact("initial_budget")
    assert (fact.also, fact.unit) == ((), "")


def test_columns_may_change_places_and_rows_may_come_without_an_id() -> None:
    tables = grids(to_rows(SCHEMES[0]))
    blocks = [tuple(reversed(row)) for row in tables["一级指标"]]
    tables["一级指标"] = [("（可编辑）",), *blocks, (None,) * len(blocks[0])]
    at = tables["等级"]
    tables["等级"] = [at[0], *reversed(at[1:])]
    scheme = from_rows(tables, "方案.xlsx")
    assert scheme.blocks == SCHEMES[0].blocks
    assert set(scheme.grades) == set(SCHEMES[0].grades)


def test_numbers_typed_as_people_type_them() -> None:
    tables = grids(to_rows(SCHEMES[-1]))
    tables["方案"] = [
        ("版本", Decimal("2.1"), "") if row[0] == "版本" else row for row in tables["方案"]
    ]
    reasons = tables["原因要求"]
    assert reasons[2][2] == Decimal("0.125")
    reasons[2] = (*reasons[2][:2], "12.5%", *reasons[2][3:])
    scheme = from_rows(tables, "方案.xlsx")
    assert scheme.version == "2.1"
    assert scheme.reasons == SCHEMES[-1].reasons


def replaced(sheet: str, row: int, heading: str, value: object) -> dict[str, object]:
    tables = grids(to_rows(SCHEMES[0]))
    column = tables[sheet][0].index(heading)
    cells = list(tables[sheet][row - 1])
    cells[column] = value
    tables[sheet][row - 1] = tuple(cells)
    return dict(tables.items())


@pytest.mark.parametrize(
    ("sheet", "row", "heading", "value", "message"),
    [
        ("一级指标", 2, "分值", "四十", "《一级指标》第 2 行的 points（分值）应为数值，现为“四十”"),
        ("一级指标", 2, "单位自拟指标", "也许", "is_open（单位自拟指标）应填 是 或 否，现为“也许”"),
        ("指标", 2, "评分规则", "按比例", "没有“按比例”这一项，是否应为 按完成比例"),
        ("指标", 2, "规则参数", "分母 100%", "应写作“名称：内容”"),
        ("指标", 2, "规则参数", "分母：1\n分母：2", "写了两次"),
        ("指标", 2, "规则参数", "分母：九成", "没有“九成”这一项"),
        ("指标", 2, "一级指标", "产出", "没有编号为“产出”的一级指标"),
        ("指标", 2, "取数口径", "执行绿", "没有编号为“执行绿”的口径"),
        ("口径", 2, "计算方法", "预算执行", "应写作“甲 ÷ 乙”"),
        ("口径", 2, "计算方法", "全年执行数 ÷ 年初预算", "“年初预算”不是口径名称"),
        ("口径", 2, "计算方法", "（全年执行数 − 全年预算数）÷ 总收入", "应写作"),
        ("原因要求", 2, "依据文件", "通知", "应写作“名称：内容”"),
        ("等级", 2, "下限（含）", None, "第 2 行的 low（下限（含））没有填写"),
    ],
)
def test_mistakes_name_sheet_row_and_column(
    sheet: str, row: int, heading: str, value: object, message: str
) -> None:
    with pytest.raises(SchemeError) as refusal:
        from_rows(replaced(sheet, row, heading, value), "方案.xlsx")
    assert any(
        f"《{sheet}》第 {row} 行" in each and message in each for each in refusal.value.mistakes
    )
    assert all(each.startswith("方案.xlsx：") for each in refusal.value.mistakes)


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ({}, "没有“方案”表"),
        ({"方案": []}, "《方案》没有表头，应有 项目、内容"),
        ({"方案": [("项目", "内容"), ("年", Decimal(1))]}, "《方案》的项目“年”不认识，"),
        ({"方案": [("项目", "内容")], "指标": [("甲", "乙")]}, "《指标》没有表头，应有 一级指标"),
        (
            {"方案": [("项目", "内容")], "等级": [("等级", "上限", "上限", "下")]},
            "《等级》的列“上限”出现了两次",
        ),
    ],
)
def test_what_is_no_scheme_worksheet(tables: dict[str, object], message: str) -> None:
    with pytest.raises(SchemeError) as refusal:
        from_rows(tables, "方案.xlsx")
    assert message in str(refusal.value)
