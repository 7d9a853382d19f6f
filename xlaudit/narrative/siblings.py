"""Numbered paragraphs that belong together: 1、…2、…3、… at one level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xlaudit.narrative.document import Paragraph

__all__ = ["Siblings", "siblings_of"]

_ORDER = ("chinese", "bracketed chinese", "digit", "bracketed digit", "circled")


@dataclass(frozen=True, slots=True)
class Siblings:
    """Paragraphs numbered 1, 2, 3 … at one level."""

    level: str
    members: tuple[Paragraph, ...]

    @property
    def is_whole(self) -> bool:
        """Whether the run begins at 1; one that lost its head adds up to nothing."""
        return self.members[0].number == 1


def siblings_of(paragraphs: list[Paragraph]) -> Iterator[Siblings]:
    """Yield every run of at least three numbered paragraphs."""
    running: dict[str, list[Paragraph]] = {}
    for paragraph in paragraphs:
        if not paragraph.marker:
            continue
        rank = _ORDER.index(paragraph.level)
        for level in _ORDER[rank + 1 :]:
            yield from _closed(running.pop(level, []))
        group = running.setdefault(paragraph.level, [])
        if group and paragraph.number != group[-1].number + 1:
            yield from _closed(running.pop(paragraph.level))
            group = running.setdefault(paragraph.level, [])
        group.append(paragraph)
    for group in running.values():
        yield from _closed(group)


def _closed(group: list[Paragraph]) -> Iterator[Siblings]:
    if len(group) >= 3:
        yield Siblings(group[0].level, tuple(group))
