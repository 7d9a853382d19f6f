"""问题清单, 数据来源, 报送情况: text that stays text, and links that open the source."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from tests.output.summary import county as made
from tests.output.summary.county import changed, county, digest, finding
from tests.output.summary.reading import all_cells, book, table
from xlaudit.checks.finding import Decision, Finding, Severity
from xlaudit.county.digest import FileStamp
from xlaudit.county.model import CountyFinding, CountySummary, Failure, Standing, Submission
from xlaudit.output.summary import KIND, finding_sheet, link, summary_workbook
from xlaudit.workbook.place import Place

NASTY = [
    "=1+1",
    "{=1+1}",
    "=HYPERLINK(1)",
    "http://example.invalid/a",
    "+1",
    "@a",
    "-1",
    "file:///etc/passwd",
]


def two() -> CountySummary:
    return county([digest(1, "甲局", [finding(1), finding(2, Severity.HINT)]), digest(2, "乙局")])


def test_a_finding_a_row_with_all_that_it_says() -> None:
    shown = table(two(), "问题清单")
    assert [shown.value(0, each) for each in ("部门", "规则", "级别", "影响", "位置")] == [
        *("甲局", "XA501", "错误", "影响得分", "自评表!F9"),
    ]
    assert [shown.value(0, each) for each in ("原文", "所写", "应为")] == ["1.00", "1.00", "0.50"]
    assert shown.value(0, "说明").endswith("若得分改为 0.50，则与规则相符")
    assert shown.value(0, "发现编号") == finding(1).key
    assert shown.column("级别")[:2] == ["错误", "提示"]


def test_findings_between_departments_stand_with_their_department() -> None:
    whole = Finding("XA701", Severity.DOUBT, "两份一样", Place("自评表", 1, 1), quote="共性")
    about = (CountyFinding(None, whole), CountyFinding(1, replace(whole, quote="乙")))
    shown = table(replace(two(), comparisons=about), "问题清单")
    assert shown.column("部门")[:4] == ["（全县）", "甲局", "甲局", "乙局"]
    assert shown.value(0, "计入") == "否"


def test_what_was_decided_stays_with_its_finding() -> None:
    kept = {("甲局", finding(2).key): Decision("规则误报", "见批复")}
    shown = table(replace(two(), decisions=kept), "问题清单")
    assert (shown.value(1, "处理意见"), shown.value(1, "备注")) == ("规则误报", "见批复")
    assert shown.value(0, "处理意见") is None


def test_decisions_are_chosen_from_a_list() -> None:
    sheet = book(two())["问题清单"]
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, rule.formula1) == ("list", '"已改,属实不改,规则误报"')
    assert str(rule.sqref) == "M4:M5"


def test_the_place_opens_the_source_at_the_cell() -> None:
    shown = table(two(), "问题清单", values=False, link=lambda source: f"../{source}")
    opened = shown.cell(0, "位置").hyperlink
    assert opened.target.replace("\\", "/") == "../报送/001%20甲局.xlsx"
    assert opened.location == "'自评表'!F9"


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("a#b.xlsx", "a%23b.xlsx"),
        ("100%.xlsx", "100%25.xlsx"),
        ("a?b[1].xlsx", "a%3Fb%5B1%5D.xlsx"),
        ("http://example.invalid/a.xlsx", "http%3A//example.invalid/a.xlsx"),
        ("甲, 乙 😀.xlsx", "甲,%20乙%20😀.xlsx"),
        ("D:/报送/甲.xlsx", "file:///D:/报送/甲.xlsx"),
        ("a", "a"),
    ],
)
def test_a_path_is_escaped_and_never_a_scheme(path: str, target: str) -> None:
    summary = changed(two(), 0, source=path)
    opened = table(summary, "问题清单", values=False).cell(0, "位置").hyperlink
    assert opened.target.replace("\\", "/") == target


def test_no_link_where_nothing_can_be_opened() -> None:
    for shown in (
        table(two(), "问题清单", values=False, link=lambda _: ""),
        table(changed(two(), 0, source="长" * 2_100), "问题清单", values=False),
    ):
        assert shown.cell(0, "位置").hyperlink is None
        assert shown.value(0, "位置") == "自评表!F9"


def test_beyond_the_links_of_a_sheet_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "_MOST", 1)
    shown = table(two(), "问题清单", values=False)
    assert shown.cell(0, "位置").hyperlink is not None
    assert shown.cell(1, "位置").hyperlink is None
    assert "其余 1 处位置只写文字" in shown.sheet["A2"].value


def test_beyond_the_rows_of_a_sheet_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding_sheet, "_MOST_ROWS", 4)
    workbook = book(two(), values=True)
    assert "另有 1 条没有列出" in workbook["问题清单"]["A2"].value
    told = [cell.value for cell in workbook["说明"]["B"]]
    assert any("另有 1 条没有列出" in str(each) for each in told)


@pytest.mark.parametrize("text", NASTY)
def test_text_stays_text_on_every_sheet(text: str) -> None:
    nasty = replace(
        finding(1), quote=text, stated=text, expected=text, message=text, repair="", subject=text
    )
    filing = digest(1, text, [nasty])
    row = replace(filing.indicators[4], name=text, target=text, unit=text, actual=text, points=None)
    filing = replace(
        filing,
        indicators=(*filing.indicators, row),
        stamp=FileStamp(text, application=text, modified=text),
        stated_grade=text,
        version=text,
    )
    kept = {(text, nasty.key): Decision(text, text)}
    summary = replace(
        county([filing], title=text),
        failures=(Failure(text, text),),
        submissions=(
            Submission(Standing.STRANGER, text, text, text, text, text, text, text, text),
        ),
        decisions=kept,
    )
    summary = changed(summary, 0, code=text, superior=text)
    found = [cell for cell in all_cells(book(summary, link=lambda _: "")) if cell.value == text]
    assert len(found) > 25
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in found)


def test_a_text_too_long_for_a_cell_is_cut_with_a_mark() -> None:
    summary = county([digest(1, "甲局", [replace(finding(1), message="长" * 40_000, repair="")])])
    told = table(summary, "问题清单").value(0, "说明")
    assert len(told) == 32_767
    assert told.endswith("长…")
    astral = county([digest(1, "甲局", [replace(finding(1), message="😀" * 20_000, repair="")])])
    assert table(astral, "问题清单").value(0, "说明").endswith("😀…")


def test_what_no_cell_can_hold_is_shown_as_such() -> None:
    summary = county([digest(1, "甲\ud800局\x01\u202e", [replace(finding(1), quote="\x00一\x1b")])])
    shown = table(summary, "问题清单")
    assert shown.value(0, "原文") == "�一�"
    assert shown.value(0, "部门") == "甲�局��"


def test_nothing_found() -> None:
    assert table(county([digest(1, "甲局")]), "问题清单").value(0, "部门") == "没有发现不一致之处。"


def test_where_every_figure_came_from() -> None:
    summary = replace(two(), failures=(Failure("坏.xlsx", "读不了。", "ff" * 32),))
    shown = table(summary, "数据来源")
    assert shown.value(0, "来源文件") == "报送/001 甲局.xlsx"
    assert shown.value(0, "sha256") == f"{1:064x}"
    assert (shown.value(0, "字节数"), shown.value(0, "最后修改（UTC）")) == (
        20_001,
        "2023-03-14\n09:26:53",
    )
    assert shown.value(0, "评分方案") == "example-2022\n示例市部门整体绩效自评"
    assert (shown.value(0, "方案状态"), shown.value(0, "xlaudit版本")) == ("重建", "0.1.0")
    assert (shown.value(2, "部门"), shown.value(2, "sha256")) == ("（无法读取）", "ff" * 32)


def test_what_came_and_what_did_not() -> None:
    lines = (
        Submission(Standing.COUNTED, "甲局", "001", "", "张老师", "甲.xlsx", why=""),
        Submission(Standing.MISSING, "丁局", "004", "", "李老师"),
        Submission(
            Standing.STRANGER, "甲局本级", source="x.xlsx", why="不在花名册", proposal="甲局"
        ),
    )
    shown = table(replace(two(), submissions=lines), "报送情况")
    assert shown.column("状态") == ["已报", "未报", "不在花名册"]
    assert (shown.value(1, "编码"), shown.value(1, "联系人")) == ("004", "李老师")
    assert shown.value(2, "名称相近者") == "甲局"


def test_without_a_roster_the_files_themselves() -> None:
    summary = changed(
        replace(two(), failures=(Failure("坏.xlsx", "不是工作簿"),)), 1, is_counted=False
    )
    shown = table(summary, "报送情况")
    assert shown.column("状态") == ["已报", "重复，未计入", "无法读取"]
    assert shown.value(2, "说明") == "不是工作簿"
    assert "没有提供部门花名册" in shown.sheet["A2"].value


def test_the_rules_that_occur_and_how_to_get_the_rest() -> None:
    shown = table(two(), "规则目录")
    assert [each for each in shown.column("规则") if each] == ["XA204", "XA501"]
    assert "xlaudit explain all" in shown.sheet["A2"].value


def test_the_notes_count_what_was_not_checked() -> None:
    told = [cell.value for cell in book(two())["说明"]["A"] if cell.value]
    assert "未核 3 项：缺少数据，不代表有误" in told  # digests 1 and 2 have one and two
    text = "".join(
        str(cell.value) for cell in all_cells(book(two())) if cell.parent.title == "说明"
    )
    assert "example-2022 为重建" in text
    assert "Excel" not in text


def test_a_later_run_knows_its_own_summary() -> None:
    properties = zipfile.ZipFile(io.BytesIO(summary_workbook(two()))).read("docProps/custom.xml")
    assert all(word.encode() in properties for word in KIND)


def test_a_summary_without_digests_still_has_its_rows() -> None:
    summary = replace(two(), digests=())
    assert table(summary, "数据来源").value(0, "来源文件") == "报送/001 甲局.xlsx"
    assert made.SCHEME.id in str(table(summary, "数据来源").value(0, "评分方案"))
