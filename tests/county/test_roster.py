"""The roster: who has to report, and whose filing a name belongs to."""

from __future__ import annotations

import codecs
from pathlib import Path

import openpyxl
import pytest

from xlaudit.county.roster import Match, Roster
from xlaudit.county.roster_rows import roster_from_rows
from xlaudit.errors import UsageError, XlauditError
from xlaudit.hosts.roster_file import read_roster

TABLE = """
编码|部门名称|简称|主管部门|联系人|联系电话|口径
001|示例县教育局|县教育局、教体局||张三|0371-1|含下属
00101|示例县第一中学||001||
002|示例县民政局|||李四||本级
00102|示例县第二中学|二中|教体局
"""


def roster(text: str = TABLE) -> Roster:
    lines = text.strip().split("\n")
    return roster_from_rows(
        [(number, line.split("|")) for number, line in enumerate(lines, start=1)], "名单.xlsx"
    )


def test_what_is_read() -> None:
    first, school, civil, second = roster().entries
    assert (first.name, first.code, first.aliases) == (
        "示例县教育局",
        "001",
        ("县教育局", "教体局"),
    )
    assert (first.contact, first.includes_units, first.row) == ("张三 0371-1", True, 2)
    assert (school.superior, second.superior) == ("示例县教育局", "示例县教育局")
    assert (civil.superior, civil.includes_units) == ("", False)


def test_columns_in_any_order_below_a_title() -> None:
    text = "示例县预算单位名单|||\n单位：个|||\n联系电话|单位名称|编码\n1|甲局|007\n\n|合计||"
    table = roster(text)
    assert [(each.name, each.code) for each in table.entries] == [("甲局", "007")]


def test_matches() -> None:
    table = roster()
    assert table.find("示例县 教育局") == Match(0, "名称")
    assert table.find("示例县教育局（001）") == Match(0, "名称")
    assert table.find("003-示例县民政局") == Match(2, "名称")
    assert table.find("某局", "00102") == Match(3, "编码")
    assert table.find("[002]某局") == Match(2, "编码")
    assert table.find("教体局") == Match(0, "别名")
    assert table.find("") is None
    assert table.find("某局", "2") is None


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("民政局", "示例县民政局"),
        ("示例县民政部", "示例县民政局"),
        ("示例县民政局（本级）", "示例县民政局"),
        ("示例市水利局", ""),
        ("示例县财政局", ""),
        ("示例县教育和体育局", "示例县教育局"),
        ("", ""),
        ("第三中学校", ""),
    ],
)
def test_a_near_miss_is_proposed_and_not_taken(name: str, proposed: str) -> None:
    assert roster().find(name) is None
    assert roster().propose(name) == proposed


def test_two_that_come_equally_near_are_no_proposal() -> None:
    assert roster("部门名称|编码\n甲市教育局|1\n乙市教育局|2").propose("教育局") == ""


def test_units_stand_below_their_superior() -> None:
    table = roster()
    assert [table.entries[index].name for index in table.order] == [
        "示例县教育局",
        "示例县第一中学",
        "示例县第二中学",
        "示例县民政局",
    ]
    assert [table.includer_of(index) for index in range(4)] == [None, 0, None, 0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("部门名称|编码\n甲局|1\n甲 局|2", "第3行的名称“甲 局”与第2行的名称重复"),
        ("部门名称|编码\n甲局|01\n乙局|01", "第3行的编码“01”与第2行的编码重复"),
        ("部门名称|别名\n甲局|老局\n乙局|老局", "第3行的别名“老局”与第2行的别名重复"),
        ("部门名称|主管部门\n甲局|丙局\n乙局|", "第2行的主管部门“丙局”不在花名册里"),
        ("部门名称|主管部门\n甲局|乙局\n乙局|甲局", "第2行“甲局”、第3行“乙局”互为主管部门"),
        ("部门名称|口径\n甲局|随便", "第2行的口径写“随便”，认不出"),
        ("部门名称|联系人\n|张三\n甲局|", "第2行没有部门名称"),
        ("部门名称|单位名称\n甲局|乙局", "第1行有 2 个意思相同的表头"),
        ("序号|姓名\n1|张三", "找不到“部门名称”或“单位名称”一列"),
        ("部门名称|编码", "没有部门"),
    ],
)
def test_mistakes_are_told_with_their_row(text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        roster(text)


def test_every_mistake_is_told_at_once() -> None:
    rows = "\n".join(f"甲局|{number}" for number in range(15))
    with pytest.raises(UsageError) as caught:
        roster(f"部门名称|编码\n{rows}")
    assert str(caught.value).count("重复") == 10
    assert "另有 4 处" in str(caught.value)


def test_a_superior_named_as_itself_is_none() -> None:
    assert roster("部门名称|主管部门\n甲局|甲局").entries[0].superior == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "名单.csv"
    text = '编码,部门名称,别名\r\n007,"甲,局","甲\r\n老局"\r\n\r\n010,乙局,\r\n'
    path.write_bytes(codecs.encode(text, encoding))
    one, other = read_roster(path).entries
    assert (one.code, one.name, one.aliases) == ("007", "甲,局", ("甲", "老局"))
    assert (other.code, other.name) == ("010", "乙局")


def test_workbook_keeps_the_zeros_that_are_shown(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["部门名称", "编码"])
    book.active.append(["甲局", 7])
    book.active["B2"].number_format = "000"
    book.active.append(["乙局", "008"])
    hidden = book.create_sheet("旧", 0)
    hidden.append(["部门名称"])
    hidden.sheet_state = "hidden"
    path = tmp_path / "名单.xlsx"
    book.save(path)
    assert [each.code for each in read_roster(path).entries] == ["007", "008"]


def test_what_is_no_roster(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="找不到花名册"):
        read_roster(tmp_path / "没有.xlsx")
    (tmp_path / "a.csv").write_bytes(b"\xff\x00\x01")
    (tmp_path / "b.xlsx").write_bytes(b"PK")
    (tmp_path / "c.csv").write_bytes(b"")
    openpyxl.Workbook().save(tmp_path / "d.xlsx")
    for name in "a.csv", "b.xlsx", "c.csv", "d.xlsx":
        with pytest.raises(XlauditError):
            read_roster(tmp_path / name)
