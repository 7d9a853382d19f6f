"""The pages of the checks, taken apart by their headings: for a terminal and for the sheet 规则目录."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["SECTIONS", "sections"]

SECTIONS = ("为什么", "例", "依据", "不查什么")
"""The headings of a page, in the order in which they are shown."""


def sections(page: str) -> Mapping[str, str]:
    r"""Return the text under each heading of a page; what stands before the first one under ``""``.

    >>> sections("一句话。\n\n## 例\n不符：甲。")
    {'': '一句话。', '例': '不符：甲。'}
    """
    texts: dict[str, list[str]] = {"": []}
    current = ""
    for line in page.splitlines():
        if line.startswith("## "):
            current = line.removeprefix("## ").strip()
            texts[current] = []
        else:
            texts[current].append(line)
    return {heading: "\n".join(lines).strip() for heading, lines in texts.items()}
