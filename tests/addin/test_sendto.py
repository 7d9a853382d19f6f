"""评分 and 核对 in 发送到: the scripts, and how the names of files come through."""

from __future__ import annotations

import shutil
from pathlib import Path, PureWindowsPath

import pytest

from xlaudit.addin.sendto import (
    COMMANDS,
    VARIABLE,
    install_steps,
    remove_steps,
    script,
    sent_files,
)
from xlaudit.addin.steps import Machine, this_machine
from xlaudit.cli import main
from xlaudit.errors import UsageError

PYTHON = r"C:\Users\张三 & 100%\AppData\Local\xlaudit\python\Scripts\python.exe"
SAMPLE = Path(__file__).parent.parent.parent / "workbooks/samples/乐山市市中区人民政府办公室.xlsx"


def command_line(*names: str, label: str = "评分") -> str:
    """Return what Explorer starts: only names with a space are quoted."""
    sent = " ".join(f'"{name}"' if " " in name else name for name in names)
    folder = r"C:\Users\张三\AppData\Roaming\Microsoft\Windows\SendTo"
    return rf'C:\WINDOWS\system32\cmd.exe /c ""{folder}\{label}.cmd" {sent}"'


NAMES = [
    r"D:\报送\自评表.xlsx",
    r"D:\报送 2023\某局 自评表.xlsx",
    r"D:\a&calc&b.xlsx",
    r"D:\x^&calc.xlsx",
    r"D:\100%PATH%.xlsx",
    r"D:\!cmdcmdline!.xlsx",
    r"D:\(1)=;,'`[]{}~+@#$.xlsx",
    r"D:\a & del b.xlsx",
    "D:\\全角　空格.xlsx",
    r"D:\评分.cmd.xlsx",
    r"\\server\共享\核对.cmd",
    r"-rf.xlsx",
]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_comes_through(name: str) -> None:
    assert sent_files(command_line(name)) == (Path(name),)


def test_many_names_come_through_in_their_order() -> None:
    assert sent_files(command_line(*NAMES)) == tuple(map(Path, NAMES))
    assert sent_files(command_line(*NAMES, label="核对")) == tuple(map(Path, NAMES))


@pytest.mark.parametrize("line", ["", "cmd.exe", 'cmd /c ""C:\\SendTo\\评分.cmd" "', "评分.cmd"])
def test_nothing_sent_is_no_file(line: str) -> None:
    assert sent_files(line) == ()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_script_uses_none_of_its_arguments(command: str) -> None:
    text = script(command, PYTHON).decode()
    assert "%*" not in text
    assert "%1" not in text
    assert f'set "{VARIABLE}=!cmdcmdline!"' in text


@pytest.mark.parametrize("command", COMMANDS)
def test_a_script_ends_the_command_processor_at_once(command: str) -> None:
    """What stands behind an & in a name would run after the script, if it only returned."""
    lines = script(command, PYTHON).decode().splitlines()
    start = 'start "xlaudit" "!XLAUDIT_PYTHON!"'
    assert lines[-2] == f"{start} -I -m xlaudit sendto run {command}"
    assert lines[-1] == "exit"
    assert "pause" not in lines


def test_a_script_names_its_python_whole() -> None:
    data = script("score", PYTHON)
    assert data.count(b"\r\n") == data.count(b"\n")
    assert not data.startswith(b"\xef\xbb\xbf")
    lines = data.decode().splitlines()
    # Percent signs are doubled, and the code page is UTF-8 before the path is read.
    assert lines.index(f'set "XLAUDIT_PYTHON={PYTHON.replace("%", "%%")}"') > 2
    assert lines[2] == r'"%SystemRoot%\System32\chcp.com" 65001 >nul'
    assert all(line.isascii() for line in lines[:3])


def test_a_path_that_no_script_can_hold_is_refused() -> None:
    with pytest.raises(UsageError, match="引号"):
        script("score", 'C:\\a"b\\python.exe')


def test_installing_and_removing(tmp_path: Path) -> None:
    machine = Machine(is_windows=True, roaming=tmp_path, python=PureWindowsPath(PYTHON))
    folder = tmp_path / "Microsoft" / "Windows" / "SendTo"
    folder.mkdir(parents=True)
    (folder / "桌面快捷方式.lnk").touch()
    for _ in range(2):
        for step in install_steps(machine):
            step.run()
    assert {path.name for path in folder.iterdir()} == {"桌面快捷方式.lnk", "评分.cmd", "核对.cmd"}
    assert b"sendto run check" in (folder / "核对.cmd").read_bytes()
    for _ in range(2):
        for step in remove_steps(machine):
            step.run()
    assert {path.name for path in folder.iterdir()} == {"桌面快捷方式.lnk"}


@pytest.mark.parametrize("command", ["install", "remove"])
def test_a_dry_run_tells_both_scripts(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = this_machine({}, "linux", "/usr/bin/python3")
    monkeypatch.setattr("xlaudit.addin.steps.this_machine", lambda: machine)
    assert main(["sendto", command, "--dry-run"]) == 0
    told = capsys.readouterr().out
    for label in COMMANDS.values():
        assert rf"%APPDATA%\Microsoft\Windows\SendTo\{label}.cmd" in told
    assert main(["sendto", command]) == 2
    assert "只能在 Windows 上做" in capsys.readouterr().err


def test_a_sent_workbook_is_scored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = tmp_path / "a&b 100% ^(1).xlsx"
    shutil.copy(SAMPLE, name)
    monkeypatch.setenv(VARIABLE, command_line(str(name)))
    for _ in range(2):  # the second time the copy is replaced, decisions and all
        assert main(["sendto", "run", "score"]) in {0, 1}
    assert name.with_name("a&b 100% ^(1).评分.xlsx").is_file()
    assert "评分副本" in capsys.readouterr().err


def test_a_sent_workbook_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = tmp_path / "自评表.xlsx"
    shutil.copy(SAMPLE, name)
    monkeypatch.setenv(VARIABLE, command_line(str(name), label="核对"))
    assert main(["sendto", "run", "check"]) in {0, 1}
    assert capsys.readouterr().out
    assert list(tmp_path.iterdir()) == [name]


@pytest.mark.parametrize("name", ["没有.xlsx", "--help", "-o"])
def test_a_name_is_never_an_option(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, command_line(name))
    assert main(["sendto", "run", "score"]) == 2
    assert f"找不到文件“{name}”" in capsys.readouterr().err


def test_nothing_sent_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert main(["sendto", "run", "score"]) == 2
    assert "缺少参数 工作簿" in capsys.readouterr().err


def test_the_window_stays_until_it_has_been_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    prompts: list[str] = []
    monkeypatch.setenv(VARIABLE, command_line("没有.xlsx"))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", prompts.append)
    assert main(["sendto", "run", "score"]) == 2
    assert prompts == ["按回车键关闭窗口…"]
    assert "找不到文件" in capsys.readouterr().err
