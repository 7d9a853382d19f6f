"""Installing, removing and looking at the add-in: on a folder that stands for a Windows machine's."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path, PureWindowsPath
from zipfile import ZipFile

import pytest

from tests.addin.vba import decompiled
from xlaudit.addin.build import find_addin
from xlaudit.addin.build_package import SHEET_PART, UI_PART, with_part
from xlaudit.addin.install import (
    TRUST,
    install_steps,
    installed_addin,
    remove_steps,
    status_lines,
)
from xlaudit.addin.settings import interpreter_in
from xlaudit.addin.steps import Machine, Step, this_machine
from xlaudit.cli import main
from xlaudit.errors import UsageError, XlauditError


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine whose Python has all that it should have; the user's name is Chinese."""
    scripts = tmp_path / "用户 & 张三" / "xlaudit" / "python" / "Scripts"
    scripts.mkdir(parents=True)
    for name in ("python.exe", "pythonw.exe"):
        (scripts / name).touch()
    (scripts.parent / "xlwings64-0.37.8.dll").touch()
    return Machine(is_windows=True, roaming=tmp_path / "Roaming", python=scripts / "python.exe")


def take(steps: tuple[Step, ...]) -> None:
    for step in steps:
        step.run()


def status(machine: Machine) -> str:
    return "\n".join(status_lines(machine))


def named_interpreter(path: Path) -> str | None:
    with ZipFile(path) as package:
        return interpreter_in(package.read(SHEET_PART))


def test_installing_puts_the_addin_where_excel_starts(machine: Machine) -> None:
    take(install_steps(machine))
    target = Path(installed_addin(machine))
    assert target.parts[-4:] == ("Microsoft", "Excel", "XLSTART", "xlaudit.xlam")
    assert named_interpreter(target) == str(machine.python.with_name("pythonw.exe"))
    # All else is what the repository holds.
    assert decompiled(target) == decompiled(find_addin())
    with ZipFile(target) as new, ZipFile(BytesIO(find_addin().read_bytes())) as old:
        different = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert different == [SHEET_PART]


def test_installing_again_replaces(machine: Machine) -> None:
    target = Path(installed_addin(machine))
    target.parent.mkdir(parents=True)
    target.write_bytes(b"an older one")
    take(install_steps(machine))
    assert named_interpreter(target) is not None
    assert [path.name for path in target.parent.iterdir()] == ["xlaudit.xlam"]


def test_the_mark_of_the_internet_goes(machine: Machine) -> None:
    """Elsewhere than on Windows the stream is a file of that name."""
    target = Path(installed_addin(machine))
    target.parent.mkdir(parents=True)
    mark = Path(f"{target}:Zone.Identifier")
    mark.write_text("[ZoneTransfer]\nZoneId=3\n", encoding="ascii")
    take(install_steps(machine))
    assert not mark.exists()


def test_removing_takes_only_the_addin(machine: Machine) -> None:
    take(install_steps(machine))
    other = Path(installed_addin(machine)).with_name("个人宏.xlsb")
    other.touch()
    take(remove_steps(machine))
    assert [path.name for path in other.parent.iterdir()] == ["个人宏.xlsb"]
    take(remove_steps(machine))  # once more is fine


def test_an_addin_in_use_is_told(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(XlauditError, match="关闭 Excel"):
        take(remove_steps(machine))


def test_status_of_a_machine_without_it(machine: Machine) -> None:
    assert "没有安装" in status(machine)


def test_status_of_a_sound_installation(machine: Machine) -> None:
    take(install_steps(machine))
    told = status(machine)
    assert "与本版本一致" in told
    assert "pythonw.exe（找到）" in told
    assert "xlwings64-0.37.8.dll：找到" in told
    assert "来自互联网" not in told


def test_status_names_what_is_missing(machine: Machine) -> None:
    take(install_steps(machine))
    Path(machine.windowless_python).unlink()
    next(Path(machine.python).parent.parent.glob("*.dll")).unlink()
    target = Path(installed_addin(machine))
    Path(f"{target}:Zone.Identifier").touch()
    told = status(machine)
    assert "pythonw.exe（找不到" in told
    assert "xlwings64-0.37.8.dll：找不到" in told
    assert "来自互联网" in told


def test_status_of_an_older_addin(machine: Machine) -> None:
    take(install_steps(machine))
    target = Path(installed_addin(machine))
    target.write_bytes(with_part(target.read_bytes(), UI_PART, b"<customUI/>"))
    assert "版本不同" in status(machine)


@pytest.mark.parametrize("content", [b"", b"no package", find_addin().read_bytes()[:1000]])
def test_status_of_a_broken_addin(machine: Machine, content: bytes) -> None:
    target = Path(installed_addin(machine))
    target.parent.mkdir(parents=True)
    target.write_bytes(content)
    assert "可能已经损坏" in status(machine)


def test_a_machine_is_read_from_its_environment(tmp_path: Path) -> None:
    python = tmp_path / "venv" / "Scripts" / "pythonw.exe"
    machine = this_machine({"APPDATA": str(tmp_path)}, "win32", str(python))
    assert machine.python == python.with_name("python.exe")
    assert machine.start_folder == tmp_path / "Microsoft" / "Excel" / "XLSTART"
    machine.check()


def test_python_from_the_store_is_refused(tmp_path: Path) -> None:
    store = tmp_path / "Microsoft" / "WindowsApps" / "python.exe"
    with pytest.raises(UsageError, match="应用商店"):
        this_machine({"APPDATA": str(tmp_path)}, "win32", str(store)).check()


@pytest.mark.parametrize("command", ["install", "remove", "status"])
def test_elsewhere_than_on_windows_one_sentence(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _elsewhere(monkeypatch)
    assert main(["addin", command]) == 2
    told = capsys.readouterr()
    assert "只能在 Windows 上做" in told.err
    assert "--dry-run" in told.err
    assert told.out == ""


@pytest.mark.parametrize("command", ["install", "remove", "status"])
def test_a_dry_run_tells_and_touches_nothing(
    command: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _elsewhere(monkeypatch)
    monkeypatch.chdir(tmp_path)
    assert main(["addin", command, "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert r"会" in told
    assert r"%APPDATA%\Microsoft\Excel\XLSTART\xlaudit.xlam" in told
    assert list(tmp_path.iterdir()) == []


def test_trust_is_explained(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _elsewhere(monkeypatch)
    assert main(["addin", "install", "--dry-run"]) == 0
    assert capsys.readouterr().out.rstrip().endswith(TRUST)
    for word in ("信任中心", "宏设置", "受信任位置", "禁用项目", "WPS"):
        assert word in TRUST


def test_a_file_that_is_missing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlaudit.addin.build.macros_folder", lambda: tmp_path)
    with pytest.raises(UsageError, match="找不到加载项"):
        find_addin()


def _elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this be a machine without Windows, wherever the tests run."""
    machine = this_machine({}, "linux", "/usr/bin/python3")
    assert isinstance(machine.roaming, PureWindowsPath)
    monkeypatch.setattr("xlaudit.addin.steps.this_machine", lambda: machine)
