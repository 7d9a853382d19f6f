"""The units that a figure may carry: money, rates, points, scores, and whatever Chinese counts with."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from xlaudit.numbers.quantity import Dimension, Unit

__all__ = ["CLASSIFIERS", "NUMERAL_CLASSIFIERS", "SCALES", "UNITS", "unit_of"]

UNITS = {
    unit.text: unit
    for unit in (
        Unit("", Dimension.NUMBER),
        Unit("元", Dimension.MONEY),
        Unit("千元", Dimension.MONEY, Decimal(1000)),
        Unit("万元", Dimension.MONEY, Decimal(10000)),
        Unit("亿元", Dimension.MONEY, Decimal(100000000)),
        Unit("%", Dimension.RATE, Decimal("0.01")),
        Unit("‰", Dimension.RATE, Decimal("0.001")),
        Unit("个百分点", Dimension.POINTS, Decimal("0.01")),
        Unit("百分点", Dimension.POINTS, Decimal("0.01")),
        Unit("分", Dimension.SCORE),
    )
}

SCALES = {
    "万亿": Decimal(10) ** 12,
    "亿": Decimal(10) ** 8,
    "千万": Decimal(10) ** 7,
    "百万": Decimal(10) ** 6,
    "十万": Decimal(10) ** 5,
    "万": Decimal(10) ** 4,
    "千": Decimal(10) ** 3,
    "百": Decimal(10) ** 2,
}

_COUNTED = """
    个 项 家 件 人 名 户 条 份 篇 场 次 起 批 套 台 辆 座 处 所 间 张 部 本 册 种 类 位
    大类 方面 阶段 人次 批次 个月 小时 天 平方米 公里 亩 吨"""
_COUNTED_IN_DIGITS = """
    期 平方公里 平方千米 立方米 千米 公顷 公斤 千克 克 万亩 米 厘米 毫米 升 毫升 度电 千瓦时 千瓦 兆瓦
    分钟 秒 工作日 个工作日 周 课时 学时 车次 架次 场次 户次 件次 例次 班次 艘次 人/次 人·次
    栋 幢 宗 笔 门 支 只 头 株 棵 片 块 段 根 组 队 班 届 孔 口 眼 幅 面 副 艘 架 列 枚 粒 瓶 箱 袋 盒 包
    床 例 岁 倍 环 句 字 页 版 集 首 讲 轮 网格 则 道 尾 匹 单 票 卷 盘 把 对 股 桶 担 顷 趟 节 斤 亿斤
    美元 欧元 港元 日元 英镑 km kg kW kWh MW m² m2 m³ km² 公厘 海里 毫克 微克 微克/立方米"""

NUMERAL_CLASSIFIERS = tuple(_COUNTED.split())
"""What may follow a number in Chinese characters; with more, 三公 and 两手 would be figures."""

CLASSIFIERS = tuple(
    sorted({*_COUNTED.split(), *_COUNTED_IN_DIGITS.split()}, key=lambda unit: (-len(unit), unit))
)
"""What a number in digits may count, longest first."""


@cache
def unit_of(scale: str, word: str) -> Unit:
    """Return the unit of a scale word (万) and what follows it (元, 人).

    >>> unit_of("万", "元").scale, unit_of("千", "人").dimension.value
    (Decimal('10000'), 'count')
    """
    known = UNITS.get(scale + word) or UNITS.get("%" if word == "%" else word)
    factor = SCALES.get(scale, Decimal(1))
    if known is None or known.text == "":
        return Unit(scale + word, Dimension.COUNT if word else Dimension.NUMBER, factor)
    if known.text == scale + word:
        return known
    return Unit(scale + word, known.dimension, factor * known.scale)
