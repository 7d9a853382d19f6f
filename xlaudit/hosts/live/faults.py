"""The errors that Excel itself answers with: how they are told from bugs, and what they mean in words."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__all__ = ["native_errors", "reason"]

_CALL_REJECTED = -2147418111  # RPC_E_CALL_REJECTED
_IGNORED = -2146777998  # VBA_E_IGNORE, the same from inside a call
_DISCONNECTED = (-2147417848, -2147023174)  # RPC_E_DISCONNECTED, RPC_S_SERVER_UNAVAILABLE


def native_errors() -> tuple[type[Exception], ...]:
    """Return the exceptions by which Excel refuses; none where there is no pywin32."""
    try:
        return (import_module("pywintypes").com_error,)
    except ImportError:
        return ()


def reason(error: Exception) -> str:
    """Return one sentence: what an error of Excel means, and what to do."""
    codes = _codes(error)
    if _CALL_REJECTED in codes or _IGNORED in codes:
        return "Excel 正忙：可能有单元格正在编辑，或者打开着对话框；请按 Esc 退出编辑、关闭对话框后再试。"
    if not codes.isdisjoint(_DISCONNECTED):
        return "与 Excel 的连接断开了；请重新打开工作簿后再试。"
    return (
        "Excel 拒绝了改动，工作簿保持原样；可能是工作簿结构受保护、以共享方式打开，或者有单元格被锁定。"
        "请撤销保护或取消共享后再试，或者改用评分副本：xlaudit score 自评表.xlsx。"
    )


def _codes(error: Exception) -> set[Any]:
    information = getattr(error, "excepinfo", None)
    return {getattr(error, "hresult", None), information[5] if information else None}
