"""Grades as they are written: a word, a word in a short sentence, or ticked boxes (优□ 良☑ 中□ 差□)."""

from __future__ import annotations

import re
from dataclasses import replace

from xlaudit.forms.filing import Stated
from xlaudit.schemes.schema import Scheme

__all__ = ["read_grade"]

_LONGEST = 8
"""Characters of a grade with its quotes and 等次."""
_EMPTY, _TICKED = "□☐○◯", "☑■●√✓✔☒"
_BOX = re.compile(rf"[{_EMPTY}{_TICKED}]")
_WORD = re.compile(r"[\u4e00-\u9fff]{1,4}")
_NOISE = re.compile(r"[\s、，,；;/|（）()【】\[\]_]+")


def read_grade(
    stated: Stated | None, scheme: Scheme, *, is_sentence: bool = False
) -> Stated | None:
    """Return the grade that a cell states, as its own text; None where it states none.

    ``is_sentence``: the label (评价结论) may head a sentence, so only a word of the scheme counts.
    """
    if stated is None or stated.quantity is not None:
        return None
    if _BOX.search(stated.text):
        ticked = _ticked(stated.text)
        return replace(stated, text=ticked) if ticked else None
    word = _NOISE.sub("", stated.text)
    if len(word) > _LONGEST or not _WORD.search(word):
        return None
    if is_sentence and not any(grade.label[0] in word for grade in scheme.grades):
        return None
    return stated


def _ticked(text: str) -> str:
    """Return the word of the only ticked box; empty where none or several are ticked.

    The boxes stand all in front of their words or all behind them; what the text begins with tells.

    >>> _ticked("优□ 良☑ 中□ 差□"), _ticked("□优 ☑良 □中 □差"), _ticked("优□良□")
    ('良', '良', '')
    """
    pieces = re.findall(rf"[{_EMPTY}{_TICKED}]|[\u4e00-\u9fff]{{1,4}}", text)
    boxes = [index for index, piece in enumerate(pieces) if piece in _TICKED]
    if len(boxes) != 1 or not pieces:
        return ""
    step = 1 if _BOX.fullmatch(pieces[0]) else -1
    index = boxes[0] + step
    word = pieces[index] if 0 <= index < len(pieces) else ""
    return "" if _BOX.fullmatch(word) else word
