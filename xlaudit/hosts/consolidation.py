"""Folders of workbooks → the county's summary: gathered through a ledger, with what people noted before."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from weakref import finalize

from xlaudit.checks.finding import Decision
from xlaudit.county.digest import Digest
from xlaudit.county.model import Review
from xlaudit.county.roster import Roster
from xlaudit.county.summary import CountySummary, summarise
from xlaudit.errors import OutputError, UsageError
from xlaudit.hosts.batch import Limits, Source, find_sources
from xlaudit.hosts.faults import shown
from xlaudit.hosts.gathering import Gathered, Settings, Watcher, gather
from xlaudit.hosts.ledger import (
    Changes,
    DamagedResultError,
    Ledger,
    LedgerDigests,
    open_ledger,
    temporary_ledger,
)
from xlaudit.hosts.ledger import notes as ledger_notes
from xlaudit.hosts.ledger.digests import Row
from xlaudit.hosts.ledger.rounds import close_round
from xlaudit.hosts.notes import NOTHING, Notes
from xlaudit.hosts.roster_file import read_roster

__all__ = ["Consolidated", "County", "close", "consolidate", "consolidated", "links", "speaking"]


@dataclass(frozen=True, slots=True)
class County:
    """What is asked of the summary; ``chosen`` are names of files that count where several came.

    ``of_summaries``: only summaries of the level below are summed up, whatever else came.
    """

    roster: Roster | None = None
    year: int | None = None
    title: str = ""
    chosen: tuple[str, ...] = ()
    of_summaries: bool = False


@dataclass(frozen=True, slots=True)
class Consolidated:
    """A summary, and how it came about."""

    summary: CountySummary
    gathered: Gathered = field(repr=False)

    @property
    def is_partial(self) -> bool:
        """Whether the run was interrupted before everything was read."""
        return self.gathered.is_partial


def consolidate(  # noqa: PLR0913 - a function of the public API, by keyword
    paths: Iterable[str | Path],
    scheme: str | None = None,
    workers: int = 1,
    *,
    roster: str | Path | None = None,
    year: int | None = None,
    title: str = "",
    ledger: str | Path | None = None,
    limits: Limits = Limits(),  # noqa: B008 - immutable
) -> CountySummary:
    """Audit all workbooks in these folders, archives and files, and return the county's summary.

    They are read in ``workers`` processes (0: in this one), each file within ``limits``. ``roster`` is the
    file of the departments, ``ledger`` that of earlier results, which are not worked out again. The
    summary's digests are decoded as they are asked for.

    Raises:
        UsageError: a path does not exist, or there is no workbook at all; a file of another kind is given.
    """
    sources = find_sources([Path(path) for path in paths])
    county = County(None if roster is None else read_roster(Path(roster)), year, title)
    kept = temporary_ledger() if ledger is None else open_ledger(Path(ledger))
    settings = Settings(scheme, workers, limits=limits)
    with speaking(kept):
        made = consolidated(sources, kept, settings, county)
        if made.is_partial:
            raise KeyboardInterrupt
        close(kept, made)
    finalize(made.summary.digests, kept.close)  # they are read from it as long as somebody has them
    return made.summary


def consolidated(
    sources: Sequence[Source],
    ledger: Ledger,
    settings: Settings,
    county: County,
    notes: Notes = NOTHING,
    watch: Watcher = lambda results, _: results,
    meanwhile: Callable[[], None] = lambda: None,
) -> Consolidated:
    """Gather the sources and sum them up; ``notes`` are those of the summary that is being replaced.

    ``meanwhile`` is done while the first files are read. A row of the ledger that turns out to be damaged is
    dropped, and its workbook read again.
    """
    ledger_notes.keep_notes(ledger, notes.decisions, notes.reviews)
    mended: set[str] = set()
    while True:
        kept: dict[Row, Digest] = {}
        gathered = gather(sources, ledger, settings, watch, _decoding(ledger, kept, meanwhile))
        try:
            summary = _summed_up(gathered, ledger, county, kept)
        except DamagedResultError as error:
            if error.content in mended:
                raise
            mended.add(error.content)
            ledger.forget(error.content)
            continue
        return Consolidated(_marked(summary, gathered), gathered)


def close(ledger: Ledger, made: Consolidated) -> Changes:
    """Note in the ledger what came in and what it amounted to; return what changed since the last round."""
    summary = made.summary
    ledger_notes.keep_figures(ledger, summary.departments)
    return close_round(ledger, made.gathered.submitted, summary.year)


def links(sources: Iterable[Source], target: Path) -> Mapping[str, str]:
    """Return where each source lies, seen from the target's folder, with ``/``; empty inside archives."""
    folder = target.absolute().parent
    return {each.name: "" if each.members else _seen_from(folder, each.path) for each in sources}


@contextmanager
def speaking(ledger: Ledger) -> Iterator[None]:
    """Say in a sentence what goes wrong with the ledger's file."""
    try:
        yield
    except sqlite3.Error as error:
        where = f"“{shown(str(ledger.path), 200)}”" if ledger.path else ""
        raise OutputError(
            f"台账{where}写不下去（{error}）；请检查磁盘空间和写入权限，关闭占用它的程序后再试。"
        ) from error


def _decoding(
    ledger: Ledger, kept: dict[Row, Digest], more: Callable[[], None]
) -> Callable[[Gathered], None]:
    """Return what decodes the results that the ledger knows, into ``kept``, and does ``more``."""

    def decode(known: Gathered) -> None:
        LedgerDigests(ledger, known.rules, known.rows, kept).decode()
        more()

    return decode


def _summed_up(
    gathered: Gathered, ledger: Ledger, county: County, kept: dict[Row, Digest]
) -> CountySummary:
    rows = gathered.summaries if county.of_summaries else gathered.rows
    digests = LedgerDigests(ledger, gathered.rules, rows, kept)
    decisions: Mapping[tuple[str, str], Decision] = ledger_notes.decisions(ledger)
    reviews: Mapping[tuple[str, str, str], Review] = ledger_notes.reviews(ledger)
    _check_chosen(county.chosen, gathered)

    def summary(year: int | None) -> CountySummary:
        return summarise(
            digests,
            gathered.failures,
            roster=county.roster,
            year=year,
            title=county.title,
            previous=ledger_notes.previous(ledger, year),
            decisions=decisions,
            reviews=reviews,
            chosen=county.chosen,
        )

    made = summary(county.year)
    # Which year it is comes out of the filings; only then is it known which year was the last.
    if county.year is None and ledger_notes.previous(ledger, made.year):
        return summary(made.year)
    return made


def _check_chosen(chosen: Iterable[str], gathered: Gathered) -> None:
    names = {row.name for row in gathered.rows}
    for each in chosen:
        if each not in names:
            raise UsageError(
                f"--count 指定的“{shown(each, 200)}”不在读出的文件里；请照报送情况里的文件名写。"
            )


def _marked(summary: CountySummary, gathered: Gathered) -> CountySummary:
    """Say in the title of a partial summary that it is one."""
    if not gathered.is_partial:
        return summary
    done = gathered.total - gathered.unread
    mark = f"（部分结果：运行被中断，{gathered.total} 份只读了 {done} 份）"
    return replace(summary, title=summary.title + mark)


def _seen_from(folder: Path, path: Path) -> str:
    absolute = path.absolute()
    try:
        return Path(os.path.relpath(absolute, folder)).as_posix()
    except ValueError:  # another drive
        return absolute.as_posix()
