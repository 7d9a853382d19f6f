"""报送情况: the roster against what came, a line a department and a line a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from xlaudit.county.model import Failure, Standing, Submission
from xlaudit.county.roster import Roster, RosterEntry
from xlaudit.county.standing import COUNTING, Filed

__all__ = ["submissions_of"]


def submissions_of(
    filed: Sequence[Filed], failures: Sequence[Failure], roster: Roster | None
) -> tuple[Submission, ...]:
    """Return the lines: the roster's departments in its order, then strangers, then unreadable files.

    A department that sent nothing which counts has a line 未报 beside those of its files.
    """
    lines = tuple(_expected(filed, failures, roster)) if roster else ()
    strangers = tuple(_line(each, roster) for each in filed if each.entry is None)
    return (*lines, *strangers, *(_unreadable(each, roster) for each in failures))


def _expected(
    filed: Sequence[Filed], failures: Sequence[Failure], roster: Roster
) -> Iterator[Submission]:
    by_entry: dict[int, list[Filed]] = defaultdict(list)
    for each in filed:
        if each.entry is not None:
            by_entry[each.entry].append(each)
    counted = {
        each.entry: each for each in filed if each.entry is not None and each.standing in COUNTING
    }
    unread: dict[int, list[Failure]] = defaultdict(list)
    for failure in failures:
        for index in _named(failure, roster):
            unread[index].append(failure)
    for index in roster.order:
        entry = roster.entries[index]
        files = by_entry.get(index, [])
        if index not in counted:
            above = roster.includer_of(index)
            includer = None if above is None else counted.get(above)
            yield _without_file(entry, files, includer, unread[index])
        for each in sorted(files, key=lambda each: each.standing not in COUNTING):
            yield _line(each, roster)


def _without_file(
    entry: RosterEntry, files: Sequence[Filed], includer: Filed | None, unread: Sequence[Failure]
) -> Submission:
    """Return the line of a department none of whose files counts."""
    if includer is not None:
        why = f"由主管部门“{includer.row.name}”一并报送（{includer.row.source}）"
        return _of_entry(entry, Standing.COUNTED, why)
    why = "送来的年度不同，见下" if files else "没有收到"
    for standing in (Standing.UNREADABLE, Standing.UNREAD):
        near = [each.source for each in unread if each.standing is standing]
        if near:
            why += f"；文件名相近的 {'、'.join(near[:3])} {standing.value}"
    return _of_entry(entry, Standing.MISSING, why)


def _of_entry(entry: RosterEntry, standing: Standing, why: str) -> Submission:
    return Submission(standing, entry.name, entry.code, entry.superior, entry.contact, why=why)


def _line(each: Filed, roster: Roster | None) -> Submission:
    entry = roster.entries[each.entry] if roster and each.entry is not None else None
    is_stranger = roster is not None and entry is None
    return Submission(
        standing=each.standing,
        name=each.row.name,
        code=each.row.code,
        superior=each.row.superior,
        contact=entry.contact if entry else "",
        source=each.row.source,
        modified=each.trace.modified,
        why=each.why,
        proposal=roster.propose(each.row.name) if roster and is_stranger else "",
    )


def _unreadable(failure: Failure, roster: Roster | None) -> Submission:
    near = _named(failure, roster) if roster else frozenset()
    return Submission(
        standing=failure.standing,
        name="",
        source=failure.source,
        modified=failure.stamp.modified if failure.stamp else "",
        why=failure.reason,
        proposal=roster.entries[min(near)].name if roster and len(near) == 1 else "",
    )


def _named(failure: Failure, roster: Roster) -> frozenset[int]:
    """Return the departments whose name the file's name bears."""
    return roster.named_in(PurePosixPath(failure.source).stem)
