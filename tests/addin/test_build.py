"""The add-in comes out of its sources, always the same; oletools and openpyxl judge what is in it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest
import xlwings
from olefile import OleFileIO
from openpyxl import load_workbook
from pyopenvba.interpreter import Interpreter

from tests.addin.built import MACROS, built
from tests.addin.vba import decompiled
from xlaudit.addin import build_functions, build_ribbon, build_xlwings
from xlaudit.addin.build_package import SHEET_PART, with_part
from xlaudit.addin.settings import Description, sheet_markup
from xlaudit.cli import main
from xlaudit.schemes.load import load_all, load_scheme


def test_the_committed_addin_is_what_the_sources_give() -> None:
    committed = (MACROS / "xlaudit.xlam").read_bytes()
    assert built() == committed, "run: xlaudit addin build"


def test_the_command_writes_it(tmp_path: Path) -> None:
    target = tmp_path / "又一份.xlam"
    assert main(["addin", "build", "-o", str(target)]) == 0
    assert target.read_bytes() == built()


def test_the_command_writes_nothing_but_an_addin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["addin", "build", "-o", str(tmp_path / "加载项.xlsx")]) == 2
    assert ".xlam" in capsys.readouterr().err


def test_oletools_finds_our_sources_and_nothing_else() -> None:
    found = decompiled(built())
    assert set(found) == {"ThisWorkbook", "Sheet1", "xlwings", "RibbonXlaudit", "xlwings_udfs"}
    assert _body(found["Sheet1"]) == ""
    for name, source in (
        ("RibbonXlaudit", "RibbonXlaudit.bas"),
        ("ThisWorkbook", "ThisWorkbook.cls"),
    ):
        assert _body(found[name]) == _body((MACROS / source).read_text(encoding="ascii"))


def test_the_bridge_is_xlwings_but_for_the_lines_that_were_replaced() -> None:
    shipped = (
        Path(xlwings.__file__).with_name("xlwings_custom_addin.bas").read_bytes().decode("ascii")
    )
    start = "#Const App"
    before = _without_procedures(shipped[shipped.index(start) :].splitlines())
    ours = decompiled(built())["xlwings"]
    added = {"Option Private Module", "    If Not IsClicked(PythonCommand) Then Exit Function"}
    after = [line for line in ours[ours.index(start) :].splitlines() if line not in added]
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    # One line a replacement, and the name of the add-in.
    replaced = sum(patch.times for patch in build_xlwings.PATCHES) - len(added) + 1
    assert len(changed) == replaced
    assert all("ActiveWorkbook" not in new or "Is Nothing" in new for _, new in changed)


def test_another_xlwings_stops_the_build() -> None:
    with pytest.raises(build_xlwings.BuildError, match="0 procedures"):
        build_xlwings.patched('Attribute VB_Name = "xlwings"\nSub Other()\nEnd Sub\n')


def test_the_bridge_is_still_vba() -> None:
    """Read whole by another compiler, which knows no comments behind directives."""
    source = decompiled(built())["xlwings"]
    plain = re.sub(r"(?m)^(\s*#(?:Const|If)[^'\n]*?) *'.*$", r"\1", source)
    module = Interpreter().add_module(plain, name="xlwings")
    assert {"runpython", "xlpy", "getconfig"} <= {name.lower() for name in module.procedures}


def test_without_pyopenvba_it_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyopenvba", None)
    assert main(["addin", "build"]) == 2
    assert "xlaudit[addin]" in capsys.readouterr().err


def test_without_sources_it_cannot_be_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xlaudit.addin.build.macros_folder", lambda: tmp_path)
    assert main(["addin", "build", "-o", str(tmp_path / "加载项.xlam")]) == 2
    assert "只能在源代码里生成" in capsys.readouterr().err


def test_vba_is_stored_without_compiled_code() -> None:
    with (
        ZipFile(BytesIO(built())) as package,
        OleFileIO(package.read("xl/vbaProject.bin")) as project,
    ):
        header = project.openstream("VBA/_VBA_PROJECT").read()
    assert header[:4] == b"\xcc\x61\xff\xff"
    assert not any(header[4:])


def test_the_package_holds_no_names_times_or_compression() -> None:
    with ZipFile(BytesIO(built())) as package:
        assert package.testzip() is None
        for entry in package.infolist():
            assert (entry.compress_type, entry.date_time[0]) == (ZIP_STORED, 1980)
        assert not [name for name in package.namelist() if name.startswith("docProps")]


def test_openpyxl_reads_the_configuration() -> None:
    sheet = _own_sheet()
    configuration = {row[0].value: row[1].value for row in sheet.iter_rows() if row[0].value}
    assert configuration["INTERPRETER_WIN"] == r"%LOCALAPPDATA%\xlaudit\python\Scripts\pythonw.exe"
    assert configuration["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"
    assert configuration["UDF MODULES"] == "xlaudit.addin.udfs"
    # A key that is there, if only as nothing, is looked for nowhere else.
    nothing = {key for key, value in configuration.items() if value is None}
    assert {"PYTHONPATH", "CONDA PATH", "CONDA ENV", "LICENSE_KEY", "INTERPRETER"} <= nothing
    assert "没有运行成功" in sheet["F1"].value


def test_nothing_in_the_sheet_is_a_formula() -> None:
    markup = sheet_markup("=1+1", [Description("=A1", "<b>&", ("=2",))]).decode()
    assert "<f>" not in markup
    assert markup.count('t="inlineStr"') == markup.count("<c ")
    assert "&lt;b&gt;&amp;" in markup


def test_one_part_is_replaced_and_the_others_stay() -> None:
    changed = with_part(built(), SHEET_PART, b"<worksheet/>")
    with ZipFile(BytesIO(built())) as old, ZipFile(BytesIO(changed)) as new:
        assert old.namelist() == new.namelist()
        different = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert different == [SHEET_PART]


def test_wrappers_come_from_xlwings_and_hand_over_the_addin() -> None:
    made = build_functions.generated("tests.addin.sample_functions")
    assert [each.name for each in made.descriptions] == ["SAMPLE_NUMBER", "SAMPLE_RATE"]
    assert made.descriptions[1] == Description("SAMPLE_RATE", "执行率。", ("执行数", "预算数"))
    assert "Function SAMPLE_RATE(spent, budget)" in made.source
    assert 'CallUDF("tests.addin.sample_functions", "SAMPLE_RATE"' in made.source
    # The open workbook would be searched for sheets that hold code.
    assert "ActiveWorkbook" not in made.source
    assert made.source.count("ThisWorkbook, Application.Caller)") == 2


def test_the_shipped_functions_are_described_in_chinese() -> None:
    sheet = _own_sheet()
    rows = [[cell.value for cell in row[7:]] for row in sheet.iter_rows(max_col=16) if row[7].value]
    assert [row[0] for row in rows] == ["XA_CHECK", "XA_GRADE", "XA_NUMBER", "XA_RATE", "XA_SCORE"]
    for row in rows:
        texts = [text for text in row[1:] if text]
        assert len(texts) >= 2, row
        assert all(any("一" <= letter <= "鿿" for letter in text) for text in texts), row


def test_the_menu_holds_one_button_a_scheme() -> None:
    source = (MACROS / "customUI14.xml").read_text(encoding="utf-8")
    full = build_ribbon.ribbon_markup(source, load_all())
    assert full.count('id="new.') == len(load_all())
    one = build_ribbon.ribbon_markup(source, [load_scheme("mof-project-2020")])
    assert 'id="new.mof-project-2020"' in one
    assert one.count('id="new.') == 1


def test_a_menu_that_is_not_empty_stops_the_build() -> None:
    for source in ("<customUI/>", '<menu id="new" label="x"><button id="a"/></menu>'):
        with pytest.raises(build_xlwings.BuildError, match="menu"):
            build_ribbon.ribbon_markup(source, load_all())


def test_building_needs_no_excel_and_changes_nothing_here() -> None:
    """The generator runs in its own process: this one's xlwings keeps its own decorators."""
    probe = (
        "import json, sys; from xlaudit.addin.build_functions import generated; "
        "generated('tests.addin.sample_functions'); "
        "print(json.dumps(sorted(set(sys.modules) & {'pythoncom', 'xlwings', 'xlwings.udfs'})))"
    )
    run = [sys.executable, "-c", probe]
    assert json.loads(subprocess.run(run, check=True, capture_output=True).stdout) == []


def test_the_dll_fits_the_installed_xlwings() -> None:
    source = decompiled(built())["xlwings"]
    assert f'"xlwings64-{version("xlwings")}.dll"' in source
    assert f'"xlwings32-{version("xlwings")}.dll"' in source


def _without_procedures(lines: list[str]) -> list[str]:
    kept: list[str] = []
    end = ""
    for line in lines:
        words = line.replace("(", " ").split()
        header = [word for word in words[:3] if word not in {"Public", "Private"}][:2]
        if not end and header and header[-1] in build_xlwings.OMITTED and len(header) == 2:
            end = f"End {header[0]}"
        if not end:
            kept.append(line)
        if line == end:
            end = ""
    return kept


def _own_sheet() -> Any:
    """Return the add-in's sheet as openpyxl reads it, which knows workbooks only by another type."""
    with ZipFile(BytesIO(built())) as package:
        types = package.read("[Content_Types].xml")
    book = with_part(built(), "[Content_Types].xml", types.replace(b"excel.addin", b"excel.sheet"))
    return load_workbook(BytesIO(book))["xlaudit.conf"]


def _body(source: str) -> str:
    lines = [line for line in source.splitlines() if not line.startswith("Attribute VB_")]
    return "\n".join(lines).strip()
