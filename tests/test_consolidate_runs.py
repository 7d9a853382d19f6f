"""``xlaudit consolidate`` run after run: the ledger, interruptions, kills, what people noted, what came before."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.hosts.hostile_workbooks import heavy
from tests.test_cli import PINGDINGSHAN, SAMPLES, ZHENGZHOU, Run, run
from xlaudit.cli import main
from xlaudit.errors import OutputError
from xlaudit.hosts import files
from xlaudit.hosts.batch import mapping
from xlaudit.hosts.batch.reading import read_source
from xlaudit.hosts.consolidation import consolidate

__all__ = ["run"]  # the fixture

ROOT = Path(__file__).parent.parent
COUNTY = sorted((SAMPLES / "示例县").glob("*.xlsx"))


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Make a folder of three departments of one county."""
    folder = tmp_path / "报送"
    folder.mkdir()
    for path in COUNTY[:3]:
        shutil.copy(path, folder)
    return folder


def xlaudit(*arguments: object, cwd: Path) -> subprocess.Popen[str]:
    """Start the command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "xlaudit", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        encoding="utf-8",
    )


def test_all_samples_give_the_same_bytes_with_one_worker_and_two(run: Run, tmp_path: Path) -> None:
    backwards = sorted(SAMPLES.rglob("*.xlsx"), reverse=True)
    folder = tmp_path / "全部"
    for path in backwards:  # made in another order than the names'
        (folder / path.parent.name).mkdir(parents=True, exist_ok=True)
        shutil.copy(path, folder / path.parent.name)
    said = [
        run("consolidate", folder, "-o", f"{name}.xlsx", "--workers", workers, *more)
        for name, workers, more in (
            ("one", 1, []),
            ("two", 2, []),
            ("kept", 2, ["--ledger", "台账.sqlite"]),
            ("again", 1, ["--ledger", "台账.sqlite"]),
        )
    ]
    assert len({ended.out for ended in said}) == 1
    assert {ended.code for ended in said} == {1}
    data = {(tmp_path / f"{name}.xlsx").read_bytes() for name in ("one", "two", "kept", "again")}
    assert len(data) == 1
    sheets = openpyxl.load_workbook(tmp_path / "one.xlsx").worksheets
    assert sum(sheet.sheet_state == "visible" for sheet in sheets) == 9


def test_a_second_run_reads_only_what_is_new_or_changed(
    run: Run, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def noted(source, scheme_id):
        read.append(source.name)
        return read_source(source, scheme_id)

    monkeypatch.setattr(mapping, "LimitedProcesses", Here)
    monkeypatch.setattr(mapping, "read_source", noted)
    arguments = ("consolidate", inbox, "-o", "汇总.xlsx", "--ledger", "台账.sqlite", "--force")
    first = run(*arguments)
    assert first.error.splitlines()[0] == "台账：第 1 轮报送：新增 3 份"
    assert len(read) == 3
    data = (tmp_path / "汇总.xlsx").read_bytes()
    (inbox / COUNTY[0].name).touch()
    again = run(*arguments)
    assert len(read) == 3
    assert again.out == first.out
    assert again.error.splitlines()[0] == "台账：第 1 轮报送：没有变化"
    assert (tmp_path / "汇总.xlsx").read_bytes() == data
    shutil.copy(COUNTY[5], inbox / COUNTY[1].name)
    shutil.copy(COUNTY[6], inbox)
    shutil.copy(COUNTY[6], inbox / "另一个名字.xlsx")
    (inbox / COUNTY[2].name).unlink()
    changed = run(*arguments)
    assert changed.error.splitlines()[0] == "台账：第 2 轮报送：新增 2 份、更新 1 份、撤回 1 份"
    assert read[3:] == sorted([COUNTY[1].name, "另一个名字.xlsx"])  # one content is read once
    from_scratch = run("consolidate", inbox, "-o", "新.xlsx")
    assert from_scratch.out == changed.out
    assert (tmp_path / "新.xlsx").read_bytes() == (tmp_path / "汇总.xlsx").read_bytes()


class Here:
    """Stands in for the executor of processes: calls are carried out in this one."""

    def __init__(self, *_: object) -> None:
        pass

    def submit(self, function, *arguments):
        from concurrent.futures import Future  # noqa: PLC0415

        future = Future()
        future.set_result(function(*arguments))
        return future

    def start(self) -> None:
        pass

    def shutdown(self, **_: object) -> None:
        pass


@pytest.mark.parametrize("is_sealed", [False, True])
def test_a_row_that_was_tampered_with_is_read_again(
    run: Run, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_sealed: bool
) -> None:
    arguments = ("consolidate", inbox, "-o", "汇总.xlsx", "--ledger", "台账.sqlite", "--force")
    first = run(*arguments)
    data = (tmp_path / "汇总.xlsx").read_bytes()
    with sqlite3.connect(tmp_path / "台账.sqlite") as connection:
        connection.execute("UPDATE result SET payload = x'789c01'")
    connection.close()
    if is_sealed:  # as somebody would do it who knows how
        monkeypatch.setattr("xlaudit.hosts.ledger.store._seal", lambda *_: "")
        with sqlite3.connect(tmp_path / "台账.sqlite") as connection:
            connection.execute("UPDATE result SET seal = ''")
        connection.close()
    again = run(*arguments)
    assert again.out == first.out
    assert (tmp_path / "汇总.xlsx").read_bytes() == data


def test_a_damaged_ledger_is_rebuilt_and_said(run: Run, inbox: Path, tmp_path: Path) -> None:
    arguments = ("consolidate", inbox, "-o", "汇总.xlsx", "--ledger", "台账.sqlite", "--force")
    first = run(*arguments)
    data = (tmp_path / "汇总.xlsx").read_bytes()
    (tmp_path / "台账.sqlite").write_bytes(b"no database")
    again = run(*arguments)
    assert again.out == first.out
    assert "已损坏，改名为“台账.损坏1.sqlite”" in again.error.splitlines()[0]
    assert (tmp_path / "汇总.xlsx").read_bytes() == data


def note(path: Path, sheet: str, heading: str, text: str) -> None:
    """Fill in the first cell below a heading, as a person does."""
    book = openpyxl.load_workbook(path)
    for row in book[sheet].iter_rows():
        for cell in row:
            if cell.value == heading:
                book[sheet].cell(cell.row + 1, cell.column, text)
                book.save(path)
                book.close()
                return
    pytest.fail(f"no {heading}")


def noted(path: Path, sheet: str, heading: str) -> object:
    book = openpyxl.load_workbook(path)
    found = next(cell for row in book[sheet].iter_rows() for cell in row if cell.value == heading)
    return book[sheet].cell(found.row + 1, found.column).value


def test_what_people_noted_is_kept(run: Run, tmp_path: Path) -> None:
    target, ledger = tmp_path / "汇总.xlsx", tmp_path / "台账.sqlite"
    folder = SAMPLES / "示例县"
    run("consolidate", folder, "-o", target, "--ledger", ledger)
    note(target, "问题清单", "处理意见", "属实不改")
    run("consolidate", folder, "-o", target, "--ledger", ledger, "--force")
    assert noted(target, "问题清单", "处理意见") == "属实不改"
    run("consolidate", folder, "-o", "另.xlsx", "--ledger", ledger)
    assert noted(tmp_path / "另.xlsx", "问题清单", "处理意见") == "属实不改"
    run("consolidate", folder, "-o", target, "--force")  # the summary itself is enough
    assert noted(target, "问题清单", "处理意见") == "属实不改"
    data = target.read_bytes()
    target.write_bytes(data[:3000])
    ended = run("consolidate", folder, "-o", target, "--force")
    assert ended.code == 2
    assert "处理意见带不过来" in ended.error
    assert target.read_bytes() == data[:3000]


def test_last_year_stands_beside_this_year(inbox: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "台账.sqlite"
    before = consolidate([inbox], ledger=ledger)
    assert before.year == 2022
    assert {each.previous for each in before.departments} == {None}
    with sqlite3.connect(ledger) as connection:
        connection.execute("UPDATE figure SET year = 2021")
    connection.close()
    after = consolidate([inbox], ledger=ledger)
    for now, then in zip(after.departments, before.departments, strict=True):
        assert now.previous is not None
        assert now.previous.year == 2021
        assert (now.previous.budget, now.previous.spent) == (then.budget, then.spent)
        assert (now.previous.total, now.previous.grade) == (then.low, then.grade)


def test_interrupted_leaves_a_partial_summary_that_says_so(
    run: Run, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run("consolidate", inbox, "-o", "整.xlsx")
    times = iter(range(9))

    def interrupted(source, scheme_id):
        if next(times) == 2:
            raise KeyboardInterrupt
        return read_source(source, scheme_id)

    monkeypatch.setattr(mapping, "LimitedProcesses", Here)
    monkeypatch.setattr(mapping, "_AHEAD", 1)
    monkeypatch.setattr(mapping, "read_source", interrupted)
    ended = run("consolidate", inbox, "-o", "汇总.xlsx", "--ledger", "台账.sqlite")
    assert ended.code == 130
    assert ended.error == "已中断：3 份里有 1 份没有读；部分结果：汇总.xlsx\n"
    lines = ended.out.splitlines()
    assert "汇总: 没有读 1 份：运行被中断；请再运行一次，补上" in lines
    assert lines[-1] == "共 2 份，无法读取 0 份，没有读 1 份"
    assert not any(": 无法读取" in each for each in lines)
    book = openpyxl.load_workbook(tmp_path / "汇总.xlsx")
    column = [row[4].value for row in book["报送情况"].iter_rows(min_row=4)]
    assert column == ["已报", "已报", "没有读"]
    last = {cell.value for cell in list(book["数据来源"].iter_rows())[-1]}
    assert "（没有读）" in last
    words = {str(cell.value) for row in book["总览"].iter_rows() for cell in row}
    assert any("部分结果：运行被中断，3 份只读了 2 份" in each for each in words)
    again = run("consolidate", inbox, "-o", "汇总.xlsx", "--ledger", "台账.sqlite", "--force")
    assert again.out == whole.out
    assert (tmp_path / "汇总.xlsx").read_bytes() == (tmp_path / "整.xlsx").read_bytes()


def test_interrupted_before_anything_was_read_leaves_nothing(
    run: Run, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(source, scheme_id):
        raise KeyboardInterrupt

    monkeypatch.setattr(mapping, "LimitedProcesses", Here)
    monkeypatch.setattr(mapping, "read_source", interrupted)
    ended = run("consolidate", inbox, "-o", "汇总.xlsx")
    assert ended.code == 130
    assert "已中断" in ended.error
    assert not (tmp_path / "汇总.xlsx").exists()


@pytest.mark.skipif(os.name == "nt", reason="another signal there")
def test_ctrl_c_on_a_real_run(inbox: Path, tmp_path: Path) -> None:
    for number in range(9):
        (inbox / f"重{number}.xlsx").write_bytes(heavy(5_000))
    process = xlaudit(
        "consolidate",
        inbox,
        "-o",
        "汇总.xlsx",
        "--ledger",
        "台账.sqlite",
        "--workers",
        1,
        cwd=tmp_path,
    )
    deadline = time.monotonic() + 30
    while count(tmp_path / "台账.sqlite") < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "部分结果：汇总.xlsx" in error
    assert "Traceback" not in error
    openpyxl.load_workbook(tmp_path / "汇总.xlsx").close()


def count(path: Path) -> int:
    """Return how many results a ledger holds; it may be in the making."""
    if not path.exists():
        return 0
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("SELECT count(*) FROM result").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")
@pytest.mark.parametrize("moment", [0.3, 0.6, 0.75, 0.9, 1.05])
def test_killed_at_any_moment_leaves_the_old_summary_or_the_new_one(
    run: Run, inbox: Path, tmp_path: Path, moment: float
) -> None:
    arguments = ("consolidate", inbox, "-o", "汇总.xlsx", "--ledger", "台账.sqlite", "--force")
    run(*arguments)
    old = (tmp_path / "汇总.xlsx").read_bytes()
    shutil.copy(COUNTY[4], inbox)
    expected = run("consolidate", inbox, "-o", "新.xlsx")
    new = (tmp_path / "新.xlsx").read_bytes()
    process = xlaudit(*arguments, cwd=tmp_path)
    try:
        process.communicate(timeout=moment)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
    assert (tmp_path / "汇总.xlsx").read_bytes() in (old, new)
    ended = run(*arguments)
    assert ended.out == expected.out
    assert "损坏" not in ended.error
    assert (tmp_path / "汇总.xlsx").read_bytes() == new


def test_two_runs_share_a_ledger(inbox: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一处"
    other.mkdir()
    for path in COUNTY[2:6]:
        shutil.copy(path, other)
    processes = [
        xlaudit(
            "consolidate",
            folder,
            "-o",
            f"{folder.name}.xlsx",
            "--ledger",
            "台账.sqlite",
            cwd=tmp_path,
        )
        for folder in (inbox, other)
    ]
    for process in processes:
        _, error = process.communicate(timeout=60)
        assert process.returncode == 1, error
    assert count(tmp_path / "台账.sqlite") == 6


def test_a_disk_that_is_full_is_said(
    run: Run, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("consolidate", inbox, "-o", "汇总.xlsx")
    old = (tmp_path / "汇总.xlsx").read_bytes()
    shutil.copy(COUNTY[4], inbox)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    ended = run("consolidate", inbox, "-o", "汇总.xlsx", "--force")
    assert ended.code == 2
    assert "磁盘空间" in ended.error
    assert ended.error.count("\n") == 1
    assert (tmp_path / "汇总.xlsx").read_bytes() == old
    assert sorted(each.name for each in tmp_path.iterdir()) == ["报送", "汇总.xlsx"]


def test_a_ledger_on_a_full_disk_is_said(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("xlaudit.hosts.ledger.store.Ledger.keep", full)
    with pytest.raises(OutputError, match="磁盘空间"):
        consolidate([inbox], ledger=tmp_path / "台账.sqlite")


def test_names_of_all_kinds(run: Run, tmp_path: Path) -> None:
    deep = tmp_path / "报送"
    while len(str(deep)) < 200:
        deep /= "下级单位 一, 二 😀"
    deep.mkdir(parents=True)
    name = "自评表 '引号' & <标记> #1 100%.xlsx"
    shutil.copy(ZHENGZHOU, deep / name)
    shutil.copy(PINGDINGSHAN, tmp_path / "报送" / "=1+1.xlsx")
    assert len(str(deep / name)) > 200
    ended = run("consolidate", "报送", "-o", "汇总.xlsx")
    assert ended.out.splitlines()[-1] == "共 2 份，无法读取 0 份"
    book = openpyxl.load_workbook(tmp_path / "汇总.xlsx")
    sources = {cell.value: cell for row in book["数据来源"].iter_rows() for cell in row}
    assert sources["=1+1.xlsx"].data_type == "s"
    assert any(str(each).endswith(name) for each in sources)


def test_one_name_in_two_folders_is_told_apart(run: Run, tmp_path: Path) -> None:
    for folder, path in (("甲", ZHENGZHOU), ("乙", PINGDINGSHAN)):
        (tmp_path / folder).mkdir()
        shutil.copy(path, tmp_path / folder / "自评表.xlsx")
    ended = run("consolidate", "甲", "乙", "-o", "汇总.xlsx", "--ledger", "台账.sqlite")
    assert [line.partition(":")[0] for line in ended.out.splitlines()[:2]] != ["自评表.xlsx"] * 2
    assert "新增 2 份" in ended.error


def test_archives_are_part_of_the_run(run: Run, inbox: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(inbox / "补报.zip", "w") as archive:
        archive.write(COUNTY[5], "林业局/自评表.xlsx")
        archive.writestr("坏.xlsx", b"PK\x03\x04 broken")
    ended = run("consolidate", inbox, "-o", "汇总.xlsx", "--workers", "2")
    assert ended.out.splitlines()[-1] == "共 4 份，无法读取 1 份"
    assert "补报.zip/坏.xlsx: 无法读取" in ended.out
    assert "补报.zip/林业局/自评表.xlsx:" in ended.out


def test_a_folder_with_other_files_says_what_is_there(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    ended = run("consolidate", folder, "-o", "汇总.xlsx")
    assert "一个文件也没有" in ended.error
    for name in ("a.docx", "b.docx", "c.pdf", "~$d.xlsx"):
        (folder / name).write_bytes(b"x")
    ended = run("consolidate", folder, "-o", "汇总.xlsx")
    assert ended.code == 2
    assert "只有别的文件（.docx 2 个、.pdf 1 个、.xlsx 1 个）" in ended.error


def test_a_roster_says_who_is_missing(run: Run, inbox: Path, tmp_path: Path) -> None:
    roster = tmp_path / "花名册.csv"
    names = [path.stem for path in COUNTY[:4]]
    lines = ["部门编码,部门名称", *(f"00{number},{name}" for number, name in enumerate(names, 1))]
    roster.write_text("\n".join(lines), encoding="utf-8")
    run(
        "consolidate",
        inbox,
        "-o",
        "汇总.json",
        "--roster",
        roster,
        "--title",
        "某县",
        "--year",
        "2022",
    )
    value = json.loads((tmp_path / "汇总.json").read_text(encoding="utf-8"))
    assert names[3] in json.dumps(value, ensure_ascii=False)
    ended = run("consolidate", inbox, "-o", "汇总.xlsx", "--roster", "没有.csv")
    assert (ended.code, ended.out) == (2, "")
    assert "找不到花名册" in ended.error


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--timeout", "0"], "大于零的秒数"),
        (["--timeout", "快"], "大于零的秒数"),
        (["--workers", "0"], "大于零的整数"),
        (["--year", "22"], "要一个年份"),
        (["--count", "没有.xlsx"], "不在读出的文件里"),
        (["--ledger", "台账.xlsx"], ".sqlite"),
        (["--format", "csv"], "请去掉 .xlsx"),
    ],
)
def test_options_that_will_not_do(
    arguments: list[str], words: str, run: Run, inbox: Path, tmp_path: Path
) -> None:
    ended = run("consolidate", inbox, "-o", "汇总.xlsx", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.error
    assert ended.error.count("\n") == 1
    assert [each.name for each in tmp_path.iterdir()] == ["报送"]


def test_a_year_that_nobody_reported_is_refused(run: Run, inbox: Path, tmp_path: Path) -> None:
    for target in ("汇总.xlsx", "汇总.json"):
        ended = run("consolidate", inbox, "-o", target, "--year", "2021")
        assert (ended.code, ended.out) == (2, "")
        assert "没有 2021 年度的自评表（收到的是 2022 年度 3 份）" in ended.error
        assert ended.error.count("\n") == 1
    assert [each.name for each in tmp_path.iterdir()] == ["报送"]


def test_the_one_that_counts_may_be_chosen(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    shutil.copy(ZHENGZHOU, folder / "a.xlsx")
    book = openpyxl.load_workbook(ZHENGZHOU)
    book.save(folder / "b.xlsx")
    book.close()
    for chosen in ("a.xlsx", "b.xlsx"):
        run("consolidate", folder, "-o", "汇总.xlsx", "--count", chosen, "--force")
        sheet = openpyxl.load_workbook(tmp_path / "汇总.xlsx")["报送情况"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        counted = [
            row for row in rows if "已报" in row and any(str(each) == chosen for each in row)
        ]
        assert counted, chosen


def test_departments_to_review_are_named_or_refused(tmp_path: Path) -> None:
    samples = Path(__file__).parents[1] / "workbooks" / "samples" / "示例县"
    files = [str(samples / f"示例县{name}.xlsx") for name in ("教育局", "水利局")]
    target = tmp_path / "汇总.xlsx"
    command = ["consolidate", *files, "-o", str(target), "--review"]
    assert main([*command, "示例县没有的局"]) == 2
    assert not target.exists()
    assert main([*command, "示例县水利局"]) == 0
    column = [row[0].value for row in openpyxl.load_workbook(target)["复核表"].iter_rows(min_row=4)]
    assert "示例县水利局" in column
    assert "示例县教育局" not in column
