"""The words of the forms, made comparable: a heading, a label or an indicator's name → its key.

The same heading is typed with spaces, line breaks, brackets, units and quotes of every kind. Keys are
equal or they are not: nothing here is fuzzy, since a wrong guess is worse than a row left unbound.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

__all__ = [
    "LONGEST_LABEL",
    "block_key",
    "header_key",
    "is_nothing",
    "name_key",
    "points_in_name",
    "shown_name",
    "word_lists",
    "words_of",
]

LONGEST_LABEL = 40
"""Characters; no heading is longer, and prose need not be looked at."""

_CIRCLED = re.compile(r"^\s*[①-⑳⑴-⒇]")
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\ufeff\u00ad]+")
_QUOTES = re.compile(r"[“”\"'‘’「」『』〈〉《》`]")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_NUMBERING = re.compile(
    r"""^(?: [一二三四五六七八九十]{1,3} [、.]          # 一、
           | \( [一二三四五六七八九十\d]{1,3} \) [、.]?  # （一） (1)
           | \d{1,2} (?: \.\d{1,2} )+ [、.]?             # 1.1
           | \d{1,2} [、.)]                              # 1.  1)
           )""",
    re.VERBOSE,
)
_WITHIN = re.compile(r"^其中:?")
_FORMULA = re.compile(r"[A-Za-z0-9%‰/÷×=+\-*]+$")
_EDGES = ":,、.;*#。 -_"
_DASHES = re.compile("[\u2010-\u2015\u2500\u2212\ufe63\uff0d]")
_POINTS = re.compile(r"\(? (?P<points> \d{1,3} (?: \.\d{1,2} )? ) \s* 分? \)? $", re.VERBOSE)
_CHAPTER = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)])\s*"
)
_LINE_BREAKS = re.compile(r"\s*[\r\n]\s*")
_SHOWN_POINTS = re.compile(r"\s*[（(]\s*\d{1,3}(?:\.\d{1,2})?\s*分?\s*[）)]\s*$")
_POINTS_NOTE = re.compile(
    r"\( \s* (?: 分值|权重|共|满分 )? :? \s* \d{1,3} (?: \.\d{1,2} )? \s* (?: 分|%|分值 )? \s* \) $",
    re.VERBOSE,
)


def _plain(text: str) -> str:
    """Return the text in one width, without white space and quotes."""
    text = unicodedata.normalize("NFKC", _CIRCLED.sub("", text))
    return _QUOTES.sub("", _INVISIBLE.sub("", text))


@lru_cache(maxsize=8192)
def header_key(text: str) -> str:
    """Return the key of a heading or a label; brackets, units, numbering and 其中 are no part of it.

    >>> header_key("  全年（调整后） 预算数（万元）")
    '全年预算数'
    >>> header_key("执行率（B/A）"), header_key("其中：“三公”经费 ")
    ('执行率', '三公经费')
    """
    key = _numberless(_plain(text))
    for _ in range(3):
        key, count = _BRACKETED.subn("", key)
        if not count:
            break
    key = _WITHIN.sub("", key.strip(_EDGES))
    return (_FORMULA.sub("", key) or key).strip(_EDGES)


@lru_cache(maxsize=8192)
def name_key(text: str) -> str:
    """Return the key of an indicator's name, without numbering and a trailing （2分）.

    >>> name_key("①“三公经费” 控制率（1分）")
    '三公经费控制率'
    """
    key = _numberless(_plain(text))
    return _POINTS_NOTE.sub("", key).strip(_EDGES)


@lru_cache(maxsize=8192)
def block_key(text: str) -> str:
    """Return the key of a first-level name: its points, and a closing 指标 or 情况, do not count.

    >>> block_key("产出指标 (25分)"), block_key("一、预算执行情况")
    ('产出', '预算执行')
    """
    key = _POINTS.sub("", name_key(text)).strip(_EDGES)
    for ending in ("指标", "情况"):
        if key.endswith(ending) and key != ending:
            return key.removesuffix(ending)
    return key


def points_in_name(text: str) -> tuple[str, str] | None:
    """Return the points that a first-level name bears, as written and as digits; None for none.

    >>> points_in_name("产出指标（50分）")
    ('50分', '50')
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found = re.search(r"(?P<digits>\d{1,3}(?:\.\d{1,2})?)\s*分(?![^)]*\d)", plain)
    if found is None:
        found = re.search(r"\(\s*(?P<digits>\d{1,3}(?:\.\d{1,2})?)\s*\)$", plain)
    return None if found is None else (found[0].strip("() "), found["digits"])


def shown_name(text: str) -> str:
    """Return a name as it is to be read: on one line, without 一、 in front and points behind.

    >>> shown_name("二、产出指标（25分）")
    '产出指标'
    """
    name = _SHOWN_POINTS.sub("", _LINE_BREAKS.sub("", text)).strip()
    return _CHAPTER.sub("", name) or name


def _numberless(plain: str) -> str:
    return _NUMBERING.sub("", plain) or plain


@cache
def word_lists() -> Mapping[str, Any]:
    """Return ``headers.toml`` as it stands."""
    text = (resources.files("xlaudit.forms") / "headers.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words_of(table: str, name: str) -> frozenset[str]:
    """Return a word list of ``headers.toml`` as keys of headings."""
    return frozenset(header_key(word) for word in word_lists()[table][name])


@cache
def _marks_of_nothing() -> frozenset[str]:
    return frozenset(_plain(word) for word in word_lists()["rows"]["nothing"])


def is_nothing(text: str) -> bool:
    """Return whether a cell is left empty in words: blank, —, /, * or 无.

    >>> is_nothing(" —— "), is_nothing("无。"), is_nothing("不适用")
    (True, True, False)
    """
    if len(text) > LONGEST_LABEL:
        return not text.strip()
    plain = _DASHES.sub("-", _plain(text))
    return not plain or plain in _marks_of_nothing() or plain.rstrip("。.") in _marks_of_nothing()
