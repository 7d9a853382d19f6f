"""One run of ``consolidate``, or run after run while files arrive."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from xlaudit.commands.progress import watched
from xlaudit.commands.screen import remark
from xlaudit.county.model import CountySummary
from xlaudit.errors import OutputError, UsageError, WorkbookError, XlauditError
from xlaudit.hosts.batch import Limits, Source, find_sources
from xlaudit.hosts.consolidation import Consolidated, County, close, consolidated, links, speaking
from xlaudit.hosts.faults import shown
from xlaudit.hosts.files import write_atomically
from xlaudit.hosts.gathering import Settings
from xlaudit.hosts.ledger import open_ledger, temporary_ledger
from xlaudit.hosts.ledger.notes import keep_written
from xlaudit.hosts.notes import NOTHING, Notes, notes_in

if TYPE_CHECKING:
    from xlaudit.hosts.gathering import Gathered
    from xlaudit.hosts.ledger import Ledger

__all__ = ["Request", "Run", "form_of", "prepared"]

_FILES_PER_WORKER = 8
"""Fewer files than this are read sooner than another process starts."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line."""

    paths: tuple[Path, ...]
    output: Path
    form: str
    scheme: str | None = None
    workers: int | None = None
    timeout: float | None = None
    cluster: str | None = None
    ledger: Path | None = None
    roster: Path | None = None
    year: int | None = None
    title: str = ""
    chosen: tuple[str, ...] = ()
    summaries: bool = False
    force: bool = False


def form_of(form: str | None, output: Path) -> str:
    """Return the form of the result: as asked for, else by the ending of its name."""
    if form is not None:
        return form
    return "json" if output.suffix.lower() == ".json" else "xlsx"


class Run:
    """Carries out a request; the ledger and the workers' connection last from one run to the next."""

    def __init__(self, request: Request, ledger: Ledger, settings: Settings) -> None:
        self.request = request
        self._ledger = ledger
        self._settings = settings

    def once(self) -> Consolidated:
        """Read what is new, and write the summary whole; what was interrupted is written as far as it came.

        Raises:
            XlauditError: nothing was written.
            KeyboardInterrupt: before anything was read.
        """
        request = self.request
        self._check_target()
        notes = self._notes()
        sources = _without_target(find_sources(request.paths), request.output, notes)
        workers = self._settings.workers or max(
            1, min(os.cpu_count() or 1, len(sources) // _FILES_PER_WORKER)
        )
        settings = replace(self._settings, workers=workers)
        with speaking(self._ledger):
            made = consolidated(sources, self._ledger, settings, self._county(), notes, watched)
            if not made.summary.departments:
                _refuse_nothing(made, len(sources))
            self._write(made.summary, sources)
            self._tell_passed_over(made.gathered)
            if made.is_partial:
                return made
            changes = close(self._ledger, made)
        if request.ledger is not None:
            remark(f"台账：{changes}")
        return made

    def again(self) -> None:
        """Run once more because files came, and say in one line what became of it."""
        moment = datetime.now().astimezone().strftime("%H:%M:%S")
        try:
            made = self.once()
        except XlauditError as error:
            remark(f"{moment} {error}")
            return
        summary, read = made.summary, made.gathered.read
        self.request = replace(self.request, force=True)
        told = (
            f"读了 {read} 份，共 {len(summary.departments)} 份，无法读取 {len(summary.failures)} 份"
        )
        remark(f"{moment} {told}；汇总：{self.request.output}")
        if made.is_partial:
            raise KeyboardInterrupt

    def _county(self) -> County:
        from xlaudit.hosts.roster_file import read_roster  # noqa: PLC0415 - only with a roster

        request = self.request
        roster = None if request.roster is None else read_roster(request.roster)
        return County(roster, request.year, request.title, request.chosen, request.summaries)

    def _tell_passed_over(self, gathered: Gathered) -> None:
        """Say what does not count because filings and summaries of them are never added together."""
        filings, summaries = len(gathered.filings), len(gathered.summaries)
        if filings and summaries and self.request.summaries:
            remark(f"只汇总下级的汇总：另有 {filings} 份自评表没有计入。")
        elif filings and summaries:
            remark(
                f"另有 {summaries} 份 xlaudit 的汇总没有计入：它们含的部门会重复；"
                "只汇总它们请加 --summaries。"
            )

    def _check_target(self) -> None:
        from xlaudit.hosts.exports import check_target  # noqa: PLC0415 - only for other forms
        from xlaudit.hosts.target import refuse  # noqa: PLC0415

        request = self.request
        if request.form == "xlsx":
            refuse(request.output, ".xlsx", force=request.force)
        else:
            check_target(request.output, request.form, force=request.force)

    def _notes(self) -> Notes:
        """Return what people noted in the summary that is about to be replaced."""
        output = self.request.output
        if self.request.form != "xlsx" or not output.exists():
            return NOTHING
        try:
            return notes_in(output, self._ledger)
        except WorkbookError as error:
            name = shown(str(output), 200)
            raise OutputError(
                f"没有写“{name}”：原来的文件读不出来，里面的处理意见带不过来；请移走它，或用 -o 另给一个文件名。"
            ) from error

    def _write(self, summary: CountySummary, sources: Sequence[Source]) -> None:
        request = self.request
        if request.form == "xlsx":
            from xlaudit.output.summary import summary_workbook  # noqa: PLC0415 - slow to import

            where = links(sources, request.output)
            data = summary_workbook(summary, link=lambda source: where.get(source, ""))
            write_atomically(request.output, data, force=request.force)
            keep_written(self._ledger, sha256(data).hexdigest())
            return
        from xlaudit.hosts.exports import write_tables  # noqa: PLC0415 - only for other forms

        write_tables(summary, request.output, request.form, force=request.force)


@contextmanager
def prepared(request: Request) -> Iterator[Run]:
    """Open the ledger and the connection that a request asks for; close them in the end.

    Raises:
        XlauditError: the scheme, the ledger or the cluster will not do.
    """
    from xlaudit.hosts.audited import find_scheme  # noqa: PLC0415 - as everything of a run

    if request.scheme is not None:
        find_scheme(request.scheme)  # a mistake in it is one sentence, not one row a workbook
    limits = Limits() if request.timeout is None else Limits(seconds=request.timeout)
    settings = Settings(request.scheme, request.workers or 0, limits=limits)
    with ExitStack() as stack:
        if request.cluster is not None:
            from xlaudit.hosts.batch.cluster import cluster  # noqa: PLC0415 - an extra

            found = stack.enter_context(cluster(request.cluster))
            workers = request.workers or found.workers
            settings = replace(settings, workers=workers, executor=found.executor, lost=found.lost)
        ledger = temporary_ledger() if request.ledger is None else open_ledger(request.ledger)
        stack.enter_context(ledger)
        if ledger.remark:
            remark(ledger.remark)
        yield Run(request, ledger, settings)


def _without_target(sources: Sequence[Source], target: Path, notes: Notes) -> tuple[Source, ...]:
    """Leave out the summary of an earlier run that is about to be replaced, and nothing else."""
    kept = []
    for source in sources:
        if not target.exists() or not source.path.samefile(target):
            kept.append(source)
        elif not notes.is_summary:
            raise UsageError(f"“{target}”是送来的工作簿，不能当输出文件；请用 -o 另给一个文件名。")
    if not kept:
        raise UsageError(
            f"除了以前的汇总“{shown(str(target), 200)}”，没有别的工作簿；请检查文件夹。"
        )
    return tuple(kept)


def _refuse_nothing(made: Consolidated, count: int) -> None:
    if made.is_partial:
        raise KeyboardInterrupt
    failures = made.summary.failures
    reason = f"，例如 {failures[0].source}：{failures[0].reason}" if failures else ""
    raise WorkbookError(f"{count} 个文件没有一个读得出自评表，没有写汇总{reason}")
