"""A stated reason against the direction that it explains: 经费减少…，主要原因是经费增加. On trial."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength

__all__ = ["claims"]

_UP = "增加|增长|上升|提高|增多"
_DOWN = "减少|下降|降低|压减|缩减"
_REASON = re.compile(
    r"[^。；\n]{0,24}[，。；]?(?:主要|具体)?(?:原因(?:是|为|：)|(?:是)?由于)[：，]?(?P<reason>[^。；\n]{2,60})"
)
_MOVED = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{2,20}}?)(?:(?P<up>{_UP})|(?P<down>{_DOWN}))")
_OTHER_YEAR = re.compile(r"上年|去年|往年|基数|同期")
_FARTHEST = 32  # characters behind a change within which its reason is announced
_OWN_NAME = 30  # characters in front of the change in which its subject is named
_SAME = 4  # characters that two names share if they are of one thing


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim where the reason names the same thing, one direction, and no other year."""
    for figure in context.document.figures:
        if figure.kind in (Kind.CHANGE, Kind.GROWTH) and figure.direction and figure.is_plain:
            claim = _of_change(context, figure)
            if claim is not None:
                yield claim


def _of_change(context: Context, figure: Figure) -> Claim | None:
    text = context.document.text
    behind = text[figure.end : figure.end + _FARTHEST]
    if "原因" not in behind and "由于" not in behind:
        return None
    match = _REASON.match(text, figure.end)
    if match is None or _OTHER_YEAR.search(match["reason"]):
        return None
    moved = list(_MOVED.finditer(match["reason"]))
    if len(moved) != 1:
        return None
    paragraph = context.document.paragraphs[figure.paragraph]
    subject = text[max(paragraph.start, figure.start - _OWN_NAME * 3) : figure.start]
    name = moved[0]["name"]
    if not any(name[place : place + _SAME] in subject for place in range(len(name) - _SAME + 1)):
        return None
    direction = 1 if moved[0]["up"] else -1
    holds = direction == figure.direction
    word = moved[0]["up"] or moved[0]["down"]
    reading = Reading(
        Formula.GRADE,
        (),
        figure,
        Strength.LIKELY,
        counted=int(holds),
        note=f"原因写“{name}{word}”",
    )
    change = "增加" if figure.direction > 0 else "减少"
    sentence = f"文中写{change}{figure.text}，原因却是“{name}{word}”，方向相反。"
    return Claim("reason", [reading], ceiling=Strength.LIKELY, message=sentence)
