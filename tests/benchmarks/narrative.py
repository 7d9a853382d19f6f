"""How well the narrative check does: recall, false errors, mutations, coverage and speed.

Run by hand: ``python -m tests.benchmarks.narrative [--corpus DIR] [--half first|second] [--mutants N]``.
DIR holds ``seeds.jsonl``, ``labels.jsonl``, ``passages/`` and, beside it, ``seeds/``; without it, the
project's own cases are measured.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from xlaudit.forms.filing import Passage
from xlaudit.narrative import Narrative, Relation, check
from xlaudit.workbook.place import Place

OWN_CASES = Path(__file__).parents[1] / "cases" / "narrative.toml"
ARITHMETIC = ("sum", "difference", "share", "ratio", "change")
HOLDS = ("consistent", "rounding", "truncated")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass
class Text:
    """One report or passage with its labels."""

    name: str
    text: str
    labels: list[dict] = field(default_factory=list)


def run(text: str) -> Narrative:
    return check([Passage(text, Place("文字", 1, 1), "report")])


# ---------------------------------------------------------------- reading the corpus


def load_seeds(corpus: Path) -> list[Text]:
    labels = [json.loads(line) for line in (corpus / "seeds.jsonl").read_text("utf-8").splitlines()]
    texts = []
    for path in sorted((corpus.parent / "seeds").glob("*.txt")):
        own = [label for label in labels if label["seed"] == path.name[:3]]
        texts.append(Text(path.name[:3], path.read_text("utf-8"), own))
    return texts


def load_passages(corpus: Path, half: str) -> list[Text]:
    labels = [
        json.loads(line) for line in (corpus / "labels.jsonl").read_text("utf-8").splitlines()
    ]
    paths = sorted((corpus / "passages").glob("*.txt"))
    first = [path for path in paths if path.stem <= "019" or "101" <= path.stem <= "106"]
    chosen = {"first": first, "second": [p for p in paths if p not in first]}.get(half, paths)
    texts = []
    for path in chosen:
        body = path.read_text("utf-8").split("\n", 2)[2]
        own = [label for label in labels if label["id"] == path.stem and not label.get("probe")]
        texts.append(Text(path.stem, body, own))
    return texts


def load_own() -> list[Text]:
    cases = tomllib.loads(OWN_CASES.read_text("utf-8"))["case"]
    return [Text(f"case {number}", case["text"]) for number, case in enumerate(cases, 1)]


# ---------------------------------------------------------------- matching labels


def numbers(words: Iterable[str]) -> set[Decimal]:
    found = set()
    for word in words:
        for literal in NUMBER.findall(str(word)):
            try:
                found.add(Decimal(literal.replace(",", "")).normalize())
            except InvalidOperation:
                continue
    return found


def label_numbers(label: dict) -> set[Decimal]:
    if label["kind"] in ("grade", "bands"):
        return set(
            list(numbers([label["expression"].split(">=")[0].split("<=")[-1].split(" in ")[0]]))[:1]
        )
    if label["expression"].startswith("sum of"):
        return numbers([label["stated"]])
    if "inputs" in label and label["inputs"]:
        return numbers([*label["inputs"], label["stated"]])
    expression = re.sub(r"\*\s*100\b|[+-]0(?!\.)\b|->|len\(.*|x\d+", "", label["expression"])
    wanted = numbers([expression])
    stated = numbers([label.get("stated", "")])
    return wanted | stated


def figure_numbers(relation: Relation) -> set[Decimal]:
    return {abs(figure.quantity.number).normalize() for figure in relation.figures}


def lines_of(relation: Relation, text: str) -> set[int]:
    return {text.count("\n", 0, figure.origin[0]) + 1 for figure in relation.figures}


def matching(label: dict, relations: Iterable[Relation], text: str) -> list[Relation]:
    wanted = label_numbers(label)
    found = []
    for relation in relations:
        if label["kind"] in ("count_list", "count") and not relation.kind.startswith("count"):
            continue
        if label["kind"] in ("grade", "bands") and relation.kind != label["kind"]:
            continue
        if label["expression"].startswith("sum of") and len(relation.operands) < 8:
            continue
        if label["kind"] == "bands":
            found.append(relation)
            continue
        if "line" in label and not set(label["line"]) & lines_of(relation, text):
            continue
        own = figure_numbers(relation) | numbers([relation.computed])
        if wanted and wanted <= own | {Decimal(100), Decimal(1)}:
            found.append(relation)
    return found


def score(texts: list[Text], verbose: bool) -> dict[str, Counter]:
    tally: dict[str, Counter] = defaultdict(Counter)
    for text in texts:
        narrative = run(text.text)
        labelled: set[str] = set()
        for label in text.labels:
            relations = matching(label, narrative.relations, text.text)
            outcome = verdict_against(label, relations)
            group = label.get("level") or ("arithmetic" if label["kind"] in ARITHMETIC else "other")
            if label["kind"] == "score_le_weight":
                group = "score_le_weight"
            wrong = label["verdict"] == "inconsistent" and "truncation" not in label.get(
                "rounding", ""
            )
            undecided = label["verdict"].startswith("un")
            if not undecided and label.get("operands_in_text", True):
                tally[f"{group} {'wrong' if wrong else 'right'}"][outcome] += 1
                if verbose and outcome != "hit":
                    print(
                        "  ",
                        text.name,
                        outcome,
                        label["kind"],
                        label["expression"][:60],
                        label["stated"],
                        "|",
                        label["quote"][:50],
                    )
            if wrong or undecided:
                labelled |= {relation.id for relation in relations}
        tally["figures"]["all"] += len(narrative.figures)
        tally["figures"]["tied"] += narrative.coverage.tied
        for cause in (*narrative.causes, *narrative.further):
            known = any(relation.id in labelled for relation in cause.relations)
            tally[f"said {cause.severity}"]["labelled" if known else "unlabelled"] += 1
            if verbose and not known and cause.severity != "尾差":
                print("  ", text.name, cause.severity, cause.message, cause.repair)
    return tally


def verdict_against(label: dict, relations: list[Relation]) -> str:
    if not relations:
        return "missed"
    wrong = label["verdict"] == "inconsistent" and "truncation" not in label.get("rounding", "")
    said = {relation.verdict for relation in relations}
    if wrong:
        return "hit" if said & {"inconsistent", "hint"} else "wrong verdict"
    if label["verdict"].startswith("un"):
        return "hit"
    return "hit" if said & set(HOLDS) else "wrong verdict"


# ---------------------------------------------------------------- mutations


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
    pairs = [
        (a, b)
        for a, b in zip(places, places[1:], strict=False)
        if b == a + 1 and literal[a] != literal[b]
    ]
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


def mutate(texts: list[Text], most: int) -> dict[str, Counter]:
    chance = random.Random(2024)
    tally: dict[str, Counter] = defaultdict(Counter)
    jobs = []
    for text in texts:
        narrative = run(text.text)
        kinds: dict[str, str] = {}
        for relation in narrative.relations:
            if relation.verdict in HOLDS:
                for figure in relation.figures:
                    kinds.setdefault(figure.id, relation.kind)
        for index, figure in enumerate(narrative.figures):
            if figure.id not in kinds or figure.status.value not in ("tied", "rounding"):
                continue
            start, end = figure.origin
            literal = re.match(r"[-+]?[\d,.\n ]*\d", text.text[start:end])
            if literal is None or "\n" in literal[0]:
                continue
            near = [
                f
                for f in narrative.figures[max(0, index - 3) : index + 4]
                if f is not figure
                and f.quantity.unit == figure.quantity.unit
                and f.value != figure.value
            ]
            neighbour = (
                re.match(r"[\d,.]*\d", near[0].text)[0]
                if near and near[0].text[0].isdigit()
                else ""
            )
            for how, changed in mutants(literal[0], neighbour, chance):
                if Decimal(changed.replace(",", "")) != Decimal(literal[0].replace(",", "")):
                    mutant = text.text[:start] + changed + text.text[start + len(literal[0]) :]
                    jobs.append((text, narrative, kinds[figure.id], how, mutant, figure, changed))
    chance.shuffle(jobs)
    for _text, narrative, kind, how, mutant, figure, changed in jobs[:most]:
        outcome = said_of(narrative, run(mutant))
        tally["all"][outcome] += 1
        tally[f"kind {kind}"][outcome] += 1
        tally[f"way {how}"][outcome] += 1
        if SHOW and outcome in ("lost", "nothing"):
            print(
                "  ", outcome, _text.name, kind, how, figure.label[-12:], figure.text, "→", changed
            )
    return tally


SHOW = False


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


# ---------------------------------------------------------------- output


def speed(texts: list[Text]) -> None:
    joined = "\n".join(text.text for text in texts)
    for times in (1, 4, 16):
        sample = joined * max(1, times * 30000 // max(1, len(joined)))
        begin = time.process_time()
        run(sample)
        used = time.process_time() - begin
        print(f"{len(sample):>9} characters  {used:7.3f} s  {len(sample) / used / 1e6:.2f} M/s")


def table(title: str, tally: dict[str, Counter]) -> None:
    print(f"\n{title}")
    for group, counts in sorted(tally.items()):
        total = sum(counts.values())
        shares = "  ".join(
            f"{name} {count} ({count / total:.2f})" for name, count in counts.most_common()
        )
        print(f"  {group:28} {total:5}  {shares}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--half", default="both")
    parser.add_argument("--mutants", type=int, default=400)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    global SHOW
    SHOW = options.show
    if options.corpus is None:
        groups = {"own cases": load_own()}
    else:
        groups = {
            "seeds": load_seeds(options.corpus),
            "passages": load_passages(options.corpus, options.half),
        }
    for title, texts in groups.items():
        table(title, score(texts, options.verbose))
        if options.mutants:
            table(f"{title}: mutations of tied figures", mutate(texts, options.mutants))
    print()
    speed([text for texts in groups.values() for text in texts])


if __name__ == "__main__":
    main()
