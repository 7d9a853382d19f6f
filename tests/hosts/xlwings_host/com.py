"""The error that Excel answers with, as pywin32 raises it; ``plant`` puts it where pywin32 would have it."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

__all__ = ["BUSY", "FAILED", "REFUSED", "CellError", "com_error", "plant"]

BUSY = -2147418111  # RPC_E_CALL_REJECTED: a cell is being edited, or a dialog is open
FAILED = -2147352567  # DISP_E_EXCEPTION: Excel itself complains
REFUSED = -2146827284  # its usual complaint, 0x800A03EC


class com_error(Exception):  # noqa: N801, N818 - the name that pywin32 gives it
    """``hresult``, ``strerror``, ``excepinfo`` and ``argerror``, as pywin32 has them."""

    def __init__(self, hresult: int = FAILED, scode: int = REFUSED) -> None:
        information = (0, "Microsoft Excel", "应用程序定义或对象定义错误", None, 0, scode)
        self.hresult = hresult
        self.strerror = "发生意外。"
        self.excepinfo = information if hresult == FAILED else None
        self.argerror = None
        super().__init__(self.hresult, self.strerror, self.excepinfo, self.argerror)


def plant(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ``import pywintypes`` find the error."""
    module = ModuleType("pywintypes")
    module.com_error = com_error  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pywintypes", module)


class CellError:
    """An error in a cell, which COM hands over as a number of its own type."""

    def __init__(self, code: str) -> None:
        self.code = code
