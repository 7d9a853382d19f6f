"""Widths and line breaks of Chinese text."""

from __future__ import annotations

import pytest

from xlaudit.output.measure import lines_in, pad, shorten, width, wrap


@pytest.mark.parametrize(
    ("text", "places"),
    [("", 0), ("abc", 3), ("得分", 4), ("≥90%", 4), ("，", 2), ("e\u0301", 1), ("９０％", 6)],
)
def test_width(text: str, places: int) -> None:
    assert width(text) == places


def test_columns_line_up() -> None:
    assert width(pad("办结率", 12)) == width(pad("rate", 12)) == 12
    assert pad("过长的文字", 4) == "过长的文字"


@pytest.mark.parametrize(
    ("text", "places", "lines"),
    [
        ("", 10, [""]),
        ("一二三四五", 4, ["一二", "三四", "五"]),
        ("一二，三四", 4, ["一", "二，", "三四"]),  # no line begins with a comma
        ("一（二三）", 4, ["一", "（二", "三）"]),  # none ends with an opening bracket
        ("得分 9.73 分", 7, ["得分", "9.73 分"]),
        ("henan-zhengzhou", 4, ["henan-zhengzhou"]),  # a word is never cut
        ("甲\n乙", 10, ["甲", "乙"]),
    ],
)
def test_wrap(text: str, places: int, lines: list[str]) -> None:
    assert wrap(text, places) == lines


@pytest.mark.parametrize("places", range(3, 30))
def test_a_shortened_text_fits_and_keeps_its_ends(places: int) -> None:
    text = "报送/临江县住房和城乡建设局（终稿）.xlsx"
    short = shorten(text, places)
    assert width(short) <= places
    before, after = short.split("…")
    assert text.startswith(before)
    assert text.endswith(after)


def test_a_text_that_fits_is_left_alone() -> None:
    assert shorten("自评表.xlsx", 11) == "自评表.xlsx"


def test_wrap_keeps_every_character() -> None:
    text = "“办结率”自评 30 分，按规则为 28.50 分，多 1.5 分；若实际完成值改为 90%，则得分相符。"
    for places in range(6, 60):
        lines = wrap(text, places)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert all(width(line) <= max(places, 12) for line in lines)


def test_lines_in_a_cell() -> None:
    assert [lines_in(text, 10) for text in ("", "一二三四五", "一二三四五六", "甲\n\n乙")] == [
        1,
        1,
        2,
        3,
    ]
