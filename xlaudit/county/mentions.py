"""The names of offices that stand where the filing's own department belongs.

A text that was copied keeps, here and there, the name of the office that wrote it: in its title, before
2022年度部门整体绩效自评, in the words about satisfaction. Elsewhere a text names many offices rightly, and those
are not collected. Where a name begins cannot be told from Chinese writing alone, so a mention may have a
few characters too many in front; whoever knows the county's departments compares the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from xlaudit.county.digest import Mention
from xlaudit.forms.filing import Passage

__all__ = ["mentions_in"]

_LONGEST = 30
_OFFICE = "局|委员会|委|办公室|办|厅|院|中心|站|所|队|社|会|校|学|园|馆|政府|处"
_PUBLIC = "局|委员会|委|办公室|办|厅|馆|政府|会"
"""Of hospitals, schools and centres their authority rightly reports how satisfied people are."""
_YEAR = r"(?:20\d\d|二\S{3})\s*年?度?"
_SUBJECT = re.compile(
    rf"""
    (?:{_OFFICE})(?=(?:机关|本级|部门)?\s*{_YEAR}\s*(?:部门|单位)?(?:整体|预算绩效|绩效自评|绩效评价))
    | (?:{_OFFICE})(?=关于(?:报送|开展|上报)?\s*{_YEAR}[^，。；\n]{{0,20}}(?:自评|评价)[^，。；\n]{{0,8}}报告)
    | (?:{_PUBLIC})(?=(?:的)?(?:服务对象|服务|群众|社会公众|社会|工作|履职){{0,2}}(?:的)?(?:综合|总体)?满意[度率])
    | (?<=对)(?P<name>[^\W\d_]{{2,{_LONGEST}}}?(?:{_PUBLIC}))
      (?=(?:的)?(?:工作|服务|履职|政务|行政|整体|各项|总体|依法){{0,3}}(?:的)?(?:综合|总体)?(?:表示|较为|比较|非常)?满意)
    """,
    re.VERBOSE,
)
_BREAK = re.compile(r"[\W\d_]|[对由向被将按据从为是]|关于|根据|开展|提高|提升")
"""What cannot stand inside a name."""


def mentions_in(passages: Iterable[Passage]) -> Iterator[Mention]:
    """Yield the names in subject position, each once a passage, as they are written."""
    for passage in passages:
        seen: set[str] = set()
        text = passage.text
        if "满意" not in text and "年" not in text:
            continue
        for found in _SUBJECT.finditer(text):
            before = text[max(found.end() - _LONGEST, 0) : found.end()]
            breaks = [match.end() for match in _BREAK.finditer(before)]
            name = before[max(breaks, default=0) :]
            if len(name) < 3 or name in seen:
                continue
            seen.add(name)
            start = found.end() - len(name)
            place = replace(passage.place, start=start, end=found.end())
            yield Mention(name, place, is_subject=True)
