"""Reading a table of a scheme file key by key, so that all its mistakes can be told at once.

A wrong value never stops the reading: the mistake is noted with file and key, a harmless value takes
its place, and the reader goes on.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from difflib import get_close_matches

from xlaudit.schemes import terms

__all__ = ["Located", "Mistakes", "Table", "shown", "suggestion"]

_LONGEST = 2000
_MOST_DIGITS = 15  # what a cell holds exactly
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_IDENTIFIER = re.compile(r"[\w-]{1,60}")


class Located(dict[str, object]):
    """A table that says itself where it stands: a row of a worksheet, say."""

    def __init__(self, values: Mapping[str, object], where: str) -> None:
        super().__init__(values)
        self.where = where


class Mistakes:
    """The mistakes found so far, one a place: what follows from a mistake is not told again."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._told: dict[tuple[str, str], str] = {}

    def add(self, where: str, key: str, message: str) -> None:
        """Note a mistake of ``key`` in the table at ``where`` (both may be empty)."""
        name = terms.key(key) if key else ""
        place = f"{where}的 {name}" if where and name else where or name
        self._told.setdefault((where, key), f"{self._source}：{place}{message}")

    def told_at(self, where: str, key: str) -> bool:
        """Return whether a mistake was noted there."""
        return (where, key) in self._told

    @property
    def told(self) -> tuple[str, ...]:
        """All of them, in the order of the reading."""
        return tuple(self._told.values())


class Table:
    """One table of the file: its values, and where it stands in words."""

    def __init__(self, values: Mapping[str, object], where: str, mistakes: Mistakes) -> None:
        self.values = values
        self.where = where
        self.mistakes = mistakes
        self._asked: set[str] = set()

    def wrong(self, key: str, message: str) -> None:
        """Note a mistake at a key of this table."""
        self.mistakes.add(self.where, key, message)

    def has(self, key: str) -> bool:
        """Return whether the key stands in the table."""
        self._asked.add(key)
        return key in self.values

    def _get(self, key: str, *, required: bool) -> object:
        self._asked.add(key)
        value = self.values.get(key)
        if value is None and required:
            self.wrong(key, "没有填写")
        return value

    def text(self, key: str, *, required: bool = False, is_long: bool = False) -> str:
        """Read a text; lines only where ``is_long``. Empty where there is none."""
        value = self._get(key, required=required)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.wrong(key, f"应为文本，现为{shown(value)}")
            return ""
        return self._clean(key, value, required=required, is_long=is_long)

    def _clean(self, key: str, value: str, *, required: bool, is_long: bool) -> str:
        text = value.strip()
        if required and not text:
            self.wrong(key, "没有填写")
        elif len(text) > _LONGEST:
            self.wrong(key, f"过长（{len(text)} 个字符，至多 {_LONGEST} 个）")
        elif _CONTROL.search(text.replace("\n", "") if is_long else text):
            self.wrong(key, "含有换行或控制字符" if not is_long else "含有控制字符")
        else:
            return text
        return ""

    def identifier(self, key: str) -> str:
        """Read an id: a word by which other tables name this one."""
        text = self.text(key, required=True)
        if text and not _IDENTIFIER.fullmatch(text):
            self.wrong(key, f"只能用文字、数字、下划线和连字符，至多 60 个字符，现为{shown(text)}")
            return ""
        return text

    def number(
        self, key: str, *, low: Decimal, high: Decimal, required: bool = False
    ) -> Decimal | None:
        """Read a number from ``low`` to ``high``."""
        value = self._get(key, required=required)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.wrong(key, f"应为数值，现为{shown(value)}")
            return None
        if isinstance(value, Decimal) and not value.is_finite():
            self.wrong(key, f"应为数值，现为{shown(value)}")
            return None
        if not low <= value <= high:
            self.wrong(key, f"应在 {low} 到 {high} 之间，现为{shown(value)}")
            return None
        number = Decimal(value)
        exponent = number.as_tuple().exponent
        assert isinstance(exponent, int)  # a finite number
        if len(number.as_tuple().digits) > _MOST_DIGITS or exponent < -_MOST_DIGITS:
            self.wrong(key, f"位数过多（至多 {_MOST_DIGITS} 位有效数字）")
            return None
        return number

    def whole(self, key: str, *, low: int, high: int) -> int:
        """Read a required whole number."""
        number = self.number(key, low=Decimal(low), high=Decimal(high), required=True)
        if number is not None and number != number.to_integral_value():
            self.wrong(key, f"应为整数，现为{shown(number)}")
            number = None
        return low if number is None else int(number)

    def flag(self, key: str) -> bool:
        """Read true or false; false where there is nothing."""
        value = self._get(key, required=False)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.wrong(key, f"应为 true（是）或 false（否），现为{shown(value)}")
        return False

    def choice(self, key: str, default: str = "") -> str:
        """Read one of the choices of a key; without a default one is required."""
        value = self.text(key, required=not default)
        choices = terms.CHOICES[key]
        if not value:
            return default or next(iter(choices))
        if value not in choices:
            self.wrong(key, f"没有{shown(value)}这一项，{suggestion(value, choices)}")
            return default or next(iter(choices))
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts; empty where there is none."""
        value = self._get(key, required=False)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.wrong(key, f"应为文本的列表，现为{shown(value)}")
            return ()
        read = [self._clean(key, each, required=True, is_long=False) for each in value]
        if any("、" in each for each in read):
            self.wrong(key, "中的一项含有顿号，请拆成几项")
        if len(set(read)) < len(read):
            self.wrong(key, "有重复的一项")
        return tuple(read)

    def table(self, key: str, *, required: bool = False) -> Table | None:
        """Read a table inside this one."""
        value = self._get(key, required=required)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.wrong(key, f"应为一组键和值，现为{shown(value)}")
            return None
        where = f"{self.where}的 {terms.key(key)}" if self.where else terms.key(key)
        return Table(value, where, self.mistakes)

    def tables(self, key: str, word: str) -> tuple[Table, ...]:
        """Read a list of tables; each stands at its label or id, else at its number, behind ``word``."""
        value = self._get(key, required=False)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.wrong(key, f"应为若干组键和值（[[{key}]]），现为{shown(value)}")
            return ()
        prefix = f"{self.where}的" if self.where else ""
        return tuple(
            Table(each, prefix + _where(each, word, place), self.mistakes)
            for place, each in enumerate(value, start=1)
        )

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.values:
            if key not in self._asked:
                self.wrong(key, f" 这个键不认识，{suggestion(key, self._asked)}")


def _where(values: Mapping[str, object], word: str, place: int) -> str:
    """Name a table of a list, by the name that the reader of the message knows it by."""
    if isinstance(values, Located):
        return values.where
    label, name = (_word(values.get(key)) for key in ("label", "id"))
    if label and name:  # an inherited table has no number that its reader could count to
        return f"{word}“{label}”（{name}）"
    return f"第 {place} 个{word}" + (f"“{label or name}”" if label or name else "")


def _word(value: object) -> str:
    """Return a name that can stand in a message; empty for anything else."""
    if not isinstance(value, str) or len(value) > 60 or _CONTROL.search(value):
        return ""
    return value.strip()


def suggestion(value: str, known: Collection[str]) -> str:
    """Say what could have been meant: the nearest known word, or all of them."""
    near = get_close_matches(value, sorted(known), n=1, cutoff=0.6)
    return f"是否应为 {near[0]}" if near else f"可填 {'、'.join(sorted(known))}"


def shown(value: object) -> str:
    """Show a value of a file behind 现为: short, on one line, with Chinese words for its kind.

    >>> shown("十分"), shown(True), shown([1, 2])
    ('“十分”', ' true', '一个列表')
    """
    match value:
        case bool():
            return f" {str(value).lower()}"
        case str():
            line = _CONTROL.sub(" ", value)
            return f"“{line[:40]}…”" if len(line) > 40 else f"“{line}”"
        case int():
            return f" {value}" if abs(value) < 10**40 else "一个极大的数"
        case Decimal():
            return f" {str(value)[:40]}"
        case list():
            return "一个列表"
        case dict():
            return "一组键和值"
    return f"“{value}”"
