"""What a template leaves behind in a text: both directions, blanks, the form's own instructions.

No arithmetic here: the words alone show that a sentence was never finished.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Residue", "residues"]

_UP = "增加|增长|上升|提高"
_DOWN = "减少|下降|降低"
_UNIT = "万元|亿元|千元|元|%|％|个百分点|批次|人次|个|项|次|分"
_GAP = r"[ \r\n]*"

_PATTERNS = {
    "directions": re.compile(
        rf"""(?:{_UP}) {_GAP} (?: [（(] 或? (?:{_DOWN}) [）)] | [/／] (?:{_DOWN}) ) [了约]? {_GAP} (?=\d)
           | (?:{_DOWN}) {_GAP} (?: [（(] 或? (?:{_UP}) [）)] | [/／] (?:{_UP}) ) [了约]? {_GAP} (?=\d)""",
        re.VERBOSE,
    ),
    "blank": re.compile(
        rf"(?: [_\uff3f]{{2,}} | [X\uff38×]{{2,}} | [○]{{2,}} | [（(] [ \u3000]* [）)] ) {_GAP} (?:{_UNIT})",
        re.VERBOSE,
    ),
    "instruction": re.compile(
        r"[（(][^（）()\d]{0,40}(?:请|应|需|此处|据实|按实际|可)[^（）()\d]{0,12}(?:填写|填报|填列|简述|删除|另附页)[^（）()\d]{0,40}[）)]"
    ),
}


@dataclass(frozen=True, slots=True)
class Residue:
    """What was left at ``start`` to ``end`` of a text: ``directions``, a ``blank``, an ``instruction``.

    ``more`` are further places of the same kind in the text.
    """

    kind: str
    start: int
    end: int
    more: int


def residues(text: str) -> Iterator[Residue]:
    """Yield each kind of residue in a text, once."""
    for kind, pattern in _PATTERNS.items():
        places = [match.span() for match in pattern.finditer(text)]
        if places:
            yield Residue(kind, *places[0], len(places) - 1)
