"""The table sources: every file that came and what became of it, then every department that sent none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import NamedTuple

from xlaudit.county.digest import FileStamp, SchemeStamp
from xlaudit.county.model import CountySummary, Department, Standing, Submission
from xlaudit.output.tables.column import Table, count, moment, one_of, text, word

__all__ = ["SOURCES"]


class _SourceRow(NamedTuple):
    stamp: FileStamp
    submission: Submission | None
    standing: Standing | None
    why: str
    department: Department | None = None
    scheme: SchemeStamp | None = None
    version: str = ""


def _source_rows(summary: CountySummary) -> Iterator[_SourceRow]:
    """Go through the files by name, then through the departments of the roster that sent none."""
    said = {each.source: each for each in summary.submissions if each.source}
    files = [_audited(summary, row, said.get(row.source)) for row in summary.departments]
    for failure in summary.failures:
        submission = said.get(failure.source)
        stamp = failure.stamp or FileStamp(failure.source, failure.sha256)
        standing = submission.standing if submission else failure.standing
        files.append(_SourceRow(stamp, submission, standing, failure.reason))
    yield from sorted(files, key=lambda each: (each.stamp.source, each.stamp.sha256))
    for each in summary.submissions:
        if not each.source:
            yield _SourceRow(FileStamp(""), each, each.standing, each.why)


def _audited(summary: CountySummary, row: Department, submission: Submission | None) -> _SourceRow:
    digest = summary.digests[row.index]
    counted = Standing.COUNTED if row.is_counted else None
    return _SourceRow(
        digest.stamp,
        submission,
        submission.standing if submission else counted,
        submission.why if submission else "",
        row,
        digest.scheme,
        digest.version,
    )


def _named(row: _SourceRow) -> str:
    if row.department is not None:
        return row.department.name
    return row.submission.name if row.submission else ""


def _coded(row: _SourceRow) -> str:
    if row.department is not None:
        return row.department.code
    return row.submission.code if row.submission else ""


def _moment(text: str) -> datetime | None:
    """Return when a file was modified; None where its own account is no date."""
    with suppress(ValueError, OverflowError):
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return None


_SOURCES = (
    text("source", "来源文件", lambda row: row.stamp.source),
    text("code", "部门编码", _coded),
    text("department", "部门", _named),
    count("year", "年度", lambda row: row.department and row.department.year),
    word("standing", "报送情况", lambda row: row.standing and row.standing.value, one_of(Standing)),
    text("why", "说明", lambda row: row.why),
    text("sha256", "SHA-256", lambda row: row.stamp.sha256),
    count("size", "大小", lambda row: row.stamp.size or None, "字节"),
    moment("modified", "修改时间", "UTC", lambda row: _moment(row.stamp.modified)),
    text("application", "保存程序", lambda row: row.stamp.application),
    text("scheme", "评分方案", lambda row: row.scheme and row.scheme.id),
    text("scheme_title", "方案名称", lambda row: row.scheme and row.scheme.title),
    text("version", "xlaudit 版本", lambda row: row.version),
)

SOURCES = Table("sources", "数据来源", _SOURCES, _source_rows)
