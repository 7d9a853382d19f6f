"""Rows of a table → roster. Every mistake is told with its row, and all of them at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from xlaudit.county.names import normal
from xlaudit.county.roster import Roster, RosterEntry
from xlaudit.errors import UsageError

__all__ = ["roster_from_rows"]

Row = Sequence[str]

_WORDS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "部门名称",
        "单位名称",
        "预算单位名称",
        "预算部门名称",
        "预算单位",
        "部门",
        "单位",
        "名称",
    ),
    "code": ("编码", "部门编码", "单位编码", "预算单位编码", "代码", "部门代码", "单位代码"),
    "aliases": ("别名", "简称", "别名简称", "部门简称", "单位简称", "曾用名"),
    "superior": ("主管部门", "主管部门名称", "主管单位", "上级部门"),
    "contact": ("联系人", "联系电话", "联系方式", "联系人及电话", "电话", "手机"),
    "scope": ("口径", "填报口径", "含下属", "是否含下属", "含下属单位", "是否含下属单位"),
}
_INCLUDES = {"是", "含", "包含", "含下属", "含下属单位", "汇总", "部门汇总", "y", "yes", "1", "√"}
_ALONE = {"", "否", "不含", "不含下属", "不含下属单位", "本级", "单位本级", "n", "no", "0", "×"}
_TOTALS = {"合计", "总计", "小计", "共计"}
_HEADER_WITHIN = 20
_SHOWN = 10
_BETWEEN_ALIASES = re.compile(r"[、，,;；/|\n]+")
_NOT_A_WORD = re.compile(r"[\W_]+")


def roster_from_rows(rows: Iterable[tuple[int, Row]], source: str = "花名册") -> Roster:
    """Return the roster that a table states; ``rows`` are (number of the row, its cells as shown).

    The columns are found by their headings, in any order, within the first rows.

    Raises:
        UsageError: there is no column of names, or rows contradict each other; every mistake is told.
    """
    table = [(number, [cell.strip() for cell in cells]) for number, cells in rows]
    head, columns = _header(table, source)
    mistakes: list[str] = []
    entries = tuple(_entries(table[head + 1 :], columns, mistakes))
    if not entries and not mistakes:
        raise UsageError(f"“{source}”里没有部门；请在“部门名称”一列写上应报送的部门。")
    mistakes += _duplicates(entries)
    entries = _with_superiors(entries, mistakes)
    if not mistakes:
        mistakes += _circles(entries)
    if mistakes:
        told = "\n  ".join(mistakes[:_SHOWN])
        more = f"\n  另有 {len(mistakes) - _SHOWN} 处" if len(mistakes) > _SHOWN else ""
        raise UsageError(f"花名册“{source}”有误，请改正后再试：\n  {told}{more}")
    return Roster(entries, source)


def _header(table: Sequence[tuple[int, Row]], source: str) -> tuple[int, dict[str, list[int]]]:
    for index, (number, cells) in enumerate(table[:_HEADER_WITHIN]):
        columns: dict[str, list[int]] = {}
        for column, cell in enumerate(cells):
            key = _NOT_A_WORD.sub("", cell)
            for kind, words in _WORDS.items():
                if key in words:
                    columns.setdefault(kind, []).append(column)
        # One cell with 单位 in it is a caption (单位：万元), not a heading.
        known = sum(map(len, columns.values()))
        if "name" in columns and (len(columns) > 1 or known == sum(map(bool, cells))):
            _refuse_two(columns, cells, number, source)
            return index, columns
    raise UsageError(
        f"“{source}”里找不到“部门名称”或“单位名称”一列；花名册的表头可以有："
        "编码、部门名称、别名、主管部门、联系人、联系电话、口径。"
    )


def _refuse_two(columns: Mapping[str, list[int]], cells: Row, number: int, source: str) -> None:
    for kind in ("name", "code", "superior", "scope"):
        several = columns.get(kind, [])
        if len(several) > 1:
            named = "、".join(f"“{cells[column]}”" for column in several)
            raise UsageError(
                f"“{source}”第{number}行有 {len(several)} 个意思相同的表头 {named}；请只留一个。"
            )


def _entries(
    table: Sequence[tuple[int, Row]], columns: Mapping[str, list[int]], mistakes: list[str]
) -> Iterator[RosterEntry]:
    for number, cells in table:
        part = {
            kind: [cells[column] for column in places if column < len(cells) and cells[column]]
            for kind, places in columns.items()
        }
        name = "".join(part["name"])
        if not normal(name):
            if any(part.get(kind) for kind in ("aliases", "superior", "contact")):
                mistakes.append(f"第{number}行没有部门名称")
            continue  # an empty row, or a note below the table
        if normal(name) in _TOTALS:
            continue
        scope = "".join(part.get("scope", ()))
        if scope.lower() not in _INCLUDES | _ALONE:
            mistakes.append(f"第{number}行的口径写“{scope}”，认不出；请写“含下属”或“本级”")
        aliases = (_BETWEEN_ALIASES.split(text) for text in part.get("aliases", ()))
        yield RosterEntry(
            name=name,
            code="".join(part.get("code", ())),
            aliases=tuple(
                dict.fromkeys(alias.strip() for each in aliases for alias in each if alias.strip())
            ),
            superior="".join(part.get("superior", ())),
            contact=" ".join(part.get("contact", ())),
            includes_units=scope.lower() in _INCLUDES,
            row=number,
        )


@dataclass(frozen=True, slots=True)
class _Claim:
    """A name, an alias or a code that a row claims for itself."""

    kind: str
    text: str
    row: int


def _duplicates(entries: Iterable[RosterEntry]) -> Iterator[str]:
    names: dict[str, _Claim] = {}
    codes: dict[str, _Claim] = {}
    for entry in entries:
        claims = [_Claim("名称", entry.name, entry.row)]
        claims += [_Claim("别名", alias, entry.row) for alias in entry.aliases]
        for claim in claims:
            yield from _clash(names, normal(claim.text), claim)
        if entry.code:
            yield from _clash(codes, entry.code, _Claim("编码", entry.code, entry.row))


def _clash(taken: dict[str, _Claim], key: str, claim: _Claim) -> Iterator[str]:
    first = taken.setdefault(key, claim)
    if first is claim or (first.row == claim.row and claim.kind == "别名"):
        return
    yield f"第{claim.row}行的{claim.kind}“{claim.text}”与第{first.row}行的{first.kind}重复"


def _with_superiors(
    entries: tuple[RosterEntry, ...], mistakes: list[str]
) -> tuple[RosterEntry, ...]:
    """Return the entries with each 主管部门 by its own name; itself is none."""
    roster = Roster(entries)
    told = []
    for index, entry in enumerate(entries):
        if not entry.superior:
            told.append(entry)
            continue
        found = roster.find(entry.superior, entry.superior)
        if found is None:
            near = roster.propose(entry.superior)
            maybe = f"，是不是“{near}”？" if near and near != entry.name else ""
            mistakes.append(f"第{entry.row}行的主管部门“{entry.superior}”不在花名册里{maybe}")
        is_own = found is None or found.index == index
        told.append(replace(entry, superior="" if is_own else entries[found.index].name))  # type: ignore[union-attr]
    return tuple(told)


def _circles(entries: tuple[RosterEntry, ...]) -> Iterator[str]:
    roster = Roster(entries)
    settled: set[int] = set()
    for start in range(len(entries)):
        path: list[int] = []
        index: int | None = start
        while index is not None and index not in settled and index not in path:
            path.append(index)
            index = roster.superior_of(index)
        if index is not None and index in path:
            circle = path[path.index(index) :]
            rows = "、".join(f"第{entries[each].row}行“{entries[each].name}”" for each in circle)
            yield f"{rows}互为主管部门"
        settled.update(path)
