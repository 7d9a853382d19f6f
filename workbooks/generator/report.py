"""The text sheet 自评报告: one paragraph a cell, as reports are pasted into workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbooks.generator.page import Book

__all__ = ["TEXTS", "Report", "read_lines", "report_sheet"]

TEXTS = Path(__file__).parent / "texts"
_WIDTH = 78.0


@dataclass(frozen=True, slots=True)
class Report:
    """The paragraphs with their addresses."""

    paragraphs: tuple[tuple[str, str], ...]

    def cell(self, quote: str) -> str:
        """Return the address of the one paragraph that says this."""
        [place] = [place for text, place in self.paragraphs if quote in text]
        return place


def read_lines(name: str) -> list[str]:
    """Read the prose of a department; ``#`` and ``##`` begin headings."""
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def report_sheet(book: Book, title: str, lines: Sequence[str], name: str = "自评报告") -> Report:
    """Write the report below its title."""
    page = book.page(name, [_WIDTH])
    page.put(1, 1, title, "report_title")
    page.height(1, 54)
    paragraphs = []
    for row, line in enumerate(lines, start=3):
        style = "heading" if line.startswith("# ") else "paragraph"
        text = "　　" + line.lstrip("# ")
        paragraphs.append((text, page.put(row, 1, text, style)))
        page.fit(row, [(1, text)], size=14)
    return Report(tuple(paragraphs))
