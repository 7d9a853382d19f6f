"""Where a result is to go: what is wrong with the place is said before any work is done."""

from __future__ import annotations

from pathlib import Path

from xlaudit.errors import UsageError
from xlaudit.hosts.faults import shown
from xlaudit.hosts.files import check_is_free

__all__ = ["refuse"]


def refuse(target: Path, *endings: str, force: bool, also: str = "") -> None:
    """Complain of a target that will not do; ``also`` is what is said of other forms behind the ending.

    Raises:
        UsageError: its name has none of the endings.
        OutputError: it exists and is not to be replaced, or its folder is missing.
    """
    if target.suffix.lower() not in endings:
        name = shown(target.name)
        raise UsageError(f"输出文件“{name}”应以 {endings[0]} 结尾{also}；请改名后再试。")
    check_is_free(target, force=force)
