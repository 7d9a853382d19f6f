"""What a share is of, where no amount bears the name behind 占 or no name stands there at all.

已验收65个，占竣工项目的95.59% shares a word with one amount before it; 总人数6400人，教师2880人，占45% has
only one amount that is no part itself.
"""

from __future__ import annotations

import re

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.lists import Listing
from xlaudit.narrative.listing.measures import AVERAGE, same_measure
from xlaudit.narrative.reading import Strength
from xlaudit.narrative.roles import core

__all__ = ["is_beyond", "is_counted", "opening", "worded"]

_BARE = re.compile(r"^(?:约|仅|分别)?(?:占|占比|占到|占总数|占总量)(?:为|约|达|的)?$")
_ENTIRE = re.compile(r"总|共|合计|累计|实有|现有")
_LATER = re.compile(r"本年|全年|当年|同期|其中|其|上年|去年|该|同类|应|计划|任务")
_TOTAL = re.compile(r"总?[数额量]$|总$")
_AMONG = re.compile(r"在(?P<name>[^，。；：、\d]{2,16})中，")
_BACK = 16
_SEVERAL = 2


def worded(
    context: Context, share: Figure, part: Figure, name: str
) -> tuple[Figure, Strength] | None:
    """Return the only amount of the paragraph whose words have two signs in a row with the whole's name."""
    name = _TOTAL.sub("", name)
    pairs = {name[i : i + 2] for i in range(len(name) - 1)}
    if not pairs or _LATER.search(name):
        return None
    found: dict[int, list[Figure]] = {}
    beside = context.run_of(part)
    for figure in _before(context, share, part):
        if figure in beside or figure.paragraph != share.paragraph:
            continue
        label = core(figure.label)
        common = sum(pair in label for pair in pairs)
        if name[-2:] in label and not AVERAGE.search(label) and figure.value >= part.value:
            found.setdefault(common, []).append(figure)
    if not found:
        return None
    best = found[max(found)]
    if len({figure.value for figure in best}) > 1 or best[-1].sentence != share.sentence:
        return None
    return best[-1], Strength.LIKELY


def opening(context: Context, share: Figure, part: Figure) -> tuple[Figure, Strength] | None:
    """Return the first amount of the sentence where every other one alike has its own share behind it."""
    if not _BARE.search(share.lead) or part.index != share.index - 1:
        return None
    own = [figure for figure in _before(context, share, part) if figure.sentence == share.sentence]
    if len(own) < 2 or own[0] is part or own[0].depth > part.depth:
        return None
    figures = context.document.figures
    rated = all(figures[figure.index + 1].kind is Kind.SHARE for figure in own[1:])
    if not rated or own[0].value < part.value or not own[0].value:
        return None
    between = figures[own[0].index + 1 : share.index]
    if any(figure.kind not in (Kind.LEVEL, Kind.SHARE) for figure in between):
        return None
    if figures[own[0].index + 1].kind is Kind.SHARE or AVERAGE.search(own[0].label):
        return None
    # 全县小学在校生31785人，初中在校生14326人，占31.1%: the second stands beside the first.
    asked = _ENTIRE.search(own[0].label) or len(own) > _SEVERAL
    return own[0], Strength.LIKELY if asked else Strength.POSSIBLE


def _before(context: Context, share: Figure, part: Figure) -> list[Figure]:
    """Return the amounts of the part's measure before a share, in the order of the text."""
    return [
        figure
        for figure in context.document.figures[max(0, share.index - _BACK) : share.index]
        if figure.kind is Kind.LEVEL
        and figure.is_plain
        and not figure.is_word
        and figure.dimension is part.dimension
        and same_measure(figure, part)
    ]


def is_beyond(context: Context, listing: Listing, part: Figure) -> bool:
    """Tell whether an amount stands in another sentence than the list that seems to go on to it, or in another whole.

    持证人13826人，其中城镇1207人、农村12619人，已享受服务的7954人，在享受服务的人员中，重度5120人 is of the latter.
    """
    last = listing.natural[-1]
    if part.index <= last.index:
        return False
    if part.sentence != last.sentence:
        return True
    before = context.document.figures[part.index - 1]
    among = _AMONG.search(context.document.between(before, part))
    return among is not None and not _share_signs(among["name"], listing.heads[0].label)


def _share_signs(one: str, other: str) -> bool:
    """Tell whether two names have two signs in a row in common."""
    return any(one[i : i + 2] in other for i in range(len(one) - 1))


def is_counted(context: Context, share: Figure) -> bool:
    """Tell whether the words of a share say how many amounts are its part: 两项支出占总支出的82.10%."""
    if not share.index:
        return False
    before = context.document.figures[share.index - 1]
    return before.is_word and context.document.between(before, share) == share.lead
