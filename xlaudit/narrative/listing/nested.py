"""An item of a list whose share names another item as its whole: 面向中小企业…；小微企业…，占中小企业合同金额的…."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.roles import core

__all__ = ["item_named", "without_named"]

_OF = re.compile(r"占(?:到|了)?(?P<name>[^，。；：占\d]{3,20}?)的?(?:比重|比例)?[为达约]*$")
_TOWARDS = re.compile(r"^(?:其中|面向|针对|对|用于|给予?|授予|预留|专门|安排|投向)+")
_SHORTEST = 3


def item_named(share: Figure, items: Sequence[Figure]) -> Figure | None:
    """Return the item before a share that the words behind 占 begin with."""
    named = _OF.search(share.lead)
    if named is None:
        return None
    name = core(named["name"])
    for item in reversed(items):
        own = _TOWARDS.sub("", core(item.label))
        if item.index < share.index and len(own) >= _SHORTEST and name.startswith(own):
            return item
    return None


def without_named(figures: Sequence[Figure], items: Sequence[Figure]) -> list[Figure]:
    """Return the items of which none is shown as a share of another one."""
    kept = []
    for item in items:
        share = figures[item.index + 1] if item.index + 1 < len(figures) else None
        if share is not None and share.kind is Kind.SHARE:
            others = [each for each in items if each is not item]
            if item_named(share, others) is not None:
                continue
        kept.append(item)
    return kept
