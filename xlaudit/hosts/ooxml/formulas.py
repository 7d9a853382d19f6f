"""Shared formulas: the text is written once, and every other cell of the group shifts its references.

The text is cut into pieces once; a follower only writes the moved references between the pieces that stay.
Strings, quoted sheet names, brackets, function names and defined names are never taken for references.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from xlaudit.hosts.ooxml.references import COLUMN_LIMIT, ROW_LIMIT
from xlaudit.workbook.place import column_name, column_number

__all__ = ["SharedFormula"]


# Possessive quantifiers: text that a stranger wrote cannot make the matching go back and forth.
_TOKEN = re.compile(
    r"""
      (?P<kept>
          " (?: [^"] | "" )*+ "                                  # text
        | ' (?: [^'] | '' )*+ '                                  # a quoted sheet name
        | \[ (?: [^][] | \[ [^][]*+ \] )*+ \]                    # a column of a table, another workbook
      )
    | (?P<columns> (?P<from_column> \$?[A-Za-z]{1,3} ) : (?P<to_column> \$?[A-Za-z]{1,3} ) (?! [\w.(!\[] ) )
    | (?P<rows> (?P<from_row> \$?[0-9]{1,7} ) : (?P<to_row> \$?[0-9]{1,7} ) (?! [\w.(!\[] ) )
    | (?P<cell> (?P<column> \$?[A-Za-z]{1,3} ) (?P<row> \$?[0-9]{1,7} ) (?! [\w.(!\[] ) )
    | [\w.\\?]++                                                 # a function, a name, a number
    | .
    """,
    re.VERBOSE | re.DOTALL,
)


class _Reference(NamedTuple):
    """A column and a row, either of which may be missing, each fixed by ``$`` or moving."""

    column: str
    row: str

    def moved(self, rows: int, columns: int) -> str:
        column = _moved_column(self.column, columns) if self.column else ""
        row = _moved_row(self.row, rows) if self.row else ""
        return "#REF!" if column is None or row is None else column + row


class SharedFormula:
    """A formula text that stands in one cell and is meant for others."""

    def __init__(self, text: str, row: int, column: int) -> None:
        self._row = row
        self._column = column
        self._pieces = _pieces(text)

    def at(self, row: int, column: int) -> str:
        """Return the formula as the cell there has it; references beyond the sheet become #REF!."""
        rows, columns = row - self._row, column - self._column
        return "".join(
            [
                piece if isinstance(piece, str) else piece.moved(rows, columns)
                for piece in self._pieces
            ]
        )


def _pieces(text: str) -> list[str | _Reference]:
    pieces: list[str | _Reference] = []
    stays = 0  # from here on nothing has been cut off yet
    for token in _TOKEN.finditer(text):
        match token.lastgroup:
            case "cell":
                references = [_Reference(token["column"], token["row"])]
            case "columns":
                references = [
                    _Reference(token["from_column"], ""),
                    _Reference(token["to_column"], ""),
                ]
            case "rows":
                references = [_Reference("", token["from_row"]), _Reference("", token["to_row"])]
            case _:
                continue
        pieces += [text[stays : token.start()], references[0]]
        for other in references[1:]:
            pieces += [":", other]
        stays = token.end()
    return [*pieces, text[stays:]]


def _moved_column(written: str, by: int) -> str | None:
    if written.startswith("$"):
        return written
    column = column_number(written) + by
    return column_name(column) if 1 <= column <= COLUMN_LIMIT else None


def _moved_row(written: str, by: int) -> str | None:
    if written.startswith("$"):
        return written
    row = int(written) + by
    return str(row) if 1 <= row <= ROW_LIMIT else None
