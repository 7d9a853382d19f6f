"""Every call that xlwings makes on the host, counted: on Windows each is a journey to another process."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

__all__ = ["CALLS", "Spent", "counted", "watch"]

CALLS: Counter[tuple[str, str]] = Counter()
"""How often (class, method or property) was asked for."""

_DEPTH = [0]
_SPENT: list[Spent] = []


class Spent:
    """Seconds spent inside the host while it was watched."""

    seconds = 0.0


@contextmanager
def watch() -> Iterator[Spent]:
    """Add up the time of the host's calls; outside of it no clock is looked at."""
    _SPENT.append(Spent())
    try:
        yield _SPENT[-1]
    finally:
        _SPENT.pop()


def counted(kind: type) -> type:
    """Count the public methods and properties of a class; what the host does within itself is not counted."""
    for name, member in list(vars(kind).items()):
        if name.startswith("_") and name != "__call__":
            continue
        key = (kind.__name__, name)
        if isinstance(member, property):
            setters = [_watched(key, part) if part else None for part in (member.fget, member.fset)]
            setattr(kind, name, property(*setters))
        elif callable(member) and not isinstance(member, staticmethod | type):
            setattr(kind, name, _watched(key, member))
    return kind


def _watched(key: tuple[str, str], function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def watched(self: Any, *arguments: Any, **options: Any) -> Any:
        if not _DEPTH[0]:
            CALLS[key] += 1
            getattr(self, "_before_call", lambda _: None)(key)
        is_watched = bool(_SPENT) and not _DEPTH[0]
        began = time.perf_counter() if is_watched else 0.0
        _DEPTH[0] += 1
        try:
            return function(self, *arguments, **options)
        finally:
            _DEPTH[0] -= 1
            if is_watched:
                _SPENT[-1].seconds += time.perf_counter() - began

    return watched
