"""The order of the rows: subordinate units stand under their 主管部门, and a subtotal closes the group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlaudit.county.model import Department

__all__ = ["Line", "lines_of"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of 汇总表: a department by its index, or the subtotal (index None) of a group.

    ``group`` numbers the groups that have a subtotal, from 1; 0 for a department that is in none.
    """

    index: int | None
    name: str
    group: int = 0
    is_subordinate: bool = False


def lines_of(departments: Sequence[Department]) -> Iterator[Line]:
    """Yield the lines; a group stands where its 主管部门 stands, or else where its first unit does."""
    tops = _tops(departments)
    groups: dict[str, list[int]] = {}
    for index, top in enumerate(tops):
        groups.setdefault(top, []).append(index)
    with_units = {top for top, each in zip(tops, departments, strict=True) if each.name != top}
    done: set[str] = set()
    number = 0
    for index, each in enumerate(departments):
        top = tops[index]
        if top in done:
            continue
        if top not in with_units:
            yield Line(index, each.name)
            continue
        done.add(top)
        members = groups[top]
        has_subtotal = sum(departments[member].is_counted for member in members) > 1
        number += has_subtotal
        yield from _group(number * has_subtotal, top, members, departments)


def _group(
    number: int, top: str, members: Sequence[int], departments: Sequence[Department]
) -> Iterator[Line]:
    """Yield the 主管部门 itself, its units, and the subtotal where the group has a number."""
    own = [member for member in members if departments[member].name == top]
    below = [member for member in members if departments[member].name != top]
    for member in own:
        yield Line(member, departments[member].name, number)
    for member in below:
        yield Line(member, departments[member].name, number, is_subordinate=True)
    if number:
        yield Line(None, top, number)


def _tops(departments: Sequence[Department]) -> list[str]:
    """Return the name of the 主管部门 above each department, its own where there is none."""
    above: Mapping[str, str] = {
        each.name: each.superior for each in departments if each.name and each.superior
    }
    return [_top(each.superior or each.name, above) for each in departments]


def _top(name: str, above: Mapping[str, str]) -> str:
    seen: set[str] = set()
    while name in above and name not in seen:
        seen.add(name)
        name = above[name]
    return name
