"""README's generated tables: ``python -m tests.readme`` writes them anew, a test compares."""

from __future__ import annotations

import re
from pathlib import Path

from xlaudit.county.rules import RULES
from xlaudit.schemes.load import load_all
from xlaudit.schemes.terms import STATUSES

__all__ = ["README", "regenerated"]

README = Path(__file__).parent.parent / "README.md"


def checks_table() -> str:
    lines = ["| 编号 | 类别 | 查出的问题 |", "|---|---|---|"]
    lines += [
        f"| {each.code} | {each.family} | {each.title} |" for _, each in sorted(RULES.items())
    ]
    return "\n".join(lines)


def schemes_table() -> str:
    lines = ["| 方案 | 地区、年度 | 依据 | 状态 |", "|---|---|---|---|"]
    lines += [
        f"| `{each.id}` | {each.region} {each.year} | {each.reference} | {STATUSES[each.status]} |"
        for each in load_all()
    ]
    return "\n".join(lines)


def regenerated(text: str) -> str:
    """Return README with its generated tables as they must be now."""
    for name, table in (("checks", checks_table()), ("schemes", schemes_table())):
        part = re.compile(f"(<!-- {name}: begin -->\n).*?(<!-- {name}: end -->)", re.DOTALL)
        text = part.sub(lambda match, table=table: f"{match[1]}{table}\n{match[2]}", text)
    return text


if __name__ == "__main__":
    README.write_text(regenerated(README.read_text(encoding="utf-8")), encoding="utf-8")
