"""``macros/xlaudit.xlam`` from its sources, byte for byte the same each time.

macros/RibbonXlaudit.bas, ThisWorkbook.cls, customUI14.xml    sources
the installed xlwings                                         the bridge to Python, see build_xlwings
xlaudit.addin.udfs                                            cell functions, see build_functions
xlaudit.schemes                                               the menu 新建自评表, see build_ribbon
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from xlaudit.addin import build_functions, build_xlwings
from xlaudit.addin.build_package import VBA_PART, packed
from xlaudit.addin.build_ribbon import ribbon_markup
from xlaudit.addin.settings import ADDIN_NAME, DEFAULT_INTERPRETER, sheet_markup
from xlaudit.errors import UsageError
from xlaudit.schemes.load import load_all

__all__ = ["addin_bytes", "find_addin", "macros_folder"]

_RIBBON_MODULE, _BOOK_MODULE = "RibbonXlaudit", "ThisWorkbook"
# The stream _VBA_PROJECT as pyOpenVBA leaves it: a version of Office, and its compiled code blanked.
_CACHE_HEADER, _NO_CACHE = b"\xcc\x61\xb5\x00" + bytes(64), b"\xcc\x61\xff\xff" + bytes(64)


def macros_folder() -> Path:
    """Return the folder of the add-in: beside the package in a checkout, inside it once installed."""
    package = Path(str(resources.files("xlaudit")))
    inside = package / "macros"
    return inside if inside.is_dir() else package.parent / "macros"


def find_addin() -> Path:
    """Return where the built add-in lies.

    Raises:
        UsageError: it is not there.
    """
    path = macros_folder() / ADDIN_NAME
    if not path.is_file():
        raise UsageError(
            f"找不到加载项“{path}”；请重新安装 xlaudit，或在源代码里运行 xlaudit addin build。"
        )
    return path


def addin_bytes(functions_module: str = build_functions.FUNCTIONS_MODULE) -> bytes:
    """Build the add-in; what it depends on is pinned, so the bytes are always the same.

    Raises:
        UsageError: pyOpenVBA or the sources are not there.
        BuildError: the installed xlwings is not the one that the patches were written for.
    """
    macros = macros_folder()
    if not (macros / f"{_RIBBON_MODULE}.bas").is_file():
        raise UsageError("加载项只能在源代码里生成：这里没有 macros 文件夹里的 VBA 和 XML。")
    functions = build_functions.generated(functions_module)
    modules = {
        "xlwings": build_xlwings.module_source(),
        _RIBBON_MODULE: _text(macros / f"{_RIBBON_MODULE}.bas"),
        build_functions.MODULE_NAME: functions.source,
    }
    ribbon = ribbon_markup(_text(macros / "customUI14.xml"), load_all())
    sheet = sheet_markup(DEFAULT_INTERPRETER, functions.descriptions)
    return packed(_project(modules, _text(macros / f"{_BOOK_MODULE}.cls")), sheet, ribbon)


def _project(modules: Mapping[str, str], book_code: str) -> bytes:
    """Return the VBA project: standard modules by name, and the code of the workbook itself."""
    try:
        from pyopenvba import ExcelFile  # noqa: PLC0415 - a build extra
    except ImportError as error:
        raise UsageError(
            '生成加载项要用 pyOpenVBA，这里没有；请先安装：pip install "xlaudit[addin]"。'
        ) from error

    with TemporaryDirectory() as folder:
        path = Path(folder) / ADDIN_NAME
        with ExcelFile.create_new(path) as file:
            project = file.vba_project()
            for name, source in modules.items():
                project.add_module(name, _for_vba(source))
            project.get_module(_BOOK_MODULE).body = _for_vba(book_code)
            project.delete_module("Module1")  # the template's
            file.save()
        with ZipFile(path) as saved:
            return _without_cache(saved.read(VBA_PART))


def _without_cache(project: bytes) -> bytes:
    """Mark the project as without compiled code ([MS-OVBA] 2.3.4.1), so that Office compiles the source."""
    found = project.count(_CACHE_HEADER)
    if found != 1:
        raise build_xlwings.BuildError(f"_VBA_PROJECT: {found} headers, expected 1")
    return project.replace(_CACHE_HEADER, _NO_CACHE)


def _for_vba(source: str) -> str:
    source.encode("ascii")  # anything else would be stored as question marks
    return source.replace("\n", "\r\n")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")  # with lines that end in LF, whatever git made of them
