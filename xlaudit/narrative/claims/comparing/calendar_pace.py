"""Percentage points to the calendar: 支出进度67.2%，快于时间进度17.2个百分点, half of the year being over."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from xlaudit.narrative.claims.comparing.aims import WAY, difference
from xlaudit.narrative.claims.comparing.rates_named import rates_before
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import GIVEN, Figure, Kind, out_of_text
from xlaudit.narrative.reading import Reading, Strength
from xlaudit.numbers.quantity import Dimension, Quantity, Unit

__all__ = ["readings"]

_CALENDAR = re.compile(r"(?:序时|时间|时序)进度")
_PERIOD = re.compile(
    r"(?P<half>上半年|半年)|(?P<three>前三季度|三季度末)|(?P<one>一季度)"
    r"|(?P<month>(?<!\d)1?\d)月(?:底|末|3[01]日|30日|2[89]日)|(?P<all>年底|年末|年终)"
)
_PERCENT = Unit("%", Dimension.RATE, Decimal("0.01"))
_FIRST = -2_000_000  # far below the numbers of months and days
_BACK = 4  # figures
_REACH = 200  # characters
_QUARTERS = (100, 75, 50, 25)


def readings(context: Context, points: Figure) -> list[Reading]:
    """Return what points are by the rate before them and the part of the year that is over."""
    way = WAY.match(points.lead)
    if way is None or _CALENDAR.search(points.lead) is None:
        return []
    rate = next(rates_before(context, points, _BACK), None)
    if rate is None or rate.sentence != points.sentence:
        return []
    over = _over(context, points)
    if over is not None:
        return [difference(rate, _given(over), points, way, Strength.LIKELY)]
    return [difference(rate, _given(each), points, way, Strength.POSSIBLE) for each in _QUARTERS]


def _over(context: Context, points: Figure) -> int | None:
    """Return how many per cent of the year are over by the words of the paragraph, the last ones."""
    start = max(context.document.paragraphs[points.paragraph].start, points.start - _REACH)
    told = list(_PERIOD.finditer(context.document.text, start, points.start))
    if not told:
        return None
    last = told[-1]
    if last["month"]:
        month = int(last["month"])
        return month * 25 // 3 if month <= 12 and month % 3 == 0 else None
    return 50 if last["half"] else 75 if last["three"] else 25 if last["one"] else 100


@lru_cache(maxsize=8)
def _given(number: int) -> Figure:
    quantity = Quantity(f"{number}%", Decimal(number), _PERCENT, 0)
    return out_of_text(quantity.literal, _FIRST - number, quantity, kind=Kind.RATE, passage=GIVEN)
