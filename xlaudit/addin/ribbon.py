"""One way in for every button of the ribbon: VBA runs ``dispatch("score")`` and nothing else.

Importing this module is quick; what a button needs is imported when it is pressed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from xlaudit.addin import actions, documents, findings
from xlaudit.addin.actions import TITLE
from xlaudit.errors import UsageError, XlauditError

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["ACTIONS", "dispatch"]

Action = Callable[[Any, str], None]
"""What a button does, given the workbook in front and the argument of the button."""


def dispatch(action: str, argument: str = "") -> None:
    """Do what the button ``action`` says to the workbook in front; what cannot be done is one message box.

    Nothing is raised: Excel would show a traceback. A bug is written to the log, with its traceback.
    """
    import xlwings  # noqa: PLC0415 - slow, and needed inside Excel only

    app = None
    try:
        caller = _caller(xlwings)
        app = caller.app if caller is not None else None
        ACTIONS.get(action, _unknown(action))(caller, argument)
    except XlauditError as error:
        _say(xlwings, app, str(error))
    except Exception as error:  # noqa: BLE001 - the outermost boundary: a bug must not reach Excel as a traceback
        _say(xlwings, app, _told(error, action))


def _unknown(action: str) -> Action:
    def run(_: Any, __: str) -> None:
        raise UsageError(
            f"没有按钮“{action}”；加载项与 xlaudit 的版本可能不一致，请重新安装加载项。"
        )

    return run


def _workbook(action: Callable[[Any], None]) -> Action:
    """Return an action on an open workbook; the add-in itself calls where none is open."""

    def run(caller: Any, _: str) -> None:
        from xlaudit.addin.handover import is_addin  # noqa: PLC0415 - as above

        if caller is None or is_addin(caller.name):
            raise UsageError("没有打开的工作簿；请先打开填好的自评表再试。")
        action(caller)

    return run


def _excel(action: Callable[[Any], None]) -> Action:
    """Return an action that needs Excel only."""

    def run(caller: Any, _: str) -> None:
        if caller is None:
            raise UsageError("没有打开的工作簿；请先打开或新建一个工作簿再试。")
        action(caller)

    return run


def _decide(caller: Any, argument: str) -> None:
    _workbook(lambda book: findings.decide(book, argument or None))(caller, argument)


def _consolidate(caller: Any, argument: str) -> None:
    from xlaudit.addin.handover import chosen_folder  # noqa: PLC0415 - as above

    def run(book: Any) -> None:
        documents.consolidate(book, Path(argument) if argument else chosen_folder())

    _excel(run)(caller, argument)


def _new(caller: Any, argument: str) -> None:
    _excel(lambda book: documents.new(book, argument))(caller, argument)


ACTIONS: Mapping[str, Action] = MappingProxyType(
    {
        "score": _workbook(actions.score),
        "check": _workbook(actions.check),
        "restore": _workbook(actions.restore),
        "previous_finding": _workbook(findings.previous_finding),
        "next_finding": _workbook(findings.next_finding),
        "decide": _decide,
        "consolidate": _consolidate,
        "new": _new,
        "rules": _excel(documents.rules),
        "schemes": _excel(documents.schemes),
        "about": _excel(documents.about),
    }
)
"""Every button by its id."""


def _caller(xlwings: ModuleType) -> Any:
    """Return the workbook that the button was pressed for, else the one in front; None where there is none."""
    windows = getattr(xlwings, "_xlwindows", None)
    is_called = (
        hasattr(xlwings.Book, "_mock_caller")
        or getattr(windows, "BOOK_CALLER", None) is not None
        or any(argument.startswith("--from_xl") for argument in sys.argv)
    )
    if is_called:
        return xlwings.Book.caller()
    app = xlwings.apps.active if xlwings.engines.active else None
    return app.books.active if app is not None and len(app.books) else None


def _told(error: Exception, action: str) -> str:
    """Return what to say of an error that is none of ours, and keep its traceback."""
    from xlaudit.addin.log import write_log  # noqa: PLC0415 - as above
    from xlaudit.hosts.live.faults import native_errors, reason  # noqa: PLC0415

    log = write_log(error, f"按钮 {action}")
    kept = f"详细记录在：{log}" if log else "（记录也没有写成：磁盘可能已满或没有写入权限。）"
    if isinstance(error, native_errors()):
        return f"{reason(error)}\n{kept}"
    return f"xlaudit 出了内部错误，这个按钮没有完成；请把下面的记录发给维护人员。\n{kept}"


def _say(xlwings: ModuleType, app: Any, text: str) -> None:
    if app is None and xlwings.engines.active is not None:
        app = xlwings.apps.active
    if app is None:
        sys.stderr.write(f"xlaudit：{text}\n")
        return
    app.alert(text, TITLE, mode="critical")
