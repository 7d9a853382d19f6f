"""What two departments have in common and hardly anybody else: hashes in, pairs of departments out.

What many share is the notice's own wording. The hashes of ten thousand filings are sorted once, in plain
arrays; only those that occur more than once are then looked up.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

__all__ = ["most_sharers", "pairs_sharing"]

_FEW, _SHARE, _MANY = 3, 5, 20

Pair = tuple[int, int]


def most_sharers(departments: int) -> int:
    """Return how many departments may share a sentence before it is the notice's own: a fifth, 3 to 20.

    >>> most_sharers(4), most_sharers(50), most_sharers(10_000)
    (3, 10, 20)
    """
    return min(_MANY, max(_FEW, departments // _SHARE))


def pairs_sharing(
    prints: Sequence[array[int]], are_related: Callable[[int, int], bool]
) -> Mapping[Pair, list[int]]:
    """Return the pairs that share hashes, by their places in the sequence, each with what it shares.

    Of several that share a hash each is paired with the first one that it is not related to.
    """
    most = most_sharers(sum(bool(each) for each in prints))
    repeated = _repeated(prints)
    owners: dict[int, list[int]] = defaultdict(list)
    for place, each in enumerate(prints):
        for mark in each:
            if mark in repeated:
                owners[mark].append(place)
    pairs: dict[Pair, list[int]] = defaultdict(list)
    for mark in sorted(owners):
        sharing = owners[mark]
        if len(sharing) > most:
            continue
        for number, second in enumerate(sharing):
            first = next((one for one in sharing[:number] if not are_related(one, second)), None)
            if first is not None:
                pairs[first, second].append(mark)
    return dict(sorted(pairs.items()))


def _repeated(prints: Sequence[array[int]]) -> set[int]:
    every = array("Q")
    for each in prints:
        every.extend(each)
    ordered = sorted(every)
    return {one for one, other in pairwise(ordered) if one == other}
