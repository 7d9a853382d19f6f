"""What outlives a run: 处理意见, reviews, and each year's figures for the next one's 同比."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from xlaudit.checks.finding import Decision
from xlaudit.county.model import Department, Previous, Review
from xlaudit.hosts.ledger.store import Ledger

__all__ = [
    "decisions",
    "is_untouched",
    "keep_figures",
    "keep_notes",
    "keep_written",
    "previous",
    "reviews",
]

Decisions = Mapping[tuple[str, str], Decision]
Reviews = Mapping[tuple[str, str, str], Review]


def keep_notes(ledger: Ledger, decisions: Decisions, reviews: Reviews) -> None:
    """Keep what people noted, in place of everything that was kept of the same departments."""
    if not decisions and not reviews:
        return
    departments = {key[0] for key in (*decisions, *reviews)}
    with ledger.writing() as connection:
        for department in sorted(departments):
            connection.execute("DELETE FROM decision WHERE department = ?", (department,))
            connection.execute("DELETE FROM review WHERE department = ?", (department,))
        connection.executemany(
            "INSERT INTO decision (department, finding, decided, remark) VALUES (?, ?, ?, ?)",
            ((*key, note.decided, note.remark) for key, note in decisions.items()),
        )
        connection.executemany(
            "INSERT INTO review (department, block, indicator, actual, score, remark)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                (*key, review.actual, _text(review.score), review.remark)
                for key, review in reviews.items()
            ),
        )


def decisions(ledger: Ledger) -> dict[tuple[str, str], Decision]:
    """Return the 处理意见 by (department, key of the finding)."""
    query = "SELECT department, finding, decided, remark FROM decision ORDER BY 1, 2"
    rows = ledger.connection.execute(query).fetchall()
    return {(row[0], row[1]): Decision(row[2], row[3]) for row in rows}


def reviews(ledger: Ledger) -> dict[tuple[str, str, str], Review]:
    """Return the reviews by (department, block, indicator's name)."""
    query = (
        "SELECT department, block, indicator, actual, score, remark FROM review ORDER BY 1, 2, 3"
    )
    rows = ledger.connection.execute(query).fetchall()
    return {(row[0], row[1], row[2]): Review(row[3], _number(row[4]), row[5]) for row in rows}


def is_untouched(ledger: Ledger, content: str) -> bool:
    """Return whether a summary of that sha256 is one that we wrote, where nobody noted anything since."""
    query = "SELECT 1 FROM written WHERE content = ?"
    return ledger.connection.execute(query, (content,)).fetchone() is not None


def keep_written(ledger: Ledger, content: str) -> None:
    """Keep the sha256 of the summary that was written."""
    with ledger.writing() as connection:
        connection.execute("INSERT OR IGNORE INTO written VALUES (?)", (content,))


def keep_figures(ledger: Ledger, departments: Iterable[Department]) -> None:
    """Keep the figures of the departments that count, for next year's 同比."""
    rows = [
        (
            each.year,
            each.name,
            each.code,
            *map(_text, (each.budget, each.spent, each.low)),
            each.grade,
        )
        for each in departments
        if each.is_counted and each.name and each.year is not None
    ]
    with ledger.writing() as connection:
        connection.executemany("INSERT OR REPLACE INTO figure VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def previous(ledger: Ledger, year: int | None) -> dict[str, Previous]:
    """Return the figures of the year before ``year``, by the department's name and by its code."""
    if year is None:
        return {}
    query = (
        "SELECT department, code, budget, spent, total, grade FROM figure WHERE year = ? ORDER BY 1"
    )
    found = {}
    for name, code, budget, spent, total, grade in ledger.connection.execute(
        query, (year - 1,)
    ).fetchall():
        figures = Previous(year - 1, _number(budget), _number(spent), _number(total), grade)
        found[name] = figures
        if code:
            found[code] = figures
    return found


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _number(text: str | None) -> Decimal | None:
    """Read a number of the ledger; what is none is nothing known."""
    if text is None:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
