"""The offline bundle: what would be run, what lies in it, and what is said when a tool fails."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from xlaudit.addin.build import find_addin
from xlaudit.addin.wheelhouse import commands, find_uv, install_script, note, wheelhouse_steps
from xlaudit.cli import main
from xlaudit.errors import UsageError


@pytest.fixture
def uv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in that writes down what it is asked for and fails where ``fail`` stands beside it."""
    path = tmp_path / "uv"
    path.write_text(
        f"#!{sys.executable}\n"
        "import pathlib, sys\n"
        "here = pathlib.Path(sys.argv[0]).parent\n"
        "with (here / 'asked').open('a', encoding='utf-8') as log: print(*sys.argv[1:], file=log)\n"
        "fail = here / 'fail'\n"
        "if fail.exists() and fail.read_text() in sys.argv: sys.exit('could not resolve host')\n",
        encoding="utf-8",
    )
    path.chmod(0o755)
    monkeypatch.setenv("UV", str(path))
    return path


def test_the_command_lines_are_for_windows_wherever_they_run() -> None:
    build, resolve, download = commands(Path("bundle"), "3.12", "uv", Path("source"))
    assert build[:3] == ["uv", "build", "--wheel"]
    assert build[-3:] == ["-o", str(Path("bundle/wheels")), "source"]
    assert resolve[:4] == ["uv", "pip", "compile", str(Path("source/pyproject.toml"))]
    assert "x86_64-pc-windows-msvc" in resolve
    assert "--generate-hashes" in resolve  # pip then takes nothing else than what was resolved
    assert download[:5] == ["uv", "tool", "run", "pip", "download"]
    assert download[download.index("--platform") + 1] == "win_amd64"
    assert (
        download[download.index("--only-binary") + 1] == ":all:"
    )  # nothing is built, nothing runs
    for line in (resolve, download):
        assert line[line.index("--python-version") + 1] == "3.12"


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for uv is a script of a shell")
def test_a_bundle_is_made(uv: Path, tmp_path: Path) -> None:
    folder = tmp_path / "离线 安装包"
    assert main(["addin", "wheelhouse", str(folder)]) == 0
    assert len((tmp_path / "asked").read_text(encoding="utf-8").splitlines()) == 3
    made = {path.name for path in folder.iterdir()}
    assert made == {"wheels", "install.cmd", "安装说明.txt", "xlaudit.xlam"}
    assert (folder / "xlaudit.xlam").read_bytes() == find_addin().read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for uv is a script of a shell")
def test_a_failure_is_told_with_what_the_tool_said(
    uv: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "fail").write_text("download", encoding="utf-8")
    folder = tmp_path / "bundle"
    assert main(["addin", "wheelhouse", str(folder)]) == 2
    told = capsys.readouterr().err
    assert "没有做成离线安装包" in told
    assert "能不能上网" in told
    assert "could not resolve host" in told
    assert not (folder / "install.cmd").exists()


def test_a_dry_run_makes_nothing(
    uv: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "bundle"
    assert main(["addin", "wheelhouse", str(folder), "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "会运行：" in told
    assert "install.cmd" in told
    assert not folder.exists()
    assert not (tmp_path / "asked").exists()


def test_a_folder_that_holds_something_is_left_alone(uv: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="不是空文件夹"):
        wheelhouse_steps(tmp_path, "3.12")


@pytest.mark.parametrize("version", ["", "3", "2.7", "3.12.1", "3.12 --index-url x", "３.12"])
def test_a_version_is_two_numbers(version: str, uv: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="像 3"):
        wheelhouse_steps(tmp_path / "bundle", version)


def test_without_uv_it_says_what_to_install() -> None:
    with pytest.raises(UsageError, match="pip install uv"):
        find_uv({"PATH": ""})


def test_the_script_installs_from_the_bundle_only() -> None:
    data = install_script("3.12")
    assert data.count(b"\r\n") == data.count(b"\n")
    lines = data.decode().splitlines()
    installs = [line for line in lines if "pip install" in line]
    assert len(installs) == 2
    assert all("--no-index" in line and '--find-links "%HERE%wheels"' in line for line in installs)
    assert "--require-hashes" in installs[0]
    # Every path is quoted: the bundle may lie in a folder with spaces or an &.
    assert not [
        line for line in lines if re.search(r'(?<!")%(HERE|TARGET)%', line) and "set " not in line
    ]
    # Each step that fails ends the script.
    steps = [line for line in lines if line.startswith(('"%TARGET%', "py "))]
    assert lines.count("if errorlevel 1 goto failed") + 1 == len(steps)
    started = [line.partition(" -I ")[2] for line in steps]
    assert started[-2:] == ["-m xlaudit addin install", "-m xlaudit sendto install"]


def test_the_note_opens_in_notepad_and_names_everything() -> None:
    data = note("3.12")
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n")
    text = data.decode("utf-8-sig")
    for word in (
        "Python 3.12",
        "install.cmd",
        "XLSTART",
        "SendTo",
        "addin remove",
        "WPS",
        "xlwings",
    ):
        assert word in text
