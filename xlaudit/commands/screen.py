"""Where results go: tables on a terminal, plain lines in a pipe, and remarks on the error stream."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["emit", "remark", "show"]

_WIDEST = 140


def show(
    blocks: Callable[[int], Iterable[RenderableType]], lines: Callable[[], Iterable[str]]
) -> None:
    """Show blocks on a terminal, of the width that is given to them, or else lines."""
    if not sys.stdout.isatty():
        emit(lines())
        return
    from rich.console import Console  # noqa: PLC0415 - slow to import, needed only on a terminal

    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    places = min(console.width, _WIDEST)
    for block in blocks(places):
        console.print(block, width=places)


def emit(lines: Iterable[Any]) -> None:
    """Print lines to the standard output."""
    for line in lines:
        print(line)  # noqa: T201 - the command line is the one place that prints


def remark(text: str) -> None:
    """Say something that is no result: where a file went, what went wrong."""
    sys.stdout.flush()
    print(text, file=sys.stderr)  # noqa: T201
