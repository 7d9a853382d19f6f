"""Narrative mutations: one tied figure changed in one way, and what is said of it then."""

# ruff: noqa: T201 (its table goes to the terminal)

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from xlaudit.forms.filing import Passage
from xlaudit.narrative import Figure, Narrative, check
from xlaudit.workbook.place import Place

__all__ = ["HOLDS", "Text", "mutate", "run"]

HOLDS = ("consistent", "rounding", "truncated")


@dataclass
class Text:
    """One report or passage with its labels."""

    name: str
    text: str
    labels: list[dict] = field(default_factory=list)


def run(text: str) -> Narrative:
    return check([Passage(text, Place("文字", 1, 1), "report")])


def mutants(literal: str, neighbour: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield (how, literal) for one mutant of each way."""
    places = [place for place, sign in enumerate(literal) if sign.isdigit()]
    if not places:
        return
    for _ in range(6):
        place = chance.choice(places)
        digit = chance.choice([d for d in "0123456789" if d != literal[place]])
        last = place == places[-1]
        if not (last and abs(int(digit) - int(literal[place])) == 1) and not (
            place == 0 and digit == "0" and len(places) > 1
        ):
            yield "substitution", literal[:place] + digit + literal[place + 1 :]
            break
    pairs = [(a, b) for a, b in pairwise(places) if b == a + 1 and literal[a] != literal[b]]
    if pairs:
        a, b = chance.choice(pairs)
        yield "transposition", literal[:a] + literal[b] + literal[a] + literal[b + 1 :]
    if len(places) > 2:
        place = chance.choice(places[:-1])
        yield "dropped", literal[:place] + literal[place + 1 :]
    whole = re.match(r"\D*(\d+)(?:\.(\d))?(\d*)", literal)
    if whole:
        shifted = whole[1] + (whole[2] or "0") + ("." + whole[3] if whole[3] else "")
        yield "times ten", literal[: whole.start(1)] + shifted + literal[whole.end() :]
    if neighbour and neighbour != literal:
        yield "neighbour", neighbour


@dataclass(frozen=True)
class Mutant:
    """One tied figure changed in one way."""

    origin: Text
    before: Narrative
    kind: str
    way: str
    text: str
    change: str


def mutants_of(text: Text, chance: random.Random) -> Iterator[Mutant]:
    narrative = run(text.text)
    kinds: dict[str, str] = {}
    for relation in narrative.relations:
        if relation.verdict in HOLDS:
            for figure in relation.figures:
                kinds.setdefault(figure.id, relation.kind)
    for index, figure in enumerate(narrative.figures):
        start, end = figure.origin
        literal = re.match(r"[-+]?[\d,.\n ]*\d", text.text[start:end])
        tied = figure.id in kinds and figure.status.value in ("tied", "rounding")
        if not tied or literal is None or "\n" in literal[0]:
            continue
        near = narrative.figures[max(0, index - 3) : index + 4]
        for way, changed in mutants(literal[0], neighbour_of(figure, near), chance):
            if Decimal(changed.replace(",", "")) != Decimal(literal[0].replace(",", "")):
                mutated = text.text[:start] + changed + text.text[start + len(literal[0]) :]
                change = f"{figure.label[-12:]} {figure.text} → {changed}"
                yield Mutant(text, narrative, kinds[figure.id], way, mutated, change)


def neighbour_of(figure: Figure, near: Iterable[Figure]) -> str:
    """The digits of another figure of the same unit close by, empty if there is none."""
    for other in near:
        digits = re.match(r"[\d,.]*\d", other.text)
        if digits and other.quantity.unit == figure.quantity.unit and other.value != figure.value:
            return digits[0]
    return ""


def mutate(texts: list[Text], most: int, *, show: bool) -> dict[str, Counter]:
    chance = random.Random(2024)
    tally: dict[str, Counter] = defaultdict(Counter)
    jobs = [mutant for text in texts for mutant in mutants_of(text, chance)]
    chance.shuffle(jobs)
    for mutant in jobs[:most]:
        outcome = said_of(mutant.before, run(mutant.text))
        for group in ("all", f"kind {mutant.kind}", f"way {mutant.way}"):
            tally[group][outcome] += 1
        if show and outcome in ("lost", "nothing"):
            print(f"  {outcome} {mutant.origin.name} {mutant.kind} {mutant.way}: {mutant.change}")
    return tally


def said_of(before: Narrative, after: Narrative) -> str:
    old = {cause.message for cause in (*before.causes, *before.further)}
    new = [cause for cause in after.causes if cause.message not in old]
    if any(cause.severity == "错误" for cause in new):
        return "error"
    if any(cause.severity == "待核实" for cause in new):
        return "hint"
    if new:
        return "rounding"
    held = sum(relation.verdict in HOLDS for relation in after.relations)
    return (
        "lost"
        if held < sum(relation.verdict in HOLDS for relation in before.relations)
        else "nothing"
    )
