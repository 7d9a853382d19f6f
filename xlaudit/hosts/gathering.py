"""Sources → what was read of them, in a ledger: only what is new or changed is read again."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from importlib.resources import files

from xlaudit.county.extract import fingerprint
from xlaudit.county.model import Failure
from xlaudit.errors import XlauditError
from xlaudit.hosts.audited import find_scheme
from xlaudit.hosts.batch import Limits, Read, Source, read_files
from xlaudit.hosts.batch.mapping import processes
from xlaudit.hosts.batch.packing import PACKING
from xlaudit.hosts.batch.reading import content_of
from xlaudit.hosts.batch.workers import LimitedProcesses
from xlaudit.hosts.ledger import Ledger, Rules
from xlaudit.hosts.ledger.digests import Row
from xlaudit.hosts.ledger.rounds import Submitted

__all__ = ["Gathered", "Settings", "Watcher", "gather"]

Watcher = Callable[[Iterator[Read | Failure], int], Iterator[Read | Failure]]
"""Passes results on while they come, of so many: a progress bar."""

_Twins = list[tuple[Source, str]]
"""Files with the content of another one, each with its time."""

_TRIED, _QUICK = 20, 0.002  # files, seconds a file
_HASHED_AT_ONCE = 8
_KEPT_AT_ONCE, _KEPT_EVERY = 64, 1.0  # results, seconds: what a kill may cost

UNREAD = "运行被中断，没有读到这一份；请再运行一次，补上。"


@dataclass(frozen=True, slots=True)
class Settings:
    """How files are read: as the arguments of ``read_files``."""

    scheme: str | None = None
    workers: int = 1
    executor: Executor | None = None
    limits: Limits = field(default_factory=Limits)
    lost: tuple[type[BaseException], ...] = ()


@dataclass(slots=True)
class Gathered:
    """What a run has found so far: rows light enough to be held by the ten thousand.

    ``summaries`` are workbooks that ``consolidate`` itself wrote, of a lower level; ``read`` counts the
    workbooks that had to be read, ``unread`` those that were not because the run was interrupted.
    """

    rules: Rules
    total: int
    filings: list[Row] = field(default_factory=list)
    summaries: list[Row] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    submitted: list[Submitted] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    read: int = 0
    unread: int = 0

    @property
    def is_partial(self) -> bool:
        """Whether the run was interrupted before everything was read."""
        return self.unread > 0

    @property
    def rows(self) -> list[Row]:
        """The rows of the summary: the filings, or, where there is none, the summaries of the level below."""
        return self.filings or self.summaries

    def add(self, row: Row, *, is_summary: bool, is_empty: bool) -> None:
        """Take a workbook in; a summary that hands nothing up is no submission."""
        self.seen.add(row.name)
        if is_empty:
            return
        (self.summaries if is_summary else self.filings).append(row)
        self.submitted.append(Submitted(row.name, row.content))

    def fail(self, failure: Failure) -> None:
        """Take in a workbook that could not be read."""
        self.seen.add(failure.source)
        self.failures.append(failure)
        self.submitted.append(Submitted(failure.source, failure.sha256, failure.reason))


def gather(
    sources: Sequence[Source],
    ledger: Ledger,
    settings: Settings,
    watch: Watcher = lambda results, _: results,
    meanwhile: Callable[[Gathered], None] = lambda _: None,
) -> Gathered:
    """Read what the ledger does not know yet, and keep it there.

    ``meanwhile`` may do something with what it does know, while the first files are read. Ctrl-C ends the reading, not the run: what was read stays, and every other file is a failure that says so.
    """
    gathered = Gathered(_rules(settings.scheme), len(sources))
    readers = _Readers(settings, watch)
    keeper = _Keeper(ledger, gathered.rules)
    try:
        to_read, twins = _taken_from(ledger, sources, gathered, readers)
        for result in readers.results(to_read, lambda: meanwhile(gathered)):
            _take(gathered, result, keeper)
            name = result.source if isinstance(result, Failure) else result.name
            if isinstance(result, Read):
                for twin, modified in twins.pop(name, ()):
                    _take(gathered, replace(result, name=twin.name, modified=modified), keeper)
        # A failure tells of one file by its name: its twins are read themselves.
        left = [twin for several in twins.values() for twin, _ in several]
        for result in readers.results(left):
            _take(gathered, result, keeper)
    except KeyboardInterrupt:
        for source in sources:
            if source.name not in gathered.seen:
                gathered.fail(Failure(source.name, UNREAD, is_unread=True))
                gathered.unread += 1
    finally:
        readers.end()
    keeper.flush()
    return gathered


class _Readers:
    """What reads the files; a process is started as soon as it is known that it will be needed."""

    def __init__(self, settings: Settings, watch: Watcher) -> None:
        self._settings = settings
        self._watch = watch
        self._started: LimitedProcesses | None = None

    def start(self) -> None:
        """Start one more process of our own, while it is still being found out what there is to read."""
        settings = self._settings
        if settings.executor is not None or not settings.workers:
            return
        if self._started is None:
            self._started = processes(settings.workers, settings.limits)
        self._started.start()

    def results(
        self, sources: Sequence[Source], meanwhile: Callable[[], None] = lambda: None
    ) -> Iterator[Read | Failure]:
        """Yield what became of the files."""
        settings = self._settings
        if not sources:
            return
        reading = read_files(
            sources,
            settings.scheme,
            settings.workers,
            settings.executor or self._started,
            settings.limits,
            settings.lost,
            meanwhile,
        )
        with closing(reading) as results:
            yield from self._watch(results, len(sources))

    def end(self) -> None:
        """End the processes that were started."""
        if self._started is not None:
            self._started.shutdown(cancel_futures=True)


class _Keeper:
    """Puts results into the ledger, several at a time: each writing waits for the disk."""

    def __init__(self, ledger: Ledger, rules: Rules) -> None:
        self._ledger = ledger
        self._rules = rules
        self._results: list[Read] = []
        self._since = time.monotonic()

    def add(self, result: Read | Failure) -> None:
        if isinstance(result, Read):
            self._results.append(result)
        is_long_ago = time.monotonic() - self._since > _KEPT_EVERY
        if is_long_ago or len(self._results) >= _KEPT_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        if self._results:
            self._ledger.keep(self._results, self._rules)
        self._results = []
        self._since = time.monotonic()


def _taken_from(
    ledger: Ledger, sources: Sequence[Source], gathered: Gathered, readers: _Readers
) -> tuple[list[Source], dict[str, _Twins]]:
    """Take what the ledger knows; return what is to be read, and the twins of each name: others of its content."""
    if not ledger.has_results(gathered.rules):
        return list(sources), {}
    to_read: list[Source] = []
    twins: dict[str, _Twins] = {}
    first: dict[str, str] = {}
    for source, (content, modified) in zip(sources, _prints(sources), strict=True):
        if content in first:
            twins.setdefault(first[content], []).append((source, modified))
            continue
        found = ledger.known([content], gathered.rules).get(content)
        if found is not None:
            row = Row(source.name, content, modified)
            gathered.add(row, is_summary=found.is_summary, is_empty=found.is_empty)
            continue
        if content:
            first[content] = source.name
        to_read.append(source)
        readers.start()
    return to_read, twins


def _prints(sources: Sequence[Source]) -> Iterator[tuple[str, str]]:
    """Yield the print of each source: one after the other from a disk, several at once from a slow share.

    Threads that do not have to wait for anything only wait for each other.
    """
    took = 0.0
    for source in sources[:_TRIED]:
        began = time.perf_counter()
        found = _print(source)
        took += time.perf_counter() - began
        yield found
    rest = sources[_TRIED:]
    if took < _TRIED * _QUICK:
        yield from map(_print, rest)
        return
    with ThreadPoolExecutor(_HASHED_AT_ONCE) as threads:
        yield from threads.map(_print, rest)


def _print(source: Source) -> tuple[str, str]:
    """Return the sha256 of a workbook and its file's time; nothing where it cannot be read."""
    if source.fault:
        return "", ""
    try:
        data, modified = content_of(source)
    except XlauditError:
        return "", ""
    return hashlib.sha256(data).hexdigest(), modified


def _take(gathered: Gathered, result: Read | Failure, keeper: _Keeper) -> None:
    gathered.read += 1
    keeper.add(result)
    if isinstance(result, Failure):
        gathered.fail(result)
        return
    row = Row(result.name, result.sha256, result.modified)
    gathered.add(row, is_summary=result.is_summary, is_empty=not result.payload)


def _rules(scheme: str | None) -> Rules:
    """Return what all results of this run depend on; without a scheme any shipped one may be recognised."""
    made_by = f"{version('xlaudit')}/{PACKING}"
    if scheme is not None:
        return Rules(fingerprint(find_scheme(scheme)), made_by)
    told = hashlib.sha256()
    for each in sorted(files("xlaudit.schemes.data").iterdir(), key=lambda each: each.name):
        if each.name.endswith(".toml"):
            told.update(each.name.encode() + b"\0" + each.read_bytes() + b"\0")
    return Rules(told.hexdigest()[:16], made_by)
