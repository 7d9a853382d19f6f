"""Waiting for files: what lies in the folders is looked at now and then, and told once it lies still."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from xlaudit.hosts.batch.source import ARCHIVE, is_submission

__all__ = ["settled"]

Seen = dict[str, tuple[int, int]]
"""Size and time of last change (ns) by path."""

POLL, SETTLE = 1.0, 2.0  # seconds


def settled(
    paths: Sequence[Path],
    ignored: Sequence[Path] = (),
    poll: float = POLL,
    settle: float = SETTLE,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[None]:
    """Yield at once, and then each time that files came, went or changed and have lain still for ``settle``.

    A file that is still being copied keeps everybody waiting; ``ignored`` are our own results.
    Polling works on every system and on shares, where notices of changes do not.
    """
    ours = frozenset(str(path.absolute()) for path in ignored)
    told: Seen | None = None
    last = _seen(paths, ours)
    quiet = 0.0
    while True:
        if last != told and quiet >= settle:
            told = last
            yield
        sleep(poll)
        now = _seen(paths, ours)
        quiet = quiet + poll if now == last else 0.0
        last = now


def _seen(paths: Sequence[Path], ours: frozenset[str]) -> Seen:
    found: Seen = {}
    for path in paths:
        if path.is_dir():
            for place, _, names in os.walk(path):
                for name in names:
                    if is_submission(name) or name.lower().endswith((ARCHIVE, ".rar", ".7z")):
                        _look(os.path.join(place, name), ours, found)  # noqa: PTH118 - in a loop over many
        else:
            _look(str(path), ours, found)
    return found


def _look(path: str, ours: frozenset[str], found: Seen) -> None:
    if os.path.abspath(path) in ours:  # noqa: PTH100 - as above
        return
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return  # gone meanwhile
    found[path] = (status.st_size, status.st_mtime_ns)
