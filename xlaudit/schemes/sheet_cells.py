"""One value of a scheme ⇄ one cell of its worksheet, in Chinese words and without loss.

A value of several parts takes several lines: options and references as ``名称：内容``, definitions as
the formula that a notice would print.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from xlaudit.numbers.lexer import read_quantity
from xlaudit.numbers.plain import plain
from xlaudit.schemes import terms
from xlaudit.schemes.definition import describe
from xlaudit.schemes.schema import Definition
from xlaudit.schemes.sheet_columns import REFERENCE_LINES, Column
from xlaudit.schemes.table import suggestion

__all__ = ["CellValue", "Names", "as_text", "read_cell", "written"]

CellValue = str | Decimal | bool | None

_BAND = re.compile(
    r"(?P<word>达到|不超过) \s* (?P<bound>[-+\d.]+%?) \s* 得 \s* (?P<share>[\d.]+%?)", re.VERBOSE
)
_TERM = r"\s* (?P<{}> [^÷−+]+? ) \s*"
_DEFINITIONS = {
    kind: re.compile(pattern, re.VERBOSE)
    for kind, pattern in {
        "quotient": rf"（ {_TERM.format('x')} − {_TERM.format('y')} ） \s* ÷ {_TERM.format('z')}",
        "ratio": rf"{_TERM.format('x')} ÷ {_TERM.format('y')}",
        "difference": rf"{_TERM.format('x')} − {_TERM.format('y')}",
    }.items()
}
_HALF_SIGNS = str.maketrans({"-": "−", "－": "−", "/": "÷", "＋": "+", "(": "（", ")": "）"})


@dataclass(frozen=True, slots=True)
class Names:
    """The labels of a scheme's blocks and facts by their ids."""

    blocks: Mapping[str, str]
    facts: Mapping[str, str]

    def of(self, kind: str) -> Mapping[str, str]:
        """Return the labels that a column of that kind shows."""
        return self.blocks if kind == "block" else self.facts


def written(column: Column, value: object, names: Names) -> CellValue:
    """Write a value of the document as a cell."""
    if value is None:
        return None
    match column.kind:
        case "number":
            assert isinstance(value, int | Decimal)
            return Decimal(value)
        case "flag":
            return "是" if value else None
        case "choice":
            return terms.CHOICES[column.key][str(value)]
        case "block" | "fact":
            return names.of(column.kind)[str(value)]
        case "texts":
            return "、".join(cast("list[str]", value)) or None
        case "options":
            return _options_text(cast("dict[str, object]", value))
        case "reference":
            parts = cast("dict[str, str]", value)
            return "\n".join(
                f"{word}：{parts[key]}" for key, word in REFERENCE_LINES.items() if key in parts
            )
        case "definitions":
            return _definitions_text(cast("list[dict[str, object]]", value), names)
    return str(value) or None


def _options_text(options: Mapping[str, object]) -> str:
    lines = []
    for key, value in options.items():
        match value:
            case bool():
                told = "是"
            case Decimal() | int():
                told = plain(Decimal(value))
            case list():
                told = "；".join(_band_text(band) for band in value)
            case _:
                told = terms.CHOICES.get(key, {}).get(str(value), str(value))
        lines.append(f"{terms.OPTIONS[key]}：{told}")
    return "\n".join(lines)


def _band_text(band: Mapping[str, Decimal]) -> str:
    bound = "to" if "to" in band else "from"
    return f"{terms.KEYS[bound]} {plain(band[bound])} 得 {plain(band['share'] * 100)}%"


def _definitions_text(definitions: list[dict[str, object]], names: Names) -> str | None:
    lines = []
    for each in definitions:
        definition = Definition(
            kind=cast("str", each["kind"]),  # type: ignore[arg-type]  # one of the kinds
            of=tuple(cast("list[str]", each["of"])),
        )
        note = f"；{each['note']}" if each.get("note") else ""
        lines.append(describe(definition, names.facts) + note)
    return "\n".join(lines) or None


Wrong = Callable[[str], None]


def as_text(cell: CellValue) -> str:
    """Return a cell as text: numbers with their digits, nothing as the empty text."""
    match cell:
        case None | False:
            return ""
        case True:
            return "是"
        case Decimal():
            return plain(cell)
    return cell.replace("\r\n", "\n").strip()


def read_cell(column: Column, cell: CellValue, names: Names, wrong: Wrong) -> object:
    """Read a cell as a value of the document; None for an empty one.

    What the scheme itself will judge (a number out of range, say) passes through; what is no value of
    its kind at all is told to ``wrong``, and None stands for it.
    """
    text = as_text(cell)
    if not text:
        return None
    match column.kind:
        case "number":
            return cell if isinstance(cell, Decimal) else _number(text, wrong)
        case "flag":
            return _flag(text, wrong)
        case "choice":
            return _chosen(text, terms.CHOICES[column.key], wrong)
        case "block" | "fact":
            return _named(text, names.of(column.kind))
        case "texts":
            return [part.strip() for part in re.split("[、\n]", text) if part.strip()]
        case "options":
            return _options(text, wrong)
        case "reference":
            return _reference(text, wrong)
        case "definitions":
            lines = (line.strip() for line in text.split("\n"))
            return [_definition(line, names, wrong) for line in lines if line]
    return text


def _number(text: str, wrong: Wrong) -> Decimal | None:
    quantity = read_quantity(text)
    if quantity is None or quantity.unit.text not in ("", "%", "分"):
        wrong(f"应为数值，现为“{text}”")
        return None
    return quantity.value


def _flag(text: str, wrong: Wrong) -> object:
    if text in ("是", "√", "1", "TRUE"):
        return True
    if text not in ("否", "×", "0", "FALSE"):
        wrong(f"应填 是 或 否，现为“{text}”")
    return None


def _chosen(text: str, choices: Mapping[str, str], wrong: Wrong) -> object:
    for value, word in choices.items():
        if text in (word, value):
            return value
    wrong(f"没有“{text}”这一项，{suggestion(text, list(choices.values()))}")
    return None


def _named(text: str, labels: Mapping[str, str]) -> str:
    """Return the id of a label; what is no label passes as an id, and is told if it is none either."""
    for name, label in labels.items():
        if text == label:
            return name
    return text


def _pairs(text: str, words: Mapping[str, str], wrong: Wrong) -> dict[str, str]:
    """Read lines of ``名称：内容`` by the words of their names."""
    keys = {word: key for key, word in words.items()}
    found: dict[str, str] = {}
    for line in filter(None, (line.strip() for line in text.split("\n"))):
        name, *content = re.split("[：:]", line, maxsplit=1)
        key = keys.get(name.strip(), name.strip())
        if not content or key not in words:
            wrong(f"中“{line}”应写作“名称：内容”，名称可用 {'、'.join(words.values())}")
        elif key in found:
            wrong(f"中“{name.strip()}”写了两次")
        else:
            found[key] = content[0].strip()
    return found


def _reference(text: str, wrong: Wrong) -> object:
    return _pairs(text, REFERENCE_LINES, wrong) or None


def _options(text: str, wrong: Wrong) -> object:
    options: dict[str, object] = {}
    for key, content in _pairs(text, terms.OPTIONS, wrong).items():
        match key:
            case "bands":
                options[key] = _bands(content, wrong)
            case "formula":
                options[key] = content
            case "whole":
                options[key] = _flag(content, wrong)
            case _ if key in terms.CHOICES:
                options[key] = _chosen(content, terms.CHOICES[key], wrong)
            case _:
                options[key] = _number(content, wrong)
    return {key: value for key, value in options.items() if value is not None} or None


def _bands(text: str, wrong: Wrong) -> object:
    bands = []
    for part in filter(None, (part.strip() for part in re.split("[；;]", text))):
        match = _BAND.fullmatch(part)
        bound = read_quantity(match["bound"]) if match else None
        share = read_quantity(match["share"]) if match else None
        if match is None or bound is None or share is None:
            wrong(f"中“{part}”应写作“达到 95% 得 100%”或“不超过 5% 得 60%”")
            continue
        key = "to" if match["word"] == terms.KEYS["to"] else "from"
        bands.append({key: bound.value, "share": share.value})
    return bands or None


def _definition(line: str, names: Names, wrong: Wrong) -> object:
    """Read one formula, such as ``结转结余数 ÷ 全年预算数；备注``."""
    formula, _, note = line.partition("；")
    formula = formula.translate(_HALF_SIGNS)
    kind, terms_read = _read_formula(formula)
    known = {label.translate(_HALF_SIGNS): name for name, label in names.facts.items()}
    unknown = [term for term in terms_read if term not in known and term not in names.facts]
    if not terms_read:
        wrong(f"中“{line}”应写作“甲 ÷ 乙”“（甲 − 乙）÷ 乙”“甲 − 乙”或“甲 + 乙”")
        return None
    if unknown:
        wrong(f"中“{unknown[0]}”不是口径名称，{suggestion(unknown[0], list(known))}")
        return None
    document: dict[str, object] = {
        "kind": kind,
        "of": [known.get(term, term) for term in terms_read],
    }
    return document | ({"note": note.strip()} if note.strip() else {})


def _read_formula(formula: str) -> tuple[str, list[str]]:
    """Return the kind of a formula and its terms in the order of the kind; no terms where it is none."""
    if match := _DEFINITIONS["quotient"].fullmatch(formula):
        first, second, divisor = match["x"], match["y"], match["z"]
        if divisor == second:
            return "change", [second, first]
        return ("remainder", [first, second]) if divisor == first else ("", [])
    for kind in ("ratio", "difference"):
        if match := _DEFINITIONS[kind].fullmatch(formula):
            return kind, [match["x"], match["y"]]
    parts = [part.strip() for part in formula.split("+")]
    return ("sum", parts) if len(parts) > 1 and all(parts) else ("", [])
