"""The scored copy: live columns, the sheet of results, the sheet of rules; and how they go again."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.output import example
from xlaudit.audit import Report
from xlaudit.checks.finding import Severity
from xlaudit.hosts.files import read_workbook
from xlaudit.hosts.ooxml.write import apply
from xlaudit.numbers import excel
from xlaudit.output.own import decisions, owned
from xlaudit.output.result_sheet import DECISIONS, HEADINGS
from xlaudit.output.sheets import scored_copy
from xlaudit.schemes.schema import Grade
from xlaudit.scoring.card import score_filing
from xlaudit.workbook.patch import Patch
from xlaudit.workbook.snapshot import Cell, Sheet, Snapshot

SHEET = example.SHEET


def workbook(snapshot: Snapshot) -> bytes:
    """Return the cells of a snapshot as a file, written by openpyxl."""
    book = openpyxl.Workbook()
    for index, sheet in enumerate(snapshot.sheets):
        page = book.active if index == 0 else book.create_sheet()
        assert page is not None
        page.title = sheet.name
        for (row, column), cell in sheet.cells.items():
            written = page.cell(row, column, cell.value)  # type: ignore[arg-type]
            written.number_format = cell.number_format
        for area in sheet.merged:
            page.merge_cells(area.address)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Write the scored copy of the example."""
    patch = scored_copy(example.report(), example.snapshot())
    path = tmp_path / "自评表.评分.xlsx"
    path.write_bytes(apply(workbook(example.snapshot()), patch))
    return path


def value_of(patch: Patch, sheet: str, row: int, column: int) -> object:
    """Return what the patch writes into a cell."""
    return {(each.sheet, each.row, each.column): each.value for each in patch.cells}[
        sheet, row, column
    ]


def test_columns_stand_right_of_everything() -> None:
    patch = scored_copy(example.report(), example.snapshot())
    ours = {write.column for write in patch.cells if write.sheet == SHEET}
    assert ours == {8, 9, 10}  # the merged title reaches column 7
    taken = set(example.snapshot().sheet(SHEET).cells)
    assert not taken & {(write.row, write.column) for write in patch.cells if write.sheet == SHEET}


def test_headings_stand_beside_each_table() -> None:
    patch = scored_copy(example.report(), example.snapshot())
    for row in (3, 7):
        assert [value_of(patch, SHEET, row, column) for column in (8, 9, 10)] == [
            "系统得分",
            "差异",
            "说明",
        ]


def test_libreoffice_reckons_the_same(copy: Path, recalculate: Callable[..., list[Path]]) -> None:
    (path,) = recalculate([copy])
    page = openpyxl.load_workbook(path, data_only=True)[SHEET]
    card = example.report().scorecard
    for row in card.rows:
        assert excel.equal(page.cell(row.place.row, 8).value, row.score), row.label
    assert excel.equal(page["H11"].value, card.low)
    assert [page[cell].value for cell in ("H14", "H15")] == [9.73, 81.5]
    assert page["H12"].value == "优"
    assert [page[cell].value for cell in ("I8", "I9", "I11")] == [1.5, 0, 1.5]


def test_the_copy_follows_a_correction(copy: Path, recalculate: Callable[..., list[Path]]) -> None:
    book = openpyxl.load_workbook(copy)
    page = book[SHEET]
    page["D8"], page["C9"], page["F10"] = 0.9, "≤12天", 20
    book.save(copy)
    (path,) = recalculate([copy])
    page = openpyxl.load_workbook(path, data_only=True)[SHEET]
    assert [page[cell].value for cell in ("H8", "H9", "H10")] == [30, 30, 20]
    assert (page["H11"].value, page["H12"].value) == (89.73, "良")


def open_report(*grades: Grade) -> Report:
    """Return the report of a filing with one row left empty, under other grades where any are given."""
    rows = tuple(
        replace(row, score=None, actual=None) if row.name == "满意程度" else row
        for row in example.filing().indicators
    )
    filing = replace(example.filing(), indicators=rows)
    scheme = replace(example.SCHEME, grades=grades or example.SCHEME.grades)
    return replace(
        example.report(), filing=filing, scheme=scheme, scorecard=score_filing(filing, scheme)
    )


def test_grade_of_a_range_is_no_formula_of_its_lowest() -> None:
    report = open_report(
        Grade("合格", Decimal(60), Decimal(100)), Grade("差", Decimal(0), Decimal(60))
    )
    patch = scored_copy(report, example.snapshot())
    (grade,) = (write for write in patch.cells if (write.row, write.column) == (12, 8))
    assert (grade.value, grade.formula) == ("合格", None)


def test_range_is_said_and_grade_left_open() -> None:
    report = open_report()
    assert (report.scorecard.low, report.scorecard.high) == (Decimal("62.23"), Decimal("92.23"))
    patch = scored_copy(report, example.snapshot())
    assert value_of(patch, SHEET, 10, 8) == "未填"
    assert value_of(patch, SHEET, 11, 10) == "合计；未见得分的指标若得满分，最多 92.23"
    assert value_of(patch, SHEET, 12, 8) == "未定"


def test_rows_that_do_not_apply_leave_the_total(
    tmp_path: Path, recalculate: Callable[..., list[Path]]
) -> None:
    rows = tuple(
        replace(row, actual=example.stated("不适用", 10, 4)) if row.name == "满意程度" else row
        for row in example.filing().indicators
    )
    filing = replace(example.filing(), indicators=rows)
    scheme = replace(example.SCHEME, rescale=True)
    report = replace(
        example.report(), filing=filing, scheme=scheme, scorecard=score_filing(filing, scheme)
    )
    patch = scored_copy(report, example.snapshot())
    assert value_of(patch, SHEET, 10, 8) == "不适用"
    path = tmp_path / "不适用.xlsx"
    path.write_bytes(apply(workbook(example.snapshot()), patch))
    page = openpyxl.load_workbook(recalculate([path])[0], data_only=True)[SHEET]
    assert excel.equal(page["H11"].value, report.scorecard.low)


def test_nothing_is_added_beside_a_table_that_has_no_scores() -> None:
    bare = replace(example.filing(), indicators=(), funds=(), blocks=(), total_score=None)
    report = replace(example.report(), filing=bare, scorecard=score_filing(bare, example.SCHEME))
    patch = scored_copy(report, example.snapshot())
    assert {write.sheet for write in patch.cells} == {"核对结果", "规则目录"}


def results(path: Path) -> Worksheet:
    """Return the sheet 核对结果 as openpyxl reads it."""
    page = openpyxl.load_workbook(path)["核对结果"]
    assert isinstance(page, Worksheet)
    return page


def test_result_sheet(copy: Path) -> None:
    page = results(copy)
    assert page["A1"].value == (
        "共 3 处：错误 1，待核实 1，提示 1，尾差 0 ｜ 评分行 4：已按规则复算 3，未复算 1；无法核对 1 项"
    )
    assert tuple(cell.value for cell in page[3]) == HEADINGS
    first = [cell.value for cell in page[4]]
    assert first[:9] == [1, "错误", "影响得分", "XA501", "自评表!F8", "30", "30", "28.50", 1.5]
    assert first[9].split("\n")[1] == "若实际完成值改为 90%，则得分相符"
    assert first[10] == "自评表!D8 等 2 处"
    assert first[13] == example.FINDINGS[0].key
    assert page["E4"].hyperlink.location == "'自评表'!F8"
    assert page["K4"].hyperlink.location == "'自评表'!D8"
    assert page.freeze_panes == "A4"
    assert page["A8"].value == "未能核对 1 项：缺少数据，不代表有误"
    assert [page.cell(9, column).value for column in (2, 4, 6, 10)] == [
        "未核",
        "XA998",
        "情况说明",
        "没有自评报告",
    ]


def test_decisions_are_chosen_from_a_list(copy: Path) -> None:
    (rule,) = results(copy).data_validations.dataValidation
    assert rule.formula1 == f'"{",".join(DECISIONS)}"'
    assert str(rule.sqref) == "L4:L6"


def test_key_is_hidden_and_the_rest_is_seen(copy: Path) -> None:
    page = results(copy)
    widths = {letter: page.column_dimensions[letter] for letter in "ABCDEFGHIJKLMN"}
    assert widths["N"].hidden or widths["N"].width == 0
    assert all(
        not each.hidden and each.width >= 5 for letter, each in widths.items() if letter != "N"
    )


def test_long_messages_get_high_rows() -> None:
    finding = replace(example.FINDINGS[0], message="很长的一句说明，" * 30)
    patch = scored_copy(example.report(finding), example.snapshot())
    heights = next(sheet.heights for sheet in patch.sheets_added if sheet.name == "核对结果")
    assert heights is not None
    assert 130 < heights[4] <= 409


def test_a_clean_filing_is_said_to_be_clean() -> None:
    report = replace(example.report(), findings=(), unchecked=())
    patch = scored_copy(report, example.snapshot())
    assert value_of(patch, "核对结果", 4, 1) == "没有发现不一致之处。"


def test_rules_that_were_met_are_explained(copy: Path) -> None:
    page = openpyxl.load_workbook(copy)["规则目录"]
    codes = [row[0].value for row in page.iter_rows(min_row=2)]
    assert codes == ["XA501", "XA502"]  # codes without a page are left out
    assert all(row[1].value and row[2].value for row in page.iter_rows(min_row=2))


@pytest.mark.parametrize(
    "text", ["=1+1", "=cmd|' /C calc'!A0", "{=1}", "http://example.invalid", "@SUM(A1)"]
)
def test_text_of_a_filing_stays_text(text: str, tmp_path: Path) -> None:
    finding = replace(
        example.FINDINGS[0], message=text, quote=text, stated=text, expected=text, repair=""
    )
    patch = scored_copy(example.report(finding), example.snapshot())
    path = tmp_path / "文字.xlsx"
    path.write_bytes(apply(workbook(example.snapshot()), patch))
    page = results(path)
    for cell in ("F4", "G4", "H4", "J4"):
        assert (page[cell].data_type, page[cell].value, page[cell].hyperlink) == ("s", text, None)


def test_severity_is_a_word_and_a_colour_that_reads_in_grey() -> None:
    findings = [replace(example.FINDINGS[0], severity=severity) for severity in Severity]
    patch = scored_copy(example.report(*findings), example.snapshot())
    for row, severity in enumerate(Severity, start=4):
        assert value_of(patch, "核对结果", row, 2) == severity.value
    for write in patch.cells:
        if write.style and write.style.fill:
            assert _contrast(write.style.fill, write.style.color) >= 4.5, write


def _contrast(fill: str, color: str) -> float:
    """Return the contrast ratio as the Web Content Accessibility Guidelines reckon it."""
    light, dark = sorted((_luminance(fill), _luminance(color)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    shares = [int(color[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [
        share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_scoring_a_copy_again_gives_the_same_copy(copy: Path, tmp_path: Path) -> None:
    snapshot = read_workbook(copy)
    again = apply(copy.read_bytes(), scored_copy(_read_from(snapshot), snapshot))
    second = tmp_path / "again.xlsx"
    second.write_bytes(again)
    first_book, second_book = openpyxl.load_workbook(copy), openpyxl.load_workbook(second)
    assert first_book.sheetnames == second_book.sheetnames
    for name in first_book.sheetnames:
        cells = [[cell.value for cell in row] for row in first_book[name].iter_rows()]
        assert cells == [[cell.value for cell in row] for row in second_book[name].iter_rows()], (
            name
        )


def _read_from(snapshot: Snapshot) -> Report:
    del snapshot
    return example.report()


def test_what_is_ours_is_found_and_taken_away(copy: Path) -> None:
    snapshot = read_workbook(copy)
    before = example.snapshot().sheet(SHEET)
    after = owned(snapshot).stripped(snapshot)
    assert [sheet.name for sheet in after.sheets] == [SHEET]
    values = {place: cell.value for place, cell in after.sheet(SHEET).cells.items()}
    assert values == {place: cell.value for place, cell in before.cells.items()}


def test_a_sheet_of_their_own_with_our_name_stays() -> None:
    snapshot = example.snapshot()
    theirs = Sheet("核对结果", dict(snapshot.sheet(SHEET).cells))
    snapshot = replace(snapshot, sheets=(*snapshot.sheets, theirs))
    patch = scored_copy(example.report(), snapshot)
    assert patch.sheets_removed == ()
    assert [sheet.name for sheet in patch.sheets_added] == ["核对结果(2)", "规则目录"]


def test_their_own_column_of_that_name_stays() -> None:
    assert owned(example.snapshot()).cells == frozenset()


@pytest.mark.parametrize("column", [60, 16384])
def test_a_stray_cell_does_not_carry_the_columns_away(column: int) -> None:
    snapshot = example.snapshot()
    cells = {**snapshot.sheet(SHEET).cells, (60, column): Cell(" "), (2, 9): Cell("附注")}
    sheet = replace(snapshot.sheet(SHEET), cells=cells)
    patch = scored_copy(example.report(), replace(snapshot, sheets=(sheet,)))
    assert {write.column for write in patch.cells if write.sheet == SHEET} == {10, 11, 12}


def test_decisions_stay_with_their_findings(copy: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(copy)
    page = book["核对结果"]
    page["L4"], page["M4"], page["L5"] = "属实不改", "局长已阅", "已改"
    book.save(copy)
    changed = replace(example.FINDINGS[1], quote="25", stated="25")
    report = example.report(*example.FINDINGS[::2], changed)
    noted = decisions(read_workbook(copy))
    for snapshot, earlier in ((read_workbook(copy), {}), (example.snapshot(), noted)):
        patch = scored_copy(report, snapshot, earlier)
        assert value_of(patch, "核对结果", 4, 12) == "属实不改"
        assert value_of(patch, "核对结果", 4, 13) == "局长已阅"
        assert value_of(patch, "核对结果", 5, 12) is None
        assert value_of(patch, "核对结果", 6, 12) is None  # one of its figures changed


def test_a_grade_in_the_row_of_the_total_gets_a_line_below() -> None:
    filing = replace(example.filing(), grade=example.stated("优", 11, 7))
    report = replace(
        example.report(), filing=filing, scorecard=score_filing(filing, example.SCHEME)
    )
    patch = scored_copy(report, example.snapshot())
    assert value_of(patch, SHEET, 11, 8) == Decimal("91.23")
    below = [write.value for write in patch.cells if (write.sheet, write.column) == (SHEET, 8)]
    assert below[-1] == "优"
    lines = [write.row for write in patch.cells if (write.sheet, write.column) == (SHEET, 8)]
    assert len(set(lines)) == len(lines)


def test_columns_that_are_no_longer_wanted_are_emptied(copy: Path) -> None:
    bare = replace(example.filing(), indicators=(), funds=(), blocks=(), total_score=None)
    report = replace(example.report(), filing=bare, scorecard=score_filing(bare, example.SCHEME))
    snapshot = read_workbook(copy)
    patch = scored_copy(report, snapshot)
    emptied = {(write.row, write.column) for write in patch.cells if write.sheet == SHEET}
    ours = {place for place in snapshot.sheet(SHEET).cells if place[1] >= 8}
    assert emptied == ours
    assert all(
        write.value is write.formula is None for write in patch.cells if write.sheet == SHEET
    )
