"""The sentences that say why a workbook cannot be read: what happened, where, what to do.

Names and contents come from a stranger's file, so they are shown shortened and without control characters.
"""

from __future__ import annotations

from xlaudit.errors import WorkbookError

__all__ = ["refused", "shown", "unreadable"]


def shown(text: str, limit: int = 60) -> str:
    """Return text that is safe inside a message: printable, and not longer than ``limit``."""
    plain = "".join(sign if sign.isprintable() else "�" for sign in text[: limit + 1])
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"


def unreadable(name: str, what: str) -> WorkbookError:
    """Return the error for a damaged file, which Excel or WPS may still be able to mend."""
    return WorkbookError(
        f"读不了工作簿“{shown(name)}”：{what}；请用 Excel 或 WPS 打开它，另存为 .xlsx 后再试。"
    )


def refused(name: str, what: str) -> WorkbookError:
    """Return the error for a file that no spreadsheet program writes."""
    return WorkbookError(
        f"拒绝读取工作簿“{shown(name)}”：{what}，正常的工作簿不会这样；"
        "请核实文件来源，向报送单位重新索取。"
    )
