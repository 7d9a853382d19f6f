"""Folders, archives and files → the workbooks in them, each once, in an order of their own."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from xlaudit.errors import UsageError
from xlaudit.hosts.batch.source import ARCHIVE, ENDINGS, Source, is_submission
from xlaudit.hosts.faults import shown

__all__ = ["find_sources"]

_OTHER_ARCHIVES = {".rar": "RAR", ".7z": "7z"}
_KINDS_SHOWN = 5


def find_sources(inputs: Sequence[Path]) -> tuple[Source, ...]:
    """Return the workbooks in folders (walked to the bottom), archives and files, sorted, each once.

    Two of one name, from several folders, are named by their whole paths. Lock files (``~$``), hidden files
    and our own scored copies are passed over. An archive that cannot be opened is a source with a fault.

    Raises:
        UsageError: a path does not exist, or there is no workbook at all.
    """
    found: dict[tuple[Path, tuple[str, ...]], tuple[Source, str]] = {}
    passed: Counter[str] = Counter()
    for given in inputs:
        if not given.exists():
            raise UsageError(f"找不到“{shown(str(given), 200)}”；请检查路径。")
        files = _below(given) if given.is_dir() else [(given, given.name)]
        for path, name in files:
            sources = _sources(path, name, is_named=not given.is_dir())
            if not sources:
                passed[path.suffix.lower()] += 1
            for source in sources:
                in_full = path.as_posix() + source.name.removeprefix(name)
                found.setdefault((source.path.resolve(), source.members), (source, in_full))
    if not found:
        raise UsageError(_nothing(inputs, passed))
    times = Counter(source.name for source, _ in found.values())
    named = (
        source if times[source.name] == 1 else replace(source, name=in_full)
        for source, in_full in found.values()
    )
    return tuple(sorted(named, key=lambda source: (source.name, str(source.path), source.members)))


def _sources(path: Path, name: str, *, is_named: bool) -> Sequence[Source]:
    """Return what one file holds. A file that was named on the command line is read whatever its name."""
    ending = path.suffix.lower()
    if path.name.startswith(("~$", ".")) and not is_named:
        return ()
    if ending == ARCHIVE:
        from xlaudit.hosts.batch.archives import sources_in  # noqa: PLC0415 - most folders have none

        return sources_in(path, name)
    if ending in _OTHER_ARCHIVES:
        what = _OTHER_ARCHIVES[ending]
        fault = f"“{shown(path.name)}”是 {what} 压缩包，读不了；请解压到文件夹里，或改用 .zip。"
        return (Source(path, name, fault=fault),)
    if is_named or is_submission(path.name):
        return (Source(path, name),)
    return ()


def _below(folder: Path) -> Iterator[tuple[Path, str]]:
    def refuse(error: OSError) -> None:
        raise UsageError(
            f"进不去文件夹“{shown(str(error.filename), 200)}”；请检查权限。"
        ) from error

    for place, _, names in os.walk(folder, onerror=refuse):
        for name in names:
            path = Path(place, name)
            yield path, path.relative_to(folder).as_posix()


def _nothing(inputs: Sequence[Path], passed: Counter[str]) -> str:
    """Return the sentence for a folder without workbooks; it says what is there instead."""
    places = "、".join(f"“{shown(str(given), 200)}”" for given in inputs)
    wanted = "、".join(sorted(ENDINGS | {ARCHIVE}))
    if not passed:
        return f"{places}里没有工作簿（{wanted}），一个文件也没有；请检查文件夹。"
    kinds = "、".join(
        f"{shown(ending, 20) or '没有扩展名的'} {count} 个"
        for ending, count in sorted(passed.items(), key=lambda each: (-each[1], each[0]))[
            :_KINDS_SHOWN
        ]
    )
    return f"{places}里没有工作簿（{wanted}），只有别的文件（{kinds}）；请检查文件夹。"
