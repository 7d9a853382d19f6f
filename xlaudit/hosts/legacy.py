"""A legacy workbook (.xls, WPS .et) → ``Snapshot``: values only, the formulas are not translated.

Read here and not by python-calamine, which loses error cells and number formats and, above all, ends the
whole process (an abort that cannot be caught) on many a damaged file and on one cell in the far corner.
"""

from __future__ import annotations

import hashlib

from xlaudit.errors import WorkbookError
from xlaudit.hosts.biff.compound import CompoundFile
from xlaudit.hosts.biff.records import Damage
from xlaudit.hosts.biff.stream import LegacyBook, read_stream
from xlaudit.hosts.faults import refused, shown, unreadable
from xlaudit.workbook.snapshot import Snapshot

__all__ = ["read"]

_ENCRYPTED = "设有打开密码；请在 Excel 或 WPS 中打开它，去掉密码另存后再试"
_OTHER_CONTENTS = (
    ("EncryptedPackage", _ENCRYPTED),
    ("WordDocument", "是 Word 文档，不是工作簿；请选择工作簿文件"),
    ("PowerPoint Document", "是演示文稿，不是工作簿；请选择工作簿文件"),
)
_STREAMS = ("Workbook", "Book")  # BIFF8, BIFF5
_MACROS = "_VBA_PROJECT_CUR"


def read(data: bytes, name: str) -> Snapshot:
    """Read a workbook (.xls, or a .et of that kind) from the bytes of its file.

    Raises:
        WorkbookError: it is no such workbook, encrypted, damaged, or made to do harm.
    """
    container = CompoundFile(data, name)
    stream = next((stream for stream in _STREAMS if stream in container), None)
    if stream is None:
        for other, what in _OTHER_CONTENTS:
            if other in container:
                raise WorkbookError(f"读不了“{shown(name)}”：文件{what}。")
        raise WorkbookError(
            f"读不了“{shown(name)}”：它不是工作簿；请选择 .xlsx、.xls 或 .et 文件。"
        )
    book = _book(container.stream(stream), name)
    return Snapshot(
        name=name,
        sheets=tuple(book.sheets),
        sha256=hashlib.sha256(data).hexdigest(),
        names={},
        properties={},
        has_macros=book.has_macro_sheets or _MACROS in container,
        date1904=book.date1904,
        values_only=True,
    )


def _book(stream: bytes, name: str) -> LegacyBook:
    try:
        book = read_stream(stream)
    except Damage as error:
        raise unreadable(name, f"文件已损坏，{shown(str(error))}") from error
    except OverflowError as error:
        raise refused(name, str(error)) from error
    if book.is_encrypted:
        raise WorkbookError(f"读不了“{shown(name)}”：文件{_ENCRYPTED}。")
    return book
