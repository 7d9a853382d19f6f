"""Every call that xlwings makes on the host, counted: on Windows each is a journey to another process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Any

__all__ = ["CALLS", "counted"]

CALLS: Counter[tuple[str, str]] = Counter()
"""How often (class, method or property) was asked for."""

_DEPTH = [0]


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
        _DEPTH[0] += 1
        try:
            return function(self, *arguments, **options)
        finally:
            _DEPTH[0] -= 1

    return watched
