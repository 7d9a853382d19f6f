"""The buttons that open a workbook of its own: 汇总文件夹, 新建自评表, 规则说明, 方案; and 关于."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from xlaudit.addin.actions import TITLE, progress, refuse_open
from xlaudit.errors import UsageError

if TYPE_CHECKING:
    from xlaudit.workbook.patch import Patch

__all__ = ["SUMMARY", "about", "consolidate", "new", "rules", "schemes"]

Result = TypeVar("Result")

SUMMARY = "汇总.xlsx"
"""What the summary of a folder is called; it stands beside the folder, not among what was sent in."""


def consolidate(book: Any, folder: Path | None) -> None:
    """汇总文件夹: audit every workbook in a folder, write the summary beside the folder and open it.

    Raises:
        XlauditError: there is no folder, no workbook in it that can be read, or the summary cannot be written.
    """
    if folder is None:
        raise UsageError("没有选择文件夹；请点“汇总文件夹…”，选中各部门自评表所在的文件夹。")
    folder = folder.absolute()
    # The whole of a drive has no place beside it.
    target = (folder.parent if folder.name else folder) / SUMMARY
    refuse_open(book.app, target)
    with progress(book) as tell:
        _write_summary(folder, target, tell)
    book.app.books.open(target)


def new(book: Any, scheme_id: str) -> None:
    """新建自评表: write the blank form of a scheme beside the open workbook, and open it.

    Raises:
        XlauditError: there is no such scheme, or the form cannot be written.
    """
    from xlaudit.hosts.audited import find_scheme  # noqa: PLC0415 - a first click is quick
    from xlaudit.hosts.files import write_atomically  # noqa: PLC0415
    from xlaudit.hosts.live.read import saved_file  # noqa: PLC0415
    from xlaudit.output.blank_form import blank_form  # noqa: PLC0415

    if not scheme_id or scheme_id.lower().endswith(".toml"):
        raise UsageError("没有选择评分方案；请在“新建自评表”的菜单里选一个。")
    scheme = find_scheme(scheme_id)
    saved = saved_file(book)
    target = _free_name(saved.parent if saved else _documents(), f"自评表 {scheme.id}")
    refuse_open(book.app, target)
    write_atomically(target, blank_form(scheme))
    book.app.books.open(target)


def rules(book: Any) -> None:
    """规则说明: a new workbook with the page of every rule."""
    from xlaudit.county.rules import RULES  # noqa: PLC0415 - as above
    from xlaudit.output.rule_sheet import rule_sheet  # noqa: PLC0415

    _show(book.app, rule_sheet(RULES))


def schemes(book: Any) -> None:
    """方案: a new workbook with the list of schemes."""
    from xlaudit.output.scheme_list import scheme_patch  # noqa: PLC0415 - as above
    from xlaudit.schemes.load import load_all  # noqa: PLC0415

    _show(book.app, scheme_patch(load_all()))


def about(book: Any) -> None:
    """关于: version, licence and interpreter in a message box."""
    import platform  # noqa: PLC0415 - needed here only
    import sys  # noqa: PLC0415
    from importlib.metadata import version  # noqa: PLC0415

    book.app.alert(
        f"xlaudit {version('xlaudit')}：部门整体绩效自评表的评分、核对与汇总\n"
        "许可证：MIT；完全在本机运行，不联网。\n"
        f"Python {platform.python_version()}：{sys.executable}",
        TITLE,
    )


def _write_summary(folder: Path, target: Path, tell: Callable[[str], None]) -> None:
    """Audit the workbooks of a folder and write their summary; what people noted in an older one is kept."""
    from xlaudit.hosts.batch import is_summary  # noqa: PLC0415 - as above
    from xlaudit.hosts.gathering import Settings  # noqa: PLC0415
    from xlaudit.hosts.ledger import temporary_ledger  # noqa: PLC0415
    from xlaudit.hosts.summary_file import SummaryFile, write_summary  # noqa: PLC0415

    if target.exists() and not is_summary(target):
        raise UsageError(f"“{target}”已经存在，而且不是 xlaudit 写的汇总；请把它改名或移走后再试。")

    def watched(results: Iterator[Result], total: int) -> Iterator[Result]:
        for number, result in enumerate(results, start=1):
            tell(f"{number}/{total} 汇总…")
            yield result

    with temporary_ledger() as ledger:
        write_summary(
            SummaryFile((folder,), target, force=True), ledger, Settings(workers=0), watched
        )


def _show(app: Any, patch: Patch) -> None:
    """Open a new workbook that holds nothing but what a patch adds."""
    from dataclasses import replace  # noqa: PLC0415 - as above

    from xlaudit.hosts.live.write import apply  # noqa: PLC0415

    opened = app.books.add()
    empty = tuple(sheet.name for sheet in opened.sheets)
    apply(replace(patch, sheets_removed=empty), opened)


def _documents() -> Path:
    """Return where a person keeps documents."""
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()


def _free_name(folder: Path, stem: str) -> Path:
    target = folder / f"{stem}.xlsx"
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{stem}({number}).xlsx"
    return target
