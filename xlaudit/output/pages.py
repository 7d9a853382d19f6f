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
    >>> sections("前半句，\n后半句。\n下一句。")
    {'': '前半句，后半句。\n下一句。'}
    """
    texts: dict[str, list[str]] = {"": []}
    current = ""
    for line in page.splitlines():
        if line.startswith("## "):
            current = line.removeprefix("## ").strip()
            texts[current] = []
        elif _goes_on(texts[current]):
            texts[current][-1] += line.strip()
        else:
            texts[current].append(line.strip())
    return {heading: "\n".join(lines).strip() for heading, lines in texts.items()}


def _goes_on(lines: list[str]) -> bool:
    """Return whether the sentence of the last line is not at its end: the file broke it, not the page."""
    return bool(lines and lines[-1]) and lines[-1][-1] not in "。！？；："
