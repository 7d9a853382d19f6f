"""What is to be read from a sample, and what a check must say to it: written beside it as TOML.

``NAME.expected.toml``:

- ``scheme``, ``department``, ``year``: whose filing it is, and how it is scored;
- ``[facts.ID]``: a figure of the budget, as shown (``text``), and its cell (``sheet!A1``);
- ``[[block]]``: a first-level group: what the form states, where, and what the scheme gives (``scored``
  is missing where the form leaves it open);
- ``[total]`` and ``[grade]``: likewise;
- ``[[finding]]``: code, severity, the cell it must point to, the cells on the other side, and why. All
  findings about tables are listed; those of prose have ``kind = "narrative"`` and a ``quote``. A code
  of three characters stands for its family (XA3: any of XA3xx). Findings with one ``root`` have one
  cause: a report may tell them as one, as long as it names their cells.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Block", "Expected", "Fault", "Said"]


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell states: as shown, and where."""

    text: str
    cell: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding that must come."""

    code: str
    severity: str
    cell: str
    why: str
    against: tuple[str, ...] = ()
    quote: str = ""  # of prose: the words that the finding is about
    root: str = ""  # what findings of one cause have in common

    def lines(self) -> list[str]:
        """Return the finding as TOML."""
        made = ["[[finding]]", f"code = {_text(self.code)}", f"severity = {_text(self.severity)}"]
        if self.quote:
            made += ['kind = "narrative"', f"quote = {_text(self.quote)}"]
        made.append(f"cell = {_text(self.cell)}")
        if self.against:
            made.append(f"against = [{', '.join(map(_text, self.against))}]")
        if self.root:
            made.append(f"root = {_text(self.root)}")
        return [*made, f"why = {_text(self.why)}"]


@dataclass(frozen=True, slots=True)
class Block:
    """A first-level group. ``scored`` is empty where the form does not say enough."""

    label: str
    stated: Said
    scored: str = ""


@dataclass(slots=True)
class Expected:
    """The whole note on one sample."""

    workbook: str
    scheme: str
    department: Said
    year: int
    note: str = ""
    facts: dict[str, Said] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    total: Said | None = None
    grade: Said | None = None
    scored_total: str = ""
    scored_grade: str = ""
    findings: list[Fault] = field(default_factory=list)

    def write(self, path: Path) -> None:
        """Write the note."""
        path.write_text("\n".join(self._lines()) + "\n", encoding="utf-8")

    def _lines(self) -> list[str]:
        lines = [f"workbook = {_text(self.workbook)}", f"scheme = {_text(self.scheme)}"]
        lines += [f"department = {_said(self.department)}", f"year = {self.year}"]
        if self.note:
            lines.append(f"note = {_text(self.note)}")
        for fact, said in self.facts.items():
            lines += ["", f"[facts.{fact}]", *_pairs(said)]
        for block in self.blocks:
            lines += ["", "[[block]]", f"label = {_text(block.label)}", *_pairs(block.stated)]
            lines += [f"scored = {_text(block.scored)}"] if block.scored else []
        results = (
            ("total", self.total, self.scored_total),
            ("grade", self.grade, self.scored_grade),
        )
        for name, stated, scored in results:
            if stated is not None:
                lines += ["", f"[{name}]", *_pairs(stated)]
                lines += [f"scored = {_text(scored)}"] if scored else []
        for finding in self.findings:
            lines += ["", *finding.lines()]
        return lines


def _pairs(said: Said) -> list[str]:
    return [f"text = {_text(said.text)}", f"cell = {_text(said.cell)}"]


def _said(said: Said) -> str:
    return f"{{ {', '.join(_pairs(said))} }}"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a JSON string is a TOML basic string
