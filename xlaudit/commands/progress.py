"""A bar for what takes long: how far, how fast, how long yet."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import ProgressColumn, Task
    from rich.text import Text

__all__ = ["watched"]

_Result = TypeVar("_Result")


def watched(results: Iterator[_Result], total: int) -> Iterator[_Result]:
    """Pass the results on; on a terminal a bar shows how far they are, at what rate, and the time left."""
    if not sys.stderr.isatty():
        yield from results
        return
    # Slow to import, needed only on a terminal.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("读取与核对"),
        BarColumn(),
        MofNCompleteColumn(),
        _rate(),
        TextColumn("剩余"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as progress:
        task = progress.add_task("", total=total)
        for result in results:
            progress.advance(task)
            yield result


def _rate() -> ProgressColumn:
    from rich.progress import ProgressColumn  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text("" if speed is None else f"{speed:.1f} 份/秒")

    return Rate()
