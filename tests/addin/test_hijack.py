"""An audited workbook and its folder supply no interpreter, no configuration and no code.

Each attack is first seen to succeed on xlwings as it is shipped, so that a test that could not fail is
noticed; then on the module that the add-in carries.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlwings

from tests.addin.built import addin_file, built
from tests.addin.doors import Attacked
from tests.addin.vba import decompiled
from xlaudit.addin.build_xlwings import OMITTED

COMMAND = "import xlaudit.addin.ribbon; xlaudit.addin.ribbon.dispatch('score')"
PLANTED_SHEETS = ("自评表", "evil.py", "xlaudit.conf")


def as_shipped() -> str:
    """Return xlwings' own module under our name; one Range is qualified, as the interpreter wants it."""
    path = Path(xlwings.__file__).with_name("xlwings_custom_addin.bas")
    source = path.read_bytes().decode("ascii").replace("\r\n", "\n")
    named = source.replace(
        'PROJECT_NAME As String = "myaddin"', 'PROJECT_NAME As String = "xlaudit"'
    )
    return named.replace('In Range(sht.Range("A1")', 'In sht.Range(sht.Range("A1")')


def attacked(folder: Path, source: str, *sheets: str) -> Attacked:
    return Attacked(addin_file(folder), source, *sheets)


def ours() -> str:
    return decompiled(built())["xlwings"]


def test_a_sheet_of_the_workbook_does_not_configure(tmp_path: Path) -> None:
    before = attacked(tmp_path, as_shipped(), *PLANTED_SHEETS)
    assert before.configured("INTERPRETER_WIN") == "planted in a sheet"
    after = attacked(tmp_path, ours(), *PLANTED_SHEETS)
    assert (
        after.configured("INTERPRETER_WIN") == r"%LOCALAPPDATA%\xlaudit\python\Scripts\pythonw.exe"
    )


def test_a_file_in_the_folder_does_not_configure(tmp_path: Path) -> None:
    """Asked for a key that stands in no sheet: CONDA PATH and the like of later versions."""
    before = attacked(tmp_path, as_shipped(), "自评表")
    assert before.configured("SOME NEW KEY") == "planted in the folder"
    assert attacked(tmp_path, ours(), "自评表").configured("SOME NEW KEY") == "default"


def test_without_a_workbook_the_configuration_is_read_all_the_same(tmp_path: Path) -> None:
    excel = attacked(tmp_path, ours())
    assert excel.configured("INTERPRETER_WIN").endswith("pythonw.exe")
    assert excel.configured("SOME NEW KEY") == "default"


def test_wps_reads_the_configuration_too(tmp_path: Path) -> None:
    def configured(source: str) -> str:
        excel = attacked(tmp_path, source, "自评表")
        excel.become_wps()
        return excel.configured("INTERPRETER_WIN")

    assert configured(as_shipped()) == "planted in the folder"
    assert configured(ours()).endswith("pythonw.exe")


@pytest.mark.parametrize(
    "key", ["PYTHONPATH", "LICENSE_KEY", "CONDA PATH", "CONDA ENV", "INTERPRETER", "DEBUG UDFS"]
)
def test_every_key_that_leads_to_code_is_ours(tmp_path: Path, key: str) -> None:
    assert "planted" not in attacked(tmp_path, ours(), *PLANTED_SHEETS).configured(key)
    assert attacked(tmp_path, ours(), "自评表").configured(key) in {"", "False"}


def test_a_sheet_named_like_a_module_runs_nothing(tmp_path: Path) -> None:
    """With a licence key on the machine, xlwings would run the text of such a sheet."""
    before = attacked(tmp_path, as_shipped(), "自评表", "evil.py")
    before.click(COMMAND)
    assert "Embedded code" in before.host.dialogs[0][1]
    after = attacked(tmp_path, ours(), "自评表", "evil.py")
    after.click(COMMAND)
    assert after.host.dialogs == []
    assert after.bridge.asked[-1] == ("run", COMMAND)


def test_a_formula_of_the_workbook_runs_nothing(tmp_path: Path) -> None:
    """Any cell can call a function of an add-in: =RunPython("import os; os.remove(…)")."""
    before = attacked(tmp_path, as_shipped(), "自评表")
    before.formula("import evil")
    assert before.bridge.asked[-1] == ("run", "import evil")
    after = attacked(tmp_path, ours(), "自评表")
    after.formula("import evil")
    after.click(COMMAND)
    after.formula("import evil")
    assert [asked for asked in after.bridge.asked if asked[0] == "run"] == [("run", COMMAND)]


def test_nothing_that_a_formula_could_call_runs_programs_or_touches_files() -> None:
    shipped, carried = as_shipped(), ours()
    for word in (
        "WScript.Run",
        "Open sFile For Output",
        "Kill ",
        "VBComponents",
        "AppleScriptTask(",
    ):
        assert word in shipped
        assert word not in carried
    for name in ("ExecuteWindows", "RunFrozenPython", "SaveConfigToFile", "ReadFile"):
        assert re.search(rf"^(?:Public )?Function {name}\b", shipped, re.MULTILINE)
        assert not re.search(rf"\b{name}\b", carried)
    assert "Option Private Module" in carried
    left = {name for name in OMITTED if re.search(rf"\b{name}\b", carried)}
    assert left == {"ExecuteMac"}  # named in a branch that only a Mac compiles


def test_the_click_reaches_python_with_the_workbook_as_an_object(tmp_path: Path) -> None:
    excel = attacked(tmp_path, ours(), "自评表")
    excel.click(COMMAND)
    assert excel.bridge.asked == [
        ("set", "xlwings._xlwindows", "BOOK_CALLER", "Book1"),
        ("run", COMMAND),
    ]
    assert excel.host.console == []  # no command line was put together


def test_without_a_workbook_the_addin_stands_for_it(tmp_path: Path) -> None:
    excel = attacked(tmp_path, ours())
    excel.click(COMMAND)
    assert excel.bridge.asked[0][-1] == "xlaudit.xlam"


@pytest.mark.parametrize("name", ["x^&calc&.xlsx", "%COMSPEC%.xlsx", "');import os;#.xlsx"])
def test_no_name_of_a_file_stands_in_the_command_line(tmp_path: Path, name: str) -> None:
    def command(source: str) -> str:
        excel = attacked(tmp_path, _for_the_interpreter(source), "自评表")
        excel.host.application.active_book.name = name
        return excel.server_command()

    assert name.replace("&", "^&").replace("'", "\\'") in command(as_shipped())
    assert command(ours()) == (
        r'C:\Windows\System32\cmd.exe  /K ""%LOCALAPPDATA%\xlaudit\python\Scripts\pythonw.exe" -I -B -c '
        r'"import sys, os;import xlwings.utils;xlwings.utils.prepare_sys_path(\"false;;;;;\");'
        "import xlwings; xlwings.serve('$(CLSID)')\"\""
    )


@pytest.mark.parametrize("planted", ["xlaudit.py", "xlwings.py", "自评表.zip"])
def test_code_beside_the_workbook_is_not_imported(tmp_path: Path, planted: str) -> None:
    """What the command line runs is really run, in the workbook's folder, as Excel would start it."""
    folder = tmp_path / "报送"
    folder.mkdir()
    (tmp_path / "addin").mkdir()
    if planted.endswith(".zip"):
        _plant_archive(folder / planted)
    else:
        (folder / planted).write_text("raise SystemExit('hijacked')\n", encoding="utf-8")

    def run(source: str) -> str:
        excel = attacked(tmp_path / "addin", _for_the_interpreter(source), "自评表", "xlaudit.conf")
        book = excel.host.application.active_book
        book.path, book.name = str(folder), "自评表.xlsx"
        return _run(excel.server_command(), folder)

    assert "hijacked" in run(as_shipped())
    assert run(ours()) == "the real one\n"


def test_an_empty_search_path_does_not_mean_the_current_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """xlwings splits its argument at semicolons; one too many, and the current folder comes first."""
    (argument,) = set(re.findall(r'"(false;+)"', ours()))

    def searched(argument: str) -> list[str]:
        monkeypatch.setattr(sys, "path", ["library"])
        xlwings.utils.prepare_sys_path(argument)
        return list(sys.path)

    assert searched(f"{argument};") == ["", "library"]
    assert searched(argument) == ["library"]


def test_cell_functions_do_not_search_the_workbook_for_code() -> None:
    """CallUDF looks for code in the sheets of the workbook that it is given."""
    source = decompiled(built())["xlwings_udfs"]
    assert "CallUDF(" in source
    assert "ActiveWorkbook" not in source


def test_nothing_is_left_to_the_current_folder() -> None:
    """Programs are started by their full path: Windows looks for a bare name in the current folder."""
    source = ours()
    reached = source[source.index("Function XLPyCommand") : source.index("Private Sub XLPyLoadDLL")]
    bare = re.findall(r'"(?:cmd|python)\S*\.exe', reached)
    assert bare == []
    assert reached.count(r"\System32\cmd.exe ") == 2


def _for_the_interpreter(source: str) -> str:
    """Spell out one comparison of a text with True, which the interpreter does not make."""
    told = 'GetConfig("SHOW CONSOLE", False) = True'
    return source.replace(told, 'CBool(GetConfig("SHOW CONSOLE", False))')


def _run(command: str, folder: Path) -> str:
    """Run the Python part of a command line with this interpreter; a server would never end."""
    found = re.search(r'"((?: -\w)+) -c "(.*)""$', command)
    assert found is not None
    options, code = found[1].split(), found[2].replace('\\"', '"').replace("\\\\", "\\")
    # A server of COM objects cannot be had here; xlaudit is imported instead, as the click does.
    code = code.replace("xlwings.serve('$(CLSID)')", "import xlaudit.errors; print('the real one')")
    run = [sys.executable, *options, "-c", code]
    done = subprocess.run(run, check=False, capture_output=True, text=True, cwd=folder)
    return done.stdout + done.stderr


def _plant_archive(path: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr("xlaudit/__init__.py", "raise SystemExit('hijacked')")
