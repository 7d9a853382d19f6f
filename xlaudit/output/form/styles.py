"""How the form looks: a handful of named styles, told apart on the screen and in a grey print.

To fill in: pale yellow, which prints white. Computed: grey. Captions: blue-grey and bold. What needs
attention: orange, and in words beside it, for colour alone says nothing on paper.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

__all__ = ["AMOUNT", "PERCENT", "SCORE", "Styles"]

AMOUNT = "#,##0.00####"
"""Amounts show two decimals, and up to six where they have them."""
PERCENT = "0.00%"
SCORE = "0.00"

SONG, HEI = "宋体", "黑体"
INPUT, COMPUTED, CAPTION, ATTENTION = "#FFFFDD", "#EBEBEB", "#D9E1F2", "#FFD9A0"
LINE, MUTED, WARNING, WRONG = "#7F7F7F", "#595959", "#B23B00", "#F8B4A6"

_BOX = {"border": 1, "border_color": LINE, "valign": "vcenter", "text_wrap": True}
_CENTRE = {"align": "center"}
_LEFT = {"align": "left", "indent": 1}

_STYLES: dict[str, dict[str, object]] = {
    "title": {"font_name": HEI, "font_size": 18, "align": "center", "valign": "vcenter"},
    "cover_title": {
        "font_name": HEI,
        "font_size": 28,
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
    },
    "cover_year": {"font_name": SONG, "font_size": 18, "align": "center", "valign": "vcenter"},
    "cover_label": {"font_size": 14, "align": "distributed", "indent": 1, "valign": "vcenter"},
    "cover_input": {
        "font_size": 14,
        "align": "center",
        "valign": "vcenter",
        "bottom": 1,
        "bg_color": INPUT,
        "locked": False,
        "text_wrap": True,
    },
    "section": {"font_name": HEI, "font_size": 12, "valign": "vcenter"},
    "plain": {"valign": "vcenter", "text_wrap": True},
    "muted": {"font_size": 9, "font_color": MUTED, "valign": "vcenter", "text_wrap": True},
    "muted_centre": {
        "font_size": 9,
        "font_color": MUTED,
        "align": "center",
        "valign": "top",
        "text_wrap": True,
    },
    "subsection": {"font_size": 12, "bold": True, "valign": "vcenter"},
    "right": {"font_size": 10, "align": "right", "valign": "vcenter"},
    "label": {"font_size": 10, "align": "left", "valign": "vcenter"},
    "caption": {**_BOX, **_CENTRE, "bold": True, "bg_color": CAPTION},
    "fixed": {**_BOX, **_LEFT},
    "note": {**_BOX, **_LEFT, "font_size": 9, "text_wrap": False, "shrink": True},
    "fixed_centre": {**_BOX, **_CENTRE},
    "group": {**_BOX, **_CENTRE, "bold": True},
    "input": {**_BOX, **_LEFT, "bg_color": INPUT, "locked": False},
    "input_centre": {**_BOX, **_CENTRE, "bg_color": INPUT, "locked": False},
    "reason": {**_BOX, "align": "left", "font_size": 9, "bg_color": INPUT, "locked": False},
    # As text, a lone = stays what was chosen and begins no formula.
    "input_sign": {**_BOX, **_CENTRE, "bg_color": INPUT, "locked": False, "num_format": "@"},
    "input_small": {**_BOX, **_LEFT, "font_size": 9, "bg_color": INPUT, "locked": False},
    "input_small_centre": {**_BOX, **_CENTRE, "font_size": 9, "bg_color": INPUT, "locked": False},
    "input_prose": {
        **_BOX,
        **_LEFT,
        "font_size": 11,
        "valign": "top",
        "bg_color": INPUT,
        "locked": False,
    },
    "computed": {**_BOX, **_CENTRE, "bg_color": COMPUTED},
    "computed_open": {**_BOX, **_CENTRE, "bg_color": COMPUTED, "locked": False},
    "computed_words": {
        **_BOX,
        **_CENTRE,
        "font_size": 9,
        "font_color": MUTED,
        "bg_color": COMPUTED,
    },
    "check": {**_BOX, **_LEFT, "font_size": 9, "bg_color": COMPUTED},
    "underlined": {"align": "center", "valign": "vcenter", "bottom": 1, "shrink": True},
    "subtotal": {**_BOX, **_CENTRE, "bold": True, "bg_color": COMPUTED},
    "hint": {"font_size": 9, "font_color": WARNING, "valign": "vcenter", "text_wrap": True},
    "hint_caption": {"font_size": 9, "font_color": MUTED, "valign": "vcenter", "text_wrap": True},
    "input_sample": {**_BOX, **_CENTRE, "bg_color": INPUT},
    "attention_sample": {**_BOX, **_CENTRE, "bg_color": ATTENTION},
    "wrong_sample": {**_BOX, **_CENTRE, "bg_color": WRONG, "bold": True},
    "attention": {"bg_color": ATTENTION},
    "wrong": {"bg_color": WRONG, "bold": True},
}


@dataclass(slots=True)
class Styles:
    """The styles of one workbook; a style with a number format is made when it is first asked for."""

    workbook: Workbook
    _made: dict[tuple[str, str], Format] = field(default_factory=dict)

    def __call__(self, name: str, number_format: str = "") -> Format:
        """Return a style by name, with a number format if it needs one."""
        key = (name, number_format)
        if key not in self._made:
            properties = dict(_STYLES[name])
            if name not in ("attention", "wrong"):  # these change what a cell already has
                properties = {"font_name": SONG, "font_size": 10, **properties}
            if number_format:
                properties["num_format"] = number_format
                properties["shrink"] = True  # a long amount grows smaller, never ####
                properties["text_wrap"] = False
            self._made[key] = self.workbook.add_format(properties)
        return self._made[key]
