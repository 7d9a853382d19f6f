"""The pages of the checks for a terminal: one page, or the list of a family."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xlaudit.checks.registry import Check
from xlaudit.output.measure import wrap
from xlaudit.output.pages import SECTIONS, sections

__all__ = ["check_lines", "list_lines"]


def check_lines(check: Check, places: int) -> Iterator[str]:
    """Yield the page of one check, broken to ``places``."""
    told = sections(check.page)
    yield f"{check.code} {check.title}（{check.family}）"
    yield ""
    yield from _wrapped(told[""], places)
    for heading in SECTIONS:
        if told.get(heading):
            yield ""
            yield heading
            yield from _wrapped(told[heading], places)


def list_lines(checks: Iterable[Check]) -> Iterator[str]:
    """Yield the checks by family, one a line."""
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
