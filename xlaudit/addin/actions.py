"""What the buttons of the ribbon do to the workbook in front (an ``xlwings.Book``), one function a button.

The work is that of the command line: a snapshot is audited, a patch is applied. What cannot be done is an
``XlauditError``, and the workbook is then as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlaudit.errors import OutputError, UsageError

if TYPE_CHECKING:
    from xlaudit.audit import Report
    from xlaudit.workbook.patch import Patch
    from xlaudit.workbook.snapshot import Snapshot

__all__ = ["TITLE", "check", "restore", "score"]

TITLE = "绩效自评"
"""What stands above a message box."""


def score(book: Any) -> None:
    """评分: add the columns 系统得分, 差异, 说明 and the sheets 核对结果, 叙述核对, 规则目录.

    Where a sheet is protected, a scored copy beside the file is offered instead.

    Raises:
        XlauditError: the form is not recognised, or the workbook cannot be written.
    """
    from xlaudit.hosts.live.write import ProtectedError  # noqa: PLC0415 - a first click is quick
    from xlaudit.output.sheets import scored_copy  # noqa: PLC0415

    try:
        _add_results(book, scored_copy)
    except ProtectedError as error:
        if not _offer_copy(book, error):
            raise


def check(book: Any) -> None:
    """核对: add the sheets 核对结果, 叙述核对, 规则目录 and nothing else; scores that are there stay.

    Raises:
        XlauditError: as ``score``.
    """
    from xlaudit.output.sheets import checked_copy  # noqa: PLC0415 - as above

    _add_results(book, checked_copy)


def restore(book: Any) -> None:
    """恢复评分前: take away everything that 评分 and 核对 added, also after the file was closed and opened.

    What is ours is known by its headings, so that nothing has to be kept in the workbook. Columns get the
    width of the one beside them.

    Raises:
        XlauditError: there is nothing of ours, or the workbook cannot be written.
    """
    from xlaudit.hosts.live.read import snapshot  # noqa: PLC0415 - as above
    from xlaudit.hosts.live.write import apply  # noqa: PLC0415
    from xlaudit.output.own import decisions, owned  # noqa: PLC0415

    with progress(book) as tell:
        tell("1/2 读取工作簿…")
        before = snapshot(book)
        if not owned(before).sheets:
            raise UsageError("这个工作簿里没有评分或核对的结果，不用恢复。")
        decided = len(decisions(before))
        if decided and not _agrees(
            book, f"其中填写的 {decided} 条处理意见会一起去掉。要恢复到评分前吗？"
        ):
            return
        tell("2/2 恢复评分前…")
        apply(_without_ours(book, before), book, before, bare=True)


@contextmanager
def progress(book: Any) -> Iterator[Callable[[str], None]]:
    """Give a function that shows how far an action is in the status bar, which is given back afterwards."""
    app = book.app
    earlier = app.status_bar

    def tell(text: str) -> None:
        app.status_bar = f"xlaudit {text}"

    try:
        yield tell
    finally:
        app.status_bar = earlier


def _add_results(book: Any, results: Callable[[Report, Snapshot], Patch]) -> None:
    from xlaudit.hosts.audited import audit_snapshot  # noqa: PLC0415 - as above
    from xlaudit.hosts.live.read import is_read_only, snapshot  # noqa: PLC0415
    from xlaudit.hosts.live.write import apply  # noqa: PLC0415

    if is_read_only(book):
        raise OutputError(
            f"“{book.name}”是以只读方式打开的，结果存不回去；请另存为一个副本，在副本里再试。"
        )
    with progress(book) as tell:
        tell("1/3 读取工作簿…")
        before = snapshot(book)
        tell("2/3 评分、核对…")
        report = audit_snapshot(Path(book.name), before).report
        tell("3/3 写入结果…")
        apply(results(report, before), book, before)


def _without_ours(book: Any, before: Snapshot) -> Patch:
    """Return what takes our sheets and columns away; a line that somebody else wrote below ours stays."""
    from xlaudit.output.own import owned, removal  # noqa: PLC0415 - as above
    from xlaudit.output.score_columns import HEADINGS  # noqa: PLC0415
    from xlaudit.workbook.patch import CellWrite, Patch  # noqa: PLC0415

    ours = owned(before).cells
    first = {sheet: min(c for s, _, c in ours if s == sheet) for sheet, _, _ in ours}
    lines = sorted({(sheet, row) for sheet, row, column in ours if column == first[sheet]})
    # Every cell of a line of ours, for an empty one has a border too.
    cells = tuple(
        CellWrite(sheet, row, first[sheet] + offset)
        for sheet, row in lines
        for offset in range(len(HEADINGS))
    )
    widths = []
    for sheet, column in first.items():
        beside = book.sheets[sheet].range((1, column + len(HEADINGS))).column_width
        widths += [(sheet, column + offset, beside) for offset in range(len(HEADINGS))]
    removed = removal(before, Patch()).sheets_removed
    return Patch(cells, sheets_removed=removed, widths=tuple(widths))


def _offer_copy(book: Any, error: Exception) -> bool:
    """Offer to write a scored copy of the file beside it, and open it; say whether that was wanted."""
    from xlaudit.hosts.audited import copy_path, score_workbook  # noqa: PLC0415 - as above
    from xlaudit.hosts.live.read import saved_file  # noqa: PLC0415

    path = saved_file(book)
    if path is None:
        return False
    target = copy_path(path)
    said = f"要不要另存一份评分副本“{target.name}”？（按最近一次保存的内容；已有的副本会更新，处理意见保留）"
    if not _agrees(book, f"{error}\n\n{said}"):
        return False
    refuse_open(book.app, target)
    score_workbook(path, target, force=True)
    book.app.books.open(target)
    return True


def refuse_open(app: Any, target: Path) -> None:
    """Complain where a workbook of that name is open: Excel opens no second one, and the file is locked.

    Raises:
        OutputError: it is.
    """
    if any(opened.name.casefold() == target.name.casefold() for opened in app.books):
        raise OutputError(f"Excel 里正打开着名为“{target.name}”的工作簿；请先关闭它再试。")


def _agrees(book: Any, question: str) -> bool:
    return bool(book.app.alert(question, TITLE, buttons="yes_no") == "yes")
