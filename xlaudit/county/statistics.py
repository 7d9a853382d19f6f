"""The county in figures, and the comparisons that prove them: each reckoned on two separate ways."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Context, Decimal

from xlaudit.county.digest import SchemeStamp
from xlaudit.county.ladder import tally_of
from xlaudit.county.model import (
    Department,
    GradeCount,
    Reckoned,
    Standing,
    Statistics,
    Submission,
)
from xlaudit.county.tally import Tally, together

__all__ = ["NO_GRADE", "OTHER_GRADE", "added", "budget_of", "grade_of", "spent_of", "statistics_of"]

_EXACT = Context(prec=1000)
_WORST = 10

OTHER_GRADE = "其他"
"""What a department wrote that is no grade of its scheme."""
NO_GRADE = "未定"
"""No grade was written, or ours depends on a score that nobody can reckon."""

Amount = Callable[[Department], Decimal | None]


def statistics_of(
    rows: Sequence[Department],
    submissions: Sequence[Submission],
    schemes: Sequence[SchemeStamp],
    *,
    received: int,
    due: int | None,
) -> Statistics:
    """Return the statistics of the rows that count; of a row that is a whole county, of its departments.

    ``received`` is the number of files that came, readable or not; ``due`` that of the
    roster's departments.
    """
    counted = [each for each in rows if each.is_counted]
    whole = together(tally_of(each) for each in counted)
    missing = sum(each.standing is Standing.MISSING for each in submissions)
    unreadable = sum(each.standing is Standing.UNREADABLE for each in submissions)
    grades = tuple(_grades(whole, schemes))
    return Statistics(
        due=whole.due if due is None else due,
        submitted=whole.units if due is None else due - missing,
        missing=missing + (whole.missing if due is None else 0),
        unreadable=unreadable + whole.unreadable,
        grades=grades,
        mean=whole.mean,
        weighted_mean=whole.weighted_mean,
        median=whole.median,
        initial_budget=_total(counted, lambda each: each.initial_budget),
        budget=_total(counted, budget_of),
        spent=_total(counted, spent_of),
        rate=whole.rate,
        worst=_worst(rows),
        checks=tuple(_checks(rows, submissions, grades, received=received, due=due)),
        unread=sum(each.standing is Standing.UNREAD for each in submissions),
    )


def added(values: Iterable[Decimal]) -> Decimal:
    """Return the exact sum, whatever the order."""
    total = Decimal(0)
    for value in values:
        total = _EXACT.add(total, value)
    return total


def _total(rows: Iterable[Department], amount: Amount) -> Decimal:
    return added(value for value in map(amount, rows) if value is not None)


def budget_of(row: Department) -> Decimal | None:
    """Return 调整后预算 in 元."""
    return row.budget


def spent_of(row: Department) -> Decimal | None:
    """Return 执行数 in 元."""
    return row.spent


def _worst(rows: Sequence[Department]) -> tuple[int, ...]:
    rates = [
        (each.rate, index)
        for index, each in enumerate(rows)
        if each.is_counted and each.rate is not None
    ]
    return tuple(index for _, index in sorted(rates)[:_WORST])


def _grades(whole: Tally, schemes: Sequence[SchemeStamp]) -> Iterator[GradeCount]:
    """Yield the grades of the schemes, the best first, then what is none of them."""
    labels = tuple(dict.fromkeys(label for scheme in schemes for label in scheme.grades))
    stated = _by_label(whole.stated_grades, labels)
    ours = _by_label(whole.grades, labels)
    for label in labels:
        yield GradeCount(label, stated[label], ours[label])
    for label in (OTHER_GRADE, NO_GRADE):
        if stated[label] or ours[label]:
            yield GradeCount(label, stated[label], ours[label])


def _by_label(times: Mapping[str, int], labels: Sequence[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for written, number in times.items():
        found[grade_of(written, labels)] += number
    return found


def grade_of(written: str, labels: Sequence[str]) -> str:
    """Return the grade that a cell names; 优秀 and “优” are 优 where the scheme says 优."""
    word = written.strip().strip("“”\"'「」").removesuffix("等次").removesuffix("等")
    if word in labels:
        return word
    if not word:
        return NO_GRADE
    near = [
        label for label in labels if len(word) <= 2 and label[0] == word[0] and word != "不合格"
    ]
    return near[0] if near else OTHER_GRADE


def _checks(
    rows: Sequence[Department],
    submissions: Sequence[Submission],
    grades: Sequence[GradeCount],
    *,
    received: int,
    due: int | None,
) -> Iterator[Reckoned]:
    counted = [each for each in rows if each.is_counted]
    for label, amount in (("预算", budget_of), ("执行数", spent_of)):
        # All of them less what does not count, against the sum of what counts.
        rest = _total((each for each in rows if not each.is_counted), amount)
        whole = _EXACT.subtract(_total(rows, amount), rest)
        yield Reckoned(f"{label}：合计 = 各部门之和", whole, _total(counted, amount))
        above = _by_superior(counted, amount)
        yield Reckoned(f"{label}：合计 = 各主管部门之和", whole, added(above))
    standings = Counter(each.standing for each in submissions if each.source)
    unread = standings[Standing.UNREAD]
    not_counted = sum(not each.is_counted for each in rows)
    told = len(counted) + not_counted + standings[Standing.UNREADABLE] + unread
    beside = " + 没有读" if unread else ""
    label = f"计入 + 未计入 + 无法读取{beside} = 收到的文件"
    yield Reckoned(label, Decimal(told), Decimal(received))
    yield Reckoned(
        "报送情况所列文件 = 收到的文件", Decimal(sum(standings.values())), Decimal(received)
    )
    units = Decimal(sum(each.units for each in counted))
    for label, number in (
        ("自评等级", sum(each.stated for each in grades)),
        ("复核等级", sum(each.reckoned for each in grades)),
    ):
        yield Reckoned(f"{label}各档部门数之和 = 计入的部门数", Decimal(number), units)
    if due is not None:
        came = {
            each.name
            for each in submissions
            if each.standing in (Standing.COUNTED, Standing.OTHER_SCHEME)
        }
        missing = sum(each.standing is Standing.MISSING for each in submissions)
        yield Reckoned("已报 + 未报 = 应报", Decimal(len(came) + missing), Decimal(due))


def _by_superior(counted: Sequence[Department], amount: Amount) -> Iterable[Decimal]:
    """Return the total of each 主管部门 with everything below it; who is below nobody is its own."""
    above = {each.name: each.superior for each in counted if each.superior}
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for each in counted:
        value = amount(each)
        if value is not None:
            top = _top(each, above)
            totals[top] = _EXACT.add(totals[top], value)
    return totals.values()


def _top(row: Department, above: dict[str, str]) -> str:
    name, seen = row.superior or row.name, {row.name}
    while name in above and name not in seen:
        seen.add(name)
        name = above[name]
    return name
