"""Names of offices: when two spellings are one, what stands for the region in them, and their code."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

__all__ = ["code_and_name", "common_region", "normal", "regions", "short_name"]

_SPACING = re.compile(r"[\W_]+")
_CODE_BEFORE = re.compile(
    r"^\s*[\[（(【]?\s*(\d{3,})\s*[\]）)】]?[\s\-—_.、:：]*(?=[^\W\d_])(?!年)"
)
_CODE_BEHIND = re.compile(r"\s*[\[（(【]\s*(\d{3,})\s*[\]）)】]\s*$")

_REGION = re.compile(
    r"""
    (?:[^省市县区旗州盟]{2,8}?(?:自治区|自治州|自治县|自治旗|新区|地区|省|市|州|盟|旗|区)
    | [^省市县区旗州盟]{1,8}?县
    | 市[中南北辖]区)
    """,
    re.VERBOSE,
)
_NO_REGION = (
    "城市",
    "都市",
    "社区",
    "园区",
    "景区",
    "林区",
    "矿区",
    "灌区",
    "库区",
    "牧区",
    "片区",
)
"""Words that end like a region and are none: 住房和城市建设局."""
_SHORTEST_OFFICE = 2  # characters, as in 县委


def code_and_name(text: str) -> tuple[str, str]:
    """Split a name as budget systems print it; the code is empty where there is none.

    >>> code_and_name("101001-示例县教育局"), code_and_name("示例县教育局（0101）"), code_and_name("示例县教育局")
    (('101001', '示例县教育局'), ('0101', '示例县教育局'), ('', '示例县教育局'))
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    for pattern in (_CODE_BEFORE, _CODE_BEHIND):
        found = pattern.search(plain)
        if found:
            return found[1], (plain[: found.start()] + plain[found.end() :]).strip()
    return "", text.strip()


@lru_cache(maxsize=65536)
def normal(name: str) -> str:
    """Return what two spellings of one name share: no code, no spaces, no width, no punctuation.

    >>> normal("示例县 教育局") == normal("[101]示例县教育局")
    True
    """
    return _SPACING.sub("", unicodedata.normalize("NFKC", code_and_name(name)[1])).casefold()


def regions(name: str) -> tuple[str, ...]:
    """Return the regions that a name begins with, the widest first, each with what stands before it.

    >>> regions("示例市城北县教育局"), regions("城市管理局"), regions("住房和城市建设局")
    (('示例市', '示例市城北县'), (), ())
    """
    found: list[str] = []
    end = 0
    while len(found) < 3:
        match = _REGION.match(name, end)
        if match is None or match[0].endswith(_NO_REGION):
            break
        if len(name) - match.end() < _SHORTEST_OFFICE:
            break
        end = match.end()
        found.append(name[:end])
    return tuple(found)


@lru_cache(maxsize=65536)
def short_name(name: str) -> str:
    """Return a name without its region.

    >>> short_name("示例县教育局"), short_name("市场监督管理局")
    ('教育局', '市场监督管理局')
    """
    before = regions(name)
    return name[len(before[-1]) :] if before else name


def common_region(names: Iterable[str]) -> str:
    """Return the narrowest region that two thirds of the names begin with; empty where there is none."""
    every = set(names)
    times = Counter(region for name in every for region in regions(name))
    common = [region for region, number in times.items() if 3 * number >= 2 * len(every)]
    return max(common, key=lambda region: (len(region), region), default="")
