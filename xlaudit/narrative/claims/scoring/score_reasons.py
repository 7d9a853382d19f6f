"""What a row lost, told with its reason behind the mark: 预算执行8分，得7分，进度偏慢，扣1分."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from xlaudit.narrative.claims.scoring.flat_text import FlatText
from xlaudit.narrative.claims.scoring.score_points import is_one_slip_off
from xlaudit.narrative.claims.scoring.score_rows import ScoreRow
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength

__all__ = ["claims_of"]

_SUMS_UP = re.compile(r"[共合累总]|小计|其余")
_OF_SEVERAL = re.compile(r"[上前]述|以上|[一二三四五六七八九十两几各\ue002](?:大)?[项个]")
_SENTENCES = re.compile("[。；]")
_PARTLY = re.compile(r"主要|每|另|分别")
_BESIDE = re.compile("每|另|分别")
_LOST = re.compile(r"(?:扣|失|丢)(?:除|减|分|掉|了|去)*[为是]?$")


def claims_of(flat: FlatText, rows: Sequence[ScoreRow]) -> Iterator[Claim]:
    """预算执行8分，得7分，进度偏慢，扣1分: the reason stands before what was lost, up to the next row."""
    for row, following in pairwise([*rows, None]):
        if row is None or row.losses or row.is_full or row.mark.value == row.points.value:
            continue
        end = following.start if following else len(flat.text)
        losses = []
        for _, figure in flat.scores(row.end, end):
            if _SUMS_UP.search(figure.lead) or not _LOST.search(figure.lead):
                break
            losses.append(figure)
        if not losses:
            continue
        words = flat.text[row.end : flat.places[flat.index_of(losses[0])]]
        if _OF_SEVERAL.search(_SENTENCES.split(words)[-1]):
            continue
        alone = len(losses) == 1
        near = alone and "。" not in words and not _PARTLY.search(flat.text[row.end : end])
        over = row.mark.value + sum(figure.value for figure in losses) > row.points.value
        open_words = _BESIDE if over else _PARTLY
        told = alone and len(rows) == 1 and not open_words.search(words)
        meant = near or (told and is_one_slip_off((row.mark, *losses), row.points))
        strength = Strength.LIKELY if meant else Strength.POSSIBLE
        reading = Reading(Formula.SUM, (row.mark, *losses), row.points, strength)
        yield Claim("sum", [reading], ceiling=Strength.LIKELY)
