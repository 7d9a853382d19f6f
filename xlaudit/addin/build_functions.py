"""The VBA wrappers of the cell functions, made by xlwings' own generator.

Users then need neither “Import Python UDFs” nor trust in the VBA object model. The generator's module
needs pywin32 only to be imported; it is stubbed, in a process of its own so that nothing here is changed:

    python -m xlaudit.addin.build_functions    writes JSON to the standard output
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from io import StringIO
from types import ModuleType, SimpleNamespace
from typing import NamedTuple

from xlaudit.addin.settings import Description

__all__ = ["FUNCTIONS_MODULE", "MODULE_NAME", "Functions", "generated"]

FUNCTIONS_MODULE = "xlaudit.addin.udfs"
MODULE_NAME = "xlwings_udfs"

# xlwings takes the open workbook where the add-in's name ends in .xlam, and would look into its sheets
# for code. With any other name the wrapper hands over the add-in itself.
_NOT_AN_ADDIN = "xlaudit"
_DECORATORS = ("func", "arg", "ret")


class Functions(NamedTuple):
    """The wrappers' VBA, lines ending in LF, and what the wizard says of each function."""

    source: str
    descriptions: tuple[Description, ...]


def generated(module: str = FUNCTIONS_MODULE) -> Functions:
    """Return the wrappers of a module's decorated functions, in the order of their names."""
    run = [sys.executable, "-m", __name__, module]
    done = subprocess.run(run, check=True, capture_output=True)  # noqa: S603 - our own module
    told = json.loads(done.stdout)
    descriptions = (
        Description(name, text, tuple(arguments)) for name, text, arguments in told["functions"]
    )
    return Functions(told["source"], tuple(descriptions))


def _generate(module_name: str) -> dict[str, object]:
    _stub_windows()
    xlwings, udfs = importlib.import_module("xlwings"), importlib.import_module("xlwings.udfs")
    for name in _DECORATORS:
        setattr(xlwings, name, getattr(udfs, f"xl{name}"))
    module = importlib.import_module(module_name)
    written = StringIO()
    udfs.generate_vba_wrapper(module_name, module, written, SimpleNamespace(Name=_NOT_AN_ADDIN))
    header = f'Attribute VB_Name = "{MODULE_NAME}"\n#Const App = "Microsoft Excel"\n'
    found = (getattr(each, "__xlfunc__", None) for _, each in sorted(vars(module).items()))
    return {
        "source": header + written.getvalue().replace("\r\n", "\n"),
        "functions": [_described(each) for each in found if each is not None],
    }


def _described(function: dict[str, object]) -> tuple[str, str, list[str]]:
    result, arguments = function["ret"], function["args"]
    assert isinstance(result, dict)
    assert isinstance(arguments, list)
    texts = [" ".join(each["doc"].split()) for each in arguments if not each["vba"]]
    return str(function["name"]), " ".join(result["doc"].split()), texts


def _stub_windows() -> None:
    """Stand in for pywin32, of which the generator uses nothing."""
    if sys.platform == "win32":
        return
    names = ("pythoncom", "pywintypes", "win32com", "win32com.client")
    stubs: dict[str, ModuleType] = {name: ModuleType(name) for name in names}
    vars(stubs["pythoncom"])["CoInitialize"] = lambda: None
    vars(stubs["pywintypes"])["com_error"] = type("com_error", (Exception,), {})
    vars(stubs["win32com.client"])["Dispatch"] = None
    sys.modules.update(stubs)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_generate(sys.argv[1])))
