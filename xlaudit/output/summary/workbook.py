"""The county workbook: nine sheets from one summary, in one pass over its digests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from xlaudit.checks.finding import Finding
from xlaudit.county.digest import Digest, SchemeStamp
from xlaudit.county.model import CountySummary, Department
from xlaudit.output.rule_sheet import RULES
from xlaudit.output.summary import (
    department_table,
    finding_sheet,
    matrix_sheet,
    note_sheet,
    overview_sheet,
    review_sheet,
    source_sheet,
    submission_sheet,
)
from xlaudit.output.summary.book import Book
from xlaudit.output.summary.department_sheet import department_sheet
from xlaudit.output.summary.handing_up import hand_up
from xlaudit.output.summary.link import Link
from xlaudit.output.summary.rules_sheet import rules_sheet

__all__ = ["summary_workbook"]

_ORDER = (
    *(overview_sheet.SHEET, department_table.SHEET, matrix_sheet.SHEET, finding_sheet.SHEET),
    *(review_sheet.SHEET, submission_sheet.SHEET, source_sheet.SHEET, RULES, note_sheet.SHEET),
)


def summary_workbook(
    summary: CountySummary, link: Link | None = None, review: Collection[str] | None = None
) -> bytes:
    """Return the workbook as bytes; the same summary gives the same bytes.

    ``link`` gives the path of a source as seen from where the summary will lie (with ``/``, not
    percent-encoded; empty for no link); by default a source's own path. ``review`` names the departments
    of 复核表: all of them if not given and there are at most 200.
    """
    return _Writer(summary, link or _itself, review).write()


def _itself(source: str) -> str:
    return source


class _Writer:
    """Writes the sheets; what is known only from the digests is gathered on the way."""

    def __init__(self, summary: CountySummary, link: Link, review: Collection[str] | None) -> None:
        self.summary, self.link = summary, link
        self.book = Book()
        self.pages = {name: self.book.page(name) for name in _ORDER}
        self.table = department_table.DepartmentTable(summary)
        page = self.pages.__getitem__
        self.findings = finding_sheet.FindingSheet(page(finding_sheet.SHEET), summary, link)
        self.matrix = matrix_sheet.MatrixSheet(page(matrix_sheet.SHEET), summary)
        wanted = None if review is None else frozenset(review)
        self.review = review_sheet.ReviewSheet(page(review_sheet.SHEET), summary, wanted)
        self.sources = source_sheet.SourceSheet(page(source_sheet.SHEET), summary, link)
        self.submissions = submission_sheet.SubmissionSheet(
            page(submission_sheet.SHEET), summary, link
        )
        self.unchecked: Counter[str] = Counter()
        self.schemes: dict[tuple[str, str], SchemeStamp] = {
            (each.id, each.fingerprint): each for each in summary.schemes
        }

    def write(self) -> bytes:
        """Write all sheets and return the workbook."""
        self._go_through()
        summary, pages = self.summary, self.pages
        self.findings.finish()
        self.matrix.write()
        self.review.finish()
        self.sources.finish()
        self.submissions.write()
        department_sheet(pages[department_table.SHEET], summary, self.table, self.link)
        overview_sheet.overview_sheet(
            pages[overview_sheet.SHEET],
            summary,
            self.table,
            self.findings,
            self.submissions,
            self._grades(),
            [_named(each) for each in self.schemes.values()],
        )
        rules_sheet(pages[RULES], summary.title, self.findings.codes | set(self.unchecked))
        note_sheet.note_sheet(pages[note_sheet.SHEET], summary, self.unchecked, list(self._notes()))
        hand_up(self.book, summary)
        return self.book.finish()

    def _go_through(self) -> None:
        """Take each digest once: a ledger may hand them out one by one."""
        of_department: dict[int | None, list[Finding]] = {}
        for each in self.summary.comparisons:
            of_department.setdefault(each.index, []).append(each.finding)
        for finding in of_department.get(None, ()):
            self.findings.add(None, finding, is_counted=False)
        for index, department in enumerate(self.summary.departments):
            digest = self._digest(department)
            compared = of_department.get(index, [])
            self.sources.add(department, digest)
            for finding in (*(digest.findings if digest else ()), *compared):
                self.findings.add(department, finding, is_counted=department.is_counted)
            if digest is not None:
                self._take(department, digest)

    def _take(self, department: Department, digest: Digest) -> None:
        self.unchecked.update(each.code for each in digest.unchecked)
        self.matrix.add(department, digest)
        self.review.add(department, digest)
        if digest.scheme.id:
            self.schemes.setdefault((digest.scheme.id, digest.scheme.fingerprint), digest.scheme)

    def _digest(self, department: Department) -> Digest | None:
        """Return the department's digest; None where the summary was made without digests."""
        if department.index >= len(self.summary.digests):
            return None
        return self.summary.digests[department.index]

    def _grades(self) -> list[str]:
        """Return the grades that the county knows, each scheme's from the best to the worst."""
        known = [grade for scheme in self.schemes.values() for grade in scheme.grades]
        known += sorted({each.grade for each in self.summary.departments})
        return [grade for grade in dict.fromkeys(known) if grade]

    def _notes(self) -> Iterator[str]:
        for scheme in self.schemes.values():
            if scheme.status == "reconstructed":
                yield f"方案 {scheme.id} 为重建：通知原文不全，由公开材料拼合，用前请与正式文件核对。"
            elif scheme.total is None:
                yield f"方案 {scheme.id} 没有分值，只核对，不评分。"
        if self.review.is_left_out:
            yield (
                f"共 {len(self.summary.departments)} 份，超过 {review_sheet.MOST} 份，"
                "复核表没有逐一列出；请用 --review 指定要抽查的部门再汇总。"
            )
        fingerprints = Counter(scheme for scheme, _ in self.schemes)
        for scheme_id, times in fingerprints.items():
            if times > 1:
                yield f"方案 {scheme_id} 有 {times} 个不同的版本（方案指纹不同），得分不完全可比。"
        if self.table.is_ladder:
            yield (
                "各行是下级的汇总：平均、加权平均、中位数和等级按其下的全部部门计，"
                "中位数、加权平均和等级数不是公式；分布图按行计；问题见下级的汇总。"
            )
        ranges = sum("～" in str(each) for each in self.table.figures["ours"])
        if ranges:
            yield f"{ranges} 份的系统复核分为区间，不进平均、中位数、加权平均和排名。"
        if self.findings.left_out:
            yield f"问题清单写不下，另有 {self.findings.left_out} 条没有列出。"


def _named(scheme: SchemeStamp) -> str:
    status = source_sheet.STATUS.get(scheme.status, scheme.status)
    told = f"（{status}）" if status else ""
    return f"{scheme.id} {scheme.title}{told}"
