"""A formula with its references written as distances, so that a formula and its copies become one text."""

from __future__ import annotations

import re

from xlaudit.workbook.place import column_number

__all__ = ["relative"]

_REFERENCE = re.compile(
    r"""
    (?P<text> "(?:[^"]|"")*" )                      # a string: not looked into
    | (?P<sheet> '(?:[^']|'')*'! )                  # a quoted sheet name: kept as it is
    | (?<![A-Za-z0-9_.])
      (?P<column_fixed>\$?)(?P<column>[A-Za-z]{1,3})(?P<row_fixed>\$?)(?P<row>[0-9]{1,7})
      (?![A-Za-z0-9_(.])
    """,
    re.VERBOSE,
)


def relative(formula: str, row: int, column: int) -> str:
    """Write a formula's references as distances from its own cell, so that copies become equal.

    >>> relative("ROUND(F8/$E$2,2)", 8, 7), relative("ROUND(F9/$E$2,2)", 9, 7)
    ('ROUND(R[0]C[-1]/R2C5,2)', 'ROUND(R[0]C[-1]/R2C5,2)')
    """

    def distance(match: re.Match[str]) -> str:
        if match["row"] is None:
            return match.group()
        line, letter = int(match["row"]), column_number(match["column"])
        down = f"R{line}" if match["row_fixed"] else f"R[{line - row}]"
        right = f"C{letter}" if match["column_fixed"] else f"C[{letter - column}]"
        return down + right

    return _REFERENCE.sub(distance, formula)
