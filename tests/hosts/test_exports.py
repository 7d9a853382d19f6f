"""csv, JSON and parquet: what other programs read back, what a spreadsheet makes of it, and what happens on failure."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from pyarrow import parquet

from tests import libreoffice
from tests.output import example
from tests.output.test_frames import AMOUNT, summary
from xlaudit.county.model import CountySummary
from xlaudit.county.summary import summarise
from xlaudit.errors import OutputError, UsageError
from xlaudit.hosts import exports
from xlaudit.hosts.exports import check_target, write_tables
from xlaudit.output import csv_text
from xlaudit.output.csv_text import marked
from xlaudit.output.frames import CountyFrames
from xlaudit.output.tables import TABLES

NAMES = [f"{table.name}.csv" for table in TABLES]

# What a spreadsheet would turn into something else, and what it leaves as it is.
RISKY = [
    "0012", "12", "1.5", "1,234.50", "-3", "+3", "@x", "=1+1", " =1+1", "\t=1", "'轻声", "95%", "1E5",
    "3-4", "2022-12-31", "3月5日", "2022年3月5日", "5-Mar", "Mar 5", "9:00", "(5)", "¥100", "TRUE", "false",
    "＝1+1", "１２", '=HYPERLINK("http://x","y")', "-", "+", "\r\n=1",
]  # fmt: skip
SAFE = [
    "示例县民政局",
    "≥90%",
    "12人次",
    "第3批",
    "甲,乙",
    "他说“好”",
    'a "b"',
    "一\n二",
    "F12",
    "90分以上",
]


def held(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def rows_of(path: Path) -> list[list[str]]:
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def named(*names: str) -> CountySummary:
    """Return a county of departments with these names."""
    digests = [replace(example.digest(), name=name, code=name) for name in names]
    return summarise([replace(each, findings=()) for each in digests])


def test_csv_is_four_files_with_chinese_headings(tmp_path: Path) -> None:
    write_tables(summary(), tmp_path / "表", "csv")
    assert held(tmp_path / "表") == sorted(NAMES)
    assert held(tmp_path) == ["表"]
    for table in TABLES:
        rows = rows_of(tmp_path / "表" / f"{table.name}.csv")
        assert rows[0] == [column.title for column in table.columns]
        assert {len(row) for row in rows} == {len(table.columns)}
    heading, *rows = rows_of(tmp_path / "表" / "departments.csv")
    first, second = (dict(zip(heading, row, strict=True)) for row in rows)
    if first["部门"] != "'=民政局":
        first, second = second, first
    assert (first["部门编码"], first["全年预算数（元）"]) == ("'0012", "9999999999999.99")
    assert (first["全年执行数（元）"], first["自评等级"], first["计入合计"]) == ("", "", "是")
    assert (second["部门编码"], second["系统得分下限（分）"], second["错误（处）"]) == (
        "'007",
        "91.23",
        "1",
    )
    heading, *rows = rows_of(tmp_path / "表" / "sources.csv")
    assert "2023-03-14 09:26:53" in {row[heading.index("修改时间（UTC）")] for row in rows}


def test_csv_is_crlf_and_the_same_each_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_tables(summary(), tmp_path / name, "csv")
    for name in NAMES:
        data = (tmp_path / "a" / name).read_bytes()
        assert data == (tmp_path / "b" / name).read_bytes()
        assert data.endswith(b"\r\n")


@pytest.mark.parametrize("text", RISKY)
def test_a_risky_text_is_marked_and_comes_back(text: str) -> None:
    assert marked(text) == f"'{text}"
    assert marked(text).removeprefix("'") == text


@pytest.mark.parametrize("text", SAFE)
def test_a_safe_text_stays(text: str) -> None:
    assert marked(text) == text


def test_marking_is_quick_on_long_texts() -> None:
    began = time.perf_counter()
    for text in ("9" * 32_000 + "甲", " " * 32_000 + "甲", "1." * 16_000 + "x", "a" * 32_000):
        marked(text)
    assert time.perf_counter() - began < 1


@pytest.mark.skipif(libreoffice.SOFFICE is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_opens_every_text_as_it_was(tmp_path: Path) -> None:
    texts = [text for text in (*RISKY, *SAFE) if text == text.strip()]
    write_tables(named(*texts), tmp_path / "表", "csv")
    source = tmp_path / "表" / "departments.csv"
    sheet = _opened(source, tmp_path)
    cells = [sheet.cell(row, 2) for row in range(2, sheet.max_row + 1)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert sorted(str(cell.value).removeprefix("'") for cell in cells) == sorted(texts)
    assert {sheet.cell(row, 8).data_type for row in range(2, sheet.max_row + 1)} == {"n"}
    # Without the marks the same reader bends them: the test can fail.
    bare = tmp_path / "bare.csv"
    bare.write_text("".join(f"{text}\r\n" for text in ("0012", "=1+1", "3-4")), "utf-8-sig")
    assert [row[0].value for row in _opened(bare, tmp_path).iter_rows()] != ["0012", "=1+1", "3-4"]


def _opened(source: Path, folder: Path) -> Worksheet:
    """Open a csv file as a person would: comma, UTF-8, numbers and dates recognised, formulas run."""
    assert libreoffice.SOFFICE is not None
    options = "44,34,76,1,,2052,false,true,false,false,false,-1,false,true"
    command = [
        libreoffice.SOFFICE,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        f"--infilter=Text - txt - csv (StarCalc):{options}",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "opened"),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    sheet = openpyxl.load_workbook(folder / "opened" / f"{source.stem}.xlsx").active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_json_is_the_documented_one(tmp_path: Path) -> None:
    target = tmp_path / "汇总.json"
    write_tables(summary(), target, "json")
    text = target.read_text(encoding="utf-8")
    assert text.endswith("\n")
    assert json.loads(text)["schema"].startswith("xlaudit.summary/")
    with pytest.raises(OutputError, match="--force"):
        write_tables(summary(), target, "json")
    write_tables(summary(), target, "json", force=True)


def test_parquet_reads_back_as_the_frames(tmp_path: Path) -> None:
    write_tables(summary(), tmp_path / "表", "parquet")
    county = CountyFrames(summary())
    for table in TABLES:
        read = parquet.read_table(tmp_path / "表" / f"{table.name}.parquet")
        frame = getattr(county, table.name)
        assert read.column_names == list(frame.columns)
        for column in table.columns:
            values = read.column(column.name).to_pylist()
            wanted = [None if pd.isna(value) else value for value in frame[column.name]]
            assert values == wanted, column.name
    schema = parquet.read_schema(tmp_path / "表" / "departments.parquet")
    assert schema.field("budget").metadata[b"heading"].decode() == "全年预算数（元）"
    assert [str(schema.field(name).type) for name in ("code", "year", "budget", "is_counted")] == [
        "string",
        "int64",
        "double",
        "bool",
    ]


def test_parquet_of_nothing_has_its_columns(tmp_path: Path) -> None:
    write_tables(summarise([]), tmp_path / "表", "parquet")
    read = parquet.read_table(tmp_path / "表" / "findings.parquet")
    assert read.num_rows == 0
    assert read.column_names == [column.name for column in TABLES[2].columns]


def test_parquet_in_several_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "_ROWS_AT_ONCE", 2)
    write_tables(named(*"甲乙丙丁戊"), tmp_path / "表", "parquet")
    file = parquet.ParquetFile(tmp_path / "表" / "departments.parquet")
    assert (file.num_row_groups, file.metadata.num_rows) == (3, 5)


def test_without_pyarrow_one_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pyarrow.*xlaudit\[parquet\].*--format csv"):
        check_target(tmp_path / "表", "parquet", force=False)
    with pytest.raises(UsageError, match="pyarrow"):
        write_tables(summary(), tmp_path / "表", "parquet")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "form", "words"),
    [
        ("汇总.csv", "csv", "请去掉 .csv"),
        ("汇总.xlsx", "csv", "是一个文件夹"),
        ("汇总.parquet", "parquet", "请去掉 .parquet"),
        ("汇总", "json", "应以 .json 结尾"),
        ("汇总", "xml", "没有“xml”这种格式"),
        ("没有/汇总", "csv", "不存在"),
    ],
)
def test_names_that_will_not_do(name: str, form: str, words: str, tmp_path: Path) -> None:
    with pytest.raises((UsageError, OutputError), match=words):
        check_target(tmp_path / name, form, force=True)
    assert not list(tmp_path.iterdir())


def test_a_folder_is_replaced_only_on_request_and_never_with_other_files_in_it(
    tmp_path: Path,
) -> None:
    target = tmp_path / "表"
    write_tables(named("甲局"), target, "csv")
    with pytest.raises(OutputError, match="--force"):
        write_tables(named("乙局"), target, "csv")
    write_tables(named("乙局"), target, "csv", force=True)
    assert rows_of(target / "departments.csv")[1][1] == "乙局"
    (target / "说明.docx").write_bytes(b"mine")
    with pytest.raises(OutputError, match=r"说明\.docx"):
        write_tables(named("丙局"), target, "csv", force=True)
    assert (target / "说明.docx").read_bytes() == b"mine"
    assert rows_of(target / "departments.csv")[1][1] == "乙局"
    (tmp_path / "文件").write_bytes(b"mine")
    with pytest.raises(OutputError, match="已经存在"):
        write_tables(named("丙局"), tmp_path / "文件", "csv", force=True)


def test_an_empty_folder_is_a_place(tmp_path: Path) -> None:
    (tmp_path / "表").mkdir()
    write_tables(named("甲局"), tmp_path / "表", "csv")
    assert (tmp_path / "表" / "findings.csv").is_file()


class _BreakError(Exception):
    pass


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), _BreakError()])
def test_a_failure_leaves_the_old_folder_and_nothing_else(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "表"
    write_tables(named("甲局"), target, "csv")
    before = {path.name: path.read_bytes() for path in target.iterdir()}
    written: list[object] = []

    def breaks(*arguments: object) -> object:
        written.append(arguments)
        if len(written) == 3:
            raise error
        return csv_text.csv_lines(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(exports, "csv_lines", breaks)
    wanted = OutputError if isinstance(error, OSError) else _BreakError
    with pytest.raises(wanted):
        write_tables(named("乙局"), target, "csv", force=True)
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before
    assert held(tmp_path) == ["表"]


def test_where_the_move_fails_the_old_folder_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "表"
    write_tables(named("甲局"), target, "csv")
    rename = Path.rename

    def refuses(self: Path, to: Path) -> Path:
        if self.suffix == ".tmp":
            raise PermissionError(13, "busy")
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", refuses)
    with pytest.raises(OutputError, match="关闭占用它的程序"):
        write_tables(named("乙局"), target, "csv", force=True)
    assert rows_of(target / "departments.csv")[1][1] == "甲局"
    assert held(tmp_path) == ["表"]


_KILLED = """
import os, sys
from dataclasses import replace
from pathlib import Path
from tests.output import example
from xlaudit.county.summary import summarise
from xlaudit.hosts import exports
rename, moves = Path.rename, []
def killed(self, to):
    if len(moves) == int(sys.argv[2]):
        os._exit(9)
    moves.append(to)
    return rename(self, to)
Path.rename = killed
summary = summarise([replace(example.digest(), name="乙局")])
exports.write_tables(summary, Path(sys.argv[1]), "csv", force=True)
"""


@pytest.mark.parametrize(("moves", "after"), [(0, "甲局"), (1, "甲局"), (2, "乙局")])
def test_killed_between_the_moves_nothing_is_lost(moves: int, after: str, tmp_path: Path) -> None:
    target = tmp_path / "表"
    write_tables(named("甲局"), target, "csv")
    command = [sys.executable, "-c", _KILLED, str(target), str(moves)]
    root = Path(__file__).parents[2]
    ended = subprocess.run(command, cwd=root, check=False, capture_output=True)
    assert ended.returncode == (0 if moves == 2 else 9), ended.stderr
    whole = target if target.exists() else tmp_path / ".表.xlaudit-old"
    assert rows_of(whole / "departments.csv")[1][1] == after
    assert held(whole) == sorted(NAMES)
    write_tables(named("丙局"), target, "csv", force=True)
    assert rows_of(target / "departments.csv")[1][1] == "丙局"
    assert not (tmp_path / ".表.xlaudit-old").exists()


def test_amounts_in_csv_are_exact(tmp_path: Path) -> None:
    write_tables(summary(), tmp_path / "表", "csv")
    heading, *rows = rows_of(tmp_path / "表" / "departments.csv")
    amounts = [row[heading.index("全年预算数（元）")] for row in rows]
    assert AMOUNT in {Decimal(amount) for amount in amounts}


def test_readme_program_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines of README under import xlaudit, one after the other, on the invented county."""
    text = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(import xlaudit\n.*?)```", text, re.DOTALL)
    county = Path(__file__).parents[2] / "workbooks" / "samples" / "示例县"
    shutil.copytree(county, tmp_path / "报送")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for line in program.splitlines():
        exec(line, names)
    frames = names["county"]
    assert isinstance(frames, CountyFrames)
    assert len(frames.departments) == len(list(county.glob("*.xlsx")))
    assert frames.findings["severity"].eq("错误").any()
