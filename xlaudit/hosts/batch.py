"""Many files → digests of their reports, one after the other or through any ``concurrent.futures`` executor.

The order of the results is that of the files, whatever the number of workers. A workbook that cannot be
read is a ``Failure`` and costs one row; so is one that kills the process which reads it.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from xlaudit.county.digest import Digest, FileStamp
from xlaudit.county.extract import digest_of
from xlaudit.county.summary import CountySummary, Failure, summarise
from xlaudit.errors import UsageError, XlauditError
from xlaudit.hosts.audited import COPY_MARK, audit_snapshot
from xlaudit.hosts.faults import shown
from xlaudit.hosts.files import read_workbook
from xlaudit.output.summary import KIND
from xlaudit.workbook.snapshot import Snapshot

__all__ = ["Source", "audit_files", "consolidate", "find_sources", "is_summary"]

ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".et"})
_AHEAD = 4
"""Files handed out per worker beyond the one it reads: enough to keep it busy, few enough for memory."""

_KILLED = (
    "读取这个文件的进程被中断（文件可能已损坏，或大得异常）；请用 Excel 或 WPS 打开后另存再试。"
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file, and its name in the summary: its path below the folder that was given."""

    path: Path
    name: str


def find_sources(inputs: Sequence[Path]) -> tuple[Source, ...]:
    """Return the workbooks in folders (walked to the bottom) and among files, sorted, each once.

    Lock files (``~$``), hidden files and our own scored copies are passed over.

    Raises:
        UsageError: a path does not exist, or there is no workbook at all.
    """
    found: dict[Path, Source] = {}
    for given in inputs:
        if not given.exists():
            raise UsageError(f"找不到“{shown(str(given), 200)}”；请检查路径。")
        sources = _below(given) if given.is_dir() else [Source(given, given.name)]
        for source in sources:
            found.setdefault(source.path.resolve(), source)
    if not found:
        places = "、".join(f"“{shown(str(given), 200)}”" for given in inputs)
        raise UsageError(f"{places}里没有工作簿（{'、'.join(sorted(ENDINGS))}）；请检查文件夹。")
    return tuple(sorted(found.values(), key=lambda source: (source.name, str(source.path))))


def _below(folder: Path) -> Iterator[Source]:
    def refuse(error: OSError) -> None:
        raise UsageError(
            f"进不去文件夹“{shown(str(error.filename), 200)}”；请检查权限。"
        ) from error

    for place, _, names in os.walk(folder, onerror=refuse):
        for name in names:
            path = Path(place, name)
            is_workbook = path.suffix.lower() in ENDINGS
            if (
                is_workbook
                and not name.startswith(("~$", "."))
                and not path.stem.endswith(COPY_MARK)
            ):
                yield Source(path, path.relative_to(folder).as_posix())


def audit_files(
    sources: Iterable[Source],
    scheme_id: str | None = None,
    workers: int = 1,
    executor: Executor | None = None,
) -> Iterator[Digest | Failure]:
    """Yield a digest or a failure for each file, in the order of the files.

    With one worker everything happens in this process; with more, in as many processes, or wherever
    ``executor`` runs its work. Summaries made by an earlier run are passed over.
    """
    if executor is not None:
        results = _through(executor, deque(sources), scheme_id, ahead=workers * _AHEAD)
    elif workers > 1:
        results = _in_processes(deque(sources), scheme_id, workers)
    else:
        results = (_audit(source, scheme_id) for source in sources)
    return (result for result in results if result is not None)


def consolidate(
    paths: Iterable[str | Path], scheme: str | None = None, workers: int = 1
) -> CountySummary:
    """Audit all workbooks in these folders and files, and return the county's summary.

    Raises:
        UsageError: a path does not exist, or there is no workbook at all.
    """
    sources = find_sources([Path(path) for path in paths])
    results = list(audit_files(sources, scheme, workers))
    return summarise(
        [result for result in results if isinstance(result, Digest)],
        (result for result in results if isinstance(result, Failure)),
    )


def _audit(source: Source, scheme_id: str | None) -> Digest | Failure | None:
    """Audit one file; None for a summary of our own. A bug keeps its traceback, with the file's name."""
    try:
        snapshot = read_workbook(source.path)
        if _is_summary(snapshot):
            return None
        report = audit_snapshot(source.path, snapshot, scheme_id).report
    except XlauditError as error:
        return Failure(source.name, str(error))
    except Exception as error:
        error.add_note(f"读取的文件：{source.path}")
        raise
    return digest_of(report, _stamp(source, snapshot), version("xlaudit"))


def _stamp(source: Source, snapshot: Snapshot) -> FileStamp:
    """Return what is known of the file itself; its own account of when it was saved goes first."""
    status = source.path.stat()
    on_disk = datetime.fromtimestamp(int(status.st_mtime), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return FileStamp(
        source=source.name,
        sha256=snapshot.sha256,
        size=status.st_size,
        modified=snapshot.properties.get("modified") or on_disk,
        application=snapshot.properties.get("Application", ""),
    )


def is_summary(path: Path) -> bool:
    """Return whether a file is a summary that xlaudit wrote; False where it cannot be read."""
    try:
        return _is_summary(read_workbook(path))
    except XlauditError:
        return False


def _is_summary(snapshot: Snapshot) -> bool:
    return snapshot.properties.get(KIND[0]) == KIND[1]


def _in_processes(
    sources: deque[Source], scheme_id: str | None, workers: int
) -> Iterator[Digest | Failure | None]:
    """Audit in processes; where one dies, give each file that waited a process of its own."""
    while sources:
        with _processes(workers) as executor:
            try:
                yield from _through(executor, sources, scheme_id, ahead=workers * _AHEAD)
            except BrokenExecutor:
                # Nobody knows whose process died: those under way are tried again, one by one.
                for source in [
                    sources.popleft() for _ in range(min(len(sources), workers * _AHEAD))
                ]:
                    yield _alone(source, scheme_id)


def _alone(source: Source, scheme_id: str | None) -> Digest | Failure | None:
    with _processes(1) as executor:
        try:
            return executor.submit(_audit, source, scheme_id).result()
        except BrokenExecutor:
            return Failure(source.name, _KILLED)


def _processes(workers: int) -> Executor:
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - only for several workers
    from multiprocessing import get_context  # noqa: PLC0415

    # Spawned, not forked: the progress bar runs in a thread, and a fork would copy its locks.
    return ProcessPoolExecutor(workers, get_context("spawn"), _leave_interrupts_to_the_parent)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _through(
    executor: Executor, sources: deque[Source], scheme_id: str | None, ahead: int
) -> Iterator[Digest | Failure | None]:
    """Run the files through an executor, a few at a time; a file leaves ``sources`` when it is done."""
    under_way: deque[Any] = deque()
    try:
        while sources:
            for source in islice(sources, len(under_way), ahead):
                under_way.append(executor.submit(_audit, source, scheme_id))
            result = under_way[0].result()
            under_way.popleft()
            sources.popleft()
            yield result
    finally:
        for future in under_way:
            future.cancel()
