"""One run of ``consolidate``, or run after run while files arrive: what is asked for, and what is said."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from xlaudit.commands.progress import watched
from xlaudit.commands.screen import remark
from xlaudit.errors import XlauditError
from xlaudit.hosts.audited import find_scheme
from xlaudit.hosts.batch import Limits
from xlaudit.hosts.consolidation import Consolidated, County
from xlaudit.hosts.gathering import Gathered, Settings
from xlaudit.hosts.ledger import Ledger, open_ledger, temporary_ledger
from xlaudit.hosts.summary_file import SummaryFile, write_summary

__all__ = ["Request", "Run", "form_of", "prepared"]

_SELDOM = (100_000, 20, 100)


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
    review: tuple[str, ...] = ()
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
        """Read what is new, and write the summary; as ``write_summary``."""
        request = self.request
        wanted = SummaryFile(
            paths=request.paths,
            target=request.output,
            form=request.form,
            county=self._county(),
            force=request.force,
            review=request.review,
        )
        written = write_summary(wanted, self._ledger, self._settings, watched)
        self._tell_passed_over(written.made.gathered)
        if request.form == "xlsx" and written.made.summary.reviews:
            from xlaudit.output.summary.review_rows import odd_reviews  # noqa: PLC0415 - see cli

            for told in odd_reviews(written.made.summary):
                remark(told)
        if written.changes is not None and request.ledger is not None:
            remark(f"台账：{written.changes}")
        return written.made

    def again(self) -> None:
        """Run once more because files came, and say in one line what became of it."""
        moment = datetime.now().astimezone().strftime("%H:%M:%S")
        try:
            made = self.once()
        except XlauditError as error:
            remark(f"{moment} {error}")
            return
        from xlaudit.output.county_words import count_of_files  # noqa: PLC0415 - see cli

        summary, read = made.summary, made.gathered.read
        self.request = replace(self.request, force=True)
        remark(f"{moment} 读了 {read} 份，{count_of_files(summary)}；汇总：{self.request.output}")
        if made.is_partial:
            raise KeyboardInterrupt

    def _county(self) -> County:
        """Return what is asked of the summary; the roster is read anew, it may have been mended."""
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


@contextmanager
def prepared(request: Request) -> Iterator[Run]:
    """Open the ledger and the connection that a request asks for; close them in the end.

    Raises:
        XlauditError: the scheme, the ledger or the cluster will not do.
    """
    if request.scheme is not None:
        find_scheme(request.scheme)  # a mistake in it is one sentence, not one row a workbook
    limits = Limits() if request.timeout is None else Limits(seconds=request.timeout)
    settings = Settings(request.scheme, request.workers or 0, limits=limits)
    with ExitStack() as stack:
        # Rows and digests form no circles; the collector would go through all of them again and again.
        stack.callback(gc.set_threshold, *gc.get_threshold())
        gc.set_threshold(*_SELDOM)
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
