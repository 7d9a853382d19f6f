"""What stops the tool: one Chinese sentence that says what happened, where, and what to do.

    XlauditError
    ├── SchemeError     评分方案有误（全部错误一次列出）
    ├── WorkbookError   工作簿打不开、读不懂
    │   └── FormError   工作簿打得开，但认不出自评表
    ├── OutputError     结果写不下去
    └── UsageError      命令或参数有误

A disagreement inside a filing is a ``Finding`` and is never raised; a bug is left to its traceback.
"""

from __future__ import annotations

__all__ = [
    "FormError",
    "OutputError",
    "SchemeError",
    "UsageError",
    "WorkbookError",
    "XlauditError",
]


class XlauditError(Exception):
    """The tool cannot go on; ``str(error)`` is the sentence for the user."""


class SchemeError(XlauditError):
    """A scheme cannot be used; ``mistakes`` holds every one that was found, file and key first."""

    def __init__(self, message: str, mistakes: tuple[str, ...] = ()) -> None:
        super().__init__("\n  ".join((message, *mistakes)))
        self.mistakes = mistakes


class WorkbookError(XlauditError):
    """A file cannot be read as a workbook."""


class FormError(WorkbookError):
    """A workbook holds no form that can be recognised, or one that two schemes claim."""


class OutputError(XlauditError):
    """A result cannot be written: the file exists, or the place does not accept it."""


class UsageError(XlauditError):
    """The command or its arguments cannot be carried out."""
