"""The pages of the checks as text: one page, or the list of a family."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from xlaudit.checks.registry import Rule
from xlaudit.county.rules import RULES
from xlaudit.errors import UsageError
from xlaudit.output.measure import wrap
from xlaudit.output.pages import SECTIONS, sections

__all__ = ["explain"]


def explain(code: str, places: int = 80) -> str:
    """Return the page of a check (XA202), broken to ``places``; a family (XA2) or ``all`` as a list.

    Raises:
        UsageError: there is no such code.
    """
    wanted = code.strip().upper()
    if wanted in RULES:
        return "\n".join(_page(RULES[wanted], places))
    family = [check for check in RULES.values() if wanted == "ALL" or check.code[:3] == wanted]
    if family:
        return "\n".join(_list(family))
    near = get_close_matches(wanted, RULES)
    maybe = f"，是不是 {'、'.join(near)}？" if near else "；"
    raise UsageError(f"没有规则“{code}”{maybe}全部规则见 xlaudit explain all。")


def _page(check: Rule, places: int) -> Iterator[str]:
    told = sections(check.page)
    yield f"{check.code} {check.title}（{check.family}）"
    yield ""
    yield from _wrapped(told[""], places)
    for heading in SECTIONS:
        if told.get(heading):
            yield ""
            yield heading
            yield from _wrapped(told[heading], places)


def _list(checks: Iterable[Rule]) -> Iterator[str]:
    family = ""
    for check in sorted(checks, key=lambda check: check.code):
        if check.family != family:
            if family:
                yield ""
            family = check.family
            yield f"{check.code[:3]} {family}"
        yield f"  {check.code}  {check.title}"


def _wrapped(text: str, places: int) -> Iterator[str]:
    for line in text.splitlines():
        yield from (f"  {part}" for part in wrap(line, places - 2))
