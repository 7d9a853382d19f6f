"""Which filing of a department counts, and why. Everything is shown; what does not count says so.

In this order: a filing of another year does not count; of several with the same content the first one by
file name does; a summary that another one holds does not; of several of one department the one that was
chosen does, else the one saved last; a unit whose 主管部门 reports for it does not count beside it. Another
scheme, and a department that the roster does not know, count and are pointed out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from xlaudit.county.model import Department, Standing
from xlaudit.county.names import normal
from xlaudit.county.roster import Match, Roster
from xlaudit.county.trace import Trace, moment

__all__ = ["COUNTING", "Filed", "file_all"]

COUNTING = frozenset({Standing.COUNTED, Standing.OTHER_SCHEME, Standing.STRANGER})


@dataclass(frozen=True, slots=True)
class Filed:
    """A filing with its standing; ``row`` bears the roster's name where ``entry``, its index, is known.

    ``instead`` is the file that counts in its place, ``is_chosen`` whether somebody decided so, and
    ``includer`` the entry of the 主管部门 whose filing holds its figures already.
    """

    trace: Trace
    row: Department
    entry: int | None = None
    standing: Standing = Standing.COUNTED
    why: str = ""
    instead: str = ""
    is_chosen: bool = False
    includer: int | None = None

    @property
    def identity(self) -> Hashable:
        """What filings of one department have in common; a filing without a name stands alone."""
        if self.entry is not None:
            return self.entry
        return normal(self.row.name) or ("", self.row.source, self.row.sha256)


class _Verdict(NamedTuple):
    standing: Standing
    why: str
    instead: str = ""
    is_chosen: bool = False
    includer: int | None = None


def file_all(
    traces: Iterable[Trace],
    roster: Roster | None,
    year: int | None,
    scheme: str,
    chosen: Collection[str] = (),
) -> list[Filed]:
    """Return every filing with its standing, in the order of the rows.

    ``year`` and ``scheme`` are the county's; ``chosen`` names files that count whatever their time.
    """
    filed = sorted(
        (_named(trace, roster) for trace in traces), key=lambda each: _order(each, roster)
    )
    verdicts: dict[int, _Verdict] = {}
    for step in (_other_years(filed, year), _same_contents(filed, year, chosen), _held(filed)):
        verdicts.update(step)
    left = [each for each in filed if each.row.index not in verdicts]
    several = Counter(each.identity for each in left)
    verdicts.update(_superseded(left, chosen))
    left = [each for each in left if each.row.index not in verdicts]
    if roster is not None:
        verdicts.update(_included(left, roster))
    times = Counter((each.identity, each.row.year) for each in filed)
    return [
        _settled(
            each,
            verdicts.get(each.row.index) or _counted(each, roster, scheme, several[each.identity]),
            is_duplicate=times[each.identity, each.row.year] > 1,
        )
        for each in filed
    ]


def _named(trace: Trace, roster: Roster | None) -> Filed:
    """Return the filing under the name that the roster gives it."""
    row = trace.row
    match = roster.find(row.name, row.code) if roster else None
    if roster is None or match is None:
        return Filed(trace, row)
    entry = roster.entries[match.index]
    named = replace(row, name=entry.name, code=entry.code or row.code, superior=entry.superior)
    return Filed(trace, named, match.index, why=_found_by(match, row))


def _found_by(match: Match, row: Department) -> str:
    match match.by:
        case "编码":
            return f"表中部门名称为“{row.name or '（空）'}”，按编码归入"
        case "别名":
            return f"表中部门名称为“{row.name}”，按别名归入"
    return ""


def _order(each: Filed, roster: Roster | None) -> tuple[int, str, str, str]:
    place = 0
    if roster is not None:
        place = len(roster.entries) if each.entry is None else roster.ranks[each.entry]
    return (place, each.row.name, each.row.source, each.row.sha256)


def _other_years(filed: Sequence[Filed], year: int | None) -> Iterable[tuple[int, _Verdict]]:
    for each in filed:
        if not _is_of(each, year):
            why = f"表中为 {each.row.year} 年度，本次汇总 {year} 年度"
            yield each.row.index, _Verdict(Standing.OTHER_YEAR, why)


def _is_of(each: Filed, year: int | None) -> bool:
    """Whether a filing is of the county's year; one that states none is taken for it."""
    return year is None or each.row.year is None or each.row.year == year


def _same_contents(
    filed: Sequence[Filed], year: int | None, chosen: Collection[str]
) -> Iterable[tuple[int, _Verdict]]:
    groups: dict[str, list[Filed]] = defaultdict(list)
    for each in filed:
        if each.row.sha256 and _is_of(each, year):
            groups[each.row.sha256].append(each)
    for group in groups.values():
        first, *others = sorted(
            group, key=lambda each: (each.row.source not in chosen, each.row.source)
        )
        for each in others:
            why = f"与 {first.row.source} 一字不差"
            yield each.row.index, _Verdict(Standing.SAME_CONTENT, why, first.row.source)


def _held(filed: Sequence[Filed]) -> Iterable[tuple[int, _Verdict]]:
    """Yield the summaries that another summary holds already: the same file, or another one of its region."""
    files: dict[str, Department] = {}
    regions: dict[tuple[str, int | None], Department] = {}
    for each in filed:
        below = each.row.below
        if below is not None:
            files.update(dict.fromkeys(below.summaries, each.row))
            regions.update(((name, each.row.year), each.row) for name in below.regions)
    for each in filed:
        row = each.row
        if row.below is None:
            continue
        if holder := files.get(row.sha256):
            why = f"已含在“{holder.name}”的汇总（{holder.source}）里，不重复计入"
            yield row.index, _Verdict(Standing.HELD, why, holder.source)
        elif holder := regions.get((row.name, row.year)):
            why = (
                f"“{holder.name}”的汇总（{holder.source}）里已有“{row.name}”的另一份，不重复计入；"
                f"要采用这一份，请重新汇总“{holder.name}”"
            )
            yield row.index, _Verdict(Standing.SUPERSEDED, why, holder.source)


def _superseded(filed: Sequence[Filed], chosen: Collection[str]) -> Iterable[tuple[int, _Verdict]]:
    groups: dict[Hashable, list[Filed]] = defaultdict(list)
    for each in filed:
        groups[each.identity].append(each)
    for group in groups.values():
        if len(group) == 1:
            continue
        best = max(
            group,
            key=lambda each: (each.row.source in chosen, moment(each.trace.modified), _last(each)),
        )
        is_chosen = best.row.source in chosen
        for each in group:
            if each is best:
                continue
            if is_chosen:
                because = "按指定计"
            elif moment(each.trace.modified) == moment(best.trace.modified):
                because = "保存时间相同，计文件名在前的"
            else:
                because = f"计保存较晚（{_shown(best)}）的"
            why = f"同一部门有 {len(group)} 份，{because} {best.row.source}"
            verdict = _Verdict(Standing.SUPERSEDED, why, best.row.source, is_chosen)
            yield each.row.index, verdict


def _last(each: Filed) -> tuple[int, ...]:
    """Of filings saved at one moment the first by name counts."""
    return (*(-ord(sign) for sign in each.row.source), 1)


def _shown(each: Filed) -> str:
    return each.trace.modified.replace("T", " ").removesuffix("Z") or "没有修改时间"


def _included(filed: Sequence[Filed], roster: Roster) -> Iterable[tuple[int, _Verdict]]:
    by_entry = {each.entry: each for each in filed if each.entry is not None}
    for index, each in by_entry.items():
        above = roster.includer_of(index)
        if above is None or above not in by_entry:
            continue
        whole = by_entry[above].row
        why = f"主管部门“{whole.name}”的自评表已含下属单位，不重复计入"
        verdict = _Verdict(Standing.SUPERSEDED, why, whole.source, True, above)
        yield each.row.index, verdict


def _counted(each: Filed, roster: Roster | None, scheme: str, several: int) -> _Verdict:
    """Return the verdict on a filing that counts; ``several`` is how many its department sent."""
    standing, told = Standing.COUNTED, []
    if roster is not None and each.entry is None:
        standing = Standing.STRANGER
        told.append("花名册没有这个部门")
    if each.row.scheme != scheme:
        standing = Standing.STRANGER if told else Standing.OTHER_SCHEME
        told.append(f"按方案“{each.row.scheme}”评分，本次汇总多数用“{scheme}”")
    if several > 1:
        told.append(f"同一部门有 {several} 份，计这一份")
    return _Verdict(standing, "；".join((*told, "计入汇总")))


def _settled(each: Filed, verdict: _Verdict, *, is_duplicate: bool) -> Filed:
    return replace(
        each,
        row=replace(each.row, is_counted=verdict.standing in COUNTING, is_duplicate=is_duplicate),
        standing=verdict.standing,
        why="；".join(filter(None, (verdict.why, each.why))),
        instead=verdict.instead,
        is_chosen=verdict.is_chosen,
        includer=verdict.includer,
    )
