"""The functions that are reckoned: those of the shipped forms, and what bureaus commonly put into theirs.

Each takes values and blocks as they come and gives one value. A function that is not here leaves its
formula unchecked: better nothing said than a wrong word about somebody's total.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce

from xlaudit.numbers import excel
from xlaudit.recalculation.conditions import condition
from xlaudit.recalculation.formats import written
from xlaudit.recalculation.values import (
    Block,
    Failed,
    Scalar,
    Unsupported,
    as_number,
    as_text,
    as_truth,
    compare,
    fail,
    flat,
    single,
)
from xlaudit.workbook.snapshot import ErrorValue

__all__ = ["FUNCTIONS", "LAZY", "Thunk"]

Thunk = Callable[[], Scalar]
Argument = Scalar | Block


def _numbers(arguments: Iterable[Argument]) -> Iterator[float]:
    """Yield the numbers: of a range only real ones, of a single argument whatever converts."""
    for argument in arguments:
        if not isinstance(argument, list):
            yield as_number(argument)  # type: ignore[arg-type]
            continue
        for value in flat(argument):
            if isinstance(value, ErrorValue):
                fail(value.code)
            if isinstance(value, float):
                yield value


def _sum(*arguments: Argument) -> Scalar:
    return sum(_numbers(arguments), 0.0)


def _average(*arguments: Argument) -> Scalar:
    numbers = list(_numbers(arguments))
    return sum(numbers, 0.0) / len(numbers) if numbers else fail("#DIV/0!")


def _extreme(choose: Callable[[list[float]], float]) -> Callable[..., Scalar]:
    return lambda *arguments: choose(list(_numbers(arguments)) or [0.0])


def _product(*arguments: Argument) -> Scalar:
    return reduce(operator.mul, _numbers(arguments), 1.0)


def _count(*arguments: Argument) -> Scalar:
    seen = (
        value
        for argument in arguments
        for value in (flat(argument) if isinstance(argument, list) else (argument,))
    )
    return float(sum(isinstance(value, float) for value in seen))


def _count_filled(*arguments: Argument) -> Scalar:
    seen = (
        value
        for argument in arguments
        for value in (flat(argument) if isinstance(argument, list) else (argument,))
    )
    return float(sum(value is not None for value in seen))


def _rounds(how: Callable[[float, int], object]) -> Callable[..., Scalar]:
    def rounds(value: Argument, digits: Argument = 0.0) -> Scalar:
        number, places = as_number(single(value)), int(as_number(single(digits)))
        return float(how(number, places))  # type: ignore[arg-type]

    return rounds


def _away(value: float, digits: int) -> object:
    rounded = excel.ceiling if value > 0 else excel.floor
    return rounded(excel.view(value), digits)


def _integer(value: Argument) -> Scalar:
    number = as_number(single(value))
    return float(excel.floor(excel.view(number), 0))


def _absolute(value: Argument) -> Scalar:
    return abs(as_number(single(value)))


def _and(*arguments: Argument) -> Scalar:
    return all(_truths(arguments))


def _or(*arguments: Argument) -> Scalar:
    return any(_truths(arguments))


def _truths(arguments: Iterable[Argument]) -> list[bool]:
    """Return the truths of all arguments: an error anywhere is the result, whatever stands before it."""
    found: list[bool] = []
    for argument in arguments:
        if isinstance(argument, list):
            for value in flat(argument):
                if isinstance(value, ErrorValue):
                    fail(value.code)
                if isinstance(value, bool | float):
                    found.append(bool(value))
        else:
            found.append(as_truth(argument))  # type: ignore[arg-type]
    return found or fail("#VALUE!")


def _not(value: Argument) -> Scalar:
    return not as_truth(single(value))


def _n(value: Argument) -> Scalar:
    held = single(value)
    if isinstance(held, ErrorValue):
        fail(held.code)
    return float(held) if isinstance(held, bool | float) else 0.0


def _is(test: Callable[[Scalar], bool]) -> Callable[..., Scalar]:
    return lambda value: test(single(value))


def _length(value: Argument) -> Scalar:
    return float(len(as_text(single(value))))


def _text(value: Argument, pattern: Argument) -> Scalar:
    return written(single(value), as_text(single(pattern)))


def _concatenate(*arguments: Argument) -> Scalar:
    return "".join(as_text(single(each)) for each in arguments)


def _matching(pairs: Sequence[Argument]) -> list[bool]:
    """Return for each cell of the ranges whether every condition holds."""
    chosen: list[bool] | None = None
    for area, wanted in zip(pairs[::2], pairs[1::2], strict=True):
        holds = condition(single(wanted))
        seen = [holds(value) for value in flat(_block(area))]
        if chosen is not None and len(seen) != len(chosen):
            fail("#VALUE!")
        chosen = seen if chosen is None else [a and b for a, b in zip(chosen, seen, strict=True)]
    return chosen or []


def _block(value: Argument) -> Block:
    if not isinstance(value, list):
        raise Unsupported("区域的写法")
    return value


def _count_if(*pairs: Argument) -> Scalar:
    return float(sum(_matching(pairs)))


def _sum_ifs(total: Argument, *pairs: Argument) -> Scalar:
    values = list(flat(_block(total)))
    chosen = _matching(pairs)
    if len(values) != len(chosen):
        fail("#VALUE!")
    return _sum([[value for value, is_in in zip(values, chosen, strict=True) if is_in]])


def _sum_if(area: Argument, wanted: Argument, total: Argument = None) -> Scalar:
    summed = area if total is None else total
    if len(list(flat(_block(summed)))) != len(list(flat(_block(area)))):
        raise Unsupported("SUMIF 的求和区域与条件区域大小不同")
    return _sum_ifs(summed, area, wanted)


def _sum_product(*arguments: Argument) -> Scalar:
    columns = [list(flat(_block(each))) for each in arguments]
    if len({len(column) for column in columns}) != 1:
        fail("#VALUE!")
    total = 0.0
    for row in zip(*columns, strict=True):
        for value in row:
            if isinstance(value, ErrorValue):
                fail(value.code)
        total += reduce(operator.mul, (v if isinstance(v, float) else 0.0 for v in row), 1.0)
    return total


def _lookup(wanted: Argument, keys: Argument, results: Argument = None) -> Scalar:
    """Find the last key that is not above the wanted value; the keys ascend, as LOOKUP demands."""
    sought = single(wanted)
    if isinstance(sought, ErrorValue):
        fail(sought.code)
    known = list(flat(_block(keys)))
    given = known if results is None else list(flat(_block(results)))
    numbers = [key for key in known if isinstance(key, float)]
    if not isinstance(sought, float) or numbers != sorted(numbers) or len(numbers) != len(known):
        raise Unsupported("LOOKUP 的查找列不是升序数字")
    found = [index for index, key in enumerate(numbers) if compare(key, sought) <= 0]
    if not found:
        fail("#N/A")
    if found[-1] >= len(given):
        raise Unsupported("LOOKUP 的两列长短不一")
    value = given[found[-1]]
    return 0.0 if value is None else value


# --- functions that look only at the branch they take ---


def _if(arguments: Sequence[Thunk]) -> Scalar:
    if as_truth(arguments[0]()):
        return arguments[1]()
    return arguments[2]() if len(arguments) > 2 else False


def _if_error(arguments: Sequence[Thunk]) -> Scalar:
    try:
        value = arguments[0]()
    except Failed:
        return arguments[1]()
    return arguments[1]() if isinstance(value, ErrorValue) else value


_ANY = range(1, 256)

LAZY: dict[str, tuple[Callable[[Sequence[Thunk]], Scalar], range]] = {
    "IF": (_if, range(2, 4)),
    "IFERROR": (_if_error, range(2, 3)),
}
"""Functions that take their arguments unreckoned, with how many they take."""

FUNCTIONS: dict[str, tuple[Callable[..., Scalar], range]] = {
    "ABS": (_absolute, range(1, 2)),
    "AND": (_and, _ANY),
    "AVERAGE": (_average, _ANY),
    "CONCATENATE": (_concatenate, _ANY),
    "COUNT": (_count, _ANY),
    "COUNTA": (_count_filled, _ANY),
    "COUNTIF": (_count_if, range(2, 3)),
    "COUNTIFS": (_count_if, range(2, 255, 2)),
    "FALSE": (lambda: False, range(1)),
    "INT": (_integer, range(1, 2)),
    "ISBLANK": (_is(lambda value: value is None), range(1, 2)),
    "ISERROR": (_is(lambda value: isinstance(value, ErrorValue)), range(1, 2)),
    "ISNUMBER": (_is(lambda value: isinstance(value, float)), range(1, 2)),
    "ISTEXT": (_is(lambda value: isinstance(value, str)), range(1, 2)),
    "LEN": (_length, range(1, 2)),
    "LOOKUP": (_lookup, range(2, 4)),
    "MAX": (_extreme(max), _ANY),
    "MIN": (_extreme(min), _ANY),
    "N": (_n, range(1, 2)),
    "NOT": (_not, range(1, 2)),
    "OR": (_or, _ANY),
    "PRODUCT": (_product, _ANY),
    "ROUND": (_rounds(excel.round_half_away), range(2, 3)),
    "ROUNDDOWN": (_rounds(excel.truncate), range(2, 3)),
    "ROUNDUP": (_rounds(_away), range(2, 3)),
    "SUM": (_sum, _ANY),
    "SUMIF": (_sum_if, range(2, 4)),
    "SUMIFS": (_sum_ifs, range(3, 255, 2)),
    "SUMPRODUCT": (_sum_product, _ANY),
    "TEXT": (_text, range(2, 3)),
    "TRUE": (lambda: True, range(1)),
    "TRUNC": (_rounds(excel.truncate), range(1, 3)),
}
"""Name → function and how many arguments it takes."""
