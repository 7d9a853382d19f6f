"""Excel kept quiet while we work: no recalculation, no events, no flicker; afterwards everything as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from xlaudit.hosts.live.faults import native_errors

__all__ = ["calm"]

_SETTINGS = (
    ("screen_updating", False),
    ("enable_events", False),
    ("display_alerts", False),
    ("calculation", "manual"),
)


@contextmanager
def calm(book: Any) -> Iterator[None]:
    """Hold Excel still around a change to a workbook, and bring settings, sheet and selection back, come what may.

    Each setting is brought back even where another one cannot be.
    """
    app = book.app
    with ExitStack() as afterwards:
        afterwards.callback(setattr, app, "status_bar", app.status_bar)
        for name, value in _SETTINGS:
            afterwards.callback(setattr, app, name, getattr(app, name))
            setattr(app, name, value)
        afterwards.callback(_return_to, book, _in_front(book), _selected(book))
        yield


def _selected(book: Any) -> tuple[str, str] | None:
    """Return the sheet and address of the selected cells, where cells of this workbook are selected."""
    selection = book.selection
    if selection is None or selection.sheet.book != book:
        return None
    return selection.sheet.name, selection.address


def _in_front(book: Any) -> Any:
    """Return the name of the sheet in front, or a chart sheet itself, which the workbook's sheets do not list."""
    active = book.sheets.active
    name = active.name
    return name if any(sheet.name == name for sheet in book.sheets) else active


def _return_to(book: Any, front: Any, selected: tuple[str, str] | None) -> None:
    # Where the cursor stands is a courtesy: that it cannot be put back does not undo what was done.
    with suppress(*native_errors()):
        if not isinstance(front, str):
            front.activate()
        elif any(sheet.name == front for sheet in book.sheets):  # else it was ours, and is gone
            book.sheets[front].activate()
            if selected is not None and selected[0] == front:
                book.sheets[front].range(selected[1]).select()
