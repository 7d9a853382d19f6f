"""``xlaudit consolidate``: folders, workers, broken workbooks, our own files."""

from __future__ import annotations

import io
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.test_cli import PINGDINGSHAN, SAMPLES, SCHEME, ZHENGZHOU, Run, run
from xlaudit.cli import main
from xlaudit.county.digest import Digest
from xlaudit.county.summary import Failure
from xlaudit.errors import UsageError
from xlaudit.hosts.batch import audit_files, find_sources, reading
from xlaudit.hosts.consolidation import consolidate

__all__ = ["run"]  # the fixture


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """Make a folder of filings with everything in it that is to be passed over."""
    folder = tmp_path / "报送"
    (folder / "下级, 单位").mkdir(parents=True)
    shutil.copy(ZHENGZHOU, folder / "乙.xlsx")
    shutil.copy(PINGDINGSHAN, folder / "下级, 单位" / "甲 😀.xlsx")
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    for name in ("~$乙.xlsx", "._乙.xlsx", "乙.评分.xlsx", "说明.docx", "名单.txt"):
        (folder / name).write_bytes(b"not to be read")
    return folder


def test_readme_command(run: Run, tmp_path: Path) -> None:
    ended = run("consolidate", SAMPLES, "-o", "汇总.xlsx")
    assert ended.code in (0, 1)
    assert "无法读取" not in ended.out.splitlines()[0]
    files = list(SAMPLES.rglob("*.xlsx"))
    assert ended.out.splitlines()[-1] == f"共 {len(files)} 份，无法读取 0 份"
    sheet = openpyxl.load_workbook(tmp_path / "汇总.xlsx")["汇总表"]
    assert sheet.max_row >= 3 + len(files)


def test_a_broken_workbook_costs_one_row(run: Run, county: Path, tmp_path: Path) -> None:
    ended = run("consolidate", county, "-o", "汇总.xlsx")
    assert ended.code == 1
    lines = ended.out.splitlines()
    assert [line.partition(": ")[0] for line in lines[:3]] == [
        "下级, 单位/甲 😀.xlsx",
        "乙.xlsx",
        "坏.xlsx",
    ]
    assert "无法读取" in lines[2]
    assert lines[-1] == "共 2 份，无法读取 1 份"
    assert ended.error == "汇总：汇总.xlsx\n"
    book = openpyxl.load_workbook(tmp_path / "汇总.xlsx")
    assert {"乙.xlsx", "下级, 单位/甲 😀.xlsx"} <= texts(book["汇总表"])
    assert {"坏.xlsx", "无法读取"} <= texts(book["报送情况"])


def texts(sheet: Worksheet) -> set[object]:
    return {cell.value for row in sheet.iter_rows() for cell in row}


def test_json(run: Run, county: Path, tmp_path: Path) -> None:
    for arguments in (["汇总.json"], ["again.json", "--format", "json"]):
        assert run("consolidate", county, "-o", *arguments).code == 1
    value = json.loads((tmp_path / "汇总.json").read_text(encoding="utf-8"))
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "汇总.json").read_bytes()
    assert {row["source"] for row in value["departments"]} == {"下级, 单位/甲 😀.xlsx", "乙.xlsx"}
    assert [row["source"] for row in value["failures"]] == ["坏.xlsx"]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_other_forms_are_folders(form: str, run: Run, county: Path, tmp_path: Path) -> None:
    assert run("consolidate", county, "-o", "汇总", "--format", form).code == 1
    assert {each.suffix for each in (tmp_path / "汇总").iterdir()} == {f".{form}"}
    assert run("consolidate", county, "-o", "汇总", "--format", form).code == 2
    assert run("consolidate", county, "-o", "汇总", "--format", form, "--force").code == 1


def test_same_bytes_whatever_the_workers_and_the_order(
    run: Run, county: Path, tmp_path: Path
) -> None:
    paths = [county / "乙.xlsx", county / "下级, 单位" / "甲 😀.xlsx"]
    runs = ([county], [county, "--workers", "2"])
    for number, arguments in enumerate(runs):
        run("consolidate", *arguments, "-o", f"{number}.xlsx")
    run("consolidate", *paths, "-o", "a.xlsx")
    run("consolidate", *reversed(paths), *paths, "-o", "b.xlsx")
    read = {path.name: path.read_bytes() for path in tmp_path.glob("*.xlsx")}
    assert read["0.xlsx"] == read["1.xlsx"]
    assert read["a.xlsx"] == read["b.xlsx"]


def test_second_run_passes_its_own_summary_over(run: Run, county: Path) -> None:
    target = county / "汇总.xlsx"
    first = run("consolidate", county, "-o", target)
    data = target.read_bytes()
    refused = run("consolidate", county, "-o", target)
    assert refused.code == 2
    assert "--force" in refused.error
    again = run("consolidate", county, "-o", target, "--force")
    assert again.out == first.out
    assert target.read_bytes() == data
    other = run("consolidate", county, "-o", county / "另.xlsx")
    assert other.out == first.out


def test_a_filing_is_never_the_output(run: Run, county: Path) -> None:
    before = (county / "乙.xlsx").read_bytes()
    ended = run("consolidate", county, "-o", county / "乙.xlsx", "--force")
    assert (ended.code, ended.out) == (2, "")
    assert "送来的工作簿" in ended.error
    assert (county / "乙.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["没有", "-o", "汇总.xlsx"], "找不到“没有”"),
        (["空", "-o", "汇总.xlsx"], "里没有工作簿"),
        (["坏", "-o", "汇总.xlsx"], "没有一个读得出自评表"),
        (["坏", "-o", "汇总.csv"], "应以 .xlsx 结尾"),
        (["坏", "-o", "没有/汇总.xlsx"], "不存在"),
    ],
)
def test_bad_input(arguments: list[str], words: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    (tmp_path / "坏").mkdir()
    (tmp_path / "坏" / "坏.xlsx").write_bytes(b"PK broken")
    ended = run("consolidate", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.error
    assert ended.error.count("\n") == 1
    assert not list(tmp_path.glob("汇总*"))


def test_sources_are_sorted_and_named_below_their_folder(county: Path) -> None:
    names = [source.name for source in find_sources([county])]
    assert names == ["下级, 单位/甲 😀.xlsx", "乙.xlsx", "坏.xlsx"]
    around = county / "下级, 单位" / ".." / "乙.xlsx"
    assert find_sources([county, around]) == find_sources([county])
    with pytest.raises(UsageError, match="里没有工作簿"):
        find_sources([])


def test_sources_come_in_order_whatever_the_folder_says(tmp_path: Path) -> None:
    names = [f"{number * 7 % 31:02}.xlsx" for number in range(31)]
    for name in names:
        (tmp_path / name).touch()
    assert [source.name for source in find_sources([tmp_path])] == sorted(names)


def test_any_executor_gives_the_same(county: Path) -> None:
    sources = find_sources([county])
    serial = list(audit_files(sources, SCHEME))
    with ThreadPoolExecutor(2) as executor:
        assert list(audit_files(sources, SCHEME, 2, executor)) == serial
    assert [type(each) for each in serial] == [Digest, Digest, Failure]


def test_digests_come_back_from_other_processes(county: Path) -> None:
    sources = find_sources([county])
    here = list(audit_files(sources, workers=0))
    assert list(audit_files(sources, workers=1)) == here
    assert list(audit_files(sources, workers=2)) == here


def test_bug_names_the_file(monkeypatch: pytest.MonkeyPatch, county: Path) -> None:
    def bug(*_: object) -> None:
        raise RuntimeError("bug")

    monkeypatch.setattr(reading, "audit_snapshot", bug)
    with pytest.raises(RuntimeError) as caught:
        list(audit_files(find_sources([county / "乙.xlsx"]), workers=0))
    assert "乙.xlsx" in caught.value.__notes__[0]


def test_python_interface(county: Path) -> None:
    summary = consolidate([county])
    assert [row.source for row in summary.departments] == ["下级, 单位/甲 😀.xlsx", "乙.xlsx"]
    assert consolidate([str(county)], workers=2) == summary


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_and_table_on_a_terminal(
    county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output, errors = Terminal(), Terminal()
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr("sys.stdout", output)
    monkeypatch.setattr("sys.stderr", errors)
    assert main(["consolidate", str(county), "-o", str(tmp_path / "汇总.xlsx")]) == 1
    lines = output.getvalue().splitlines()
    assert any("部门" in line and "状态" in line for line in lines)
    assert any("─" * 20 in line for line in lines)
    assert "读取与核对" in errors.getvalue()
    assert "3/3" in errors.getvalue()
    assert "份/秒" in errors.getvalue()
    assert "剩余" in errors.getvalue()
