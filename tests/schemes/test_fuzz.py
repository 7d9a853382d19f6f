"""Whatever a scheme file holds, the answer is a scheme or a SchemeError, never another exception."""

from __future__ import annotations

import copy
import datetime as dt
import itertools
import random
import tomllib
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from tests.schemes.example import EVERYTHING
from xlaudit.errors import SchemeError
from xlaudit.schemes.load import parse_scheme, scheme_from
from xlaudit.schemes.worksheet import from_rows, to_rows

STRANGE: tuple[object, ...] = (
    0,
    -1,
    10**60,
    True,
    Decimal("NaN"),
    Decimal("-Infinity"),
    Decimal("1E+999999"),
    Decimal("1E-999999"),
    "",
    " ",
    "\x00\n\u2028",
    "长" * 3000,
    "actual",
    "分值",
    "≥90%",
    [],
    [[]],
    ["", ""],
    [1],
    [{}],
    {},
    {"a": {"b": [{}]}},
    dt.date(2026, 1, 1),
)

Path = tuple[str | int, ...]


def paths(value: object, so_far: Path = ()) -> Iterator[Path]:
    """Walk every place of a document."""
    if so_far:
        yield so_far
    if isinstance(value, dict):
        for key, each in value.items():
            yield from paths(each, (*so_far, key))
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from paths(each, (*so_far, at))


def put(document: Any, path: Path, value: object) -> object:
    changed = copy.deepcopy(document)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return changed


def mistakes(read: Callable[[], object]) -> tuple[str, ...]:
    """Return the mistakes told; none where a scheme came out."""
    try:
        read()
    except SchemeError as error:
        return error.mistakes or (str(error),)
    return ()


def test_every_value_may_be_strange() -> None:
    document = tomllib.loads(EVERYTHING, parse_float=Decimal)
    cases = list(itertools.product(paths(document), STRANGE))
    assert len(cases) > 4000
    told = 0
    for path, value in random.Random(5).sample(cases, 1500):
        changed = put(document, path, value)
        told += bool(mistakes(lambda: scheme_from(changed, "我县.toml")))  # noqa: B023 - called here
    assert told > 1000


def test_every_key_may_be_missing_or_unknown() -> None:
    document = tomllib.loads(EVERYTHING, parse_float=Decimal)
    for path in paths(document):
        changed: Any = copy.deepcopy(document)
        inner = changed
        for step in path[:-1]:
            inner = inner[step]
        value = inner.pop(path[-1])
        if isinstance(inner, dict):
            inner["unknown key\n"] = value
            assert mistakes(lambda: scheme_from(changed, "我县.toml"))  # noqa: B023 - called here
        else:
            mistakes(lambda: scheme_from(changed, "我县.toml"))  # noqa: B023 - called here


def test_torn_texts() -> None:
    source = random.Random(7)
    signs = "[]{}=\"'#\n.,0139eE+-_\\ 分值\x00\ud800"
    for _ in range(400):
        text = list(EVERYTHING)
        for _ in range(source.randrange(1, 6)):
            at = source.randrange(len(text))
            what = source.randrange(3)
            if what == 0:
                text[at] = source.choice(signs)
            elif what == 1:
                del text[at : at + source.randrange(1, 40)]
            else:
                text.insert(at, source.choice(signs))
        torn = "".join(text)
        told = mistakes(lambda: parse_scheme(torn, "我县.toml"))  # noqa: B023 - called here
        assert all(mistake.startswith("我县.toml：") for mistake in told)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff",
        "a = " + "[" * 5000,
        "year = " + "9" * 5000,
        "total = 1e99999999999999999999",
        "total = 0x" + "f" * 5000,
        "extends = 1",
        "extends = []",
        'extends = "henan-zhengzhou-2022"\nindicators = 1',
        'extends = "henan-zhengzhou-2022"\nindicators = [{ id = [] }, {}]',
        'extends = "henan-zhengzhou-2022"\nfacts = [{ id = "budget" }, { id = "budget" }]',
        "[[facts]]\nid = 1\n[[facts]]\nid = 1979-05-27",
    ],
)
def test_hostile_texts(text: str) -> None:
    with pytest.raises(SchemeError):
        parse_scheme(text, "我县.toml")


def test_torn_worksheets() -> None:
    source = random.Random(11)
    tables = to_rows(parse_scheme(EVERYTHING, "我县.toml"))
    strange = [None, "", "是", "分母", "：", "1", Decimal(-1), Decimal("1E+30"), True, "9" * 500]
    for _ in range(150):
        grids = {table.name: [list(table.headings), *map(list, table.rows)] for table in tables}
        for _ in range(source.randrange(1, 8)):
            rows = source.choice(list(grids.values()))
            row = source.choice(rows)
            if source.random() < 0.1:
                rows.remove(row)
            elif row:
                row[source.randrange(len(row))] = source.choice(strange)
        told = mistakes(lambda: from_rows(grids, "方案.xlsx"))  # noqa: B023 - called here
        assert all(mistake.startswith("方案.xlsx") for mistake in told)
