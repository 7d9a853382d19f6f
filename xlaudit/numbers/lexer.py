"""Chinese text → quantities: every figure of a sentence, or what a cell such as ``≥90%`` says.

Years, dates, document numbers, list numbers and the numerals inside names are no quantities.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from xlaudit.numbers.chinese_numerals import NUMERAL, read_numeral
from xlaudit.numbers.flow import Flow, normalise
from xlaudit.numbers.quantity import Comparator, Dimension, Quantity, Unit
from xlaudit.numbers.rows import with_shared_units
from xlaudit.numbers.units import CLASSIFIERS, NUMERAL_CLASSIFIERS, SCALES, UNITS, unit_of

__all__ = ["LONGEST", "UNITS", "find_quantities", "normalise", "read_quantity", "scan"]

_PREFIXES = (
    ("≥ >= \\geq 不低于 不少于 不小于 至少 达到或超过 大于等于 大于或等于", Comparator.AT_LEAST),
    (
        "≤ <= \\leq 不超过 不高于 不多于 不大于 至多 小于等于 小于或等于 控制在 未超过 没超过 没有超过",
        Comparator.AT_MOST,
    ),
    ("> 大于 高于 多于 超过 超 逾 突破", Comparator.ABOVE),
    ("< 小于 低于 少于 不足 不到 不满 没到 没有到 未到 没过 没有过 未过", Comparator.BELOW),
    ("约 约为 大约 近 将近 接近 大概 预计约", Comparator.ABOUT),
    ("=", Comparator.EQUAL),
)
_COMPARATORS = {word: sign for words, sign in _PREFIXES for word in words.split()}
# 节约5万元, 签约12家 and 最近3年 are no estimates: there 约 and 近 end a word.
_OWN_WORD = {"约": "(?<![节签预履违合契邀])", "近": "(?<![最临附邻靠])"}
_WORDS_END = frozenset(word[-1] for word in _COMPARATORS) | frozenset("$ ")
_BEFORE = re.compile(
    "(?:"
    + "|".join(
        _OWN_WORD.get(word[0], "") + re.escape(word)
        for word in sorted(_COMPARATORS, key=len, reverse=True)
    )
    + r")\ ?\$?$"
)
_BEHIND = re.compile(
    r"""(?: （含） )? (?: (?P<least> 及?以上 ) | (?P<below> 以下 ) | (?P<most> 以内|之内 )
          | (?P<about> 左右|上下 ) )""",
    re.VERBOSE,
)
_WORDS_BEHIND = frozenset("（及以之左上")
_BEHIND_SIGNS = {
    "least": Comparator.AT_LEAST,
    "below": Comparator.BELOW,
    "most": Comparator.AT_MOST,
    "about": Comparator.ABOUT,
}

_ARABIC = r"(?: \d{1,3} (?: ,\d{3} )+ (?!\d) | \d+ ) (?: \.\d+ )?"
_SCORE = r"分(?! 之 [一二三四五六七八九十\d] | [别类级配析布期享管公局院中支组校批散项担解档工段区厘贝行册包层流子队会店站发红歧钟秒] )"
_UNIT = "|".join(
    (
        r"元/ [人月年天日次件户吨亩辆台米平个] (?: [·/] [月年天日次] )?",
        r"元",
        r"个?百分点",
        r"\\?%",
        r"‰",
        *(re.escape(word) for word in CLASSIFIERS),
        _SCORE,
        r"[\u4e00-\u9fff](?= [，。；、）：\n] | $ )",
    )
)
# Longest scale first; 千 of 千米 and 百 of 百分点 are none.
_SCALE = "(?:" + "|".join(SCALES) + ")(?! [克米瓦卡] | 分[点之] )"

# What a token may begin with; most characters of a text are passed over by this look alone.
_HEADS = r"A-Za-z0-9+\-〔\[【（\uff3b第①②③\#百千零〇一二两三四五六七八九十"

_TOKEN = re.compile(
    rf"""(?= [{_HEADS}] ) (?:
      (?P<name> [A-Za-z]+ [-]? \d [\w.\-]* )
    | (?P<date>
          (?: 19|20 )\d\d (?: [-./] \d{{1,2}} [-./] \d{{1,2}} (?!\d)
                       | (?: 年?度? [-—\u2013~～至到、和] (?: 19|20 )\d\d )? (?: 学?年 (?: 度 | \d{{1,2}}月 (?: \d{{1,2}}[日号] )? )?
                                                   | (?= [-—\u2013~～至到、和/] (?: 19|20 )\d\d年 ) | 版 ) )
        | \d{{1,4}} 年 (?: 代 | \d{{1,2}}月 (?: \d{{1,2}}[日号] )? )?
        | \d{{1,2}} 月 (?: 份|底|末|初 | \d{{1,2}}[日号] )? | \d{{1,2}} [日号] | \d{{1,2}} :\d\d (?: :\d\d )?
        | [零〇一二三四五六七八九十]{{1,4}} [年月日] )
    | (?P<serial>
          [〔\[【（\uff3b] (?: 19|20 )\d\d [〕\]】）\uff3d] (?: 第? \d+ 号 )? | 第 \d+ [\u4e00-\u9fff]?
        | \d+号 | \d+ (?: [：:×*/xX] | \\\* ) \d+ (?: \.\d+ )? | \d+ (?: \.\d+ )? [:：\u2236] 1 (?! [\d.] ) | 1\u2236 \d+ (?: \.\d+ )? | 0\d{{2,3}}-\d{{7,8}} | (?: ①|②|③ ) )
    | (?P<marker> (?: ^ | (?<= [\n。；：，\t ] ) ) \#{{0,6}} \d{{1,2}} (?: 、 (?! \d ) | 、 (?= (?: 19|20 )\d\d年 ) | \. (?! \d ) | ） ) | （ \d{{1,2}} ） )
    | (?P<fraction> [百千] 分 之 (?P<hundredths> 百 | {NUMERAL} ) | 百分百 )
    | (?P<number> (?: (?<! [\d%分元）A-Za-z个人项件家次] ) [+\-] )? {_ARABIC} )
      (?: (?P<loose> 余|多|来|几 ) | (?=\D|$) )?
      (?P<scale> {_SCALE} )? (?P<rest> 余|多|几 )?
      \ ? (?P<unit> {_UNIT} )?
    | (?P<numeral> {NUMERAL} ) (?P<more> 余|多 )?
      (?P<what> 万元|亿元|元 | {"|".join(sorted(NUMERAL_CLASSIFIERS, key=len, reverse=True))} | {_SCORE} )
    )""",
    re.VERBOSE | re.MULTILINE,
)
_RATIO = re.compile(
    r"1[:：\u2236](?P<second>\d{1,4}(?:\.\d+)?)|(?P<first>\d{1,4}(?:\.\d+)?)[:：\u2236]1"
)
_RATIO_BEFORE = re.compile(r"比(?:例|率|重|值)?[约为是]*\Z")
_RATIO_ENDS, _RATIO_SIGNS = frozenset("比例率重值为约是"), tuple(":：\u2236.")
_LATIN_UNIT = re.compile(r"[A-Za-z²³]+")
# 八项规定, “两个维护”, 三项制度: numerals that belong to a name.
_SLOGAN = re.compile(
    r"规定|维护|意识|自信|确立|代表|全面|制度|方针|理论|革命|务必|坚持|公里|月|中全会|人制"
)
_NAME_SIGNS = frozenset("第“‘《〔周期其")
_RANGE = re.compile(r"(?:（含）)?(?:[-—\u2013~～]{1,2}|至|到)")
_WIDEST_RANGE = 5  # characters between its ends
_RANGE_FOLLOWS = re.compile(r"(?:[-—\u2013~～]{1,2}|至)(?=\d)")
_OPEN_BARE = re.compile(r"(?:为|是|达|达到|计|共|约|[≥≤>=<:：\t]|增长|下降|增加|减少)$")
_CLOSES = frozenset("，。；、）\n\t ")
LONGEST = 40  # digits; beyond, it is an account number


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return every quantity of a text, in order; ``start`` and ``end`` are places in ``text``.

    >>> [q.literal for q in find_quantities("2022年支出1,234.50万元，完成百分之八十五，三公3.2万元")]
    ['1,234.50万元', '百分之八十五', '3.2万元']
    """
    flow = Flow.of(text)
    found = []
    for quantity in scan(flow.text):
        start, end = flow.origin(quantity.start, quantity.end)
        found.append(replace(quantity, start=start, end=end))
    return tuple(found)


def scan(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text that is already flowing, with their places in it."""
    found: list[Quantity] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind in ("name", "date", "serial", "marker"):
            if text[match.start() - 1] in _RATIO_ENDS and (ratio := _ratio(text, match)):
                found.append(ratio)
            continue
        quantity = _read(text, match)
        if quantity is None:
            continue
        if found and _is_range(text, found[-1], quantity):
            _close_range(found, quantity)
            continue
        if found and _is_bare(found[-1]) and _RANGE_FOLLOWS.match(text, found[-1].end):
            found.pop()  # 3-5 with nothing counted: no range of quantities
        found.append(quantity)
    return with_shared_units(text, found)


def _is_bare(quantity: Quantity) -> bool:
    return quantity.unit.text == "" and quantity.comparator is Comparator.EQUAL


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    fraction, numeral, number, scale, unit = match.group(
        "fraction", "numeral", "number", "scale", "unit"
    )
    if fraction:
        return _fraction(match)
    if numeral:
        return _numeral(text, match)
    digits = number.replace(",", "")
    start, end = match.span("number")
    scale, word = scale or "", (unit or "").lstrip("\\")
    if len(digits) > LONGEST:
        return None
    if word or scale:
        end = match.end("unit") if word else match.end("scale")
    elif not _stands_alone(text, start, end, digits):
        return None
    sign = _comparator(text, start, end)
    if sign is Comparator.EQUAL and (match["loose"] or match["rest"]):
        sign = Comparator.ABOVE
    decimals = len(digits.partition(".")[2])
    return Quantity(
        text[start:end], Decimal(digits), unit_of(scale, word), decimals, sign, start, end
    )


def _ratio(text: str, match: re.Match[str]) -> Quantity | None:
    """Return the other side of a ratio to one: 1.46 of 医护比1：1.46, 15.82 of 生师比15.82：1."""
    sides = _RATIO.fullmatch(match[0])
    if sides is None or text[match.end() : match.end() + 1] in _RATIO_SIGNS:
        return None
    if not _RATIO_BEFORE.search(text, max(0, match.start() - 6), match.start()):
        return None
    side = sides.lastindex or 1
    digits, start = sides[side], match.start() + sides.start(side)
    end, places = start + len(digits), len(digits.partition(".")[2])
    unit = unit_of("", "倍")
    return Quantity(digits, Decimal(digits), unit, places, Comparator.EQUAL, start, end)


def _fraction(match: re.Match[str]) -> Quantity | None:
    words = match["hundredths"]
    number = Decimal(100) if words in ("百", None) else read_numeral(words)
    if number is None:
        return None
    unit = UNITS["‰" if match["fraction"][0] == "千" else "%"]
    decimals = len(words.partition("点")[2]) if words else 0
    start, end = match.span("fraction")
    return Quantity(match["fraction"], number, unit, decimals, Comparator.EQUAL, start, end)


def _numeral(text: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.start(), match.end()
    words, what = match["numeral"], match["what"]
    value = read_numeral(words)
    before = text[start - 1] if start else "\n"
    if value is None or before in _NAME_SIGNS:
        return None
    if len(words) == 1 and (words in "零〇一" or what == "分") and what not in ("万元", "亿元"):
        return None
    if _SLOGAN.match(text, end):
        return None
    sign = Comparator.ABOVE if match["more"] else _comparator(text, start, end)
    decimals = len(words.partition("点")[2])
    unit = unit_of("", what) if what not in UNITS else UNITS[what]
    return Quantity(text[start:end], value, unit, decimals, sign, start, end)


def _stands_alone(text: str, start: int, end: int, digits: str) -> bool:
    """Tell whether a number without a unit is a figure: in a column, behind 为, or with decimals."""
    following = text[end] if end < len(text) else "\n"
    if following.isalpha() and following.isascii():
        return False
    if following not in _CLOSES:
        return _RANGE_FOLLOWS.match(text, end) is not None
    before = text[max(0, start - 3) : start]
    return "." in digits or "," in digits or before == "" or _OPEN_BARE.search(before) is not None


def _comparator(text: str, start: int, end: int) -> Comparator:
    if text[start - 1 : start] in _WORDS_END:
        before = _BEFORE.search(text[max(0, start - 8) : start])
        if before:
            return _COMPARATORS[before[0].rstrip("$ ")]
    if text[end : end + 1] in _WORDS_BEHIND:
        behind = _BEHIND.match(text, end)
        if behind and behind.lastgroup:
            return _BEHIND_SIGNS[behind.lastgroup]
    return Comparator.EQUAL


def _is_range(text: str, first: Quantity, second: Quantity) -> bool:
    if not 0 < second.start - first.end <= _WIDEST_RANGE:
        return False
    if _RANGE.fullmatch(text, first.end, second.start) is None:
        return False
    return first.unit.dimension in (Dimension.NUMBER, second.unit.dimension)


def _close_range(found: list[Quantity], second: Quantity) -> None:
    first = found.pop()
    unit: Unit = second.unit if first.unit.text == "" else first.unit
    found.append(replace(first, unit=unit, comparator=Comparator.AT_LEAST))
    found.append(replace(second, comparator=Comparator.AT_MOST))


_CELL_SIGNS = "|".join(
    re.escape(word) for word in sorted(_COMPARATORS, key=len, reverse=True) if word[0] != "\\"
)
_CELL = re.compile(
    rf"""\s*
    (?P<comparator> {_CELL_SIGNS} )? \s*
    (?P<number> [+-]? (?: \d{{1,3}} (?: ,\d{{3}} )+ | \d+ ) (?: \.\d+ )? | [+-]? \.\d+ ) \s*
    (?P<unit> [^\d\s,.()（）；;。、]{{0,6}} ) \s*""",
    re.VERBOSE,
)


def read_quantity(text: str) -> Quantity | None:
    """Read a cell that holds one quantity and nothing else; None for words and for several numbers.

    >>> read_quantity("≥90%").value
    Decimal('0.90')
    >>> read_quantity("1,234.50万元").value == 12345000
    True
    >>> read_quantity("完成") is None
    True
    """
    match = _CELL.fullmatch(normalise(text))
    if match is None:
        return None
    digits = match["number"].replace(",", "")
    unit = UNITS.get(match["unit"]) or Unit(match["unit"], Dimension.COUNT)
    return Quantity(
        literal=text.strip(),
        number=Decimal(digits),
        unit=unit,
        decimals=len(digits.partition(".")[2]),
        comparator=_COMPARATORS[match["comparator"]] if match["comparator"] else Comparator.EQUAL,
        start=0,
        end=len(text),
    )
