"""A button pressed for a workbook, as VBA presses it."""

from __future__ import annotations

from typing import Any

from xlaudit.addin.log import log_path
from xlaudit.addin.ribbon import dispatch

__all__ = ["click", "click_that_logs"]


def click(book: Any, action: str, argument: str = "") -> list[str]:
    """Press a button and return the message boxes that came up; a bug fails the test."""
    alerts = click_that_logs(book, action, argument)
    assert not log_path().exists(), log_path().read_text(encoding="utf-8")
    return alerts


def click_that_logs(book: Any, action: str, argument: str = "") -> list[str]:
    """Press a button and return the message boxes that came up."""
    book.set_mock_caller()
    alerts = book.impl._books.app.alerts
    alerts.clear()
    dispatch(action, argument)
    return list(alerts)
