"""The buttons that open a workbook of their own: a folder's summary, a blank form."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.addin.clicks import click
from tests.addin.live_books import SAMPLES, WORKBOOKS
from xlaudit.addin.settings import ADDIN_NAME, FOLDER_CELL, SHEET_NAME
from xlaudit.cli import main
from xlaudit.hosts.files import read_workbook
from xlaudit.hosts.live.read import snapshot
from xlaudit.schemes.load import scheme_ids

COUNTY = [
    path for path in SAMPLES if path.stem in ("示例县交通运输局", "示例县教育局", "示例县水利局")
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of three filings and one file that is none."""
    made = tmp_path / "报送 一"
    made.mkdir()
    for path in COUNTY:
        shutil.copy(path, made)
    (made / "坏的.xlsx").write_text("不是工作簿", encoding="utf-8")
    return made


def test_a_folder_becomes_a_summary_beside_it(excel: Any, folder: Path) -> None:
    book = excel.books.add()
    told: list[str] = []
    settings = book.impl._books.app._settings
    watched = type("Watched", (dict,), {})(settings)
    watched.__class__.__setitem__ = lambda self, key, value: (
        told.append(value) if key == "status_bar" else None,
        dict.__setitem__(self, key, value),
    )[1]
    book.impl._books.app._settings = watched
    assert click(book, "consolidate", str(folder)) == []
    target = folder.parent / "汇总.xlsx"
    assert excel.books.active.fullname == str(target)
    names = {path.stem for path in COUNTY}
    texts = {
        cell.value
        for sheet in read_workbook(target).sheets
        for cell in sheet.cells.values()
        if isinstance(cell.value, str)
    }
    assert names <= texts
    assert any("坏的" in text for text in texts)
    assert [text for text in told if text and "/4 " in text][-1] == "xlaudit 4/4 汇总…"
    assert excel.status_bar is False
    assert {path.name for path in folder.iterdir()} == {path.name for path in COUNTY} | {
        "坏的.xlsx"
    }

    excel.books.active.close()
    assert click(book, "consolidate", str(folder)) == []  # an older summary is replaced


def test_the_summary_is_that_of_the_command_line_and_keeps_what_was_noted(
    excel: Any, folder: Path
) -> None:
    book = excel.books.add()
    assert click(book, "consolidate", str(folder)) == []
    excel.books.active.close()
    target = folder.parent / "汇总.xlsx"
    written = target.read_bytes()
    assert main(["consolidate", str(folder), "-o", str(target), "--force"]) == 1
    assert target.read_bytes() == written

    typed = load_workbook(target)
    sheet = typed["问题清单"]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value}
    sheet.cell(cells["备注"].row + 1, cells["备注"].column, "已电话核实")
    typed.save(target)
    assert click(book, "consolidate", str(folder)) == []
    excel.books.active.close()
    texts = [cell.value for row in load_workbook(target)["问题清单"].iter_rows() for cell in row]
    assert texts.count("已电话核实") == 1


def test_the_folder_that_vba_left_in_the_add_in(excel: Any, folder: Path, tmp_path: Path) -> None:
    addin = excel.books.add()
    addin.sheets[0].name = SHEET_NAME
    addin.sheets[0].range(FOLDER_CELL).value = f"'{folder}"
    addin.save(tmp_path / ADDIN_NAME)
    book = excel.books.add()
    assert click(book, "consolidate") == []
    assert excel.books.active.name == "汇总.xlsx"

    excel.books.active.close()
    addin.sheets[0].range(FOLDER_CELL).value = None
    assert "没有选择文件夹" in click(book, "consolidate")[0]


def test_a_summary_that_is_open_is_not_written(excel: Any, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "别处"
    other.mkdir()
    book = excel.books.add()
    book.save(other / "汇总.xlsx")
    assert "汇总.xlsx" in click(book, "consolidate", str(folder))[0]
    assert not (folder.parent / "汇总.xlsx").exists()


def test_a_workbook_of_that_name_that_is_no_summary_stays(excel: Any, folder: Path) -> None:
    target = folder.parent / "汇总.xlsx"
    shutil.copy(SAMPLES[0], target)
    assert "不是 xlaudit 写的汇总" in click(excel.books.add(), "consolidate", str(folder))[0]
    assert target.read_bytes() == SAMPLES[0].read_bytes()


@pytest.mark.parametrize(
    ("name", "said"), [("没有", "找不到"), ("空", "没有"), ("只有坏的", "没有一个读得出自评表")]
)
def test_folders_without_a_filing(excel: Any, tmp_path: Path, name: str, said: str) -> None:
    for each in ("空", "只有坏的"):
        (tmp_path / each).mkdir()
    (tmp_path / "只有坏的" / "甲.xlsx").write_text("不是工作簿", encoding="utf-8")
    assert said in click(excel.books.add(), "consolidate", str(tmp_path / name))[0]
    assert not (tmp_path / "汇总.xlsx").exists()


@pytest.mark.parametrize("scheme_id", scheme_ids())
def test_a_blank_form_opens_beside_the_workbook(excel: Any, tmp_path: Path, scheme_id: str) -> None:
    book = excel.books.add()
    book.save(tmp_path / "在编.xlsx")
    assert click(book, "new", scheme_id) == []
    opened = excel.books.active
    assert opened.fullname == str(tmp_path / f"自评表 {scheme_id}.xlsx")
    template = read_workbook(WORKBOOKS / "templates" / f"{scheme_id}.xlsx")
    assert snapshot(opened).sha256 == template.sha256
    assert click(book, "new", scheme_id) == []
    assert excel.books.active.name == f"自评表 {scheme_id}(2).xlsx"


def test_a_blank_form_without_or_of_an_unknown_scheme(excel: Any) -> None:
    book = excel.books.add()
    assert "没有选择评分方案" in click(book, "new")[0]
    assert "没有编号为“henan”的评分方案" in click(book, "new", "henan")[0]
    # a scheme file that lies about is not taken from a button's argument
    assert "没有选择评分方案" in click(book, "new", "方案.toml")[0]
    assert len(excel.books) == 1
