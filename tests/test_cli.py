"""The command line: what is said, what is written, and how it ends."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
import openpyxl
import pytest

from tests.hosts.compound_files import compound
from xlaudit.cli import _expanded, cli, main

SAMPLES = Path(__file__).parent.parent / "workbooks" / "samples"
ZHENGZHOU = SAMPLES / "郑州市政务服务办公室.xlsx"
PINGDINGSHAN = SAMPLES / "平顶山市政务服务和大数据管理局.xlsx"
SCHEME = "henan-zhengzhou-2022"


@dataclass(frozen=True)
class Ended:
    """How a run ended."""

    code: int
    out: str
    error: str


Run = Callable[..., Ended]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give a function that runs the command line in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> Ended:
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ended(code, captured.out, captured.err)

    return call


@pytest.fixture
def filing(tmp_path: Path) -> Path:
    """Put a filled-in workbook into the folder."""
    return Path(shutil.copy(ZHENGZHOU, tmp_path / "自评表.xlsx"))


def commands(group: click.Group = cli, *path: str) -> list[tuple[str, ...]]:
    """Return every command with its groups, as it is typed."""
    found: list[tuple[str, ...]] = [path]
    for name, command in group.commands.items():
        nested = isinstance(command, click.Group)
        found += commands(command, *path, name) if nested else [(*path, name)]
    return found


@pytest.mark.parametrize("path", commands(), ids=" ".join)
def test_help_is_chinese(path: tuple[str, ...], run: Run) -> None:
    ended = run(*path, "--help")
    assert (ended.code, ended.error) == (0, "")
    assert ended.out.startswith("用法：xlaudit")
    assert "选项：" in ended.out
    for english in ("Usage", "Options", "Commands", "Show this", "required", "default"):
        assert english not in ended.out
    assert run(*path, "-h").out == ended.out


@pytest.mark.parametrize("path", commands(), ids=" ".join)
def test_every_option_and_argument_is_explained(path: tuple[str, ...]) -> None:
    command: click.Command = cli
    for name in path:
        assert isinstance(command, click.Group)
        command = command.commands[name]
    assert command.help
    for parameter in command.params:
        explained = parameter.help if isinstance(parameter, click.Option) else parameter.explained  # type: ignore[attr-defined]
        assert explained, parameter.name


def test_alone_it_shows_its_help(run: Run) -> None:
    assert run().out == run("--help").out
    assert run().code == 0


def test_version(run: Run) -> None:
    assert run("--version").out.startswith("xlaudit 0.")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["scor"], "没有命令 scor，是不是 score？"),
        (["schemes", "exprot"], "没有命令 exprot，是不是 export？"),
        (["score", "a.xlsx", "--forse"], "没有选项 --forse，是不是 --force"),
        (["score"], "缺少参数 工作簿（用法见 xlaudit score --help）"),
        (["new", "x"], "缺少选项 -o、--output（用法见 xlaudit new --help）"),
        (["score", "a.xlsx", "-o"], "选项 -o 后面要有一个值"),
        (["score", "a.xlsx", "--force=1"], "选项 --force 不带值"),
        (["score", "a.xlsx", "--format", "xml"], "选项 --format 只能是 text、json，不能是“xml”"),
        (
            ["consolidate", "a", "-o", "b.xlsx", "--workers", "0"],
            "选项 --workers 要一个大于零的整数",
        ),
        (["explain", "XA101", "XA102"], "多出了参数：XA102"),
    ],
)
def test_usage_error_is_one_chinese_sentence(arguments: list[str], sentence: str, run: Run) -> None:
    ended = run(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.error.startswith(f"xlaudit：{sentence}")
    assert ended.error.count("\n") == 1


def broken_zip(path: Path) -> None:
    """Write the first half of a workbook."""
    data = ZHENGZHOU.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def without_form(path: Path) -> None:
    """Write a workbook that holds no form."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "会议签到表"
    book.save(path)


def encrypted(path: Path) -> None:
    """Write what Excel writes for a workbook with a password: a compound file with these two streams."""
    path.write_bytes(
        compound({"EncryptionInfo": b"\x04" * 200, "EncryptedPackage": b"\x00" * 9000})
    )


BAD_INPUT: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda _: None, "找不到文件"),
    "folder": (lambda path: path.mkdir(), "是文件夹，不是工作簿"),
    "empty": (lambda path: path.write_bytes(b""), "文件是空的"),
    "text": (lambda path: path.write_text("部门,得分\n", "utf-8"), "纯文本"),
    "pdf": (lambda path: path.write_bytes(b"%PDF-1.7\n\x00"), "PDF"),
    "noise": (lambda path: path.write_bytes(bytes(range(256)) * 8), "不是工作簿"),
    "truncated": (broken_zip, "读不了"),
    "zip": (lambda path: zipfile.ZipFile(path, "w").writestr("a.txt", "a"), "读不了"),
    "encrypted": (encrypted, "密码"),
    "no form": (without_form, "自评表"),
}


@pytest.mark.parametrize("command", ["score", "check"])
@pytest.mark.parametrize("kind", BAD_INPUT)
def test_bad_input_is_one_sentence_and_nothing_is_written(
    command: str, kind: str, run: Run, tmp_path: Path
) -> None:
    make, words = BAD_INPUT[kind]
    make(tmp_path / "坏.xlsx")
    before = sorted(tmp_path.rglob("*"))
    ended = run(command, tmp_path / "坏.xlsx")
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.error
    assert "坏.xlsx" in ended.error
    assert ended.error.startswith("xlaudit：")
    assert ended.error.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_a_form_that_two_schemes_claim(run: Run, filing: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(filing)
    for name in book.custom_doc_props.names:
        del book.custom_doc_props[name]
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if isinstance(cell.value, str):
                cell.value = cell.value.replace("郑州", "某")
    book.save(filing)
    ended = run("score", filing)
    assert (ended.code, ended.out) == (2, "")
    assert SCHEME in ended.error
    assert "henan-pingdingshan-2022" in ended.error
    assert "--scheme" in ended.error
    assert list(tmp_path.iterdir()) == [filing]


@pytest.mark.parametrize(
    "arguments",
    [
        ["score", "自评表.xlsx", "--scheme", "henan-zhengzou-2022"],
        ["check", "自评表.xlsx", "--scheme", "henan-zhengzou-2022"],
        ["new", "henan-zhengzou-2022", "-o", "新.xlsx"],
        ["schemes", "export", "henan-zhengzou-2022", "-o", "新.xlsx"],
        ["consolidate", ".", "-o", "汇总.xlsx", "--scheme", "henan-zhengzou-2022"],
    ],
)
def test_a_scheme_that_does_not_exist(
    arguments: list[str], run: Run, filing: Path, tmp_path: Path
) -> None:
    ended = run(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert "henan-zhengzou-2022" in ended.error
    assert SCHEME in ended.error  # the nearest one, or the list
    assert ended.error.count("\n") == 1
    assert list(tmp_path.iterdir()) == [filing]


def test_score_writes_a_copy_beside_the_original(run: Run, filing: Path, tmp_path: Path) -> None:
    before = filing.read_bytes()
    ended = run("score", filing)
    assert ended.code in (0, 1)
    assert "合计 自评 99.68 等级 优；系统 99.68 等级 优" in ended.out
    assert ended.error == f"评分副本：{tmp_path / '自评表.评分.xlsx'}\n"
    assert filing.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["自评表.xlsx", "自评表.评分.xlsx"]
    book = openpyxl.load_workbook(tmp_path / "自评表.评分.xlsx")
    assert book.sheetnames[-3:] == ["核对结果", "叙述核对", "规则目录"]


def test_copy_is_not_overwritten_without_force(run: Run, filing: Path, tmp_path: Path) -> None:
    copy = tmp_path / "自评表.评分.xlsx"
    copy.write_bytes(b"kept")
    ended = run("score", filing)
    assert (ended.code, ended.out) == (2, "")
    assert "--force" in ended.error
    assert copy.read_bytes() == b"kept"
    assert run("score", filing, "--force").code in (0, 1)
    assert copy.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_original_is_never_the_output(force: list[str], run: Run, filing: Path) -> None:
    before = filing.read_bytes()
    ended = run("score", filing, "-o", filing, *force)
    assert (ended.code, ended.out) == (2, "")
    assert "原文件不会被改动" in ended.error
    assert filing.read_bytes() == before


@pytest.mark.parametrize(
    ("target", "words"),
    [("评分.txt", "应以 .xlsx 结尾"), ("没有/评分.xlsx", "不存在"), ("夹.xlsx", "文件夹")],
)
def test_output_that_will_not_do(
    target: str, words: str, run: Run, filing: Path, tmp_path: Path
) -> None:
    (tmp_path / "夹.xlsx").mkdir()
    ended = run("score", filing, "-o", tmp_path / target)
    # An existing folder takes the copy under its own name; the others are refused.
    if target == "夹.xlsx":
        assert (tmp_path / target / "自评表.评分.xlsx").is_file()
    else:
        assert (ended.code, ended.out) == (2, "")
        assert words in ended.error
        assert not (tmp_path / target).exists()


def test_several_files_need_a_folder(run: Run, filing: Path) -> None:
    ended = run("score", filing, PINGDINGSHAN, "-o", "一个.xlsx")
    assert ended.code == 2
    assert "已有的文件夹" in ended.error


def test_one_bad_file_does_not_stop_the_others(run: Run, filing: Path, tmp_path: Path) -> None:
    ended = run("score", tmp_path / "没有.xlsx", filing)
    assert ended.code == 2
    assert "找不到文件" in ended.error
    assert (tmp_path / "自评表.评分.xlsx").exists()


def test_dry_run_prints_the_patch_and_writes_nothing(
    run: Run, filing: Path, tmp_path: Path
) -> None:
    ended = run("score", filing, "--dry-run")
    assert "+ 工作表 核对结果" in ended.out
    assert "← =ROUND(" in ended.out
    assert list(tmp_path.iterdir()) == [filing]


def test_a_scored_copy_can_be_scored_again(run: Run, filing: Path, tmp_path: Path) -> None:
    run("score", filing)
    copy = tmp_path / "自评表.评分.xlsx"
    ended = run("score", copy, "-o", tmp_path / "又.xlsx")
    assert "系统 99.68 等级 优" in ended.out
    first, second = (openpyxl.load_workbook(path) for path in (copy, tmp_path / "又.xlsx"))
    assert first.sheetnames == second.sheetnames
    for name in first.sheetnames[:-3]:
        cells = [[cell.value for cell in row] for row in first[name].iter_rows()]
        assert cells == [[cell.value for cell in row] for row in second[name].iter_rows()]


def test_legacy_file_gets_a_card_and_no_copy(
    run: Run, filing: Path, tmp_path: Path, recalculate: Callable[..., list[Path]]
) -> None:
    (legacy,) = recalculate([filing], "xls")
    ended = run("score", legacy)
    assert ended.code in (0, 1)
    assert "系统 99.68 等级 优" in ended.out
    assert "只能读出数值" in ended.out
    assert "没有写评分副本" in ended.error
    assert [path.suffix for path in legacy.parent.iterdir()] == [".xls"]
    assert sorted(path.name for path in tmp_path.glob("*.xls*")) == ["自评表.xlsx"]


def test_decisions_survive_a_second_run(run: Run, tmp_path: Path) -> None:
    filing = Path(shutil.copy(PINGDINGSHAN, tmp_path / "自评表.xlsx"))
    run("score", filing)
    copy = tmp_path / "自评表.评分.xlsx"
    book = openpyxl.load_workbook(copy)
    book["核对结果"]["L4"] = "属实不改"
    book.save(copy)
    run("score", filing, "--force")
    assert openpyxl.load_workbook(copy)["核对结果"]["L4"].value == "属实不改"


def test_exit_codes_of_check(run: Run) -> None:
    assert run("check", PINGDINGSHAN).code == 1
    silent = run("check", SAMPLES / "乐山市市中区人民政府办公室.xlsx")
    assert silent.code == 0
    assert "错误 0，待核实 0" in silent.out


def test_json_is_one_line_a_file(run: Run, filing: Path) -> None:
    ended = run("check", filing, PINGDINGSHAN, "--format", "json")
    reports = [json.loads(line) for line in ended.out.splitlines()]
    assert [report["schema"] for report in reports] == ["xlaudit.report/1"] * 2
    assert reports[0]["scorecard"]["low"] == "99.68"
    assert ended.error == ""


def test_schemes(run: Run) -> None:
    lines = run("schemes").out.splitlines()
    assert run("schemes", "list").out.splitlines() == lines
    assert sum(line.startswith(SCHEME) for line in lines) == 1
    assert all("依据：" in line and "核验：" in line for line in lines)


def test_scheme_goes_out_and_comes_back(run: Run, filing: Path, tmp_path: Path) -> None:
    assert run("schemes", "export", SCHEME, "-o", "方案.xlsx").code == 0
    assert run("schemes", "import", "方案.xlsx", "-o", "方案.toml").code == 0
    printed = run("schemes", "import", "方案.xlsx").out
    assert printed == (tmp_path / "方案.toml").read_text(encoding="utf-8").rstrip("\n") + "\n"
    assert "系统 99.68 等级 优" in run("score", filing, "--scheme", "方案.toml").out


def test_import_of_something_else(run: Run, filing: Path, tmp_path: Path) -> None:
    ended = run("schemes", "import", filing, "-o", "方案.toml")
    assert (ended.code, ended.out) == (2, "")
    assert not (tmp_path / "方案.toml").exists()


def test_scheme_file_with_mistakes_names_them_all(run: Run, filing: Path, tmp_path: Path) -> None:
    (tmp_path / "坏.toml").write_text("id = 3\ntitle = ''\n", encoding="utf-8")
    ended = run("check", filing, "--scheme", "坏.toml")
    assert (ended.code, ended.out) == (2, "")
    assert ended.error.startswith("xlaudit：评分方案 坏.toml")
    assert ended.error.count("\n") > 2


def test_new_form(run: Run, tmp_path: Path) -> None:
    ended = run("new", SCHEME, "-o", "自评表.xlsx")
    assert (ended.code, ended.out, ended.error) == (0, "", "空白表：自评表.xlsx\n")
    assert openpyxl.load_workbook(tmp_path / "自评表.xlsx").sheetnames
    again = run("new", SCHEME, "-o", "自评表.xlsx")
    assert again.code == 2
    assert "--force" in again.error


def test_explain(run: Run) -> None:
    page = run("explain", "xa501")
    assert page.code == 0
    assert page.out.startswith("XA501 ")
    for heading in ("为什么", "例"):
        assert f"\n{heading}\n" in page.out
    everything = run("explain", "all").out
    assert "XA1 表样" in everything
    assert "  XA501  " in everything
    family = run("explain", "XA5").out
    assert family in everything
    unknown = run("explain", "XA5O1")
    assert unknown.code == 2
    assert "是不是 " in unknown.error
    assert "XA501" in unknown.error


def readme_lines() -> list[str]:
    """Return every command line of README."""
    text = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    lines = [line.partition("#")[0].strip() for line in text.splitlines()]
    return [line for line in lines if line.startswith("xlaudit ")]


@pytest.mark.parametrize("line", readme_lines())
def test_readme_names_commands_and_options_that_exist(line: str) -> None:
    command: click.Command = cli
    for word in line.split()[1:]:
        if isinstance(command, click.Group):
            command = command.commands[word]
        elif word.startswith("-"):
            assert any(word in parameter.opts for parameter in command.params), word


def test_every_command_stands_in_readme() -> None:
    text = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    for name in cli.commands:
        assert f"xlaudit {name}" in text, name


def test_patterns_are_expanded_where_the_shell_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("乙.xlsx", "甲.xlsx", "c.txt"):
        (tmp_path / name).touch()
    given = ["score", "*.xlsx", "*.xls", "--force"]
    assert _expanded(given, "nt") == ["score", "乙.xlsx", "甲.xlsx", "*.xls", "--force"]
    assert _expanded(given, "posix") == given


def environment(**changes: str) -> dict[str, str]:
    """Return an environment of a bare locale."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    return {**kept, "LC_ALL": "C", **changes}


def test_chinese_comes_out_under_a_bare_locale() -> None:
    for encoding in ("ascii", "cp1252", "gbk"):
        done = subprocess.run(
            [sys.executable, "-m", "xlaudit", "explain", "XA501"],
            check=True,
            capture_output=True,
            env=environment(PYTHONIOENCODING=encoding, PYTHONUTF8="0"),
        )
        assert "为什么" in done.stdout.decode("utf-8")


def test_errors_in_a_process_of_its_own(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "xlaudit", "score", "没有.xlsx"],
        check=False,
        capture_output=True,
        cwd=tmp_path,
        env=environment(),
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode("utf-8").startswith("xlaudit：找不到文件“没有.xlsx”")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="pipes and signals of POSIX")
def test_a_reader_that_leaves_is_no_error() -> None:
    command = f"{sys.executable} -m xlaudit explain all | head -1"
    done = subprocess.run(
        ["bash", "-c", f"{command}; echo ${{PIPESTATUS[0]}}"], check=True, capture_output=True
    )
    assert done.stderr == b""
    assert done.stdout.splitlines()[-1] in (b"0", b"141")


def test_ctrl_c_is_quiet(run: Run, filing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("xlaudit.hosts.audited.audit_file", interrupted)
    ended = run("check", filing)
    assert (ended.code, ended.out) == (130, "")
    assert ended.error.strip() == "xlaudit：已中断"


def test_a_bug_keeps_its_traceback(run: Run, filing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def bug(*_: object) -> None:
        raise RuntimeError("bug")

    monkeypatch.setattr("xlaudit.hosts.audited.audit_file", bug)
    with pytest.raises(RuntimeError, match="bug"):
        run("check", filing)


def test_help_does_not_load_the_engines() -> None:
    heavy = ("rich", "openpyxl", "xlsxwriter", "pandas", "formulas", "xlwings", "python_calamine")
    program = (
        "import sys; from xlaudit.cli import main; main(['--help']); "
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    assert done.stderr.strip() == b"[]"
