"""All files through an executor: the results come in the order of the files, whoever reads them.

A workbook that cannot be read is a ``Failure`` and costs one row; so is one that takes too long, takes too
much memory, or kills the process that reads it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, wait
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from xlaudit.county.digest import Digest
from xlaudit.county.model import Failure
from xlaudit.hosts.batch.reading import Read, read_source
from xlaudit.hosts.batch.source import Source
from xlaudit.hosts.batch.workers import LimitedProcesses, Limits

__all__ = ["audit_files", "processes", "read_files"]

Results = Generator[Read | Failure, None, None]

_AHEAD = 4
"""Files handed out per worker beyond the one it reads: enough to keep it busy, few enough for memory."""

_PATIENCE = 0.5  # seconds

_OPEN = "请用 Excel 或 WPS 打开它，删去多余的内容后另存再试"
_KILLED = f"读取这个文件的进程被中断（文件可能已损坏，或大得异常）；{_OPEN}。"
_TOO_LARGE = f"读取这个文件要的内存超过了限制（文件可能大得异常）；{_OPEN}。"


def audit_files(
    sources: Iterable[Source],
    scheme_id: str | None = None,
    workers: int = 1,
    executor: Executor | None = None,
    limits: Limits = Limits(),  # noqa: B008 - immutable
) -> Iterator[Digest | Failure]:
    """Yield a digest or a failure for each file, in the order of the files; as ``read_files``.

    Summaries made by an earlier run are passed over.
    """
    for result in read_files(sources, scheme_id, workers, executor, limits):
        if isinstance(result, Failure):
            yield result
        elif not result.is_summary:
            yield result.digest()


def read_files(
    sources: Iterable[Source],
    scheme_id: str | None = None,
    workers: int = 1,
    executor: Executor | None = None,
    limits: Limits = Limits(),  # noqa: B008 - immutable
    lost: tuple[type[BaseException], ...] = (),
    meanwhile: Callable[[], None] = lambda: None,
) -> Results:
    """Yield what became of each file, in the order of the files.

    They are read in as many processes as there are ``workers`` (0: in this one, without limits), or
    wherever ``executor`` runs its work, ``workers`` files at a time; there the paths must lead to the
    same files. ``lost`` are the exceptions by which that executor says that a worker died. ``meanwhile``
    is done once, while the first files are read.
    """
    if executor is None and workers == 0:
        return (read_source(source, scheme_id) for source in sources)
    run = _Run(scheme_id, limits, lost, meanwhile)
    return run.results(deque(sources), workers, executor)


def processes(workers: int, limits: Limits) -> LimitedProcesses:
    """Return an executor such as ``read_files`` makes for itself, to be started before the files are known."""
    return LimitedProcesses(workers, limits)


class _Run:
    """One run through the files; a spare process tries again what was lost with its worker."""

    def __init__(
        self,
        scheme_id: str | None,
        limits: Limits,
        lost: tuple[type[BaseException], ...],
        meanwhile: Callable[[], None],
    ) -> None:
        self._meanwhile = meanwhile
        self._scheme_id = scheme_id
        self._limits = limits
        self._lost: tuple[type[BaseException], ...] = (BrokenExecutor, *lost)

    def results(self, sources: deque[Source], workers: int, given: Executor | None) -> Results:
        with ExitStack() as stack:
            executor = given or LimitedProcesses(workers, self._limits)
            spare = LimitedProcesses(1, self._limits)
            stack.callback(spare.shutdown, cancel_futures=True)
            if given is None:
                stack.callback(executor.shutdown, cancel_futures=True)
            under_way: deque[tuple[Source, Future[Any] | None]] = deque()
            stack.callback(_cancel, under_way)
            while sources or under_way:
                for _ in range(workers * _AHEAD - len(under_way)):
                    if sources:
                        source = sources.popleft()
                        under_way.append((source, self._submitted(executor, source, given)))
                self._meanwhile()
                self._meanwhile = _nothing
                source, future = under_way[0]
                result = self._outcome(source, future, spare)
                under_way.popleft()
                yield result

    def _submitted(
        self, executor: Executor, source: Source, given: Executor | None
    ) -> Future[Any] | None:
        """Hand a file out; None where the executor takes no more work."""
        if given is not None:
            source = replace(source, path=source.path.absolute())  # others work in other folders
        try:
            return executor.submit(read_source, source, self._scheme_id)
        except self._lost:
            return None

    def _outcome(
        self, source: Source, future: Future[Any] | None, spare: Executor
    ) -> Read | Failure:
        """Wait for a result. Where a worker was lost the file may not be to blame: it gets a second try."""
        try:
            if future is not None:
                return _waited(future)
        except self._lost:
            pass
        except (TimeoutError, MemoryError) as error:
            return self._beyond(source, error)
        try:
            return _waited(spare.submit(read_source, source, self._scheme_id))
        except self._lost:
            return Failure(source.name, _KILLED)
        except (TimeoutError, MemoryError) as error:
            return self._beyond(source, error)

    def _beyond(self, source: Source, error: TimeoutError | MemoryError) -> Failure:
        if isinstance(error, MemoryError):
            return Failure(source.name, _TOO_LARGE)
        seconds = f"{self._limits.seconds:g}"
        reason = f"读了 {seconds} 秒还没有读完，已停止（时限用 --timeout 调整）；{_OPEN}。"
        return Failure(source.name, reason)


def _nothing() -> None:
    """Do nothing: it was done."""


def _waited(future: Future[Any]) -> Read | Failure:
    while not future.done():
        wait([future], _PATIENCE)  # a wait without end could not be interrupted on Windows
    result: Read | Failure = future.result()
    return result


def _cancel(under_way: deque[tuple[Source, Future[Any] | None]]) -> None:
    for _, future in under_way:
        if future is not None:
            future.cancel()
