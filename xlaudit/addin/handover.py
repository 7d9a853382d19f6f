"""What VBA hands over to Python besides the name of an action: text in a cell of the add-in, never code."""

from __future__ import annotations

from pathlib import Path

from xlaudit.addin.settings import ADDIN_NAME, FOLDER_CELL, SHEET_NAME

__all__ = ["chosen_folder", "is_addin"]


def chosen_folder() -> Path | None:
    """Return the folder that was chosen for 汇总文件夹…; None where none was.

    It stands as text in the add-in's own sheet. Where no workbook is open, the add-in itself is the
    caller (``is_addin``), so that this works then too.
    """
    import xlwings  # noqa: PLC0415 - slow, and needed inside Excel only

    addin = xlwings.Book.caller().app.books[ADDIN_NAME]
    chosen = addin.sheets[SHEET_NAME][FOLDER_CELL].value
    return Path(chosen) if isinstance(chosen, str) and chosen.strip() else None


def is_addin(book_name: str) -> bool:
    """Say whether the calling book is the add-in itself: then no workbook is open."""
    return book_name.casefold() == ADDIN_NAME
