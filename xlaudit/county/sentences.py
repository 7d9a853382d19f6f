"""The sentences of a filing, as far as they can be held against those of other filings."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from xlaudit.county.digest import Sentence
from xlaudit.county.names import code_and_name, short_name
from xlaudit.forms.filing import Passage

__all__ = ["LEAST_FIGURES", "own_figures", "sentences_in"]

LEAST_FIGURES = 2
"""Own figures that a sentence needs to be compared: one alone may be the same by chance."""

_SHORTEST = 20
"""Characters that two people do not write alike by chance; shorter sentences are formulas of the trade."""
_QUOTE = 60

_SENTENCE = re.compile(r"[^。！？；\n]+")
_SPACING = re.compile(r"[\W_]+")
_FIGURE = re.compile(r"(?<![\d.〔\[（(第])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(\S?)")
_NOT_OWN = frozenset("年月日号分、.．)）〕]")
"""What makes of a number a date, a list number, a document's number, or a score that many get."""
_COMMON = re.compile(r"(?:100|0)(?:\.0+)?|(?:19|20)\d\d")
_RULE = re.compile(r"应当|须|不得|等级(?:为|分)|(?:记|计|扣|得)\s*\d+(?:\.\d+)?\s*分|满分")
"""Words of a notice; the figures of such a sentence are the notice's, whoever repeats them."""


def sentences_in(passages: Iterable[Passage], department: str) -> Iterator[Sentence]:
    """Yield the sentences that are compared, each once, in the order of the text.

    A report has many more, and a province would carry them all along.
    """
    seen: set[str] = set()
    name = code_and_name(department)[1]
    own = [each for each in dict.fromkeys((department, name, short_name(name))) if each]
    for passage in passages:
        for found in _SENTENCE.finditer(passage.text):
            figures = own_figures(found[0])
            if figures < LEAST_FIGURES:
                continue
            words = found[0]
            for each in own:
                words = words.replace(each, "")
            words = _SPACING.sub("", words)
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
                figures=figures,
                place=replace(passage.place, start=start, end=found.end()),
            )


def own_figures(sentence: str) -> int:
    """Return how many different figures of a sentence can only be the department's own.

    Years, document and list numbers, scores, 0 and 100% stand in everybody's text; so does what a
    notice demands.

    >>> own_figures("2022年培训12期520人次，满意度95.5%，按期完成率100%")
    3
    >>> own_figures("根据示财〔2023〕12号文件，执行率低于80%、调整率高于30%的须说明原因")
    0
    """
    if _RULE.search(sentence):
        return 0
    return len(
        {
            number
            for number, behind in _FIGURE.findall(sentence)
            if behind not in _NOT_OWN and not _COMMON.fullmatch(number)
        }
    )
