"""Dates as the serial numbers that Excel keeps, in the 1900 system (with its 29 February 1900) or that of 1904."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

__all__ = ["serial_number"]

_MICROSECOND = timedelta(microseconds=1)
_MICROSECONDS = Decimal(86_400_000_000)  # of a day
_EPOCH_1904 = date(1904, 1, 1).toordinal()
_EPOCH_1900 = date(1899, 12, 30).toordinal()
_MARCH_1900 = date(1900, 3, 1).toordinal()


def serial_number(moment: date | time | timedelta, *, date1904: bool) -> Decimal:
    """Return the serial number of a date, a date with a time, a time of day or a duration, in days.

    >>> serial_number(date(2022, 12, 31), date1904=False), serial_number(time(18), date1904=False)
    (Decimal('44926'), Decimal('0.75'))
    """
    days = 0
    elapsed = timedelta()
    if isinstance(moment, timedelta):
        elapsed = moment
    elif isinstance(moment, time):
        elapsed = _since_midnight(moment)
    else:
        days = _days(moment.toordinal(), date1904=date1904)
        if isinstance(moment, datetime):
            elapsed = _since_midnight(moment.time())
    serial = days + Decimal(elapsed // _MICROSECOND) / _MICROSECONDS
    # More than 16 digits is more than a stored number can hold.
    return Decimal(f"{serial:.16g}") if serial % 1 else Decimal(int(serial))


def _since_midnight(clock: time) -> timedelta:
    return timedelta(
        hours=clock.hour,
        minutes=clock.minute,
        seconds=clock.second,
        microseconds=clock.microsecond,
    )


def _days(ordinal: int, *, date1904: bool) -> int:
    if date1904:
        return ordinal - _EPOCH_1904
    # The 1900 system counts a day that never was, so the days before it are one less.
    return ordinal - _EPOCH_1900 - (ordinal < _MARCH_1900)
