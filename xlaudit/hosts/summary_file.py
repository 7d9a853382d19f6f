"""Folders of workbooks → the summary's file: what people noted in the old one goes on in the new one."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from xlaudit.county.model import CountySummary
from xlaudit.errors import OutputError, UsageError, WorkbookError
from xlaudit.hosts.batch import Source, find_sources
from xlaudit.hosts.consolidation import (
    Consolidated,
    County,
    close,
    consolidated,
    links,
    speaking,
)
from xlaudit.hosts.exports import check_target, write_tables
from xlaudit.hosts.faults import shown
from xlaudit.hosts.files import write_atomically
from xlaudit.hosts.gathering import Settings, Watcher
from xlaudit.hosts.ledger import Changes, Ledger
from xlaudit.hosts.ledger.notes import keep_written
from xlaudit.hosts.notes import NOTHING, Notes, notes_in
from xlaudit.hosts.target import refuse

__all__ = ["SummaryFile", "Written", "write_summary"]

_FILES_PER_WORKER = 8
"""Fewer files than this are read sooner than another process starts."""


@dataclass(frozen=True, slots=True)
class SummaryFile:
    """The file that is wanted, and of what; ``form`` is xlsx, csv, json or parquet.

    ``review`` are the departments that 复核表 is prepared for; none: all, where they are not too many.
    """

    paths: tuple[Path, ...]
    target: Path
    form: str = "xlsx"
    county: County = field(default_factory=County)
    force: bool = False
    review: tuple[str, ...] = ()

    def prepare(self) -> None:
        """Import what will write the file: there is time for it while files are read."""
        if self.form == "xlsx":
            import xlsxwriter  # noqa: F401, PLC0415 - slow to import

            import xlaudit.output.summary.workbook  # noqa: F401, PLC0415 - as above


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and what came in since the last round; None where the run was interrupted."""

    made: Consolidated
    changes: Changes | None


def write_summary(
    wanted: SummaryFile,
    ledger: Ledger,
    settings: Settings,
    watch: Watcher = lambda results, _: results,
) -> Written:
    """Read what the ledger does not know, and write the summary whole; an interrupted one as far as it came.

    With no ``workers`` in the settings, as many processes as the files are worth. An earlier summary of ours
    in the target's place is no source; the notes in it are kept.

    Raises:
        XlauditError: nothing was written.
        KeyboardInterrupt: before anything was read.
    """
    _check_target(wanted)
    notes = _notes(wanted, ledger)
    sources = _without_target(find_sources(wanted.paths), wanted.target, notes)
    workers = settings.workers or max(
        1, min(os.cpu_count() or 1, len(sources) // _FILES_PER_WORKER)
    )
    settings = replace(settings, workers=workers)
    with speaking(ledger):
        made = consolidated(sources, ledger, settings, wanted.county, notes, watch, wanted.prepare)
        if not made.summary.departments:
            _refuse_nothing(made, len(sources))
        _refuse_other_years(made, wanted.county.year)
        _write(wanted, made.summary, sources, ledger)
        return Written(made, None if made.is_partial else close(ledger, made))


def _check_target(wanted: SummaryFile) -> None:
    if wanted.form == "xlsx":
        refuse(wanted.target, ".xlsx", force=wanted.force, also="（要 JSON 则以 .json 结尾）")
    else:
        check_target(wanted.target, wanted.form, force=wanted.force)


def _notes(wanted: SummaryFile, ledger: Ledger) -> Notes:
    """Return what people noted in the summary that is about to be replaced."""
    if wanted.form != "xlsx" or not wanted.target.exists():
        return NOTHING
    try:
        return notes_in(wanted.target, ledger)
    except WorkbookError as error:
        name = shown(str(wanted.target), 200)
        raise OutputError(
            f"没有写“{name}”：原来的文件读不出来，里面的处理意见带不过来；请移走它，或用 -o 另给一个文件名。"
        ) from error


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


def _write(
    wanted: SummaryFile, summary: CountySummary, sources: Sequence[Source], ledger: Ledger
) -> None:
    if wanted.form != "xlsx":
        write_tables(summary, wanted.target, wanted.form, force=wanted.force)
        return
    from xlaudit.output.summary import summary_workbook  # noqa: PLC0415 - slow to import

    where = links(sources, wanted.target)
    _check_review(wanted.review, summary)
    data = summary_workbook(
        summary, link=lambda source: where.get(source, ""), review=wanted.review or None
    )
    write_atomically(wanted.target, data, force=wanted.force)
    keep_written(ledger, sha256(data).hexdigest())


def _check_review(names: Sequence[str], summary: CountySummary) -> None:
    known = {each.name for each in summary.departments}
    for name in names:
        if name not in known:
            raise UsageError(
                f"--review 指定的“{shown(name, 200)}”不在汇总里；请照汇总表里的部门名称写。"
            )


def _refuse_other_years(made: Consolidated, year: int | None) -> None:
    """Refuse a summary in which nothing counts because all of it is of other years than the one asked for."""
    rows = made.summary.departments
    if year is None or made.is_partial or any(each.is_counted for each in rows):
        return
    times = Counter(each.year for each in rows if each.year not in (None, year))
    if not times:
        return
    told = "、".join(f"{other} 年度 {number} 份" for other, number in sorted(times.items()))
    raise UsageError(
        f"没有 {year} 年度的自评表（收到的是 {told}），没有写汇总；请检查 --year 和文件夹。"
    )


def _refuse_nothing(made: Consolidated, count: int) -> None:
    if made.is_partial:
        raise KeyboardInterrupt
    failures = made.summary.failures
    reason = f"，例如 {failures[0].source}：{failures[0].reason}" if failures else ""
    raise WorkbookError(f"{count} 个文件没有一个读得出自评表，没有写汇总{reason}")
